//! The gate before the offers of companies, kept where they are given out
//! (ET-20, ET-107, A16).

use crate::{
    refusal::Refusal,
    service::Service,
    storage::{Reader, Scope, StorageError},
};
use edutracker_domain::{
    Record, RecordId, RecordType,
    gate::{Programmes, Shut},
    rights::Action,
};

/// Records looked at in one go.
const STRETCH: usize = 1_000;

/// Lets an institution through, or refuses with all that shuts the gate: `shut`,
/// and where a removal did, `offer`.
///
/// # Errors
/// The refusal, and what the storage says.
pub fn pass(
    service: &Service,
    reader: &dyn Reader,
    org: RecordId,
    action: Action,
) -> Result<(), Refusal> {
    let programmes = programmes(reader, org)?;
    let shut = programmes.shut(service.settings().institution_search);
    if shut.is_empty() {
        return Ok(());
    }
    let reasons: Vec<&str> = shut.iter().map(|shut| shut.as_str()).collect();
    let refusal = match shut.contains(&Shut::NotOpened) {
        true => Refusal::not_available(action.as_str()),
        false => Refusal::forbidden(action),
    };
    let refusal = refusal.with("shut", reasons);
    let removed = programmes.removed.filter(|_| shut.contains(&Shut::Removed));
    Err(match removed {
        Some((offer, _)) => refusal.with("offer", offer.to_string()),
        None => refusal,
    })
}

/// What an organisation's offers come to. Mostly the first published offers tell;
/// where they do not, all are looked at.
fn programmes(reader: &dyn Reader, org: RecordId) -> Result<Programmes, StorageError> {
    let mut found = Programmes::default();
    for offer in reader.public_offers(Some(org), None, STRETCH)? {
        found.add(offer.id, &offer.data);
    }
    let scope = Scope {
        orgs: Some(vec![org]),
        kinds: vec![RecordType::Offer],
        own: org,
        own_kinds: Vec::new(),
        internal: false,
    };
    let mut after = None;
    while !found.published {
        let mut last = None;
        let seen = reader.snapshot(&scope, after, STRETCH, &mut |record| {
            last = Some((record.kind, record.id));
            if let Ok(offer) = serde_json::from_str::<Record>(record.data) {
                found.add(record.id, &offer);
            }
        })?;
        if seen < STRETCH {
            break;
        }
        after = last;
    }
    Ok(found)
}

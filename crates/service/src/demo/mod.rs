//! Demo data: real organisations, campuses and programmes; everything else is
//! synthesised, the same in every run.

mod accounts;
mod companies;
mod domains;
mod offers;
mod organisations;
mod seed;
mod sources;
mod texts;

pub use accounts::{DemoAccount, accounts};

use crate::{
    service::OpenError,
    settings::Settings,
    storage::{Storage, StoredRecord, Writer},
};
use edutracker_domain::{Record, RecordId, RecordType, record};
use organisations::Organisation;
use std::collections::BTreeMap;

/// When the demo data says it was written.
const AT: &str = "2026-09-01T06:00:00Z";
/// What the setting is called that marks a database filled with demo data.
const MARK: &str = "demo";
/// The organisation that every size has many offers of, and how many at least.
const LARGEST: (&str, usize) = ("KUL", 120);
const SECOND: (&str, usize) = ("HOGENT", 100);

/// How many offers; the number of the contract when not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Size(pub Option<usize>);

/// Fills an empty database; does nothing to one that was filled before.
pub fn fill_or_check(
    storage: &dyn Storage,
    size: Size,
    settings: &Settings,
) -> Result<(), OpenError> {
    let writer = storage.writer()?;
    if writer.setting(MARK)?.is_some() {
        return Ok(());
    }
    if writer.head()?.seq > 0 {
        return Err(OpenError::NotDemo);
    }
    let seq = writer.next_seq()?;
    fill(&*writer, seq, size, settings)?;
    writer.set_setting(MARK, b"1")?;
    writer.commit()?;
    Ok(())
}

fn fill(writer: &dyn Writer, seq: u64, size: Size, settings: &Settings) -> Result<(), OpenError> {
    let mut failed = None;
    let mut put = |kind: RecordType, id: RecordId, org: RecordId, data: Record| {
        if failed.is_none() {
            failed = writer.put_record(&stored(seq, kind, id, org, data)).err();
        }
    };
    let organisations = organisations::all().map_err(OpenError::Demo)?;
    for organisation in &organisations {
        organisation.records(&mut put);
    }
    let programmes = sources::programmes().map_err(OpenError::Demo)?;
    let mut by_code: BTreeMap<&str, Vec<&sources::Programme>> = BTreeMap::new();
    for programme in &programmes {
        by_code
            .entry(&programme.org_code)
            .or_default()
            .push(programme);
    }
    for (organisation, quota) in quotas(&organisations, &by_code, size) {
        let rows = by_code
            .get(organisation.code.as_str())
            .map_or(&[][..], Vec::as_slice);
        for ordinal in 0..quota {
            let (id, data) = match rows {
                [] => companies::offer(organisation, ordinal),
                rows => offers::offer(organisation, rows, ordinal),
            };
            put(RecordType::Offer, id, organisation.id, data);
        }
    }
    accounts::fill(&organisations, &mut put);
    if let Some(error) = failed {
        return Err(error.into());
    }
    accounts::logins(writer, &organisations, settings)
}

fn stored(seq: u64, kind: RecordType, id: RecordId, org: RecordId, data: Record) -> StoredRecord {
    let data = record::canonical(kind, &data);
    StoredRecord {
        kind,
        id,
        org,
        seq,
        created: seq,
        deleted: false,
        internal: false,
        public: crate::push::is_public(kind, &data),
        groups: BTreeMap::new(),
        data,
        inside: Record::new(),
        by: String::new(),
        at: AT.to_owned(),
        device: String::new(),
    }
}

/// How many offers each organisation has.
fn quotas<'a>(
    organisations: &'a [Organisation],
    programmes: &BTreeMap<&str, Vec<&sources::Programme>>,
    size: Size,
) -> Vec<(&'a Organisation, usize)> {
    let usual = |organisation: &Organisation| match organisation.code.as_str() {
        code if code == LARGEST.0 => LARGEST.1,
        code if code == SECOND.0 => SECOND.1,
        companies::CODE => companies::OFFERS,
        code => programmes.get(code).map_or(0, Vec::len),
    };
    let mut quotas: Vec<(&Organisation, usize)> = organisations
        .iter()
        .map(|organisation| (organisation, usual(organisation)))
        .filter(|(_, n)| *n > 0)
        .collect();
    let total: usize = quotas.iter().map(|(_, n)| n).sum();
    let wanted = size.0.unwrap_or(total);
    let tenth = wanted.div_ceil(10);
    if wanted >= total {
        let mut extra = wanted - total;
        for (organisation, quota) in &mut quotas {
            if organisation.code == LARGEST.0 && *quota < tenth {
                let more = (tenth - *quota).min(extra);
                *quota += more;
                extra -= more;
            }
        }
        let mut schools: Vec<&mut (&Organisation, usize)> = quotas
            .iter_mut()
            .filter(|(organisation, _)| programmes.contains_key(organisation.code.as_str()))
            .collect();
        let (each, rest) = (extra / schools.len().max(1), extra % schools.len().max(1));
        for (n, (_, quota)) in schools
            .iter_mut()
            .map(|pair| (&pair.0, &mut pair.1))
            .enumerate()
        {
            *quota += each + usize::from(n < rest);
        }
    } else {
        let largest = (LARGEST.1 * wanted / total).max(tenth);
        let (others, left) = (total - LARGEST.1, wanted - largest);
        let mut before = 0;
        for (organisation, quota) in &mut quotas {
            if organisation.code == LARGEST.0 {
                *quota = largest;
                continue;
            }
            let share = |upto: usize| upto * left / others.max(1);
            let after = before + *quota;
            *quota = share(after) - share(before);
            before = after;
        }
    }
    quotas
}

//! The gate before the offers of companies, as far as this machine knows.

use crate::{App, Outcome, failure, host::side, rows};
use edutracker_domain::{
    RecordType,
    gate::{FEATURE, Shut, removed_at},
    rights::{self, Action, Grant},
};
use edutracker_protocol::{
    command::{RemovedProgramme, SearchGate},
    wire::AccountInfo,
};
use edutracker_store::{Error as CacheError, gate, meta, record};

/// Whether the account's institution may search among the offers of companies
/// (ET-20, ET-107, A16); nothing for those whose search hangs on no condition.
///
/// # Errors
/// What the cache says.
pub fn search(app: &App, account: &AccountInfo) -> Outcome<Option<SearchGate>> {
    if rights::grant(side(account), &account.role, Action::SearchOtherSide) != Grant::Gate {
        return Ok(None);
    }
    let language = app.language();
    let found = app.cache()?.read(|c| {
        let programmes = gate::programmes(c, account.organisation)?;
        let features = meta::get(c, meta::FEATURES)?.unwrap_or_default();
        let shut = programmes.shut(features.split(' ').any(|feature| feature == FEATURE));
        let removed = programmes.removed;
        let removed = match removed.filter(|_| shut.contains(&Shut::Removed)) {
            Some((id, _)) => {
                let offer = record::get(c, RecordType::Offer, id)?;
                Some(RemovedProgramme {
                    id,
                    heading: rows::heading_of(c, &offer, language)?,
                    at: removed_at(offer.effective()).to_owned(),
                })
            }
            None => None,
        };
        Ok::<_, CacheError>(SearchGate {
            shut: shut.iter().map(|shut| shut.to_string()).collect(),
            removed,
        })
    });
    found.map(Some).map_err(failure::cache)
}

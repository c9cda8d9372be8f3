//! The gate before the offers of companies: institutions search among them
//! while they publish a programme of their own (ET-20), once the operator has
//! opened it (ET-107). Agoria's removal of the last one shuts it too (A16).

use crate::{
    RecordId,
    record::{self, OfferStatus, Record, Subject},
    text_enum,
};

/// What `GET /v1/meta` names among its features while institutions may search (ET-107).
pub const FEATURE: &str = "institutionSearch";

text_enum! {
    /// Why the gate is shut.
    Shut, "reason of a shut gate" {
        /// The operator has not opened the search of institutions (ET-107).
        NotOpened = "not-opened",
        /// The organisation has no published programme (ET-20).
        NoProgramme = "no-programme",
        /// Agoria removed what the organisation had published (A16).
        Removed = "removed",
    }
}

/// What the gate looks at in an organisation's offers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Programmes {
    /// Whether one is published: events do not count (A8).
    pub published: bool,
    /// The removed one whose removal came last, as told in its `removed`.
    pub removed: Option<(RecordId, Record)>,
}

impl Programmes {
    /// Takes one more offer into account.
    pub fn add(&mut self, id: RecordId, offer: &Record) {
        if record::subject(offer) != Some(Subject::Programme) {
            return;
        }
        match record::status(offer, true) {
            OfferStatus::Published => self.published = true,
            OfferStatus::Removed => {
                let later = self
                    .removed
                    .as_ref()
                    .is_none_or(|(_, other)| removed_when(other) < removed_when(offer));
                if later {
                    self.removed = Some((id, offer.clone()));
                }
            }
            _ => {}
        }
    }

    /// All that shuts the gate; nothing while it is open.
    #[must_use]
    pub fn shut(&self, opened: bool) -> Vec<Shut> {
        let missing = match (self.published, &self.removed) {
            (true, _) => None,
            (false, Some(_)) => Some(Shut::Removed),
            (false, None) => Some(Shut::NoProgramme),
        };
        let switched_off = (!opened).then_some(Shut::NotOpened);
        switched_off.into_iter().chain(missing).collect()
    }
}

/// When an offer was removed, as the service wrote it: sorts by time.
#[must_use]
pub fn removed_at(offer: &Record) -> &str {
    record::get(offer, "removed")
        .and_then(|removed| removed["at"].as_str())
        .unwrap_or_default()
}

/// Removals in the order of their time, those of one moment by the names of the offers.
fn removed_when(offer: &Record) -> (&str, &str) {
    (removed_at(offer), record::text(offer, "name"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn programmes(offers: &[serde_json::Value]) -> Programmes {
        let mut all = Programmes::default();
        for offer in offers {
            all.add(RecordId::new(), offer.as_object().unwrap());
        }
        all
    }

    #[test]
    fn a_published_programme_opens_it() {
        let event = json!({"subject": "event", "published": true});
        let programme = json!({"subject": "programme", "published": true});
        let archived = json!({"subject": "programme", "published": true, "archived": true});
        let draft = json!({"subject": "programme"});
        assert_eq!(programmes(std::slice::from_ref(&programme)).shut(true), []);
        assert_eq!(programmes(&[programme]).shut(false), [Shut::NotOpened]);
        for none in [vec![], vec![event, archived, draft]] {
            assert_eq!(programmes(&none).shut(true), [Shut::NoProgramme]);
            assert_eq!(
                programmes(&none).shut(false),
                [Shut::NotOpened, Shut::NoProgramme]
            );
        }
    }

    #[test]
    fn the_last_removal_is_named() {
        let gone = |name: &str, at: &str| {
            json!({"subject": "programme", "published": true, "name": name,
                   "removed": {"reason": "NON_TECH", "at": at}})
        };
        let event = json!({"subject": "event", "removed": {"at": "2026-05-09T00:00:00Z"}});
        let all = [
            gone("a", "2026-05-01T10:00:00Z"),
            gone("b", "2026-05-03T10:00:00Z"),
            gone("a", "2026-05-03T10:00:00Z"),
            gone("c", "2026-05-02T10:00:00Z"),
            event,
        ];
        let found = programmes(&all);
        assert_eq!(found.shut(true), [Shut::Removed]);
        let named = found
            .removed
            .as_ref()
            .map(|(_, offer)| record::text(offer, "name"));
        assert_eq!(named, Some("b"));
        let mut other = found.clone();
        other.add(
            RecordId::new(),
            json!({"subject": "programme", "published": true})
                .as_object()
                .unwrap(),
        );
        assert_eq!(other.shut(true), []);
    }
}

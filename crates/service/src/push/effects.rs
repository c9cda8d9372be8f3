//! What a write does beyond the fields it writes.

use crate::{mail::Told, storage::StoredRecord};
use edutracker_domain::record;
use edutracker_protocol::wire::Effect;
use std::collections::BTreeMap;

const SHOWN: &str = "offers-shown";
const HIDDEN: &str = "offers-hidden";
const REMOVED: &str = "offers-removed";
const RESTORED: &str = "offers-restored";
const ARCHIVED: &str = "records-archived";
const NOTICES: &str = "notices";
const WITHDRAWN: &str = "notices-withdrawn";
/// In the order they are told.
const ALL: [&str; 5] = [SHOWN, HIDDEN, REMOVED, RESTORED, ARCHIVED];

/// The effects of a record that is made, or changed.
pub fn of(before: Option<&StoredRecord>, after: &StoredRecord) -> Vec<&'static str> {
    let public = before.is_some_and(|before| before.public);
    let removed = |record: &StoredRecord| record::get(&record.data, "removed").is_some();
    let archived = |record: &StoredRecord| {
        record::flag(&record.data, "archived") || record::flag(&record.data, "retired")
    };
    let mut effects = Vec::new();
    if public != after.public {
        effects.push(if after.public { SHOWN } else { HIDDEN });
    }
    if let Some(before) = before {
        if removed(before) != removed(after) {
            effects.push(if removed(after) { REMOVED } else { RESTORED });
        }
        if archived(after) && !archived(before) {
            effects.push(ARCHIVED);
        }
    }
    effects
}

/// Effects by kind, with the number of records; kinds without any are left out.
pub fn summed<'a>(effects: impl Iterator<Item = &'a &'static str>) -> Vec<Effect> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for effect in effects {
        *counts.entry(effect).or_default() += 1;
    }
    ALL.into_iter()
        .filter_map(|code| {
            counts.get(code).map(|count| Effect {
                code: code.to_owned(),
                count: *count,
            })
        })
        .collect()
}

/// The mails that decisions cause, and those that they keep from going; kinds
/// without any are left out.
pub fn told(told: Told) -> impl Iterator<Item = Effect> {
    let kinds = [(NOTICES, told.written), (WITHDRAWN, told.withdrawn)];
    kinds
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(code, count)| Effect {
            code: code.to_owned(),
            count,
        })
}

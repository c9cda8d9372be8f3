//! The edit that takes back what a push did to a record.

use crate::storage::{StoredChange, StoredRecord};
use edutracker_domain::{
    Field, Record, RecordType, field,
    merge::{self, Patch},
    record,
};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The transaction after which nobody else may have changed a field group, by group.
pub type Bases = BTreeMap<&'static str, u64>;

/// What undoes the changes of a push to one record.
#[derive(Debug, Default, PartialEq)]
pub struct Inverse {
    /// The patch; empty when the record was made by the push.
    pub patch: Patch,
    /// What each group that the patch touches rests on.
    pub bases: Bases,
}

/// The inverse of the changes of some transactions of a push to a record.
/// `history` holds the record's changes from the first of them on, newest first.
///
/// A field goes back to what it was before the push changed it; where somebody
/// else changed it between two changes of the push, to what they made of it.
/// Of a set, only the members that the push put in or took out are touched.
pub fn inverse(
    kind: RecordType,
    history: &[StoredChange],
    push: &str,
    seqs: &BTreeSet<u64>,
) -> Inverse {
    let of_push = |change: &StoredChange| change.push == push && seqs.contains(&change.seq);
    let mut inverse = Inverse::default();
    let (mut before, mut after) = (Record::new(), Record::new());
    let mut touched: Bases = Bases::new();
    for field in field::fields(kind) {
        let changes = || history.iter().filter(|change| change.field == field.name);
        let Some(last) = changes().find(|change| of_push(change)) else {
            continue;
        };
        if field.shape.is_set() {
            let members = members(changes().filter(|change| of_push(change)));
            inverse.patch.insert(field.name.to_owned(), members);
            continue;
        }
        let own = changes().skip_while(|change| !of_push(change));
        let first = own.take_while(|change| of_push(change)).last();
        let old = first.map_or(Value::Null, |first| first.before.clone());
        set(
            &mut inverse.patch,
            &mut before,
            &mut after,
            field,
            old,
            last,
        );
        let base = inverse.bases.entry(field.group).or_default();
        *base = (*base).max(last.seq);
        if changes().next().is_some_and(|newest| !of_push(newest)) {
            // Somebody else changed it since: it has to be asked about.
            let base = touched.entry(field.group).or_insert(last.seq);
            *base = (*base).min(last.seq);
        }
    }
    inverse.bases.append(&mut touched);
    let objects = merge::diff(&after, &before);
    inverse.patch.extend(objects);
    // What was removed comes back unpublished, whatever it was before.
    if inverse.patch.contains_key("removed") {
        inverse.patch.remove("published");
    }
    inverse
}

/// A field that goes back: values in the patch itself, objects as the difference of two records.
fn set(
    patch: &mut Patch,
    before: &mut Record,
    after: &mut Record,
    field: &Field,
    old: Value,
    last: &StoredChange,
) {
    if old.is_object() || last.after.is_object() {
        record::put(before, field.name, old);
        record::put(after, field.name, last.after.clone());
        return;
    }
    match field.name.split_once('.') {
        None => {
            patch.insert(field.name.to_owned(), old);
        }
        Some((outer, inner)) => {
            let inside = patch
                .entry(outer)
                .or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inside) = inside {
                inside.insert(inner.to_owned(), old);
            }
        }
    }
}

/// The members that changes put in or took out, as they were before the first
/// of them; the changes come newest first.
fn members<'a>(changes: impl Iterator<Item = &'a StoredChange>) -> Value {
    let mut members = Map::new();
    for change in changes {
        let side = |value: &Value| -> BTreeSet<String> {
            let names = value.as_object().into_iter().flat_map(Map::keys);
            names.cloned().collect()
        };
        let (old, new) = (side(&change.before), side(&change.after));
        for name in old.symmetric_difference(&new) {
            let value = if old.contains(name) {
                Value::Bool(true)
            } else {
                Value::Null
            };
            members.insert(name.clone(), value);
        }
    }
    Value::Object(members)
}

/// What takes a record out of use that a push made; `None` for what stays for ever.
pub fn withdrawal(made: &StoredRecord) -> Option<Patch> {
    let flag = match made.kind {
        RecordType::Offer => "archived",
        RecordType::Site | RecordType::Contact => "retired",
        RecordType::Organisation | RecordType::Account | RecordType::Review => return None,
    };
    Some(Patch::from_iter([(flag.to_owned(), Value::Bool(true))]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use edutracker_domain::RecordId;
    use serde_json::json;

    /// Changes as (transaction, push, field, before, after), oldest first.
    fn history(rows: &[(u64, &str, &str, Value, Value)]) -> Vec<StoredChange> {
        rows.iter()
            .rev()
            .map(|(seq, push, field, before, after)| StoredChange {
                seq: *seq,
                kind: RecordType::Offer,
                id: RecordId::from_bytes([1; 16]),
                field: (*field).to_owned(),
                before: before.clone(),
                after: after.clone(),
                by: String::new(),
                at: String::new(),
                push: (*push).to_owned(),
                device: String::new(),
            })
            .collect()
    }

    fn of(kind: RecordType, rows: &[(u64, &str, &str, Value, Value)], seqs: &[u64]) -> Inverse {
        inverse(kind, &history(rows), "p", &seqs.iter().copied().collect())
    }

    #[test]
    fn several_parts_are_one_way_back() {
        let rows = [
            (1, "p", "name", json!("A"), json!("B")),
            (2, "p", "name", json!("B"), json!("C")),
            (2, "p", "website", Value::Null, json!("https://x.be")),
        ];
        let both = of(RecordType::Offer, &rows, &[1, 2]);
        assert_eq!(
            Value::Object(both.patch),
            json!({ "name": "A", "website": null })
        );
        assert_eq!(both.bases, Bases::from([("name", 2), ("website", 2)]));
        // Of a part alone, only its own step; a later part has touched it since.
        let first = of(RecordType::Offer, &rows, &[1]);
        assert_eq!(Value::Object(first.patch), json!({ "name": "A" }));
        assert_eq!(first.bases, Bases::from([("name", 1)]));
    }

    #[test]
    fn what_others_made_in_between_is_gone_back_to_and_what_they_made_since_is_a_question() {
        let between = [
            (1, "p", "name", json!("A"), json!("B")),
            (2, "q", "name", json!("B"), json!("X")),
            (3, "p", "name", json!("X"), json!("C")),
        ];
        let inverse = of(RecordType::Offer, &between, &[1, 3]);
        assert_eq!(Value::Object(inverse.patch), json!({ "name": "X" }));
        assert_eq!(inverse.bases, Bases::from([("name", 3)]));
        // One field of the group was changed by somebody else before the push's last change of it.
        let group = [
            (1, "p", "municipality", json!("A"), json!("B")),
            (2, "q", "municipality", json!("B"), json!("X")),
            (3, "p", "postalCode", json!("1"), json!("2")),
        ];
        let inverse = of(RecordType::Site, &group, &[1, 3]);
        assert_eq!(inverse.bases, Bases::from([("location", 1)]));
    }

    #[test]
    fn sets_go_back_by_member_and_objects_by_difference() {
        let rows = [
            (
                1,
                "p",
                "languages",
                json!({"nl":true}),
                json!({"nl":true,"fr":true}),
            ),
            (
                2,
                "q",
                "languages",
                json!({"nl":true,"fr":true}),
                json!({"nl":true,"fr":true,"en":true}),
            ),
            (
                3,
                "p",
                "languages",
                json!({"nl":true,"fr":true,"en":true}),
                json!({"fr":true,"en":true}),
            ),
            (
                3,
                "p",
                "removed",
                json!({"reason":"A"}),
                json!({"reason":"B","note":{"nl":"x"}}),
            ),
            (3, "p", "published", json!(true), json!(false)),
        ];
        let inverse = of(RecordType::Offer, &rows, &[1, 3]);
        assert_eq!(
            Value::Object(inverse.patch),
            json!({ "languages": { "nl": true, "fr": null }, "removed": { "reason": "A", "note": null } })
        );
    }

    #[test]
    fn texts_in_languages_are_fields_of_their_own() {
        let rows = [(1, "p", "about.nl", json!("A"), json!("B"))];
        let inverse = of(RecordType::Organisation, &rows, &[1]);
        assert_eq!(
            Value::Object(inverse.patch),
            json!({ "about": { "nl": "A" } })
        );
    }
}

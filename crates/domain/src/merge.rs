//! Merge patches (RFC 7396) and the three-way merge per field group.
//!
//! No clock takes part. A set merges member by member and never conflicts; any
//! other group conflicts only if both sides changed it to different values.

use crate::{
    field::{self, Field},
    record::{self, Record, RecordType},
};
use serde_json::{Map, Value};

/// A merge patch: fields to set, `null` to clear, members of sets to add (`true`) or take away (`null`).
pub type Patch = Map<String, Value>;

/// Applies a patch to a record, in place.
pub fn apply(record: &mut Record, patch: &Patch) {
    for (name, value) in patch {
        match value {
            Value::Null => {
                record.remove(name);
            }
            Value::Object(inner) => {
                let entry = record
                    .entry(name.clone())
                    .or_insert_with(|| Value::Object(Map::new()));
                if !entry.is_object() {
                    *entry = Value::Object(Map::new());
                }
                if let Value::Object(target) = entry {
                    apply(target, inner);
                }
            }
            other => {
                record.insert(name.clone(), other.clone());
            }
        }
    }
}

/// The record after the patch, in canonical form.
#[must_use]
pub fn patched(kind: RecordType, record: &Record, patch: &Patch) -> Record {
    let mut out = record.clone();
    apply(&mut out, patch);
    record::into_canonical(kind, out)
}

/// The patch that turns one canonical record into another; empty when they are equal.
#[must_use]
pub fn diff(from: &Record, to: &Record) -> Patch {
    let gone = from.keys().filter(|name| !to.contains_key(*name));
    to.keys()
        .chain(gone)
        .filter_map(|name| Some((name.clone(), change(name, from.get(name), to.get(name))?)))
        .collect()
}

/// The patch that leads back from a record to another one, where `forward` leads
/// there: it looks at those fields only.
#[must_use]
pub fn diff_back(from: &Record, to: &Record, forward: &Patch) -> Patch {
    forward
        .keys()
        .filter_map(|name| Some((name.clone(), change(name, to.get(name), from.get(name))?)))
        .collect()
}

/// What a patch says of a field that was this and becomes that; `None`: nothing.
fn change(name: &str, from: Option<&Value>, to: Option<&Value>) -> Option<Value> {
    match (from, to) {
        (old, new) if old == new => None,
        (Some(old), None) => Some(absence(name, old)),
        // A removal is one decision: half of one, on top of nothing, would be none.
        (Some(Value::Object(old)), Some(Value::Object(new))) if name == "removed" => {
            Some(Value::Object(whole(old, new)))
        }
        (Some(Value::Object(old)), Some(Value::Object(new))) => Some(Value::Object(diff(old, new))),
        // A patch that replaces a scalar by an object, or adds one, is the object itself.
        (_, new) => new.cloned(),
    }
}

/// The patch that makes an object of any other, or of nothing: all it has, and
/// that what the old one had beside it goes.
fn whole(old: &Record, new: &Record) -> Patch {
    let mut patch = new.clone();
    for (name, old) in old {
        match (old, patch.get_mut(name)) {
            (_, None) => {
                patch.insert(name.clone(), Value::Null);
            }
            (Value::Object(old), Some(Value::Object(new))) => *new = whole(old, new),
            _ => {}
        }
    }
    patch
}

/// What makes a field absent. A set, or an object of fields, loses
/// the members they had, and no others: somebody may have added one since.
fn absence(name: &str, old: &Value) -> Value {
    match old {
        Value::Object(members)
            if field::has_members(name) || members.values().all(|v| *v == Value::Bool(true)) =>
        {
            Value::Object(
                members
                    .keys()
                    .map(|member| (member.clone(), Value::Null))
                    .collect(),
            )
        }
        _ => Value::Null,
    }
}

/// The fields (dotted names) that a patch touches, in the order of the table;
/// names that the table does not know are left out.
#[must_use]
pub fn touched(kind: RecordType, patch: &Patch) -> Vec<&'static Field> {
    field::fields(kind)
        .iter()
        .filter(|field| match field.name.split_once('.') {
            None => patch.contains_key(field.name),
            Some((outer, inner)) => match patch.get(outer) {
                Some(Value::Object(object)) => object.contains_key(inner),
                Some(_) => true,
                None => false,
            },
        })
        .collect()
}

/// The patch with what follows from it: what is archived is not shown to
/// others either, unless the patch says something of that itself.
#[must_use]
pub fn with_consequences(kind: RecordType, mut patch: Patch) -> Patch {
    let archives = patch.get("archived") == Some(&Value::Bool(true));
    if kind == RecordType::Offer && archives && !patch.contains_key("published") {
        patch.insert("published".to_owned(), Value::Bool(false));
    }
    patch
}

/// One field that two sides changed to different values.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldConflict {
    /// The field's dotted name.
    pub field: &'static str,
    /// The value both started from, where it is known.
    pub base: Option<Value>,
    /// What the patch makes of it.
    pub mine: Value,
    /// What the other side made of it.
    pub theirs: Value,
}

/// The outcome of a merge.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// Their record with every group of mine that did not clash.
    pub record: Record,
    /// The fields in groups that clash; empty when all was taken.
    pub conflicts: Vec<FieldConflict>,
}

/// Merges a patch into the other side's record. `theirs_changed` says whether
/// the other side changed a group since the base that the patch was made on;
/// `base`, where known, fills the conflicts.
#[must_use]
pub fn merge(
    kind: RecordType,
    base: Option<&Record>,
    patch: &Patch,
    theirs: &Record,
    theirs_changed: impl Fn(&'static str) -> bool,
) -> Merged {
    let theirs = record::canonical(kind, theirs);
    let mut wanted = patched(kind, &theirs, patch);
    // A removal is one decision: laid over another one it would become half of each.
    if let Some(base) = base {
        let mine = patched(kind, base, patch);
        for field in touched(kind, patch)
            .into_iter()
            .filter(|f| !f.shape.is_set())
        {
            record::put(&mut wanted, field.name, value(&mine, field.name));
        }
        wanted = record::into_canonical(kind, wanted);
    }
    let mut conflicts = Vec::new();
    for field in field::fields(kind) {
        // Most fields are the same on both sides: they are not copied to see it.
        if record::get(&wanted, field.name) == record::get(&theirs, field.name) {
            continue;
        }
        // Members merge one by one; a set that is cleared as a whole is one decision.
        let by_member = field.shape.is_set() && patch.get(field.name) != Some(&Value::Null);
        if by_member || !theirs_changed(field.group) {
            continue;
        }
        conflicts.push(FieldConflict {
            field: field.name,
            base: base.map(|base| value(base, field.name)),
            mine: value(&wanted, field.name),
            theirs: value(&theirs, field.name),
        });
    }
    if conflicts.is_empty() {
        return Merged {
            record: wanted,
            conflicts,
        };
    }
    let mut record = wanted;
    // The group is the unit: its other fields stay theirs as well.
    for field in field::fields(kind) {
        let clashes = conflicts
            .iter()
            .any(|c| field::field(kind, c.field).is_some_and(|f| f.group == field.group));
        if clashes {
            record::put(&mut record, field.name, value(&theirs, field.name));
        }
    }
    Merged {
        record: record::into_canonical(kind, record),
        conflicts,
    }
}

/// Whether two records differ in a group.
#[must_use]
pub fn group_differs(kind: RecordType, group: &str, a: &Record, b: &Record) -> bool {
    field::fields(kind)
        .iter()
        .filter(|field| field.group == group)
        .any(|field| value(a, field.name) != value(b, field.name))
}

/// The value at a field, `Null` when absent; flags are never absent.
#[must_use]
pub fn value(record: &Record, name: &str) -> Value {
    record::get(record, name).cloned().unwrap_or(Value::Null)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn object(value: Value) -> Record {
        let Value::Object(object) = value else {
            unreachable!()
        };
        object
    }

    fn three_way(base: &Record, patch: &Patch, theirs: &Record) -> Merged {
        merge(RecordType::Offer, Some(base), patch, theirs, |group| {
            group_differs(RecordType::Offer, group, base, theirs)
        })
    }

    #[test]
    fn different_groups_merge_silently() {
        let base = record::canonical(
            RecordType::Offer,
            &object(json!({"name":"A","website":"https://a.be","languages":{"nl":true}})),
        );
        let patch = object(json!({"website":"https://mine.be","languages":{"fr":true}}));
        let theirs = patched(
            RecordType::Offer,
            &base,
            &object(json!({"name":"B","languages":{"en":true,"nl":null}})),
        );
        let merged = three_way(&base, &patch, &theirs);
        assert!(merged.conflicts.is_empty());
        assert_eq!(record::text(&merged.record, "name"), "B");
        assert_eq!(record::text(&merged.record, "website"), "https://mine.be");
        assert_eq!(record::members(&merged.record, "languages"), ["en", "fr"]);
    }

    #[test]
    fn the_same_group_is_a_question() {
        let base = record::canonical(RecordType::Offer, &object(json!({"name":"A"})));
        let theirs = patched(RecordType::Offer, &base, &object(json!({"name":"B"})));
        let merged = three_way(
            &base,
            &object(json!({"name":"C","website":"https://x.be"})),
            &theirs,
        );
        assert_eq!(merged.conflicts.len(), 1);
        assert_eq!(merged.conflicts[0].field, "name");
        assert_eq!(
            (&merged.conflicts[0].mine, &merged.conflicts[0].theirs),
            (&json!("C"), &json!("B"))
        );
        assert_eq!(record::text(&merged.record, "name"), "B");
        assert_eq!(record::text(&merged.record, "website"), "https://x.be");
    }

    #[test]
    fn equal_answers_are_no_conflict() {
        let base = record::canonical(RecordType::Offer, &object(json!({"name":"A"})));
        let theirs = patched(RecordType::Offer, &base, &object(json!({"name":"B"})));
        let merged = three_way(&base, &object(json!({"name":"B"})), &theirs);
        assert!(merged.conflicts.is_empty());
        assert_eq!(merged.record, theirs);
    }

    #[test]
    fn a_removal_is_patched_as_a_whole() {
        let from = object(json!({"removed":{"reason":"A","note":{"en":"x","nl":"y"},"by":"r"}}));
        let to = object(json!({"removed":{"reason":"A","note":{"en":"z"}}}));
        let patch = diff(&from, &to);
        let nothing = Record::new();
        for theirs in [&from, &nothing] {
            let mut after = theirs.clone();
            apply(&mut after, &patch);
            let value = value(&after, "removed");
            assert_eq!(
                (&value["reason"], &value["note"]["en"]),
                (&json!("A"), &json!("z"))
            );
            assert!(value.get("by").is_none() && value["note"].get("nl").is_none());
        }
    }

    #[test]
    fn a_diff_applied_is_the_target() {
        let from = record::canonical(
            RecordType::Offer,
            &object(json!({"name":"A","languages":{"nl":true},"sites":{"x":true}})),
        );
        let to = record::canonical(
            RecordType::Offer,
            &object(json!({"name":"B","languages":{"nl":true,"fr":true},"published":true})),
        );
        let patch = diff(&from, &to);
        assert_eq!(patched(RecordType::Offer, &from, &patch), to);
        assert!(diff(&to, &to).is_empty());
    }
}

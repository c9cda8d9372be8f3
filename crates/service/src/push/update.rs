//! Items that change records: the merge per field group.

use super::{decide::Deciding, effects, outcome::Outcome, permit};
use crate::{
    refusal::Answer,
    storage::{StorageError, StoredChange, StoredRecord},
};
use edutracker_domain::{
    Field, RecordType, Rev, field,
    merge::{self, FieldConflict},
    record,
    rights::{Action, Side},
};
use edutracker_protocol::wire::{ItemStatus, MergeMode, PushItem, WireAuthor, WireConflict};
use serde_json::Value;

impl Deciding<'_> {
    pub(super) fn update(&self, item: &PushItem) -> Answer<Outcome> {
        let item = &PushItem {
            patch: merge::with_consequences(item.kind, item.patch.clone()),
            ..item.clone()
        };
        let Some(theirs) = self.view.record(item.kind, item.id)? else {
            return Ok(Outcome::new(item.mid, ItemStatus::Gone));
        };
        let own = self.account.belongs_to(theirs.org);
        let removing = item.kind == RecordType::Offer
            && self.account.side == Side::Operator
            && self.account.may(Action::OfferRemove);
        if !own && !removing {
            return Ok(Outcome::forbidden(item.mid, None, None));
        }
        let rev = self.rev(&theirs);
        if theirs.deleted {
            return Ok(Outcome::new(item.mid, ItemStatus::Gone).rev(rev));
        }
        let fields = permit::changed(item.kind, &item.patch, &theirs.data);
        if let Err(outcome) = permit::update(self.account, item.mid, &fields) {
            return Ok(*outcome);
        }
        if removing && item.patch.contains_key("removed") {
            return self.removal(item, &theirs);
        }
        // What Agoria took off is no longer the owner's to change, whatever else has changed.
        if let Some(removal) = record::get(&theirs.data, "removed").filter(|_| !fields.is_empty()) {
            return Ok(Outcome::new(item.mid, ItemStatus::Forbidden)
                .rev(rev)
                .because("removed", Some(removal.clone())));
        }
        let base = item.base_rev.filter(|base| base.epoch == self.next.epoch);
        let strict = item.merge.unwrap_or(self.part.body.merge) == MergeMode::Strict;
        if strict && base.map(|base| base.seq) != Some(theirs.seq) {
            return Ok(
                Outcome::conflict(item.mid, self.since(item, &theirs, base)?)
                    .rev(rev)
                    .record(&theirs.data),
            );
        }
        let bases = self.part.bases.get(&item.mid);
        let since = |group: &str, base: Rev| {
            let own = bases.and_then(|bases| bases.get(group));
            own.copied().unwrap_or(base.seq)
        };
        let merged = merge::merge(item.kind, None, &item.patch, &theirs.data, |group| {
            base.is_none_or(|base| theirs.group_seq(group) > since(group, base))
        });
        if !merged.conflicts.is_empty() {
            let history = self.view.reader().history(item.kind, item.id)?;
            let conflicts = merged
                .conflicts
                .iter()
                .map(|c| wire_conflict(c, base, &theirs, &history))
                .collect();
            return Ok(Outcome::conflict(item.mid, conflicts)
                .rev(rev)
                .record(&theirs.data));
        }
        if merged.record == theirs.data {
            return Ok(Outcome::new(item.mid, ItemStatus::Noop)
                .rev(rev)
                .record(&theirs.data));
        }
        if let Err(outcome) = self.check(item, &merged.record) {
            return Ok(outcome.rev(rev));
        }
        let as_sent = base.is_some_and(|base| base.seq >= theirs.seq);
        let (record, changes) = self.changed(&theirs, merged.record);
        let status = if as_sent {
            ItemStatus::Applied
        } else {
            ItemStatus::Merged
        };
        let mut outcome = Outcome::new(item.mid, status).rev(self.rev(&record));
        if !as_sent {
            outcome = outcome.record(&record.data);
            let history = self.view.reader().history(item.kind, item.id)?;
            outcome.result.others = authors(base, &theirs, &history);
        }
        outcome.effects = effects::of(Some(&theirs), &record);
        outcome.writes.push(record);
        outcome.changes = changes;
        Ok(outcome)
    }

    /// The fields that others changed since the base of a strict edit.
    pub(super) fn since(
        &self,
        item: &PushItem,
        theirs: &StoredRecord,
        base: Option<Rev>,
    ) -> Result<Vec<WireConflict>, StorageError> {
        let history = self.view.reader().history(item.kind, item.id)?;
        let wanted = merge::patched(item.kind, &theirs.data, &item.patch);
        let sent = permit::changed(item.kind, &item.patch, &theirs.data);
        let changed =
            |field: &Field| base.is_some_and(|base| theirs.group_seq(field.group) > base.seq);
        let asked = |field: &Field| sent.iter().any(|other| other.name == field.name);
        let question = |field: &&'static Field| {
            let base_value = base_value(field.name, base, &history);
            let mine = if asked(field) {
                merge::value(&wanted, field.name)
            } else {
                base_value.clone().unwrap_or(Value::Null)
            };
            let theirs_value = merge::value(&theirs.data, field.name);
            let conflict = FieldConflict {
                field: field.name,
                base: base_value,
                mine,
                theirs: theirs_value,
            };
            wire_conflict(&conflict, base, theirs, &history)
        };
        let moved = |field: &&'static Field| {
            changed(field) && base_value(field.name, base, &history).is_some()
        };
        let mut conflicts: Vec<WireConflict> = field::fields(item.kind)
            .iter()
            .filter(moved)
            .map(|f| question(&f))
            .collect();
        if conflicts.is_empty() {
            // Nothing is known of the base: what was asked is the question.
            conflicts = field::fields(item.kind)
                .iter()
                .filter(|field| asked(field))
                .map(|f| question(&f))
                .collect();
        }
        Ok(conflicts)
    }
}

/// The value of a field at a revision: what the first change after it replaced.
fn base_value(name: &str, base: Option<Rev>, history: &[StoredChange]) -> Option<Value> {
    let base = base?;
    let first = history
        .iter()
        .rev()
        .find(|change| change.field == name && change.seq > base.seq)?;
    Some(first.before.clone())
}

/// Who changed the fields that others changed since a base.
fn authors(base: Option<Rev>, theirs: &StoredRecord, history: &[StoredChange]) -> Vec<WireAuthor> {
    let since = base.map_or(0, |base| base.seq);
    field::fields(theirs.kind)
        .iter()
        .filter(|field| theirs.group_seq(field.group) > since)
        .filter_map(|field| {
            let last = last_in_group(theirs.kind, field.name, history)?;
            Some(WireAuthor {
                path: field::pointer(field.name),
                by: last.by.clone(),
                at: last.at.clone(),
            })
        })
        .collect()
}

/// The last change of the group of a field; `history` comes newest first.
fn last_in_group<'a>(
    kind: RecordType,
    name: &str,
    history: &'a [StoredChange],
) -> Option<&'a StoredChange> {
    let group = |name: &str| field::field(kind, name).map(|field| field.group);
    history
        .iter()
        .find(|change| group(&change.field) == group(name))
}

fn wire_conflict(
    conflict: &FieldConflict,
    base: Option<Rev>,
    theirs: &StoredRecord,
    history: &[StoredChange],
) -> WireConflict {
    let last = last_in_group(theirs.kind, conflict.field, history);
    WireConflict {
        path: field::pointer(conflict.field),
        base: conflict
            .base
            .clone()
            .or_else(|| base_value(conflict.field, base, history)),
        mine: conflict.mine.clone(),
        theirs: conflict.theirs.clone(),
        by: last.map_or(&theirs.by, |change| &change.by).clone(),
        at: last.map_or(&theirs.at, |change| &change.at).clone(),
    }
}

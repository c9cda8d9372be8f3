//! What the service has written, held against what persons wanted and saw.

use super::{Oracle, name, removals};
use crate::sim::{
    Checked, Failure,
    facts::all,
    server::Server,
    view::{self, Intents, Place},
};
use edutracker_domain::{Field, Record, RecordId, RecordType, Rev, field, record, review::Verdict};
use edutracker_protocol::wire::PushPart;
use edutracker_service::storage::{StoredChange, StoredRecord};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

impl Oracle {
    /// A person looks at what a push did, and wants all of it back to what it
    /// was. However often that is asked for: once for each `revert`.
    pub fn wants_back(&mut self, who: usize, revert: RecordId, push: RecordId, server: &Server) {
        let push = push.to_string();
        let reader = server.service.storage().reader().expect("reads");
        for record in all(server).0 {
            let changes = reader.history(record.kind, record.id).expect("reads");
            for change in changes.into_iter().filter(|change| change.push == push) {
                let Some(field) = field::field(record.kind, &change.field) else {
                    continue;
                };
                let after = view::plain(field.name, change.after.clone()).to_string();
                let seen = &mut self.watches[who].seen;
                seen.entry((record.id, field.name))
                    .or_default()
                    .insert(after);
                let mark = (revert, record.id, change.seq, change.field.clone());
                if !self.taken_back.insert(mark) {
                    continue;
                }
                for (place, value) in made(&record, field, &change.after, &change.before) {
                    *self.wanted.entry((place, value.to_string())).or_default() += 1;
                }
            }
        }
    }

    /// A person is shown another's value and stands by the own one. Where the
    /// service had taken it from there before without anybody hearing of it (it
    /// failed on the edit again and again, and took a late copy), it is wanted once
    /// more.
    pub fn stands_by(&mut self, who: usize, about: (RecordId, &str), server: &Server) {
        let reader = server.service.storage().reader().expect("reads");
        let wishes: Vec<(Place, String)> = self.watches[who].wishes.keys().cloned().collect();
        for wish in wishes {
            let (kind, id, field, _) = &wish.0;
            if (*id, *field) != about {
                continue;
            }
            let records = all(server).0;
            let Some(record) = records.iter().find(|r| (r.kind, r.id) == (*kind, *id)) else {
                continue;
            };
            let mut changes = reader.history(*kind, *id).expect("reads");
            changes.retain(|change| change.seq > self.start_seq);
            let all = written(record, &changes);
            changes.retain(|change| change.device == self.watches[who].device);
            if written(record, &changes).contains_key(&wish) {
                let wanted = self.wanted.entry(wish.clone()).or_default();
                *wanted = (*wanted).max(all[&wish] + 1);
            }
        }
    }

    /// What the service has written since the beginning.
    ///
    /// # Errors
    /// I2, I3, I5.
    pub fn history(&self, server: &Server, sent: &[PushPart]) -> Checked {
        let (records, _) = all(server);
        let reader = server.service.storage().reader().expect("reads");
        let epoch = reader.head().expect("reads").epoch;
        for record in &records {
            let mut changes = reader.history(record.kind, record.id).expect("reads");
            changes.reverse();
            changes.retain(|change| change.seq > self.start_seq);
            self.folds(record, &changes)?;
            once(record, &changes)?;
            if record.kind != RecordType::Review {
                self.wanted_so_often(record, &changes)?;
                self.seen_before(record, &changes)?;
                removals::unseen(&self.watches, record, &changes, epoch)?;
            }
        }
        unheard(&records)?;
        let changes = |offer| reader.history(RecordType::Offer, offer).expect("reads");
        unseen(&records, changes)?;
        for part in sent {
            let known = |mid| reader.mutation(mid).expect("reads").is_some();
            let count = part.items.iter().filter(|item| known(item.mid)).count();
            if count != 0 && count != part.items.len() && !self.forgotten {
                return Err(Failure::of(
                    "I3",
                    format!(
                        "of part {} of push {}, {count} of {} edits are there",
                        part.part,
                        part.push,
                        part.items.len()
                    ),
                ));
            }
        }
        Ok(())
    }

    /// I3: a record is what its history makes of it, no more and no less.
    fn folds(&self, record: &StoredRecord, changes: &[StoredChange]) -> Checked {
        let mut made = self
            .start
            .get(&(record.kind, record.id))
            .cloned()
            .unwrap_or_default();
        for change in changes {
            record::put(&mut made, &change.field, change.after.clone());
        }
        let made = record::canonical(record.kind, &made);
        let is = record::canonical(record.kind, &record.data);
        if made == is {
            return Ok(());
        }
        Err(Failure::of(
            "I3",
            format!(
                "the history of {} {} makes {made:?}, but it is {is:?}",
                record.kind, record.id
            ),
        ))
    }

    /// I2: a value was written no more often than a person wanted it.
    fn wanted_so_often(&self, record: &StoredRecord, changes: &[StoredChange]) -> Checked {
        for (what, times) in written(record, changes) {
            let wanted = self.wanted.get(&what).copied().unwrap_or_default();
            if times > wanted {
                return Err(Failure::of(
                    "I2",
                    format!(
                        "{} {} became {} {times} times, which was wanted {wanted} times",
                        record.kind,
                        name(&what.0),
                        what.1
                    ),
                ));
            }
        }
        Ok(())
    }

    /// I5: nobody replaces a value that he has not seen.
    fn seen_before(&self, record: &StoredRecord, changes: &[StoredChange]) -> Checked {
        for (at, change) in changes.iter().enumerate() {
            let Some(watch) = self
                .watches
                .iter()
                .find(|watch| watch.device == change.device)
            else {
                continue;
            };
            let Some(field) = field::field(record.kind, &change.field) else {
                continue;
            };
            if field.shape.is_set() || field.shape == field::Shape::Flag {
                continue;
            }
            if change.seq == record.created {
                continue;
            }
            let before = view::plain(field.name, change.before.clone());
            let seen = watch
                .seen
                .get(&(record.id, field.name))
                .is_some_and(|seen| seen.contains(&before.to_string()));
            // What a record was made without has no line in its history: it
            // comes from whoever made the record.
            let own = changes[..at]
                .iter()
                .rev()
                .find(|earlier| earlier.field == change.field)
                .or_else(|| changes.iter().find(|made| made.seq == record.created))
                .is_some_and(|earlier| earlier.device == change.device);
            if !seen && !own {
                return Err(Failure::of(
                    "I5",
                    format!(
                        "{} of {} {}: {} put {} over {before}, which it never saw",
                        field.name, record.kind, record.id, change.by, change.after
                    ),
                ));
            }
        }
        Ok(())
    }
}

/// I5: no verdict of a reviewer comes after words that its author never heard.
fn unheard(records: &[StoredRecord]) -> Checked {
    let reviews = || records.iter().filter(|r| r.kind == RecordType::Review);
    for verdict in reviews() {
        // What another incarnation counted says nothing about this one.
        let Ok(after) = record::text(&verdict.data, "afterRev").parse::<Rev>() else {
            continue;
        };
        let about = record::text(&verdict.data, "offer");
        let unheard = reviews().find(|other| {
            record::text(&other.data, "offer") == about
                && other.by != verdict.by
                && (after.seq + 1..verdict.seq).contains(&other.seq)
        });
        if let Some(unheard) = unheard {
            return Err(Failure::of(
                "I5",
                format!(
                    "{} decided at {} after {after}, and {} had spoken at {}",
                    verdict.by, verdict.seq, unheard.by, unheard.seq
                ),
            ));
        }
    }
    Ok(())
}

/// I5: no verdict of a reviewer comes after somebody else's change of the offer
/// that its author never saw. `changes` are an offer's, the newest first.
fn unseen(records: &[StoredRecord], changes: impl Fn(RecordId) -> Vec<StoredChange>) -> Checked {
    let reviews = records.iter().filter(|r| r.kind == RecordType::Review);
    for verdict in reviews {
        let word = record::text(&verdict.data, "verdict").parse::<Verdict>();
        // Of a removal the revision is checked with the edit; owners decide nothing.
        let Ok(Verdict::Keep | Verdict::Ask | Verdict::Defer) = word else {
            continue;
        };
        let seen = record::text(&verdict.data, "seenRev").parse::<Rev>();
        let offer = record::text(&verdict.data, "offer").parse::<RecordId>();
        let (Ok(seen), Ok(offer)) = (seen, offer) else {
            continue;
        };
        let mut between = changes(offer).into_iter();
        let last = between.find(|c| seen.seq < c.seq && c.seq < verdict.seq && c.by != verdict.by);
        if let Some(last) = last {
            return Err(Failure::of(
                "I5",
                format!(
                    "{} decided at {} on {seen}, and {} had changed the offer at {}",
                    verdict.by, verdict.seq, last.by, last.seq
                ),
            ));
        }
    }
    Ok(())
}

/// I2: a record stands once in a push, so a push changes it in one transaction.
fn once(record: &StoredRecord, changes: &[StoredChange]) -> Checked {
    let mut of_push = BTreeMap::<&str, BTreeSet<u64>>::new();
    for change in changes.iter().filter(|change| !change.push.is_empty()) {
        of_push
            .entry(change.push.as_str())
            .or_default()
            .insert(change.seq);
    }
    match of_push.iter().find(|(_, seqs)| seqs.len() > 1) {
        None => Ok(()),
        Some((push, seqs)) => Err(Failure::of(
            "I2",
            format!(
                "push {push} changed {} {} in transactions {seqs:?}",
                record.kind, record.id
            ),
        )),
    }
}

/// How often each value was written at each place.
fn written(record: &StoredRecord, changes: &[StoredChange]) -> BTreeMap<(Place, String), u32> {
    let mut written = BTreeMap::new();
    // What the service does of itself comes in no push.
    for change in changes.iter().filter(|change| !change.push.is_empty()) {
        let Some(field) = field::field(record.kind, &change.field) else {
            continue;
        };
        // Flags follow from other edits as well; removals stamp them.
        if matches!(field.shape, field::Shape::Flag | field::Shape::Removal) {
            continue;
        }
        for (place, value) in made(record, field, &change.before, &change.after) {
            *written.entry((place, value.to_string())).or_default() += 1;
        }
    }
    written
}

/// What became what where a field went from one value to another.
fn made(record: &StoredRecord, field: &Field, before: &Value, after: &Value) -> Intents {
    let only = |value: &Value| {
        let mut only = Record::new();
        record::put(&mut only, field.name, value.clone());
        only
    };
    view::differences(record.kind, record.id, &only(before), &only(after))
}

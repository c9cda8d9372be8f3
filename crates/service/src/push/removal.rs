//! Agoria's removals and restorations: bound to the revision that was looked
//! at, and never without a review that says who decided and why.

use super::{decide::Deciding, effects, outcome::Outcome, permit};
use crate::{auth::token, refusal::Answer, storage::StoredRecord};
use edutracker_domain::{
    Finding, Record, RecordId, RecordType, Rev, Severity, field, merge, record,
    review::{Verdict, same_removal},
    validate,
};
use edutracker_protocol::wire::{ItemStatus, PushItem};
use serde_json::{Map, Value};

impl Deciding<'_> {
    pub(super) fn removal(&self, item: &PushItem, theirs: &StoredRecord) -> Answer<Outcome> {
        let rev = self.rev(theirs);
        // A client sends what changed of a standing removal, not the whole of it.
        let merged = merge::patched(item.kind, &theirs.data, &item.patch);
        let mut wanted = record::get(&merged, "removed")
            .and_then(Value::as_object)
            .map(said);
        // What was on the screen, and the last word that was known, belong to the
        // decision, not to the offer.
        let mut of_decision = |name| wanted.as_mut().and_then(|wanted| wanted.remove(name));
        let (shown, after) = (of_decision(field::SHOWN), of_decision(field::AFTER));
        let wanted = wanted.as_ref();
        let others = permit::changed(item.kind, &item.patch, &theirs.data);
        if let Some(other) = others.iter().find(|field| field.name != "removed") {
            return Ok(Outcome::forbidden(item.mid, None, Some(other.name)));
        }
        if same_removal(
            wanted,
            record::get(&theirs.data, "removed").and_then(Value::as_object),
        ) {
            return Ok(Outcome::new(item.mid, ItemStatus::Noop)
                .rev(rev)
                .record(&theirs.data));
        }
        if item.base_rev != Some(rev) {
            let base = item.base_rev.filter(|base| base.epoch == self.next.epoch);
            return Ok(Outcome::conflict(item.mid, self.since(item, theirs, base)?)
                .rev(rev)
                .record(&theirs.data));
        }
        let known = after.as_ref().and_then(Value::as_str);
        if let Some(known) = known.and_then(|known| known.parse::<Rev>().ok()) {
            let was = merge::value(&theirs.data, "removed");
            let question = ("removed", merge::value(&merged, "removed"), Some(was));
            if let Some(outcome) = self.said_since(item, theirs.id, known, question)? {
                return Ok(outcome);
            }
        }
        let mut data = theirs.data.clone();
        let removed = wanted.map_or(Value::Null, |wanted| self.stamped(wanted));
        record::put(&mut data, "removed", removed);
        // Coming back is not the same as being published again: the owner decides that.
        record::put(&mut data, "published", Value::Bool(false));
        let data = record::canonical(item.kind, &data);
        // An offer that is not complete can be taken off all the same.
        let errors: Vec<Finding> =
            validate::validate(item.kind, &data, &self.view, &self.service.settings().texts)
                .into_iter()
                .filter(|finding| {
                    finding.severity == Severity::Error
                        && finding.pointer == field::pointer("removed")
                })
                .collect();
        if !errors.is_empty() {
            return Ok(Outcome::invalid(item.mid, errors).rev(rev));
        }
        let (record, mut changes) = self.changed(theirs, data);
        let review = self.review(item, theirs, wanted, (shown, after));
        let errors = self.unreadable(&review);
        if !errors.is_empty() {
            return Ok(Outcome::invalid(item.mid, errors).rev(rev));
        }
        changes.extend(self.creation(&review));
        let mut outcome = Outcome::new(item.mid, ItemStatus::Applied)
            .rev(self.rev(&record))
            .record(&record.data);
        outcome.effects = effects::of(Some(theirs), &record);
        outcome.writes = vec![record, review];
        outcome.changes = changes;
        Ok(outcome)
    }

    fn stamped(&self, wanted: &Map<String, Value>) -> Value {
        let mut removal = wanted.clone();
        removal.insert("by".to_owned(), self.account.info.email.clone().into());
        removal.insert("at".to_owned(), self.now.clone().into());
        Value::Object(removal)
    }

    /// The decision as a record of its own, so that the owner sees the reason.
    fn review(
        &self,
        item: &PushItem,
        offer: &StoredRecord,
        wanted: Option<&Map<String, Value>>,
        (shown, after): (Option<Value>, Option<Value>),
    ) -> StoredRecord {
        let verdict = if wanted.is_some() {
            Verdict::Remove
        } else {
            Verdict::Restore
        };
        let mut data = Record::new();
        record::put(&mut data, "organisation", offer.org.to_string().into());
        record::put(&mut data, "offer", offer.id.to_string().into());
        record::put(&mut data, "verdict", verdict.as_str().into());
        if let Some(reason) = wanted
            .and_then(|wanted| wanted.get("reason"))
            .and_then(Value::as_str)
        {
            record::put(&mut data, "reasons", record::set_of([reason]));
        }
        if let Some(note) = wanted.and_then(|wanted| wanted.get("note")) {
            record::put(&mut data, "note", note.clone());
        }
        if let Some(notify) = wanted.and_then(|wanted| wanted.get("notify")) {
            record::put(&mut data, "notify", notify.clone());
        }
        record::put(&mut data, "seenRev", self.rev(offer).to_string().into());
        record::put(&mut data, field::AFTER, after.unwrap_or(Value::Null));
        record::put(&mut data, field::SHOWN, shown.unwrap_or(Value::Null));
        self.stamp(&mut data);
        let id = self.review_id(item);
        self.made_review(id, offer.org, record::canonical(RecordType::Review, &data))
    }

    /// What is wrong with what was on the screen, or with the last word that was
    /// known, as the edit named them.
    fn unreadable(&self, review: &StoredRecord) -> Vec<Finding> {
        let named = [field::SHOWN, field::AFTER].map(field::pointer);
        let mut whole = review.data.clone();
        whole.extend(review.inside.clone());
        validate::validate(
            RecordType::Review,
            &whole,
            &self.view,
            &self.service.settings().texts,
        )
        .into_iter()
        .filter(|finding| {
            let pointer = &finding.pointer;
            finding.severity == Severity::Error
                && named.iter().any(|name| pointer.starts_with(name))
        })
        .map(|finding| Finding {
            pointer: field::pointer("removed"),
            ..finding
        })
        .collect()
    }

    /// The review's id follows from the edit's, so that a second try makes no second review.
    fn review_id(&self, item: &PushItem) -> RecordId {
        let millis = u64::try_from(self.service.clock().millis()).unwrap_or_default();
        let mut digest = [0; 10];
        let hash = token::hash(&format!("review of {}", item.mid));
        for (to, from) in digest.iter_mut().zip(hash) {
            *to = from;
        }
        RecordId::derived(millis, digest)
    }
}

/// A removal in its one form: that somebody is told goes without saying.
fn said(removal: &Map<String, Value>) -> Map<String, Value> {
    let mut removal = removal.clone();
    removal.retain(|name, value| name != "notify" || *value != Value::Bool(true));
    removal
}

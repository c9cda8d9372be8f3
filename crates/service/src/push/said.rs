//! What a reviewer's decision stands on: the revision of the offer that was looked
//! at (`seenRev`), and the last word on it that was known (`afterRev`). Where
//! somebody else has changed the offer, or said more of it, the decision comes
//! back as a question and nothing is written. Of what an edit does not name,
//! nothing is known, and nothing is asked.

use super::{decide::Deciding, outcome::Outcome};
use crate::{refusal::Answer, storage::StoredRecord};
use edutracker_domain::{Record, RecordId, RecordType, Rev, field, record, review::Verdict};
use edutracker_protocol::wire::{CHANGED_SINCE, PushItem, SAID_SINCE, WireConflict};
use serde_json::{Value, json};

impl Deciding<'_> {
    /// A verdict that was made before what others said or did since.
    pub(super) fn overtaken(&self, item: &PushItem, review: &Record) -> Answer<Option<Outcome>> {
        let verdict = record::text(review, "verdict").parse::<Verdict>();
        let Ok(verdict) = verdict else {
            return Ok(None);
        };
        let offer = record::text(review, "offer").parse::<RecordId>();
        let (Ok(offer), false) = (offer, verdict.is_owners()) else {
            return Ok(None);
        };
        let mine = Value::from(verdict.as_str());
        if let Ok(after) = record::text(review, field::AFTER).parse::<Rev>()
            && let Some(outcome) = self.said_since(item, offer, after, ("verdict", mine, None))?
        {
            return Ok(Some(outcome));
        }
        self.changed_since(item, offer, record::text(review, "seenRev"))
    }

    /// Others' words on an offer after the last that was known, as a question
    /// about a field of the edit: its name, what the edit makes of it, and what
    /// it is; `None` where it is the verdict itself.
    pub(super) fn said_since(
        &self,
        item: &PushItem,
        offer: RecordId,
        after: Rev,
        (name, mine, theirs): (&str, Value, Option<Value>),
    ) -> Answer<Option<Outcome>> {
        let after = self.counted(after);
        let mut said = self.view.reader().reviews_since(offer, after)?;
        said.retain(|review| review.by != self.account.info.email);
        let Some(last) = said.last() else {
            return Ok(None);
        };
        let conflict = WireConflict {
            path: field::pointer(name),
            base: None,
            mine,
            theirs: theirs.unwrap_or_else(|| record::text(&last.data, "verdict").into()),
            by: last.by.clone(),
            at: last.at.clone(),
        };
        let detail = json!({ "reviews": self.told(said) });
        Ok(Some(
            Outcome::conflict(item.mid, vec![conflict]).because(SAID_SINCE, Some(detail)),
        ))
    }

    /// An offer that somebody else has changed after the revision that was
    /// looked at.
    fn changed_since(
        &self,
        item: &PushItem,
        offer: RecordId,
        seen: &str,
    ) -> Answer<Option<Outcome>> {
        let (Ok(seen), Some(offer)) = (
            seen.parse::<Rev>(),
            self.view.record(RecordType::Offer, offer)?,
        ) else {
            return Ok(None);
        };
        let (now, seen_at) = (self.rev(&offer), self.counted(seen));
        if now.seq <= seen_at {
            return Ok(None);
        }
        // Whoever changed it last: an edit of the author's own that lies on top of
        // another's, in this push as well, does not say that the other was seen.
        let changes = self.view.reader();
        let changes = changes.changes_since(RecordType::Offer, offer.id, seen_at + 1)?;
        let mut others = changes.iter();
        let Some(last) = others.find(|change| change.by != self.account.info.email) else {
            return Ok(None);
        };
        let conflict = WireConflict {
            path: field::pointer("seenRev"),
            base: None,
            mine: seen.to_string().into(),
            theirs: now.to_string().into(),
            by: last.by.clone(),
            at: last.at.clone(),
        };
        let detail = json!({ "offers": self.told(vec![offer]) });
        Ok(Some(
            Outcome::conflict(item.mid, vec![conflict]).because(CHANGED_SINCE, Some(detail)),
        ))
    }

    /// The number of a revision; of another incarnation of the service, numbers
    /// say nothing.
    fn counted(&self, rev: Rev) -> u64 {
        if rev.epoch == self.next.epoch {
            rev.seq
        } else {
            0
        }
    }

    /// Records as the account gets to see them.
    fn told(&self, records: Vec<StoredRecord>) -> Value {
        let (epoch, scope) = (self.next.epoch, self.account.scope());
        let told = |record: StoredRecord| json!(record.seen_in(&scope).envelope(epoch));
        records.into_iter().map(told).collect()
    }
}

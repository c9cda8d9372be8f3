//! Items that make records.

use super::{decide::Deciding, effects, outcome::Outcome, permit};
use crate::refusal::Answer;
use edutracker_domain::{Record, RecordId, RecordType, field, record, review::Verdict};
use edutracker_protocol::wire::{ItemStatus, PushItem};
use serde_json::{Value, json};

/// The fields that the service writes into a review.
const STAMPED: [&str; 2] = ["by", "at"];

impl Deciding<'_> {
    pub(super) fn create(&self, item: &PushItem) -> Answer<Outcome> {
        let mut data = record::canonical(item.kind, &item.patch);
        let organisation = record::text(&data, "organisation").parse::<RecordId>().ok();
        let right = field::creation_right(item.kind);
        if right.is_none_or(|right| !self.account.may(right)) {
            return Ok(Outcome::forbidden(item.mid, right, None));
        }
        let review = item.kind == RecordType::Review;
        if review {
            for name in STAMPED {
                record::put(&mut data, name, Value::Null);
            }
        } else if organisation.is_some_and(|id| !self.account.belongs_to(id)) {
            return Ok(Outcome::forbidden(item.mid, right, Some("organisation")));
        }
        if let Err(outcome) = permit::create(self.account, item.mid, item.kind, &data) {
            return Ok(*outcome);
        }
        if let Some(existing) = self.view.record(item.kind, item.id)? {
            let scope = self.account.scope();
            if !scope.sees(item.kind, existing.org, existing.internal) {
                return Ok(Outcome::new(item.mid, ItemStatus::Duplicate).because("duplicate", None));
            }
            let rev = self.rev(&existing);
            return Ok(if existing.deleted {
                Outcome::new(item.mid, ItemStatus::Gone).rev(rev)
            } else if unstamped(&existing.data) == unstamped(&data) {
                Outcome::new(item.mid, ItemStatus::Noop)
                    .rev(rev)
                    .record(&existing.data)
            } else {
                let detail = json!({ "id": item.id.to_string() });
                Outcome::new(item.mid, ItemStatus::Duplicate)
                    .rev(rev)
                    .record(&existing.data)
                    .because("duplicate", Some(detail))
            });
        }
        if let Err(outcome) = self.check(item, &data) {
            return Ok(*outcome);
        }
        if review {
            // Removing and restoring are changes of the offer; the service itself writes their reviews.
            if matches!(
                record::text(&data, "verdict").parse(),
                Ok(Verdict::Remove | Verdict::Restore)
            ) {
                return Ok(
                    Outcome::new(item.mid, ItemStatus::Invalid).because("verdict-by-removal", None)
                );
            }
            self.stamp(&mut data);
        }
        // Validation requires an organisation.
        let Some(organisation) = organisation else {
            return Ok(Outcome::forbidden(item.mid, right, Some("organisation")));
        };
        let record = self.made(
            item.kind,
            item.id,
            organisation,
            record::canonical(item.kind, &data),
        );
        let mut outcome = Outcome::new(item.mid, ItemStatus::Applied).rev(self.rev(&record));
        if review {
            outcome = outcome.record(&record.data);
        }
        outcome.changes = self.creation(&record);
        outcome.effects = effects::of(None, &record);
        outcome.writes.push(record);
        Ok(outcome)
    }

    /// Says in a review who decided, and when.
    pub(super) fn stamp(&self, review: &mut Record) {
        record::put(review, "by", self.account.info.id.to_string().into());
        record::put(review, "at", self.now.clone().into());
    }
}

fn unstamped(data: &Record) -> Record {
    let mut data = data.clone();
    for name in STAMPED {
        data.remove(name);
    }
    data
}

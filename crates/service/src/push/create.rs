//! Items that make records.

use super::{decide::Deciding, effects, outcome::Outcome, permit};
use crate::refusal::Answer;
use edutracker_domain::{
    Finding, FindingCode, Record, RecordId, RecordType, Severity, field, record, review::Verdict,
};
use edutracker_protocol::wire::{ItemStatus, PushItem};
use serde_json::{Value, json};

/// The fields that the service writes into a review.
const STAMPED: [&str; 3] = ["by", "from", "at"];

impl Deciding<'_> {
    pub(super) fn create(&self, item: &PushItem) -> Answer<Outcome> {
        let mut data = record::canonical(item.kind, &item.patch);
        let organisation = record::text(&data, "organisation").parse::<RecordId>().ok();
        let review = item.kind == RecordType::Review;
        let verdict = record::text(&data, "verdict").parse::<Verdict>().ok();
        let right = match verdict.and_then(Verdict::right).filter(|_| review) {
            Some(right) => Some(right),
            None => field::creation_right(item.kind),
        };
        if right.is_none_or(|right| !self.account.may(right)) {
            return Ok(Outcome::forbidden(item.mid, right, None));
        }
        let owners = verdict.is_some_and(Verdict::is_owners);
        if review {
            for name in STAMPED {
                record::put(&mut data, name, Value::Null);
            }
        }
        // What was on the desk's screen is not for owners to say.
        if owners && data.contains_key(field::SHOWN) {
            return Ok(Outcome::forbidden(item.mid, right, Some(field::SHOWN)));
        }
        if (!review || owners) && organisation.is_some_and(|id| !self.account.belongs_to(id)) {
            return Ok(Outcome::forbidden(item.mid, right, Some("organisation")));
        }
        if let Err(outcome) = permit::create(self.account, item.mid, item.kind, &data) {
            return Ok(*outcome);
        }
        if let Some(existing) = self.view.record(item.kind, item.id)? {
            let scope = self.account.scope();
            let existing = existing.seen_in(&scope);
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
            if verdict == Some(Verdict::Answer)
                && let Err(outcome) = self.asked(item, &data)?
            {
                return Ok(*outcome);
            }
            if let Some(outcome) = self.overtaken(item, &data)? {
                return Ok(outcome);
            }
            // Removing and restoring are changes of the offer; the service itself writes their reviews.
            if verdict.is_some_and(|verdict| verdict.right().is_none()) {
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
        let data = record::canonical(item.kind, &data);
        let record = if review {
            self.made_review(item.id, organisation, data.clone())
        } else {
            self.made(item.kind, item.id, organisation, data.clone())
        };
        let mut outcome = Outcome::new(item.mid, ItemStatus::Applied).rev(self.rev(&record));
        if review {
            // Whole: it goes to nobody but its author.
            outcome = outcome.record(&data);
        }
        outcome.changes = self.creation(&record);
        outcome.effects = effects::of(None, &record);
        outcome.writes.push(record);
        Ok(outcome)
    }

    /// Whether an answer answers a question about its offer.
    fn asked(&self, item: &PushItem, answer: &Record) -> Answer<Result<(), Box<Outcome>>> {
        let id = record::text(answer, "answers");
        let question = match id.parse() {
            Ok(id) => self.view.record(RecordType::Review, id)?,
            Err(_) => None,
        };
        let fits = question.is_some_and(|question| {
            record::text(&question.data, "verdict") == Verdict::Ask.as_str()
                && record::text(&question.data, "offer") == record::text(answer, "offer")
        });
        if fits {
            return Ok(Ok(()));
        }
        let finding = Finding {
            code: FindingCode::UnknownReference,
            severity: Severity::Error,
            pointer: field::pointer("answers"),
            args: [("value".to_owned(), id.to_owned())].into(),
        };
        Ok(Err(Box::new(Outcome::invalid(item.mid, vec![finding]))))
    }

    /// Says in a review who decided, and when.
    pub(super) fn stamp(&self, review: &mut Record) {
        record::put(review, "by", self.account.info.id.to_string().into());
        // Accounts do not travel to other organisations: the journal needs the address.
        record::put(review, "from", self.account.info.email.clone().into());
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

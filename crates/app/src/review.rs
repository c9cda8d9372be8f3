//! Verdicts of Agoria's reviewers: made offline, bound to the revision that was looked at.

use crate::{
    App, Outcome, brakes, classify, desk,
    edits::{self, Refused},
    failure, rows, shown,
};
use edutracker_domain::{
    Language, Record, RecordId, RecordType, field,
    merge::Patch,
    record as fields,
    review::{self as rules, Verdict},
    rights::Action,
};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{ConfirmNeeded, EditReply, ReviewDecision},
};
use edutracker_store::{
    Error as CacheError, Transaction,
    edit::Editor,
    record::{self, Stored},
    said,
};
use serde_json::Value;
use std::collections::BTreeMap;

/// Records a verdict on offers, in one step; on many at once only when they
/// were confirmed, whatever the verdict. Keep, ask and defer make a review
/// record; remove and restore change the offer, and the service writes the
/// review when it accepts.
///
/// # Errors
/// [`ErrorCode::NotAllowed`], [`ErrorCode::ReasonNeeded`], [`ErrorCode::InvalidValue`].
pub async fn review(app: &App, args: ReviewDecision) -> Outcome<EditReply> {
    let account = app.account()?;
    app.may(&account, Action::OfferRemove)?;
    let invalid = |field: &str, value: &str| {
        ClientError::new(ErrorCode::InvalidValue)
            .with("field", field)
            .with("value", value)
    };
    let verdict: Verdict = args
        .verdict
        .parse()
        .map_err(|_| invalid("verdict", &args.verdict))?;
    // Answers and objections are the owner's.
    if verdict.is_owners() {
        return Err(invalid("verdict", &args.verdict));
    }
    let mut note = BTreeMap::new();
    for (language, text) in &args.note {
        let language: Language = language.parse().map_err(|_| invalid("note", language))?;
        note.insert(language, text.clone());
    }
    check_reasons(verdict, &args.reasons)?;
    if !args.confirm {
        let many = args.ids.len() as u64;
        let needed = app
            .cache()?
            .read(|c| brakes::needed(c, RecordType::Offer, many))
            .map_err(failure::cache)?;
        if let Some(removals) = needed {
            let needed = match verdict {
                Verdict::Remove => removals,
                _ => ConfirmNeeded {
                    updates: many,
                    removals: 0,
                },
            };
            return Ok(EditReply {
                needs_confirm: Some(needed),
                ..EditReply::default()
            });
        }
    }
    let (today, now) = (app.host.today(), app.host.now());
    let due = due(verdict, args.due.as_deref(), &today)?;
    let before = classify::precedents(&*app.cache()?).map_err(failure::cache)?;
    let done = app.cache()?.write(|tx| {
        let epoch = rows::epoch(tx)?;
        let mut editor = Editor::new(tx, &format!("review-{verdict}"), &today)?.made_at(&now);
        for id in &args.ids {
            let offer = record::get(tx, RecordType::Offer, *id)?;
            let rev = offer.rev(epoch).map(|rev| rev.to_string());
            if args
                .seen
                .get(id)
                .is_some_and(|seen| Some(seen) != rev.as_ref())
            {
                return Err(ClientError::new(ErrorCode::LookAgain)
                    .with("name", fields::text(offer.effective(), "name"))
                    .into());
            }
            let (_, kind) = desk::organisation(tx, offer.o)?;
            let looked_at = (offer.effective(), offer.at.as_str());
            let shown = || shown::of(&before, looked_at, &kind, &today);
            let latest = rows::decision(tx, *id, account.id)?;
            if let (Some(known), Some(latest)) = (args.known.get(id), latest)
                && !latest.own
                && *known != latest.review.to_string()
            {
                return Err(ClientError::new(ErrorCode::DecidedMeanwhile)
                    .with("name", fields::text(offer.effective(), "name"))
                    .with("by", latest.by)
                    .into());
            }
            let note = filled(tx, &note, &offer)?;
            match verdict {
                Verdict::Remove | Verdict::Restore => {
                    let value = match verdict {
                        Verdict::Remove => {
                            let reason = args.reasons.first().map_or("", String::as_str);
                            let mut removal = rules::removal(reason, &note, args.notify);
                            removal[field::SHOWN] = shown();
                            removal[field::AFTER] = said::last(tx, *id)?.to_string().into();
                            removal
                        }
                        _ => Value::Null,
                    };
                    let mut patch = Patch::new();
                    patch.insert("removed".to_owned(), value);
                    editor.update(RecordType::Offer, *id, &patch)?;
                }
                Verdict::Keep
                | Verdict::Ask
                | Verdict::Defer
                | Verdict::Answer
                | Verdict::Objection => {
                    let mut review = Record::new();
                    let organisation = fields::text(offer.effective(), "organisation").to_owned();
                    let rev = offer
                        .rev(epoch)
                        .ok_or_else(|| ClientError::from(ErrorCode::NotFound))?;
                    fields::put(&mut review, "offer", id.to_string().into());
                    fields::put(&mut review, "verdict", verdict.as_str().into());
                    fields::put(&mut review, "seenRev", rev.to_string().into());
                    let after = said::last(tx, *id)?;
                    fields::put(&mut review, field::AFTER, after.to_string().into());
                    if !args.reasons.is_empty() {
                        fields::put(
                            &mut review,
                            "reasons",
                            fields::set_of(args.reasons.iter().cloned()),
                        );
                    }
                    if !note.is_empty() {
                        fields::put(
                            &mut review,
                            "note",
                            Value::Object(rules::note_fields(&note)),
                        );
                    }
                    if verdict == Verdict::Ask && !args.notify {
                        fields::put(&mut review, "notify", false.into());
                    }
                    if let Some(due) = &due {
                        fields::put(&mut review, "due", due.as_str().into());
                    }
                    let owner: RecordId = organisation
                        .parse()
                        .map_err(|_| ClientError::from(ErrorCode::NotFound))?;
                    fields::put(&mut review, "organisation", organisation.into());
                    fields::put(&mut review, field::SHOWN, shown());
                    editor.create(RecordType::Review, RecordId::new(), owner, &review)?;
                }
            }
        }
        Ok::<_, Refused>(editor.finish()?)
    })?;
    app.told()?;
    Ok(edits::reply(done))
}

/// The note for one offer.
fn filled(
    tx: &Transaction<'_>,
    note: &BTreeMap<Language, String>,
    offer: &Stored,
) -> Result<BTreeMap<Language, String>, CacheError> {
    if note.is_empty() {
        return Ok(BTreeMap::new());
    }
    let name = fields::text(offer.effective(), "name");
    let owner = fields::text(offer.effective(), "organisation").parse();
    let owner = match owner {
        Ok(owner) => record::find(tx, RecordType::Organisation, owner)?,
        Err(_) => None,
    };
    let institution = owner.map_or_else(String::new, |owner| {
        fields::text(owner.effective(), "legalName").to_owned()
    });
    Ok(note
        .iter()
        .map(|(language, text)| (*language, rules::filled(text, name, &institution)))
        .collect())
}

/// Days after which a question, or a decision that was put off, comes back
/// where nobody says when.
const DAYS: i64 = 14;

/// The day on which an offer comes back to the queue: today at the earliest.
fn due(verdict: Verdict, given: Option<&str>, today: &str) -> Outcome<Option<String>> {
    if let Some(given) = given.filter(|given| !given.is_empty()) {
        // A day that is past asks for nothing.
        if given < today {
            return Err(ClientError::new(ErrorCode::InvalidValue)
                .with("field", "due")
                .with("value", given));
        }
        return Ok(Some(given.to_owned()));
    }
    if !matches!(verdict, Verdict::Ask | Verdict::Defer) {
        return Ok(None);
    }
    let later = today
        .parse::<jiff::civil::Date>()
        .and_then(|day| day.checked_add(jiff::Span::new().days(DAYS)));
    let wrong = |_| {
        ClientError::new(ErrorCode::InvalidValue)
            .with("field", "due")
            .with("value", today)
    };
    Ok(Some(later.map_err(wrong)?.to_string()))
}

fn check_reasons(verdict: Verdict, reasons: &[String]) -> Outcome<()> {
    let needed = ClientError::new(ErrorCode::ReasonNeeded);
    if verdict == Verdict::Remove && reasons.len() != 1 {
        return Err(needed);
    }
    match reasons
        .iter()
        .find(|reason| !rules::reason_allows(reason, verdict))
    {
        Some(reason) => Err(needed.with("reason", reason)),
        None => Ok(()),
    }
}

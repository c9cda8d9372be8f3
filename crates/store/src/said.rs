//! What a reviewer's decision stands on: the revision of the offer that was looked
//! at, and the last word on it that was known (`afterRev`). Where somebody else
//! has changed the offer, or said more of it, before the decision is sent, it is
//! a question: does it stand all the same, or is it given up?
//!
//! A removal is an edit of the offer, so that what changed there is asked as with
//! any edit ([`crate::incoming`]); the words are asked about here.

use crate::{
    Result, Transaction, desk,
    incoming::{self, Incoming, Intake},
    listing, meta, question,
    record::{self, Overlay, OverlayOp, OverlayState, RowNumber, Stored},
};
use edutracker_domain::{
    Record, RecordId, RecordType, Rev, field,
    merge::{self, FieldConflict},
    record as fields,
    review::Verdict,
    rights::{self, Action},
};
use edutracker_protocol::{
    command::FieldChange,
    wire::{CHANGED_SINCE, ItemResult, RecordEnvelope, SAID_SINCE},
};
use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::Value;
use std::collections::BTreeMap;

/// The field that is in question where more was said of the offer.
const VERDICT: &str = "verdict";
/// The same of a removal, which is a field of the offer.
const REMOVED: &str = "removed";
/// The field that is in question where the offer itself was changed.
const SEEN: &str = "seenRev";
/// The field that names the last word that was known.
const AFTER: &str = field::AFTER;

/// The reviews of an offer that the service has, by their numbers here.
const OF_OFFER: &str = "FROM listing l CROSS JOIN record r ON r.n = l.n
     WHERE l.contact = (SELECT r FROM reference WHERE id = ?1) AND l.type = 5 AND r.mirror IS NOT NULL";

/// The incarnation of the service that revisions here are of.
fn epoch(connection: &Connection) -> Result<u32> {
    let text = meta::get(connection, meta::EPOCH)?;
    Ok(text
        .and_then(|text| u32::from_str_radix(&text, 16).ok())
        .unwrap_or(0))
}

/// The last word on an offer that is known here: the newest of its reviews that
/// the service has, by number 0 where there is none.
///
/// # Errors
/// What SQLite says.
pub fn last(connection: &Connection, offer: RecordId) -> Result<Rev> {
    let seq: Option<i64> = connection
        .prepare_cached(&format!("SELECT max(r.seq) {OF_OFFER}"))?
        .query_row([offer.as_bytes()], |row| row.get(0))?;
    let seq = seq.unwrap_or(0).unsigned_abs();
    Ok(Rev::new(epoch(connection)?, seq))
}

/// What a pending decision stands on.
struct Stands {
    offer: RecordId,
    /// The revision that was looked at; a removal's is its base.
    seen: Option<Rev>,
    /// The last word that was known.
    after: Rev,
    /// Where it is asked about words.
    field: &'static str,
}

/// What a decision stands on that waits to be sent; `None` for all else.
fn stands_on(stored: &Stored) -> Option<Stands> {
    made_on(stored).filter(|_| !stored.waiting)
}

/// What a pending decision stands on, also one that is on its way; `None` for all
/// else.
fn made_on(stored: &Stored) -> Option<Stands> {
    let overlay = stored.overlay.as_ref()?;
    let revision = |record: &Record, name: &str| fields::text(record, name).parse::<Rev>().ok();
    let effective = &overlay.effective;
    match stored.kind {
        RecordType::Offer => Some(Stands {
            offer: stored.id,
            seen: None,
            after: fields::text(removal(stored)?, AFTER).parse().ok()?,
            field: REMOVED,
        }),
        RecordType::Review => {
            let verdict: Verdict = fields::text(effective, VERDICT).parse().ok()?;
            let made = overlay.op == OverlayOp::Create && stored.mirror.is_none();
            (made && !verdict.is_owners()).then_some(())?;
            Some(Stands {
                offer: fields::text(effective, "offer").parse().ok()?,
                seen: revision(effective, SEEN),
                after: revision(effective, AFTER)?,
                field: VERDICT,
            })
        }
        _ => None,
    }
}

/// The removal that an edit of an offer makes.
pub(crate) fn removal(stored: &Stored) -> Option<&Record> {
    let overlay = stored.overlay.as_ref()?;
    let mirror = stored.mirror.as_ref()?;
    let wanted = fields::get(&overlay.effective, REMOVED)?;
    (fields::get(mirror, REMOVED) != Some(wanted)).then_some(())?;
    wanted.as_object()
}

/// Whether an edit is a decision that stands on what was known of an offer.
pub(crate) fn is_decision(stored: &Stored) -> bool {
    stands_on(stored).is_some()
}

/// The number of a revision among those that are known here: of another
/// incarnation of the service, numbers say nothing.
fn known(connection: &Connection, rev: Rev) -> Result<u64> {
    Ok(if rev.epoch == epoch(connection)? {
        rev.seq
    } else {
        0
    })
}

fn account(connection: &Connection) -> Result<Value> {
    let text = meta::get(connection, meta::ACCOUNT)?;
    Ok(text
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default())
}

/// The address of the account, as it stands beside what it wrote.
fn me(connection: &Connection) -> Result<String> {
    let account = account(connection)?;
    Ok(account["email"].as_str().unwrap_or_default().to_owned())
}

/// Whether the account decides on offers, so that its decisions may wait here.
pub(crate) fn decides(connection: &Connection) -> Result<bool> {
    let account = account(connection)?;
    let side = account["side"].as_str().unwrap_or_default().parse();
    let role = account["role"].as_str().unwrap_or_default();
    Ok(side.is_ok_and(|side| rights::allows(side, role, Action::OfferRemove)))
}

/// The last word that somebody else has said since the one that a pending
/// decision stands on, as far as it is known here.
fn since(connection: &Connection, stands: &Stands) -> Result<Option<Stored>> {
    let seq = known(connection, stands.after)?;
    let found: Option<RowNumber> = connection
        .prepare_cached(&format!(
            "SELECT r.n {OF_OFFER} AND r.seq > ?2 AND r.mirror ->> '$.from' IS NOT ?3
             ORDER BY r.seq DESC, r.id DESC LIMIT 1"
        ))?
        .query_row(
            params![stands.offer.as_bytes(), seq as i64, me(connection)?],
            |row| row.get(0),
        )
        .optional()?;
    found.map(|n| record::by_number(connection, n)).transpose()
}

/// The offer, where somebody else has changed it since the revision that a
/// pending decision was made on.
fn changed(connection: &Connection, stands: &Stands) -> Result<Option<Stored>> {
    let Some(seen) = stands.seen else {
        return Ok(None);
    };
    let seen = known(connection, seen)?;
    let offer = record::find(connection, RecordType::Offer, stands.offer)?;
    let me = me(connection)?;
    Ok(offer.filter(|offer| offer.mirror.is_some() && offer.seq > seen && offer.by != me))
}

/// What there is to know of the question whether a pending decision stands.
#[derive(Default)]
pub(crate) struct Since {
    /// The verdict that somebody else has given since, or the kind of message.
    pub word: Option<String>,
    /// Its words, by language.
    pub note: BTreeMap<String, String>,
    /// What changed of the offer, field by field.
    pub changes: Vec<FieldChange>,
}

/// What was said and changed since a pending decision was made, as far as it is
/// known here. `seen` is what its question keeps of the offer.
pub(crate) fn told_since(
    connection: &Connection,
    stored: &Stored,
    seen: Option<&str>,
) -> Result<Since> {
    let Some(stands) = made_on(stored) else {
        return Ok(Since::default());
    };
    let mut told = Since::default();
    if let Some(said) = since(connection, &stands)? {
        let note = fields::get(said.effective(), "note").and_then(Value::as_object);
        let texts = note.into_iter().flatten();
        told.note = texts
            .filter_map(|(language, text)| Some((language.clone(), text.as_str()?.to_owned())))
            .collect();
        told.word = Some(fields::text(said.effective(), VERDICT).to_owned());
    }
    let offer = record::find(connection, RecordType::Offer, stands.offer)?;
    if let (Some(seen), Some(now)) = (seen, offer.and_then(|offer| offer.mirror)) {
        let seen: Record = serde_json::from_str(seen)?;
        told.changes = desk::changes(&seen, &now);
    }
    Ok(told)
}

/// Asks whether a pending decision stands, where somebody else has said more
/// since than its author knew, or has changed the offer that was judged.
///
/// # Errors
/// What SQLite says.
pub(crate) fn ask(tx: &Transaction<'_>, n: RowNumber) -> Result<()> {
    let stored = record::by_number(tx, n)?;
    let Some(stands) = stands_on(&stored) else {
        return Ok(());
    };
    let mut asked = false;
    if let Some(theirs) = since(tx, &stands)? {
        let said = |name| fields::text(theirs.effective(), name);
        let word = said(VERDICT).into();
        open(tx, &stored, stands.field, word, (said("from"), said("at")))?;
        asked = true;
    }
    if let Some(offer) = changed(tx, &stands)? {
        let now = offer.rev(epoch(tx)?).map(|rev| rev.to_string());
        open(tx, &stored, SEEN, now.into(), (&offer.by, &offer.at))?;
        asked = true;
    }
    if asked {
        listing::refresh(tx, n, false)?;
    }
    Ok(())
}

/// Opens a question about a field of a decision. `theirs` is what was said: of a
/// removal it is what the service has, since the word is no value of that field.
fn open(
    tx: &Transaction<'_>,
    stored: &Stored,
    name: &'static str,
    theirs: Value,
    author: (&str, &str),
) -> Result<()> {
    let Some(overlay) = &stored.overlay else {
        return Ok(());
    };
    let question = FieldConflict {
        field: name,
        base: None,
        mine: merge::value(&overlay.effective, name),
        theirs: match &stored.mirror {
            Some(mirror) => merge::value(mirror, name),
            None => theirs,
        },
    };
    let seen = match question::seen(tx, stored.n, name)? {
        None if name == SEEN => saw(tx, &overlay.effective)?,
        seen => seen,
    };
    incoming::ask(tx, stored.n, &question, author)?;
    question::note_seen(tx, stored.n, name, seen.as_deref())?;
    // Edits on top of what the service has keep what they were made on.
    let base = overlay.base.clone().or_else(|| stored.mirror.clone());
    let overlay = Overlay {
        base,
        state: OverlayState::Conflict,
        refusal: None,
        ..overlay.clone()
    };
    record::set_overlay(tx, stored.n, Some(&overlay))
}

/// The offer as a verdict saw it, while that is known.
fn saw(connection: &Connection, review: &Record) -> Result<Option<String>> {
    let Ok(offer) = fields::text(review, "offer").parse() else {
        return Ok(None);
    };
    let seen = listing::seen(connection, offer)?;
    Ok(seen.as_ref().map(serde_json::to_string).transpose()?)
}

/// Somebody has changed an offer, or said something of it: pending decisions on
/// it are asked again.
pub(crate) fn ask_about(tx: &Transaction<'_>, offer: RecordId) -> Result<()> {
    let pending: Vec<RowNumber> = tx
        .prepare_cached(
            "SELECT l.n FROM listing l CROSS JOIN overlay v ON v.n = l.n
             WHERE l.contact = (SELECT r FROM reference WHERE id = ?1) AND l.type = 5 AND v.op = 'create'
             UNION ALL
             SELECT r.n FROM record r CROSS JOIN overlay v ON v.n = r.n WHERE r.type = ?2 AND r.id = ?1",
        )?
        .query_map(
            params![
                offer.as_bytes(),
                record::type_number(RecordType::Offer)
            ],
            |row| row.get(0),
        )?
        .collect::<rusqlite::Result<_>>()?;
    pending.into_iter().try_for_each(|n| ask(tx, n))
}

/// The service did not take a decision, since more was said than its author
/// knew, or the offer was changed: what that was comes with the answer. Answers
/// whether it was that.
pub(crate) fn told(
    intake: &mut Intake<'_, '_>,
    stored: &Stored,
    result: &ItemResult,
) -> Result<bool> {
    let Some(problem) = &result.problem else {
        return Ok(false);
    };
    if ![SAID_SINCE, CHANGED_SINCE].contains(&problem.code.as_str()) || stored.overlay.is_none() {
        return Ok(false);
    }
    let detail = problem.detail.as_ref();
    let records = detail.and_then(|detail| detail.get("reviews").or_else(|| detail.get("offers")));
    let records: Vec<RecordEnvelope> = records
        .cloned()
        .and_then(|records| serde_json::from_value(records).ok())
        .unwrap_or_default();
    for record in &records {
        // Held here as the feed brought it.
        if intake.holds(record.kind, record.id, record.rev.seq)? {
            continue;
        }
        intake.upsert(&Incoming {
            kind: record.kind,
            id: record.id,
            org: record.org,
            seq: record.rev.seq,
            by: &record.by,
            at: &record.at,
            data: &serde_json::to_string(&record.data)?,
        })?;
    }
    let mut opened = false;
    for name in [VERDICT, REMOVED, SEEN] {
        let path = field::pointer(name);
        let Some(asked) = result.conflicts.iter().find(|c| c.path == path) else {
            continue;
        };
        let author = (asked.by.as_str(), asked.at.as_str());
        let now = record::by_number(intake.tx, stored.n)?;
        open(intake.tx, &now, name, asked.theirs.clone(), author)?;
        opened = true;
    }
    Ok(opened)
}

/// A pending decision that stands after all that is known here.
///
/// # Errors
/// What SQLite says.
pub(crate) fn stand(tx: &Transaction<'_>, stored: &Stored) -> Result<Record> {
    let mut after = stored.effective().clone();
    let Some(stands) = made_on(stored) else {
        return Ok(fields::into_canonical(stored.kind, after));
    };
    let last = Value::from(last(tx, stands.offer)?.to_string());
    match (stands.field, after.get_mut(REMOVED)) {
        (REMOVED, Some(Value::Object(removal))) => {
            removal.insert(AFTER.to_owned(), last);
        }
        _ => fields::put(&mut after, AFTER, last),
    }
    if stands.seen.is_some()
        && let Some(offer) = record::find(tx, RecordType::Offer, stands.offer)?
        && let Some(rev) = offer.rev(epoch(tx)?)
    {
        fields::put(&mut after, SEEN, rev.to_string().into());
    }
    Ok(fields::into_canonical(stored.kind, after))
}

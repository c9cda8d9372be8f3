//! What was said of an offer meanwhile: a reviewer's verdict that was not sent
//! yet stands on the last word that its author knew (`afterRev`). Where somebody
//! else has said more since, it is a question: does it stand all the same, or is
//! it given up?

use crate::{
    Result, Transaction,
    incoming::{self, Incoming, Intake},
    listing, meta,
    record::{self, Overlay, OverlayOp, OverlayState, RowNumber, Stored},
};
use edutracker_domain::{
    Record, RecordId, RecordType, Rev, field, merge::FieldConflict, record as fields,
    review::Verdict,
};
use edutracker_protocol::wire::{ItemResult, RecordEnvelope};
use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::Value;
use std::collections::BTreeMap;

/// The field whose value is in question.
const VERDICT: &str = "verdict";
/// The field that names the last word that was known.
const AFTER: &str = "afterRev";

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

/// The last word that a pending verdict stands on, and its offer; `None` for
/// what is no verdict that waits to be sent.
fn stands_on(stored: &Stored) -> Option<(RecordId, Rev)> {
    let overlay = stored.overlay.as_ref()?;
    let verdict: Verdict = fields::text(&overlay.effective, VERDICT).parse().ok()?;
    let pending = stored.kind == RecordType::Review
        && overlay.op == OverlayOp::Create
        && stored.mirror.is_none()
        && !stored.waiting;
    if !pending || verdict.is_owners() {
        return None;
    }
    let offer = fields::text(&overlay.effective, "offer").parse().ok()?;
    Some((offer, fields::text(&overlay.effective, AFTER).parse().ok()?))
}

/// The last word that somebody else has said since the one that a pending
/// verdict stands on, as far as it is known here.
fn since(connection: &Connection, stored: &Stored) -> Result<Option<Stored>> {
    let Some((offer, after)) = stands_on(stored) else {
        return Ok(None);
    };
    // Of another incarnation of the service, numbers say nothing.
    let seq = if after.epoch == epoch(connection)? {
        after.seq
    } else {
        0
    };
    let account: Value = meta::get(connection, meta::ACCOUNT)?
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    let me = account["email"].as_str().unwrap_or_default();
    let found: Option<RowNumber> = connection
        .prepare_cached(&format!(
            "SELECT r.n {OF_OFFER} AND r.seq > ?2 AND r.mirror ->> '$.from' IS NOT ?3
             ORDER BY r.seq DESC, r.id DESC LIMIT 1"
        ))?
        .query_row(params![offer.as_bytes(), seq as i64, me], |row| row.get(0))
        .optional()?;
    found.map(|n| record::by_number(connection, n)).transpose()
}

/// The words of what was said since, by language.
pub(crate) fn words(connection: &Connection, stored: &Stored) -> Result<BTreeMap<String, String>> {
    let said = since(connection, stored)?;
    let note = said
        .as_ref()
        .and_then(|said| fields::get(said.effective(), "note"));
    let texts = note.and_then(Value::as_object).into_iter().flatten();
    Ok(texts
        .filter_map(|(language, text)| Some((language.clone(), text.as_str()?.to_owned())))
        .collect())
}

/// Asks whether a pending verdict stands, where somebody else has said more
/// since than its author knew.
///
/// # Errors
/// What SQLite says.
pub(crate) fn ask(tx: &Transaction<'_>, n: RowNumber) -> Result<()> {
    let stored = record::by_number(tx, n)?;
    let (Some(theirs), Some(overlay)) = (since(tx, &stored)?, &stored.overlay) else {
        return Ok(());
    };
    let verdict = |record: &Record| Value::from(fields::text(record, VERDICT));
    let question = FieldConflict {
        field: VERDICT,
        base: None,
        mine: verdict(&overlay.effective),
        theirs: verdict(theirs.effective()),
    };
    let said = |name| fields::text(theirs.effective(), name);
    open(tx, n, overlay, &question, (said("from"), said("at")))?;
    listing::refresh(tx, n, false).map(drop)
}

fn open(
    tx: &Transaction<'_>,
    n: RowNumber,
    overlay: &Overlay,
    question: &FieldConflict,
    author: (&str, &str),
) -> Result<()> {
    incoming::ask(tx, n, question, author)?;
    let overlay = Overlay {
        state: OverlayState::Conflict,
        refusal: None,
        ..overlay.clone()
    };
    record::set_overlay(tx, n, Some(&overlay))
}

/// Somebody has said something of an offer: pending verdicts on it are asked again.
pub(crate) fn ask_about(tx: &Transaction<'_>, offer: RecordId) -> Result<()> {
    let pending: Vec<RowNumber> = tx
        .prepare_cached(
            "SELECT l.n FROM listing l CROSS JOIN overlay v ON v.n = l.n
             WHERE l.contact = (SELECT r FROM reference WHERE id = ?1) AND l.type = 5 AND v.op = 'create'",
        )?
        .query_map([offer.as_bytes()], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    pending.into_iter().try_for_each(|n| ask(tx, n))
}

/// The service did not take a verdict, since more was said than its author knew:
/// what that was comes with the answer. Answers whether it was that.
pub(crate) fn told(
    intake: &mut Intake<'_, '_>,
    stored: &Stored,
    result: &ItemResult,
) -> Result<bool> {
    let path = field::pointer(VERDICT);
    let asked = result.conflicts.iter().find(|c| c.path == path);
    let (Some(overlay), Some(asked)) = (&stored.overlay, asked) else {
        return Ok(false);
    };
    if overlay.op != OverlayOp::Create || stored.kind != RecordType::Review {
        return Ok(false);
    }
    let detail = result.problem.as_ref().and_then(|p| p.detail.as_ref());
    let reviews = detail.and_then(|detail| detail.get("reviews")).cloned();
    let reviews: Vec<RecordEnvelope> = reviews
        .and_then(|reviews| serde_json::from_value(reviews).ok())
        .unwrap_or_default();
    for review in &reviews {
        // Held here as the feed brought it.
        if intake.holds(review.kind, review.id, review.rev.seq)? {
            continue;
        }
        intake.upsert(&Incoming {
            kind: review.kind,
            id: review.id,
            org: review.org,
            seq: review.rev.seq,
            by: &review.by,
            at: &review.at,
            data: &serde_json::to_string(&review.data)?,
        })?;
    }
    let question = FieldConflict {
        field: VERDICT,
        base: None,
        mine: asked.mine.clone(),
        theirs: asked.theirs.clone(),
    };
    open(
        intake.tx,
        stored.n,
        overlay,
        &question,
        (&asked.by, &asked.at),
    )?;
    Ok(true)
}

/// A pending verdict that stands after all that is known here.
///
/// # Errors
/// What SQLite says.
pub(crate) fn stand(tx: &Transaction<'_>, stored: &Stored) -> Result<Record> {
    let mut after = stored.effective().clone();
    if let Some((offer, _)) = stands_on(stored) {
        fields::put(&mut after, AFTER, last(tx, offer)?.to_string().into());
    }
    Ok(fields::canonical(stored.kind, &after))
}

//! Edits that the service fails on: cut out of their parts, and put aside one by
//! one where they stand in nobody's way, until a person sends them again.

use crate::{
    Result, Transaction,
    incoming::{Judge, removal_refusal},
    listing, outbox,
    outbox::Frozen,
    pack::{self, Envelope},
    record::{self, Overlay, OverlayState, RowNumber, Stored},
};
use edutracker_domain::{RecordId, RecordType, Rev, merge};
use edutracker_protocol::wire::{PushItem, PushPart};
use rusqlite::{OptionalExtension as _, params};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::ops::Range;

/// The edit as it was sent: a service that took it and could not say so knows it
/// by its mutation id.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sent {
    mid: RecordId,
    base_rev: Option<Rev>,
}

/// The service could not answer a part.
///
/// # Errors
/// What SQLite says.
pub fn note_attempt(tx: &Transaction<'_>, frozen: &Frozen) -> Result<()> {
    tx.execute(
        "UPDATE part SET attempts = attempts + 1 WHERE push = ?1 AND part = ?2",
        params![frozen.push, frozen.part],
    )?;
    Ok(())
}

/// Cuts a waiting part that the service cannot take in two, with the same
/// mutations: what it knows already it answers as before. The halves count as
/// tried so often as `attempts` says. A part of one edit cannot be cut: the edit
/// is kept as refused for the reason given, and stands in nobody's way. Answers
/// the numbers of the halves.
///
/// # Errors
/// What SQLite says.
pub fn cut(
    tx: &Transaction<'_>,
    frozen: &Frozen,
    reason: &str,
    attempts: u32,
) -> Result<Range<u32>> {
    let push = frozen.push.as_str();
    let mut part: PushPart = serde_json::from_str(&frozen.body)?;
    let before: String = tx.query_row(
        "SELECT before FROM part WHERE push = ?1 AND part = ?2",
        params![push, frozen.part],
        |row| row.get(0),
    )?;
    let mut before: Vec<Option<merge::Patch>> = if before.is_empty() {
        Vec::new()
    } else {
        serde_json::from_str(&before)?
    };
    before.resize(part.items.len(), None);
    tx.execute(
        "DELETE FROM part WHERE push = ?1 AND part = ?2",
        params![push, frozen.part],
    )?;
    if let [item] = part.items.as_slice() {
        put_aside(tx, item, reason)?;
        outbox::forget_empty(tx)?;
        return Ok(0..0);
    }
    let envelope = Envelope {
        push: part.push,
        device: part.device.clone(),
        base_cursor: part.base_cursor.clone(),
        comment: part.comment.clone(),
        ..Envelope::default()
    };
    let next: u32 = tx.query_row(
        "SELECT COALESCE(max(part), 0) + 1 FROM part WHERE push = ?1",
        [push],
        |row| row.get(0),
    )?;
    let first = next.max(frozen.part + 1);
    let second = part.items.split_off(part.items.len() / 2);
    let second_before = before.split_off(part.items.len());
    let halves = [(part.items, before), (second, second_before)];
    for (next, (items, before)) in (first..).zip(halves) {
        let body = pack::body(&envelope, next, &items)?;
        outbox::write_part(tx, push, next, false, &body, &before)?;
        tx.execute(
            "UPDATE part SET attempts = ?3 WHERE push = ?1 AND part = ?2",
            params![push, next, attempts],
        )?;
        for item in &items {
            tx.prepare_cached("UPDATE outbox SET part = ?2 WHERE mid = ?1")?
                .execute(params![item.mid.as_bytes(), next])?;
        }
    }
    Ok(first..first + 2)
}

/// Keeps an edit as refused.
fn put_aside(tx: &Transaction<'_>, item: &PushItem, reason: &str) -> Result<()> {
    let row: Option<(RowNumber, bool)> = tx
        .query_row(
            "SELECT n, frozen IS NULL FROM outbox WHERE mid = ?1",
            [item.mid.as_bytes()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    tx.execute("DELETE FROM outbox WHERE mid = ?1", [item.mid.as_bytes()])?;
    let Some((n, as_sent)) = row else {
        return Ok(());
    };
    let stored = record::by_number(tx, n)?;
    // A question that came up meanwhile is for a person in any case.
    let overlay = stored.overlay.as_ref();
    if let Some(overlay) = overlay.filter(|o| o.state != OverlayState::Conflict) {
        let sent = as_sent.then_some(Sent {
            mid: item.mid,
            base_rev: item.base_rev,
        });
        // What Agoria removed meanwhile is refused for that: sending again would not help.
        let theirs = stored.mirror.as_ref();
        let refusal = theirs
            .and_then(|theirs| removal_refusal(theirs, &overlay.effective))
            .unwrap_or_else(|| json!({ "code": reason, "aside": sent }));
        let overlay = Overlay {
            state: OverlayState::Refused,
            refusal: Some(refusal),
            ..overlay.clone()
        };
        record::set_overlay(tx, n, Some(&overlay))?;
    }
    listing::refresh(tx, n, false)?;
    Ok(())
}

/// The mutation id under which an edit was sent before, when it is the same edit
/// still: whatever changes it, or the record below it, takes the note away.
pub(crate) fn sent_as(stored: &Stored, base_rev: Option<Rev>) -> Option<RecordId> {
    let refusal = stored.overlay.as_ref()?.refusal.as_ref()?;
    let sent: Sent = serde_json::from_value(refusal.get("aside")?.clone()).ok()?;
    (sent.base_rev == base_rev).then_some(sent.mid)
}

/// What is left of a refusal when the record below the edit has changed: what was
/// put aside stays so, but would be another edit.
pub(crate) fn still(overlay: &Overlay) -> Option<Value> {
    let refusal = overlay.refusal.as_ref()?;
    let code = refusal
        .get("code")
        .filter(|_| refusal.get("aside").is_some())?;
    (overlay.state == OverlayState::Refused).then(|| json!({ "code": code, "aside": null }))
}

/// A person wants refused edits of a record to be sent again: they are pending as
/// before. Answers whether that changed anything; what Agoria removed stays.
///
/// # Errors
/// [`crate::Error::NotFound`].
pub fn send_again(
    tx: &Transaction<'_>,
    kind: RecordType,
    id: RecordId,
    today: &str,
) -> Result<bool> {
    let stored = record::get(tx, kind, id)?;
    let Some(overlay) = &stored.overlay else {
        return Ok(false);
    };
    let theirs = stored.mirror.as_ref();
    if overlay.state != OverlayState::Refused
        || theirs.is_some_and(|theirs| removal_refusal(theirs, &overlay.effective).is_some())
    {
        return Ok(false);
    }
    let sent = overlay.refusal.as_ref().and_then(|r| r.get("aside"));
    let overlay = Overlay {
        state: Judge::new(tx, today)?.state(kind, &overlay.effective),
        refusal: sent.map(|sent: &Value| json!({ "aside": sent })),
        ..overlay.clone()
    };
    record::set_overlay(tx, stored.n, Some(&overlay))?;
    listing::refresh(tx, stored.n, false)?;
    Ok(true)
}

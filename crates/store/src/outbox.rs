//! Edits frozen for sending, and what became of them.
//!
//! A part of a push is frozen to the byte before it is sent and stays until
//! its answer is taken in, in one transaction. Whatever is killed in between,
//! the same bytes go out again and the service answers the same.

use crate::{
    Error, Result, Transaction,
    incoming::{self, Intake},
    listing, overtaken,
    pack::{self, Envelope, Extent, Packed, Packing},
    record::{self, Overlay, OverlayOp, OverlayState, RowNumber, Stored},
    said, sent,
};
use edutracker_domain::{Record, RecordId, RecordType, Rev, field, merge, record as fields};
use edutracker_protocol::{
    command::RecordRef,
    wire::{Confirm, ItemResult, ItemStatus, PushPart, PushResult},
};
use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::{Value, json};

mod thaw;

pub use thaw::{parts, thaw, withdraw};

/// What freezing came to.
pub enum Freezing {
    /// Frozen; nothing when there are no parts.
    Done(Packed),
    /// Nothing was frozen: the numbers need a confirmation first.
    Unconfirmed(Extent),
}

/// Freezes the edits of `only`, or all: from here on they wait for the service's
/// answer, and further edits of the same records come on top. `agreed` is asked
/// with the numbers of the whole push. Works through the edits one by one, so
/// that memory does not follow their number.
///
/// # Errors
/// What SQLite says.
pub fn freeze(
    cache: &crate::Cache,
    envelope: &Envelope,
    only: Option<&[RecordRef]>,
    today: &str,
    agreed: impl Fn(Extent) -> bool,
) -> Result<Freezing> {
    /// Why the transaction is given up.
    enum Stop {
        Unconfirmed(Extent),
        Failed(Error),
    }
    impl From<Error> for Stop {
        fn from(error: Error) -> Self {
            Stop::Failed(error)
        }
    }
    let frozen = cache.write(|tx| {
        let mut packing = Packing::new(tx, envelope, only, today)?;
        let push = envelope.push.to_string();
        let mut count: u32 = 0;
        while let Some(items) = packing.next_part()? {
            let mut before = Vec::with_capacity(items.len());
            for outgoing in &items {
                let stored = &outgoing.stored;
                let base = match stored.overlay.as_ref().map(|overlay| overlay.op) {
                    Some(OverlayOp::Create) | None => None,
                    Some(OverlayOp::Update) => stored
                        .base()
                        .map(|base| merge::diff(stored.effective(), base)),
                };
                before.push(base);
                tx.prepare_cached("INSERT INTO outbox(mid, push, part, n) VALUES (?1, ?2, ?3, ?4)")
                    .and_then(|mut insert| {
                        insert.execute(params![outgoing.item.mid.as_bytes(), push, count, stored.n])
                    })
                    .map_err(Error::from)?;
                listing::set_waiting(tx, stored.n)?;
            }
            let items: Vec<_> = items.into_iter().map(|outgoing| outgoing.item).collect();
            let body = pack::body(envelope, count, &items)?;
            write_part(tx, &push, count, false, &body, &before)?;
            count += 1;
        }
        let packed = packing.finish()?;
        if count == 0 {
            return Ok(packed);
        }
        if !agreed(packed.extent) {
            return Err(Stop::Unconfirmed(packed.extent));
        }
        let confirm = Confirm {
            updates: packed.extent.updates,
            deletes: packed.extent.removals,
        };
        let confirm = serde_json::to_string(&confirm).map_err(Error::from)?;
        tx.execute(
            "INSERT INTO push(push, tail) VALUES (?1, ?2)",
            [&push, &format!(r#","confirm":{confirm}}}"#)],
        )
        .map_err(Error::from)?;
        tx.execute(
            "UPDATE part SET last = 1 WHERE push = ?1 AND part = ?2",
            params![push, count - 1],
        )
        .map_err(Error::from)?;
        Ok(packed)
    });
    match frozen {
        Ok(packed) => Ok(Freezing::Done(packed)),
        Err(Stop::Unconfirmed(extent)) => Ok(Freezing::Unconfirmed(extent)),
        Err(Stop::Failed(error)) => Err(error),
    }
}

pub(crate) fn write_part(
    tx: &Transaction<'_>,
    push: &str,
    part: u32,
    last: bool,
    body: &str,
    before: &[Option<merge::Patch>],
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO part(push, part, last, body, before) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        push,
        part,
        last,
        body,
        serde_json::to_string(before)?
    ])?;
    Ok(())
}

/// A part that waits for its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// The push.
    pub push: String,
    /// The part.
    pub part: u32,
    /// What is sent, to the byte.
    pub body: String,
    /// How often the service could not answer it.
    pub attempts: u32,
}

/// The bytes of a part: what was frozen, and what follows the items.
fn join(body: &str, last: bool, tail: &str) -> String {
    if tail.is_empty() {
        // A body that was frozen whole, or is only looked at.
        let end = if body.ends_with('}') { "" } else { "}" };
        return format!("{body}{end}");
    }
    format!(r#"{body},"last":{last}{tail}"#)
}

/// A part as it travels.
pub(crate) fn whole(body: &str, last: bool, tail: &str) -> Result<PushPart> {
    Ok(serde_json::from_str(&join(body, last, tail))?)
}

impl Frozen {
    /// Whether it holds one edit.
    #[must_use]
    pub fn is_single(&self) -> bool {
        self.body.matches(r#""mid":"#).count() == 1
    }
}

/// Whether a part waits for its answer.
///
/// # Errors
/// What SQLite says.
pub fn is_waiting(connection: &Connection) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS(SELECT 1 FROM part WHERE answered IS NULL)")?
        .query_row([], |row| row.get(0))?)
}

/// The first part that waits for its answer.
///
/// # Errors
/// What SQLite says.
pub fn next_part(connection: &Connection) -> Result<Option<Frozen>> {
    waiting(connection, ("", 0))
}

/// The first waiting part from a place on.
///
/// # Errors
/// What SQLite says.
pub fn part_from(connection: &Connection, push: &str, part: u32) -> Result<Option<Frozen>> {
    waiting(connection, (push, part))
}

/// The part that waits behind another one.
///
/// # Errors
/// What SQLite says.
pub fn part_after(connection: &Connection, part: &Frozen) -> Result<Option<Frozen>> {
    waiting(connection, (&part.push, part.part + 1))
}

/// The first waiting part from a place on.
fn waiting(connection: &Connection, (push, part): (&str, u32)) -> Result<Option<Frozen>> {
    Ok(connection
        .prepare_cached(
            "SELECT part.push, part, body, last, tail, attempts FROM part JOIN push ON push.push = part.push
             WHERE answered IS NULL AND (part.push, part) >= (?1, ?2) ORDER BY part.push, part LIMIT 1",
        )?
        .query_row(params![push, part], |row| {
            let (body, last, tail): (String, bool, String) = (row.get(2)?, row.get(3)?, row.get(4)?);
            Ok(Frozen {
                push: row.get(0)?,
                part: row.get(1)?,
                body: join(&body, last, &tail),
                attempts: row.get(5)?,
            })
        })
        .optional()?)
}

/// A record whose item was not taken, with its outcome.
#[derive(Clone)]
pub struct Settled {
    /// The record.
    pub kind: RecordType,
    /// Its id.
    pub id: RecordId,
    /// The outcome.
    pub result: ItemResult,
}

/// Takes the answer to a part in: all of it, in the caller's transaction.
/// Answers what was not taken.
///
/// # Errors
/// What SQLite says.
pub fn acknowledge(tx: &Transaction<'_>, answer: &PushResult, today: &str) -> Result<Vec<Settled>> {
    let mut intake = Intake::new(tx, today)?;
    let mut settled = Vec::new();
    let mut refused = Vec::new();
    for result in &answer.results {
        let row: Option<(RowNumber, Option<String>)> = tx
            .prepare_cached("SELECT n, frozen FROM outbox WHERE mid = ?1")?
            .query_row([result.mid.as_bytes().as_slice()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        if !result.status.is_done() {
            refused.push(result.mid.to_string());
        }
        // An answer that was taken in before.
        let Some((n, frozen)) = row else { continue };
        if frozen.is_none() && taken_as_sent(&mut intake, n, result)? {
            continue;
        }
        let stored = settle(&mut intake, n, frozen, result, Told::Then)?;
        if !result.status.is_done() {
            settled.push(Settled {
                kind: stored.kind,
                id: stored.id,
                result: result.clone(),
            });
        }
    }
    intake.finish()?;
    let push = answer.push.to_string();
    tx.execute(
        "DELETE FROM outbox WHERE push = ?1 AND part = ?2",
        params![push, answer.part],
    )?;
    let refused = (!refused.is_empty())
        .then(|| serde_json::to_string(&refused))
        .transpose()?;
    tx.execute(
        "UPDATE part SET answered = ?3, refused = ?4 WHERE push = ?1 AND part = ?2",
        params![push, answer.part, sent::NOT_YET, refused],
    )?;
    Ok(settled)
}

/// When it was told what became of an edit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// Then: the answer says what the record was made by it.
    Then,
    /// Since: that it was taken is known, not what the service made of it. Only
    /// the feed brings that.
    Since,
}

/// An edit whose answer was never heard, and which the service took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Its mutation id.
    pub mid: RecordId,
    /// The revision that it made, where that is known.
    pub rev: Option<Rev>,
}

/// An answered edit leaves the outbox, and its answer changes the record; told
/// as the record was before.
fn settle(
    intake: &mut Intake<'_, '_>,
    n: RowNumber,
    frozen: Option<String>,
    result: &ItemResult,
    told: Told,
) -> Result<Stored> {
    let tx = intake.tx;
    let stored = Stored {
        waiting: false,
        ..record::by_number(tx, n)?
    };
    tx.prepare_cached("DELETE FROM outbox WHERE mid = ?1")?
        .execute([result.mid.as_bytes().as_slice()])?;
    let frozen: Record = match frozen {
        Some(text) => serde_json::from_str(&text)?,
        None => stored.effective().clone(),
    };
    take(intake, &stored, &frozen, result, told)?;
    match record::by_number(tx, n) {
        // Gone with its answer.
        Err(Error::NotFound) => {}
        after => listing::replace(tx, stored.effective(), &after?)?,
    }
    Ok(stored)
}

/// The usual case, by a few statements: the edit was taken as it was sent, and
/// nothing was edited since. Answers whether it was that.
fn taken_as_sent(intake: &mut Intake<'_, '_>, n: RowNumber, result: &ItemResult) -> Result<bool> {
    let (ItemStatus::Applied, None, Some(rev)) = (result.status, &result.record, result.rev) else {
        return Ok(false);
    };
    let tx = intake.tx;
    let seq = rev.seq as i64;
    let (kind, id, o, was, generation, shown): (i64, [u8; 16], i64, i64, i64, bool) = tx
        .prepare_cached(
            "SELECT type, id, o, seq, gen, mirror IS NOT NULL FROM record WHERE n = ?1",
        )?
        .query_row([n], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
                row.get(5)?,
            ))
        })?;
    let counted = shown && generation == intake.generation;
    if counted && seq < was {
        return Ok(false);
    }
    tx.prepare_cached("DELETE FROM outbox WHERE mid = ?1")?
        .execute([result.mid.as_bytes().as_slice()])?;
    tx.prepare_cached(
        "UPDATE record SET mirror = (SELECT effective FROM overlay WHERE n = ?1), seq = ?2, gen = ?3 WHERE n = ?1",
    )?
    .execute(params![n, seq, intake.generation])?;
    tx.prepare_cached("DELETE FROM conflict WHERE n = ?1")?
        .execute([n])?;
    listing::settled(tx, n, seq)?;
    tx.prepare_cached("DELETE FROM overlay WHERE n = ?1")?
        .execute([n])?;
    let (kind, id) = (record::type_of(kind), RecordId::from_bytes(id));
    let before = counted.then_some(was.unsigned_abs());
    intake.shifts.moved(o, kind, id, before, Some(rev.seq));
    if !shown {
        intake.arrived(kind, id);
    }
    Ok(true)
}

fn take(
    intake: &mut Intake<'_, '_>,
    stored: &Stored,
    frozen: &Record,
    result: &ItemResult,
    told: Told,
) -> Result<()> {
    let tx = intake.tx;
    let theirs = result
        .record
        .as_ref()
        .map(|record| fields::canonical(stored.kind, record));
    let seq = result.rev.map_or(stored.seq, |rev| rev.seq);
    let known = stored.generation == intake.generation && stored.mirror.is_some();
    // The feed went on while the answer was waited for.
    let brought = match told {
        Told::Then => seq < stored.seq,
        // With the very change came what the service made of it.
        Told::Since => seq <= stored.seq,
    };
    let is_past = incoming::is_gone(stored) || stored.generation == intake.generation && brought;
    if is_past && stored.mirror.is_none() {
        // It was taken, and the record is gone since: what was edited later is a
        // question already.
        if result.status.is_done() && stored.effective() == frozen {
            return incoming::forget(tx, stored.n);
        }
        return Ok(());
    }
    if result.status.is_done() {
        let theirs = theirs.unwrap_or_else(|| frozen.clone());
        // A stored answer may be older than what the feed has brought since.
        let mirror = match &stored.mirror {
            Some(mirror) if is_past => mirror.clone(),
            mirror => {
                if mirror.is_none() {
                    intake.arrived(stored.kind, stored.id);
                }
                // What was sent stands for what the feed has yet to bring.
                let held = if told == Told::Then { seq } else { stored.seq };
                intake.set_mirror(stored, &theirs, held)?;
                theirs
            }
        };
        // What was edited after the freeze is carried over as on any news: it
        // was made on the frozen text, and others may have changed the same.
        let base = (is_past && known).then(|| overtaken::asked_on(tx, stored, frozen, &mirror));
        let later = Stored {
            mirror: Some(frozen.clone()),
            overlay: Some(Overlay {
                op: OverlayOp::Update,
                base: base.transpose()?,
                effective: stored.effective().clone(),
                state: OverlayState::Ready,
                refusal: None,
                step: stored.overlay.as_ref().and_then(|overlay| overlay.step),
            }),
            ..stored.clone()
        };
        let author = |field: &str| {
            let path = field::pointer(field);
            let others = result.others.iter().find(|other| other.path == path);
            others.map_or((stored.by.as_str(), stored.at.as_str()), |other| {
                (other.by.as_str(), other.at.as_str())
            })
        };
        return incoming::rebase(tx, &later, &mirror, author, &intake.judge);
    }
    let Some(overlay) = &stored.overlay else {
        return Ok(());
    };
    match (result.status, theirs) {
        // What there is to ask is asked already, of later news.
        (ItemStatus::Conflict, Some(_)) if known && is_past => Ok(()),
        (ItemStatus::Conflict, Some(theirs)) => {
            intake.set_mirror(stored, &theirs, seq)?;
            let author = |field: &str| {
                let path = field::pointer(field);
                let asked = result.conflicts.iter();
                let of_field = asked.clone().find(|conflict| conflict.path == path);
                let conflict = of_field.or_else(|| asked.clone().next());
                conflict.map_or(("", ""), |c| (c.by.as_str(), c.at.as_str()))
            };
            incoming::rebase(tx, stored, &theirs, author, &intake.judge)
        }
        // So are questions that came up while the answer was waited for.
        _ if overlay.state == OverlayState::Conflict => Ok(()),
        (ItemStatus::Conflict, _) if said::told(intake, stored, result)? => Ok(()),
        (status, _) => {
            let state = match status {
                ItemStatus::Conflict | ItemStatus::Gone => OverlayState::Conflict,
                ItemStatus::Forbidden => OverlayState::Refused,
                _ => OverlayState::Invalid,
            };
            let refusal = match status {
                ItemStatus::Gone => json!({"code": "gone"}),
                _ => result
                    .problem
                    .as_ref()
                    .map_or(Value::Null, |problem| json!(problem)),
            };
            let overlay = Overlay {
                state,
                refusal: Some(refusal),
                ..overlay.clone()
            };
            record::set_overlay(tx, stored.n, Some(&overlay))
        }
    }
}

/// An edit that waits for its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The push that it was sent with.
    pub push: String,
    /// Its mutation id.
    pub mid: RecordId,
    /// The type of its record.
    pub kind: RecordType,
    /// Its record.
    pub id: RecordId,
}

/// All edits that wait for their answers, push by push.
///
/// # Errors
/// What SQLite says.
pub fn unanswered(connection: &Connection) -> Result<Vec<Waiting>> {
    let rows = connection
        .prepare(
            "SELECT o.push, o.mid, r.type, r.id FROM outbox o JOIN record r ON r.n = o.n ORDER BY o.push, o.part",
        )?
        .query_map([], |row| {
            Ok(Waiting {
                push: row.get(0)?,
                mid: RecordId::from_bytes(row.get(1)?),
                kind: record::type_of(row.get(2)?),
                id: RecordId::from_bytes(row.get(3)?),
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Pushes of which no part is left.
pub(crate) fn forget_empty(tx: &Transaction<'_>) -> Result<()> {
    tx.execute(
        "DELETE FROM push WHERE NOT EXISTS (SELECT 1 FROM part WHERE part.push = push.push)",
        [],
    )?;
    Ok(())
}

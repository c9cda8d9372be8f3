//! Edits frozen for sending, and what became of them.
//!
//! A part of a push is frozen to the byte before it is sent and stays until
//! its answer is taken in, in one transaction. Whatever is killed in between,
//! the same bytes go out again and the service answers the same.

use crate::{
    Result, Transaction,
    incoming::{self, Judge},
    listing,
    record::{self, Overlay, OverlayOp, OverlayState, RowNumber, Stored},
};
use edutracker_domain::{
    Finding, FindingCode, Record, RecordId, RecordType, Rev, Severity, record as fields,
    validate::is_complete,
};
use edutracker_protocol::{
    command::RecordRef,
    wire::{Confirm, ItemResult, ItemStatus, MergeMode, Op, PushItem, PushPart, PushResult},
};
use rusqlite::{Connection, params};
use serde_json::{Value, json};

/// What is told to the service about a push.
#[derive(Debug, Clone)]
pub struct Envelope {
    /// The push.
    pub push: RecordId,
    /// The device.
    pub device: String,
    /// Where the client stands in the feed.
    pub base_cursor: Option<String>,
    /// What the person said.
    pub comment: Option<String>,
    /// Items in one part.
    pub part_items: usize,
    /// Bytes in one part.
    pub part_bytes: usize,
}

/// The numbers of a push, for the thresholds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Extent {
    /// Records created or updated.
    pub updates: u64,
    /// Records removed, archived or retired.
    pub removals: u64,
    /// Records of the types concerned that are in the cache.
    pub in_view: u64,
}

/// An edit that is about to go.
pub struct Outgoing {
    /// The record.
    pub stored: Stored,
    /// Its place in the push.
    pub item: PushItem,
}

/// Records first that others refer to.
fn rank(kind: RecordType) -> u8 {
    match kind {
        RecordType::Organisation => 0,
        RecordType::Site => 1,
        RecordType::Contact => 2,
        RecordType::Account => 3,
        RecordType::Offer => 4,
        RecordType::Review => 5,
    }
}

/// The edits of a push, sorted out.
pub struct Ready {
    /// Those that go, in the order to apply.
    pub outgoing: Vec<Outgoing>,
    /// Those that a rule holds back here: the service would refuse them alike.
    pub held: Vec<(Stored, Vec<Finding>)>,
}

/// Sorts out the edits of `only`, or all. Edits that wait for a person
/// (conflict, refused) or for an answer are left out.
///
/// # Errors
/// What SQLite says.
pub fn ready(
    connection: &Connection,
    only: Option<&[RecordRef]>,
    epoch: u32,
    today: &str,
    item_bytes: usize,
) -> Result<Ready> {
    let judge = Judge::new(connection, today)?;
    let numbers: Vec<RowNumber> = match only {
        Some(records) => {
            let mut numbers = Vec::new();
            for record in records {
                if let Some(stored) = record::find(connection, record.kind, record.id)? {
                    numbers.push(stored.n);
                }
            }
            numbers
        }
        None => connection
            .prepare_cached("SELECT n FROM overlay WHERE state IN ('ready', 'invalid') ORDER BY n")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?,
    };
    let mut ready = Ready {
        outgoing: Vec::new(),
        held: Vec::new(),
    };
    for n in numbers {
        let stored = record::by_number(connection, n)?;
        let state = stored.overlay.as_ref().map(|overlay| overlay.state);
        if stored.waiting || !matches!(state, Some(OverlayState::Ready | OverlayState::Invalid)) {
            continue;
        }
        // Judged now: a rule or a record it refers to may have changed since.
        let mut findings = judge.findings(stored.kind, stored.effective());
        let item = item(&stored, epoch);
        // One record that is too large would hold up its whole part, for ever.
        let size = serde_json::to_string(&item)?.len();
        if size > item_bytes {
            findings.push(oversized(stored.kind, item_bytes, size));
        }
        if is_complete(&findings) {
            ready.outgoing.push(Outgoing { stored, item });
        } else {
            ready.held.push((stored, findings));
        }
    }
    ready
        .outgoing
        .sort_by_key(|o| (rank(o.stored.kind), o.stored.n));
    Ok(ready)
}

fn oversized(kind: RecordType, limit: usize, count: usize) -> Finding {
    let field = if kind == RecordType::Organisation {
        "about.nl"
    } else {
        "description"
    };
    Finding {
        pointer: edutracker_domain::field::pointer(field),
        code: FindingCode::TooLong,
        severity: Severity::Error,
        args: [
            ("limit".to_owned(), limit.to_string()),
            ("count".to_owned(), count.to_string()),
        ]
        .into(),
    }
}

fn item(stored: &Stored, epoch: u32) -> PushItem {
    let create = stored
        .overlay
        .as_ref()
        .is_some_and(|overlay| overlay.op == OverlayOp::Create);
    let patch = stored.patch();
    PushItem {
        mid: RecordId::new(),
        op: if create { Op::Create } else { Op::Update },
        kind: stored.kind,
        id: stored.id,
        base_rev: if create {
            None
        } else {
            Some(Rev::new(epoch, stored.seq))
        },
        // A removal is bound to the revision that was looked at.
        merge: patch.contains_key("removed").then_some(MergeMode::Strict),
        patch,
        atomic: None,
    }
}

/// Whether an edit takes a record out of sight: removed, archived or retired.
fn is_removal(item: &PushItem) -> bool {
    let set = |name: &str| {
        item.patch
            .get(name)
            .is_some_and(|value| *value == Value::Bool(true))
    };
    item.op == Op::Delete
        || set("archived")
        || set("retired")
        || item.patch.get("removed").is_some_and(Value::is_object)
}

/// The numbers of a push.
///
/// # Errors
/// What SQLite says.
pub fn extent(connection: &Connection, outgoing: &[Outgoing]) -> Result<Extent> {
    let mut extent = Extent::default();
    let mut kinds = std::collections::BTreeSet::new();
    for outgoing in outgoing {
        if is_removal(&outgoing.item) {
            extent.removals += 1;
            kinds.insert(outgoing.stored.kind);
        } else {
            extent.updates += 1;
        }
    }
    for kind in kinds {
        let count: i64 = connection
            .prepare_cached("SELECT count(*) FROM listing WHERE type = ?1")?
            .query_row([record::type_number(kind)], |row| row.get(0))?;
        extent.in_view += count.unsigned_abs();
    }
    Ok(extent)
}

/// Cuts a push into parts.
fn parts(envelope: &Envelope, extent: Extent, items: Vec<PushItem>) -> Result<Vec<PushPart>> {
    let mut parts: Vec<Vec<PushItem>> = Vec::new();
    let mut bytes = 0;
    for item in items {
        let size = serde_json::to_string(&item)?.len();
        match parts.last_mut() {
            Some(part)
                if part.len() < envelope.part_items && bytes + size < envelope.part_bytes =>
            {
                bytes += size;
                part.push(item);
            }
            _ => {
                bytes = size;
                parts.push(vec![item]);
            }
        }
    }
    let count = parts.len();
    Ok(parts
        .into_iter()
        .enumerate()
        .map(|(at, items)| PushPart {
            push: envelope.push,
            part: at as u32,
            last: at + 1 == count,
            device: envelope.device.clone(),
            base_cursor: envelope.base_cursor.clone(),
            comment: envelope.comment.clone(),
            source: Some(json!({"kind": "desk"})),
            merge: MergeMode::Auto,
            confirm: Some(Confirm {
                updates: extent.updates,
                deletes: extent.removals,
            }),
            items,
        })
        .collect())
}

/// The parts of a push that is only asked about.
///
/// # Errors
/// What serialisation says.
pub fn preview(
    envelope: &Envelope,
    extent: Extent,
    outgoing: Vec<Outgoing>,
) -> Result<Vec<PushPart>> {
    parts(
        envelope,
        extent,
        outgoing.into_iter().map(|o| o.item).collect(),
    )
}

/// Freezes edits: from here on they wait for the service's answer, and further
/// edits of the same records come on top.
///
/// # Errors
/// What SQLite says.
pub fn freeze(
    tx: &Transaction<'_>,
    envelope: &Envelope,
    extent: Extent,
    outgoing: Vec<Outgoing>,
) -> Result<()> {
    let (stored, items): (Vec<Stored>, Vec<PushItem>) =
        outgoing.into_iter().map(|o| (o.stored, o.item)).unzip();
    let push = envelope.push.to_string();
    let mut stored = stored.iter();
    for part in parts(envelope, extent, items)? {
        tx.prepare_cached("INSERT INTO part(push, part, body) VALUES (?1, ?2, ?3)")?
            .execute(params![push, part.part, serde_json::to_string(&part)?])?;
        for (item, stored) in part.items.iter().zip(stored.by_ref()) {
            tx.prepare_cached(
                "INSERT INTO outbox(mid, push, part, n, frozen) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                item.mid.as_bytes(),
                push,
                part.part,
                stored.n,
                serde_json::to_string(stored.effective())?
            ])?;
            listing::refresh(tx, stored.n, false)?;
        }
    }
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
}

/// The first part that waits for its answer.
///
/// # Errors
/// What SQLite says.
pub fn next_part(connection: &Connection) -> Result<Option<Frozen>> {
    use rusqlite::OptionalExtension as _;
    Ok(connection
        .prepare_cached("SELECT push, part, body FROM part ORDER BY push, part LIMIT 1")?
        .query_row([], |row| {
            Ok(Frozen {
                push: row.get(0)?,
                part: row.get(1)?,
                body: row.get(2)?,
            })
        })
        .optional()?)
}

/// A record whose item was not taken, with its outcome.
pub struct Settled {
    /// The record.
    pub kind: RecordType,
    /// Its id.
    pub id: RecordId,
    /// The outcome.
    pub result: ItemResult,
}

/// Takes the answer to a part in: all of it, in the caller's transaction.
///
/// # Errors
/// What SQLite says.
pub fn acknowledge(tx: &Transaction<'_>, answer: &PushResult, today: &str) -> Result<Vec<Settled>> {
    let judge = Judge::new(tx, today)?;
    let mut settled = Vec::new();
    for result in &answer.results {
        let row: Option<(RowNumber, String)> = {
            let mut statement = tx.prepare_cached("SELECT n, frozen FROM outbox WHERE mid = ?1")?;
            let mut rows = statement.query([result.mid.as_bytes().as_slice()])?;
            rows.next()?
                .map(|row| Ok::<_, rusqlite::Error>((row.get(0)?, row.get(1)?)))
                .transpose()?
        };
        // An answer that was taken in before.
        let Some((n, frozen)) = row else { continue };
        tx.prepare_cached("DELETE FROM outbox WHERE mid = ?1")?
            .execute([result.mid.as_bytes().as_slice()])?;
        let stored = record::by_number(tx, n)?;
        let frozen: Record = serde_json::from_str(&frozen)?;
        take(tx, &stored, &frozen, result, &judge)?;
        listing::refresh(tx, n, true)?;
        settled.push(Settled {
            kind: stored.kind,
            id: stored.id,
            result: result.clone(),
        });
    }
    let push = answer.push.to_string();
    release(tx, &push, answer.part)?;
    Ok(settled)
}

fn take(
    tx: &Transaction<'_>,
    stored: &Stored,
    frozen: &Record,
    result: &ItemResult,
    judge: &Judge<'_>,
) -> Result<()> {
    let theirs = result
        .record
        .as_ref()
        .map(|record| fields::canonical(stored.kind, record));
    let seq = result.rev.map_or(stored.seq, |rev| rev.seq);
    if result.status.is_done() {
        let mirror = theirs.unwrap_or_else(|| frozen.clone());
        set_mirror(tx, stored, &mirror, seq)?;
        // What was edited after the freeze is carried over as on any news: it
        // was made on the frozen text, and others may have changed the same.
        let later = Stored {
            mirror: Some(frozen.clone()),
            overlay: Some(Overlay {
                op: OverlayOp::Update,
                base: None,
                effective: stored.effective().clone(),
                state: OverlayState::Ready,
                refusal: None,
                step: stored.overlay.as_ref().and_then(|overlay| overlay.step),
            }),
            ..stored.clone()
        };
        return incoming::rebase(tx, &later, &mirror, (&stored.by, &stored.at), judge);
    }
    let Some(overlay) = &stored.overlay else {
        return Ok(());
    };
    match (result.status, theirs) {
        (ItemStatus::Conflict, Some(theirs)) => {
            set_mirror(tx, stored, &theirs, seq)?;
            let author = result
                .conflicts
                .first()
                .map_or(("", ""), |c| (c.by.as_str(), c.at.as_str()));
            incoming::rebase(tx, stored, &theirs, author, judge)
        }
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

fn set_mirror(tx: &Transaction<'_>, stored: &Stored, mirror: &Record, seq: u64) -> Result<()> {
    tx.prepare_cached("UPDATE record SET mirror = ?2, seq = ?3 WHERE n = ?1")?
        .execute(params![
            stored.n,
            serde_json::to_string(mirror)?,
            seq as i64
        ])?;
    Ok(())
}

/// The part was answered whole.
fn release(tx: &Transaction<'_>, push: &str, part: u32) -> Result<()> {
    tx.execute(
        "DELETE FROM part WHERE push = ?1 AND part = ?2",
        params![push, part],
    )?;
    tx.execute(
        "DELETE FROM outbox WHERE push = ?1 AND part = ?2",
        params![push, part],
    )?;
    Ok(())
}

/// The service refused the request as a whole and nothing was applied: the
/// edits of all waiting parts are ordinary pending edits again.
///
/// # Errors
/// What SQLite says.
pub fn thaw(tx: &Transaction<'_>) -> Result<()> {
    let waiting: Vec<RowNumber> = tx
        .prepare("SELECT n FROM outbox")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    tx.execute_batch("DELETE FROM outbox; DELETE FROM part;")?;
    for n in waiting {
        listing::refresh(tx, n, false)?;
    }
    Ok(())
}

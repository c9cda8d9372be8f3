//! What the service tells: records, deletions, the end of a snapshot.

use crate::{
    Result, Transaction, listing,
    record::{self, CacheLookup, Overlay, OverlayOp, OverlayState, Stored},
};
use edutracker_domain::{
    Finding, Limits, Record, RecordId, RecordType,
    merge::{self, Patch},
    record as fields,
    validate::{is_complete, validate},
};
use rusqlite::params;
use serde_json::{Value, json};

/// A record as the feed brings it; `data` is the service's text, kept as it is.
#[derive(Debug, Clone, Copy)]
pub struct Incoming<'a> {
    /// Its type.
    pub kind: RecordType,
    /// Its id.
    pub id: RecordId,
    /// Its organisation.
    pub org: RecordId,
    /// The sequence number of its revision.
    pub seq: u64,
    /// Who changed it.
    pub by: &'a str,
    /// When.
    pub at: &'a str,
    /// Its fields.
    pub data: &'a str,
}

/// What the rules need while records come in.
pub struct Judge<'a> {
    /// Looks other records up.
    pub lookup: CacheLookup<'a>,
    /// The service's limits.
    pub limits: Limits,
}

impl<'a> Judge<'a> {
    /// Judges by what the connection sees.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn new(connection: &'a rusqlite::Connection, today: &str) -> Result<Self> {
        Ok(Self {
            lookup: CacheLookup::new(connection, today),
            limits: record::limits(connection)?,
        })
    }

    /// The rules a record breaks.
    #[must_use]
    pub fn findings(&self, kind: RecordType, record: &Record) -> Vec<Finding> {
        validate(kind, record, &self.lookup, &self.limits)
    }

    /// Whether a record may be sent as it is.
    #[must_use]
    pub fn state(&self, kind: RecordType, record: &Record) -> OverlayState {
        if is_complete(&self.findings(kind, record)) {
            OverlayState::Ready
        } else {
            OverlayState::Invalid
        }
    }
}

/// Takes a record in. Older news than what is here is passed over; edits on top
/// are carried over, field group by field group. Answers whether anything changed.
///
/// # Errors
/// What SQLite says.
pub fn upsert(
    tx: &Transaction<'_>,
    line: &Incoming<'_>,
    generation: i64,
    judge: &Judge<'_>,
) -> Result<bool> {
    let o = record::organisation_number(tx, line.org.as_bytes())?;
    let inserted = tx
        .prepare_cached("INSERT OR IGNORE INTO record(type, id, o, seq, gen, by, at, mirror) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
        .execute(params![
            record::type_number(line.kind),
            line.id.as_bytes(),
            o,
            line.seq as i64,
            generation,
            line.by,
            line.at,
            line.data
        ])?;
    if inserted == 1 {
        let n = tx.last_insert_rowid();
        let record: Record = serde_json::from_str(line.data)?;
        listing::write_new(tx, (n, line.kind, o), line.seq, &record)?;
        return Ok(true);
    }
    let stored = record::get(tx, line.kind, line.id)?;
    if line.seq < stored.seq {
        return Ok(false);
    }
    let theirs: Record = serde_json::from_str(line.data)?;
    let theirs = fields::canonical(line.kind, &theirs);
    let same = stored.mirror.as_ref() == Some(&theirs);
    tx.prepare_cached(
        "UPDATE record SET o = ?2, seq = ?3, gen = ?4, by = ?5, at = ?6, mirror = ?7 WHERE n = ?1",
    )?
    .execute(params![
        stored.n,
        o,
        line.seq as i64,
        generation,
        line.by,
        line.at,
        line.data
    ])?;
    if same && stored.seq == line.seq {
        return Ok(false);
    }
    rebase(tx, &stored, &theirs, (line.by, line.at), judge)?;
    listing::refresh(tx, stored.n, true)?;
    Ok(!same)
}

/// Puts the edits of `stored` on top of the service's new fields. `stored` is
/// the record as it was before; its mirror is already replaced.
pub(crate) fn rebase(
    tx: &Transaction<'_>,
    stored: &Stored,
    theirs: &Record,
    author: (&str, &str),
    judge: &Judge<'_>,
) -> Result<()> {
    tx.prepare_cached("DELETE FROM conflict WHERE n = ?1")?
        .execute([stored.n])?;
    let Some(overlay) = &stored.overlay else {
        return Ok(());
    };
    let patch = stored.patch();
    let mut carried = carry(stored.kind, stored.base(), &patch, theirs);
    // A removal was decided on what the reviewer saw: whatever changed since, it is asked again.
    let asked = carried
        .conflicts
        .iter()
        .any(|conflict| conflict.field == "removed");
    if patch.contains_key("removed") && stored.base() != Some(theirs) && !asked {
        carried.conflicts.push(merge::FieldConflict {
            field: "removed",
            base: stored.base().map(|base| merge::value(base, "removed")),
            mine: merge::value(&carried.effective, "removed"),
            theirs: merge::value(theirs, "removed"),
        });
    }
    for conflict in &carried.conflicts {
        tx.prepare_cached(
            "INSERT INTO conflict(n, field, base, theirs, by, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            stored.n,
            conflict.field,
            conflict.base.clone().unwrap_or(Value::Null).to_string(),
            conflict.theirs.to_string(),
            author.0,
            author.1
        ])?;
    }
    let next = if carried.conflicts.is_empty() && carried.effective == *theirs {
        None
    } else {
        let (state, refusal) = standing(stored.kind, &carried, theirs, judge);
        Some(Overlay {
            op: OverlayOp::Update,
            base: (!carried.conflicts.is_empty()).then_some(carried.base),
            effective: carried.effective,
            state,
            refusal,
            step: overlay.step,
        })
    };
    record::set_overlay(tx, stored.n, next.as_ref())
}

/// Edits carried over to another ancestor.
pub(crate) struct Carried {
    pub effective: Record,
    /// The new ancestor: theirs, but for the fields in conflict.
    pub base: Record,
    pub conflicts: Vec<merge::FieldConflict>,
}

fn carry(kind: RecordType, base: Option<&Record>, patch: &Patch, theirs: &Record) -> Carried {
    let merged = merge::merge(kind, base, patch, theirs, |group| {
        // Without an ancestor every difference is a question.
        base.is_none_or(|base| merge::group_differs(kind, group, base, theirs))
    });
    let mut effective = merged.record;
    let mut ancestor = theirs.clone();
    for conflict in &merged.conflicts {
        fields::put(&mut effective, conflict.field, conflict.mine.clone());
        fields::put(
            &mut ancestor,
            conflict.field,
            conflict.base.clone().unwrap_or(Value::Null),
        );
    }
    Carried {
        effective: fields::canonical(kind, &effective),
        base: fields::canonical(kind, &ancestor),
        conflicts: merged.conflicts,
    }
}

fn standing(
    kind: RecordType,
    carried: &Carried,
    theirs: &Record,
    judge: &Judge<'_>,
) -> (OverlayState, Option<Value>) {
    if !carried.conflicts.is_empty() {
        return (OverlayState::Conflict, None);
    }
    if let Some(refusal) = removal_refusal(theirs, &carried.effective) {
        return (OverlayState::Refused, Some(refusal));
    }
    (judge.state(kind, &carried.effective), None)
}

/// Agoria's removal goes before an owner's edit (O5): the edit is kept as
/// refused, with the reason.
pub(crate) fn removal_refusal(theirs: &Record, effective: &Record) -> Option<Value> {
    let removal = fields::get(theirs, "removed")?;
    (fields::get(effective, "removed") == Some(removal))
        .then(|| json!({"code": "removed", "detail": removal}))
}

/// Takes a deletion in. With edits on top the record stays, as a question.
///
/// # Errors
/// What SQLite says.
pub fn tombstone(
    tx: &Transaction<'_>,
    kind: RecordType,
    id: RecordId,
    seq: u64,
    by: &str,
) -> Result<bool> {
    let Some(stored) = record::find(tx, kind, id)? else {
        return Ok(false);
    };
    if seq < stored.seq {
        return Ok(false);
    }
    bury(tx, &stored, by)?;
    Ok(true)
}

fn bury(tx: &Transaction<'_>, stored: &Stored, by: &str) -> Result<()> {
    match &stored.overlay {
        None => forget(tx, stored.n),
        Some(overlay) => {
            let overlay = Overlay {
                state: OverlayState::Conflict,
                refusal: Some(json!({"code": "gone", "by": by})),
                ..overlay.clone()
            };
            record::set_overlay(tx, stored.n, Some(&overlay))?;
            listing::refresh(tx, stored.n, false)
        }
    }
}

/// Takes a record and everything about it out of the cache.
pub(crate) fn forget(tx: &Transaction<'_>, n: record::RowNumber) -> Result<()> {
    let stored = record::by_number(tx, n)?;
    listing::remove(tx, n)?;
    for table in ["conflict", "outbox", "overlay", "record"] {
        tx.prepare_cached(&format!("DELETE FROM {table} WHERE n = ?1"))?
            .execute([n])?;
    }
    if stored.kind == RecordType::Review {
        listing::forget_verdict(tx, stored.effective())?;
    }
    Ok(())
}

/// Begins a snapshot anew: what is here stays until the snapshot is whole.
/// Answers the new generation.
///
/// # Errors
/// What SQLite says.
pub fn begin_generation(tx: &Transaction<'_>) -> Result<i64> {
    let generation = generation(tx)? + 1;
    crate::meta::set(tx, crate::meta::GENERATION, &generation.to_string())?;
    crate::meta::clear(tx, crate::meta::CURSOR)?;
    // Revisions of another epoch say nothing about order.
    tx.execute("UPDATE record SET seq = 0 WHERE seq <> 0", [])?;
    Ok(generation)
}

/// The generation being pulled.
///
/// # Errors
/// What SQLite says.
pub fn generation(connection: &rusqlite::Connection) -> Result<i64> {
    Ok(crate::meta::get(connection, crate::meta::GENERATION)?
        .and_then(|text| text.parse().ok())
        .unwrap_or(0))
}

/// A whole snapshot has come in: what it did not bring is gone. Answers how many.
///
/// # Errors
/// What SQLite says.
pub fn sweep(tx: &Transaction<'_>, generation: i64) -> Result<u64> {
    let stale: Vec<i64> = tx
        .prepare_cached("SELECT n FROM record WHERE gen < ?1 AND mirror IS NOT NULL")?
        .query_map([generation], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for n in &stale {
        bury(tx, &record::by_number(tx, *n)?, "")?;
        // Kept rows are asked about once.
        tx.prepare_cached("UPDATE record SET gen = ?2 WHERE n = ?1")?
            .execute(params![n, generation])?;
    }
    Ok(stale.len() as u64)
}

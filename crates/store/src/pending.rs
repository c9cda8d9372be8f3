//! What waits to be sent, and what waits for a person.

use crate::{
    Result, listing, meta, quarantine, question,
    record::{self, OverlayState, RowNumber},
    said, sent, tally,
};
use edutracker_domain::RecordType;
use edutracker_protocol::command::{Conflict, RowState};
use rusqlite::Connection;
use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

/// Counts over the cache.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// Records by type.
    pub records: BTreeMap<RecordType, u64>,
    /// Edits by state; what waits for an answer counts by the state it had.
    pub states: BTreeMap<RowState, u64>,
}

impl Counts {
    /// Records in a state.
    #[must_use]
    pub fn of(&self, state: RowState) -> u64 {
        self.states.get(&state).copied().unwrap_or(0)
    }
}

/// Counts records by type, and edits by state. Costs what the edits cost, not
/// the records.
///
/// # Errors
/// What SQLite says.
pub fn counts(connection: &Connection) -> Result<Counts> {
    let mut counts = Counts {
        records: records(connection)?,
        ..Counts::default()
    };
    let mut statement =
        connection.prepare_cached("SELECT state, count(*) FROM overlay GROUP BY state")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let state = match OverlayState::parse(&row.get::<_, String>(0)?) {
            OverlayState::Ready => RowState::Changed,
            OverlayState::Invalid => RowState::Invalid,
            OverlayState::Conflict => RowState::Conflict,
            OverlayState::Refused => RowState::Refused,
        };
        counts
            .states
            .insert(state, row.get::<_, i64>(1)?.unsigned_abs());
    }
    Ok(counts)
}

/// The records that are here, by type: what the service shows, and what only
/// edits are left of.
///
/// # Errors
/// What SQLite says.
pub fn records(connection: &Connection) -> Result<BTreeMap<RecordType, u64>> {
    let mut records = tally::by_type(connection)?;
    let mut statement = connection.prepare_cached(
        "SELECT r.type, count(*) FROM overlay v CROSS JOIN record r ON r.n = v.n WHERE r.mirror IS NULL GROUP BY r.type",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        *records.entry(record::type_of(row.get(0)?)).or_default() +=
            row.get::<_, i64>(1)?.unsigned_abs();
    }
    Ok(records)
}

/// Records with unsent edits.
///
/// # Errors
/// What SQLite says.
pub fn count(connection: &Connection) -> Result<u64> {
    let count: i64 = connection
        .prepare_cached(
            "SELECT (SELECT count(*) FROM overlay) + (SELECT count(*) FROM outbox b
               WHERE NOT EXISTS(SELECT 1 FROM overlay v WHERE v.n = b.n))",
        )?
        .query_row([], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Edits that only this machine has, however they came to be alone: unsent, in
/// quarantine, lost by a restored service, or in a damaged file that is kept. Nothing may delete the cache over
/// them unasked.
///
/// # Errors
/// What SQLite says.
pub fn only_here(connection: &Connection) -> Result<u64> {
    let lost: u64 = sent::lost(connection)?.iter().map(|push| push.edits).sum();
    let unreadable = meta::get(connection, meta::UNREADABLE)?;
    let unreadable: u64 = unreadable.and_then(|text| text.parse().ok()).unwrap_or(0);
    Ok(count(connection)? + quarantine::count(connection)? + lost + unreadable)
}

/// The numbers of records with unsent edits: questions first, then by record.
///
/// # Errors
/// What SQLite says.
pub fn page(connection: &Connection, from: u64, count: u64) -> Result<Vec<RowNumber>> {
    let mut statement = connection.prepare_cached(
        "SELECT v.n FROM overlay v CROSS JOIN listing l ON l.n = v.n
         ORDER BY CASE l.state WHEN ?3 THEN 0 WHEN ?4 THEN 1 WHEN ?5 THEN 2 ELSE 3 END, l.type, l.name, v.n LIMIT ?2 OFFSET ?1",
    )?;
    let rows = statement.query_map(
        rusqlite::params![
            from as i64,
            count as i64,
            listing::state_position(RowState::Conflict),
            listing::state_position(RowState::Refused),
            listing::state_position(RowState::Invalid),
        ],
        |row| row.get(0),
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The open questions of a record.
///
/// # Errors
/// What SQLite says.
pub fn conflicts(connection: &Connection, stored: &record::Stored) -> Result<Vec<Conflict>> {
    let mut conflicts = Vec::new();
    for asked in question::of(connection, stored.n)? {
        let since = said::told_since(connection, stored, asked.seen.as_deref())?;
        conflicts.push(Conflict {
            mine: edutracker_domain::merge::value(stored.effective(), &asked.field),
            base: asked.base,
            theirs: asked.theirs,
            by: asked.by,
            at: asked.at,
            word: since.word,
            note: since.note,
            changes: since.changes,
            field: asked.field,
        });
    }
    Ok(conflicts)
}

/// What tells two states of all pending edits apart: it is the same as long as
/// the same edits are pending in the same way, whatever led to them. It holds
/// for one run of the program only.
pub type Mark = u64;

/// The mark of the pending edits now.
///
/// # Errors
/// What SQLite says.
pub fn mark(connection: &Connection) -> Result<Mark> {
    let mut hasher = DefaultHasher::new();
    let mut statement = connection.prepare_cached(
        "SELECT v.n, v.op, v.base, v.effective, v.state, EXISTS(SELECT 1 FROM outbox b WHERE b.n = v.n)
         FROM overlay v ORDER BY v.n",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        row.get::<_, RowNumber>(0)?.hash(&mut hasher);
        for at in 1..5 {
            row.get_ref(at)?.as_bytes_or_null().ok().hash(&mut hasher);
        }
        row.get::<_, bool>(5)?.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

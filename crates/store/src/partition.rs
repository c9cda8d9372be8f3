//! Whole partitions: snapshots that are begun anew, what they did not bring,
//! and organisations that come into sight or leave it.

use crate::{
    Result, Transaction,
    incoming::{self, Intake},
    meta, quarantine,
    record::{self, RowNumber},
};
use edutracker_domain::RecordId;
use rusqlite::{Connection, OptionalExtension as _, params};

/// The generation up to which the cache was swept.
const SWEPT: &str = "swept_generation";

/// Begins a snapshot anew: what is here stays until the snapshot is whole.
///
/// # Errors
/// What SQLite says.
pub fn begin_generation(tx: &Transaction<'_>) -> Result<()> {
    let generation = incoming::generation(tx)? + 1;
    meta::set(tx, meta::GENERATION, &generation.to_string())?;
    meta::clear(tx, meta::CURSOR)?;
    meta::set(tx, meta::CAUGHT_UP, "0")?;
    // What counts is what the new snapshot brings.
    tx.execute_batch("DELETE FROM tally; DELETE FROM missing; DELETE FROM repair;")?;
    Ok(())
}

/// Whether a snapshot is on its way that has not come in whole: revisions of
/// the cache are of two incarnations then, and nothing can be sent.
///
/// # Errors
/// What SQLite says.
pub fn is_open(connection: &Connection) -> Result<bool> {
    Ok(meta::get(connection, meta::CURSOR)?.is_none()
        || swept(connection)? < incoming::generation(connection)?)
}

fn swept(connection: &Connection) -> Result<i64> {
    Ok(meta::get(connection, SWEPT)?
        .and_then(|text| text.parse().ok())
        .unwrap_or(0))
}

/// The records that a sweep would take away now, and all that the service showed.
///
/// # Errors
/// What SQLite says.
pub fn stale(connection: &Connection) -> Result<(u64, u64)> {
    let generation = incoming::generation(connection)?;
    if swept(connection)? >= generation {
        return Ok((0, 0));
    }
    let (stale, all): (i64, i64) = connection.query_row(
        "SELECT count(*) FILTER (WHERE gen < ?1), count(*) FROM record WHERE mirror IS NOT NULL",
        [generation],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok((stale.unsigned_abs(), all.unsigned_abs()))
}

impl Intake<'_, '_> {
    /// A whole snapshot has come in: what it did not bring is gone. Answers how
    /// many records that were.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn finish_generation(&mut self) -> Result<u64> {
        if swept(self.tx)? >= self.generation {
            return Ok(0);
        }
        let removed = self.sweep(None)?;
        meta::set(self.tx, SWEPT, &self.generation.to_string())?;
        Ok(removed)
    }

    /// Takes away what the present generation did not bring, of one
    /// organisation or of all.
    fn sweep(&mut self, o: Option<i64>) -> Result<u64> {
        let stale: Vec<RowNumber> = self
            .tx
            .prepare_cached(
                "SELECT n FROM record WHERE gen < ?1 AND mirror IS NOT NULL AND (?2 IS NULL OR o = ?2)",
            )?
            .query_map(params![self.generation, o], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for n in &stale {
            let stored = record::by_number(self.tx, *n)?;
            self.bury(&stored, 0, "")?;
        }
        Ok(stale.len() as u64)
    }

    /// An organisation has left the account's sight: its records go, the
    /// person's edits of them are put into quarantine. Answers how many
    /// records went.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn drop_partition(&mut self, org: RecordId) -> Result<u64> {
        let tx = self.tx;
        let Some(o) = number(tx, org)? else {
            return Ok(0);
        };
        quarantine::take(tx, o, org, "scope")?;
        let removed: i64 = tx.query_row(
            "SELECT count(*) FROM record WHERE o = ?1 AND mirror IS NOT NULL",
            [o],
            |row| row.get(0),
        )?;
        tx.words.write(tx)?;
        let of = "(SELECT n FROM record WHERE o = ?1)";
        for statement in [
            "DELETE FROM verdict WHERE offer IN (SELECT id FROM record WHERE o = ?1)".to_owned(),
            format!("DELETE FROM search WHERE rowid IN {of}"),
            format!("DELETE FROM conflict WHERE n IN {of}"),
            format!("DELETE FROM outbox WHERE n IN {of}"),
            format!("DELETE FROM overlay WHERE n IN {of}"),
            "DELETE FROM listing WHERE o = ?1".to_owned(),
            "DELETE FROM record WHERE o = ?1".to_owned(),
            "DELETE FROM tally WHERE o = ?1".to_owned(),
            "DELETE FROM repair WHERE o = ?1".to_owned(),
        ] {
            tx.execute(&statement, [o])?;
        }
        self.shifts.forget(o);
        Ok(removed.unsigned_abs())
    }

    /// The records of an organisation have come in anew and whole.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn finish_repair(&mut self, org: RecordId) -> Result<u64> {
        let Some(o) = number(self.tx, org)? else {
            return Ok(0);
        };
        let removed = self.sweep(Some(o))?;
        self.tx.execute("DELETE FROM repair WHERE o = ?1", [o])?;
        Ok(removed)
    }
}

fn number(connection: &Connection, org: RecordId) -> Result<Option<i64>> {
    Ok(connection
        .prepare_cached("SELECT o FROM org WHERE id = ?1")?
        .query_row([org.as_bytes()], |row| row.get(0))
        .optional()?)
}

/// Notes down that the records of an organisation must be read anew, whatever
/// revisions they have.
///
/// # Errors
/// What SQLite says.
pub fn begin_repair(tx: &Transaction<'_>, org: RecordId) -> Result<()> {
    let o = record::organisation_number(tx, org.as_bytes())?;
    tx.execute(
        "UPDATE record SET gen = -1 WHERE o = ?1 AND mirror IS NOT NULL",
        [o],
    )?;
    tx.execute("DELETE FROM tally WHERE o = ?1", [o])?;
    tx.execute("INSERT OR IGNORE INTO repair(o) VALUES (?1)", [o])?;
    Ok(())
}

/// The organisations whose records must be read anew.
///
/// # Errors
/// What SQLite says.
pub fn repairs(connection: &Connection) -> Result<Vec<RecordId>> {
    let mut statement =
        connection.prepare_cached("SELECT org.id FROM repair JOIN org ON org.o = repair.o")?;
    let rows = statement.query_map([], |row| row.get::<_, [u8; 16]>(0))?;
    rows.map(|id| Ok(RecordId::from_bytes(id?))).collect()
}

/// Records that the service says are here and are not, at most 500.
///
/// # Errors
/// What SQLite says.
pub fn missing(connection: &Connection) -> Result<Vec<RecordId>> {
    let mut statement = connection.prepare_cached("SELECT id FROM missing LIMIT 500")?;
    let rows = statement.query_map([], |row| row.get::<_, [u8; 16]>(0))?;
    rows.map(|id| Ok(RecordId::from_bytes(id?))).collect()
}

/// These were asked for, and what came of it was taken in.
///
/// # Errors
/// What SQLite says.
pub fn found(tx: &Transaction<'_>, ids: &[RecordId]) -> Result<()> {
    for id in ids {
        tx.prepare_cached("DELETE FROM missing WHERE id = ?1")?
            .execute([id.as_bytes()])?;
    }
    Ok(())
}

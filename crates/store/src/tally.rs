//! Check sums of what the service shows, kept up with every change, so that
//! comparing costs the same however large the cache is.

use crate::{Result, Transaction, record};
use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::wire::Tally;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// Changes of check sums that are not written yet.
#[derive(Debug, Default)]
pub(crate) struct Shifts(BTreeMap<(i64, i64), Tally>);

impl Shifts {
    /// The change of one record: the revisions it had and has now, where it is shown.
    pub(crate) fn moved(
        &mut self,
        o: i64,
        kind: RecordType,
        id: RecordId,
        before: Option<u64>,
        after: Option<u64>,
    ) {
        let tally = self.0.entry((o, record::type_number(kind))).or_default();
        if let Some(seq) = before {
            tally.remove(kind, id, seq);
        }
        if let Some(seq) = after {
            tally.add(kind, id, seq);
        }
    }

    /// The organisation is no longer seen: it counts for nothing.
    pub(crate) fn forget(&mut self, o: i64) {
        self.0.retain(|(other, _), _| *other != o);
    }

    /// Writes the changes.
    pub(crate) fn write(self, tx: &Transaction<'_>) -> Result<()> {
        for ((o, kind), shift) in self.0 {
            let mut tally = Tally::default();
            {
                let mut statement =
                    tx.prepare_cached("SELECT count, sum FROM tally WHERE o = ?1 AND type = ?2")?;
                let mut rows = statement.query(params![o, kind])?;
                if let Some(row) = rows.next()? {
                    tally = stored(row.get(0)?, row.get(1)?);
                }
            }
            tally.join(shift);
            tx.prepare_cached(
                "INSERT INTO tally(o, type, count, sum) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT(o, type) DO UPDATE SET count = excluded.count, sum = excluded.sum",
            )?
            .execute(params![o, kind, tally.count as i64, tally.sum as i64])?;
        }
        Ok(())
    }
}

/// SQLite's numbers are signed: the bits are the same.
fn stored(count: i64, sum: i64) -> Tally {
    Tally {
        count: count as u64,
        sum: sum as u64,
    }
}

/// The check sum of everything that the service shows.
///
/// # Errors
/// What SQLite says.
pub fn total(connection: &Connection) -> Result<Tally> {
    Ok(partitions(connection)?
        .into_values()
        .fold(Tally::default(), |mut total, part| {
            total.join(part);
            total
        }))
}

/// The check sums by organisation.
///
/// # Errors
/// What SQLite says.
pub fn partitions(connection: &Connection) -> Result<BTreeMap<RecordId, Tally>> {
    let mut partitions: BTreeMap<RecordId, Tally> = BTreeMap::new();
    let mut statement = connection
        .prepare_cached("SELECT org.id, t.count, t.sum FROM tally t JOIN org ON org.o = t.o")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        partitions
            .entry(RecordId::from_bytes(row.get(0)?))
            .or_default()
            .join(stored(row.get(1)?, row.get(2)?));
    }
    partitions.retain(|_, tally| tally.count != 0);
    Ok(partitions)
}

/// Records that the service shows, by type.
///
/// # Errors
/// What SQLite says.
pub fn by_type(connection: &Connection) -> Result<BTreeMap<RecordType, u64>> {
    let mut counts = BTreeMap::new();
    let mut statement =
        connection.prepare_cached("SELECT type, sum(count) FROM tally GROUP BY type")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let count = row.get::<_, i64>(1)?.unsigned_abs();
        if count > 0 {
            counts.insert(record::type_of(row.get(0)?), count);
        }
    }
    Ok(counts)
}

/// Counts again from the records themselves: after a migration, and when a
/// person asks for a whole check.
///
/// # Errors
/// What SQLite says.
pub fn recount(tx: &Transaction<'_>, generation: i64) -> Result<()> {
    tx.execute("DELETE FROM tally", [])?;
    let mut shifts = Shifts::default();
    {
        let mut statement = tx
            .prepare("SELECT o, type, id, seq FROM record WHERE mirror IS NOT NULL AND gen = ?1")?;
        let mut rows = statement.query([generation])?;
        while let Some(row) = rows.next()? {
            shifts.moved(
                row.get(0)?,
                record::type_of(row.get(1)?),
                RecordId::from_bytes(row.get(2)?),
                None,
                Some(row.get::<_, i64>(3)?.unsigned_abs()),
            );
        }
    }
    shifts.write(tx)
}

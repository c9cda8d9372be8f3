//! The check sums of partitions, kept up with every record that is written.
//! A transaction gathers its differences and writes each sum once.

use super::{Result, Tx, records, unsigned};
use crate::storage::Scope;
use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::wire::Tally;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// The records that one sum is over: partition, type, whether kept from their
/// own organisation.
pub(super) type Part = (RecordId, RecordType, bool);
/// What a transaction has changed so far.
pub(super) type Differences = BTreeMap<Part, Tally>;

/// Sums are 64 bits; SQLite's numbers have a sign.
const fn stored(sum: u64) -> i64 {
    sum.cast_signed()
}

const fn read(sum: i64) -> u64 {
    sum.cast_unsigned()
}

/// Adds differences to the stored sums.
fn write(connection: &Connection, differences: Differences) -> Result<()> {
    let mut known = connection.prepare_cached(
        "SELECT sum, count FROM partition_check WHERE org = ?1 AND type = ?2 AND internal = ?3",
    )?;
    let mut put = connection.prepare_cached(
        "INSERT INTO partition_check (org, type, internal, sum, count) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (org, type, internal) DO UPDATE SET sum = excluded.sum, count = excluded.count",
    )?;
    for ((org, kind, internal), difference) in differences {
        if difference == Tally::default() {
            continue;
        }
        // SQLite's own addition would become a floating point number at the edge.
        let mut tally = known
            .query_row(params![org.as_bytes(), kind.as_str(), internal], |row| {
                Ok(Tally {
                    sum: read(row.get(0)?),
                    count: unsigned(row.get(1)?),
                })
            })
            .optional()?
            .unwrap_or_default();
        tally.join(difference);
        put.execute(params![
            org.as_bytes(),
            kind.as_str(),
            internal,
            stored(tally.sum),
            stored(tally.count)
        ])?;
    }
    Ok(())
}

/// Sums up the records of a database that had no sums.
pub(super) fn fill(connection: &Connection) -> Result<()> {
    let mut statement =
        connection.prepare("SELECT type, id, org, seq, internal FROM record WHERE deleted = 0")?;
    let mut rows = statement.query([])?;
    let mut sums = Differences::new();
    while let Some(row) = rows.next()? {
        let (kind, id) = (records::kind(row, 0)?, records::id(row, 1)?);
        let part = (records::id(row, 2)?, kind, row.get(4)?);
        let tally = sums.entry(part).or_default();
        tally.add(kind, id, unsigned(row.get(3)?));
    }
    write(connection, sums)
}

impl Tx<'_> {
    /// Notes that a record comes or goes.
    pub(super) fn note(&self, part: Part, change: impl FnOnce(&mut Tally)) {
        change(self.differences.borrow_mut().entry(part).or_default());
    }

    /// Writes what was noted.
    pub(super) fn write_sums(&self) -> Result<()> {
        let differences = self.differences.take();
        if differences.is_empty() {
            return Ok(());
        }
        write(self.conn()?, differences)
    }

    /// The sums of a scope, by partition.
    pub(super) fn sums(&self, scope: &Scope) -> Result<BTreeMap<RecordId, Tally>> {
        // A writer sees its own writes.
        self.write_sums()?;
        let mut found: BTreeMap<RecordId, Tally> = BTreeMap::new();
        let mut collect = |rows: &mut rusqlite::Rows<'_>| -> Result<()> {
            while let Some(row) = rows.next()? {
                let (org, kind) = (records::id(row, 0)?, records::kind(row, 1)?);
                let count = unsigned(row.get(4)?);
                if count > 0 && scope.sees(kind, org, row.get(2)?) {
                    found.entry(org).or_default().join(Tally {
                        sum: read(row.get(3)?),
                        count,
                    });
                }
            }
            Ok(())
        };
        const COLUMNS: &str = "SELECT org, type, internal, sum, count FROM partition_check";
        match &scope.orgs {
            None => collect(&mut self.conn()?.prepare_cached(COLUMNS)?.query([])?)?,
            Some(orgs) => {
                let sql = format!("{COLUMNS} WHERE org = ?1");
                let mut statement = self.conn()?.prepare_cached(&sql)?;
                for org in orgs {
                    collect(&mut statement.query([org.as_bytes()])?)?;
                }
            }
        }
        Ok(found)
    }
}

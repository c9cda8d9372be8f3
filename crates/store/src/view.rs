//! Ranked views: a filter and a sort fixed as a table of ranks, so that any
//! window of rows is found without counting.

use crate::{Error, Result, filter::Query, record};
use edutracker_domain::{RecordId, RecordType};
use rusqlite::{Connection, params, params_from_iter};

/// Views kept open at once; the oldest goes when one more is opened.
const KEPT: u32 = 12;

/// Opens a view; answers its number and how many rows it has.
///
/// # Errors
/// What SQLite says.
pub fn open(connection: &Connection, query: &Query) -> Result<(u32, u64)> {
    connection.execute_batch("CREATE TEMP TABLE IF NOT EXISTS view(view INTEGER PRIMARY KEY AUTOINCREMENT)")?;
    connection.execute("INSERT INTO temp.view DEFAULT VALUES", [])?;
    let view = u32::try_from(connection.last_insert_rowid()).map_err(|_| Error::NoView)?;
    connection.execute_batch(&format!("CREATE TEMP TABLE view_{view}(rank INTEGER PRIMARY KEY, n INTEGER NOT NULL)"))?;
    let (sql, parameters) = query.sql();
    let count = connection
        .prepare(&format!("INSERT INTO temp.view_{view}(n) {sql}"))?
        .execute(params_from_iter(parameters))?;
    if let Some(old) = view.checked_sub(KEPT).filter(|old| *old > 0) {
        close(connection, old)?;
    }
    Ok((view, count as u64))
}

/// Closes a view; one that is not open is fine.
///
/// # Errors
/// What SQLite says.
pub fn close(connection: &Connection, view: u32) -> Result<()> {
    connection.execute_batch(&format!("DROP TABLE IF EXISTS temp.view_{view}"))?;
    connection.execute("DELETE FROM temp.view WHERE view = ?1", [view])?;
    Ok(())
}

/// The records of a window, by rank from 0. A record that was taken away since
/// is left out.
///
/// # Errors
/// [`Error::NoView`].
pub fn window(connection: &Connection, view: u32, from: u64, count: u64) -> Result<Vec<record::Stored>> {
    numbers(connection, view, from, count)?
        .into_iter()
        .filter_map(|n| match record::by_number(connection, n) {
            Err(Error::NotFound) => None,
            other => Some(other),
        })
        .collect()
}

/// The numbers of the records of a window.
///
/// # Errors
/// [`Error::NoView`].
pub fn numbers(connection: &Connection, view: u32, from: u64, count: u64) -> Result<Vec<record::RowNumber>> {
    known(connection, view)?;
    let mut statement = connection.prepare_cached(&format!("SELECT n FROM temp.view_{view} WHERE rank > ?1 AND rank <= ?2"))?;
    let rows = statement.query_map(params![from as i64, (from + count) as i64], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The rank of a record in a view, from 0.
///
/// # Errors
/// [`Error::NoView`].
pub fn locate(connection: &Connection, view: u32, kind: RecordType, id: RecordId) -> Result<Option<u64>> {
    known(connection, view)?;
    let mut statement = connection.prepare(&format!(
        "SELECT k.rank FROM temp.view_{view} k WHERE k.n = (SELECT n FROM record WHERE type = ?1 AND id = ?2)"
    ))?;
    let mut rows = statement.query(params![record::type_number(kind), id.as_bytes()])?;
    Ok(rows
        .next()?
        .map(|row| row.get::<_, i64>(0))
        .transpose()?
        .map(|rank| rank.unsigned_abs() - 1))
}

fn known(connection: &Connection, view: u32) -> Result<()> {
    let exists: bool = connection
        .prepare_cached("SELECT EXISTS(SELECT 1 FROM sqlite_temp_schema WHERE name = ?1)")?
        .query_row([format!("view_{view}")], |row| row.get(0))?;
    if exists { Ok(()) } else { Err(Error::NoView) }
}

/// The numbers of all records that a query finds, in its order.
///
/// # Errors
/// What SQLite says.
pub fn all(connection: &Connection, query: &Query) -> Result<Vec<record::RowNumber>> {
    let (sql, parameters) = query.sql();
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map(params_from_iter(parameters), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

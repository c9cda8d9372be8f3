//! Named things of an organisation that are kept on this machine: views of the
//! grid, recipes of imports, texts that were being typed. They are never sent.

use crate::{Result, Transaction};
use edutracker_domain::RecordId;
use rusqlite::{Connection, OptionalExtension as _, params};

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Its name, unique among its kind.
    pub name: String,
    /// What it holds, JSON.
    pub body: String,
    /// Whether it can neither be written over nor forgotten before it is unlocked.
    pub locked: bool,
}

/// All of a kind, by name.
///
/// # Errors
/// What SQLite says.
pub fn list(connection: &Connection, org: RecordId, kind: &str) -> Result<Vec<Saved>> {
    let mut statement = connection.prepare_cached(
        "SELECT name, body, locked FROM saved WHERE org = ?1 AND kind = ?2 ORDER BY name",
    )?;
    let rows = statement.query_map(params![org.as_bytes(), kind], |row| {
        Ok(Saved {
            name: row.get(0)?,
            body: row.get(1)?,
            locked: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The one of this name.
///
/// # Errors
/// What SQLite says.
pub fn get(
    connection: &Connection,
    org: RecordId,
    kind: &str,
    name: &str,
) -> Result<Option<Saved>> {
    Ok(connection
        .prepare_cached(
            "SELECT name, body, locked FROM saved WHERE org = ?1 AND kind = ?2 AND name = ?3",
        )?
        .query_row(params![org.as_bytes(), kind, name], |row| {
            Ok(Saved {
                name: row.get(0)?,
                body: row.get(1)?,
                locked: row.get(2)?,
            })
        })
        .optional()?)
}

/// Writes one, over another one of its name.
///
/// # Errors
/// What SQLite says.
pub fn put(tx: &Transaction<'_>, org: RecordId, kind: &str, saved: &Saved) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO saved(org, kind, name, body, locked) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT(org, kind, name) DO UPDATE SET body = excluded.body, locked = excluded.locked",
    )?
    .execute(params![
        org.as_bytes(),
        kind,
        saved.name,
        saved.body,
        saved.locked
    ])?;
    Ok(())
}

/// Forgets one. Answers whether it was there.
///
/// # Errors
/// What SQLite says.
pub fn forget(tx: &Transaction<'_>, org: RecordId, kind: &str, name: &str) -> Result<bool> {
    let gone = tx
        .prepare_cached("DELETE FROM saved WHERE org = ?1 AND kind = ?2 AND name = ?3")?
        .execute(params![org.as_bytes(), kind, name])?;
    Ok(gone > 0)
}

//! The floors of a pull: the same rows by bare SQL.

use crate::timed;
use edutracker_app::{App, status::with_cache};
use edutracker_domain::{Record, RecordId, record::text};
use edutracker_store::{Cache, Error as CacheError, cache::Durability, keys::DataKey};
use rusqlite::params;
use std::path::Path;

/// A record of a cache with its narrow row and words.
pub(crate) struct Plain {
    pub(crate) kind: i64,
    pub(crate) id: Vec<u8>,
    pub(crate) org: i64,
    pub(crate) seq: i64,
    pub(crate) by: String,
    pub(crate) at: String,
    pub(crate) mirror: String,
    pub(crate) listing: (String, i64, i64, i64, i64, i64),
    /// The columns of coded fields: numbers, then the sites.
    pub(crate) coded: ([i64; 7], Vec<u8>),
    pub(crate) words: String,
}

/// The words of an offer that the search index holds.
pub(crate) fn words_of(record: &Record) -> String {
    format!(
        "{}\n{}\n{}",
        text(record, "name"),
        text(record, "description"),
        text(record, "website")
    )
}

pub(crate) fn rows_in_memory(desk: &App) -> Vec<Plain> {
    let sql = "SELECT r.type, r.id, r.o, r.seq, r.by, r.at, r.mirror, l.name, l.level, l.subject, l.status, l.state,
                      l.waits, l.levels, l.domains, l.forms, l.languages, l.provinces, l.flags, l.contact, l.sites
               FROM record r JOIN listing l ON l.n = r.n ORDER BY r.n";
    let read = |row: &rusqlite::Row<'_>| {
        let mirror: String = row.get(6)?;
        let record: Record = serde_json::from_str(&mirror).unwrap_or_default();
        Ok(Plain {
            kind: row.get(0)?,
            id: row.get(1)?,
            org: row.get(2)?,
            seq: row.get(3)?,
            by: row.get(4)?,
            at: row.get(5)?,
            words: words_of(&record),
            listing: (
                row.get(7)?,
                row.get(8)?,
                row.get(9)?,
                row.get(10)?,
                row.get(11)?,
                row.get(12)?,
            ),
            coded: (
                [
                    row.get(13)?,
                    row.get(14)?,
                    row.get(15)?,
                    row.get(16)?,
                    row.get(17)?,
                    row.get(18)?,
                    row.get(19)?,
                ],
                row.get(20)?,
            ),
            mirror,
        })
    };
    with_cache(desk, |cache| {
        cache.read(|c| {
            Ok::<_, CacheError>(
                c.prepare(sql)?
                    .query_map([], read)?
                    .collect::<Result<Vec<_>, _>>()?,
            )
        })
    })
    .expect("reads")
}

/// The same rows from memory by bare SQL: into the same tables with their
/// indexes and search index, and into one table without.
pub(crate) fn pull_floors(desk: &App, folder: &Path) -> (f64, f64) {
    let rows = rows_in_memory(desk);
    let key = DataKey::random().expect("a key");
    let full = Cache::create(&folder.join("floor.db"), &key).expect("a cache");
    let (floor, ()) = timed(|| fill(&full, &rows));
    let one = Cache::create(&folder.join("single.db"), &key).expect("a cache");
    let (single, written) = timed(|| {
        one.write(|tx| {
            tx.execute_batch("CREATE TABLE single(id BLOB PRIMARY KEY, data TEXT)")?;
            for row in &rows {
                tx.prepare_cached("INSERT INTO single(id, data) VALUES (?1, ?2)")?
                    .execute(params![row.id, row.mirror])?;
            }
            Ok::<_, CacheError>(())
        })
    });
    written.expect("writes");
    (floor, single)
}

/// The rows into an empty cache, in its tables with their indexes and search
/// index, in one transaction per thousand.
pub(crate) fn fill(full: &Cache, rows: &[Plain]) {
    let record =
        "INSERT INTO record(type, id, o, seq, gen, by, at, mirror) VALUES (?1,?2,?3,?4,0,?5,?6,?7)";
    for chunk in rows.chunks(1000) {
        let written = full.write_with(Durability::Fetched, |tx| {
            for row in chunk {
                tx.prepare_cached(record)?.execute(params![
                    row.kind, row.id, row.org, row.seq, row.by, row.at, row.mirror
                ])?;
                list(tx, tx.last_insert_rowid(), row)?;
            }
            Ok::<_, CacheError>(())
        });
        written.expect("writes");
    }
}

/// What bare SQL takes for the final state of a bulk edit that changes words,
/// in one transaction, with the texts in memory.
pub(crate) fn edit(cache: &Cache, edited: &[(i64, &Plain)], patch: &str) -> f64 {
    let (took, ()) = timed(|| {
        let written = cache.write(|tx| {
            tx.execute("INSERT INTO step(action, standing) VALUES ('edit', 1)", [])?;
            let step = tx.last_insert_rowid();
            for (ord, (n, row)) in edited.iter().enumerate() {
                tx.prepare_cached("INSERT INTO step_item(step, ord, type, id, forward, backward) VALUES (?5, ?1, ?2, ?3, ?4, ?4)")?
                    .execute(params![ord as i64, row.kind, row.id, patch, step])?;
                tx.prepare_cached("INSERT INTO overlay(n, op, effective, state, step) VALUES (?1, 'update', ?2, 'ready', ?3)")?
                    .execute(params![n, row.mirror, step])?;
                words(tx, *n, row, 1)?;
            }
            Ok::<_, CacheError>(())
        });
        written.expect("writes");
    });
    took
}

/// What bare SQL takes to add such records as edits, in one transaction.
pub(crate) fn add(cache: &Cache, added: &[(i64, &Plain)]) -> f64 {
    let (took, ()) = timed(|| {
        let written = cache.write(|tx| {
            tx.execute("INSERT INTO step(action, standing) VALUES ('import', 1)", [])?;
            let step = tx.last_insert_rowid();
            for (ord, (_, row)) in added.iter().enumerate() {
                let id = RecordId::new();
                tx.prepare_cached("INSERT INTO record(type, id, o, seq, gen) VALUES (?1, ?2, ?3, 0, 0)")?
                    .execute(params![row.kind, id.as_bytes(), row.org])?;
                let n = tx.last_insert_rowid();
                list(tx, n, row)?;
                tx.prepare_cached("INSERT INTO step_item(step, ord, type, id, forward, backward) VALUES (?5, ?1, ?2, ?3, ?4, '{}')")?
                    .execute(params![ord as i64, row.kind, id.as_bytes(), row.mirror, step])?;
                tx.prepare_cached("INSERT INTO overlay(n, op, effective, state, step) VALUES (?1, 'create', ?2, 'ready', ?3)")?
                    .execute(params![n, row.mirror, step])?;
            }
            Ok::<_, CacheError>(())
        });
        written.expect("writes");
    });
    took
}

/// The narrow row of a record, and its words.
fn list(tx: &rusqlite::Connection, n: i64, row: &Plain) -> Result<(), CacheError> {
    let l = &row.listing;
    let (c, sites) = &row.coded;
    tx.prepare_cached(
        "INSERT INTO listing(n, type, o, name, level, subject, status, state, waits, levels, domains, forms, languages, provinces, flags, contact, sites)
         VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17)",
    )?
    .execute(params![
        n, row.kind, row.org, l.0, l.1, l.2, l.3, l.4, l.5, c[0], c[1], c[2], c[3], c[4], c[5],
        c[6], sites
    ])?;
    tx.prepare_cached("INSERT INTO search(rowid, text) VALUES (?1, ?2)")?
        .execute(params![n, row.words])?;
    Ok(())
}

/// What bare SQL takes to take it back.
pub(crate) fn undo(cache: &Cache, edited: &[(i64, &Plain)]) -> f64 {
    let (took, ()) = timed(|| {
        let written = cache.write(|tx| {
            for (n, row) in edited {
                tx.prepare_cached("DELETE FROM overlay WHERE n = ?1")?
                    .execute([n])?;
                words(tx, *n, row, 0)?;
            }
            tx.execute("UPDATE step SET standing = 0", [])?;
            Ok::<_, CacheError>(())
        });
        written.expect("writes");
    });
    took
}

fn words(tx: &rusqlite::Connection, n: i64, row: &Plain, state: i64) -> Result<(), CacheError> {
    tx.prepare_cached("UPDATE listing SET name = ?2, state = ?3 WHERE n = ?1")?
        .execute(params![n, row.listing.0, state])?;
    tx.prepare_cached("DELETE FROM search WHERE rowid = ?1")?
        .execute([n])?;
    tx.prepare_cached("INSERT INTO search(rowid, text) VALUES (?1, ?2)")?
        .execute(params![n, row.words])?;
    Ok(())
}

//! The floors of a pull: the same rows by bare SQL.

use crate::timed;
use edutracker_app::{App, status::with_cache};
use edutracker_domain::{Record, record::text};
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
    pub(crate) listing: (String, i64, i64, i64, i64),
    pub(crate) words: String,
}

pub(crate) fn rows_in_memory(desk: &App) -> Vec<Plain> {
    let sql = "SELECT r.type, r.id, r.o, r.seq, r.by, r.at, r.mirror, l.name, l.level, l.subject, l.status, l.state
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
            words: format!(
                "{}\n{}\n{}",
                text(&record, "name"),
                text(&record, "description"),
                text(&record, "website")
            ),
            listing: (
                row.get(7)?,
                row.get(8)?,
                row.get(9)?,
                row.get(10)?,
                row.get(11)?,
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
    let listing = "INSERT INTO listing(n, type, o, name, level, subject, status, state, seq) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9)";
    for chunk in rows.chunks(1000) {
        let written = full.write_with(Durability::Fetched, |tx| {
            for row in chunk {
                tx.prepare_cached(record)?.execute(params![
                    row.kind, row.id, row.org, row.seq, row.by, row.at, row.mirror
                ])?;
                let n = tx.last_insert_rowid();
                let l = &row.listing;
                tx.prepare_cached(listing)?.execute(params![
                    n, row.kind, row.org, l.0, l.1, l.2, l.3, l.4, row.seq
                ])?;
                tx.prepare_cached("INSERT INTO search(rowid, text) VALUES (?1, ?2)")?
                    .execute(params![n, row.words])?;
            }
            Ok::<_, CacheError>(())
        });
        written.expect("writes");
    }
}

//! How likely offers that wait for a reviewer are not technological: noted down
//! with the list, so that a queue can be sorted by it, and made as upkeep. Who
//! judges is the caller's; here it is a number.

use crate::{Cache, Error, Result, Transaction, cache::Durability, meta, record};
use edutracker_domain::{Record, record as fields};
use rusqlite::params;

/// Offers judged at once: some ten milliseconds.
const PIECE: i64 = 250;

/// The version of the judge whose numbers are in the cache.
const JUDGE: &str = "judge";

/// Whether two states of a record may be judged differently.
pub(crate) fn differs(before: &Record, after: &Record) -> bool {
    ["name", "description", "studyDomains"]
        .iter()
        .any(|name| fields::get(before, name) != fields::get(after, name))
}

impl Cache {
    /// Judges some of the offers that wait for a reviewer and were not judged,
    /// by their fields, in thousandths. Answers whether there are more. Numbers
    /// of another version of the judge are forgotten first.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn judge(&self, version: &str, judge: impl Fn(&Record) -> u16) -> Result<bool> {
        let piece = |tx: &Transaction<'_>| {
            if meta::get(tx, JUDGE)?.as_deref() != Some(version) {
                tx.execute(
                    "UPDATE listing SET score = NULL WHERE score IS NOT NULL",
                    [],
                )?;
                meta::set(tx, JUDGE, version)?;
            }
            let waiting: Vec<i64> = tx
                .prepare_cached(
                    "SELECT n FROM listing WHERE waits AND score IS NULL ORDER BY n LIMIT ?1",
                )?
                .query_map([PIECE], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for n in &waiting {
                let score = judge(record::by_number(tx, *n)?.effective());
                tx.prepare_cached("UPDATE listing SET score = ?2 WHERE n = ?1")?
                    .execute(params![n, score])?;
            }
            Ok::<_, Error>(())
        };
        if self.read(|c| up_to_date(c, version))? {
            return Ok(false);
        }
        self.commit(Durability::Fetched, piece)?;
        let more = !self.read(|c| up_to_date(c, version))?;
        if !more {
            // Lists are sorted by it.
            self.changed();
        }
        Ok(more)
    }
}

/// Whether nothing is left to judge: to be asked often.
fn up_to_date(c: &rusqlite::Connection, version: &str) -> Result<bool> {
    let left: bool = c
        .prepare_cached("SELECT EXISTS(SELECT 1 FROM listing WHERE waits AND score IS NULL)")?
        .query_row([], |row| row.get(0))?;
    Ok(!left && meta::get(c, JUDGE)?.as_deref() == Some(version))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::DataKey;

    #[test]
    fn the_index_of_what_was_not_judged_is_used() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cache.db");
        let cache = Cache::create(&path, &DataKey::random().unwrap()).unwrap();
        let plan: String = cache
            .read(|c| {
                Ok::<_, Error>(c.query_row(
                    "EXPLAIN QUERY PLAN SELECT n FROM listing WHERE waits AND score IS NULL ORDER BY n LIMIT 5",
                    [],
                    |row| row.get(3),
                )?)
            })
            .unwrap();
        assert!(plan.contains("listing_unjudged"), "{plan}");
    }
}

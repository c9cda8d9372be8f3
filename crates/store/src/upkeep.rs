//! What is put off until nothing else is to be done, so that a change costs what
//! it changes: the parts of the search index are merged, and the log is written
//! into the database.
//!
//! The search index grows by a part with every transaction. Merged as they
//! come, a few records would pay for a piece of the merge that a first pull left
//! behind; never merged, every search would look into each of them. Without
//! upkeep SQLite merges sixteen parts of a size at once.

use crate::{Cache, Result, cache::Durability};

/// Pages that are merged at once: what an edit may have to wait for.
const PAGES: i64 = 100;

impl Cache {
    /// Does a piece of the upkeep, of some ten milliseconds, among a million
    /// records up to ninety; nobody sees a difference but in time. Answers whether there is more.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn tend(&self) -> Result<bool> {
        let more = self.commit(Durability::Fetched, |tx| {
            let before = tx.total_changes();
            tx.prepare_cached("INSERT INTO search(search, rank) VALUES ('merge', ?1)")?
                .execute([PAGES])?;
            // The index counts one change for the command, more for a merge.
            Ok::<_, crate::Error>(tx.total_changes() - before > 1)
        })?;
        if !more {
            self.checkpoint()?;
        }
        Ok(more)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Cache, Error, keys::DataKey};

    fn parts(cache: &Cache) -> i64 {
        cache
            .read(|c| {
                Ok::<_, Error>(c.query_row(
                    "SELECT count(DISTINCT segid) FROM search_idx",
                    [],
                    |row| row.get(0),
                )?)
            })
            .unwrap()
    }

    #[test]
    fn a_small_change_costs_no_merge_and_upkeep_merges_in_pieces() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cache.db");
        let cache = Cache::create(&path, &DataKey::random().unwrap()).unwrap();
        for part in 0..12 {
            cache
                .write(|tx| {
                    for n in part * 500..(part + 1) * 500 {
                        tx.execute(
                            "INSERT INTO search(rowid, text) VALUES (?1, ?2)",
                            rusqlite::params![n, format!("word{n} common text{} of it", n % 97)],
                        )?;
                    }
                    Ok::<_, Error>(())
                })
                .unwrap();
        }
        assert_eq!(parts(&cache), 12, "nothing was merged meanwhile");
        let version = cache.version();
        let mut pieces = 1;
        while cache.tend().unwrap() {
            pieces += 1;
        }
        assert!((2..100).contains(&pieces), "{pieces}");
        assert!(parts(&cache) < 4, "{}", parts(&cache));
        assert_eq!(cache.version(), version, "no view is affected");
        assert!(!cache.tend().unwrap(), "and then there is nothing to do");
        let found: i64 = cache
            .read(|c| {
                Ok::<_, Error>(c.query_row(
                    "SELECT count(*) FROM search WHERE search MATCH 'common'",
                    [],
                    |row| row.get(0),
                )?)
            })
            .unwrap();
        assert_eq!(found, 6_000);
    }
}

//! How likely offers that wait for a reviewer are not technological: noted down
//! with the list, so that a queue can be sorted by it, and made as upkeep. Who
//! judges is the caller's; here it is a number.

use crate::{Cache, Error, Result, Transaction, cache::Durability, listing, meta, record};
use edutracker_domain::{OfferStatus, Record, RecordType, record as fields};
use rusqlite::params;

/// Offers judged at once: some ten milliseconds.
const PIECE: i64 = 250;

/// The offers of a queue that were not judged: those that wait, and published
/// ones that are back in it since the day of a verdict has come. ?1: the day,
/// `YYYY-MM-DD`; ?2, ?3: the numbers of offers and of what is published.
const UNJUDGED: &str = "SELECT n FROM listing WHERE waits AND score IS NULL
     UNION ALL
     SELECT l.n FROM verdict d CROSS JOIN record r ON r.type = ?2 AND r.id = d.offer CROSS JOIN listing l ON l.n = r.n
     WHERE d.due <= ?1 AND l.status = ?3 AND NOT l.waits AND l.score IS NULL";

/// What the question takes.
fn asked(today: &str) -> (&str, i64, i64) {
    let published = listing::status_position(Some(OfferStatus::Published));
    (today, record::type_number(RecordType::Offer), published)
}

/// The version of the judge whose numbers are in the cache.
const JUDGE: &str = "judge";

/// Whether two states of a record may be judged differently.
pub(crate) fn differs(before: &Record, after: &Record) -> bool {
    ["name", "description", "studyDomains"]
        .iter()
        .any(|name| fields::get(before, name) != fields::get(after, name))
}

impl Cache {
    /// Judges some of the offers that wait for a reviewer on a day (`YYYY-MM-DD`)
    /// and were not judged, by their fields, in thousandths. Answers whether there are more. Numbers
    /// of another version of the judge are forgotten first.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn judge(
        &self,
        version: &str,
        today: &str,
        judge: impl Fn(&Record) -> u16,
    ) -> Result<bool> {
        let piece = |tx: &Transaction<'_>| {
            if meta::get(tx, JUDGE)?.as_deref() != Some(version) {
                tx.execute(
                    "UPDATE listing SET score = NULL WHERE score IS NOT NULL",
                    [],
                )?;
                meta::set(tx, JUDGE, version)?;
            }
            let waiting: Vec<i64> = tx
                .prepare_cached(&format!("{UNJUDGED} LIMIT {PIECE}"))?
                .query_map(asked(today), |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for n in &waiting {
                let score = judge(record::by_number(tx, *n)?.effective());
                tx.prepare_cached("UPDATE listing SET score = ?2 WHERE n = ?1")?
                    .execute(params![n, score])?;
            }
            Ok::<_, Error>(())
        };
        if self.read(|c| up_to_date(c, version, today))? {
            return Ok(false);
        }
        self.commit(Durability::Fetched, piece)?;
        let more = !self.read(|c| up_to_date(c, version, today))?;
        if !more {
            // Lists are sorted by it.
            self.changed();
        }
        Ok(more)
    }
}

/// Whether nothing is left to judge: to be asked often.
fn up_to_date(c: &rusqlite::Connection, version: &str, today: &str) -> Result<bool> {
    let left: bool = c
        .prepare_cached(&format!("SELECT EXISTS({UNJUDGED})"))?
        .query_row(asked(today), |row| row.get(0))?;
    Ok(!left && meta::get(c, JUDGE)?.as_deref() == Some(version))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::DataKey;

    #[test]
    fn the_indexes_of_what_was_not_judged_are_used() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cache.db");
        let cache = Cache::create(&path, &DataKey::random().unwrap()).unwrap();
        let plan = cache
            .read(|c| {
                let mut statement = c.prepare(&format!("EXPLAIN QUERY PLAN {UNJUDGED} LIMIT 5"))?;
                let rows = statement.query_map(asked("2026-11-22"), |row| row.get(3))?;
                Ok::<_, Error>(rows.collect::<rusqlite::Result<Vec<String>>>()?)
            })
            .unwrap()
            .join("; ");
        for index in ["listing_unjudged", "verdict_due", "SEARCH r ", "SEARCH l "] {
            assert!(plan.contains(index), "{plan}");
        }
    }
}

//! How likely offers that wait for a reviewer are not technological: noted down
//! with the list, so that a queue can be sorted by it, and made as upkeep. Who
//! judges is the caller's; here it is a number.

use crate::{
    Cache, Error, Result, Transaction,
    cache::Durability,
    listing, meta,
    record::{self, type_number},
};
use edutracker_domain::{
    OfferStatus, Record, RecordId, RecordType, record as fields, review::Verdict,
};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

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
    (today, type_number(RecordType::Offer), published)
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

/// From how many reviews was learned, by which version, and what.
const LEARNED: &str = "learned";
const LESSON: &str = "lesson";
/// The latest reviews that are learned from: enough for habits, and a bound on the work.
const LATEST: i64 = 2_000;

/// A decision about what an offer is about, with the offer as it is now.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// The fields of the offer.
    pub offer: Record,
    /// Whether it was removed as not technological; otherwise it was kept.
    pub removed: bool,
}

impl Cache {
    /// What was learned from decisions, as the text that [`Self::learn`] was given.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn lesson(&self) -> Result<Option<String>> {
        self.read(|c| meta::get(c, LESSON))
    }

    /// Learns anew where there are a tenth more reviews than when that was done
    /// last, and ten at least, or where it was another version of the judge that
    /// did: `teach` makes a text of the decisions. Answers whether it did. Costs
    /// as much as there are reviews, 2 000 at most.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn learn(&self, version: &str, teach: impl FnOnce(&[Decided]) -> String) -> Result<bool> {
        let (reviews, before) =
            self.read(|c| Ok::<_, Error>((reviews(c)?, meta::get(c, LEARNED)?)))?;
        let before = before.as_deref().and_then(|text| text.split_once(' '));
        let learned: i64 = before.map_or(0, |(count, _)| count.parse().unwrap_or_default());
        let by_another = before.is_some_and(|(_, by)| by != version);
        let few = reviews >= learned && reviews < learned + (learned / 10).max(10);
        if few && !by_another {
            return Ok(false);
        }
        let lesson = teach(&self.read(decided)?);
        self.commit(Durability::Fetched, |tx| {
            meta::set(tx, LESSON, &lesson)?;
            meta::set(tx, LEARNED, &format!("{reviews} {version}"))
        })?;
        Ok(true)
    }
}

/// How many reviews the service gave.
fn reviews(c: &Connection) -> Result<i64> {
    Ok(
        c.prepare_cached("SELECT coalesce(sum(count), 0) FROM tally WHERE type = ?1")?
            .query_row([type_number(RecordType::Review)], |row| row.get(0))?,
    )
}

/// The latest word on each offer, where it says what the offer is about: kept,
/// or removed as not technological (ET-6).
fn decided(c: &Connection) -> Result<Vec<Decided>> {
    let latest: Vec<i64> = c
        .prepare_cached("SELECT n FROM listing WHERE type = 5 ORDER BY name DESC, n LIMIT ?1")?
        .query_map([LATEST], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut decided = Vec::new();
    let mut told = BTreeSet::new();
    for n in latest {
        let review = record::by_number(c, n)?;
        let review = review.effective();
        let removed = match fields::text(review, "verdict").parse::<Verdict>() {
            Ok(Verdict::Keep) => Some(false),
            Ok(Verdict::Remove) => fields::members(review, "reasons")
                .contains(&NOT_TECHNOLOGICAL)
                .then_some(true),
            Ok(Verdict::Restore) => None,
            _ => continue,
        };
        let Ok(offer) = fields::text(review, "offer").parse::<RecordId>() else {
            continue;
        };
        if !told.insert(offer) {
            continue;
        }
        let Some(removed) = removed else { continue };
        if let Some(stored) = record::find(c, RecordType::Offer, offer)? {
            decided.push(Decided {
                offer: stored.effective().clone(),
                removed,
            });
        }
    }
    Ok(decided)
}

/// The reason of a removal that says what the offer is about.
const NOT_TECHNOLOGICAL: &str = "NON_TECH";

/// Whether nothing is left to judge: to be asked often.
fn up_to_date(c: &Connection, version: &str, today: &str) -> Result<bool> {
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

//! What a reviewer looks at beside an offer: verdicts on it and on others of its
//! organisation, and offers elsewhere whose names share words with its own.

use crate::{
    Result,
    listing::{self, folded},
    record::{self, Stored, type_number},
};
use edutracker_domain::{OfferStatus, RecordId, RecordType, record as fields, review::Verdict};
use rusqlite::{Connection, OptionalExtension as _, params};
use std::collections::BTreeSet;

/// Words shorter than this tell little of what a programme is about.
const SHORTEST: usize = 4;
/// Names looked at for each search.
const LOOKED_AT: i64 = 200;

/// The reviews of an offer, newest first; one that was not sent yet is the newest.
///
/// # Errors
/// What SQLite says.
pub fn of_offer(connection: &Connection, offer: RecordId) -> Result<Vec<Stored>> {
    let found = connection
        .prepare_cached(
            "SELECT n FROM listing WHERE contact = (SELECT r FROM reference WHERE id = ?1) AND type = ?2
             ORDER BY name = '' DESC, name DESC",
        )?
        .query_map(
            params![offer.as_bytes(), type_number(RecordType::Review)],
            |row| row.get(0),
        )?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    found
        .into_iter()
        .map(|n| record::by_number(connection, n))
        .collect()
}

/// What an owner answered to a question, among the reviews of the offer.
#[must_use]
pub fn answer_to(reviews: &[Stored], question: RecordId) -> Option<&Stored> {
    let question = question.to_string();
    reviews
        .iter()
        .find(|review| fields::text(review.effective(), "answers") == question)
}

/// The question among the reviews of an offer, newest first, that its owner did
/// not answer; none where the reviewers have said something else since.
#[must_use]
pub fn open_question(reviews: &[Stored]) -> Option<&Stored> {
    let verdict = |review: &Stored| fields::text(review.effective(), "verdict").parse::<Verdict>();
    let settles = |review: &&Stored| {
        matches!(
            verdict(review),
            Ok(Verdict::Ask | Verdict::Keep | Verdict::Remove | Verdict::Restore)
        )
    };
    reviews
        .iter()
        .find(settles)
        .filter(|last| verdict(last) == Ok(Verdict::Ask) && answer_to(reviews, last.id).is_none())
}

/// How many offers have a question that their owner did not answer.
///
/// # Errors
/// What SQLite says.
pub fn open_questions(connection: &Connection) -> Result<u64> {
    // Only a question, or a decision that was put off, has a day.
    let dated = connection
        .prepare_cached("SELECT offer FROM verdict WHERE due IS NOT NULL")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<[u8; 16]>>>()?;
    let mut count = 0;
    for offer in dated {
        let reviews = of_offer(connection, RecordId::from_bytes(offer))?;
        count += u64::from(open_question(&reviews).is_some());
    }
    Ok(count)
}

/// The latest reviews of an organisation's offers.
///
/// # Errors
/// What SQLite says.
pub fn of_organisation(
    connection: &Connection,
    organisation: i64,
    limit: usize,
) -> Result<Vec<Stored>> {
    let found = connection
        .prepare_cached(
            "SELECT n FROM listing WHERE type = 5 AND o = ?1 ORDER BY name DESC LIMIT ?2",
        )?
        .query_map(params![organisation, limit as i64], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    found
        .into_iter()
        .map(|n| record::by_number(connection, n))
        .collect()
}

/// Visits the reviews from a day to a day (`YYYY-MM-DD`, both included; empty:
/// without that limit), oldest first. What was not sent yet has no time and is left out.
///
/// # Errors
/// What SQLite says, or the visitor.
pub fn between(
    connection: &Connection,
    from: &str,
    to: &str,
    mut visit: impl FnMut(&Stored) -> Result<()>,
) -> Result<()> {
    let found = connection
        .prepare_cached(
            "SELECT n FROM listing WHERE type = 5 AND name <> '' AND substr(name, 1, 10) >= ?1
               AND (?2 = '' OR substr(name, 1, 10) <= ?2) ORDER BY name, n",
        )?
        .query_map([from, to], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    for n in found {
        visit(&record::by_number(connection, n)?)?;
    }
    Ok(())
}

/// Where an offer stands with the reviewers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// How likely it was judged not to be technological, in thousandths.
    pub score: Option<u16>,
    /// Whether it waits: as [`crate::filter::Query::review_queue`] finds it.
    pub waits: bool,
}

/// Where an offer stands on a day (`YYYY-MM-DD`).
///
/// # Errors
/// What SQLite says.
pub fn standing(connection: &Connection, offer: RecordId, today: &str) -> Result<Standing> {
    let published = listing::status_position(Some(OfferStatus::Published));
    Ok(connection
        .prepare_cached(
            "SELECT l.score, l.waits OR (l.status = ?3 AND EXISTS(SELECT 1 FROM verdict d WHERE d.offer = r.id AND d.due <= ?4))
             FROM record r CROSS JOIN listing l ON l.n = r.n WHERE r.type = ?1 AND r.id = ?2",
        )?
        .query_row(
            params![type_number(RecordType::Offer), offer.as_bytes(), published, today],
            |row| Ok(Standing { score: row.get(0)?, waits: row.get(1)? }),
        )
        .optional()?
        .unwrap_or_default())
}

/// The words of a name that say what it is about, the longest first.
fn telling(name: &str) -> Vec<String> {
    // The search index splits words of other letters in its own way.
    let mut words: Vec<String> = folded(name)
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| word.len() >= SHORTEST && word.is_ascii())
        .map(str::to_owned)
        .collect();
    words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    words.dedup();
    words
}

/// Offers of other organisations whose names share the most words with an
/// offer's, the closest first.
///
/// # Errors
/// What SQLite says.
pub fn similar(connection: &Connection, offer: &Stored, limit: usize) -> Result<Vec<Stored>> {
    let words = telling(fields::text(offer.effective(), "name"));
    let own: BTreeSet<&str> = words.iter().map(String::as_str).collect();
    let mut found: Vec<(usize, usize, i64)> = Vec::new();
    let mut seen = BTreeSet::from([offer.n]);
    // All words first, then one fewer each time: the shortest says the least.
    for count in (1..=words.len().min(6)).rev() {
        let Some(chosen) = words.get(..count) else {
            break;
        };
        let terms: Vec<String> = chosen.iter().map(|word| format!("\"{word}\"")).collect();
        let mut statement = connection.prepare_cached(
            "SELECT l.n, l.name FROM search JOIN listing l ON l.n = search.rowid
             WHERE search MATCH ?1 AND l.type = ?2 AND l.o <> ?3 LIMIT ?4",
        )?;
        let mut rows = statement.query(params![
            terms.join(" "),
            type_number(RecordType::Offer),
            offer.o,
            LOOKED_AT
        ])?;
        while let Some(row) = rows.next()? {
            let n: i64 = row.get(0)?;
            if !seen.insert(n) {
                continue;
            }
            let theirs = telling(row.get_ref(1)?.as_str().unwrap_or_default());
            let shared = theirs
                .iter()
                .filter(|word| own.contains(word.as_str()))
                .count();
            if shared > 0 {
                found.push((shared, theirs.len(), n));
            }
        }
        if found.len() >= limit {
            break;
        }
    }
    // As many shared words as can be, as few others as can be.
    found.sort_by_key(|(shared, all, n)| (std::cmp::Reverse(*shared), *all, *n));
    found
        .into_iter()
        .take(limit)
        .map(|(_, _, n)| record::by_number(connection, n))
        .collect()
}

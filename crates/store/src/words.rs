//! The words that records are found by, and writes of the search index, held
//! back until the transaction ends. The index takes rows in their order for next
//! to nothing, and out of order at the price of a merge each; edits and feeds
//! come in any order.

use crate::{Result, Transaction, listing, meta, record};
use edutracker_domain::{Language, Record, RecordType, codes::CodeList, record as fields};
use rusqlite::{Connection, params};
use serde_json::Value;
use std::{cell::RefCell, collections::BTreeMap};

/// The words a record is found by. A review has its own words here only: those
/// of its offer and of its organisation stand in their rows (see
/// [`crate::filter::Query::search`]), so that it is found by their present
/// names and no other record is read when it comes in.
pub(crate) fn of(kind: RecordType, record: &Record) -> String {
    let mut words = String::from(listing::name(kind, record));
    let more: &[&str] = match kind {
        RecordType::Offer => &["description", "website"],
        RecordType::Site => &["municipality", "postalCode"],
        RecordType::Contact => &["email", "function", "phone"],
        RecordType::Organisation => &["code", "website"],
        RecordType::Account => &["email"],
        RecordType::Review => &["from"],
    };
    let mut add = |text: &str| {
        words.push('\n');
        words.push_str(text);
    };
    for field in more {
        add(fields::text(record, field));
    }
    fields::members(record, "specialisations")
        .into_iter()
        .for_each(&mut add);
    if kind == RecordType::Review {
        let note = fields::get(record, "note").and_then(Value::as_object);
        note.into_iter()
            .flat_map(|note| note.values())
            .filter_map(Value::as_str)
            .for_each(&mut add);
        // Whoever looks for a reason does so in his language.
        for code in fields::members(record, "reasons") {
            add(code);
            if let Some(reason) = CodeList::ReviewReasons.find(code) {
                for language in Language::ALL {
                    add(reason.labels.get(*language));
                }
            }
        }
    }
    words
}

/// How the words of reviews in the index were made.
const MADE: &str = "review_words";
/// Grows when they are made otherwise.
const PRESENT: &str = "1";

/// Notes down that the words of reviews are made as [`of`] makes them.
pub(crate) fn note_made(tx: &Transaction<'_>) -> Result<()> {
    meta::set(tx, MADE, PRESENT)
}

/// Indexes the reviews again where an earlier version did.
pub(crate) fn renew(connection: &mut Connection) -> Result<()> {
    if meta::get(connection, MADE)?.as_deref() == Some(PRESENT) {
        return Ok(());
    }
    let tx = Transaction::begin(connection)?;
    let mut last = -1;
    loop {
        let reviews: Vec<(i64, String)> = tx
            .prepare_cached(
                "SELECT l.n, COALESCE(v.effective, r.mirror, '{}') FROM listing l JOIN record r ON r.n = l.n
                 LEFT JOIN overlay v ON v.n = l.n WHERE l.type = ?1 AND l.n > ?2 ORDER BY l.n LIMIT 1000",
            )?
            .query_map(
                params![record::type_number(RecordType::Review), last],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?
            .collect::<rusqlite::Result<_>>()?;
        let Some((n, _)) = reviews.last() else {
            break;
        };
        last = *n;
        for (n, text) in &reviews {
            let review: Record = serde_json::from_str(text)?;
            tx.words.replace(&tx, *n, of(RecordType::Review, &review))?;
        }
    }
    note_made(&tx)?;
    tx.commit()
}

/// What becomes of a record's words.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Change {
    /// The record was not in the index.
    Add(String),
    /// Its words change.
    Replace(String),
    /// It goes.
    Remove,
}

/// Rows held back at most: a bulk edit of everything stays small in memory.
const HELD: usize = 4_096;

/// The changes that are held back, by the record's number.
#[derive(Debug, Default)]
pub(crate) struct Words(RefCell<BTreeMap<i64, Change>>);

impl Words {
    /// The words of a record that is not in the index.
    pub(crate) fn add(&self, connection: &Connection, n: i64, words: String) -> Result<()> {
        self.hold(connection, n, Change::Add(words))
    }

    /// Other words of a record.
    pub(crate) fn replace(&self, connection: &Connection, n: i64, words: String) -> Result<()> {
        self.hold(connection, n, Change::Replace(words))
    }

    /// A record goes.
    pub(crate) fn remove(&self, connection: &Connection, n: i64) -> Result<()> {
        self.hold(connection, n, Change::Remove)
    }

    fn hold(&self, connection: &Connection, n: i64, change: Change) -> Result<()> {
        let full = {
            let mut held = self.0.borrow_mut();
            let next = match (held.remove(&n), change) {
                (Some(Change::Add(_)), Change::Remove) => None,
                (Some(Change::Add(_)), Change::Replace(words)) => Some(Change::Add(words)),
                // A number that was given free is used again.
                (Some(_), Change::Add(words)) => Some(Change::Replace(words)),
                (_, change) => Some(change),
            };
            if let Some(next) = next {
                held.insert(n, next);
            }
            held.len() >= HELD
        };
        if full { self.write(connection) } else { Ok(()) }
    }

    /// Writes what is held back, in the order of the numbers.
    pub(crate) fn write(&self, connection: &Connection) -> Result<()> {
        for (n, change) in std::mem::take(&mut *self.0.borrow_mut()) {
            if !matches!(change, Change::Add(_)) {
                connection
                    .prepare_cached("DELETE FROM search WHERE rowid = ?1")?
                    .execute([n])?;
            }
            if let Change::Add(words) | Change::Replace(words) = change {
                connection
                    .prepare_cached("INSERT INTO search(rowid, text) VALUES (?1, ?2)")?
                    .execute(params![n, words])?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_in_any_order_is_written_once_in_order() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch("CREATE VIRTUAL TABLE search USING fts5(text)")
            .unwrap();
        let found = |word: &str| {
            connection
                .prepare("SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid")
                .unwrap()
                .query_map([word], |row| row.get::<_, i64>(0))
                .unwrap()
                .collect::<rusqlite::Result<Vec<_>>>()
                .unwrap()
        };
        let words = Words::default();
        for n in [3, 1, 2] {
            words.add(&connection, n, format!("alpha w{n}")).unwrap();
        }
        words.remove(&connection, 2).unwrap();
        words.replace(&connection, 3, "beta".into()).unwrap();
        assert!(found("alpha").is_empty());
        words.write(&connection).unwrap();
        assert_eq!((found("alpha"), found("beta")), (vec![1], vec![3]));
        words.remove(&connection, 3).unwrap();
        words.add(&connection, 3, "gamma".into()).unwrap();
        words.replace(&connection, 1, "delta".into()).unwrap();
        words.write(&connection).unwrap();
        assert_eq!(found("alpha").len() + found("beta").len(), 0);
        assert_eq!((found("gamma"), found("delta")), (vec![3], vec![1]));
    }
}

//! Writes of the search index, held back until the transaction ends. The index
//! takes rows in their order for next to nothing, and out of order at the price
//! of a merge each; edits and feeds come in any order.

use crate::Result;
use rusqlite::{Connection, params};
use std::{cell::RefCell, collections::BTreeMap};

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

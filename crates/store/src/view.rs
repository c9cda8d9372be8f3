//! Ranked views: a filter and a sort fixed as a list of record numbers, so that
//! any window of rows is found without counting.

use crate::{Error, Result, filter::Query, order::Keys, record::RowNumber};
use edutracker_domain::RecordType;
use rusqlite::{Connection, params_from_iter};
use std::collections::BTreeMap;

/// Views kept open at once; the oldest goes when one more is opened.
const KEPT: usize = 12;

/// The open views of a cache: 8 bytes per row.
#[derive(Debug, Default)]
pub struct Views {
    last: u32,
    open: BTreeMap<u32, (RecordType, Vec<RowNumber>)>,
}

impl Views {
    /// Opens a view over records in the order of their ranks; answers its number.
    pub fn open(&mut self, kind: RecordType, numbers: Vec<RowNumber>) -> u32 {
        self.last += 1;
        self.open.insert(self.last, (kind, numbers));
        if self.open.len() > KEPT {
            self.open.pop_first();
        }
        self.last
    }

    /// Closes a view; one that is not open is fine.
    pub fn close(&mut self, view: u32) {
        self.open.remove(&view);
    }

    /// The type of a view's records.
    ///
    /// # Errors
    /// [`Error::NoView`].
    pub fn kind(&self, view: u32) -> Result<RecordType> {
        Ok(self.open.get(&view).ok_or(Error::NoView)?.0)
    }

    /// All numbers of a view, by rank.
    ///
    /// # Errors
    /// [`Error::NoView`].
    pub fn numbers(&self, view: u32) -> Result<&[RowNumber]> {
        Ok(&self.open.get(&view).ok_or(Error::NoView)?.1)
    }

    /// The numbers of a window, by rank from 0.
    ///
    /// # Errors
    /// [`Error::NoView`].
    pub fn window(&self, view: u32, from: u64, count: u64) -> Result<Vec<RowNumber>> {
        let numbers = self.numbers(view)?;
        let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(numbers.len());
        Ok(numbers[place(from)..place(from.saturating_add(count))].to_vec())
    }

    /// The rank of a record, from 0.
    ///
    /// # Errors
    /// [`Error::NoView`].
    pub fn rank(&self, view: u32, n: RowNumber) -> Result<Option<u64>> {
        Ok(self
            .numbers(view)?
            .iter()
            .position(|number| *number == n)
            .map(|at| at as u64))
    }
}

/// The numbers of all records that a query finds, in its order.
///
/// # Errors
/// What SQLite says.
pub fn all(connection: &Connection, query: &Query) -> Result<Vec<RowNumber>> {
    let (sql, parameters) = query.sql();
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query(params_from_iter(parameters))?;
    let order = query.order();
    let mut keys = Keys::default();
    let mut numbers = Vec::new();
    while let Some(row) = rows.next()? {
        if order.is_empty() {
            numbers.push(row.get(0)?);
        } else {
            keys.push(row, order)?;
        }
    }
    numbers.extend(keys.sorted());
    Ok(numbers)
}

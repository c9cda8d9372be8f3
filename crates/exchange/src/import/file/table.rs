//! A table as it stands in a file: rows with their numbers, cells with their kind.

use super::limits::FileLimits;
use edutracker_protocol::{ClientError, ErrorCode};
use std::borrow::Cow;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text, as it stands there.
    Text(Box<str>),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A day, `YYYY-MM-DD`, from a cell that is formatted as one.
    Day(Box<str>),
    /// A formula: never evaluated, its text is kept for the report.
    Formula(Box<str>),
}

impl Cell {
    /// A text, or nothing when it is empty.
    #[must_use]
    pub fn text(text: &str) -> Self {
        if text.is_empty() {
            Cell::Empty
        } else {
            Cell::Text(text.into())
        }
    }

    /// What a person sees in the cell; a formula shows nothing.
    #[must_use]
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty | Cell::Formula(_) => Cow::Borrowed(""),
            Cell::Text(text) | Cell::Day(text) => Cow::Borrowed(text),
            Cell::Number(number) => Cow::Owned(number.to_string()),
            Cell::Flag(flag) => Cow::Borrowed(if *flag { "1" } else { "0" }),
        }
    }

    /// Whether a person sees nothing in it and it computes nothing.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(text) => text.chars().all(|c| c.is_whitespace() || c == '\u{feff}'),
            _ => false,
        }
    }

    fn size(&self) -> usize {
        match self {
            Cell::Text(text) | Cell::Day(text) | Cell::Formula(text) => text.len(),
            _ => 0,
        }
    }
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Its number, from 1: of the record in a text file, of the row in a sheet.
    pub number: u32,
    /// Its cells; may be shorter than other rows.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell of a column; empty beyond the end.
    #[must_use]
    pub fn cell(&self, column: usize) -> &Cell {
        const NOTHING: &Cell = &Cell::Empty;
        self.cells.get(column).unwrap_or(NOTHING)
    }

    /// Whether all cells are blank.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }

    /// How many cells are not blank.
    #[must_use]
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_blank()).count()
    }
}

/// A table that is being read, held against the limits.
pub(super) struct Builder<'a> {
    rows: Vec<Row>,
    cells: usize,
    texts: usize,
    limits: &'a FileLimits,
}

impl<'a> Builder<'a> {
    pub fn new(limits: &'a FileLimits) -> Self {
        Self {
            rows: Vec::new(),
            cells: 0,
            texts: 0,
            limits,
        }
    }

    /// Puts a cell where it belongs. Rows and columns come in order, from 0.
    pub fn put(&mut self, row: usize, column: usize, cell: Cell) -> Result<(), ClientError> {
        if cell == Cell::Empty {
            return Ok(());
        }
        if column >= self.limits.columns {
            return Err(limit(ErrorCode::FileTooWide, self.limits.columns));
        }
        if row >= self.limits.rows {
            return Err(limit(ErrorCode::FileTooLong, self.limits.rows));
        }
        if cell.size() > self.limits.cell && cell.shown().chars().count() > self.limits.cell {
            return Err(limit(ErrorCode::FileCellTooLong, self.limits.cell));
        }
        while self.rows.len() <= row {
            let number = u32::try_from(self.rows.len() + 1).unwrap_or(u32::MAX);
            self.rows.push(Row {
                number,
                cells: Vec::new(),
            });
        }
        let cells = &mut self.rows[row].cells;
        if cells.len() <= column {
            self.cells += column + 1 - cells.len();
            cells.resize(column + 1, Cell::Empty);
        }
        self.texts += cell.size();
        cells[column] = cell;
        if self.cells > self.limits.cells || self.texts > self.limits.texts {
            return Err(limit(ErrorCode::FileTooLong, self.limits.cells));
        }
        Ok(())
    }

    /// The table, without blank rows at its end.
    pub fn finish(mut self) -> Vec<Row> {
        while self.rows.last().is_some_and(Row::is_blank) {
            self.rows.pop();
        }
        self.rows
    }
}

/// A refusal that names the limit.
pub(super) fn limit(code: ErrorCode, limit: usize) -> ClientError {
    ClientError::new(code).with("limit", limit)
}

//! Text with delimiters, as the spreadsheets of the country read it: UTF-8
//! with its mark, line ends of Windows, and no cell that is taken for a formula.

use super::{Item, Sink, cell::Cell, column::Columns};
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// Says that a text is UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What a spreadsheet may take for a formula, also behind spaces and signs that
/// take no room.
fn is_risky(text: &str) -> bool {
    let begins = |text: &str| {
        text.starts_with(['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠'])
    };
    begins(text)
        || begins(text.trim_start_matches(|c: char| {
            c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}')
        }))
}

/// A text that no spreadsheet takes for a formula: an apostrophe stands before
/// it. A text that looks guarded already gets one more, so that [`unguarded`]
/// always finds the text that was meant.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_risky(text.trim_start_matches('\'')) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text that was guarded: exactly one apostrophe goes.
#[must_use]
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_risky(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

/// A text as a quoted cell.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", guarded(text).replace('"', "\"\""))
}

/// A file of text with delimiters.
pub(super) struct Delimited<W> {
    columns: Columns,
    delimiter: char,
    out: W,
}

impl<W: Write> Delimited<W> {
    pub fn begin(columns: Columns, delimiter: char, mut out: W) -> io::Result<Self> {
        let headings: Vec<String> = columns
            .list
            .iter()
            .map(|column| quoted(&column.heading))
            .collect();
        let line = headings.join(&delimiter.to_string());
        write!(out, "{BYTE_ORDER_MARK}{line}\r\n")?;
        Ok(Self {
            columns,
            delimiter,
            out,
        })
    }
}

impl<W: Write> Sink for Delimited<W> {
    fn put(&mut self, item: &Item<'_>) -> io::Result<()> {
        for (at, cell) in self.columns.cells(item).iter().enumerate() {
            if at > 0 {
                write!(self.out, "{}", self.delimiter)?;
            }
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => self.out.write_all(quoted(text).as_bytes())?,
                Cell::Number(_) | Cell::Day(_) => {
                    self.out.write_all(cell.shown().as_bytes())?;
                }
            }
        }
        self.out.write_all(b"\r\n")
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_guarded_and_found_again() {
        for text in [
            "=1+1",
            "+32 9",
            "-",
            "@x",
            "\t=1",
            "\r=1",
            " =1",
            "\u{feff}=1",
            "＝1",
            "'=1",
            "''+1",
        ] {
            let cell = guarded(text);
            assert_eq!(cell, format!("'{text}"), "{text:?}");
            assert_eq!(unguarded(&cell), text);
        }
        for text in ["'s avonds", "1-2", "a=b", "'", "", "''"] {
            assert_eq!(guarded(text), text);
            assert_eq!(unguarded(text), text);
        }
        assert_eq!(quoted("=\"x\""), "\"'=\"\"x\"\"\"");
    }
}

//! Text with delimiters: which delimiter, and what stands between.
//!
//! A reader of its own, as files of people differ from the standard where
//! libraries are strict: an empty line is a record with a number, rows are
//! ragged, quotes stand in the middle of cells or are never closed.

use super::{
    limits::FileLimits,
    table::{Builder, Cell, Row},
};
use edutracker_protocol::ClientError;

/// Delimiters that are looked for; where two fit alike, the earlier one is taken.
pub const DELIMITERS: &[char] = &[';', '\t', ',', '|'];

/// How many records are tried with each delimiter.
const TRIED: usize = 300;

/// What was found out about the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    pub delimiter: char,
    pub line_ending: &'static str,
}

/// The records of a text.
struct Records<'a> {
    text: &'a str,
    delimiter: char,
    quotes: bool,
    /// Whether a quoted cell was still open at the end.
    open: bool,
}

impl<'a> Records<'a> {
    fn new(text: &'a str, delimiter: char, quotes: bool) -> Self {
        Self {
            text,
            delimiter,
            quotes,
            open: false,
        }
    }

    /// Calls `cell(record, column, text)` for each cell, `end(record)` after each record;
    /// either may stop it.
    fn each(
        &mut self,
        mut cell: impl FnMut(usize, usize, &str) -> Result<(), ClientError>,
        mut end: impl FnMut(usize) -> Result<bool, ClientError>,
    ) -> Result<(), ClientError> {
        let mut rest = self.text;
        let mut record = 0;
        let mut column = 0;
        let mut unquoted = String::new();
        while !rest.is_empty() || column > 0 {
            let start = rest.trim_start_matches(' ');
            let after = if self.quotes && start.starts_with('"') {
                unquoted.clear();
                let after = self.quoted(&start[1..], &mut unquoted);
                cell(record, column, &unquoted)?;
                after
            } else {
                let stop = rest
                    .find([self.delimiter, '\n', '\r'])
                    .unwrap_or(rest.len());
                cell(record, column, &rest[..stop])?;
                &rest[stop..]
            };
            rest = if let Some(next) = after.strip_prefix(self.delimiter) {
                column += 1;
                if !next.is_empty() {
                    rest = next;
                    continue;
                }
                next
            } else {
                after
                    .strip_prefix("\r\n")
                    .or_else(|| after.strip_prefix(['\n', '\r']))
                    .unwrap_or(after)
            };
            column = 0;
            if !end(record)? {
                return Ok(());
            }
            record += 1;
        }
        Ok(())
    }

    /// Reads a quoted cell into `out`; what follows it up to the delimiter belongs to it.
    fn quoted(&mut self, text: &'a str, out: &mut String) -> &'a str {
        let mut rest = text;
        loop {
            let Some(quote) = rest.find('"') else {
                self.open = true;
                out.push_str(rest);
                return "";
            };
            out.push_str(&rest[..quote]);
            rest = &rest[quote + 1..];
            if let Some(next) = rest.strip_prefix('"') {
                out.push('"');
                rest = next;
                continue;
            }
            let stop = rest
                .find([self.delimiter, '\n', '\r'])
                .unwrap_or(rest.len());
            out.push_str(rest[..stop].trim_end_matches(' '));
            return &rest[stop..];
        }
    }
}

fn line_ending(text: &str) -> &'static str {
    match text.find(['\r', '\n']) {
        Some(at) if text[at..].starts_with("\r\n") => "CRLF",
        Some(at) if text[at..].starts_with('\r') => "CR",
        _ => "LF",
    }
}

/// The first line of Excel that names the delimiter (`sep=;`), and the text after it.
fn announced(text: &str) -> Option<(char, &str)> {
    let line = text.lines().next()?;
    let delimiter = line.strip_prefix("sep=")?.chars().next()?;
    let after = text[line.len()..]
        .strip_prefix("\r\n")
        .or_else(|| text[line.len()..].strip_prefix(['\n', '\r']))
        .unwrap_or_default();
    Some((delimiter, after))
}

/// How well a delimiter fits: many cells, as many in each record.
fn fit(text: &str, delimiter: char) -> f64 {
    let mut widths: Vec<usize> = Vec::new();
    let mut width = 0;
    let mut filled = false;
    let mut seen = Vec::new();
    let mut records = Records::new(text, delimiter, true);
    let outcome = records.each(
        |record, column, cell| {
            seen.push((record, column, !cell.trim().is_empty()));
            Ok(())
        },
        |record| Ok(record + 1 < TRIED),
    );
    if outcome.is_err() {
        return 0.0;
    }
    let mut current = 0;
    for (record, column, cell) in seen {
        if record != current {
            if filled {
                widths.push(width);
            }
            (current, filled) = (record, false);
        }
        width = column + 1;
        filled |= cell;
    }
    if filled {
        widths.push(width);
    }
    let Some(usual) = usual(&widths) else {
        return 0.0;
    };
    let alike = widths.iter().filter(|width| **width == usual).count();
    let share = alike as f64 / widths.len() as f64;
    share * (usual as f64).ln()
}

/// The width that most records have.
fn usual(widths: &[usize]) -> Option<usize> {
    let mut sorted = widths.to_vec();
    sorted.sort_unstable();
    sorted
        .chunk_by(|a, b| a == b)
        .max_by_key(|chunk| chunk.len())
        .map(|chunk| chunk[0])
}

/// Reads the records of a text.
///
/// # Errors
/// When the table is larger than the limits, or `go_on` says no.
pub(super) fn read(
    text: &str,
    chosen: Option<char>,
    limits: &FileLimits,
    go_on: &mut dyn FnMut(f64) -> Result<(), ClientError>,
) -> Result<(Vec<Row>, Shape), ClientError> {
    let announced = announced(text);
    let body = announced.map_or(text, |(_, body)| body);
    let delimiter = chosen
        .or(announced.map(|(delimiter, _)| delimiter))
        .unwrap_or_else(|| {
            let mut best = (',', 0.0);
            for delimiter in DELIMITERS {
                let fit = fit(body, *delimiter);
                if fit > best.1 + 1e-9 {
                    best = (*delimiter, fit);
                }
            }
            best.0
        });
    let line_ending = line_ending(text);
    let shape = Shape {
        delimiter,
        line_ending,
    };
    // A quote that is never closed is a sign like any other.
    let mut probe = Records::new(body, delimiter, true);
    probe.each(|_, _, _| Ok(()), |_| Ok(true))?;
    let quotes = !probe.open;
    let mut builder = Builder::new(limits);
    let mut records = Records::new(body, delimiter, quotes);
    let length = body.len().max(1) as f64;
    let mut done = 0_usize;
    let mut told = 0;
    records.each(
        |record, column, cell| {
            done += cell.len() + 1;
            if record >= told + 1_000 {
                told = record;
                go_on((done as f64 / length).min(1.0))?;
            }
            // A column that is always empty still counts for the width.
            if column >= limits.columns {
                return Err(super::table::limit(
                    edutracker_protocol::ErrorCode::FileTooWide,
                    limits.columns,
                ));
            }
            builder.put(
                record,
                column,
                Cell::text(&cell.replace("\r\n", "\n").replace('\r', "\n")),
            )
        },
        |_| Ok(true),
    )?;
    Ok((builder.finish(), shape))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> (Vec<Vec<String>>, char) {
        let (rows, shape) = read(text, None, &FileLimits::default(), &mut |_| Ok(())).unwrap();
        let cells = |row: &Row| {
            row.cells
                .iter()
                .map(|cell| cell.shown().into_owned())
                .collect()
        };
        (rows.iter().map(cells).collect(), shape.delimiter)
    }

    #[test]
    fn quotes_line_breaks_and_empty_lines() {
        let (rows, delimiter) =
            table("a;b;c\r\n\"x;\r\ny\";\"he said \"\"no\"\"\";\r\n\r\n1;2 \"inch\";3");
        assert_eq!(delimiter, ';');
        assert_eq!(rows[1], ["x;\ny", "he said \"no\""]);
        assert!(rows[2].is_empty());
        assert_eq!(rows[3], ["1", "2 \"inch\"", "3"]);
    }

    #[test]
    fn a_quote_that_is_never_closed_swallows_nothing() {
        let (rows, _) = table("naam,maat\n\"5 duim,3\nrest,4\n");
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[2], ["rest", "4"]);
    }

    #[test]
    fn the_delimiter_is_the_one_that_makes_even_records() {
        assert_eq!(table("Titel\n\nnaam\tvorm\nA, b\tx; y\nC\tz\n").1, '\t');
        assert_eq!(table("naam,vorm\n\"A; b\",x\nC,\"y; z\"\n").1, ',');
        assert_eq!(table("sep=|\na|b;c;d\n").1, '|');
        assert_eq!(table("one\ntwo\n").1, ',');
    }
}

//! Where the table is: titles above, one or two rows of headings, rows of
//! data, totals and notes below.

use super::headings::{self, Heading};
use crate::import::{
    file::{Cell, Row},
    values,
    vocabulary::vocabulary,
    words,
};
use edutracker_domain::text;
use std::collections::BTreeSet;

/// How far down the headings are looked for.
const DEPTH: usize = 40;

/// Where what stands; all numbers are positions in the rows, from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Area {
    /// Rows with text above the headings.
    pub titles: Vec<usize>,
    /// The rows of headings: none, one or two.
    pub headers: Vec<usize>,
    /// The first row of data.
    pub first: usize,
    /// One after the last row of data.
    pub end: usize,
    /// Rows among and below the data that are none: totals, notes, repeated headings.
    pub ignored: Vec<usize>,
    /// What stands over each column.
    pub headings: Vec<Heading>,
}

/// Whether a cell could not be a heading: an address, a number, a day, a mark.
fn is_value(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => false,
        Cell::Text(text) => {
            let text = text.trim();
            text::is_email(text)
                || text.len() > 60
                || text.parse::<f64>().is_ok()
                || text.starts_with("http")
                || values::day(cell).is_some()
        }
        _ => true,
    }
}

fn text(row: &Row, column: usize) -> String {
    row.cell(column)
        .shown()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// How well a row would do as headings: one for each field it names.
fn worth(row: &Row) -> f64 {
    let mut seen = BTreeSet::new();
    let mut score = 0.0;
    for column in 0..row.cells.len() {
        if is_value(row.cell(column)) {
            score -= 0.5;
            continue;
        }
        let heading = Heading {
            group: String::new(),
            own: text(row, column),
        };
        if let Some(best) = headings::guesses(&heading).first()
            && seen.insert(best.field)
        {
            score += best.score.min(1.0);
        }
    }
    score
}

/// The headings of a row, under the groups of the row above it. A group
/// reaches to the next one, as merged cells do.
fn combined(upper: Option<&Row>, lower: &Row, width: usize) -> Vec<Heading> {
    let mut group = String::new();
    (0..width)
        .map(|column| {
            let own = lower.cell(column).shown().into_owned();
            if let Some(upper) = upper {
                let above = text(upper, column);
                if !above.is_empty() {
                    group = above;
                }
            }
            if own.trim().is_empty() {
                // A heading that reaches over both rows; nothing hangs under a group without a column.
                let above = upper.map(|upper| text(upper, column)).unwrap_or_default();
                return Heading {
                    group: String::new(),
                    own: above,
                };
            }
            Heading {
                group: group.clone(),
                own,
            }
        })
        .collect()
}

/// Whether a row stands over another as its groups.
fn is_group_row(upper: &Row, lower: &Row) -> bool {
    upper.filled() >= 2
        && upper.filled() <= lower.filled()
        && !upper.cells.iter().any(is_value)
        && worth(lower) > 1.0
}

fn is_total(row: &Row) -> bool {
    let v = vocabulary();
    let first = row.cells.iter().find(|cell| !cell.is_blank());
    let Some(first) = first.map(Cell::shown) else {
        return false;
    };
    let folded = words::fold(&first);
    let (one, two) = {
        let mut parts = folded.split(' ');
        let one = parts.next().unwrap_or_default().to_owned();
        let two = format!("{one}{}", parts.next().unwrap_or_default());
        (one, two)
    };
    // `Programmes: 12`
    let counts = |text: &str| {
        let number = text
            .rsplit_once([':', '='])
            .map(|(_, number)| number.trim());
        number.is_some_and(|n| !n.is_empty() && n.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if row.filled() == 1 && counts(&first) {
        return true;
    }
    row.filled() <= 3
        && (v.totals.contains(&one)
            && (first.contains(':') || row.filled() > 1 || folded.split(' ').count() <= 3)
            || v.totals.contains(&two))
}

fn is_note(row: &Row) -> bool {
    let mut filled = row.cells.iter().filter(|cell| !cell.is_blank());
    let (Some(first), true) = (filled.next(), row.filled() <= 2) else {
        return false;
    };
    let shown = first.shown();
    let shown = shown.trim();
    if shown.starts_with(['*', '(', '¹', '†', '#', '©']) {
        return true;
    }
    let lead = shown.split([':', '=']).next().unwrap_or_default();
    lead.len() < shown.len() && vocabulary().footnotes.contains(&words::key(lead))
        || shown.split_whitespace().next().is_some_and(|word| {
            vocabulary().footnotes.contains(&words::key(word))
                && shown.split_whitespace().count() > 2
                && row.filled() == 1
                && word.len() > 2
        })
}

impl Area {
    /// Finds the table.
    #[must_use]
    pub fn find(rows: &[Row], told: Option<&[usize]>) -> Self {
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let mut area = Self::default();
        match told {
            Some(headers) => {
                area.headers = headers
                    .iter()
                    .copied()
                    .filter(|at| *at < rows.len())
                    .collect()
            }
            None => area.headers = find_headers(rows),
        }
        area.first = area.headers.last().map_or(0, |last| last + 1);
        let top = area.headers.first().copied().unwrap_or(0);
        area.titles = (0..top).filter(|at| !rows[*at].is_blank()).collect();
        area.headings = match area.headers.as_slice() {
            [] => vec![Heading::default(); width],
            [one] => combined(None, &rows[*one], width),
            [upper, .., lower] => combined(Some(&rows[*upper]), &rows[*lower], width),
        };
        area.end = rows.len();
        area.trim(rows);
        area
    }

    /// Leaves out what is no data at the end and in between.
    fn trim(&mut self, rows: &[Row]) {
        let columns = self
            .headings
            .iter()
            .filter(|heading| !heading.own.trim().is_empty())
            .count();
        while self.end > self.first {
            let row = &rows[self.end - 1];
            // One lonely cell below an empty row belongs to no table of several columns.
            let lonely = columns >= 4
                && row.filled() == 1
                && self.end >= 2
                && (rows[self.end - 2].is_blank() || self.ignored.contains(&self.end));
            if row.is_blank() {
                self.end -= 1;
            } else if is_total(row) || (columns >= 3 && is_note(row)) || lonely {
                self.end -= 1;
                self.ignored.push(self.end);
            } else {
                break;
            }
        }
        let headers: Vec<&Row> = self.headers.iter().map(|at| &rows[*at]).collect();
        let data = rows.iter().enumerate().take(self.end).skip(self.first);
        for (at, row) in data {
            let repeated = headers.iter().any(|header| {
                row.filled() > 1
                    && row.filled() == header.filled()
                    && (0..row.cells.len())
                        .all(|c| words::key(&text(row, c)) == words::key(&text(header, c)))
            });
            if repeated || (columns >= 4 && is_total(row)) {
                self.ignored.push(at);
            }
        }
        self.ignored.sort_unstable();
    }
}

fn find_headers(rows: &[Row]) -> Vec<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (at, row) in rows.iter().enumerate().take(DEPTH) {
        let filled = row.filled();
        if filled == 0
            || (filled == 1
                && rows.len() > 1
                && rows.iter().take(DEPTH).any(|row| row.filled() > 1))
        {
            continue;
        }
        // Rows further down have to be clearly better.
        let score = worth(row) - 0.02 * at as f64;
        if best.is_none_or(|(_, other)| score > other + 1e-9) {
            best = Some((at, score));
        }
        // Behind a row that names several fields only its columns can follow.
        if best.is_some_and(|(best, score)| score >= 3.0 && at >= best + 3) {
            break;
        }
    }
    let Some((at, score)) = best.filter(|(_, score)| *score >= 0.9) else {
        return Vec::new();
    };
    if at > 0 && is_group_row(&rows[at - 1], &rows[at]) {
        return vec![at - 1, at];
    }
    // The better row may be that of the groups, where the columns speak in short forms.
    if let Some(next) = rows.get(at + 1) {
        let below = worth(next);
        let under = next.filled() > rows[at].filled() || below > score * 0.6;
        if is_group_row(&rows[at], next) && under && below > 1.5 {
            return vec![at, at + 1];
        }
    }
    vec![at]
}

//! Cleaning texts: misread letters, quotation marks, spaces, what looks like a formula.

use super::Judge;
use crate::import::{field::Field, file::Cell, report::RemarkCode, values, words};
use serde_json::Value;

/// Whether a text runs over several lines, and whether it may begin like a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// One line.
    Line,
    /// Several lines.
    Lines,
    /// A telephone number: may begin with a plus.
    Phone,
}

/// Marks that stand around a whole value.
const QUOTES: &[(char, char)] = &[
    ('"', '"'),
    ('“', '”'),
    ('„', '“'),
    ('„', '”'),
    ('«', '»'),
    ('‘', '’'),
    ('\'', '\''),
];

impl<'a> Judge<'a> {
    /// What a person put in the place of the row's cells of a field.
    pub(super) fn told(&self, field: Field) -> Option<&'a str> {
        let decision = self.understanding.decisions.get(&self.row.number)?;
        decision.values.get(&field).map(String::as_str)
    }

    /// The first cell of a field that holds something.
    pub(super) fn cell(&mut self, field: Field) -> Cell {
        if let Some(told) = self.told(field) {
            return Cell::text(told);
        }
        let mut formula = None;
        let mut found = Cell::Empty;
        for column in self.understanding.columns_of(field) {
            match self.row.cell(column) {
                Cell::Formula(text) => formula = Some(text.clone()),
                cell if !cell.is_blank() => {
                    found = cell.clone();
                    break;
                }
                _ => {}
            }
        }
        if let Some(text) = formula {
            self.warn(RemarkCode::FormulaCell, field, &text);
        }
        found
    }

    /// All texts of the cells of a field, with misread letters repaired.
    pub(super) fn texts(&mut self, field: Field) -> Vec<String> {
        if let Some(told) = self.told(field) {
            return vec![told.to_owned()];
        }
        let columns: Vec<usize> = self.understanding.columns_of(field).collect();
        let mut out = Vec::new();
        for column in columns {
            match self.row.cell(column) {
                Cell::Formula(text) => {
                    let text = text.clone();
                    self.warn(RemarkCode::FormulaCell, field, &text);
                }
                cell if cell.is_blank() => {}
                cell => {
                    let text = cell.shown().into_owned();
                    out.push(self.repaired(field, text));
                }
            }
        }
        out
    }

    fn repaired(&mut self, field: Field, text: String) -> String {
        match words::repaired(&text) {
            Some(repaired) => {
                self.warn(RemarkCode::Mojibake, field, &text);
                repaired
            }
            None => text,
        }
    }

    /// The text of a field, cleaned; `None` when nothing stands there.
    pub(super) fn clean(&mut self, field: Field, form: Form) -> Option<String> {
        let cell = self.cell(field);
        if cell.is_blank() {
            return None;
        }
        self.cleaned(field, form, cell.shown().into_owned())
    }

    /// A text of a field, cleaned.
    pub(super) fn cleaned(&mut self, field: Field, form: Form, raw: String) -> Option<String> {
        let text = self.repaired(field, raw.clone());
        let mut trimmed = text.trim_matches(is_space).to_owned();
        if trimmed != text {
            self.warn(RemarkCode::Trimmed, field, &raw);
        }
        if let Some(inner) = unquoted(&trimmed) {
            self.warn(RemarkCode::QuotesRemoved, field, &trimmed);
            trimmed = inner;
        }
        if form != Form::Lines {
            let one_line = trimmed
                .split(is_space)
                .filter(|word| !word.is_empty())
                .collect::<Vec<_>>()
                .join(" ");
            if one_line != trimmed {
                self.warn(RemarkCode::Whitespace, field, &raw);
                trimmed = one_line;
            }
        }
        let nothing = if field == Field::Name {
            !trimmed.chars().any(char::is_alphanumeric)
        } else {
            values::is_nothing(&trimmed)
        };
        if nothing {
            return None;
        }
        if form != Form::Phone && trimmed.starts_with(['=', '+', '-', '@']) {
            self.warn(RemarkCode::FormulaText, field, &trimmed);
        }
        Some(trimmed)
    }

    /// Puts a text of limited length; a longer one waits for a person, uncut.
    pub(super) fn put(&mut self, field: Field, text: Option<String>, limit: usize) {
        if let Some(text) = &text
            && edutracker_domain::text::count(text) > limit
        {
            self.fail(RemarkCode::TextTooLong, field, text);
        }
        self.set(field, text.map_or(Value::Null, Value::String));
    }
}

/// Spaces of all kinds, and signs that take no room.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}')
}

/// The text within quotation marks that stand around the whole of it.
fn unquoted(text: &str) -> Option<String> {
    let mut chars = text.chars();
    let (first, last) = (chars.next()?, chars.next_back()?);
    let inner = chars.as_str();
    (QUOTES.contains(&(first, last)) && !inner.contains([first, last]) && !inner.trim().is_empty())
        .then(|| inner.trim_matches(is_space).to_owned())
}

//! Changes as a file for people: one line for each field of each record, with
//! what it was and what it becomes.

use super::{
    Format,
    cell::{self, Cell, Words},
    delimited, json,
};
use edutracker_domain::{Record, RecordType, field, record as fields};
use edutracker_i18n::Texts;
use edutracker_protocol::command::PendingRecord;
use rust_xlsxwriter::{Format as Look, FormatAlign, Workbook, XlsxError};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    io::{self, Write},
};

/// The columns, by the end of the key of their heading.
const COLUMNS: [&str; 9] = [
    "type",
    "record",
    "organisation",
    "op",
    "field",
    "before",
    "after",
    "id",
    "code",
];
/// How wide each is in a workbook, in signs.
const WIDTHS: [f64; 9] = [16.0, 44.0, 14.0, 12.0, 24.0, 48.0, 48.0, 14.0, 14.0];

/// A file of changes that takes one record after the other.
pub struct Changes<W> {
    texts: Texts,
    words: BTreeMap<RecordType, Words>,
    lines: u32,
    kind: Kind,
    out: W,
}

enum Kind {
    Book(Box<Workbook>, Look),
    Text(char),
    Json,
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

impl<W: Write + Send> Changes<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// What the disk says; [`io::ErrorKind::InvalidInput`] for a kind of file that
    /// changes cannot be.
    pub fn begin(format: Format, delimiter: char, texts: Texts, mut out: W) -> io::Result<Self> {
        let headings: Vec<String> = COLUMNS
            .iter()
            .map(|name| said(&texts, &format!("changes-file-{name}")))
            .collect();
        let kind = match format {
            Format::Xlsx => book(&headings, &texts).map_err(failed)?,
            Format::Csv => {
                write!(out, "{}", delimited::BYTE_ORDER_MARK)?;
                line(&mut out, delimiter, headings.iter().map(String::as_str))?;
                Kind::Text(delimiter)
            }
            Format::Json => {
                out.write_all(b"[")?;
                Kind::Json
            }
            Format::Pdf => return Err(io::Error::new(io::ErrorKind::InvalidInput, "format")),
        };
        Ok(Self {
            texts,
            words: BTreeMap::new(),
            lines: 0,
            kind,
            out,
        })
    }

    /// Adds the changes of a record.
    ///
    /// # Errors
    /// What the disk says.
    pub fn put(&mut self, record: &PendingRecord) -> io::Result<()> {
        for change in &record.changes {
            self.lines += 1;
            if matches!(self.kind, Kind::Json) {
                let value = |value: &Value| json::value(record.kind, &change.field, value);
                let object = json!({
                    "id": record.id, "type": record.kind, "organisation": record.organisation,
                    "heading": record.heading, "op": record.op, "field": change.field,
                    "before": value(&change.before), "after": value(&change.after),
                });
                let comma = if self.lines > 1 { "," } else { "" };
                write!(self.out, "{comma}\n{object}")?;
                continue;
            }
            let before = self.read(record, &change.field, &change.before);
            let after = self.read(record, &change.field, &change.after);
            let cells = [
                said(&self.texts, &format!("type-{}", record.kind)),
                record.heading.clone(),
                record.organisation.clone(),
                said(&self.texts, &format!("changes-op-{}", record.op)),
                label(&self.texts, &change.field),
                before,
                after,
                record.id.to_string(),
                change.field.clone(),
            ];
            match &mut self.kind {
                Kind::Text(delimiter) => {
                    line(&mut self.out, *delimiter, cells.iter().map(String::as_str))?;
                }
                Kind::Book(book, look) => {
                    let sheet = book.worksheet_from_index(0).map_err(failed)?;
                    for (at, cell) in (0_u16..).zip(&cells) {
                        sheet
                            .write_string_with_format(self.lines, at, &*cell::plain(cell), look)
                            .map_err(failed)?;
                    }
                }
                Kind::Json => {}
            }
        }
        Ok(())
    }

    /// A value as people read it.
    fn read(&mut self, record: &PendingRecord, name: &str, value: &Value) -> String {
        let Some(known) = field::field(record.kind, name) else {
            return value.as_str().unwrap_or_default().to_owned();
        };
        let words = self
            .words
            .entry(record.kind)
            .or_insert_with(|| Words::of(record.kind, &self.texts));
        if value.is_null() {
            return String::new();
        }
        let mut alone = Record::new();
        fields::put(&mut alone, name, value.clone());
        match cell::read(known, &alone, &record.names, words) {
            Cell::Empty => String::new(),
            cell => cell.shown().into_owned(),
        }
    }

    /// Writes what is left; answers how many lines there are.
    ///
    /// # Errors
    /// What the disk says.
    pub fn finish(mut self) -> io::Result<u64> {
        match &mut self.kind {
            Kind::Json => self.out.write_all(b"\n]\n")?,
            Kind::Text(_) => {}
            Kind::Book(book, _) => {
                let last = u16::try_from(COLUMNS.len() - 1).unwrap_or(u16::MAX);
                let sheet = book.worksheet_from_index(0).map_err(failed)?;
                sheet.autofilter(0, 0, self.lines, last).map_err(failed)?;
                book.save_to_writer(&mut self.out).map_err(failed)?;
            }
        }
        self.out.flush()?;
        Ok(u64::from(self.lines))
    }
}

fn said(texts: &Texts, key: &str) -> String {
    texts.find(key, &[]).unwrap_or_else(|| key.to_owned())
}

/// What a field is called: the same text in three languages names its own.
fn label(texts: &Texts, name: &str) -> String {
    said(texts, &format!("field-{}", name.replace('.', "-")))
}

fn line<'a>(
    out: &mut impl Write,
    delimiter: char,
    cells: impl Iterator<Item = &'a str>,
) -> io::Result<()> {
    let cells: Vec<String> = cells.map(delimited::quoted).collect();
    write!(out, "{}\r\n", cells.join(&delimiter.to_string()))
}

fn book(headings: &[String], texts: &Texts) -> Result<Kind, XlsxError> {
    let heading = Look::new().set_bold().set_text_wrap();
    let look = Look::new()
        .set_num_format("@")
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .set_name(said(texts, "shell-nav-changes"))?
        .set_freeze_panes(1, 0)?
        .set_landscape();
    for ((at, text), width) in (0_u16..).zip(headings).zip(WIDTHS) {
        sheet.set_column_width(at, width)?;
        sheet.write_string_with_format(0, at, text, &heading)?;
    }
    Ok(Kind::Book(Box::new(book), look))
}

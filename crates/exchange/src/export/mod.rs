//! Records as files, one after the other: nothing but the cards of a PDF is
//! held in memory.
//!
//! * [`column`]: which columns there are and what they are called;
//! * [`cell`]: a value as a cell;
//! * [`changes`]: what was edited and not sent, field by field;
//! * [`mark`]: what a row said when it was exported;
//! * `delimited`, `json`, `workbook`, `cards`: the kinds of file.

mod cards;
pub mod cell;
pub mod changes;
pub mod column;
pub mod delimited;
pub mod json;
pub mod mark;
mod workbook;

pub use cards::figures;
use column::Columns;
use edutracker_domain::{Language, Record, RecordType, text_enum};
use edutracker_i18n::Texts;
use edutracker_protocol::command::Row;
use std::{
    io::{self, Write},
    path::PathBuf,
};

text_enum! {
    /// A kind of file.
    Format, "format" {
        /// A workbook of Excel since 2007.
        Xlsx = "xlsx",
        /// Text with delimiters.
        Csv = "csv",
        /// One JSON array with an object per record.
        Json = "json",
        /// Cards as EduTracker shows them; of offers only.
        Pdf = "pdf",
    }
}

/// A record with what people want to read beside it.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    /// The record.
    pub row: &'a Row,
    /// The contact of an offer.
    pub contact: Option<&'a Record>,
    /// The name of its organisation.
    pub organisation: &'a str,
}

/// What a file shall be.
#[derive(Debug, Clone)]
pub struct Wish<'a> {
    /// The kind of file.
    pub format: Format,
    /// The type of its records.
    pub kind: RecordType,
    /// The columns in their order, by field (or `state`, `status`); `None`: all.
    pub columns: Option<&'a [String]>,
    /// The language of headings, labels and cards.
    pub language: Language,
    /// What stands between the cells of a text.
    pub delimiter: char,
    /// The day, `YYYY-MM-DD`, for the cards.
    pub today: &'a str,
    /// A folder for what has to be put aside while a workbook grows.
    pub scratch: PathBuf,
}

/// A file that takes one record after the other.
pub trait Sink {
    /// Adds a record.
    ///
    /// # Errors
    /// What the disk says.
    fn put(&mut self, item: &Item<'_>) -> io::Result<()>;

    /// Writes what is left.
    ///
    /// # Errors
    /// What the disk says.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// Begins a file.
///
/// # Errors
/// What the disk says; [`io::ErrorKind::InvalidInput`] names a column that there is not, or
/// `format` for cards of something else than offers.
pub fn begin<W: Write + Send + 'static>(wish: &Wish<'_>, out: W) -> io::Result<Box<dyn Sink>> {
    let texts = Texts::new(wish.language);
    let columns = || Columns::of(wish.kind, wish.columns, &texts).map_err(invalid);
    Ok(match wish.format {
        Format::Csv => Box::new(delimited::Delimited::begin(
            columns()?,
            wish.delimiter,
            out,
        )?),
        Format::Xlsx => Box::new(workbook::Workbook::begin(
            columns()?,
            &texts,
            &wish.scratch,
            out,
        )?),
        Format::Json => Box::new(json::Json::begin(out)?),
        Format::Pdf if wish.kind == RecordType::Offer => {
            Box::new(cards::Cards::begin(texts, wish.today, out)?)
        }
        Format::Pdf => return Err(invalid("format".to_owned())),
    })
}

fn invalid(what: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, what)
}

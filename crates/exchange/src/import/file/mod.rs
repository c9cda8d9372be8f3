//! From the bytes of a file to a table, under limits of memory and time.

mod archive;
mod claims;
mod delimited;
mod encoding;
mod limits;
mod records;
mod sniff;
mod table;
mod workbook;

pub use delimited::DELIMITERS;
pub use encoding::ENCODINGS;
pub use limits::FileLimits;
pub use sniff::Format;
pub use table::{Cell, Row};

use edutracker_protocol::{ClientError, ErrorCode};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a person says about a file instead of what would be found out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The encoding of a text, one of [`ENCODINGS`].
    pub encoding: Option<String>,
    /// The delimiter of a text.
    pub delimiter: Option<char>,
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SheetFacts {
    /// Its name.
    pub name: String,
    /// Whether the workbook hides it.
    pub hidden: bool,
}

/// What was found out about a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileFacts {
    /// What it is.
    pub format: Format,
    /// The encoding of a text.
    pub encoding: Option<&'static str>,
    /// The delimiter of a text.
    pub delimiter: Option<char>,
    /// The line ends of a text: `LF`, `CRLF` or `CR`.
    pub line_ending: Option<&'static str>,
    /// The sheet that was read.
    pub sheet: Option<String>,
    /// All sheets.
    pub sheets: Vec<SheetFacts>,
    /// The file's SHA-256, hexadecimal.
    pub sha256: String,
}

/// A file that was read.
#[derive(Debug, Clone)]
pub struct Table {
    /// About the file.
    pub facts: FileFacts,
    /// All its rows, blank ones among them.
    pub rows: Vec<Row>,
}

/// Called while a file is read with the share that is done, 0 to 1; an error stops it.
pub type Progress<'a> = dyn FnMut(f64) -> Result<(), ClientError> + 'a;

/// Reads a file.
///
/// # Errors
/// When it is no spreadsheet, breaks a limit, or `go_on` stops it.
pub fn read(
    bytes: &[u8],
    options: &ReadOptions,
    limits: &FileLimits,
    go_on: &mut Progress<'_>,
) -> Result<Table, ClientError> {
    const MEGABYTE: usize = 1_000_000;
    if bytes.len() > limits.workbook {
        return Err(
            ClientError::new(ErrorCode::FileTooLarge).with("limit", limits.workbook / MEGABYTE)
        );
    }
    let mut format = sniff::format(bytes)?;
    if format == Format::Xlsx {
        format = archive::examine(bytes, limits, go_on)?;
    }
    let mut facts = FileFacts {
        format,
        encoding: None,
        delimiter: None,
        line_ending: None,
        sheet: None,
        sheets: Vec::new(),
        sha256: Sha256::digest(bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect(),
    };
    let sheet = options.sheet.as_deref();
    let rows = match format {
        Format::Csv => {
            if bytes.len() > limits.text {
                return Err(
                    ClientError::new(ErrorCode::FileTooLarge).with("limit", limits.text / MEGABYTE)
                );
            }
            let (text, encoding) = encoding::decode(bytes, options.encoding.as_deref())?;
            let (rows, shape) = delimited::read(&text, options.delimiter, limits, go_on)?;
            facts.encoding = Some(encoding);
            facts.delimiter = Some(shape.delimiter);
            facts.line_ending = Some(shape.line_ending);
            rows
        }
        Format::Xlsx | Format::Xls | Format::Ods => {
            // The reader of old workbooks stumbles over some wrong bytes: that is
            // a damaged file, and nothing of ours is half done in here.
            let opened = catch_unwind(AssertUnwindSafe(|| match format {
                Format::Xls => workbook::xls(bytes, sheet, limits, go_on),
                Format::Ods => workbook::ods(bytes, sheet, limits, go_on),
                _ => workbook::xlsx(bytes, sheet, limits, go_on),
            }))
            .unwrap_or_else(|_| {
                Err(ClientError::new(ErrorCode::FileDamaged).with("format", format.name()))
            })?;
            facts.sheet = Some(opened.sheet);
            facts.sheets = opened.sheets;
            opened.rows
        }
    };
    if rows.is_empty() {
        return Err(ErrorCode::FileEmpty.into());
    }
    Ok(Table { facts, rows })
}

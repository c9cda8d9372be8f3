//! What a file is, by what it holds: its name proves nothing.

use edutracker_protocol::{ClientError, ErrorCode};
use serde::{Deserialize, Serialize};

/// What a readable file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Text with delimiters.
    Csv,
    /// A workbook of Excel since 2007.
    Xlsx,
    /// A workbook of Excel before 2007.
    Xls,
    /// An OpenDocument spreadsheet.
    Ods,
}

impl Format {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Csv => "CSV",
            Format::Xlsx => "XLSX",
            Format::Xls => "XLS",
            Format::Ods => "ODS",
        }
    }
}

/// What other files begin with, and what they are called.
const OTHERS: &[(&[u8], &str)] = &[
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x7fELF", "ELF"),
    (b"MZ", "EXE"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7Z"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite"),
];

/// The header of a compound file: old Excel, and anything that is encrypted.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

fn other(found: &str) -> ClientError {
    ClientError::new(ErrorCode::FileNotASpreadsheet).with("found", found)
}

fn contains(bytes: &[u8], text: &str) -> bool {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wide.len()).any(|window| window == wide)
}

/// What the bytes are.
///
/// # Errors
/// When they are no spreadsheet, or one that is closed with a password.
pub(super) fn format(bytes: &[u8]) -> Result<Format, ClientError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ErrorCode::FileEmpty.into());
    }
    if bytes.starts_with(b"PK") {
        // Which packed format it is shows in its list of parts.
        return Ok(Format::Xlsx);
    }
    if bytes.starts_with(COMPOUND) {
        if contains(bytes, "EncryptedPackage") {
            return Err(ErrorCode::FileProtected.into());
        }
        if contains(bytes, "Workbook") || contains(bytes, "Book") {
            return Ok(Format::Xls);
        }
        return Err(other("DOC"));
    }
    if let Some((_, name)) = OTHERS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(other(name));
    }
    let head: Vec<u8> = bytes
        .iter()
        .copied()
        .filter(|byte| *byte != 0)
        .take(2_000)
        .collect();
    let text = String::from_utf8_lossy(&head).to_lowercase();
    let text = text
        .trim_start_matches(['\u{feff}', '\u{fffd}'])
        .trim_start();
    if text.starts_with('<') {
        let html = [
            "<html",
            "<!doctype html",
            "<table",
            "<head",
            "<body",
            "<meta",
        ];
        if html.iter().any(|tag| text.contains(tag)) {
            return Err(other("HTML"));
        }
        if text.starts_with("<?xml") || text.starts_with("<!") {
            return Err(other("XML"));
        }
    }
    if text.starts_with('{') && text.trim_end().contains("\":") || text.starts_with("[{") {
        return Err(other("JSON"));
    }
    Ok(Format::Csv)
}

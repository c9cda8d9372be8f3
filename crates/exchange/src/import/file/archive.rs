//! Packed workbooks, looked over before anything else touches them: how large
//! their parts really are, what they declare, what they are.

use super::{limits::FileLimits, sniff::Format, table::limit};
use edutracker_protocol::{ClientError, ErrorCode};
use std::io::{BufRead, BufReader, Cursor, Read as _};
use zip::ZipArchive;

const MEGABYTE: u64 = 1_000_000;
/// Texts between two tags that are longer are no cell of a person.
const CHUNK: usize = 64 * 1024;

fn damaged() -> ClientError {
    ClientError::new(ErrorCode::FileDamaged).with("format", "ZIP")
}

fn too_large(bytes: u64) -> ClientError {
    ClientError::new(ErrorCode::FileUnpacksTooLarge).with("limit", bytes / MEGABYTE)
}

/// What stands between tags, followed through a stream.
#[derive(Default)]
struct Text {
    run: usize,
    tail: Vec<u8>,
}

impl Text {
    /// Refuses document types and texts without end.
    fn follow(&mut self, bytes: &[u8], limits: &FileLimits) -> Result<(), ClientError> {
        const DECLARATIONS: [&[u8]; 2] = [b"<!DOCTYPE", b"<!ENTITY"];
        // A declaration may lie across two chunks.
        self.tail.extend_from_slice(bytes);
        let wide = self
            .tail
            .windows(9)
            .any(|w| DECLARATIONS[0].eq_ignore_ascii_case(w));
        if wide
            || self
                .tail
                .windows(8)
                .any(|w| DECLARATIONS[1].eq_ignore_ascii_case(w))
        {
            return Err(ErrorCode::FileUnsafe.into());
        }
        let keep = self.tail.len().saturating_sub(16);
        self.tail.drain(..keep);
        for byte in bytes {
            if matches!(byte, b'<' | b'>') {
                self.run = 0;
            } else {
                self.run += 1;
                if self.run > limits.cell * 4 {
                    return Err(limit(ErrorCode::FileCellTooLong, limits.cell));
                }
            }
        }
        Ok(())
    }
}

/// What a packed file is, after all its parts were unpacked once as streams
/// and none of them was too large, too long in one text, or declared a document type.
///
/// # Errors
/// When it is none of the known formats or breaks a limit.
pub(super) fn examine(
    bytes: &[u8],
    limits: &FileLimits,
    go_on: &mut dyn FnMut(f64) -> Result<(), ClientError>,
) -> Result<Format, ClientError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if archive.len() > limits.parts {
        return Err(too_large(limits.unpacked));
    }
    let names: Vec<String> = archive
        .file_names()
        .filter_map(|name| name.ok().map(|name| name.into_owned()))
        .collect();
    let has = |name: &str| names.iter().any(|found| found.eq_ignore_ascii_case(name));
    if has(MANIFEST) && is_closed(bytes)? {
        return Err(ErrorCode::FileProtected.into());
    }
    let format = if has("xl/workbook.xml") {
        Format::Xlsx
    } else if has("content.xml") {
        Format::Ods
    } else {
        let found = if has("word/document.xml") {
            "DOCX"
        } else if has("xl/workbook.bin") {
            "XLSB"
        } else {
            "ZIP"
        };
        return Err(ClientError::new(ErrorCode::FileNotASpreadsheet).with("found", found));
    };
    let declared: u64 = (0..archive.len())
        .filter_map(|n| archive.by_index_raw(n).ok().map(|part| part.size()))
        .fold(0, u64::saturating_add);
    if declared > limits.unpacked {
        return Err(too_large(limits.unpacked));
    }
    let mut total = 0_u64;
    let mut buffer = vec![0; CHUNK];
    let parts = archive.len();
    for n in 0..parts {
        go_on(n as f64 / parts as f64)?;
        let mut part = archive.by_index(n).map_err(|_| damaged())?;
        if part.encrypted() {
            return Err(ErrorCode::FileProtected.into());
        }
        let name = part.name().map_err(|_| damaged())?.to_lowercase();
        let xml = name.ends_with(".xml") || name.ends_with(".rels");
        let held = name.ends_with("sharedstrings.xml") || name.ends_with("styles.xml");
        let mut text = Text::default();
        let mut size = 0_u64;
        loop {
            let read = part.read(&mut buffer).map_err(|_| damaged())?;
            if read == 0 {
                break;
            }
            // What a part says about its own size is not believed.
            size += read as u64;
            total += read as u64;
            if total > limits.unpacked || (held && size > limits.held) {
                return Err(too_large(if held { limits.held } else { limits.unpacked }));
            }
            if xml {
                text.follow(&buffer[..read], limits)?;
            }
            go_on(n as f64 / parts as f64)?;
        }
    }
    Ok(format)
}

/// The list of parts of an OpenDocument file.
const MANIFEST: &str = "META-INF/manifest.xml";

/// Whether an OpenDocument file is closed with a password. Its parts are
/// scrambled then, or one that holds them all; the list of parts says so.
fn is_closed(bytes: &[u8]) -> Result<bool, ClientError> {
    let Some(part) = stream(bytes, MANIFEST) else {
        return Ok(false);
    };
    part.read(|input| {
        let mut list = Vec::new();
        input
            .take(MEGABYTE)
            .read_to_end(&mut list)
            .map_err(|_| damaged())?;
        let says = b"encryption-data";
        Ok(list.windows(says.len()).any(|window| window == says))
    })
}

/// A part of a packed file, read as a stream; for parts that [`examine`] has seen.
pub(super) struct Part<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    name: &'static str,
}

/// The part with this name.
pub(super) fn stream<'a>(bytes: &'a [u8], name: &'static str) -> Option<Part<'a>> {
    let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    archive.index_for_name(name)?;
    Some(Part { archive, name })
}

impl Part<'_> {
    /// Hands its bytes over as they are unpacked.
    pub fn read<T>(
        mut self,
        with: impl FnOnce(&mut dyn BufRead) -> Result<T, ClientError>,
    ) -> Result<T, ClientError> {
        let part = self.archive.by_name(self.name).map_err(|_| damaged())?;
        with(&mut BufReader::new(part))
    }
}

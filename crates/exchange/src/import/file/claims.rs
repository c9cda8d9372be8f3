//! What workbooks claim of their own size. Readers set memory aside for it before
//! they have read a cell, and memory that is not there ends the program: no claim
//! is believed.

use super::{
    limits::FileLimits,
    records::{BEGIN, Records, word},
    sniff::Format,
    table::limit,
};
use edutracker_protocol::{ClientError, ErrorCode};
use quick_xml::events::Event;
use std::{
    borrow::Cow,
    collections::BTreeSet,
    io::{BufReader, Cursor, Read as _, Seek as _, SeekFrom, Write as _},
    ops::Range,
};
use zip::ZipArchive;

/// Where a sheet begins, in the records of an old workbook.
const SHEET: u16 = 0x0085;
/// The rows and columns that a sheet claims to have.
const DIMENSIONS: u16 = 0x0200;
/// The end of a sheet, or of what comes before the sheets.
const END: u16 = 0x000a;

fn damaged(format: Format) -> ClientError {
    ClientError::new(ErrorCode::FileDamaged).with("format", format.name())
}

/// An old workbook whose sheets claim no more cells than are read: what claims more
/// claims nothing.
///
/// # Errors
/// When it is no workbook, or its sheets lie in each other.
pub(super) fn modest<'a>(
    bytes: &'a [u8],
    limits: &FileLimits,
) -> Result<Cow<'a, [u8]>, ClientError> {
    let damaged = || damaged(Format::Xls);
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| damaged())?;
    let named = |entry: &cfb::Entry| {
        let name = entry.name();
        entry.is_stream()
            && ["Workbook", "Book"]
                .iter()
                .any(|one| name.eq_ignore_ascii_case(one))
    };
    let streams: Vec<_> = file
        .walk()
        .filter(named)
        .map(|entry| entry.path().to_owned())
        .collect();
    let mut modest = Cow::Borrowed(bytes);
    for path in streams {
        let mut stream = Vec::new();
        let mut part = file.open_stream(&path).map_err(|_| damaged())?;
        part.read_to_end(&mut stream).map_err(|_| damaged())?;
        let claims = claims(&stream, limits.cells)?;
        if claims.is_empty() {
            continue;
        }
        let mut copy =
            cfb::CompoundFile::open(Cursor::new(modest.into_owned())).map_err(|_| damaged())?;
        let mut part = copy.open_stream(&path).map_err(|_| damaged())?;
        for claim in claims {
            let nothing = vec![0; claim.len()];
            stream[claim.clone()].copy_from_slice(&nothing);
            part.seek(SeekFrom::Start(claim.start as u64))
                .map_err(|_| damaged())?;
            part.write_all(&nothing).map_err(|_| damaged())?;
        }
        drop(part);
        copy.flush().map_err(|_| damaged())?;
        modest = Cow::Owned(copy.into_inner().into_inner());
        // A record that begins inside another one reads otherwise now.
        if !self::claims(&stream, limits.cells)?.is_empty() {
            return Err(damaged());
        }
    }
    Ok(modest)
}

/// Where sheets claim more than so many cells.
fn claims(stream: &[u8], cells: usize) -> Result<Vec<Range<usize>>, ClientError> {
    let mut sheets = BTreeSet::new();
    for (kind, data) in (Records { rest: stream }) {
        match kind {
            SHEET => sheets.extend(number(data, 0).map(|at| at as usize)),
            END => break,
            _ => {}
        }
    }
    let mut found = Vec::new();
    let mut left = stream.len();
    for at in sheets {
        let mut records = Records {
            rest: stream.get(at..).unwrap_or_default(),
        };
        let (mut begun, mut inside) = (false, 0_usize);
        while let Some((kind, data)) = records.next() {
            // Sheets that lie in each other would be read over and over.
            left = left
                .checked_sub(data.len() + 4)
                .ok_or_else(|| damaged(Format::Xls))?;
            match kind {
                BEGIN if begun => inside += 1,
                BEGIN => begun = true,
                END if inside == 0 => break,
                END => inside -= 1,
                DIMENSIONS if inside == 0 && area(data) > cells as u64 => {
                    let end = stream.len() - records.rest.len();
                    found.push(end - data.len()..end);
                }
                _ => {}
            }
        }
    }
    Ok(found)
}

/// The cells that a sheet claims to have.
fn area(data: &[u8]) -> u64 {
    let four = match data.len() {
        10 => [0, 2, 4, 6].map(|at| word(data, at).map(u32::from)),
        14 | 16 => [
            number(data, 0),
            number(data, 4),
            word(data, 8).map(u32::from),
            word(data, 10).map(u32::from),
        ],
        _ => return 0,
    };
    let [Some(first_row), Some(rows), Some(first), Some(columns)] = four else {
        return 0;
    };
    // A sheet that ends before it begins counts as the largest there can be.
    let span = |first: u32, end: u32| match end {
        0 => 1,
        end => u64::from(end.wrapping_sub(first)),
    };
    let first = if first > 0xff || columns < first {
        0
    } else {
        first
    };
    span(first_row, rows).saturating_mul(span(first, columns))
}

fn number(data: &[u8], at: usize) -> Option<u32> {
    let four = data.get(at..at + 4)?.try_into().ok()?;
    Some(u32::from_le_bytes(four))
}

/// Refuses a packed workbook that claims more shared texts than cells are read.
///
/// # Errors
/// When it does.
pub(super) fn shared_texts(bytes: &[u8], limits: &FileLimits) -> Result<(), ClientError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged(Format::Xlsx))?;
    for n in 0..archive.len() {
        let part = archive.by_index(n).map_err(|_| damaged(Format::Xlsx))?;
        let name = part
            .name()
            .map_err(|_| damaged(Format::Xlsx))?
            .to_lowercase();
        if name.ends_with("sharedstrings.xml") && claimed(part) > limits.cells as u64 {
            return Err(limit(ErrorCode::FileTooLong, limits.cells));
        }
    }
    Ok(())
}

/// The number of texts that a list of shared texts claims to hold. What cannot be
/// read is told by the reader.
fn claimed(part: impl std::io::Read) -> u64 {
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) if element.local_name().as_ref() == "sst" => {
                let mut attributes = element.attributes();
                let count = attributes
                    .with_checks(false)
                    .flatten()
                    .find(|attribute| attribute.key.as_ref() == "uniqueCount");
                return count
                    .and_then(|count| count.value.parse().ok())
                    .unwrap_or_default();
            }
            Ok(Event::Eof) | Err(_) => return 0,
            Ok(_) => {}
        }
    }
}

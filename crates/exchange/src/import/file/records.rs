//! The records of old workbooks, looked over before calamine lays them out:
//! how far apart the cells lie, and how much text they hold together.

use super::{limits::FileLimits, sniff::Format, table::limit};
use edutracker_protocol::{ClientError, ErrorCode};
use std::io::{Cursor, Read as _};

/// A new sheet begins.
pub(super) const BEGIN: u16 = 0x0809;
/// The workbook is closed with a password.
const PASSWORD: u16 = 0x002f;
/// The texts that cells share, and what did not fit in that record.
const TEXTS: u16 = 0x00fc;
const CONTINUED: u16 = 0x003c;
/// A cell with the number of a shared text.
const SHARED: u16 = 0x00fd;
/// The records of cells; each begins with its row and column.
const CELLS: &[u16] = &[
    0x0006, 0x0203, 0x0204, 0x0205, 0x027e, 0x00bd, 0x00be, 0x00d6, SHARED,
];

fn damaged() -> ClientError {
    ClientError::new(ErrorCode::FileDamaged).with("format", Format::Xls.name())
}

/// Refuses a workbook whose cells, or the texts in them, would take too much
/// memory: calamine lays whole rectangles out, with a copy of each text.
///
/// # Errors
/// When it breaks a limit, is closed with a password, or is no workbook.
pub(super) fn examine(bytes: &[u8], limits: &FileLimits) -> Result<(), ClientError> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| damaged())?;
    let mut stream = Vec::new();
    let name = if file.is_stream("/Workbook") {
        "/Workbook"
    } else {
        "/Book"
    };
    file.open_stream(name)
        .map_err(|_| damaged())?
        .take(limits.workbook as u64)
        .read_to_end(&mut stream)
        .map_err(|_| damaged())?;
    let mut records = Records { rest: &stream }.peekable();
    let (mut area, mut sheet) = (0_usize, (0_usize, 0_usize));
    let (mut lengths, mut texts) = (Vec::new(), 0_usize);
    while let Some((kind, data)) = records.next() {
        match kind {
            BEGIN => {
                area += sheet.0 * sheet.1;
                sheet = (0, 0);
            }
            PASSWORD => return Err(ErrorCode::FileProtected.into()),
            TEXTS => {
                let mut parts = vec![data.get(8..).unwrap_or_default()];
                while let Some((_, more)) = records.next_if(|(kind, _)| *kind == CONTINUED) {
                    parts.push(more);
                }
                lengths = Texts { parts, part: 0 }.collect();
            }
            _ if CELLS.contains(&kind) => {
                if let (Some(row), Some(column)) = (word(data, 0), word(data, 2)) {
                    sheet = (
                        sheet.0.max(row as usize + 1),
                        sheet.1.max(column as usize + 1),
                    );
                }
                if kind == SHARED {
                    let number = data.get(6..10).and_then(|four| four.try_into().ok());
                    let number =
                        number.map_or(usize::MAX, |four| u32::from_le_bytes(four) as usize);
                    texts += lengths.get(number).copied().unwrap_or_default();
                }
            }
            _ => {}
        }
        if texts > limits.texts {
            break;
        }
    }
    if area + sheet.0 * sheet.1 > limits.cells || texts > limits.texts {
        return Err(limit(ErrorCode::FileTooLong, limits.cells));
    }
    Ok(())
}

pub(super) fn word(data: &[u8], at: usize) -> Option<u16> {
    let two = data.get(at..at + 2)?;
    Some(u16::from_le_bytes([two[0], two[1]]))
}

/// Records one after the other: their kind and what they hold.
pub(super) struct Records<'a> {
    pub(super) rest: &'a [u8],
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (word(self.rest, 0)?, word(self.rest, 2)? as usize);
        let rest = &self.rest[4..];
        let (data, rest) = rest.split_at(length.min(rest.len()));
        self.rest = rest;
        Some((kind, data))
    }
}

/// The lengths of the shared texts, bytes as they are stored. A text may lie
/// across records; there its letters say anew how wide they are.
struct Texts<'a> {
    parts: Vec<&'a [u8]>,
    part: usize,
}

impl Texts<'_> {
    /// The next bytes, which may lie across records.
    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let part = self.parts.get_mut(self.part)?;
            let taken = count.min(part.len());
            *part = &part[taken..];
            count -= taken;
            if count > 0 {
                self.part += 1;
            }
        }
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        while self.parts.get(self.part)?.is_empty() {
            self.part += 1;
        }
        let byte = self.parts[self.part][0];
        self.skip(1)?;
        Some(byte)
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        (0..bytes).try_fold(0, |sum, at| {
            Some(sum + ((self.byte()? as usize) << (8 * at)))
        })
    }
}

impl Iterator for Texts<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let mut left = self.number(2)?;
        let mut flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { self.number(2)? };
        let more = if flags & 4 == 0 { 0 } else { self.number(4)? };
        let mut length = 0;
        while left > 0 {
            let width = 1 + usize::from(flags & 1);
            let here = self.parts.get(self.part)?.len() / width;
            let taken = here.min(left);
            self.skip(taken * width)?;
            length += taken * width;
            left -= taken;
            if left > 0 {
                self.part += 1;
                flags = self.byte()?;
            }
        }
        self.skip(runs * 4)?;
        self.skip(more)?;
        Some(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_texts_across_records() {
        let first = [
            &[3, 0, 0][..],
            b"abc",
            // With two runs of letters of another kind.
            &[2, 0, 8, 2, 0],
            b"de",
            &[0; 8],
            // Begins narrow and goes on wide in the next record.
            &[4, 0, 0],
            b"fg",
        ]
        .concat();
        let second = [&[1][..], b"h\0i\0", &[0, 0, 0]].concat();
        let texts = Texts {
            parts: vec![&first, &second],
            part: 0,
        };
        assert_eq!(texts.collect::<Vec<_>>(), [3, 2, 6, 0]);
    }
}

//! What a row said when it was exported: a fingerprint of each of its cells.
//!
//! A spreadsheet that comes back is compared with them, so that only what was
//! edited in it counts, and newer work elsewhere is seen. Fingerprints have no
//! order: columns may be moved, left out or added by later versions.

use super::column::Part;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;

/// Signs of a fingerprint: 30 bits.
const LENGTH: usize = 6;
/// What a mark begins with, so that no spreadsheet takes it for something else.
const BEGIN: &str = "m:";
const SIGNS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// The fingerprints of a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mark(BTreeSet<[u8; LENGTH]>);

fn fingerprint(field: &str, part: Part, text: &str) -> [u8; LENGTH] {
    let mut hash = Sha256::new();
    hash.update(field.as_bytes());
    hash.update([0, part as u8]);
    hash.update(text.as_bytes());
    let digest = hash.finalize();
    let mut bits = u64::from_be_bytes([
        digest[0], digest[1], digest[2], digest[3], digest[4], digest[5], digest[6], digest[7],
    ]);
    std::array::from_fn(|_| {
        let sign = SIGNS[(bits % 32) as usize];
        bits /= 32;
        sign
    })
}

impl Mark {
    /// Adds what a column says.
    pub fn add(&mut self, field: &str, part: Part, text: &str) {
        self.0.insert(fingerprint(field, part, text.trim()));
    }

    /// Whether the column said this, but for spaces around it: spreadsheets lose
    /// some of them, and an import takes them away. (Marks of earlier versions
    /// hold texts with their spaces.)
    #[must_use]
    pub fn knows(&self, field: &str, part: Part, text: &str) -> bool {
        [text.trim(), text]
            .iter()
            .any(|text| self.0.contains(&fingerprint(field, part, text)))
    }

    /// The mark as a cell.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::with_capacity(BEGIN.len() + self.0.len() * LENGTH);
        out.push_str(BEGIN);
        for print in &self.0 {
            out.extend(print.iter().copied().map(char::from));
        }
        out
    }

    /// The mark in a cell; `None` when it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.trim().strip_prefix(BEGIN)?.as_bytes();
        let (prints, rest) = bytes.as_chunks::<LENGTH>();
        (rest.is_empty() && bytes.iter().all(|sign| SIGNS.contains(sign)))
            .then(|| Self(prints.iter().copied().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_knows_what_was_said_in_which_column() {
        let mut mark = Mark::default();
        mark.add("name", Part::Read, "Informatica");
        mark.add("website", Part::Read, "");
        let read = Mark::parse(&mark.text()).unwrap();
        assert_eq!(read, mark);
        assert!(
            read.knows("name", Part::Read, "Informatica") && read.knows("website", Part::Read, "")
        );
        assert!(
            !read.knows("website", Part::Read, "Informatica")
                && !read.knows("name", Part::Read, "")
        );
        assert!(!read.knows("name", Part::Code, "Informatica"));
        assert!(read.knows("name", Part::Read, "\tInformatica "));
        assert_eq!(Mark::parse("informatica"), None);
        assert_eq!(Mark::parse("m:short"), None);
    }
}

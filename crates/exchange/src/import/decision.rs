//! What a person decides about single rows, where nothing in the file settles it.

use super::field::Field;
use edutracker_domain::{RecordId, text_enum};
use std::{collections::BTreeMap, str::FromStr};

text_enum! {
    /// Whose value of a field counts.
    Side, "side of a row" {
        /// What is here already.
        Here = "here",
        /// What the file says.
        File = "file",
    }
}

/// What a row is, whatever it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// A new record.
    New,
    /// A part of the row that it repeats.
    Merged,
    /// Nothing: it is left out.
    Left,
    /// A change of this record.
    Record(RecordId),
}

impl FromStr for Taken {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "new" => Ok(Taken::New),
            "merge" => Ok(Taken::Merged),
            "leave" => Ok(Taken::Left),
            id => id.parse().map(Taken::Record).map_err(|_| ()),
        }
    }
}

/// What was decided about one row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decision {
    /// What the row is; none: what is found out.
    pub row: Option<Taken>,
    /// Whose value counts, by the field of the record.
    pub sides: BTreeMap<String, Side>,
    /// Texts in the place of its cells.
    pub values: BTreeMap<Field, String>,
}

/// What was decided about rows, by their number in the file.
pub type Decisions = BTreeMap<u32, Decision>;

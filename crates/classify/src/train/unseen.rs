//! Names that nothing was learned from, in topics no labelled programme has:
//! how the finished model does on them.
//!
//! `data/unseen/1-before.csv` was written before the lexicon was widened, by who
//! then widened it; `2-after.csv` afterwards, in one go, with names as opaque as
//! a stranger could make them.

use super::figures::{Scored, Table, with_intervals};
use crate::judge::{Classifier, Programme};
use serde::Deserialize;

const SETS: [(&str, &str); 2] = [
    (
        "written before",
        include_str!("../../data/unseen/1-before.csv"),
    ),
    (
        "written after",
        include_str!("../../data/unseen/2-after.csv"),
    ),
];

/// A name with a description and a label.
#[derive(Debug, Clone, Deserialize)]
pub struct Unseen {
    /// The name.
    pub name: String,
    /// What an institution might say of it.
    pub description: String,
    /// `no` is the positive class: not technological.
    pub lean: String,
    /// A detailed field of ISCED-F 2013.
    pub field: String,
}

/// The sets of such names, each with what it is called.
///
/// # Errors
/// When a file is not a table of them.
pub fn sets() -> Result<Vec<(&'static str, Vec<Unseen>)>, csv::Error> {
    SETS.into_iter()
        .map(|(called, table)| {
            let rows = csv::Reader::from_reader(table.as_bytes())
                .deserialize()
                .collect::<Result<_, _>>()?;
            Ok((called, rows))
        })
        .collect()
}

/// The figures on them: with the names alone, and with descriptions.
///
/// # Errors
/// When a file is not a table of them.
pub fn tables(classifier: &Classifier) -> Result<Vec<Table>, csv::Error> {
    let mut tables = Vec::new();
    for (called, names) in sets()? {
        for (method, described) in [("names", false), ("described", true)] {
            let scored: Vec<Scored> = names
                .iter()
                .map(|unseen| {
                    let chance = classifier.probability(&Programme {
                        name: &unseen.name,
                        description: if described { &unseen.description } else { "" },
                        study_domains: None,
                    });
                    (unseen.lean == "no", chance)
                })
                .collect();
            let groups: Vec<&str> = names.iter().map(|unseen| unseen.field.as_str()).collect();
            tables.push(Table {
                held_out_by: called.to_owned(),
                method: method.to_owned(),
                programmes: names.len(),
                figures: with_intervals(&scored, &groups, classifier.head().threshold),
            });
        }
    }
    Ok(tables)
}

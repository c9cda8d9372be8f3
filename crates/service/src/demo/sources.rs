//! The tables that demo data starts from.

use edutracker_domain::{codes::CodeList, reference};
use serde::Deserialize;

const PROGRAMMES: &str = include_str!("../../data/programmes_dev.csv");

/// A row of `organisations.csv`.
#[derive(Debug, Clone, Deserialize)]
pub struct OrganisationRow {
    pub org_code: String,
    pub name: String,
    pub kind: String,
    pub languages: String,
    pub country: String,
    pub website: String,
}

/// A row of `campuses.csv`.
#[derive(Debug, Clone, Deserialize)]
pub struct Campus {
    pub campus_code: String,
    pub org_code: String,
    pub campus_name: String,
    pub municipality: String,
    pub postal_code: String,
    pub province_code: String,
}

/// A row of `programmes_dev.csv`.
#[derive(Debug, Clone, Deserialize)]
pub struct Programme {
    pub name: String,
    pub org_code: String,
    pub study_level: String,
    pub language: String,
    pub province_code: String,
    pub campus_code: String,
    pub isced_f: String,
    pub technological: String,
    pub duration_months: String,
}

fn rows<T: for<'de> Deserialize<'de>>(text: &str) -> Result<Vec<T>, String> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|error: csv::Error| error.to_string())
}

/// All organisations.
pub fn organisations() -> Result<Vec<OrganisationRow>, String> {
    rows(reference::ORGANISATIONS)
}

/// All campuses.
pub fn campuses() -> Result<Vec<Campus>, String> {
    rows(reference::CAMPUSES)
}

/// The programmes that an offer can be made of: with an organisation, and a level that may be chosen.
pub fn programmes() -> Result<Vec<Programme>, String> {
    let mut programmes: Vec<Programme> = rows(PROGRAMMES)?;
    programmes.retain(|row| {
        !row.org_code.is_empty() && CodeList::StudyLevels.may_choose(&row.study_level)
    });
    Ok(programmes)
}

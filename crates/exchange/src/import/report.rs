//! What an import says about each row, in the names that reports use.

use super::{
    field::Kind,
    file::{FileFacts, Row, Table},
    recognise::{Target, Understanding},
};
use crate::own::OwnRow;
use edutracker_domain::text_enum;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

text_enum! {
    /// Where a row stands.
    Status, "status of a row" {
        /// Taken in as it is.
        Accepted = "accepted",
        /// Taken in; something was changed or needs a look.
        AcceptedWithWarnings = "accepted_with_warnings",
        /// Not taken in until a person chooses.
        NeedsDecision = "needs_decision",
        /// Something mandatory is missing or not usable.
        Rejected = "rejected",
        /// The same offer as an earlier row.
        Duplicate = "duplicate",
        /// An empty row.
        SkippedBlank = "skipped_blank",
    }
}

text_enum! {
    /// What is wrong with a row or was done to it. Texts are in `locales/`, keyed by this code.
    RemarkCode, "remark" {
        /// A mandatory value is missing.
        Required = "E_REQUIRED",
        /// No usable contact.
        NoContact = "E_NO_CONTACT",
        /// Not an e-mail address.
        BadEmail = "E_BAD_EMAIL",
        /// Not a collaboration form, or not one for this side.
        UnknownForm = "E_UNKNOWN_FORM",
        /// Neither a programme nor an event, or both.
        UnknownSubject = "E_UNKNOWN_SUBJECT",
        /// Not a study level.
        UnknownLevel = "E_UNKNOWN_LEVEL",
        /// A region, or an area abroad.
        UnknownProvince = "E_UNKNOWN_PROVINCE",
        /// May be two provinces.
        AmbiguousProvince = "E_AMBIGUOUS_PROVINCE",
        /// A level that may not be chosen.
        LevelInactive = "E_LEVEL_INACTIVE",
        /// A company's offer with several forms.
        MultiForm = "E_MULTI_FORM",
        /// A secondary school.
        SecondaryExcluded = "E_SECONDARY_EXCLUDED",
        /// May be two levels.
        LevelAmbiguous = "E_LEVEL_AMBIGUOUS",
        /// The level in the name against that of the column.
        LevelConflict = "E_LEVEL_CONFLICT",
        /// May be two kinds of organisation.
        KindAmbiguous = "E_KIND_AMBIGUOUS",
        /// The province against the postal code.
        ProvincePostcode = "E_PROVINCE_POSTCODE",
        /// A text over the limit; never cut.
        TextTooLong = "E_TEXT_TOO_LONG",
        /// The level was taken off the name.
        LevelInName = "W_LEVEL_IN_NAME",
        /// The level was taken from the name.
        LevelFromName = "W_LEVEL_FROM_NAME",
        /// Another word for a level.
        LevelAlias = "W_LEVEL_ALIAS",
        /// Another word for a province.
        ProvinceAlias = "W_PROVINCE_ALIAS",
        /// Another word for a form.
        FormAlias = "W_FORM_ALIAS",
        /// The form follows from the level.
        FormContext = "W_FORM_CONTEXT",
        /// One cell, several values.
        MultiSplit = "W_MULTI_SPLIT",
        /// A campus matched loosely.
        CampusMatch = "W_CAMPUS_MATCH",
        /// A campus outside the provinces, dropped.
        CampusProvince = "W_CAMPUS_PROVINCE",
        /// A campus that is not in the profile.
        UnknownCampus = "W_UNKNOWN_CAMPUS",
        /// A domain that is not in the list.
        UnknownDomain = "W_UNKNOWN_DOMAIN",
        /// A language that may not be chosen.
        UnknownLanguage = "W_UNKNOWN_LANGUAGE",
        /// An organisation matched loosely.
        OrgMatch = "W_ORG_MATCH",
        /// The province follows from the postal code.
        ProvinceFromPostcode = "W_PROVINCE_FROM_POSTCODE",
        /// A postal code was repaired.
        PostcodeFormat = "W_POSTCODE_FORMAT",
        /// The 0 or + that a telephone number lost was put back.
        PhoneFormat = "W_PHONE_FORMAT",
        /// A telephone number that was kept as a number and may lack digits.
        PhoneUnread = "W_PHONE_UNREAD",
        /// Misread letters were repaired.
        Mojibake = "W_MOJIBAKE",
        /// Quotation marks around the value were removed.
        QuotesRemoved = "W_QUOTES_REMOVED",
        /// Spaces around the value were removed.
        Trimmed = "W_TRIMMED",
        /// Spaces within the value were cleaned.
        Whitespace = "W_WHITESPACE",
        /// The scheme was added to a web address.
        UrlScheme = "W_URL_SCHEME",
        /// A web address was repaired, or left out where it is none.
        UrlNormalised = "W_URL_NORMALISED",
        /// A day came as a number.
        DateSerial = "W_DATE_SERIAL",
        /// A day was written in another way, or left out where it is none.
        DateFormat = "W_DATE_FORMAT",
        /// A text begins like a formula.
        FormulaText = "W_FORMULA_TEXT",
        /// A formula; never evaluated.
        FormulaCell = "W_FORMULA_CELL",
        /// Empty: the default was taken.
        Default = "W_DEFAULT",
        /// The same as an earlier row.
        DuplicateRow = "W_DUPLICATE_ROW",
        /// The contact is known by other details, which stay.
        KnownContact = "W_CONTACT_KNOWN",
        /// The offer is in the archive, and is taken out of it.
        Archived = "W_ARCHIVED",
        /// A duration that cannot be read, left out.
        DurationUnread = "W_DURATION_UNREAD",
        /// Without a study domain the offer goes to review.
        ScopeNoDomain = "W_SCOPE_NO_DOMAIN",
    }
}

impl RemarkCode {
    /// Where the row stands because of it; `None` for what changes nothing.
    #[must_use]
    pub const fn status(self) -> Option<Status> {
        match self {
            RemarkCode::Required
            | RemarkCode::NoContact
            | RemarkCode::BadEmail
            | RemarkCode::UnknownForm
            | RemarkCode::UnknownSubject
            | RemarkCode::UnknownLevel
            | RemarkCode::UnknownProvince
            | RemarkCode::AmbiguousProvince
            | RemarkCode::LevelInactive
            | RemarkCode::MultiForm
            | RemarkCode::SecondaryExcluded => Some(Status::Rejected),
            RemarkCode::LevelAmbiguous
            | RemarkCode::LevelConflict
            | RemarkCode::KindAmbiguous
            | RemarkCode::ProvincePostcode
            | RemarkCode::TextTooLong => Some(Status::NeedsDecision),
            // A default changes nothing that the file says.
            RemarkCode::Default => None,
            _ => Some(Status::AcceptedWithWarnings),
        }
    }
}

impl Status {
    /// Where a row with these remarks stands.
    #[must_use]
    pub fn of(errors: &[Remark], warnings: &[Remark]) -> Self {
        let statuses = || {
            errors
                .iter()
                .chain(warnings)
                .filter_map(|remark| remark.code.status())
        };
        [
            Status::Rejected,
            Status::NeedsDecision,
            Status::AcceptedWithWarnings,
        ]
        .into_iter()
        .find(|status| statuses().any(|other| other == *status))
        .unwrap_or(Status::Accepted)
    }
}

/// A warning or an error of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// What it is.
    pub code: RemarkCode,
    /// The field, as reports call it.
    pub field: &'static str,
    /// The value it is about.
    pub value: String,
}

/// A row that was judged.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Judged {
    /// Its number in the file.
    pub source_row: u32,
    /// Where it stands.
    pub status: Status,
    /// Its values after cleaning: codes, texts, lists.
    pub fields: Map<String, Value>,
    /// What was changed or needs a look.
    pub warnings: Vec<Remark>,
    /// What is wrong.
    pub errors: Vec<Remark>,
    /// The earlier row that it repeats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<u32>,
    /// Where it comes from.
    #[serde(skip)]
    pub origin: Origin,
}

impl Judged {
    /// Whether a cell says something of a field that can be read: a default
    /// that stands in its place is for new records.
    #[must_use]
    pub fn says(&self, field: &str) -> bool {
        let default = |remark: &Remark| remark.code == RemarkCode::Default && remark.field == field;
        self.origin.said.contains(field) && !self.warnings.iter().any(default)
    }
}

/// Where a row comes from: the record it was exported from, and what its cells speak of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// The fields, as reports call them, that a cell of the row says something about.
    pub said: BTreeSet<&'static str>,
    /// The fields that have a column, in which the row has nothing.
    pub emptied: BTreeSet<&'static str>,
    /// What is known of a row of a file that was exported from here.
    pub own: Option<OwnRow>,
    /// Its id.
    pub id: Option<String>,
    /// Its revision at that time.
    pub revision: Option<String>,
}

/// Everything an import found out.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What the file is about.
    pub kind: Kind,
    /// About the file and its table.
    pub detected: Value,
    /// The rows, from the top.
    pub rows: Vec<Judged>,
}

fn counts<'a>(of: impl Iterator<Item = &'a str>) -> Value {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for name in of {
        *counts.entry(name).or_default() += 1;
    }
    json!(counts)
}

impl Report {
    /// How many rows stand where, and how often each remark was made.
    #[must_use]
    pub fn summary(&self) -> Value {
        let remarks = |list: fn(&Judged) -> &Vec<Remark>| {
            counts(
                self.rows
                    .iter()
                    .flat_map(list)
                    .map(|remark| remark.code.as_str()),
            )
        };
        json!({
            "kind": self.kind,
            "rows": self.rows.len(),
            "by_status": counts(self.rows.iter().map(|row| row.status.as_str())),
            "warnings": remarks(|row| &row.warnings),
            "errors": remarks(|row| &row.errors),
        })
    }
}

/// The first values of a column that differ, to recognise it by.
fn samples(rows: &[Row], column: usize) -> Vec<String> {
    const SHOWN: usize = 3;
    const LONGEST: usize = 120;
    let mut out: Vec<String> = Vec::new();
    for row in rows {
        let shown = row.cell(column).shown();
        let text: String = shown.trim().chars().take(LONGEST).collect();
        if !text.is_empty() && !out.contains(&text) {
            out.push(text);
        }
        if out.len() == SHOWN {
            break;
        }
    }
    out
}

/// What was found out about file and table, for people to check.
#[must_use]
pub fn detected(table: &Table, understanding: &Understanding) -> Value {
    let FileFacts {
        format,
        encoding,
        delimiter,
        line_ending,
        sheet,
        sheets,
        sha256,
    } = &table.facts;
    let area = &understanding.area;
    let number = |at: &usize| table.rows.get(*at).map(|row| row.number);
    let numbers = |list: &[usize]| list.iter().filter_map(number).collect::<Vec<u32>>();
    let data = table.rows.get(area.first..area.end).unwrap_or_default();
    let mut columns = Vec::new();
    let mut mapping = Map::new();
    let mut unmapped = Vec::new();
    for (at, column) in understanding.columns.iter().enumerate() {
        columns.push(json!({
            "heading": column.heading,
            "target": column.target.to_string(),
            "samples": samples(data, at),
        }));
        match &column.target {
            Target::Field(field) => {
                mapping.insert(
                    column.heading.clone(),
                    field.report_name(understanding.kind).into(),
                );
            }
            Target::Mark { field, code } => {
                let name = format!("{}={code}", field.report_name(understanding.kind));
                mapping.insert(column.heading.clone(), name.into());
            }
            Target::Ignored if column.heading.trim().is_empty() => {}
            Target::Ignored => unmapped.push(column.heading.clone()),
        }
    }
    let ignored_sheets: Vec<String> = sheets
        .iter()
        .filter(|other| Some(&other.name) != sheet.as_ref())
        .map(|other| {
            if other.hidden {
                format!("{} (hidden)", other.name)
            } else {
                other.name.clone()
            }
        })
        .collect();
    let trailing: Vec<usize> = area
        .ignored
        .iter()
        .copied()
        .filter(|at| *at >= area.end)
        .collect();
    let within: Vec<usize> = area
        .ignored
        .iter()
        .copied()
        .filter(|at| *at < area.end)
        .collect();
    json!({
        "format": format, "encoding": encoding, "delimiter": delimiter, "line_ending": line_ending,
        "sheet": sheet, "ignored_sheets": ignored_sheets, "sha256": sha256,
        "title_rows": numbers(&area.titles), "header_rows": numbers(&area.headers),
        "header_row": area.headers.last().and_then(number),
        "first_data_row": number(&area.first),
        "last_data_row": area.end.checked_sub(1).as_ref().and_then(number),
        "ignored_rows": numbers(&within), "ignored_trailing_rows": numbers(&trailing),
        "mapping": mapping, "unmapped_columns": unmapped,
        "columns": columns,
        "sheets": sheets.iter().map(|sheet| &sheet.name).collect::<Vec<_>>(),
    })
}

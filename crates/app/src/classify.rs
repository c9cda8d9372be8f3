//! How likely programmes are not technological, with what speaks for and
//! against it (ET-5…ET-7). Nothing is decided and nothing is written.

use crate::{App, Outcome, about, failure};
use edutracker_classify::{Classifier, Decision, Judgement, Precedents, Programme};
use edutracker_domain::{Record, record as fields};
use edutracker_protocol::{ClientError, ErrorCode, command::RecordRef};
use edutracker_store::{Cache, Error as CacheError};
use serde::Serialize;
use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

/// What is said of one programme.
#[derive(Debug, Clone, Serialize)]
pub struct Classified {
    /// Its name.
    pub name: String,
    /// What is said.
    #[serde(flatten)]
    pub judgement: Judgement,
}

/// Reads a CSV row by row and tells each programme to `each`, in the order of
/// the file, until that says `false`. Of the columns it takes `name` and, where
/// they are, `description` and `studyDomains` (codes between `|`, `;` or `,`, or
/// a JSON array); `studyLevel` and `languages` may be there and say nothing.
///
/// # Errors
/// [`ErrorCode::FileUnreadable`], [`ErrorCode::FileEmpty`],
/// [`ErrorCode::ColumnMissing`], and [`ErrorCode::FileBrokenText`] where the
/// text is not UTF-8; what stood before it was told.
pub fn classify_table(path: &Path, mut each: impl FnMut(&Classified) -> bool) -> Outcome<()> {
    let unreadable = || ClientError::new(ErrorCode::FileUnreadable).with("path", path.display());
    if !path.is_file() {
        return Err(unreadable());
    }
    let broken = |error: csv::Error| match error.kind() {
        csv::ErrorKind::Utf8 { .. } => {
            ClientError::new(ErrorCode::FileBrokenText).with("encoding", "UTF-8")
        }
        _ => unreadable(),
    };
    let open = || {
        File::open(path)
            .map(BufReader::new)
            .map_err(|_| unreadable())
    };
    let delimiter = delimiter(&first_line(open()?).map_err(|_| unreadable())?);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(open()?);
    let headers = reader.headers().map_err(broken)?.clone();
    if headers.is_empty() {
        return Err(ErrorCode::FileEmpty.into());
    }
    let column = |wanted: &str| {
        headers
            .iter()
            .position(|header| header.trim().eq_ignore_ascii_case(wanted))
    };
    let Some(name) = column("name") else {
        return Err(ClientError::new(ErrorCode::ColumnMissing).with("column", "name"));
    };
    let (description, domains) = (column("description"), column("studyDomains"));
    let classifier = Classifier::built_in();
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row).map_err(broken)? {
        let cell = |place: Option<usize>| place.and_then(|place| row.get(place)).unwrap_or("");
        let declared = codes(cell(domains));
        let judgement = classifier.judge(&Programme {
            name: cell(Some(name)),
            description: cell(description),
            study_domains: domains.map(|_| declared.as_slice()),
        });
        let classified = Classified {
            name: cell(Some(name)).to_owned(),
            judgement,
        };
        if !each(&classified) {
            break;
        }
    }
    Ok(())
}

/// The bytes of the first line.
fn first_line(reader: impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut line = Vec::new();
    // Of a longer line of headers the beginning shows the delimiter as well.
    reader.take(64 * 1024).read_until(b'\n', &mut line)?;
    Ok(line)
}

/// What stands between the cells: what the line of headers has most of.
fn delimiter(line: &[u8]) -> u8 {
    let count = |wanted: u8| line.iter().filter(|byte| **byte == wanted).count();
    // Of equals the last is taken: the comma.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|delimiter| count(*delimiter))
        .unwrap_or(b',')
}

/// The codes in a cell.
fn codes(cell: &str) -> Vec<&str> {
    cell.split(['|', ';', ','])
        .map(|code| code.trim_matches(|letter: char| "[]\"' ".contains(letter)))
        .filter(|code| !code.is_empty())
        .collect()
}

/// What is said of an offer in the cache.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub async fn explain(app: &App, offer: RecordRef) -> Outcome<Classified> {
    let view = about::record_get(app, offer).await?;
    let before = precedents(&*app.cache()?).map_err(failure::cache)?;
    Ok(classified(&before, &view.row.fields))
}

/// What was learned from the decisions in a cache, once there are enough.
///
/// # Errors
/// What the cache says.
pub fn precedents(cache: &Cache) -> Result<Precedents, CacheError> {
    // What another version of the program wrote is learned anew.
    Ok(cache
        .lesson()?
        .and_then(|lesson| serde_json::from_str(&lesson).ok())
        .unwrap_or_default())
}

/// Learns from the decisions in a cache where there are enough new ones, and
/// answers what was learned.
///
/// # Errors
/// What the cache says.
pub fn learned(cache: &Cache) -> Result<Precedents, CacheError> {
    cache.learn(&Classifier::built_in().head().version, |decided| {
        let decisions: Vec<Decision> = decided
            .iter()
            .map(|decided| Decision {
                name: fields::text(&decided.offer, "name").to_owned(),
                description: fields::text(&decided.offer, "description").to_owned(),
                removed: decided.removed,
            })
            .collect();
        let learned = Precedents::of(&decisions, |decision| {
            Classifier::built_in().probability(&Programme {
                name: &decision.name,
                description: &decision.description,
                study_domains: None,
            })
        });
        serde_json::to_string(&learned).unwrap_or_default()
    })?;
    precedents(cache)
}

/// Names the judge wherever a probability is kept: the model, and what was learned beside it.
#[must_use]
pub fn version(before: &Precedents) -> String {
    let model = &Classifier::built_in().head().version;
    if before.is_empty() {
        model.clone()
    } else {
        format!("{model}+{}", before.version())
    }
}

/// The probability alone, in thousandths.
#[must_use]
pub fn thousandths(before: &Precedents, offer: &Record) -> u16 {
    let domains = fields::members(offer, "studyDomains");
    let probability = Classifier::built_in().probability_after(before, &programme(offer, &domains));
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 1000"
    )]
    let thousandths = (probability * 1_000.0).round() as u16;
    thousandths
}

fn programme<'a>(offer: &'a Record, domains: &'a [&'a str]) -> Programme<'a> {
    Programme {
        name: fields::text(offer, "name"),
        description: fields::text(offer, "description"),
        study_domains: Some(domains),
    }
}

/// What is said of an offer by its fields, and by earlier decisions.
#[must_use]
pub fn classified(before: &Precedents, offer: &Record) -> Classified {
    let domains = fields::members(offer, "studyDomains");
    Classified {
        name: fields::text(offer, "name").to_owned(),
        judgement: Classifier::built_in().judge_after(before, &programme(offer, &domains)),
    }
}

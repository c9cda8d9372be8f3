//! How an import is scored (`tests/messy/README.md`): status, fields and errors,
//! the listed warnings, and what a row repeats.

use serde_json::Value;
use std::{collections::BTreeSet, fs, path::Path};

/// The warnings that are compared; the others are matters of taste or of the review.
const COMPARED: &[&str] = &[
    "W_LEVEL_IN_NAME",
    "W_LEVEL_FROM_NAME",
    "W_MULTI_SPLIT",
    "W_PROVINCE_ALIAS",
    "W_LEVEL_ALIAS",
    "W_CAMPUS_PROVINCE",
    "W_UNKNOWN_CAMPUS",
    "W_DUPLICATE_ROW",
    "W_FORMULA_TEXT",
    "W_FORMULA_CELL",
    "W_DATE_SERIAL",
    "W_MOJIBAKE",
    "W_POSTCODE_FORMAT",
    "W_PHONE_FORMAT",
    "W_TRIMMED",
];

/// A code from a report or an expectation, which names codes alone or as objects.
fn code(remark: &Value) -> &str {
    let code = remark
        .as_str()
        .unwrap_or_else(|| remark["code"].as_str().unwrap());
    if code == "W_WHITESPACE" {
        "W_TRIMMED"
    } else {
        code
    }
}

/// Remarks as a set: codes, with field and value where the expectation has them.
fn remarks(list: &Value, detailed: bool, only: Option<&[&str]>) -> BTreeSet<String> {
    list.as_array()
        .unwrap()
        .iter()
        .filter(|remark| only.is_none_or(|only| only.contains(&code(remark))))
        .map(|remark| match detailed {
            true => format!("{} {} {}", code(remark), remark["field"], remark["value"]),
            false => code(remark).to_owned(),
        })
        .collect()
}

/// Lists compare as sets.
fn plain(value: &Value) -> Value {
    match value {
        Value::Array(members) => {
            let mut members = members.clone();
            members.sort_by_key(ToString::to_string);
            Value::Array(members)
        }
        other => other.clone(),
    }
}

/// What differs between a row and its expectation.
pub fn differences(expected: &Value, found: &Value, only: &[&str], lenient: bool) -> Vec<String> {
    let mut out = Vec::new();
    let accepted = |status: &Value| status.as_str().is_some_and(|s| s.starts_with("accepted"));
    let (status, other) = (&expected["status"], &found["status"]);
    if status != other && !(lenient && accepted(status) && accepted(other)) {
        out.push(format!("status {status}, found {other}"));
    }
    let domains_count = !remarks(&expected["warnings"], false, None).contains("W_UNKNOWN_DOMAIN");
    for (name, value) in expected["fields"].as_object().unwrap() {
        let found = found["fields"].get(name).unwrap_or(&Value::Null);
        if plain(value) != plain(found) && (name != "study_domains" || domains_count) {
            out.push(format!("{name} {value}, found {found}"));
        }
    }
    let detailed = |list: &Value| {
        list.as_array()
            .unwrap()
            .first()
            .is_none_or(Value::is_object)
    };
    for (name, only) in [("errors", None), ("warnings", Some(only))] {
        // A formula is named by its beginning only.
        let detail = detailed(&expected[name]) && name == "errors";
        let (want, have) = (
            remarks(&expected[name], detail, only),
            remarks(&found[name], detail, only),
        );
        if want != have {
            out.push(format!("{name} {want:?}, found {have:?}"));
        }
    }
    // Rows with a number of their own are named by it; the heading is one row more.
    let offset = u64::from(expected.get("nr").is_some());
    let first = expected["duplicate_of"]
        .as_u64()
        .map(|first| first + offset);
    if first != found["duplicate_of"].as_u64() {
        out.push(format!(
            "duplicate_of {first:?}, found {}",
            found["duplicate_of"]
        ));
    }
    out
}

/// All rows of an expectation, and the warnings that it compares.
pub fn expectation(folder: &Path, name: &str) -> (Value, Vec<Value>) {
    let text = fs::read_to_string(folder.join(format!("{name}.expected.json"))).unwrap();
    let expected: Value = serde_json::from_str(&text).unwrap();
    let rows = match expected["rows_file"].as_str() {
        Some(file) => fs::read_to_string(folder.join(file))
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
        None => expected["rows"].as_array().unwrap().clone(),
    };
    (expected, rows)
}

/// The warnings that an expectation compares, and whether it leaves open which of
/// the two words for accepted is meant.
pub fn compared(expected: &Value) -> (Vec<&str>, bool) {
    let listed: Option<Vec<&str>> = expected["compared_warnings"]
        .as_array()
        .map(|codes| codes.iter().filter_map(Value::as_str).collect());
    let lenient = listed.is_some();
    (listed.unwrap_or_else(|| COMPARED.to_vec()), lenient)
}

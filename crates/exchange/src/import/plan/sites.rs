//! A row about an organisation and one of its campuses, as records have its values.

use super::{Against, place::Wanted};
use crate::import::{report::Judged, words};
use edutracker_domain::{Record, record};
use serde_json::Value;

/// Report fields that are texts, and what a site calls them.
const TEXTS: &[(&str, &str)] = &[
    ("campus_name", "name"),
    ("municipality", "municipality"),
    ("postal_code", "postalCode"),
    ("province", "province"),
];

/// What makes a site the same as a row: its name, within the organisation.
pub(super) fn identity(fields: &Record) -> String {
    let name = words::key(record::text(fields, "name"));
    format!("{}\u{1f}{name}", record::text(fields, "organisation"))
}

/// The values of the site.
pub(super) fn values(row: &Judged, against: &Against<'_>) -> Wanted {
    let mut out = Wanted::default();
    out.texts(row, TEXTS, against.empty_clears);
    if row.origin.said.contains("active")
        && let Some(Value::Bool(active)) = row.fields.get("active")
    {
        out.put("retired", (!active).into());
    }
    out
}

/// The values of the organisation itself.
pub(super) fn profile(row: &Judged, against: &Against<'_>) -> Wanted {
    let mut out = Wanted::default();
    out.texts(row, &[("website", "website")], against.empty_clears);
    let languages = row.fields.get("languages").map(super::offers::list);
    match languages {
        Some(languages) if !languages.is_empty() => {
            out.put("languages", record::set_of(languages));
        }
        _ if against.empty_clears && row.origin.emptied.contains("languages") => {
            out.put("languages", Value::Null);
        }
        _ => {}
    }
    out
}

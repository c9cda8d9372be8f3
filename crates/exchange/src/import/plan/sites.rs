//! A row about an organisation and one of its campuses, as records have its values.

use super::{Against, wanted::Wanted};
use crate::import::{context::Organisation, report::Judged, words};
use edutracker_domain::{Record, postal, record};
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
    if row.says("active")
        && let Some(Value::Bool(active)) = row.fields.get("active")
    {
        out.put("retired", (!active).into());
    }
    out
}

/// The province that follows from the postal code, where no cell says it, as
/// for a code that is typed in.
pub(super) fn place(wanted: &mut Wanted, owner: &Organisation) {
    let code = wanted.patch.get("postalCode").and_then(Value::as_str);
    match code.and_then(|code| postal::province_for(&owner.kind, code)) {
        Some(province) => wanted.put("province", province.into()),
        None => drop(wanted.patch.remove("province")),
    }
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

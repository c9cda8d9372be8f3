//! A row about an offer, as a record has its values.

use super::{NewContact, place::Placer, wanted::Wanted};
use crate::import::{
    context::{Existing, Organisation},
    field::Kind,
    report::Judged,
};
use edutracker_domain::{Record, record};
use serde_json::Value;

/// Report fields that are texts, and what records call them.
const TEXTS: &[(&str, &str)] = &[
    ("name", "name"),
    ("study_level", "studyLevel"),
    ("website", "website"),
    ("description", "description"),
    ("valid_from", "validFrom"),
];
/// Report fields that are lists of codes or texts.
const LISTS: &[(&str, &str)] = &[
    ("collaboration_forms", "collaborationForms"),
    ("collaboration_form", "collaborationForms"),
    ("study_levels", "studyLevels"),
    ("study_domains", "studyDomains"),
    ("languages", "languages"),
    ("provinces", "provinces"),
    ("specialisations", "specialisations"),
];

pub(super) fn list(value: &Value) -> Vec<String> {
    match value {
        Value::Array(members) => members
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        Value::String(text) => vec![text.clone()],
        _ => Vec::new(),
    }
}

/// Whether a record is an offer in the archive.
pub(super) fn is_archived(existing: &Existing) -> bool {
    record::flag(&existing.fields, "archived")
}

/// What makes an offer the same as a row: level or levels, name, provinces, and a company's form.
pub(super) fn identity(fields: &Record) -> String {
    let company = record::text(fields, "subject") == "companyOffer";
    [
        record::text(fields, "organisation").to_owned(),
        record::text(fields, "studyLevel").to_owned(),
        record::members(fields, "studyLevels").join(","),
        record::text(fields, "name").to_lowercase(),
        record::members(fields, "provinces").join(","),
        if company {
            record::members(fields, "collaborationForms").join(",")
        } else {
            String::new()
        },
    ]
    .join("\u{1f}")
}

/// The values of a row as a record has them, wherever in the row they come
/// from (a level out of the name). A default is none: only a cell says that.
pub(super) fn values(row: &Judged, organisation: &Organisation, placer: &Placer<'_>) -> Wanted {
    let (kind, against) = (placer.kind, placer.against);
    let mut out = Wanted::default();
    let of = |name: &str| row.fields.get(name).cloned().unwrap_or_default();
    let clears = |name: &str| against.empty_clears && row.origin.emptied.contains(name);
    out.texts(row, TEXTS, against.empty_clears);
    if let Some(subject) = of("subject").as_str() {
        out.put("subject", subject.into());
    }
    for (name, field) in LISTS {
        let members = list(&of(name));
        if !members.is_empty() {
            out.put(field, record::set_of(members));
        } else if clears(name) {
            out.put(field, Value::Null);
        }
    }
    let sites = if kind == Kind::CompanyOffers {
        "entities"
    } else {
        "campuses"
    };
    let ids: Vec<String> = list(&of(sites))
        .iter()
        .filter_map(|text| {
            organisation
                .sites
                .iter()
                .find(|site| site.code == *text || site.name == *text)?
                .id
        })
        .map(|id| id.to_string())
        .collect();
    if !ids.is_empty() {
        out.put("sites", record::set_of(ids));
    } else if clears(sites) {
        out.put("sites", Value::Null);
    }
    if let Some(months) = of("duration_months").as_u64() {
        out.put("durationMonths", months.into());
    } else if clears("duration_months") {
        out.put("durationMonths", Value::Null);
    }
    if row.says("published")
        && let Value::Bool(flag) = of("published")
    {
        out.put("published", flag.into());
    }
    if let Some(email) = of("contact_email").as_str() {
        match placer.contact(&organisation.code, email) {
            Some(id) => out.put("contact", id.to_string().into()),
            None => {
                let text = |name: &str| of(name).as_str().unwrap_or_default().to_owned();
                let name = Some(text("contact_name")).filter(|name| !name.is_empty());
                out.contact = Some(NewContact {
                    organisation: organisation.code.clone(),
                    email: email.to_owned(),
                    name: name.unwrap_or_else(|| email.to_owned()),
                    phone: text("contact_phone"),
                });
            }
        }
    }
    out
}

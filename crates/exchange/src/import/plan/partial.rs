//! Rows that say only a part of an offer that exists. What a new offer has to
//! have is not missing in them: where the file says nothing, the offer has it.

use super::offers;
use crate::import::{
    context::{Context, Existing},
    decision::{Decisions, Taken},
    field::Kind,
    report::{Judged, Remark, RemarkCode, Report, Status},
};
use edutracker_domain::{Record, RecordId, record};
use serde_json::Value;
use std::collections::BTreeSet;

/// Takes the errors about what is not said from the rows of a report about
/// offers that exist: those that a row names by its id or a person by a
/// decision (whether the id is known is a question of its own, which the plan
/// asks), and, for columns that the file does not have, those that
/// organisation, level, name and provinces make known. Where empty cells
/// clear, an empty cell says something.
pub fn complete(
    report: &mut Report,
    records: &[Existing],
    context: &Context,
    decisions: &Decisions,
    empty_clears: bool,
) {
    let kind = report.kind;
    let incomplete = |row: &Judged| row.errors.iter().any(|error| is_silence(error, row));
    if kind == Kind::OrganisationsCampuses || !report.rows.iter().any(incomplete) {
        return;
    }
    let known: BTreeSet<String> = records
        .iter()
        .map(|existing| offers::identity(&existing.fields))
        .collect();
    for row in &mut report.rows {
        if !incomplete(row) {
            continue;
        }
        let decided = decisions.get(&row.source_row).and_then(|told| told.row);
        let is_named = match decided {
            Some(Taken::Record(_)) => true,
            Some(Taken::New) => continue,
            _ => {
                let id = row.origin.id.as_ref();
                id.is_some_and(|id| id.parse::<RecordId>().is_ok())
            }
        };
        if !is_named && !known.contains(&identity(row, kind, context)) {
            continue;
        }
        let origin = &row.origin;
        let kept = |remark: &Remark| {
            let emptied = about(remark)
                .iter()
                .any(|field| origin.emptied.contains(field));
            let counts = if is_named {
                empty_clears && emptied
            } else {
                emptied
            };
            counts || !is_silent(remark, origin.said.iter().copied())
        };
        row.errors.retain(kept);
        row.warnings
            .retain(|remark| remark.code != RemarkCode::ScopeNoDomain || kept(remark));
        row.status = Status::of(&row.errors, &row.warnings);
    }
}

/// The fields, as reports call them, whose silence a remark tells of.
fn about(remark: &Remark) -> Vec<&'static str> {
    match remark.code {
        RemarkCode::NoContact => vec!["contact_email", "contact_name", "contact_phone"],
        _ => vec![remark.field],
    }
}

fn is_silent(remark: &Remark, said: impl Iterator<Item = &'static str>) -> bool {
    let silence = matches!(
        remark.code,
        RemarkCode::Required | RemarkCode::NoContact | RemarkCode::ScopeNoDomain
    );
    let fields = about(remark);
    silence && !said.into_iter().any(|field| fields.contains(&field))
}

fn is_silence(error: &Remark, row: &Judged) -> bool {
    is_silent(error, row.origin.said.iter().copied())
}

/// What would make an offer the same as the row.
fn identity(row: &Judged, kind: Kind, context: &Context) -> String {
    let text = |name: &str| {
        let value = row.fields.get(name).and_then(Value::as_str);
        value.unwrap_or_default().to_owned()
    };
    let owner = match row.fields.get("org_code").and_then(Value::as_str) {
        Some(code) => context.by_code(code),
        None => context.own(),
    };
    let mut out = Record::new();
    if let Some(id) = owner.and_then(|owner| owner.id) {
        record::put(&mut out, "organisation", id.to_string().into());
    }
    let mut set = |field: &str, name: &str| {
        let members = offers::list(row.fields.get(name).unwrap_or(&Value::Null));
        if !members.is_empty() {
            record::put(&mut out, field, record::set_of(members));
        }
    };
    set("provinces", "provinces");
    if kind == Kind::CompanyOffers {
        set("studyLevels", "study_levels");
        set("collaborationForms", "collaboration_form");
        record::put(&mut out, "subject", "companyOffer".into());
    } else {
        record::put(&mut out, "studyLevel", text("study_level").into());
    }
    record::put(&mut out, "name", text("name").into());
    offers::identity(&out)
}

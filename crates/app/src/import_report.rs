//! What is told of an import: each row with what becomes of it, and what texts may mean.

use crate::{Outcome, import_plan::Known};
use edutracker_domain::{RecordId, RecordType};
use edutracker_exchange::import::{
    context::{Context, Existing},
    plan::{Action, Change, Clash, NewContact, Plan, Planned},
    report::{Judged, Report},
};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{EditReply, ImportReport},
};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

fn internal(error: serde_json::Error) -> ClientError {
    ClientError::new(ErrorCode::Internal).with("detail", error)
}

fn change(change: &Change) -> Value {
    json!({"type": change.of, "field": change.field, "before": change.before, "after": change.after})
}

fn clash(clash: &Clash) -> Value {
    let Clash {
        of,
        field,
        here,
        file,
        usable,
        side,
    } = clash;
    json!({"type": of, "field": field, "here": here, "file": file, "usable": usable, "side": side})
}

/// A record to choose, with what tells it from the others.
fn candidate(existing: &Existing) -> Value {
    const TELLING: &[&str] = &[
        "name",
        "collaborationForms",
        "sites",
        "specialisations",
        "description",
        "published",
        "municipality",
        "postalCode",
    ];
    let told = TELLING
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), existing.fields.get(*name)?.clone())));
    json!({"id": existing.id, "fields": told.collect::<Map<String, Value>>()})
}

/// A row as it is reported, with what becomes of it.
fn line(row: &Judged, planned: Option<&Planned>) -> Result<Value, serde_json::Error> {
    let mut line = serde_json::to_value(row)?;
    let (Some(planned), Some(fields)) = (planned, line.as_object_mut()) else {
        return Ok(line);
    };
    if let Some(Value::Array(warnings)) = fields.get_mut("warnings") {
        for remark in &planned.remarks {
            warnings.push(serde_json::to_value(remark)?);
        }
    }
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("action", json!(planned.action));
    if let Some(id) = planned.id {
        put("id", json!(id));
    }
    // All of a new record is new: that stands in the row itself.
    let told: Vec<Value> = planned
        .changes
        .iter()
        .filter(|one| planned.id.is_some() || one.of == RecordType::Organisation)
        .map(change)
        .collect();
    if planned.id.is_some() || !told.is_empty() {
        put("changes", told.into());
    }
    // Why somebody has to choose, and between what.
    if let Some(reason) = planned.reason {
        put("reason", json!(reason));
    }
    if !planned.clashes.is_empty() {
        put("clashes", planned.clashes.iter().map(clash).collect());
    }
    if !planned.candidates.is_empty() {
        put(
            "candidates",
            planned.candidates.iter().map(candidate).collect(),
        );
    }
    if let Some(into) = planned.merged {
        put("merged_into", into.into());
    }
    Ok(line)
}

/// One contact of an organisation is one e-mail, however its name is written.
pub(crate) fn mailbox(contact: &NewContact) -> (String, String) {
    (contact.organisation.clone(), contact.email.to_lowercase())
}

/// The contacts that the rows of a plan need and that are not there, each once
/// with the number of rows, with the first name and telephone that a row gives.
pub(crate) fn new_contacts(plan: &Plan) -> BTreeMap<(String, String), (NewContact, usize)> {
    let mut needed: BTreeMap<(String, String), (NewContact, usize)> = BTreeMap::new();
    for row in &plan.rows {
        if let (Action::Added | Action::Changed, Some(contact)) = (row.action, &row.contact) {
            let (known, rows) = needed
                .entry(mailbox(contact))
                .or_insert_with(|| (contact.clone(), 0));
            *rows += 1;
            if known.phone.is_empty() {
                known.phone.clone_from(&contact.phone);
            }
            if known.name == known.email {
                known.name.clone_from(&contact.name);
            }
        }
    }
    needed
}

/// The records that taking in a plan changes: those of the file, each once
/// however many rows speak of it, and those that come along with them.
fn touched(plan: &Plan) -> Value {
    let rows = || {
        let taken = |row: &&Planned| matches!(row.action, Action::Added | Action::Changed);
        plan.rows.iter().filter(taken)
    };
    let added = rows().filter(|row| row.action == Action::Added).count();
    let changed: BTreeSet<RecordId> = rows()
        .filter(|row| row.action == Action::Changed)
        .filter(|row| !row.patch.is_empty() || row.contact.is_some())
        .filter_map(|row| row.id)
        .collect();
    let organisations: BTreeSet<RecordId> = rows()
        .filter_map(|row| Some(row.profile.as_ref()?.0))
        .collect();
    json!({
        "added": added, "changed": changed.len(),
        "contacts": new_contacts(plan).len(), "organisations": organisations.len(),
    })
}

/// What texts of the file may be said to mean: the organisations whose rows
/// may be imported, with their sites and contacts.
fn meanings(context: &Context, known: &Known, own: &dyn Fn(RecordId) -> bool) -> Value {
    let own: Vec<_> = context
        .organisations
        .iter()
        .filter(|organisation| organisation.id.is_some_and(own))
        .collect();
    let organisations: Vec<Value> = own
        .iter()
        .map(|organisation| json!({"code": organisation.code, "name": organisation.name}))
        .collect();
    let sites: Vec<Value> = own
        .iter()
        .flat_map(|organisation| organisation.sites.iter().map(|site| {
            json!({"organisation": organisation.code, "code": site.code, "name": site.name, "municipality": site.municipality})
        }))
        .collect();
    let contacts: Vec<Value> = known
        .contacts
        .iter()
        .filter(|contact| own.iter().any(|organisation| organisation.code == contact.organisation))
        .map(|contact| {
            json!({"organisation": contact.organisation, "email": contact.email, "name": contact.name})
        })
        .collect();
    json!({"organisations": organisations, "sites": sites, "contacts": contacts})
}

/// The answer about a file.
pub(crate) fn reported(
    report: &Report,
    context: &Context,
    planned: Option<&(Plan, Known)>,
    own: &dyn Fn(RecordId) -> bool,
    done: Option<EditReply>,
) -> Outcome<ImportReport> {
    let by_row: BTreeMap<u32, &Planned> = planned
        .into_iter()
        .flat_map(|(plan, _)| &plan.rows)
        .map(|planned| (planned.source_row, planned))
        .collect();
    let rows: Result<Vec<Value>, serde_json::Error> = report
        .rows
        .iter()
        .map(|row| line(row, by_row.get(&row.source_row).copied()))
        .collect();
    let mut summary = report.summary();
    if let (Some((plan, known)), Value::Object(summary)) = (planned, &mut summary) {
        let mut actions: BTreeMap<&str, u64> = BTreeMap::new();
        for planned in &plan.rows {
            *actions.entry(planned.action.as_str()).or_default() += 1;
        }
        if let Some(Value::Object(warnings)) = summary.get_mut("warnings") {
            for remark in plan.rows.iter().flat_map(|row| &row.remarks) {
                let count = warnings.get(remark.code.as_str()).and_then(Value::as_u64);
                let count = count.unwrap_or_default() + 1;
                warnings.insert(remark.code.to_string(), count.into());
            }
        }
        summary.insert("by_action".to_owned(), json!(actions));
        summary.insert("records".to_owned(), touched(plan));
        summary.insert("missing".to_owned(), json!(plan.missing));
        let contacts = new_contacts(plan).into_values().map(|(contact, rows)| {
            json!({"organisation": contact.organisation, "email": contact.email, "name": contact.name, "rows": rows})
        });
        summary.insert("new_contacts".to_owned(), contacts.collect());
        summary.insert("known".to_owned(), meanings(context, known, own));
    }
    Ok(ImportReport {
        kind: report.kind.as_str().to_owned(),
        detected: report.detected.clone(),
        rows: rows.map_err(internal)?,
        summary,
        done,
    })
}

//! What importing a spreadsheet would do, and doing it: offers become pending
//! edits, in one step that can be taken back.

use crate::{
    App, Outcome,
    edits::{Refused, permitted, step_told},
    failure,
    host::{is_own, side},
    import::{Opened, all, open},
    rows,
};
use edutracker_domain::{
    Record, RecordId, RecordType, record as fields,
    rights::{self, Action as Right},
};
use edutracker_exchange::import::{
    context::{Context, Existing},
    field::Kind,
    plan::{Action, Against, Contact, NewContact, Plan, Planned, plan},
    report::Report,
    row,
};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{Condition, EditReply, ImportAsked, ImportReport, SourceFile, StepDetail},
};
use edutracker_store::{Result as CacheResult, edit::Editor, filter::Query, record, view};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

fn internal(error: serde_json::Error) -> ClientError {
    ClientError::new(ErrorCode::Internal).with("detail", error)
}

/// The offers of the organisations that rows of a report belong to.
fn offers(
    connection: &Connection,
    report: &Report,
    context: &Context,
) -> CacheResult<Vec<Existing>> {
    let codes: BTreeSet<&str> = report
        .rows
        .iter()
        .filter_map(|row| row.fields.get("org_code").and_then(Value::as_str))
        .chain(context.own.as_deref())
        .collect();
    let epoch = rows::epoch(connection)?;
    let mut out = Vec::new();
    for id in codes
        .into_iter()
        .filter_map(|code| context.by_code(code)?.id)
    {
        let mut query = Query::of(RecordType::Offer);
        let of = Condition::new("organisation", &id.to_string());
        let _ = query.narrow(connection, RecordType::Offer, &of)?;
        let _ = query.sort(RecordType::Offer, &[]);
        for number in view::all(connection, &query)? {
            let stored = record::by_number(connection, number)?;
            let record = stored.effective();
            // What was put away or removed is not matched with: a row of it is a new offer.
            if fields::flag(record, "archived") || fields::get(record, "removed").is_some() {
                continue;
            }
            out.push(Existing {
                id: stored.id,
                rev: stored.rev(epoch).map(|rev| rev.to_string()),
                fields: record.clone(),
            });
        }
    }
    Ok(out)
}

fn contacts(connection: &Connection, context: &Context) -> CacheResult<Vec<Contact>> {
    let codes: BTreeMap<String, &str> = context
        .organisations
        .iter()
        .filter_map(|organisation| Some((organisation.id?.to_string(), organisation.code.as_str())))
        .collect();
    let stored = all(connection, RecordType::Contact)?;
    let usable = stored
        .iter()
        .filter(|contact| !fields::flag(contact.effective(), "retired"));
    Ok(usable
        .filter_map(|contact| {
            let record = contact.effective();
            Some(Contact {
                id: contact.id,
                organisation: (*codes.get(fields::text(record, "organisation"))?).to_owned(),
                email: fields::text(record, "email").to_owned(),
            })
        })
        .collect())
}

/// The plan for a report of offers, where an account is signed in.
fn planned(app: &App, opened: &Opened, report: &Report) -> Outcome<Option<Plan>> {
    if report.kind == Kind::OrganisationsCampuses || app.account().is_err() {
        return Ok(None);
    }
    let context = &opened.context;
    let (offers, contacts) = app
        .cache()?
        .read(|c| Ok((offers(c, report, context)?, contacts(c, context)?)))
        .map_err(failure::cache)?;
    Ok(Some(plan(
        report,
        &Against {
            context,
            offers: &offers,
            contacts: &contacts,
            // Earlier revisions are not kept here: a stale row that differs is asked about.
            base: &|_, _| None,
            empty_clears: false,
        },
    )))
}

/// A row as it is reported, with what becomes of it.
fn line(
    row: &edutracker_exchange::import::report::Judged,
    planned: Option<&Planned>,
) -> Result<Value, serde_json::Error> {
    let mut line = serde_json::to_value(row)?;
    if let (Some(planned), Value::Object(line)) = (planned, &mut line) {
        line.insert("action".to_owned(), json!(planned.action));
        if let Some(id) = planned.id {
            line.insert("id".to_owned(), json!(id));
            let changes = planned.changes.iter().map(|change| {
                json!({"field": change.field, "before": change.before, "after": change.after})
            });
            line.insert("changes".to_owned(), changes.collect());
        }
        // Why somebody has to choose.
        let conflicts = planned.conflicts.iter().map(|conflict| conflict.field);
        if !planned.conflicts.is_empty() {
            line.insert("conflicts".to_owned(), conflicts.collect());
        }
        if !planned.candidates.is_empty() {
            line.insert("candidates".to_owned(), json!(planned.candidates));
        }
    }
    Ok(line)
}

fn reported(
    report: &Report,
    plan: Option<&Plan>,
    done: Option<EditReply>,
) -> Outcome<ImportReport> {
    let by_row: BTreeMap<u32, &Planned> = plan
        .into_iter()
        .flat_map(|plan| &plan.rows)
        .map(|planned| (planned.source_row, planned))
        .collect();
    let rows: Result<Vec<Value>, serde_json::Error> = report
        .rows
        .iter()
        .map(|row| line(row, by_row.get(&row.source_row).copied()))
        .collect();
    let mut summary = report.summary();
    if let (Some(plan), Value::Object(summary)) = (plan, &mut summary) {
        let mut actions: BTreeMap<&str, u64> = BTreeMap::new();
        for planned in &plan.rows {
            *actions.entry(planned.action.as_str()).or_default() += 1;
        }
        summary.insert("by_action".to_owned(), json!(actions));
        summary.insert("missing".to_owned(), json!(plan.missing));
    }
    Ok(ImportReport {
        kind: report.kind.as_str().to_owned(),
        detected: report.detected.clone(),
        rows: rows.map_err(internal)?,
        summary,
        done,
    })
}

/// A file with what was found in it and what it would change.
pub(crate) struct Asked {
    pub opened: Opened,
    pub report: Report,
    pub plan: Option<Plan>,
}

pub(crate) fn judged(app: &App, asked: &ImportAsked) -> Outcome<Asked> {
    let mut go_on = app.reading.begin();
    let mut opened = open(app, asked, &mut |done| go_on(done / 2.0))?;
    let mut report = row::judge(
        &opened.table,
        &opened.understanding,
        &opened.context,
        &mut |done| go_on(0.5 + done / 2.0),
    )?;
    if let Some(own) = opened.own.take() {
        own.settle(&mut report);
    }
    let plan = planned(app, &opened, &report)?;
    Ok(Asked {
        opened,
        report,
        plan,
    })
}

/// What importing a file would do; nothing is written. Nobody has to be signed
/// in for a file that names the institution in each row, or with an
/// organisation that is publicly known.
///
/// # Errors
/// When the file cannot be read or understood, or it is not known whose it is.
pub async fn import_check(app: &App, asked: ImportAsked) -> Outcome<ImportReport> {
    let Asked { report, plan, .. } = judged(app, &asked)?;
    reported(&report, plan.as_ref(), None)
}

/// One contact of an organisation is one e-mail, however its name is written.
fn mailbox(contact: &NewContact) -> (String, String) {
    (contact.organisation.clone(), contact.email.to_lowercase())
}

/// The contacts that offers need, made first; each once, with the first name
/// and telephone that a row gives.
fn make_contacts(
    editor: &mut Editor<'_, '_>,
    plan: &Plan,
    context: &Context,
) -> Result<BTreeMap<(String, String), RecordId>, Refused> {
    let mut needed: BTreeMap<(String, String), NewContact> = BTreeMap::new();
    for row in &plan.rows {
        if let (Action::Added | Action::Changed, Some(contact)) = (row.action, &row.contact) {
            let known = needed
                .entry(mailbox(contact))
                .or_insert_with(|| contact.clone());
            if known.phone.is_empty() {
                known.phone.clone_from(&contact.phone);
            }
            if known.name == known.email {
                known.name.clone_from(&contact.name);
            }
        }
    }
    let mut made = BTreeMap::new();
    for (mailbox, contact) in needed {
        let owner = context.by_code(&contact.organisation);
        let Some(organisation) = owner.and_then(|organisation| organisation.id) else {
            continue;
        };
        let id = RecordId::new();
        let mut record = Record::new();
        fields::put(&mut record, "organisation", organisation.to_string().into());
        fields::put(&mut record, "name", contact.name.into());
        fields::put(&mut record, "email", contact.email.into());
        if !contact.phone.is_empty() {
            fields::put(&mut record, "phone", contact.phone.into());
        }
        editor.create(RecordType::Contact, id, organisation, &record)?;
        made.insert(mailbox, id);
    }
    Ok(made)
}

/// Imports a file of offers: what is added and changed becomes pending edits,
/// in one step that names the file. Rows that need a decision or are not
/// usable stand in no other's way.
///
/// # Errors
/// As [`import_check`]; [`ErrorCode::NotAllowed`] for offers of others,
/// [`ErrorCode::NotAvailable`] for files about organisations.
pub async fn import(app: &App, asked: ImportAsked) -> Outcome<ImportReport> {
    app.account()?;
    let Asked {
        opened,
        report,
        plan,
    } = judged(app, &asked)?;
    let Some(plan) = plan else {
        return Err(ClientError::new(ErrorCode::NotAvailable).with("action", "import"));
    };
    let file = Path::new(&asked.path).file_name().unwrap_or_default();
    let detail = StepDetail {
        kind: Some(RecordType::Offer),
        source: Some(SourceFile {
            file: file.to_string_lossy().into_owned(),
            sha256: opened.table.facts.sha256.clone(),
        }),
        ..StepDetail::default()
    };
    let done = step_told(app, "import", detail, |tx, editor, account, _| {
        let allowed = |right: Right| {
            if rights::allows(side(account), &account.role, right) {
                Ok(())
            } else {
                Err(ClientError::new(ErrorCode::NotAllowed).with("action", right))
            }
        };
        allowed(Right::OfferEdit)?;
        let made = make_contacts(editor, &plan, &opened.context)?;
        for planned in &plan.rows {
            let mut patch = planned.patch.clone();
            if let Some(id) = planned
                .contact
                .as_ref()
                .and_then(|contact| made.get(&mailbox(contact)))
            {
                patch.insert("contact".to_owned(), id.to_string().into());
            }
            match (planned.action, planned.id) {
                (Action::Added, _) => {
                    allowed(Right::OfferCreate)?;
                    let owner = fields::text(&patch, "organisation").to_owned();
                    let organisation = owner.parse().ok().filter(|_| is_own(account, &owner));
                    let organisation: RecordId = organisation.ok_or_else(|| {
                        ClientError::new(ErrorCode::NotAllowed).with("action", Right::OfferCreate)
                    })?;
                    editor.create(RecordType::Offer, RecordId::new(), organisation, &patch)?;
                }
                (Action::Changed, Some(id)) => {
                    let stored = record::get(tx, RecordType::Offer, id)?;
                    permitted(account, &stored, &patch)?;
                    editor.update_stored(&stored, &patch)?;
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    reported(&report, Some(&plan), Some(done))
}

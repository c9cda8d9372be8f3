//! What importing a spreadsheet would do, and doing it: its rows become pending
//! edits, in one step that can be taken back.

use crate::{
    App, Outcome,
    edits::{Refused, permitted, step_told},
    import::{Opened, open},
    import_plan::{Known, changing_right, planned},
    import_report::{mailbox, new_contacts, reported},
};
use edutracker_domain::{Record, RecordId, RecordType, record as fields};
use edutracker_exchange::import::{
    context::Context,
    plan::{Action, Plan, Planned, record_type},
    report::Report,
    row,
};
use edutracker_protocol::{
    ErrorCode,
    command::{ImportAsked, ImportChoices, ImportReport, Recipe, SourceFile, StepDetail},
    wire::AccountInfo,
};
use edutracker_store::{Transaction, edit::Editor, record};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// A file with what was found in it and what it would change.
pub(crate) struct Asked {
    pub opened: Opened,
    pub report: Report,
    pub plan: Option<(Plan, Known)>,
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
        own.settle(&mut report, &opened.understanding.decisions);
    }
    let plan = planned(app, &opened, &mut report)?;
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
    let Asked {
        opened,
        report,
        plan,
    } = judged(app, &asked)?;
    let account = app.account().ok();
    let own = |id| {
        account
            .as_ref()
            .is_some_and(|account| account.belongs_to(id))
    };
    reported(&report, &opened.context, plan.as_ref(), &own, None)
}

/// The headings of a file, with what stands below them.
fn columns_of(report: &ImportReport) -> BTreeMap<String, String> {
    let columns = report.detected["columns"].as_array();
    columns
        .into_iter()
        .flatten()
        .map(|column| {
            let text = |name: &str| column[name].as_str().unwrap_or_default().to_owned();
            (text("heading"), text("target"))
        })
        .filter(|(heading, _)| !heading.trim().is_empty())
        .collect()
}

/// What was found out and chosen about a file, as a recipe for others with its
/// headings. `asked` is what the report answers.
#[must_use]
pub fn recipe_of(app: &App, report: &ImportReport, asked: &ImportAsked) -> Recipe {
    let columns = columns_of(report);
    let choices = &asked.choices;
    // By what is found in it before anything is said the next file is known.
    let unsaid = ImportAsked {
        recipe: None,
        choices: ImportChoices::default(),
        ..asked.clone()
    };
    let found = open(app, &unsaid, &mut |_| Ok(())).map(|opened| {
        let columns = opened.understanding.columns.into_iter();
        let headings: BTreeSet<String> = columns.map(|column| column.heading).collect();
        headings
            .into_iter()
            .filter(|heading| !heading.trim().is_empty())
            .collect()
    });
    Recipe {
        headings: columns.keys().cloned().collect(),
        // Where it is not understood by itself, there is nothing to know it by.
        found: found.unwrap_or_default(),
        choices: ImportChoices {
            kind: Some(report.kind.clone()),
            columns,
            // They are about the rows of this file.
            decisions: BTreeMap::new(),
            ..choices.clone()
        },
    }
}

/// The contacts that offers need, made first.
fn make_contacts(
    editor: &mut Editor<'_, '_>,
    plan: &Plan,
    context: &Context,
) -> Result<BTreeMap<(String, String), RecordId>, Refused> {
    let mut made = BTreeMap::new();
    for (mailbox, (contact, _)) in new_contacts(plan) {
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

/// Makes the edits of a row.
fn take_in(
    tx: &Transaction<'_>,
    editor: &mut Editor<'_, '_>,
    account: &AccountInfo,
    of: RecordType,
    planned: &Planned,
    contacts: &BTreeMap<(String, String), RecordId>,
) -> Result<(), Refused> {
    let mut patch = planned.patch.clone();
    let contact = planned.contact.as_ref();
    if let Some(id) = contact.and_then(|contact| contacts.get(&mailbox(contact))) {
        patch.insert("contact".to_owned(), id.to_string().into());
    }
    match (planned.action, planned.id) {
        (Action::Added, _) => {
            // The plan holds only rows of organisations that are the account's own.
            let owner = fields::text(&patch, "organisation").parse();
            let owner = owner.unwrap_or(account.organisation);
            editor.create(of, RecordId::new(), owner, &patch)?;
        }
        (Action::Changed, Some(id)) if !patch.is_empty() => {
            let stored = record::get(tx, of, id)?;
            permitted(account, &stored, &patch)?;
            editor.update_stored(stored, &patch)?;
        }
        _ => {}
    }
    if let (Action::Added | Action::Changed, Some((id, patch))) = (planned.action, &planned.profile)
    {
        let stored = record::get(tx, RecordType::Organisation, *id)?;
        permitted(account, &stored, patch)?;
        editor.update_stored(stored, patch)?;
    }
    Ok(())
}

/// Imports a file: what is added and changed becomes pending edits, in one
/// step that names the file. Rows that need a decision, are not usable or
/// belong to others stand in no other's way.
///
/// # Errors
/// As [`import_check`]; [`ErrorCode::NotAllowed`] for a role that may import nothing of the kind.
pub async fn import(app: &App, asked: ImportAsked) -> Outcome<ImportReport> {
    let account = app.account()?;
    let Asked {
        opened,
        report,
        plan,
    } = judged(app, &asked)?;
    let Some((made, known)) = plan else {
        return Err(ErrorCode::NotSignedIn.into());
    };
    let of = record_type(report.kind);
    app.may(&account, changing_right(of))?;
    let file = Path::new(&asked.path).file_name().unwrap_or_default();
    let detail = StepDetail {
        kind: Some(of),
        source: Some(SourceFile {
            file: file.to_string_lossy().into_owned(),
            sha256: opened.table.facts.sha256.clone(),
        }),
        ..StepDetail::default()
    };
    let done = step_told(app, "import", detail, |tx, editor, account, _| {
        let contacts = make_contacts(editor, &made, &opened.context)?;
        for planned in &made.rows {
            take_in(tx, editor, account, of, planned, &contacts)?;
        }
        Ok(())
    })?;
    let own = |id| account.belongs_to(id);
    let planned = (made, known);
    reported(&report, &opened.context, Some(&planned), &own, Some(done))
}

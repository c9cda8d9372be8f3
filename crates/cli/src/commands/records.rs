//! Records: list, show, edit, make, put away.

use super::Outcome;
use crate::{
    Terminal,
    arguments::{Bulk, Filter},
    exit::Exit,
    print,
    values::{self, Assignment},
};
use edutracker_app::{self as app, edits, rows, views};
use edutracker_domain::{Record, RecordId, RecordType, Severity, merge::Patch};
use edutracker_i18n::{Key, Value as TextValue};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{Create, Discard, EditReply, RecordEdit, RecordRef, Row, RowState, ViewOpen},
};
use serde_json::{Value, json};

pub(super) fn open(
    terminal: &Terminal,
    kind: RecordType,
    filter: &Filter,
) -> Result<ViewOpen, ClientError> {
    let conditions = filter
        .conditions
        .iter()
        .map(|text| values::condition(terminal, kind, text))
        .collect::<Result<_, _>>()?;
    Ok(views::filter(kind, conditions))
}

pub(super) fn list(terminal: &Terminal, view: ViewOpen) -> Outcome {
    views::each_row(&terminal.app, &view, |row| {
        if terminal.json {
            print::out(&print::flat(&row).to_string());
        } else {
            print::out(&print::line(terminal, &row));
        }
        Ok(())
    })?;
    Ok(Exit::Done)
}

pub(super) async fn show(terminal: &Terminal, kind: RecordType, id: &str) -> Outcome {
    let id = views::find(&terminal.app, kind, id)?;
    let view = app::record_get(&terminal.app, RecordRef { kind, id }).await?;
    let mut value = print::flat(&view.row);
    if !view.pending.is_empty()
        && let Value::Object(object) = &mut value
    {
        let base = view.base.map(|fields| {
            print::flat(&Row {
                fields,
                ..view.row.clone()
            })
        });
        object.insert("base".to_owned(), base.unwrap_or(Value::Null));
        let pending: Vec<&str> = view
            .pending
            .iter()
            .map(|change| change.field.as_str())
            .collect();
        object.insert("pending".to_owned(), json!(pending));
    }
    if terminal.json {
        print::out(&value.to_string());
    } else if let Value::Object(members) = &value {
        for (name, value) in members {
            print::out(&format!("{name:<20} {}", print::plain(value)));
        }
        for finding in &view.row.findings {
            print::say(&format!(
                "{}: {}",
                finding.field(),
                terminal.texts.finding(finding)
            ));
        }
    }
    Ok(Exit::Done)
}

/// The ids, unless a filter names the records.
pub(super) fn ids_or_filter<'a>(
    filter: &Filter,
    ids: &'a [&'a str],
) -> Result<Option<&'a [&'a str]>, ClientError> {
    let by_filter = filter.all || !filter.conditions.is_empty();
    if by_filter != ids.is_empty() {
        // Either ids or a filter; neither is a slip that could touch everything.
        return Err(ClientError::new(ErrorCode::InvalidValue)
            .with("field", "ID")
            .with("value", ids.join(" ")));
    }
    Ok((!by_filter).then_some(ids))
}

/// The records that ids or a filter stand for.
pub(super) fn chosen(
    terminal: &Terminal,
    kind: RecordType,
    filter: &Filter,
    ids: &[&str],
) -> Result<Vec<RecordId>, ClientError> {
    match ids_or_filter(filter, ids)? {
        None => views::select(&terminal.app, &open(terminal, kind, filter)?),
        Some(ids) => ids
            .iter()
            .map(|id| views::find(&terminal.app, kind, id))
            .collect(),
    }
}

pub(super) async fn set(
    terminal: &Terminal,
    kind: RecordType,
    filter: &Filter,
    arguments: &[String],
) -> Outcome {
    let (assignments, ids): (Vec<&str>, Vec<&str>) = arguments
        .iter()
        .map(String::as_str)
        .partition(|text| values::is_assignment(text));
    if assignments.is_empty() {
        return Err(ClientError::new(ErrorCode::InvalidValue)
            .with("field", "F=V")
            .with("value", ""));
    }
    let assignments = assignments
        .into_iter()
        .map(|text| Assignment::parse(terminal, kind, text))
        .collect::<Result<Vec<_>, _>>()?;
    let edits = chosen(terminal, kind, filter, &ids)?
        .into_iter()
        .map(|id| {
            let (row, _) = rows::one(&terminal.app, kind, id)?;
            let mut patch = Patch::new();
            for assignment in &assignments {
                assignment.apply(&row.fields, &mut patch);
            }
            Ok(RecordEdit { kind, id, patch })
        })
        .collect::<Result<Vec<_>, ClientError>>()?;
    let reply = edits::edit_as(&terminal.app, "edit", edits)?;
    let exit = edited(terminal, &reply).await?;
    Ok(if reply.invalid > 0 {
        Exit::Decision
    } else {
        exit
    })
}

pub(super) async fn create(
    terminal: &Terminal,
    kind: RecordType,
    assignments: &[String],
) -> Outcome {
    let mut fields = Record::new();
    for text in assignments {
        Assignment::parse(terminal, kind, text)?.apply(&Record::new(), &mut fields);
    }
    edited(
        terminal,
        &app::create(&terminal.app, Create { kind, fields }).await?,
    )
    .await
}

pub(super) async fn put_away(
    terminal: &Terminal,
    action: &str,
    field: &str,
    usual: RecordType,
    bulk: Bulk,
) -> Outcome {
    let mut arguments: Vec<&str> = bulk.arguments.iter().map(String::as_str).collect();
    let named = arguments
        .first()
        .and_then(|first| first.parse::<RecordType>().ok());
    if named.is_some() {
        arguments.remove(0);
    }
    let kind = named.unwrap_or(usual);
    let edits = chosen(terminal, kind, &bulk.filter, &arguments)?
        .into_iter()
        .map(|id| {
            let mut patch = Patch::new();
            patch.insert(field.to_owned(), Value::Bool(!bulk.back));
            RecordEdit { kind, id, patch }
        })
        .collect();
    edited(terminal, &edits::edit_as(&terminal.app, action, edits)?).await
}

pub(super) async fn delete(terminal: &Terminal, kind: RecordType, ids: &[String]) -> Outcome {
    let mut records = Vec::new();
    for id in ids {
        let id = views::find(&terminal.app, kind, id)?;
        let (row, _) = rows::one(&terminal.app, kind, id)?;
        if row.state == RowState::Waiting {
            return Err(ErrorCode::Waiting.into());
        }
        if row.rev.is_some() {
            return Err(ClientError::new(ErrorCode::CannotDelete).with("type", kind));
        }
        records.push(RecordRef { kind, id });
    }
    let reply = app::discard(
        &terminal.app,
        Discard {
            records,
            field: None,
        },
    )
    .await?;
    edited(terminal, &reply).await
}

/// Prints what an edit did.
pub(super) async fn edited(terminal: &Terminal, reply: &EditReply) -> Outcome {
    let value = json!({
        "changed": reply.changed, "unchanged": reply.unchanged, "invalid": reply.invalid,
        "step": reply.step, "ids": reply.ids,
    });
    print::out(&value.to_string());
    for site in &reply.dropped {
        print::say(&terminal.texts.text(
            Key::CliSiteDropped,
            &[("site", TextValue::from(site.site.as_str()))],
        ));
    }
    if let Some(numbers) = &reply.needs_confirm {
        let args = [
            ("updates", TextValue::from(numbers.updates)),
            ("removals", TextValue::from(numbers.removals)),
        ];
        print::say(&terminal.texts.text(Key::CliConfirmPush, &args));
        return Ok(Exit::Decision);
    }
    if reply.invalid > 0 {
        explain(terminal, reply)?;
    }
    Ok(Exit::Done)
}

/// Says which rules keep the first few records from being sent.
fn explain(terminal: &Terminal, reply: &EditReply) -> Result<(), ClientError> {
    let mut told = 0;
    for id in &reply.ids {
        for kind in RecordType::ALL {
            let Ok((row, _)) = rows::one(&terminal.app, *kind, *id) else {
                continue;
            };
            let errors = row
                .findings
                .iter()
                .filter(|f| f.severity == Severity::Error);
            for finding in errors {
                print::say(&format!(
                    "{id} {}: {}",
                    finding.field(),
                    terminal.texts.finding(finding)
                ));
                told += 1;
            }
        }
        if told >= 10 {
            break;
        }
    }
    Ok(())
}

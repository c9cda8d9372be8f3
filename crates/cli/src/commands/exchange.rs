//! What needs the service: pull, push, sync, history.

use super::{Outcome, records::edited};
use crate::{Terminal, arguments::PushArguments, exit::Exit, print, refusal};
use edutracker_app::{self as app, views};
use edutracker_domain::{RecordId, RecordType};
use edutracker_i18n::{Key, Value as TextValue};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{Nothing, PendingSet, Push, PushReply, RecordRef, Retry, Tick},
};
use serde_json::{Value, json};

pub(super) async fn pull(terminal: &Terminal) -> Outcome {
    let pulled = app::pull(&terminal.app, Nothing {}).await?;
    print::out(&serde_json::to_string(&pulled).unwrap_or_default());
    Ok(if decisions(terminal).await? {
        Exit::Decision
    } else {
        Exit::Done
    })
}

pub(super) async fn push(terminal: &Terminal, arguments: PushArguments) -> Outcome {
    let dry_run = arguments.dry_run;
    let ticks = ticks(terminal, &arguments)?;
    let reply = app::push(
        &terminal.app,
        Push {
            dry_run,
            comment: arguments.comment,
            confirm: arguments.yes,
            // The command itself is the word.
            wary: false,
            ticks,
        },
    )
    .await?;
    pushed(terminal, &reply);
    if dry_run {
        return Ok(Exit::Done);
    }
    Ok(
        if reply.needs_confirm.is_some() || decisions(terminal).await? {
            Exit::Decision
        } else {
            Exit::Done
        },
    )
}

/// What the arguments choose; none: everything.
fn ticks(terminal: &Terminal, arguments: &PushArguments) -> Result<Option<Vec<Tick>>, ClientError> {
    if arguments.only.is_empty() && arguments.step.is_empty() {
        return Ok(None);
    }
    let mut ticks = vec![Tick {
        set: PendingSet::All {},
        on: false,
    }];
    for step in &arguments.step {
        let set = PendingSet::Step { step: Some(*step) };
        ticks.push(Tick { set, on: true });
    }
    for text in &arguments.only {
        let (kind, id) = any_type(terminal, text)?;
        let set = PendingSet::Record { kind, id };
        ticks.push(Tick { set, on: true });
    }
    Ok(Some(ticks))
}

/// The record that an id stands for, whatever its type.
fn any_type(terminal: &Terminal, text: &str) -> Result<(RecordType, RecordId), ClientError> {
    let mut found = None;
    for kind in RecordType::ALL {
        match views::find(&terminal.app, *kind, text) {
            Ok(_) if found.is_some() => {
                return Err(ClientError::new(ErrorCode::AmbiguousId).with("id", text));
            }
            Ok(id) => found = Some((*kind, id)),
            Err(error) if error.code == ErrorCode::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    found.ok_or_else(|| {
        ClientError::new(ErrorCode::NotFound)
            .with("type", "record")
            .with("id", text)
    })
}

/// Lets refused edits go with the next push again.
pub(super) async fn retry(terminal: &Terminal, ids: &[String]) -> Outcome {
    let mut records = Vec::new();
    for text in ids {
        let (kind, id) = any_type(terminal, text)?;
        records.push(RecordRef { kind, id });
    }
    let reply = app::retry(&terminal.app, Retry { records }).await?;
    edited(terminal, &reply).await
}

/// Whether anything waits for a person: a conflict, a refusal, a broken rule.
pub(super) async fn decisions(terminal: &Terminal) -> Result<bool, ClientError> {
    let status = app::status(&terminal.app, Nothing {}).await?;
    Ok(status.conflicts + status.refused + status.invalid > 0)
}

/// Prints what became of a push.
pub(super) fn pushed(terminal: &Terminal, reply: &PushReply) {
    let results: Vec<Value> = reply
        .results
        .iter()
        .filter(|item| !item.status.is_done())
        .map(|item| serde_json::to_value(item).unwrap_or_default())
        .collect();
    let mut value = json!({"push": reply.push, "dryRun": reply.dry_run, "summary": reply.summary, "results": results});
    if reply.dry_run {
        value["effects"] = json!(reply.effects);
    }
    print::out(&value.to_string());
    if let Some(numbers) = &reply.needs_confirm {
        let args = [
            ("updates", TextValue::from(numbers.updates)),
            ("removals", TextValue::from(numbers.removals)),
        ];
        print::say(&terminal.texts.text(Key::CliConfirmPush, &args));
    }
    if !terminal.json {
        for item in reply.results.iter().filter(|item| !item.status.is_done()) {
            let code = item.code.as_deref().unwrap_or_default();
            let why = refusal::sentence(&terminal.texts, code, item.detail.as_ref());
            print::say(&format!("{}: {why}", item.heading));
            for finding in &item.findings {
                print::say(&format!(
                    "  {}: {}",
                    finding.field(),
                    terminal.texts.finding(finding)
                ));
            }
        }
    }
}

pub(super) async fn sync(terminal: &Terminal, arguments: PushArguments) -> Outcome {
    app::pull(&terminal.app, Nothing {}).await?;
    let dry_run = arguments.dry_run;
    let exit = push(terminal, arguments).await?;
    if dry_run {
        return Ok(exit);
    }
    app::pull(&terminal.app, Nothing {}).await?;
    Ok(if decisions(terminal).await? {
        Exit::Decision
    } else {
        exit
    })
}

pub(super) async fn history(terminal: &Terminal, kind: RecordType, id: &str) -> Outcome {
    let id = views::find(&terminal.app, kind, id)?;
    for entry in app::history(&terminal.app, RecordRef { kind, id })
        .await?
        .entries
    {
        let mut value = serde_json::to_value(&entry).unwrap_or_default();
        for side in ["before", "after"] {
            value[side] = print::value(kind, &entry.field, &value[side]);
        }
        print::out(&value.to_string());
    }
    Ok(Exit::Done)
}

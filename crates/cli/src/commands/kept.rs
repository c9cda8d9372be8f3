//! What is kept whatever happens, and whether all is well.

use super::{Outcome, exchange::decisions, pushes::one, records::edited};
use crate::{Terminal, arguments::Quarantine, exit::Exit, print};
use edutracker_app as app;
use edutracker_i18n::{Key, Value as TextValue};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{Nothing, QuarantineChoice, QuarantinedEdit, Salvage},
};
use serde_json::{Value, json};

pub(super) async fn quarantine(terminal: &Terminal, command: Quarantine) -> Outcome {
    match command {
        Quarantine::List => list(terminal).await,
        Quarantine::Export { file } => {
            let exported = app::quarantine::export_to(&terminal.app, &file).await?;
            print::out(&serde_json::to_string(&exported).unwrap_or_default());
            Ok(Exit::Done)
        }
        Quarantine::Reattach { ids } => {
            let numbers = if ids.is_empty() {
                None
            } else {
                Some(numbers(terminal, &ids).await?)
            };
            let reply = app::reattach(&terminal.app, QuarantineChoice { numbers }).await?;
            edited(terminal, &reply).await?;
            Ok(if decisions(terminal).await? {
                Exit::Decision
            } else {
                Exit::Done
            })
        }
        Quarantine::Discard { ids } => {
            let numbers = Some(numbers(terminal, &ids).await?);
            let left = app::quarantine_discard(&terminal.app, QuarantineChoice { numbers }).await?;
            print::out(&json!({"left": left.entries.len()}).to_string());
            Ok(Exit::Done)
        }
    }
}

async fn entries(terminal: &Terminal) -> Result<Vec<QuarantinedEdit>, ClientError> {
    Ok(app::quarantine(&terminal.app, Nothing {}).await?.entries)
}

/// The numbers of all edits of the records named.
async fn numbers(terminal: &Terminal, ids: &[String]) -> Result<Vec<u64>, ClientError> {
    let entries = entries(terminal).await?;
    let mut numbers = Vec::new();
    for text in ids {
        let id = one(entries.iter().map(|entry| entry.id.clone()), text)?;
        let meant = entries.iter().filter(|entry| entry.id == id);
        numbers.extend(meant.map(|entry| entry.number));
    }
    Ok(numbers)
}

async fn list(terminal: &Terminal) -> Outcome {
    for entry in entries(terminal).await? {
        for change in &entry.changes {
            let shown = |value: &Value| print::value(entry.kind, &change.field, value);
            let (before, after) = (shown(&change.before), shown(&change.after));
            if terminal.json {
                let value = json!({
                    "id": entry.id, "type": entry.kind, "organisation": entry.organisation,
                    "field": change.field, "before": before, "after": after, "reason": entry.reason,
                    "at": entry.at, "op": if entry.creates { "create" } else { "update" },
                    "returned": entry.returned,
                });
                print::out(&value.to_string());
            } else {
                print::out(&format!(
                    "{}  {:<10} {}  {}: {} → {}",
                    entry.id.get(..13).unwrap_or_default(),
                    entry.organisation,
                    entry.heading,
                    change.field,
                    print::plain(&before),
                    print::plain(&after)
                ));
            }
        }
    }
    Ok(Exit::Done)
}

pub(super) async fn check(terminal: &Terminal) -> Outcome {
    let checked = app::verify(&terminal.app, Nothing {}).await?;
    print::out(&serde_json::to_string(&checked).unwrap_or_default());
    let Some(at) = &checked.verified_at else {
        print::say(&terminal.texts.text(Key::CliDiffers, &[]));
        return Ok(Exit::Error);
    };
    if !terminal.json {
        let args = [
            ("at", TextValue::from(at.as_str())),
            ("repaired", TextValue::from(checked.repaired)),
        ];
        print::say(&terminal.texts.text(Key::CliVerified, &args));
    }
    Ok(Exit::Done)
}

pub(super) async fn doctor(terminal: &Terminal) -> Outcome {
    // A cache that stays locked is a finding, not an obstacle.
    let _ = terminal.unlock().await;
    let report = app::doctor(&terminal.app, Nothing {}).await?;
    let value = serde_json::to_value(&report).unwrap_or_default();
    if terminal.json {
        print::out(&value.to_string());
    } else {
        print::out(&format!("{value:#}"));
    }
    Ok(Exit::Done)
}

/// Edits that cannot be read need a person.
pub(super) async fn salvage(terminal: &Terminal) -> Outcome {
    let secret = std::env::var("EDUTRACKER_PASSPHRASE").ok();
    // Opening it finds the damage.
    match terminal.unlock().await {
        Err(error) if error.code != ErrorCode::DamagedCache => return Err(error),
        _ => {}
    }
    let done = app::salvage(&terminal.app, Salvage { secret }).await?;
    if terminal.json {
        let value = json!({
            "edits": done.edits, "unreadable": done.unreadable, "folder": done.folder,
        });
        print::out(&value.to_string());
    } else {
        let args = [
            ("count", done.edits.into()),
            ("unreadable", done.unreadable.into()),
            ("folder", done.folder.clone().into()),
        ];
        print::out(&terminal.texts.text(Key::SessionSalvaged, &args));
    }
    Ok(if done.unreadable > 0 {
        Exit::Decision
    } else {
        Exit::Done
    })
}

//! One function per command: call the client, print what it answers.

use crate::{
    Terminal,
    arguments::{Bulk, Command, Filter, Keys, PushArguments, Review, Verdict},
    exit::Exit,
    print,
    values::{self, Assignment},
};
use edutracker_app::{self as app, edits, rows, views};
use edutracker_domain::{Record, RecordId, RecordType, merge::Patch};
use edutracker_i18n::{Key, Value as TextValue};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{
        Create, Discard, EditReply, Nothing, Page, Push, PushReply, RecordEdit, RecordRef, Resolve,
        ReviewDecision, SignIn, SignOut, ViewOpen,
    },
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

type Outcome = Result<Exit, ClientError>;

/// Runs a command.
pub(crate) async fn run(terminal: &Terminal, command: Command) -> Outcome {
    match command {
        Command::SignIn { service, email } => return sign_in(terminal, service, email).await,
        Command::Status => return status(terminal).await,
        _ => terminal.unlock().await?,
    }
    match command {
        Command::SignIn { .. } | Command::Status | Command::Docs => Ok(Exit::Done),
        Command::SignOut { discard } => sign_out(terminal, discard).await,
        Command::RecoveryCode => recovery_code(terminal).await,
        Command::Pull => pull(terminal).await,
        Command::Push(arguments) => push(terminal, arguments).await,
        Command::Sync(arguments) => sync(terminal, arguments).await,
        Command::List {
            r#type,
            filter,
            search,
        } => list(
            terminal,
            ViewOpen {
                search,
                ..open(terminal, r#type, &filter)?
            },
        ),
        Command::Show { r#type, id } => show(terminal, r#type, &id).await,
        Command::Set {
            r#type,
            filter,
            arguments,
        } => set(terminal, r#type, &filter, &arguments).await,
        Command::Create {
            r#type,
            assignments,
        } => create(terminal, r#type, &assignments).await,
        Command::Archive(bulk) => {
            put_away(terminal, "archive", "archived", RecordType::Offer, bulk).await
        }
        Command::Retire(bulk) => {
            put_away(terminal, "retire", "retired", RecordType::Contact, bulk).await
        }
        Command::Delete { r#type, ids } => delete(terminal, r#type, &ids).await,
        Command::Changes => changes(terminal).await,
        Command::Undo => edited(terminal, &app::undo(&terminal.app, Nothing {}).await?).await,
        Command::Redo => edited(terminal, &app::redo(&terminal.app, Nothing {}).await?).await,
        Command::Conflicts => conflicts(terminal).await,
        Command::Resolve {
            r#type,
            id,
            field,
            take,
            value,
        } => resolve(terminal, r#type, &id, field, take, value).await,
        Command::History { r#type, id } => history(terminal, r#type, &id).await,
        Command::Review(review) => review_desk(terminal, review).await,
    }
}

async fn sign_in(terminal: &Terminal, service: String, email: String) -> Outcome {
    // A locked cache of an earlier sign-in is opened first.
    terminal.unlock().await?;
    let password = match std::env::var("EDUTRACKER_PASSWORD") {
        Ok(password) => password,
        Err(_) => rpassword::prompt_password(terminal.texts.text(Key::CliPassword, &[]))
            .map_err(|_| ClientError::new(ErrorCode::InvalidCredentials))?,
    };
    let passphrase = match terminal.keys {
        Keys::Passphrase => Some(
            std::env::var("EDUTRACKER_PASSPHRASE")
                .map_err(|_| ClientError::new(ErrorCode::NoKeyring))?,
        ),
        Keys::Keyring => None,
    };
    let signed_in = app::sign_in(
        &terminal.app,
        SignIn {
            service,
            email,
            password,
            passphrase,
        },
    )
    .await?;
    if terminal.json {
        print::out(
            &json!({"account": signed_in.session.account, "recoveryCode": signed_in.recovery_code})
                .to_string(),
        );
    } else if let Some(code) = &signed_in.recovery_code {
        print::say(&terminal.texts.text(
            Key::CliRecoveryCode,
            &[("code", TextValue::from(code.as_str()))],
        ));
    }
    Ok(Exit::Done)
}

async fn sign_out(terminal: &Terminal, discard: bool) -> Outcome {
    let session = app::session(&terminal.app, Nothing {}).await?;
    app::sign_out(&terminal.app, SignOut { discard }).await?;
    if session.unsent > 0 && !discard {
        let count = TextValue::from(session.unsent);
        print::say(&terminal.texts.text(Key::CliKept, &[("count", count)]));
    }
    Ok(Exit::Done)
}

async fn recovery_code(terminal: &Terminal) -> Outcome {
    let code = app::recovery_code(&terminal.app, Nothing {}).await?.code;
    match code {
        Some(code) if terminal.json => print::out(&json!({"code": code}).to_string()),
        Some(code) => print::out(&code),
        None => print::say(&terminal.texts.text(Key::CliPassphraseOnly, &[])),
    }
    Ok(Exit::Done)
}

async fn status(terminal: &Terminal) -> Outcome {
    terminal.unlock().await?;
    let status = app::status(&terminal.app, Nothing {}).await?;
    // A command lives for a moment: whether the service is there is asked now.
    let online = match app::session(&terminal.app, Nothing {}).await?.connected {
        true => app::syncing::reachable(&terminal.app).await,
        false => false,
    };
    let mut value = json!({
        "signedIn": status.signed_in, "account": status.account, "organisation": status.organisation,
        "service": status.service, "online": online, "caughtUp": status.caught_up, "asOf": status.as_of,
        "records": status.records, "pending": status.pending, "conflicts": status.conflicts,
        "refused": status.refused, "invalid": status.invalid, "quarantined": status.quarantined,
    });
    if terminal.json {
        print::out(&value.to_string());
    } else if let Value::Object(members) = value.take() {
        for (name, value) in members {
            print::out(&format!("{name:<12} {}", print::plain(&value)));
        }
    }
    Ok(Exit::Done)
}

async fn pull(terminal: &Terminal) -> Outcome {
    let pulled = app::pull(&terminal.app, Nothing {}).await?;
    print::out(&serde_json::to_string(&pulled).unwrap_or_default());
    Ok(if decisions(terminal).await? {
        Exit::Decision
    } else {
        Exit::Done
    })
}

async fn push(terminal: &Terminal, arguments: PushArguments) -> Outcome {
    let dry_run = arguments.dry_run;
    let reply = app::push(
        &terminal.app,
        Push {
            dry_run,
            comment: arguments.comment,
            confirm: arguments.yes,
            records: None,
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

/// Whether anything waits for a person: a conflict, a refusal, a broken rule.
async fn decisions(terminal: &Terminal) -> Result<bool, ClientError> {
    let status = app::status(&terminal.app, Nothing {}).await?;
    Ok(status.conflicts + status.refused + status.invalid > 0)
}

fn pushed(terminal: &Terminal, reply: &PushReply) {
    let results: Vec<Value> = reply
        .results
        .iter()
        .filter(|item| !item.status.is_done())
        .map(|item| serde_json::to_value(item).unwrap_or_default())
        .collect();
    let value = json!({"push": reply.push, "dryRun": reply.dry_run, "summary": reply.summary, "results": results});
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
            print::say(&format!(
                "{}: {}",
                item.heading,
                item.code.as_deref().unwrap_or_default()
            ));
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

async fn sync(terminal: &Terminal, arguments: PushArguments) -> Outcome {
    app::pull(&terminal.app, Nothing {}).await?;
    let exit = push(terminal, arguments).await?;
    app::pull(&terminal.app, Nothing {}).await?;
    Ok(if decisions(terminal).await? {
        Exit::Decision
    } else {
        exit
    })
}

fn open(terminal: &Terminal, kind: RecordType, filter: &Filter) -> Result<ViewOpen, ClientError> {
    let conditions = filter
        .conditions
        .iter()
        .map(|text| values::condition(terminal, kind, text))
        .collect::<Result<_, _>>()?;
    Ok(views::filter(kind, conditions))
}

fn list(terminal: &Terminal, view: ViewOpen) -> Outcome {
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

async fn show(terminal: &Terminal, kind: RecordType, id: &str) -> Outcome {
    let id = views::find(&terminal.app, kind, id)?;
    let view = app::record_get(&terminal.app, RecordRef { kind, id }).await?;
    let mut value = print::flat(&view.row);
    if !view.pending.is_empty()
        && let Value::Object(object) = &mut value
    {
        let base = view.base.map(|fields| {
            print::flat(&edutracker_protocol::command::Row {
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

/// The records that ids or a filter stand for.
fn chosen(
    terminal: &Terminal,
    kind: RecordType,
    filter: &Filter,
    ids: &[&str],
) -> Result<Vec<RecordId>, ClientError> {
    let by_filter = filter.all || !filter.conditions.is_empty();
    if by_filter != ids.is_empty() {
        // Either ids or a filter; neither is a slip that could touch everything.
        return Err(ClientError::new(ErrorCode::InvalidValue)
            .with("field", "ID")
            .with("value", ids.join(" ")));
    }
    if by_filter {
        return views::select(&terminal.app, &open(terminal, kind, filter)?);
    }
    ids.iter()
        .map(|id| views::find(&terminal.app, kind, id))
        .collect()
}

async fn set(
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
    edited(terminal, &edits::edit_as(&terminal.app, "edit", edits)?).await
}

async fn create(terminal: &Terminal, kind: RecordType, assignments: &[String]) -> Outcome {
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

async fn put_away(
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

async fn delete(terminal: &Terminal, kind: RecordType, ids: &[String]) -> Outcome {
    let mut records = Vec::new();
    for id in ids {
        let id = views::find(&terminal.app, kind, id)?;
        let (row, _) = rows::one(&terminal.app, kind, id)?;
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
async fn edited(terminal: &Terminal, reply: &EditReply) -> Outcome {
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
        return Ok(Exit::Decision);
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
                .filter(|f| f.severity == edutracker_domain::Severity::Error);
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

async fn changes(terminal: &Terminal) -> Outcome {
    let mut from = 0;
    loop {
        let page = app::pending(&terminal.app, Page { from, count: 200 }).await?;
        for record in &page.records {
            for change in &record.changes {
                let value = json!({
                    "id": record.id, "type": record.kind, "field": change.field,
                    "before": print::value(record.kind, &change.field, &change.before),
                    "after": print::value(record.kind, &change.field, &change.after),
                    "step": change.step, "state": record.state,
                });
                if terminal.json {
                    print::out(&value.to_string());
                } else {
                    let (before, after) = (
                        print::plain(&value["before"]),
                        print::plain(&value["after"]),
                    );
                    print::out(&format!(
                        "{}  {}  {}: {before} → {after}",
                        &record.id.to_string()[..13],
                        record.heading,
                        change.field
                    ));
                }
            }
        }
        from += 200;
        if from >= page.total {
            return Ok(Exit::Done);
        }
    }
}

async fn conflicts(terminal: &Terminal) -> Outcome {
    let mut from = 0;
    loop {
        let page = app::pending(&terminal.app, Page { from, count: 200 }).await?;
        for record in &page.records {
            for conflict in &record.conflicts {
                let shown = |value: &Value| print::value(record.kind, &conflict.field, value);
                let value = json!({
                    "id": record.id, "type": record.kind, "field": conflict.field, "base": shown(&conflict.base),
                    "mine": shown(&conflict.mine), "theirs": shown(&conflict.theirs), "by": conflict.by, "at": conflict.at,
                });
                print::out(&value.to_string());
            }
        }
        from += 200;
        if from >= page.total {
            return Ok(Exit::Done);
        }
    }
}

async fn resolve(
    terminal: &Terminal,
    kind: RecordType,
    id: &str,
    field: String,
    take: Option<String>,
    value: Option<String>,
) -> Outcome {
    let id = views::find(&terminal.app, kind, id)?;
    let value = match value {
        None => Value::Null,
        Some(text) => {
            let mut patch = Patch::new();
            Assignment::parse(terminal, kind, &format!("{field}={text}"))?
                .apply(&Record::new(), &mut patch);
            edutracker_domain::merge::value(&patch, &field)
        }
    };
    let take = take.unwrap_or_else(|| "value".to_owned());
    edited(
        terminal,
        &app::resolve(
            &terminal.app,
            Resolve {
                kind,
                id,
                field,
                take,
                value,
            },
        )
        .await?,
    )
    .await
}

async fn history(terminal: &Terminal, kind: RecordType, id: &str) -> Outcome {
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

async fn review_desk(terminal: &Terminal, review: Review) -> Outcome {
    let (verdict, arguments) = match review {
        Review::Queue { filter } => {
            let view = open(terminal, RecordType::Offer, &filter)?;
            return list(
                terminal,
                ViewOpen {
                    review_queue: true,
                    ..view
                },
            );
        }
        Review::Keep(arguments) => ("keep", arguments),
        Review::Remove(arguments) => ("remove", arguments),
        Review::Ask(arguments) => ("ask", arguments),
        Review::Defer(arguments) => ("defer", arguments),
        Review::Restore(arguments) => ("restore", arguments),
    };
    decide(terminal, verdict, arguments).await
}

async fn decide(terminal: &Terminal, verdict: &str, arguments: Verdict) -> Outcome {
    let ids = arguments
        .ids
        .iter()
        .map(|id| views::find(&terminal.app, RecordType::Offer, id))
        .collect::<Result<Vec<_>, _>>()?;
    let note = BTreeMap::from([
        ("nl".to_owned(), arguments.note_nl),
        ("fr".to_owned(), arguments.note_fr),
        ("en".to_owned(), arguments.note_en),
    ]);
    let decision = ReviewDecision {
        ids,
        verdict: verdict.to_owned(),
        reasons: arguments.reason,
        note: note
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .collect(),
        due: arguments.due,
        confirm: arguments.yes,
    };
    edited(terminal, &app::review(&terminal.app, decision).await?).await
}

//! One function per command: call the client, print what it answers.

mod bulk;
mod decide;
mod exchange;
mod export;
mod import;
mod kept;
mod pending;
mod pushes;
mod recipes;
mod records;
mod review;
mod templates;

use crate::{
    Terminal,
    arguments::{Command, Keys, Recipes},
    exit::Exit,
    print,
};
use edutracker_app as app;
use edutracker_domain::RecordType;
use edutracker_i18n::{Key, Value as TextValue};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{Nothing, RevertPush, SignIn, SignOut, ViewOpen},
};
use exchange::{history, pull, push, sync};
use pending::{Which, changes, conflicts, resolve, resolve_to};
use records::{create, delete, edited, list, open, put_away, set, show};
pub(crate) use review::classify;
use review::review_desk;
use serde_json::{Value, json};

type Outcome = Result<Exit, ClientError>;

/// Runs a command.
pub(crate) async fn run(terminal: &Terminal, command: Command) -> Outcome {
    match command {
        Command::SignIn { service, email } => return sign_in(terminal, service, email).await,
        Command::Status => return status(terminal).await,
        Command::Doctor => return kept::doctor(terminal).await,
        Command::Salvage => return kept::salvage(terminal).await,
        _ => terminal.unlock().await?,
    }
    match command {
        Command::SignIn { .. }
        | Command::Status
        | Command::Doctor
        | Command::Salvage
        | Command::Docs => Ok(Exit::Done),
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
        Command::Replace(replace) => bulk::replace(terminal, replace).await,
        Command::Facets(facets) => bulk::facets(terminal, facets).await,
        Command::Validate(validate) => bulk::validate(terminal, validate),
        Command::Steps { count } => bulk::steps(terminal, count).await,
        Command::Undo { step: Some(step) } => bulk::undo_step(terminal, step).await,
        Command::Undo { step: None } => {
            edited(terminal, &app::undo(&terminal.app, Nothing {}).await?).await
        }
        Command::Retry { ids } => exchange::retry(terminal, &ids).await,
        Command::Redo => edited(terminal, &app::redo(&terminal.app, Nothing {}).await?).await,
        Command::Conflicts => conflicts(terminal).await,
        Command::Resolve {
            r#type,
            id,
            filter,
            field,
            only,
            take,
            value,
        } => {
            let which = Which {
                kind: r#type,
                id,
                filter,
                field,
                only,
            };
            match value {
                Some(value) => resolve_to(terminal, which, &value).await,
                None => resolve(terminal, which, take.unwrap_or_default()).await,
            }
        }
        Command::History { r#type, id } => history(terminal, r#type, &id).await,
        Command::Pushes { lost: true, .. } => pushes::lost(terminal).await,
        Command::Pushes {
            push: None, count, ..
        } => pushes::list(terminal, count).await,
        Command::Pushes {
            push: Some(push), ..
        } => pushes::show(terminal, &push).await,
        Command::Resend { push } => pushes::resend(terminal, &push).await,
        Command::Quarantine(command) => kept::quarantine(terminal, command).await,
        Command::Check => kept::check(terminal).await,
        Command::Revert {
            push,
            items,
            dry_run,
            comment,
            yes,
        } => {
            let revert = RevertPush {
                push,
                items: (!items.is_empty()).then_some(items),
                dry_run,
                comment,
                confirm: yes,
            };
            pushes::revert(terminal, revert).await
        }
        Command::Export(arguments) => export::export(terminal, arguments).await,
        Command::Import(arguments) => import::import(terminal, arguments).await,
        Command::Recipes { what } => {
            recipes::recipes(terminal, what.unwrap_or(Recipes::List)).await
        }
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
    if let Some(search) = app::attention(&terminal.app, Nothing {}).await?.search {
        let removed = search.removed.map(|offer| offer.id);
        value["search"] =
            json!({"open": search.shut.is_empty(), "shut": search.shut, "offer": removed});
    }
    if terminal.json {
        print::out(&value.to_string());
    } else if let Value::Object(members) = value.take() {
        for (name, value) in members {
            print::out(&format!("{name:<12} {}", print::plain(&value)));
        }
    }
    Ok(Exit::Done)
}

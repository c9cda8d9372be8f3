//! Views, recipes, templates of notes, typed texts and places kept on this
//! machine, for the account's organisation.

use crate::{App, Outcome, edits::Refused, failure};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{Save, SavedAsked, SavedItem, SavedList, SavedRef},
};
use edutracker_store::saved as cache;

/// The kinds there are. A `typed` is what somebody was typing and had not saved
/// when the program ended: it is offered again and never applied by itself. A
/// `place` is where a list was left, under the name of its type. A `template` is
/// the note for a verdict and reason (`remove/NON_TECH`), by language, where it
/// is not the one that comes with the program.
const KINDS: &[&str] = &["view", "recipe", "template", "typed", "place"];
/// The longest name, in bytes.
const NAME: usize = 200;
/// The longest body, in bytes.
const BODY: usize = 1 << 20;

fn unfit(field: &str, value: &str) -> ClientError {
    ClientError::new(ErrorCode::InvalidValue)
        .with("field", field)
        .with("value", value)
}

fn known(kind: &str) -> Outcome<()> {
    if KINDS.contains(&kind) {
        Ok(())
    } else {
        Err(unfit("kind", kind))
    }
}

/// What is kept of a kind, by name.
///
/// # Errors
/// [`ErrorCode::InvalidValue`] for a kind that there is not.
pub async fn saved(app: &App, args: SavedAsked) -> Outcome<SavedList> {
    known(&args.kind)?;
    let account = app.account()?;
    let items = app
        .cache()?
        .read(|c| {
            cache::list(c, account.organisation, &args.kind)?
                .into_iter()
                .map(|saved| {
                    Ok(SavedItem {
                        body: serde_json::from_str(&saved.body)?,
                        name: saved.name,
                        locked: saved.locked,
                    })
                })
                .collect()
        })
        .map_err(failure::cache)?;
    Ok(SavedList { items })
}

/// Keeps one, over another of its name.
///
/// # Errors
/// [`ErrorCode::SavedLocked`] when another of its name is locked and holds
/// something else; [`ErrorCode::InvalidValue`].
pub async fn save(app: &App, args: Save) -> Outcome<SavedList> {
    known(&args.kind)?;
    let account = app.account()?;
    let body = args.body.to_string();
    if args.name.trim().is_empty() || args.name.len() > NAME {
        return Err(unfit("name", &args.name));
    }
    if body.len() > BODY {
        return Err(unfit("body", ""));
    }
    app.cache()?.write(|tx| {
        let org = account.organisation;
        let there = cache::get(tx, org, &args.kind, &args.name)?;
        if there.is_some_and(|there| there.locked && there.body != body) {
            return Err(locked(&args.name).into());
        }
        let saved = cache::Saved {
            name: args.name.clone(),
            body,
            locked: args.locked,
        };
        Ok::<_, Refused>(cache::put(tx, org, &args.kind, &saved)?)
    })?;
    saved(app, SavedAsked { kind: args.kind }).await
}

fn locked(name: &str) -> ClientError {
    ClientError::new(ErrorCode::SavedLocked).with("name", name)
}

/// Forgets one.
///
/// # Errors
/// [`ErrorCode::SavedLocked`], [`ErrorCode::NotFound`].
pub async fn forget(app: &App, args: SavedRef) -> Outcome<SavedList> {
    known(&args.kind)?;
    let account = app.account()?;
    app.cache()?.write(|tx| {
        let org = account.organisation;
        let there = cache::get(tx, org, &args.kind, &args.name)?;
        match there {
            None => Err(Refused::from(ClientError::from(ErrorCode::NotFound))),
            Some(there) if there.locked => Err(locked(&args.name).into()),
            Some(_) => {
                cache::forget(tx, org, &args.kind, &args.name)?;
                Ok(())
            }
        }
    })?;
    saved(app, SavedAsked { kind: args.kind }).await
}

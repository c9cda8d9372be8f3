//! Counts and state for the status bar.

use crate::{App, Outcome, failure, host::account_of};
use edutracker_protocol::command::{Nothing, RowState, Status, StepName};
use edutracker_store::{Error as CacheError, journal, meta, pending, undo};
use rusqlite::Connection;

/// The state of cache and connection. Works signed out too.
///
/// # Errors
/// What the cache says.
pub async fn status(app: &App, _: Nothing) -> Outcome<Status> {
    let (cache, online) = {
        let state = app.state();
        (state.cache.clone(), state.online)
    };
    let Some(cache) = cache else {
        return Ok(Status {
            signed_in: false,
            account: None,
            organisation: None,
            service: None,
            online: false,
            caught_up: false,
            as_of: None,
            records: Default::default(),
            pending: 0,
            conflicts: 0,
            refused: 0,
            invalid: 0,
            quarantined: 0,
            can_undo: false,
            can_redo: false,
            undo: None,
            redo: None,
            version: 0,
        });
    };
    let account = account_of(&cache)?;
    let version = cache.version();
    cache
        .read(|c| {
            let counts = pending::counts(c)?;
            let (back, forward) = undo::available(c)?;
            let quarantined: i64 =
                c.query_row("SELECT count(*) FROM quarantine", [], |row| row.get(0))?;
            Ok(Status {
                signed_in: account.is_some(),
                account: account.as_ref().map(|account| account.email.clone()),
                organisation: account
                    .as_ref()
                    .map(|account| account.organisation_code.clone()),
                service: meta::get(c, meta::SERVICE)?,
                online,
                caught_up: meta::get(c, meta::CAUGHT_UP)?.as_deref() == Some("1"),
                as_of: meta::get(c, meta::AS_OF)?,
                records: counts
                    .records
                    .iter()
                    .map(|(kind, count)| (kind.to_string(), *count))
                    .collect(),
                pending: pending::count(c)?,
                conflicts: counts.of(RowState::Conflict),
                refused: counts.of(RowState::Refused),
                invalid: counts.of(RowState::Invalid),
                quarantined: quarantined.unsigned_abs(),
                can_undo: back.is_some(),
                can_redo: forward.is_some(),
                undo: back.map(|step| named(c, step)).transpose()?,
                redo: forward.map(|step| named(c, step)).transpose()?,
                version,
            })
        })
        .map_err(failure::cache)
}

fn named(c: &Connection, step: i64) -> Result<StepName, CacheError> {
    let step = journal::get(c, step)?;
    Ok(StepName {
        action: step.action,
        detail: serde_json::from_str(&step.detail)?,
    })
}

/// Reads the open cache directly: benches and tests.
///
/// # Errors
/// Those of `question`, as the cache's; [`edutracker_protocol::ErrorCode::NotSignedIn`] without a cache.
pub fn with_cache<T>(
    app: &App,
    question: impl FnOnce(&edutracker_store::Cache) -> edutracker_store::Result<T>,
) -> Outcome<T> {
    question(&*app.cache()?).map_err(failure::cache)
}

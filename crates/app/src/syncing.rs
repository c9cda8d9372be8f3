//! Pull, push and history: the commands that need the service.

use crate::{App, Outcome, choosing, failure, rows, standing};
use edutracker_domain::Language;
use edutracker_protocol::{
    ErrorCode,
    command::{
        Change, Conflict, History, ItemOutcome, Nothing, PullReply, Push, PushReply, RecordRef,
        RowState,
    },
};
use edutracker_store::{
    Error as CacheError, incoming::Judge, meta, outbox::Settled, pending, record,
};
use edutracker_sync::{PushOutcome, PushRequest, SyncError};
use rusqlite::Connection;

/// Runs a request, and remembers whether the service answered.
pub(crate) async fn online<T>(
    app: &App,
    request: impl Future<Output = Result<T, SyncError>>,
) -> Outcome<T> {
    let answer = request.await;
    let answer = answer.map_err(|error| {
        let away = matches!(&error, SyncError::Net(_));
        (away, failure::sync(error, &app.service()))
    });
    {
        let mut state = app.state();
        state.online = !matches!(&answer, Err((true, _)));
        state.trouble = answer.as_ref().err().map(|(_, error)| error.code);
    }
    if let Ok(cache) = app.cache() {
        app.changed(&cache);
    }
    answer.map_err(|(_, error)| error)
}

/// Fetches what changed.
///
/// # Errors
/// [`edutracker_protocol::ErrorCode::Unreachable`] and what the service says.
pub async fn pull(app: &App, _: Nothing) -> Outcome<PullReply> {
    app.account()?;
    let engine = app.engine()?;
    let pulled = online(app, engine.pull()).await?;
    if standing::is_too_old(app)? || !standing::learnt_today(app)? {
        // The service may take this version again; its operator may have changed
        // limits, or opened what was shut.
        if engine.learn().await.is_ok() {
            standing::note_learnt(app)?;
        }
    }
    let counts = app.cache()?.read(pending::counts).map_err(failure::cache)?;
    Ok(PullReply {
        received: pulled.changed,
        removed: pulled.removed,
        caught_up: pulled.caught_up,
        as_of: pulled.as_of,
        conflicts: counts.of(RowState::Conflict),
    })
}

/// Sends pending edits, or asks what sending them would do.
///
/// # Errors
/// As [`pull`].
pub async fn push(app: &App, args: Push) -> Outcome<PushReply> {
    app.account()?;
    let engine = app.engine()?;
    // Without a tick all goes, also what a push that is still unanswered gives free.
    let only = match args.ticks.as_deref() {
        Some([]) | None => None,
        Some(ticks) => Some(choosing::records(app, ticks)?),
    };
    let request = PushRequest {
        only,
        comment: args.comment.filter(|comment| !comment.is_empty()),
        dry_run: args.dry_run,
        confirmed: args.confirm,
        wary: args.wary,
    };
    let asked = args.dry_run.then(|| choosing::mark(app)).transpose()?;
    let outcome = online(app, engine.push(&request)).await;
    if matches!(&outcome, Err(error) if error.code == ErrorCode::ClientTooOld) {
        // The state tells from now on which version may send.
        let _ = engine.learn().await;
        app.told()?;
    }
    let outcome = outcome?;
    if let Some(mark) = asked.filter(|_| outcome.stopped.is_none()) {
        let ticks = args.ticks.as_deref().unwrap_or_default();
        choosing::remember(app, ticks, mark, &outcome.results)?;
    } else if !args.dry_run && outcome.needs_confirm.is_none() && outcome.asks.is_none() {
        choosing::forget(app);
    }
    describe(app, outcome, args.dry_run)
}

/// Ends the push that runs; what asked for it is told what was sent.
///
/// # Errors
/// None.
pub async fn push_stop(app: &App, _: Nothing) -> Outcome<Nothing> {
    app.engine()?.stop_push();
    Ok(Nothing {})
}

fn describe(app: &App, outcome: PushOutcome, dry_run: bool) -> Outcome<PushReply> {
    let language = app.language();
    let results = app
        .cache()?
        .read(|c| {
            outcome
                .results
                .into_iter()
                .filter(|settled| !settled.result.status.is_done())
                .map(|settled| item(c, settled, language))
                .collect::<Result<Vec<_>, CacheError>>()
        })
        .map_err(failure::cache)?;
    Ok(PushReply {
        push: outcome
            .push
            .map(|push| push.to_string())
            .unwrap_or_default(),
        dry_run,
        summary: outcome.summary,
        results,
        effects: outcome.effects,
        needs_confirm: outcome.needs_confirm,
        asks: outcome.asks,
        stopped: outcome.stopped,
    })
}

pub(crate) fn item(
    c: &Connection,
    settled: Settled,
    language: Language,
) -> Result<ItemOutcome, CacheError> {
    let heading = match record::find(c, settled.kind, settled.id)? {
        Some(stored) => rows::heading_of(c, &stored, language)?,
        None => String::new(),
    };
    let (code, findings, detail) = match settled.result.problem {
        Some(problem) => (Some(problem.code), problem.errors, problem.detail),
        None => (None, Vec::new(), None),
    };
    Ok(ItemOutcome {
        mid: settled.result.mid.to_string(),
        kind: settled.kind,
        id: settled.id,
        heading,
        status: settled.result.status,
        code,
        findings,
        conflicts: settled
            .result
            .conflicts
            .into_iter()
            .map(|conflict| Conflict {
                field: conflict.path.trim_start_matches('/').replace('/', "."),
                base: conflict.base.unwrap_or_default(),
                mine: conflict.mine,
                theirs: conflict.theirs,
                by: conflict.by,
                at: conflict.at,
                word: None,
                note: std::collections::BTreeMap::new(),
                changes: Vec::new(),
            })
            .collect(),
        detail,
    })
}

/// Who changed what in a record, newest first.
///
/// # Errors
/// As [`pull`].
pub async fn history(app: &App, args: RecordRef) -> Outcome<History> {
    app.account()?;
    let engine = app.engine()?;
    let entries = online(app, engine.history(args.kind, args.id)).await?;
    let today = app.host.today();
    let (device, names) = app
        .cache()?
        .read(|c| {
            let judge = Judge::new(c, &today)?;
            let values = entries.iter().flat_map(|entry| {
                [&entry.before, &entry.after].map(|value| (entry.field.as_str(), value))
            });
            let names = rows::Builder::new(c, &judge)?.names_in(args.kind, values)?;
            Ok((meta::get(c, meta::DEVICE)?, names))
        })
        .map_err(failure::cache)?;
    let entries = entries
        .into_iter()
        .map(|entry| Change {
            rev: entry.rev.to_string(),
            at: entry.at,
            by: entry.by,
            push: entry.push,
            here: device.as_deref() == Some(entry.device.as_str()),
            device: entry.device,
            field: entry.field,
            before: entry.before,
            after: entry.after,
        })
        .collect();
    Ok(History { entries, names })
}

/// Whether the service answers now. Tells the surroundings when that changed.
pub async fn reachable(app: &App) -> bool {
    let Ok(engine) = app.engine() else {
        return false;
    };
    let online = engine.is_reachable().await;
    noticed(app, online);
    online
}

/// Remembers whether the service answered, and tells when that changed.
pub(crate) fn noticed(app: &App, online: bool) {
    let before = {
        let mut state = app.state();
        state.trouble = match (online, state.trouble) {
            (false, _) => Some(ErrorCode::Unreachable),
            (true, Some(ErrorCode::Unreachable)) => None,
            (true, other) => other,
        };
        std::mem::replace(&mut state.online, online)
    };
    if before != online
        && let Ok(cache) = app.cache()
    {
        app.changed(&cache);
    }
}

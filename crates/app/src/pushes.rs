//! What was sent, and taking it back. The service keeps the list; nothing here
//! works without it.

use crate::{App, Outcome, failure, rows, syncing};
use edutracker_domain::{Language, Record, RecordId, RecordType, record as fields};
use edutracker_protocol::{
    ClientError, ErrorCode, ProblemType,
    command::{
        ConfirmNeeded, FieldChange, ItemOutcome, Nothing, PushAsked, PushDetail, PushEntry,
        PushReply, PushedRecord, Pushes, PushesAsked, RevertPush,
    },
    wire::{Confirm, PushInfo, PushResult, PushStatus, PushedItem, Revert},
};
use edutracker_store::{
    Error as CacheError,
    incoming::Judge,
    meta,
    outbox::Settled,
    record,
    reverted::{self, Sent},
};
use edutracker_sync::{Engine, SyncError};
use std::collections::{BTreeMap, BTreeSet};

/// The longest page.
const PAGE: u64 = 200;

fn identified(text: &str) -> Outcome<RecordId> {
    text.parse().map_err(|_| {
        ClientError::new(ErrorCode::NotFound)
            .with("type", "push")
            .with("id", text)
    })
}

fn entry(info: PushInfo, device: Option<&str>) -> PushEntry {
    PushEntry {
        push: info.push.to_string(),
        at: info.created,
        by: info.by,
        here: device == Some(info.device.as_str()),
        device: info.device,
        comment: info.comment,
        source: info.source,
        reverts: info.reverts.map(|push| push.to_string()),
        reverted_by: info.reverted_by.map(|push| push.to_string()),
        summary: info.summary,
        revertible: info.revertible,
    }
}

fn device(app: &App) -> Outcome<Option<String>> {
    app.cache()?
        .read(|c| meta::get(c, meta::DEVICE))
        .map_err(failure::cache)
}

/// What was sent, newest first.
///
/// # Errors
/// As [`crate::pull`].
pub async fn pushes(app: &App, args: PushesAsked) -> Outcome<Pushes> {
    app.account()?;
    let engine = app.engine()?;
    let asked = engine
        .session()
        .pushes(args.before.as_deref(), args.count.clamp(1, PAGE));
    let list = syncing::online(app, asked).await?;
    let device = device(app)?;
    Ok(Pushes {
        pushes: list
            .items
            .into_iter()
            .map(|info| entry(info, device.as_deref()))
            .collect(),
        next: list.next,
    })
}

/// One push with its edits.
///
/// # Errors
/// [`ErrorCode::NotFound`] for one that the service does not know; as [`crate::pull`].
pub async fn push_detail(app: &App, args: PushAsked) -> Outcome<PushDetail> {
    app.account()?;
    let engine = app.engine()?;
    let push = identified(&args.push)?;
    let status = syncing::online(app, engine.session().push_status(push)).await?;
    let device = device(app)?;
    let items = described(app, status.items)?;
    Ok(PushDetail {
        entry: entry(status.info, device.as_deref()),
        items,
    })
}

fn described(app: &App, items: Vec<PushedItem>) -> Outcome<Vec<PushedRecord>> {
    let today = app.host.today();
    let language = app.language();
    app.cache()?
        .read(|c| {
            let judge = Judge::new(c, &today)?;
            let mut builder = rows::Builder::new(c, &judge)?;
            items
                .into_iter()
                .map(|item| {
                    // What it was called then, where the record is not here any more.
                    let mut values = Record::new();
                    let mut names = BTreeMap::new();
                    for change in &item.changes {
                        for side in [&change.before, &change.after] {
                            fields::put(&mut values, &change.field, side.clone());
                            names.extend(builder.names(item.kind, &values)?);
                        }
                    }
                    Ok::<_, CacheError>(PushedRecord {
                        mid: item.mid.to_string(),
                        kind: item.kind,
                        id: item.id.to_string(),
                        heading: heading(c, &item, &values, language)?,
                        status: item.status,
                        changes: item
                            .changes
                            .into_iter()
                            .map(|change| FieldChange {
                                field: change.field,
                                before: change.before,
                                after: change.after,
                                step: None,
                            })
                            .collect(),
                        names,
                    })
                })
                .collect::<Result<Vec<_>, CacheError>>()
        })
        .map_err(failure::cache)
}

fn heading(
    c: &rusqlite::Connection,
    item: &PushedItem,
    values: &Record,
    language: Language,
) -> Result<String, CacheError> {
    match record::find(c, item.kind, item.id)? {
        Some(stored) => rows::heading_of(c, &stored, language),
        None => Ok(rows::heading(item.kind, values, language)),
    }
}

/// Takes a push back, or asks what that would do; then fetches what it changed.
///
/// # Errors
/// [`ErrorCode::NotFound`]; as [`crate::pull`].
pub async fn revert(app: &App, args: RevertPush) -> Outcome<PushReply> {
    app.account()?;
    let engine = app.engine()?;
    let push = identified(&args.push)?;
    let items = args
        .items
        .as_ref()
        .map(|items| items.iter().map(|mid| identified(mid)).collect())
        .transpose()?;
    let status = syncing::online(app, engine.session().push_status(push)).await?;
    let id = intended(app, push, items.as_deref(), args.dry_run)?;
    let mut revert = Revert {
        push: Some(id),
        items,
        comment: args.comment.filter(|comment| !comment.is_empty()),
        device: device(app)?.unwrap_or_default(),
        confirm: None,
    };
    let mut answer = ask(app, &engine, push, &revert, args.dry_run).await?;
    if let (Asked::Needs(numbers), true) = (&answer, args.confirm) {
        revert.confirm = Some(Confirm {
            updates: numbers.updates,
            deletes: numbers.removals,
        });
        answer = ask(app, &engine, push, &revert, args.dry_run).await?;
    }
    let result = match answer {
        Asked::Answered(result) => result,
        Asked::Needs(numbers) => {
            return Ok(PushReply {
                push: String::new(),
                dry_run: args.dry_run,
                summary: Default::default(),
                results: Vec::new(),
                effects: Vec::new(),
                needs_confirm: Some(numbers),
                asks: None,
                stopped: None,
            });
        }
    };
    if !args.dry_run {
        let sent = taken_back(&status, &result);
        app.cache()?
            .write(|tx| {
                reverted::settle(tx, &sent)?;
                meta::clear(tx, &key(push))
            })
            .map_err(failure::cache)?;
        crate::pull(app, Nothing {}).await?;
    }
    reply(app, &status, result)
}

/// What a push had done to the records of which it was taken back.
fn taken_back(status: &PushStatus, result: &PushResult) -> Vec<Sent> {
    let done: BTreeSet<RecordId> = result
        .results
        .iter()
        .filter(|item| item.status.is_done())
        .map(|item| item.mid)
        .collect();
    let mut sent: BTreeMap<(RecordType, RecordId), Sent> = BTreeMap::new();
    for item in status.items.iter().filter(|item| done.contains(&item.mid)) {
        let one = sent.entry((item.kind, item.id)).or_insert_with(|| Sent {
            kind: item.kind,
            id: item.id,
            changes: Vec::new(),
        });
        for change in &item.changes {
            let change = change.clone();
            one.changes
                .push((change.field, change.before, change.after));
        }
    }
    sent.into_values().collect()
}

/// What a revert was answered.
enum Asked {
    Answered(PushResult),
    Needs(ConfirmNeeded),
}

async fn ask(
    app: &App,
    engine: &Engine,
    push: RecordId,
    revert: &Revert,
    dry_run: bool,
) -> Outcome<Asked> {
    let request = async {
        match engine.session().revert(push, revert, dry_run).await {
            Ok(result) => Ok(Asked::Answered(result)),
            Err(SyncError::Problem(problem)) if problem.kind == ProblemType::ConfirmMismatch => {
                let number = |name: &str| problem.members.get(name).and_then(|n| n.as_u64());
                Ok(Asked::Needs(ConfirmNeeded {
                    updates: number("updates").unwrap_or(0),
                    removals: number("removals").unwrap_or(0),
                }))
            }
            Err(error) => Err(error),
        }
    };
    syncing::online(app, request).await
}

/// Where a revert that the service has not answered yet is kept.
fn key(push: RecordId) -> String {
    format!("revert {push}")
}

/// The id of a revert: the one of before where its answer was lost, so that
/// asking again changes nothing twice. A question keeps none.
fn intended(
    app: &App,
    push: RecordId,
    items: Option<&[RecordId]>,
    dry_run: bool,
) -> Outcome<RecordId> {
    app.cache()?
        .write(|tx| {
            let kept = meta::get(tx, &key(push))?
                .and_then(|text| serde_json::from_str::<Revert>(&text).ok())
                .filter(|kept| kept.items.as_deref() == items);
            if let Some(id) = kept.and_then(|kept| kept.push) {
                return Ok(id);
            }
            let id = RecordId::new();
            if !dry_run {
                let intent = Revert {
                    push: Some(id),
                    items: items.map(<[RecordId]>::to_vec),
                    ..Revert::default()
                };
                meta::set(tx, &key(push), &serde_json::to_string(&intent)?)?;
            }
            Ok::<_, CacheError>(id)
        })
        .map_err(failure::cache)
}

/// The answer, record by record: each result stands under the mid of the edit
/// that it takes back.
fn reply(app: &App, status: &PushStatus, result: PushResult) -> Outcome<PushReply> {
    let language = app.language();
    let items: BTreeMap<RecordId, &PushedItem> =
        status.items.iter().map(|item| (item.mid, item)).collect();
    let dry_run = result.dry_run;
    let results = app
        .cache()?
        .read(|c| {
            let mut outcomes: Vec<ItemOutcome> = Vec::new();
            for result in result.results {
                let Some(item) = items.get(&result.mid) else {
                    continue;
                };
                if !dry_run && result.status.is_done() {
                    continue;
                }
                let settled = Settled {
                    kind: item.kind,
                    id: item.id,
                    result,
                };
                outcomes.push(syncing::item(c, settled, language)?);
            }
            Ok::<_, CacheError>(outcomes)
        })
        .map_err(failure::cache)?;
    Ok(PushReply {
        push: result.push.to_string(),
        dry_run,
        summary: result.summary,
        results,
        effects: result.effects,
        needs_confirm: None,
        asks: None,
        stopped: None,
    })
}

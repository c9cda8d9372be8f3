//! Ranked views for lists, and selections for bulk work.

use crate::{App, Outcome, failure, rows};
use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{Condition, Located, Row, View, ViewLocate, ViewOpen, ViewWindow, Window},
};
use edutracker_store::{
    Error as CacheError,
    filter::{Query, Unknown},
    incoming::Judge,
    record, view,
};
use rusqlite::Connection;

/// The longest window.
const WINDOW: u64 = 500;

enum Failed {
    Cache(CacheError),
    Unknown(Unknown),
}

impl From<CacheError> for Failed {
    fn from(error: CacheError) -> Self {
        Failed::Cache(error)
    }
}

impl From<Unknown> for Failed {
    fn from(unknown: Unknown) -> Self {
        Failed::Unknown(unknown)
    }
}

impl From<Failed> for ClientError {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Cache(error) => failure::cache(error),
            Failed::Unknown(unknown) => failure::unknown(unknown),
        }
    }
}

fn query(connection: &Connection, args: &ViewOpen) -> Result<Query, Failed> {
    let mut query = Query::of(args.kind);
    for condition in &args.conditions {
        query.narrow(connection, args.kind, condition)??;
    }
    query.search(&args.search);
    if args.review_queue {
        query.review_queue();
    }
    query.sort(args.kind, &args.sort)?;
    Ok(query)
}

/// Fixes filter and sort as a ranked view.
///
/// # Errors
/// [`ErrorCode::UnknownField`], [`ErrorCode::InvalidValue`].
pub async fn view_open(app: &App, args: ViewOpen) -> Outcome<View> {
    app.account()?;
    let cache = app.cache()?;
    let version = cache.version();
    let (view, count) = cache.read(|c| Ok::<_, Failed>(view::open(c, &query(c, &args)?)?))?;
    Ok(View { view, count, version })
}

/// A window of rows, by rank.
///
/// # Errors
/// [`ErrorCode::ViewClosed`].
pub async fn view_window(app: &App, args: ViewWindow) -> Outcome<Window> {
    app.account()?;
    let cache = app.cache()?;
    let version = cache.version();
    let today = app.host.today();
    let rows = cache
        .read(|c| {
            let judge = Judge::new(c, &today)?;
            let epoch = rows::epoch(c)?;
            view::window(c, args.view, args.from, args.count.min(WINDOW))?
                .iter()
                .map(|stored| rows::row(c, stored, &judge, epoch, false))
                .collect::<Result<Vec<Row>, CacheError>>()
        })
        .map_err(failure::cache)?;
    Ok(Window { version, from: args.from, rows })
}

/// The rank of a record in a view.
///
/// # Errors
/// [`ErrorCode::ViewClosed`].
pub async fn view_locate(app: &App, args: ViewLocate) -> Outcome<Located> {
    app.account()?;
    app.cache()?
        .read(|c| {
            for kind in RecordType::ALL {
                if let Some(rank) = view::locate(c, args.view, *kind, args.id)? {
                    return Ok(Located { rank: Some(rank) });
                }
            }
            Ok(Located { rank: None })
        })
        .map_err(failure::cache)
}

/// The ids of all records that a filter finds, in the order of its sort.
///
/// # Errors
/// As [`view_open`].
pub fn select(app: &App, args: &ViewOpen) -> Outcome<Vec<RecordId>> {
    app.account()?;
    let found = app.cache()?.read(|c| {
        let numbers = view::all(c, &query(c, args)?)?;
        numbers
            .into_iter()
            .map(|n| Ok(record::by_number(c, n)?.id))
            .collect::<Result<Vec<RecordId>, Failed>>()
    })?;
    Ok(found)
}

/// The rows of all records that a filter finds, a few at a time.
///
/// # Errors
/// As [`view_open`], and whatever `each` answers.
pub fn each_row(app: &App, args: &ViewOpen, mut each: impl FnMut(Row) -> Outcome<()>) -> Outcome<()> {
    app.account()?;
    let today = app.host.today();
    let cache = app.cache()?;
    let (view, count) = cache.read(|c| Ok::<_, Failed>(view::open(c, &query(c, args)?)?))?;
    let mut from = 0;
    while from < count {
        let rows = cache
            .read(|c| {
                let judge = Judge::new(c, &today)?;
                let epoch = rows::epoch(c)?;
                view::window(c, view, from, WINDOW)?
                    .iter()
                    .map(|stored| rows::row(c, stored, &judge, epoch, false))
                    .collect::<Result<Vec<Row>, CacheError>>()
            })
            .map_err(failure::cache)?;
        for row in rows {
            each(row)?;
        }
        from += WINDOW;
    }
    cache.read(|c| view::close(c, view)).map_err(failure::cache)
}

/// The record that an id, or an unambiguous beginning of one, stands for.
///
/// # Errors
/// [`ErrorCode::NotFound`], [`ErrorCode::AmbiguousId`].
pub fn find(app: &App, kind: RecordType, text: &str) -> Outcome<RecordId> {
    let not_found = || ClientError::new(ErrorCode::NotFound).with("type", kind).with("id", text);
    app.account()?;
    let cache = app.cache()?;
    if let Ok(id) = text.parse::<RecordId>() {
        let known = cache.read(|c| record::find(c, kind, id)).map_err(failure::cache)?;
        return known.map(|stored| stored.id).ok_or_else(not_found);
    }
    if kind == RecordType::Organisation
        && let Some(id) = cache.read(|c| record::organisation_by_code(c, text)).map_err(failure::cache)?
    {
        return Ok(id);
    }
    let found = cache.read(|c| record::by_prefix(c, kind, text)).map_err(failure::cache)?;
    match found.as_slice() {
        [] => Err(not_found()),
        [id] => Ok(*id),
        _ => Err(ClientError::new(ErrorCode::AmbiguousId).with("id", text)),
    }
}

/// A filter by conditions only.
#[must_use]
pub fn filter(kind: RecordType, conditions: Vec<Condition>) -> ViewOpen {
    ViewOpen { kind, conditions, search: String::new(), sort: Vec::new(), review_queue: false }
}

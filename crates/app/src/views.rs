//! Ranked views for lists, and selections for bulk work.

use crate::{App, Outcome, desk, edits::Refused, failure, rows};
use edutracker_domain::{RecordId, RecordType, rights::Action};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{Condition, Located, Row, Sort, View, ViewLocate, ViewOpen, ViewWindow, Window},
};
use edutracker_store::{Cache, Error as CacheError, filter::Query, incoming::Judge, record, view};
use rusqlite::Connection;

/// The longest window.
pub(crate) const WINDOW: u64 = 500;

/// `today` is for questions whose day has come: `YYYY-MM-DD`. A queue without a
/// sort has first what is most likely not technological.
pub(crate) fn query(
    connection: &Connection,
    args: &ViewOpen,
    today: &str,
) -> Result<Query, Refused> {
    let mut query = Query::on(args.kind, today);
    for condition in &args.conditions {
        query.narrow(connection, args.kind, condition)??;
    }
    query.search(&args.search);
    if args.review_queue {
        query.review_queue(today);
    }
    if args.review_queue && args.sort.is_empty() {
        let likely = Sort {
            field: "score".to_owned(),
            descending: true,
        };
        query.sort(args.kind, &[likely])?;
    } else {
        query.sort(args.kind, &args.sort)?;
    }
    Ok(query)
}

/// Fixes filter and sort as a ranked view.
///
/// # Errors
/// [`ErrorCode::UnknownField`], [`ErrorCode::InvalidValue`].
pub async fn view_open(app: &App, args: ViewOpen) -> Outcome<View> {
    app.account()?;
    if args.review_queue {
        desk::judge_first(app)?;
    }
    let cache = app.cache()?;
    let version = cache.version();
    let today = app.host.today();
    let numbers = cache.read(|c| Ok::<_, Refused>(view::all(c, &query(c, &args, &today)?)?))?;
    let count = numbers.len() as u64;
    let view = cache.views().open(args.kind, numbers);
    Ok(View {
        view,
        count,
        version,
    })
}

/// A window of rows, by rank. A record that was taken away since is left out.
///
/// # Errors
/// [`ErrorCode::ViewClosed`].
pub async fn view_window(app: &App, args: ViewWindow) -> Outcome<Window> {
    let account = app.account()?;
    let reviews = app.may(&account, Action::OfferRemove).is_ok();
    let cache = app.cache()?;
    let version = cache.version();
    let numbers = cache
        .views()
        .window(args.view, args.from, args.count.min(WINDOW))
        .map_err(failure::cache)?;
    let mut rows = rows_of(app, &cache, &numbers, false)?;
    let today = app.host.today();
    cache
        .read(|c| {
            if reviews {
                rows::add_review(c, &mut rows, &today, account.id)?;
            }
            rows::add_answers(c, &mut rows, &account.email)?;
            rows::count_uses(c, &mut rows)
        })
        .map_err(failure::cache)?;
    Ok(Window {
        version,
        from: args.from,
        rows,
    })
}

pub(crate) fn rows_of(
    app: &App,
    cache: &Cache,
    numbers: &[record::RowNumber],
    thorough: bool,
) -> Outcome<Vec<Row>> {
    let today = app.host.today();
    cache
        .read(|c| {
            let judge = Judge::new(c, &today)?;
            let mut builder = rows::Builder::new(c, &judge)?;
            let mut rows = Vec::with_capacity(numbers.len());
            for n in numbers {
                match record::by_number(c, *n) {
                    Ok(stored) => rows.push(builder.row(&stored, thorough)?),
                    Err(CacheError::NotFound) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(rows)
        })
        .map_err(failure::cache)
}

/// The rank of a record in a view.
///
/// # Errors
/// [`ErrorCode::ViewClosed`].
pub async fn view_locate(app: &App, args: ViewLocate) -> Outcome<Located> {
    app.account()?;
    let cache = app.cache()?;
    let stored = cache
        .read(|c| {
            for kind in RecordType::ALL {
                if let Some(stored) = record::find(c, *kind, args.id)? {
                    return Ok(Some(stored.n));
                }
            }
            Ok::<_, CacheError>(None)
        })
        .map_err(failure::cache)?;
    let rank = match stored {
        Some(n) => cache.views().rank(args.view, n).map_err(failure::cache)?,
        None => None,
    };
    Ok(Located { rank })
}

/// The ids of all records that a filter finds, in the order of its sort.
///
/// # Errors
/// As [`view_open`].
pub fn select(app: &App, args: &ViewOpen) -> Outcome<Vec<RecordId>> {
    app.account()?;
    let today = app.host.today();
    let found = app.cache()?.read(|c| {
        let numbers = view::all(c, &query(c, args, &today)?)?;
        numbers
            .into_iter()
            .map(|n| Ok(record::by_number(c, n)?.id))
            .collect::<Result<Vec<RecordId>, Refused>>()
    })?;
    Ok(found)
}

/// The rows of all records that a filter finds, a few at a time.
///
/// # Errors
/// As [`view_open`], and whatever `each` answers.
pub fn each_row(app: &App, args: &ViewOpen, each: impl FnMut(Row) -> Outcome<()>) -> Outcome<()> {
    each_of(app, args, false, each)
}

/// The same with what the rules say of each, edited or not.
///
/// # Errors
/// As [`each_row`].
pub fn each_row_checked(
    app: &App,
    args: &ViewOpen,
    each: impl FnMut(Row) -> Outcome<()>,
) -> Outcome<()> {
    each_of(app, args, true, each)
}

fn each_of(
    app: &App,
    args: &ViewOpen,
    thorough: bool,
    mut each: impl FnMut(Row) -> Outcome<()>,
) -> Outcome<()> {
    let account = app.account()?;
    let cache = app.cache()?;
    // All of it: a program that runs once has no upkeep.
    while args.review_queue && desk::judge_some(app)? {}
    let today = app.host.today();
    let numbers = cache.read(|c| Ok::<_, Refused>(view::all(c, &query(c, args, &today)?)?))?;
    for numbers in numbers.chunks(WINDOW as usize) {
        let mut rows = rows_of(app, &cache, numbers, thorough)?;
        if args.review_queue {
            cache
                .read(|c| rows::add_review(c, &mut rows, &today, account.id))
                .map_err(failure::cache)?;
        }
        rows.into_iter().try_for_each(&mut each)?;
    }
    Ok(())
}

/// The record that an id, or an unambiguous beginning of one, stands for.
///
/// # Errors
/// [`ErrorCode::NotFound`], [`ErrorCode::AmbiguousId`].
pub fn find(app: &App, kind: RecordType, text: &str) -> Outcome<RecordId> {
    let not_found = || {
        ClientError::new(ErrorCode::NotFound)
            .with("type", kind)
            .with("id", text)
    };
    app.account()?;
    let cache = app.cache()?;
    if let Ok(id) = text.parse::<RecordId>() {
        let known = cache
            .read(|c| record::find(c, kind, id))
            .map_err(failure::cache)?;
        return known.map(|stored| stored.id).ok_or_else(not_found);
    }
    if kind == RecordType::Organisation
        && let Some(id) = cache
            .read(|c| record::organisation_by_code(c, text))
            .map_err(failure::cache)?
    {
        return Ok(id);
    }
    let found = cache
        .read(|c| record::by_prefix(c, kind, text))
        .map_err(failure::cache)?;
    match found.as_slice() {
        [] => Err(not_found()),
        [id] => Ok(*id),
        _ => Err(ClientError::new(ErrorCode::AmbiguousId).with("id", text)),
    }
}

/// A filter by conditions only.
#[must_use]
pub fn filter(kind: RecordType, conditions: Vec<Condition>) -> ViewOpen {
    ViewOpen {
        kind,
        conditions,
        search: String::new(),
        sort: Vec::new(),
        review_queue: false,
    }
}

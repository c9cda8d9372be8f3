//! The history of what was done on this machine, and taking older steps back.

use crate::{
    App, Outcome,
    edits::{self, Refused},
    failure, rows,
};
use edutracker_domain::field;
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{
        CellAsked, CellChange, CellHistory, EditReply, Journal, Nothing, Page, StepAsked,
        StepDetail, StepEntry, StepUndone,
    },
};
use edutracker_store::{
    Error as CacheError,
    incoming::Judge,
    journal::{self as steps, Step},
    undo::Standing,
};
use rusqlite::Connection;

/// The longest page.
const PAGE: u64 = 200;
/// Changes of a field at most.
const CHANGES: usize = 200;
/// Steps in the way that are named.
const NAMED: usize = 50;

/// A step as people read it.
pub(crate) fn entry(c: &Connection, step: Step, by: &str) -> Result<StepEntry, CacheError> {
    let mut detail: StepDetail = serde_json::from_str(&step.detail)?;
    if detail.changed == 0 {
        detail.changed = steps::items(c, step.step)?;
    }
    // Where a step that takes another back leaves nothing pending, the other was
    // not sent, and so neither was this.
    let may_be_sent = step.standing == Standing::Done && detail.undoes.is_none();
    Ok(StepEntry {
        sent: may_be_sent && steps::is_sent(c, step.step)?,
        step: step.step.unsigned_abs(),
        action: step.action,
        at: step.at,
        by: by.to_owned(),
        standing: step.standing.as_str().to_owned(),
        detail,
    })
}

/// What was done on this machine, newest first, a page at a time.
///
/// # Errors
/// What the cache says.
pub async fn journal(app: &App, args: Page) -> Outcome<Journal> {
    let account = app.account()?;
    app.cache()?
        .read(|c| {
            let steps = steps::page(c, args.from, args.count.min(PAGE))?;
            Ok(Journal {
                total: steps::total(c)?,
                steps: steps
                    .into_iter()
                    .map(|step| entry(c, step, &account.email))
                    .collect::<Result<_, CacheError>>()?,
            })
        })
        .map_err(failure::cache)
}

/// Takes an older step back by new edits, unless later steps changed the same
/// fields. The last one is taken back as undo does it.
///
/// # Errors
/// [`ErrorCode::NotFound`] for a step that does not hold.
pub async fn undo_step(app: &App, args: StepAsked) -> Outcome<StepUndone> {
    let account = app.account()?;
    let number = i64::try_from(args.step).unwrap_or(i64::MAX);
    let (last, blocking) = app.cache()?.read(|c| {
        if steps::get(c, number)?.standing != Standing::Done {
            return Err(Refused::from(ClientError::from(ErrorCode::NotFound)));
        }
        if steps::is_last(c, number)? {
            return Ok((true, Vec::new()));
        }
        let blocking = steps::in_the_way(c, number)?
            .into_iter()
            .take(NAMED)
            .map(|step| entry(c, steps::get(c, step)?, &account.email))
            .collect::<Result<Vec<_>, CacheError>>()?;
        Ok((false, blocking))
    })?;
    if !blocking.is_empty() {
        return Ok(StepUndone {
            done: EditReply::default(),
            in_the_way: blocking,
        });
    }
    let done = if last {
        crate::undo(app, Nothing {}).await?
    } else {
        let detail = StepDetail {
            undoes: Some(args.step),
            ..StepDetail::default()
        };
        edits::step_told(app, "undo-step", detail, |tx, editor, _, _| {
            Ok(steps::take_back(tx, editor, number)?)
        })?
    };
    Ok(StepUndone {
        done,
        in_the_way: Vec::new(),
    })
}

/// What was done to a field on this machine, newest first.
///
/// # Errors
/// [`ErrorCode::UnknownField`].
pub async fn cell_history(app: &App, args: CellAsked) -> Outcome<CellHistory> {
    let account = app.account()?;
    let field = field::field(args.kind, &args.field).ok_or_else(|| {
        ClientError::new(ErrorCode::UnknownField)
            .with("field", &args.field)
            .with("type", args.kind)
    })?;
    let today = app.host.today();
    app.cache()?
        .read(|c| {
            let entries = steps::of_cell(c, args.kind, args.id, field, CHANGES)?
                .into_iter()
                .map(|cell| {
                    Ok(CellChange {
                        entry: entry(c, cell.step, &account.email)?,
                        before: cell.before,
                        after: cell.after,
                    })
                })
                .collect::<Result<Vec<_>, CacheError>>()?;
            let judge = Judge::new(c, &today)?;
            let values = entries.iter().flat_map(|cell| [&cell.before, &cell.after]);
            let names = rows::Builder::new(c, &judge)?
                .names_in(args.kind, values.map(|value| (field.name, value)))?;
            Ok(CellHistory { entries, names })
        })
        .map_err(failure::cache)
}

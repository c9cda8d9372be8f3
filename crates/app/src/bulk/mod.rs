//! Bulk edits: one operation over one scope. Looking at it first and doing it
//! go the same way, record by record, so that what is told is what is done.
//!
//! * `scope`: which records, as numbers;
//! * `plan`: the operation made ready, and what it makes of one record;
//! * `text`, `paste`, `fix`: how texts change, how pasted texts are read, what
//!   the one-click fixes do;
//! * `preview`: counts and samples, nothing written.

mod fix;
mod paste;
mod plan;
mod preview;
pub(crate) mod scope;
mod text;

pub(crate) use preview::Groups;
pub use preview::bulk_preview;

use crate::{
    App, Outcome, brakes,
    edits::{self, Refused},
};
use edutracker_domain::{
    Record, RecordId, RecordType,
    field::{self},
    merge, record as fields, rights,
};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{Bulk, ConfirmNeeded, DroppedSite, EditReply, HitText, Operation, StepDetail},
    wire::AccountInfo,
};
use edutracker_store::{
    Error as CacheError,
    incoming::Judge,
    record::{self, Stored},
};
use plan::{Made, Plan};
use rusqlite::Connection;
use std::collections::BTreeMap;

pub use fix::mended;

/// Sites named in a reply.
const DROPPED: usize = 100;

/// What becomes of one record.
enum Verdict {
    /// It is so already.
    Unchanged,
    /// It may not be changed: why.
    Refused(ErrorCode),
    /// It changes.
    Changed {
        after: Record,
        dropped: Vec<DroppedSite>,
    },
    /// A new record is made.
    Created(Record),
    /// An archived offer that would change, and was to be left as it is.
    Left,
}

/// What is told of one record beside the verdict.
#[derive(Default)]
struct Told {
    hits: BTreeMap<&'static str, u32>,
    shown: Vec<HitText>,
    unread: BTreeMap<String, String>,
    /// An archived offer that stays in the archive changes, or is copied.
    archived: bool,
}

/// Why an edit of an offer that Agoria removed is not begun.
const REMOVED: ErrorCode = ErrorCode::Removed;

/// What an operation does to one record, where archived ones may be left as they
/// are: all operations on many records come by here.
fn judged(
    c: &Connection,
    judge: &Judge<'_>,
    account: &AccountInfo,
    plan: &mut Plan,
    stored: &Stored,
    (place, leave): (usize, bool),
) -> Result<(Verdict, Told), CacheError> {
    let (verdict, mut told) = made(c, judge, account, plan, stored, place)?;
    let archived =
        |record: &Record| stored.kind == RecordType::Offer && fields::flag(record, "archived");
    told.archived = archived(stored.effective())
        && match &verdict {
            Verdict::Changed { after, .. } => archived(after),
            Verdict::Created(_) => true,
            _ => false,
        };
    Ok(match told.archived && leave {
        true => (
            Verdict::Left,
            Told {
                archived: true,
                ..Told::default()
            },
        ),
        false => (verdict, told),
    })
}

/// The same for any record, with everything that follows from it.
fn made(
    c: &Connection,
    judge: &Judge<'_>,
    account: &AccountInfo,
    plan: &mut Plan,
    stored: &Stored,
    place: usize,
) -> Result<(Verdict, Told), CacheError> {
    let before = stored.effective();
    let mut told = Told::default();
    let after = match plan.make(c, judge, stored, place, &mut told)? {
        Made::Same => return Ok((Verdict::Unchanged, told)),
        Made::Copy(copy) => {
            return Ok((may_create(account, stored.kind, copy), told));
        }
        Made::Record(after) => fields::into_canonical(stored.kind, after),
    };
    if *before == after {
        return Ok((Verdict::Unchanged, told));
    }
    let removed = stored.kind == RecordType::Offer && fields::get(before, "removed").is_some();
    if removed {
        return Ok((Verdict::Refused(REMOVED), told));
    }
    let patch = merge::diff(before, &after);
    let size = patch.len();
    let mut patch = merge::with_consequences(stored.kind, patch);
    if let Err(error) = edits::permitted(account, stored, &patch) {
        return Ok((Verdict::Refused(error.code), told));
    }
    let mut dropped = Vec::new();
    edits::drop_sites(&judge.lookup, stored, &mut patch, &mut dropped);
    edits::place(&judge.lookup, stored.kind, before, &mut patch);
    let after = if patch.len() == size && dropped.is_empty() {
        after
    } else {
        merge::patched(stored.kind, before, &patch)
    };
    Ok((Verdict::Changed { after, dropped }, told))
}

fn may_create(account: &AccountInfo, kind: RecordType, record: Record) -> Verdict {
    let own = crate::host::is_own(account, fields::text(&record, "organisation"));
    let right = field::creation_right(kind);
    let may = right
        .is_some_and(|action| rights::allows(crate::host::side(account), &account.role, action));
    if may && own {
        Verdict::Created(fields::into_canonical(kind, record))
    } else {
        Verdict::Refused(ErrorCode::NotAllowed)
    }
}

/// Whether a record is put away by this change.
fn puts_away(before: &Record, after: &Record) -> bool {
    ["archived", "retired"]
        .iter()
        .any(|flag| !fields::flag(before, flag) && fields::flag(after, flag))
}

/// Does an operation: one transaction, one undo step.
///
/// # Errors
/// [`ErrorCode::UnknownField`], [`ErrorCode::InvalidValue`], [`ErrorCode::InvalidPattern`],
/// [`ErrorCode::ViewClosed`]. What may not be changed is counted, not an error.
pub async fn bulk(app: &App, args: Bulk) -> Outcome<EditReply> {
    let cache = app.cache()?;
    let today = app.host.today();
    let mut reply = EditReply::default();
    let mut removals = 0;
    let action = action(&args.operation);
    let detail = StepDetail {
        operation: Some(without_texts(&args.operation)),
        ..StepDetail::default()
    };
    let done = edits::step_told(app, action, detail, |tx, editor, account, detail| {
        let chosen = scope::numbers(tx, &cache, &args.scope, &app.host.today())?;
        detail.kind = Some(chosen.kind);
        let mut plan = Plan::new(tx, account, &chosen, &args.operation, &today)?;
        let judge = Judge::new(tx, &today)?;
        // In the order in which they stand in the cache: neighbours share a page,
        // which is then read and written once.
        let mut numbers: Vec<_> = chosen.numbers.iter().copied().enumerate().collect();
        numbers.sort_unstable_by_key(|(place, n)| (*n, *place));
        for (place, n) in numbers {
            let stored = match record::by_number(tx, n) {
                Ok(stored) => stored,
                Err(CacheError::NotFound) => continue,
                Err(error) => return Err(error.into()),
            };
            let (verdict, told) = judged(
                tx,
                &judge,
                account,
                &mut plan,
                &stored,
                (place, args.leave_archived),
            )?;
            reply.archived += u64::from(told.archived);
            reply.unread += told.unread.len() as u64;
            match verdict {
                Verdict::Unchanged | Verdict::Left => reply.unchanged += 1,
                Verdict::Refused(_) => reply.not_allowed += 1,
                Verdict::Changed { after, dropped } => {
                    removals += u64::from(puts_away(stored.effective(), &after));
                    let room = DROPPED.saturating_sub(reply.dropped.len());
                    reply.dropped.extend(dropped.into_iter().take(room));
                    editor.replace(stored, after)?;
                }
                Verdict::Created(record) => create(editor, chosen.kind, &record)?,
            }
        }
        for (row, record) in plan.beyond(tx, chosen.numbers.len())? {
            reply.unread += row.unread.len() as u64;
            match may_create(account, chosen.kind, record) {
                Verdict::Created(record) => create(editor, chosen.kind, &record)?,
                _ => reply.not_allowed += 1,
            }
        }
        if let Operation::ReplaceContact {
            from: Some(from),
            retire: true,
            ..
        } = &args.operation
        {
            let stored = record::get(tx, RecordType::Contact, *from)?;
            let patch = Record::from_iter([("retired".to_owned(), true.into())]);
            edits::permitted(account, &stored, &patch)?;
            editor.update_stored(stored, &patch)?;
        }
        match brakes::needed(tx, chosen.kind, removals)? {
            Some(numbers) if !args.confirm => Err(ClientError::new(ErrorCode::ConfirmNeeded)
                .with("updates", numbers.updates)
                .with("removals", numbers.removals)
                .into()),
            _ => Ok(()),
        }
    });
    match done {
        Ok(done) => Ok(EditReply {
            unchanged: reply.unchanged,
            not_allowed: reply.not_allowed,
            unread: reply.unread,
            archived: reply.archived,
            dropped: reply.dropped,
            ..done
        }),
        // Nothing of the transaction stays.
        Err(error) if error.code == ErrorCode::ConfirmNeeded => Ok(EditReply {
            action: action.to_owned(),
            needs_confirm: Some(ConfirmNeeded {
                updates: 0,
                removals,
            }),
            ..EditReply::default()
        }),
        Err(error) => Err(error),
    }
}

fn create(
    editor: &mut edutracker_store::edit::Editor<'_, '_>,
    kind: RecordType,
    record: &Record,
) -> Result<(), Refused> {
    let organisation = fields::text(record, "organisation")
        .parse()
        .map_err(|_| ClientError::from(ErrorCode::NotFound))?;
    Ok(editor.create(kind, RecordId::new(), organisation, record)?)
}

/// The name of the step that an operation makes.
fn action(operation: &Operation) -> &'static str {
    match operation {
        Operation::Change {
            set,
            clear,
            add,
            remove,
        } if clear.is_empty() && add.is_empty() && remove.is_empty() && set.len() == 1 => match set
            .iter()
            .next()
            .map(|(name, value)| (name.as_str(), value.as_bool()))
        {
            Some(("published", Some(true))) => "publish",
            Some(("published", Some(false))) => "unpublish",
            Some(("archived", Some(true))) => "archive",
            Some(("archived", Some(false))) => "restore",
            Some(("retired", Some(true))) => "retire",
            _ => "edit",
        },
        Operation::Change { .. } => "edit",
        Operation::ReplaceContact { .. } => "replace-contact",
        Operation::Duplicate {} => "duplicate",
        Operation::RollOver { .. } => "rollover",
        Operation::Confirm {} => "confirm",
        Operation::Text { .. } => "text",
        Operation::Move { .. } => "move",
        Operation::Replace { .. } => "replace",
        Operation::Fill { .. } => "fill",
        Operation::Paste { .. } => "paste",
        Operation::Fix { .. } => "fix",
    }
}

/// The operation as the history keeps it: the records hold what was pasted.
fn without_texts(operation: &Operation) -> Operation {
    let mut kept = operation.clone();
    match &mut kept {
        Operation::Paste { cells, .. } => cells.clear(),
        Operation::Replace { except, .. } => except.clear(),
        _ => {}
    }
    kept
}

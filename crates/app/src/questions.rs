//! Open questions: fields that both sides changed, and the person's answers.
//!
//! An answer is an ordinary edit: one step, which can be taken back; then the
//! question is asked again.

use crate::{
    App, Outcome, changes,
    edits::{Refused, copy_offer, step},
    failure, rows,
};
use edutracker_domain::{Record, RecordType, merge};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{ConflictGroup, ConflictPage, Conflicts, EditReply, RecordRef, Resolve, ResolveAll},
    wire::AccountInfo,
};
use edutracker_store::{
    Error as CacheError,
    edit::Editor,
    incoming::Judge,
    question::{self, Asked},
    record::{self, Stored},
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The longest page.
const PAGE: u64 = 200;

/// Records with open conflicts, a page at a time.
///
/// # Errors
/// What the cache says.
pub async fn conflicts(app: &App, args: ConflictPage) -> Outcome<Conflicts> {
    app.account()?;
    let today = app.host.today();
    let language = app.language();
    app.cache()?
        .read(|c| {
            let asked = question::asked(c)?;
            let total = asked.len() as u64;
            let groups = groups(&asked);
            let of_group: Vec<&Asked> = asked
                .iter()
                .filter(|one| {
                    args.group
                        .as_ref()
                        .is_none_or(|group| group.kind == one.kind && group.fields == one.fields)
                })
                .collect();
            let judge = Judge::new(c, &today)?;
            let mut builder = rows::Builder::new(c, &judge)?;
            let mut records = Vec::new();
            let first = usize::try_from(args.from).unwrap_or(usize::MAX);
            let count = usize::try_from(args.count.min(PAGE)).unwrap_or(0);
            for one in of_group.iter().skip(first).take(count) {
                records.extend(changes::record(c, &mut builder, &judge, one.n, language)?);
            }
            Ok::<_, CacheError>(Conflicts {
                total,
                shown: of_group.len() as u64,
                groups,
                records,
            })
        })
        .map_err(failure::cache)
}

/// The combinations of fields, the most frequent first.
fn groups(asked: &[Asked]) -> Vec<ConflictGroup> {
    let mut counts: BTreeMap<_, u64> = BTreeMap::new();
    for one in asked {
        *counts.entry((one.kind, one.fields.as_slice())).or_default() += 1;
    }
    let mut groups: Vec<ConflictGroup> = counts
        .into_iter()
        .map(|((kind, fields), count)| ConflictGroup {
            kind,
            fields: fields.to_vec(),
            count,
        })
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.count));
    groups
}

/// Whose version stays.
#[derive(Clone, Copy)]
enum Take<'a> {
    Mine,
    Theirs,
    Value(&'a Value),
}

impl<'a> Take<'a> {
    fn read(text: &str, value: Option<&'a Value>) -> Outcome<Self> {
        match (text, value) {
            ("mine", _) => Ok(Take::Mine),
            ("theirs", _) => Ok(Take::Theirs),
            ("value", Some(value)) => Ok(Take::Value(value)),
            _ => Err(ClientError::new(ErrorCode::InvalidValue)
                .with("field", "take")
                .with("value", text)),
        }
    }

    /// What an editor is told; `None`: the field stays as it is here.
    fn answer(self, stored: &Stored, field: &str) -> Option<Value> {
        match self {
            Take::Mine => None,
            Take::Theirs => Some(merge::value(
                stored.mirror.as_ref().unwrap_or(&Record::new()),
                field,
            )),
            Take::Value(value) => Some(value.clone()),
        }
    }
}

fn answer(
    editor: &mut Editor<'_, '_>,
    stored: &Stored,
    fields: &[String],
    take: Take<'_>,
) -> Result<(), Refused> {
    // A verdict stands or does not; it is made anew on the screen of the desk.
    if let (Take::Value(value), true) = (take, stored.mirror.is_none()) {
        return Err(ClientError::new(ErrorCode::InvalidValue)
            .with("field", fields.join(", "))
            .with("value", value.to_string())
            .into());
    }
    let answers: Vec<(String, Option<Value>)> = fields
        .iter()
        .map(|field| (field.clone(), take.answer(stored, field)))
        .collect();
    Ok(editor.resolve(stored.kind, stored.id, &answers)?)
}

/// Answers a conflict.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is none, [`ErrorCode::InvalidValue`].
pub async fn resolve(app: &App, args: Resolve) -> Outcome<EditReply> {
    let take = Take::read(&args.take, Some(&args.value))?;
    step(app, "resolve", |tx, editor, _| {
        let stored = record::get(tx, args.kind, args.id)?;
        answer(editor, &stored, std::slice::from_ref(&args.field), take)
    })
}

/// The answer for a record that is gone at the service: mine stays as a new
/// offer, theirs lets it go.
fn answer_gone(
    editor: &mut Editor<'_, '_>,
    account: &AccountInfo,
    stored: &Stored,
    take: Take<'_>,
) -> Result<(), Refused> {
    if matches!(take, Take::Mine) {
        if stored.kind != RecordType::Offer {
            return Err(ClientError::new(ErrorCode::NotAvailable).into());
        }
        copy_offer(editor, account, stored, &Record::new())?;
    }
    Ok(editor.discard(stored.kind, stored.id, None)?)
}

/// Answers many conflicts: one transaction, one undo step. A record that is
/// gone at the service is answered only when it is named.
///
/// # Errors
/// [`ErrorCode::InvalidValue`] for anything but `mine` and `theirs`, or for
/// `only` without fields.
pub async fn resolve_all(app: &App, args: ResolveAll) -> Outcome<EditReply> {
    let take = Take::read(&args.take, None)?;
    let fields: Option<BTreeSet<&str>> = args
        .fields
        .as_ref()
        .map(|fields| fields.iter().map(String::as_str).collect());
    if args.only && fields.is_none() {
        return Err(ClientError::new(ErrorCode::InvalidValue)
            .with("field", "only")
            .with("value", ""));
    }
    let records: Option<BTreeSet<&RecordRef>> = args
        .records
        .as_ref()
        .map(|records| records.iter().collect());
    step(app, "resolve", |tx, editor, account| {
        for one in question::asked(tx)? {
            let reference = RecordRef {
                kind: one.kind,
                id: one.id,
            };
            let meant = args.kind.is_none_or(|kind| kind == one.kind)
                && records
                    .as_ref()
                    .is_none_or(|records| records.contains(&reference));
            let about: Vec<String> = one
                .fields
                .iter()
                .filter(|field| {
                    fields
                        .as_ref()
                        .is_none_or(|fields| fields.contains(field.as_str()))
                })
                .cloned()
                .collect();
            if one.fields.is_empty() && meant && records.is_some() {
                answer_gone(editor, account, &record::by_number(tx, one.n)?, take)?;
                continue;
            }
            let others = about.len() < one.fields.len();
            if !meant || about.is_empty() || (args.only && others) {
                continue;
            }
            answer(editor, &record::by_number(tx, one.n)?, &about, take)?;
        }
        Ok(())
    })
}

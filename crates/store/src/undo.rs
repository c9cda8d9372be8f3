//! The way back: the steps made here survive restarts and pushes. Taking a
//! step back that was sent makes a new pending edit.

use crate::{
    Result, Transaction,
    edit::{Editor, Outcome},
    question::{self, Question},
    record,
};
use edutracker_domain::{Record, RecordId, RecordType, field, merge::Patch, record as fields};
use rusqlite::{Connection, OptionalExtension as _};
use serde_json::Value;

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It was taken back, and can be done again.
    Undone = 0,
    /// It holds.
    Done = 1,
    /// It was taken back, or others changed all of it, and cannot be done again.
    Closed = 2,
    /// The push that it was in was taken back at the service.
    Reverted = 3,
    /// All of it are records that the service has: they cannot be unmade here.
    Kept = 4,
}

impl Standing {
    /// As it is stored.
    #[must_use]
    pub fn of(number: i64) -> Self {
        match number {
            0 => Standing::Undone,
            1 => Standing::Done,
            3 => Standing::Reverted,
            4 => Standing::Kept,
            _ => Standing::Closed,
        }
    }

    /// As commands tell it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Undone => "undone",
            Standing::Done => "done",
            Standing::Closed => "closed",
            Standing::Reverted => "reverted",
            Standing::Kept => "kept",
        }
    }
}

pub(crate) fn set_standing(tx: &Transaction<'_>, step: i64, standing: Standing) -> Result<()> {
    tx.prepare_cached("UPDATE step SET standing = ?2 WHERE step = ?1")?
        .execute([step, standing as i64])?;
    Ok(())
}

/// Takes the last standing step back of which something is left here. An empty
/// outcome: there was none.
///
/// # Errors
/// What SQLite says.
pub fn undo(tx: &Transaction<'_>, today: &str) -> Result<Outcome> {
    walk(tx, today, &BACK)
}

/// Does the last step again that was taken back.
///
/// # Errors
/// What SQLite says.
pub fn redo(tx: &Transaction<'_>, today: &str) -> Result<Outcome> {
    walk(tx, today, &FORWARD)
}

/// The step that undo takes back, and the one that redo does again.
///
/// # Errors
/// What SQLite says.
pub fn available(connection: &Connection) -> Result<(Option<i64>, Option<i64>)> {
    let step = |way: &Way| -> Result<Option<i64>> {
        Ok(connection
            .prepare_cached(way.which)?
            .query_row([], |row| row.get(0))?)
    };
    Ok((step(&BACK)?, step(&FORWARD)?))
}

/// What a step did to one record.
pub(crate) struct Item {
    pub kind: RecordType,
    pub id: RecordId,
    pub forward: Option<Patch>,
    pub backward: Option<Patch>,
    /// What it answered.
    pub answered: Vec<Question>,
}

/// Items read at once: a step may have a hundred thousand.
const ITEMS: i64 = 1_000;

/// Calls `each` with the items of a step, the last first when `back`.
pub(crate) fn each_item(
    connection: &Connection,
    step: i64,
    back: bool,
    mut each: impl FnMut(&Item) -> Result<()>,
) -> Result<()> {
    let (beyond, order, mut last) = if back {
        ("<", "DESC", i64::MAX)
    } else {
        (">", "ASC", -1)
    };
    let sql = format!(
        "SELECT type, id, forward, backward, ord FROM step_item WHERE step = ?1 AND ord {beyond} ?2 ORDER BY ord {order} LIMIT {ITEMS}"
    );
    loop {
        let mut items = Vec::new();
        {
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([step, last])?;
            while let Some(row) = rows.next()? {
                let patch = |at| -> Result<Option<Patch>> {
                    let text: Option<String> = row.get(at)?;
                    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
                };
                last = row.get(4)?;
                items.push(Item {
                    kind: record::type_of(row.get(0)?),
                    id: RecordId::from_bytes(row.get(1)?),
                    forward: patch(2)?,
                    backward: patch(3)?,
                    answered: question::kept(connection, step, last)?,
                });
            }
        }
        for item in &items {
            each(item)?;
        }
        if items.is_empty() {
            return Ok(());
        }
    }
}

/// The step that is meant, and which way it is gone over.
struct Way {
    which: &'static str,
    back: bool,
}

const BACK: Way = Way {
    which: "SELECT max(step) FROM step WHERE standing = 1",
    back: true,
};
const FORWARD: Way = Way {
    which: "SELECT min(step) FROM step WHERE standing = 0",
    back: false,
};

fn walk(tx: &Transaction<'_>, today: &str, way: &Way) -> Result<Outcome> {
    loop {
        let step: Option<i64> = tx.query_row(way.which, [], |row| row.get(0))?;
        let Some(step) = step else {
            return Ok(Outcome::default());
        };
        let mut outcome = over(tx, today, step, way.back)?;
        let standing = match (way.back, outcome.changed, outcome.kept) {
            (false, ..) => Standing::Done,
            // Others have overwritten all of it, or taken it back: the step before is meant.
            (true, 0, 0) => Standing::Closed,
            (true, 0, _) => Standing::Kept,
            (true, ..) => Standing::Undone,
        };
        set_standing(tx, step, standing)?;
        if standing != Standing::Closed {
            outcome.step = Some(step);
            return Ok(outcome);
        }
    }
}

/// Goes over a step, backward or forward.
fn over(tx: &Transaction<'_>, today: &str, step: i64, back: bool) -> Result<Outcome> {
    let action: String = tx
        .query_row("SELECT action FROM step WHERE step = ?1", [step], |row| {
            row.get(0)
        })
        .optional()?
        .unwrap_or_default();
    let mut editor = Editor::new(tx, &action, today)?.walking(step);
    each_item(tx, step, back, |item| {
        let (from, to) = if back {
            (&item.forward, &item.backward)
        } else {
            (&item.backward, &item.forward)
        };
        if !back && !item.answered.is_empty() {
            editor.answer_again(item.kind, item.id, &item.answered)?;
        }
        // "Mine stays" answers without changing a field.
        let words = from.as_ref().is_none_or(|patch| !patch.is_empty());
        if words || item.answered.is_empty() {
            apply(tx, &mut editor, item, from.as_ref(), to.as_ref())?;
        }
        if back && !item.answered.is_empty() {
            editor.ask_again(item.kind, item.id, &item.answered)?;
        }
        Ok(())
    })?;
    editor.finish()
}

pub(crate) fn apply(
    tx: &Transaction<'_>,
    editor: &mut Editor<'_, '_>,
    item: &Item,
    from: Option<&Patch>,
    to: Option<&Patch>,
) -> Result<()> {
    let stored = record::find(tx, item.kind, item.id)?;
    match (from, to, stored) {
        // The record did not exist on that side of the step.
        (_, None, Some(stored)) => editor.withdraw(&stored),
        (None, Some(record), None) => match fields::text(record, "organisation").parse() {
            Ok(organisation) => editor.create(item.kind, item.id, organisation, record),
            Err(_) => Ok(()),
        },
        (Some(from), Some(to), Some(stored)) => {
            let back = untouched(stored.effective(), from, to);
            editor.update_stored(stored, &back)
        }
        _ => Ok(()),
    }
}

/// The part of `to` whose fields still have the value that `from` gave them:
/// what somebody else changed since is not overwritten.
fn untouched(current: &Record, from: &Patch, to: &Patch) -> Patch {
    to.iter()
        .filter_map(|(name, value)| {
            let given = from.get(name).filter(|value| !value.is_null());
            let part = match (given, value) {
                // Texts in three languages are three fields.
                (given, Value::Object(to)) if field::has_members(name) => {
                    let nothing = Record::new();
                    let inner = |value: Option<&Value>| {
                        value
                            .and_then(Value::as_object)
                            .cloned()
                            .unwrap_or_default()
                    };
                    let current = current
                        .get(name)
                        .and_then(Value::as_object)
                        .unwrap_or(&nothing);
                    Value::Object(untouched(current, &inner(given), to))
                }
                // Members of sets can only be added or taken away.
                (Some(Value::Object(_)), _) | (None, Value::Object(_)) => value.clone(),
                (given, value) if current.get(name) == given => value.clone(),
                _ => return None,
            };
            Some((name.clone(), part))
        })
        .collect()
}

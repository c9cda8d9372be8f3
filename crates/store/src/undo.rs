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

/// Takes the last standing step back. An empty outcome: there was none.
///
/// # Errors
/// What SQLite says.
pub fn undo(tx: &Transaction<'_>, today: &str) -> Result<Outcome> {
    walk(
        tx,
        today,
        "SELECT max(step) FROM step WHERE standing = 1",
        0,
    )
}

/// Does the last step again that was taken back.
///
/// # Errors
/// What SQLite says.
pub fn redo(tx: &Transaction<'_>, today: &str) -> Result<Outcome> {
    walk(
        tx,
        today,
        "SELECT min(step) FROM step WHERE standing = 0",
        1,
    )
}

/// Whether there is a step to take back, and one to do again.
///
/// # Errors
/// What SQLite says.
pub fn available(connection: &Connection) -> Result<(bool, bool)> {
    Ok(connection
        .prepare_cached("SELECT EXISTS(SELECT 1 FROM step WHERE standing = 1), EXISTS(SELECT 1 FROM step WHERE standing = 0)")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
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

fn walk(tx: &Transaction<'_>, today: &str, which: &str, standing: i64) -> Result<Outcome> {
    let step: Option<i64> = tx.query_row(which, [], |row| row.get(0))?;
    let Some(step) = step else {
        return Ok(Outcome::default());
    };
    let action: String = tx
        .query_row("SELECT action FROM step WHERE step = ?1", [step], |row| {
            row.get(0)
        })
        .optional()?
        .unwrap_or_default();
    let back = standing == 0;
    let mut editor = Editor::new(tx, &action, today)?.unrecorded();
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
    tx.execute(
        "UPDATE step SET standing = ?2 WHERE step = ?1",
        [step, standing],
    )?;
    let mut outcome = editor.finish()?;
    outcome.step = Some(step);
    Ok(outcome)
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
            editor.update(item.kind, item.id, &untouched(stored.effective(), from, to))
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

//! What was done here, to be read: the steps, what they did to one field, and
//! which of them stand in the way of taking an older one back.

use crate::{
    Error, Result, Transaction,
    edit::Editor,
    record::{self, Stored},
    undo::{self, Item, Standing},
};
use edutracker_domain::{
    RecordId, RecordType,
    field::{self, Field},
    merge::{self, Patch},
    record as fields,
};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde_json::Value;
use std::collections::BTreeSet;

/// A step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its number.
    pub step: i64,
    /// What kind of step it was.
    pub action: String,
    /// How it stands.
    pub standing: Standing,
    /// When, for people.
    pub at: String,
    /// What it was, JSON.
    pub detail: String,
}

const COLUMNS: &str = "s.step, s.action, s.standing, s.at, s.detail";

fn step(row: &Row<'_>) -> rusqlite::Result<Step> {
    Ok(Step {
        step: row.get(0)?,
        action: row.get(1)?,
        standing: Standing::of(row.get(2)?),
        at: row.get(3)?,
        detail: row.get(4)?,
    })
}

/// How many steps there are.
///
/// # Errors
/// What SQLite says.
pub fn total(connection: &Connection) -> Result<u64> {
    let count: i64 = connection
        .prepare_cached("SELECT count(*) FROM step")?
        .query_row([], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Steps, newest first.
///
/// # Errors
/// What SQLite says.
pub fn page(connection: &Connection, from: u64, count: u64) -> Result<Vec<Step>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM step s ORDER BY s.step DESC LIMIT ?2 OFFSET ?1"
    ))?;
    let rows = statement.query_map(params![from as i64, count as i64], step)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The step of this number.
///
/// # Errors
/// [`Error::NotFound`].
pub fn get(connection: &Connection, number: i64) -> Result<Step> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM step s WHERE s.step = ?1"))?
        .query_row([number], step)
        .optional()?
        .ok_or(Error::NotFound)
}

/// Records in a step.
///
/// # Errors
/// What SQLite says.
pub fn items(connection: &Connection, number: i64) -> Result<u64> {
    let count: i64 = connection
        .prepare_cached("SELECT count(*) FROM step_item WHERE step = ?1")?
        .query_row([number], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Records of a step that are looked at to tell whether it was sent: sending
/// takes all of a step or, rarely, leaves some.
const LOOKED_AT: usize = 200;

/// Whether something of a step was sent, or is on its way. A record that has
/// nothing pending was sent, unless it stands as before the step: then the step
/// was taken back by a later one, and never left.
///
/// # Errors
/// What SQLite says.
pub fn is_sent(connection: &Connection, number: i64) -> Result<bool> {
    let mut statement = connection.prepare_cached(
        "SELECT r.n, i.forward, i.backward, EXISTS(SELECT 1 FROM outbox b WHERE b.n = r.n)
           FROM step_item i JOIN record r ON r.type = i.type AND r.id = i.id
          WHERE i.step = ?1 AND (NOT EXISTS(SELECT 1 FROM overlay v WHERE v.n = r.n)
            OR EXISTS(SELECT 1 FROM outbox b WHERE b.n = r.n)) LIMIT ?2",
    )?;
    let mut rows = statement.query(params![number, LOOKED_AT as i64])?;
    while let Some(row) = rows.next()? {
        let (Some(forward), Some(backward)) = (patch(row, 1)?, patch(row, 2)?) else {
            return Ok(true);
        };
        if row.get(3)? {
            return Ok(true);
        }
        let stored = record::by_number(connection, row.get(0)?)?;
        let now = stored.effective();
        let stands = |patch: &Patch| merge::patched(stored.kind, now, patch) == *now;
        if (stands(&forward) || !stands(&backward)) && !came_back(connection, &stored, number)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Steps of a record that are gone back over at most.
const GONE_BACK: usize = 100;

/// Whether a record stands as it did before this step, or one before it, though
/// nothing of it is in any push that is still known: what was done was written
/// back by hand.
fn came_back(connection: &Connection, stored: &Stored, number: i64) -> Result<bool> {
    let was_in_a_push: bool = connection
        .prepare_cached(
            "SELECT EXISTS(SELECT 1 FROM part WHERE answered IS NOT NULL AND instr(body, ?1) > 0)",
        )?
        .query_row([stored.id.to_string()], |row| row.get(0))?;
    if was_in_a_push {
        return Ok(false);
    }
    let mut statement = connection.prepare_cached(
        "SELECT s.step, i.backward FROM step_item i JOIN step s ON s.step = i.step
          WHERE i.id = ?1 AND i.type = ?2 AND s.standing NOT IN (0, 3)
          ORDER BY i.step DESC, i.ord DESC LIMIT ?3",
    )?;
    let mut rows = statement.query(params![
        stored.id.as_bytes(),
        record::type_number(stored.kind),
        GONE_BACK as i64
    ])?;
    let now = stored.effective();
    let mut then = now.clone();
    while let Some(row) = rows.next()? {
        let Some(backward) = patch(row, 1)? else {
            return Ok(false);
        };
        then = merge::patched(stored.kind, &then, &backward);
        if row.get::<_, i64>(0)? <= number && then == *now {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A patch of an item; none where the record came or went.
fn patch(row: &Row<'_>, at: usize) -> Result<Option<Patch>> {
    let text: Option<String> = row.get(at)?;
    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
}

/// What a step did to a field.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The step.
    pub step: Step,
    /// The value before; of a set, what went away.
    pub before: Value,
    /// The value after; of a set, what was added.
    pub after: Value,
}

/// What the steps did to a field of a record, newest first.
///
/// # Errors
/// What SQLite says.
pub fn of_cell(
    connection: &Connection,
    kind: RecordType,
    id: RecordId,
    field: &Field,
    most: usize,
) -> Result<Vec<Cell>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS}, i.forward, i.backward FROM step_item i JOIN step s ON s.step = i.step
         WHERE i.id = ?1 AND i.type = ?2 ORDER BY i.step DESC, i.ord DESC"
    ))?;
    let mut rows = statement.query(params![id.as_bytes(), record::type_number(kind)])?;
    let mut cells = Vec::new();
    while let Some(row) = rows.next()? {
        if cells.len() >= most {
            break;
        }
        let forward = patch(row, 5)?.unwrap_or_default();
        let backward = patch(row, 6)?.unwrap_or_default();
        let touches = |patch: &Patch| merge::touched(kind, patch).contains(&field);
        if !touches(&forward) && !touches(&backward) {
            continue;
        }
        let value = |patch: &Patch| match merge::value(patch, field.name) {
            Value::Object(members) if field.shape.is_set() => fields::set_of(
                members
                    .into_iter()
                    .filter_map(|(member, kept)| (kept == Value::Bool(true)).then_some(member)),
            ),
            value => value,
        };
        cells.push(Cell {
            step: step(row)?,
            before: value(&backward),
            after: value(&forward),
        });
    }
    Ok(cells)
}

/// The fields that an item is about; all of them where the record came or went.
fn touched(item: &Item) -> Vec<&'static Field> {
    match (&item.forward, &item.backward) {
        (Some(forward), Some(_)) => merge::touched(item.kind, forward),
        _ => field::fields(item.kind).iter().collect(),
    }
}

/// Later steps that hold and changed the same fields of the same records.
///
/// # Errors
/// What SQLite says.
pub fn in_the_way(connection: &Connection, number: i64) -> Result<Vec<i64>> {
    let mut found = BTreeSet::new();
    undo::each_item(connection, number, true, |item| {
        let own = touched(item);
        let mut statement = connection.prepare_cached(
            "SELECT i.step, i.forward, i.backward FROM step_item i JOIN step s ON s.step = i.step
             WHERE i.id = ?1 AND i.type = ?2 AND i.step > ?3 AND s.standing = 1",
        )?;
        let mut rows = statement.query(params![
            item.id.as_bytes(),
            record::type_number(item.kind),
            number
        ])?;
        while let Some(row) = rows.next()? {
            let step: i64 = row.get(0)?;
            if found.contains(&step) {
                continue;
            }
            let patch = |at| -> Result<Option<Patch>> {
                let text: Option<String> = row.get(at)?;
                Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
            };
            let other = Item {
                kind: item.kind,
                id: item.id,
                forward: patch(1)?,
                backward: patch(2)?,
                answered: Vec::new(),
            };
            if touched(&other).iter().any(|field| own.contains(field)) {
                found.insert(step);
            }
        }
        Ok(())
    })?;
    Ok(found.into_iter().rev().collect())
}

/// Takes a step back by new edits, for the step that `editor` makes.
///
/// # Errors
/// What SQLite says.
pub fn take_back(tx: &Transaction<'_>, editor: &mut Editor<'_, '_>, number: i64) -> Result<()> {
    undo::each_item(tx, number, true, |item| {
        undo::apply(
            tx,
            editor,
            item,
            item.forward.as_ref(),
            item.backward.as_ref(),
        )
    })
}

/// Whether a step is the one that undo would take back now.
///
/// # Errors
/// What SQLite says.
pub fn is_last(connection: &Connection, number: i64) -> Result<bool> {
    let last: Option<i64> =
        connection.query_row("SELECT max(step) FROM step WHERE standing = 1", [], |row| {
            row.get(0)
        })?;
    Ok(last == Some(number))
}

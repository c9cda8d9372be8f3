//! A push that was taken back at the service takes the steps along that it was
//! made of: undo goes on with the step before them, and redo does not bring
//! them back. To have them again, the taking back is taken back there.

use crate::{
    Result, Transaction,
    record::{self, Overlay},
    undo::{Standing, set_standing},
};
use edutracker_domain::{
    Record, RecordId, RecordType,
    field::{self, Field},
    merge::{self, Patch},
    record as fields,
};
use rusqlite::{OptionalExtension as _, params};
use serde_json::Value;
use std::collections::BTreeMap;

/// What a push did to one record, all its edits of it together.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    /// The record's type.
    pub kind: RecordType,
    /// The record.
    pub id: RecordId,
    /// Field by field, in the order of the push: the dotted name, before, after.
    pub changes: Vec<(String, Value, Value)>,
}

/// The items of steps, by step.
type Items = BTreeMap<i64, Vec<i64>>;

/// Finds the steps whose edits of these records were taken back at the service,
/// and lets them stand so. Of a step that is so in part, that part becomes a
/// step of its own.
///
/// # Errors
/// What SQLite says.
pub fn settle(tx: &Transaction<'_>, sent: &[Sent]) -> Result<()> {
    let mut found = Items::new();
    for sent in sent {
        items(tx, sent, &mut found)?;
    }
    for (step, items) in found {
        let all: i64 = tx
            .prepare_cached("SELECT count(*) FROM step_item WHERE step = ?1")?
            .query_row([step], |row| row.get(0))?;
        let step = match items.len() as i64 == all {
            true => step,
            false => apart(tx, step, &items)?,
        };
        set_standing(tx, step, Standing::Reverted)?;
    }
    Ok(())
}

/// The fields of a record that a push changed, before it and after it.
struct Change {
    fields: Vec<&'static Field>,
    before: Record,
    after: Record,
}

impl Change {
    fn of(sent: &Sent) -> Self {
        let mut change = Change {
            fields: Vec::new(),
            before: Record::new(),
            after: Record::new(),
        };
        for (name, before, after) in &sent.changes {
            let Some(known) = field::field(sent.kind, name) else {
                continue;
            };
            if !change.fields.contains(&known) {
                change.fields.push(known);
                fields::put(&mut change.before, name, before.clone());
            }
            fields::put(&mut change.after, name, after.clone());
        }
        change
    }

    /// Whether a record has, in the fields that the push changed, the values of
    /// before it.
    fn is_undone(&self, now: &Record) -> bool {
        self.fields
            .iter()
            .all(|field| is(field, now) == is(field, &self.before))
    }

    /// Whether a step's patch touches what the push changed, and `now` has the
    /// values that it gave.
    fn holds(&self, kind: RecordType, now: &Record, patch: &Patch) -> bool {
        let own: Vec<&Field> = merge::touched(kind, patch)
            .into_iter()
            .filter(|field| self.fields.contains(field))
            .collect();
        let after = merge::patched(kind, now, patch);
        !own.is_empty() && own.iter().all(|field| is(field, &after) == is(field, now))
    }
}

/// A field's value, so that nothing, no and no member are one.
fn is<'a>(field: &Field, record: &'a Record) -> Option<&'a Value> {
    fields::get(record, field.name).filter(|value| match value {
        Value::Null | Value::Bool(false) => false,
        Value::Object(members) => !members.is_empty(),
        _ => true,
    })
}

/// The items of steps that made what a push sent of a record: from the newest,
/// as long as each explains what is left of it.
fn items(tx: &Transaction<'_>, sent: &Sent, found: &mut Items) -> Result<()> {
    let change = Change::of(sent);
    let pending: Option<Option<i64>> = record::find(tx, sent.kind, sent.id)?
        .and_then(|stored| stored.overlay)
        .map(|Overlay { step, .. }| step);
    let mut now = change.after.clone();
    let mut statement = tx.prepare_cached(
        "SELECT i.step, i.ord, i.forward, i.backward, s.standing FROM step_item i JOIN step s ON s.step = i.step
          WHERE i.id = ?1 AND i.type = ?2 AND s.standing <> ?3 ORDER BY i.step DESC, i.ord DESC",
    )?;
    let mut rows = statement.query(params![
        sent.id.as_bytes(),
        record::type_number(sent.kind),
        Standing::Reverted as i64
    ])?;
    while let Some(row) = rows.next()? {
        let patch = |at| -> Result<Option<Patch>> {
            let text: Option<String> = row.get(at)?;
            Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
        };
        let (step, ord): (i64, i64) = (row.get(0)?, row.get(1)?);
        let unsent = Standing::of(row.get(4)?) == Standing::Done && pending == Some(Some(step));
        match (patch(2)?, patch(3)?) {
            (Some(forward), Some(backward))
                if !unsent && change.holds(sent.kind, &now, &forward) =>
            {
                found.entry(step).or_default().push(ord);
                now = merge::patched(sent.kind, &now, &backward);
            }
            (Some(_), None) => {
                let made = change.before.values().all(Value::is_null);
                if made && !unsent {
                    found.entry(step).or_default().push(ord);
                }
                return Ok(());
            }
            _ => {}
        }
        if change.is_undone(&now) {
            return Ok(());
        }
    }
    Ok(())
}

/// Makes some items of a step a step of their own.
fn apart(tx: &Transaction<'_>, step: i64, items: &[i64]) -> Result<i64> {
    tx.prepare_cached(
        "INSERT INTO step(action, standing, at, detail)
         SELECT action, standing, at, json_set(detail, '$.changed', ?2, '$.invalid', 0) FROM step WHERE step = ?1",
    )?
    .execute(params![step, items.len() as i64])?;
    let new = tx.last_insert_rowid();
    for ord in items {
        for table in ["step_item", "step_question"] {
            tx.prepare_cached(&format!(
                "UPDATE {table} SET step = ?3 WHERE step = ?1 AND ord = ?2"
            ))?
            .execute([step, *ord, new])?;
        }
    }
    let changed: Option<i64> = tx
        .prepare_cached("SELECT detail ->> '$.changed' FROM step WHERE step = ?1")?
        .query_row([step], |row| row.get(0))
        .optional()?
        .flatten();
    if let Some(changed) = changed {
        tx.prepare_cached(
            "UPDATE step SET detail = json_set(detail, '$.changed', ?2) WHERE step = ?1",
        )?
        .execute([step, (changed - items.len() as i64).max(0)])?;
    }
    Ok(new)
}

//! Which steps a pending edit consists of.

use super::differing;
use crate::{
    Result,
    record::{self, RowNumber},
};
use edutracker_domain::{
    Record,
    field::Field,
    merge::{self, Patch},
};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// The steps of every pending edit, each with its newest first; edits that no
/// step made are left out.
///
/// # Errors
/// What SQLite says.
pub(super) fn steps(connection: &Connection) -> Result<BTreeMap<RowNumber, Vec<i64>>> {
    let mut statement = connection.prepare_cached(
        "SELECT v.n, i.step FROM overlay v CROSS JOIN record r ON r.n = v.n
           CROSS JOIN step_item i ON i.id = r.id CROSS JOIN step t ON t.step = i.step
          WHERE t.standing = 1",
    )?;
    let mut all: BTreeMap<RowNumber, Vec<i64>> = BTreeMap::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        all.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    for (n, steps) in &mut all {
        steps.sort_unstable_by(|one, other| other.cmp(one));
        steps.dedup();
        // One step that holds made the edit; of several, some may have been sent.
        if steps.len() > 1 {
            let made = unsent(connection, *n)?;
            steps.retain(|step| made.contains(step));
        }
    }
    // Where nothing was pending when a step was taken back, that it was is the
    // edit. What those two take back are edits of other steps.
    let mut statement = connection.prepare_cached(
        "SELECT v.n, v.step FROM overlay v CROSS JOIN step t ON t.step = v.step
          WHERE t.standing IN (0, 2) AND t.action NOT IN ('discard', 'undo-step')",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        all.insert(row.get(0)?, vec![row.get(1)?]);
    }
    Ok(all)
}

/// A patch of an item; none where the record came or went.
fn patch(row: &rusqlite::Row<'_>, at: usize) -> Result<Option<Patch>> {
    let text: Option<String> = row.get(at)?;
    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
}

/// The steps that hold and make up the edits of one record: taken back one
/// after another, from the newest, until nothing of the edits is left. Steps
/// that changed none of the edited fields are none of them.
fn unsent(connection: &Connection, n: RowNumber) -> Result<Vec<i64>> {
    let stored = record::by_number(connection, n)?;
    let kind = stored.kind;
    let before: Option<&Record> = stored.base();
    let mut now = stored.effective().clone();
    let mut left: Vec<&'static Field> = differing(kind, before, &now).collect();
    let mut made: Vec<i64> = Vec::new();
    let mut newest = None;
    let mut statement = connection.prepare_cached(
        "SELECT i.step, i.forward, i.backward FROM step_item i JOIN step t ON t.step = i.step
          WHERE i.id = ?1 AND i.type = ?2 AND t.standing = 1 ORDER BY i.step DESC, i.ord DESC",
    )?;
    let mut rows = statement.query(params![stored.id.as_bytes(), record::type_number(kind)])?;
    while let Some(row) = rows.next()? {
        let step: i64 = row.get(0)?;
        newest = newest.or(Some(step));
        let (Some(forward), Some(backward)) = (patch(row, 1)?, patch(row, 2)?) else {
            // The record came here: there is nothing before.
            made.push(step);
            break;
        };
        let touched = [
            merge::touched(kind, &forward),
            merge::touched(kind, &backward),
        ];
        if left
            .iter()
            .any(|field| touched.iter().flatten().any(|one| one.name == field.name))
        {
            made.push(step);
        }
        now = merge::patched(kind, &now, &backward);
        let open: Vec<&str> = differing(kind, before, &now)
            .map(|field| field.name)
            .collect();
        left.retain(|field| open.contains(&field.name));
        if left.is_empty() {
            break;
        }
    }
    // Answers without another value: an edit belongs to some step all the same.
    if made.is_empty() {
        made.extend(newest);
    }
    Ok(made)
}

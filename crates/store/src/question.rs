//! Open questions: fields that both sides changed. Which records have one, and
//! how an answer that was taken back is asked again.

use crate::{
    Result, Transaction, listing,
    record::{self, OverlayState, RowNumber, Stored},
};
use edutracker_domain::{RecordId, RecordType, merge, record as fields};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde_json::Value;

/// A record that waits for a person's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its number here.
    pub n: RowNumber,
    /// Its type.
    pub kind: RecordType,
    /// Its id.
    pub id: RecordId,
    /// The fields in question, in the order of their names; none when the
    /// record is gone at the service.
    pub fields: Vec<String>,
}

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Question {
    pub field: String,
    pub base: Value,
    pub theirs: Value,
    pub by: String,
    pub at: String,
    /// What a decision saw of the offer that changed since.
    pub seen: Option<String>,
}

/// What the question about a field keeps of what was seen.
pub(crate) fn seen(connection: &Connection, n: RowNumber, name: &str) -> Result<Option<String>> {
    let seen: Option<Option<String>> = connection
        .prepare_cached("SELECT seen FROM conflict WHERE n = ?1 AND field = ?2")?
        .query_row(params![n, name], |row| row.get(0))
        .optional()?;
    Ok(seen.flatten())
}

/// Keeps with an open question what the decision saw of the offer.
pub(crate) fn note_seen(
    tx: &Transaction<'_>,
    n: RowNumber,
    name: &str,
    seen: Option<&str>,
) -> Result<()> {
    tx.prepare_cached("UPDATE conflict SET seen = ?3 WHERE n = ?1 AND field = ?2")?
        .execute(params![n, name, seen])?;
    Ok(())
}

fn question(row: &Row<'_>) -> Result<Question> {
    let (base, theirs): (String, String) = (row.get(1)?, row.get(2)?);
    Ok(Question {
        field: row.get(0)?,
        base: serde_json::from_str(&base)?,
        theirs: serde_json::from_str(&theirs)?,
        by: row.get(3)?,
        at: row.get(4)?,
        seen: row.get(5)?,
    })
}

/// All records that wait for an answer, by type and name.
///
/// # Errors
/// What SQLite says.
pub fn asked(connection: &Connection) -> Result<Vec<Asked>> {
    let mut statement = connection.prepare_cached(
        "SELECT v.n, r.type, r.id, c.field FROM overlay v CROSS JOIN record r ON r.n = v.n CROSS JOIN listing l ON l.n = v.n
         LEFT JOIN conflict c ON c.n = v.n
         WHERE v.state = 'conflict' ORDER BY r.type, l.name, v.n, c.field",
    )?;
    let mut rows = statement.query([])?;
    let mut records: Vec<Asked> = Vec::new();
    while let Some(row) = rows.next()? {
        let n: RowNumber = row.get(0)?;
        let field: Option<String> = row.get(3)?;
        match records.last_mut() {
            Some(last) if last.n == n => last.fields.extend(field),
            _ => records.push(Asked {
                n,
                kind: record::type_of(row.get(1)?),
                id: RecordId::from_bytes(row.get(2)?),
                fields: field.into_iter().collect(),
            }),
        }
    }
    Ok(records)
}

/// The questions of a record.
pub(crate) fn of(connection: &Connection, n: RowNumber) -> Result<Vec<Question>> {
    connection
        .prepare_cached("SELECT field, base, theirs, by, at, seen FROM conflict WHERE n = ?1")?
        .query_and_then([n], question)?
        .collect()
}

/// Keeps a question with the step that answers it.
pub(crate) fn keep(
    tx: &Transaction<'_>,
    (step, ord): (i64, i64),
    question: &Question,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO step_question(step, ord, field, base, theirs, by, at, seen) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        step,
        ord,
        question.field,
        question.base.to_string(),
        question.theirs.to_string(),
        question.by,
        question.at,
        question.seen
    ])?;
    Ok(())
}

/// The questions that an item of a step answered.
pub(crate) fn kept(connection: &Connection, step: i64, ord: i64) -> Result<Vec<Question>> {
    connection
        .prepare_cached(
            "SELECT field, base, theirs, by, at, seen FROM step_question WHERE step = ?1 AND ord = ?2",
        )?
        .query_and_then([step, ord], question)?
        .collect()
}

/// Asks again what was answered. A field that the service or the person
/// changed since, or that was sent, is left alone. Answers whether any was asked.
pub(crate) fn ask_again(tx: &Transaction<'_>, stored: &Stored, asked: &[Question]) -> Result<bool> {
    let (Some(mirror), Some(overlay), false) = (&stored.mirror, &stored.overlay, stored.waiting)
    else {
        return Ok(false);
    };
    let mut base = overlay.base.clone().unwrap_or_else(|| mirror.clone());
    let mut again = false;
    for question in asked {
        let mine = merge::value(&overlay.effective, &question.field);
        if merge::value(mirror, &question.field) != question.theirs
            || mine == question.theirs
            || mine == question.base
        {
            continue;
        }
        tx.prepare_cached(
            "INSERT OR REPLACE INTO conflict(n, field, base, theirs, by, at, seen) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            stored.n,
            question.field,
            question.base.to_string(),
            question.theirs.to_string(),
            question.by,
            question.at,
            question.seen
        ])?;
        fields::put(&mut base, &question.field, question.base.clone());
        again = true;
    }
    if !again {
        return Ok(false);
    }
    let overlay = record::Overlay {
        base: Some(fields::canonical(stored.kind, &base)),
        state: OverlayState::Conflict,
        refusal: None,
        ..overlay.clone()
    };
    record::set_overlay(tx, stored.n, Some(&overlay))?;
    listing::refresh(tx, stored.n, false)?;
    Ok(true)
}

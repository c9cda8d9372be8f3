//! Frozen edits that become ordinary pending edits again.

use super::{Taken, Told, forget_empty, settle};
use crate::{Result, Transaction, incoming::Intake, listing, record::RowNumber, sent};
use edutracker_domain::RecordId;
use edutracker_protocol::wire::{ItemResult, ItemStatus};
use rusqlite::{Connection, OptionalExtension as _, params};
use std::collections::BTreeSet;

/// The service refused the request as a whole: the edits of all waiting parts are
/// ordinary pending edits again, but for those that it took before without being
/// heard. These are done; what their records are now comes with the feed.
///
/// # Errors
/// What SQLite says.
pub fn thaw(tx: &Transaction<'_>, taken: &[Taken], today: &str) -> Result<()> {
    let mut intake = Intake::new(tx, today)?;
    let mut answered: BTreeSet<(String, u32)> = BTreeSet::new();
    for Taken { mid, rev } in taken {
        let row: Option<(RowNumber, Option<String>, String, u32)> = tx
            .prepare_cached("SELECT n, frozen, push, part FROM outbox WHERE mid = ?1")?
            .query_row([mid.as_bytes().as_slice()], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })
            .optional()?;
        let Some((n, frozen, push, part)) = row else {
            continue;
        };
        answered.insert((push, part));
        let done = ItemResult {
            mid: *mid,
            status: ItemStatus::Applied,
            rev: *rev,
            record: None,
            conflicts: Vec::new(),
            others: Vec::new(),
            problem: None,
        };
        settle(&mut intake, n, frozen, &done, Told::Since)?;
    }
    intake.finish()?;
    for (push, part) in answered {
        keep(tx, &push, part)?;
    }
    let waiting: Vec<RowNumber> = tx
        .prepare("SELECT n FROM outbox")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    tx.execute_batch("DELETE FROM outbox; DELETE FROM part WHERE answered IS NULL;")?;
    for n in waiting {
        listing::refresh(tx, n, false)?;
    }
    forget_empty(tx)
}

/// What the service took of a part is kept like that of an answered one: a backup
/// that is put back may lack it. What is left of it in the outbox was not taken.
fn keep(tx: &Transaction<'_>, push: &str, part: u32) -> Result<()> {
    let refused: Vec<String> = tx
        .prepare_cached("SELECT mid FROM outbox WHERE push = ?1 AND part = ?2")?
        .query_map(params![push, part], |row| row.get(0))?
        .map(|mid| mid.map(|mid| RecordId::from_bytes(mid).to_string()))
        .collect::<rusqlite::Result<_>>()?;
    let refused = (!refused.is_empty())
        .then(|| serde_json::to_string(&refused))
        .transpose()?;
    tx.execute(
        "UPDATE part SET answered = ?3, refused = ?4 WHERE push = ?1 AND part = ?2",
        params![push, part, sent::NOT_YET, refused],
    )?;
    Ok(())
}

/// The parts of a push that wait for their answers.
///
/// # Errors
/// What SQLite says.
pub fn parts(connection: &Connection, push: &str) -> Result<BTreeSet<u32>> {
    let parts = connection
        .prepare_cached("SELECT part FROM part WHERE push = ?1 AND answered IS NULL")?
        .query_map([push], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(parts)
}

/// Parts of a push that were never sent: their edits are ordinary pending edits
/// again. Answers how many they are.
///
/// # Errors
/// What SQLite says.
pub fn withdraw(tx: &Transaction<'_>, push: &str, parts: &BTreeSet<u32>) -> Result<u64> {
    let mut freed = 0;
    for part in parts {
        let waiting: Vec<RowNumber> = tx
            .prepare_cached("SELECT n FROM outbox WHERE push = ?1 AND part = ?2")?
            .query_map(params![push, part], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for of in ["outbox", "part"] {
            tx.execute(
                &format!("DELETE FROM {of} WHERE push = ?1 AND part = ?2"),
                params![push, part],
            )?;
        }
        for n in waiting {
            listing::refresh(tx, n, false)?;
            freed += 1;
        }
    }
    forget_empty(tx)?;
    Ok(freed)
}

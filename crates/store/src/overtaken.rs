//! News of a record of which an edit was sent and is not answered yet: the feed
//! overtakes an answer that the service cannot give.
//!
//! There are two layers then: what was sent, and what was edited since. Both are
//! carried over, each on what it was made on. Otherwise the news would look like
//! an edit of this machine when the answer comes at last.

use crate::{
    Result, Transaction,
    incoming::{Carried, Judge, ask, carry, rebase as rebase_one, standing},
    question,
    record::{self, Overlay, OverlayOp, Stored},
    removing::Removing,
};
use edutracker_domain::{Record, merge, record as fields};
use rusqlite::{OptionalExtension as _, params};
use serde_json::Value;

/// Puts what was sent, and what was edited since, on top of the service's new
/// fields. `stored` is the record as it was before.
pub(crate) fn rebase(
    tx: &Transaction<'_>,
    stored: &Stored,
    theirs: &Record,
    author: (&str, &str),
    judge: &Judge<'_>,
) -> Result<()> {
    let kind = stored.kind;
    let nothing = Record::new();
    let sent: Option<String> = tx
        .prepare_cached("SELECT frozen FROM outbox WHERE n = ?1")?
        .query_row([stored.n], |row| row.get(0))?;
    let sent: Record = match sent {
        Some(text) => serde_json::from_str(&text)?,
        None => stored.effective().clone(),
    };
    let patch = merge::diff(stored.base().unwrap_or(&nothing), &sent);
    let under = carry(kind, stored.base(), &patch, theirs);
    if sent == *stored.effective() {
        rebase_one(tx, stored, theirs, |_| author, judge)?;
    } else {
        let later = merge::diff(&sent, stored.effective());
        let over = carry(kind, Some(&sent), &later, &under.effective);
        lay(tx, stored, theirs, (&under, &over), author, judge)?;
    }
    tx.prepare_cached("UPDATE outbox SET frozen = ?2 WHERE n = ?1")?
        .execute(params![stored.n, serde_json::to_string(&under.effective)?])?;
    Ok(())
}

/// What the edits were made on that lie on top of what was sent, when its answer
/// is history: what was sent, but where a question is open about an edit on top of
/// the news itself, what that one was made on. So it is asked still.
pub(crate) fn asked_on(
    tx: &Transaction<'_>,
    stored: &Stored,
    sent: &Record,
    theirs: &Record,
) -> Result<Record> {
    let mut base = sent.clone();
    for open in question::of(tx, stored.n)? {
        if merge::value(sent, &open.field) == merge::value(theirs, &open.field) {
            fields::put(&mut base, &open.field, open.base);
        }
    }
    Ok(fields::into_canonical(stored.kind, base))
}

/// A question about a field is answered while what was sent waits: the answer was
/// made on the news, and is an edit on top of them whatever was sent.
pub(crate) fn answered(tx: &Transaction<'_>, stored: &Stored, field: &str) -> Result<()> {
    let sent: Option<String> = tx
        .prepare_cached("SELECT frozen FROM outbox WHERE n = ?1")?
        .query_row([stored.n], |row| row.get(0))
        .optional()?
        .flatten();
    let (Some(sent), Some(theirs)) = (sent, &stored.mirror) else {
        return Ok(());
    };
    let mut sent: Record = serde_json::from_str(&sent)?;
    fields::put(&mut sent, field, merge::value(theirs, field));
    let sent = fields::into_canonical(stored.kind, sent);
    tx.prepare_cached("UPDATE outbox SET frozen = ?2 WHERE n = ?1")?
        .execute(params![stored.n, serde_json::to_string(&sent)?])?;
    Ok(())
}

/// Writes the overlay that both layers come to.
fn lay(
    tx: &Transaction<'_>,
    stored: &Stored,
    theirs: &Record,
    (under, over): (&Carried, &Carried),
    author: (&str, &str),
    judge: &Judge<'_>,
) -> Result<()> {
    let removing = Removing::of(tx, stored)?;
    tx.prepare_cached("DELETE FROM conflict WHERE n = ?1")?
        .execute([stored.n])?;
    let mut conflicts = over.conflicts.clone();
    for earlier in &under.conflicts {
        match conflicts.iter_mut().find(|c| c.field == earlier.field) {
            // One question: from what was there before anything was sent.
            Some(later) => later.base.clone_from(&earlier.base),
            None => conflicts.push(merge::FieldConflict {
                mine: merge::value(&over.effective, earlier.field),
                ..earlier.clone()
            }),
        }
    }
    if let Some(removing) = &removing {
        removing.ask_still(stored, &over.effective, theirs, &mut conflicts);
    }
    // What the person has taken back meanwhile is no question.
    conflicts.retain(|c| c.mine != merge::value(theirs, c.field));
    let mut base = theirs.clone();
    for conflict in &mut conflicts {
        conflict.theirs = merge::value(theirs, conflict.field);
        ask(tx, stored.n, conflict, author)?;
        let was = conflict.base.clone().unwrap_or(Value::Null);
        fields::put(&mut base, conflict.field, was);
    }
    if let Some(removing) = removing {
        removing.keep(tx, stored, theirs)?;
    }
    let carried = Carried {
        effective: over.effective.clone(),
        base: fields::into_canonical(stored.kind, base),
        conflicts,
    };
    if carried.conflicts.is_empty() && carried.effective == *theirs {
        return record::set_overlay(tx, stored.n, None);
    }
    let (state, refusal) = standing(stored.kind, &carried, theirs, judge);
    let step = stored.overlay.as_ref().and_then(|overlay| overlay.step);
    let overlay = Overlay {
        op: OverlayOp::Update,
        base: (!carried.conflicts.is_empty()).then_some(carried.base),
        effective: carried.effective,
        state,
        refusal,
        step,
    };
    record::set_overlay(tx, stored.n, Some(&overlay))
}

//! A reviewer's removal that waits while news of its offer come in: it was decided
//! on what was seen, so it is asked again whatever changed.

use crate::{
    Result, Transaction,
    question::{self, Question},
    record::Stored,
};
use edutracker_domain::{Record, merge::FieldConflict, merge::value};
use rusqlite::params;

const REMOVED: &str = "removed";

/// A removal among the edits of a record.
pub(crate) struct Removing {
    /// The question about it that is open.
    open: Option<Question>,
}

impl Removing {
    /// The removal among the edits of `stored`. To be looked at before the
    /// questions of the record are asked anew.
    pub(crate) fn of(tx: &Transaction<'_>, stored: &Stored) -> Result<Option<Self>> {
        if !stored.patch().contains_key(REMOVED) {
            return Ok(None);
        }
        let mut open = question::of(tx, stored.n)?;
        open.retain(|question| question.field == REMOVED);
        Ok(Some(Self { open: open.pop() }))
    }

    /// Asks, where something changed. What is asked already stays a question
    /// until a person answers, also when the same news come twice.
    pub(crate) fn ask(
        &self,
        stored: &Stored,
        effective: &Record,
        theirs: &Record,
        conflicts: &mut Vec<FieldConflict>,
    ) {
        let asked = conflicts.iter().any(|conflict| conflict.field == REMOVED);
        let changed = stored.base() != Some(theirs);
        let stands = value(effective, REMOVED) == value(theirs, REMOVED);
        if !asked && (changed || self.open.is_some() && !stands) {
            conflicts.push(FieldConflict {
                field: REMOVED,
                base: stored.base().map(|base| value(base, REMOVED)),
                mine: value(effective, REMOVED),
                theirs: value(theirs, REMOVED),
            });
        }
    }

    /// Keeps with the question that was asked what the reviewer saw, and of an
    /// older one who gave rise to it.
    pub(crate) fn keep(self, tx: &Transaction<'_>, stored: &Stored, theirs: &Record) -> Result<()> {
        let base = stored.base();
        let (mut seen, mut author) = (None, None);
        if let Some(open) = self.open {
            author = (base == Some(theirs)).then_some((open.by, open.at));
            seen = open.seen;
        }
        if seen.is_none() {
            seen = base.map(serde_json::to_string).transpose()?;
        }
        let (by, at) = author.unzip();
        tx.prepare_cached(
            "UPDATE conflict SET seen = ?3, by = COALESCE(?4, by), at = COALESCE(?5, at)
             WHERE n = ?1 AND field = ?2",
        )?
        .execute(params![stored.n, REMOVED, seen, by, at])?;
        Ok(())
    }
}

//! A reviewer's removal that waits while news of its offer come in: it was decided
//! on what was seen, so it is asked again whatever changed.

use crate::{
    Result, Transaction,
    question::{self, Question},
    record::{RowNumber, Stored},
};
use edutracker_domain::{
    Record, RecordType,
    merge::{self, FieldConflict, Patch, value},
    record as fields,
    review::same_removal,
};
use rusqlite::params;
use serde_json::Value;
use std::borrow::Cow;

const REMOVED: &str = "removed";

/// What removals come to before edits are carried over: the service stamps a removal
/// when it takes it, which is no news of it. `base` gets the stamps of `theirs`, and
/// what `theirs` says already is no edit any more.
pub(crate) fn stamped<'a>(
    kind: RecordType,
    base: Option<&'a Record>,
    patch: &'a Patch,
    theirs: &Record,
) -> (Option<Cow<'a, Record>>, Cow<'a, Patch>) {
    let (mut base, mut patch) = (base.map(Cow::Borrowed), Cow::Borrowed(patch));
    let Some(removal) = fields::get(theirs, REMOVED) else {
        return (base, patch);
    };
    if patch.contains_key(REMOVED) {
        let nothing = Record::new();
        let wanted = merge::patched(kind, base.as_deref().unwrap_or(&nothing), &patch);
        if same(fields::get(&wanted, REMOVED), removal) {
            patch.to_mut().remove(REMOVED);
        }
    }
    if let Some(base) = &mut base
        && same(fields::get(base, REMOVED), removal)
    {
        fields::put(base.to_mut(), REMOVED, removal.clone());
    }
    (base, patch)
}

/// Whether there is a removal that says the same as another.
fn same(one: Option<&Value>, other: &Value) -> bool {
    one.is_some_and(|one| same_removal(one.as_object(), other.as_object()))
}

/// The question about a removal that a patch makes, where its offer is not what it
/// was made on; `effective` is the offer with it. Every way of carrying edits over
/// asks it.
pub(crate) fn unseen(
    base: Option<&Record>,
    patch: &Patch,
    theirs: &Record,
    effective: &Record,
    conflicts: &[FieldConflict],
) -> Option<FieldConflict> {
    // Another reason for a removal that stands is no new judgement of the offer; that
    // it is restored is one.
    let before = base.and_then(|base| fields::get(base, REMOVED));
    let standing = fields::get(theirs, REMOVED).is_some_and(|removal| same(before, removal))
        && fields::get(effective, REMOVED).is_some();
    let changed = patch.contains_key(REMOVED) && base != Some(theirs) && !standing;
    changed.then(|| about(base, effective, theirs, conflicts))?
}

/// The question, unless it is among those that are asked, or there is nothing
/// to ask: the service says the same.
fn about(
    base: Option<&Record>,
    effective: &Record,
    theirs: &Record,
    conflicts: &[FieldConflict],
) -> Option<FieldConflict> {
    let asked = conflicts.iter().any(|conflict| conflict.field == REMOVED);
    let (mine, theirs) = (value(effective, REMOVED), value(theirs, REMOVED));
    (!asked && mine != theirs).then(|| FieldConflict {
        field: REMOVED,
        base: base.map(|base| value(base, REMOVED)),
        mine,
        theirs,
    })
}

/// Keeps with an open question what its removal was decided on.
pub(crate) fn keep_seen(tx: &Transaction<'_>, n: RowNumber, base: Option<&Record>) -> Result<()> {
    let seen = base.map(serde_json::to_string).transpose()?;
    question::note_seen(tx, n, REMOVED, seen.as_deref())
}

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

    /// What is asked already stays a question until a person answers, also when
    /// the same news come twice.
    pub(crate) fn ask_still(
        &self,
        stored: &Stored,
        effective: &Record,
        theirs: &Record,
        conflicts: &mut Vec<FieldConflict>,
    ) {
        if self.open.is_some() {
            conflicts.extend(about(stored.base(), effective, theirs, conflicts));
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

//! What the service tells: records, deletions, the end of a snapshot.

use crate::{
    Result, Transaction, aside, listing, overtaken,
    record::{self, CacheLookup, Overlay, OverlayOp, OverlayState, Stored},
    referrers,
    removing::{self, Removing},
    said,
    tally::Shifts,
};
use edutracker_domain::{
    Finding, FindingCode, Limits, Lookup as _, Record, RecordId, RecordType,
    merge::{self, Patch},
    record as fields,
    validate::{is_complete, validate},
};
use rusqlite::params;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A record as the feed brings it; `data` is the service's text, kept as it is.
#[derive(Debug, Clone, Copy)]
pub struct Incoming<'a> {
    /// Its type.
    pub kind: RecordType,
    /// Its id.
    pub id: RecordId,
    /// Its organisation.
    pub org: RecordId,
    /// The sequence number of its revision.
    pub seq: u64,
    /// Who changed it.
    pub by: &'a str,
    /// When.
    pub at: &'a str,
    /// Its fields.
    pub data: &'a str,
}

/// What the rules need while records come in.
pub struct Judge<'a> {
    /// Looks other records up.
    pub lookup: CacheLookup<'a>,
    /// The service's limits.
    pub limits: Limits,
}

impl<'a> Judge<'a> {
    /// Judges by what the connection sees.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn new(connection: &'a rusqlite::Connection, today: &str) -> Result<Self> {
        Ok(Self {
            lookup: CacheLookup::new(connection, today),
            limits: record::limits(connection)?,
        })
    }

    /// The rules a record breaks. A field that is not known here is one that a later
    /// service has: nobody writes it here, so it keeps no edit of the others back.
    #[must_use]
    pub fn findings(&self, kind: RecordType, record: &Record) -> Vec<Finding> {
        let mut findings = validate(kind, record, &self.lookup, &self.limits);
        findings.retain(|finding| finding.code != FindingCode::UnknownField);
        findings
    }

    /// Whether a record may be sent as it is.
    #[must_use]
    pub fn state(&self, kind: RecordType, record: &Record) -> OverlayState {
        if is_complete(&self.findings(kind, record)) {
            OverlayState::Ready
        } else {
            OverlayState::Invalid
        }
    }
}

/// What the service tells, on its way into the cache: all of it in the caller's
/// transaction, ended by [`Intake::finish`].
pub struct Intake<'a, 't> {
    pub(crate) tx: &'a Transaction<'t>,
    pub(crate) judge: Judge<'a>,
    pub(crate) generation: i64,
    pub(crate) shifts: Shifts,
    /// Records that rules see otherwise now, when they look at them from others.
    changed: BTreeSet<(RecordType, RecordId)>,
    /// Offers of which something was said, or that changed under decisions.
    said: BTreeSet<RecordId>,
    /// Whether this account's decisions on offers may wait to be sent.
    decides: bool,
    /// Records made here that the service has from now on.
    arrived: BTreeSet<(RecordType, RecordId)>,
}

impl<'a, 't> Intake<'a, 't> {
    /// Begins. `today` is for dated rules: `YYYY-MM-DD`.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn new(tx: &'a Transaction<'t>, today: &str) -> Result<Self> {
        Ok(Self {
            tx,
            judge: Judge::new(tx, today)?,
            generation: generation(tx)?,
            shifts: Shifts::default(),
            changed: BTreeSet::new(),
            said: BTreeSet::new(),
            decides: said::decides(tx)?,
            arrived: BTreeSet::new(),
        })
    }

    /// Ends: writes the check sums, and looks again at the edits that what came
    /// in bears upon.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn finish(self) -> Result<()> {
        self.shifts.write(self.tx)?;
        // Who has no edits has nothing to look at, however much comes in.
        let edited: bool = self
            .tx
            .prepare_cached("SELECT EXISTS(SELECT 1 FROM overlay)")?
            .query_row([], |row| row.get(0))?;
        if !edited {
            return Ok(());
        }
        for offer in self.said {
            said::ask_about(self.tx, offer)?;
        }
        let today = self.judge.lookup.today();
        referrers::clear(self.tx, &today, &self.arrived)?;
        referrers::judge(self.tx, &today, &self.changed)
    }

    /// The service has taken a record that it did not have.
    pub(crate) fn arrived(&mut self, kind: RecordType, id: RecordId) {
        if referrers::matters(kind, None, Some(&Record::new())) {
            self.arrived.insert((kind, id));
        }
    }

    /// A record was this and is that now; `None`: it is not here.
    fn became(
        &mut self,
        stored: (RecordType, RecordId),
        was: Option<&Record>,
        is: Option<&Record>,
    ) {
        if referrers::matters(stored.0, was, is) {
            self.changed.insert(stored);
        }
    }

    /// The revision under which a record counts in the check sums.
    fn counted(&self, stored: &Stored) -> Option<u64> {
        (stored.mirror.is_some() && stored.generation == self.generation).then_some(stored.seq)
    }

    /// Takes a record in. Older news than what is here is passed over; edits on
    /// top are carried over, field group by field group. Answers whether
    /// anything changed.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn upsert(&mut self, line: &Incoming<'_>) -> Result<bool> {
        let tx = self.tx;
        let o = record::organisation_number(tx, line.org.as_bytes())?;
        let inserted = tx
            .prepare_cached("INSERT OR IGNORE INTO record(type, id, o, seq, gen, by, at, mirror) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
            .execute(params![
                record::type_number(line.kind),
                line.id.as_bytes(),
                o,
                line.seq as i64,
                self.generation,
                line.by,
                line.at,
                line.data
            ])?;
        if inserted == 1 {
            let n = tx.last_insert_rowid();
            let record: Record = serde_json::from_str(line.data)?;
            listing::write_new(tx, (n, line.kind, o), (line.id, line.seq), &record)?;
            self.became((line.kind, line.id), None, Some(&record));
            if line.kind == RecordType::Review {
                self.said
                    .extend(fields::text(&record, "offer").parse::<RecordId>());
            }
            self.shifts
                .moved(o, line.kind, line.id, None, Some(line.seq));
            return Ok(true);
        }
        let stored = record::get(tx, line.kind, line.id)?;
        // Within a snapshot and what follows it, revisions only rise; an
        // earlier snapshot may be of another incarnation of the service.
        if stored.generation == self.generation && line.seq < stored.seq {
            return Ok(false);
        }
        let theirs: Record = serde_json::from_str(line.data)?;
        let theirs = fields::into_canonical(line.kind, theirs);
        let same = stored.mirror.as_ref() == Some(&theirs);
        tx.prepare_cached(
            "UPDATE record SET o = ?2, seq = ?3, gen = ?4, by = ?5, at = ?6, mirror = ?7 WHERE n = ?1",
        )?
        .execute(params![
            stored.n,
            o,
            line.seq as i64,
            self.generation,
            line.by,
            line.at,
            line.data
        ])?;
        if line.kind == RecordType::Offer && line.seq > stored.seq {
            listing::keep_seen(tx, &stored)?;
            if self.decides {
                self.said.insert(line.id);
            }
        }
        let before = self.counted(&stored);
        self.shifts
            .moved(stored.o, line.kind, line.id, before, None);
        self.shifts
            .moved(o, line.kind, line.id, None, Some(line.seq));
        if same && stored.seq == line.seq {
            return Ok(false);
        }
        let key = (line.kind, line.id);
        if stored.waiting {
            overtaken::rebase(tx, &stored, &theirs, (line.by, line.at), &self.judge)?;
            let after = listing::refresh(tx, stored.n, true)?;
            self.became(key, Some(stored.effective()), Some(after.effective()));
        } else if stored.overlay.is_some() {
            rebase(tx, &stored, &theirs, |_| (line.by, line.at), &self.judge)?;
            let after = listing::refresh(tx, stored.n, true)?;
            self.became(key, Some(stored.effective()), Some(after.effective()));
        } else {
            let before = stored.effective().clone();
            let after = Stored {
                seq: line.seq,
                mirror: Some(theirs),
                ..stored
            };
            listing::replace(tx, &before, &after)?;
            self.became(key, Some(&before), Some(after.effective()));
        }
        Ok(!same)
    }

    /// Whether a record is here at a revision, or at a later one.
    pub(crate) fn holds(&self, kind: RecordType, id: RecordId, seq: u64) -> Result<bool> {
        let stored = record::find(self.tx, kind, id)?;
        Ok(stored.is_some_and(|stored| self.counted(&stored).is_some_and(|held| held >= seq)))
    }

    /// The service says that this machine has a record at a revision already.
    /// Where that is not so, the record is noted down to be asked for.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn known(&mut self, kind: RecordType, id: RecordId, seq: u64) -> Result<()> {
        if !self.holds(kind, id, seq)? {
            self.tx
                .prepare_cached("INSERT OR IGNORE INTO missing(type, id) VALUES (?1, ?2)")?
                .execute(params![record::type_number(kind), id.as_bytes()])?;
        }
        Ok(())
    }

    /// Takes a deletion in. With edits on top the record stays, as a question.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn tombstone(
        &mut self,
        kind: RecordType,
        id: RecordId,
        seq: u64,
        by: &str,
    ) -> Result<bool> {
        let Some(stored) = record::find(self.tx, kind, id)? else {
            return Ok(false);
        };
        if stored.generation == self.generation && seq < stored.seq {
            return Ok(false);
        }
        self.bury(&stored, seq, by)?;
        Ok(true)
    }

    /// A record that the service no longer shows.
    pub(crate) fn bury(&mut self, stored: &Stored, seq: u64, by: &str) -> Result<()> {
        let before = self.counted(stored);
        self.shifts
            .moved(stored.o, stored.kind, stored.id, before, None);
        let tx = self.tx;
        let Some(overlay) = &stored.overlay else {
            self.became((stored.kind, stored.id), Some(stored.effective()), None);
            return forget(tx, stored.n);
        };
        // What the edits were made on is theirs from now on.
        let overlay = Overlay {
            base: stored.base().cloned(),
            state: OverlayState::Conflict,
            refusal: Some(json!({"code": "gone", "by": by})),
            ..overlay.clone()
        };
        tx.prepare_cached("DELETE FROM conflict WHERE n = ?1")?
            .execute([stored.n])?;
        tx.prepare_cached("UPDATE record SET mirror = NULL, seq = ?2, gen = ?3 WHERE n = ?1")?
            .execute(params![stored.n, seq as i64, self.generation])?;
        record::set_overlay(tx, stored.n, Some(&overlay))?;
        listing::refresh(tx, stored.n, false).map(drop)
    }

    /// The service's fields of a record after a push, at a revision.
    pub(crate) fn set_mirror(&mut self, stored: &Stored, mirror: &Record, seq: u64) -> Result<()> {
        let before = self.counted(stored);
        self.shifts
            .moved(stored.o, stored.kind, stored.id, before, Some(seq));
        self.tx
            .prepare_cached("UPDATE record SET mirror = ?2, seq = ?3, gen = ?4 WHERE n = ?1")?
            .execute(params![
                stored.n,
                serde_json::to_string(mirror)?,
                seq as i64,
                self.generation
            ])?;
        Ok(())
    }
}

/// Puts the edits of `stored` on top of the service's new fields. `stored` is
/// the record as it was before; its mirror is already replaced. `author` tells
/// of a field who changed it, and when.
pub(crate) fn rebase<'a>(
    tx: &Transaction<'_>,
    stored: &Stored,
    theirs: &Record,
    author: impl Fn(&str) -> (&'a str, &'a str),
    judge: &Judge<'_>,
) -> Result<()> {
    let patch = stored.patch();
    let removing = Removing::of(tx, stored)?;
    tx.prepare_cached("DELETE FROM conflict WHERE n = ?1")?
        .execute([stored.n])?;
    let Some(overlay) = &stored.overlay else {
        return Ok(());
    };
    let mut carried = carry(stored.kind, stored.base(), &patch, theirs);
    if let Some(removing) = &removing {
        removing.ask_still(stored, &carried.effective, theirs, &mut carried.conflicts);
    }
    for conflict in &carried.conflicts {
        ask(tx, stored.n, conflict, author(conflict.field))?;
    }
    if let Some(removing) = removing {
        removing.keep(tx, stored, theirs)?;
    }
    let next = if carried.conflicts.is_empty() && carried.effective == *theirs {
        None
    } else {
        let (state, refusal) = match standing(stored.kind, &carried, theirs, judge) {
            (OverlayState::Ready, None) => match aside::still(overlay) {
                None => (OverlayState::Ready, None),
                kept => (OverlayState::Refused, kept),
            },
            other => other,
        };
        Some(Overlay {
            op: OverlayOp::Update,
            base: (!carried.conflicts.is_empty()).then_some(carried.base),
            effective: carried.effective,
            state,
            refusal,
            step: overlay.step,
        })
    };
    record::set_overlay(tx, stored.n, next.as_ref())
}

/// Writes a question down.
pub(crate) fn ask(
    tx: &Transaction<'_>,
    n: record::RowNumber,
    conflict: &merge::FieldConflict,
    author: (&str, &str),
) -> Result<()> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO conflict(n, field, base, theirs, by, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        n,
        conflict.field,
        conflict.base.clone().unwrap_or(Value::Null).to_string(),
        conflict.theirs.to_string(),
        author.0,
        author.1
    ])?;
    Ok(())
}

/// Edits carried over to another ancestor.
pub(crate) struct Carried {
    pub effective: Record,
    /// The new ancestor: theirs, but for the fields in conflict.
    pub base: Record,
    pub conflicts: Vec<merge::FieldConflict>,
}

pub(crate) fn carry(
    kind: RecordType,
    base: Option<&Record>,
    patch: &Patch,
    theirs: &Record,
) -> Carried {
    let (base, patch) = removing::stamped(kind, base, patch, theirs);
    let (base, patch) = (base.as_deref(), &*patch);
    let merged = merge::merge(kind, base, patch, theirs, |group| {
        // Without an ancestor every difference is a question.
        base.is_none_or(|base| merge::group_differs(kind, group, base, theirs))
    });
    let mut effective = merged.record;
    let mut ancestor = theirs.clone();
    for conflict in &merged.conflicts {
        fields::put(&mut effective, conflict.field, conflict.mine.clone());
        fields::put(
            &mut ancestor,
            conflict.field,
            conflict.base.clone().unwrap_or(Value::Null),
        );
    }
    let mut conflicts = merged.conflicts;
    conflicts.extend(removing::unseen(
        base, patch, theirs, &effective, &conflicts,
    ));
    Carried {
        effective: fields::into_canonical(kind, effective),
        base: fields::into_canonical(kind, ancestor),
        conflicts,
    }
}

pub(crate) fn standing(
    kind: RecordType,
    carried: &Carried,
    theirs: &Record,
    judge: &Judge<'_>,
) -> (OverlayState, Option<Value>) {
    if !carried.conflicts.is_empty() {
        return (OverlayState::Conflict, None);
    }
    if let Some(refusal) = removal_refusal(theirs, &carried.effective) {
        return (OverlayState::Refused, Some(refusal));
    }
    (judge.state(kind, &carried.effective), None)
}

/// Agoria's removal goes before an owner's edit (O5): the edit is kept as
/// refused, with the reason.
pub(crate) fn removal_refusal(theirs: &Record, effective: &Record) -> Option<Value> {
    let removal = fields::get(theirs, "removed")?;
    (fields::get(effective, "removed") == Some(removal))
        .then(|| json!({"code": "removed", "detail": removal}))
}

/// Whether the last word of the service on a record was that it is gone, so that
/// an answer to what was sent before is history.
pub(crate) fn is_gone(stored: &Stored) -> bool {
    let refusal = stored.overlay.as_ref().and_then(|o| o.refusal.as_ref());
    stored.mirror.is_none() && refusal.is_some_and(|refusal| refusal["code"] == "gone")
}

/// Takes a record and everything about it out of the cache.
pub(crate) fn forget(tx: &Transaction<'_>, n: record::RowNumber) -> Result<()> {
    let stored = record::by_number(tx, n)?;
    listing::remove(tx, n)?;
    for table in ["conflict", "outbox", "overlay", "record"] {
        tx.prepare_cached(&format!("DELETE FROM {table} WHERE n = ?1"))?
            .execute([n])?;
    }
    if stored.kind == RecordType::Review {
        listing::forget_verdict(tx, stored.effective())?;
    }
    Ok(())
}

/// The generation being pulled.
///
/// # Errors
/// What SQLite says.
pub fn generation(connection: &rusqlite::Connection) -> Result<i64> {
    Ok(crate::meta::get(connection, crate::meta::GENERATION)?
        .and_then(|text| text.parse().ok())
        .unwrap_or(0))
}

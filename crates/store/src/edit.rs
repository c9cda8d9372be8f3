//! The one door for changes made here: one cell or ten thousand rows, each a
//! transaction and one step to take back.

mod answers;

use crate::{
    Error, Result, Transaction,
    incoming::{self, Judge},
    listing,
    record::{self, Overlay, OverlayOp, OverlayState, Stored},
    referrers, said,
};
use edutracker_domain::{
    Record, RecordId, RecordType,
    merge::{self, Patch},
    record as fields,
};
use rusqlite::params;
use std::collections::BTreeSet;

/// What a step did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Records changed.
    pub changed: u64,
    /// Records that were so already.
    pub unchanged: u64,
    /// Of the changed ones, those a rule keeps from being sent.
    pub invalid: u64,
    /// The step; `None` when nothing changed.
    pub step: Option<i64>,
    /// The changed records, at most 100.
    pub ids: Vec<RecordId>,
    /// What kind of step it was.
    pub action: String,
    /// Of the changed ones, those that had nothing to send before, and have now.
    pub waits: u64,
    /// Of a step taken back, the records it made that the service has: they stay.
    pub kept: u64,
}

/// A step being made.
pub struct Editor<'a, 't> {
    tx: &'a Transaction<'t>,
    judge: Judge<'a>,
    /// Whether a step is written: taking one back is not a step.
    recorded: bool,
    /// The step that is taken back or done again: what has nothing to send
    /// otherwise is an edit of it.
    walked: Option<i64>,
    /// When, for the history that people read.
    at: String,
    ord: i64,
    /// The records that were counted.
    counted: BTreeSet<record::RowNumber>,
    /// Records that rules see otherwise now, when they look at them from others.
    changed: BTreeSet<(RecordType, RecordId)>,
    outcome: Outcome,
}

impl<'a, 't> Editor<'a, 't> {
    /// Begins a step. `action` names it for people (`step-<action>`).
    ///
    /// # Errors
    /// What SQLite says.
    pub fn new(tx: &'a Transaction<'t>, action: &str, today: &str) -> Result<Self> {
        Ok(Self {
            tx,
            judge: Judge::new(tx, today)?,
            recorded: true,
            walked: None,
            at: today.to_owned(),
            ord: 0,
            counted: BTreeSet::new(),
            changed: BTreeSet::new(),
            outcome: Outcome {
                action: action.to_owned(),
                ..Outcome::default()
            },
        })
    }

    /// Says when the step was made: RFC 3339, for people to read. Without it,
    /// the day.
    #[must_use]
    pub fn made_at(mut self, at: &str) -> Self {
        self.at = at.to_owned();
        self
    }

    /// Writes down what the step was, JSON for the history that people read.
    /// Nothing when nothing has changed.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn describe(&self, detail: &str) -> Result<()> {
        if let Some(step) = self.outcome.step {
            self.tx
                .prepare_cached("UPDATE step SET detail = ?2 WHERE step = ?1")?
                .execute(params![step, detail])?;
        }
        Ok(())
    }

    /// What was done so far.
    #[must_use]
    pub fn so_far(&self) -> &Outcome {
        &self.outcome
    }

    pub(crate) fn walking(mut self, step: i64) -> Self {
        self.recorded = false;
        self.walked = Some(step);
        self
    }

    /// Ends the step: edits that refer to what changed in it are judged anew.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn finish(self) -> Result<Outcome> {
        use edutracker_domain::Lookup as _;
        referrers::judge(self.tx, &self.judge.lookup.today(), &self.changed)?;
        Ok(self.outcome)
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

    /// Merges a patch into a record.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn update(&mut self, kind: RecordType, id: RecordId, patch: &Patch) -> Result<()> {
        self.update_stored(record::get(self.tx, kind, id)?, patch)
    }

    /// The same for a record that was just read.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn update_stored(&mut self, stored: Stored, patch: &Patch) -> Result<()> {
        let after = merge::patched(stored.kind, stored.effective(), patch);
        self.replace(stored, after)
    }

    pub(crate) fn transaction(&self) -> &'a Transaction<'t> {
        self.tx
    }

    /// Gives a record that was just read other fields, in canonical form.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn replace(&mut self, stored: Stored, after: Record) -> Result<()> {
        let before = stored.effective();
        let forward = merge::diff(before, &after);
        if forward.is_empty() {
            self.outcome.unchanged += 1;
            return Ok(());
        }
        let backward = merge::diff_back(before, &after, &forward);
        self.note(&stored, Some(&forward), Some(&backward))?;
        let (n, id) = (stored.n, stored.id);
        let state = self.put(stored, after)?;
        self.count_as(n, id, state);
        Ok(())
    }

    /// Writes the overlay for new effective fields. Answers where it stands;
    /// `None`: nothing is left to send.
    fn put(&mut self, mut stored: Stored, after: Record) -> Result<Option<OverlayState>> {
        let op = stored
            .overlay
            .as_ref()
            .map_or(OverlayOp::Update, |overlay| overlay.op);
        let (base, after) = self.still_asked(&stored, after)?;
        let gone = stored
            .overlay
            .as_ref()
            .and_then(|overlay| overlay.refusal.clone())
            .filter(|r| r["code"] == "gone");
        let is_gone = gone.is_some();
        let was = if is_gone {
            base.as_ref()
        } else {
            stored.mirror.as_ref().filter(|_| base.is_none())
        };
        let next = if op == OverlayOp::Update && was == Some(&after) {
            None
        } else {
            let removal = stored
                .mirror
                .as_ref()
                .and_then(|mirror| incoming::removal_refusal(mirror, &after));
            let (state, refusal) = if base.is_some() || gone.is_some() {
                (OverlayState::Conflict, gone)
            } else if removal.is_some() {
                (OverlayState::Refused, removal)
            } else {
                (self.judge.state(stored.kind, &after), None)
            };
            Some(Overlay {
                op,
                base,
                effective: after,
                state,
                refusal,
                step: self.outcome.step.or_else(|| self.of_step(&stored)),
            })
        };
        if next.is_some() && (stored.overlay.is_none() || stored.waiting) {
            self.outcome.waits += 1;
        }
        let key = (stored.kind, stored.id);
        if next.is_none() && is_gone {
            self.became(key, Some(stored.effective()), None);
            incoming::forget(self.tx, stored.n)?;
            return Ok(None);
        }
        record::set_overlay(self.tx, stored.n, next.as_ref())?;
        let state = next.as_ref().map(|overlay| overlay.state);
        let edited = std::mem::replace(&mut stored.overlay, next).map(|was| was.effective);
        // Nothing edited, nothing of the service's: the record was not here.
        let nothing = Record::new();
        let before = edited
            .as_ref()
            .or(stored.mirror.as_ref())
            .unwrap_or(&nothing);
        self.became(key, Some(before), Some(stored.effective()));
        listing::replace(self.tx, before, &stored)?;
        // Whoever is asked now has a question, not what the rules said before.
        if self.stands(&stored)? {
            self.state_of_row(stored.n)
        } else {
            Ok(state)
        }
    }

    /// The step that an edit is of which no new step makes: where nothing was
    /// pending, the one that is walked; of what is left of others' it is none.
    fn of_step(&self, stored: &Stored) -> Option<i64> {
        match &stored.overlay {
            None => self.walked,
            Some(overlay) => overlay.step.filter(|step| Some(*step) != self.walked),
        }
    }

    /// A decision that is made, or made again, may have been overtaken: then it is
    /// a question. Answers whether it is a decision.
    fn stands(&self, stored: &Stored) -> Result<bool> {
        let decides = match stored.kind {
            RecordType::Review => true,
            RecordType::Offer => said::removal(stored).is_some(),
            _ => false,
        };
        if decides {
            said::ask(self.tx, stored.n)?;
        }
        Ok(decides)
    }

    /// The ancestor of an edit, and the fields with it: where the person's value
    /// is the old one again, there is no question left and theirs stands.
    fn still_asked(&self, stored: &Stored, mut after: Record) -> Result<(Option<Record>, Record)> {
        let base = stored
            .overlay
            .as_ref()
            .and_then(|overlay| overlay.base.clone());
        let (Some(mut base), Some(mirror)) = (base.clone(), &stored.mirror) else {
            return Ok((base, after));
        };
        let asked: Vec<String> = self
            .tx
            .prepare_cached("SELECT field FROM conflict WHERE n = ?1")?
            .query_map([stored.n], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut open = asked.len();
        for field in asked {
            if merge::value(&after, &field) == merge::value(&base, &field) {
                let theirs = merge::value(mirror, &field);
                fields::put(&mut after, &field, theirs.clone());
                fields::put(&mut base, &field, theirs);
                self.tx
                    .prepare_cached("DELETE FROM conflict WHERE n = ?1 AND field = ?2")?
                    .execute(params![stored.n, field])?;
                open -= 1;
            }
        }
        let kind = stored.kind;
        let base = (open > 0).then(|| fields::canonical(kind, &base));
        Ok((base, fields::canonical(kind, &after)))
    }

    /// Makes a record.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn create(
        &mut self,
        kind: RecordType,
        id: RecordId,
        organisation: RecordId,
        record: &Record,
    ) -> Result<()> {
        let record = fields::canonical(kind, record);
        let o = record::organisation_number(self.tx, organisation.as_bytes())?;
        self.tx
            .prepare_cached("INSERT INTO record(type, id, o) VALUES (?1, ?2, ?3)")?
            .execute(params![record::type_number(kind), id.as_bytes(), o])?;
        let n = self.tx.last_insert_rowid();
        self.note_item(kind, id, Some(&record), None)?;
        let overlay = Overlay {
            op: OverlayOp::Create,
            base: None,
            state: self.judge.state(kind, &record),
            effective: record,
            refusal: None,
            step: self.outcome.step.or(self.walked),
        };
        record::set_overlay(self.tx, n, Some(&overlay))?;
        listing::refresh(self.tx, n, true)?;
        self.became((kind, id), None, Some(&overlay.effective));
        if kind == RecordType::Review {
            said::ask(self.tx, n)?;
        }
        self.count(n, id)
    }

    /// Takes back all edits of a record, or those of one field; a creation goes
    /// away altogether.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn discard(&mut self, kind: RecordType, id: RecordId, field: Option<&str>) -> Result<()> {
        let stored = record::get(self.tx, kind, id)?;
        let Some(overlay) = &stored.overlay else {
            self.outcome.unchanged += 1;
            return Ok(());
        };
        if overlay
            .refusal
            .as_ref()
            .is_some_and(|refusal| refusal["code"] == "gone")
            && field.is_none()
        {
            // The person's words stay in the log of steps.
            self.note(&stored, None, Some(stored.effective()))?;
            incoming::forget(self.tx, stored.n)?;
            self.became((kind, id), Some(stored.effective()), None);
            return self.count(stored.n, id);
        }
        let Some(mirror) = stored.mirror.clone() else {
            if field.is_some() {
                return Err(Error::NotFound);
            }
            return self.withdraw(&stored);
        };
        let wanted = match field {
            None => mirror,
            Some(field) => {
                let mut wanted = stored.effective().clone();
                fields::put(&mut wanted, field, merge::value(&mirror, field));
                fields::canonical(kind, &wanted)
            }
        };
        // What is taken back is no question any more.
        let settled = self.settle(&stored, field)?;
        self.replace(settled, wanted)?;
        if field.is_none() {
            record::set_overlay(self.tx, stored.n, None)?;
            listing::refresh(self.tx, stored.n, true)?;
        }
        Ok(())
    }

    /// Takes a creation back that the service never saw.
    pub(crate) fn withdraw(&mut self, stored: &Stored) -> Result<()> {
        let creates = stored
            .overlay
            .as_ref()
            .is_some_and(|overlay| overlay.op == OverlayOp::Create);
        if stored.waiting || !creates {
            self.outcome.unchanged += 1;
            self.outcome.kept += u64::from(!is_put_away(stored.effective()));
            return Ok(());
        }
        let record = stored.effective().clone();
        self.note(stored, None, Some(&record))?;
        incoming::forget(self.tx, stored.n)?;
        self.became((stored.kind, stored.id), Some(&record), None);
        self.outcome.changed += 1;
        if self.outcome.ids.len() < 100 {
            self.outcome.ids.push(stored.id);
        }
        Ok(())
    }

    fn note(
        &mut self,
        stored: &Stored,
        forward: Option<&Patch>,
        backward: Option<&Patch>,
    ) -> Result<()> {
        self.note_item(stored.kind, stored.id, forward, backward)
    }

    fn note_item(
        &mut self,
        kind: RecordType,
        id: RecordId,
        forward: Option<&Patch>,
        backward: Option<&Patch>,
    ) -> Result<()> {
        if !self.recorded {
            return Ok(());
        }
        let step = match self.outcome.step {
            Some(step) => step,
            None => {
                // A new edit closes the way forward of what was taken back.
                self.tx
                    .execute("UPDATE step SET standing = 2 WHERE standing = 0", [])?;
                self.tx.execute(
                    "INSERT INTO step(action, standing, at) VALUES (?1, 1, ?2)",
                    [&self.outcome.action, &self.at],
                )?;
                let step = self.tx.last_insert_rowid();
                self.outcome.step = Some(step);
                step
            }
        };
        let text = |patch: Option<&Patch>| patch.map(serde_json::to_string).transpose();
        self.tx
            .prepare_cached("INSERT INTO step_item(step, ord, type, id, forward, backward) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute(params![
                step,
                self.ord,
                record::type_number(kind),
                id.as_bytes(),
                text(forward)?,
                text(backward)?
            ])?;
        self.ord += 1;
        Ok(())
    }

    /// Counts a record as changed, as it stands in the cache.
    fn count(&mut self, n: record::RowNumber, id: RecordId) -> Result<()> {
        let state = self.state_of_row(n)?;
        self.count_as(n, id, state);
        Ok(())
    }

    /// Where the edit of a record stands in the cache; `None`: there is none.
    fn state_of_row(&self, n: record::RowNumber) -> Result<Option<OverlayState>> {
        let state: Option<String> = self
            .tx
            .prepare_cached("SELECT (SELECT state FROM overlay WHERE n = ?1)")?
            .query_row([n], |row| row.get(0))?;
        Ok(state.as_deref().map(OverlayState::parse))
    }

    /// The same for an edit whose state is known; once, however many pieces its
    /// change has.
    fn count_as(&mut self, n: record::RowNumber, id: RecordId, state: Option<OverlayState>) {
        if !self.counted.insert(n) {
            return;
        }
        self.outcome.changed += 1;
        if self.outcome.ids.len() < 100 {
            self.outcome.ids.push(id);
        }
        if state == Some(OverlayState::Invalid) {
            self.outcome.invalid += 1;
        }
    }
}

/// Whether an offer is archived, or a site or contact retired.
fn is_put_away(record: &Record) -> bool {
    ["archived", "retired"]
        .iter()
        .any(|flag| fields::flag(record, flag))
}

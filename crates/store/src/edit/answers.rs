//! Edits that answer what a person was asked, and those that take answers back.

use super::Editor;
use crate::{
    Error, Result, overtaken,
    question::{self, Question},
    record::{self, Stored},
    said,
};
use edutracker_domain::{RecordId, RecordType, merge, record as fields};
use rusqlite::params;
use serde_json::Value;

impl Editor<'_, '_> {
    /// Forgets the open questions of a field (or of all) by taking the
    /// service's value as ancestor. Answers the record as it is then.
    pub(super) fn settle(&self, stored: &Stored, field: Option<&str>) -> Result<Stored> {
        self.tx
            .prepare_cached("DELETE FROM conflict WHERE n = ?1 AND (?2 IS NULL OR field = ?2)")?
            .execute(params![stored.n, field])?;
        let open: bool = self
            .tx
            .prepare_cached("SELECT EXISTS(SELECT 1 FROM conflict WHERE n = ?1)")?
            .query_row([stored.n], |row| row.get(0))?;
        let mut settled = stored.clone();
        if let (Some(overlay), Some(mirror)) = (&mut settled.overlay, &stored.mirror) {
            overlay.base = match (&overlay.base, field) {
                (Some(base), Some(field)) if open => {
                    let mut base = base.clone();
                    fields::put(&mut base, field, merge::value(mirror, field));
                    Some(fields::canonical(stored.kind, &base))
                }
                _ => None,
            };
        }
        Ok(settled)
    }

    /// Answers open questions of a record: the ancestor becomes the service's
    /// value, which the person has seen, and each field gets its value (`None`:
    /// stays mine).
    ///
    /// # Errors
    /// [`Error::NotFound`] when a field is in no conflict.
    pub fn resolve(
        &mut self,
        kind: RecordType,
        id: RecordId,
        answers: &[(String, Option<Value>)],
    ) -> Result<()> {
        let stored = record::get(self.tx, kind, id)?;
        let open = question::of(self.tx, stored.n)?;
        let answered: Vec<&Question> = answers
            .iter()
            .map(|(field, _)| open.iter().find(|question| question.field == *field))
            .collect::<Option<_>>()
            .ok_or(Error::NotFound)?;
        let stands = answers.iter().all(|(_, value)| value.is_none());
        if stored.mirror.is_none() && !stands {
            // A verdict that does not stand after what was said since is given up.
            return self.withdraw(&stored);
        }
        let mut settled = stored.clone();
        for question in &answered {
            settled = self.settle(&settled, Some(&question.field))?;
            overtaken::answered(self.tx, &stored, &question.field)?;
        }
        let mut after = said::stand(self.tx, &settled)?;
        for (field, value) in answers {
            if let Some(value) = value {
                fields::put(&mut after, field, value.clone());
            }
        }
        let after = fields::canonical(kind, &after);
        let forward = merge::diff(settled.effective(), &after);
        let backward = merge::diff(&after, settled.effective());
        let at = self.ord;
        self.note(&settled, Some(&forward), Some(&backward))?;
        if let (true, Some(step)) = (self.recorded, self.outcome.step) {
            for question in answered {
                question::keep(self.tx, (step, at), question)?;
            }
        }
        self.put(settled, after)?;
        self.count(stored.n, id)
    }

    /// Gives answers again that were taken back; a question that is no longer
    /// open is left alone.
    pub(crate) fn answer_again(
        &mut self,
        kind: RecordType,
        id: RecordId,
        answered: &[Question],
    ) -> Result<()> {
        let Some(stored) = record::find(self.tx, kind, id)? else {
            return Ok(());
        };
        let open = question::of(self.tx, stored.n)?;
        let mut settled = stored;
        for question in open.iter().filter(|q| answered.contains(q)) {
            settled = self.settle(&settled, Some(&question.field))?;
        }
        if settled.overlay.is_none() {
            return Ok(());
        }
        if said::is_decision(&settled) {
            // What it stands on comes with the change that follows; before that
            // it would be asked again.
            record::set_overlay(self.tx, settled.n, settled.overlay.as_ref())?;
            return self.count(settled.n, id);
        }
        let (n, after) = (settled.n, settled.effective().clone());
        self.put(settled, after)?;
        self.count(n, id)
    }

    /// Asks questions again whose answers were taken back.
    pub(crate) fn ask_again(
        &mut self,
        kind: RecordType,
        id: RecordId,
        answered: &[Question],
    ) -> Result<()> {
        match record::find(self.tx, kind, id)? {
            Some(stored) if question::ask_again(self.tx, &stored, answered)? => {
                self.count(stored.n, id)
            }
            // A decision is a question again by what came since; what it saw of the
            // offer is known from before.
            Some(stored) => answered
                .iter()
                .filter(|question| question.seen.is_some())
                .try_for_each(|question| {
                    let seen = question.seen.as_deref();
                    question::note_seen(self.tx, stored.n, &question.field, seen)
                }),
            None => Ok(()),
        }
    }
}

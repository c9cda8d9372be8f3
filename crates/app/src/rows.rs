//! Records as rows for people: names beside ids, states, findings.

pub use edutracker_exchange::export::json::{flat, value};

use crate::{Outcome, desk, failure};
use edutracker_domain::{
    Finding, Language, Record, RecordId, RecordType, Shape, card, field, merge, record as fields,
    review::Verdict,
};
use edutracker_protocol::command::{Answer, Decision, FieldChange, InReview, Row};
use edutracker_store::{
    Result as CacheResult, chosen,
    incoming::Judge,
    listing, meta, pending,
    record::{self, Stored},
    reviews, uses,
};
use rusqlite::Connection;
use serde_json::Value;
use std::collections::BTreeMap;

/// The epoch of the cache's revisions.
pub(crate) fn epoch(connection: &Connection) -> CacheResult<u32> {
    Ok(meta::get(connection, meta::EPOCH)?
        .and_then(|text| u32::from_str_radix(&text, 16).ok())
        .unwrap_or(0))
}

/// Makes rows, and remembers the names it looked up on the way.
pub(crate) struct Builder<'a> {
    connection: &'a Connection,
    judge: &'a Judge<'a>,
    epoch: u32,
    organisations: BTreeMap<i64, String>,
    names: BTreeMap<String, String>,
}

impl<'a> Builder<'a> {
    /// A builder of rows.
    pub(crate) fn new(connection: &'a Connection, judge: &'a Judge<'a>) -> CacheResult<Self> {
        Ok(Self {
            connection,
            judge,
            epoch: epoch(connection)?,
            organisations: BTreeMap::new(),
            names: BTreeMap::new(),
        })
    }

    /// A record as a row. Findings are looked for where there are edits, or
    /// everywhere when `thorough`.
    pub(crate) fn row(&mut self, stored: &Stored, thorough: bool) -> CacheResult<Row> {
        let record = stored.effective();
        let edited = stored.overlay.is_some();
        let changed = if edited {
            merge::touched(stored.kind, &stored.patch())
                .iter()
                .map(|f| f.name.to_owned())
                .collect()
        } else {
            Vec::new()
        };
        let asked = stored
            .overlay
            .as_ref()
            .is_some_and(|overlay| overlay.base.is_some());
        let conflicts = if asked {
            pending::conflicts(self.connection, stored)?
                .into_iter()
                .map(|c| c.field)
                .collect()
        } else {
            Vec::new()
        };
        let organisation = match self.organisations.get(&stored.o) {
            Some(code) => code.clone(),
            None => {
                let code = record::organisation_code(self.connection, stored.o)?;
                self.organisations.insert(stored.o, code.clone());
                code
            }
        };
        Ok(Row {
            kind: stored.kind,
            id: stored.id,
            organisation,
            rev: stored.rev(self.epoch).map(|rev| rev.to_string()),
            state: listing::row_state(stored),
            status: listing::status(stored),
            fields: record.clone(),
            names: self.names(stored.kind, record)?,
            changed,
            conflicts,
            findings: if thorough || edited {
                findings(stored, self.judge)
            } else {
                Vec::new()
            },
            used_by: None,
            score: None,
            review: None,
            answer: None,
        })
    }

    /// The names of the records that fields refer to, by id.
    pub(crate) fn names(
        &mut self,
        kind: RecordType,
        record: &Record,
    ) -> CacheResult<BTreeMap<String, String>> {
        let mut names = BTreeMap::new();
        for field in field::fields(kind) {
            let (target, ids) = match field.shape {
                Shape::Reference(target) => (target, vec![fields::text(record, field.name)]),
                Shape::ReferenceSet(target) => (target, fields::members(record, field.name)),
                _ => continue,
            };
            for id in ids {
                if let Some(name) = self.name(target, id)? {
                    names.insert(id.to_owned(), name);
                }
            }
        }
        Ok(names)
    }

    /// The same of values of fields, of now or of another time.
    pub(crate) fn names_in<'v>(
        &mut self,
        kind: RecordType,
        values: impl IntoIterator<Item = (&'v str, &'v Value)>,
    ) -> CacheResult<BTreeMap<String, String>> {
        let mut names = BTreeMap::new();
        for (field, value) in values {
            let mut record = Record::new();
            fields::put(&mut record, field, value.clone());
            names.extend(self.names(kind, &record)?);
        }
        Ok(names)
    }

    fn name(&mut self, kind: RecordType, id: &str) -> CacheResult<Option<String>> {
        if let Some(name) = self.names.get(id) {
            return Ok(Some(name.clone()));
        }
        let Ok(parsed) = id.parse::<RecordId>() else {
            return Ok(None);
        };
        let Some(target) = record::find(self.connection, kind, parsed)? else {
            return Ok(None);
        };
        let name = listing::name(kind, target.effective()).to_owned();
        self.names.insert(id.to_owned(), name.clone());
        Ok(Some(name))
    }
}

/// Tells of sites and contacts how many offers use them.
pub(crate) fn count_uses(connection: &Connection, rows: &mut [Row]) -> CacheResult<()> {
    let Some(kind) = rows.first().map(|row| row.kind) else {
        return Ok(());
    };
    let ids: Vec<RecordId> = rows.iter().map(|row| row.id).collect();
    if let Some(counts) = uses::of(connection, kind, &ids)? {
        for (row, count) in rows.iter_mut().zip(counts) {
            row.used_by = Some(count);
        }
    }
    Ok(())
}

/// Tells of offers how they were judged, where they were, and where they stand
/// with the reviewers. `today`: `YYYY-MM-DD`.
pub(crate) fn add_review(
    connection: &Connection,
    rows: &mut [Row],
    today: &str,
    account: RecordId,
) -> CacheResult<()> {
    for row in rows.iter_mut().filter(|row| row.kind == RecordType::Offer) {
        let standing = reviews::standing(connection, row.id, today)?;
        row.score = standing.score;
        row.review = Some(InReview {
            waits: standing.waits,
            decision: decision(connection, row.id, account)?,
        });
    }
    Ok(())
}

/// Tells of questions whether their owner answered them. `own`: the address of
/// the account, for an answer that was not sent yet.
pub(crate) fn add_answers(connection: &Connection, rows: &mut [Row], own: &str) -> CacheResult<()> {
    for row in rows.iter_mut().filter(|row| row.kind == RecordType::Review) {
        if fields::text(&row.fields, "verdict") != Verdict::Ask.as_str() {
            continue;
        }
        let Ok(offer) = fields::text(&row.fields, "offer").parse() else {
            continue;
        };
        let reviews = reviews::of_offer(connection, offer)?;
        row.answer = reviews::answer_to(&reviews, row.id).map(|answer| {
            let text = |name: &str| fields::text(answer.effective(), name).to_owned();
            let from = text("from");
            Answer {
                by: if from.is_empty() {
                    own.to_owned()
                } else {
                    from
                },
                at: text("at"),
            }
        });
    }
    Ok(())
}

/// The latest decision on an offer that the service knows.
pub(crate) fn decision(
    connection: &Connection,
    offer: RecordId,
    account: RecordId,
) -> CacheResult<Option<Decision>> {
    let sent = reviews::of_offer(connection, offer)?
        .into_iter()
        .find(|review| review.mirror.is_some() && desk::decides(review));
    Ok(sent.map(|review| {
        let text = |name: &str| fields::text(review.effective(), name).to_owned();
        Decision {
            review: review.id,
            verdict: text("verdict"),
            own: text("by") == account.to_string(),
            by: text("from"),
            at: text("at"),
        }
    }))
}

/// What the rules say of a record, with what the service said where it refused it.
pub(crate) fn findings(stored: &Stored, judge: &Judge<'_>) -> Vec<Finding> {
    let mut findings = judge.findings(stored.kind, stored.effective());
    let told = stored
        .overlay
        .as_ref()
        .and_then(|overlay| overlay.refusal.as_ref())
        .and_then(|refusal| refusal.get("errors"))
        .and_then(|errors| serde_json::from_value::<Vec<Finding>>(errors.clone()).ok())
        .unwrap_or_default();
    for finding in told {
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    findings
}

/// A record's unsent edits, field by field.
pub(crate) fn field_changes(stored: &Stored) -> Vec<FieldChange> {
    let Some(overlay) = &stored.overlay else {
        return Vec::new();
    };
    let nothing = Record::new();
    // Of a record that is gone, what it was when the edits were made.
    let before = stored.mirror.as_ref().or(stored.base());
    let before = before.unwrap_or(&nothing);
    let step = overlay.step.map(i64::unsigned_abs);
    differences(stored.kind, before, stored.effective(), step)
}

/// The fields in which two records differ. What a new record belongs to is none.
pub(crate) fn differences(
    kind: RecordType,
    before: &Record,
    after: &Record,
    step: Option<u64>,
) -> Vec<FieldChange> {
    chosen::differing(kind, Some(before), after)
        .map(|field| FieldChange {
            field: field.name.to_owned(),
            before: merge::value(before, field.name),
            after: merge::value(after, field.name),
            step,
        })
        .collect()
}

/// An offer's heading in the three languages; the name for other records.
pub(crate) fn headings(kind: RecordType, record: &Record) -> BTreeMap<String, String> {
    Language::ALL
        .iter()
        .map(|language| (language.to_string(), heading(kind, record, *language)))
        .collect()
}

/// A record's heading for people.
pub(crate) fn heading(kind: RecordType, record: &Record, language: Language) -> String {
    match kind {
        RecordType::Offer => card::heading(record, language),
        _ => listing::name(kind, record).to_owned(),
    }
}

/// The heading of a review is that of its offer.
pub(crate) fn heading_of(
    connection: &Connection,
    stored: &Stored,
    language: Language,
) -> CacheResult<String> {
    if stored.kind == RecordType::Review
        && let Ok(id) = fields::text(stored.effective(), "offer").parse::<RecordId>()
        && let Some(offer) = record::find(connection, RecordType::Offer, id)?
    {
        return Ok(heading(RecordType::Offer, offer.effective(), language));
    }
    Ok(heading(stored.kind, stored.effective(), language))
}

/// A record's row on its own, for callers outside the views.
///
/// # Errors
/// [`edutracker_protocol::ErrorCode::NotFound`].
pub fn one(app: &crate::App, kind: RecordType, id: RecordId) -> Outcome<(Row, Stored)> {
    let today = app.host.today();
    app.cache()?
        .read(|c| {
            let stored = record::get(c, kind, id)?;
            let judge = Judge::new(c, &today)?;
            let row = Builder::new(c, &judge)?.row(&stored, true)?;
            Ok((row, stored))
        })
        .map_err(failure::cache)
}

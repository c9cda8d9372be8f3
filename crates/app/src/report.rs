//! What reviewers decided in a period, in numbers: for a meeting, from the
//! journal in the cache.

use crate::{App, Outcome, failure};
use edutracker_domain::{
    Record, RecordType, Rev, record as fields, review::Verdict, rights::Action,
};
use edutracker_protocol::{ClientError, ErrorCode};
use edutracker_store::{
    Error as CacheError,
    record::{self, Stored},
    reviews,
};
use rusqlite::Connection;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The figures of a period.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Its first day, `YYYY-MM-DD`; empty: from the beginning.
    pub from: String,
    /// Its last day; empty: until now.
    pub to: String,
    /// Decisions of reviewers.
    pub decisions: u64,
    /// Offers that were decided on.
    pub offers: u64,
    /// Decisions by verdict.
    pub by_verdict: BTreeMap<String, u64>,
    /// Removals by reason.
    pub removed_by_reason: BTreeMap<String, u64>,
    /// Removals by the code of the institution.
    pub removed_by_organisation: BTreeMap<String, u64>,
    /// Decisions that the organisation was not told of on purpose.
    pub without_notice: u64,
    /// What owners said: answers and objections.
    pub by_owners: BTreeMap<String, u64>,
    /// From the last change of an offer to the decision on it.
    pub time_to_decision: Times,
}

/// Hours, of the decisions that say when the offer had last changed, and of older
/// ones where it has not changed since.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Times {
    /// How many there are.
    pub known: u64,
    /// Half of them took no longer.
    pub median_hours: Option<f64>,
    /// Nine of ten took no longer.
    pub ninetieth_hours: Option<f64>,
}

/// The figures from a day to a day, both included; empty: without that limit.
///
/// # Errors
/// [`ErrorCode::NotAllowed`], [`ErrorCode::InvalidValue`] for what is no day.
pub fn review_report(app: &App, from: &str, to: &str) -> Outcome<Report> {
    let account = app.account()?;
    app.may(&account, Action::OfferRemove)?;
    for (field, day) in [("from", from), ("to", to)] {
        if !day.is_empty() && day.parse::<jiff::civil::Date>().is_err() {
            return Err(ClientError::new(ErrorCode::InvalidValue)
                .with("field", field)
                .with("value", day));
        }
    }
    app.cache()?
        .read(|c| {
            let mut report = Counting::default();
            reviews::between(c, from, to, |review| report.count(c, review))?;
            Ok::<_, CacheError>(report.done(from, to))
        })
        .map_err(failure::cache)
}

#[derive(Default)]
struct Counting {
    report: Report,
    offers: BTreeSet<String>,
    hours: Vec<f64>,
}

impl Counting {
    fn count(&mut self, c: &Connection, review: &Stored) -> Result<(), CacheError> {
        let said = review.effective();
        let name = fields::text(said, "verdict").to_owned();
        let Ok(verdict) = name.parse::<Verdict>() else {
            return Ok(());
        };
        if verdict.is_owners() {
            *self.report.by_owners.entry(name).or_default() += 1;
            return Ok(());
        }
        self.report.decisions += 1;
        self.offers.insert(fields::text(said, "offer").to_owned());
        if fields::get(said, "notify").is_some() {
            self.report.without_notice += 1;
        }
        if verdict == Verdict::Remove {
            for reason in fields::members(said, "reasons") {
                *self
                    .report
                    .removed_by_reason
                    .entry(reason.to_owned())
                    .or_default() += 1;
            }
            let code: String = c
                .prepare_cached("SELECT code FROM org WHERE o = ?1")?
                .query_row([review.o], |row| row.get(0))?;
            *self.report.removed_by_organisation.entry(code).or_default() += 1;
        }
        self.hours.extend(hours(c, said)?);
        *self.report.by_verdict.entry(name).or_default() += 1;
        Ok(())
    }

    fn done(mut self, from: &str, to: &str) -> Report {
        self.hours.sort_by(f64::total_cmp);
        let at = |share: usize| {
            let place = (self.hours.len() * share).div_ceil(100).saturating_sub(1);
            self.hours
                .get(place)
                .map(|hours| (hours * 10.0).round() / 10.0)
        };
        self.report.time_to_decision = Times {
            known: self.hours.len() as u64,
            median_hours: at(50),
            ninetieth_hours: at(90),
        };
        self.report.offers = self.offers.len() as u64;
        self.report.from = from.to_owned();
        self.report.to = to.to_owned();
        self.report
    }
}

/// From the revision that was looked at to the decision.
fn hours(c: &Connection, said: &Record) -> Result<Option<f64>, CacheError> {
    let moment = |text: &str| text.parse::<jiff::Timestamp>().ok();
    let decided = moment(fields::text(said, "at"));
    let hours = |changed: &str| {
        let (changed, decided) = moment(changed).zip(decided)?;
        // Clocks of the service may have been set back meanwhile.
        Some(decided.duration_since(changed).as_secs_f64().max(0.0) / 3_600.0)
    };
    if let Some(known) = hours(fields::text(said, "shown.changed")) {
        return Ok(Some(known));
    }
    let Ok(id) = fields::text(said, "offer").parse() else {
        return Ok(None);
    };
    let seen = fields::text(said, "seenRev").parse::<Rev>();
    let Some(offer) = record::find(c, RecordType::Offer, id)? else {
        return Ok(None);
    };
    if seen.map_or(true, |seen| seen.seq != offer.seq) {
        return Ok(None);
    }
    Ok(hours(&offer.at))
}

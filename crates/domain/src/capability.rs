//! What an organisation may do follows from its kind, between dates: data, not code (ET-16, ET-26, X1).

use crate::{codes::CodeList, record::Subject, rights::Side, text, text_enum};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

text_enum! {
    /// Something an organisation of some kind may do.
    Capability, "capability" {
        /// Publish offers of programmes and events.
        PublishOffer = "publish_offer",
        /// Publish offers of a company.
        PublishCompanyOffer = "publish_company_offer",
        /// Review the offers of others.
        ReviewOffers = "review_offers",
    }
}

#[derive(Deserialize)]
struct Row {
    kind: String,
    capability: Capability,
    from: Option<String>,
    until: Option<String>,
}

/// A kind of organisation that may not take part, and since when (ET-16).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    kind: String,
    /// The code of `review_reasons.json` that says why.
    pub reason: String,
    /// The first day of the rule, `YYYY-MM-DD`.
    pub from: String,
    /// The first day after it; where there is none it holds for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

#[derive(Deserialize)]
struct Table {
    items: Vec<Row>,
    exclusions: Exclusions,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../codes/capabilities.json"))
        .unwrap_or_else(|error| panic!("capabilities.json is not a table: {error}"))
});

/// Why a rule cannot have these dates.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExclusionError {
    /// It is not written as a rule is.
    #[error("a rule is given as KIND=FROM or KIND=FROM..UNTIL")]
    Form,
    /// The table has no rule for the kind.
    #[error("no rule keeps organisations of the kind {0:?} out; there is one for {1}")]
    Kind(String, String),
    /// A day that the calendar does not have.
    #[error("{0:?} is no day; a day is given as 2027-09-01")]
    Day(String),
    /// It would end before it begins.
    #[error("the rule would end on {1}, and begins on {0}")]
    Order(String, String),
}

/// The rules that keep kinds of organisations out between dates: those of
/// `capabilities.json`, at the dates that an operator gives them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Exclusions(Vec<Exclusion>);

impl Default for Exclusions {
    fn default() -> Self {
        TABLE.exclusions.clone()
    }
}

impl Exclusions {
    /// Gives the rule of a kind other dates: `KIND=FROM..UNTIL`, or `KIND=FROM`
    /// for a rule without an end; `UNTIL` is the first day after it.
    ///
    /// # Errors
    /// When no rule is there for the kind, or the dates are none.
    pub fn date(&mut self, text: &str) -> Result<(), ExclusionError> {
        let (kind, days) = text.split_once('=').ok_or(ExclusionError::Form)?;
        let (from, until) = match days.split_once("..") {
            Some((from, until)) => (from, Some(until)),
            None => (days, None),
        };
        let kinds = self.0.iter().map(|rule| rule.kind.as_str());
        let kinds = kinds.collect::<Vec<_>>().join(", ");
        let rule = self.0.iter_mut().find(|rule| rule.kind == kind);
        let rule = rule.ok_or_else(|| ExclusionError::Kind(kind.to_owned(), kinds))?;
        for day in [Some(from), until].into_iter().flatten() {
            if !text::is_date(day) {
                return Err(ExclusionError::Day(day.to_owned()));
            }
        }
        if let Some(until) = until.filter(|until| *until <= from) {
            return Err(ExclusionError::Order(from.to_owned(), until.to_owned()));
        }
        from.clone_into(&mut rule.from);
        rule.until = until.map(str::to_owned);
        Ok(())
    }

    /// The rule that keeps organisations of a kind out on a day (`YYYY-MM-DD`).
    #[must_use]
    pub fn of(&self, kind: &str, today: &str) -> Option<&Exclusion> {
        self.0.iter().find(|rule| {
            rule.kind == kind
                && rule.from.as_str() <= today
                && rule.until.as_deref().is_none_or(|until| today < until)
        })
    }

    /// The kinds of organisations that are kept out on a day (`YYYY-MM-DD`).
    pub fn kinds<'a>(&'a self, today: &'a str) -> impl Iterator<Item = &'a str> {
        let kinds = self.0.iter().map(|rule| rule.kind.as_str());
        kinds.filter(move |kind| self.of(kind, today).is_some())
    }

    /// Whether organisations of this kind have a capability on a day (`YYYY-MM-DD`).
    #[must_use]
    pub fn allow(&self, kind: &str, capability: Capability, today: &str) -> bool {
        let has = TABLE.items.iter().any(|row| {
            row.kind == kind
                && row.capability == capability
                && row.from.as_deref().is_none_or(|from| from <= today)
                && row.until.as_deref().is_none_or(|until| today < until)
        });
        has && self.of(kind, today).is_none()
    }

    /// Whether organisations of this kind may ask for an account on a day: those
    /// that may publish something.
    #[must_use]
    pub fn may_ask(&self, kind: &str, today: &str) -> bool {
        [Capability::PublishOffer, Capability::PublishCompanyOffer]
            .iter()
            .any(|capability| self.allow(kind, *capability, today))
    }
}

/// The capability that an offer of this subject takes.
#[must_use]
pub const fn for_subject(subject: Subject) -> Capability {
    match subject {
        Subject::Programme | Subject::Event => Capability::PublishOffer,
        Subject::CompanyOffer => Capability::PublishCompanyOffer,
    }
}

/// The side an organisation of this kind stands on. Those that a rule keeps out
/// stand with the institutions: the rule has an end, or may get one.
#[must_use]
pub fn side(kind: &str) -> Side {
    let code = CodeList::OrganisationKinds.find(kind);
    match code.and_then(|code| code.side.as_deref()) {
        Some("excluded") => Side::Institution,
        Some(side) => side.parse().unwrap_or(Side::None),
        None => Side::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHOOL: &str = "secondary_school";

    #[test]
    fn secondary_schools_wait_for_the_day_that_the_operator_names() {
        let mut rules = Exclusions::default();
        let today = "2026-11-22";
        assert!(!rules.may_ask(SCHOOL, today) && rules.may_ask("university", today));
        let rule = rules.of(SCHOOL, today).unwrap();
        assert_eq!(
            (rule.reason.as_str(), rule.from.as_str()),
            ("SECONDARY", "2026-11-21")
        );
        for (dates, day, open) in [
            ("2026-11-21..2027-09-01", "2027-08-31", false),
            ("2026-11-21..2027-09-01", "2027-09-01", true),
            ("2027-01-01", "2026-12-31", true),
            ("2027-01-01", "2027-01-01", false),
        ] {
            rules.date(&format!("{SCHOOL}={dates}")).unwrap();
            assert_eq!(rules.may_ask(SCHOOL, day), open, "{dates} {day}");
            let publishes = rules.allow(SCHOOL, Capability::PublishOffer, day);
            assert_eq!(publishes, open, "{dates} {day}");
            assert!(!rules.allow(SCHOOL, Capability::PublishCompanyOffer, day));
        }
        assert_eq!(side(SCHOOL), Side::Institution);
    }

    #[test]
    fn dates_that_are_none_change_nothing() {
        let mut rules = Exclusions::default();
        for (given, expected) in [
            ("secondary_school", ExclusionError::Form),
            (
                "university=2027-01-01",
                ExclusionError::Kind("university".into(), SCHOOL.into()),
            ),
            (
                "secondary_school=2027-02-29",
                ExclusionError::Day("2027-02-29".into()),
            ),
            ("secondary_school=", ExclusionError::Day(String::new())),
            (
                "secondary_school=2027-01-01..soon",
                ExclusionError::Day("soon".into()),
            ),
            (
                "secondary_school=2027-01-01..2027-01-01",
                ExclusionError::Order("2027-01-01".into(), "2027-01-01".into()),
            ),
        ] {
            assert_eq!(rules.date(given), Err(expected), "{given}");
        }
        assert_eq!(rules, Exclusions::default());
    }

    #[test]
    fn every_education_kind_but_secondary_may_publish() {
        let allow =
            |kind: &str, capability| Exclusions::default().allow(kind, capability, "2026-11-22");
        for kind in CodeList::OrganisationKinds.items() {
            let expected = kind.side.as_deref() == Some("institution");
            let publishes = allow(&kind.code, Capability::PublishOffer);
            assert_eq!(publishes, expected, "{}", kind.code);
        }
        assert!(allow("company_member", Capability::PublishCompanyOffer));
    }
}

//! The four criteria of what may be published (ET-5, ET-9…ET-16), as data with
//! dates: what a record says about each. A check draws the eye, a reviewer decides.

use crate::{
    capability::Exclusions,
    codes::{CodeList, Labels},
    record::{Record, get, members, text},
    text_enum,
};
use serde::Deserialize;
use serde_json::Value;
use std::sync::LazyLock;

text_enum! {
    /// What a record says about a criterion.
    Look, "look" {
        /// Nothing speaks against it.
        Fine = "fine",
        /// Something asks for a look.
        Look = "look",
        /// The record does not say.
        Unknown = "unknown",
    }
}

/// What a rule holds a record against.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "check", rename_all = "snake_case")]
pub enum Check {
    /// The declared study domains: some are in scope by default (ET-5).
    Domains,
    /// Study levels for people who already work or hold a degree (ET-9, ET-10).
    Levels {
        /// Their codes.
        codes: Vec<String>,
    },
    /// The length in months, where it is given (ET-11).
    Months {
        /// How many are enough.
        least: u64,
    },
    /// Kinds of organisations that may not publish (ET-12…ET-16): those that the
    /// exclusions keep out on the day, at the dates that the operator gave them.
    Kinds,
}

/// What criteria look at of the organisation that an offer is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// The code of its kind; empty where it is not known.
    pub kind: String,
    /// The rules that keep kinds of organisations out, as the service dates them.
    pub exclusions: Exclusions,
}

#[derive(Debug, Deserialize)]
struct Rule {
    from: Option<String>,
    until: Option<String>,
    #[serde(flatten)]
    check: Check,
}

/// One of the criteria.
#[derive(Debug, Deserialize)]
pub struct Criterion {
    /// Its code, as review reasons name it.
    pub code: String,
    /// What people read.
    pub labels: Labels,
    rules: Vec<Rule>,
}

#[derive(Deserialize)]
struct Table {
    items: Vec<Criterion>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../codes/review_criteria.json"))
        .unwrap_or_else(|error| panic!("review_criteria.json is not a table: {error}"))
});

/// The criteria, in the order shown.
#[must_use]
pub fn all() -> &'static [Criterion] {
    &TABLE.items
}

impl Criterion {
    /// What an offer of an organisation says about it on a day (`YYYY-MM-DD`).
    /// Without a rule on that day everything is fine.
    #[must_use]
    pub fn look(&self, offer: &Record, owner: &Owner, today: &str) -> Look {
        self.check(today)
            .map_or(Look::Fine, |check| check.look(offer, owner, today))
    }

    /// What holds on a day (`YYYY-MM-DD`), for lists that ask it of many offers
    /// at once.
    #[must_use]
    pub fn check(&self, today: &str) -> Option<&Check> {
        let rule = self.rules.iter().find(|rule| {
            rule.from.as_deref().is_none_or(|from| from <= today)
                && rule.until.as_deref().is_none_or(|until| today < until)
        });
        rule.map(|rule| &rule.check)
    }
}

impl Check {
    fn look(&self, offer: &Record, owner: &Owner, today: &str) -> Look {
        let asks = |asks: bool| if asks { Look::Look } else { Look::Fine };
        match self {
            Check::Domains => {
                let domains = members(offer, "studyDomains");
                if domains.is_empty() {
                    return Look::Unknown;
                }
                asks(domains.iter().all(|code| {
                    CodeList::StudyDomains
                        .find(code)
                        .is_some_and(|domain| !domain.in_scope_by_default)
                }))
            }
            Check::Levels { codes } => match text(offer, "studyLevel") {
                "" => Look::Unknown,
                level if codes.iter().any(|code| code == level) => Look::Look,
                // Most levels are for both; that people do not work yet cannot be read off.
                _ => Look::Unknown,
            },
            Check::Months { least } => match get(offer, "durationMonths").and_then(Value::as_u64) {
                None => Look::Unknown,
                Some(months) => asks(months < *least),
            },
            Check::Kinds => match owner.kind.as_str() {
                "" => Look::Unknown,
                kind => asks(owner.exclusions.of(kind, today).is_some()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn owner(kind: &str) -> Owner {
        Owner {
            kind: kind.to_owned(),
            exclusions: Exclusions::default(),
        }
    }

    fn looks(offer: &Value, kind: &str) -> Vec<Look> {
        let offer = offer.as_object().cloned().unwrap_or_default();
        all()
            .iter()
            .map(|criterion| criterion.look(&offer, &owner(kind), "2026-11-22"))
            .collect()
    }

    #[test]
    fn what_a_record_says_about_each_criterion() {
        let nothing = looks(&json!({}), "");
        assert_eq!(nothing, [Look::Unknown; 4]);
        let outside = CodeList::StudyDomains
            .items()
            .iter()
            .find(|domain| !domain.in_scope_by_default)
            .expect("a domain outside the scope");
        let asks = json!({
            "studyDomains": {outside.code.clone(): true}, "studyLevel": "PG", "durationMonths": 2
        });
        assert_eq!(looks(&asks, "secondary_school"), [Look::Look; 4]);
        let fine = json!({
            "studyDomains": {outside.code.clone(): true, "ICT-SOFT": true}, "studyLevel": "PBA", "durationMonths": 3
        });
        assert_eq!(
            looks(&fine, "university_college"),
            [Look::Fine, Look::Unknown, Look::Fine, Look::Fine]
        );
    }

    #[test]
    fn a_rule_holds_between_its_dates() {
        let criterion: Criterion = serde_json::from_value(json!({
            "code": "minimum_length", "labels": {"nl": "", "fr": "", "en": ""},
            "rules": [
                {"until": "2027-01-01", "check": "months", "least": 3},
                {"from": "2027-01-01", "until": "2028-01-01", "check": "months", "least": 6},
            ]
        }))
        .expect("a criterion");
        let offer = json!({"durationMonths": 4})
            .as_object()
            .cloned()
            .unwrap_or_default();
        let on = |day: &str| criterion.look(&offer, &owner(""), day);
        assert_eq!(on("2026-12-31"), Look::Fine);
        assert_eq!(on("2027-01-01"), Look::Look);
        assert_eq!(on("2028-01-01"), Look::Fine);
    }

    #[test]
    fn a_kind_is_looked_at_while_the_operator_keeps_it_out() {
        let mut school = owner("secondary_school");
        let dates = "secondary_school=2026-12-01..2027-09-01";
        school.exclusions.date(dates).expect("dates");
        let criterion = all()
            .iter()
            .find(|one| one.code == "education_kind")
            .expect("there");
        let on = |owner: &Owner, day| criterion.look(&Record::new(), owner, day);
        for (day, expected) in [
            ("2026-11-30", Look::Fine),
            ("2026-12-01", Look::Look),
            ("2027-08-31", Look::Look),
            ("2027-09-01", Look::Fine),
        ] {
            assert_eq!(on(&school, day), expected, "{day}");
            assert_eq!(on(&owner("university"), day), Look::Fine, "{day}");
        }
    }

    #[test]
    fn every_reason_with_a_criterion_names_one_of_these() {
        for reason in CodeList::ReviewReasons.items() {
            if let Some(criterion) = &reason.criterion {
                assert!(
                    all().iter().any(|one| one.code == *criterion),
                    "{criterion}"
                );
            }
        }
    }
}

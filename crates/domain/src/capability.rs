//! What an organisation may do follows from its kind, between dates: data, not code (ET-16, ET-26, X1).

use crate::{codes::CodeList, record::Subject, rights::Side, text_enum};
use serde::Deserialize;
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
#[derive(Debug, Deserialize)]
pub struct Exclusion {
    kind: String,
    /// The code of `review_reasons.json` that says why.
    pub reason: String,
    /// The first day of the rule.
    pub from: String,
    until: Option<String>,
}

#[derive(Deserialize)]
struct Table {
    items: Vec<Row>,
    exclusions: Vec<Exclusion>,
}

impl Table {
    fn has(&self, kind: &str, capability: Capability, today: &str) -> bool {
        self.items.iter().any(|row| {
            row.kind == kind
                && row.capability == capability
                && row.from.as_deref().is_none_or(|from| from <= today)
                && row.until.as_deref().is_none_or(|until| today < until)
        })
    }

    fn excluded(&self, kind: &str, today: &str) -> Option<&Exclusion> {
        self.exclusions.iter().find(|rule| {
            rule.kind == kind
                && rule.from.as_str() <= today
                && rule.until.as_deref().is_none_or(|until| today < until)
        })
    }
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../codes/capabilities.json"))
        .unwrap_or_else(|error| panic!("capabilities.json is not a table: {error}"))
});

/// Whether organisations of this kind have a capability on a day (`YYYY-MM-DD`).
#[must_use]
pub fn has(kind: &str, capability: Capability, today: &str) -> bool {
    TABLE.has(kind, capability, today)
}

/// The rule that keeps organisations of this kind out on a day (`YYYY-MM-DD`).
#[must_use]
pub fn excluded(kind: &str, today: &str) -> Option<&'static Exclusion> {
    TABLE.excluded(kind, today)
}

/// Whether organisations of this kind may ask for an account on a day: those
/// that may publish something.
#[must_use]
pub fn may_ask(kind: &str, today: &str) -> bool {
    [Capability::PublishOffer, Capability::PublishCompanyOffer]
        .iter()
        .any(|capability| has(kind, *capability, today))
        && excluded(kind, today).is_none()
}

/// The capability that an offer of this subject takes.
#[must_use]
pub const fn for_subject(subject: Subject) -> Capability {
    match subject {
        Subject::Programme | Subject::Event => Capability::PublishOffer,
        Subject::CompanyOffer => Capability::PublishCompanyOffer,
    }
}

/// The side an organisation of this kind stands on.
#[must_use]
pub fn side(kind: &str) -> Side {
    CodeList::OrganisationKinds
        .find(kind)
        .and_then(|code| code.side.as_deref())
        .and_then(|side| side.parse().ok())
        .unwrap_or(Side::None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secondary_schools_wait_for_a_date_in_the_table() {
        let school = "secondary_school";
        assert!(!may_ask(school, "2026-11-22") && may_ask("university", "2026-11-22"));
        let rule = excluded(school, "2026-11-22").unwrap();
        assert_eq!(
            (rule.reason.as_str(), rule.from.as_str()),
            ("SECONDARY", "2026-11-21")
        );
        let changed: Table = serde_json::from_str(
            r#"{"items":[{"kind":"secondary_school","capability":"publish_offer","from":"2027-09-01","until":null}],
                "exclusions":[{"kind":"secondary_school","reason":"SECONDARY","from":"2026-11-21","until":"2027-09-01"}]}"#,
        )
        .unwrap();
        for (day, open) in [("2027-08-31", false), ("2027-09-01", true)] {
            assert_eq!(changed.has(school, Capability::PublishOffer, day), open);
            assert_eq!(changed.excluded(school, day).is_none(), open);
        }
    }

    #[test]
    fn every_education_kind_but_secondary_may_publish() {
        for kind in CodeList::OrganisationKinds.items() {
            let expected = kind.side.as_deref() == Some("institution");
            assert_eq!(
                has(&kind.code, Capability::PublishOffer, "2026-11-22"),
                expected,
                "{}",
                kind.code
            );
        }
        assert!(has(
            "company_member",
            Capability::PublishCompanyOffer,
            "2026-11-22"
        ));
        assert!(!has(
            "secondary_school",
            Capability::PublishOffer,
            "2026-11-22"
        ));
    }
}

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

#[derive(Deserialize)]
struct Table {
    items: Vec<Row>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../codes/capabilities.json"))
        .unwrap_or_else(|error| panic!("capabilities.json is not a table: {error}"))
});

/// Whether organisations of this kind have a capability on a day (`YYYY-MM-DD`).
#[must_use]
pub fn has(kind: &str, capability: Capability, today: &str) -> bool {
    TABLE.items.iter().any(|row| {
        row.kind == kind
            && row.capability == capability
            && row.from.as_deref().is_none_or(|from| from <= today)
            && row.until.as_deref().is_none_or(|until| today < until)
    })
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

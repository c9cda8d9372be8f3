//! The closed lists of coded values, read from `codes/*.json`.
//!
//! Records store codes; labels are for people, in their language (ET-111, T-07).

use crate::record::Language;
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};

/// Texts in the three languages of the product.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Labels {
    /// Dutch.
    pub nl: String,
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

impl Labels {
    /// The text in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Nl => &self.nl,
            Language::Fr => &self.fr,
            Language::En => &self.en,
        }
    }
}

/// One value of a closed list. Members that a list does not use keep their defaults.
#[derive(Debug, Clone, Deserialize)]
pub struct Code {
    /// What is stored and travels.
    pub code: String,
    /// What people read.
    pub labels: Labels,
    /// Study levels: the text before the programme's name; empty for non-formal education.
    #[serde(default)]
    pub prefix: Option<Labels>,
    /// Who may use it: `both`, `institution`, `company`, `operator` or `excluded`.
    #[serde(default)]
    pub side: Option<String>,
    /// Languages: whether an offer may be in it.
    #[serde(default = "yes")]
    pub active: bool,
    /// Study levels: whether it is switched on without Agoria's doing.
    #[serde(default = "yes")]
    pub default_active: bool,
    /// Study domains: whether Agoria counts it as technological without a look.
    #[serde(default = "yes")]
    pub in_scope_by_default: bool,
    /// Review reasons: the verdicts it may be given for.
    #[serde(default)]
    pub verdicts: Vec<String>,
    /// Review reasons: the scope criterion it belongs to.
    #[serde(default)]
    pub criterion: Option<String>,
    /// Other spellings that an import understands.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Position in lists shown to people.
    #[serde(default)]
    pub sort: u32,
}

fn yes() -> bool {
    true
}

/// A closed list of codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CodeList {
    /// `collaboration_forms.json`.
    CollaborationForms,
    /// `languages.json`.
    Languages,
    /// `offer_statuses.json`.
    OfferStatuses,
    /// `organisation_kinds.json`.
    OrganisationKinds,
    /// `provinces.json`.
    Provinces,
    /// `review_criteria.json`; its rules are [`crate::criteria`]'s.
    ReviewCriteria,
    /// `review_reasons.json`.
    ReviewReasons,
    /// `study_domains.json`.
    StudyDomains,
    /// `study_levels.json`.
    StudyLevels,
}

impl CodeList {
    /// All lists.
    pub const ALL: [CodeList; 9] = [
        CodeList::CollaborationForms,
        CodeList::Languages,
        CodeList::OfferStatuses,
        CodeList::OrganisationKinds,
        CodeList::Provinces,
        CodeList::ReviewCriteria,
        CodeList::ReviewReasons,
        CodeList::StudyDomains,
        CodeList::StudyLevels,
    ];

    fn source(self) -> &'static str {
        match self {
            CodeList::CollaborationForms => include_str!("../codes/collaboration_forms.json"),
            CodeList::Languages => include_str!("../codes/languages.json"),
            CodeList::OfferStatuses => include_str!("../codes/offer_statuses.json"),
            CodeList::OrganisationKinds => include_str!("../codes/organisation_kinds.json"),
            CodeList::Provinces => include_str!("../codes/provinces.json"),
            CodeList::ReviewCriteria => include_str!("../codes/review_criteria.json"),
            CodeList::ReviewReasons => include_str!("../codes/review_reasons.json"),
            CodeList::StudyDomains => include_str!("../codes/study_domains.json"),
            CodeList::StudyLevels => include_str!("../codes/study_levels.json"),
        }
    }

    /// The list's values in their order.
    #[must_use]
    pub fn items(self) -> &'static [Code] {
        &LISTS[&self]
    }

    /// The value with this code.
    #[must_use]
    pub fn find(self, code: &str) -> Option<&'static Code> {
        self.items().iter().find(|item| item.code == code)
    }

    /// Whether the code may be chosen at all. Levels that are off by default
    /// may be chosen: they send the offer to review instead (ET-5, contract §1).
    #[must_use]
    pub fn may_choose(self, code: &str) -> bool {
        self.find(code).is_some_and(|item| item.active)
    }
}

#[derive(Deserialize)]
struct File {
    items: Vec<Code>,
}

static LISTS: LazyLock<BTreeMap<CodeList, Vec<Code>>> = LazyLock::new(|| {
    CodeList::ALL
        .into_iter()
        .map(|list| {
            let file: File = serde_json::from_str(list.source())
                .unwrap_or_else(|error| panic!("{list:?} is not a code list: {error}"));
            (list, file.items)
        })
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_texts_in_three_languages_and_no_code_twice() {
        for list in CodeList::ALL {
            let mut seen = std::collections::BTreeSet::new();
            for item in list.items() {
                assert!(seen.insert(&item.code), "{list:?} {}", item.code);
                for &language in Language::ALL {
                    assert!(
                        !item.labels.get(language).is_empty(),
                        "{list:?} {}",
                        item.code
                    );
                }
            }
        }
        assert_eq!(CodeList::StudyDomains.items().len(), 28);
        assert_eq!(CodeList::Provinces.items().len(), 12);
    }

    #[test]
    fn german_and_pseudo_levels_cannot_be_chosen() {
        assert!(!CodeList::Languages.may_choose("de"));
        assert!(!CodeList::StudyLevels.may_choose("MC"));
        assert!(CodeList::StudyLevels.may_choose("PG"));
    }
}

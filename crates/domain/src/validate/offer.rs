//! The rules of offers and of reviews of them.

use super::{Check, FindingCode};
use crate::{
    capability,
    codes::CodeList,
    name,
    record::{self, Language, RecordType, Subject},
    review::{self, Verdict},
};
use serde_json::Value;

/// Words that companies do not know (T-06). A word matches whole, any case.
const JARGON: &[&str] = &[
    "studiepunten",
    "ects",
    "crédits",
    "olod",
    "banaba",
    "okot",
    "leerresultaten",
    "boe",
    "schakelprogramma",
    "passerelle",
    "tfe",
];

/// Whether a word is one of [`JARGON`], whatever its case.
fn is_jargon(word: &str) -> bool {
    if word.is_ascii() {
        JARGON.iter().any(|known| known.eq_ignore_ascii_case(word))
    } else {
        JARGON.contains(&word.to_lowercase().as_str())
    }
}

impl Check<'_> {
    /// The kind of the record's organisation, where it is known.
    fn organisation_kind(&self) -> Option<String> {
        let id = record::text(self.record, "organisation").parse().ok()?;
        Some(self.lookup.facts(RecordType::Organisation, id)?.name)
    }

    pub(super) fn offer(&mut self) {
        self.required(&[
            "organisation",
            "subject",
            "name",
            "collaborationForms",
            "languages",
            "provinces",
            "contact",
        ]);
        let subject = record::subject(self.record);
        let kind = self.organisation_kind();
        if let (Some(subject), Some(kind)) = (subject, &kind)
            && !self.limits.exclusions.allow(
                kind,
                capability::for_subject(subject),
                &self.lookup.today(),
            )
        {
            self.error(
                "subject",
                FindingCode::KindMayNot,
                &[("value", kind.clone())],
            );
        }
        let side = match subject {
            Some(Subject::Programme) => {
                self.required(&["studyLevel"]);
                self.not_applicable("studyLevels");
                self.programme_name();
                "institution"
            }
            Some(Subject::Event) => {
                self.not_applicable("studyLevel");
                self.not_applicable("studyLevels");
                "institution"
            }
            Some(Subject::CompanyOffer) => {
                self.not_applicable("studyLevel");
                let forms = record::members(self.record, "collaborationForms").len();
                if forms > 1 {
                    self.error(
                        "collaborationForms",
                        FindingCode::OnlyOne,
                        &[("count", forms.to_string())],
                    );
                }
                "company"
            }
            None => return,
        };
        for form in record::members(self.record, "collaborationForms") {
            let other = CodeList::CollaborationForms
                .find(form)
                .and_then(|code| code.side.as_deref())
                .is_some_and(|s| s != "both" && s != side);
            if other {
                self.error(
                    "collaborationForms",
                    FindingCode::NotForSide,
                    &[("value", form.to_owned())],
                );
            }
        }
        self.sites_in_provinces(side == "institution");
        self.publication();
        self.advice();
    }

    fn programme_name(&mut self) {
        let Some(found) = name::level_in_name(record::text(self.record, "name")) else {
            return;
        };
        let suggestion = [("suggestion", found.suggestion.clone())];
        if found.suggestion.is_empty() {
            self.error("name", FindingCode::OnlyLevelInName, &[]);
        } else if found.agrees_with(record::text(self.record, "studyLevel")) {
            self.advise("name", FindingCode::LevelInName, &suggestion);
        } else {
            self.advise("name", FindingCode::LevelConflict, &suggestion);
        }
    }

    fn sites_in_provinces(&mut self, strict: bool) {
        let provinces = record::members(self.record, "provinces");
        for id in record::members(self.record, "sites") {
            let facts = id
                .parse()
                .ok()
                .and_then(|id| self.lookup.facts(RecordType::Site, id));
            let Some(facts) = facts.filter(|facts| !provinces.contains(&facts.province.as_str()))
            else {
                continue;
            };
            let args = [("value", id.to_owned()), ("name", facts.name)];
            if strict {
                self.error("sites", FindingCode::SiteOutsideProvinces, &args);
            } else {
                self.advise("sites", FindingCode::EntityOutsideProvinces, &args);
            }
        }
    }

    fn publication(&mut self) {
        if record::flag(self.record, "published") {
            // The service takes the tick away when it records a removal, so that a
            // recorded one beside a tick is somebody's attempt to publish again.
            let recorded = record::get(self.record, "removed")
                .is_some_and(|removal| removal.get("by").is_some());
            if recorded {
                self.error("published", FindingCode::PublishedWhileRemoved, &[]);
            } else if record::flag(self.record, "archived") {
                self.error("published", FindingCode::PublishedWhileArchived, &[]);
            }
        }
    }

    fn advice(&mut self) {
        if record::subject(self.record) != Some(Subject::CompanyOffer) && !self.has("studyDomains")
        {
            self.advise("studyDomains", FindingCode::DomainMissing, &[]);
        }
        let months = record::get(self.record, "durationMonths").and_then(Value::as_u64);
        if months.is_some_and(|months| months > 0 && months < self.limits.minimum_months) {
            self.advise(
                "durationMonths",
                FindingCode::ShortProgramme,
                &[("limit", self.limits.minimum_months.to_string())],
            );
        }
        let jargon = record::text(self.record, "description")
            .split(|c: char| !c.is_alphanumeric())
            .find(|word| is_jargon(word))
            .map(str::to_lowercase);
        if let Some(word) = jargon {
            self.advise("description", FindingCode::Jargon, &[("word", word)]);
        }
    }

    pub(super) fn review(&mut self) {
        self.required(&["organisation", "offer", "verdict", "seenRev"]);
        let Ok(verdict) = record::text(self.record, "verdict").parse::<Verdict>() else {
            return;
        };
        // What an owner says, it says in words; what it answers is a question.
        let note = record::get(self.record, "note").and_then(Value::as_object);
        let said = note.is_some_and(|note| review::note_in(note, Language::Nl).is_some());
        if verdict.is_owners() && !said {
            self.error("note", FindingCode::Required, &[]);
        }
        match verdict {
            Verdict::Answer => self.required(&["answers"]),
            _ if record::get(self.record, "answers").is_some() => {
                self.error("answers", FindingCode::NotApplicable, &[]);
            }
            _ => {}
        }
        let reasons = record::members(self.record, "reasons");
        if matches!(verdict, Verdict::Remove) && reasons.is_empty() {
            self.error("reasons", FindingCode::ReasonRequired, &[]);
        }
        for reason in reasons {
            if !review::reason_allows(reason, verdict) {
                self.error(
                    "reasons",
                    FindingCode::ReasonNotForVerdict,
                    &[("value", reason.to_owned())],
                );
            }
        }
    }
}

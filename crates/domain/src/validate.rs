//! Every field rule as one function that client, service, command line and
//! import share. It answers with codes and field pointers, never with text.

use crate::{
    capability,
    codes::CodeList,
    field::{self, Field, Shape, TextLimit},
    id::{RecordId, Rev},
    limits::Limits,
    name,
    record::{self, Language, Record, RecordType, Subject},
    review::{self, Verdict},
    rights::Side,
    text, text_enum,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

text_enum! {
    /// Whether a finding stands in the way.
    Severity, "severity" {
        /// The service refuses the record.
        Error = "error",
        /// Worth a look; nothing is refused.
        Advice = "advice",
    }
}

text_enum! {
    /// A rule that a value breaks. Texts are in `locales/`, keyed by this code.
    FindingCode, "finding code" {
        /// A mandatory field has no value.
        Required = "required",
        /// The value is of another kind than the field (a number for a text, …).
        WrongType = "wrong-type",
        /// The record type has no such field.
        UnknownField = "unknown-field",
        /// The value is not in the code list. `value`.
        UnknownCode = "unknown-code",
        /// The value is for the other side only. `value`.
        NotForSide = "not-for-side",
        /// This record must not have the field (a level on an event, …).
        NotApplicable = "not-applicable",
        /// Longer than allowed. `limit`, `count`.
        TooLong = "too-long",
        /// More members than allowed. `limit`, `count`.
        TooMany = "too-many",
        /// Exactly one member is allowed (ET-91). `count`.
        OnlyOne = "only-one",
        /// Below or above what makes sense.
        OutOfRange = "out-of-range",
        /// Holds control characters.
        ControlCharacters = "control-characters",
        /// Not an e-mail address.
        InvalidEmail = "invalid-email",
        /// Not an http(s) address.
        InvalidWebsite = "invalid-website",
        /// Not a date.
        InvalidDate = "invalid-date",
        /// No such record. `value`.
        UnknownReference = "unknown-reference",
        /// A record of another organisation. `value`.
        OtherOrganisation = "other-organisation",
        /// A site or contact that was retired. `value`.
        RetiredReference = "retired-reference",
        /// An institution's campus outside the chosen provinces (ET-81). `value`, `name`.
        SiteOutsideProvinces = "site-outside-provinces",
        /// A company's entity outside the chosen provinces (A6). `value`, `name`.
        EntityOutsideProvinces = "entity-outside-provinces",
        /// The name holds the level (ET-71). `suggestion`.
        LevelInName = "level-in-name",
        /// The name holds another level than the chosen one (N-09). `suggestion`.
        LevelConflict = "level-conflict",
        /// Nothing is left of the name without the level (N-10).
        OnlyLevelInName = "only-level-in-name",
        /// No study domain is chosen (ET-73).
        DomainMissing = "domain-missing",
        /// A word that companies do not know (ET-84). `word`.
        Jargon = "jargon",
        /// Shorter than three months (ET-11). `limit`.
        ShortProgramme = "short-programme",
        /// Published and archived at once.
        PublishedWhileArchived = "published-while-archived",
        /// Published and removed by Agoria at once.
        PublishedWhileRemoved = "published-while-removed",
        /// The organisation's kind may not make such an offer (ET-16).
        KindMayNot = "kind-may-not",
        /// The verdict takes a reason that it was not given.
        ReasonRequired = "reason-required",
        /// The reason is not one for this verdict. `value`.
        ReasonNotForVerdict = "reason-not-for-verdict",
    }
}

/// One rule that a record breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The field, as a JSON pointer (`/about/nl`).
    pub pointer: String,
    /// The rule.
    pub code: FindingCode,
    /// Whether it stands in the way.
    pub severity: Severity,
    /// What the text needs: numbers and values by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, String>,
}

impl Finding {
    /// The dotted name of the field.
    #[must_use]
    pub fn field(&self) -> String {
        self.pointer.trim_start_matches('/').replace('/', ".")
    }
}

/// Whether no finding stands in the way.
#[must_use]
pub fn is_complete(findings: &[Finding]) -> bool {
    findings
        .iter()
        .all(|finding| finding.severity != Severity::Error)
}

/// What a rule needs to know of another record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// The organisation it belongs to.
    pub organisation: Option<RecordId>,
    /// A site's province.
    pub province: String,
    /// A site's or contact's name; an organisation's kind.
    pub name: String,
    /// Whether a site or contact is retired.
    pub retired: bool,
}

/// Where the rules look up other records.
pub trait Lookup {
    /// The facts of a record; `None` when there is none. For an organisation,
    /// `name` is its kind.
    fn facts(&self, kind: RecordType, id: RecordId) -> Option<Facts>;

    /// The day, `YYYY-MM-DD`, for dated rules.
    fn today(&self) -> String;
}

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

struct Check<'a> {
    kind: RecordType,
    record: &'a Record,
    lookup: &'a dyn Lookup,
    limits: &'a Limits,
    findings: Vec<Finding>,
}

/// All rules over one record. The record is valid when no finding is an error.
#[must_use]
pub fn validate(
    kind: RecordType,
    record: &Record,
    lookup: &dyn Lookup,
    limits: &Limits,
) -> Vec<Finding> {
    let mut check = Check {
        kind,
        record,
        lookup,
        limits,
        findings: Vec::new(),
    };
    check.unknown_fields();
    for field in field::fields(kind) {
        check.shape(field);
    }
    match kind {
        RecordType::Offer => check.offer(),
        RecordType::Site => check.required(&["organisation", "name", "province"]),
        RecordType::Contact => check.required(&["organisation", "name", "email"]),
        RecordType::Organisation => check.required(&["code", "legalName", "kind"]),
        RecordType::Account => check.required(&["organisation", "email", "role", "state"]),
        RecordType::Review => check.review(),
    }
    let order = |name: &str| field::fields(kind).iter().position(|f| f.name == name);
    // What stands in the way first, then in the order of the form.
    check.findings.sort_by_key(|finding| {
        (
            finding.severity,
            order(&finding.field()).unwrap_or(usize::MAX),
        )
    });
    check.findings
}

impl Check<'_> {
    fn add(&mut self, name: &str, severity: Severity, code: FindingCode, args: &[(&str, String)]) {
        self.findings.push(Finding {
            pointer: field::pointer(name),
            code,
            severity,
            args: args
                .iter()
                .map(|(k, v)| ((*k).to_owned(), v.clone()))
                .collect(),
        });
    }

    fn error(&mut self, name: &str, code: FindingCode, args: &[(&str, String)]) {
        self.add(name, Severity::Error, code, args);
    }

    fn advise(&mut self, name: &str, code: FindingCode, args: &[(&str, String)]) {
        self.add(name, Severity::Advice, code, args);
    }

    fn has(&self, name: &str) -> bool {
        match record::get(self.record, name) {
            None => false,
            Some(Value::String(text)) => !text.trim().is_empty(),
            Some(Value::Object(set)) => !set.is_empty(),
            Some(_) => true,
        }
    }

    fn required(&mut self, names: &[&str]) {
        for name in names {
            if !self.has(name) {
                self.error(name, FindingCode::Required, &[]);
            }
        }
    }

    fn not_applicable(&mut self, name: &str) {
        if self.has(name) {
            self.error(name, FindingCode::NotApplicable, &[]);
        }
    }

    fn unknown_fields(&mut self) {
        for (name, value) in self.record {
            let known = field::field(self.kind, name).is_some();
            match value {
                _ if known => {}
                Value::Object(inner) if name == "about" => {
                    for key in inner.keys() {
                        let name = format!("about.{key}");
                        if field::field(self.kind, &name).is_none() {
                            self.error(&name, FindingCode::UnknownField, &[]);
                        }
                    }
                }
                _ => self.error(name, FindingCode::UnknownField, &[]),
            }
        }
    }

    fn shape(&mut self, field: &Field) {
        let Some(value) = record::get(self.record, field.name) else {
            return;
        };
        let name = field.name;
        match (field.shape, value) {
            (Shape::Line(limit) | Shape::Lines(limit), Value::String(text)) => {
                self.bounded(name, text, limit)
            }
            (Shape::Email, Value::String(address)) => {
                if !address.is_empty() && !text::is_email(address) {
                    self.error(
                        name,
                        FindingCode::InvalidEmail,
                        &[("value", address.clone())],
                    );
                }
            }
            (Shape::Website, Value::String(address)) => {
                self.longer_than(name, address, self.limits.website);
                if !address.is_empty() && !text::is_web_address(address) {
                    self.error(
                        name,
                        FindingCode::InvalidWebsite,
                        &[("value", address.clone())],
                    );
                }
            }
            (Shape::Date, Value::String(date)) => {
                if !date.is_empty() && !text::is_date(date) {
                    self.error(name, FindingCode::InvalidDate, &[("value", date.clone())]);
                }
            }
            (Shape::Months, Value::Number(number)) => {
                if !number
                    .as_u64()
                    .is_some_and(|months| (1..=120).contains(&months))
                {
                    self.error(
                        name,
                        FindingCode::OutOfRange,
                        &[("value", number.to_string())],
                    );
                }
            }
            (Shape::Flag, Value::Bool(_)) | (Shape::Moment, Value::String(_)) => {}
            (Shape::Code(list), Value::String(code)) => self.code(name, list, code),
            (Shape::Word(words), Value::String(word)) => {
                if !word.is_empty() && !words.contains(&word.as_str()) {
                    self.error(name, FindingCode::UnknownCode, &[("value", word.clone())]);
                }
            }
            (Shape::Revision, Value::String(rev)) => {
                if rev.parse::<Rev>().is_err() {
                    self.error(name, FindingCode::WrongType, &[]);
                }
            }
            (Shape::Reference(kind), Value::String(id)) => self.reference(name, kind, id),
            (
                Shape::CodeSet(_) | Shape::ReferenceSet(_) | Shape::TextSet(_),
                Value::Object(set),
            ) => self.set(field, set),
            (Shape::Texts(limit), Value::Object(texts)) => {
                for (language, text) in texts {
                    match text {
                        Value::String(text) if language.parse::<Language>().is_ok() => {
                            self.bounded(name, text, limit)
                        }
                        _ => self.error(name, FindingCode::WrongType, &[]),
                    }
                }
            }
            (Shape::Removal, Value::Object(removal)) => self.removal(removal),
            _ => self.error(name, FindingCode::WrongType, &[]),
        }
    }

    fn limit(&self, limit: TextLimit) -> usize {
        match limit {
            TextLimit::Name => self.limits.name,
            TextLimit::Description => self.limits.description,
            TextLimit::About => self.limits.about,
            TextLimit::Specialisation => self.limits.specialisation,
            TextLimit::Short => self.limits.short_text,
            TextLimit::Note => self.limits.note,
        }
    }

    fn bounded(&mut self, name: &str, text: &str, limit: TextLimit) {
        self.longer_than(name, text, self.limit(limit));
        let one_line =
            field::field(self.kind, name).is_some_and(|f| matches!(f.shape, Shape::Line(_)));
        if text::has_control(text) || (one_line && text.contains(['\n', '\r'])) {
            self.error(name, FindingCode::ControlCharacters, &[]);
        }
    }

    fn longer_than(&mut self, name: &str, text: &str, limit: usize) {
        // Bytes bound characters, so most texts need no counting.
        if text.len() > limit {
            let count = text::count(text);
            if count > limit {
                self.error(
                    name,
                    FindingCode::TooLong,
                    &[("limit", limit.to_string()), ("count", count.to_string())],
                );
            }
        }
    }

    fn code(&mut self, name: &str, list: CodeList, code: &str) {
        if !code.is_empty() && !list.may_choose(code) {
            self.error(
                name,
                FindingCode::UnknownCode,
                &[("value", code.to_owned())],
            );
        }
    }

    fn set(&mut self, field: &Field, set: &serde_json::Map<String, Value>) {
        let name = field.name;
        let limit = match field.shape {
            Shape::TextSet(TextLimit::Specialisation) => self.limits.specialisations,
            _ => self.limits.set_members,
        };
        if set.len() > limit {
            self.error(
                name,
                FindingCode::TooMany,
                &[
                    ("limit", limit.to_string()),
                    ("count", set.len().to_string()),
                ],
            );
        }
        for (member, value) in set {
            if *value != Value::Bool(true) {
                self.error(name, FindingCode::WrongType, &[]);
                continue;
            }
            match field.shape {
                Shape::CodeSet(list) => self.code(name, list, member),
                Shape::ReferenceSet(kind) => self.reference(name, kind, member),
                Shape::TextSet(limit) => {
                    self.bounded(name, member, limit);
                    if member.trim().is_empty() {
                        self.error(name, FindingCode::Required, &[]);
                    }
                }
                _ => {}
            }
        }
    }

    fn reference(&mut self, name: &str, kind: RecordType, id: &str) {
        if id.is_empty() {
            return;
        }
        let facts = id
            .parse()
            .ok()
            .and_then(|id: RecordId| self.lookup.facts(kind, id));
        let Some(facts) = facts else {
            self.error(
                name,
                FindingCode::UnknownReference,
                &[("value", id.to_owned())],
            );
            return;
        };
        let own = record::text(self.record, "organisation").parse().ok();
        // An organisation belongs to nobody, and a review is Agoria's about another's offer.
        if facts.organisation.is_some() && facts.organisation != own {
            self.error(
                name,
                FindingCode::OtherOrganisation,
                &[("value", id.to_owned())],
            );
        } else if facts.retired {
            self.advise(
                name,
                FindingCode::RetiredReference,
                &[("value", id.to_owned()), ("name", facts.name)],
            );
        }
    }

    fn removal(&mut self, removal: &serde_json::Map<String, Value>) {
        let reason = removal
            .get("reason")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if reason.is_empty() {
            self.error("removed", FindingCode::ReasonRequired, &[]);
        } else if !review::reason_allows(reason, Verdict::Remove) {
            self.error(
                "removed",
                FindingCode::ReasonNotForVerdict,
                &[("value", reason.to_owned())],
            );
        }
        for (key, value) in removal {
            match (key.as_str(), value) {
                ("reason" | "by" | "at", Value::String(_)) => {}
                ("note", Value::Object(texts)) => {
                    for (language, text) in texts {
                        match text {
                            Value::String(text) if language.parse::<Language>().is_ok() => {
                                self.bounded("removed", text, TextLimit::Note);
                            }
                            _ => self.error("removed", FindingCode::WrongType, &[]),
                        }
                    }
                }
                _ => self.error("removed", FindingCode::WrongType, &[]),
            }
        }
    }

    /// The kind of the record's organisation, where it is known.
    fn organisation_kind(&self) -> Option<String> {
        let id = record::text(self.record, "organisation").parse().ok()?;
        Some(self.lookup.facts(RecordType::Organisation, id)?.name)
    }

    fn offer(&mut self) {
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
            && !capability::has(kind, capability::for_subject(subject), &self.lookup.today())
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
        let description = record::text(self.record, "description").to_lowercase();
        let jargon = description
            .split(|c: char| !c.is_alphanumeric())
            .find(|word| JARGON.contains(word))
            .map(str::to_owned);
        if let Some(word) = jargon {
            self.advise("description", FindingCode::Jargon, &[("word", word)]);
        }
    }

    fn review(&mut self) {
        self.required(&["organisation", "offer", "verdict", "seenRev"]);
        let Ok(verdict) = record::text(self.record, "verdict").parse::<Verdict>() else {
            return;
        };
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

/// The side whose offers a subject belongs to.
#[must_use]
pub const fn subject_side(subject: Subject) -> Side {
    match subject {
        Subject::Programme | Subject::Event => Side::Institution,
        Subject::CompanyOffer => Side::Company,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const ORG: &str = "01890000-0000-7000-8000-000000000001";
    const COMPANY: &str = "01890000-0000-7000-8000-000000000002";
    const GENT: &str = "01890000-0000-7000-8000-000000000003";
    const CONTACT: &str = "01890000-0000-7000-8000-000000000004";

    struct World;
    impl Lookup for World {
        fn facts(&self, kind: RecordType, id: RecordId) -> Option<Facts> {
            let org = |id: &str| id.parse().ok();
            match (kind, id.to_string().as_str()) {
                (RecordType::Organisation, ORG) => Some(Facts {
                    name: "university".into(),
                    ..Facts::default()
                }),
                (RecordType::Organisation, COMPANY) => Some(Facts {
                    name: "company_member".into(),
                    ..Facts::default()
                }),
                (RecordType::Site, GENT) => Some(Facts {
                    organisation: org(ORG),
                    province: "BE-VOV".into(),
                    name: "Gent".into(),
                    retired: false,
                }),
                (RecordType::Contact, CONTACT) => Some(Facts {
                    organisation: org(ORG),
                    ..Facts::default()
                }),
                _ => None,
            }
        }
        fn today(&self) -> String {
            "2026-11-22".into()
        }
    }

    fn offer(change: Value) -> Vec<Finding> {
        let Value::Object(mut record) = json!({
            "organisation": ORG, "subject": "programme", "name": "Elektromechanica", "studyLevel": "PBA",
            "collaborationForms": {"INTERNSHIP": true}, "languages": {"nl": true}, "provinces": {"BE-VOV": true},
            "contact": CONTACT, "studyDomains": {"ICT-SOFT": true}
        }) else {
            unreachable!()
        };
        if let Value::Object(change) = change {
            crate::merge::apply(&mut record, &change);
        }
        validate(RecordType::Offer, &record, &World, &Limits::default())
    }

    fn errors(change: Value) -> Vec<(String, FindingCode)> {
        offer(change)
            .into_iter()
            .filter(|f| f.severity == Severity::Error)
            .map(|f| (f.pointer, f.code))
            .collect()
    }

    #[test]
    fn each_refusal_names_exactly_the_missing_field() {
        assert_eq!(offer(json!({})), []);
        for field in [
            "collaborationForms",
            "studyLevel",
            "languages",
            "provinces",
            "contact",
            "name",
        ] {
            assert_eq!(
                errors(json!({field: null})),
                [(format!("/{field}"), FindingCode::Required)],
                "{field}"
            );
        }
        assert_eq!(
            errors(json!({"website": null, "specialisations": null, "sites": null})),
            []
        );
    }

    #[test]
    fn an_event_needs_no_level_and_a_company_one_form() {
        let change = json!({"subject": "event", "studyLevel": null, "studyDomains": {"ICT-DATA": true, "ICT-NET": true}});
        assert_eq!(errors(change), []);
        let change = json!({"organisation": COMPANY, "subject": "companyOffer", "studyLevel": null, "contact": null,
            "collaborationForms": {"INTERNSHIP": true, "VISIT": true}});
        assert_eq!(
            errors(change),
            [
                ("/collaborationForms".into(), FindingCode::OnlyOne),
                ("/contact".into(), FindingCode::Required)
            ]
        );
    }

    #[test]
    fn a_campus_lies_in_a_chosen_province() {
        assert_eq!(errors(json!({"sites": {GENT: true}})), []);
        assert_eq!(
            errors(json!({"sites": {GENT: true}, "provinces": {"BE-VOV": null, "BE-VAN": true}})),
            [("/sites".into(), FindingCode::SiteOutsideProvinces)]
        );
    }

    #[test]
    fn the_description_is_counted_as_people_count() {
        let long = "é😀\r\n".repeat(366) + "é😀";
        let found = offer(json!({"description": long}));
        assert_eq!(found[0].code, FindingCode::TooLong);
        assert_eq!(found[0].args["count"], "1100");
        assert_eq!(errors(json!({"description": "é\r\n".repeat(500)})), []);
    }

    #[test]
    fn a_level_in_the_name_is_pointed_out_with_the_cure() {
        let found = offer(json!({"name": "Prof. Bach. Elektromechanica"}));
        assert_eq!(
            (found[0].code, found[0].severity),
            (FindingCode::LevelInName, Severity::Advice)
        );
        assert_eq!(found[0].args["suggestion"], "Elektromechanica");
        assert_eq!(
            offer(json!({"name": "Master Elektromechanica"}))[0].code,
            FindingCode::LevelConflict
        );
        assert_eq!(
            errors(json!({"name": "Professionele bachelor"}))[0].1,
            FindingCode::OnlyLevelInName
        );
    }

    #[test]
    fn wrong_kinds_of_values_are_named() {
        assert_eq!(
            errors(json!({"name": 3})),
            [("/name".into(), FindingCode::WrongType)]
        );
        assert_eq!(
            errors(json!({"languages": {"de": true}})),
            [("/languages".into(), FindingCode::UnknownCode)]
        );
        assert_eq!(
            errors(json!({"owner": "me"})),
            [("/owner".into(), FindingCode::UnknownField)]
        );
        assert_eq!(
            errors(json!({"website": "javascript:alert(1)"})),
            [("/website".into(), FindingCode::InvalidWebsite)]
        );
        assert_eq!(
            errors(json!({"contact": ORG})),
            [("/contact".into(), FindingCode::UnknownReference)]
        );
        assert_eq!(
            errors(json!({"collaborationForms": {"COURSE": true}})),
            [("/collaborationForms".into(), FindingCode::NotForSide)]
        );
        assert_eq!(
            errors(json!({"published": true, "archived": true})),
            [("/published".into(), FindingCode::PublishedWhileArchived)]
        );
    }
}

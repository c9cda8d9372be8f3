//! Every field rule as one function that client, service, command line and
//! import share. It answers with codes and field pointers, never with text.

mod offer;
#[cfg(test)]
mod tests;

use crate::{
    codes::CodeList,
    field::{self, Field, Shape, TextLimit},
    id::{RecordId, Rev},
    limits::Limits,
    postal,
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
        /// A site's province is not that of its postal code. `value`: which it lies in.
        ProvinceElsewhere = "province-elsewhere",
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
    // Records have their fields in the order of the table: most are found by
    // walking beside it, and looked up only where they stand elsewhere.
    let mut entries = record.iter().peekable();
    for field in field::fields(kind) {
        let value = match entries.next_if(|(name, _)| *name == field.name) {
            Some((_, value)) => (!value.is_null()).then_some(value),
            None => record::get(record, field.name),
        };
        if let Some(value) = value {
            check.shape(field, value);
        }
    }
    match kind {
        RecordType::Offer => check.offer(),
        RecordType::Site => check.site(),
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
        // The same walk; what it passes over is looked up.
        let mut table = field::fields(self.kind).iter();
        for (name, value) in self.record {
            let known =
                table.any(|field| field.name == name) || field::field(self.kind, name).is_some();
            match value {
                _ if known => {}
                Value::Object(inner) if field::has_members(name) => {
                    for key in inner.keys() {
                        let name = format!("{name}.{key}");
                        if field::field(self.kind, &name).is_none() {
                            self.error(&name, FindingCode::UnknownField, &[]);
                        }
                    }
                }
                _ => self.error(name, FindingCode::UnknownField, &[]),
            }
        }
    }

    fn shape(&mut self, field: &Field, value: &Value) {
        let name = field.name;
        match (field.shape, value) {
            (Shape::Line(limit), Value::String(text)) => self.bounded(name, text, limit, false),
            (Shape::Lines(limit), Value::String(text)) => self.bounded(name, text, limit, true),
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
            (Shape::Share, Value::Number(number)) => {
                if !number
                    .as_f64()
                    .is_some_and(|share| (0.0..=1.0).contains(&share))
                {
                    self.error(
                        name,
                        FindingCode::OutOfRange,
                        &[("value", number.to_string())],
                    );
                }
            }
            (Shape::Flag | Shape::Consent, Value::Bool(_)) | (Shape::Moment, Value::String(_)) => {}
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
                            self.bounded(name, text, limit, true)
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

    /// `lines`: whether the text may have more than one.
    fn bounded(&mut self, name: &str, text: &str, limit: TextLimit, lines: bool) {
        self.longer_than(name, text, self.limit(limit));
        if text::has_control(text) || (!lines && text.contains(['\n', '\r'])) {
            self.error(name, FindingCode::ControlCharacters, &[]);
        }
    }

    fn longer_than(&mut self, name: &str, text: &str, limit: usize) {
        // Bytes bound characters, so most texts need no counting.
        if text.len() > limit {
            let count = text::count(text);
            // One character can hold thousands of marks: bytes have a bound as well.
            if count > limit || text.len() > limit * 16 {
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
                    self.bounded(name, member, limit, true);
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

    fn site(&mut self) {
        self.required(&["organisation", "name", "province"]);
        let province = record::text(self.record, "province");
        if let Some(found) = postal::province(self.record, self.lookup)
            && !province.is_empty()
            && province != found
        {
            self.advise(
                "province",
                FindingCode::ProvinceElsewhere,
                &[("value", found.to_owned())],
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
                ("reason" | "by" | "at", Value::String(_)) | ("notify", Value::Bool(_)) => {}
                // The service makes these a part of the review, and checks them there.
                (field::SHOWN, Value::Object(_)) => {}
                (field::AFTER, Value::String(rev)) if rev.parse::<Rev>().is_ok() => {}
                ("note", Value::Object(texts)) => {
                    for (language, text) in texts {
                        match text {
                            Value::String(text) if language.parse::<Language>().is_ok() => {
                                self.bounded("removed", text, TextLimit::Note, true);
                            }
                            _ => self.error("removed", FindingCode::WrongType, &[]),
                        }
                    }
                }
                _ => self.error("removed", FindingCode::WrongType, &[]),
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

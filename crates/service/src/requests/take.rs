//! Taking a request: what is missing is named, what the rules exclude is
//! refused at once with the rule's reason and date.

use super::{HOME, is_country};
use crate::{
    refusal::{Answer, Refusal},
    service::Service,
    storage::{RequestState, StoredRequest},
};
use edutracker_domain::{
    Finding, FindingCode, Language, RecordId, Severity, codes::CodeList, text,
};
use edutracker_protocol::{ProblemType, wire::AccountRequest};

/// Letters and digits that nobody mistakes for each other.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

fn finding(field: &str, code: FindingCode, args: &[(&str, String)]) -> Finding {
    Finding {
        pointer: format!("/{field}"),
        code,
        severity: Severity::Error,
        args: args
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect(),
    }
}

/// `7K2M-Q9XD`.
fn receipt() -> Answer<String> {
    let mut bytes = [0_u8; 8];
    getrandom::fill(&mut bytes).map_err(|_| Refusal::new(ProblemType::Unavailable).after(5))?;
    let letters: String = bytes
        .iter()
        .filter_map(|byte| LETTERS.get(usize::from(*byte) % LETTERS.len()))
        .map(|letter| char::from(*letter))
        .collect();
    let (first, last) = letters.split_at(4);
    Ok(format!("{first}-{last}"))
}

/// The request in its one form: no spaces around, what was not said filled in.
fn tidy(sent: &AccountRequest) -> AccountRequest {
    let trimmed = |text: &str| text.trim().to_owned();
    let or = |text: &str, other: &str| {
        let text = text.trim();
        if text.is_empty() { other } else { text }.to_owned()
    };
    AccountRequest {
        organisation: trimmed(&sent.organisation),
        name: trimmed(&sent.name),
        email: sent.email.trim().to_lowercase(),
        kind: trimmed(&sent.kind),
        country: or(&sent.country, HOME).to_uppercase(),
        language: or(&sent.language, Language::Nl.as_str()),
        message: sent.message.trim().replace("\r\n", "\n"),
    }
}

impl Service {
    /// What keeps a request from being taken.
    pub fn request_findings(&self, sent: &AccountRequest) -> Vec<Finding> {
        self.findings(&tidy(sent))
    }

    fn findings(&self, request: &AccountRequest) -> Vec<Finding> {
        let limits = &self.settings().texts;
        let mut found = Vec::new();
        let texts = [
            ("organisation", &request.organisation, limits.name, false),
            ("name", &request.name, limits.name, false),
            ("email", &request.email, 254, false),
            ("message", &request.message, limits.note, true),
        ];
        for (field, value, limit, lines) in texts {
            let count = text::count(value);
            let control = |c: char| c.is_control() && !(lines && matches!(c, '\n' | '\t'));
            if value.is_empty() && !lines {
                found.push(finding(field, FindingCode::Required, &[]));
            } else if count > limit {
                let args = [("limit", limit.to_string()), ("count", count.to_string())];
                found.push(finding(field, FindingCode::TooLong, &args));
            } else if value.chars().any(control) {
                found.push(finding(field, FindingCode::ControlCharacters, &[]));
            }
        }
        if !request.email.is_empty() && !text::is_email(&request.email) {
            found.push(finding("email", FindingCode::InvalidEmail, &[]));
        }
        let unknown = |field, value: &str| {
            finding(
                field,
                FindingCode::UnknownCode,
                &[("value", value.to_owned())],
            )
        };
        let country = request.country.as_str();
        if !is_country(country) {
            found.push(unknown("country", country));
        }
        if request.language.parse::<Language>().is_err() {
            found.push(unknown("language", &request.language));
        }
        if !request.kind.is_empty() {
            found.extend(self.kind_finding(&request.kind));
        }
        found
    }

    /// Why organisations of a kind get no account now.
    pub(super) fn kind_finding(&self, kind: &str) -> Option<Finding> {
        let today = self.clock().today();
        let value = ("value", kind.to_owned());
        if CodeList::OrganisationKinds.find(kind).is_none() {
            return Some(finding("kind", FindingCode::UnknownCode, &[value]));
        }
        let rules = &self.settings().texts.exclusions;
        if rules.may_ask(kind, &today) {
            return None;
        }
        let mut args = vec![value];
        if let Some(rule) = rules.of(kind, &today) {
            args.extend([("reason", rule.reason.clone()), ("date", rule.from.clone())]);
            args.extend(rule.until.clone().map(|until| ("until", until)));
        }
        Some(finding("kind", FindingCode::KindMayNot, &args))
    }

    /// Takes a request; answers its number.
    pub fn take_request(&self, sent: &AccountRequest) -> Answer<String> {
        let request = tidy(sent);
        let findings = self.findings(&request);
        if !findings.is_empty() {
            let mut refusal = Refusal::new(ProblemType::Invalid);
            refusal.problem.errors = findings;
            return Err(refusal);
        }
        let stored = StoredRequest {
            id: RecordId::new(),
            receipt: receipt()?,
            state: RequestState::Open,
            organisation: request.organisation,
            kind: request.kind,
            country: request.country,
            name: request.name,
            email: request.email,
            language: request.language,
            message: request.message,
            created: self.clock().millis(),
            decided: None,
            decided_by: String::new(),
            reason: String::new(),
            account: None,
        };
        let writer = self.storage().writer()?;
        writer.put_request(&stored)?;
        writer.commit()?;
        Ok(stored.receipt)
    }
}

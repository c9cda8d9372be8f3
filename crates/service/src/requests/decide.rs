//! The account desk's decisions: an organisation's first administrator is
//! invited, or the request is refused; both are told by mail.

use super::list::{desk, info};
use crate::{
    account::Account,
    making::Making,
    refusal::{Answer, Refusal},
    service::Service,
    storage::{
        NoticeKind, NoticeState, Reader, RequestState, Result, Scope, StoredLogin, StoredNotice,
        StoredRequest, Writer,
    },
};
use edutracker_domain::{
    Finding, FindingCode, Record, RecordId, RecordType, Severity, record, text,
};
use edutracker_protocol::{
    ProblemType,
    wire::{Acceptance, AccountRequestInfo, Rejection},
};
use serde_json::Value;

/// Accounts of one organisation that are looked at.
const ACCOUNTS: usize = 10_000;
/// The longest code of an organisation.
const LONGEST_CODE: usize = 24;

fn invalid(field: &str, code: FindingCode) -> Refusal {
    let mut refusal = Refusal::new(ProblemType::Invalid);
    refusal.problem.errors = vec![Finding {
        pointer: format!("/{field}"),
        code,
        severity: Severity::Error,
        args: Default::default(),
    }];
    refusal
}

/// Why a request cannot be decided so; the code stands in `reason`.
fn hindered(reason: &str) -> Refusal {
    Refusal::new(ProblemType::Invalid).with("reason", reason)
}

fn fields(pairs: &[(&str, &str)]) -> Record {
    let mut data = Record::new();
    for (name, value) in pairs {
        record::put(&mut data, name, Value::String((*value).to_owned()));
    }
    data
}

/// Whether an organisation has an administrator that is not deactivated.
fn has_administrator(reader: &dyn Reader, org: RecordId) -> Result<bool> {
    let scope = Scope {
        orgs: Some(vec![org]),
        kinds: vec![RecordType::Account],
        own: org,
        own_kinds: Vec::new(),
        internal: false,
    };
    let mut found = false;
    reader.snapshot(&scope, None, ACCOUNTS, &mut |row| {
        let data: Record = serde_json::from_str(row.data).unwrap_or_default();
        found |= record::text(&data, "role") == "administrator"
            && record::text(&data, "state") != "deactivated";
    })?;
    Ok(found)
}

impl Service {
    /// Invites the first administrator of an organisation, which is made where
    /// there is none with the code. For a request that was accepted before,
    /// and whose account still has no password, another invitation goes out.
    pub fn accept_request(
        &self,
        account: &Account,
        id: RecordId,
        given: &Acceptance,
    ) -> Answer<AccountRequestInfo> {
        desk(account)?;
        let writer = self.storage().writer()?;
        let mut request = writer.request(id)?.ok_or(ProblemType::NotFound)?;
        let invited = match (request.state, request.account) {
            (RequestState::Open, _) => self.invite(&*writer, account, &request, given)?,
            (RequestState::Accepted, Some(made)) => {
                let found = Account::load(writer.as_reader(), made)?;
                if !found.is_some_and(|found| found.invited) {
                    return Err(hindered("decided"));
                }
                self.drop_password_links(&*writer, made)?;
                made
            }
            _ => return Err(hindered("decided")),
        };
        self.write_mail(&*writer, NoticeKind::Invitation, invited, &request)?;
        request.state = RequestState::Accepted;
        request.account = Some(invited);
        let info = self.decided(&*writer, account, request)?;
        writer.commit()?;
        Ok(info)
    }

    /// Refuses a request; its sender is told why.
    pub fn refuse_request(
        &self,
        account: &Account,
        id: RecordId,
        given: &Rejection,
    ) -> Answer<AccountRequestInfo> {
        desk(account)?;
        let reason = given.reason.trim().replace("\r\n", "\n");
        if reason.is_empty() {
            return Err(invalid("reason", FindingCode::Required));
        }
        if text::count(&reason) > self.settings().texts.note {
            return Err(invalid("reason", FindingCode::TooLong));
        }
        let writer = self.storage().writer()?;
        let mut request = writer.request(id)?.ok_or(ProblemType::NotFound)?;
        if request.state != RequestState::Open {
            return Err(hindered("decided"));
        }
        self.write_mail(&*writer, NoticeKind::Refusal, request.id, &request)?;
        request.state = RequestState::Refused;
        request.reason = reason;
        let info = self.decided(&*writer, account, request)?;
        writer.commit()?;
        Ok(info)
    }

    fn decided(
        &self,
        writer: &dyn Writer,
        account: &Account,
        mut request: StoredRequest,
    ) -> Answer<AccountRequestInfo> {
        request.decided = Some(self.clock().millis());
        request.decided_by.clone_from(&account.info.email);
        writer.put_request(&request)?;
        let limits = &self.settings().texts;
        info(writer.as_reader(), request, limits, &self.clock().today())
    }

    /// Makes the account, and its organisation where it is not there.
    fn invite(
        &self,
        writer: &dyn Writer,
        account: &Account,
        request: &StoredRequest,
        given: &Acceptance,
    ) -> Answer<RecordId> {
        if writer.login(&request.email)?.is_some() {
            return Err(hindered("email-taken"));
        }
        let code = given.code.trim();
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if code.is_empty() || code.len() > LONGEST_CODE || !code.bytes().all(fits) {
            return Err(invalid("code", FindingCode::UnknownCode));
        }
        let at = self.clock().moment();
        let making = Making {
            seq: writer.next_seq()?,
            at: &at,
            by: &account.info.email,
        };
        let known = writer.organisation(code)?;
        let organisation = match known {
            Some(org) => {
                let found = writer.record(RecordType::Organisation, org)?;
                let kind = found.map(|found| record::text(&found.data, "kind").to_owned());
                self.may_join(kind.as_deref().unwrap_or_default())?;
                if has_administrator(writer.as_reader(), org)? {
                    return Err(hindered("has-administrator"));
                }
                org
            }
            None => {
                let kind = given.kind.as_deref().unwrap_or(&request.kind);
                self.may_join(kind)?;
                let org = RecordId::new();
                let mut data = fields(&[
                    ("code", code),
                    ("legalName", &request.organisation),
                    ("kind", kind),
                    ("country", &request.country),
                    ("status", "active"),
                ]);
                let languages = record::set_of([request.language.as_str()]);
                record::put(&mut data, "languages", languages);
                making.write(writer, (RecordType::Organisation, org, org), &data)?;
                org
            }
        };
        let id = RecordId::new();
        let data = fields(&[
            ("organisation", &organisation.to_string()),
            ("email", &request.email),
            ("name", &request.name),
            ("role", "administrator"),
            ("language", &request.language),
            ("state", "invited"),
        ]);
        making.write(writer, (RecordType::Account, id, organisation), &data)?;
        // No password fits an empty hash.
        writer.put_login(&StoredLogin {
            account: id,
            email: request.email.clone(),
            password: String::new(),
            demo: false,
        })?;
        Ok(id)
    }

    /// Whether organisations of a kind may have accounts; the refusal if not.
    fn may_join(&self, kind: &str) -> Answer<()> {
        if kind.is_empty() {
            return Err(invalid("kind", FindingCode::Required));
        }
        let Some(finding) = self.kind_finding(kind) else {
            return Ok(());
        };
        let mut refusal = Refusal::new(ProblemType::Invalid);
        refusal.problem.errors = vec![finding];
        Err(refusal)
    }

    fn write_mail(
        &self,
        writer: &dyn Writer,
        kind: NoticeKind,
        subject: RecordId,
        request: &StoredRequest,
    ) -> Result<()> {
        let now = self.clock().millis();
        writer.put_notice(&StoredNotice {
            id: RecordId::new(),
            kind,
            subject,
            offer: None,
            recipient: request.email.clone(),
            language: request.language.clone(),
            state: NoticeState::Waiting,
            due: now,
            tries: 0,
            created: now,
            changed: now,
            code: String::new(),
        })
    }
}

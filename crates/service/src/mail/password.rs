//! Forgotten passwords: a link by mail, good once and not for long.

use crate::{
    account::Account,
    auth::password,
    refusal::{Answer, Refusal},
    service::Service,
    storage::{NoticeKind, NoticeState, NoticesOf, Reader, StoredLogin, StoredNotice},
};
use edutracker_domain::{Language, RecordId};
use edutracker_protocol::ProblemType;

/// An account whose password may be set by a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    /// The account.
    account: RecordId,
    /// Its language.
    pub language: Language,
    /// The address it signs in with.
    pub email: String,
}

impl Service {
    /// Writes the mail with the link, if there is such an account and it may
    /// work. Nobody is told whether there is.
    pub fn forgot_password(&self, email: &str) -> Answer<()> {
        let writer = self.storage().writer()?;
        let Some(login) = self.usable(writer.login(&email.trim().to_lowercase())?) else {
            return Ok(());
        };
        let account = Account::load(writer.as_reader(), login.account)?;
        let Some(account) = account.filter(|account| account.active) else {
            return Ok(());
        };
        let now = self.clock().millis();
        let since = now - self.settings().sign_in_window_seconds * 1_000;
        let of = NoticesOf {
            subject: Some(account.info.id),
            offer: None,
        };
        // Whoever asks from many places fills no mailbox with it.
        let most = self.settings().sign_in_failures;
        let before = writer.notices(of, None, most)?;
        let many = before.len() >= most && before.iter().all(|notice| notice.created > since);
        // One that has waited long will not go any more.
        let waits = before
            .iter()
            .any(|notice| notice.state == NoticeState::Waiting && notice.created > since);
        if many || waits {
            return Ok(());
        }
        writer.put_notice(&StoredNotice {
            id: RecordId::new(),
            kind: NoticeKind::Password,
            subject: account.info.id,
            offer: None,
            recipient: login.email,
            language: account.info.language,
            state: NoticeState::Waiting,
            due: now,
            tries: 0,
            created: now,
            changed: now,
            code: String::new(),
        })?;
        Ok(writer.commit()?)
    }

    /// The account whose password a link sets.
    pub fn renewal(&self, token: &str) -> Answer<Option<Renewal>> {
        self.renewed(&*self.storage().reader()?, token)
    }

    fn renewed(&self, reader: &dyn Reader, token: &str) -> Answer<Option<Renewal>> {
        let Some((link, notice)) = self.linked(reader, token)? else {
            return Ok(None);
        };
        if link.used.is_some() {
            return Ok(None);
        }
        let account = Account::load(reader, notice.subject)?;
        // An invitation is for who was invited, the other for who works already.
        let fits = |account: &Account| match notice.kind {
            NoticeKind::Password => account.active,
            NoticeKind::Invitation => account.invited,
            _ => false,
        };
        Ok(account.filter(fits).map(|account| Renewal {
            account: account.info.id,
            language: account.info.language.parse().unwrap_or(Language::Nl),
            email: account.info.email,
        }))
    }

    /// Sets a password by a link, ends all sessions, and makes all such links
    /// of the account worthless. Answers whether the link worked.
    pub fn renew_password(&self, token: &str, new: &str) -> Answer<bool> {
        if new.chars().count() < self.settings().password_length {
            return Err(Refusal::malformed("/new").with("limit", self.settings().password_length));
        }
        if self.renewal(token)?.is_none() {
            return Ok(false);
        }
        let hash = password::hash(new, self.settings().hash_cost)
            .map_err(|_| Refusal::new(ProblemType::Unavailable).after(5))?;
        let writer = self.storage().writer()?;
        // Another request may have used it while this one was hashing.
        let Some(renewal) = self.renewed(writer.as_reader(), token)? else {
            return Ok(false);
        };
        writer.put_login(&StoredLogin {
            account: renewal.account,
            email: renewal.email.trim().to_lowercase(),
            password: hash,
            demo: false,
        })?;
        for mut session in writer.sessions_of(renewal.account)? {
            session.revoked = true;
            writer.put_session(&session)?;
        }
        self.drop_password_links(&*writer, renewal.account)?;
        self.activate(&*writer, renewal.account)?;
        writer.commit()?;
        Ok(true)
    }
}

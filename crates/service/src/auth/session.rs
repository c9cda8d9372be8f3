//! Sessions: begun by a password, carried on by refresh tokens, ended by the
//! person or by the reuse of a token.

use super::{password, token};
use crate::{
    account::Account,
    clock,
    refusal::{Answer, Refusal},
    service::Service,
    storage::{StoredLogin, StoredSession, StoredToken, TokenKind, Writer},
};
use edutracker_domain::RecordId;
use edutracker_protocol::{
    ProblemType,
    wire::{SessionInfo, SessionTokens, SignInRequest},
};

/// Who asks, and in which session.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The account.
    pub account: Account,
    /// The session's id.
    pub session: RecordId,
}

fn lowercase(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Bytes of the longest e-mail address there can be.
const LONGEST_EMAIL: usize = 254;

impl Service {
    /// The login, unless it is one of demo data in a service that has none.
    pub(crate) fn usable(&self, login: Option<StoredLogin>) -> Option<StoredLogin> {
        login.filter(|login| self.demo() || !login.demo)
    }

    /// Checks a password and begins a session. Takes as long for unknown accounts.
    pub fn sign_in(&self, request: &SignInRequest, address: &str) -> Answer<SessionTokens> {
        // No address is longer; what is would only fill the table of attempts.
        if request.email.len() > LONGEST_EMAIL {
            let _ = password::verify(&request.password, self.dummy_hash());
            return Err(ProblemType::InvalidCredentials.into());
        }
        let email = lowercase(&request.email);
        let key = format!("{email} {address}");
        // The attempt counts as failed until it succeeds, so that attempts at
        // the same time cannot slip through together.
        self.note_attempt(&key)?;
        let login = self.usable(self.storage().reader()?.login(&email)?);
        let hash = login
            .as_ref()
            .map(|login| login.password.as_str())
            // Who was invited has none yet: that takes as long.
            .filter(|hash| !hash.is_empty())
            .unwrap_or(self.dummy_hash());
        let right = password::verify(&request.password, hash);
        let Some(login) = login.filter(|login| right && !login.password.is_empty()) else {
            return Err(ProblemType::InvalidCredentials.into());
        };
        let now = self.clock().millis();
        let writer = self.storage().writer()?;
        let Some(account) = Account::load(writer.as_reader(), login.account)? else {
            return Err(ProblemType::InvalidCredentials.into());
        };
        if !account.active {
            return Err(ProblemType::AccountDisabled.into());
        }
        writer.clear_failures(&key)?;
        writer.forget_before(now - self.settings().refresh_seconds * 1_000)?;
        let session = StoredSession {
            id: RecordId::new(),
            account: login.account,
            device: request.device.chars().take(120).collect(),
            created: now,
            used: now,
            revoked: false,
        };
        writer.put_session(&session)?;
        let refresh =
            token::fresh().map_err(|_| Refusal::new(ProblemType::Unavailable).after(5))?;
        let tokens = self.issue(&*writer, &session, refresh, account)?;
        writer.commit()?;
        Ok(tokens)
    }

    /// Notes that somebody asked for the way to a new password; refused where
    /// that was too often.
    pub fn note_forgotten(&self, email: &str, address: &str) -> Answer<()> {
        self.note_form(address)?;
        // No address is longer; what is would only fill the table of attempts.
        let email: String = lowercase(email).chars().take(LONGEST_EMAIL).collect();
        self.note_attempt(&format!("forgotten {email} {address}"))
    }

    /// Notes that a form came from an address; refused where that was too often.
    pub fn note_form(&self, address: &str) -> Answer<()> {
        self.note_attempts(&format!("form {address}"), self.settings().forms as usize)
    }

    fn note_attempt(&self, key: &str) -> Answer<()> {
        self.note_attempts(key, self.settings().sign_in_failures)
    }

    fn note_attempts(&self, key: &str, most: usize) -> Answer<()> {
        let now = self.clock().millis();
        let window = self.settings().sign_in_window_seconds * 1_000;
        let writer = self.storage().writer()?;
        let failures = writer.failures(key, now - window)?;
        if failures.len() >= most {
            let until = failures
                .first()
                .map_or(window, |first| first + window - now);
            return Err(Refusal::new(ProblemType::RateLimited).after(until.div_euclid(1_000) + 1));
        }
        writer.forget_failures(now - window)?;
        writer.add_failure(key, now)?;
        writer.commit()?;
        Ok(())
    }

    /// Writes a refresh token and its access token.
    fn issue(
        &self,
        writer: &dyn Writer,
        session: &StoredSession,
        refresh: String,
        account: Account,
    ) -> Answer<SessionTokens> {
        let now = self.clock().millis();
        let access = token::derived(self.secret(), "access", &refresh);
        let mut expires = now + self.settings().access_seconds * 1_000;
        if let Some(given) = writer.token(&token::hash(&access))? {
            expires = given.expires;
        }
        let rows = [
            (&access, TokenKind::Access, expires),
            (
                &refresh,
                TokenKind::Refresh,
                now + self.settings().refresh_seconds * 1_000,
            ),
        ];
        for (text, kind, expires) in rows {
            let hash = token::hash(text);
            if writer.token(&hash)?.is_none() {
                writer.put_token(&StoredToken {
                    hash,
                    session: session.id,
                    kind,
                    expires,
                    used: None,
                })?;
            }
        }
        Ok(SessionTokens {
            access_token: access,
            expires_in: u64::try_from((expires - now) / 1_000).unwrap_or_default(),
            refresh_token: refresh,
            account: account.info,
        })
    }

    /// Exchanges a refresh token. A second use after the grace ends the session:
    /// one of the two users of the token is not its owner.
    pub fn refresh(&self, refresh: &str) -> Answer<SessionTokens> {
        let now = self.clock().millis();
        let writer = self.storage().writer()?;
        let revoked = || Refusal::new(ProblemType::SessionRevoked);
        let mut row = writer
            .token(&token::hash(refresh))?
            .filter(|row| row.kind == TokenKind::Refresh && row.expires > now)
            .ok_or_else(revoked)?;
        let mut session = writer.session(row.session)?.ok_or_else(revoked)?;
        let account = Account::load(writer.as_reader(), session.account)?.ok_or_else(revoked)?;
        if !account.active {
            return Err(ProblemType::AccountDisabled.into());
        }
        if session.revoked {
            return Err(revoked());
        }
        match row.used {
            None => row.used = Some(now),
            Some(used) if now - used <= self.settings().refresh_grace_seconds * 1_000 => {}
            Some(_) => {
                session.revoked = true;
                writer.put_session(&session)?;
                writer.commit()?;
                return Err(revoked());
            }
        }
        if self.usable(writer.login_of(session.account)?).is_none() {
            return Err(revoked());
        }
        writer.put_token(&row)?;
        session.used = now;
        writer.put_session(&session)?;
        let successor = token::derived(self.secret(), "refresh", refresh);
        let tokens = self.issue(&*writer, &session, successor, account)?;
        writer.commit()?;
        Ok(tokens)
    }

    /// The account behind an access token.
    pub fn signed_in(&self, access: &str) -> Answer<SignedIn> {
        let reader = self.storage().reader()?;
        let missing = || Refusal::new(ProblemType::NotSignedIn);
        let row = reader
            .token(&token::hash(access))?
            .filter(|row| row.kind == TokenKind::Access && row.expires > self.clock().millis())
            .ok_or_else(missing)?;
        let session = reader.session(row.session)?.ok_or_else(missing)?;
        if self.usable(reader.login_of(session.account)?).is_none() {
            return Err(missing());
        }
        // That the account is disabled says more than that its sessions have ended.
        let account = Account::load(&*reader, session.account)?.ok_or_else(missing)?;
        if !account.active {
            return Err(ProblemType::AccountDisabled.into());
        }
        if session.revoked {
            return Err(ProblemType::SessionRevoked.into());
        }
        Ok(SignedIn {
            account,
            session: session.id,
        })
    }

    /// The sessions of the account that asks.
    pub fn sessions(&self, who: &SignedIn) -> Answer<Vec<SessionInfo>> {
        let reader = self.storage().reader()?;
        let oldest = self.clock().millis() - self.settings().refresh_seconds * 1_000;
        let sessions = reader.sessions_of(who.account.info.id)?;
        Ok(sessions
            .into_iter()
            .filter(|session| session.used > oldest)
            .map(|session| SessionInfo {
                id: session.id.to_string(),
                device: session.device,
                created: clock::moment(session.created),
                used: clock::moment(session.used),
                current: session.id == who.session,
            })
            .collect())
    }

    /// Ends a session of the account that asks.
    pub fn end_session(&self, who: &SignedIn, id: RecordId) -> Answer<()> {
        let writer = self.storage().writer()?;
        let mut session = writer
            .session(id)?
            .filter(|session| session.account == who.account.info.id && !session.revoked)
            .ok_or_else(|| Refusal::new(ProblemType::NotFound))?;
        session.revoked = true;
        writer.put_session(&session)?;
        Ok(writer.commit()?)
    }

    /// Changes the password and ends the account's other sessions.
    pub fn change_password(
        &self,
        who: &SignedIn,
        current: &str,
        new: &str,
        address: &str,
    ) -> Answer<()> {
        if new.chars().count() < self.settings().password_length {
            return Err(Refusal::malformed("/new").with("limit", self.settings().password_length));
        }
        let id = who.account.info.id;
        let key = format!("{} {address}", lowercase(&who.account.info.email));
        self.note_attempt(&key)?;
        let login = self.storage().reader()?.login_of(id)?;
        let hash = login
            .as_ref()
            .map(|login| login.password.as_str())
            // Who was invited has none yet: that takes as long.
            .filter(|hash| !hash.is_empty())
            .unwrap_or(self.dummy_hash());
        let right = password::verify(current, hash);
        let Some(mut login) = login.filter(|login| right && !login.password.is_empty()) else {
            return Err(ProblemType::InvalidCredentials.into());
        };
        login.password = password::hash(new, self.settings().hash_cost)
            .map_err(|_| Refusal::new(ProblemType::Unavailable).after(5))?;
        // From now on the password is the person's own.
        login.demo = false;
        let writer = self.storage().writer()?;
        writer.put_login(&login)?;
        writer.clear_failures(&key)?;
        for mut session in writer.sessions_of(id)? {
            if session.id != who.session {
                session.revoked = true;
                writer.put_session(&session)?;
            }
        }
        Ok(writer.commit()?)
    }
}

//! Logins, sessions, tokens and failed attempts.

use super::{Result, Tx, records};
use crate::storage::{
    SessionReads, SessionWrites, StoredLogin, StoredSession, StoredToken, TokenKind,
};
use edutracker_domain::RecordId;
use rusqlite::{Row, params};

fn login(row: &Row<'_>) -> Result<StoredLogin> {
    Ok(StoredLogin {
        account: records::id(row, 0)?,
        email: row.get(1)?,
        password: row.get(2)?,
        demo: row.get(3)?,
    })
}

fn session(row: &Row<'_>) -> Result<StoredSession> {
    Ok(StoredSession {
        id: records::id(row, 0)?,
        account: records::id(row, 1)?,
        device: row.get(2)?,
        created: row.get(3)?,
        used: row.get(4)?,
        revoked: row.get(5)?,
    })
}

impl SessionReads for Tx<'_> {
    fn login(&self, email: &str) -> Result<Option<StoredLogin>> {
        let mut statement = self
            .conn()?
            .prepare_cached("SELECT account, email, password, demo FROM login WHERE email = ?1")?;
        let mut rows = statement.query([email])?;
        rows.next()?.map(login).transpose()
    }

    fn login_of(&self, account: RecordId) -> Result<Option<StoredLogin>> {
        let mut statement = self.conn()?.prepare_cached(
            "SELECT account, email, password, demo FROM login WHERE account = ?1",
        )?;
        let mut rows = statement.query([account.as_bytes()])?;
        rows.next()?.map(login).transpose()
    }

    fn session(&self, id: RecordId) -> Result<Option<StoredSession>> {
        let mut statement = self.conn()?.prepare_cached(
            "SELECT id, account, device, created, used, revoked FROM session WHERE id = ?1",
        )?;
        let mut rows = statement.query([id.as_bytes()])?;
        rows.next()?.map(session).transpose()
    }

    fn sessions_of(&self, account: RecordId) -> Result<Vec<StoredSession>> {
        let mut statement = self.conn()?.prepare_cached(
            "SELECT id, account, device, created, used, revoked FROM session
             WHERE account = ?1 AND revoked = 0 ORDER BY created, id",
        )?;
        let mut rows = statement.query([account.as_bytes()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(session(row)?);
        }
        Ok(found)
    }

    fn token(&self, hash: &[u8]) -> Result<Option<StoredToken>> {
        let mut statement = self.conn()?.prepare_cached(
            "SELECT hash, session, kind, expires, used FROM token WHERE hash = ?1",
        )?;
        let mut rows = statement.query([hash])?;
        rows.next()?
            .map(|row| {
                let kind: String = row.get(2)?;
                Ok(StoredToken {
                    hash: row.get(0)?,
                    session: records::id(row, 1)?,
                    kind: if kind == "access" {
                        TokenKind::Access
                    } else {
                        TokenKind::Refresh
                    },
                    expires: row.get(3)?,
                    used: row.get(4)?,
                })
            })
            .transpose()
    }

    fn failures(&self, key: &str, since: i64) -> Result<Vec<i64>> {
        let mut statement = self
            .conn()?
            .prepare_cached("SELECT at FROM failure WHERE key = ?1 AND at > ?2 ORDER BY at")?;
        let mut rows = statement.query(params![key, since])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(row.get(0)?);
        }
        Ok(found)
    }
}

impl SessionWrites for Tx<'_> {
    fn put_login(&self, login: &StoredLogin) -> Result<()> {
        self.conn()?
            .prepare_cached(
                "INSERT INTO login (account, email, password, demo) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (account) DO UPDATE SET email = excluded.email, password = excluded.password, demo = excluded.demo",
            )?
            .execute(params![login.account.as_bytes(), login.email, login.password, login.demo])?;
        Ok(())
    }

    fn put_session(&self, session: &StoredSession) -> Result<()> {
        self.conn()?
            .prepare_cached(
                "INSERT INTO session (id, account, device, created, used, revoked) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (id) DO UPDATE SET used = excluded.used, revoked = excluded.revoked",
            )?
            .execute(params![
                session.id.as_bytes(),
                session.account.as_bytes(),
                session.device,
                session.created,
                session.used,
                session.revoked
            ])?;
        Ok(())
    }

    fn put_token(&self, token: &StoredToken) -> Result<()> {
        let kind = match token.kind {
            TokenKind::Access => "access",
            TokenKind::Refresh => "refresh",
        };
        self.conn()?
            .prepare_cached(
                "INSERT INTO token (hash, session, kind, expires, used) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (hash) DO UPDATE SET used = excluded.used",
            )?
            .execute(params![
                token.hash,
                token.session.as_bytes(),
                kind,
                token.expires,
                token.used
            ])?;
        Ok(())
    }

    fn add_failure(&self, key: &str, at: i64) -> Result<()> {
        self.conn()?
            .prepare_cached("INSERT INTO failure (key, at) VALUES (?1, ?2)")?
            .execute(params![key, at])?;
        Ok(())
    }

    fn clear_failures(&self, key: &str) -> Result<()> {
        self.conn()?
            .prepare_cached("DELETE FROM failure WHERE key = ?1")?
            .execute([key])?;
        Ok(())
    }

    fn forget_before(&self, moment: i64) -> Result<()> {
        self.conn()?
            .prepare_cached("DELETE FROM token WHERE expires < ?1")?
            .execute([moment])?;
        Ok(())
    }

    fn forget_failures(&self, moment: i64) -> Result<()> {
        self.conn()?
            .prepare_cached("DELETE FROM failure WHERE at < ?1")?
            .execute([moment])?;
        Ok(())
    }
}

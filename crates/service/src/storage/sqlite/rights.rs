//! Memberships, and the log of how they came and went.

use super::{Result, Tx, records, signed, unsigned};
use crate::storage::{GrantOp, RightsReads, RightsWrites, StorageError, StoredGrant};
use edutracker_domain::RecordId;
use rusqlite::params;

impl RightsReads for Tx<'_> {
    fn memberships(&self, account: RecordId) -> Result<Vec<RecordId>> {
        let mut statement = self
            .conn()?
            .prepare_cached("SELECT org FROM membership WHERE account = ?1 ORDER BY org")?;
        let mut rows = statement.query([account.as_bytes()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(records::id(row, 0)?);
        }
        Ok(found)
    }

    fn grants(&self, account: RecordId, after: u64) -> Result<Vec<StoredGrant>> {
        let mut statement = self.conn()?.prepare_cached(
            "SELECT seq, org, op FROM grant_log WHERE account = ?1 AND seq > ?2 ORDER BY seq, org",
        )?;
        let mut rows = statement.query(params![account.as_bytes(), signed(after)])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let op: String = row.get(2)?;
            found.push(StoredGrant {
                seq: unsigned(row.get(0)?),
                account,
                org: records::id(row, 1)?,
                op: match op.as_str() {
                    "add" => GrantOp::Add,
                    "drop" => GrantOp::Drop,
                    _ => return Err(StorageError::Corrupt("op")),
                },
            });
        }
        Ok(found)
    }
}

impl RightsWrites for Tx<'_> {
    fn put_grant(&self, grant: &StoredGrant) -> Result<()> {
        let (op, member) = match grant.op {
            GrantOp::Add => (
                "add",
                "INSERT INTO membership (account, org) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            ),
            GrantOp::Drop => (
                "drop",
                "DELETE FROM membership WHERE account = ?1 AND org = ?2",
            ),
        };
        let connection = self.conn()?;
        connection
            .prepare_cached(member)?
            .execute(params![grant.account.as_bytes(), grant.org.as_bytes()])?;
        connection
            .prepare_cached(
                "INSERT INTO grant_log (seq, account, org, op) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![
                signed(grant.seq),
                grant.account.as_bytes(),
                grant.org.as_bytes(),
                op
            ])?;
        Ok(())
    }
}

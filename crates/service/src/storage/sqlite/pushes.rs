//! Pushes, the answers to their edits, and the keys of requests.

use super::{
    Result, Tx,
    records::{CHANGE, change, id, kind},
    signed, unsigned,
};
use crate::storage::{
    PushReads, PushWrites, PushesOf, StorageError, StoredChange, StoredMutation, StoredPush,
};
use edutracker_domain::{RecordId, RecordType};
use rusqlite::{OptionalExtension, Row, params};

const MUTATION: &str = "mid, push, part, account, hash, result, seq, at, type, id";
const PUSH: &str = "push, account, device, comment, source, created, updates, removals, seq, org, changed_by, summary, reverts, reverted_by";

fn mutation(row: &Row<'_>) -> Result<StoredMutation> {
    let known = row.get_ref(8)? != rusqlite::types::ValueRef::Null;
    Ok(StoredMutation {
        mid: id(row, 0)?,
        push: id(row, 1)?,
        part: row.get(2)?,
        account: id(row, 3)?,
        hash: row.get(4)?,
        result: row.get(5)?,
        seq: unsigned(row.get(6)?),
        at: row.get(7)?,
        record: known
            .then(|| Ok::<_, StorageError>((kind(row, 8)?, id(row, 9)?)))
            .transpose()?,
    })
}

fn optional_id(row: &Row<'_>, index: usize) -> Result<Option<RecordId>> {
    match row.get_ref(index)? {
        rusqlite::types::ValueRef::Null => Ok(None),
        _ => id(row, index).map(Some),
    }
}

fn push(row: &Row<'_>) -> Result<StoredPush> {
    let summary: String = row.get(11)?;
    Ok(StoredPush {
        push: id(row, 0)?,
        account: id(row, 1)?,
        device: row.get(2)?,
        comment: row.get(3)?,
        source: row.get(4)?,
        created: row.get(5)?,
        updates: unsigned(row.get(6)?),
        removals: unsigned(row.get(7)?),
        seq: unsigned(row.get(8)?),
        org: id(row, 9)?,
        by: row.get(10)?,
        summary: serde_json::from_str(&summary).map_err(|_| StorageError::Corrupt("summary"))?,
        reverts: optional_id(row, 12)?,
        reverted_by: optional_id(row, 13)?,
    })
}

impl PushReads for Tx<'_> {
    fn mutation(&self, mid: RecordId) -> Result<Option<StoredMutation>> {
        let mut statement = self
            .conn()?
            .prepare_cached(&format!("SELECT {MUTATION} FROM mutation WHERE mid = ?1"))?;
        let mut rows = statement.query([mid.as_bytes()])?;
        rows.next()?.map(mutation).transpose()
    }

    fn mutations_of(&self, push: RecordId) -> Result<Vec<StoredMutation>> {
        let mut statement = self.conn()?.prepare_cached(&format!(
            "SELECT {MUTATION} FROM mutation WHERE push = ?1 ORDER BY part, rowid"
        ))?;
        let mut rows = statement.query([push.as_bytes()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(mutation(row)?);
        }
        Ok(found)
    }

    fn push(&self, wanted: RecordId) -> Result<Option<StoredPush>> {
        let mut statement = self
            .conn()?
            .prepare_cached(&format!("SELECT {PUSH} FROM push WHERE push = ?1"))?;
        let mut rows = statement.query([wanted.as_bytes()])?;
        rows.next()?.map(push).transpose()
    }

    fn pushes(
        &self,
        of: &PushesOf,
        before: Option<(u64, RecordId)>,
        limit: usize,
    ) -> Result<Vec<StoredPush>> {
        let (column, owners) = match of {
            PushesOf::Account(account) => ("account", std::slice::from_ref(account)),
            PushesOf::Orgs(orgs) => ("org", orgs.as_slice()),
        };
        let (seq, last) = before.map_or((i64::MAX, [0xff; 16]), |(seq, push)| {
            (signed(seq), *push.as_bytes())
        });
        let mut statement = self.conn()?.prepare_cached(&format!(
            "SELECT {PUSH} FROM push WHERE {column} = ?1 AND (seq, push) < (?2, ?3)
             ORDER BY seq DESC, push DESC LIMIT ?4"
        ))?;
        let mut found = Vec::new();
        for owner in owners {
            let limit = signed(limit as u64);
            let mut rows = statement.query(params![owner.as_bytes(), seq, last, limit])?;
            while let Some(row) = rows.next()? {
                found.push(push(row)?);
            }
        }
        found.sort_by_key(|push| std::cmp::Reverse((push.seq, push.push)));
        found.truncate(limit);
        Ok(found)
    }

    fn changes_since(
        &self,
        of: RecordType,
        record: RecordId,
        seq: u64,
    ) -> Result<Vec<StoredChange>> {
        let mut statement = self.conn()?.prepare_cached(&format!(
            "SELECT {CHANGE} FROM history WHERE type = ?1 AND id = ?2 AND seq >= ?3 ORDER BY n DESC"
        ))?;
        let mut rows = statement.query(params![of.as_str(), record.as_bytes(), signed(seq)])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(change(row)?);
        }
        Ok(found)
    }

    fn key_digest(&self, account: RecordId, key: &str) -> Result<Option<Vec<u8>>> {
        Ok(self
            .conn()?
            .prepare_cached("SELECT digest FROM idempotency WHERE account = ?1 AND key = ?2")?
            .query_row(params![account.as_bytes(), key], |row| row.get(0))
            .optional()?)
    }
}

impl PushWrites for Tx<'_> {
    fn put_mutation(&self, mutation: &StoredMutation) -> Result<()> {
        self.conn()?
            .prepare_cached(&format!(
                "INSERT INTO mutation ({MUTATION}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
            ))?
            .execute(params![
                mutation.mid.as_bytes(),
                mutation.push.as_bytes(),
                mutation.part,
                mutation.account.as_bytes(),
                mutation.hash,
                mutation.result,
                signed(mutation.seq),
                mutation.at,
                mutation.record.map(|(kind, _)| kind.as_str()),
                mutation.record.as_ref().map(|(_, id)| id.as_bytes()),
            ])?;
        Ok(())
    }

    fn put_push(&self, push: &StoredPush) -> Result<()> {
        let summary =
            serde_json::to_string(&push.summary).map_err(|_| StorageError::Corrupt("summary"))?;
        self.conn()?
            .prepare_cached(&format!(
                "INSERT INTO push ({PUSH}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
                 ON CONFLICT (push) DO UPDATE SET updates = excluded.updates, removals = excluded.removals,
                 summary = excluded.summary, reverted_by = excluded.reverted_by"
            ))?
            .execute(params![
                push.push.as_bytes(),
                push.account.as_bytes(),
                push.device,
                push.comment,
                push.source,
                push.created,
                signed(push.updates),
                signed(push.removals),
                signed(push.seq),
                push.org.as_bytes(),
                push.by,
                summary,
                push.reverts.as_ref().map(RecordId::as_bytes),
                push.reverted_by.as_ref().map(RecordId::as_bytes),
            ])?;
        Ok(())
    }

    fn put_key(&self, account: RecordId, key: &str, digest: &[u8], at: &str) -> Result<()> {
        self.conn()?
            .prepare_cached(
                "INSERT INTO idempotency (account, key, digest, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            )?
            .execute(params![account.as_bytes(), key, digest, at])?;
        Ok(())
    }
}

//! Records and their history.

use super::{Result, Tx, signed, unsigned};
use crate::storage::{Head, RecordReads, RecordWrites, StorageError, StoredChange, StoredRecord};
use edutracker_domain::{Record, RecordId, RecordType};
use rusqlite::{OptionalExtension, Row, params};
use serde_json::Value;

const RECORD: &str = "type, id, org, seq, created, deleted, internal, public, group_seq, changed_by, changed_at, device, data, inside";

pub(super) fn id(row: &Row<'_>, index: usize) -> Result<RecordId> {
    row.get_ref(index)?
        .as_blob()
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .map(RecordId::from_bytes)
        .ok_or(StorageError::Corrupt("id"))
}

pub(super) fn kind(row: &Row<'_>, index: usize) -> Result<RecordType> {
    row.get_ref(index)?
        .as_str()
        .ok()
        .and_then(|text| text.parse().ok())
        .ok_or(StorageError::Corrupt("type"))
}

fn value(row: &Row<'_>, index: usize) -> Result<Value> {
    let text = row
        .get_ref(index)?
        .as_str()
        .map_err(|_| StorageError::Corrupt("value"))?;
    serde_json::from_str(text).map_err(|_| StorageError::Corrupt("value"))
}

fn record(row: &Row<'_>) -> Result<StoredRecord> {
    let groups: String = row.get(8)?;
    let data: String = row.get(12)?;
    Ok(StoredRecord {
        kind: kind(row, 0)?,
        id: id(row, 1)?,
        org: id(row, 2)?,
        seq: unsigned(row.get(3)?),
        created: unsigned(row.get(4)?),
        deleted: row.get(5)?,
        internal: row.get(6)?,
        public: row.get(7)?,
        groups: serde_json::from_str(&groups).map_err(|_| StorageError::Corrupt("groups"))?,
        by: row.get(9)?,
        at: row.get(10)?,
        device: row.get(11)?,
        data: serde_json::from_str::<Record>(&data).map_err(|_| StorageError::Corrupt("data"))?,
        inside: match row.get_ref(13)?.as_str().unwrap_or_default() {
            "" => Record::new(),
            inside => serde_json::from_str(inside).map_err(|_| StorageError::Corrupt("inside"))?,
        },
    })
}

pub(super) const CHANGE: &str =
    "seq, type, id, field, before, after, changed_by, changed_at, push, device";

pub(super) fn change(row: &Row<'_>) -> Result<StoredChange> {
    Ok(StoredChange {
        seq: unsigned(row.get(0)?),
        kind: kind(row, 1)?,
        id: id(row, 2)?,
        field: row.get(3)?,
        before: value(row, 4)?,
        after: value(row, 5)?,
        by: row.get(6)?,
        at: row.get(7)?,
        push: row.get(8)?,
        device: row.get(9)?,
    })
}

impl RecordReads for Tx<'_> {
    fn head(&self) -> Result<Head> {
        let found = self
            .conn()?
            .prepare_cached("SELECT seq, epoch, floor_seq FROM head")?
            .query_row([], |row| {
                Ok(Head {
                    seq: unsigned(row.get(0)?),
                    epoch: row.get(1)?,
                    floor: unsigned(row.get(2)?),
                })
            })
            .optional()?;
        Ok(found.unwrap_or(Head {
            seq: 0,
            epoch: 0,
            floor: 0,
        }))
    }

    fn setting(&self, name: &str) -> Result<Option<Vec<u8>>> {
        Ok(self
            .conn()?
            .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?)
    }

    fn record(&self, kind: RecordType, id: RecordId) -> Result<Option<StoredRecord>> {
        let mut statement = self.conn()?.prepare_cached(&format!(
            "SELECT {RECORD} FROM record WHERE type = ?1 AND id = ?2"
        ))?;
        let mut rows = statement.query(params![kind.as_str(), id.as_bytes()])?;
        rows.next()?.map(record).transpose()
    }

    fn organisation(&self, code: &str) -> Result<Option<RecordId>> {
        let mut statement = self.conn()?.prepare_cached(
            "SELECT id FROM record WHERE type = 'organisation' AND deleted = 0 AND data ->> '$.code' = ?1",
        )?;
        let mut rows = statement.query([code])?;
        rows.next()?.map(|row| id(row, 0)).transpose()
    }

    fn public_offers(
        &self,
        org: Option<RecordId>,
        after: Option<RecordId>,
        limit: usize,
    ) -> Result<Vec<StoredRecord>> {
        let mut statement = self.conn()?.prepare_cached(&format!(
            "SELECT {RECORD} FROM record WHERE public = 1 AND id > ?1 AND (?2 IS NULL OR org = ?2) ORDER BY id LIMIT ?3"
        ))?;
        let after = after.map_or([0; 16], |id| *id.as_bytes());
        let mut rows = statement.query(params![
            after,
            org.map(|org| *org.as_bytes()),
            signed(limit as u64)
        ])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(record(row)?);
        }
        Ok(found)
    }

    fn reviews_since(&self, offer: RecordId, seq: u64) -> Result<Vec<StoredRecord>> {
        let mut statement = self.conn()?.prepare_cached(&format!(
            "SELECT {RECORD} FROM record WHERE type = 'review' AND deleted = 0 AND data ->> '$.offer' = ?1 AND seq > ?2
             ORDER BY seq, id"
        ))?;
        let mut rows = statement.query(params![offer.to_string(), signed(seq)])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(record(row)?);
        }
        Ok(found)
    }

    fn history(&self, of: RecordType, record: RecordId) -> Result<Vec<StoredChange>> {
        let mut statement = self.conn()?.prepare_cached(&format!(
            "SELECT {CHANGE} FROM history WHERE type = ?1 AND id = ?2 ORDER BY n DESC"
        ))?;
        let mut rows = statement.query(params![of.as_str(), record.as_bytes()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(change(row)?);
        }
        Ok(found)
    }
}

impl Tx<'_> {
    /// Notes what a write changes in the check sums.
    fn replace_in_sums(&self, record: &StoredRecord) -> Result<()> {
        let mut statement = self.conn()?.prepare_cached(
            "SELECT org, internal, seq FROM record WHERE type = ?1 AND id = ?2 AND deleted = 0",
        )?;
        let mut rows = statement.query(params![record.kind.as_str(), record.id.as_bytes()])?;
        if let Some(row) = rows.next()? {
            let seq = unsigned(row.get(2)?);
            self.note((id(row, 0)?, record.kind, row.get(1)?), |tally| {
                tally.remove(record.kind, record.id, seq);
            });
        }
        if !record.deleted {
            self.note((record.org, record.kind, record.internal), |tally| {
                tally.add(record.kind, record.id, record.seq);
            });
        }
        Ok(())
    }
}

impl RecordWrites for Tx<'_> {
    fn next_seq(&self) -> Result<u64> {
        let seq = self
            .conn()?
            .prepare_cached("UPDATE head SET seq = seq + 1 RETURNING seq")?
            .query_row([], |row| row.get(0))?;
        self.taken.set(Some(unsigned(seq)));
        Ok(unsigned(seq))
    }

    fn set_head(&self, head: Head) -> Result<()> {
        self.conn()?
            .prepare_cached(
                "INSERT INTO head (one, seq, epoch, floor_seq) VALUES (1, ?1, ?2, ?3)
                 ON CONFLICT (one) DO UPDATE SET seq = excluded.seq, epoch = excluded.epoch, floor_seq = excluded.floor_seq",
            )?
            .execute(params![signed(head.seq), head.epoch, signed(head.floor)])?;
        Ok(())
    }

    fn set_setting(&self, name: &str, value: &[u8]) -> Result<()> {
        self.conn()?
            .prepare_cached(
                "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            )?
            .execute(params![name, value])?;
        Ok(())
    }

    fn put_record(&self, record: &StoredRecord) -> Result<()> {
        let groups =
            serde_json::to_string(&record.groups).map_err(|_| StorageError::Corrupt("groups"))?;
        let data =
            serde_json::to_string(&record.data).map_err(|_| StorageError::Corrupt("data"))?;
        let inside = if record.inside.is_empty() {
            String::new()
        } else {
            serde_json::to_string(&record.inside).map_err(|_| StorageError::Corrupt("inside"))?
        };
        self.replace_in_sums(record)?;
        self.conn()?
            .prepare_cached(&format!(
                "INSERT INTO record ({RECORD}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
                 ON CONFLICT (type, id) DO UPDATE SET org = excluded.org, seq = excluded.seq, deleted = excluded.deleted,
                 internal = excluded.internal, public = excluded.public, group_seq = excluded.group_seq,
                 changed_by = excluded.changed_by, changed_at = excluded.changed_at, device = excluded.device,
                 data = excluded.data, inside = excluded.inside"
            ))?
            .execute(params![
                record.kind.as_str(),
                record.id.as_bytes(),
                record.org.as_bytes(),
                signed(record.seq),
                signed(record.created),
                record.deleted,
                record.internal,
                record.public,
                groups,
                record.by,
                record.at,
                record.device,
                data,
                inside,
            ])?;
        Ok(())
    }

    fn put_change(&self, change: &StoredChange) -> Result<()> {
        self.conn()?
            .prepare_cached(
                "INSERT INTO history (seq, type, id, field, before, after, changed_by, changed_at, push, device)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                signed(change.seq),
                change.kind.as_str(),
                change.id.as_bytes(),
                change.field,
                change.before.to_string(),
                change.after.to_string(),
                change.by,
                change.at,
                change.push,
                change.device,
            ])?;
        Ok(())
    }
}

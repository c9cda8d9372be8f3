//! Records that the service makes itself, outside any push.

use crate::storage::{Result, StoredChange, StoredRecord, Writer};
use edutracker_domain::{Record, RecordId, RecordType, field, merge, record};
use serde_json::Value;
use std::collections::BTreeMap;

/// Who makes a record, when, and in which transaction.
pub struct Making<'a> {
    /// The transaction.
    pub seq: u64,
    /// When, RFC 3339.
    pub at: &'a str,
    /// The address of who makes it; empty for the service itself.
    pub by: &'a str,
}

impl Making<'_> {
    /// Writes a new record with its history.
    pub fn write(
        &self,
        writer: &dyn Writer,
        (kind, id, org): (RecordType, RecordId, RecordId),
        data: &Record,
    ) -> Result<()> {
        let record = StoredRecord {
            kind,
            id,
            org,
            seq: self.seq,
            created: self.seq,
            deleted: false,
            internal: false,
            public: false,
            groups: BTreeMap::new(),
            data: record::canonical(kind, data),
            inside: Record::new(),
            by: self.by.to_owned(),
            at: self.at.to_owned(),
            device: String::new(),
        };
        writer.put_record(&record)?;
        for field in field::fields(kind) {
            let after = merge::value(&record.data, field.name);
            if matches!(after, Value::Null | Value::Bool(false)) {
                continue;
            }
            writer.put_change(&StoredChange {
                seq: self.seq,
                kind,
                id,
                field: field.name.to_owned(),
                before: Value::Null,
                after,
                by: record.by.clone(),
                at: record.at.clone(),
                push: String::new(),
                device: String::new(),
            })?;
        }
        Ok(())
    }
}

//! Memberships, and what is forgotten.

use super::{id, record};
use crate::storage::{
    GrantOp, Result, Storage, StoredGrant, StoredMutation, StoredRecord, StoredSession,
};
use edutracker_domain::RecordType;

/// Checks memberships and their log.
pub fn rights(storage: &dyn Storage) -> Result<()> {
    let mut log = Vec::new();
    for (org, op) in [
        (2, GrantOp::Add),
        (3, GrantOp::Add),
        (2, GrantOp::Drop),
        (2, GrantOp::Add),
        (3, GrantOp::Drop),
    ] {
        let writer = storage.writer()?;
        let grant = StoredGrant {
            seq: writer.next_seq()?,
            account: id(9),
            org: id(org),
            op,
        };
        writer.put_grant(&grant)?;
        writer.commit()?;
        log.push(grant);
    }
    let reader = storage.reader()?;
    assert_eq!(reader.memberships(id(9))?, [id(2)]);
    assert_eq!(reader.memberships(id(8))?, []);
    assert_eq!(reader.grants(id(9), 0)?, log);
    assert_eq!(reader.grants(id(9), log[2].seq)?, log[3..]);
    assert_eq!(reader.grants(id(8), 0)?, []);
    Ok(())
}

/// Checks what is forgotten, and that the rest stays.
pub fn retention(storage: &dyn Storage) -> Result<()> {
    let writer = storage.writer()?;
    let (first, second) = (writer.next_seq()?, writer.next_seq()?);
    for (number, seq, at) in [
        (70, first, "2020-01-01T00:00:00Z"),
        (71, second, "2020-01-02T00:00:00Z"),
        (72, second, "2025-01-01T00:00:00Z"),
    ] {
        writer.put_record(&StoredRecord {
            deleted: true,
            at: at.into(),
            ..record(RecordType::Site, number, 1, seq)
        })?;
    }
    assert_eq!(
        writer.forget_tombstones("2024-01-01T00:00:00Z", 1)?,
        Some(first),
        "the oldest first"
    );
    assert_eq!(
        writer.forget_tombstones("2024-01-01T00:00:00Z", 9)?,
        Some(second)
    );
    assert_eq!(writer.forget_tombstones("2024-01-01T00:00:00Z", 9)?, None);
    assert!(writer.record(RecordType::Site, id(71))?.is_none());
    assert!(writer.record(RecordType::Site, id(72))?.is_some());
    let mutation = |number: u8, at: &str| StoredMutation {
        mid: id(number),
        push: id(number),
        part: 0,
        account: id(9),
        record: None,
        hash: vec![1],
        result: "{}".into(),
        seq: first,
        at: at.into(),
    };
    for (number, at) in [(80, "2020-01-01"), (81, "2020-01-02"), (82, "2025-01-01")] {
        writer.put_mutation(&mutation(number, at))?;
    }
    assert_eq!(writer.forget_mutations("2024", 1)?, (1, first));
    assert_eq!(writer.mutation(id(80))?, None, "the oldest first");
    assert_eq!(writer.forget_mutations("2024", 9)?, (1, first));
    assert_eq!(writer.forget_mutations("2024", 9)?, (0, 0));
    assert!(writer.mutation(id(82))?.is_some());
    let session = |number: u8, used: i64| StoredSession {
        id: id(number),
        account: id(7),
        device: String::new(),
        created: 0,
        used,
        revoked: false,
    };
    writer.put_session(&session(21, 10))?;
    writer.put_session(&session(22, 20))?;
    assert_eq!(writer.forget_sessions(20)?, 1);
    assert_eq!(writer.sessions_of(id(7))?, [session(22, 20)]);
    Ok(())
}

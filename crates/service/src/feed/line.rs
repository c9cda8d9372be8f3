//! The lines of the feed, written from the stored text of records: nothing is
//! parsed on the way. A test holds them against the wire's own shapes.

use crate::storage::RawRecord;
use edutracker_domain::Rev;
use edutracker_protocol::wire::ChangeLine;
use std::io::Write;

fn quoted(out: &mut Vec<u8>, text: &str) {
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(out, text);
}

/// Writes an upsert or a tombstone, with its line end.
pub fn record(out: &mut Vec<u8>, epoch: u32, row: &RawRecord<'_>) {
    let letter = if row.deleted { 'd' } else { 'u' };
    let rev = Rev::new(epoch, row.seq);
    let _ = write!(
        out,
        r#"{{"t":"{letter}","type":"{}","id":"{}","org":"{}","rev":"{rev}","by":"#,
        row.kind, row.id, row.org
    );
    quoted(out, row.by);
    if row.deleted {
        out.extend_from_slice(br#","reason":"deleted"}"#);
    } else {
        out.extend_from_slice(br#","at":"#);
        quoted(out, row.at);
        out.extend_from_slice(br#","data":"#);
        out.extend_from_slice(row.data.as_bytes());
        out.push(b'}');
    }
    out.push(b'\n');
}

/// Writes a checkpoint or the end.
pub fn control(out: &mut Vec<u8>, line: &ChangeLine) {
    let _ = serde_json::to_writer(&mut *out, line);
    out.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use edutracker_domain::{RecordId, RecordType};
    use edutracker_protocol::wire::{TombstoneLine, UpsertLine};

    #[test]
    fn lines_are_what_the_wire_says() {
        let id = RecordId::from_bytes([1; 16]);
        let mut row = RawRecord {
            kind: RecordType::Offer,
            id,
            org: id,
            seq: 7,
            deleted: false,
            internal: false,
            device: "",
            by: "a\"b@kul.example",
            at: "2026-11-22T00:00:00Z",
            data: r#"{"name":"X"}"#,
        };
        let mut out = Vec::new();
        record(&mut out, 0xa1, &row);
        let expected = ChangeLine::Upsert(UpsertLine {
            kind: RecordType::Offer,
            id,
            org: id,
            rev: Rev::new(0xa1, 7),
            by: row.by.into(),
            at: row.at.into(),
            data: serde_json::from_str(row.data).unwrap(),
        });
        assert_eq!(
            serde_json::from_slice::<ChangeLine>(&out).unwrap(),
            expected
        );
        row.deleted = true;
        out.clear();
        record(&mut out, 0xa1, &row);
        let expected = ChangeLine::Tombstone(TombstoneLine {
            kind: RecordType::Offer,
            id,
            org: id,
            rev: Rev::new(0xa1, 7),
            by: row.by.into(),
            reason: "deleted".into(),
        });
        assert_eq!(
            serde_json::from_slice::<ChangeLine>(&out).unwrap(),
            expected
        );
    }
}

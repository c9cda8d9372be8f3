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

/// Writes an upsert or a tombstone, with its line end. `internal` says that
/// fields which Agoria keeps to itself are told as well.
pub fn record(out: &mut Vec<u8>, epoch: u32, row: &RawRecord<'_>, internal: bool) {
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
        match row.inside.strip_prefix('{').filter(|_| internal) {
            Some(inside) => {
                let data = row.data.strip_suffix('}').unwrap_or(row.data);
                out.extend_from_slice(data.as_bytes());
                if data != "{" {
                    out.push(b',');
                }
                out.extend_from_slice(inside.as_bytes());
            }
            None => out.extend_from_slice(row.data.as_bytes()),
        }
        out.push(b'}');
    }
    out.push(b'\n');
}

/// Writes that the asking device made the change itself.
pub fn known(out: &mut Vec<u8>, epoch: u32, row: &RawRecord<'_>) {
    let _ = writeln!(
        out,
        r#"{{"t":"k","type":"{}","id":"{}","rev":"{}"}}"#,
        row.kind,
        row.id,
        Rev::new(epoch, row.seq)
    );
}

/// Writes that a record is not the account's to see, and nothing more of it.
pub fn out_of_scope(out: &mut Vec<u8>, epoch: u32, row: &RawRecord<'_>) {
    let _ = writeln!(
        out,
        r#"{{"t":"d","type":"{}","id":"{}","org":"{}","rev":"{}","by":"","reason":"out-of-scope"}}"#,
        row.kind,
        row.id,
        row.org,
        Rev::new(epoch, row.seq)
    );
}

/// Writes a line that is no record's.
pub fn control(out: &mut Vec<u8>, line: &ChangeLine) {
    let _ = serde_json::to_writer(&mut *out, line);
    out.push(b'\n');
}

/// Lines as one JSON object, a `ChangePage`: they are joined, not parsed.
#[must_use]
pub fn joined(mut lines: Vec<u8>, cursor: &str, caught_up: bool) -> Vec<u8> {
    lines.pop();
    for byte in &mut lines {
        // Within a line there is none: JSON writes it as \n.
        if *byte == b'\n' {
            *byte = b',';
        }
    }
    let mut body = br#"{"items":["#.to_vec();
    body.append(&mut lines);
    body.extend(format!(r#"],"cursor":"{cursor}","caughtUp":{caught_up}}}"#).into_bytes());
    body
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
            inside: r#"{"shown":{"model":"1"}}"#,
        };
        let mut out = Vec::new();
        for (data, internal, expected) in [
            (row.data, false, row.data),
            (row.data, true, r#"{"name":"X","shown":{"model":"1"}}"#),
            ("{}", true, row.inside),
        ] {
            out.clear();
            record(&mut out, 0xa1, &RawRecord { data, ..row }, internal);
            let expected = ChangeLine::Upsert(UpsertLine {
                kind: RecordType::Offer,
                id,
                org: id,
                rev: Rev::new(0xa1, 7),
                by: row.by.into(),
                at: row.at.into(),
                data: serde_json::from_str(expected).unwrap(),
            });
            assert_eq!(
                serde_json::from_slice::<ChangeLine>(&out).unwrap(),
                expected
            );
        }
        out.clear();
        known(&mut out, 0xa1, &row);
        let expected = ChangeLine::Known {
            kind: RecordType::Offer,
            id,
            rev: Rev::new(0xa1, 7),
        };
        assert_eq!(
            serde_json::from_slice::<ChangeLine>(&out).unwrap(),
            expected
        );
        out.clear();
        out_of_scope(&mut out, 0xa1, &row);
        let expected = ChangeLine::Tombstone(TombstoneLine {
            kind: RecordType::Offer,
            id,
            org: id,
            rev: Rev::new(0xa1, 7),
            by: String::new(),
            reason: "out-of-scope".into(),
        });
        assert_eq!(
            serde_json::from_slice::<ChangeLine>(&out).unwrap(),
            expected
        );
        row.deleted = true;
        out.clear();
        record(&mut out, 0xa1, &row, true);
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

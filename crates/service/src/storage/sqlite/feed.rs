//! The two ways of the feed through the records, by keyset, and what goes with them.

use super::{Result, Tx, records, signed, unsigned};
use crate::storage::{FeedReads, LogKey, RawRecord, Scope, StorageError};
use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::wire::Tally;
use rusqlite::{Rows, params_from_iter, types::Value};
use std::{collections::BTreeMap, fmt::Write};

const COLUMNS: &str =
    "type, id, org, seq, deleted, internal, changed_by, changed_at, device, data, inside";
/// Partitions that are merged, each read in its own order. A statement may
/// have 500 parts; above this number one pass over all records is cheaper.
const MERGED: usize = 60;

/// The account's own organisation is `?1`, a key `?2` to `?4`, the limit `?5`;
/// partitions follow.
const FIRST_PARTITION: usize = 6;

/// The types and the secrecy of a scope, for any partition.
/// The `+` keeps a list of types from choosing the index: order is what counts.
fn conditions(scope: &Scope) -> String {
    let list = |kinds: &[RecordType]| {
        let quoted: Vec<String> = kinds.iter().map(|kind| format!("'{kind}'")).collect();
        quoted.join(", ")
    };
    let mut types = format!("+type IN ({})", list(&scope.kinds));
    if !scope.own_kinds.is_empty() {
        types = format!(
            "({types} OR (+type IN ({}) AND +org = ?1))",
            list(&scope.own_kinds)
        );
    }
    let internal = if scope.internal {
        ""
    } else {
        " AND internal = 0"
    };
    format!("{types}{internal}")
}

/// Selects columns of the records of a scope that fulfil a condition. With a
/// few partitions each is read by its index, and the database merges them.
fn select(columns: &str, scope: &Scope, condition: &str) -> String {
    let from = |partition: &str| {
        format!(
            "SELECT {columns} FROM record WHERE {partition}{} AND {condition}",
            conditions(scope)
        )
    };
    let Some(orgs) = &scope.orgs else {
        return from("");
    };
    let numbers = FIRST_PARTITION..FIRST_PARTITION + orgs.len();
    if orgs.is_empty() {
        return from("0 AND ");
    }
    if orgs.len() > MERGED {
        let list: Vec<String> = numbers.map(|n| format!("?{n}")).collect();
        return from(&format!("+org IN ({}) AND ", list.join(", ")));
    }
    let parts: Vec<String> = numbers.map(|n| from(&format!("org = ?{n} AND "))).collect();
    parts.join(" UNION ALL ")
}

/// The values of a statement made by [`select`].
fn values(scope: &Scope, key: [Value; 3], limit: usize) -> impl Iterator<Item = Value> {
    let blob = |id: &RecordId| Value::Blob(id.as_bytes().to_vec());
    let [a, b, c] = key;
    let orgs: Vec<Value> = scope.orgs.iter().flatten().map(blob).collect();
    [
        blob(&scope.own),
        a,
        b,
        c,
        Value::Integer(signed(limit as u64)),
    ]
    .into_iter()
    .chain(orgs)
}

fn key(after: Option<(RecordType, RecordId)>) -> (Value, Value) {
    let (kind, id) = after.map_or(("", [0; 16]), |(kind, id)| (kind.as_str(), *id.as_bytes()));
    (Value::Text(kind.to_owned()), Value::Blob(id.to_vec()))
}

fn visit_all(rows: &mut Rows<'_>, visit: &mut dyn FnMut(RawRecord<'_>)) -> Result<usize> {
    let mut count = 0;
    while let Some(row) = rows.next()? {
        let text = |index: usize| -> Result<&str> {
            row.get_ref(index)?
                .as_str()
                .map_err(|_| StorageError::Corrupt("text"))
        };
        visit(RawRecord {
            kind: records::kind(row, 0)?,
            id: records::id(row, 1)?,
            org: records::id(row, 2)?,
            seq: unsigned(row.get(3)?),
            deleted: row.get(4)?,
            internal: row.get(5)?,
            by: text(6)?,
            at: text(7)?,
            device: text(8)?,
            data: text(9)?,
            inside: text(10)?,
        });
        count += 1;
    }
    Ok(count)
}

impl FeedReads for Tx<'_> {
    fn tallies(&self, scope: &Scope) -> Result<BTreeMap<RecordId, Tally>> {
        self.sums(scope)
    }

    fn snapshot(
        &self,
        scope: &Scope,
        after: Option<(RecordType, RecordId)>,
        limit: usize,
        visit: &mut dyn FnMut(RawRecord<'_>),
    ) -> Result<usize> {
        let mut sql = select(COLUMNS, scope, "(type, id) > (?3, ?4) AND deleted = 0");
        sql.push_str(" ORDER BY type, id LIMIT ?5");
        let mut statement = self.conn()?.prepare_cached(&sql)?;
        let (kind, id) = key(after);
        let values = values(scope, [Value::Null, kind, id], limit);
        visit_all(&mut statement.query(params_from_iter(values))?, visit)
    }

    fn log(
        &self,
        scope: &Scope,
        after: LogKey,
        limit: usize,
        visit: &mut dyn FnMut(RawRecord<'_>),
    ) -> Result<usize> {
        // A key inside a transaction goes on within it, one at its end goes past it.
        let condition = match after.within {
            Some(_) => "(seq, type, id) > (?2, ?3, ?4)",
            None => "seq > ?2",
        };
        let mut sql = select(COLUMNS, scope, condition);
        sql.push_str(" ORDER BY seq, type, id LIMIT ?5");
        let mut statement = self.conn()?.prepare_cached(&sql)?;
        let (kind, id) = key(after.within);
        let values = values(scope, [Value::Integer(signed(after.seq)), kind, id], limit);
        visit_all(&mut statement.query(params_from_iter(values))?, visit)
    }

    fn found(&self, ids: &[RecordId], visit: &mut dyn FnMut(RawRecord<'_>)) -> Result<()> {
        let mut sql = format!("SELECT {COLUMNS} FROM record WHERE type IN (");
        for (n, kind) in RecordType::ALL.iter().enumerate() {
            let comma = if n == 0 { "" } else { ", " };
            // Writing to memory does not fail.
            let _ = write!(sql, "{comma}'{kind}'");
        }
        sql.push_str(") AND id = ?1 ORDER BY type");
        let mut statement = self.conn()?.prepare_cached(&sql)?;
        for id in ids {
            visit_all(&mut statement.query([id.as_bytes()])?, visit)?;
        }
        Ok(())
    }

    fn changed_orgs(&self, scope: &Scope, after: u64) -> Result<Vec<RecordId>> {
        let sql = format!(
            "SELECT DISTINCT org FROM ({} LIMIT ?5)",
            select("org", scope, "seq > ?2")
        );
        let mut statement = self.conn()?.prepare_cached(&sql)?;
        let seq = Value::Integer(signed(after));
        let all = usize::try_from(i64::MAX).unwrap_or(usize::MAX);
        let values = values(scope, [seq, Value::Null, Value::Null], all);
        let mut rows = statement.query(params_from_iter(values))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(records::id(row, 0)?);
        }
        found.sort();
        Ok(found)
    }
}

//! The two ways of the feed through the records, by keyset.

use super::{Result, Tx, records, signed, unsigned};
use crate::storage::{FeedReads, LogKey, RawRecord, Scope, StorageError};
use edutracker_domain::{RecordId, RecordType};
use rusqlite::{Rows, params};

const COLUMNS: &str = "type, id, org, seq, deleted, changed_by, changed_at, data";

/// The conditions of a scope. `?1` is the partition, or the own organisation.
/// The `+` keeps a list of types from choosing the index: order is what counts.
fn conditions(scope: &Scope) -> String {
    let list = |kinds: &[RecordType]| {
        let quoted: Vec<String> = kinds.iter().map(|kind| format!("'{kind}'")).collect();
        quoted.join(", ")
    };
    let partition = if scope.org.is_some() {
        "org = ?1 AND "
    } else {
        ""
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
    // `?1` is bound in every case.
    format!("{partition}?1 IS NOT NULL AND {types}{internal}")
}

fn partition(scope: &Scope) -> RecordId {
    scope.org.unwrap_or(scope.own)
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
            by: text(5)?,
            at: text(6)?,
            data: text(7)?,
        });
        count += 1;
    }
    Ok(count)
}

impl FeedReads for Tx<'_> {
    fn count(&self, scope: &Scope) -> Result<u64> {
        let sql = format!(
            "SELECT count(*) FROM record WHERE {} AND deleted = 0",
            conditions(scope)
        );
        let mut statement = self.conn()?.prepare_cached(&sql)?;
        let count = statement.query_row([partition(scope).as_bytes()], |row| row.get(0))?;
        Ok(unsigned(count))
    }

    fn snapshot(
        &self,
        scope: &Scope,
        after: Option<(RecordType, RecordId)>,
        limit: usize,
        visit: &mut dyn FnMut(RawRecord<'_>),
    ) -> Result<usize> {
        let sql = format!(
            "SELECT {COLUMNS} FROM record WHERE {} AND (type, id) > (?2, ?3) AND deleted = 0 ORDER BY type, id LIMIT ?4",
            conditions(scope)
        );
        let mut statement = self.conn()?.prepare_cached(&sql)?;
        let (kind, id) = after.map_or(("", [0; 16]), |(kind, id)| (kind.as_str(), *id.as_bytes()));
        let mut rows = statement.query(params![
            partition(scope).as_bytes(),
            kind,
            id,
            signed(limit as u64)
        ])?;
        visit_all(&mut rows, visit)
    }

    fn log(
        &self,
        scope: &Scope,
        after: LogKey,
        limit: usize,
        visit: &mut dyn FnMut(RawRecord<'_>),
    ) -> Result<usize> {
        // A key inside a transaction goes on within it, one at its end goes past it.
        let key = match after.within {
            Some(_) => "(seq, type, id) > (?2, ?3, ?4)",
            None => "seq > ?2 AND ?3 IS NOT NULL AND ?4 IS NOT NULL",
        };
        let sql = format!(
            "SELECT {COLUMNS} FROM record WHERE {} AND {key} ORDER BY seq, type, id LIMIT ?5",
            conditions(scope)
        );
        let mut statement = self.conn()?.prepare_cached(&sql)?;
        let (kind, id) = after
            .within
            .map_or(("", [0; 16]), |(kind, id)| (kind.as_str(), *id.as_bytes()));
        let mut rows = statement.query(params![
            partition(scope).as_bytes(),
            signed(after.seq),
            kind,
            id,
            signed(limit as u64)
        ])?;
        visit_all(&mut rows, visit)
    }
}

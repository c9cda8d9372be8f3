//! How many offers use a site or contact.

use crate::{
    Result,
    narrow::{self, Holds},
    record::type_number,
};
use edutracker_domain::{RecordId, RecordType};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// How many offers use each of some sites or contacts, in their order; `None`
/// for records that offers do not use.
///
/// Contacts are counted by an index: that costs what the uses cost. Sites are
/// counted in one pass over the narrow rows of the offers, however many are asked.
///
/// # Errors
/// What SQLite says.
pub fn of(connection: &Connection, kind: RecordType, ids: &[RecordId]) -> Result<Option<Vec<u64>>> {
    let column = narrow::columns(RecordType::Offer).iter().find(
        |column| matches!(column.holds, Holds::Reference(to) | Holds::References(to) if to == kind),
    );
    let Some(column) = column else {
        return Ok(None);
    };
    let numbers = ids
        .iter()
        .map(|id| narrow::number(connection, *id))
        .collect::<Result<Vec<Option<i64>>>>()?;
    let counts = match column.holds {
        Holds::Reference(_) => by_index(connection, &numbers)?,
        _ => in_one_pass(connection, &numbers)?,
    };
    Ok(Some(
        numbers
            .iter()
            .map(|r| r.and_then(|r| counts.get(&r).copied()).unwrap_or(0))
            .collect(),
    ))
}

fn by_index(connection: &Connection, numbers: &[Option<i64>]) -> Result<BTreeMap<i64, u64>> {
    let mut counts = BTreeMap::new();
    let mut statement =
        connection.prepare_cached("SELECT count(*) FROM listing WHERE contact = ?1")?;
    for r in numbers.iter().flatten() {
        let count: i64 = statement.query_row([r], |row| row.get(0))?;
        counts.insert(*r, count.unsigned_abs());
    }
    Ok(counts)
}

fn in_one_pass(connection: &Connection, numbers: &[Option<i64>]) -> Result<BTreeMap<i64, u64>> {
    let mut counts: BTreeMap<i64, u64> = numbers.iter().flatten().map(|r| (*r, 0)).collect();
    if counts.is_empty() {
        return Ok(counts);
    }
    let mut statement = connection
        .prepare_cached("SELECT sites FROM listing WHERE type = ?1 AND length(sites) > 0")?;
    let mut rows = statement.query([type_number(RecordType::Offer)])?;
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(0)?.as_blob().unwrap_or_default();
        for r in narrow::numbers(bytes) {
            if let Some(count) = counts.get_mut(&r) {
                *count += 1;
            }
        }
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_counted_by_the_index() {
        let connection = Connection::open_in_memory().expect("works");
        connection
            .execute_batch(include_str!("schema.sql"))
            .expect("works");
        let plan: String = connection
            .query_row(
                "EXPLAIN QUERY PLAN SELECT count(*) FROM listing WHERE contact = ?1",
                [1],
                |row| row.get("detail"),
            )
            .expect("works");
        assert!(plan.contains("COVERING INDEX listing_contact"), "{plan}");
    }
}

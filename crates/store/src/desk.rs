//! What a reviewer narrows lists of offers by, beside their fields: the criteria
//! that ask for a look, and what changed since the latest decision. Neither is
//! stored: the one is read off the narrow rows, the other off the few offers
//! that wait again.

use crate::{
    Result,
    listing::level_position,
    narrow,
    record::{self, type_number},
};
use edutracker_domain::{
    Record, RecordType,
    capability::Exclusions,
    codes::CodeList,
    criteria::{self, Check, Criterion},
    field::Field,
    merge,
};
use edutracker_protocol::command::FieldChange;
use rusqlite::{Connection, types::Value};
use std::collections::BTreeMap;

/// The name of conditions and counts about criteria.
pub(crate) const CRITERION: &str = "criterion";
/// The name of those about changed fields.
pub(crate) const CHANGED: &str = "changed";

/// The SQL of whether a criterion asks for a look on a day (`YYYY-MM-DD`), as
/// [`Criterion::look`] says it, over the narrow row `l` of an offer.
fn asks(criterion: &Criterion, exclusions: &Exclusions, today: &str) -> String {
    match criterion.check(today) {
        None => "0".to_owned(),
        Some(Check::Domains) => {
            let outside = CodeList::StudyDomains
                .items()
                .iter()
                .filter(|domain| !domain.in_scope_by_default)
                .fold(0, |bits, domain| {
                    bits | narrow::bit(CodeList::StudyDomains, &domain.code)
                });
            format!("(l.domains <> 0 AND (l.domains & {}) = 0)", !outside)
        }
        Some(Check::Levels { codes }) => {
            let levels: Vec<String> = codes
                .iter()
                .map(|code| level_position(code).to_string())
                .collect();
            format!("(l.level IN ({}))", levels.join(", "))
        }
        Some(Check::Months { least }) => {
            format!("({} BETWEEN 1 AND {least})", narrow::MONTHS)
        }
        Some(Check::Kinds) => {
            let kinds: Vec<String> = exclusions
                .kinds(today)
                .map(|code| format!("'{}'", code.replace('\'', "''")))
                .collect();
            format!(
                "(l.o IN (SELECT o FROM org WHERE kind IN ({})))",
                kinds.join(", ")
            )
        }
    }
}

/// The SQL of whether one criterion asks for a look, or none does (`""`); no
/// answer for a criterion that there is not.
pub(crate) fn criterion_is(
    connection: &Connection,
    code: &str,
    today: &str,
) -> Result<Option<String>> {
    if code.is_empty() {
        let bits = criterion_bits(connection, today)?;
        return Ok(Some(format!("({bits}) = 0")));
    }
    let Some(criterion) = criteria::all().iter().find(|one| one.code == code) else {
        return Ok(None);
    };
    let exclusions = record::limits(connection)?.exclusions;
    Ok(Some(asks(criterion, &exclusions, today)))
}

/// The SQL of a number with a bit for each criterion that asks for a look, the
/// first of them the lowest.
pub(crate) fn criterion_bits(connection: &Connection, today: &str) -> Result<String> {
    let exclusions = record::limits(connection)?.exclusions;
    let bits: Vec<String> = criteria::all()
        .iter()
        .enumerate()
        .map(|(at, criterion)| format!("({} << {at})", asks(criterion, &exclusions, today)))
        .collect();
    Ok(bits.join(" | "))
}

/// The fields that people write which differ between what a decision saw of an
/// offer and what it is now.
fn since(seen: &Record, now: &Record) -> Vec<&'static Field> {
    merge::touched(RecordType::Offer, &merge::diff(seen, now))
}

/// The same with the values before and after.
#[must_use]
pub fn changes(seen: &Record, now: &Record) -> Vec<FieldChange> {
    since(seen, now)
        .into_iter()
        .map(|field| FieldChange {
            field: field.name.to_owned(),
            before: merge::value(seen, field.name),
            after: merge::value(now, field.name),
            step: None,
        })
        .collect()
}

/// The offers that wait although they were decided on, by the numbers of their
/// rows, with the fields that changed since. An offer of which the decision's
/// text was never here is not among them.
pub(crate) fn changed(connection: &Connection) -> Result<BTreeMap<i64, Vec<&'static str>>> {
    let mut statement = connection.prepare_cached(
        "SELECT l.n, d.seen, COALESCE(v.effective, r.mirror) FROM verdict d
         CROSS JOIN record r ON r.type = ?1 AND r.id = d.offer CROSS JOIN listing l ON l.n = r.n
         LEFT JOIN overlay v ON v.n = r.n WHERE d.seen IS NOT NULL AND l.waits",
    )?;
    let mut rows = statement.query([type_number(RecordType::Offer)])?;
    let mut changed = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let read = |at| -> Result<Record> {
            let text = row.get_ref(at)?.as_str_or_null().ok().flatten();
            Ok(serde_json::from_str(text.unwrap_or("{}"))?)
        };
        let fields = since(&read(1)?, &read(2)?);
        changed.insert(row.get(0)?, fields.iter().map(|field| field.name).collect());
    }
    Ok(changed)
}

/// The SQL of whether a field changed since the latest decision, or none did
/// (`""`), and what its question mark stands for.
pub(crate) fn changed_is(connection: &Connection, field: &str) -> Result<(String, Value)> {
    let numbers: Vec<i64> = changed(connection)?
        .into_iter()
        .filter(|(_, fields)| match field {
            "" => !fields.is_empty(),
            field => fields.contains(&field),
        })
        .map(|(n, _)| n)
        .collect();
    let within = if field.is_empty() { "NOT IN" } else { "IN" };
    Ok((
        format!("l.n {within} (SELECT value FROM json_each(?))"),
        Value::Text(serde_json::to_string(&numbers)?),
    ))
}

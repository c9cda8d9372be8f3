//! Records as rows for people: names beside ids, states, findings.

use crate::{Outcome, failure};
use edutracker_domain::{
    Finding, Language, Record, RecordId, RecordType, Shape, card, field, merge,
    record as fields,
};
use edutracker_protocol::command::{FieldChange, Row};
use edutracker_store::{
    Result as CacheResult,
    incoming::Judge,
    listing, meta, pending,
    record::{self, Stored},
};
use rusqlite::Connection;
use serde_json::Value;
use std::collections::BTreeMap;

/// The epoch of the cache's revisions.
pub(crate) fn epoch(connection: &Connection) -> CacheResult<u32> {
    Ok(meta::get(connection, meta::EPOCH)?
        .and_then(|text| u32::from_str_radix(&text, 16).ok())
        .unwrap_or(0))
}

/// A record as a row. Findings are looked for where there are edits, or
/// everywhere when `thorough`.
pub(crate) fn row(connection: &Connection, stored: &Stored, judge: &Judge<'_>, epoch: u32, thorough: bool) -> CacheResult<Row> {
    let record = stored.effective();
    let patch = stored.patch();
    let changed = if stored.overlay.is_some() {
        merge::touched(stored.kind, &patch).iter().map(|f| f.name.to_owned()).collect()
    } else {
        Vec::new()
    };
    let findings = if thorough || stored.overlay.is_some() { findings(stored, judge) } else { Vec::new() };
    let conflicts = if stored.overlay.as_ref().is_some_and(|overlay| overlay.base.is_some()) {
        pending::conflicts(connection, stored)?.into_iter().map(|c| c.field).collect()
    } else {
        Vec::new()
    };
    let organisation = record::organisation_code(connection, stored.o)?;
    Ok(Row {
        kind: stored.kind,
        id: stored.id,
        organisation,
        rev: stored.rev(epoch).map(|rev| rev.to_string()),
        state: listing::row_state(stored),
        status: listing::status(stored),
        fields: record.clone(),
        names: names(connection, stored.kind, [record])?,
        changed,
        conflicts,
        findings,
    })
}

/// What the rules say of a record, with what the service said where it refused it.
pub(crate) fn findings(stored: &Stored, judge: &Judge<'_>) -> Vec<Finding> {
    let mut findings = judge.findings(stored.kind, stored.effective());
    let told = stored
        .overlay
        .as_ref()
        .and_then(|overlay| overlay.refusal.as_ref())
        .and_then(|refusal| refusal.get("errors"))
        .and_then(|errors| serde_json::from_value::<Vec<Finding>>(errors.clone()).ok())
        .unwrap_or_default();
    for finding in told {
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    findings
}

/// The names of the records that fields refer to, by id.
pub(crate) fn names<'a>(
    connection: &Connection,
    kind: RecordType,
    records: impl IntoIterator<Item = &'a Record>,
) -> CacheResult<BTreeMap<String, String>> {
    let mut names = BTreeMap::new();
    for record in records {
        for field in field::fields(kind) {
            match field.shape {
                // The organisation has its code in every row.
                Shape::Reference(RecordType::Organisation) => {}
                Shape::Reference(target) => add_name(connection, &mut names, target, fields::text(record, field.name))?,
                Shape::ReferenceSet(target) => {
                    for id in fields::members(record, field.name) {
                        add_name(connection, &mut names, target, id)?;
                    }
                }
                _ => {}
            }
        }
    }
    Ok(names)
}

fn add_name(connection: &Connection, names: &mut BTreeMap<String, String>, kind: RecordType, id: &str) -> CacheResult<()> {
    if id.is_empty() || names.contains_key(id) {
        return Ok(());
    }
    let Ok(parsed) = id.parse::<RecordId>() else { return Ok(()) };
    if let Some(target) = record::find(connection, kind, parsed)? {
        names.insert(id.to_owned(), listing::name(kind, target.effective()).to_owned());
    }
    Ok(())
}

/// A record's unsent edits, field by field.
pub(crate) fn field_changes(stored: &Stored) -> Vec<FieldChange> {
    let Some(overlay) = &stored.overlay else {
        return Vec::new();
    };
    let nothing = Record::new();
    let before = stored.mirror.as_ref().or(stored.base()).unwrap_or(&nothing);
    let before = if stored.mirror.is_some() { before } else { &nothing };
    field::fields(stored.kind)
        .iter()
        .filter(|field| stored.mirror.is_some() || field.name != "organisation")
        .filter_map(|field| {
            let (old, new) = (merge::value(before, field.name), merge::value(stored.effective(), field.name));
            let both_empty = |value: &Value| value.is_null() || *value == Value::Bool(false);
            (old != new && !(both_empty(&old) && both_empty(&new))).then(|| FieldChange {
                field: field.name.to_owned(),
                before: old,
                after: new,
                step: overlay.step.map(i64::unsigned_abs),
            })
        })
        .collect()
}

/// An offer's heading in the three languages; the name for other records.
pub(crate) fn headings(kind: RecordType, record: &Record) -> BTreeMap<String, String> {
    Language::ALL
        .iter()
        .map(|language| (language.to_string(), heading(kind, record, *language)))
        .collect()
}

/// A record's heading for people.
pub(crate) fn heading(kind: RecordType, record: &Record, language: Language) -> String {
    match kind {
        RecordType::Offer => card::heading(record, language),
        _ => listing::name(kind, record).to_owned(),
    }
}

/// The heading of a review is that of its offer.
pub(crate) fn heading_of(connection: &Connection, stored: &Stored, language: Language) -> CacheResult<String> {
    if stored.kind == RecordType::Review
        && let Ok(id) = fields::text(stored.effective(), "offer").parse::<RecordId>()
        && let Some(offer) = record::find(connection, RecordType::Offer, id)?
    {
        return Ok(heading(RecordType::Offer, offer.effective(), language));
    }
    Ok(heading(stored.kind, stored.effective(), language))
}

/// A record's row on its own, for callers outside the views.
///
/// # Errors
/// [`edutracker_protocol::ErrorCode::NotFound`].
pub fn one(app: &crate::App, kind: RecordType, id: RecordId) -> Outcome<(Row, Stored)> {
    let today = app.host.today();
    app.cache()?
        .read(|c| {
            let stored = record::get(c, kind, id)?;
            let judge = Judge::new(c, &today)?;
            let row = row(c, &stored, &judge, epoch(c)?, true)?;
            Ok((row, stored))
        })
        .map_err(failure::cache)
}

//! Edits that refer to what changed here: whether they may be sent is judged
//! again, since a rule looks at what they refer to.

use crate::{
    Result, Transaction,
    incoming::Judge,
    listing,
    record::{self, Overlay, OverlayState, RowNumber},
};
use edutracker_domain::{
    Record, RecordId, RecordType,
    field::{self, Shape},
    merge, record as fields,
};
use rusqlite::params;
use std::collections::BTreeSet;

/// The fields that rules look at from another record. Names are shown, not judged.
const LOOKED_AT: [&str; 4] = ["organisation", "kind", "province", "retired"];

/// Whether rules see a record otherwise after a change; `None` where there is none.
pub(crate) fn matters(kind: RecordType, before: Option<&Record>, after: Option<&Record>) -> bool {
    let referred_to = matches!(
        kind,
        RecordType::Organisation | RecordType::Site | RecordType::Contact
    );
    let (before, after) = match (before, after) {
        (Some(before), Some(after)) => (before, after),
        (before, after) => return referred_to && before.is_some() != after.is_some(),
    };
    referred_to
        && LOOKED_AT
            .iter()
            .any(|name| merge::value(before, name) != merge::value(after, name))
}

/// Judges the edits anew that refer to some records. What a person must answer,
/// what the service refused and what is on its way stays as it is.
///
/// # Errors
/// What SQLite says.
pub(crate) fn judge(tx: &Transaction<'_>, today: &str, changed: &BTreeSet<RecordId>) -> Result<()> {
    let texts: BTreeSet<String> = changed.iter().map(ToString::to_string).collect();
    let Some(first) = texts.first() else {
        return Ok(());
    };
    // Of one record, the search leaves out at once what does not name it.
    let only = (texts.len() == 1).then_some(first);
    let numbers: Vec<RowNumber> = tx
        .prepare_cached(
            "SELECT n FROM overlay WHERE state IN ('ready', 'invalid') AND refusal IS NULL
             AND (?1 IS NULL OR instr(effective, ?1) > 0)",
        )?
        .query_map(params![only], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let judge = Judge::new(tx, today)?;
    for n in numbers {
        let stored = record::by_number(tx, n)?;
        let Some(overlay) = stored.overlay.as_ref().filter(|_| !stored.waiting) else {
            continue;
        };
        if !refers(stored.kind, &overlay.effective, &texts) {
            continue;
        }
        let state: OverlayState = judge.state(stored.kind, &overlay.effective);
        if state != overlay.state {
            let overlay = Overlay {
                state,
                ..overlay.clone()
            };
            record::set_overlay(tx, n, Some(&overlay))?;
            listing::refresh(tx, n, false)?;
        }
    }
    Ok(())
}

/// Whether a record names one of some ids in a field that refers to others.
fn refers(kind: RecordType, record: &Record, ids: &BTreeSet<String>) -> bool {
    references(kind, record).any(|id| ids.contains(id))
}

/// The ids that a record names in the fields that refer to others.
pub(crate) fn references(kind: RecordType, record: &Record) -> impl Iterator<Item = &str> {
    field::fields(kind)
        .iter()
        .flat_map(|field| match field.shape {
            Shape::Reference(_) => vec![fields::text(record, field.name)],
            Shape::ReferenceSet(_) => fields::members(record, field.name).into_iter().collect(),
            _ => Vec::new(),
        })
}

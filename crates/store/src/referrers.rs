//! Edits that refer to what changed, here or at the service: whether they may be sent is judged
//! again, since a rule looks at what they refer to.

use crate::{
    Result, Transaction,
    incoming::Judge,
    listing, narrow,
    record::{self, Overlay, OverlayState, RowNumber},
};
use edutracker_domain::{
    Finding, FindingCode, Record, RecordId, RecordType,
    field::{self, Shape},
    merge, record as fields,
};
use edutracker_protocol::wire::ItemProblem;
use std::collections::BTreeSet;

/// The code of an edit that was not taken since one that it refers to was not.
const BLOCKED: &str = "blocked";

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
pub(crate) fn judge(
    tx: &Transaction<'_>,
    today: &str,
    changed: &BTreeSet<(RecordType, RecordId)>,
) -> Result<()> {
    if changed.is_empty() {
        return Ok(());
    }
    let judge = Judge::new(tx, today)?;
    for n in referring(tx, changed)? {
        let stored = record::by_number(tx, n)?;
        let Some(overlay) = stored.overlay.as_ref().filter(|_| !stored.waiting) else {
            continue;
        };
        let asked = !matches!(overlay.state, OverlayState::Ready | OverlayState::Invalid);
        if asked || overlay.refusal.is_some() {
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

/// The service has these records from now on: what it refused since it did not
/// know them is judged again, as if it had not been sent.
///
/// # Errors
/// What SQLite says.
pub(crate) fn clear(
    tx: &Transaction<'_>,
    today: &str,
    arrived: &BTreeSet<(RecordType, RecordId)>,
) -> Result<()> {
    if arrived.is_empty() {
        return Ok(());
    }
    let judge = Judge::new(tx, today)?;
    let names = |finding: &Finding| {
        finding.code == FindingCode::UnknownReference
            && finding.args.get("value").is_some_and(|id| {
                let id = id.parse();
                arrived.iter().any(|(_, arrived)| Ok(*arrived) == id)
            })
    };
    for n in referring(tx, arrived)? {
        let stored = record::by_number(tx, n)?;
        let Some(overlay) = stored.overlay.as_ref().filter(|_| !stored.waiting) else {
            continue;
        };
        let problem: Option<ItemProblem> = overlay
            .refusal
            .clone()
            .filter(|_| overlay.state == OverlayState::Invalid)
            .and_then(|refusal| serde_json::from_value(refusal).ok());
        let Some(problem) = problem else { continue };
        // What else is wrong with it is told again when it is sent.
        if problem.code != BLOCKED && !problem.errors.iter().any(names) {
            continue;
        }
        let overlay = Overlay {
            state: judge.state(stored.kind, &overlay.effective),
            refusal: None,
            ..overlay.clone()
        };
        record::set_overlay(tx, n, Some(&overlay))?;
        listing::refresh(tx, n, false)?;
    }
    Ok(())
}

/// The records with edits that refer to some records, by the narrow rows: those
/// of a contact by its index, those of sites in one pass over the rows that
/// were edited, and those of an organisation are its own.
fn referring(
    tx: &Transaction<'_>,
    changed: &BTreeSet<(RecordType, RecordId)>,
) -> Result<BTreeSet<RowNumber>> {
    let mut found = BTreeSet::new();
    let mut sites = BTreeSet::new();
    for (kind, id) in changed {
        if *kind == RecordType::Organisation {
            let of = "SELECT l.n FROM overlay v CROSS JOIN record l ON l.n = v.n WHERE l.o = (SELECT o FROM org WHERE id = ?1)";
            collect(tx, of, [id.as_bytes()], &mut found)?;
            continue;
        }
        let Some(r) = narrow::number(tx, *id)? else {
            continue;
        };
        if *kind == RecordType::Site {
            sites.insert(r);
            continue;
        }
        let of = "SELECT l.n FROM listing l CROSS JOIN overlay v ON v.n = l.n WHERE l.contact = ?1";
        collect(tx, of, [r], &mut found)?;
    }
    if sites.is_empty() {
        return Ok(found);
    }
    let mut statement = tx.prepare_cached(
        "SELECT l.n, l.sites FROM overlay v CROSS JOIN listing l ON l.n = v.n
         WHERE v.state IN ('ready', 'invalid') AND length(l.sites) > 0",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(1)?.as_blob().unwrap_or_default();
        if narrow::numbers(bytes).any(|r| sites.contains(&r)) {
            found.insert(row.get(0)?);
        }
    }
    Ok(found)
}

fn collect(
    tx: &Transaction<'_>,
    question: &str,
    values: impl rusqlite::Params,
    found: &mut BTreeSet<RowNumber>,
) -> Result<()> {
    let mut statement = tx.prepare_cached(question)?;
    let rows = statement.query_map(values, |row| row.get(0))?;
    for n in rows {
        found.insert(n?);
    }
    Ok(())
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

//! Pending edits, a page at a time.

use crate::{App, Outcome, failure, rows};
use edutracker_domain::{Language, Record, record as fields};
use edutracker_protocol::command::{Page, Pending, PendingRecord, RowState};
use edutracker_store::{
    Error as CacheError,
    incoming::Judge,
    listing, pending as cache,
    record::{self, OverlayOp, RowNumber},
};
use rusqlite::Connection;

/// The longest page.
const PAGE: u64 = 200;

/// All pending edits, a page at a time: questions first.
///
/// # Errors
/// What the cache says.
pub async fn pending(app: &App, args: Page) -> Outcome<Pending> {
    app.account()?;
    let today = app.host.today();
    let language = app.language();
    app.cache()?
        .read(|c| {
            let judge = Judge::new(c, &today)?;
            let mut builder = rows::Builder::new(c, &judge)?;
            let mut records = Vec::new();
            for n in cache::page(c, args.from, args.count.min(PAGE))? {
                records.extend(record(c, &mut builder, &judge, n, language)?);
            }
            let counts = cache::counts(c)?;
            Ok::<_, CacheError>(Pending {
                total: cache::count(c)?,
                ready: counts.of(RowState::Changed),
                records,
            })
        })
        .map_err(failure::cache)
}

/// One record with pending edits; `None` when it has none any more.
pub(crate) fn record(
    c: &Connection,
    builder: &mut rows::Builder<'_>,
    judge: &Judge<'_>,
    n: RowNumber,
    language: Language,
) -> Result<Option<PendingRecord>, CacheError> {
    let stored = record::by_number(c, n)?;
    let Some(overlay) = &stored.overlay else {
        return Ok(None);
    };
    let nothing = Record::new();
    let mut names = builder.names(stored.kind, stored.mirror.as_ref().unwrap_or(&nothing))?;
    names.extend(builder.names(stored.kind, stored.effective())?);
    let conflicts = cache::conflicts(c, &stored)?;
    for conflict in &conflicts {
        let mut base = Record::new();
        fields::put(&mut base, &conflict.field, conflict.base.clone());
        names.extend(builder.names(stored.kind, &base)?);
    }
    Ok(Some(PendingRecord {
        kind: stored.kind,
        id: stored.id,
        heading: rows::heading_of(c, &stored, language)?,
        organisation: record::organisation_code(c, stored.o)?,
        op: if overlay.op == OverlayOp::Create {
            "create"
        } else {
            "update"
        }
        .to_owned(),
        state: listing::row_state(&stored),
        changes: rows::field_changes(&stored),
        names,
        findings: rows::findings(&stored, judge),
        conflicts,
        refusal: overlay.refusal.clone(),
    }))
}

//! Pending edits, a page at a time, and as a file.

use crate::{App, Outcome, choosing, export, failure, rows};
use edutracker_domain::{Language, Record, record as fields};
use edutracker_exchange::export::{Format, changes::Changes};
use edutracker_i18n::Texts;
use edutracker_protocol::command::{
    ChangesExport, Exported, Page, Pending, PendingRecord, RowState,
};
use edutracker_store::{
    Error as CacheError,
    incoming::Judge,
    listing, pending as cache,
    record::{self, OverlayOp, RowNumber},
};
use rusqlite::Connection;
use std::{io::BufWriter, path::Path};

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
        refusal: overlay.told().cloned(),
    }))
}

/// Writes the pending edits that ticks choose, with what goes along, to a new
/// file in the folder of downloads: what sending them would change.
///
/// # Errors
/// [`ErrorCode::InvalidValue`] for another format or delimiter;
/// [`ErrorCode::Disk`], [`ErrorCode::Cancelled`].
///
/// [`ErrorCode::InvalidValue`]: edutracker_protocol::ErrorCode::InvalidValue
/// [`ErrorCode::Disk`]: edutracker_protocol::ErrorCode::Disk
/// [`ErrorCode::Cancelled`]: edutracker_protocol::ErrorCode::Cancelled
pub async fn changes_export(app: &App, args: ChangesExport) -> Outcome<Exported> {
    app.account()?;
    let format = match args.format.parse::<Format>() {
        Ok(format) if format != Format::Pdf => format,
        _ => return Err(export::bad("format", &args.format)),
    };
    let delimiter = args.delimiter.unwrap_or(';');
    if ![';', ','].contains(&delimiter) {
        return Err(export::bad("delimiter", &delimiter.to_string()));
    }
    let numbers = choosing::going(app, &args.ticks)?;
    let path = export::new_file(app, "edutracker-changes", format.as_str())?;
    let failed = |_: std::io::Error| export::disk(&path);
    let half = export::beside(path.parent().unwrap_or(Path::new("."))).map_err(failed)?;
    let out = BufWriter::new(half.as_file().try_clone().map_err(failed)?);
    let language = app.language();
    let mut file = Changes::begin(format, delimiter, Texts::new(language), out).map_err(failed)?;
    let today = app.host.today();
    let cache = app.cache()?;
    let mut go_on = app.writing.begin();
    let mut done = 0;
    for some in numbers.chunks(PAGE as usize) {
        let records = cache
            .read(|c| {
                let judge = Judge::new(c, &today)?;
                let mut builder = rows::Builder::new(c, &judge)?;
                some.iter()
                    .filter_map(|n| record(c, &mut builder, &judge, *n, language).transpose())
                    .collect::<Result<Vec<_>, CacheError>>()
            })
            .map_err(failure::cache)?;
        for record in &records {
            file.put(record).map_err(failed)?;
        }
        done += some.len();
        go_on(done as f64 / numbers.len() as f64)?;
    }
    file.finish().map_err(failed)?;
    go_on(1.0)?;
    half.persist(&path).map_err(|error| failed(error.error))?;
    Ok(Exported {
        path: path.display().to_string(),
        count: numbers.len() as u64,
    })
}

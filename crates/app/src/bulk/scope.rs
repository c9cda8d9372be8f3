//! Which records an operation is about.

use crate::{edits::Refused, views};
use edutracker_domain::RecordType;
use edutracker_protocol::command::Scope;
use edutracker_store::{
    Cache,
    record::{self, RowNumber},
    view,
};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// The records, in their order: 8 bytes each.
pub(crate) struct Chosen {
    pub kind: RecordType,
    pub numbers: Vec<RowNumber>,
}

/// The numbers of the records in a scope. `today`: `YYYY-MM-DD`.
pub(crate) fn numbers(
    c: &Connection,
    cache: &Cache,
    scope: &Scope,
    today: &str,
) -> Result<Chosen, Refused> {
    match scope {
        Scope::Ids { kind, ids } => {
            let mut seen = BTreeSet::new();
            let mut numbers = Vec::with_capacity(ids.len());
            for id in ids.iter().filter(|id| seen.insert(**id)) {
                numbers.push(record::number(c, *kind, *id)?);
            }
            Ok(Chosen {
                kind: *kind,
                numbers,
            })
        }
        Scope::Filter { filter } => Ok(Chosen {
            kind: filter.kind,
            numbers: view::all(c, &views::query(c, filter, today)?)?,
        }),
        Scope::Ranks { view, ranges } => {
            let views = cache.views();
            let mut numbers = Vec::new();
            for range in ranges {
                numbers.extend(views.window(*view, range.from, range.count)?);
            }
            Ok(Chosen {
                kind: views.kind(*view)?,
                numbers,
            })
        }
    }
}

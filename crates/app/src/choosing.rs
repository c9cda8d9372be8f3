//! Choosing what a push takes: pending edits in groups, what of them is ticked,
//! and what the service said it would do with it.

use crate::{App, Outcome, changes, edits, failure, journal as steps, rows, syncing};
use edutracker_domain::{Language, RecordId};
use edutracker_protocol::command::{
    ChangeCounts, ChangeGroup, ChangeGroups, ChangeGroupsAsked, ChangePage, ChangePageAsked,
    ChangeRecord, DiscardTicked, EditReply, Grouping, NamedRecord, PendingSet, RecordRef, RowState,
    Tick, VerdictState,
};
use edutracker_store::{
    Cache, Error as CacheError,
    chosen::{Chosen, Edit, Edits},
    incoming::Judge,
    journal,
    outbox::Settled,
    pending,
    record::{self, RowNumber},
};
use rusqlite::{Connection, OptionalExtension as _};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, PoisonError, Weak},
};

/// The longest page.
const PAGE: u64 = 200;
/// Records that are named among those that go along.
const NAMED: usize = 20;

/// The pending edits as they were last looked at, so that a tick does not read
/// them all again, and the last verdicts of the service on them.
#[derive(Default)]
pub(crate) struct Looked {
    cache: Weak<Cache>,
    version: u64,
    edits: Edits,
    verdicts: Option<Verdicts>,
    /// The mark of the edits, once it was asked for.
    mark: Option<pending::Mark>,
}

/// What the service said that it would do.
struct Verdicts {
    /// What was ticked.
    ticks: Vec<Tick>,
    /// The edits it was asked about.
    mark: pending::Mark,
    /// The outcomes, each with the revision here that it was about.
    outcomes: BTreeMap<RecordId, (u64, Settled)>,
}

impl Looked {
    /// Looks anew at what has changed.
    fn refresh(&mut self, cache: &Arc<Cache>, c: &Connection) -> Result<(), CacheError> {
        let here = Arc::downgrade(cache);
        if !self.cache.ptr_eq(&here) {
            *self = Self {
                cache: here,
                ..Self::default()
            };
        }
        // What is written while they are read counts as a later change.
        let version = cache.version();
        if self.version != version {
            self.edits = Edits::read(c)?;
            self.mark = None;
            self.version = version;
        }
        Ok(())
    }

    /// The mark of the edits as they were last looked at.
    fn mark(&mut self, c: &Connection) -> Result<pending::Mark, CacheError> {
        let mark = match self.mark {
            Some(mark) => mark,
            None => pending::mark(c)?,
        };
        self.mark = Some(mark);
        Ok(mark)
    }

    /// Whether the verdicts are about other edits or ticks than these.
    fn is_stale(&mut self, c: &Connection, ticks: &[Tick]) -> Result<Option<bool>, CacheError> {
        let Some(verdicts) = &self.verdicts else {
            return Ok(None);
        };
        let (others, then) = (verdicts.ticks != ticks, verdicts.mark);
        Ok(Some(others || then != self.mark(c)?))
    }
}

/// Asks the cache, with the pending edits as they are now.
fn look<T>(
    app: &App,
    question: impl FnOnce(&Connection, &mut Looked) -> Result<T, CacheError>,
) -> Outcome<T> {
    let cache = app.cache()?;
    let mut looked = app.looked.lock().unwrap_or_else(PoisonError::into_inner);
    cache
        .read(|c| {
            looked.refresh(&cache, c)?;
            question(c, &mut looked)
        })
        .map_err(failure::cache)
}

/// Pending edits in groups, with how many of each shall go.
///
/// # Errors
/// What the cache says.
pub async fn change_groups(app: &App, args: ChangeGroupsAsked) -> Outcome<ChangeGroups> {
    let account = app.account()?;
    let language = app.language();
    look(app, |c, looked| {
        match args.grouping {
            Grouping::Field => looked.edits.know_fields(c)?,
            Grouping::Step => looked.edits.know_steps(c)?,
            Grouping::Record => {}
        }
        let stale = looked.is_stale(c, &args.ticks)?;
        let chosen = looked.edits.chosen(c, &args.ticks)?;
        let edits = &looked.edits;
        let sets = sets(edits, args.grouping);
        let page = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(sets.len());
        let (from, to) = (
            page(args.from),
            page(args.from.saturating_add(args.count.min(PAGE))),
        );
        let groups = sets[from..to]
            .iter()
            .map(|set| {
                let step = match set {
                    PendingSet::Step { step: Some(step) } => {
                        let number = i64::try_from(*step).unwrap_or(i64::MAX);
                        Some(steps::entry(c, journal::get(c, number)?, &account.email)?)
                    }
                    _ => None,
                };
                let first: Vec<&Edit> = edits.of(c, set)?.take(2).collect();
                let record = match (&step, first.as_slice()) {
                    (Some(_), [edit]) => Some(named(c, edit.n, language)?),
                    _ => None,
                };
                Ok(ChangeGroup {
                    records: counts(edits.of(c, set)?, &chosen),
                    set: set.clone(),
                    step,
                    record,
                })
            })
            .collect::<Result<_, CacheError>>()?;
        let waiting = |edit: &&Edit| edit.state == RowState::Waiting;
        Ok(ChangeGroups {
            records: counts(edits.rows().iter(), &chosen),
            total: sets.len() as u64,
            groups,
            waiting: edits.rows().iter().filter(waiting).count() as u64,
            along_count: chosen.along.len() as u64,
            along: chosen
                .along
                .iter()
                .take(NAMED)
                .map(|n| named(c, *n, language))
                .collect::<Result<_, CacheError>>()?,
            verdicts: stale.map(|stale| VerdictState { stale }),
        })
    })
}

/// The sets that a grouping makes.
fn sets(edits: &Edits, grouping: Grouping) -> Vec<PendingSet> {
    match grouping {
        Grouping::Record => vec![PendingSet::All {}],
        Grouping::Field => edits
            .fields()
            .into_iter()
            .map(|(kind, field)| PendingSet::Field {
                kind,
                field: field.name.to_owned(),
            })
            .collect(),
        Grouping::Step => {
            let of_row = |edit: &Edit| edits.steps(edit.n);
            let steps: BTreeSet<i64> = edits.rows().iter().flat_map(of_row).copied().collect();
            let none = edits.rows().iter().any(|edit| of_row(edit).is_empty());
            let steps = steps
                .into_iter()
                .rev()
                .map(|step| Some(step.unsigned_abs()));
            steps
                .chain(none.then_some(None))
                .map(|step| PendingSet::Step { step })
                .collect()
        }
    }
}

fn counts<'a>(edits: impl Iterator<Item = &'a Edit>, chosen: &Chosen) -> ChangeCounts {
    edits.fold(ChangeCounts::default(), |counts, edit| ChangeCounts {
        total: counts.total + 1,
        ready: counts.ready + u64::from(edit.state == RowState::Changed),
        going: counts.going + u64::from(chosen.goes(edit.n)),
    })
}

fn named(c: &Connection, n: RowNumber, language: Language) -> Result<NamedRecord, CacheError> {
    let stored = record::by_number(c, n)?;
    Ok(NamedRecord {
        kind: stored.kind,
        id: stored.id,
        heading: rows::heading_of(c, &stored, language)?,
    })
}

/// Pending edits to choose from, a page at a time.
///
/// # Errors
/// What the cache says.
pub async fn change_page(app: &App, args: ChangePageAsked) -> Outcome<ChangePage> {
    app.account()?;
    let today = app.host.today();
    let language = app.language();
    look(app, |c, looked| {
        looked.edits.know(c, [&args.set])?;
        let stale = looked.is_stale(c, &args.ticks)?.unwrap_or(true);
        let chosen = looked.edits.chosen(c, &args.ticks)?;
        let numbers: Vec<RowNumber> = looked.edits.of(c, &args.set)?.map(|edit| edit.n).collect();
        let judge = Judge::new(c, &today)?;
        let mut builder = rows::Builder::new(c, &judge)?;
        let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(numbers.len());
        let to = args.from.saturating_add(args.count.min(PAGE));
        let mut records = Vec::new();
        for n in &numbers[place(args.from)..place(to)] {
            let Some(record) = changes::record(c, &mut builder, &judge, *n, language)? else {
                continue;
            };
            let known = looked
                .verdicts
                .as_ref()
                .and_then(|verdicts| verdicts.outcomes.get(&record.id));
            let (verdict, moved) = match known {
                Some((seq, settled)) => (
                    Some(syncing::item(c, settled.clone(), language)?),
                    record::by_number(c, *n)?.seq != *seq,
                ),
                None => (None, false),
            };
            records.push(ChangeRecord {
                record,
                ticked: chosen.ticked.contains(n),
                along: chosen.along.contains(n),
                stale: verdict.is_some() && (stale || moved),
                verdict,
            });
        }
        Ok(ChangePage {
            total: numbers.len() as u64,
            records,
        })
    })
}

/// The records that ticks choose.
///
/// # Errors
/// What the cache says.
pub(crate) fn records(app: &App, ticks: &[Tick]) -> Outcome<Vec<RecordRef>> {
    look(app, |c, looked| {
        let chosen = looked.edits.chosen(c, ticks)?;
        let mut name = c
            .prepare_cached("SELECT type, id FROM record WHERE n = ?1")
            .map_err(CacheError::from)?;
        chosen
            .ticked
            .iter()
            .map(|n| {
                name.query_row([n], |row| {
                    Ok(RecordRef {
                        kind: record::type_of(row.get(0)?),
                        id: RecordId::from_bytes(row.get(1)?),
                    })
                })
                .map_err(CacheError::from)
            })
            .collect()
    })
}

/// The records that would be sent: those that ticks choose, and the new ones
/// that they refer to.
///
/// # Errors
/// What the cache says.
pub(crate) fn going(app: &App, ticks: &[Tick]) -> Outcome<Vec<RowNumber>> {
    look(app, |c, looked| {
        let chosen = looked.edits.chosen(c, ticks)?;
        let rows = looked.edits.rows().iter();
        Ok(rows
            .map(|edit| edit.n)
            .filter(|n| chosen.goes(*n))
            .collect())
    })
}

/// The mark of the pending edits, before the service is asked about them.
///
/// # Errors
/// What the cache says.
pub(crate) fn mark(app: &App) -> Outcome<pending::Mark> {
    look(app, |c, looked| looked.mark(c))
}

/// Remembers what the service said that it would do with what was ticked of
/// the edits of this mark: what was edited while it was asked is not in it.
///
/// # Errors
/// What the cache says.
pub(crate) fn remember(
    app: &App,
    ticks: &[Tick],
    mark: pending::Mark,
    results: &[Settled],
) -> Outcome<()> {
    look(app, |c, looked| {
        let mut seq = c
            .prepare_cached("SELECT seq FROM record WHERE type = ?1 AND id = ?2")
            .map_err(CacheError::from)?;
        let mut outcomes = BTreeMap::new();
        for settled in results {
            let key = (record::type_number(settled.kind), settled.id.as_bytes());
            let seq: Option<i64> = seq
                .query_row(key, |row| row.get(0))
                .optional()
                .map_err(CacheError::from)?;
            // One that was discarded meanwhile has no verdict any more.
            if let Some(seq) = seq {
                outcomes.insert(settled.id, (seq.unsigned_abs(), settled.clone()));
            }
        }
        looked.verdicts = Some(Verdicts {
            ticks: ticks.to_vec(),
            mark,
            outcomes,
        });
        Ok(())
    })
}

/// Forgets what the service said: it was sent.
pub(crate) fn forget(app: &App) {
    let mut looked = app.looked.lock().unwrap_or_else(PoisonError::into_inner);
    looked.verdicts = None;
}

/// Takes back the pending edits that were ticked: one step.
///
/// # Errors
/// What the cache says.
pub async fn discard_ticked(app: &App, args: DiscardTicked) -> Outcome<EditReply> {
    let records = records(app, &args.ticks)?;
    edits::discard(
        app,
        edutracker_protocol::command::Discard {
            records,
            field: None,
        },
    )
    .await
}

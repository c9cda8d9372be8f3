//! Broken rules and advice over a whole view: looked up when asked, never kept,
//! so that they are always those of the present rules and records.

use crate::{
    App, Outcome,
    bulk::{self, Groups},
    failure, rows,
};
use edutracker_domain::{Finding, Language, RecordType, Severity, field, record as fields};
use edutracker_protocol::command::{
    ProblemCell, ProblemFound, ProblemNext, Problems, ProblemsAsked,
};
use edutracker_store::{
    Cache, Error as CacheError,
    incoming::Judge,
    record::{self, RowNumber, Stored},
};
use std::sync::Arc;

/// Rows looked at in one request.
const STRETCH: u64 = 20_000;
/// Rows looked at before others may read.
const CHUNK: usize = 1_000;
/// Cells named at once.
const CELLS: usize = 500;

fn cell(stored: &Stored, rank: u64, finding: &Finding, language: Language) -> ProblemCell {
    let record = stored.effective();
    ProblemCell {
        rank,
        kind: stored.kind,
        id: stored.id,
        heading: rows::heading(stored.kind, record, language),
        field: finding.field(),
        code: finding.code,
        severity: finding.severity,
        args: finding.args.clone(),
        fix: bulk::mended(stored.kind, record, finding).is_some(),
    }
}

/// Calls `each` with the findings of records, until it says that it has enough.
fn look(
    cache: &Cache,
    today: &str,
    numbers: impl Iterator<Item = (u64, RowNumber)>,
    mut each: impl FnMut(u64, &Stored, Vec<Finding>) -> bool,
) -> Outcome<()> {
    let mut numbers = numbers.peekable();
    while numbers.peek().is_some() {
        let enough = cache
            .read(|c| {
                let judge = Judge::new(c, today)?;
                for (rank, n) in numbers.by_ref().take(CHUNK) {
                    let stored = match record::by_number(c, n) {
                        Ok(stored) => stored,
                        Err(CacheError::NotFound) => continue,
                        Err(error) => return Err(error),
                    };
                    let findings = rows::findings(&stored, &judge);
                    if !findings.is_empty() && each(rank, &stored, findings) {
                        return Ok(true);
                    }
                }
                Ok(false)
            })
            .map_err(failure::cache)?;
        if enough {
            break;
        }
    }
    Ok(())
}

/// Broken rules and advice in a stretch of a view.
///
/// # Errors
/// [`edutracker_protocol::ErrorCode::ViewClosed`].
pub async fn problems(app: &App, args: ProblemsAsked) -> Outcome<Problems> {
    app.account()?;
    let cache = app.cache()?;
    let (today, language) = (app.host.today(), app.language());
    let (total, numbers) = {
        let views = cache.views();
        let count = args.count.min(STRETCH);
        let total = views.numbers(args.view).map_err(failure::cache)?.len() as u64;
        let numbers = views
            .window(args.view, args.from, count)
            .map_err(failure::cache)?;
        (total, numbers)
    };
    let next = args.from + numbers.len() as u64;
    let mut groups = Groups::default();
    let mut cells = Vec::new();
    let wanted = |finding: &Finding| {
        (args.cells || args.rule.is_some())
            && args.rule.is_none_or(|rule| rule == finding.code)
            && args
                .field
                .as_ref()
                .is_none_or(|field| *field == finding.field())
    };
    let ranked = (args.from..).zip(numbers);
    look(&cache, &today, ranked, |rank, stored, findings| {
        for finding in &findings {
            groups.add(stored.kind, stored.effective(), finding);
            if wanted(finding) && cells.len() < CELLS {
                cells.push(cell(stored, rank, finding, language));
            }
        }
        false
    })?;
    Ok(Problems {
        total,
        next: (next < total).then_some(next),
        groups: groups.finish(),
        cells,
    })
}

/// The next cell with a problem: all that keep from being sent in the order of the
/// view, then all with advice, and round. Archived offers are left alone.
///
/// # Errors
/// [`edutracker_protocol::ErrorCode::ViewClosed`].
pub async fn problem_next(app: &App, args: ProblemNext) -> Outcome<ProblemFound> {
    app.account()?;
    let cache: Arc<Cache> = app.cache()?;
    let numbers = cache
        .views()
        .numbers(args.view)
        .map_err(failure::cache)?
        .to_vec();
    let count = numbers.len();
    if count == 0 {
        return Ok(ProblemFound { cell: None });
    }
    let start = usize::try_from(args.rank).unwrap_or(0).min(count - 1);
    let search = Search {
        cache: &cache,
        numbers: &numbers,
        today: app.host.today(),
        language: app.language(),
        back: args.back,
    };
    let begin = if args.back { count - 1 } else { 0 };
    let to_end = if args.back { start } else { count - 1 - start };
    let here = args.field.as_deref();
    let (one, other) = match args.severity {
        // The row itself comes once more at the end: what lies on its other side.
        None => {
            let found = search.along(Severity::Error, start, count, here)?;
            let cell = match found {
                Some(cell) => Some(cell),
                None => search.along(Severity::Advice, start, count, here)?,
            };
            return Ok(ProblemFound { cell });
        }
        Some(Severity::Error) => (Severity::Error, Severity::Advice),
        Some(Severity::Advice) => (Severity::Advice, Severity::Error),
    };
    let legs = [
        (one, start, to_end, here),
        (other, begin, count - 1, None),
        (one, begin, count - 1, None),
    ];
    for (severity, from, steps, field) in legs {
        let cell = search.along(severity, from, steps, field)?;
        if cell.is_some() {
            return Ok(ProblemFound { cell });
        }
    }
    Ok(ProblemFound { cell: None })
}

/// Looking through a view one way.
struct Search<'a> {
    cache: &'a Cache,
    numbers: &'a [RowNumber],
    today: String,
    language: Language,
    back: bool,
}

impl Search<'_> {
    /// The first cell of a severity from a row on, so many steps far and round the
    /// end; in that row only after `field`.
    fn along(
        &self,
        severity: Severity,
        start: usize,
        steps: usize,
        field: Option<&str>,
    ) -> Outcome<Option<ProblemCell>> {
        let count = self.numbers.len();
        let ranks = (0..=steps).map(|step| {
            if self.back {
                (start + count - step % count) % count
            } else {
                (start + step) % count
            }
        });
        let mut first = true;
        let mut found = None;
        let ranked = ranks.map(|rank| (rank as u64, self.numbers[rank]));
        look(
            self.cache,
            &self.today,
            ranked,
            |rank, stored, mut findings| {
                let at_start = first && rank == start as u64;
                first = false;
                if fields::flag(stored.effective(), "archived") {
                    return false;
                }
                let place = |finding: &Finding| place(stored.kind, &finding.field());
                findings.retain(|finding| finding.severity == severity);
                findings.sort_by_key(place);
                if self.back {
                    findings.reverse();
                }
                let here = field.map(|field| self::place(stored.kind, field));
                let next = findings.into_iter().find(|finding| match here {
                    Some(here) if at_start && self.back => place(finding) < here,
                    Some(here) if at_start => place(finding) > here,
                    _ => true,
                });
                found = next.map(|finding| cell(stored, rank, &finding, self.language));
                found.is_some()
            },
        )?;
        Ok(found)
    }
}

/// The place of a field in the order of the form.
fn place(kind: RecordType, name: &str) -> usize {
    field::fields(kind)
        .iter()
        .position(|field| field.name == name)
        .unwrap_or(usize::MAX)
}

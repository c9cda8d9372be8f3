//! What an operation would do: counts, reasons, samples. Nothing is written.

use super::{Told, Verdict, judged, may_create, mended, plan::Plan, puts_away, scope};
use crate::{App, Outcome, brakes, edits::Refused, rows};
use edutracker_domain::{Finding, FindingCode, Language, Record, RecordId, RecordType, Severity};
use edutracker_protocol::command::{BulkAsked, BulkPreview, BulkSample, ProblemGroup};
use edutracker_store::{Error as CacheError, incoming::Judge, record};
use std::collections::BTreeMap;

/// Samples at once.
const SAMPLES: usize = 200;
/// Records looked at before others may read.
const CHUNK: usize = 1_000;

/// Findings counted by field and rule.
#[derive(Default)]
pub(crate) struct Groups(BTreeMap<(String, FindingCode), ProblemGroup>);

impl Groups {
    /// Counts one finding of a record.
    pub(crate) fn add(&mut self, kind: RecordType, record: &Record, finding: &Finding) {
        let group = self
            .0
            .entry((finding.field(), finding.code))
            .or_insert_with(|| ProblemGroup {
                field: finding.field(),
                code: finding.code,
                severity: finding.severity,
                count: 0,
                args: finding.args.clone(),
                fix: false,
            });
        group.count += 1;
        if !group.fix {
            group.fix = mended(kind, record, finding).is_some();
        }
    }

    /// What stands in the way first, then the most frequent.
    pub(crate) fn finish(self) -> Vec<ProblemGroup> {
        let mut groups: Vec<ProblemGroup> = self.0.into_values().collect();
        groups.sort_by_key(|group| (group.severity, std::cmp::Reverse(group.count)));
        groups
    }
}

/// One record as it would be.
struct Would<'a> {
    kind: RecordType,
    id: Option<RecordId>,
    place: usize,
    before: &'a Record,
    after: &'a Record,
    created: bool,
    told: Told,
}

struct Counting {
    preview: BulkPreview,
    groups: Groups,
    removals: u64,
    /// How many samples of each sort are kept until the end.
    most: usize,
    valid: Vec<BulkSample>,
    invalid: Vec<BulkSample>,
    language: Language,
}

impl Counting {
    fn refused(&mut self, code: &str) {
        self.preview.not_allowed += 1;
        *self.preview.reasons.entry(code.to_owned()).or_default() += 1;
    }

    fn would(
        &mut self,
        judge: &Judge<'_>,
        builder: &mut rows::Builder<'_>,
        would: Would<'_>,
    ) -> Result<(), CacheError> {
        self.preview.changed += 1;
        self.preview.created += u64::from(would.created);
        self.removals += u64::from(!would.created && puts_away(would.before, would.after));
        let mut findings = judge.findings(would.kind, would.after);
        findings.retain(|finding| finding.severity == Severity::Error);
        for finding in &findings {
            self.groups.add(would.kind, would.after, finding);
        }
        let broken = !findings.is_empty();
        self.preview.invalid += u64::from(broken);
        let nothing = Record::new();
        let before = if would.created {
            &nothing
        } else {
            would.before
        };
        let changes = rows::differences(would.kind, before, would.after, None);
        for change in &changes {
            *self.preview.fields.entry(change.field.clone()).or_default() += 1;
        }
        let samples = if broken {
            &mut self.invalid
        } else {
            &mut self.valid
        };
        if samples.len() < self.most {
            let mut names = builder.names(would.kind, before)?;
            names.extend(builder.names(would.kind, would.after)?);
            let Told {
                hits,
                shown,
                unread,
                archived: _,
            } = would.told;
            samples.push(BulkSample {
                kind: would.kind,
                id: would.id,
                place: would.place as u64,
                created: would.created,
                heading: rows::heading(
                    would.kind,
                    if would.created { would.after } else { before },
                    self.language,
                ),
                changes,
                names,
                hits: hits
                    .into_iter()
                    .map(|(field, hits)| (field.to_owned(), hits))
                    .collect(),
                shown,
                findings,
                unread,
            });
        }
        Ok(())
    }

    fn finish(mut self, from: usize) -> BulkPreview {
        self.preview.problems = self.groups.finish();
        let samples = self.invalid.into_iter().chain(self.valid);
        self.preview.samples = samples.skip(from).take(SAMPLES).collect();
        self.preview
    }
}

/// What an operation would do; writes nothing.
///
/// # Errors
/// As [`super::bulk`].
pub async fn bulk_preview(app: &App, args: BulkAsked) -> Outcome<BulkPreview> {
    let account = app.account()?;
    let cache = app.cache()?;
    let today = app.host.today();
    let from = args.from as usize;
    let (chosen, mut plan) = cache.read(|c| {
        let chosen = scope::numbers(c, &cache, &args.scope, &app.host.today())?;
        let plan = Plan::new(c, &account, &chosen, &args.operation, &today)?;
        Ok::<_, Refused>((chosen, plan))
    })?;
    let mut counting = Counting {
        preview: BulkPreview {
            records: chosen.numbers.len() as u64,
            beyond: plan.rows_beyond(chosen.numbers.len()),
            ..BulkPreview::default()
        },
        groups: Groups::default(),
        removals: 0,
        most: from.saturating_add(SAMPLES).min(10_000),
        valid: Vec::new(),
        invalid: Vec::new(),
        language: app.language(),
    };
    for (chunk, numbers) in chosen.numbers.chunks(CHUNK).enumerate() {
        cache
            .read(|c| {
                let judge = Judge::new(c, &today)?;
                let mut builder = rows::Builder::new(c, &judge)?;
                for (at, n) in numbers.iter().enumerate() {
                    let place = chunk * CHUNK + at;
                    let stored = match record::by_number(c, *n) {
                        Ok(stored) => stored,
                        Err(CacheError::NotFound) => continue,
                        Err(error) => return Err(error),
                    };
                    let (verdict, told) = judged(
                        c,
                        &judge,
                        &account,
                        &mut plan,
                        &stored,
                        (place, args.leave_archived),
                    )?;
                    counting.preview.archived += u64::from(told.archived);
                    counting.preview.hits += told.hits.values().map(|n| u64::from(*n)).sum::<u64>();
                    counting.preview.unread += told.unread.len() as u64;
                    let (after, created) = match verdict {
                        Verdict::Unchanged => {
                            counting.preview.unchanged += 1;
                            continue;
                        }
                        Verdict::Left => continue,
                        Verdict::Refused(code) => {
                            counting.refused(code.as_str());
                            continue;
                        }
                        Verdict::Changed { after, dropped } => {
                            counting.preview.dropped += dropped.len() as u64;
                            (after, false)
                        }
                        Verdict::Created(record) => (record, true),
                    };
                    let would = Would {
                        kind: chosen.kind,
                        id: Some(stored.id),
                        place,
                        before: stored.effective(),
                        after: &after,
                        created,
                        told,
                    };
                    counting.would(&judge, &mut builder, would)?;
                }
                Ok(())
            })
            .map_err(crate::failure::cache)?;
    }
    cache
        .read(|c| {
            let judge = Judge::new(c, &today)?;
            let mut builder = rows::Builder::new(c, &judge)?;
            let rows = chosen.numbers.len();
            for (at, (row, record)) in plan.beyond(c, rows)?.into_iter().enumerate() {
                counting.preview.unread += row.unread.len() as u64;
                match may_create(&account, chosen.kind, record) {
                    Verdict::Created(after) => {
                        let would = Would {
                            kind: chosen.kind,
                            id: None,
                            place: rows + at,
                            before: &Record::new(),
                            after: &after,
                            created: true,
                            told: Told {
                                unread: row.unread,
                                ..Told::default()
                            },
                        };
                        counting.would(&judge, &mut builder, would)?;
                    }
                    Verdict::Refused(code) => counting.refused(code.as_str()),
                    Verdict::Unchanged | Verdict::Changed { .. } | Verdict::Left => {}
                }
            }
            counting.preview.needs_confirm = brakes::needed(c, chosen.kind, counting.removals)?;
            Ok(())
        })
        .map_err(crate::failure::cache)?;
    Ok(counting.finish(from))
}

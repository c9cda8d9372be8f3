//! Items that are taken together or not at all.

use super::{
    decide::{Decided, Deciding},
    outcome::Outcome,
};
use crate::refusal::Answer;
use edutracker_domain::RecordId;
use edutracker_protocol::wire::{ItemStatus, PushItem};
use serde_json::json;
use std::collections::BTreeMap;

/// The item that keeps a group from being taken.
struct Cause {
    at: usize,
    mid: RecordId,
    /// Its own answer; `None` where it was given before.
    outcome: Option<Outcome>,
}

/// A group of items of one part.
#[derive(Default)]
struct Group {
    /// Where to go back to when it fails: its first item, and the view before it.
    begun: Option<(usize, usize)>,
    cause: Option<Cause>,
}

/// The answer to the other items of a failed group.
fn blocked(item: &PushItem, cause: &Cause) -> Outcome {
    let detail = json!({ "mid": cause.mid.to_string() });
    Outcome::new(item.mid, ItemStatus::Blocked).because("group-failed", Some(detail))
}

/// Decides the items of a part in their order; those with a known answer keep
/// it. When an item of a group fails, the group's writes are taken off the
/// view, and everything since its first item is decided again without it:
/// other items may have built on these writes. A group fails once at most, so
/// this ends.
pub fn decide(
    deciding: &mut Deciding<'_>,
    items: &[PushItem],
    known: Vec<Option<Decided>>,
) -> Answer<Vec<Decided>> {
    let mut groups: BTreeMap<&str, Group> = BTreeMap::new();
    for (at, (item, known)) in items.iter().zip(&known).enumerate() {
        let Some(name) = item.atomic.as_deref() else {
            continue;
        };
        let group = groups.entry(name).or_default();
        if known.as_ref().is_some_and(|known| !known.is_done()) && group.cause.is_none() {
            group.cause = Some(Cause {
                at,
                mid: item.mid,
                outcome: None,
            });
        }
    }
    let mut made: Vec<Option<Outcome>> = Vec::with_capacity(items.len());
    while let (Some(item), Some(known)) = (items.get(made.len()), known.get(made.len())) {
        let at = made.len();
        if known.is_some() {
            made.push(None);
            continue;
        }
        let Some(name) = item.atomic.as_deref() else {
            made.push(Some(deciding.decide(item)?));
            continue;
        };
        let group = groups.entry(name).or_default();
        if let Some(cause) = &group.cause {
            let own = cause.outcome.as_ref().filter(|_| cause.at == at).cloned();
            deciding.not_made(item);
            made.push(Some(own.unwrap_or_else(|| blocked(item, cause))));
            continue;
        }
        let begun = *group.begun.get_or_insert((at, deciding.savepoint()));
        let outcome = deciding.decide(item)?;
        if outcome.result.status.is_done() {
            made.push(Some(outcome));
            continue;
        }
        group.cause = Some(Cause {
            at,
            mid: item.mid,
            outcome: Some(outcome),
        });
        let (first, savepoint) = begun;
        deciding.rollback(savepoint, items.get(first..=at).unwrap_or_default());
        made.truncate(first);
        for group in groups.values_mut() {
            group.begun = group.begun.filter(|(start, _)| *start < first);
        }
    }
    Ok(made
        .into_iter()
        .zip(known)
        .filter_map(|(made, known)| {
            known.or_else(|| made.map(|outcome| Decided::New(Box::new(outcome))))
        })
        .collect())
}

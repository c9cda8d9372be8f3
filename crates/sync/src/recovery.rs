//! Seeing that the cache is right, and finding out what a restored service lost.

use crate::{Engine, PullOutcome, Request, SyncError, feed};
use edutracker_domain::{RecordId, Rev};
use edutracker_protocol::{
    ProblemType,
    wire::{ItemStatus, PartitionChecks, Tally},
};
use edutracker_store::{
    Error as CacheError, incoming, meta,
    outbox::{self, Taken},
    partition, sent, tally,
};
use serde::Deserialize;
use std::collections::BTreeSet;

/// What a check of the whole cache found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What came in meanwhile.
    pub pulled: PullOutcome,
    /// Organisations that differed and were read anew.
    pub repaired: u64,
    /// The service's time at which cache and service were found equal; `None`
    /// when they still differ.
    pub verified: Option<String>,
}

/// `GET /v1/pushes/{push}`, as far as it matters here.
#[derive(Deserialize)]
struct KnownPush {
    parts: Vec<KnownPart>,
}

#[derive(Deserialize)]
struct KnownPart {
    results: Vec<KnownResult>,
}

#[derive(Deserialize)]
struct KnownResult {
    mid: RecordId,
    status: ItemStatus,
    #[serde(default)]
    rev: Option<Rev>,
}

/// What the service has; `None` where it says that there is none.
fn found<T>(answer: Result<T, SyncError>) -> Result<Option<T>, SyncError> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.problem() == Some(ProblemType::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

impl Engine {
    /// Compares the check sums of the partitions; those that differ will be
    /// read anew.
    pub(crate) async fn compare(&self) -> Result<u64, SyncError> {
        // What was passed over is in the service's sums and not in ours.
        if !self.cache.read(feed::foreign_types)?.is_empty() {
            self.cache.write(|tx| meta::clear(tx, meta::DIVERGED))?;
            return Ok(0);
        }
        let theirs: PartitionChecks = self
            .session
            .send(Request::get("/v1/changes/check"))
            .await?
            .json()
            .await?;
        let mut here = self.cache.read(tally::partitions)?;
        let mut differing = Vec::new();
        for partition in &theirs.partitions {
            let tally = here.remove(&partition.org).unwrap_or_default();
            if tally.count != partition.count || tally.text() != partition.check {
                differing.push(partition.org);
            }
        }
        // What the service does not show at all must go as well.
        differing.extend(
            here.into_iter()
                .filter(|(_, t)| *t != Tally::default())
                .map(|(org, _)| org),
        );
        self.cache.write(|tx| {
            for org in &differing {
                partition::begin_repair(tx, *org)?;
            }
            meta::clear(tx, meta::DIVERGED)
        })?;
        Ok(differing.len() as u64)
    }

    /// Counts the cache again from its records, and compares it with the
    /// service; what differs is read anew.
    ///
    /// # Errors
    /// What network, service and cache say.
    pub async fn check(&self) -> Result<Checked, SyncError> {
        let _turn = self.turn.lock().await;
        let mut pulled = self.pull_in_turn().await?;
        self.cache.write(|tx| {
            let generation = incoming::generation(tx)?;
            tally::recount(tx, generation)
        })?;
        let repaired = self.compare().await?;
        pulled.join(self.pull_in_turn().await?);
        let (verified, diverged, as_of) = self.cache.read(|c| {
            Ok::<_, CacheError>((
                meta::get(c, meta::VERIFIED)?,
                meta::get(c, meta::DIVERGED)?,
                meta::get(c, meta::AS_OF)?,
            ))
        })?;
        Ok(Checked {
            pulled,
            repaired,
            verified: verified.filter(|at| diverged.is_none() && Some(at) == as_of.as_ref()),
        })
    }

    /// The waiting edits that the service took and whose answers were not heard.
    /// It knows the push and its answers; where it has forgotten those, the
    /// history of a record names the pushes that changed it. Merging by content
    /// would not do, since somebody may have taken the push back meanwhile.
    pub(crate) async fn taken_unheard(&self) -> Result<Vec<Taken>, SyncError> {
        let waiting = self.cache.read(outbox::unanswered)?;
        let mut taken = Vec::new();
        for of_push in waiting.chunk_by(|one, next| one.push == next.push) {
            let push = &of_push[0].push;
            let asked = self
                .session
                .send(Request::get(format!("/v1/pushes/{push}")));
            let Some(known) = found(asked.await?.json::<KnownPush>().await)? else {
                continue;
            };
            // Where answers are known, what has none was not taken: asked by
            // record, a long push would be asked ten thousand times.
            if !known.parts.is_empty() {
                let waiting: BTreeSet<RecordId> = of_push.iter().map(|edit| edit.mid).collect();
                let results = known.parts.into_iter().flat_map(|part| part.results);
                let done = results
                    .filter(|result| result.status.is_done() && waiting.contains(&result.mid));
                taken.extend(done.map(|KnownResult { mid, rev, .. }| Taken { mid, rev }));
                continue;
            }
            for edit in of_push {
                let history = found(self.history(edit.kind, edit.id).await)?;
                let entry = history.into_iter().flatten().find(|one| one.push == *push);
                let (mid, rev) = (edit.mid, entry.map(|entry| entry.rev));
                taken.extend(rev.map(|rev| Taken {
                    mid,
                    rev: Some(rev),
                }));
            }
        }
        Ok(taken)
    }

    /// The service was restored from a backup: asks push by push what it still
    /// knows. The rest is offered to be sent again.
    pub(crate) async fn find_lost(&self) -> Result<(), SyncError> {
        for push in self.cache.read(sent::answered)? {
            let asked = self
                .session
                .send(Request::get(format!("/v1/pushes/{push}")));
            let known: BTreeSet<RecordId> = match found(asked.await?.json::<KnownPush>().await)? {
                // The push is there; only its answers are forgotten, for their age.
                Some(known) if known.parts.is_empty() => continue,
                Some(known) => known
                    .parts
                    .into_iter()
                    .flat_map(|part| part.results)
                    .map(|result| result.mid)
                    .collect(),
                None => BTreeSet::new(),
            };
            self.cache.write(|tx| sent::compare(tx, push, &known))?;
        }
        self.cache.write(|tx| meta::clear(tx, meta::RECOVER))?;
        Ok(())
    }
}

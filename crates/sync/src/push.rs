//! Sending edits, and taking the answers in.

use crate::{Engine, NetError, Request, SyncError};
use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::{
    ProblemType,
    command::{ConfirmNeeded, RecordRef, Stopped},
    wire::{Effect, ItemProblem, ItemResult, ItemStatus, PushResult, Summary, WireLimits},
};
use edutracker_store::{
    Error as CacheError, meta,
    outbox::{self, Freezing, Frozen, Settled},
    pack::{self, Envelope, Extent, Held, Packing, Rest},
    partition,
};
use std::collections::BTreeSet;

/// What to push.
#[derive(Debug, Clone, Default)]
pub struct PushRequest {
    /// Only these records; `None`: all that can go.
    pub only: Option<Vec<RecordRef>>,
    /// What the person said.
    pub comment: Option<String>,
    /// Ask only.
    pub dry_run: bool,
    /// The person agreed to a large push.
    pub confirmed: bool,
}

/// What became of a push.
#[derive(Default)]
pub struct PushOutcome {
    /// The push; `None` when nothing was sent.
    pub push: Option<RecordId>,
    /// Counts by outcome, over all parts.
    pub summary: Summary,
    /// What else would happen, over all parts of a dry run.
    pub effects: Vec<Effect>,
    /// What was not taken; with a dry run, every edit.
    pub results: Vec<Settled>,
    /// Nothing was sent: a person must agree first.
    pub needs_confirm: Option<ConfirmNeeded>,
    /// It was stopped before all was sent.
    pub stopped: Option<Stopped>,
}

/// What is left of the push that is being sent.
#[derive(Default)]
struct Unsent {
    push: String,
    /// Parts of it that were never on their way.
    parts: BTreeSet<u32>,
}

impl Unsent {
    fn goes(&mut self, frozen: &Frozen) {
        if frozen.push == self.push {
            self.parts.remove(&frozen.part);
        }
    }
}

/// How often a push is begun anew after the service forgot where we were.
const ATTEMPTS: u32 = 3;
/// After so many answers that were none, a part is cut in two: one edit that
/// the service fails on must not hold up the others.
const FAILURES: u32 = 3;

impl Engine {
    /// Sends edits, or asks what sending them would do.
    ///
    /// # Errors
    /// What network, service and cache say. Parts that were sent and not
    /// answered stay frozen and go out again.
    pub async fn push(&self, request: &PushRequest) -> Result<PushOutcome, SyncError> {
        self.stop.begin();
        let mut outcome = PushOutcome::default();
        let Some(_turn) = self.stop.unless_asked(self.turn.lock()).await else {
            self.withdraw(&Unsent::default(), &mut outcome)?;
            return Ok(outcome);
        };
        for attempt in 1.. {
            let mut unsent = Unsent::default();
            let once = self.push_once(request, &mut outcome, &mut unsent).await;
            if self.stop.is_asked() {
                if request.dry_run {
                    // Half an answer is none.
                    outcome = PushOutcome::default();
                }
                self.withdraw(&unsent, &mut outcome)?;
            }
            match once {
                Err(error)
                    if error.problem() == Some(ProblemType::StaleClient)
                        && attempt < ATTEMPTS
                        && !self.stop.is_asked() =>
                {
                    // Nothing was applied: read anew, merge, send what is left.
                    self.pull_in_turn().await?;
                }
                Err(error) => return Err(error),
                Ok(()) => break,
            }
        }
        Ok(outcome)
    }

    /// Ends the push that runs: what is on its way is still answered and stays,
    /// the rest is pending again. Asked twice, the answers are not waited for
    /// either: what was on its way stays frozen, and is asked for again by the
    /// next pull or push. Does nothing when no push runs.
    pub fn stop_push(&self) {
        self.stop.ask();
    }

    /// Makes what was never on its way pending again.
    fn withdraw(&self, unsent: &Unsent, outcome: &mut PushOutcome) -> Result<(), SyncError> {
        let left = self
            .cache
            .write(|tx| outbox::withdraw(tx, &unsent.push, &unsent.parts))?;
        let unanswered = self.cache.read(outbox::unanswered)?.len() as u64;
        // Asked when all was answered already, it stopped nothing.
        if left > 0 || unanswered > 0 || outcome.push.is_none() {
            outcome.stopped = Some(Stopped { left, unanswered });
        }
        Ok(())
    }

    async fn push_once(
        &self,
        request: &PushRequest,
        outcome: &mut PushOutcome,
        unsent: &mut Unsent,
    ) -> Result<(), SyncError> {
        // Asking sends nothing, not even what waits for an answer.
        if !request.dry_run {
            self.settle(outcome, unsent).await?;
        }
        // In the middle of a snapshot, revisions are of two incarnations.
        if self.cache.read(partition::is_open)?
            && let Some(pulled) = self.stop.unless_asked(self.pull_in_turn()).await
        {
            pulled?;
        }
        if self.stop.is_asked() {
            return Ok(());
        }
        let limits = self.limits()?;
        let envelope = self.cache.read(|c| {
            let epoch = meta::get(c, meta::EPOCH)?
                .and_then(|text| u32::from_str_radix(&text, 16).ok())
                .unwrap_or(0);
            Ok::<_, CacheError>(Envelope {
                push: RecordId::new(),
                device: meta::get(c, meta::DEVICE)?.unwrap_or_default(),
                epoch,
                base_cursor: meta::get(c, meta::CURSOR)?,
                comment: request.comment.clone(),
                limits: limits.clone(),
            })
        })?;
        let only = request.only.as_deref();
        if request.dry_run {
            let asking = self.ask(&envelope, only, outcome);
            return self.stop.unless_asked(asking).await.unwrap_or(Ok(()));
        }
        let agreed = |extent| request.confirmed || !needs_confirmation(extent, &limits);
        match outbox::freeze(&self.cache, &envelope, only, &self.today(), agreed)? {
            Freezing::Unconfirmed(extent) => {
                outcome.needs_confirm = Some(ConfirmNeeded {
                    updates: extent.updates,
                    removals: extent.removals,
                });
                Ok(())
            }
            Freezing::Done(packed) => {
                outcome.hold(packed.held);
                unsent.push = envelope.push.to_string();
                unsent.parts = self.cache.read(|c| outbox::parts(c, &unsent.push))?;
                self.settle(outcome, unsent).await
            }
        }
    }

    /// Asks part by part; nothing is written on either side.
    async fn ask(
        &self,
        envelope: &Envelope,
        only: Option<&[RecordRef]>,
        outcome: &mut PushOutcome,
    ) -> Result<(), SyncError> {
        let today = self.today();
        // Paused between the parts, so that no reader is held while waiting.
        let mut paused: Option<Rest> = None;
        for number in 0.. {
            let (items, rest) = self.cache.read(|c| {
                let mut packing = match paused.take() {
                    Some(rest) => Packing::resume(c, envelope, rest, &today)?,
                    None => Packing::new(c, envelope, only, &today)?,
                };
                Ok::<_, CacheError>((packing.next_part()?, packing.pause()))
            })?;
            let Some(outgoing) = items else {
                outcome.hold(rest.held());
                return Ok(());
            };
            paused = Some(rest);
            outcome.push = Some(envelope.push);
            let records: Vec<(RecordType, RecordId)> = outgoing
                .iter()
                .map(|o| (o.stored.kind, o.stored.id))
                .collect();
            let items: Vec<_> = outgoing.into_iter().map(|o| o.item).collect();
            let body = pack::question(envelope, number, &items)?;
            let answer: PushResult = self
                .session
                .send(Request::post("/v1/pushes?dryRun=true", body))
                .await?
                .json()
                .await?;
            outcome.summary.add(answer.summary);
            outcome.add_effects(answer.effects);
            for (result, (kind, id)) in answer.results.into_iter().zip(records) {
                // The outcome of each edit is wanted, not its record.
                let record = None;
                outcome.results.push(Settled {
                    kind,
                    id,
                    result: ItemResult { record, ..result },
                });
            }
        }
        Ok(())
    }

    /// Sends every frozen part and takes the answers in: while one is taken in,
    /// the next part is on its way.
    async fn settle(
        &self,
        outcome: &mut PushOutcome,
        unsent: &mut Unsent,
    ) -> Result<(), SyncError> {
        while !self.stop.is_asked()
            && let Some(frozen) = self.cache.read(outbox::next_part)?
        {
            unsent.goes(&frozen);
            let carried = self.stop.unless_at_once(self.carry(&frozen)).await;
            let mut sent = carried.map(|answer| (frozen, answer));
            while let Some((frozen, answer)) = sent.take() {
                let following = match &answer {
                    Ok(_) if !self.stop.is_asked() => {
                        self.cache.read(|c| outbox::part_after(c, &frozen))?
                    }
                    _ => None,
                };
                if let Some(following) = &following {
                    unsent.goes(following);
                }
                let next = async {
                    let following = following?;
                    let carried = self.stop.unless_at_once(self.carry(&following)).await?;
                    Some((following, carried))
                };
                // Should the taking in fail, the next part is asked for again
                // and answered as before.
                let (next, taken) = tokio::join!(next, self.take_in(&frozen, answer));
                if let Some((answer, settled)) = taken? {
                    outcome.push = Some(answer.push);
                    outcome.summary.add(answer.summary);
                    outcome.results.extend(settled);
                }
                sent = next;
            }
        }
        Ok(())
    }

    /// Sends a part and takes the answer in; `None`: the service could not take
    /// it, and it was cut.
    pub(crate) async fn send_part(
        &self,
        frozen: &Frozen,
    ) -> Result<Option<(PushResult, Vec<Settled>)>, SyncError> {
        let answer = self.carry(frozen).await;
        self.take_in(frozen, answer).await
    }

    /// Sends a part. Nothing is written here.
    async fn carry(&self, frozen: &Frozen) -> Result<PushResult, SyncError> {
        let request = Request::post("/v1/pushes", frozen.body.clone()).with(
            "idempotency-key",
            // A part that was cut in two is another one, whatever its number.
            format!("\"{}-p{}-{}\"", frozen.push, frozen.part, frozen.body.len()),
        );
        let answer: PushResult = self.session.send(request).await?.json().await?;
        // An answer to something else settles nothing: taken for ours, it would be asked for for ever.
        if answer.push.to_string() != frozen.push || answer.part != frozen.part || answer.dry_run {
            return Err(NetError::NotTheService.into());
        }
        Ok(answer)
    }

    /// Takes the answer to a part in, or what came instead of one.
    async fn take_in(
        &self,
        frozen: &Frozen,
        answer: Result<PushResult, SyncError>,
    ) -> Result<Option<(PushResult, Vec<Settled>)>, SyncError> {
        let error = match answer {
            Ok(mut answer) => {
                let settled = self
                    .cache
                    .write(|tx| outbox::acknowledge(tx, &answer, &self.today()))?;
                // Taken in: their records need not be held while others come.
                answer.results = Vec::new();
                return Ok(Some((answer, settled)));
            }
            Err(error) => error,
        };
        match error.problem() {
            Some(ProblemType::StaleClient) => {
                let taken = self.taken_long_ago().await?;
                self.cache
                    .write(|tx| outbox::thaw_but(tx, &taken, &self.today()))?;
            }
            Some(problem) if thaws(problem) => self.cache.write(outbox::thaw)?,
            Some(problem) if unreadable(problem) => {
                self.cache
                    .write(|tx| outbox::cut(tx, frozen, problem.code()))?;
                return Ok(None);
            }
            Some(ProblemType::Unavailable) if frozen.attempts >= FAILURES => {
                let one = frozen.body.matches(r#""mid":"#).count() == 1;
                if !one {
                    self.cache
                        .write(|tx| outbox::cut(tx, frozen, ProblemType::Unavailable.code()))?;
                    return Ok(None);
                }
            }
            Some(ProblemType::Unavailable) => {
                self.cache.write(|tx| outbox::note_attempt(tx, frozen))?;
            }
            _ => {}
        }
        Err(error)
    }
}

impl PushOutcome {
    /// Counts what a rule holds back here.
    fn hold(&mut self, held: Vec<Held>) {
        for held in held {
            self.summary.invalid += 1;
            self.results.push(Settled {
                kind: held.kind,
                id: held.id,
                result: ItemResult {
                    mid: RecordId::new(),
                    status: ItemStatus::Invalid,
                    rev: None,
                    record: None,
                    conflicts: Vec::new(),
                    others: Vec::new(),
                    problem: Some(ItemProblem {
                        code: "validation".to_owned(),
                        errors: held.findings,
                        detail: None,
                    }),
                },
            });
        }
    }

    fn add_effects(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match self.effects.iter_mut().find(|e| e.code == effect.code) {
                Some(known) => known.count += effect.count,
                None => self.effects.push(effect),
            }
        }
    }
}

/// Problems of a push request that mean that nothing of it was applied, and
/// that the edits must be looked at anew before they can be sent.
pub(crate) fn thaws(problem: ProblemType) -> bool {
    matches!(
        problem,
        ProblemType::StaleClient
            | ProblemType::ConfirmMismatch
            | ProblemType::TooManyParts
            | ProblemType::ClientTooOld
            | ProblemType::Forbidden
            | ProblemType::NotAvailable
            | ProblemType::KeyReused
    )
}

/// Problems that sending the same bytes again would meet again.
fn unreadable(problem: ProblemType) -> bool {
    matches!(
        problem,
        ProblemType::Malformed
            | ProblemType::DuplicateRecord
            | ProblemType::TooLarge
            | ProblemType::UnsupportedMediaType
    )
}

/// The brakes of contract §6: more than 500 updates, or removals of more than
/// 50 records or 5 % of those in view, whichever is smaller but at least 5.
fn needs_confirmation(extent: Extent, limits: &WireLimits) -> bool {
    let share = (extent.in_view / 20).max(5);
    extent.updates > limits.confirm_updates || extent.removals > limits.confirm_removals.min(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_pushes_are_confirmed() {
        let needed = |updates, removals, in_view| {
            let extent = Extent {
                updates,
                removals,
                in_view,
            };
            needs_confirmation(extent, &WireLimits::default())
        };
        assert!(!needed(500, 5, 10));
        assert!(needed(501, 0, 0));
        assert!(needed(0, 6, 10));
        assert!(needed(0, 51, 100_000));
        assert!(!needed(0, 50, 100_000));
    }
}

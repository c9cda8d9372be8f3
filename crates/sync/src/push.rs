//! Sending edits, and taking the answers in.

use crate::{Engine, Request, SyncError, settle::Settling};
use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::{
    ProblemType,
    command::{ConfirmNeeded, RecordRef, Sending, Stopped},
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
    /// A push of new records, or of more than a few, waits until the person at the
    /// screen was asked about it.
    pub wary: bool,
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
    /// Nothing was sent: the person is asked first, as the request wanted.
    pub asks: Option<Sending>,
    /// It was stopped before all was sent.
    pub stopped: Option<Stopped>,
}

/// What is left of the push that is being sent.
#[derive(Default)]
pub(crate) struct Unsent {
    push: String,
    /// Parts of it that were never on their way.
    parts: BTreeSet<u32>,
}

impl Unsent {
    /// A part was cut before anything of it was taken: so are its halves.
    pub(crate) fn cut(&mut self, frozen: &Frozen, halves: impl Iterator<Item = u32>) {
        if frozen.push == self.push {
            self.parts.extend(halves);
        }
    }

    pub(crate) fn goes(&mut self, frozen: &Frozen) {
        if frozen.push == self.push {
            self.parts.remove(&frozen.part);
        }
    }
}

/// How often a push is begun anew after the service forgot where we were.
const ATTEMPTS: u32 = 3;

impl Engine {
    /// Sends edits, or asks what sending them would do.
    ///
    /// # Errors
    /// What network, service and cache say. Parts that were sent and not
    /// answered stay frozen and go out again.
    pub async fn push(&self, request: &PushRequest) -> Result<PushOutcome, SyncError> {
        let _asked = self.stop.begin();
        let mut outcome = PushOutcome::default();
        let Some(_turn) = self.stop.unless_asked(self.turn.lock()).await else {
            self.withdraw(&Unsent::default(), &mut outcome)?;
            return Ok(outcome);
        };
        let mut settling = Settling::stoppable();
        for attempt in 1.. {
            settling.unsent = Unsent::default();
            let once = self.push_once(request, &mut settling, &mut outcome).await;
            if self.stop.is_asked() {
                if request.dry_run {
                    // Half an answer is none.
                    outcome = PushOutcome::default();
                }
                self.withdraw(&settling.unsent, &mut outcome)?;
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
        // What is still waiting goes out again by itself. Where nothing else was
        // answered, why it waits is all that there is to tell.
        let told = outcome.push.is_some() || outcome.stopped.is_some();
        let left = settling.left().filter(|_| !told);
        left.map_or(Ok(outcome), Err)
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
        settling: &mut Settling,
        outcome: &mut PushOutcome,
    ) -> Result<(), SyncError> {
        // Asking sends nothing, not even what waits for an answer.
        if !request.dry_run {
            self.settle(settling, outcome).await?;
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
        let agreed = |extent| {
            request.confirmed
                || !(needs_confirmation(extent, &limits) || request.wary && is_many(extent))
        };
        match outbox::freeze(&self.cache, &envelope, only, &self.today(), agreed)? {
            Freezing::Unconfirmed(extent) if !needs_confirmation(extent, &limits) => {
                outcome.asks = Some(Sending {
                    records: extent.updates + extent.removals,
                    creates: extent.creates,
                });
                Ok(())
            }
            Freezing::Unconfirmed(extent) => {
                outcome.needs_confirm = Some(ConfirmNeeded {
                    updates: extent.updates,
                    removals: extent.removals,
                });
                Ok(())
            }
            Freezing::Done(packed) => {
                outcome.hold(packed.held);
                let unsent = &mut settling.unsent;
                unsent.push = envelope.push.to_string();
                unsent.parts = self.cache.read(|c| outbox::parts(c, &unsent.push))?;
                // What failed before says nothing of these.
                settling.begin_anew();
                self.settle(settling, outcome).await
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

/// The brakes of contract §6: more than 500 updates, or removals of more than
/// 50 records or 5 % of those in view, whichever is smaller but at least 5.
fn needs_confirmation(extent: Extent, limits: &WireLimits) -> bool {
    let share = (extent.in_view / 20).max(5);
    extent.updates > limits.confirm_updates || extent.removals > limits.confirm_removals.min(share)
}

/// Records that one press may send without a question, if none of them is new.
const FEW: u64 = 50;

/// What one press should not send: new records, which the service keeps for
/// good, or more than a few.
fn is_many(extent: Extent) -> bool {
    extent.creates > 0 || extent.updates + extent.removals > FEW
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
                ..Extent::default()
            };
            needs_confirmation(extent, &WireLimits::default())
        };
        assert!(!needed(500, 5, 10));
        assert!(needed(501, 0, 0));
        assert!(needed(0, 6, 10));
        assert!(needed(0, 51, 100_000));
        assert!(!needed(0, 50, 100_000));
    }

    #[test]
    fn one_press_sends_a_few_edits_and_nothing_new() {
        let many = |updates, creates, removals| {
            is_many(Extent {
                updates,
                creates,
                removals,
                in_view: 1000,
            })
        };
        assert!(!many(50, 0, 0));
        assert!(!many(0, 0, 0));
        assert!(many(48, 0, 3));
        assert!(many(1, 1, 0));
    }
}

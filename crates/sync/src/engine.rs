//! Pull, push, acknowledge.

use crate::{
    feed::{Reader, Received},
    plan::{self, Step},
    session::Session,
    transport::{NetError, Request, SyncError},
};
use edutracker_domain::{Finding, RecordId, RecordType};
use edutracker_protocol::{
    ProblemType,
    command::{ConfirmNeeded, RecordRef},
    wire::{
        Effect, HistoryEntry, ItemProblem, ItemResult, ItemStatus, Meta, PushPart, PushResult,
        Summary, WireLimits,
    },
};
use edutracker_store::{
    Cache, Error as CacheError, incoming, meta,
    outbox::{self, Envelope, Extent, Settled},
};
use futures_util::StreamExt as _;
use std::sync::Arc;
use tokio::sync::Mutex;

/// Syncs one cache with one service.
pub struct Engine {
    cache: Arc<Cache>,
    session: Session,
    /// The day, for dated rules: `YYYY-MM-DD`.
    today: Box<dyn Fn() -> String + Send + Sync>,
    /// One pull or push at a time.
    turn: Mutex<()>,
}

/// What a pull brought.
pub type PullOutcome = Received;

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
    /// One per record.
    pub results: Vec<Settled>,
    /// Of a dry run: what else would happen, over all parts.
    pub effects: Vec<Effect>,
    /// Nothing was sent: a person must agree first.
    pub needs_confirm: Option<ConfirmNeeded>,
}

impl PushOutcome {
    fn adds(&mut self, effect: Effect) {
        match self.effects.iter_mut().find(|e| e.code == effect.code) {
            Some(known) => known.count += effect.count,
            None => self.effects.push(effect),
        }
    }
}

/// How often a push is begun anew after the service forgot where we were.
const ATTEMPTS: u32 = 3;

impl Engine {
    /// An engine for a cache and a session.
    #[must_use]
    pub fn new(
        cache: Arc<Cache>,
        session: Session,
        today: Box<dyn Fn() -> String + Send + Sync>,
    ) -> Self {
        Self {
            cache,
            session,
            today,
            turn: Mutex::new(()),
        }
    }

    /// The session.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Fetches what changed, after settling what was sent before.
    ///
    /// # Errors
    /// What network, service and cache say. What came in until then stays.
    pub async fn pull(&self) -> Result<PullOutcome, SyncError> {
        let _turn = self.turn.lock().await;
        self.pull_in_turn().await
    }

    async fn pull_in_turn(&self) -> Result<PullOutcome, SyncError> {
        let mut total = Received::default();
        let mut snapshots = 0;
        loop {
            let observed = self.cache.read(|c| plan::observe(c, total.caught_up))?;
            match plan::next(&observed) {
                Step::Send(frozen) => {
                    self.send_part(&frozen).await?;
                }
                Step::Read(cursor) => match self.read_feed(cursor.as_deref()).await {
                    Ok(received) => {
                        total.changed += received.changed;
                        total.removed += received.removed;
                        total.caught_up = received.caught_up;
                        total.as_of = received.as_of;
                    }
                    Err(error) if needs_snapshot(&error) && snapshots < 2 => {
                        snapshots += 1;
                        self.cache.write(|tx| {
                            incoming::begin_generation(tx)?;
                            meta::clear(tx, meta::EPOCH)
                        })?;
                    }
                    Err(error) => return Err(error),
                },
                Step::Rest => return Ok(total),
            }
        }
    }

    async fn read_feed(&self, cursor: Option<&str>) -> Result<Received, SyncError> {
        let path = match cursor {
            None => "/v1/changes".to_owned(),
            Some(cursor) => format!("/v1/changes?cursor={cursor}"),
        };
        let answer = self
            .session
            .send(Request::get(path).with("accept", "application/x-ndjson"))
            .await?;
        if answer.status != 200 {
            return Err(answer.problem().await);
        }
        let today = (self.today)();
        let mut reader = Reader::new(&self.cache, &today);
        let mut body = answer.body;
        while let Some(chunk) = body.next().await {
            reader
                .feed(&chunk?)?
                .map_err(|_| SyncError::Net(NetError::NotTheService))?;
        }
        let received = reader.received();
        // Without its last line the feed was cut; the checkpoints before it count.
        if received.ended {
            Ok(received)
        } else {
            Err(NetError::Cut.into())
        }
    }

    /// Whether the service answers. Asks without a token, so that it works
    /// when the session has ended.
    pub async fn is_reachable(&self) -> bool {
        self.session.is_reachable().await
    }

    /// Learns the service's limits.
    ///
    /// # Errors
    /// What network and service say.
    pub async fn learn(&self) -> Result<Meta, SyncError> {
        let meta: Meta = self
            .session
            .send(Request::get("/v1/meta"))
            .await?
            .json()
            .await?;
        let limits = serde_json::to_string(&meta.text_limits).map_err(CacheError::from)?;
        self.cache
            .write(|tx| meta::set(tx, meta::LIMITS, &limits))?;
        Ok(meta)
    }

    /// Sends edits, or asks what sending them would do.
    ///
    /// # Errors
    /// What network, service and cache say. Parts that were sent and not
    /// answered stay frozen and go out again.
    pub async fn push(&self, request: &PushRequest) -> Result<PushOutcome, SyncError> {
        let _turn = self.turn.lock().await;
        let mut outcome = PushOutcome::default();
        for attempt in 1.. {
            match self.push_once(request, &mut outcome).await {
                Err(error)
                    if error.problem() == Some(ProblemType::StaleClient) && attempt < ATTEMPTS =>
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

    async fn push_once(
        &self,
        request: &PushRequest,
        outcome: &mut PushOutcome,
    ) -> Result<(), SyncError> {
        // Asking sends nothing, not even what waits for an answer.
        if !request.dry_run {
            self.settle(outcome).await?;
        }
        let epoch = self.cache.read(|c| meta::get(c, meta::EPOCH))?;
        let epoch = epoch
            .and_then(|text| u32::from_str_radix(&text, 16).ok())
            .unwrap_or(0);
        let (ready, extent, envelope) = self.cache.read(|c| {
            let ready = outbox::ready(
                c,
                request.only.as_deref(),
                epoch,
                &(self.today)(),
                WireLimits::default().item_bytes,
            )?;
            let extent = outbox::extent(c, &ready.outgoing)?;
            let limits = WireLimits::default();
            let envelope = Envelope {
                push: RecordId::new(),
                device: meta::get(c, meta::DEVICE)?.unwrap_or_default(),
                base_cursor: meta::get(c, meta::CURSOR)?,
                comment: request.comment.clone(),
                part_items: limits.push_items,
                part_bytes: limits.push_bytes * 3 / 4,
            };
            Ok::<_, CacheError>((ready, extent, envelope))
        })?;
        if !request.dry_run && !request.confirmed && needs_confirmation(extent) {
            outcome.needs_confirm = Some(ConfirmNeeded {
                updates: extent.updates,
                removals: extent.removals,
            });
            return Ok(());
        }
        for (stored, findings) in ready.held {
            outcome.summary.invalid += 1;
            outcome.results.push(held(stored.kind, stored.id, findings));
        }
        if ready.outgoing.is_empty() {
            return Ok(());
        }
        outcome.push = Some(envelope.push);
        if request.dry_run {
            let records: Vec<(RecordType, RecordId)> = ready
                .outgoing
                .iter()
                .map(|o| (o.stored.kind, o.stored.id))
                .collect();
            let parts = outbox::preview(&envelope, extent, ready.outgoing)?;
            return self.ask(&parts, &records, outcome).await;
        }
        self.cache
            .write(|tx| outbox::freeze(tx, &envelope, extent, ready.outgoing))?;
        self.settle(outcome).await
    }

    async fn ask(
        &self,
        parts: &[PushPart],
        records: &[(RecordType, RecordId)],
        outcome: &mut PushOutcome,
    ) -> Result<(), SyncError> {
        let mut records = records.iter();
        for part in parts {
            let body = serde_json::to_vec(part).map_err(CacheError::from)?;
            let answer: PushResult = self
                .session
                .send(Request::post("/v1/pushes?dryRun=true", body))
                .await?
                .json()
                .await?;
            outcome.summary.add(answer.summary);
            for effect in answer.effects {
                outcome.adds(effect);
            }
            for (result, (kind, id)) in answer.results.into_iter().zip(records.by_ref()) {
                outcome.results.push(Settled {
                    kind: *kind,
                    id: *id,
                    result,
                });
            }
        }
        Ok(())
    }

    /// Sends every frozen part and takes the answers in.
    async fn settle(&self, outcome: &mut PushOutcome) -> Result<(), SyncError> {
        while let Some(frozen) = self.cache.read(outbox::next_part)? {
            let (answer, settled) = self.send_part(&frozen).await?;
            outcome.push = Some(answer.push);
            outcome.summary.add(answer.summary);
            outcome.results.extend(settled);
        }
        Ok(())
    }

    async fn send_part(
        &self,
        frozen: &outbox::Frozen,
    ) -> Result<(PushResult, Vec<Settled>), SyncError> {
        let request = Request::post("/v1/pushes", frozen.body.clone()).with(
            "idempotency-key",
            format!("\"{}-p{}\"", frozen.push, frozen.part),
        );
        let answer = self.session.send(request).await?;
        match answer.json::<PushResult>().await {
            Ok(answer) => {
                let settled = self
                    .cache
                    .write(|tx| outbox::acknowledge(tx, &answer, &(self.today)()))?;
                Ok((answer, settled))
            }
            Err(error) => {
                if error.problem().is_some_and(refuses_all) {
                    self.cache.write(outbox::thaw)?;
                }
                Err(error)
            }
        }
    }

    /// Who changed what in a record, newest first.
    ///
    /// # Errors
    /// What network and service say.
    pub async fn history(
        &self,
        kind: RecordType,
        id: RecordId,
    ) -> Result<Vec<HistoryEntry>, SyncError> {
        #[derive(serde::Deserialize)]
        struct Answer {
            entries: Vec<HistoryEntry>,
        }
        let answer: Answer = self
            .session
            .send(Request::get(format!("/v1/{kind}/{id}/history")))
            .await?
            .json()
            .await?;
        Ok(answer.entries)
    }
}

fn needs_snapshot(error: &SyncError) -> bool {
    matches!(
        error.problem(),
        Some(ProblemType::CursorExpired | ProblemType::CursorInvalid | ProblemType::EpochChanged)
    )
}

/// Problems of a push request that mean that nothing of it was applied, and
/// that sending the same bytes again would meet the same answer.
fn refuses_all(problem: ProblemType) -> bool {
    matches!(
        problem,
        ProblemType::StaleClient
            | ProblemType::ConfirmMismatch
            | ProblemType::Malformed
            | ProblemType::DuplicateRecord
            | ProblemType::TooLarge
            | ProblemType::ClientTooOld
            | ProblemType::Forbidden
            | ProblemType::NotAvailable
            | ProblemType::KeyReused
            | ProblemType::DigestMismatch
            | ProblemType::UnsupportedMediaType
    )
}

/// The brakes of contract §6: more than 500 updates, or removals of more than
/// 50 records or 5 % of those in view, whichever is smaller but at least 5.
fn needs_confirmation(extent: Extent) -> bool {
    let limits = WireLimits::default();
    let share = (extent.in_view / 20).max(5);
    extent.updates > limits.confirm_updates || extent.removals > limits.confirm_removals.min(share)
}

fn held(kind: RecordType, id: RecordId, findings: Vec<Finding>) -> Settled {
    Settled {
        kind,
        id,
        result: ItemResult {
            mid: RecordId::new(),
            status: ItemStatus::Invalid,
            rev: None,
            record: None,
            conflicts: Vec::new(),
            problem: Some(ItemProblem {
                code: "validation".to_owned(),
                errors: findings,
                detail: None,
            }),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_pushes_are_confirmed() {
        let extent = |updates, removals, in_view| Extent {
            updates,
            removals,
            in_view,
        };
        assert!(!needs_confirmation(extent(500, 5, 10)));
        assert!(needs_confirmation(extent(501, 0, 0)));
        assert!(needs_confirmation(extent(0, 6, 10)));
        assert!(needs_confirmation(extent(0, 51, 100_000)));
        assert!(!needs_confirmation(extent(0, 50, 100_000)));
    }
}

//! The engine of one cache and one service: carries out what [`plan`] says.

use crate::{
    feed::{self, Reader, Reading, Received},
    plan::{self, Step, Turn},
    push::PushOutcome,
    session::Session,
    settle::{Settling, thaws},
    stop::Stop,
    transport::{NetError, Request, SyncError},
};
use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::{
    ProblemType,
    wire::{BatchGet, HistoryEntry, Meta, WireLimits},
};
use edutracker_store::{Cache, Error as CacheError, meta, outbox, partition, sent};
use futures_util::StreamExt as _;
use std::sync::Arc;
use tokio::sync::Mutex;

/// Syncs one cache with one service.
pub struct Engine {
    pub(crate) cache: Arc<Cache>,
    pub(crate) session: Session,
    /// The day, for dated rules: `YYYY-MM-DD`.
    today: Box<dyn Fn() -> String + Send + Sync>,
    /// One pull or push at a time.
    pub(crate) turn: Mutex<()>,
    /// Whether the push that runs shall end early.
    pub(crate) stop: Stop,
}

/// What a pull brought.
pub type PullOutcome = Received;

/// How often a turn begins a snapshot anew.
const SNAPSHOTS: u32 = 2;

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
            stop: Stop::default(),
        }
    }

    /// The session.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    pub(crate) fn today(&self) -> String {
        (self.today)()
    }

    /// Fetches what changed, after settling what was sent before.
    ///
    /// # Errors
    /// What network, service and cache say. What came in until then stays.
    pub async fn pull(&self) -> Result<PullOutcome, SyncError> {
        let _turn = self.turn.lock().await;
        self.pull_in_turn().await
    }

    pub(crate) async fn pull_in_turn(&self) -> Result<PullOutcome, SyncError> {
        let mut total = Received::default();
        self.catch_up_on_types()?;
        let mut turn = Turn::default();
        let mut settling = Settling::default();
        let mut snapshots = 0;
        loop {
            let observed = self.cache.read(plan::observe)?;
            match plan::next(observed, turn) {
                Step::Settle => {
                    let mut outcome = PushOutcome::default();
                    match self.settle(&mut settling, &mut outcome).await {
                        Ok(()) => turn.settled = true,
                        // What the service will not have is pending again, and
                        // stands in the way of nothing. Where it waits still, the
                        // same answer would come for ever.
                        Err(error)
                            if error.problem().is_some_and(thaws)
                                && self.cache.read(outbox::next_part)?.is_none() => {}
                        Err(error) => return Err(error),
                    }
                }
                Step::Repair(orgs) => {
                    total.join(self.repair(orgs).await?);
                    turn.caught_up = false;
                }
                Step::Fetch(ids) => {
                    total.join(self.fetch(&ids).await?);
                    turn.caught_up = false;
                }
                Step::Read(cursor) => match self.read_feed(cursor.as_deref()).await {
                    Ok(received) => {
                        turn.caught_up = received.caught_up;
                        total.join(received);
                    }
                    Err(error) if needs_snapshot(&error) && snapshots < SNAPSHOTS => {
                        snapshots += 1;
                        self.cache.write(partition::begin_generation)?;
                    }
                    Err(error) => return Err(error),
                },
                Step::Learn => {
                    self.learn().await?;
                    self.cache.write(|tx| meta::clear(tx, meta::RELEARN))?;
                }
                Step::Compare => {
                    turn.compared += 1;
                    turn.caught_up = false;
                    self.compare().await?;
                }
                Step::Recover => self.find_lost().await?,
                Step::Rest => {
                    self.doubt(&settling)?;
                    self.cache.write(sent::forget_old)?;
                    return Ok(total);
                }
            }
        }
    }

    /// Begins a new snapshot where records were passed over of a type that this
    /// version knows: an earlier one did not.
    fn catch_up_on_types(&self) -> Result<(), SyncError> {
        let foreign = self.cache.read(feed::foreign_types)?;
        if foreign
            .iter()
            .any(|name| name.parse::<RecordType>().is_ok())
        {
            self.cache.write(|tx| {
                meta::clear(tx, meta::FOREIGN)?;
                partition::begin_generation(tx)
            })?;
        }
        Ok(())
    }

    async fn read_feed(&self, cursor: Option<&str>) -> Result<Received, SyncError> {
        let path = match cursor {
            None => "/v1/changes".to_owned(),
            Some(cursor) => format!("/v1/changes?cursor={cursor}"),
        };
        self.read(path, Reading::Feed).await
    }

    /// Reads the records of organisations anew, whatever revisions are here.
    async fn repair(&self, orgs: Vec<RecordId>) -> Result<Received, SyncError> {
        let names: Vec<String> = orgs.iter().map(ToString::to_string).collect();
        let path = format!("/v1/changes?orgs={}", names.join(","));
        let received = self.read(path, Reading::Partitions(orgs)).await?;
        // It says nothing about the feed.
        Ok(Received {
            caught_up: false,
            as_of: None,
            ..received
        })
    }

    async fn read(&self, path: String, reading: Reading) -> Result<Received, SyncError> {
        let answer = self
            .session
            .send(Request::get(path).with("accept", "application/x-ndjson"))
            .await?;
        if answer.status != 200 {
            return Err(answer.problem().await);
        }
        let today = self.today();
        let mut reader = Reader::new(&self.cache, &today, reading);
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

    /// Asks for records that the service says are here and are not.
    async fn fetch(&self, ids: &[RecordId]) -> Result<Received, SyncError> {
        let body = serde_json::to_vec(&BatchGet { ids: ids.to_vec() }).map_err(CacheError::from)?;
        let answer = self
            .session
            .send(Request::post("/v1/records:batchGet", body))
            .await?;
        if answer.status != 200 {
            return Err(answer.problem().await);
        }
        let bytes = answer.bytes().await?;
        feed::take_batch(&self.cache, &self.today(), ids, &bytes)?
            .map_err(|_| SyncError::Net(NetError::NotTheService))
    }

    /// Whether the service answers. Asks without a token, so that it works
    /// when the session has ended.
    pub async fn is_reachable(&self) -> bool {
        self.session.is_reachable().await
    }

    /// Learns the service's limits, and what the account may do now.
    ///
    /// # Errors
    /// What network and service say.
    pub async fn learn(&self) -> Result<Meta, SyncError> {
        let learnt: Meta = self
            .session
            .send(Request::get("/v1/meta"))
            .await?
            .json()
            .await?;
        let texts = serde_json::to_string(&learnt.text_limits).map_err(CacheError::from)?;
        let wire = serde_json::to_string(&learnt.limits).map_err(CacheError::from)?;
        let account = learnt
            .account
            .as_ref()
            .map(serde_json::to_string)
            .transpose()
            .map_err(CacheError::from)?;
        self.cache.write(|tx| {
            meta::set(tx, meta::LIMITS, &texts)?;
            meta::set(tx, meta::WIRE_LIMITS, &wire)?;
            meta::set(tx, meta::FEATURES, &learnt.features.join(" "))?;
            if let Some(oldest) = learnt.min_client.get("push") {
                meta::set(tx, meta::OLDEST_PUSH, oldest)?;
            }
            if let Some(account) = &account {
                meta::set(tx, meta::ACCOUNT, account)?;
            }
            Ok::<_, CacheError>(())
        })?;
        Ok(learnt)
    }

    /// What the service takes at once, as it last said.
    pub(crate) fn limits(&self) -> Result<WireLimits, SyncError> {
        let text = self.cache.read(|c| meta::get(c, meta::WIRE_LIMITS))?;
        Ok(text
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default())
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

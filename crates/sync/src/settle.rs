//! Bringing frozen parts to the service until each has its answer.
//!
//! A part that the service cannot answer stands in nobody's way: the others go
//! on, and the feed is read. Only where the service takes something else in the
//! same turn does a failure count against the part itself; a part that fails so
//! again and again is cut until the edit that it fails on is alone, and that one
//! is put aside for a person ([`aside`]).

use crate::{Engine, NetError, PushOutcome, Request, SyncError, push::Unsent};
use edutracker_protocol::{ProblemType, wire::PushResult};
use edutracker_store::{
    Error as CacheError, aside, meta,
    outbox::{self, Frozen, Settled},
};
use sha2::{Digest as _, Sha256};

/// After so many failures of its own a part is cut in two.
const FAILURES: u32 = 3;
/// After so many an edit is put aside that is the only one to be sent: there is
/// no other by which to see that the service takes edits, only that it answers.
const ALONE: u32 = 12;
/// With so many failures a turn ends when the service took nothing: it is busy,
/// or broken, and asking on would make it worse.
const REFUSED_ALL: usize = 3;
/// With so many it ends in any case; ten halvings find one edit among a thousand.
const ENOUGH: usize = 12;

/// What one turn has met on the way of the frozen parts.
#[derive(Default)]
pub(crate) struct Settling {
    /// Whether it ends when a person stops the push.
    stoppable: bool,
    /// What of the push was never on its way.
    pub(crate) unsent: Unsent,
    /// Parts that the service could not answer, and that wait still.
    failed: Vec<Frozen>,
    /// How many of them were looked at for whose fault it is.
    judged: usize,
    /// All failures of the turn, also of parts that were cut since.
    failures: usize,
    /// Whether the service took another part.
    taken: bool,
    /// What it said last instead of an answer.
    why: Option<SyncError>,
}

/// What became of a part that was sent.
enum Carried {
    Answered(Box<PushResult>, Vec<Settled>),
    /// It was cut into parts of these numbers, or put aside.
    Cut(std::ops::Range<u32>),
    /// The service could not answer.
    Failed(SyncError),
}

impl Settling {
    /// That of a push, which a person may stop.
    pub(crate) fn stoppable() -> Self {
        Self {
            stoppable: true,
            ..Self::default()
        }
    }

    /// Why parts are left that wait still, if any are.
    pub(crate) fn left(self) -> Option<SyncError> {
        if self.failed.is_empty() {
            None
        } else {
            self.why
        }
    }

    /// Parts follow that were not tried yet.
    pub(crate) fn begin_anew(&mut self) {
        self.failures = 0;
    }

    fn knows(&self, part: &Frozen) -> bool {
        let same = |failed: &Frozen| failed.push == part.push && failed.part == part.part;
        self.failed.iter().any(same)
    }

    fn has_enough(&self) -> bool {
        self.failures >= if self.taken { ENOUGH } else { REFUSED_ALL }
    }
}

impl Engine {
    /// Sends every frozen part and takes the answers in. What the service could
    /// not answer is left waiting, and noted in `turn`.
    pub(crate) async fn settle(
        &self,
        turn: &mut Settling,
        outcome: &mut PushOutcome,
    ) -> Result<(), SyncError> {
        // Where the last turn got nowhere, this one begins behind what it tried:
        // what is well may stand there.
        let noted = self.cache.read(|c| meta::get(c, meta::BEHIND))?;
        let mut from = noted.as_deref().and_then(place).unwrap_or_default();
        loop {
            self.walk(turn, &from, outcome).await?;
            if let Some(last) = turn.failed.last().filter(|_| !turn.taken) {
                let behind = format!("{} {}", last.push, last.part + 1);
                if noted.as_ref() != Some(&behind) {
                    self.cache
                        .write(|tx| meta::set(tx, meta::BEHIND, &behind))?;
                }
            } else if noted.is_some() {
                self.cache.write(|tx| meta::clear(tx, meta::BEHIND))?;
            }
            from = (String::new(), 0);
            if !self.find_fault(turn)? || turn.has_enough() || self.is_stopped(turn) {
                return Ok(());
            }
        }
    }

    fn is_stopped(&self, turn: &Settling) -> bool {
        turn.stoppable && self.stop.is_asked()
    }

    /// Sends a part; `None` when nobody waits for its answer any more.
    async fn carry_on(
        &self,
        stoppable: bool,
        frozen: &Frozen,
        patient: bool,
    ) -> Option<Result<PushResult, SyncError>> {
        let carry = self.carry(frozen, patient);
        if stoppable {
            self.stop.unless_at_once(carry).await
        } else {
            Some(carry.await)
        }
    }

    /// Sends part after part: while one is taken in, the next is on its way.
    async fn walk(
        &self,
        turn: &mut Settling,
        from: &(String, u32),
        outcome: &mut PushOutcome,
    ) -> Result<(), SyncError> {
        while !turn.has_enough() && !self.is_stopped(turn) {
            let first = self.cache.read(|c| {
                for (push, number) in [(from.0.as_str(), from.1), ("", 0)] {
                    let mut part = outbox::part_from(c, push, number)?;
                    while let Some(known) = part.as_ref().filter(|part| turn.knows(part)) {
                        part = outbox::part_after(c, known)?;
                    }
                    if part.is_some() {
                        return Ok::<_, CacheError>(part);
                    }
                }
                Ok(None)
            })?;
            let Some(frozen) = first else { return Ok(()) };
            // What is known to fail is not waited for each time.
            let patient = turn.failures == 0 && frozen.attempts == 0;
            turn.unsent.goes(&frozen);
            let stoppable = turn.stoppable;
            let carried = self.carry_on(stoppable, &frozen, patient).await;
            let mut sent = carried.map(|answer| (frozen, answer));
            while let Some((frozen, answer)) = sent.take() {
                let following = match &answer {
                    Ok(_) if !self.is_stopped(turn) => {
                        self.cache.read(|c| outbox::part_after(c, &frozen))?
                    }
                    _ => None,
                };
                let following = following.filter(|part| !turn.knows(part));
                if let Some(following) = &following {
                    turn.unsent.goes(following);
                }
                let next = async {
                    let following = following?;
                    let patient = following.attempts == 0;
                    let answer = self.carry_on(stoppable, &following, patient).await?;
                    Some((following, answer))
                };
                // Should the taking in fail, the next part is asked for again
                // and answered as before.
                let (next, carried) = tokio::join!(next, self.take_in(&frozen, answer));
                match carried? {
                    Carried::Answered(answer, settled) => {
                        turn.taken = true;
                        outcome.push = Some(answer.push);
                        outcome.summary.add(answer.summary);
                        outcome.results.extend(settled);
                    }
                    Carried::Cut(halves) => {
                        turn.failures += 1;
                        turn.unsent.cut(&frozen, halves);
                    }
                    Carried::Failed(error) => {
                        turn.failures += 1;
                        turn.failed.push(frozen);
                        turn.why = Some(error);
                    }
                }
                sent = next;
            }
        }
        Ok(())
    }

    /// Sends a part. Nothing is written here.
    async fn carry(&self, frozen: &Frozen, patient: bool) -> Result<PushResult, SyncError> {
        let digest = Sha256::digest(&frozen.body);
        let short: String = digest.iter().take(4).map(|b| format!("{b:02x}")).collect();
        let request = Request::post("/v1/pushes", frozen.body.clone()).with(
            "idempotency-key",
            // A part that was cut in two is another one, whatever its number.
            format!("\"{}-p{}-{short}\"", frozen.push, frozen.part),
        );
        let answer = if patient {
            self.session.send(request).await?
        } else {
            self.session.send_now(&request).await?
        };
        let answer: PushResult = answer.json().await?;
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
    ) -> Result<Carried, SyncError> {
        let error = match answer {
            Ok(mut answer) => {
                let settled = self
                    .cache
                    .write(|tx| outbox::acknowledge(tx, &answer, &self.today()))?;
                // Taken in: their records need not be held while others come.
                answer.results = Vec::new();
                return Ok(Carried::Answered(Box::new(answer), settled));
            }
            Err(error) => error,
        };
        match error.problem() {
            Some(problem) if thaws(problem) => {
                // Refused is this request; an earlier one with the same edits, or
                // another part, may have been taken without an answer.
                let taken = match self.taken_unheard().await {
                    // Who may not send may not be told either.
                    Err(unasked) if unasked.problem().is_some_and(refuses_all) => Vec::new(),
                    asked => asked?,
                };
                self.cache
                    .write(|tx| outbox::thaw(tx, &taken, &self.today()))?;
            }
            Some(problem) if unreadable(problem) => {
                let halves = self
                    .cache
                    .write(|tx| aside::cut(tx, frozen, problem.code(), frozen.attempts))?;
                return Ok(Carried::Cut(halves));
            }
            Some(ProblemType::Unavailable) => return Ok(Carried::Failed(error)),
            _ => {}
        }
        Err(error)
    }

    /// Where the service took another part in this turn, failures are the fault
    /// of the parts that failed. Answers whether there is something new to send.
    fn find_fault(&self, turn: &mut Settling) -> Result<bool, SyncError> {
        if !turn.taken {
            return Ok(false);
        }
        let mut cut = false;
        let mut left = std::mem::take(&mut turn.failed);
        for frozen in left.split_off(turn.judged) {
            if self.fault(&frozen, FAILURES)? {
                cut = true;
            } else {
                left.push(frozen);
            }
        }
        turn.judged = left.len();
        turn.failed = left;
        Ok(cut)
    }

    /// The service answered other questions but took no part. Whether that is
    /// the fault of a part cannot be seen; smaller ones may show it.
    pub(crate) fn doubt(&self, turn: &Settling) -> Result<(), SyncError> {
        if turn.taken {
            return Ok(());
        }
        let alone = turn.failed.len() == 1;
        for (at, frozen) in turn.failed.iter().enumerate() {
            match (frozen.is_single(), at) {
                (true, _) if alone => self.fault(frozen, ALONE)?,
                (true, _) => false,
                (false, 0) => self.fault(frozen, FAILURES)?,
                (false, _) => self.fault(frozen, u32::MAX)?,
            };
        }
        Ok(())
    }

    /// Counts a failure against a part. After so many as are borne, it is cut, or
    /// put aside: answers whether it was. The halves inherit what is held against
    /// it: the one that is taken shows whose fault it was.
    fn fault(&self, frozen: &Frozen, borne: u32) -> Result<bool, SyncError> {
        let over = frozen.attempts.saturating_add(1) >= borne;
        self.cache.write(|tx| {
            if over {
                aside::cut(tx, frozen, ProblemType::Unavailable.code(), FAILURES - 1).map(|_| ())
            } else {
                aside::note_attempt(tx, frozen)
            }
        })?;
        Ok(over)
    }
}

/// The place of a part, as it is noted.
fn place(noted: &str) -> Option<(String, u32)> {
    let (push, part) = noted.split_once(' ')?;
    Some((push.to_owned(), part.parse().ok()?))
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

/// Problems that are no matter of what was sent: other requests meet them too.
fn refuses_all(problem: ProblemType) -> bool {
    matches!(
        problem,
        ProblemType::ClientTooOld | ProblemType::Forbidden | ProblemType::NotAvailable
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

//! Plays a script: step by step, then to rest.

use super::{
    Checked, Failure,
    client::Client,
    data::{Template, cast, scratch},
    oracle::Oracle,
    script::{Act, Poison, Script, Step},
    server::Server,
    wire::Hub,
};
use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::{ProblemType, wire::ItemStatus};
use edutracker_service::rights::AccountState;
use edutracker_store::record::OverlayState;
use edutracker_sync::{PushRequest, SyncError};
use std::{
    collections::{BTreeMap, BTreeSet},
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::Arc,
};

/// Rounds in which everybody pulls, answers and pushes until nothing waits.
const ROUNDS: u32 = 4;
/// Seconds that a step takes.
const STEP_SECONDS: i64 = 40;
/// Longer than the service counts refused sign-ins.
const SIGN_IN_REST_SECONDS: i64 = 16 * 60;

/// What a play was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// A line for each step, and what there was at the end.
    pub trace: Vec<String>,
    /// Changes that the service wrote.
    pub changes: u64,
    /// Rounds until everybody was at rest.
    pub rounds: u32,
}

impl Report {
    /// A number that differs when anything went differently.
    #[must_use]
    pub fn hash(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.trace.hash(&mut hasher);
        hasher.finish()
    }
}

/// A play under way.
pub struct Play {
    pub(super) clients: Vec<Client>,
    pub(super) records: Vec<(RecordType, RecordId, RecordId)>,
    /// Who was ever a member of which other organisation, by address.
    pub(super) granted: BTreeSet<(&'static str, RecordId)>,
    pub(super) oracle: Oracle,
    /// Reverts that were not answered yet, by client and push: asked for again
    /// under the same id.
    pub(super) reverts: BTreeMap<(usize, RecordId), RecordId>,
    pub(super) hub: Arc<Hub>,
    trace: Vec<String>,
    // Deleted with the play.
    _folder: tempfile::TempDir,
}

/// What a push came to.
#[derive(Default)]
struct Pushed {
    said: String,
    /// What breaks a rule.
    held: Vec<(RecordType, RecordId)>,
}

/// Plays a script to its end.
///
/// # Errors
/// The first invariant that does not hold.
pub async fn play(script: &Script) -> Checked<Report> {
    let mut play = Play::begin(script);
    for step in &script.steps {
        let poison = script
            .poison
            .filter(|poison| (poison.from..poison.to).contains(&step.n));
        play.fail_on(poison);
        play.step(step).await.map_err(|failure| Failure {
            step: Some(step.n),
            ..failure
        })?;
    }
    let rounds = play.settle().await?;
    play.judge_history()?;
    for who in 0..play.clients.len() {
        let picture = play.picture(who);
        play.trace.push(picture);
    }
    let changes = play.changes();
    Ok(Report {
        trace: play.trace,
        changes,
        rounds,
    })
}

impl Play {
    fn begin(script: &Script) -> Self {
        let template = Template::get();
        let folder = scratch();
        let cast = cast(script);
        template.copy(folder.path(), &cast);
        let hub = Hub::new(Server::open(folder.path(), script.page, script.part));
        let clients: Vec<Client> = cast
            .iter()
            .map(|at| {
                let path = folder.path().join(format!("client-{at}"));
                Client::open(&template.members[*at], path, &hub)
            })
            .collect();
        for client in clients.iter().filter(|_| script.part > 0) {
            client.know(hub.server().limits());
        }
        let oracle = Oracle::new(&clients, &hub.server());
        Self {
            clients,
            records: template.records.clone(),
            granted: BTreeSet::new(),
            hub,
            oracle,
            reverts: BTreeMap::new(),
            trace: Vec::new(),
            _folder: folder,
        }
    }

    fn fail_on(&self, poison: Option<Poison>) {
        let record = poison.map(|poison| {
            let at = usize::from(poison.record) % self.records.len();
            self.records[at].1
        });
        self.hub.fail_on(record);
    }

    async fn step(&mut self, step: &Step) -> Checked {
        self.hub.begin(step.n).await;
        self.hub.server().advance(STEP_SECONDS);
        let who = usize::from(step.who) % self.clients.len();
        self.clients[who].wire.expect(&step.faults);
        self.clients[who].end_at(step.kill);
        let by_hand = self.by_hand(who, &step.act, step.n)?;
        let by_person = by_hand.is_some();
        let mut caught_up = false;
        let said = match by_hand {
            Some(said) => said,
            None => match self.with_service(who, &step.act).await? {
                Ok(said) => {
                    caught_up = step.act == Act::Pull;
                    said
                }
                Err(error) => {
                    self.clients[who].signed_out |= ended(&error);
                    format!("{error}")
                }
            },
        };
        let client = &mut self.clients[who];
        if step.act == Act::Pull && !client.is_dead() {
            // What a window does next; a failure ends this life like any other.
            let _ = client.cache.tend();
        }
        let died = client.is_dead();
        if died {
            client.rise();
            caught_up = false;
        }
        client.end_at(None);
        client.wire.expect(&[]);
        let standing = client.standing();
        self.trace.push(format!(
            "{} {who} {:?}: {said}{}; {standing}",
            step.n,
            step.act,
            if died { ", died" } else { "" }
        ));
        self.judge(who, by_person, caught_up)
    }

    fn judge(&mut self, who: usize, by_person: bool, caught_up: bool) -> Checked {
        if let Some(wrong) = self.hub.wrong() {
            let (invariant, said) = wrong.split_once(' ').unwrap_or(("I2", &wrong));
            return Err(Failure::of(invariant, said));
        }
        let server = self.hub.server();
        // Where rights came and went, records do as well.
        let email = &self.clients[who].member.email;
        if !self.granted.iter().any(|(granted, _)| granted == email) {
            self.oracle.vanished(who, &self.clients[who], &server)?;
        }
        self.oracle
            .after(who, &self.clients[who], &server, by_person)?;
        if caught_up {
            self.oracle.caught_up(who, &self.clients[who], &server)?;
        }
        Ok(())
    }

    fn judge_history(&self) -> Checked {
        self.oracle.history(&self.hub.server(), &self.hub.parts())
    }

    /// What needs the service, or happens to it.
    async fn with_service(&mut self, who: usize, act: &Act) -> Checked<Result<String, SyncError>> {
        if matches!(act, Act::Pull | Act::Push(_) | Act::DryRun | Act::Revert(_))
            && self.clients[who].signed_out
            && let Err(error) = self.sign_in(who).await
        {
            return Ok(Err(error));
        }
        let said = match act {
            Act::Pull => self.pull(who).await,
            Act::Push(only) => self.push(who, *only, false).await.map(|pushed| pushed.said),
            Act::DryRun => self.push(who, None, true).await.map(|pushed| pushed.said),
            Act::Revert(which) => self.revert(who, *which).await,
            Act::SignOut => {
                let client = &mut self.clients[who];
                let ended = client.live(client.engine.session().end()).await;
                client.signed_out = true;
                match ended {
                    Some(Err(error)) => Err(error),
                    _ => self.sign_in(who).await.map(|()| "signed in".to_owned()),
                }
            }
            Act::Reopen => {
                self.clients[who].reopen();
                Ok(String::new())
            }
            Act::Upgrade => {
                let downgraded = self.clients[who].downgrade();
                if downgraded {
                    self.oracle.sent_forgotten(who);
                }
                self.clients[who].reopen();
                Ok(format!("{downgraded}"))
            }
            Act::Replay(which) => {
                self.hub.replay(usize::from(*which)).await;
                Ok(String::new())
            }
            Act::ClientClock(days) => {
                self.clients[who].advance(i64::from(*days));
                Ok(String::new())
            }
            Act::ServiceClock(days) => {
                let server = self.hub.server();
                server.advance(i64::from(*days) * 86_400);
                // What is too old is forgotten at once, not some time later.
                let swept = server.service.housekeeping().expect("sweeps");
                if swept.mutations > 0 {
                    self.oracle.answers_forgotten();
                }
                Ok(format!("{} answers forgotten", swept.mutations))
            }
            Act::Backup => {
                self.hub.server().back_up();
                Ok(String::new())
            }
            Act::BackToCopy(which) => {
                // What the copy does not know is judged while it is known.
                self.judge_history()?;
                let put = self.hub.server().put_back(usize::from(*which));
                self.hub.forget_answers();
                self.oracle.put_back(&self.hub.server());
                Ok(format!("{put}"))
            }
            Act::Grant | Act::Revoke | Act::Disable | Act::Enable | Act::Role(_) => {
                Ok(self.rights(who, act))
            }
            Act::Restart => {
                let mut server = self.hub.server();
                let image = server.image();
                server.start_on(image);
                Ok(String::new())
            }
            _ => Ok("nothing to do it to".to_owned()),
        };
        Ok(said)
    }

    /// The operator changes what a client's account may see, or whether it may work.
    fn rights(&mut self, who: usize, act: &Act) -> String {
        let member = self.clients[who].member;
        let server = self.hub.server();
        let service = &server.service;
        let account = service.account_of(&member.email).expect("an account");
        let other = if member.organisation == "ALFA" {
            "BETA"
        } else {
            "ALFA"
        };
        let org = service.organisation_of(other).expect("an organisation");
        let done = match act {
            Act::Grant => {
                self.granted.insert((&member.email, org));
                service.grant(account, org)
            }
            Act::Revoke => service.revoke(account, org),
            Act::Disable => service.set_account_state(account, AccountState::Disabled),
            Act::Role(true) if !member.reviews() => service.set_role(account, "administrator"),
            Act::Role(false) if !member.reviews() => {
                service.set_role(account, "programme_responsible")
            }
            _ => service.set_account_state(account, AccountState::Active),
        };
        match done {
            Ok(new) => format!("{new}"),
            Err(error) => format!("{error}"),
        }
    }

    async fn sign_in(&mut self, who: usize) -> Result<(), SyncError> {
        // A client that dies here is found dead afterwards.
        let client = &mut self.clients[who];
        let tokens = client.live(client.tokens()).await;
        match tokens {
            None => Ok(()),
            Some(Err(error)) => Err(error),
            Some(Ok(())) => {
                client.signed_out = false;
                Ok(())
            }
        }
    }

    async fn pull(&self, who: usize) -> Result<String, SyncError> {
        let client = &self.clients[who];
        match client.live(client.engine.pull()).await {
            None => Ok(String::new()),
            Some(pulled) => pulled.map(|pulled| {
                format!(
                    "changed {} removed {} caught up {}",
                    pulled.changed, pulled.removed, pulled.caught_up
                )
            }),
        }
    }

    async fn push(&self, who: usize, only: Option<u8>, dry_run: bool) -> Result<Pushed, SyncError> {
        let client = &self.clients[who];
        let only = only.map(|which| {
            client
                .edited()
                .iter()
                .enumerate()
                .filter(|(at, _)| which >> (at % 8) & 1 == 1)
                .map(|(_, stored)| edutracker_protocol::command::RecordRef {
                    kind: stored.kind,
                    id: stored.id,
                })
                .collect()
        });
        let request = PushRequest {
            only,
            dry_run,
            confirmed: true,
            ..PushRequest::default()
        };
        match client.live(client.engine.push(&request)).await {
            None => Ok(Pushed::default()),
            Some(pushed) => pushed.map(|pushed| Pushed {
                said: format!("{:?}", pushed.summary),
                held: pushed
                    .results
                    .iter()
                    .filter(|settled| settled.result.status == ItemStatus::Invalid)
                    .map(|settled| (settled.kind, settled.id))
                    .collect(),
            }),
        }
    }

    /// The faults are over: everybody pulls, answers and pushes until nothing
    /// waits. Answers in how many rounds.
    async fn settle(&mut self) -> Checked<u32> {
        self.hub.calm();
        self.fail_on(None);
        for who in 0..self.clients.len() {
            self.rights(who, &Act::Enable);
        }
        // Who was refused too often while disabled may sign in again.
        self.hub.server().advance(SIGN_IN_REST_SECONDS);
        for round in 1..=ROUNDS {
            for who in 0..self.clients.len() {
                self.round(who, round).await?;
            }
            let waiting: u64 = self
                .clients
                .iter()
                .map(|client| client.edited().len() as u64 + client.frozen())
                .sum();
            if waiting == 0 {
                for who in 0..self.clients.len() {
                    self.must_pull(who).await?;
                }
                return Ok(round);
            }
        }
        let standing: Vec<String> = self.clients.iter().map(Client::standing).collect();
        Err(Failure::of(
            "I6",
            format!("after {ROUNDS} rounds without faults: {standing:?}"),
        ))
    }

    async fn must_pull(&mut self, who: usize) -> Checked {
        for again in [true, false] {
            if self.clients[who].signed_out
                && let Err(error) = self.sign_in(who).await
            {
                return Err(Failure::of(
                    "I9",
                    format!("client {who} cannot sign in: {error}"),
                ));
            }
            match self.pull(who).await {
                Ok(_) => break,
                Err(error) if again && ended(&error) => self.clients[who].signed_out = true,
                Err(error) => {
                    return Err(Failure::of(
                        "I9",
                        format!("client {who} cannot pull: {error}"),
                    ));
                }
            }
        }
        self.judge(who, false, true)
    }

    async fn round(&mut self, who: usize, round: u32) -> Checked {
        self.hub.server().advance(STEP_SECONDS);
        self.must_pull(who).await?;
        let left = self.leave(who, 10_000 + round * 10 + who as u32);
        if left {
            self.judge(who, true, false)?;
        }
        let held = match self.push(who, None, false).await {
            Ok(pushed) => pushed.held,
            Err(error) => {
                return Err(Failure::of(
                    "I9",
                    format!("client {who} cannot push: {error}"),
                ));
            }
        };
        self.judge(who, false, false)?;
        // What the client itself holds back, it says so of.
        if self.give_up(who, &held) {
            self.judge(who, true, false)?;
        }
        // Whatever became of the others: what could go has gone.
        let stuck = self.clients[who].edited().into_iter().find(|stored| {
            stored
                .overlay
                .as_ref()
                .is_some_and(|overlay| overlay.state == OverlayState::Ready)
        });
        match stuck {
            None => Ok(()),
            Some(stored) => Err(Failure::of(
                "I9",
                format!(
                    "{} {} of client {who} could go and did not",
                    stored.kind, stored.id
                ),
            )),
        }
    }

    /// How many changes the service has written since its data was made.
    fn changes(&self) -> u64 {
        let server = self.hub.server();
        let reader = server.service.storage().reader().expect("reads");
        self.records
            .iter()
            .map(|(kind, id, _)| reader.history(*kind, *id).expect("reads").len() as u64)
            .sum()
    }
}

/// Whether the session is over and a person must sign in.
fn ended(error: &SyncError) -> bool {
    matches!(error, SyncError::NotSignedIn)
        || matches!(
            error.problem(),
            Some(ProblemType::SessionRevoked | ProblemType::NotSignedIn)
        )
}

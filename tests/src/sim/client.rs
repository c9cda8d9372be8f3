//! A client of a play: the real engine on the real cache, and its deaths.

use super::{
    data::Member,
    script::Kill,
    server::BEGIN,
    wire::{Hub, Wire},
};
use edutracker_protocol::wire::WireLimits;
use edutracker_service::clock::{Clock, ManualClock};
use edutracker_store::{Cache, Error, meta, outbox};
use edutracker_sync::{Engine, Session, SyncError, session};
use std::{
    future::poll_fn,
    path::{Path, PathBuf},
    pin::pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    task::Poll,
};

/// The files of a cache in use.
const FILES: [&str; 2] = ["cache.db", "cache.db-wal"];

/// A path with something after its name.
#[must_use]
pub fn ending(path: &Path, with: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(with);
    name.into()
}

/// Copies what there is of some files: `from` and `to` are what their names begin with.
pub fn copy(from: &Path, to: &Path, endings: &[&str]) {
    for with in endings {
        let from = ending(from, with);
        if from.exists() {
            std::fs::copy(from, ending(to, with)).expect("copies");
        }
    }
}

#[derive(Default)]
struct State {
    over: bool,
    commits: u32,
    kill: Option<Kill>,
}

/// Whether a client lives. The dead write nothing and send nothing.
#[derive(Default)]
pub struct Life(Mutex<State>);

impl Life {
    fn with<T>(&self, f: impl FnOnce(&mut State) -> T) -> T {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether it is over.
    pub fn is_over(&self) -> bool {
        self.with(|state| state.over)
    }

    /// Where it ends, counted from now.
    pub fn end_at(&self, kill: Option<Kill>) {
        self.with(|state| {
            state.commits = 0;
            state.kill = kill;
        });
    }

    /// A commit is about to happen: whether it must not.
    fn commit(&self) -> bool {
        self.with(|state| {
            if state.over {
                return true;
            }
            state.commits += 1;
            match state.kill {
                Some(kill) if kill.commit == state.commits => {
                    state.over = true;
                    !kill.after
                }
                _ => false,
            }
        })
    }
}

/// A client.
pub struct Client {
    /// Its account and device.
    pub member: &'static Member,
    /// Its cache.
    pub cache: Arc<Cache>,
    /// Its engine.
    pub engine: Arc<Engine>,
    /// The way to the service.
    pub wire: Arc<Wire>,
    /// The session ended: a person must sign in.
    pub signed_out: bool,
    life: Arc<Life>,
    hub: Arc<Hub>,
    folder: PathBuf,
    lives: u32,
    /// Milliseconds by which its clock is ahead.
    ahead: Arc<AtomicI64>,
}

impl Client {
    /// Opens the cache of a member in a folder: that of its first life.
    #[must_use]
    pub fn open(member: &'static Member, folder: PathBuf, hub: &Arc<Hub>) -> Self {
        let life = Arc::<Life>::default();
        let ahead = Arc::<AtomicI64>::default();
        let path = folder.join("0");
        let cache = open(&path, member, &life);
        let (engine, wire) = engine(&cache, member, hub, &life, &ahead);
        Self {
            member,
            cache,
            engine,
            wire,
            signed_out: false,
            life,
            hub: Arc::clone(hub),
            folder,
            lives: 0,
            ahead,
        }
    }

    /// The folder of its first life.
    #[must_use]
    pub fn first(folder: &Path) -> PathBuf {
        folder.join("0")
    }

    /// Copies a closed cache to where a first life begins.
    pub fn begin(from: &Path, folder: &Path) {
        let to = Self::first(folder);
        std::fs::create_dir_all(&to).expect("a folder");
        for name in FILES {
            copy(&from.join(name), &to.join(name), &[""]);
        }
    }

    /// Has learnt what the service takes at once.
    pub fn know(&self, limits: &WireLimits) {
        let text = serde_json::to_string(limits).expect("JSON");
        self.cache
            .write(|tx| meta::set(tx, meta::WIRE_LIMITS, &text))
            .expect("writes");
    }

    /// Where it dies in what it does next.
    pub fn end_at(&self, kill: Option<Kill>) {
        self.life.end_at(kill);
    }

    /// Whether it is dead.
    #[must_use]
    pub fn is_dead(&self) -> bool {
        self.life.is_over()
    }

    /// What its clock says the day is.
    #[must_use]
    pub fn today(&self) -> String {
        today(&self.ahead)
    }

    /// Moves its clock.
    pub fn advance(&self, days: i64) {
        self.ahead.fetch_add(days * 86_400_000, Ordering::SeqCst);
    }

    /// Works until it is done or the client is dead: `None`.
    pub async fn live<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let mut work = pin!(work);
        poll_fn(|context| {
            let polled = work.as_mut().poll(context);
            if self.life.is_over() {
                return Poll::Ready(None);
            }
            polled.map(Some)
        })
        .await
    }

    /// The dead client is started on what was on its disk at that moment.
    pub fn rise(&mut self) {
        let from = self.folder.join(self.lives.to_string());
        self.lives += 1;
        let to = self.folder.join(self.lives.to_string());
        std::fs::create_dir_all(&to).expect("a folder");
        for name in FILES {
            copy(&from.join(name), &to.join(name), &[""]);
        }
        self.open_at(&to);
    }

    /// Closes the cache as a client does that is ended, and opens it again.
    pub fn reopen(&mut self) {
        let path = self.folder.join(self.lives.to_string());
        self.open_at(&path);
    }

    /// Makes the cache one of the first schema, unless it holds what that had
    /// no place for. The next opening brings it up to date again.
    #[must_use]
    pub fn downgrade(&self) -> bool {
        let none = |question| self.count(question) == 0;
        let fits = none("SELECT count(*) FROM quarantine")
            && none("SELECT count(*) FROM missing")
            && none("SELECT count(*) FROM repair")
            && none("SELECT count(*) FROM saved")
            && none("SELECT count(*) FROM part WHERE lost IS NOT NULL")
            && self.count("SELECT count(*) FROM part WHERE answered IS NULL") <= 1;
        // A client that dies over it is as it was.
        fits && self
            .cache
            .write(|tx| {
                let waiting = outbox::next_part(tx)?;
                tx.execute_batch(include_str!("downgrade.sql"))?;
                if let Some(part) = waiting {
                    tx.execute(
                        "INSERT INTO part(push, part, body) VALUES (?1, ?2, ?3)",
                        (&part.push, part.part, &part.body),
                    )?;
                }
                Ok::<_, Error>(())
            })
            .is_ok()
    }

    fn open_at(&mut self, path: &Path) {
        self.life = Arc::default();
        self.cache = open(path, self.member, &self.life);
        (self.engine, self.wire) =
            engine(&self.cache, self.member, &self.hub, &self.life, &self.ahead);
    }

    /// Gets tokens for the account that it is, and takes them over.
    ///
    /// # Errors
    /// What network, service and cache say.
    pub async fn tokens(&self) -> Result<(), SyncError> {
        let tokens = session::sign_in(
            &*self.wire,
            &self.member.email,
            &self.member.password,
            &self.member.device,
        )
        .await?;
        self.engine.session().adopt(&tokens).await
    }
}

fn today(ahead: &AtomicI64) -> String {
    ManualClock::new(BEGIN + ahead.load(Ordering::SeqCst)).today()
}

fn open(folder: &Path, member: &Member, life: &Arc<Life>) -> Arc<Cache> {
    let path = folder.join("cache.db");
    let cache = if path.exists() {
        Cache::open(&path, &member.key).expect("the cache opens")
    } else {
        std::fs::create_dir_all(folder).expect("a folder");
        let cache = Cache::create(&path, &member.key).expect("a cache");
        cache
            .write(|tx| {
                meta::set(tx, meta::SERVICE, "http://127.0.0.1:1")?;
                meta::set(tx, meta::DEVICE, &member.device)
            })
            .expect("writes");
        cache
    };
    let life = Arc::clone(life);
    cache
        .before_commits(move || life.commit())
        .expect("watches commits");
    Arc::new(cache)
}

fn engine(
    cache: &Arc<Cache>,
    member: &Member,
    hub: &Arc<Hub>,
    life: &Arc<Life>,
    ahead: &Arc<AtomicI64>,
) -> (Arc<Engine>, Arc<Wire>) {
    let wire = Wire::new(hub, life, &member.device);
    let session = Session::new(Arc::clone(&wire) as _, Arc::clone(cache));
    let ahead = Arc::clone(ahead);
    let engine = Engine::new(Arc::clone(cache), session, Box::new(move || today(&ahead)));
    (Arc::new(engine), wire)
}

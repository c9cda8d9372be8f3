//! The client as a whole, and what it needs of its surroundings.

use crate::{Outcome, choosing::Looked, claims, failure, progress::Work};
use edutracker_domain::{
    Language, RecordId,
    rights::{self, Action, Side},
};
use edutracker_protocol::{ClientError, ErrorCode, command::Preferences, wire::AccountInfo};
use edutracker_store::{
    Cache, Error as CacheError,
    keys::keyring::Keyring,
    meta, pending,
    profile::{Found, Locked, Profile},
};
use edutracker_sync::{Engine, HttpTransport, NetError, Session, Transport};
use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// What the client needs of its surroundings.
pub trait Host: Send + Sync + 'static {
    /// The folder of the client's data.
    fn data_dir(&self) -> PathBuf;

    /// The keyring; one that is never there for `--keys passphrase`.
    fn keyring(&self) -> &dyn Keyring;

    /// The way to a service.
    ///
    /// # Errors
    /// When the address cannot be used.
    fn transport(&self, service: &str, device: &str) -> Result<Arc<dyn Transport>, NetError>;

    /// The service's address to offer before the first sign-in.
    fn suggested_service(&self) -> String;

    /// Whose passphrases these are.
    fn passphrases(&self) -> Passphrases {
        Passphrases::OfPeople
    }

    /// The day in Belgium, `YYYY-MM-DD`.
    fn today(&self) -> String;

    /// The moment, RFC 3339, for histories that people read; nothing is decided
    /// by it.
    fn now(&self) -> String {
        format!("{}T00:00:00Z", self.today())
    }

    /// The system's language, where the product speaks it.
    fn language(&self) -> Language;

    /// Told after each change of the cache.
    fn changed(&self, version: u64);

    /// Told when the person wants the window larger or smaller, in percent.
    fn zoomed(&self, _: u16) {}

    /// Where files go that a person asks for.
    fn downloads(&self) -> PathBuf {
        self.data_dir().join("exports")
    }
}

/// Whose passphrases protect caches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passphrases {
    /// People forget them: they have a least length and a recovery code beside them.
    OfPeople,
    /// Scripts bring what they keep themselves, and it is the only key.
    OfScripts,
}

impl Passphrases {
    /// The fewest characters of one.
    #[must_use]
    pub const fn shortest(self) -> usize {
        match self {
            Passphrases::OfPeople => 12,
            Passphrases::OfScripts => 1,
        }
    }
}

/// The surroundings of a real machine.
pub struct SystemHost {
    /// The folder of the client's data.
    pub data_dir: PathBuf,
    /// The keyring.
    pub keyring: Box<dyn Keyring>,
    /// The address to offer.
    pub service: String,
    /// Whose passphrases these are.
    pub passphrases: Passphrases,
    /// The language, see [`SystemHost::system_language`].
    pub language: Language,
    /// Told after each change.
    pub on_change: Box<dyn Fn(u64) + Send + Sync>,
    /// Called with the percent that a window is to draw in.
    pub on_zoom: Box<dyn Fn(u16) + Send + Sync>,
}

/// The address offered when nothing else is known.
pub const DEFAULT_SERVICE: &str = "https://edutracker.example";

/// The variable with the seconds that the service may keep silent.
const PATIENCE: &str = "EDUTRACKER_PATIENCE";

impl SystemHost {
    /// The language of the environment; English where the product does not speak it.
    #[must_use]
    pub fn system_language() -> Language {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
            .and_then(|value| value.get(..2).and_then(|code| code.parse().ok()))
            .unwrap_or(Language::En)
    }

    /// The usual folder of the client's data on this system.
    #[must_use]
    pub fn usual_data_dir() -> PathBuf {
        let variable = |name: &str| {
            std::env::var_os(name)
                .filter(|value| !value.is_empty())
                .map(PathBuf::from)
        };
        let base = if cfg!(windows) {
            variable("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            variable("HOME").map(|home| home.join("Library/Application Support"))
        } else {
            variable("XDG_DATA_HOME")
                .or_else(|| variable("HOME").map(|home| home.join(".local/share")))
        };
        base.unwrap_or_else(|| PathBuf::from("."))
            .join("edutracker-desk")
    }
}

impl Host for SystemHost {
    fn data_dir(&self) -> PathBuf {
        self.data_dir.clone()
    }

    fn keyring(&self) -> &dyn Keyring {
        self.keyring.as_ref()
    }

    fn transport(&self, service: &str, device: &str) -> Result<Arc<dyn Transport>, NetError> {
        let patience = std::env::var(PATIENCE)
            .ok()
            .and_then(|seconds| seconds.parse().ok())
            .map_or(edutracker_sync::http::PATIENCE, Duration::from_secs);
        Ok(Arc::new(HttpTransport::with_patience(
            service, device, patience,
        )?))
    }

    fn passphrases(&self) -> Passphrases {
        self.passphrases
    }

    fn suggested_service(&self) -> String {
        self.service.clone()
    }

    fn today(&self) -> String {
        edutracker_domain::day(edutracker_sync::clock::now())
    }

    fn now(&self) -> String {
        edutracker_sync::clock::now()
            .round(jiff::Unit::Second)
            .map_or_else(|_| self.today(), |now| now.to_string())
    }

    fn language(&self) -> Language {
        self.language
    }

    fn changed(&self, version: u64) {
        (self.on_change)(version);
    }

    fn zoomed(&self, percent: u16) {
        (self.on_zoom)(percent);
    }

    fn downloads(&self) -> PathBuf {
        // It may be called otherwise in the language of the system.
        let usual = dirs::home_dir().map(|home| home.join("Downloads"));
        [dirs::download_dir(), usual]
            .into_iter()
            .flatten()
            .find(|folder| folder.is_dir())
            .unwrap_or_else(|| self.data_dir.join("exports"))
    }
}

/// The client.
pub struct App {
    pub(crate) host: Arc<dyn Host>,
    pub(crate) profile: Profile,
    state: Mutex<State>,
    /// The file that is being read to be imported.
    pub(crate) reading: Work,
    /// The file that is being written.
    pub(crate) writing: Work,
    /// The pending edits that are chosen from.
    pub(crate) looked: Mutex<Looked>,
}

/// What is open.
#[derive(Default)]
pub(crate) struct State {
    pub cache: Option<Arc<Cache>>,
    pub engine: Option<Arc<Engine>>,
    pub locked: Option<Locked>,
    /// The database, where it is damaged.
    pub damaged: Option<PathBuf>,
    pub online: bool,
    /// Why the last request to the service failed, if it did.
    pub trouble: Option<ErrorCode>,
    /// When the service is asked again by itself.
    pub next: Option<std::time::Instant>,
    /// Whether the service tells when something is new.
    pub listening: bool,
    /// What colleagues look at.
    pub claims: Vec<claims::Held>,
}

impl App {
    /// Takes hold of the data folder and opens what the keyring opens.
    ///
    /// # Errors
    /// [`ErrorCode::AlreadyOpen`], or why the cache cannot be used.
    pub fn start(host: Arc<dyn Host>) -> Outcome<Self> {
        let profile = Profile::hold(&host.data_dir().join("profile")).map_err(failure::cache)?;
        let app = Self {
            host,
            profile,
            state: Mutex::default(),
            reading: Work::default(),
            writing: Work::default(),
            looked: Mutex::default(),
        };
        app.find()?;
        Ok(app)
    }

    /// Looks for a cache that can be opened without a person.
    pub(crate) fn find(&self) -> Outcome<()> {
        match self.profile.find(self.host.keyring()) {
            Ok(Found::Nothing) => self.state().locked = None,
            Ok(Found::Open(cache)) => match self.open(*cache) {
                Err(error) if self.state().damaged.is_none() => return Err(error),
                _ => {}
            },
            Ok(Found::Locked(why)) => self.state().locked = Some(why),
            Err(error) if self.is_salvageable(&error) => {}
            Err(error) => return Err(failure::cache(error)),
        }
        Ok(())
    }

    /// Notes a damaged database: what only this machine has may still be read
    /// out of it. Without its keys nothing can.
    pub(crate) fn is_salvageable(&self, error: &CacheError) -> bool {
        let found = match error {
            CacheError::Damaged(path) => *path == self.profile.database(),
            error => error.is_damage(),
        };
        if found {
            self.state().damaged = Some(self.profile.database());
        }
        found
    }

    /// Takes an open cache, with an engine where an account was signed in.
    pub(crate) fn open(&self, cache: Cache) -> Outcome<()> {
        let cache = Arc::new(cache);
        let (service, device) = cache
            .read(|c| Ok((meta::get(c, meta::SERVICE)?, meta::get(c, meta::DEVICE)?)))
            .map_err(|error| {
                self.is_salvageable(&error);
                failure::cache(error)
            })?;
        let engine = match (service, device) {
            (Some(service), Some(device)) => match self.host.transport(&service, &device) {
                Ok(transport) => Some(self.engine_for(transport, &cache)),
                Err(_) => None,
            },
            _ => None,
        };
        // A program that was killed may not have noted what it did last.
        self.note_unsent(&cache);
        let mut state = self.state();
        state.cache = Some(cache);
        state.engine = engine;
        state.locked = None;
        state.damaged = None;
        Ok(())
    }

    pub(crate) fn engine_for(
        &self,
        transport: Arc<dyn Transport>,
        cache: &Arc<Cache>,
    ) -> Arc<Engine> {
        let host = Arc::clone(&self.host);
        let session = Session::new(transport, Arc::clone(cache));
        Arc::new(Engine::new(
            Arc::clone(cache),
            session,
            Box::new(move || host.today()),
        ))
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The open cache of a signed-in account.
    pub(crate) fn cache(&self) -> Outcome<Arc<Cache>> {
        let state = self.state();
        match (&state.cache, &state.damaged, state.locked) {
            (Some(cache), ..) => Ok(Arc::clone(cache)),
            (None, Some(path), _) => Err(failure::cache(CacheError::Damaged(path.clone()))),
            (None, None, Some(why)) => {
                Err(ClientError::new(ErrorCode::Locked).with("reason", why.code()))
            }
            (None, None, None) => Err(ErrorCode::NotSignedIn.into()),
        }
    }

    pub(crate) fn engine(&self) -> Outcome<Arc<Engine>> {
        self.state()
            .engine
            .clone()
            .ok_or_else(|| ErrorCode::NotSignedIn.into())
    }

    /// The account the cache belongs to, unless it was signed out.
    pub(crate) fn account(&self) -> Outcome<AccountInfo> {
        account_of(&*self.cache()?)?.ok_or_else(|| ErrorCode::NotSignedIn.into())
    }

    /// Whether the account's role has a right.
    pub(crate) fn may(&self, account: &AccountInfo, action: Action) -> Outcome<()> {
        if rights::allows(side(account), &account.role, action) {
            Ok(())
        } else {
            Err(ClientError::new(ErrorCode::NotAllowed).with("action", action))
        }
    }

    /// Tells the surroundings that the cache changed.
    pub(crate) fn told(&self) -> Outcome<()> {
        self.changed(&*self.cache()?);
        Ok(())
    }

    /// The same of a cache that is open.
    pub(crate) fn changed(&self, cache: &Cache) {
        self.note_unsent(cache);
        self.host.changed(cache.version());
    }

    fn note_unsent(&self, cache: &Cache) {
        if let Ok(count) = cache.read(pending::only_here) {
            self.profile.note_unsent(count);
        }
    }

    /// The address of the service in use, for messages.
    pub(crate) fn service(&self) -> String {
        let cache = self.state().cache.clone();
        cache
            .and_then(|cache| cache.read(|c| meta::get(c, meta::SERVICE)).ok().flatten())
            .unwrap_or_else(|| self.host.suggested_service())
    }

    /// The preferences file: readable before any key is there.
    pub(crate) fn preferences_path(&self) -> PathBuf {
        self.host.data_dir().join("preferences.json")
    }

    /// The language and theme chosen; without a choice the system's language.
    #[must_use]
    pub fn preferences(&self) -> Preferences {
        let chosen: Preferences = std::fs::read_to_string(self.preferences_path())
            .ok()
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default();
        Preferences {
            language: chosen.language.or(Some(self.host.language())),
            ..chosen
        }
    }

    /// The language of texts made here.
    pub(crate) fn language(&self) -> Language {
        self.preferences().language.unwrap_or(Language::En)
    }
}

/// Set while the account is signed out of a cache that is kept.
pub(crate) const SIGNED_OUT: &str = "signed_out";

/// The account a cache belongs to, unless it was signed out.
pub(crate) fn account_of(cache: &Cache) -> Outcome<Option<AccountInfo>> {
    let (account, out) = cache
        .read(|c| Ok((meta::get(c, meta::ACCOUNT)?, meta::get(c, SIGNED_OUT)?)))
        .map_err(failure::cache)?;
    Ok(account
        .filter(|_| out.is_none())
        .and_then(|text| serde_json::from_str(&text).ok()))
}

/// The side of an account.
pub(crate) fn side(account: &AccountInfo) -> Side {
    account.side.parse().unwrap_or(Side::None)
}

/// Whether a record of `organisation` is the account's own.
pub(crate) fn is_own(account: &AccountInfo, organisation: &str) -> bool {
    organisation
        .parse()
        .is_ok_and(|organisation: RecordId| account.belongs_to(organisation))
}

//! The service: its storage, its settings, its clock, its secret.

use crate::{
    auth::{password, token},
    claims::Claims,
    clock::{Clock, SystemClock},
    demo,
    events::Listeners,
    limits::Buckets,
    push::Turns,
    refusal::{Answer, Refusal},
    settings::{Settings, SettingsError},
    storage::{Storage, StorageError, sqlite},
};
use edutracker_protocol::ProblemType;
use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
};

/// Where the data is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// A SQLite file.
    File(PathBuf),
    /// In memory, for tests.
    Memory,
}

/// How to open a service.
#[derive(Clone)]
pub struct Options {
    /// Where the data is.
    pub database: Database,
    /// Whether to fill an empty database with demo data, with the number of offers.
    pub demo: Option<demo::Size>,
    /// The numbers of the service.
    pub settings: Settings,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
}

impl Options {
    /// A service over a database, without demo data.
    #[must_use]
    pub fn new(database: Database) -> Self {
        Self {
            database,
            demo: None,
            settings: Settings::default(),
            clock: Arc::new(SystemClock),
        }
    }

    /// Demo data in memory, with cheap password hashes, for tests.
    #[must_use]
    pub fn test() -> Self {
        Self {
            demo: Some(demo::Size::default()),
            settings: Settings::cheap(),
            ..Self::new(Database::Memory)
        }
    }
}

/// Why a service could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The settings contradict each other.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// `--demo` on a database that holds something else.
    #[error("the database is not empty and was not filled by --demo")]
    NotDemo,
    /// The system gives no random numbers, or a password cannot be hashed.
    #[error("no randomness")]
    Random,
    /// The demo data cannot be made.
    #[error("demo data: {0}")]
    Demo(String),
}

struct Inner {
    storage: Box<dyn Storage>,
    settings: Settings,
    clock: Arc<dyn Clock>,
    secret: token::Secret,
    dummy_hash: String,
    /// One password at a time per processor: each takes memory.
    hashing: tokio::sync::Semaphore,
    turns: Turns,
    demo: bool,
    buckets: Buckets,
    listeners: Listeners,
    claims: Claims,
    listening: OnceLock<String>,
}

/// A running service. Clones are the same service.
#[derive(Clone)]
pub struct Service(Arc<Inner>);

impl Service {
    /// Opens a service: makes the database if there is none, fills it if asked to. Blocks.
    pub fn open(options: Options) -> Result<Self, OpenError> {
        options.settings.check()?;
        let storage: Box<dyn Storage> = match &options.database {
            Database::File(path) => Box::new(sqlite::Sqlite::file(path)?),
            Database::Memory => Box::new(sqlite::Sqlite::memory()?),
        };
        let secret = prepare(&*storage)?;
        if let Some(size) = options.demo {
            demo::fill_or_check(&*storage, size, &options.settings)?;
        }
        storage.look()?;
        let dummy_hash = password::hash("nobody has this password", options.settings.hash_cost)
            .map_err(|_| OpenError::Random)?;
        Ok(Self(Arc::new(Inner {
            storage,
            secret,
            dummy_hash,
            hashing: tokio::sync::Semaphore::new(
                std::thread::available_parallelism().map_or(2, std::num::NonZero::get),
            ),
            turns: Turns::default(),
            demo: options.demo.is_some(),
            buckets: Buckets::default(),
            listeners: Listeners::default(),
            claims: Claims::default(),
            listening: OnceLock::new(),
            settings: options.settings,
            clock: options.clock,
        })))
    }

    /// Its storage.
    #[must_use]
    pub fn storage(&self) -> &dyn Storage {
        &*self.0.storage
    }

    /// Its settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// The address that people reach it under.
    #[must_use]
    pub fn public_url(&self) -> &str {
        let set = self.settings().public_url.as_str();
        if set.is_empty() {
            self.0.listening.get().map_or("", String::as_str)
        } else {
            set
        }
    }

    /// Notes the address it listens on: people reach it there where no other is set.
    pub fn set_listening(&self, address: &str) {
        // It listens once.
        let _ = self.0.listening.set(address.to_owned());
    }

    /// Its clock.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        &*self.0.clock
    }

    /// Whose pushes are running.
    #[must_use]
    pub fn turns(&self) -> &Turns {
        &self.0.turns
    }

    pub(crate) fn secret(&self) -> &token::Secret {
        &self.0.secret
    }

    pub(crate) fn dummy_hash(&self) -> &str {
        &self.0.dummy_hash
    }

    pub(crate) fn buckets(&self) -> &Buckets {
        &self.0.buckets
    }

    /// Who listens for news.
    #[must_use]
    pub fn listeners(&self) -> &Listeners {
        &self.0.listeners
    }

    /// Who looks at which offer.
    #[must_use]
    pub fn claims(&self) -> &Claims {
        &self.0.claims
    }

    /// Whether accounts with published passwords may sign in.
    #[must_use]
    pub fn demo(&self) -> bool {
        self.0.demo
    }

    /// The same for work that hashes a password: as many at a time as there are processors.
    pub async fn hashing<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Service) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        let _turn = self.0.hashing.acquire().await;
        self.blocking(work).await
    }

    /// Runs work that blocks on a thread that may.
    pub async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Service) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        let service = self.clone();
        match tokio::task::spawn_blocking(move || work(&service)).await {
            Ok(answer) => answer,
            Err(error) => {
                crate::log::event("request", &error);
                Err(Refusal::new(ProblemType::Unavailable).after(5))
            }
        }
    }
}

/// Gives a new database its epoch and its secret; answers the secret.
fn prepare(storage: &dyn Storage) -> Result<token::Secret, OpenError> {
    let writer = storage.writer()?;
    let mut head = writer.head()?;
    if head.epoch == 0 {
        head.epoch = sqlite::fresh_epoch(0);
        writer.set_head(head)?;
    }
    let known = writer
        .setting("secret")?
        .and_then(|bytes| token::Secret::try_from(bytes).ok());
    let secret = match known {
        Some(secret) => secret,
        None => {
            let secret = token::random().map_err(|_| OpenError::Random)?;
            writer.set_setting("secret", &secret)?;
            secret
        }
    };
    writer.commit()?;
    Ok(secret)
}

//! The service of a play: its files, its clock, its deaths.

use super::client::{copy, ending};
use axum::Router;
use edutracker_protocol::wire::WireLimits;
use edutracker_service::{
    Clock as _, Database, ManualClock, Options, Service, Settings, router,
    storage::sqlite::{backup, restore},
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// 2026-11-22 at noon: when every play begins.
pub const BEGIN: i64 = 1_795_348_800_000;

/// The files that a database in use consists of.
const FILES: [&str; 2] = ["", "-wal"];

/// A running service that can be ended as by a power cut.
pub struct Server {
    folder: PathBuf,
    /// How often it was started: each life has its own file.
    lives: u32,
    /// The file it works on.
    current: PathBuf,
    clock: Arc<ManualClock>,
    settings: Settings,
    /// The service.
    pub service: Service,
    router: Router,
    copies: Vec<PathBuf>,
}

impl Server {
    /// Opens the service over the file of its first life in a folder. It gives so
    /// many lines of the feed at once, and takes so many edits (0: the usual).
    #[must_use]
    pub fn open(folder: &Path, page: usize, part: usize) -> Self {
        let clock = Arc::new(ManualClock::new(BEGIN));
        let mut settings = Settings::cheap();
        settings.wire.changes_limit = page;
        if part > 0 {
            settings.wire.push_items = part;
        }
        let service = start(&database(folder, 0), &settings, &clock);
        Self {
            folder: folder.to_owned(),
            lives: 0,
            current: database(folder, 0),
            clock,
            settings,
            router: router(service.clone()),
            service,
            copies: Vec::new(),
        }
    }

    /// The file of its first life.
    #[must_use]
    pub fn first(folder: &Path) -> PathBuf {
        database(folder, 0)
    }

    /// What it takes at once.
    #[must_use]
    pub fn limits(&self) -> &WireLimits {
        &self.settings.wire
    }

    /// The way in.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Moves its clock.
    pub fn advance(&self, seconds: i64) {
        self.clock.advance(seconds);
    }

    /// Its time, milliseconds since 1970.
    #[must_use]
    pub fn millis(&self) -> i64 {
        self.clock.millis()
    }

    /// What would be on its disk after a power cut now, as the file of a next life.
    pub fn image(&mut self) -> PathBuf {
        self.lives += 1;
        let to = database(&self.folder, self.lives);
        let from = self.current.clone();
        copy(&from, &to, &FILES);
        to
    }

    /// What would be on its disk had it died while it wrote what it has written
    /// since the image `before`: after so many thousandths of it. It appends to
    /// its log, so that a death leaves the beginning of what was to come.
    pub fn torn(&mut self, before: &Path, thousandths: u16) -> PathBuf {
        let after = self.image();
        let read = |path: &Path| std::fs::read(path).unwrap_or_default();
        if read(before) != read(&after) {
            // The log went into the database meanwhile: whole, or not yet.
            return before.to_owned();
        }
        let log = |path: &Path| ending(path, "-wal");
        let (old, mut new) = (read(&log(before)), read(&log(&after)));
        let differs = |at: &usize| old.get(*at) != new.get(*at);
        let Some(from) = (0..new.len()).find(differs) else {
            return after;
        };
        let to = (from..new.len()).rfind(differs).unwrap_or(from) + 1;
        let cut = from + (to - from) * usize::from(thousandths) / 1_000;
        new.truncate(cut);
        new.extend(old.iter().skip(cut));
        std::fs::write(log(&after), new).expect("writes");
        after
    }

    /// Ends it, and starts it on another file.
    pub fn start_on(&mut self, path: PathBuf) {
        self.service = start(&path, &self.settings, &self.clock);
        self.router = router(self.service.clone());
        self.current = path;
    }

    /// Copies it, as an operator does.
    pub fn back_up(&mut self) {
        let to = self.folder.join(format!("copy-{}.db", self.copies.len()));
        backup(&self.current, &to).expect("copies");
        self.copies.push(to);
    }

    /// Puts it back to a copy, as an operator does. Answers whether there is one.
    pub fn put_back(&mut self, which: usize) -> bool {
        if self.copies.is_empty() {
            return false;
        }
        let source = self.copies[which % self.copies.len()].clone();
        self.lives += 1;
        let path = database(&self.folder, self.lives);
        restore(&path, &source).expect("restores");
        self.start_on(path);
        true
    }
}

fn database(folder: &Path, life: u32) -> PathBuf {
    folder.join(format!("service-{life}.db"))
}

fn start(path: &Path, settings: &Settings, clock: &Arc<ManualClock>) -> Service {
    let mut options = Options::new(Database::File(path.to_owned()));
    options.settings = settings.clone();
    options.clock = Arc::clone(clock) as _;
    Service::open(options).expect("the service opens")
}

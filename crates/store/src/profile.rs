//! The folder of one account's cache: what is there at start, and what may be done with it.
//!
//! Nothing in here deletes a database or a key, and no key is made over an
//! existing database: what cannot be opened is left, or moved aside by renaming.

use crate::{
    Cache, Error, Result,
    keys::{
        self, DataKey, Work,
        file::{KeyFile, WrapKind},
        keyring::{self, Keyring, Unavailable},
    },
    meta,
};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// Why a cache cannot be opened without a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locked {
    /// Only a passphrase opens it.
    Passphrase,
    /// The keyring is there but has no key: locked, emptied or another one.
    KeyringEmpty,
    /// There is no keyring.
    NoKeyring,
    /// The keyring's unlock prompt was not answered.
    TimedOut,
    /// The keyring holds a key that does not fit.
    OtherKey,
}

impl Locked {
    /// The word for it in the interface.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Locked::Passphrase => "passphrase",
            Locked::KeyringEmpty => "keyring-empty",
            Locked::NoKeyring | Locked::TimedOut => "keyring-unavailable",
            Locked::OtherKey => "other-key",
        }
    }
}

/// What is found at start.
pub enum Found {
    /// No cache: the first sign-in makes one.
    Nothing,
    /// A cache, open.
    Open(Box<Cache>),
    /// A cache that needs a passphrase or the recovery code.
    Locked(Locked),
}

/// How a new cache is to be opened later.
pub enum Protection<'a> {
    /// By the keyring, and by a recovery code.
    Keyring(&'a dyn Keyring),
    /// By a passphrase, and by a recovery code.
    Passphrase(&'a str),
    /// By a passphrase alone: scripts keep their own secrets.
    PassphraseAlone(&'a str),
}

/// The bytes put aside for a full disk.
const RESERVE: u64 = 256 * 1024;
/// The free bytes that allow for it.
const PLENTY: usize = 4 * 1024 * 1024;

/// The folder, held by this process.
pub struct Profile {
    folder: PathBuf,
    work: Work,
    lock: Mutex<File>,
}

impl Profile {
    /// Takes hold of the profile in `folder`; makes the folder if need be.
    ///
    /// # Errors
    /// [`Error::InUse`] when another process has it.
    pub fn hold(folder: &Path) -> Result<Self> {
        Ok(Self {
            folder: folder.to_owned(),
            work: Work::USUAL,
            lock: Mutex::new(take_hold(folder)?),
        })
    }

    /// The same with another amount of work for secrets (tests).
    #[must_use]
    pub fn with_work(mut self, work: Work) -> Self {
        self.work = work;
        self
    }

    /// The folder itself.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The database.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.folder.join("cache.db")
    }

    /// Opens the cache. On a full disk even reading needs a little room: the
    /// reserve is given up for it.
    fn open(&self, key: &DataKey) -> Result<Cache> {
        if self.unfinished_salvage().is_some() {
            return Err(Error::Damaged(self.database()));
        }
        let reserve = self.folder.join("reserve");
        match Cache::open(&self.database(), key) {
            Err(error) if error.is_disk() && fs::remove_file(&reserve).is_ok() => {
                Cache::open(&self.database(), key)
            }
            Ok(cache) => {
                if !reserve.exists() {
                    self.keep_reserve(&reserve);
                }
                Ok(cache)
            }
            error => error,
        }
    }

    /// Puts a little room aside, where there is plenty. It is a convenience:
    /// whatever goes wrong, there is none.
    fn keep_reserve(&self, reserve: &Path) {
        let unfinished = self.folder.join("reserve.new");
        let kept = fs::write(&unfinished, vec![0; PLENTY])
            .and_then(|()| {
                File::options()
                    .write(true)
                    .open(&unfinished)?
                    .set_len(RESERVE)
            })
            .and_then(|()| fs::rename(&unfinished, reserve));
        if kept.is_err() {
            let _ = fs::remove_file(&unfinished);
        }
    }

    fn key_path(&self) -> PathBuf {
        self.folder.join("keys.json")
    }

    /// The key file, or its copy when the first is missing or damaged.
    fn key_file(&self) -> Result<Option<KeyFile>> {
        match KeyFile::read(&self.key_path()) {
            Ok(Some(file)) => Ok(Some(file)),
            first => match KeyFile::read(&self.folder.join("keys.json.bak")) {
                Ok(Some(file)) => Ok(Some(file)),
                _ => first,
            },
        }
    }

    /// Decides by database, key file and keyring what can be done.
    ///
    /// # Errors
    /// [`Error::Damaged`], [`Error::Newer`], or what the disk says.
    pub fn find(&self, keyring: &dyn Keyring) -> Result<Found> {
        if !self.database().exists() {
            return Ok(Found::Nothing);
        }
        // A database without any key file cannot be opened by anybody: the
        // next sign-in moves it aside.
        let Some(file) = self.key_file()? else {
            return Ok(Found::Nothing);
        };
        if !file.has(WrapKind::Keyring) {
            return Ok(Found::Locked(Locked::Passphrase));
        }
        match keyring.get(&file.key_id) {
            Ok(wrapping) => match file.open_with_key(WrapKind::Keyring, &wrapping) {
                Some(key) => Ok(Found::Open(Box::new(self.open(&key)?))),
                None => Ok(Found::Locked(Locked::OtherKey)),
            },
            Err(Unavailable::Empty) => Ok(Found::Locked(Locked::KeyringEmpty)),
            Err(Unavailable::NoKeyring) => Ok(Found::Locked(Locked::NoKeyring)),
            Err(Unavailable::TimedOut) => Ok(Found::Locked(Locked::TimedOut)),
        }
    }

    /// The secrets that open the cache, besides the keyring; none without a cache.
    ///
    /// # Errors
    /// [`Error::Damaged`], or what the disk says.
    pub fn secrets(&self) -> Result<Vec<WrapKind>> {
        if !self.database().exists() {
            return Ok(Vec::new());
        }
        let file = self.key_file()?;
        let known = [WrapKind::Passphrase, WrapKind::RecoveryCode];
        Ok(known
            .into_iter()
            .filter(|kind| file.as_ref().is_some_and(|file| file.has(*kind)))
            .collect())
    }

    /// Opens the cache with the passphrase or the recovery code; puts a fresh
    /// wrapping key into the keyring where there was one, so that the next
    /// start needs no code. With `passphrase` that one opens it from now on,
    /// in place of an earlier one.
    ///
    /// # Errors
    /// [`Error::WrongSecret`], or why the cache does not open.
    pub fn unlock(
        &self,
        secret: &str,
        passphrase: Option<&str>,
        keyring: &dyn Keyring,
    ) -> Result<Cache> {
        let mut file = self
            .key_file()?
            .ok_or_else(|| Error::Damaged(self.key_path()))?;
        let key = file.open_with_secret(secret)?;
        let cache = self.open(&key)?;
        let mut changed = false;
        if file.has(WrapKind::Keyring) {
            let wrapping = keyring::wrapping_key()?;
            if keyring.set(&file.key_id, wrapping).is_ok() {
                file.wrap_with_key(WrapKind::Keyring, &key, &wrapping)?;
                changed = true;
            }
        }
        if let Some(passphrase) = passphrase {
            file.wrap_with_secret(WrapKind::Passphrase, &key, passphrase, self.work)?;
            changed = true;
        }
        if changed {
            file.write(&self.key_path())?;
        }
        Ok(cache)
    }

    /// Makes a new cache. A database that nobody can open is moved aside first.
    ///
    /// # Errors
    /// [`Error::WeakPassphrase`] when there is none; [`Error::InUse`] when there is a cache that
    /// can be opened; what keyring and disk say.
    pub fn create(&self, protection: &Protection<'_>) -> Result<Cache> {
        let database = self.database().exists();
        if database && self.key_file().is_ok_and(|file| file.is_some()) {
            return Err(Error::InUse);
        }
        // Keys alone are kept as well: their database may turn up again.
        if database || self.key_path().exists() {
            self.set_aside()?;
        }
        let key = DataKey::random()?;
        let mut file = KeyFile::new(&key)?;
        match protection {
            Protection::Keyring(keyring) => {
                let wrapping = keyring::wrapping_key()?;
                keyring
                    .set(&file.key_id, wrapping)
                    .map_err(|_| Error::Cipher)?;
                file.wrap_with_key(WrapKind::Keyring, &key, &wrapping)?;
            }
            Protection::Passphrase(passphrase) | Protection::PassphraseAlone(passphrase) => {
                if passphrase.is_empty() {
                    return Err(Error::WeakPassphrase);
                }
                file.wrap_with_secret(WrapKind::Passphrase, &key, passphrase, self.work)?;
            }
        }
        let code = match protection {
            Protection::PassphraseAlone(_) => None,
            Protection::Keyring(_) | Protection::Passphrase(_) => Some(keys::recovery_code()?),
        };
        if let Some(code) = &code {
            file.wrap_with_secret(WrapKind::RecoveryCode, &key, code, self.work)?;
        }
        file.write(&self.key_path())?;
        // A new database appears under its name only when it is whole.
        let cache = self.unfinished_cache(&key)?;
        if let Some(code) = &code {
            cache.write(|tx| meta::set(tx, meta::RECOVERY_CODE, code))?;
        }
        cache.close()?;
        let unfinished = self.folder.join("cache.new");
        fs::rename(&unfinished, self.database()).map_err(Error::file(&unfinished))?;
        self.open(&key)
    }

    /// A new, empty database under a name that nothing looks for.
    pub(crate) fn unfinished_cache(&self, key: &DataKey) -> Result<Cache> {
        for suffix in ["", "-wal", "-shm"] {
            let path = self.folder.join(format!("cache.new{suffix}"));
            if path.exists() {
                fs::remove_file(&path).map_err(Error::file(&path))?;
            }
        }
        Cache::create(&self.folder.join("cache.new"), key)
    }

    /// The key of the cache: by the keyring, or by a secret.
    pub(crate) fn data_key(&self, secret: Option<&str>, keyring: &dyn Keyring) -> Result<DataKey> {
        let file = self
            .key_file()?
            .ok_or_else(|| Error::Damaged(self.key_path()))?;
        if let Some(secret) = secret {
            return file.open_with_secret(secret);
        }
        keyring
            .get(&file.key_id)
            .ok()
            .and_then(|wrapping| file.open_with_key(WrapKind::Keyring, &wrapping))
            .ok_or(Error::NoKey)
    }

    /// Puts everything aside that is in the profile, and begins an empty one.
    /// Answers the folder of data that it is in now: database, keys and copies
    /// stay together, so that whoever finds the secret can open it there.
    /// One renaming does it; a crash leaves all of it here or all of it there.
    ///
    /// # Errors
    /// What the disk says; [`Error::InUse`] when another process was quicker to
    /// begin the new one.
    pub fn set_aside(&self) -> Result<PathBuf> {
        let name = self.folder.file_name().unwrap_or_default();
        let beside = self.folder.parent().unwrap_or(&self.folder);
        let kept = (1..)
            .map(|n| beside.join(format!("set-aside-{n}")))
            .find(|folder| !folder.exists())
            .unwrap_or_else(|| beside.join("set-aside"));
        fs::create_dir(&kept).map_err(Error::file(&kept))?;
        fs::rename(&self.folder, kept.join(name)).map_err(Error::file(&self.folder))?;
        let lock = take_hold(&self.folder)?;
        *self.lock.lock().unwrap_or_else(PoisonError::into_inner) = lock;
        Ok(kept)
    }

    /// Notes, outside the cache, how many edits only this machine has: what a
    /// locked cache cannot tell. When it cannot be noted, nothing is.
    pub fn note_unsent(&self, count: u64) {
        let path = self.folder.join("unsent");
        if self.unsent() != Some(count) && fs::write(&path, count.to_string()).is_err() {
            let _ = fs::remove_file(&path);
        }
    }

    /// How many edits only this machine had when they were last counted.
    #[must_use]
    pub fn unsent(&self) -> Option<u64> {
        let noted = fs::read_to_string(self.folder.join("unsent")).ok()?;
        noted.trim().parse().ok()
    }

    /// Removes the cache and its key for good: sign-out with `discard`.
    ///
    /// # Errors
    /// What the disk says.
    pub fn discard(&self, cache: Cache, keyring: &dyn Keyring) -> Result<()> {
        cache.close()?;
        if let Ok(Some(file)) = self.key_file() {
            // Without its key the file is noise, even if deleting it fails.
            let _ = keyring.remove(&file.key_id);
        }
        for name in [
            "keys.json",
            "keys.json.bak",
            "cache.db",
            "cache.db-wal",
            "cache.db-shm",
            "reserve",
            "unsent",
        ] {
            let path = self.folder.join(name);
            if path.exists() {
                fs::remove_file(&path).map_err(Error::file(&path))?;
            }
        }
        // Copies, and what was damaged once: nothing of the account stays behind.
        let folders = fs::read_dir(&self.folder).map_err(Error::file(&self.folder))?;
        for path in folders.filter_map(|entry| Some(entry.ok()?.path())) {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if path.is_dir() && (name == "backups" || name.starts_with("damaged")) {
                fs::remove_dir_all(&path).map_err(Error::file(&path))?;
            }
        }
        Ok(())
    }
}

/// Makes the folder, for nobody else, and locks it against other processes.
fn take_hold(folder: &Path) -> Result<File> {
    fs::create_dir_all(folder).map_err(Error::file(folder))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
            .map_err(Error::file(folder))?;
    }
    let path = folder.join("lock");
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(Error::file(&path))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(fs::TryLockError::WouldBlock) => Err(Error::InUse),
        Err(fs::TryLockError::Error(source)) => Err(Error::file(&path)(source)),
    }
}

//! The database: one connection that writes, one that reads for the views.

use crate::{
    Error, Result,
    keys::DataKey,
    migration, narrow,
    view::Views,
    words::{self, Words},
};
use rusqlite::{
    Connection, OpenFlags, TransactionBehavior,
    config::DbConfig,
    functions::FunctionFlags,
    hooks::{AuthAction, AuthContext, Authorization},
};
use std::{
    ops::Deref,
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

/// `EDTR`: the file is a cache of this program.
const APPLICATION_ID: i64 = 0x4544_5452;
/// The bytes of a page.
const PAGE: u64 = 4096;
/// The schema this version writes.
pub(crate) const SCHEMA: i64 = 6;

/// The open cache of one account.
pub struct Cache {
    path: PathBuf,
    key: DataKey,
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
    views: Mutex<Views>,
    version: AtomicU64,
    /// The disk failed in a commit: what it has kept is not known.
    doubtful: AtomicBool,
}

/// An open write transaction: the one door for changes.
pub struct Transaction<'a> {
    inner: rusqlite::Transaction<'a>,
    pub(crate) words: Words,
    pub(crate) references: narrow::References,
}

impl<'a> Transaction<'a> {
    /// Begins a write transaction.
    pub(crate) fn begin(connection: &'a mut Connection) -> Result<Self> {
        Ok(Self {
            inner: connection.transaction_with_behavior(TransactionBehavior::Immediate)?,
            words: Words::default(),
            references: narrow::References::default(),
        })
    }

    /// Makes it last.
    pub(crate) fn commit(self) -> Result<()> {
        self.words.write(&self.inner)?;
        Ok(self.inner.commit()?)
    }
}

impl Deref for Transaction<'_> {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        &self.inner
    }
}

/// How sure a commit must be before it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// On the disk: what a person did.
    Full,
    /// Survives a crash of the program; what can be fetched again.
    Fetched,
}

impl Cache {
    /// Opens an existing cache.
    ///
    /// # Errors
    /// [`Error::Damaged`] when the file is not what was written (also when it
    /// is empty), [`Error::Newer`] when a later version wrote it.
    pub fn open(path: &Path, key: &DataKey) -> Result<Self> {
        Ok(Self::of(path, key, connections(path, key)?))
    }

    fn of(path: &Path, key: &DataKey, (writer, reader): (Connection, Connection)) -> Self {
        Self {
            path: path.to_owned(),
            key: key.clone(),
            writer: Mutex::new(writer),
            reader: Mutex::new(reader),
            views: Mutex::default(),
            version: AtomicU64::new(1),
            doubtful: AtomicBool::new(false),
        }
    }

    /// Makes a new cache where there is no file.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn create(path: &Path, key: &DataKey) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut writer = connect_new(path, key)?;
        let tx = Transaction::begin(&mut writer)?;
        tx.execute_batch(include_str!("schema.sql"))?;
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", SCHEMA)?;
        narrow::note_lists(&tx)?;
        words::note_made(&tx)?;
        tx.commit()?;
        let reader = connect(path, key, flags, -65_536)?;
        may_tidy(&reader)?;
        Ok(Self::of(path, key, (writer, reader)))
    }

    /// Changes the cache: all of `change` or nothing, on the disk when it returns.
    ///
    /// # Errors
    /// Those of `change`, or of the commit.
    pub fn write<T, E: From<Error>>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.write_with(Durability::Full, change)
    }

    /// The same with a chosen durability.
    ///
    /// # Errors
    /// Those of `change`, or of the commit.
    pub fn write_with<T, E: From<Error>>(
        &self,
        durability: Durability,
        change: impl FnOnce(&Transaction<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let value = self.commit(durability, change)?;
        self.changed();
        Ok(value)
    }

    /// The same for what no reader can see: the version stays.
    pub(crate) fn commit<T, E: From<Error>>(
        &self,
        durability: Durability,
        change: impl FnOnce(&Transaction<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.certain()?;
        let mut connection = lock(&self.writer);
        let synchronous = match durability {
            Durability::Full => "FULL",
            Durability::Fetched => "NORMAL",
        };
        connection
            .pragma_update(None, "synchronous", synchronous)
            .map_err(Error::from)?;
        let tx = Transaction::begin(&mut connection)?;
        let value = change(&tx)?;
        if let Err(error) = tx.commit() {
            if error.is_failing_disk() {
                self.doubtful.store(true, Ordering::Release);
            }
            return Err(error.into());
        }
        Ok(value)
    }

    /// Writes the log into the database, as far as no reader needs it.
    pub(crate) fn checkpoint(&self) -> Result<()> {
        self.certain()?;
        lock(&self.writer).query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// Reads, on the connection that holds the views.
    ///
    /// # Errors
    /// Those of `question`.
    pub fn read<T, E: From<Error>>(
        &self,
        question: impl FnOnce(&Connection) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.certain()?;
        question(&lock(&self.reader))
    }

    /// After the disk failed in a commit: opens the cache anew, as the next
    /// start would, and finds what was kept. SQLite takes the commit for undone,
    /// while its log may hold it, or may have lost what was written before it
    /// and not yet synced: so all of the log is written into the database, and
    /// that synced. Until this succeeds nothing is read or written.
    fn certain(&self) -> Result<()> {
        if !self.doubtful.load(Ordering::Acquire) {
            return Ok(());
        }
        let (mut writer, mut reader) = (lock(&self.writer), lock(&self.reader));
        if !self.doubtful.load(Ordering::Acquire) {
            return Ok(());
        }
        for connection in [&mut *writer, &mut *reader] {
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
            *connection = Connection::open_in_memory()?;
        }
        (*writer, *reader) = connections(&self.path, &self.key)?;
        writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        self.doubtful.store(false, Ordering::Release);
        self.version.fetch_add(1, Ordering::AcqRel);
        Ok(())
    }

    /// The open views.
    pub fn views(&self) -> MutexGuard<'_, Views> {
        lock(&self.views)
    }

    /// Calls `refuses` before every commit: when it says so, the commit fails
    /// and nothing of its transaction stays. Tests end a client there.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn before_commits(&self, refuses: impl FnMut() -> bool + Send + 'static) -> Result<()> {
        Ok(lock(&self.writer).commit_hook(Some(refuses))?)
    }

    /// Readers are to look again.
    pub(crate) fn changed(&self) {
        self.version.fetch_add(1, Ordering::AcqRel);
    }

    /// Grows with every change.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version.load(Ordering::Acquire)
    }

    /// Copies the cache, encrypted as it is, before something large. See
    /// [`migration::folder`].
    ///
    /// # Errors
    /// What the disk says.
    pub fn backup(&self, name: &str) -> Result<PathBuf> {
        self.certain()?;
        let writer = lock(&self.writer);
        migration::copy(&writer, &self.path, name, |to| connect_new(to, &self.key))
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether every page can be read and the tables are well formed. Reads
    /// the whole file.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let whole: Result<bool> = self.read(|c| {
            let answer: String = c.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
            Ok(answer == "ok")
        });
        whole.unwrap_or(false)
    }

    /// Closes both connections, with everything in the one file.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn close(self) -> Result<()> {
        let closed = |mutex: Mutex<Connection>| {
            let connection = mutex.into_inner().unwrap_or_else(PoisonError::into_inner);
            connection
                .close()
                .map_err(|(_, error)| Error::Sqlite(error))
        };
        closed(self.reader)?;
        closed(self.writer)
    }
}

/// A panic in another thread leaves no half transaction: SQLite rolled it back.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The connection that writes and the one that reads, of an existing cache.
fn connections(path: &Path, key: &DataKey) -> Result<(Connection, Connection)> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let damaged = |error: Error| match error {
        Error::Sqlite(rusqlite::Error::SqliteFailure(e, _))
            if matches!(
                e.code,
                rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt
            ) =>
        {
            Error::Damaged(path.to_owned())
        }
        error => error,
    };
    // SQLite takes an empty file for an empty database, and writes to it.
    let length = std::fs::metadata(path).map_err(Error::file(path))?.len();
    if length < PAGE {
        return Err(Error::Damaged(path.to_owned()));
    }
    // A program that ended well leaves no log: this one is looked at before it counts.
    let log = log_length(path);
    let mut writer = connect(path, key, flags, -32_768).map_err(damaged)?;
    let (application, schema): (i64, i64) = writer
        .query_row(
            "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .map_err(|error| damaged(error.into()))?;
    if application != APPLICATION_ID || schema < 1 {
        return Err(Error::Damaged(path.to_owned()));
    }
    if schema > SCHEMA {
        return Err(Error::Newer(schema));
    }
    if !is_whole(&writer, length, log).map_err(damaged)? {
        return Err(Error::Damaged(path.to_owned()));
    }
    may_tidy(&writer)?;
    if schema < SCHEMA {
        let name = migration::before_step(schema);
        migration::copy(&writer, path, &name, |to| connect_new(to, key))?;
        migration::migrate(&mut writer, schema)?;
    } else {
        migration::forget_outlived(path);
    }
    narrow::renew(&mut writer)?;
    words::renew(&mut writer)?;
    let reader = connect(path, key, flags, -65_536)?;
    may_tidy(&reader)?;
    Ok((writer, reader))
}

/// A connection to a file that may not be there yet.
fn connect_new(path: &Path, key: &DataKey) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = connect(path, key, flags, -32_768)?;
    may_tidy(&connection)?;
    Ok(connection)
}

/// The bytes of the log beside a database; 0 when there is none.
fn log_length(path: &Path) -> u64 {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).map_or(0, |found| found.len())
}

/// Whether a database has all its pages, and a log that belongs to it. The log
/// of another cache is taken in by SQLite like its own.
fn is_whole(connection: &Connection, length: u64, log: u64) -> Result<bool> {
    if log > 0 {
        let answer: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        return Ok(answer == "ok");
    }
    let pages: i64 = connection.query_row("PRAGMA page_count", [], |row| row.get(0))?;
    Ok(length >= pages.unsigned_abs() * PAGE)
}

/// From here on the log may be written into the database when all is closed.
fn may_tidy(connection: &Connection) -> Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(())
}

fn connect(path: &Path, key: &DataKey, flags: OpenFlags, cache_size: i64) -> Result<Connection> {
    let mut connection = Connection::open_with_flags(path, flags)?;
    // Closing writes the log into the database, page by page and unread: not
    // before it is known to be ours.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    set_key(&connection, key)?;
    connection.execute_batch(
        "PRAGMA cipher_log_level = NONE;
         PRAGMA foreign_keys = ON;
         PRAGMA busy_timeout = 5000;",
    )?;
    // The first read finds out whether the key fits.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "cache_size", cache_size)?;
    connection.execute_batch(
        "PRAGMA synchronous = FULL;
         PRAGMA temp_store = MEMORY;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA wal_autocheckpoint = 4000;
         PRAGMA journal_size_limit = 67108864;
         PRAGMA secure_delete = ON;",
    )?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(128);
    // An attached file could take a plain copy of everything.
    connection.authorizer(Some(|context: AuthContext<'_>| match context.action {
        AuthAction::Attach { .. } | AuthAction::Detach { .. } => Authorization::Deny,
        _ => Authorization::Allow,
    }))?;
    connection.create_scalar_function(
        "record_id",
        1,
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC,
        |context| {
            let text = context
                .get_raw(0)
                .as_str_or_null()
                .ok()
                .flatten()
                .unwrap_or_default();
            Ok(text
                .parse::<edutracker_domain::RecordId>()
                .ok()
                .map(|id| id.as_bytes().to_vec()))
        },
    )?;
    narrow::add_functions(&connection)?;
    Ok(connection)
}

/// The key as a raw key in SQLCipher's notation. 64 hex digits in `x'…'` are
/// taken as they are, without a derivation.
pub(crate) fn set_key(connection: &Connection, key: &DataKey) -> Result<()> {
    use std::fmt::Write as _;
    let mut hex = zeroize::Zeroizing::new(String::with_capacity(67));
    hex.push_str("x'");
    for byte in key.as_bytes() {
        let _ = write!(hex, "{byte:02x}");
    }
    hex.push('\'');
    connection.pragma_update(None, "key", hex.as_str())?;
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn scratch() -> (tempfile::TempDir, Cache) {
        let folder = tempfile::tempdir().unwrap();
        let key = DataKey::random().unwrap();
        let cache = Cache::create(&folder.path().join("cache.db"), &key).unwrap();
        (folder, cache)
    }

    #[test]
    fn an_empty_or_foreign_file_is_never_taken_for_a_cache() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cache.db");
        let key = DataKey::random().unwrap();
        std::fs::write(&path, "").unwrap();
        assert!(matches!(Cache::open(&path, &key), Err(Error::Damaged(_))));
        std::fs::write(
            &path,
            "not a database, but long enough to be looked at as one".repeat(200),
        )
        .unwrap();
        assert!(matches!(Cache::open(&path, &key), Err(Error::Damaged(_))));
    }

    #[test]
    fn nothing_readable_is_on_the_disk() {
        let (folder, cache) = scratch();
        cache
            .write(|tx| crate::meta::set(tx, "note", "a-word-to-look-for"))
            .unwrap();
        cache.close().unwrap();
        let bytes = std::fs::read(folder.path().join("cache.db")).unwrap();
        assert!(!bytes.windows(18).any(|w| w == b"a-word-to-look-for"));
        assert!(!bytes.starts_with(b"SQLite format 3"));
    }

    #[test]
    fn after_a_doubtful_commit_the_cache_is_opened_anew() {
        let (folder, cache) = scratch();
        cache.write(|tx| crate::meta::set(tx, "note", "1")).unwrap();
        // A hook is the connection's: a new one has none.
        cache.before_commits(|| true).unwrap();
        assert!(cache.write(|tx| crate::meta::set(tx, "note", "2")).is_err());
        let (log, version) = (cache.path().with_extension("db-wal"), cache.version());
        assert!(std::fs::metadata(&log).unwrap().len() > 0);
        cache.doubtful.store(true, Ordering::Release);
        let note = cache.read(|c| crate::meta::get(c, "note")).unwrap();
        assert_eq!(note.as_deref(), Some("1"));
        assert_eq!(cache.version(), version + 1);
        assert_eq!(std::fs::metadata(&log).unwrap().len(), 0, "all is synced");
        cache.write(|tx| crate::meta::set(tx, "note", "2")).unwrap();
        // What cannot be opened is neither read nor written.
        cache.doubtful.store(true, Ordering::Release);
        let aside = folder.path().join("aside");
        std::fs::rename(cache.path(), &aside).unwrap();
        for _ in 0..2 {
            let note = cache.read(|c| crate::meta::get(c, "note"));
            assert!(note.is_err_and(|error| error.is_disk()));
            assert!(cache.write(|tx| crate::meta::set(tx, "note", "3")).is_err());
        }
        std::fs::rename(&aside, cache.path()).unwrap();
        let note = cache.read(|c| crate::meta::get(c, "note")).unwrap();
        assert_eq!(note.as_deref(), Some("2"));
    }

    #[test]
    fn another_file_cannot_be_attached() {
        let (_folder, cache) = scratch();
        let attach = cache.read(|c| {
            c.execute_batch("ATTACH ':memory:' AS other")
                .map_err(Error::from)
        });
        assert!(attach.is_err());
    }
}

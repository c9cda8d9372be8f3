//! Storage in one SQLite file: one connection writes, a few read (WAL).

mod copy;
mod feed;
mod mail;
mod pushes;
mod records;
mod requests;
mod retention;
mod rights;
mod schema;
mod sessions;
mod tallies;

pub(crate) use copy::fresh_epoch;
pub use copy::{backup, restore};

use super::{Reader, Result, Storage, StorageError, Writer};
use rusqlite::{Connection, ErrorCode};
use std::{
    cell::{Cell, RefCell},
    path::{Path, PathBuf},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::watch;

/// Readers that work side by side with the writer.
const READERS: usize = 4;

impl From<rusqlite::Error> for StorageError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StorageError::Busy,
            _ => StorageError::Database(error.to_string()),
        }
    }
}

/// A SQLite database.
pub struct Sqlite {
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    returned: Condvar,
    /// In memory there is one connection for all.
    shared: bool,
    /// The number of the last transaction, as far as was looked.
    head: watch::Sender<u64>,
}

impl Sqlite {
    /// Opens a file, or makes it.
    pub fn file(path: &Path) -> Result<Self> {
        let open = |path: &PathBuf| -> Result<Connection> {
            let connection = Connection::open(path)?;
            connection.busy_timeout(std::time::Duration::from_secs(10))?;
            connection.set_prepared_statement_cache_capacity(64);
            connection.pragma_update(None, "journal_mode", "wal")?;
            connection.pragma_update(None, "synchronous", "full")?;
            connection.pragma_update(None, "cache_size", -32_000)?;
            Ok(connection)
        };
        let path = path.to_path_buf();
        let writer = open(&path)?;
        schema::migrate(&writer)?;
        let readers = (0..READERS)
            .map(|_| {
                let reader = open(&path)?;
                reader.pragma_update(None, "query_only", true)?;
                Ok(reader)
            })
            .collect::<Result<Vec<_>>>()?;
        Ok(Self {
            writer: Mutex::new(writer),
            readers: Mutex::new(readers),
            returned: Condvar::new(),
            shared: false,
            head: watch::Sender::new(0),
        })
    }

    /// A database that ends with the process.
    pub fn memory() -> Result<Self> {
        let writer = Connection::open_in_memory()?;
        schema::migrate(&writer)?;
        Ok(Self {
            writer: Mutex::new(writer),
            readers: Mutex::default(),
            returned: Condvar::new(),
            shared: true,
            head: watch::Sender::new(0),
        })
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        // A transaction that a panic cut short was rolled back by its guard.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn borrow(&self) -> Held<'_> {
        if self.shared {
            return Held::Only(self.connection());
        }
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(connection) = readers.pop() {
                return Held::Pooled {
                    connection: Some(connection),
                    pool: self,
                };
            }
            readers = self
                .returned
                .wait(readers)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// A connection that goes back where it came from.
enum Held<'a> {
    Only(MutexGuard<'a, Connection>),
    Pooled {
        connection: Option<Connection>,
        pool: &'a Sqlite,
    },
}

impl Held<'_> {
    fn connection(&self) -> Result<&Connection> {
        match self {
            Held::Only(guard) => Ok(guard),
            Held::Pooled { connection, .. } => connection
                .as_ref()
                .ok_or(StorageError::Corrupt("connection")),
        }
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        if let Held::Pooled { connection, pool } = self
            && let Some(connection) = connection.take()
        {
            let mut readers = pool.readers.lock().unwrap_or_else(PoisonError::into_inner);
            readers.push(connection);
            pool.returned.notify_one();
        }
    }
}

/// A transaction, for reading or for writing.
struct Tx<'a> {
    held: Held<'a>,
    open: bool,
    differences: RefCell<tallies::Differences>,
    /// The number it took, and whom to tell once it is committed.
    taken: Cell<Option<u64>>,
    head: &'a watch::Sender<u64>,
}

impl<'a> Tx<'a> {
    fn begin(storage: &'a Sqlite, held: Held<'a>, begin: &str) -> Result<Self> {
        held.connection()?.execute_batch(begin)?;
        Ok(Self {
            held,
            open: true,
            differences: RefCell::default(),
            taken: Cell::default(),
            head: &storage.head,
        })
    }

    fn conn(&self) -> Result<&Connection> {
        self.held.connection()
    }
}

impl Drop for Tx<'_> {
    fn drop(&mut self) {
        if self.open
            && let Ok(connection) = self.held.connection()
        {
            // SQLite has rolled back by itself after some errors.
            let _ = connection.execute_batch("ROLLBACK");
        }
    }
}

impl Storage for Sqlite {
    fn reader(&self) -> Result<Box<dyn Reader + '_>> {
        Ok(Box::new(Tx::begin(self, self.borrow(), "BEGIN")?))
    }

    fn writer(&self) -> Result<Box<dyn Writer + '_>> {
        let held = Held::Only(self.connection());
        Ok(Box::new(Tx::begin(self, held, "BEGIN IMMEDIATE")?))
    }

    fn watch(&self) -> watch::Receiver<u64> {
        self.head.subscribe()
    }

    fn look(&self) -> Result<()> {
        let reader = self.reader()?;
        tell(&self.head, reader.head()?.seq);
        Ok(())
    }
}

impl Reader for Tx<'_> {}

impl Writer for Tx<'_> {
    fn as_reader(&self) -> &dyn Reader {
        self
    }

    fn commit(mut self: Box<Self>) -> Result<()> {
        self.write_sums()?;
        self.conn()?.execute_batch("COMMIT")?;
        self.open = false;
        if let Some(seq) = self.taken.take() {
            tell(self.head, seq);
        }
        Ok(())
    }
}

/// Tells those who watch, where the number is another. After a restore it is lower.
fn tell(head: &watch::Sender<u64>, seq: u64) {
    head.send_if_modified(|known| std::mem::replace(known, seq) != seq);
}

/// SQLite counts in signed numbers.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

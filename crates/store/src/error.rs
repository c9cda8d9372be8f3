//! What can go wrong in the cache.

use std::path::PathBuf;

/// The result of an operation on the cache.
pub type Result<T> = std::result::Result<T, Error>;

/// What can go wrong in the cache.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// SQLite failed.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Another process holds the profile.
    #[error("the profile is in use")]
    InUse,
    /// The passphrase or code opens no wrap of the key.
    #[error("wrong passphrase or recovery code")]
    WrongSecret,
    /// The keyring does not have the key, and no secret was given.
    #[error("the keyring does not have the key")]
    NoKey,
    /// The passphrase is empty.
    #[error("the passphrase is empty")]
    WeakPassphrase,
    /// The database or the key file is not what was written.
    #[error("{0} is damaged")]
    Damaged(PathBuf),
    /// The database was written by a later version.
    #[error("the cache has schema {0}, which is newer")]
    Newer(i64),
    /// A record of this id does not exist.
    #[error("no such record")]
    NotFound,
    /// A stored JSON text cannot be read.
    #[error("stored record: {0}")]
    Json(#[from] serde_json::Error),
    /// The system's random numbers failed.
    #[error("no random numbers: {0}")]
    Random(getrandom::Error),
    /// Encryption failed.
    #[error("encryption failed")]
    Cipher,
    /// The view was closed or never opened.
    #[error("no such view")]
    NoView,
    /// The cache belongs to another account.
    #[error("the cache belongs to another account")]
    OtherAccount,
}

impl Error {
    /// Whether the disk is full or fails: the edit was refused and nothing is half-written.
    #[must_use]
    pub fn is_disk(&self) -> bool {
        match self {
            Error::File { .. } => true,
            Error::Sqlite(rusqlite::Error::SqliteFailure(error, _)) => matches!(
                error.code,
                rusqlite::ErrorCode::DiskFull
                    | rusqlite::ErrorCode::SystemIoFailure
                    | rusqlite::ErrorCode::ReadOnly
            ),
            _ => false,
        }
    }

    /// Whether the disk failed, so that nobody knows what it has kept.
    pub(crate) fn is_failing_disk(&self) -> bool {
        matches!(self, Error::Sqlite(rusqlite::Error::SqliteFailure(error, _))
            if error.code == rusqlite::ErrorCode::SystemIoFailure)
    }

    /// Whether the database is not what was written: a page cannot be read.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        match self {
            Error::Damaged(_) => true,
            Error::Sqlite(rusqlite::Error::SqliteFailure(error, _)) => matches!(
                error.code,
                rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt
            ),
            _ => false,
        }
    }

    pub(crate) fn file(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Error {
        let path = path.to_owned();
        move |source| Error::File { path, source }
    }
}

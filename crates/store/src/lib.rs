//! The encrypted offline cache.
//!
//! * [`keys`]: the cache's key, wrapped by the system keyring, a recovery code
//!   or a passphrase, and the decision what to do at start;
//! * [`profile`]: the folder of one account's cache: lock, key file, database;
//! * [`cache`]: the database: connections, transactions, migrations;
//! * [`record`]: the service's records and the edits on top of them;
//! * [`edit`], [`undo`]: the one door for changes, and the way back;
//! * [`question`]: fields that both sides changed;
//! * [`outbox`]: edits frozen for sending, and what became of them;
//! * [`view`]: ranked views and their windows; [`filter`]: filter, sort, search.

pub mod cache;
pub mod edit;
pub mod error;
pub mod filter;
pub mod incoming;
pub mod keys;
pub mod listing;
pub mod meta;
pub mod outbox;
pub mod pending;
pub mod profile;
pub mod question;
pub mod record;
pub mod undo;
pub mod view;

pub use cache::{Cache, Transaction};
pub use error::{Error, Result};

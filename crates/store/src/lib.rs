//! The encrypted offline cache.
//!
//! * [`keys`]: the cache's key, wrapped by the system keyring, a recovery code
//!   or a passphrase, and the decision what to do at start;
//! * [`profile`]: the folder of one account's cache: lock, key file, database;
//! * [`cache`]: the database: connections, transactions; [`migration`]: from
//!   earlier versions, and copies that are made before something large;
//! * [`record`]: the service's records and the edits on top of them;
//! * [`edit`], [`undo`]: the one door for changes, and the way back; [`journal`]: what was done;
//!   [`reverted`]: what the service took back of it;
//! * [`question`]: fields that both sides changed;
//! * [`incoming`], [`partition`]: what the service tells, record by record and
//!   organisation by organisation; [`tally`]: check sums over it;
//! * [`chosen`]: pending edits in groups, and those that shall go;
//! * [`pack`], [`outbox`]: edits packed and frozen for sending, and what became of them; [`sent`]:
//!   what a restored service may have lost; [`quarantine`]: edits under a right
//!   that was lost;
//! * [`view`]: ranked views and their windows; [`filter`]: filter, sort, search; [`facets`]: values and how many records have them;
//! * `upkeep`, `judged`: what is put off until nothing else is to be done;
//! * [`reviews`]: what a reviewer looks at beside an offer; [`said`]: what was said of it meanwhile;
//! * [`gate`]: whether an institution may search among the offers of companies;
//! * [`saved`]: named things kept on this machine.

pub mod aside;
pub mod cache;
pub mod chosen;
pub mod desk;
pub mod edit;
pub mod error;
pub mod facets;
pub mod filter;
pub mod gate;
pub mod incoming;
pub mod journal;
mod judged;
pub mod keys;
pub mod listing;
pub mod meta;
pub mod migration;
mod narrow;
mod order;
pub mod outbox;
mod overtaken;
pub mod pack;
pub mod partition;
pub mod pending;
pub mod profile;
pub mod quarantine;
pub mod question;
pub mod record;
mod referrers;
mod removing;
pub mod reverted;
pub mod reviews;
pub mod said;
pub mod salvage;
pub mod saved;
pub mod sent;
pub mod tally;
pub mod undo;
mod upkeep;
pub mod uses;
pub mod view;
mod words;

pub use cache::{Cache, Transaction};
pub use error::{Error, Result};
pub use judged::Decided;

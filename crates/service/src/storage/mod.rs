//! Where the service keeps its data, as a trait: the rules above it know no
//! SQL, and a second database only has to pass [`contract::run`].
//!
//! The methods block. Callers run them on blocking threads; an implementation
//! over an asynchronous driver waits for it there.

pub mod contract;
mod mail;
mod requests;
pub mod sqlite;
mod types;

pub use mail::{
    MailReads, MailWrites, NoticeKind, NoticeState, NoticesOf, StoredLink, StoredNotice,
};
pub use requests::{RequestReads, RequestState, RequestWrites, StoredRequest};
pub use types::{
    GrantOp, Head, LogKey, PushesOf, RawRecord, Scope, StoredChange, StoredGrant, StoredLogin,
    StoredMutation, StoredPush, StoredRecord, StoredSession, StoredToken, TokenKind,
};

use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::wire::Tally;
use std::collections::BTreeMap;
use tokio::sync::watch;

/// The database did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The database itself says so.
    #[error("database: {0}")]
    Database(String),
    /// Another program writes; asking again makes sense.
    #[error("database is busy")]
    Busy,
    /// A row holds what the service never wrote.
    #[error("corrupt row: {0}")]
    Corrupt(&'static str),
}

/// The result of storage methods.
pub type Result<T> = std::result::Result<T, StorageError>;

/// A database.
pub trait Storage: Send + Sync {
    /// A view that does not change while it is held. Hold it briefly.
    fn reader(&self) -> Result<Box<dyn Reader + '_>>;

    /// The one write transaction; the others wait. Dropped without
    /// [`Writer::commit`], it leaves nothing behind.
    fn writer(&self) -> Result<Box<dyn Writer + '_>>;

    /// The number of the last transaction, told when it is committed.
    fn watch(&self) -> watch::Receiver<u64>;

    /// Looks whether another program has committed, and tells so.
    fn look(&self) -> Result<()>;
}

/// What can be asked about records and pushes.
pub trait RecordReads {
    /// The counter row.
    fn head(&self) -> Result<Head>;
    /// A setting of the database itself.
    fn setting(&self, name: &str) -> Result<Option<Vec<u8>>>;
    /// A record or its tombstone.
    fn record(&self, kind: RecordType, id: RecordId) -> Result<Option<StoredRecord>>;
    /// The organisation with this code.
    fn organisation(&self, code: &str) -> Result<Option<RecordId>>;
    /// Offers in the public view after an id, in the order of ids.
    fn public_offers(
        &self,
        org: Option<RecordId>,
        after: Option<RecordId>,
        limit: usize,
    ) -> Result<Vec<StoredRecord>>;
    /// The reviews of an offer that were made after a transaction, oldest first.
    fn reviews_since(&self, offer: RecordId, seq: u64) -> Result<Vec<StoredRecord>>;
    /// The changes of a record, newest first.
    fn history(&self, kind: RecordType, id: RecordId) -> Result<Vec<StoredChange>>;
}

/// What can be asked about pushes.
pub trait PushReads {
    /// The stored answer to an edit.
    fn mutation(&self, mid: RecordId) -> Result<Option<StoredMutation>>;
    /// All stored answers of a push, in their order.
    fn mutations_of(&self, push: RecordId) -> Result<Vec<StoredMutation>>;
    /// A push.
    fn push(&self, push: RecordId) -> Result<Option<StoredPush>>;
    /// Pushes, newest first: those before one, if given.
    fn pushes(
        &self,
        of: &PushesOf,
        before: Option<(u64, RecordId)>,
        limit: usize,
    ) -> Result<Vec<StoredPush>>;
    /// The changes of a record from a transaction on, newest first.
    fn changes_since(&self, kind: RecordType, id: RecordId, seq: u64) -> Result<Vec<StoredChange>>;
    /// The digest of the request that an account used a key for.
    fn key_digest(&self, account: RecordId, key: &str) -> Result<Option<Vec<u8>>>;
}

/// The feed's two ways through the records. Visitors get rows in order.
pub trait FeedReads {
    /// The live records of a scope, summed up for each partition that has any.
    fn tallies(&self, scope: &Scope) -> Result<BTreeMap<RecordId, Tally>>;
    /// The sum of these.
    fn tally(&self, scope: &Scope) -> Result<Tally> {
        let mut sum = Tally::default();
        for tally in self.tallies(scope)?.into_values() {
            sum.join(tally);
        }
        Ok(sum)
    }
    /// Live records after a key, in the order (type, id). Answers how many there were.
    fn snapshot(
        &self,
        scope: &Scope,
        after: Option<(RecordType, RecordId)>,
        limit: usize,
        visit: &mut dyn FnMut(RawRecord<'_>),
    ) -> Result<usize>;
    /// Records and tombstones changed after a key, in the order (seq, type, id).
    fn log(
        &self,
        scope: &Scope,
        after: LogKey,
        limit: usize,
        visit: &mut dyn FnMut(RawRecord<'_>),
    ) -> Result<usize>;
    /// Records and tombstones with some ids, of any type; in the order of the ids given.
    fn found(&self, ids: &[RecordId], visit: &mut dyn FnMut(RawRecord<'_>)) -> Result<()>;
    /// The partitions of a scope in which something changed after a transaction, in order.
    fn changed_orgs(&self, scope: &Scope, after: u64) -> Result<Vec<RecordId>>;
}

/// What can be asked about memberships.
pub trait RightsReads {
    /// The organisations that an account sees besides its own, in order.
    fn memberships(&self, account: RecordId) -> Result<Vec<RecordId>>;
    /// How an account's memberships changed after a transaction, oldest first.
    fn grants(&self, account: RecordId, after: u64) -> Result<Vec<StoredGrant>>;
}

/// What can be asked about sign-in.
pub trait SessionReads {
    /// The login of an address (lower case).
    fn login(&self, email: &str) -> Result<Option<StoredLogin>>;
    /// The login of an account.
    fn login_of(&self, account: RecordId) -> Result<Option<StoredLogin>>;
    /// A session.
    fn session(&self, id: RecordId) -> Result<Option<StoredSession>>;
    /// The sessions of an account that are not revoked, oldest first.
    fn sessions_of(&self, account: RecordId) -> Result<Vec<StoredSession>>;
    /// A token by its hash.
    fn token(&self, hash: &[u8]) -> Result<Option<StoredToken>>;
    /// The failed attempts of a key since a moment, oldest first.
    fn failures(&self, key: &str, since: i64) -> Result<Vec<i64>>;
}

/// A view of the database.
pub trait Reader:
    RecordReads + PushReads + FeedReads + RightsReads + SessionReads + MailReads + RequestReads
{
}

/// Writes of records and pushes.
pub trait RecordWrites {
    /// Takes the next number. The counter row is then held to the commit, so
    /// that numbers become visible in their order.
    fn next_seq(&self) -> Result<u64>;
    /// Writes a new incarnation, or a new floor.
    fn set_head(&self, head: Head) -> Result<()>;
    /// Writes a setting of the database itself.
    fn set_setting(&self, name: &str, value: &[u8]) -> Result<()>;
    /// Writes a record, new or not, and keeps up the check sums of its partition.
    fn put_record(&self, record: &StoredRecord) -> Result<()>;
    /// Adds a change to the history.
    fn put_change(&self, change: &StoredChange) -> Result<()>;
}

/// Writes of pushes.
pub trait PushWrites {
    /// Writes the answer to an edit. Its `mid` must be new.
    fn put_mutation(&self, mutation: &StoredMutation) -> Result<()>;
    /// Writes a push, or its numbers and what it was taken back by.
    fn put_push(&self, push: &StoredPush) -> Result<()>;
    /// Writes what an account used a key for; the first use stays.
    fn put_key(&self, account: RecordId, key: &str, digest: &[u8], at: &str) -> Result<()>;
}

/// Writes of sign-in.
pub trait SessionWrites {
    /// Writes a login, new or not.
    fn put_login(&self, login: &StoredLogin) -> Result<()>;
    /// Writes a session, new or not.
    fn put_session(&self, session: &StoredSession) -> Result<()>;
    /// Writes a token, new or not.
    fn put_token(&self, token: &StoredToken) -> Result<()>;
    /// Notes a failed attempt.
    fn add_failure(&self, key: &str, at: i64) -> Result<()>;
    /// Forgets the failed attempts of a key.
    fn clear_failures(&self, key: &str) -> Result<()>;
    /// Forgets tokens that ended before a moment.
    fn forget_before(&self, moment: i64) -> Result<()>;
    /// Forgets failed attempts before a moment, of everybody.
    fn forget_failures(&self, moment: i64) -> Result<()>;
}

/// Writes of memberships.
pub trait RightsWrites {
    /// Changes a membership and writes down that it changed.
    fn put_grant(&self, grant: &StoredGrant) -> Result<()>;
}

/// Forgetting. Each call forgets a limited number of rows; call until nothing is left to forget.
pub trait RetentionWrites {
    /// Forgets answers to edits of before a moment (RFC 3339), the oldest first. Answers how many,
    /// and the last of their transactions; 0 for none.
    fn forget_mutations(&self, before: &str, limit: usize) -> Result<(usize, u64)>;
    /// Forgets tombstones of before a moment (RFC 3339). Answers the last transaction forgotten:
    /// the floor has to rise to it.
    fn forget_tombstones(&self, before: &str, limit: usize) -> Result<Option<u64>>;
    /// Forgets sessions last refreshed before a moment, milliseconds since 1970. Answers how many.
    fn forget_sessions(&self, before: i64) -> Result<usize>;
}

/// A write transaction.
pub trait Writer:
    Reader
    + RecordWrites
    + PushWrites
    + SessionWrites
    + RightsWrites
    + MailWrites
    + RequestWrites
    + RetentionWrites
{
    /// The transaction as a view: it sees its own writes.
    fn as_reader(&self) -> &dyn Reader;
    /// Makes it last.
    fn commit(self: Box<Self>) -> Result<()>;
}

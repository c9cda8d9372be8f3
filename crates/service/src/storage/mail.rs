//! The rows of the outbox: what is to be told by mail, and the links in it.

use super::StorageError;
use edutracker_domain::{RecordId, text_enum};

/// `Result` with both types is what the enums' conversions name.
type Stored<T> = Result<T, StorageError>;

text_enum! {
    /// What a notice is about.
    NoticeKind, "notice kind" {
        /// An offer was removed; the subject is the review.
        Remove = "remove",
        /// A question about an offer; the subject is the review.
        Ask = "ask",
        /// An offer came back; the subject is the review.
        Restore = "restore",
        /// A way to a new password; the subject is the account.
        Password = "password",
        /// An invitation to a new account; the subject is the account.
        Invitation = "invitation",
        /// A request for an account was refused; the subject is the request.
        Refusal = "refusal",
    }
}

text_enum! {
    /// How far a notice got.
    NoticeState, "notice state" {
        /// It goes when it is due.
        Waiting = "waiting",
        /// It is being handed to the mail server.
        Sending = "sending",
        /// The mail server took it.
        Sent = "sent",
        /// The mail server refused it for good, or did not take it for days.
        Failed = "failed",
        /// The program or the connection ended while it was handed over: it may
        /// have gone, and is not sent again.
        Uncertain = "uncertain",
        /// What it was about was taken back before it went.
        Cancelled = "cancelled",
    }
}

/// A notice: one mail to one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredNotice {
    /// Its id, and that of the mail.
    pub id: RecordId,
    /// What it is about.
    pub kind: NoticeKind,
    /// The review, the account or the request.
    pub subject: RecordId,
    /// The offer, where it is about one.
    pub offer: Option<RecordId>,
    /// The address.
    pub recipient: String,
    /// The language it is written in.
    pub language: String,
    /// How far it got.
    pub state: NoticeState,
    /// When it goes, milliseconds since 1970.
    pub due: i64,
    /// How often the mail server was asked.
    pub tries: u32,
    /// When it was written, milliseconds since 1970.
    pub created: i64,
    /// When its state last changed.
    pub changed: i64,
    /// The mail server's last code, or why it was not sent; empty when all went well.
    pub code: String,
}

/// A link in a mail, known by the hash of its token only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredLink {
    /// SHA-256 of the token.
    pub hash: Vec<u8>,
    /// The notice that carried it: its kind says what the link is good for.
    pub notice: RecordId,
    /// When it ends, milliseconds since 1970.
    pub expires: i64,
    /// When it was used.
    pub used: Option<i64>,
}

/// Which notices are asked for; all that are given must hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NoticesOf {
    /// About this review, or this account.
    pub subject: Option<RecordId>,
    /// About this offer.
    pub offer: Option<RecordId>,
}

/// What can be asked about the outbox.
pub trait MailReads {
    /// A notice.
    fn notice(&self, id: RecordId) -> Stored<Option<StoredNotice>>;
    /// Notices, newest first: those before one (its moment and its id), if given.
    fn notices(
        &self,
        of: NoticesOf,
        before: Option<(i64, RecordId)>,
        limit: usize,
    ) -> Stored<Vec<StoredNotice>>;
    /// Waiting notices that are due, the oldest first.
    fn due_notices(&self, now: i64, limit: usize) -> Stored<Vec<StoredNotice>>;
    /// Notices that are being handed over.
    fn sending_notices(&self) -> Stored<Vec<StoredNotice>>;
    /// A link by its hash.
    fn link(&self, hash: &[u8]) -> Stored<Option<StoredLink>>;
}

/// Writes of the outbox.
pub trait MailWrites {
    /// Writes a notice, new or not.
    fn put_notice(&self, notice: &StoredNotice) -> Stored<()>;
    /// Writes a link, new or not.
    fn put_link(&self, link: &StoredLink) -> Stored<()>;
    /// Forgets the links of a notice.
    fn drop_links(&self, notice: RecordId) -> Stored<()>;
    /// Forgets links that ended before a moment.
    fn forget_links(&self, moment: i64) -> Stored<()>;
}

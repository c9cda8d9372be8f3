//! Requests for an account.

use super::StorageError;
use edutracker_domain::{RecordId, text_enum};

/// `Result` with both types is what the enum's conversions name.
type Stored<T> = Result<T, StorageError>;

text_enum! {
    /// What became of a request.
    RequestState, "request state" {
        /// The account desk has not decided.
        Open = "open",
        /// The first administrator was invited.
        Accepted = "accepted",
        /// It was refused.
        Refused = "refused",
    }
}

/// A request for an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRequest {
    /// Its id.
    pub id: RecordId,
    /// The number that its sender was told.
    pub receipt: String,
    /// What became of it.
    pub state: RequestState,
    /// The organisation's name.
    pub organisation: String,
    /// Its kind's code; empty where it was not said.
    pub kind: String,
    /// Its country, two letters.
    pub country: String,
    /// The administrator's name.
    pub name: String,
    /// The administrator's address, in lower case.
    pub email: String,
    /// The language to write in.
    pub language: String,
    /// What else was said.
    pub message: String,
    /// When it came, milliseconds since 1970.
    pub created: i64,
    /// When it was decided.
    pub decided: Option<i64>,
    /// The address of who decided; empty before.
    pub decided_by: String,
    /// Why it was refused.
    pub reason: String,
    /// The account that was made for it.
    pub account: Option<RecordId>,
}

/// What can be asked about requests.
pub trait RequestReads {
    /// A request.
    fn request(&self, id: RecordId) -> Stored<Option<StoredRequest>>;
    /// Requests, newest first: of one state, and before one (its moment and its id), if given.
    fn requests(
        &self,
        state: Option<RequestState>,
        before: Option<(i64, RecordId)>,
        limit: usize,
    ) -> Stored<Vec<StoredRequest>>;
}

/// Writes of requests.
pub trait RequestWrites {
    /// Writes a request, or what became of it.
    fn put_request(&self, request: &StoredRequest) -> Stored<()>;
}

//! Requests for an account, for the account desk. They live at the service only.

pub use crate::wire::{AccountRequestInfo, AccountRequestList};
use edutracker_domain::RecordId;
use serde::{Deserialize, Serialize};

shapes! {
    /// Asks for requests.
    #[serde(deny_unknown_fields)]
    pub struct RequestsAsked {
        /// `open`, `accepted` or `refused`.
        pub state: String,
        /// The `next` of the page before.
        #[serde(default)]
        pub before: Option<String>,
    }

    /// Invites the first administrator of an organisation.
    #[serde(deny_unknown_fields)]
    pub struct AcceptRequest {
        /// The request.
        #[ts(type = "string")]
        pub id: RecordId,
        /// The organisation's code; it is made where there is none with it.
        pub code: String,
        /// The kind of an organisation that is made; none: what the request says.
        #[serde(default)]
        pub kind: Option<String>,
    }

    /// Refuses a request.
    #[serde(deny_unknown_fields)]
    pub struct RefuseRequest {
        /// The request.
        #[ts(type = "string")]
        pub id: RecordId,
        /// Why, in the language of the request; it is sent.
        pub reason: String,
    }
}

//! Errors of the service: RFC 9457 problems with a closed list of types.

use edutracker_domain::Finding;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fmt;

macro_rules! problem_types {
    ($($(#[$doc:meta])* $variant:ident = $text:literal, $status:literal;)+) => {
        /// The type of a problem. Travels as the URI `https://edutracker.example/problems/<type>`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ProblemType { $($(#[$doc])* $variant),+ }

        impl ProblemType {
            /// All types.
            pub const ALL: &'static [ProblemType] = &[$(ProblemType::$variant),+];

            /// The last part of the URI.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(ProblemType::$variant => $text),+ }
            }

            /// The HTTP status it is answered with.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(ProblemType::$variant => $status),+ }
            }
        }
    };
}

problem_types! {
    /// E-mail or password is wrong; unknown accounts get the same answer.
    InvalidCredentials = "invalid-credentials", 401;
    /// The refresh token was used twice, revoked or has expired.
    SessionRevoked = "session-revoked", 401;
    /// No access token, or one that has expired.
    NotSignedIn = "not-signed-in", 401;
    /// The account's role may not do this. `action`.
    Forbidden = "forbidden", 403;
    /// The service has no implementation of this yet. `action`.
    NotAvailable = "not-available", 501;
    /// The account was deactivated.
    AccountDisabled = "account-disabled", 403;
    /// The client is too old to push.
    ClientTooOld = "client-too-old", 403;
    /// No such record, or none that the account may see.
    NotFound = "not-found", 404;
    /// The address does not know the method; `Allow` says which it does.
    MethodNotAllowed = "method-not-allowed", 405;
    /// A write without `If-Match`.
    PreconditionRequired = "precondition-required", 428;
    /// The record has changed since.
    PreconditionFailed = "precondition-failed", 412;
    /// The cursor is older than what the service remembers. `recover`.
    CursorExpired = "cursor-expired", 410;
    /// The cursor is not one of this service or account. `recover`.
    CursorInvalid = "cursor-invalid", 410;
    /// The service was restored from a backup. `recover`.
    EpochChanged = "epoch-changed", 410;
    /// The push rests on a cursor that has expired.
    StaleClient = "stale-client", 409;
    /// The push changes more than was confirmed. `updates`, `removals`.
    ConfirmMismatch = "confirm-mismatch", 409;
    /// Another push of the account is running.
    PushRunning = "push-running", 409;
    /// The push has more parts than the service takes. `limit`.
    TooManyParts = "too-many-parts", 409;
    /// The idempotency key came with another body before.
    KeyReused = "key-reused", 422;
    /// The body is not the one of `Content-Digest`.
    DigestMismatch = "digest-mismatch", 400;
    /// One record stands twice in a part.
    DuplicateRecord = "duplicate-record", 400;
    /// A rule forbids the record as sent. `errors`.
    Invalid = "invalid", 422;
    /// The request cannot be read. `pointer` where known.
    Malformed = "malformed", 400;
    /// More than the service takes. `limit`.
    TooLarge = "too-large", 413;
    /// The body is of a type the service does not read.
    UnsupportedMediaType = "unsupported-media-type", 415;
    /// Too many requests; `Retry-After` says when.
    RateLimited = "rate-limited", 429;
    /// The service cannot answer now.
    Unavailable = "unavailable", 503;
}

/// The URI before the type's code.
pub const BASE: &str = "https://edutracker.example/problems/";

impl fmt::Display for ProblemType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl Serialize for ProblemType {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{BASE}{}", self.code()))
    }
}

/// An RFC 9457 problem, `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// What went wrong.
    #[serde(rename = "type")]
    #[schema(value_type = String)]
    pub kind: ProblemType,
    /// The HTTP status.
    pub status: u16,
    /// The code again, for people who read logs.
    pub title: String,
    /// Validation findings, where the problem is one of values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<Object>)]
    pub errors: Vec<Finding>,
    /// Members that belong to the type.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub members: Map<String, Value>,
}

/// A problem as it arrives, perhaps of a later service.
#[derive(Deserialize)]
struct Arrived {
    #[serde(rename = "type")]
    kind: String,
    status: u16,
    title: String,
    #[serde(default)]
    errors: Vec<Value>,
    #[serde(flatten)]
    members: Map<String, Value>,
}

impl<'de> Deserialize<'de> for Problem {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let arrived = Arrived::deserialize(deserializer)?;
        let code = arrived
            .kind
            .strip_prefix(BASE)
            .ok_or_else(|| serde::de::Error::custom("not a problem of the service"))?;
        let kind = ProblemType::ALL.iter().find(|kind| kind.code() == code);
        let kind = kind.copied().unwrap_or(ProblemType::of(arrived.status));
        Ok(Self {
            kind,
            status: arrived.status,
            title: arrived.title,
            errors: known_findings(arrived.errors),
            members: arrived.members,
        })
    }
}

/// The findings that this version knows the rules of.
pub(crate) fn known_findings(values: Vec<Value>) -> Vec<Finding> {
    let known = |value| serde_json::from_value(value).ok();
    values.into_iter().filter_map(known).collect()
}

impl ProblemType {
    /// What a type that this version does not know comes to, by its status: whether
    /// it is worth while to try again, and nothing more.
    fn of(status: u16) -> Self {
        match status {
            403 => ProblemType::Forbidden,
            404 => ProblemType::NotFound,
            413 => ProblemType::TooLarge,
            429 => ProblemType::RateLimited,
            500.. => ProblemType::Unavailable,
            _ => ProblemType::NotAvailable,
        }
    }
}

impl Problem {
    /// A problem of a type.
    #[must_use]
    pub fn new(kind: ProblemType) -> Self {
        Self {
            kind,
            status: kind.status(),
            title: kind.code().to_owned(),
            errors: Vec::new(),
            members: Map::new(),
        }
    }

    /// The same with one more member.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.members.insert(name.to_owned(), value.into());
        self
    }
}

impl From<ProblemType> for Problem {
    fn from(kind: ProblemType) -> Self {
        Self::new(kind)
    }
}

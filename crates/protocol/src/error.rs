//! The client's errors as they reach a person: a code with arguments, never text.

use crate::problem::{Problem, ProblemType};
use edutracker_domain::Finding;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

macro_rules! error_codes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal;)+) => {
        /// What went wrong. The sentence is `error-<code>` in `locales/`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum ErrorCode { $($(#[$doc])* #[serde(rename = $text)] $variant),+ }

        impl ErrorCode {
            /// All codes.
            pub const ALL: &'static [ErrorCode] = &[$(ErrorCode::$variant),+];

            /// The text that travels.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(ErrorCode::$variant => $text),+ }
            }
        }
    };
}

error_codes! {
    /// Nobody is signed in.
    NotSignedIn = "not-signed-in";
    /// E-mail or password is wrong.
    InvalidCredentials = "invalid-credentials";
    /// The session ended; sign in again, nothing is lost.
    SessionEnded = "session-ended";
    /// The account was deactivated.
    AccountDisabled = "account-disabled";
    /// Too many attempts. `seconds`.
    RateLimited = "rate-limited";
    /// The role may not do this. `action`.
    NotAllowed = "not-allowed";
    /// Not built yet, or not offered by this service. `action`.
    NotAvailable = "not-available";
    /// The service cannot be reached. `service`.
    Unreachable = "unreachable";
    /// Something answered that is not an EduTracker service (a captive portal, a proxy). `service`.
    NotTheService = "not-the-service";
    /// The service cannot answer now.
    Unavailable = "unavailable";
    /// The service refused the request. `problem`.
    Refused = "refused";
    /// This client is too old to push.
    ClientTooOld = "client-too-old";
    /// Only https, or http on this machine. `service`.
    InsecureAddress = "insecure-address";
    /// The service's certificate has run out or does not hold yet, or this
    /// machine's clock is wrong. `service`.
    CertificateDates = "certificate-dates";
    /// The cache is locked: passphrase or recovery code needed.
    Locked = "locked";
    /// Neither keyring nor passphrase: one must be given.
    NoKeyring = "no-keyring";
    /// The passphrase or code does not open the cache.
    WrongPassphrase = "wrong-passphrase";
    /// The passphrase is too short. `limit`.
    WeakPassphrase = "weak-passphrase";
    /// Another window or program holds the cache.
    AlreadyOpen = "already-open";
    /// There is nothing to rescue: the cache is not damaged.
    NotDamaged = "not-damaged";
    /// The cache was made by a newer version. `version`.
    NewerCache = "newer-cache";
    /// The cache is damaged; it was left as it is. `path`.
    DamagedCache = "damaged-cache";
    /// The disk is full or fails. `path`.
    Disk = "disk";
    /// No such record. `type`, `id`.
    NotFound = "not-found";
    /// The beginning of an id fits several records. `id`.
    AmbiguousId = "ambiguous-id";
    /// No such field. `field`, `type`.
    UnknownField = "unknown-field";
    /// The value cannot be read for the field. `field`, `value`.
    InvalidValue = "invalid-value";
    /// Nobody may change this field here. `field`.
    LockedField = "locked-field";
    /// The record is waiting for the service's answer.
    Waiting = "waiting";
    /// There are unsent edits. `count`.
    PendingEdits = "pending-edits";
    /// The cache belongs to another account. `account`.
    OtherAccount = "other-account";
    /// Many records at once need a confirmation. `updates`, `removals`.
    ConfirmNeeded = "confirm-needed";
    /// A record the service knows cannot be deleted: archive or retire it.
    CannotDelete = "cannot-delete";
    /// The reason is missing or not one for the verdict.
    ReasonNeeded = "reason-needed";
    /// The offer has changed since it was looked at; nothing was decided.
    LookAgain = "look-again";
    /// A colleague decided on the offer meanwhile; nothing was decided. `name`, `by`.
    DecidedMeanwhile = "decided-meanwhile";
    /// Agoria removed the offer.
    Removed = "removed";
    /// A regular expression cannot be read. `position` (characters, from 1), `rest`.
    InvalidPattern = "invalid-pattern";
    /// A saved thing is locked. `name`.
    SavedLocked = "saved-locked";
    /// The view is no longer open.
    ViewClosed = "view-closed";
    /// The file cannot be opened. `path`.
    FileUnreadable = "file-unreadable";
    /// A file cannot be written there: no such folder, or no right to. `path`.
    FileUnwritable = "file-unwritable";
    /// The file holds nothing.
    FileEmpty = "file-empty";
    /// The file is larger than is read. `limit` in MB.
    FileTooLarge = "file-too-large";
    /// The file unpacks to more than is read. `limit` in MB.
    FileUnpacksTooLarge = "file-unpacks-too-large";
    /// The table has more columns than are read. `limit`.
    FileTooWide = "file-too-wide";
    /// The table has more rows or cells than are read. `limit`.
    FileTooLong = "file-too-long";
    /// One cell holds more text than is read. `limit` in characters.
    FileCellTooLong = "file-cell-too-long";
    /// The file is protected by a password.
    FileProtected = "file-protected";
    /// The file is something else than a spreadsheet. `found`.
    FileNotASpreadsheet = "file-not-a-spreadsheet";
    /// The file declares a document type, through which it could pull in others.
    FileUnsafe = "file-unsafe";
    /// The text is not valid in the encoding that it is in. `encoding`.
    FileBrokenText = "file-broken-text";
    /// The file is damaged. `format`.
    FileDamaged = "file-damaged";
    /// The file has no such sheet. `sheet`.
    SheetUnknown = "sheet-unknown";
    /// No columns were recognised.
    ImportNotUnderstood = "import-not-understood";
    /// The table has no such column. `column`.
    ColumnMissing = "column-missing";
    /// No such organisation is known here. `organisation`.
    OrganisationUnknown = "organisation-unknown";
    /// There is no such recipe. `recipe`.
    RecipeUnknown = "recipe-unknown";
    /// The recipe is for a file with other columns. `recipe`, `missing`.
    RecipeDoesNotFit = "recipe-does-not-fit";
    /// What was decided about a row of a file is about nothing in it. `decision`.
    DecisionUnfit = "decision-unfit";
    /// A person stopped it.
    Cancelled = "cancelled";
    /// A defect of the program. `detail`.
    Internal = "internal";
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// An error at the edge of the client.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS, thiserror::Error)]
#[error("{code}")]
pub struct ClientError {
    /// What went wrong.
    #[ts(type = "ErrorCode")]
    pub code: ErrorCode,
    /// What the sentence needs, by name.
    #[serde(default)]
    pub args: BTreeMap<String, String>,
    /// Broken rules, where the error is one of values.
    #[serde(default)]
    #[ts(type = "Finding[]")]
    pub findings: Vec<Finding>,
}

impl ClientError {
    /// An error without arguments.
    #[must_use]
    pub fn new(code: ErrorCode) -> Self {
        Self {
            code,
            args: BTreeMap::new(),
            findings: Vec::new(),
        }
    }

    /// The same with one more argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }
}

impl From<ErrorCode> for ClientError {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}

impl From<Problem> for ClientError {
    fn from(problem: Problem) -> Self {
        let code = match problem.kind {
            ProblemType::InvalidCredentials => ErrorCode::InvalidCredentials,
            ProblemType::SessionRevoked | ProblemType::NotSignedIn => ErrorCode::SessionEnded,
            ProblemType::Forbidden => ErrorCode::NotAllowed,
            ProblemType::NotAvailable => ErrorCode::NotAvailable,
            ProblemType::AccountDisabled => ErrorCode::AccountDisabled,
            ProblemType::ClientTooOld => ErrorCode::ClientTooOld,
            ProblemType::RateLimited => ErrorCode::RateLimited,
            ProblemType::Unavailable => ErrorCode::Unavailable,
            ProblemType::NotFound => ErrorCode::NotFound,
            ProblemType::ConfirmMismatch => ErrorCode::ConfirmNeeded,
            _ => ErrorCode::Refused,
        };
        let mut error = ClientError::new(code).with("problem", problem.kind);
        for (name, value) in &problem.members {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            error.args.insert(name.clone(), text);
        }
        error.findings = problem.errors;
        error
    }
}

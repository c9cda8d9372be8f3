//! Exit codes: a public interface (see `docs/cli.md`).

use edutracker_protocol::{ClientError, ErrorCode};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    /// Done.
    Done = 0,
    /// An error: not found, locked keys, disk.
    Error = 1,
    /// The command was used wrongly: unknown field, bad value.
    Usage = 2,
    /// Done, but something needs a decision.
    Decision = 3,
    /// The service cannot be reached.
    Unreachable = 4,
    /// Not signed in, or not allowed.
    NotAllowed = 5,
}

/// The exit code of an error.
pub(crate) fn of(error: &ClientError) -> Exit {
    match error.code {
        ErrorCode::UnknownField
        | ErrorCode::InvalidValue
        | ErrorCode::InvalidPattern
        | ErrorCode::NotDamaged
        | ErrorCode::ReasonNeeded => Exit::Usage,
        ErrorCode::Unreachable
        | ErrorCode::CertificateDates
        | ErrorCode::NotTheService
        | ErrorCode::Unavailable => Exit::Unreachable,
        ErrorCode::NotSignedIn
        | ErrorCode::InvalidCredentials
        | ErrorCode::SessionEnded
        | ErrorCode::AccountDisabled
        | ErrorCode::NotAllowed
        | ErrorCode::NotAvailable
        | ErrorCode::LockedField => Exit::NotAllowed,
        ErrorCode::ConfirmNeeded | ErrorCode::PendingEdits | ErrorCode::OtherAccount => {
            Exit::Decision
        }
        _ => Exit::Error,
    }
}

//! Rich errors of the crates below become one code with arguments.

use edutracker_protocol::{ClientError, ErrorCode};
use edutracker_store::{Error as CacheError, filter::Unknown};
use edutracker_sync::{NetError, SyncError};
use std::{io, path::Path};

/// The cache's error as the person sees it.
#[must_use]
pub fn cache(error: CacheError) -> ClientError {
    if error.is_disk() {
        let path = match &error {
            CacheError::File { path, .. } => path.display().to_string(),
            _ => String::new(),
        };
        return ClientError::new(ErrorCode::Disk).with("path", path);
    }
    if error.is_damage() {
        let path = match &error {
            CacheError::Damaged(path) => path.display().to_string(),
            _ => "cache.db".to_owned(),
        };
        return ClientError::new(ErrorCode::DamagedCache).with("path", path);
    }
    match error {
        CacheError::NoKey => ClientError::new(ErrorCode::Locked).with("reason", "keyring-empty"),
        CacheError::InUse => ErrorCode::AlreadyOpen.into(),
        CacheError::WrongSecret => ErrorCode::WrongPassphrase.into(),
        CacheError::WeakPassphrase => ClientError::new(ErrorCode::WeakPassphrase).with("limit", 1),
        CacheError::Newer(version) => {
            ClientError::new(ErrorCode::NewerCache).with("version", version)
        }
        CacheError::NotFound => ErrorCode::NotFound.into(),
        CacheError::NoView => ErrorCode::ViewClosed.into(),
        CacheError::OtherAccount => ErrorCode::OtherAccount.into(),
        other => ClientError::new(ErrorCode::Internal).with("detail", other),
    }
}

/// What kept a file of the person's own from being written: a disk that is full
/// or failing, or the place itself.
#[must_use]
pub fn writing(path: &Path, error: &io::Error) -> ClientError {
    let code = match error.kind() {
        io::ErrorKind::NotFound
        | io::ErrorKind::PermissionDenied
        | io::ErrorKind::NotADirectory
        | io::ErrorKind::IsADirectory
        | io::ErrorKind::ReadOnlyFilesystem
        | io::ErrorKind::InvalidFilename => ErrorCode::FileUnwritable,
        _ => ErrorCode::Disk,
    };
    ClientError::new(code).with("path", path.display())
}

/// The network's error, with the address that was asked.
#[must_use]
pub fn net(error: &NetError, service: &str) -> ClientError {
    let code = match error {
        NetError::Unreachable | NetError::Cut => ErrorCode::Unreachable,
        NetError::NotTheService => ErrorCode::NotTheService,
        NetError::CertificateDates => ErrorCode::CertificateDates,
        NetError::Insecure => ErrorCode::InsecureAddress,
    };
    ClientError::new(code).with("service", service)
}

/// The engine's error.
#[must_use]
pub fn sync(error: SyncError, service: &str) -> ClientError {
    match error {
        SyncError::Net(error) => net(&error, service),
        SyncError::Problem(problem) => (*problem).into(),
        SyncError::Cache(error) => cache(error),
        SyncError::NotSignedIn => ErrorCode::SessionEnded.into(),
    }
}

/// A filter names something that does not exist.
#[must_use]
pub fn unknown(unknown: Unknown) -> ClientError {
    match unknown {
        Unknown::Field(field) => ClientError::new(ErrorCode::UnknownField).with("field", field),
        Unknown::Value(field, value) => ClientError::new(ErrorCode::InvalidValue)
            .with("field", field)
            .with("value", value),
    }
}

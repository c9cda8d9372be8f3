//! What was sent: the service's list of pushes, one of them, and taking one back.

use crate::{
    Session,
    transport::{Request, SyncError},
};
use edutracker_domain::RecordId;
use edutracker_protocol::wire::{PushList, PushResult, PushStatus, Revert};
use edutracker_store::Error as CacheError;

impl Session {
    /// The account's pushes, newest first; `before` is the `next` of the page before.
    ///
    /// # Errors
    /// What network and service say.
    pub async fn pushes(&self, before: Option<&str>, limit: u64) -> Result<PushList, SyncError> {
        let mut path = format!("/v1/pushes?mine=1&limit={limit}");
        if let Some(before) = before {
            path.push_str("&before=");
            path.push_str(&escaped(before));
        }
        self.send(Request::get(path)).await?.json().await
    }

    /// One push with its edits.
    ///
    /// # Errors
    /// What network and service say; `not-found` for one that never arrived.
    pub async fn push_status(&self, push: RecordId) -> Result<PushStatus, SyncError> {
        self.send(Request::get(format!("/v1/pushes/{push}")))
            .await?
            .json()
            .await
    }

    /// Takes a push back, or asks what taking it back would do. The same
    /// `revert.push` sent twice takes effect once.
    ///
    /// # Errors
    /// What network and service say; `confirm-mismatch` where the numbers need
    /// a confirmation.
    pub async fn revert(
        &self,
        push: RecordId,
        revert: &Revert,
        dry_run: bool,
    ) -> Result<PushResult, SyncError> {
        let body = serde_json::to_vec(revert).map_err(CacheError::from)?;
        let path = format!("/v1/pushes/{push}/revert?dryRun={dry_run}");
        self.send(Request::post(path, body)).await?.json().await
    }
}

/// A value of a query: what is not a letter, a digit or a dash is escaped.
pub(crate) fn escaped(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.' {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_queries_are_escaped() {
        assert_eq!(escaped("2026-11-22T10:00:00Z"), "2026-11-22T10%3A00%3A00Z");
        assert_eq!(escaped("a&b=c"), "a%26b%3Dc");
    }
}

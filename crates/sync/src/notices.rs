//! Mails about decisions (`/v1/notices`), as reviewers ask for them.

use crate::{
    Session,
    transport::{Request, SyncError},
};
use edutracker_domain::RecordId;
use edutracker_protocol::wire::NoticeList;

/// Notices of a page, the most that the service gives: a decision has one for
/// each address, so that one page holds them.
const PAGE: usize = 200;

impl Session {
    /// The notices of a review, newest first.
    ///
    /// # Errors
    /// What network and service say.
    pub async fn notices(&self, review: RecordId) -> Result<NoticeList, SyncError> {
        let path = format!("/v1/notices?review={review}&limit={PAGE}");
        self.send(Request::get(path)).await?.json().await
    }
}

//! Requests for an account (`/v1/account-requests`), as the account desk asks for them.

use crate::{
    Session,
    pushes::escaped,
    transport::{Request, SyncError},
};
use edutracker_domain::RecordId;
use edutracker_protocol::wire::{Acceptance, AccountRequestInfo, AccountRequestList, Rejection};
use edutracker_store::Error as CacheError;
use serde::Serialize;

impl Session {
    /// Requests in a state, newest first; `before` is the `next` of the page before.
    ///
    /// # Errors
    /// What network and service say.
    pub async fn account_requests(
        &self,
        state: &str,
        before: Option<&str>,
    ) -> Result<AccountRequestList, SyncError> {
        let mut path = format!("/v1/account-requests?state={}", escaped(state));
        if let Some(before) = before {
            path.push_str("&before=");
            path.push_str(&escaped(before));
        }
        self.send(Request::get(path)).await?.json().await
    }

    /// Accepts a request.
    ///
    /// # Errors
    /// What network and service say.
    pub async fn accept_request(
        &self,
        id: RecordId,
        given: &Acceptance,
    ) -> Result<AccountRequestInfo, SyncError> {
        self.decide(id, "accept", given).await
    }

    /// Refuses a request.
    ///
    /// # Errors
    /// What network and service say.
    pub async fn refuse_request(
        &self,
        id: RecordId,
        given: &Rejection,
    ) -> Result<AccountRequestInfo, SyncError> {
        self.decide(id, "refuse", given).await
    }

    async fn decide(
        &self,
        id: RecordId,
        how: &str,
        given: &impl Serialize,
    ) -> Result<AccountRequestInfo, SyncError> {
        let body = serde_json::to_vec(given).map_err(CacheError::from)?;
        let path = format!("/v1/account-requests/{id}/{how}");
        self.send(Request::post(path, body)).await?.json().await
    }
}

//! Which offers colleagues look at now (`/v1/claims`).

use crate::{
    Session,
    transport::{Request, SyncError},
};
use edutracker_domain::RecordId;
use edutracker_protocol::{
    ProblemType,
    wire::{ClaimList, Claiming},
};
use edutracker_store::Error as CacheError;

impl Session {
    /// Tells which offer is looked at; answers what the others look at.
    ///
    /// # Errors
    /// What network and service say.
    pub async fn claim(&self, offer: Option<RecordId>) -> Result<ClaimList, SyncError> {
        let body = serde_json::to_vec(&Claiming { offer }).map_err(CacheError::from)?;
        let request = Request {
            method: http::Method::PUT,
            ..Request::post("/v1/claims", body)
        };
        none_if_unknown(self.send(request).await?.json().await)
    }

    /// What the others look at.
    ///
    /// # Errors
    /// What network and service say.
    pub async fn claims(&self) -> Result<ClaimList, SyncError> {
        none_if_unknown(self.send(Request::get("/v1/claims")).await?.json().await)
    }
}

/// An older service does not know the path, and one that was restored not the offer.
fn none_if_unknown(answer: Result<ClaimList, SyncError>) -> Result<ClaimList, SyncError> {
    match answer {
        Err(error)
            if matches!(
                error.problem(),
                Some(ProblemType::NotFound | ProblemType::MethodNotAllowed)
            ) =>
        {
            Ok(ClaimList::default())
        }
        answer => answer,
    }
}

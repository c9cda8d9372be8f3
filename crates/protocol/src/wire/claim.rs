//! Which offers reviewers are looking at now: `/v1/claims`. Nothing is reserved
//! by it: whoever decides, decides.

use edutracker_domain::RecordId;
use serde::{Deserialize, Serialize};

/// `PUT /v1/claims`: what the session that asks looks at from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Claiming {
    /// The offer; none when it looks at no offer any more.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub offer: Option<RecordId>,
}

/// A colleague looks at an offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClaimInfo {
    /// The offer.
    #[schema(value_type = String)]
    pub offer: RecordId,
    /// The colleague's name.
    pub name: String,
    /// Seconds after which it no longer holds, unless it is said again.
    pub expires_in: u32,
}

/// What the other sessions of reviewers look at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ClaimList {
    /// One for each session.
    pub items: Vec<ClaimInfo>,
}

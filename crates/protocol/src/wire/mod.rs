//! HTTP between client and service (`/v1/…`).

mod check;
mod claim;
mod feed;
mod notice;
mod push;
mod pushed;
mod record;
mod request;

pub use check::{PartitionCheck, PartitionChecks, Tally};
pub use claim::{ClaimInfo, ClaimList, Claiming};
pub use feed::{BatchGet, ChangeLine, ChangePage, HeadHint, TombstoneLine, UpsertLine};
pub use notice::{NoticeInfo, NoticeList};
pub use push::{
    CHANGED_SINCE, Confirm, Effect, ItemProblem, ItemResult, ItemStatus, MergeMode, Op, PushInfo,
    PushItem, PushList, PushPart, PushResult, Revert, SAID_SINCE, Summary, WireAuthor,
    WireConflict,
};
pub use pushed::{PartStatus, PushStatus, PushedChange, PushedItem};
pub use record::{HistoryEntry, RecordEnvelope};
pub use request::{
    Acceptance, AccountRequest, AccountRequestInfo, AccountRequestList, ExcludedKind, NameCheck,
    NameChecked, Receipt, Rejection,
};

use crate::problem::Problem;
use edutracker_domain::RecordId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The account that is signed in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccountInfo {
    /// The account's id.
    #[ts(type = "string")]
    #[schema(value_type = String)]
    pub id: RecordId,
    /// The address it signs in with.
    pub email: String,
    /// The person's name.
    pub name: String,
    /// The role's code, of `roles.json`.
    pub role: String,
    /// The side: `institution`, `company` or `operator`.
    pub side: String,
    /// The organisation's id.
    #[ts(type = "string")]
    #[schema(value_type = String)]
    pub organisation: RecordId,
    /// The organisation's code (`KUL`).
    pub organisation_code: String,
    /// The person's language.
    pub language: String,
    /// Other organisations that the account works for as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(type = "string[]")]
    #[schema(value_type = Vec<String>)]
    pub memberships: Vec<RecordId>,
}

impl AccountInfo {
    /// Whether it works for an organisation.
    #[must_use]
    pub fn belongs_to(&self, organisation: RecordId) -> bool {
        self.organisation == organisation || self.memberships.contains(&organisation)
    }
}

/// `POST /v1/sessions`.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignInRequest {
    /// The account's address.
    pub email: String,
    /// Its password.
    pub password: String,
    /// What the device is called in the list of sessions.
    #[serde(default)]
    pub device: String,
}

/// `POST /v1/sessions/refresh`.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RefreshRequest {
    /// The refresh token of the last answer.
    pub refresh_token: String,
}

/// The answer to sign-in and refresh.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionTokens {
    /// Goes with each request, `Authorization: Bearer`.
    pub access_token: String,
    /// Seconds until the access token expires.
    pub expires_in: u64,
    /// Gets the next pair of tokens, once.
    pub refresh_token: String,
    /// Who is signed in.
    pub account: AccountInfo,
}

/// One session in `GET /v1/sessions`.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionInfo {
    /// Its id, for `DELETE /v1/sessions/{id}`.
    pub id: String,
    /// What the device said it is.
    pub device: String,
    /// When it began, RFC 3339.
    pub created: String,
    /// When it was last refreshed, RFC 3339.
    pub used: String,
    /// Whether it is the one asking.
    pub current: bool,
}

/// `POST /v1/password`.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PasswordRequest {
    /// The password until now.
    pub current: String,
    /// The password from now on: 12 characters or more.
    pub new: String,
}

/// `POST /v1/password/forgotten`.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ForgottenRequest {
    /// The address that the account signs in with.
    pub email: String,
}

/// `GET /v1/meta`.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Meta {
    /// The version of the interface.
    pub api: String,
    /// The incarnation of the database, 8 hex digits.
    pub epoch: String,
    /// Oldest clients that may `read` and `push`.
    pub min_client: BTreeMap<String, String>,
    /// What the service takes at once.
    pub limits: WireLimits,
    /// How long it remembers, in days.
    pub retention: BTreeMap<String, u32>,
    /// Grows when records get new fields.
    pub schema_rev: u32,
    /// Parts of the interface that are present.
    pub features: Vec<String>,
    /// Limits of texts, for offline validation.
    #[schema(value_type = Object)]
    pub text_limits: edutracker_domain::Limits,
    /// Who asks, when signed in.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub account: Option<AccountInfo>,
}

/// What the service takes at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct WireLimits {
    /// Items in one part of a push.
    pub push_items: usize,
    /// Parts of one push.
    pub push_parts: u32,
    /// Bytes of one part.
    pub push_bytes: usize,
    /// Bytes of one item.
    pub item_bytes: usize,
    /// Lines of one increment of the feed.
    pub changes_limit: usize,
    /// Records asked for by their ids at once.
    pub batch_get: usize,
    /// Updates in a push above which `confirm` must name them.
    pub confirm_updates: u64,
    /// Removals above which `confirm` must name them.
    pub confirm_removals: u64,
}

impl Default for WireLimits {
    fn default() -> Self {
        Self {
            push_items: 1_000,
            push_parts: 200,
            push_bytes: 4 * 1024 * 1024,
            item_bytes: 64 * 1024,
            changes_limit: 5_000,
            batch_get: 500,
            confirm_updates: 500,
            confirm_removals: 50,
        }
    }
}

/// An answer of a service: a value, or a problem.
pub type WireResult<T> = Result<T, Problem>;

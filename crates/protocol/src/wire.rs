//! HTTP between client and service (`/v1/…`).

use crate::problem::Problem;
use edutracker_domain::{Record, RecordId, RecordType, Rev};
use serde::{Deserialize, Serialize};
use serde_json::Value;
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
#[serde(rename_all = "camelCase")]
pub struct WireLimits {
    /// Items in one part of a push.
    pub push_items: usize,
    /// Bytes of one part.
    pub push_bytes: usize,
    /// Bytes of one item.
    pub item_bytes: usize,
    /// Lines of one increment of the feed.
    pub changes_limit: usize,
    /// Updates in a push above which `confirm` must name them.
    pub confirm_updates: u64,
    /// Removals above which `confirm` must name them.
    pub confirm_removals: u64,
}

impl Default for WireLimits {
    fn default() -> Self {
        Self {
            push_items: 1_000,
            push_bytes: 4 * 1024 * 1024,
            item_bytes: 64 * 1024,
            changes_limit: 5_000,
            confirm_updates: 500,
            confirm_removals: 50,
        }
    }
}

/// One line of `GET /v1/changes`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "t")]
pub enum ChangeLine {
    /// A record as it is now.
    #[serde(rename = "u")]
    Upsert(UpsertLine),
    /// A record that is gone, or out of the account's sight.
    #[serde(rename = "d")]
    Tombstone(TombstoneLine),
    /// Everything before this line is whole: the cursor may be stored.
    #[serde(rename = "c")]
    Checkpoint {
        /// Where to go on.
        cursor: String,
        /// Records sent since the start of the snapshot.
        done: u64,
        /// Records there are in all.
        of: u64,
    },
    /// The last line. Without it the stream was cut.
    #[serde(rename = "end", rename_all = "camelCase")]
    End {
        /// Where to go on.
        cursor: String,
        /// Whether there is nothing more now.
        caught_up: bool,
        /// The service's time, RFC 3339, for display.
        as_of: String,
        /// Records sent in this answer.
        count: u64,
    },
}

/// `{"t":"u"}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct UpsertLine {
    /// The record's type.
    #[serde(rename = "type")]
    #[schema(value_type = String)]
    pub kind: RecordType,
    /// The record's id.
    #[schema(value_type = String)]
    pub id: RecordId,
    /// The partition: the organisation it belongs to.
    #[schema(value_type = String)]
    pub org: RecordId,
    /// Its revision.
    #[schema(value_type = String)]
    pub rev: Rev,
    /// The e-mail of the account that last changed it; empty for the service itself.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Its fields.
    #[schema(value_type = Object)]
    pub data: Record,
}

/// `{"t":"d"}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TombstoneLine {
    /// The record's type.
    #[serde(rename = "type")]
    #[schema(value_type = String)]
    pub kind: RecordType,
    /// The record's id.
    #[schema(value_type = String)]
    pub id: RecordId,
    /// The partition.
    #[schema(value_type = String)]
    pub org: RecordId,
    /// The revision of the deletion.
    #[schema(value_type = String)]
    pub rev: Rev,
    /// Who deleted it.
    pub by: String,
    /// `deleted` or `out-of-scope`.
    #[serde(default)]
    pub reason: String,
}

/// `GET /v1/changes` as `application/json`, for third parties.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangePage {
    /// Upserts and tombstones.
    pub items: Vec<ChangeLine>,
    /// Where to go on.
    pub cursor: String,
    /// Whether there is nothing more now.
    pub caught_up: bool,
}

/// What a push item does.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS, utoipa::ToSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum Op {
    /// Make a record; `patch` is the whole record.
    Create,
    /// Merge `patch` into a record.
    Update,
    /// Erase a record (accounts of the service only).
    Delete,
}

/// How an item meets changes of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum MergeMode {
    /// Field group by field group.
    #[default]
    Auto,
    /// Any change of the record since `baseRev` is a conflict.
    Strict,
}

/// One edit of a push.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PushItem {
    /// The mutation's id: the same id never takes effect twice.
    #[schema(value_type = String)]
    pub mid: RecordId,
    /// What to do.
    pub op: Op,
    /// The record's type.
    #[serde(rename = "type")]
    #[schema(value_type = String)]
    pub kind: RecordType,
    /// The record's id.
    #[schema(value_type = String)]
    pub id: RecordId,
    /// The revision the edit was made on; absent for creations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub base_rev: Option<Rev>,
    /// The merge patch, or the new record.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub patch: Record,
    /// Overrides the push's merge mode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merge: Option<MergeMode>,
    /// Items of one name are applied together or not at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub atomic: Option<String>,
}

/// The numbers a person confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Confirm {
    /// Records created or updated by the whole push.
    pub updates: u64,
    /// Records removed, archived, retired or deleted by the whole push.
    pub deletes: u64,
}

/// `POST /v1/pushes`: one part of a push.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PushPart {
    /// The push's id, the same in all its parts.
    #[schema(value_type = String)]
    pub push: RecordId,
    /// Counts from 0.
    #[serde(default)]
    pub part: u32,
    /// Whether no part follows.
    #[serde(default = "yes")]
    pub last: bool,
    /// The device's id.
    #[serde(default)]
    pub device: String,
    /// The cursor the client stood at when the edits were frozen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_cursor: Option<String>,
    /// What the person said about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Where the edits come from (`{"kind":"desk"}`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub source: Option<Value>,
    /// How items meet changes of others.
    #[serde(default)]
    pub merge: MergeMode,
    /// Needed above the thresholds of [`WireLimits`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirm: Option<Confirm>,
    /// The edits, at most one per record, in the order to apply.
    pub items: Vec<PushItem>,
}

fn yes() -> bool {
    true
}

/// What became of an item.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ts_rs::TS,
    utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum ItemStatus {
    /// Taken as sent.
    Applied,
    /// Taken; others had changed other groups.
    Merged,
    /// It was so already.
    Noop,
    /// A group was changed by others as well.
    Conflict,
    /// The record was deleted.
    Gone,
    /// A rule forbids the value.
    Invalid,
    /// A right is missing.
    Forbidden,
    /// The record exists with other contents.
    Duplicate,
    /// It depends on an item that failed.
    Blocked,
}

impl ItemStatus {
    /// All nine, in the order of the summary.
    pub const ALL: [ItemStatus; 9] = [
        ItemStatus::Applied,
        ItemStatus::Merged,
        ItemStatus::Noop,
        ItemStatus::Conflict,
        ItemStatus::Gone,
        ItemStatus::Invalid,
        ItemStatus::Forbidden,
        ItemStatus::Duplicate,
        ItemStatus::Blocked,
    ];

    /// Whether the edit is in the service now.
    #[must_use]
    pub const fn is_done(self) -> bool {
        matches!(
            self,
            ItemStatus::Applied | ItemStatus::Merged | ItemStatus::Noop
        )
    }
}

/// How many items had each outcome; all nine always present.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ts_rs::TS, utoipa::ToSchema,
)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Summary {
    pub applied: u64,
    pub merged: u64,
    pub noop: u64,
    pub conflict: u64,
    pub gone: u64,
    pub invalid: u64,
    pub forbidden: u64,
    pub duplicate: u64,
    pub blocked: u64,
}

impl Summary {
    /// The number of one status.
    pub fn of(&mut self, status: ItemStatus) -> &mut u64 {
        match status {
            ItemStatus::Applied => &mut self.applied,
            ItemStatus::Merged => &mut self.merged,
            ItemStatus::Noop => &mut self.noop,
            ItemStatus::Conflict => &mut self.conflict,
            ItemStatus::Gone => &mut self.gone,
            ItemStatus::Invalid => &mut self.invalid,
            ItemStatus::Forbidden => &mut self.forbidden,
            ItemStatus::Duplicate => &mut self.duplicate,
            ItemStatus::Blocked => &mut self.blocked,
        }
    }

    /// Adds the numbers of another part.
    pub fn add(&mut self, mut other: Summary) {
        for status in ItemStatus::ALL {
            *self.of(status) += *other.of(status);
        }
    }
}

/// A field that both sides changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct WireConflict {
    /// The field, as a JSON pointer.
    pub path: String,
    /// The value both started from, where the service still knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Value>,
    /// The value of the push.
    pub mine: Value,
    /// The service's value.
    pub theirs: Value,
    /// Who made theirs.
    #[serde(default)]
    pub by: String,
    /// When, RFC 3339.
    #[serde(default)]
    pub at: String,
}

/// What became of one item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ItemResult {
    /// The mutation's id.
    #[schema(value_type = String)]
    pub mid: RecordId,
    /// The outcome.
    pub status: ItemStatus,
    /// The record's revision now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub rev: Option<Rev>,
    /// The record now, unless the client can compute it (`applied`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub record: Option<Record>,
    /// For `conflict`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<WireConflict>,
    /// For `invalid`, `forbidden`, `duplicate` and `blocked`: why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<ItemProblem>,
}

/// Why an item was not taken.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ItemProblem {
    /// `forbidden`, `removed`, `mid-reused`, `validation`, `archived`, `fixed-field`, `group-failed`, …
    pub code: String,
    /// Validation findings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<Object>)]
    pub errors: Vec<edutracker_domain::Finding>,
    /// More about it: the removal, the missing right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub detail: Option<Value>,
}

/// The answer to a part of a push.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PushResult {
    /// The push's id.
    #[schema(value_type = String)]
    pub push: RecordId,
    /// The part.
    pub part: u32,
    /// The transaction's number; the head's for a dry run.
    pub seq: u64,
    /// Whether nothing was written.
    pub dry_run: bool,
    /// Whether this is the stored answer to the same items.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub replayed: bool,
    /// Counts by outcome.
    pub summary: Summary,
    /// One per item, in their order.
    pub results: Vec<ItemResult>,
}

/// `GET /v1/{type}/{id}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RecordEnvelope {
    /// The record's type.
    #[serde(rename = "type")]
    #[schema(value_type = String)]
    pub kind: RecordType,
    /// Its id.
    #[schema(value_type = String)]
    pub id: RecordId,
    /// Its organisation.
    #[schema(value_type = String)]
    pub org: RecordId,
    /// Its revision; also the ETag.
    #[schema(value_type = String)]
    pub rev: Rev,
    /// Who last changed it.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Its fields.
    #[schema(value_type = Object)]
    pub data: Record,
}

/// One change of one field, `GET /v1/{type}/{id}/history`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS, utoipa::ToSchema)]
pub struct HistoryEntry {
    /// The revision the change made.
    #[ts(type = "string")]
    #[schema(value_type = String)]
    pub rev: Rev,
    /// When, RFC 3339.
    pub at: String,
    /// Who.
    pub by: String,
    /// In which push; empty for what the service did itself.
    pub push: String,
    /// From which device.
    pub device: String,
    /// The field's dotted name.
    pub field: String,
    /// Its value before.
    #[ts(type = "unknown")]
    pub before: Value,
    /// Its value after.
    #[ts(type = "unknown")]
    pub after: Value,
}

/// An answer of a service: a value, or a problem.
pub type WireResult<T> = Result<T, Problem>;

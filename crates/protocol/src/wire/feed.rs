//! The change feed: `GET /v1/changes`, and what belongs to it.

use edutracker_domain::{Record, RecordId, RecordType, Rev};
use serde::{Deserialize, Serialize};

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
    /// A change that came from this device: it has the record already, unless
    /// its revision says otherwise.
    #[serde(rename = "k")]
    Known {
        /// The record's type.
        #[serde(rename = "type")]
        #[schema(value_type = String)]
        kind: RecordType,
        /// The record's id.
        #[schema(value_type = String)]
        id: RecordId,
        /// Its revision.
        #[schema(value_type = String)]
        rev: Rev,
    },
    /// The account's rights have changed: partitions that left its sight, and
    /// partitions that came into it, whose records follow.
    #[serde(rename = "s", rename_all = "camelCase")]
    Scope {
        /// Organisations that are no longer seen.
        #[schema(value_type = Vec<String>)]
        drop: Vec<RecordId>,
        /// Organisations that are seen from now on.
        #[schema(value_type = Vec<String>)]
        add: Vec<RecordId>,
        /// The transaction that changed the rights.
        scope_rev: u64,
    },
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
        /// How many records the account sees now; with `check`, only when caught up.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        total: Option<u64>,
        /// The check sum of these, as [`Tally::sum`](super::Tally) in 16 hex digits.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        check: Option<String>,
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
    /// Upserts, tombstones and changes of rights.
    pub items: Vec<ChangeLine>,
    /// Where to go on.
    pub cursor: String,
    /// Whether there is nothing more now.
    pub caught_up: bool,
}

/// `POST /v1/records:batchGet`; the answer is a [`ChangePage`] without a cursor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct BatchGet {
    /// The records' ids, of any type; at most 500.
    #[schema(value_type = Vec<String>)]
    pub ids: Vec<RecordId>,
}

/// The data of a `head` event of `GET /v1/events`: something is new. Never the
/// news itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct HeadHint {
    /// The last transaction.
    pub seq: u64,
    /// The organisations that changed, as far as the account sees them.
    #[schema(value_type = Vec<String>)]
    pub orgs: Vec<RecordId>,
}

//! One push, as the service remembers it: `GET /v1/pushes/{push}`.

use super::{ItemResult, ItemStatus, PushInfo};
use edutracker_domain::{RecordId, RecordType};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What became of a push: for a client that lost the answers, and for a person
/// who looks at what was sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PushStatus {
    /// The push as the list shows it.
    #[serde(flatten)]
    pub info: PushInfo,
    /// The parts that came, in their order.
    #[serde(default)]
    pub parts: Vec<PartStatus>,
    /// Its edits, in their order.
    #[serde(default)]
    pub items: Vec<PushedItem>,
}

/// A part of a push that came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PartStatus {
    /// Its number.
    pub part: u32,
    /// Its transaction.
    pub seq: u64,
    /// What became of its items.
    pub results: Vec<ItemResult>,
}

/// One edit of a push, and what it changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PushedItem {
    /// The mutation's id; [`super::Revert`] names items by it.
    #[schema(value_type = String)]
    pub mid: RecordId,
    /// The record's type.
    #[serde(rename = "type")]
    #[schema(value_type = String)]
    pub kind: RecordType,
    /// The record's id.
    #[schema(value_type = String)]
    pub id: RecordId,
    /// What became of it.
    pub status: ItemStatus,
    /// The fields it changed; empty for what was not taken, and once the
    /// before-images are forgotten.
    #[serde(default)]
    pub changes: Vec<PushedChange>,
}

/// A field that an edit changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PushedChange {
    /// Its dotted name.
    pub field: String,
    /// Its value before.
    pub before: Value,
    /// Its value after.
    pub after: Value,
}

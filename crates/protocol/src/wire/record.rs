//! Single records and their history.

use edutracker_domain::{Record, RecordId, RecordType, Rev};
use serde::{Deserialize, Serialize};
use serde_json::Value;

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

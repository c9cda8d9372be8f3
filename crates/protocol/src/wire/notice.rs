//! Notices that the service sends by mail: `GET /v1/notices`.

use edutracker_domain::RecordId;
use serde::{Deserialize, Serialize};

/// A mail about a decision, to one address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NoticeInfo {
    /// Its id.
    #[ts(type = "string")]
    #[schema(value_type = String)]
    pub id: RecordId,
    /// The review that caused it.
    #[ts(type = "string")]
    #[schema(value_type = String)]
    pub review: RecordId,
    /// The offer that it is about.
    #[ts(type = "string")]
    #[schema(value_type = String)]
    pub offer: RecordId,
    /// The verdict: `remove`, `ask` or `restore`.
    pub verdict: String,
    /// The address.
    pub recipient: String,
    /// The language it is written in.
    pub language: String,
    /// `waiting`, `sending`, `sent`, `failed`, `uncertain` or `cancelled`.
    pub state: String,
    /// The mail server's last code, or why it was not sent; empty when all went well.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(optional, as = "Option<String>")]
    pub code: String,
    /// How often the mail server was asked.
    pub tries: u32,
    /// When it was written, RFC 3339.
    pub created: String,
    /// When its state last changed, RFC 3339.
    pub changed: String,
    /// When it goes, or was to go, RFC 3339.
    pub due: String,
}

/// A page of notices, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS, utoipa::ToSchema)]
pub struct NoticeList {
    /// The notices.
    pub items: Vec<NoticeInfo>,
    /// The `before` of the next page; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub next: Option<String>,
}

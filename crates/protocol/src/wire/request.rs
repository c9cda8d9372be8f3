//! Requests for an account: `/v1/account-requests`.

use edutracker_domain::RecordId;
use serde::{Deserialize, Serialize};

/// `POST /v1/account-requests`: the organisation's name and its administrator
/// are all that is needed (ET-22, ET-28).
#[derive(
    Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS, utoipa::ToSchema,
)]
#[serde(default)]
pub struct AccountRequest {
    /// The organisation's name.
    pub organisation: String,
    /// The administrator's name.
    pub name: String,
    /// The administrator's address.
    pub email: String,
    /// The organisation's kind, of `organisation_kinds.json`; may be empty.
    pub kind: String,
    /// Its country, two letters; Belgium where it is empty.
    pub country: String,
    /// The language to write in: `nl`, `fr` or `en`; Dutch where it is empty.
    pub language: String,
    /// What else there is to say.
    pub message: String,
}

/// A request was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Receipt {
    /// The number to ask about it with.
    pub receipt: String,
}

/// `POST /v1/account-requests/check`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NameCheck {
    /// The organisation's name.
    pub name: String,
}

/// Whether an organisation of a name has an account; nothing else is told (ET-29).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NameChecked {
    /// `yes`, `probably` (a name that is nearly the same) or `no`.
    pub exists: String,
}

/// Since when organisations of a kind get no account, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS, utoipa::ToSchema)]
pub struct ExcludedKind {
    /// The code of `review_reasons.json` that says why.
    pub reason: String,
    /// The first day of the rule.
    pub date: String,
}

/// A request as the account desk sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccountRequestInfo {
    /// Its id.
    #[ts(type = "string")]
    #[schema(value_type = String)]
    pub id: RecordId,
    /// `open`, `accepted` or `refused`.
    pub state: String,
    /// The number that its sender was told.
    pub receipt: String,
    /// What was sent.
    #[serde(flatten)]
    pub request: AccountRequest,
    /// When it came, RFC 3339.
    pub created: String,
    /// When it was decided, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub decided: Option<String>,
    /// Who decided.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(optional, as = "Option<String>")]
    pub decided_by: String,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(optional, as = "Option<String>")]
    pub reason: String,
    /// The rule that keeps organisations of its kind out; of open requests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub excluded: Option<ExcludedKind>,
    /// Codes of organisations with the same name, or nearly; of open requests.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub similar: Vec<String>,
}

/// A page of requests, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS, utoipa::ToSchema)]
pub struct AccountRequestList {
    /// The requests.
    pub items: Vec<AccountRequestInfo>,
    /// The `before` of the next page; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub next: Option<String>,
}

/// `POST /v1/account-requests/{id}/accept`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Acceptance {
    /// The organisation's code; it is made where there is none with it.
    pub code: String,
    /// The kind of an organisation that is made; where it is absent, what the request says.
    #[serde(default)]
    pub kind: Option<String>,
}

/// `POST /v1/account-requests/{id}/refuse`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Rejection {
    /// Why, in the language of the request; it is sent.
    pub reason: String,
}

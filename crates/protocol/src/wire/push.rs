//! Pushes: `POST /v1/pushes`, and what became of them.

use edutracker_domain::{Record, RecordId, RecordType, Rev};
use serde::{Deserialize, Serialize};
use serde_json::Value;

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

/// Who last changed a field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct WireAuthor {
    /// The field, as a JSON pointer.
    pub path: String,
    /// Who: the e-mail of the account.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
}

/// What became of one item. A status that this version does not know counts as
/// `forbidden`, with the status as its reason: the edit was not taken as far as
/// anybody here can tell, and is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(from = "arrived::Item")]
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
    /// For `merged`: the fields that others changed since the base.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<WireAuthor>,
    /// For `invalid`, `forbidden`, `duplicate` and `blocked`: why; for the
    /// `conflict` of a verdict: what was said since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<ItemProblem>,
}

/// The code of a verdict, or a removal, after whose last known word (`afterRev`)
/// others have said more of its offer: a conflict, with their reviews as
/// `detail.reviews`.
pub const SAID_SINCE: &str = "said-since";

/// The code of a verdict on an offer that others have changed since the revision
/// that was looked at (`seenRev`): a conflict, with the offer as `detail.offers`.
pub const CHANGED_SINCE: &str = "changed-since";

/// What became of items, as it arrives, perhaps from a later service.
mod arrived {
    use super::{ItemProblem, ItemResult, ItemStatus, Record, WireAuthor, WireConflict};
    use edutracker_domain::{RecordId, Rev};
    use serde::{Deserialize, Deserializer};
    use serde_json::Value;

    #[derive(Deserialize)]
    pub(super) struct Item {
        mid: RecordId,
        status: String,
        #[serde(default)]
        rev: Option<Rev>,
        #[serde(default)]
        record: Option<Record>,
        #[serde(default)]
        conflicts: Vec<WireConflict>,
        #[serde(default)]
        others: Vec<WireAuthor>,
        #[serde(default)]
        problem: Option<ItemProblem>,
    }

    impl From<Item> for ItemResult {
        fn from(item: Item) -> Self {
            let known = ItemStatus::deserialize(Value::from(item.status.as_str())).ok();
            let reason = known.is_none().then(|| ItemProblem {
                code: item.status,
                ..ItemProblem::default()
            });
            Self {
                mid: item.mid,
                status: known.unwrap_or(ItemStatus::Forbidden),
                rev: item.rev,
                record: item.record,
                conflicts: item.conflicts,
                others: item.others,
                problem: item.problem.or(reason),
            }
        }
    }

    /// Findings; those of rules that this version does not know are left out.
    pub(super) fn findings<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<edutracker_domain::Finding>, D::Error> {
        Ok(crate::problem::known_findings(Vec::deserialize(
            deserializer,
        )?))
    }
}

/// Why an item was not taken.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ItemProblem {
    /// `forbidden`, `removed`, `mid-reused`, `validation`, `archived`, `fixed-field`, `group-failed`, …
    pub code: String,
    /// Validation findings.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "arrived::findings"
    )]
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
    /// For a dry run: what else would happen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<Effect>,
    /// One per item, in their order.
    pub results: Vec<ItemResult>,
}

/// A consequence of a push beyond the fields it writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS, utoipa::ToSchema)]
pub struct Effect {
    /// `offers-shown` or `offers-hidden` (on the public list), `offers-removed`,
    /// `offers-restored`, `records-archived`.
    pub code: String,
    /// How many records it concerns.
    #[ts(type = "number")]
    pub count: u64,
}

/// `POST /v1/pushes/{push}/revert`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct Revert {
    /// The id of the new push, made by the client: sent twice, it takes effect once.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub push: Option<RecordId>,
    /// Only these mutations of the push; all when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<String>>)]
    pub items: Option<Vec<RecordId>>,
    /// What the person said about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The device's id.
    pub device: String,
    /// Needed above the thresholds, as for any push.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirm: Option<Confirm>,
}

impl Revert {
    /// The id of the mutation that takes back `original` in the push `push`:
    /// the same for both each time, so that a revert that is sent twice takes
    /// effect once.
    #[must_use]
    pub fn mid(push: RecordId, original: RecordId) -> RecordId {
        let (time, rest) = push.as_bytes().split_at(6);
        let millis = time.iter().fold(0, |n, byte| n << 8 | u64::from(*byte));
        let mut digest = [0; 10];
        let other = original.as_bytes().iter().skip(6);
        for ((to, a), b) in digest.iter_mut().zip(rest).zip(other) {
            *to = a ^ b;
        }
        RecordId::derived(millis, digest)
    }
}

/// One push in `GET /v1/pushes`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PushInfo {
    /// Its id.
    #[ts(type = "string")]
    #[schema(value_type = String)]
    pub push: RecordId,
    /// When its first part came, RFC 3339.
    pub created: String,
    /// Who sent it: the e-mail of the account.
    pub by: String,
    /// From which device.
    pub device: String,
    /// What the person said about it.
    pub comment: String,
    /// Where the edits come from: `desk`, `revert`, …
    pub source: String,
    /// The push that this one takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(type = "string | null")]
    #[schema(value_type = Option<String>)]
    pub reverts: Option<RecordId>,
    /// The latest push that takes this one back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(type = "string | null")]
    #[schema(value_type = Option<String>)]
    pub reverted_by: Option<RecordId>,
    /// Counts by outcome.
    pub summary: Summary,
    /// Whether it can still be taken back: its before-images are kept.
    pub revertible: bool,
}

/// `GET /v1/pushes?mine=1&before=…&limit=…`, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PushList {
    /// The pushes.
    pub items: Vec<PushInfo>,
    /// The value of `before` for the next page; absent at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

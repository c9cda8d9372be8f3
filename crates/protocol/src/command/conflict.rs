//! Open questions and their answers.

use super::{FieldChange, PendingRecord, RecordRef};
use edutracker_domain::{RecordId, RecordType};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

shapes! {
    /// A field that both sides changed.
    pub struct Conflict {
        /// Its dotted name.
        pub field: String,
        /// The value both started from.
        #[ts(type = "unknown")]
        pub base: Value,
        /// The value here.
        #[ts(type = "unknown")]
        pub mine: Value,
        /// The service's value.
        #[ts(type = "unknown")]
        pub theirs: Value,
        /// Who made theirs.
        pub by: String,
        /// When, RFC 3339.
        pub at: String,
        /// Of a decision, what somebody else has said of the offer since: the
        /// verdict, or the kind of message.
        pub word: Option<String>,
        /// Its words, by language.
        pub note: BTreeMap<String, String>,
        /// Of a decision, what changed of the offer since it was looked at.
        pub changes: Vec<FieldChange>,
    }

    /// Answers a conflict.
    #[serde(deny_unknown_fields)]
    pub struct Resolve {
        /// The record's type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// The record.
        #[ts(type = "string")]
        pub id: RecordId,
        /// The field.
        pub field: String,
        /// `mine`, `theirs`, or `value` with the value beside it.
        pub take: String,
        /// The value for `take: "value"`.
        #[ts(type = "unknown")]
        #[serde(default)]
        pub value: Value,
    }

    /// Answers many questions in one step.
    #[derive(Default)]
    #[serde(default, deny_unknown_fields)]
    pub struct ResolveAll {
        /// Only of records of this type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType | null")]
        pub kind: Option<RecordType>,
        /// Only of these records; none: all.
        pub records: Option<Vec<RecordRef>>,
        /// Only about these fields; none: every open question.
        pub fields: Option<Vec<String>>,
        /// Only of records with no other open question than about these fields.
        pub only: bool,
        /// `mine` or `theirs`.
        pub take: String,
    }

    /// Asks for records with open questions.
    #[derive(Default)]
    #[serde(default, deny_unknown_fields)]
    pub struct ConflictPage {
        /// The first, from 0.
        #[ts(type = "number")]
        pub from: u64,
        /// How many, at most 200.
        #[ts(type = "number")]
        pub count: u64,
        /// Only this combination; none: all.
        pub group: Option<ConflictGroup>,
    }

    /// Records with open questions, by type and name.
    pub struct Conflicts {
        /// How many in all.
        #[ts(type = "number")]
        pub total: u64,
        /// How many of the combination that was asked for.
        #[ts(type = "number")]
        pub shown: u64,
        /// The combinations of fields, the most frequent first.
        pub groups: Vec<ConflictGroup>,
        /// The page.
        pub records: Vec<PendingRecord>,
    }

    /// Records of a type whose open questions are about the same fields.
    #[serde(deny_unknown_fields)]
    pub struct ConflictGroup {
        /// Their type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// The fields, in the order of their names; none when the record is gone at the service.
        pub fields: Vec<String>,
        /// How many records.
        #[ts(type = "number")]
        #[serde(default)]
        pub count: u64,
    }
}

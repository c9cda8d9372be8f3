//! Edits that were not sent.

use super::{Conflict, FieldChange, RowState};
use edutracker_domain::{Finding, RecordId, RecordType};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

shapes! {
    /// A page of a list.
    #[serde(deny_unknown_fields)]
    pub struct Page {
        /// The first, from 0.
        #[ts(type = "number")]
        pub from: u64,
        /// How many.
        #[ts(type = "number")]
        pub count: u64,
    }

    /// Pending edits.
    pub struct Pending {
        /// How many records in all.
        #[ts(type = "number")]
        pub total: u64,
        /// Of these, ready to be sent.
        #[ts(type = "number")]
        pub ready: u64,
        /// The page.
        pub records: Vec<PendingRecord>,
    }

    /// One record with pending edits.
    pub struct PendingRecord {
        /// Its type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// The record.
        #[ts(type = "string")]
        pub id: RecordId,
        /// Its heading, for people.
        pub heading: String,
        /// Its organisation's code.
        pub organisation: String,
        /// What sending does: `create` or `update`.
        pub op: String,
        /// Its state.
        #[ts(type = "RowState")]
        pub state: RowState,
        /// The edited fields.
        pub changes: Vec<FieldChange>,
        /// Names of the records that values refer to, by id.
        pub names: BTreeMap<String, String>,
        /// Broken rules and advice.
        #[ts(type = "Finding[]")]
        pub findings: Vec<Finding>,
        /// Open questions.
        pub conflicts: Vec<Conflict>,
        /// Why the service refused it.
        #[ts(type = "unknown")]
        pub refusal: Option<Value>,
    }
}

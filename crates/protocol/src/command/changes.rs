//! Edits that were not sent.

use super::{Conflict, FieldChange, ItemOutcome, RowState, StepEntry};
use edutracker_domain::{Finding, RecordId, RecordType};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// Some of the pending edits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "by", rename_all = "camelCase", deny_unknown_fields)]
pub enum PendingSet {
    /// All of them.
    All {},
    /// Those that a step made, alone or with others; none: those that no step made.
    Step {
        /// The step's number.
        #[ts(type = "number | null")]
        step: Option<u64>,
    },
    /// Those of records in which a field was edited.
    Field {
        /// The records' type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        kind: RecordType,
        /// The field's dotted name.
        field: String,
    },
    /// Those of one record.
    Record {
        /// Its type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        kind: RecordType,
        /// The record.
        #[ts(type = "string")]
        id: RecordId,
    },
}

/// How pending edits are put in groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub enum Grouping {
    /// One group.
    #[default]
    Record,
    /// A group for each field; a record may be in several.
    Field,
    /// A group for each step that is not sent; a record may be in several, and
    /// goes whole or not at all.
    Step,
}

shapes! {
    /// Says whether some edits shall go. Of several the last one counts; what no
    /// tick is about goes, if it can.
    #[derive(Eq)]
    #[serde(deny_unknown_fields)]
    pub struct Tick {
        /// Which edits.
        pub set: PendingSet,
        /// Whether they go.
        pub on: bool,
    }

    /// Asks for pending edits in groups.
    #[derive(Default)]
    #[serde(default, deny_unknown_fields)]
    pub struct ChangeGroupsAsked {
        /// How they are put together.
        #[serde(rename = "groupBy")]
        pub grouping: Grouping,
        /// What was ticked.
        pub ticks: Vec<Tick>,
        /// The first group, from 0.
        #[ts(type = "number")]
        pub from: u64,
        /// How many groups.
        #[ts(type = "number")]
        pub count: u64,
    }

    /// Pending edits in groups.
    pub struct ChangeGroups {
        /// Records with pending edits.
        pub records: ChangeCounts,
        /// Groups in all.
        #[ts(type = "number")]
        pub total: u64,
        /// The groups asked for; steps from the newest, fields in their order.
        pub groups: Vec<ChangeGroup>,
        /// Records that wait for the service's answer.
        #[ts(type = "number")]
        pub waiting: u64,
        /// What goes although it was not ticked, since what was ticked refers to
        /// it: some of it, to be named.
        pub along: Vec<NamedRecord>,
        /// How much that is.
        #[ts(type = "number")]
        pub along_count: u64,
        /// What the service said it would do, if it was asked.
        pub verdicts: Option<VerdictState>,
    }

    /// How many records, and how many of them go.
    #[derive(Default, Copy, Eq)]
    pub struct ChangeCounts {
        /// Records.
        #[ts(type = "number")]
        pub total: u64,
        /// Of these, those that can go.
        #[ts(type = "number")]
        pub ready: u64,
        /// Of these, those that shall go.
        #[ts(type = "number")]
        pub going: u64,
    }

    /// A group of pending edits.
    pub struct ChangeGroup {
        /// Which they are.
        pub set: PendingSet,
        /// How many.
        pub records: ChangeCounts,
        /// The step, where it is one.
        pub step: Option<StepEntry>,
        /// The record, where the step left edits of one only.
        pub record: Option<NamedRecord>,
    }

    /// A record and what it is called.
    pub struct NamedRecord {
        /// Its type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// The record.
        #[ts(type = "string")]
        pub id: RecordId,
        /// Its heading, for people.
        pub heading: String,
    }

    /// Whether the verdicts still hold.
    #[derive(Copy, Eq)]
    pub struct VerdictState {
        /// Something was edited or ticked since.
        pub stale: bool,
    }

    /// Asks for a page of pending edits to choose from.
    #[serde(deny_unknown_fields)]
    pub struct ChangePageAsked {
        /// Which.
        pub set: PendingSet,
        /// What was ticked.
        pub ticks: Vec<Tick>,
        /// The first, from 0.
        #[ts(type = "number")]
        pub from: u64,
        /// How many, at most 200.
        #[ts(type = "number")]
        pub count: u64,
    }

    /// A page of pending edits.
    pub struct ChangePage {
        /// How many there are in all.
        #[ts(type = "number")]
        pub total: u64,
        /// The page: what needs a person first.
        pub records: Vec<ChangeRecord>,
    }

    /// A record with pending edits, whether it goes, and what becomes of it then.
    pub struct ChangeRecord {
        /// The record and its edits.
        pub record: PendingRecord,
        /// Whether it was ticked.
        pub ticked: bool,
        /// Whether it goes without, since what was ticked refers to it.
        pub along: bool,
        /// What the service said it would do with it.
        pub verdict: Option<ItemOutcome>,
        /// Whether something was edited, ticked or fetched since.
        pub stale: bool,
    }

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

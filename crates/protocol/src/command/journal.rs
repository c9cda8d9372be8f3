//! The history of what was done on this machine.

use super::{EditReply, Operation};
use edutracker_domain::{RecordId, RecordType};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

shapes! {
    /// What a step was, for the history that people read.
    #[derive(Default)]
    #[serde(default)]
    pub struct StepDetail {
        /// The type of its records, where it is one.
        #[serde(rename = "type")]
        #[ts(type = "RecordType | null")]
        pub kind: Option<RecordType>,
        /// Records it changed.
        #[ts(type = "number")]
        pub changed: u64,
        /// Of these, those that a rule kept from being sent.
        #[ts(type = "number")]
        pub invalid: u64,
        /// The operation, without pasted texts.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        pub operation: Option<Operation>,
        /// The file it came from.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        pub source: Option<SourceFile>,
        /// The step it took back.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[ts(type = "number", optional)]
        pub undoes: Option<u64>,
    }

    /// A file that values came from.
    pub struct SourceFile {
        /// Its name, without folders.
        pub file: String,
        /// The SHA-256 of its bytes, in hexadecimal.
        pub sha256: String,
    }

    /// What a step is called.
    pub struct StepName {
        /// What kind of step it was: `edit`, `create`, … (`step-<action>`).
        pub action: String,
        /// What it was.
        pub detail: StepDetail,
    }

    /// Steps, a page at a time.
    pub struct Journal {
        /// How many in all.
        #[ts(type = "number")]
        pub total: u64,
        /// Newest first.
        pub steps: Vec<StepEntry>,
    }

    /// One step.
    pub struct StepEntry {
        /// Its number.
        #[ts(type = "number")]
        pub step: u64,
        /// What kind of step it was: `edit`, `create`, … (`step-<action>`).
        pub action: String,
        /// When, RFC 3339; a day for steps of earlier versions.
        pub at: String,
        /// Who: the e-mail of the account.
        pub by: String,
        /// `done`; `undone`; `closed`: undone, and what came after keeps it from
        /// being done again; `reverted`: its push was taken back at the service;
        /// `kept`: the service has the records that it made.
        pub standing: String,
        /// Whether some of it was sent: taking it back makes a new change.
        pub sent: bool,
        /// What it was.
        pub detail: StepDetail,
    }

    /// Names a step.
    #[serde(deny_unknown_fields)]
    pub struct StepAsked {
        /// Its number.
        #[ts(type = "number")]
        pub step: u64,
    }

    /// What taking back an older step did.
    pub struct StepUndone {
        /// What it did; nothing when other steps stand in the way.
        pub done: EditReply,
        /// Later steps that changed the same fields, newest first; at most 50.
        pub in_the_way: Vec<StepEntry>,
    }

    /// Names a field of a record.
    #[serde(deny_unknown_fields)]
    pub struct CellAsked {
        /// The record's type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// The record.
        #[ts(type = "string")]
        pub id: RecordId,
        /// The field's dotted name.
        pub field: String,
    }

    /// What was done to a field on this machine. What others did is in the
    /// history of the service.
    pub struct CellHistory {
        /// Newest first, at most 200.
        pub entries: Vec<CellChange>,
        /// What the ids in them are called.
        pub names: BTreeMap<String, String>,
    }

    /// One change of a field.
    pub struct CellChange {
        /// The step.
        pub entry: StepEntry,
        /// Its value before; of a set, what went away.
        #[ts(type = "unknown")]
        pub before: Value,
        /// Its value after; of a set, what was added.
        #[ts(type = "unknown")]
        pub after: Value,
    }
}

//! Edits: each command one transaction and one step to take back.

use super::{ConfirmNeeded, RecordRef, StepDetail, Tick};
use edutracker_domain::{Record, RecordId, RecordType};
use serde::{Deserialize, Serialize};

shapes! {
    /// Edits records.
    #[serde(deny_unknown_fields)]
    pub struct Edit {
        /// The edits: all in one transaction and one undo step.
        pub edits: Vec<RecordEdit>,
    }

    /// One edit.
    #[serde(deny_unknown_fields)]
    pub struct RecordEdit {
        /// The record's type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// The record.
        #[ts(type = "string")]
        pub id: RecordId,
        /// A merge patch.
        #[ts(type = "Fields")]
        pub patch: Record,
    }

    /// Makes a record. `organisation` is the account's own unless given.
    #[serde(deny_unknown_fields)]
    pub struct Create {
        /// The record's type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// Its fields.
        #[ts(type = "Fields")]
        pub fields: Record,
    }

    /// Copies an offer; the copy is unpublished.
    #[serde(deny_unknown_fields)]
    pub struct Duplicate {
        /// The offer.
        #[ts(type = "string")]
        pub id: RecordId,
        /// What differs in the copy, a merge patch (another form of a company offer).
        #[ts(type = "Fields")]
        pub patch: Record,
    }

    /// Takes back pending edits.
    #[serde(deny_unknown_fields)]
    pub struct Discard {
        /// Of these records.
        pub records: Vec<RecordRef>,
        /// Only of this field.
        pub field: Option<String>,
    }

    /// Takes back the pending edits that were ticked.
    #[serde(deny_unknown_fields)]
    pub struct DiscardTicked {
        /// What was ticked.
        pub ticks: Vec<Tick>,
    }

    /// Refused edits that shall be sent again.
    #[serde(deny_unknown_fields)]
    pub struct Retry {
        /// Of these records.
        pub records: Vec<RecordRef>,
    }

    /// What an edit did.
    #[derive(Default)]
    pub struct EditReply {
        /// Records that changed.
        #[ts(type = "number")]
        pub changed: u64,
        /// Records that were so already.
        #[ts(type = "number")]
        pub unchanged: u64,
        /// Of the changed ones, those that a rule keeps from being sent.
        #[ts(type = "number")]
        pub invalid: u64,
        /// The undo step; none if nothing changed.
        #[ts(type = "number | null")]
        pub step: Option<u64>,
        /// The records, at most 100.
        #[ts(type = "string[]")]
        pub ids: Vec<RecordId>,
        /// Sites that fell away with their province (ET-81), at most 100.
        pub dropped: Vec<DroppedSite>,
        /// What kind of step it was: `edit`, `create`, … for undo and redo.
        pub action: String,
        /// What the one record is called that an undo or redo changed; empty for several.
        pub heading: String,
        /// Of an undo or redo: what the step was.
        pub detail: StepDetail,
        /// Of the changed ones, those that had nothing to send before: what was
        /// taken back had been sent, and that it is taken back waits to be sent.
        #[ts(type = "number")]
        pub waits: u64,
        /// Of a step taken back, the records it made that the service has: they stay.
        #[ts(type = "number")]
        pub kept: u64,
        /// Of a bulk edit: records that may not be changed.
        #[ts(type = "number")]
        pub not_allowed: u64,
        /// Of a bulk edit: archived offers it was about, changed or left as they are.
        #[ts(type = "number")]
        pub archived: u64,
        /// Of a bulk edit: pasted cells that could not be read.
        #[ts(type = "number")]
        pub unread: u64,
        /// Nothing was done: the numbers need a confirmation first.
        pub needs_confirm: Option<ConfirmNeeded>,
    }

    /// A site that fell away.
    pub struct DroppedSite {
        /// The offer.
        #[ts(type = "string")]
        pub offer: RecordId,
        /// The site's name.
        pub site: String,
    }
}

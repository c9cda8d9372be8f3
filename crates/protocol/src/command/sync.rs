//! The state of cache and connection; what goes to and from the service.

use super::{Backup, Conflict, Standing, StepName, Tick};
use crate::wire::{Effect, ItemStatus, Summary};
use edutracker_domain::{Finding, RecordId, RecordType};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

shapes! {
    /// The state of cache and connection.
    pub struct Status {
        /// Whether somebody is signed in.
        pub signed_in: bool,
        /// Their e-mail.
        pub account: Option<String>,
        /// Their organisation's code.
        pub organisation: Option<String>,
        /// The service's address.
        pub service: Option<String>,
        /// Whether the service answered last time.
        pub online: bool,
        /// Whether the last pull reached the end.
        pub caught_up: bool,
        /// The service's time at that moment, RFC 3339.
        pub as_of: Option<String>,
        /// Records in the cache by type.
        #[ts(type = "Record<string, number>")]
        pub records: BTreeMap<String, u64>,
        /// Records with unsent edits.
        #[ts(type = "number")]
        pub pending: u64,
        /// Of these, in conflict.
        #[ts(type = "number")]
        pub conflicts: u64,
        /// Of these, refused.
        #[ts(type = "number")]
        pub refused: u64,
        /// Of these, invalid.
        #[ts(type = "number")]
        pub invalid: u64,
        /// Edits under a lost right.
        #[ts(type = "number")]
        pub quarantined: u64,
        /// Whether there is a step to take back.
        pub can_undo: bool,
        /// Whether there is one to do again.
        pub can_redo: bool,
        /// The step to take back.
        pub undo: Option<StepName>,
        /// The one to do again.
        pub redo: Option<StepName>,
        /// Grows with every change of the cache.
        #[ts(type = "number")]
        pub version: u64,
    }

    /// What a pull brought.
    #[derive(Default)]
    pub struct PullReply {
        /// Records new or changed.
        #[ts(type = "number")]
        pub received: u64,
        /// Records gone.
        #[ts(type = "number")]
        pub removed: u64,
        /// Whether there is nothing more.
        pub caught_up: bool,
        /// The service's time, RFC 3339.
        pub as_of: Option<String>,
        /// Records in conflict now.
        #[ts(type = "number")]
        pub conflicts: u64,
    }

    /// Sends pending edits.
    #[derive(Default)]
    #[serde(default, deny_unknown_fields)]
    pub struct Push {
        /// Ask only.
        pub dry_run: bool,
        /// What the person says about it.
        pub comment: Option<String>,
        /// The person agreed to a large push.
        pub confirm: bool,
        /// Send nothing new and no more than a few before the person was asked.
        pub wary: bool,
        /// What shall go; none: all that can.
        pub ticks: Option<Vec<Tick>>,
    }

    /// Which pending edits to write to a file, and how.
    #[serde(deny_unknown_fields)]
    pub struct ChangesExport {
        /// What shall be in it; none: all that can be sent.
        #[serde(default)]
        pub ticks: Vec<Tick>,
        /// `xlsx`, `csv` or `json`.
        pub format: String,
        /// What stands between the cells of a text, `;` or `,`; none: `;`.
        #[serde(default)]
        #[ts(type = "string | null")]
        pub delimiter: Option<char>,
    }

    /// What became of a push.
    pub struct PushReply {
        /// The push's id; empty if there was nothing to send.
        pub push: String,
        /// Whether nothing was written.
        pub dry_run: bool,
        /// Counts by outcome.
        pub summary: Summary,
        /// What was not taken, or would not be.
        pub results: Vec<ItemOutcome>,
        /// With a dry run: what else would happen.
        pub effects: Vec<Effect>,
        /// Nothing was sent: the numbers need a confirmation first.
        pub needs_confirm: Option<ConfirmNeeded>,
        /// Nothing was sent: the person at the screen is asked first.
        pub asks: Option<Sending>,
        /// It was stopped before all was sent.
        pub stopped: Option<Stopped>,
    }

    /// What is left of a push that was stopped, in records.
    #[derive(Copy, Eq)]
    pub struct Stopped {
        /// Not sent: pending as before.
        #[ts(type = "number")]
        pub left: u64,
        /// Sent, and not answered yet.
        #[ts(type = "number")]
        pub unanswered: u64,
    }

    /// What would be sent.
    pub struct Sending {
        /// Records.
        #[ts(type = "number")]
        pub records: u64,
        /// Of these, those that are new.
        #[ts(type = "number")]
        pub creates: u64,
    }

    /// Numbers above a threshold.
    pub struct ConfirmNeeded {
        /// Records created or updated.
        #[ts(type = "number")]
        pub updates: u64,
        /// Records removed, archived, retired or deleted.
        #[ts(type = "number")]
        pub removals: u64,
    }

    /// What became of one record of a push.
    pub struct ItemOutcome {
        /// The mutation's id; with a dry run of a revert the one it takes back.
        pub mid: String,
        /// The record's type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// The record.
        #[ts(type = "string")]
        pub id: RecordId,
        /// Its heading, for people.
        pub heading: String,
        /// The outcome.
        pub status: ItemStatus,
        /// The problem's code, if there is one.
        pub code: Option<String>,
        /// Broken rules.
        #[ts(type = "Finding[]")]
        pub findings: Vec<Finding>,
        /// Fields in conflict.
        pub conflicts: Vec<Conflict>,
        /// More about it: Agoria's removal, the missing right.
        #[ts(type = "unknown")]
        pub detail: Option<Value>,
    }

    /// What the client is doing about the service, and what waits.
    pub struct SyncState {
        /// Where it stands.
        #[ts(type = "Standing")]
        pub standing: Standing,
        /// The code of what went wrong last, where something did.
        pub trouble: Option<String>,
        /// Seconds until the service is asked again by itself.
        #[ts(type = "number | null")]
        pub next_in: Option<u64>,
        /// Whether the service tells when something is new.
        pub listening: bool,
        /// The service's time when everything was last read, RFC 3339.
        pub as_of: Option<String>,
        /// The service's time when the cache was last found equal to it, RFC 3339.
        pub verified_at: Option<String>,
        /// This program's version.
        pub version: String,
        /// The oldest version that may send, where that is newer than this one.
        pub oldest_push: Option<String>,
        /// Records with edits that can be sent.
        #[ts(type = "number")]
        pub ready: u64,
        /// Records sent and not answered yet.
        #[ts(type = "number")]
        pub waiting: u64,
        /// Records in conflict.
        #[ts(type = "number")]
        pub conflicts: u64,
        /// Records whose edits were refused.
        #[ts(type = "number")]
        pub refused: u64,
        /// Records that a rule keeps from being sent.
        #[ts(type = "number")]
        pub invalid: u64,
        /// Edits set aside because a right was lost.
        #[ts(type = "number")]
        pub quarantined: u64,
        /// Pushes that a restored service does not know any more.
        #[ts(type = "number")]
        pub lost: u64,
        /// Copies of the cache that were made before something large, newest first.
        pub backups: Vec<Backup>,
    }
}

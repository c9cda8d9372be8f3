//! What was sent, and taking it back.

use super::FieldChange;
use crate::wire::{ItemStatus, Summary};
use edutracker_domain::RecordType;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

shapes! {
    /// Asks for the account's pushes, newest first.
    #[derive(Default)]
    #[serde(default, deny_unknown_fields)]
    pub struct PushesAsked {
        /// The `next` of the page before; none: the first page.
        pub before: Option<String>,
        /// How many, at most 200.
        #[ts(type = "number")]
        pub count: u64,
    }

    /// A page of pushes.
    pub struct Pushes {
        /// Newest first.
        pub pushes: Vec<PushEntry>,
        /// For the next page; none at the end.
        pub next: Option<String>,
    }

    /// One push.
    pub struct PushEntry {
        /// Its id.
        pub push: String,
        /// When its first part came, RFC 3339.
        pub at: String,
        /// Who sent it.
        pub by: String,
        /// From which device.
        pub device: String,
        /// Whether that is this one.
        pub here: bool,
        /// What the person said about it.
        pub comment: String,
        /// Where the edits come from: `desk`, `revert`, …
        pub source: String,
        /// The push that this one takes back.
        pub reverts: Option<String>,
        /// The push that takes this one back.
        pub reverted_by: Option<String>,
        /// Counts by outcome.
        pub summary: Summary,
        /// Whether it can be taken back.
        pub revertible: bool,
    }

    /// Asks for one push.
    #[serde(deny_unknown_fields)]
    pub struct PushAsked {
        /// Its id.
        pub push: String,
    }

    /// One push with its edits.
    pub struct PushDetail {
        /// The push as lists show it.
        pub entry: PushEntry,
        /// Its edits, in the order they were applied.
        pub items: Vec<PushedRecord>,
    }

    /// One edit of a push.
    pub struct PushedRecord {
        /// The mutation's id, by which it can be taken back alone.
        pub mid: String,
        /// The record's type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// The record.
        pub id: String,
        /// Its heading, where it is in the cache.
        pub heading: String,
        /// What became of it.
        pub status: ItemStatus,
        /// What it changed.
        pub changes: Vec<FieldChange>,
        /// Names of the records that values refer to, by id.
        pub names: BTreeMap<String, String>,
    }

    /// Takes a push back.
    #[derive(Default)]
    #[serde(default, deny_unknown_fields)]
    pub struct RevertPush {
        /// The push.
        pub push: String,
        /// Only these mutations of it; none: all.
        pub items: Option<Vec<String>>,
        /// Ask only.
        pub dry_run: bool,
        /// What the person says about it.
        pub comment: Option<String>,
        /// The person agreed to large numbers.
        pub confirm: bool,
    }
}

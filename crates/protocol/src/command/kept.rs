//! What is kept whatever happens: edits under a lost right, pushes that the
//! service lost, copies of the cache; and whether all is well.

use super::{FieldChange, Standing};
use edutracker_domain::RecordType;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

shapes! {
    /// Edits set aside because a right was lost.
    pub struct Quarantine {
        /// Oldest first.
        pub entries: Vec<QuarantinedEdit>,
    }

    /// One edit that was set aside.
    pub struct QuarantinedEdit {
        /// Its number, by which it is put back.
        #[ts(type = "number")]
        pub number: u64,
        /// The record's type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// The record.
        pub id: String,
        /// Its heading, for people.
        pub heading: String,
        /// Its organisation's code.
        pub organisation: String,
        /// Why: `scope` when the organisation left the account's sight.
        pub reason: String,
        /// The service's time when it was last read whole, RFC 3339.
        pub at: String,
        /// Whether it would have made the record.
        pub creates: bool,
        /// Whether the right has returned, so that it can be put back.
        pub returned: bool,
        /// The edited fields.
        pub changes: Vec<FieldChange>,
        /// Names of the records that values refer to, by id, as far as they are here.
        pub names: BTreeMap<String, String>,
    }

    /// Names edits that were set aside.
    #[derive(Default)]
    #[serde(default, deny_unknown_fields)]
    pub struct QuarantineChoice {
        /// By number; none: all whose right has returned.
        #[ts(type = "number[] | null")]
        pub numbers: Option<Vec<u64>>,
    }

    /// Writes what was set aside to a file.
    #[serde(deny_unknown_fields)]
    pub struct QuarantineExport {
        /// `csv` or `json`.
        pub format: String,
    }

    /// What a check of the whole cache found.
    pub struct Verified {
        /// The service's time at which cache and service were found equal; none
        /// when they still differ.
        pub verified_at: Option<String>,
        /// Organisations that differed and were read anew.
        #[ts(type = "number")]
        pub repaired: u64,
        /// Records that came in meanwhile.
        #[ts(type = "number")]
        pub received: u64,
        /// Records that went meanwhile.
        #[ts(type = "number")]
        pub removed: u64,
    }

    /// Pushes that a restored service does not know any more.
    pub struct LostPushes {
        /// Oldest first.
        pub pushes: Vec<LostPush>,
    }

    /// One of them.
    pub struct LostPush {
        /// Its id.
        pub push: String,
        /// When the service answered it, RFC 3339.
        pub at: String,
        /// What the person said about it.
        pub comment: String,
        /// How many edits were lost.
        #[ts(type = "number")]
        pub edits: u64,
    }

    /// A copy of the cache that was made before something large.
    pub struct Backup {
        /// Where it is.
        pub path: String,
        /// Before what: `sweep` (records went), `schema` (a new version).
        pub before: String,
        /// When, RFC 3339.
        pub at: String,
        /// Its bytes.
        #[ts(type = "number")]
        pub bytes: u64,
    }

    /// The health of the client, without anything about people or records.
    pub struct Doctor {
        /// This program's version.
        pub version: String,
        /// Where the client stands with the service.
        #[ts(type = "Standing")]
        pub standing: Standing,
        /// How the cache is opened.
        pub keys: KeyState,
        /// Its file.
        pub cache: CacheState,
        /// The service.
        pub service: ServiceState,
        /// What waits: counts by name.
        #[ts(type = "Record<string, number>")]
        pub pending: BTreeMap<String, u64>,
        /// What is not as it should be, in codes: `keyring`, `locked`, `cache-damaged`, `diverged`,
        /// `unreachable`, `clock`, `other-epoch`, `too-old`, `stuck-push`, `conflicts`, `refused`,
        /// `quarantine`, `lost-pushes`.
        pub findings: Vec<String>,
    }

    /// How the cache is opened.
    pub struct KeyState {
        /// `ready`, `locked`, `firstRun` or `signedOut`.
        pub phase: String,
        /// Whether the system keyring works.
        pub keyring: bool,
        /// Whether there is a recovery code.
        pub recovery_code: bool,
    }

    /// The cache's file.
    pub struct CacheState {
        /// Its schema.
        #[ts(type = "number")]
        pub schema: u64,
        /// Its bytes.
        #[ts(type = "number")]
        pub bytes: u64,
        /// Whether SQLite finds it whole.
        pub whole: bool,
        /// Records in it.
        #[ts(type = "number")]
        pub records: u64,
        /// The service's time when everything was last read, RFC 3339.
        pub as_of: Option<String>,
        /// The service's time when it was last found equal to the service, RFC 3339.
        pub verified_at: Option<String>,
        /// Copies that were made before something large.
        #[ts(type = "number")]
        pub backups: u64,
    }

    /// The service, as far as it answered.
    pub struct ServiceState {
        /// Whether it answered now.
        pub reachable: bool,
        /// The version of its interface.
        pub api: Option<String>,
        /// Whether it is the same incarnation that the cache was read from.
        pub same_epoch: Option<bool>,
        /// Seconds by which this computer's clock is ahead of the service's.
        #[ts(type = "number | null")]
        pub clock_ahead: Option<i64>,
        /// Whether there is a session.
        pub session: bool,
    }
}

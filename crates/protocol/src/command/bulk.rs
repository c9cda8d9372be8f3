//! Bulk edits: one operation over one scope, looked at first, then done in one
//! transaction and one step.

use super::{ConfirmNeeded, FieldChange, ProblemGroup, ViewOpen};
use edutracker_domain::{Finding, FindingCode, Record, RecordId, RecordType};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which records an operation is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "by", rename_all = "camelCase", deny_unknown_fields)]
pub enum Scope {
    /// These records.
    Ids {
        /// Their type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        kind: RecordType,
        /// The records, in this order.
        #[ts(type = "string[]")]
        ids: Vec<RecordId>,
    },
    /// All that a filter finds, in the order of its sort.
    Filter {
        /// The filter.
        filter: ViewOpen,
    },
    /// Ranks of an open view.
    Ranks {
        /// The view.
        view: u32,
        /// The ranks, in this order.
        ranges: Vec<RankRange>,
    },
}

/// How a text changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "camelCase")]
pub enum TextChange {
    /// Spaces at both ends go, and several in a row become one; line ends stay.
    Trim,
    /// All capitals.
    Upper,
    /// No capitals.
    Lower,
    /// The first letter a capital, the others as they are.
    Capital,
    /// Put `text` before it, unless it begins so.
    Prefix,
    /// Put `text` after it, unless it ends so.
    Suffix,
    /// Take `text` away where it begins so.
    WithoutPrefix,
    /// Take `text` away where it ends so.
    WithoutSuffix,
}

/// What is done to each record of a scope.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
#[serde(tag = "op", rename_all = "camelCase", deny_unknown_fields)]
pub enum Operation {
    /// Sets fields (sets as a whole), clears some, adds members to sets and
    /// takes members away. Publishing, archiving and retiring are of this kind.
    Change {
        /// Values to set; sets as on the wire, with the members they shall have.
        #[serde(default)]
        #[ts(as = "Option<BTreeMap<String, serde_json::Value>>", optional)]
        set: Record,
        /// Fields to clear.
        #[serde(default)]
        #[ts(as = "Option<Vec<String>>", optional)]
        clear: Vec<String>,
        /// Members to add, by field.
        #[serde(default)]
        #[ts(as = "Option<BTreeMap<String, Vec<String>>>", optional)]
        add: BTreeMap<String, Vec<String>>,
        /// Members to take away, by field.
        #[serde(default)]
        #[ts(as = "Option<BTreeMap<String, Vec<String>>>", optional)]
        remove: BTreeMap<String, Vec<String>>,
    },
    /// Another contact, where `from` is the contact now (none: wherever there is one).
    ReplaceContact {
        /// The contact now.
        #[ts(type = "string | null")]
        from: Option<RecordId>,
        /// The contact from now on.
        #[ts(type = "string")]
        to: RecordId,
        /// Retires `from` as well.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        retire: bool,
    },
    /// Copies each offer; the copies are unpublished.
    Duplicate {},
    /// To a later year: a programme's `validFrom` moves; of an event, which has
    /// happened, a copy is made with its date moved. What has no date or is
    /// archived stays as it is.
    RollOver {
        /// How many years.
        years: i16,
    },
    /// `confirmedOn` becomes today.
    Confirm {},
    /// Changes texts.
    Text {
        /// In these fields.
        fields: Vec<String>,
        /// How.
        change: TextChange,
        /// The text of prefix and suffix.
        #[serde(default)]
        #[ts(as = "Option<String>", optional)]
        text: String,
    },
    /// Moves the text of one field to another.
    Move {
        /// The field that becomes empty.
        from: String,
        /// The field that gets the text.
        to: String,
        /// What goes between it and the text that is there; none: the text that
        /// is there goes.
        join: Option<String>,
    },
    /// Finds and replaces.
    Replace {
        /// In these fields: texts, and free texts of sets.
        fields: Vec<String>,
        /// What to find.
        find: String,
        /// What to put there; with `regex`, `$1` is the first group and `$0` all of it.
        with: String,
        /// `find` is a regular expression.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        regex: bool,
        /// Capitals count.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        case: bool,
        /// Whole words only.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        word: bool,
        /// Hits that stay as they are.
        #[serde(default)]
        #[ts(as = "Option<Vec<Hit>>", optional)]
        except: Vec<Hit>,
    },
    /// The values of the first record for all.
    Fill {
        /// Of these fields.
        fields: Vec<String>,
    },
    /// Texts into cells, read as the fields take them: codes, labels in any
    /// language, other spellings; sets with `;` between; contacts by e-mail or
    /// name, sites by name. What cannot be read stays in the cell, invalid.
    /// Where the scope is a multiple of the block, the block repeats.
    Paste {
        /// The columns, from the first one pasted into.
        fields: Vec<String>,
        /// The texts, row by row; rows may be of different length.
        cells: Vec<Vec<String>>,
        /// Makes new offers of the rows that find no row in the scope.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        create: bool,
    },
    /// The one-click fix of a rule.
    Fix {
        /// The rule.
        #[ts(type = "FindingCode")]
        rule: FindingCode,
        /// Only at this field.
        #[serde(default)]
        #[ts(as = "Option<String>", optional)]
        field: Option<String>,
    },
}

shapes! {
    /// Ranks of a view.
    #[serde(deny_unknown_fields)]
    pub struct RankRange {
        /// The first, from 0.
        #[ts(type = "number")]
        pub from: u64,
        /// How many.
        #[ts(type = "number")]
        pub count: u64,
    }

    /// One place that a search found.
    #[derive(Eq, PartialOrd, Ord)]
    #[serde(deny_unknown_fields)]
    pub struct Hit {
        /// The record.
        #[ts(type = "string")]
        pub id: RecordId,
        /// The field.
        pub field: String,
        /// Which hit in the field, from 0; none: all of them.
        #[ts(type = "number | null")]
        pub at: Option<u32>,
    }

    /// One place that a search found, as people read it.
    pub struct HitText {
        /// The field.
        pub field: String,
        /// Which hit in the field, from 0.
        pub at: u32,
        /// Some of the text before it.
        pub before: String,
        /// What was found.
        pub found: String,
        /// What is put there.
        pub with: String,
        /// Some of the text after it.
        pub after: String,
    }

    /// Does an operation: one transaction, one undo step.
    #[serde(deny_unknown_fields)]
    pub struct Bulk {
        /// Which records.
        pub scope: Scope,
        /// What is done.
        pub operation: Operation,
        /// Archived offers stay as they are, unless they come out of the archive.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub leave_archived: bool,
        /// The person agreed to archive or retire many.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub confirm: bool,
    }

    /// Asks what an operation would do.
    #[serde(deny_unknown_fields)]
    pub struct BulkAsked {
        /// Which records.
        pub scope: Scope,
        /// What would be done.
        pub operation: Operation,
        /// As in [`Bulk`].
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub leave_archived: bool,
        /// The first sample to show, from 0.
        #[serde(default)]
        #[ts(as = "Option<u32>", optional)]
        pub from: u32,
    }

    /// What an operation would do. Nothing is written.
    #[derive(Default)]
    pub struct BulkPreview {
        /// Records in the scope.
        #[ts(type = "number")]
        pub records: u64,
        /// Records that would change, new ones included.
        #[ts(type = "number")]
        pub changed: u64,
        /// Records that are so already.
        #[ts(type = "number")]
        pub unchanged: u64,
        /// Archived offers that the operation is about: among the changed ones, or
        /// left as they are where that was asked for.
        #[ts(type = "number")]
        pub archived: u64,
        /// Of the changed ones, those that would be new.
        #[ts(type = "number")]
        pub created: u64,
        /// Of the changed ones, those that a rule would keep from being sent.
        #[ts(type = "number")]
        pub invalid: u64,
        /// Why, by field and rule, the most frequent first.
        pub problems: Vec<ProblemGroup>,
        /// Records that may not be changed.
        #[ts(type = "number")]
        pub not_allowed: u64,
        /// Why: counts by code (`removed`, `not-allowed`, `locked-field`).
        #[ts(type = "Record<string, number>")]
        pub reasons: BTreeMap<String, u64>,
        /// Cells that would change, by field.
        #[ts(type = "Record<string, number>")]
        pub fields: BTreeMap<String, u64>,
        /// Places that a search found.
        #[ts(type = "number")]
        pub hits: u64,
        /// Pasted cells that cannot be read; they would be invalid or, where the
        /// field cannot hold them, left as they are.
        #[ts(type = "number")]
        pub unread: u64,
        /// Pasted rows that find no row in the scope.
        #[ts(type = "number")]
        pub beyond: u64,
        /// Sites that would fall away with their province.
        #[ts(type = "number")]
        pub dropped: u64,
        /// Doing it needs a confirmation of these numbers.
        pub needs_confirm: Option<ConfirmNeeded>,
        /// Some records before and after, invalid ones first; at most 200.
        pub samples: Vec<BulkSample>,
    }

    /// A record before and after.
    pub struct BulkSample {
        /// Its type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// The record; of a new one the one it is copied from, if any.
        #[ts(type = "string | null")]
        pub id: Option<RecordId>,
        /// Its place in the scope, from 0.
        #[ts(type = "number")]
        pub place: u64,
        /// Whether it would be new.
        pub created: bool,
        /// Its heading, for people.
        pub heading: String,
        /// What would change.
        pub changes: Vec<FieldChange>,
        /// Names of the records that values refer to, by id.
        pub names: BTreeMap<String, String>,
        /// How many hits each field has.
        #[ts(type = "Record<string, number>")]
        pub hits: BTreeMap<String, u32>,
        /// The first hits of each field, at most 20, with what stands around them.
        pub shown: Vec<HitText>,
        /// What would stand in the way of sending it.
        #[ts(type = "Finding[]")]
        pub findings: Vec<Finding>,
        /// Pasted texts that cannot be read, by field.
        pub unread: BTreeMap<String, String>,
    }
}

//! Broken rules and advice over a whole view.

use edutracker_domain::{FindingCode, RecordId, RecordType, Severity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

shapes! {
    /// Looks through a view, a stretch at a time.
    #[serde(deny_unknown_fields)]
    pub struct ProblemsAsked {
        /// The view.
        pub view: u32,
        /// The first rank to look at.
        #[serde(default)]
        #[ts(as = "Option<u32>", optional)]
        pub from: u64,
        /// How many rows to look at, at most 20 000.
        #[ts(type = "number")]
        pub count: u64,
        /// Name the cells too, of this rule.
        #[serde(default)]
        #[ts(type = "FindingCode | null", optional)]
        pub rule: Option<FindingCode>,
        /// The same, of this field.
        #[serde(default)]
        #[ts(optional)]
        pub field: Option<String>,
        /// Name the cells too, whatever the rule.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub cells: bool,
    }

    /// What a stretch of a view holds.
    pub struct Problems {
        /// Rows of the view.
        #[ts(type = "number")]
        pub total: u64,
        /// The rank to go on from; none at the end.
        #[ts(type = "number | null")]
        pub next: Option<u64>,
        /// By field and rule: what stands in the way first, then the most frequent.
        pub groups: Vec<ProblemGroup>,
        /// The cells asked for, in the order of their ranks; at most 500.
        pub cells: Vec<ProblemCell>,
    }

    /// One rule at one field, over many records.
    pub struct ProblemGroup {
        /// The field's dotted name.
        pub field: String,
        /// The rule: `finding-<code>` is its sentence.
        #[ts(type = "FindingCode")]
        pub code: FindingCode,
        /// Whether it stands in the way.
        #[ts(type = "Severity")]
        pub severity: Severity,
        /// How many cells.
        #[ts(type = "number")]
        pub count: u64,
        /// What the sentence needs, of the first one.
        pub args: BTreeMap<String, String>,
        /// Whether there is a fix (the operation `fix`).
        pub fix: bool,
    }

    /// One cell.
    pub struct ProblemCell {
        /// Its row's rank.
        #[ts(type = "number")]
        pub rank: u64,
        /// The record's type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// The record.
        #[ts(type = "string")]
        pub id: RecordId,
        /// Its heading, for people.
        pub heading: String,
        /// The field's dotted name.
        pub field: String,
        /// The rule.
        #[ts(type = "FindingCode")]
        pub code: FindingCode,
        /// Whether it stands in the way.
        #[ts(type = "Severity")]
        pub severity: Severity,
        /// What the sentence needs.
        pub args: BTreeMap<String, String>,
        /// Whether the fix mends it.
        pub fix: bool,
    }

    /// Asks for the next cell with a problem.
    #[serde(deny_unknown_fields)]
    pub struct ProblemNext {
        /// The view.
        pub view: u32,
        /// The row to start at, the cell of `field` left out; goes round at the end.
        #[ts(type = "number")]
        pub rank: u64,
        /// The field to go on from.
        #[serde(default)]
        #[ts(optional)]
        pub field: Option<String>,
        /// Of what kind the problem was that is gone on from: its like up to the end
        /// of the view, then the others. None: what keeps from sending first, from here.
        #[serde(default)]
        #[ts(type = "Severity", optional)]
        pub severity: Option<Severity>,
        /// The other way.
        #[serde(default)]
        #[ts(as = "Option<bool>", optional)]
        pub back: bool,
    }

    /// The next cell with a problem.
    pub struct ProblemFound {
        /// The cell; none when the view has none.
        pub cell: Option<ProblemCell>,
    }
}

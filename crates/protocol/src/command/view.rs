//! Ranked views and their rows.

use super::RowState;
use edutracker_domain::{Finding, OfferStatus, Record, RecordId, RecordType};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

shapes! {
    /// One condition of a filter; all must hold.
    #[derive(Default)]
    #[serde(deny_unknown_fields)]
    pub struct Condition {
        /// A field's dotted name, or `state`, `status`; of offers also `criterion`
        /// (one that asks a reviewer for a look) and `changed` (a field that
        /// changed since the latest decision, of an offer that waits).
        pub field: String,
        /// The value: a code, an id, a text; empty: no value; a member for sets;
        /// `?` for coded fields: what is in no list; a number or day may stand
        /// behind `>`, `>=`, `<` or `<=`, and a day may be a month or a year.
        pub value: String,
        /// More values: it is enough that one of them all holds.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[ts(as = "Option<Vec<String>>", optional)]
        pub or: Vec<String>,
    }

    /// One column of a sort.
    #[serde(deny_unknown_fields)]
    pub struct Sort {
        /// A field's dotted name, or `state`, `status`, `organisation`.
        pub field: String,
        /// Z to A.
        #[serde(default)]
        pub descending: bool,
    }

    /// Opens a view.
    #[serde(deny_unknown_fields)]
    pub struct ViewOpen {
        /// The type of its records.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// The filter.
        #[serde(default, rename = "where")]
        pub conditions: Vec<Condition>,
        /// Words to find, as typed.
        #[serde(default)]
        pub search: String,
        /// The sort; then by name.
        #[serde(default)]
        pub sort: Vec<Sort>,
        /// Only offers that wait for a reviewer: new or changed since the last verdict.
        #[serde(default)]
        pub review_queue: bool,
    }

    /// A view.
    pub struct View {
        /// Its number, for windows.
        pub view: u32,
        /// How many rows it has.
        #[ts(type = "number")]
        pub count: u64,
        /// The cache's version when it was opened.
        #[ts(type = "number")]
        pub version: u64,
    }

    /// Asks for rows.
    #[serde(deny_unknown_fields)]
    pub struct ViewWindow {
        /// The view.
        pub view: u32,
        /// The first rank, from 0.
        #[ts(type = "number")]
        pub from: u64,
        /// How many rows, at most 500.
        #[ts(type = "number")]
        pub count: u64,
    }

    /// Rows of a view. Rows keep their rank while the view is open, even when
    /// an edit makes them leave its filter.
    pub struct Window {
        /// The cache's version now.
        #[ts(type = "number")]
        pub version: u64,
        /// The first rank.
        #[ts(type = "number")]
        pub from: u64,
        /// The rows.
        pub rows: Vec<Row>,
    }

    /// One row.
    pub struct Row {
        /// The record's type.
        #[serde(rename = "type")]
        #[ts(type = "RecordType")]
        pub kind: RecordType,
        /// The record.
        #[ts(type = "string")]
        pub id: RecordId,
        /// Its organisation's code.
        pub organisation: String,
        /// Its revision; none for a creation that was not sent.
        pub rev: Option<String>,
        /// Its state.
        #[ts(type = "RowState")]
        pub state: RowState,
        /// An offer's status.
        #[ts(type = "OfferStatus | null")]
        pub status: Option<OfferStatus>,
        /// Its fields, edits included.
        #[ts(type = "Fields")]
        pub fields: Record,
        /// Names of the records that its fields refer to, by id.
        pub names: BTreeMap<String, String>,
        /// Fields with unsent edits.
        pub changed: Vec<String>,
        /// Fields in conflict.
        pub conflicts: Vec<String>,
        /// Broken rules and advice.
        #[ts(type = "Finding[]")]
        pub findings: Vec<Finding>,
        /// How many offers use a site or contact, where a list or a form tells it.
        #[ts(type = "number | null")]
        pub used_by: Option<u64>,
        /// How likely an offer is not technological, in thousandths; none where
        /// it was not judged.
        pub score: Option<u16>,
        /// Where an offer stands with the reviewers, in lists of a reviewer.
        pub review: Option<InReview>,
        /// What its owner answered to a question.
        pub answer: Option<Answer>,
    }

    /// That a question was answered.
    pub struct Answer {
        /// The address of the account that answered.
        pub by: String,
        /// When, RFC 3339; empty where it was not sent yet.
        pub at: String,
    }

    /// Where an offer stands with the reviewers.
    pub struct InReview {
        /// Whether it waits for a decision.
        pub waits: bool,
        /// The latest decision that the service knows.
        pub decision: Option<Decision>,
    }

    /// Who decided what of an offer.
    pub struct Decision {
        /// The review.
        #[ts(type = "string")]
        pub review: RecordId,
        /// The verdict.
        pub verdict: String,
        /// The address of the account that decided.
        pub by: String,
        /// When, RFC 3339.
        pub at: String,
        /// Whether it was the account that is signed in.
        pub own: bool,
    }

    /// Asks where a record is.
    #[serde(deny_unknown_fields)]
    pub struct ViewLocate {
        /// The view.
        pub view: u32,
        /// The record.
        #[ts(type = "string")]
        pub id: RecordId,
    }

    /// Where a record is.
    pub struct Located {
        /// Its rank, unless it is not in the view.
        #[ts(type = "number | null")]
        pub rank: Option<u64>,
    }
}

impl Condition {
    /// That a field has a value.
    #[must_use]
    pub fn new(field: &str, value: &str) -> Self {
        Self {
            field: field.to_owned(),
            value: value.to_owned(),
            or: Vec::new(),
        }
    }

    /// The values of which one must hold.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.value)
            .chain(&self.or)
            .map(String::as_str)
    }
}

//! What became of one item, and what is to be written for it.

use crate::storage::{StoredChange, StoredRecord};
use edutracker_domain::{Finding, Record, RecordId, Rev, rights::Action};
use edutracker_protocol::wire::{ItemProblem, ItemResult, ItemStatus, WireConflict};
use serde_json::{Value, json};

/// The code of an edit whose mid was used for another one.
pub const MID_REUSED: &str = "mid-reused";

/// The outcome of an item.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// What is answered.
    pub result: ItemResult,
    /// The records to write.
    pub writes: Vec<StoredRecord>,
    /// The history to write.
    pub changes: Vec<StoredChange>,
    /// What the writes do beyond the fields they write.
    pub effects: Vec<&'static str>,
}

impl Outcome {
    /// An outcome that writes nothing.
    pub fn new(mid: RecordId, status: ItemStatus) -> Self {
        let result = ItemResult {
            mid,
            status,
            rev: None,
            record: None,
            conflicts: Vec::new(),
            others: Vec::new(),
            problem: None,
        };
        Self {
            result,
            writes: Vec::new(),
            changes: Vec::new(),
            effects: Vec::new(),
        }
    }

    /// The same with the record's revision.
    pub fn rev(mut self, rev: Rev) -> Self {
        self.result.rev = Some(rev);
        self
    }

    /// The same with the record as it is.
    pub fn record(mut self, record: &Record) -> Self {
        self.result.record = Some(record.clone());
        self
    }

    /// The same with a reason.
    pub fn because(mut self, code: &str, detail: Option<Value>) -> Self {
        self.result.problem = Some(ItemProblem {
            code: code.to_owned(),
            errors: Vec::new(),
            detail,
        });
        self
    }

    /// A right is missing.
    pub fn forbidden(mid: RecordId, action: Option<Action>, field: Option<&str>) -> Self {
        let detail = json!({ "action": action.map(Action::as_str), "field": field });
        Self::new(mid, ItemStatus::Forbidden).because("forbidden", Some(detail))
    }

    /// Rules are broken.
    pub fn invalid(mid: RecordId, errors: Vec<Finding>) -> Self {
        let mut outcome = Self::new(mid, ItemStatus::Invalid);
        outcome.result.problem = Some(ItemProblem {
            code: "validation".to_owned(),
            errors,
            detail: None,
        });
        outcome
    }

    /// Others changed the same.
    pub fn conflict(mid: RecordId, conflicts: Vec<WireConflict>) -> Self {
        let mut outcome = Self::new(mid, ItemStatus::Conflict);
        outcome.result.conflicts = conflicts;
        outcome
    }

    /// Whether the item's mid belongs to another edit.
    pub fn reused_mid(&self) -> bool {
        self.result
            .problem
            .as_ref()
            .is_some_and(|problem| problem.code == MID_REUSED)
    }
}

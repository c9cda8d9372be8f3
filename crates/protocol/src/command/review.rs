//! Verdicts of reviewers.

use edutracker_domain::RecordId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

shapes! {
    /// A verdict on offers.
    #[serde(deny_unknown_fields)]
    pub struct ReviewDecision {
        /// The offers.
        #[ts(type = "string[]")]
        pub ids: Vec<RecordId>,
        /// `keep`, `remove`, `ask`, `defer` or `restore`.
        pub verdict: String,
        /// Reason codes; a removal takes one.
        #[serde(default)]
        pub reasons: Vec<String>,
        /// A note by language.
        #[serde(default)]
        pub note: BTreeMap<String, String>,
        /// The date of a question.
        #[serde(default)]
        pub due: Option<String>,
        /// The person agreed to a large removal.
        #[serde(default)]
        pub confirm: bool,
    }
}

//! Agoria's verdicts on offers (ET-5…ET-17).

use crate::{
    codes::CodeList,
    record::{Language, Record},
    text_enum,
};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

text_enum! {
    /// What a reviewer decides.
    Verdict, "verdict" {
        /// The offer may stay.
        Keep = "keep",
        /// The offer is taken off, with a reason.
        Remove = "remove",
        /// The institution is asked a question, with a date.
        Ask = "ask",
        /// Decide later.
        Defer = "defer",
        /// The offer comes back, unpublished.
        Restore = "restore",
    }
}

/// Whether a reason may be given for a verdict.
#[must_use]
pub fn reason_allows(reason: &str, verdict: Verdict) -> bool {
    CodeList::ReviewReasons
        .find(reason)
        .is_some_and(|code| code.verdicts.iter().any(|v| v == verdict.as_str()))
}

/// The value of an offer's `removed` as a reviewer writes it; the service adds who and when.
#[must_use]
pub fn removal(reason: &str, note: &BTreeMap<Language, String>) -> Value {
    let mut removal = Map::new();
    removal.insert("reason".into(), reason.into());
    removal.insert("note".into(), Value::Object(note_fields(note)));
    Value::Object(removal)
}

/// A note per language as it travels; empty texts are absent.
#[must_use]
pub fn note_fields(note: &BTreeMap<Language, String>) -> Record {
    note.iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(language, text)| (language.to_string(), Value::String(text.clone())))
        .collect()
}

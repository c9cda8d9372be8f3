//! Which records a listing shows.

use crate::refusal::{Answer, Refusal};
use edutracker_domain::{Record, RecordType, field, record};
use serde_json::Value;

/// The longest `q`, in characters.
const LONGEST_Q: usize = 200;
/// The longest `filter`, in bytes.
const LONGEST: usize = 4_000;

/// What a record must have to be listed.
#[derive(Debug, Default)]
pub struct Filter {
    /// Words that must all occur in its texts, in lower case.
    words: Vec<String>,
    /// Fields with the value that each must have.
    fields: Vec<(Option<&'static str>, Value)>,
}

impl Filter {
    /// Reads `?q=` and `?filter=`.
    pub fn read(kind: RecordType, q: Option<&str>, filter: Option<&str>) -> Answer<Self> {
        let q = q.unwrap_or_default();
        let filter = filter.filter(|text| !text.is_empty()).unwrap_or("{}");
        if q.chars().count() > LONGEST_Q {
            return Err(Refusal::malformed("?q"));
        }
        let wrong = || Refusal::malformed("?filter");
        if filter.len() > LONGEST {
            return Err(wrong());
        }
        let given: Record = serde_json::from_str(filter).map_err(|_| wrong())?;
        let mut fields = Vec::new();
        for (name, value) in given {
            let known = RecordType::ALL
                .iter()
                .any(|kind| field::field(*kind, &name).is_some());
            if !known || value.is_array() || value.is_object() {
                return Err(wrong());
            }
            // What only records of other types have is empty in these.
            let name = field::field(kind, &name).map(|field| field.name);
            fields.push((name, value));
        }
        let words = q.split_whitespace().map(str::to_lowercase).collect();
        Ok(Self { words, fields })
    }

    /// Whether every record is listed.
    pub const fn takes_all(&self) -> bool {
        self.words.is_empty() && self.fields.is_empty()
    }

    /// Whether a record is listed.
    pub fn takes(&self, data: &Record) -> bool {
        self.fields
            .iter()
            .all(|(name, wanted)| has(name.and_then(|name| record::get(data, name)), wanted))
            && (self.words.is_empty() || {
                let mut texts = String::new();
                data.values().for_each(|value| gather(value, &mut texts));
                let texts = texts.to_lowercase();
                self.words.iter().all(|word| texts.contains(word))
            })
    }
}

/// Whether a field has a value; a set has each of its members.
fn has(value: Option<&Value>, wanted: &Value) -> bool {
    match (value, wanted) {
        (None, wanted) => wanted.is_null(),
        (Some(Value::Object(set)), Value::String(member)) => set.contains_key(member),
        (Some(value), wanted) => value == wanted,
    }
}

/// The texts of a value, on lines of their own.
fn gather(value: &Value, texts: &mut String) {
    match value {
        Value::String(text) => {
            texts.push_str(text);
            texts.push('\n');
        }
        Value::Object(inside) => {
            for (name, value) in inside {
                if *value == Value::Bool(true) {
                    texts.push_str(name);
                    texts.push('\n');
                }
                gather(value, texts);
            }
        }
        _ => {}
    }
}

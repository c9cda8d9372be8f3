//! Records for programs: one JSON array, a record on each line, in the names
//! and codes of the command line.

use super::{Item, Sink};
use edutracker_domain::{RecordType, Shape, field, merge, record as fields, review::Verdict};
use edutracker_protocol::command::Row;
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// A value for people and scripts: sets as sorted arrays.
#[must_use]
pub fn value(kind: RecordType, name: &str, value: &Value) -> Value {
    let set = field::field(kind, name).is_some_and(|field| field.shape.is_set());
    match value {
        Value::Object(object) if set => {
            let mut members: Vec<&String> = object.keys().collect();
            members.sort();
            json!(members)
        }
        Value::Null if set => json!([]),
        other => other.clone(),
    }
}

/// Whether the owner is told of a review by mail, where that is not switched off.
fn is_told(review: &Row) -> bool {
    let verdict = fields::text(&review.fields, "verdict").parse();
    verdict.is_ok_and(Verdict::is_told)
}

/// A record as one flat object: `id`, `type`, `organisation`, `rev`, `state`,
/// then all its fields, absent ones as null, sets as sorted arrays.
#[must_use]
pub fn flat(row: &Row) -> Value {
    let mut out = Map::new();
    out.insert("id".into(), json!(row.id));
    out.insert("type".into(), json!(row.kind));
    out.insert("organisation".into(), json!(row.organisation));
    out.insert("rev".into(), json!(row.rev));
    out.insert("state".into(), json!(row.state));
    if let Some(status) = row.status {
        out.insert("status".into(), json!(status));
    }
    if let Some(score) = row.score {
        out.insert("notTechnological".into(), json!(f64::from(score) / 1_000.0));
    }
    for field in field::fields(row.kind) {
        if field.name == "organisation" || (field.name == "status" && row.kind == RecordType::Offer)
        {
            continue;
        }
        let known = merge::value(&row.fields, field.name);
        let shown = match field.shape {
            Shape::Flag => Value::Bool(fields::flag(&row.fields, field.name)),
            // Of some verdicts there is no notice at all.
            Shape::Consent if !is_told(row) => Value::Null,
            Shape::Consent => Value::Bool(known != Value::Bool(false)),
            _ => value(row.kind, field.name, &known),
        };
        if let Some((outer, inner)) = field.name.split_once('.') {
            let entry = out
                .entry(outer)
                .or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(object) = entry {
                object.insert(inner.to_owned(), shown.clone());
            }
        }
        out.insert(field.name.to_owned(), shown);
    }
    Value::Object(out)
}

/// A JSON file.
pub(super) struct Json<W> {
    out: W,
    first: bool,
}

impl<W: Write> Json<W> {
    pub fn begin(mut out: W) -> io::Result<Self> {
        out.write_all(b"[")?;
        Ok(Self { out, first: true })
    }
}

impl<W: Write> Sink for Json<W> {
    fn put(&mut self, item: &Item<'_>) -> io::Result<()> {
        let before = if self.first { "\n" } else { ",\n" };
        self.first = false;
        write!(self.out, "{before}{}", flat(item.row))
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.write_all(b"\n]\n")?;
        self.out.flush()
    }
}

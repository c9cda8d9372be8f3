//! Output: JSON for scripts, short lines for people, messages on stderr.

use crate::Terminal;
use edutracker_domain::{
    Language, Record, RecordType, Shape, card, field, merge, record as fields,
};
use edutracker_i18n::Texts;
use edutracker_protocol::{ClientError, command::Row};
use serde_json::{Map, Value, json};
use std::io::Write as _;

/// Writes a line to stdout; a closed pipe ends the program quietly.
pub(crate) fn out(line: &str) {
    if writeln!(std::io::stdout(), "{line}").is_err() {
        std::process::exit(0);
    }
}

/// Writes a message to stderr.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Tells an error, with the rules behind it.
pub(crate) fn error(texts: &Texts, error: &ClientError) {
    say(&texts.error(error.code.as_str(), &error.args));
    for finding in &error.findings {
        say(&format!(
            "  {}: {}",
            finding.field(),
            texts.finding(finding)
        ));
    }
}

/// A value for people and scripts: sets as sorted arrays.
pub(crate) fn value(kind: RecordType, name: &str, value: &Value) -> Value {
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

/// A record as one flat object: `id`, `type`, `organisation`, `rev`, `state`,
/// then all its fields, absent ones as null, sets as sorted arrays.
pub(crate) fn flat(row: &Row) -> Value {
    let mut out = Map::new();
    out.insert("id".into(), json!(row.id));
    out.insert("type".into(), json!(row.kind));
    out.insert("organisation".into(), json!(row.organisation));
    out.insert("rev".into(), json!(row.rev));
    out.insert("state".into(), json!(row.state));
    if let Some(status) = row.status {
        out.insert("status".into(), json!(status));
    }
    for field in field::fields(row.kind) {
        if field.name == "organisation" || (field.name == "status" && row.kind == RecordType::Offer)
        {
            continue;
        }
        let known = merge::value(&row.fields, field.name);
        let shown = match field.shape {
            Shape::Flag => Value::Bool(fields::flag(&row.fields, field.name)),
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

/// A record as a line for people.
pub(crate) fn line(terminal: &Terminal, row: &Row) -> String {
    let mark = terminal
        .texts
        .coded("state", row.state.as_str(), &Default::default());
    let name = heading(row.kind, &row.fields, terminal.texts.language());
    let id = row.id.to_string();
    format!(
        "{}  {:<10} {:<12} {}",
        &id[..13],
        row.organisation,
        mark,
        name
    )
}

fn heading(kind: RecordType, record: &Record, language: Language) -> String {
    match kind {
        RecordType::Offer => card::heading(record, language),
        RecordType::Organisation => fields::text(record, "legalName").to_owned(),
        RecordType::Account => fields::text(record, "email").to_owned(),
        _ => fields::text(record, "name").to_owned(),
    }
}

/// A value as text for people.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(members) => members.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

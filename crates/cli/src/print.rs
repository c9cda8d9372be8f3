//! Output: JSON for scripts, short lines for people, messages on stderr.

use crate::Terminal;
pub(crate) use edutracker_app::rows::{flat, value};
use edutracker_domain::{Language, Record, RecordType, card, record as fields};
use edutracker_i18n::Texts;
use edutracker_protocol::{ClientError, command::Row};
use serde_json::Value;
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

/// What a record is called.
pub(crate) fn heading(kind: RecordType, record: &Record, language: Language) -> String {
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

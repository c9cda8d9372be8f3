//! What a person says about single rows of a file that is imported.

use edutracker_domain::RecordId;
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{ImportDecision, ImportReport},
};
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::Path};

/// Decisions by the number of the row in the file.
pub(super) type Decisions = BTreeMap<u32, ImportDecision>;

fn unfit(decision: &str) -> ClientError {
    ClientError::new(ErrorCode::DecisionUnfit).with("decision", decision)
}

/// Reads `ROW=new`, `ROW=leave`, `ROW=merge`, `ROW=ID`, `ROW.FIELD=here`,
/// `ROW.FIELD=file` and `ROW.FIELD=TEXT` into what was decided before.
fn read(out: &mut Decisions, text: &str) -> Result<(), ClientError> {
    let (place, what) = text.split_once('=').ok_or_else(|| unfit(text))?;
    let (row, field) = match place.split_once('.') {
        Some((row, field)) => (row, Some(field.trim())),
        None => (place, None),
    };
    let row: u32 = row.trim().parse().map_err(|_| unfit(text))?;
    let decision = out.entry(row).or_default();
    match (field, what.trim()) {
        (None, "new" | "leave" | "merge") => decision.row = Some(what.trim().to_owned()),
        (None, id) if id.parse::<RecordId>().is_ok() => decision.row = Some(id.to_owned()),
        (None | Some(""), _) => return Err(unfit(text)),
        (Some(field), "here" | "file") => {
            decision
                .fields
                .insert(field.to_owned(), what.trim().to_owned());
        }
        (Some(field), _) => {
            decision.values.insert(field.to_owned(), what.to_owned());
        }
    }
    Ok(())
}

/// What was decided: a file of decisions, and single ones that go before it.
pub(super) fn decisions(file: Option<&Path>, single: &[String]) -> Result<Decisions, ClientError> {
    let mut out = match file {
        None => Decisions::new(),
        Some(path) => {
            let text = fs::read_to_string(path).map_err(|_| {
                ClientError::new(ErrorCode::FileUnreadable).with("path", path.display())
            })?;
            serde_json::from_str(&text).map_err(|error| unfit(&error.to_string()))?
        }
    };
    for text in single {
        read(&mut out, text)?;
    }
    Ok(out)
}

/// Refuses decisions that are about nothing in the file: a slip would
/// otherwise be as if it had not been said.
pub(super) fn fit(decisions: &Decisions, report: &ImportReport) -> Result<(), ClientError> {
    for (row, decision) in decisions {
        let line = report.rows.iter().find(|line| line["source_row"] == *row);
        let Some(line) = line else {
            return Err(unfit(&row.to_string()));
        };
        if decision.row.as_deref() == Some("merge") && line["status"] != "duplicate" {
            return Err(unfit(&format!("{row}=merge")));
        }
        let asked = |field: &str| {
            let clashes = line["clashes"].as_array();
            let mut fields = clashes.into_iter().flatten().map(|clash| &clash["field"]);
            fields.any(|name| name.as_str() == Some(field))
        };
        // Where the record itself is not settled, nothing is known of its fields.
        let open = line["action"] == "needs_decision" && line["clashes"] == Value::Null;
        let slip = decision
            .fields
            .iter()
            .find(|(field, _)| !open && !asked(field));
        if let Some((field, side)) = slip {
            return Err(unfit(&format!("{row}.{field}={side}")));
        }
    }
    Ok(())
}

//! Edits set aside because a right was lost: readable, exportable, and put back
//! when the right returns.

use crate::{
    App, Outcome,
    edits::{Refused, step},
    export::new_file,
    failure, rows,
};
use edutracker_domain::{Language, RecordId, RecordType, field, merge, record as fields};
use edutracker_exchange::export::delimited;
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{
        EditReply, Exported, FieldChange, Nothing, Quarantine, QuarantineChoice, QuarantineExport,
        QuarantinedEdit,
    },
};
use edutracker_store::{
    Error as CacheError,
    incoming::Judge,
    quarantine::{self as kept, Quarantined},
    record,
};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::{collections::BTreeMap, path::Path};

/// Edits set aside because a right was lost.
///
/// # Errors
/// What the cache says.
pub async fn quarantine(app: &App, _: Nothing) -> Outcome<Quarantine> {
    app.account()?;
    let today = app.host.today();
    let language = app.language();
    app.cache()?
        .read(|c| {
            let judge = Judge::new(c, &today)?;
            let mut builder = rows::Builder::new(c, &judge)?;
            let entries = kept::list(c)?
                .iter()
                .map(|one| described(c, &mut builder, one, language))
                .collect::<Result<_, CacheError>>()?;
            Ok::<_, CacheError>(Quarantine { entries })
        })
        .map_err(failure::cache)
}

fn described(
    c: &Connection,
    builder: &mut rows::Builder<'_>,
    one: &Quarantined,
    language: Language,
) -> Result<QuarantinedEdit, CacheError> {
    let mut names = builder.names(one.kind, &one.base)?;
    names.extend(builder.names(one.kind, &one.effective)?);
    Ok(QuarantinedEdit {
        number: one.q.unsigned_abs(),
        kind: one.kind,
        id: one.id.to_string(),
        heading: rows::heading(one.kind, &one.effective, language),
        organisation: one.code.clone(),
        reason: one.reason.clone(),
        at: one.at.clone(),
        creates: one.creates,
        returned: returned(c, one)?,
        changes: changes(one),
        names,
    })
}

/// Whether the record is in sight again, or its organisation for one that was
/// never made.
fn returned(c: &Connection, one: &Quarantined) -> Result<bool, CacheError> {
    if record::find(c, one.kind, one.id)?.is_some() {
        return Ok(true);
    }
    let organisation = fields::text(&one.effective, "organisation").parse::<RecordId>();
    match organisation {
        Ok(id) if one.creates => Ok(record::find(c, RecordType::Organisation, id)?.is_some()),
        _ => Ok(false),
    }
}

fn changes(one: &Quarantined) -> Vec<FieldChange> {
    let empty = |value: &Value| value.is_null() || *value == Value::Bool(false);
    field::fields(one.kind)
        .iter()
        .filter(|field| field.name != "organisation")
        .filter_map(|field| {
            let before = merge::value(&one.base, field.name);
            let after = merge::value(&one.effective, field.name);
            (before != after && !(empty(&before) && empty(&after))).then(|| FieldChange {
                field: field.name.to_owned(),
                before,
                after,
                step: None,
            })
        })
        .collect()
}

/// The edits that are meant; by default those whose right has returned.
fn chosen(c: &Connection, args: &QuarantineChoice) -> Result<Vec<Quarantined>, CacheError> {
    let mut meant = Vec::new();
    for one in kept::list(c)? {
        let yes = match &args.numbers {
            Some(numbers) => numbers.contains(&one.q.unsigned_abs()),
            None => returned(c, &one)?,
        };
        if yes {
            meant.push(one);
        }
    }
    Ok(meant)
}

/// Puts edits back: one transaction, one step. What others changed meanwhile
/// becomes a question.
///
/// # Errors
/// [`ErrorCode::NotFound`] for a number that is not there, or whose right has
/// not returned.
pub async fn reattach(app: &App, args: QuarantineChoice) -> Outcome<EditReply> {
    step(app, "reattach", |tx, editor, _| {
        let meant = chosen(tx, &args)?;
        if args
            .numbers
            .as_ref()
            .is_some_and(|numbers| numbers.len() != meant.len())
        {
            return Err(ClientError::from(ErrorCode::NotFound).into());
        }
        for one in &meant {
            editor.reattach(one)?;
        }
        Ok::<_, Refused>(())
    })
}

/// Gives edits up for good; only those that are named.
///
/// # Errors
/// [`ErrorCode::NotFound`].
pub async fn quarantine_discard(app: &App, args: QuarantineChoice) -> Outcome<Quarantine> {
    app.account()?;
    app.cache()?
        .write(|tx| {
            for number in args.numbers.iter().flatten() {
                kept::discard(tx, i64::try_from(*number).unwrap_or(i64::MAX))?;
            }
            Ok::<_, CacheError>(())
        })
        .map_err(failure::cache)?;
    app.told()?;
    quarantine(app, Nothing {}).await
}

/// Writes everything that was set aside to a new file in the folder of downloads.
///
/// # Errors
/// [`ErrorCode::InvalidValue`] for another format, [`ErrorCode::Disk`].
pub async fn quarantine_export(app: &App, args: QuarantineExport) -> Outcome<Exported> {
    if !["csv", "json"].contains(&args.format.as_str()) {
        return Err(ClientError::new(ErrorCode::InvalidValue)
            .with("field", "format")
            .with("value", args.format));
    }
    let path = new_file(app, "edutracker", &args.format)?;
    export_to(app, &path).await
}

/// Writes everything that was set aside to a file: CSV where its name ends so,
/// JSON otherwise.
///
/// # Errors
/// [`ErrorCode::Disk`].
pub async fn export_to(app: &App, path: &Path) -> Outcome<Exported> {
    app.account()?;
    let all = app.cache()?.read(kept::list).map_err(failure::cache)?;
    let csv = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    let text = if csv { as_csv(&all) } else { as_json(&all) };
    std::fs::write(path, text).map_err(|error| failure::writing(path, &error))?;
    Ok(Exported {
        path: path.display().to_string(),
        count: all.len() as u64,
    })
}

fn as_json(all: &[Quarantined]) -> String {
    let objects: Vec<Value> = all
        .iter()
        .map(|one| {
            let changed: BTreeMap<String, Value> = changes(one)
                .into_iter()
                .map(|c| (c.field, json!({"before": c.before, "after": c.after})))
                .collect();
            json!({
                "number": one.q, "type": one.kind, "id": one.id, "organisation": one.code,
                "reason": one.reason, "at": one.at, "op": operation(one), "changes": changed,
                "record": one.effective,
            })
        })
        .collect();
    format!("{:#}\n", Value::Array(objects))
}

fn operation(one: &Quarantined) -> &'static str {
    if one.creates { "create" } else { "update" }
}

/// One line per field, as spreadsheets of the country read it: semicolons, and
/// a mark that says UTF-8.
fn as_csv(all: &[Quarantined]) -> String {
    let mut out = String::from(delimited::BYTE_ORDER_MARK);
    out.push_str("number;type;id;organisation;name;reason;at;op;field;before;after\r\n");
    for one in all {
        for change in changes(one) {
            let cells = [
                one.q.to_string(),
                one.kind.to_string(),
                one.id.to_string(),
                one.code.clone(),
                one.name().to_owned(),
                one.reason.clone(),
                one.at.clone(),
                operation(one).to_owned(),
                change.field,
                plain(&change.before),
                plain(&change.after),
            ];
            out.push_str(&cells.map(|cell| delimited::quoted(&cell)).join(";"));
            out.push_str("\r\n");
        }
    }
    out
}

/// A value as text: sets with commas.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Object(members) if members.values().all(|on| *on == Value::Bool(true)) => {
            members.keys().cloned().collect::<Vec<_>>().join(",")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use edutracker_domain::Record;

    fn one(name: &str) -> Quarantined {
        let base: Record = serde_json::from_value(json!({"name": "Before"})).unwrap();
        let effective: Record =
            serde_json::from_value(json!({"name": name, "languages": {"fr": true, "nl": true}}))
                .unwrap();
        Quarantined {
            q: 7,
            kind: RecordType::Offer,
            id: RecordId::new(),
            org: RecordId::new(),
            code: "KUL".to_owned(),
            reason: "scope".to_owned(),
            at: "2026-11-22T10:00:00Z".to_owned(),
            creates: false,
            base,
            effective,
        }
    }

    #[test]
    fn a_file_for_spreadsheets_holds_every_changed_field_and_no_formula() {
        let text = as_csv(&[one("=1+1 \"quoted\"; ë")]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3);
        assert!(lines[1].contains("\"name\";\"Before\";\"'=1+1 \"\"quoted\"\"; ë\""));
        assert!(lines[2].contains("\"languages\";\"\";\"fr,nl\""));
    }

    #[test]
    fn a_file_for_programs_holds_the_whole_record() {
        let value: Value = serde_json::from_str(&as_json(&[one("After")])).unwrap();
        assert_eq!(
            value[0]["changes"]["name"],
            json!({"before": "Before", "after": "After"})
        );
        assert_eq!(
            value[0]["record"]["languages"],
            json!({"fr": true, "nl": true})
        );
        assert_eq!(value[0]["op"], "update");
    }
}

//! The rows that an import leaves out, written where a person finds them.

use crate::{
    App, Outcome,
    export::new_file,
    failure,
    importing::{Asked, judged},
};
use edutracker_exchange::import::{
    field::{Field, Kind},
    left,
    plan::{Action, Planned},
    recognise::{Target, Understanding},
    report::{Judged, Remark, Status},
};
use edutracker_i18n::Texts;
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{Exported, ImportAsked},
};
use std::{collections::BTreeMap, fs, path::Path};

/// What people call a field of a report: as the file does, else by its label.
fn called(name: &str, kind: Kind, understanding: &Understanding, texts: &Texts) -> String {
    let of = |field: &Field| field.report_name(kind) == name;
    let column = understanding
        .columns
        .iter()
        .find(|column| match &column.target {
            Target::Field(field) | Target::Mark { field, .. } => of(field),
            Target::Ignored => false,
        });
    if let Some(column) = column {
        return column.heading.trim().to_owned();
    }
    let mut camel = String::new();
    for part in name.split('_') {
        let mut signs = part.chars();
        match signs.next() {
            Some(first) if !camel.is_empty() => camel.extend(first.to_uppercase()),
            Some(first) => camel.push(first),
            None => {}
        }
        camel.push_str(signs.as_str());
    }
    [
        format!("import-field-{name}"),
        format!("field-{camel}"),
        format!("field-{camel}s"),
    ]
    .iter()
    .find_map(|key| texts.find(key, &[]))
    .unwrap_or_else(|| name.to_owned())
}

/// Why a row was left out, a sentence each; nothing where it was not.
fn reasons(
    row: &Judged,
    planned: Option<&Planned>,
    name: &dyn Fn(&str) -> String,
    texts: &Texts,
) -> Vec<String> {
    let left = match planned {
        Some(planned) => matches!(planned.action, Action::NeedsDecision | Action::Rejected),
        None => matches!(row.status, Status::NeedsDecision | Status::Rejected),
    };
    if !left {
        return Vec::new();
    }
    let sentence = |remark: &Remark| {
        let why = texts.find(&format!("remark-{}", remark.code), &[]);
        let why = why.unwrap_or_else(|| remark.code.to_string());
        let value = remark.value.trim();
        if value.is_empty() {
            format!("{}: {why}", name(remark.field))
        } else {
            format!("{} “{value}”: {why}", name(remark.field))
        }
    };
    let mut out: Vec<String> = row.errors.iter().map(sentence).collect();
    if let Some(planned) = planned {
        let fields: Vec<String> = planned
            .clashes
            .iter()
            .filter_map(|clash| {
                texts.find(&format!("field-{}", clash.field.replace('.', "-")), &[])
            })
            .collect();
        let why = planned.reason.and_then(|reason| {
            let count = planned.candidates.len();
            let args = [
                ("fields", fields.join(", ").into()),
                ("count", count.into()),
            ];
            texts.find(&format!("import-reason-{reason}"), &args)
        });
        out.extend(why);
    }
    out
}

/// The workbook of the rows that importing a file would leave out, each with
/// its reasons, and how many they are.
fn workbook(app: &App, asked: &ImportAsked) -> Outcome<(Vec<u8>, usize)> {
    let Asked {
        opened,
        report,
        plan,
    } = judged(app, asked)?;
    let texts = Texts::new(app.language());
    let by_row: BTreeMap<u32, &Planned> = plan
        .iter()
        .flat_map(|(plan, _)| &plan.rows)
        .map(|planned| (planned.source_row, planned))
        .collect();
    let name = |field: &str| called(field, report.kind, &opened.understanding, &texts);
    let left: BTreeMap<u32, Vec<String>> = report
        .rows
        .iter()
        .map(|row| {
            let planned = by_row.get(&row.source_row).copied();
            (row.source_row, reasons(row, planned, &name, &texts))
        })
        .filter(|(_, why)| !why.is_empty())
        .collect();
    let heading = texts.find("import-why-left", &[]).unwrap_or_default();
    let bytes = left::workbook(&opened.table, &opened.understanding, &left, &heading)
        .map_err(|error| ClientError::new(ErrorCode::Internal).with("detail", error))?;
    Ok((bytes, left.len()))
}

fn written(path: &Path, bytes: &[u8], count: usize) -> Outcome<Exported> {
    fs::write(path, bytes).map_err(|error| failure::writing(path, &error))?;
    Ok(Exported {
        path: path.display().to_string(),
        count: count as u64,
    })
}

/// Writes the rows that importing a file would leave out, each with its
/// reasons, to a new workbook in the folder of downloads.
///
/// # Errors
/// As for asking what the import would do; [`ErrorCode::Disk`].
pub async fn import_rejected(app: &App, asked: ImportAsked) -> Outcome<Exported> {
    let (bytes, count) = workbook(app, &asked)?;
    let file = Path::new(&asked.path).file_stem().unwrap_or_default();
    let path = new_file(app, &file.to_string_lossy(), "xlsx")?;
    written(&path, &bytes, count)
}

/// The same to a file that was named; one that is there is written over.
///
/// # Errors
/// As [`import_rejected`].
pub fn rejected_to(app: &App, asked: &ImportAsked, path: &Path) -> Outcome<Exported> {
    let (bytes, count) = workbook(app, asked)?;
    written(path, &bytes, count)
}

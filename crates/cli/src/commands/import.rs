//! Spreadsheets in.

use super::{
    Outcome,
    decide::{decisions, fit},
};
use crate::{Terminal, arguments::Import, exit::Exit, print};
use edutracker_app as app;
use edutracker_i18n::{Key, Texts};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{ImportAsked, ImportChoices, ImportReport, Save},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn asked(arguments: &Import) -> Result<ImportAsked, ClientError> {
    Ok(ImportAsked {
        path: arguments.file.to_string_lossy().into_owned(),
        content: None,
        about: arguments.r#type.map(|kind| kind.as_str().to_owned()),
        organisation: arguments.organisation.clone(),
        recipe: arguments.recipe.clone(),
        choices: ImportChoices {
            sheet: arguments.sheet.clone(),
            encoding: arguments.encoding.clone(),
            delimiter: arguments.delimiter.clone(),
            empty_clears: arguments.empty_clears.then_some(true),
            decisions: decisions(arguments.decisions.as_deref(), &arguments.decide)?,
            ..ImportChoices::default()
        },
    })
}

/// Imports a file, or tells what importing it would do.
pub(super) async fn import(terminal: &Terminal, arguments: Import) -> Outcome {
    let asked = asked(&arguments)?;
    if !asked.choices.decisions.is_empty() {
        let told = app::import_check(&terminal.app, asked.clone()).await?;
        fit(&asked.choices.decisions, &told)?;
    }
    // Before anything is imported: what stays behind is told by what is there now.
    let rejected = match &arguments.out_rejected {
        Some(path) => Some(app::rejected_to(&terminal.app, &asked, path)?),
        None => None,
    };
    let report = if arguments.dry_run {
        app::import_check(&terminal.app, asked.clone()).await?
    } else {
        app::import(&terminal.app, asked.clone()).await?
    };
    if let Some(name) = arguments.save_recipe {
        let recipe = Save {
            kind: "recipe".to_owned(),
            name,
            body: serde_json::to_value(app::recipe_of(&terminal.app, &report, &asked))
                .map_err(|error| ClientError::new(ErrorCode::Internal).with("detail", error))?,
            locked: false,
        };
        app::save(&terminal.app, recipe).await?;
    }
    if terminal.json {
        for row in &report.rows {
            print::out(&row.to_string());
        }
        let mut summary = json!({"summary": report.summary, "detected": report.detected});
        if let (Some(done), Value::Object(summary)) = (&report.done, &mut summary) {
            // All records that changed; the summary tells those of the file from those made along.
            let along = &report.summary["records"];
            let done = json!({
                "changed": done.changed, "unchanged": done.unchanged, "invalid": done.invalid, "step": done.step,
                "contacts": along["contacts"], "organisations": along["organisations"],
            });
            summary.insert("done".to_owned(), done);
        }
        if let (Some(rejected), Value::Object(summary)) = (&rejected, &mut summary) {
            let written = json!({"path": rejected.path, "rows": rejected.count});
            summary.insert("rejected".to_owned(), written);
        }
        print::out(&summary.to_string());
    } else {
        tell(&terminal.texts, &report);
    }
    let left = report.summary["by_action"]["needs_decision"].as_u64();
    Ok(
        if report.done.is_some() && left.is_some_and(|left| left > 0) {
            Exit::Decision
        } else {
            Exit::Done
        },
    )
}

/// What is said about a row, a line each: its remarks, and why it waits.
fn remarks(texts: &Texts, row: &Value) -> Vec<String> {
    let none = BTreeMap::new();
    let listed = |name: &str| row[name].as_array().cloned().unwrap_or_default();
    let mut out: Vec<String> = [listed("errors"), listed("warnings")]
        .concat()
        .iter()
        .map(|remark| {
            let of = |name: &str| remark[name].as_str().unwrap_or_default();
            let sentence = texts.coded("remark", of("code"), &none);
            match of("value") {
                "" => format!("{}: {sentence}", of("field")),
                value => format!("{} {value:?}: {sentence}", of("field")),
            }
        })
        .collect();
    if let Some(reason) = row["reason"].as_str() {
        let fields: Vec<Value> = listed("clashes");
        let fields: Vec<&str> = fields.iter().filter_map(|f| f["field"].as_str()).collect();
        let args = BTreeMap::from([
            ("count".to_owned(), listed("candidates").len().to_string()),
            ("fields".to_owned(), fields.join(", ")),
        ]);
        out.push(texts.coded("import-reason", reason, &args));
    }
    out
}

fn tell(texts: &Texts, report: &ImportReport) {
    let none = BTreeMap::new();
    let fate = |action: &str| texts.coded("cli-fate", action, &none);
    for row in &report.rows {
        let fields = &row["fields"];
        let name = ["name", "campus_name", "org_name"]
            .iter()
            .find_map(|name| fields[*name].as_str())
            .unwrap_or("–");
        // A blank row has no action.
        let fate = row["action"].as_str().map_or_else(String::new, fate);
        print::out(&format!("{:>6}  {fate:<15}  {name}", row["source_row"]));
        for remark in remarks(texts, row) {
            print::out(&format!("        {remark}"));
        }
    }
    // What becomes of the rows, and what is made or changed along with them.
    for (action, count) in report.summary["by_action"]
        .as_object()
        .into_iter()
        .flatten()
    {
        let fates = texts.coded("import-fate", action, &none);
        print::say(&format!("{fates:<14} {count}"));
    }
    for (name, key) in [
        ("contacts", Key::CliNewContacts),
        ("organisations", Key::CliOwnProfile),
    ] {
        let count = report.summary["records"][name].as_u64().unwrap_or_default();
        if count > 0 {
            print::say(&texts.text(key, &[("count", count.into())]));
        }
    }
}

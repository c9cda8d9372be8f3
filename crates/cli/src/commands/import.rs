//! Spreadsheets in.

use super::{
    Outcome,
    decide::{decisions, fit},
};
use crate::{Terminal, arguments::Import, exit::Exit, print};
use edutracker_app as app;
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{ImportAsked, ImportChoices, ImportReport, Save},
};
use serde_json::{Value, json};

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
    let choices = asked.choices.clone();
    let report = if arguments.dry_run {
        app::import_check(&terminal.app, asked).await?
    } else {
        app::import(&terminal.app, asked).await?
    };
    if let Some(name) = arguments.save_recipe {
        let recipe = Save {
            kind: "recipe".to_owned(),
            name,
            body: serde_json::to_value(app::recipe_of(&report, &choices))
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
        tell(&report);
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

/// The remarks of a row, each with its field and value.
fn remarks(row: &Value, name: &str) -> String {
    row[name]
        .as_array()
        .into_iter()
        .flatten()
        .map(|remark| {
            let text = |name: &str| remark[name].as_str().unwrap_or_default();
            format!("{} {} {:?}", text("code"), text("field"), text("value"))
        })
        .collect::<Vec<_>>()
        .join("; ")
}

fn tell(report: &ImportReport) {
    for row in &report.rows {
        let fields = &row["fields"];
        let name = ["name", "campus_name", "org_name"]
            .iter()
            .find_map(|name| fields[*name].as_str())
            .unwrap_or("–");
        let status = row["status"].as_str().unwrap_or_default();
        let action = row["action"].as_str().unwrap_or_default();
        let line = format!(
            "{:>6}  {status:<22}  {action:<14}  {name}",
            row["source_row"]
        );
        print::out(&line);
        if let Some(reason) = row["reason"].as_str() {
            print::out(&format!("        {reason}"));
        }
        for list in ["errors", "warnings"] {
            let remarks = remarks(row, list);
            if !remarks.is_empty() {
                print::out(&format!("        {remarks}"));
            }
        }
    }
    // How the rows stand, and the records that come of them.
    for counts in ["by_status", "records"] {
        for (name, count) in report.summary[counts].as_object().into_iter().flatten() {
            print::say(&format!("{name:<22} {count}"));
        }
    }
}

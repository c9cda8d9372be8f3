//! How a file is read, kept under a name and used again.
#![allow(clippy::unwrap_used, reason = "a test may fail wherever it likes")]

use edutracker_app as app;
use edutracker_protocol::{
    ErrorCode,
    command::{ImportAsked, ImportChoices, Recipe, Save},
};
use edutracker_tests::world::World;
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};
use std::fs;

const SHEET: &str = "Spalte 1;Spalte 2;Was;Ort;Idioma;Post;Extra\n\
    Bouw;P;Praxis;Noord;NL;stages@hogent.example;x\n";

fn asked(path: &str, recipe: Option<&str>) -> ImportAsked {
    ImportAsked {
        path: path.to_owned(),
        content: None,
        about: None,
        organisation: None,
        recipe: recipe.map(str::to_owned),
        choices: ImportChoices::default(),
    }
}

fn recipe() -> Value {
    let columns = [
        ("Spalte 1", "name"),
        ("Spalte 2", "study_level"),
        ("Was", "collaboration_forms"),
        ("Ort", "provinces"),
        ("Idioma", "languages"),
        ("Post", "contact_email"),
        ("Extra", "collaboration_forms=HACK"),
    ];
    let owned = |pair: &(&str, &str)| (pair.0.to_owned(), pair.1.to_owned());
    let meaning = |field: &str, text: &str, code: &str| {
        (
            field.to_owned(),
            [(text.to_owned(), code.to_owned())].into(),
        )
    };
    let recipe = Recipe {
        headings: columns
            .iter()
            .map(|(heading, _)| (*heading).to_owned())
            .collect(),
        found: Vec::new(),
        choices: ImportChoices {
            kind: Some("institution_offers".to_owned()),
            header_rows: Some(vec![1]),
            columns: columns.iter().map(owned).collect(),
            values: [
                meaning("study_level", "p", "PBA"),
                meaning("collaboration_forms", "PRAXIS", "INTERNSHIP"),
                meaning("provinces", "noord", "BE-VAN"),
            ]
            .into(),
            ..ImportChoices::default()
        },
    };
    serde_json::to_value(recipe).unwrap()
}

#[tokio::test]
async fn a_recipe_reads_what_nobody_could_guess() {
    let world = World::demo();
    let client = world.client("HOGENT", "administrator").await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tabelle.csv");
    fs::write(&path, SHEET).unwrap();
    let path = path.to_str().unwrap();

    let error = app::import_check(&client.app, asked(path, Some("ours")))
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::RecipeUnknown);
    let save = Save {
        kind: "recipe".to_owned(),
        name: "ours".to_owned(),
        body: recipe(),
        locked: false,
    };
    app::save(&client.app, save).await.unwrap();
    let report = app::import_check(&client.app, asked(path, Some("ours")))
        .await
        .unwrap();
    let row = &report.rows[0];
    assert_eq!(row["status"], "accepted", "{row}");
    assert_eq!(
        (&row["fields"]["study_level"], &row["fields"]["provinces"]),
        (&json!("PBA"), &json!(["BE-VAN"]))
    );
    let forms = row["fields"]["collaboration_forms"].as_array().unwrap();
    assert!(
        forms.contains(&json!("HACK")) && forms.contains(&json!("INTERNSHIP")),
        "{row}"
    );

    fs::write(path, SHEET.replace("Ort", "Stadt")).unwrap();
    let error = app::import_check(&client.app, asked(path, Some("ours")))
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::RecipeDoesNotFit);
    assert_eq!(error.args["missing"], "Ort");
}

/// A workbook of another year: its sheet is called otherwise, and is not the
/// first that looks like a table.
#[tokio::test]
async fn the_sheet_of_a_recipe_may_be_called_otherwise() {
    let world = World::demo();
    let client = world.client("HOGENT", "administrator").await;
    let folder = tempfile::tempdir().unwrap();
    let book = |name: &str, offers: &str, others: usize| {
        let path = folder.path().join(name);
        let mut book = Workbook::new();
        let other = book.add_worksheet().set_name("Lokalen").unwrap();
        for row in 0..others {
            for column in 0..4 {
                let cell = format!("Lokaal {row} {column}");
                other.write(row as u32, column, cell).unwrap();
            }
        }
        let sheet = book.add_worksheet().set_name(offers).unwrap();
        for (row, line) in SHEET.lines().enumerate() {
            for (column, cell) in line.split(';').enumerate() {
                sheet.write(row as u32, column as u16, cell).unwrap();
            }
        }
        book.save(&path).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let mut body = recipe();
    body["choices"]["sheet"] = json!("Aanbod 2025");
    let save = Save {
        kind: "recipe".to_owned(),
        name: "ours".to_owned(),
        body,
        locked: false,
    };
    app::save(&client.app, save).await.unwrap();
    for (offers, others) in [("Aanbod 2025", 9), ("Aanbod 2026", 0), ("Aanbod 2026", 9)] {
        let path = book("aanbod.xlsx", offers, others);
        let report = app::import_check(&client.app, asked(&path, Some("ours")))
            .await
            .unwrap();
        assert_eq!(report.detected["sheet"], offers, "{others}");
        assert_eq!(report.rows[0]["status"], "accepted", "{}", report.rows[0]);
    }
    // A sheet that a person names is that one or none.
    let path = book("aanbod.xlsx", "Aanbod 2026", 9);
    for name in ["Aanbod 2024", "Aanbod 2025"] {
        let mut named = asked(&path, Some("ours"));
        named.choices.sheet = Some(name.to_owned());
        let error = app::import_check(&client.app, named).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::SheetUnknown);
    }
    // No sheet has the headings: those are what is missing.
    let other = book("aanbod.xlsx", "Aanbod 2026", 0);
    let mut without = recipe();
    without["choices"]["sheet"] = json!("Aanbod 2025");
    without["headings"] = json!(["Elders"]);
    let save = Save {
        kind: "recipe".to_owned(),
        name: "theirs".to_owned(),
        body: without,
        locked: false,
    };
    app::save(&client.app, save).await.unwrap();
    let error = app::import_check(&client.app, asked(&other, Some("theirs")))
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::RecipeDoesNotFit);
}

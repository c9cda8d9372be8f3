//! How a file is read, kept under a name and used again.
#![allow(clippy::unwrap_used, reason = "a test may fail wherever it likes")]

use edutracker_app as app;
use edutracker_protocol::{
    ErrorCode,
    command::{ImportAsked, ImportChoices, Recipe, Save},
};
use edutracker_tests::world::World;
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

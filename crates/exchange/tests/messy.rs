//! Messy spreadsheets against what a perfect import makes of them
//! (`tests/messy/README.md` has the rule of scoring).
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail wherever it likes, and tells its figures"
)]

use edutracker_exchange::import::{
    Choices,
    context::{Context, Organisation},
    examine,
    file::FileLimits,
    reference,
    report::Report,
};
use scoring::{compared, differences, expectation};
use serde_json::Value;
use std::{fs, path::PathBuf, time::Instant};

mod scoring;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/messy")
}

fn context(expected: &Value) -> Context {
    let own = expected["org_code"].as_str();
    let mut context = Context {
        own: own.map(str::to_owned),
        organisations: reference::organisations().to_vec(),
        ..Context::default()
    };
    if let Some(facts) = expected["organisation"].as_object() {
        context.organisations.push(Organisation {
            code: own.unwrap().to_owned(),
            name: facts["name"].as_str().unwrap().to_owned(),
            kind: facts["kind"].as_str().unwrap().to_owned(),
            ..Organisation::default()
        });
    }
    context
}

fn import(file: &str, context: &Context) -> Report {
    let bytes = fs::read(folder().join(file)).unwrap();
    let started = Instant::now();
    let report = examine(
        &bytes,
        &Choices::default(),
        context,
        &FileLimits::default(),
        &mut |_| Ok(()),
    )
    .unwrap_or_else(|error| panic!("{file}: {error:?}"));
    println!(
        "{file}: {} rows in {:.2} s",
        report.rows.len(),
        started.elapsed().as_secs_f64()
    );
    report
}

fn score(name: &str, file: &str) {
    let (expected, rows) = expectation(&folder(), name);
    let report = import(file, &context(&expected["context"]));
    assert_eq!(expected["kind"], report.kind.as_str(), "{file}");
    let (only, lenient) = compared(&expected);
    let found: Vec<Value> = report
        .rows
        .iter()
        .map(|row| serde_json::to_value(row).unwrap())
        .collect();
    assert_eq!(found.len(), rows.len(), "{file}: rows");
    let mut wrong = Vec::new();
    let (mut compared, mut strict) = (0, 0);
    for (expected, found) in rows.iter().zip(&found) {
        assert_eq!(expected["source_row"], found["source_row"], "{file}");
        if expected["compare"] == Value::Bool(false) {
            continue;
        }
        compared += 1;
        strict += usize::from(expected["status"] == found["status"]);
        let differences = differences(expected, found, &only, lenient);
        if !differences.is_empty() {
            wrong.push(format!(
                "row {}: {}",
                found["source_row"],
                differences.join("; ")
            ));
        }
    }
    println!(
        "{file}: {} of {compared} rows equal, {strict} with the very same status",
        compared - wrong.len()
    );
    if let Some(mapping) = expected["detected"]["mapping"].as_object() {
        for (heading, field) in mapping {
            assert_eq!(
                &report.detected["mapping"][heading], field,
                "{file}: {heading}"
            );
        }
    }
    for name in [
        "encoding",
        "delimiter",
        "header_row",
        "header_rows",
        "line_ending",
        "sheet",
        "first_data_row",
        "last_data_row",
        "ignored_trailing_rows",
        "ignored_sheets",
        "title_rows",
        "unmapped_columns",
    ] {
        if let Some(value) = expected["detected"].get(name) {
            assert_eq!(value, &report.detected[name], "{file}: {name}");
        }
    }
    assert!(
        wrong.is_empty(),
        "{file}: {} of {compared} rows differ\n{}",
        wrong.len(),
        wrong
            .iter()
            .take(40)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    );
}

#[test]
fn a_hogeschool_in_windows_1252() {
    score("d1_hogeschool_windows1252", "d1_hogeschool_windows1252.csv");
}

#[test]
fn a_haute_ecole_in_utf_8_with_a_mark() {
    score("d2_haute_ecole_utf8_bom", "d2_haute_ecole_utf8_bom.csv");
}

#[test]
fn a_university_with_titles_above_two_rows_of_headings() {
    score(
        "d3_universiteit_titelregels",
        "d3_universiteit_titelregels.xlsx",
    );
}

#[test]
fn ten_thousand_rows_of_many_institutions() {
    score("d4_tienduizend_rijen", "d4_tienduizend_rijen.csv");
}

#[test]
fn company_offers_in_french_and_utf_16() {
    score("e1_entreprise_utf16", "e1_entreprise_utf16.tsv");
}

#[test]
fn organisations_with_campuses_from_an_old_mac() {
    score("e2_etablissements_mac", "e2_etablissements_mac.csv");
}

#[test]
fn columns_of_marks_under_german_headings_in_code_page_850() {
    score("e3_kreuzchen_cp850", "e3_kreuzchen_cp850.csv");
}

#[test]
fn a_training_centre_in_english_with_slips_and_misread_letters() {
    score("e4_bootcamp_latin9", "e4_bootcamp_latin9.csv");
}

#[test]
fn an_opendocument_sheet_beside_a_hidden_one() {
    score("e5_hogeschool", "e5_hogeschool.ods");
}

#[test]
fn company_offers_in_an_old_workbook_behind_a_cover_sheet() {
    score("e6_bedrijf", "e6_bedrijf.xls");
}

#[test]
fn offers_of_several_french_institutions() {
    score("e7_universites", "e7_universites.xlsx");
}

/// What each should be was written down before the importer saw it.
#[test]
fn two_rows_of_headings_sections_and_a_legend() {
    score("g1_vives_twee_koprijen", "g1_vives_twee_koprijen.xlsx");
}

#[test]
fn company_offers_in_an_opendocument_sheet_with_dates_as_texts() {
    score("g2_entreprise_ods", "g2_entreprise_ods.ods");
}

#[test]
fn offers_of_many_institutions_under_english_headings() {
    score("g3_offers_latin", "g3_offers_latin.csv");
}

#[test]
fn campuses_whose_province_only_the_postal_code_tells() {
    score("g4_campuslijst", "g4_campuslijst.xls");
}

/// Other headings, spellings, encodings and shapes: what strangers may bring.
#[test]
fn what_strangers_may_bring() {
    for (name, file) in [
        ("f1_university_utf16be", "f1_university_utf16be.tsv"),
        (
            "f2_hogeschool_tweede_blad",
            "f2_hogeschool_tweede_blad.xlsx",
        ),
        ("f3_bedrijf", "f3_bedrijf.xlsx"),
        (
            "f4_instellingen_windows1252",
            "f4_instellingen_windows1252.csv",
        ),
        ("f5_haute_ecole_mac", "f5_haute_ecole_mac.csv"),
        ("f6_kruisjes_pijpteken", "f6_kruisjes_pijpteken.csv"),
        ("f7_universiteit", "f7_universiteit.xls"),
        ("f8_company", "f8_company.tsv"),
        ("f9_implantations", "f9_implantations.xlsx"),
        ("f10_activites", "f10_activites.csv"),
        ("f11_events", "f11_events.csv"),
        ("f12_hogeschool_gesplitst", "f12_hogeschool_gesplitst.xlsx"),
        ("f13_facultes_windows1252", "f13_facultes_windows1252.csv"),
        ("f14_company", "f14_company.xls"),
        ("f15_implantations", "f15_implantations.xlsx"),
        ("f16_institutions", "f16_institutions.csv"),
    ] {
        score(name, file);
    }
}

//! Spreadsheets taken in as pending edits, beside bare SQL that comes to as much.

use crate::{
    Figure,
    floor::{self, Plain},
};
use edutracker_app::{self as app, App};
use edutracker_protocol::command::{Export, ImportAsked, ImportChoices, Nothing, Scope};
use edutracker_store::Cache;
use edutracker_tests::root;
use std::{fs, path::Path, time::Instant};

/// A file as it is, nothing said about it.
pub(crate) fn asked(file: &Path) -> ImportAsked {
    ImportAsked {
        path: file.to_string_lossy().into_owned(),
        content: None,
        about: None,
        organisation: None,
        recipe: None,
        choices: ImportChoices::default(),
    }
}

/// A file of 10 000 rows that change offers, and one of as many that add some.
/// `scope` are the offers of the first; `bare` holds `offers` for the floors.
pub(crate) async fn beside(
    desk: &App,
    scope: Scope,
    (bare, offers): (&Cache, &[(i64, &Plain)]),
    folder: &Path,
) -> Vec<Figure> {
    let args = Export {
        scope,
        format: "csv".to_owned(),
        columns: None,
        language: None,
        delimiter: None,
    };
    let exported = app::export(desk, args).await.expect("exports").path;
    let text = fs::read_to_string(exported).expect("a text");
    let changed = folder.join("changed.csv");
    fs::write(&changed, text.replace("https://", "https://nieuw.")).expect("writes");
    let messy = root().join("crates/exchange/tests/messy/d4_tienduizend_rijen.csv");
    let mut figures = Vec::new();
    for (what, file) in [("changes", changed), ("adds", messy)] {
        let start = Instant::now();
        let report = app::import(desk, asked(&file)).await.expect("imports");
        let took = start.elapsed().as_secs_f64();
        let done = report.done.expect("edits").changed;
        let some = &offers[..usize::try_from(done).expect("few").min(offers.len())];
        let least = match what {
            "changes" => floor::edit(bare, some, r#"{"website":"https://nieuw.example.be"}"#),
            _ => floor::add(bare, some),
        };
        figures.push(Figure::new(
            format!("import of {} rows, {what} {done}", report.rows.len()),
            took,
            "s",
            Some(least),
        ));
        app::undo(desk, Nothing {}).await.expect("takes back");
        if what == "changes" {
            floor::undo(bare, some);
        }
    }
    figures
}

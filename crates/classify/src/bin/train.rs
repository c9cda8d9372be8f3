//! Makes the model from the labelled programmes, or says whether the one in the
//! repository is what they give: `cargo xtask train [--check]`.
#![allow(clippy::print_stdout, reason = "the figures are what it is for")]

use edutracker_classify::{
    Classifier,
    train::{
        self,
        figures::{Figures, Table},
    },
};
use std::{fmt::Write as _, fs, path::PathBuf, process::ExitCode};

/// Where the tables of figures stand in the page about the classifier.
const PLACES: [&str; 2] = [
    "<!-- figures: written by cargo xtask train -->\n",
    "<!-- figures on unseen names: written by cargo xtask train -->\n",
];
const END: &str = "<!-- end of figures -->\n";

fn main() -> ExitCode {
    let check = std::env::args().nth(1).as_deref() == Some("--check");
    match run(check) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(check: bool) -> Result<(), String> {
    let model = train::model().map_err(|error| format!("the training data: {error}"))?;
    let bytes = model.to_bytes().map_err(|error| error.to_string())?;
    let unseen = train::unseen::tables(&Classifier::new(model.clone()))
        .map_err(|error| format!("the unseen names: {error}"))?;
    let tables = [table(&model.head.figures), table(&unseen)];
    println!(
        "model {}, data {}, {} programmes, {} bytes\n\n{}",
        model.head.version,
        model.head.data_sha256,
        model.head.programmes,
        bytes.len(),
        tables.join("\n")
    );
    let crate_folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let file = crate_folder.join("data/model.bin");
    let page = crate_folder.join("../../docs/classifier.md");
    let text = fs::read_to_string(&page).map_err(|error| format!("{}: {error}", page.display()))?;
    let mut renewed = text.clone();
    for (place, table) in PLACES.into_iter().zip(&tables) {
        renewed = replaced(&renewed, place, table)?;
    }
    if check {
        let same = fs::read(&file).is_ok_and(|there| there == bytes) && renewed == text;
        return if same {
            println!("the model and its page are what the data gives");
            Ok(())
        } else {
            Err("the model or its page is stale: run `cargo xtask train`".to_owned())
        };
    }
    fs::write(&file, &bytes).map_err(|error| format!("{}: {error}", file.display()))?;
    fs::write(&page, renewed).map_err(|error| format!("{}: {error}", page.display()))
}

/// A page with another table in a place.
fn replaced(page: &str, place: &str, table: &str) -> Result<String, String> {
    let (before, rest) = page
        .split_once(place)
        .ok_or("the page has no place for figures")?;
    let (_, after) = rest
        .split_once(END)
        .ok_or("the place for figures has no end")?;
    Ok(format!("{before}{place}{table}{END}{after}"))
}

/// The figures as a table in Markdown, a row for each figure.
fn table(tables: &[Table]) -> String {
    let mut text = String::from("| |");
    for table in tables {
        let _ = write!(
            text,
            " {}, {} ({}) |",
            table.method, table.held_out_by, table.programmes
        );
    }
    text.push_str("\n|---|");
    text.push_str(&"---|".repeat(tables.len()));
    text.push('\n');
    for (which, name) in Figures::NAMES.iter().enumerate() {
        let _ = write!(text, "| {name} |");
        for Table { figures, .. } in tables {
            let (value, low, high) = figures[which];
            let _ = write!(text, " {value:.3} ({low:.2}–{high:.2}) |");
        }
        text.push('\n');
    }
    text
}

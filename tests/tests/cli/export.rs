//! Files of records through the command line: out, edited, and in again.
#![allow(clippy::unwrap_used, reason = "a test may fail wherever it likes")]

use edutracker_exchange::import::file::{self, Cell, FileLimits, ReadOptions, Table};
use edutracker_tests::{
    Result, is_thorough,
    programs::{Service, Terminal, account},
};
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

struct Desk {
    _service: Service,
    terminal: Terminal,
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Result<Self> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let service = Service::start_sized(&folder.path().join("service"), None)?;
        let terminal = Terminal::new(folder.path().join("desk"));
        terminal.sign_in(service.address(), &account("KUL", "administrator")?)?;
        terminal.run(&["pull"])?;
        Ok(Self {
            _service: service,
            terminal,
            folder,
        })
    }

    /// Exports offers to a file of this name.
    fn export(&self, name: &str, more: &[&str]) -> Result<PathBuf> {
        let path = self.folder.path().join(name);
        let shown = path.to_string_lossy();
        let mut args = vec!["export", &*shown, "--type", "offer"];
        args.extend(more);
        let said = &self.terminal.run(&args)?[0];
        assert_eq!(said["path"], json!(shown));
        assert!(said["count"].as_u64().is_some_and(|count| count > 0));
        Ok(path)
    }

    /// What importing a file would do: the rows by what becomes of them.
    fn looked_at(&self, path: &Path) -> Result<BTreeMap<String, Vec<Value>>> {
        let shown = path.to_string_lossy();
        let mut lines = self.terminal.run(&["import", &shown, "--dry-run"])?;
        lines.pop();
        let mut out: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for line in lines {
            let action = line["action"].as_str().unwrap_or("none").to_owned();
            out.entry(action).or_default().push(line);
        }
        Ok(out)
    }
}

fn read(path: &Path) -> Table {
    let bytes = fs::read(path).unwrap();
    let nothing = ReadOptions::default();
    file::read(&bytes, &nothing, &FileLimits::default(), &mut |_| Ok(())).unwrap()
}

fn column(table: &Table, heading: &str) -> usize {
    let headings = table.rows[0].cells.iter();
    let mut found = headings
        .enumerate()
        .filter(|(_, cell)| cell.shown() == heading);
    found
        .next()
        .unwrap_or_else(|| panic!("no column {heading}"))
        .0
}

/// Saves a table as another program would: the values, nothing else.
fn save(table: &Table, path: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0_u32..).zip(&table.rows) {
        for (at, cell) in (0_u16..).zip(&cells.cells) {
            match cell {
                Cell::Empty | Cell::Formula(_) => {}
                Cell::Number(number) => {
                    sheet.write_number(row, at, *number).unwrap();
                }
                Cell::Flag(flag) => {
                    sheet.write_boolean(row, at, *flag).unwrap();
                }
                Cell::Text(text) | Cell::Day(text) => {
                    sheet.write_string(row, at, &**text).unwrap();
                }
            }
        }
    }
    book.save(path).unwrap();
}

/// The fields that change, by offer.
fn changed(rows: &[Value]) -> BTreeMap<String, BTreeMap<String, Value>> {
    rows.iter()
        .map(|row| {
            let changes = row["changes"].as_array().unwrap().iter();
            let fields = changes
                .map(|change| {
                    (
                        change["field"].as_str().unwrap().to_owned(),
                        change["after"].clone(),
                    )
                })
                .collect();
            (row["id"].as_str().unwrap().to_owned(), fields)
        })
        .collect()
}

#[test]
fn what_is_exported_and_not_edited_changes_nothing() -> Result {
    let desk = Desk::new()?;
    // Texts that a spreadsheet would compute, quote or cut.
    let first = desk.terminal.run(&["list", "offer"])?[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    desk.terminal.run(&[
        "set",
        "offer",
        &first,
        "description='=1+1; \"x\"\nTweede regel 😀",
        "specialisations=[\"Bouw, hout; staal\",\"+A\"]",
    ])?;
    let count = desk.terminal.run(&["list", "offer"])?.len();
    for (name, more) in [
        ("nl.xlsx", &["--lang", "nl"][..]),
        ("fr.csv", &["--lang", "fr"]),
        ("en.csv", &["--lang", "en", "--delimiter", ","]),
    ] {
        let path = desk.export(name, more)?;
        let rows = desk.looked_at(&path)?;
        let others: Vec<_> = rows
            .iter()
            .filter(|(action, _)| *action != "unchanged")
            .collect();
        assert!(others.is_empty(), "{name}: {others:?}");
        assert_eq!(rows["unchanged"].len(), count, "{name}");
    }
    let path = desk.export("all.json", &[])?;
    let all: Vec<Value> = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    assert_eq!(all, desk.terminal.run(&["list", "offer"])?);
    let cards = desk.export("cards.pdf", &["--where", "published=true"])?;
    assert!(fs::read(cards).unwrap().starts_with(b"%PDF-"));
    // Nothing is left beside the files.
    let hidden = fs::read_dir(desk.folder.path()).unwrap().flatten();
    assert_eq!(
        hidden
            .filter(|entry| entry.file_name().to_string_lossy().starts_with('.'))
            .count(),
        0
    );
    Ok(())
}

#[test]
fn only_what_was_edited_comes_in() -> Result {
    let desk = Desk::new()?;
    let path = desk.export("offers.xlsx", &["--lang", "nl"])?;
    let mut table = read(&path);
    let [id, name, languages, codes] =
        ["id", "Naam", "Talen", "code.languages"].map(|heading| column(&table, heading));
    let ids: Vec<String> = (1..=3)
        .map(|row| table.rows[row].cell(id).shown().into_owned())
        .collect();
    table.rows[1].cells[name] = Cell::text("Een nieuwe naam");
    table.rows[2].cells[languages] = Cell::text("Frans; Engels");
    table.rows[3].cells[codes] = Cell::text("en");
    // Elsewhere, meanwhile: another field of an edited offer, and one that was not edited.
    desk.terminal
        .run(&["set", "offer", &ids[0], "website=https://newer.example"])?;
    let fourth = table.rows[4].cell(id).shown().into_owned();
    desk.terminal
        .run(&["set", "offer", &fourth, "name=Nieuwer werk"])?;
    let edited = desk.folder.path().join("edited.xlsx");
    save(&table, &edited);
    let rows = desk.looked_at(&edited)?;
    let wanted: BTreeMap<String, BTreeMap<String, Value>> = [
        (&ids[0], "name", json!("Een nieuwe naam")),
        (&ids[1], "languages", json!({"en": true, "fr": true})),
        (&ids[2], "languages", json!({"en": true})),
    ]
    .into_iter()
    .map(|(id, field, after)| (id.clone(), BTreeMap::from([(field.to_owned(), after)])))
    .collect();
    assert_eq!(changed(&rows["changed"]), wanted);
    assert_eq!(rows.keys().collect::<Vec<_>>(), ["changed", "unchanged"]);
    // What both changed is a question, not an answer.
    desk.terminal
        .run(&["set", "offer", &ids[0], "name=Nog een naam"])?;
    let rows = desk.looked_at(&edited)?;
    assert_eq!(
        (rows["changed"].len(), rows["needs_decision"].len()),
        (2, 1)
    );
    desk.terminal.run(&["undo"])?;
    let shown = edited.to_string_lossy();
    let (code, _) = desk.terminal.ends(&["import", &shown])?;
    assert_eq!(code, 0);
    let now = &desk.terminal.run(&["show", "offer", &ids[1]])?[0];
    assert_eq!(now["languages"], json!(["en", "fr"]));
    assert_eq!(
        desk.looked_at(&edited)?.keys().collect::<Vec<_>>(),
        ["unchanged"]
    );
    Ok(())
}

/// Sets never clash member by member; in a file and here at once, they are asked about.
#[test]
fn a_member_taken_out_of_a_file_is_not_forgotten_for_newer_work() -> Result {
    let desk = Desk::new()?;
    let first = desk.terminal.run(&["list", "offer"])?[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    desk.terminal
        .run(&["set", "offer", &first, "languages=nl,fr"])?;
    let path = desk.export("offers.xlsx", &["--lang", "nl"])?;
    let mut table = read(&path);
    let [id, codes] = ["id", "code.languages"].map(|heading| column(&table, heading));
    let row = (1..table.rows.len())
        .find(|at| table.rows[*at].cells[id].shown() == first)
        .unwrap();
    table.rows[row].cells[codes] = Cell::Text("nl".into());
    save(&table, &path);
    desk.terminal
        .run(&["set", "offer", &first, "languages+=en"])?;
    let rows = desk.looked_at(&path)?;
    assert_eq!(rows["needs_decision"].len(), 1, "{rows:?}");
    assert_eq!(rows["needs_decision"][0]["id"], first.as_str());
    assert_eq!(
        rows["needs_decision"][0]["clashes"][0]["field"],
        "languages"
    );
    // Without newer work here, it is simply taken out.
    desk.terminal.run(&["undo"])?;
    let rows = desk.looked_at(&path)?;
    let changes = changed(&rows["changed"]);
    assert_eq!(changes[&first]["languages"], json!({"nl": true}));
    Ok(())
}

#[test]
fn wrong_wishes_are_told() -> Result {
    let desk = Desk::new()?;
    let path = desk.folder.path().join("x.doc");
    let shown = path.to_string_lossy();
    for (args, code) in [
        (&["--type", "offer"][..], 2),
        (&["--type", "site", "--format", "pdf"], 2),
        (
            &[
                "--type",
                "offer",
                "--format",
                "csv",
                "--columns",
                "name,nome",
            ],
            2,
        ),
        (
            &["--type", "offer", "--format", "csv", "--delimiter", "x"],
            2,
        ),
    ] {
        let mut all = vec!["export", &*shown];
        all.extend(args);
        assert_eq!(desk.terminal.ends(&all)?.0, code, "{args:?}");
    }
    let (code, _) = desk
        .terminal
        .ends(&["export", "/nowhere/x.csv", "--type", "offer"])?;
    assert_eq!(code, 1);
    // The disk is not full: the folder is not there.
    let said = desk.terminal.says(&[
        "--lang",
        "nl",
        "export",
        "/nowhere/x.csv",
        "--type",
        "offer",
    ])?;
    assert!(said.contains("/nowhere/x.csv kan daar niet"), "{said}");
    assert!(!path.exists());
    Ok(())
}

/// Seconds that LibreOffice may take for one file.
const PATIENCE: &str = "120";

/// Lets LibreOffice open a file and save it in another format; `how` it reads it.
fn through_libreoffice(folder: &Path, source: &Path, ending: &str, how: &[&str]) -> PathBuf {
    let profile = folder.join("libreoffice");
    let out = folder.join(format!("to-{ending}"));
    let status = Command::new("timeout")
        .args(["-k", "5", PATIENCE, "soffice"])
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(["--headless", "--norestore"])
        .args(how)
        .args(["--convert-to", ending, "--outdir"])
        .args([&out, source])
        .stdout(Stdio::null())
        .status()
        .unwrap();
    let name = source.with_extension(ending);
    let saved = out.join(name.file_name().unwrap());
    assert!(status.success() && saved.exists(), "{status}");
    saved
}

/// Puts another text into a cell of the row that holds a text, in LibreOffice's own format.
fn edit(document: &str, row: &str, from: &str, to: &str) -> String {
    let marker = document.find(&format!("<text:p>{row}</text:p>")).unwrap();
    let begin = document[..marker].rfind("<table:table-row").unwrap();
    let end = marker + document[marker..].find("</table:table-row>").unwrap();
    let cell = |text: &str| format!("<text:p>{text}</text:p>");
    let changed = document[begin..end].replacen(&cell(from), &cell(to), 1);
    assert_ne!(changed, document[begin..end], "{from} stands in the row");
    [&document[..begin], &changed, &document[end..]].concat()
}

#[test]
fn libreoffice_changes_what_is_edited_in_it_and_nothing_else() -> Result {
    if !is_thorough() {
        return Ok(());
    }
    let desk = Desk::new()?;
    let folder = desk.folder.path();
    let offers = desk.terminal.run(&["list", "offer"])?;
    let ids: Vec<&str> = offers
        .iter()
        .filter_map(|offer| offer["id"].as_str())
        .collect();
    desk.terminal.run(&[
        "set",
        "offer",
        ids[0],
        "description==1+1; \"x\"  twee spaties\nTweede regel 😀",
        "validFrom=2026-09-01",
        "durationMonths=6",
    ])?;
    desk.terminal
        .run(&["set", "offer", ids[1], "name=Wordt bewerkt"])?;
    desk.terminal
        .run(&["set", "offer", ids[3], "description=  na spaties  "])?;
    desk.terminal
        .run(&["set", "offer", ids[2], "name=Krijgt talen", "languages=nl"])?;
    let csv = ["--infilter=CSV:59,34,76,1"];
    for (name, how) in [("o.xlsx", &[][..]), ("o.csv", &csv[..])] {
        let source = desk.export(name, &["--lang", "nl"])?;
        let flat = through_libreoffice(folder, &source, "fods", how);
        let saved = through_libreoffice(folder, &flat, "xlsx", &[]);
        let cells = read(&saved).rows.into_iter().flat_map(|row| row.cells);
        let formulas = cells.filter(|cell| matches!(cell, Cell::Formula(_)));
        assert_eq!(formulas.count(), 0, "{name}");
        let rows = desk.looked_at(&saved)?;
        let mut others = rows.iter().filter(|(action, _)| *action != "unchanged");
        assert_eq!(others.next(), None, "{name}");
        // In its own format it fills lists of values down to the last row of the sheet.
        let own = through_libreoffice(folder, &flat, "ods", &[]);
        let rows = desk.looked_at(&own)?;
        assert_eq!(rows.keys().collect::<Vec<_>>(), ["unchanged"], "{name}");
        let text = fs::read_to_string(&flat).unwrap();
        let text = edit(&text, "Krijgt talen", "Nederlands", "Nederlands; Frans");
        let text = edit(&text, "Wordt bewerkt", "Wordt bewerkt", "Is bewerkt");
        fs::write(&flat, text).unwrap();
        let edited = through_libreoffice(folder, &flat, "xlsx", &[]);
        let rows = desk.looked_at(&edited)?;
        let wanted: BTreeMap<String, BTreeMap<String, Value>> = [
            (ids[1], "name", json!("Is bewerkt")),
            (ids[2], "languages", json!({"fr": true, "nl": true})),
        ]
        .into_iter()
        .map(|(id, field, after)| (id.to_owned(), BTreeMap::from([(field.to_owned(), after)])))
        .collect();
        assert_eq!(changed(&rows["changed"]), wanted, "{name}");
        assert_eq!(
            rows.keys().collect::<Vec<_>>(),
            ["changed", "unchanged"],
            "{name}"
        );
    }
    Ok(())
}

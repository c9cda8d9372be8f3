//! Records as files from the real window: what is on screen is what is in the
//! file, and a file that comes back unedited changes nothing.

use edutracker_exchange::import::file::{self, Cell, FileLimits, ReadOptions, Table};
use edutracker_tests::{
    Result,
    journey::cell,
    machine::{Desk, can_drive},
    programs::{Service, account},
    window::{Window, css},
};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use xtask::process::{Folder, find};

/// Presses Tab until what a selector finds has the focus.
async fn tab_to(window: &Window, selector: &str) -> Result {
    let script = "return document.activeElement?.matches(arguments[0]) ?? false";
    for _ in 0..60 {
        if window.run(script, vec![selector.into()]).await? == true {
            return Ok(());
        }
        window.press("Tab").await?;
    }
    Err(format!("Tab never comes to {selector}"))
}

/// Chooses a value of a group of buttons by keys alone.
async fn choose(window: &Window, group: &str, value: &str) -> Result {
    let button = format!("{} [data-value=\"{value}\"]", css(group));
    tab_to(window, &button).await?;
    window.press("Space").await?;
    window
        .find_css(&format!("{button}[aria-pressed=\"true\"]"))
        .await
        .map(|_| ())
}

/// Writes the file of a dialog by keys, and answers where the window says it is.
async fn write(window: &Window, dialog: &str, ending: &str) -> Result<PathBuf> {
    tab_to(window, &css("export-write")).await?;
    window.press("Enter").await?;
    window.gone(dialog).await?;
    let told = window
        .text_where("toast", |text| text.contains(ending))
        .await?;
    window.click("toast-close").await?;
    let from = told.find('/').ok_or("no path in the message")?;
    let end = told.find(ending).ok_or("no ending in the message")? + ending.len();
    Ok(PathBuf::from(&told[from..end]))
}

fn read(path: &Path) -> Result<Table> {
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    let options = ReadOptions::default();
    file::read(&bytes, &options, &FileLimits::default(), &mut |_| Ok(()))
        .map_err(|error| format!("{error:?}"))
}

/// The cells of a row, as they are read.
fn texts(table: &Table, row: usize) -> Vec<String> {
    let cells = table.rows[row].cells.iter();
    cells.map(|cell| cell.shown().to_string()).collect()
}

/// The texts of a column on screen, from the first row.
async fn shown(window: &Window, column: &str, rows: usize) -> Result<Vec<String>> {
    let mut out = Vec::new();
    for rank in 0..rows {
        out.push(window.text_where_css(&cell(rank, column), |_| true).await?);
    }
    Ok(out)
}

/// What importing a file would do: added, changed, unchanged.
async fn looked_at(window: &Window, path: &Path) -> Result<[usize; 3]> {
    window.press("Control+o").await?;
    window.find("import-wizard").await?;
    window.give_file("import-file", path).await?;
    window.find("import-found").await?;
    let content = css("import-content");
    window
        .attribute_where(&content, "aria-busy", |busy| busy == "false")
        .await?;
    for step in ["columns", "values", "review"] {
        window.click("import-next").await?;
        window
            .attribute_where(&content, "data-step", |now| now == step)
            .await?;
    }
    let mut out = [0; 3];
    for (count, fate) in out.iter_mut().zip(["added", "changed", "unchanged"]) {
        let tab = format!("{}[data-value=\"{fate}\"]", css("import-tab"));
        let found = window.attributes(&tab, "data-count").await?;
        *count = match found.first() {
            Some(text) => text.parse().map_err(|_| format!("{fate}: {text}"))?,
            None => 0,
        };
    }
    Ok(out)
}

/// Saves an exported table as another program would: one name changed, a province
/// that is none, a row more.
fn edited(table: &Table, path: &Path) -> Result {
    let headings = texts(table, 0);
    let at = |heading: &str| {
        let found = headings.iter().position(|other| other == heading);
        found.ok_or_else(|| format!("no column {heading}"))
    };
    let mut table = table.clone();
    let width = headings.len();
    for row in &mut table.rows {
        row.cells.resize(width, Cell::Empty);
    }
    let [name, provinces] = [at("Naam")?, at("Provincies")?];
    table.rows[1].cells[name] = Cell::text("Een nieuwe naam");
    table.rows[2].cells[provinces] = Cell::text("Atlantis");
    let mut new = table.rows[3].clone();
    for heading in ["id", "revision", "edutracker.offer"] {
        new.cells[at(heading)?] = Cell::Empty;
    }
    new.cells[name] = Cell::text("Een heel nieuw aanbod");
    table.rows.push(new);
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0_u32..).zip(&table.rows) {
        for (at, cell) in (0_u16..).zip(&cells.cells) {
            let written = match cell {
                Cell::Empty | Cell::Formula(_) => continue,
                Cell::Number(number) => sheet.write_number(row, at, *number),
                Cell::Flag(flag) => sheet.write_boolean(row, at, *flag),
                Cell::Text(text) | Cell::Day(text) => sheet.write_string(row, at, &**text),
            };
            written.map_err(|error| error.to_string())?;
        }
    }
    book.save(path).map_err(|error| error.to_string())
}

/// AT-ET-31: what was edited in a file that went out is told when it comes back,
/// with the cell and the rule of what is wrong, and nothing is written by looking.
async fn what_was_edited_is_told(window: &Window, table: &Table, path: &Path) -> Result {
    edited(table, path)?;
    assert_eq!(looked_at(window, path).await?, [1, 1, 118]);
    let rejected = format!("{}[data-value=\"rejected\"]", css("import-tab"));
    window
        .attribute_where(&rejected, "data-count", |count| count == "1")
        .await?;
    window.click_css(&rejected).await?;
    let wrong = format!("{}[data-row=\"3\"]", css("import-row"));
    let rule = format!(
        "{wrong} {}[data-value=\"E_UNKNOWN_PROVINCE\"]",
        css("import-remark")
    );
    window
        .text_where_css(&rule, |text| {
            text.contains("Provincies “Atlantis” Dit is geen provincie.")
        })
        .await?;
    window.screenshot("export-5-edited").await?;
    window.check_accessibility().await?;
    let changed = format!("{}[data-value=\"changed\"]", css("import-tab"));
    window.click_css(&changed).await?;
    let goes = format!("{}[data-row=\"2\"] ins", css("import-row"));
    window
        .text_where_css(&goes, |text| text == "Een nieuwe naam")
        .await?;
    window.pending(0).await?;
    window
        .text_where("import-confirm", |text| text.contains('2'))
        .await?;
    window.press("Escape").await?;
    window.gone("import-wizard").await?;
    window.pending(0).await
}

/// Row 20: a filtered, sorted selection with the columns on screen goes out by
/// keys; taken in again it changes nothing.
#[tokio::test]
async fn what_is_on_screen_is_in_the_file() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    window.resize(1600, 900).await?;

    // A filter, a sort, a column less.
    window.press("/").await?;
    window.type_text("engineering").await?;
    window.press("Enter").await?;
    let status = window
        .text_where("status-rows", |text| {
            !text.starts_with("120") && text.contains("120")
        })
        .await?;
    window.click_css(&cell(0, "name")).await?;
    let before = shown(window, "name", 1).await?;
    window.press("Control+Shift+h").await?;
    window.press("Enter").await?;
    window.press("Enter").await?;
    let name = format!("{}[data-col=\"name\"]", css("grid-header"));
    window
        .attribute_where(&name, "aria-sort", |order| order == "descending")
        .await?;
    window.press("Right").await?;
    window.press("h").await?;
    let hidden = format!("{}[data-col=\"studyLevel\"]", css("grid-header"));
    window
        .until("a column less", async || {
            let left = window.attributes(&hidden, "data-col").await?;
            Ok(left.is_empty().then_some(()))
        })
        .await?;
    // The other order is there, so that the cursor stays where it is put.
    window
        .text_where_css(&cell(0, "name"), |text| text != before[0])
        .await?;
    window.click_css(&cell(0, "name")).await?;
    window.press("Shift+Down").await?;
    window.press("Shift+Down").await?;
    let names = shown(window, "name", 3).await?;
    let headings = window.attributes(&css("grid-header"), "text").await?;

    window.press("Control+Shift+X").await?;
    window.find("export-dialog").await?;
    window
        .find_css(&format!(
            "{} [data-value=\"selected\"][aria-pressed=\"true\"]",
            css("export-which")
        ))
        .await?;
    window
        .text_where("export-write", |text| text.contains('3'))
        .await?;
    window.screenshot("export-1-selection").await?;
    window.check_accessibility().await?;
    let book = write(window, "export-dialog", ".xlsx").await?;
    let table = read(&book)?;
    assert_eq!(table.rows.len(), 4, "{status}");
    let first = texts(&table, 0);
    let column = first
        .iter()
        .position(|heading| heading == "Naam")
        .ok_or("no names")?;
    let written: Vec<String> = (1..4)
        .map(|row| texts(&table, row)[column].clone())
        .collect();
    assert_eq!(written, names, "in the order of the list");
    assert!(
        !first.iter().any(|heading| heading == "Niveau"),
        "{first:?}"
    );
    // The headings that people read stand in the order of the screen.
    let people: Vec<&String> = first
        .iter()
        .filter(|heading| headings.iter().any(|other| other == *heading))
        .collect();
    let on_screen: Vec<&String> = headings
        .iter()
        .filter(|heading| first.contains(heading))
        .collect();
    assert_eq!(people, on_screen);
    assert!(people.len() > 6, "{first:?} {headings:?}");
    assert_eq!(looked_at(window, &book).await?, [0, 0, 3]);
    window.screenshot("export-2-back-again").await?;
    assert!(window.shows("import-confirm").await?);
    window.press("Escape").await?;
    window.gone("import-wizard").await?;

    // The whole view as a text with commas, in another language.
    window.click_css(&cell(0, "name")).await?;
    window.press("Control+Shift+X").await?;
    choose(window, "export-which", "view").await?;
    choose(window, "export-format", "csv").await?;
    choose(window, "export-delimiter", ",").await?;
    choose(window, "export-language", "fr").await?;
    window.screenshot("export-3-text").await?;
    window.check_accessibility().await?;
    let csv = write(window, "export-dialog", ".csv").await?;
    let bytes = fs::read(&csv).map_err(|error| error.to_string())?;
    assert!(bytes.starts_with(b"\xef\xbb\xbf"));
    let text = String::from_utf8_lossy(&bytes);
    assert!(
        text.lines()
            .next()
            .is_some_and(|line| line.contains(",\"Nom\",")),
        "{text:.200}"
    );
    let rows = read(&csv)?.rows.len() - 1;
    assert!(rows > 3, "{status}");
    assert_eq!(looked_at(window, &csv).await?, [0, 0, rows]);
    window.press("Escape").await?;
    window.gone("import-wizard").await?;
    window.pending(0).await?;

    // Everything there is, whatever the filter: all fields of all offers.
    window.press("Control+Shift+X").await?;
    choose(window, "export-which", "all").await?;
    window
        .find_css(&format!(
            "{} [data-value=\"all\"][aria-pressed=\"true\"]",
            css("export-columns")
        ))
        .await?;
    let all = write(window, "export-dialog", ".xlsx").await?;
    let table = read(&all)?;
    assert_eq!(table.rows.len(), 121);
    assert_eq!(looked_at(window, &all).await?, [0, 0, 120]);
    window.press("Escape").await?;
    window.gone("import-wizard").await?;
    let back = desk.folder().join("terug.xlsx");
    what_was_edited_is_told(window, &table, &back).await?;
    window.press("Control+Shift+X").await?;
    choose(window, "export-format", "json").await?;
    let json = write(window, "export-dialog", ".json").await?;
    let json = fs::read(json).map_err(|error| error.to_string())?;
    let records: Vec<serde_json::Value> =
        serde_json::from_slice(&json).map_err(|error| error.to_string())?;
    let ids: BTreeSet<&str> = records
        .iter()
        .filter_map(|record| record["id"].as_str())
        .collect();
    assert_eq!(ids.len(), rows);
    window.press("Control+Shift+X").await?;
    choose(window, "export-which", "selected").await?;
    choose(window, "export-format", "pdf").await?;
    let pdf = write(window, "export-dialog", ".pdf").await?;
    assert!(fs::read(pdf).is_ok_and(|bytes| bytes.starts_with(b"%PDF-")));

    let mut problems = Vec::new();
    for (language, theme, width) in [
        ("nl", "light", 1280),
        ("fr", "dark", 820),
        ("en", "dark", 1600),
        ("en", "light", 820),
    ] {
        window.click("nav-settings").await?;
        window.choose("settings-language", language).await?;
        window.choose("settings-theme", theme).await?;
        window.resize(width, 860).await?;
        window.click("nav-offers").await?;
        window.find("grid-row").await?;
        window.tool("export-open", "export").await?;
        window.choose("export-format", "csv").await?;
        window
            .screenshot(&format!("export-{language}-{theme}-{width}"))
            .await?;
        problems.extend(window.check_accessibility().await.err());
        window.press("Escape").await?;
        window.gone("export-dialog").await?;
    }
    // What is kept of contacts goes out as well.
    window.click("nav-contacts").await?;
    window.find("grid-row").await?;
    window.press("Control+Shift+X").await?;
    window.find("export-dialog").await?;
    let formats = format!("{} [data-value]", css("export-format"));
    assert_eq!(
        window.attributes(&formats, "data-value").await?,
        ["xlsx", "csv", "json"]
    );
    let contacts = write(window, "export-dialog", ".xlsx").await?;
    assert!(read(&contacts)?.rows.len() > 1);
    assert!(problems.is_empty(), "{problems:#?}");
    Ok(())
}

/// A large file can be stopped, and nothing of it stays; files come where the
/// system keeps what is downloaded, whatever it is called there.
#[tokio::test]
async fn a_large_file_can_be_stopped() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let folder = Folder::new("desk")?;
    let service = Service::start_sized(folder.path(), Some(20_000))?;
    let desk = Desk::at(service, folder, &account("KUL", "administrator")?).await?;
    let window = &desk.window;
    let home = desk.folder().join("home");
    let downloads = home.join("Téléchargements");
    let written = |error: std::io::Error| error.to_string();
    fs::create_dir_all(&downloads).map_err(written)?;
    fs::create_dir_all(home.join("config")).map_err(written)?;
    let told = "XDG_DOWNLOAD_DIR=\"$HOME/Téléchargements\"\n";
    fs::write(home.join("config/user-dirs.dirs"), told).map_err(written)?;
    let files = || {
        fs::read_dir(&downloads)
            .map_err(written)
            .map(Iterator::count)
    };

    window.click_css(&cell(0, "name")).await?;
    window.press("Control+Shift+X").await?;
    choose(window, "export-which", "all").await?;
    tab_to(window, &css("export-write")).await?;
    window.press("Enter").await?;
    window.find("export-busy").await?;
    window.screenshot("export-4-busy").await?;
    window.press("Escape").await?;
    window.gone("export-busy").await?;
    assert!(window.shows("export-dialog").await?, "it went on");
    assert!(!window.shows("export-error").await?);
    assert_eq!(files()?, 0);

    choose(window, "export-which", "view").await?;
    choose(window, "export-format", "csv").await?;
    let csv = write(window, "export-dialog", ".csv").await?;
    assert_eq!(csv.parent(), Some(&*downloads));
    assert_eq!(files()?, 1);
    assert!(read(&csv)?.rows.len() > 1_000);
    Ok(())
}

/// What LibreOffice makes of a file when it opens and saves it.
fn through_calc(folder: &Path, source: &Path, how: &[&str]) -> Result<PathBuf> {
    let out = folder.join("calc");
    let status = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            folder.join("profile-of-calc").display()
        ))
        .args(["--headless", "--norestore"])
        .args(how)
        .args(["--convert-to", "ods", "--outdir"])
        .args([&out, source])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .map_err(|error| error.to_string())?;
    let name = source.with_extension("ods");
    let saved = out.join(name.file_name().ok_or("no name")?);
    if status.success() && saved.is_file() {
        Ok(saved)
    } else {
        Err(format!(
            "LibreOffice opened no {}: {status}",
            source.display()
        ))
    }
}

/// What would be sent, saved as a workbook and as a text, is in LibreOffice what
/// the window shows; nothing of it is a formula.
#[tokio::test]
async fn what_would_be_sent_opens_in_libreoffice() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    let folder = Folder::new("calc")?;
    let formula = "=HYPERLINK(\"http://x.example\")";
    let lines = "Eerste; \"regel\"\nTweede é 😀";
    let pasted = [
        ("name", formula),
        ("website", "https://een.example/a"),
        ("description", lines),
    ];
    for (rank, (field, text)) in pasted.iter().enumerate() {
        let row = format!("{}[data-rank=\"{rank}\"]", css("grid-row"));
        window.click_css(&cell(rank, "name")).await?;
        let id = window.attributes(&row, "data-id").await?;
        window
            .attribute_where(&css("inspector"), "data-id", |shown| {
                Some(shown) == id.first().map(String::as_str)
            })
            .await?;
        let held = window.offer_clipboard("UTF8_STRING", text)?;
        window.click(&format!("field-{field}")).await?;
        window.press("Control+a").await?;
        window.press("Control+v").await?;
        window.press("Tab").await?;
        window.pending(rank + 1).await?;
        drop(held);
    }
    window.press("Control+Shift+p").await?;
    window.ready().await?;
    let csv = ["--infilter=CSV:59,34,76,1"];
    for (format, ending, how) in [("xlsx", ".xlsx", &[][..]), ("csv", ".csv", &csv[..])] {
        window.click("changes-save").await?;
        window.find("changes-file").await?;
        window.choose("export-format", format).await?;
        let written = write(window, "changes-file", ending).await?;
        let opened = if find("soffice").is_some() {
            through_calc(folder.path(), &written, how)?
        } else {
            eprintln!("no LibreOffice here: {format} as it was written");
            written
        };
        let table = read(&opened)?;
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        assert!(
            !cells.clone().any(|cell| matches!(cell, Cell::Formula(_))),
            "{format}"
        );
        assert_eq!(
            table.rows.len(),
            4,
            "{format}: a line for each field of each record"
        );
        let headings = texts(&table, 0);
        let after = headings
            .iter()
            .position(|heading| heading == "Wordt")
            .ok_or_else(|| format!("{headings:?}"))?;
        let code = headings.len() - 1;
        for (column, shown) in &pasted {
            let line = (1..4)
                .map(|row| texts(&table, row))
                .find(|line| line[code] == *column)
                .ok_or_else(|| format!("{format}: no line for {column}"))?;
            // In a text what could be a formula has an apostrophe before it.
            let wanted = match (format, shown.starts_with('=')) {
                ("csv", true) => format!("'{shown}"),
                _ => (*shown).to_owned(),
            };
            assert_eq!(line[after], wanted, "{format}");
        }
    }
    window.pending(3).await
}

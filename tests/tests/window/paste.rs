//! A whole sheet from LibreOffice, pasted in the real window: as the text and
//! as the table that Calc makes of its cells.

use edutracker_tests::{
    Result,
    machine::{Desk, can_drive},
    window::{Window, css},
};
use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};
use xtask::process::{Folder, find};

const ROWS: usize = 10_000;

/// The cells of a row: a name with quotes in it, a level, forms, a domain that
/// does not exist, languages.
fn row(at: usize) -> [String; 5] {
    [
        format!("Opleiding \"{at}\" & <meer>"),
        "Master".to_owned(),
        "Stage; Masterproef".to_owned(),
        if at.is_multiple_of(40) {
            "Geen domein"
        } else {
            ""
        }
        .to_owned(),
        "Nederlands; Engels".to_owned(),
    ]
}

/// A text as Calc writes it: tabs, and quotes around what holds quotes.
fn text() -> String {
    let mut text = String::new();
    for at in 0..ROWS {
        let cells = row(at).map(|cell| {
            if cell.contains('"') {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell
            }
        });
        let _ = writeln!(text, "{}", cells.join("\t"));
    }
    text
}

/// The table as Calc writes it to the clipboard.
fn table() -> String {
    let mut html = "<!DOCTYPE html><html><head><style type=\"text/css\">body,td { font-size:x-small }</style></head>\
        <body><table cellspacing=\"0\" border=\"0\"><colgroup width=\"85\" span=\"5\"></colgroup>"
        .to_owned();
    for at in 0..ROWS {
        html.push_str("<tr>");
        for cell in row(at) {
            let cell = cell.replace('&', "&amp;").replace('<', "&lt;");
            let _ = write!(html, "<td height=\"17\" align=\"left\">{cell}<br></td>");
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</table></body></html>");
    html
}

/// A file that Calc makes of a file; `None` where there is no Calc.
fn of_calc(folder: &Path, file: &Path, filter: &str, ending: &str) -> Result<Option<PathBuf>> {
    if find("soffice").is_none() {
        return Ok(None);
    }
    let status = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            folder.join("calc").display()
        ))
        .args(["--headless", "--norestore"])
        // Tabs, quotes, UTF-8, all cells as texts.
        .arg("--infilter=Text - txt - csv (StarCalc):9,34,76,1,1/2/2/2/3/2/4/2/5/2")
        .args(["--convert-to", filter, "--outdir"])
        .arg(folder)
        .arg(file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .map_err(|error| error.to_string())?;
    let made = file.with_extension(ending);
    if status.success() && made.is_file() {
        Ok(Some(made))
    } else {
        Err(format!("LibreOffice made no {ending}: {status}"))
    }
}

/// The cell of the last row that was pasted, and its neighbours.
async fn last_row(window: &Window) -> Result {
    window.press("Control+g").await?;
    window.find("goto-row").await?;
    window.type_text(&ROWS.to_string()).await?;
    window.press("Enter").await?;
    window.gone("goto").await?;
    let cell = |column: &str| {
        format!(
            "{}[data-rank=\"{}\"] [data-col=\"{column}\"]",
            css("grid-row"),
            ROWS - 1
        )
    };
    window.find_css(&cell("name")).await.map(|_| ())
}

/// Row 8 with a sheet of 10 000 rows of five cells: asked whether rows are to be
/// added, one step, what is wrong marked and counted, one undo.
#[tokio::test]
async fn a_sheet_of_calc_is_pasted() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let folder = Folder::new("sheet")?;
    let tsv = folder.path().join("sheet.tsv");
    fs::write(&tsv, text()).map_err(|error| error.to_string())?;
    let read = |path: &Path| fs::read_to_string(path).map_err(|error| error.to_string());
    let filter = "txt:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true";
    let plain = of_calc(folder.path(), &tsv, filter, "txt")?
        .map(|path| read(&path))
        .transpose()?;
    let html = of_calc(folder.path(), &tsv, "html", "html")?
        .map(|path| read(&path))
        .transpose()?;
    eprintln!("from LibreOffice itself: {}", plain.is_some());
    let flavours = [
        ("UTF8_STRING", plain.unwrap_or_else(text)),
        ("text/html", html.unwrap_or_else(table)),
    ];

    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    window.resize(1440, 900).await?;
    let first = format!("{}[data-rank=\"0\"] [data-col=\"name\"]", css("grid-row"));
    let before = window.text_where_css(&first, |_| true).await?;
    for (flavour, content) in flavours {
        let held = window.offer_clipboard(flavour, &content)?;
        window.click_css(&first).await?;
        window.press("Control+v").await?;
        window.find("paste-beyond").await?;
        let start = Instant::now();
        window.click("paste-add").await?;
        window.pending(ROWS).await?;
        eprintln!(
            "{flavour}: {} ms in this build",
            start.elapsed().as_millis()
        );
        drop(held);
        // What could not be read is counted.
        let said = window
            .text_where("toast", |said| said.contains("250"))
            .await?;
        eprintln!("{said}");
        window
            .text_where("status-rows", |shown| {
                let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
                digits.starts_with(&ROWS.to_string())
            })
            .await?;
        last_row(window).await?;
        window
            .screenshot(&format!("paste-{}", &flavour[..4]))
            .await?;
        window.press("Control+z").await?;
        window.pending(0).await?;
        window
            .text_where("status-rows", |shown| shown.starts_with("120"))
            .await?;
        window.press("Control+Home").await?;
        window
            .text_where_css(&first, |shown| shown == before)
            .await?;
    }
    Ok(())
}

//! A workbook that is not read right by itself, in the real window: it is put
//! right by keys, and the next one of its kind is read as it was.

use edutracker_tests::{
    Result,
    importing::{give, next, rows, settled},
    journey::cell,
    machine::{Desk, can_drive},
    window::{Window, css},
};
use std::{fs, path::Path};

/// A workbook as somebody keeps it: last year's sheet first, and above the
/// headings of this year's those of another list.
fn workbook(path: &Path, sheets: [&str; 2], names: [&str; 2]) -> Result {
    let headings = [
        "Opleiding",
        "Studieniveau",
        "Vorm",
        "Provincie",
        "Taal",
        "E-mail",
        "Wat nog",
    ];
    let row = |name: &str, more: &str| {
        [
            name,
            "Zwanenzang",
            "Stage",
            "Oost-Vlaanderen",
            "NL",
            "stages@hogent.example",
            more,
        ]
        .map(str::to_owned)
    };
    // So much of it that it is taken for the one that is meant.
    let mut old = vec![headings.map(str::to_owned)];
    old.extend((1..9).map(|n| row(&format!("Van vorig jaar {n}"), "oud")));
    let new = [
        [
            "Naam",
            "Niveau",
            "Vorm",
            "Provincie",
            "Taal",
            "Mail",
            "Nota",
        ]
        .map(str::to_owned),
        headings.map(str::to_owned),
        row(names[0], "Eerste nota"),
        row(names[1], "Tweede nota"),
    ];
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets.into_iter().zip([&old[..], &new[..]]) {
        let sheet = book.add_worksheet();
        sheet.set_name(name).map_err(|error| error.to_string())?;
        for (at, row) in (0_u32..).zip(rows) {
            sheet
                .write_row(at, 0, row.iter().map(String::as_str))
                .map_err(|error| error.to_string())?;
        }
    }
    book.save(path).map_err(|error| error.to_string())
}

/// The value of a control.
async fn value_of(window: &Window, selector: &str) -> Result<String> {
    let script = "return document.querySelector(arguments[0])?.value ?? ''";
    let value = window.run(script, vec![selector.into()]).await?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

/// Row 19: another sheet, another row of headings, what a column holds and what
/// a text means are said by keys; one step takes it all in, and the next file of
/// the kind, dropped on the window, is read in the same way.
#[tokio::test]
async fn the_next_file_of_a_kind_is_read_as_the_one_before() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("HOGENT", "administrator").await?;
    let window = &desk.window;
    let path = |name: &str| desk.folder().join(name);
    let (first, second) = (path("fiches 2026.xlsx"), path("fiches 2027.xlsx"));
    workbook(&first, ["Vorig jaar", "Dit jaar"], ["Bosbouw", "Visteelt"])?;
    // Nothing in it is called as the first one's.
    workbook(
        &second,
        ["2026-2027", "2027-2028"],
        ["Tuinbouw", "Veeteelt"],
    )?;

    give(window, &first).await?;
    assert!(!window.shows("import-recognised").await?);
    let sheet = css("import-sheet");
    assert_eq!(value_of(window, &sheet).await?, "Vorig jaar");
    window.select_by_keys(&sheet, "Dit jaar").await?;
    settled(window).await?;
    let headers = css("import-header-rows");
    assert_ne!(value_of(window, &headers).await?, "2");
    window.tab_to(&headers).await?;
    window.press("Control+a").await?;
    window.type_text("2").await?;
    window.press("Enter").await?;
    settled(window).await?;
    window
        .text_where("import-found", |text| {
            text.contains('2') && text.contains('3') && text.contains('4')
        })
        .await?;
    window.screenshot("import-7-sheet").await?;

    next(window, "columns").await?;
    let column = format!("{}[data-value=\"Wat nog\"]", css("import-column"));
    let samples = window
        .attributes(&format!("{column} .sample"), "text")
        .await?;
    assert_eq!(samples, ["Eerste nota", "Tweede nota"]);
    let target = format!("{column} {}", css("import-target"));
    assert_eq!(value_of(window, &target).await?, "");
    window.select_by_keys(&target, "description").await?;
    settled(window).await?;
    next(window, "values").await?;
    let unclear = format!("{}[data-value=\"Zwanenzang\"]", css("import-value"));
    window
        .text_where_css(&unclear, |text| text.contains("2 cellen"))
        .await?;
    let meaning = format!("{unclear} {}", css("import-meaning"));
    window.select_by_keys(&meaning, "PBA").await?;
    settled(window).await?;
    window.screenshot("import-8-meaning").await?;
    window.check_accessibility().await?;
    next(window, "review").await?;
    assert_eq!(rows(window, "added").await?, 2);
    window.pending(0).await?;
    window.press_on(&css("import-confirm"), "Enter").await?;
    window.gone("import-wizard").await?;
    window.find("toast").await?;
    window.pending(2).await?;

    // One step, which names the file; so does the history of each cell of it.
    window.click("grid-view-menu").await?;
    window
        .click_css(&format!("{}[data-value=\"steps\"]", css("menu-item")))
        .await?;
    window
        .until("the one step", async || {
            let steps = window.attributes(&css("step"), "text").await?;
            let told = |text: &String| {
                text.starts_with("Import 2 fiches") && text.contains("fiches 2026.xlsx")
            };
            if steps.len() == 1 && steps.iter().all(told) {
                return Ok(Some(()));
            }
            Err(format!("{steps:?}"))
        })
        .await?;
    window.press("Escape").await?;
    window.fill("search", "Bosbouw").await?;
    window
        .text_where_css(&cell(0, "name"), |text| text == "Bosbouw")
        .await?;
    window.click_css(&cell(0, "description")).await?;
    window.press("Control+Alt+h").await?;
    window
        .text_where("cell-change", |text| {
            text.contains("Eerste nota") && text.contains("Import · fiches 2026.xlsx · ")
        })
        .await?;
    window.screenshot("import-9-history").await?;
    window.press("Escape").await?;
    window.gone("cell-history").await?;

    drop_on_window(window, &second).await?;
    window.find("import-found").await?;
    window
        .attribute_where(&css("import-recognised"), "data-value", |name| {
            name == "fiches 2026"
        })
        .await?;
    settled(window).await?;
    assert_eq!(value_of(window, &sheet).await?, "2027-2028");
    assert_eq!(value_of(window, &headers).await?, "2");
    window.screenshot("import-6-recognised").await?;
    window.check_accessibility().await?;
    next(window, "columns").await?;
    assert_eq!(value_of(window, &target).await?, "description");
    next(window, "values").await?;
    assert_eq!(value_of(window, &meaning).await?, "PBA");
    next(window, "review").await?;
    assert_eq!(rows(window, "added").await?, 2);
    Ok(())
}

/// Drops a file on the window. What the system's own drag comes to is dispatched:
/// the driver cannot drag files.
async fn drop_on_window(window: &Window, path: &Path) -> Result {
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let script = "const dropped = new DataTransfer(); \
        dropped.items.add(new File([new Uint8Array(arguments[0])], arguments[1])); \
        for (const type of ['dragover', 'drop']) document.body.dispatchEvent( \
            new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: dropped }))";
    window
        .run(script, vec![bytes.into(), (&*name).into()])
        .await
        .map(|_| ())
}

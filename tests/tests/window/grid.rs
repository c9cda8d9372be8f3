//! Working in the grid of the real window, by keys: editors of cells that
//! narrow while one types, details that follow, texts with a limit, and a list
//! that goes on where it was left.

use edutracker_tests::{
    Result,
    journey::cell,
    machine::{Desk, can_drive},
    window::{Window, css},
};

/// Waits until a cell is the one that keys act on.
async fn on(window: &Window, rank: usize, column: &str) -> Result {
    window
        .find_css(&format!("{}.og-active", cell(rank, column)))
        .await
        .map(|_| ())
}

async fn shows(window: &Window, rank: usize, column: &str, text: &str) -> Result {
    window
        .text_where_css(&cell(rank, column), |shown| shown == text)
        .await
        .map(|_| ())
}

async fn text(window: &Window, rank: usize, column: &str) -> Result<String> {
    window.text_where_css(&cell(rank, column), |_| true).await
}

/// The record of the row that keys act on.
async fn active(window: &Window) -> Result<String> {
    let script =
        "return document.querySelector('.og-active')?.closest('[data-id]')?.dataset.id ?? ''";
    let id = window.run(script, vec![]).await?;
    Ok(id.as_str().unwrap_or_default().to_owned())
}

/// Rows 6 and 7: what is typed narrows the list; Enter, Tab and Escape do what
/// they do in a spreadsheet; several values are ticked, copied and pasted.
#[tokio::test]
async fn values_are_chosen_by_typing() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    let levels = [
        text(window, 0, "studyLevel").await?,
        text(window, 2, "studyLevel").await?,
    ];
    window.click_css(&cell(0, "studyLevel")).await?;
    window.type_text("gra").await?;
    window.find("option-filter").await?;
    let first = format!("{}:first-child", css("option"));
    window
        .attribute_where(&first, "data-value", |value| value == "GR")
        .await?;
    window.screenshot("grid-1-narrowed").await?;
    window.check_accessibility().await?;
    window.press("Enter").await?;
    shows(window, 0, "studyLevel", "Graduaat").await?;
    on(window, 1, "studyLevel").await?;
    window.type_text("gra").await?;
    window.find("option-filter").await?;
    window.press("Tab").await?;
    shows(window, 1, "studyLevel", "Graduaat").await?;
    on(window, 1, "collaborationForms").await?;
    window.press("Left").await?;
    window.press("Down").await?;
    on(window, 2, "studyLevel").await?;
    window.type_text("gra").await?;
    window.find("option-filter").await?;
    window.press("Escape").await?;
    window.gone("option-filter").await?;
    on(window, 2, "studyLevel").await?;
    shows(window, 2, "studyLevel", &levels[1]).await?;
    window.pending(2).await?;
    for left in [1, 0] {
        window.press("Control+z").await?;
        window.pending(left).await?;
    }
    shows(window, 0, "studyLevel", &levels[0]).await?;

    // Several values.
    let before = text(window, 0, "provinces").await?;
    window.click_css(&cell(0, "provinces")).await?;
    let held = window.offer_clipboard("UTF8_STRING", "limburg;ANTWERPEN")?;
    window.press("Control+v").await?;
    shows(window, 0, "provinces", "Antwerpen; Limburg").await?;
    drop(held);
    window.press("F2").await?;
    window.find("option-filter").await?;
    window.type_text("waals").await?;
    window
        .attribute_where(&first, "data-value", |value| value == "BE-WBR")
        .await?;
    window.press("Space").await?;
    window.press("Enter").await?;
    window.gone("option-filter").await?;
    shows(window, 0, "provinces", "Antwerpen; Limburg; Waals-Brabant").await?;
    window.click_css(&cell(0, "provinces")).await?;
    window.press("Control+c").await?;
    window
        .text_where("toast", |said| said.contains('1'))
        .await?;
    assert_eq!(
        window.clipboard("UTF8_STRING")?.trim_end(),
        "Antwerpen; Limburg; Waals-Brabant"
    );
    window.screenshot("grid-2-several").await?;
    for _ in 0..2 {
        window.press("Control+z").await?;
    }
    shows(window, 0, "provinces", &before).await?;
    window.pending(0).await
}

/// Row 8 with a text of several lines: written in its cell with a counter, copied
/// as spreadsheets take it, pasted with its line ends, and kept by a way out.
#[tokio::test]
async fn a_text_of_several_lines_is_written_in_its_cell() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    window.resize(1440, 900).await?;
    window.click_css(&cell(0, "website")).await?;
    window.press("Left").await?;
    on(window, 0, "description").await?;
    let before = text(window, 0, "description").await?;
    window.type_text("Eerste").await?;
    window.find("cell-lines").await?;
    window.press("Alt+Enter").await?;
    window.type_text("tweede regel").await?;
    window
        .text_where_css(".foot .tabular", |counted| counted == "19 / 1.000")
        .await?;
    window.screenshot("grid-3-lines").await?;
    window.check_accessibility().await?;
    window.press("Enter").await?;
    window.gone("cell-lines").await?;
    on(window, 1, "description").await?;
    shows(window, 0, "description", "Eerste\ntweede regel").await?;
    window.pending(1).await?;

    // What was there is gone on with, and Escape leaves it as it was.
    window.press("Up").await?;
    on(window, 0, "description").await?;
    window.press("F2").await?;
    window.find("cell-lines").await?;
    // Five code points, and one sign to whoever counts.
    let family = "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}";
    let held = window.offer_clipboard("UTF8_STRING", family)?;
    window.press("Control+v").await?;
    window
        .text_where_css(".foot .tabular", |counted| counted == "20 / 1.000")
        .await?;
    drop(held);
    window.press("Escape").await?;
    window.gone("cell-lines").await?;
    on(window, 0, "description").await?;
    shows(window, 0, "description", "Eerste\ntweede regel").await?;

    window.press("Control+c").await?;
    window
        .text_where("toast", |said| said.contains('1'))
        .await?;
    assert_eq!(
        window.clipboard("UTF8_STRING")?,
        "\"Eerste\ntweede regel\"\r\n"
    );
    let held = window.offer_clipboard("UTF8_STRING", "\"Een\r\ntwee\"\r\n")?;
    window.press("Down").await?;
    on(window, 1, "description").await?;
    window.press("Control+v").await?;
    shows(window, 1, "description", "Een\ntwee").await?;
    drop(held);

    // A key that leaves the screen saves what is being written.
    window.press("Down").await?;
    on(window, 2, "description").await?;
    window.type_text("Weg").await?;
    window.find("cell-lines").await?;
    window.press("Control+2").await?;
    window.gone("cell-lines").await?;
    window.pending(3).await?;
    window.press("Control+1").await?;
    shows(window, 2, "description", "Weg").await?;
    for left in [2, 1, 0] {
        window.press("Control+z").await?;
        window.pending(left).await?;
    }
    shows(window, 0, "description", &before).await
}

/// A list that was scrolled sideways, found nothing and finds something again
/// begins at its beginning, with the columns that are there.
async fn drawn_after_nothing(window: &Window) -> Result {
    window.press("/").await?;
    window.type_text("niets heet zo").await?;
    window.find("grid-empty").await?;
    window.press("Control+a").await?;
    window.press("Delete").await?;
    window
        .until("the first columns", async || {
            let row = format!("{}[data-rank=\"0\"] .og-cell", css("grid-row"));
            let drawn = window.attributes(&row, "data-col").await?;
            if drawn.contains(&"studyLevel".to_owned()) {
                Ok(Some(()))
            } else {
                Err(format!("{drawn:?}"))
            }
        })
        .await
}

/// Row 23 and AT-ET-16: the details follow the cursor, one key leads there and
/// one back; a text over its limit is counted and told, never cut.
#[tokio::test]
async fn details_follow_and_count() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    window.resize(1440, 900).await?;
    window.click_css(&cell(0, "website")).await?;
    for rank in 1..4 {
        window.press("Down").await?;
        on(window, rank, "website").await?;
        let id = active(window).await?;
        window
            .attribute_where(&css("inspector"), "data-id", |shown| shown == id)
            .await?;
    }
    drawn_after_nothing(window).await?;
    window.click_css(&cell(3, "website")).await?;
    let name = text(window, 3, "name").await?;
    window.press("Control+Enter").await?;
    window
        .find_css(&format!("{}:focus", css("field-name")))
        .await?;
    window.press("End").await?;
    window.type_text(" (herzien)").await?;
    window.press("Tab").await?;
    shows(window, 3, "name", &format!("{name} (herzien)")).await?;
    window.press("Escape").await?;
    on(window, 3, "website").await?;
    window
        .until("the focus in the cell", async || {
            let inside = "return !!document.activeElement?.closest('.og-active')";
            Ok((window.run(inside, vec![]).await? == true).then_some(()))
        })
        .await?;
    window
        .find_css(&format!("{}[class*=\"changed\"]", cell(3, "name")))
        .await?;
    window.screenshot("grid-3-details").await?;
    window.press("Control+z").await?;
    window.pending(0).await?;
    shows(window, 3, "name", &name).await?;

    // 1 100 characters of which some are several bytes, some several code points,
    // with the end of a line in their middle.
    let half = "é👩‍🔬x".repeat(183);
    let long = format!("{half}\r\nz{half}");
    let held = window.offer_clipboard("UTF8_STRING", &long)?;
    window.click("field-description").await?;
    window.press("Control+a").await?;
    window.press("Control+v").await?;
    drop(held);
    window
        .text_where("counter-description", |told| {
            told.contains("1.100") && told.contains("1.000")
        })
        .await?;
    window.find("finding-description").await?;
    // The card shows the two lines as they are.
    let lines = "return document.querySelector(arguments[0])?.innerText ?? ''";
    let on_card = css("card-description");
    window
        .until("two lines on the card", async || {
            let shown = window.run(lines, vec![on_card.clone().into()]).await?;
            Ok((shown == format!("{half}\nz{half}")).then_some(()))
        })
        .await?;
    window.screenshot("grid-4-too-long").await?;
    window.check_accessibility().await?;
    // What is too long is kept, told, and not sent.
    window.press("Tab").await?;
    window.pending(1).await?;
    window.press("Control+Shift+p").await?;
    window.ready().await?;
    window
        .attribute_where(&css("changes-push"), "data-count", |count| count == "0")
        .await?;
    window.press("Control+1").await?;
    window.find("grid-row").await?;
    window.press("Control+z").await?;
    window.pending(0).await
}

/// Rows 2 and 12: after the program was killed a list goes on with its filter,
/// order and columns, in the row where it was; what was done is undone.
#[tokio::test]
async fn a_list_goes_on_where_it_was_left() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let mut desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    window.resize(1280, 860).await?;
    window.press("/").await?;
    window.type_text("niveau:ma").await?;
    window.press("Enter").await?;
    let chip = css("filter-studyLevel");
    window
        .attribute_where(&chip, "data-value", |value| value == "MA")
        .await?;
    let header = |column: &str| format!("{}[data-col=\"{column}\"]", css("grid-header"));
    window.click_css(&cell(0, "name")).await?;
    window.press("Control+Shift+h").await?;
    window
        .find_css(&format!("{}:focus", header("name")))
        .await?;
    // From the first to the last, then the other way round.
    window.press("Enter").await?;
    window.press("Enter").await?;
    window
        .attribute_where(&header("name"), "aria-sort", |order| order == "descending")
        .await?;
    window.press("Right").await?;
    window
        .find_css(&format!("{}:focus", header("studyLevel")))
        .await?;
    window.press("h").await?;
    let columns = async |window: &Window| window.attributes(&css("grid-header"), "data-col").await;
    window
        .until("a column less", async || {
            let gone = !columns(window).await?.contains(&"studyLevel".to_owned());
            Ok(gone.then_some(()))
        })
        .await?;
    let laid = columns(window).await?;
    window.click_css(&cell(0, "name")).await?;
    window.press("Control+g").await?;
    window.find("goto-row").await?;
    window.type_text("31").await?;
    window.press("Enter").await?;
    window.gone("goto").await?;
    on(window, 30, "name").await?;
    let id = active(window).await?;

    // Two steps.
    window.click_css(&cell(30, "website")).await?;
    let before = text(window, 30, "website").await?;
    for site in ["https://een.example", "https://twee.example"] {
        let held = window.offer_clipboard("UTF8_STRING", site)?;
        window.press("Control+v").await?;
        shows(window, 30, "website", site).await?;
        window.pending(1).await?;
        drop(held);
    }
    let kept = "const done = arguments[arguments.length - 1]; \
        window.__TAURI_INTERNALS__.invoke('saved', { args: { kind: 'place' } }) \
            .then(list => done(list.items.find(item => item.name === 'offer')?.body.row ?? ''), () => done(''))";
    window
        .until("the place", async || {
            let row = window.run_async(kept, vec![]).await?;
            Ok((row == id).then_some(()))
        })
        .await?;

    desk.strike().await?;
    let window = &desk.window;
    window.resize(1280, 860).await?;
    window.find("grid-row").await?;
    window
        .attribute_where(&chip, "data-value", |value| value == "MA")
        .await?;
    window
        .until("the row it was left in", async || {
            Ok((active(window).await? == id).then_some(()))
        })
        .await?;
    assert_eq!(columns(window).await?, laid);
    window
        .attribute_where(&header("name"), "aria-sort", |order| order == "descending")
        .await?;
    window.find("view-changed").await?;
    window.screenshot("grid-5-where-it-was").await?;
    window.click_css(&cell(30, "website")).await?;
    window.press("Control+z").await?;
    shows(window, 30, "website", "https://een.example").await?;
    window.press("Control+z").await?;
    shows(window, 30, "website", &before).await?;
    window.pending(0).await
}

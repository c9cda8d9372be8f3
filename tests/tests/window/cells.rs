//! Cells in the real window: filled, cleared, copied and pasted, whatever the
//! number of rows, and each time one step.

use edutracker_tests::{
    Result,
    machine::{Desk, can_drive},
    programs::{Service, account},
    window::{Window, css},
};
use xtask::process::Folder;

/// The selector of a cell by rank and column.
fn cell(rank: usize, column: &str) -> String {
    format!(
        "{}[data-rank=\"{rank}\"] [data-col=\"{column}\"]",
        css("grid-row")
    )
}

/// Waits until a cell shows a text.
async fn shows(window: &Window, rank: usize, column: &str, text: &str) -> Result {
    window
        .text_where_css(&cell(rank, column), |shown| shown == text)
        .await
        .map(|_| ())
}

async fn text(window: &Window, rank: usize, column: &str) -> Result<String> {
    window.text_where_css(&cell(rank, column), |_| true).await
}

/// Takes the last step back, and waits until nothing is left to send.
async fn undo(window: &Window) -> Result {
    window.press("Control+z").await?;
    window.pending(0).await
}

/// Rows 8 and 9, by keys, through the clipboard of the screen.
#[tokio::test]
async fn fill_clear_copy_paste() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;

    // Filled down by a key, and one row further by another.
    let level = text(window, 0, "studyLevel").await?;
    let other = text(window, 1, "studyLevel").await?;
    assert_ne!(level, other);
    window.click_css(&cell(0, "studyLevel")).await?;
    for _ in 0..4 {
        window.press("Shift+Down").await?;
    }
    window.press("Control+d").await?;
    for rank in 1..5 {
        shows(window, rank, "studyLevel", &level).await?;
    }
    window.screenshot("cells-1-filled").await?;
    undo(window).await?;
    shows(window, 1, "studyLevel", &other).await?;
    window.click_css(&cell(0, "studyLevel")).await?;
    window.press("Alt+Shift+Down").await?;
    shows(window, 1, "studyLevel", &level).await?;
    window.pending(1).await?;
    undo(window).await?;

    // Two ranges are cleared as one step.
    let contacts = [
        text(window, 0, "contact").await?,
        text(window, 1, "contact").await?,
        text(window, 3, "contact").await?,
    ];
    window.click_css(&cell(0, "contact")).await?;
    window.click_holding("Control", &cell(3, "contact")).await?;
    window.press("Delete").await?;
    shows(window, 0, "contact", "").await?;
    shows(window, 3, "contact", "").await?;
    shows(window, 1, "contact", &contacts[1]).await?;
    window.pending(2).await?;
    window.screenshot("cells-2-two-ranges").await?;
    window.check_accessibility().await?;
    undo(window).await?;
    shows(window, 0, "contact", &contacts[0]).await?;
    shows(window, 3, "contact", &contacts[2]).await?;

    // Copied for other programs: texts with quotes where they need them, and a table.
    window.click_css(&cell(0, "name")).await?;
    window.press("Shift+Down").await?;
    window.press("Shift+Right").await?;
    window.press("Control+c").await?;
    window
        .text_where("toast", |said| said.contains('4'))
        .await?;
    let expected = format!(
        "{}\t{level}\r\n{}\t{other}\r\n",
        text(window, 0, "name").await?,
        text(window, 1, "name").await?
    );
    assert_eq!(window.clipboard("UTF8_STRING")?, expected);
    let html = window.clipboard("text/html")?;
    assert!(html.contains("<td>") && html.contains(&level), "{html}");

    // Pasted: quotes, an unknown word that stays and is marked, labels in any language.
    let before = text(window, 0, "name").await?;
    let held = window.offer_clipboard(
        "UTF8_STRING",
        "\"Alfa \"\"b\"\"\"\tbachelier\r\nGamma\tWRONG\r\n",
    )?;
    window.click_css(&cell(0, "name")).await?;
    window.press("Control+v").await?;
    shows(window, 0, "name", "Alfa \"b\"").await?;
    shows(window, 1, "name", "Gamma").await?;
    shows(window, 1, "studyLevel", "WRONG").await?;
    window
        .find_css(&format!("{}[aria-invalid=\"true\"]", cell(1, "studyLevel")))
        .await?;
    window.pending(2).await?;
    window.screenshot("cells-3-pasted").await?;
    undo(window).await?;
    shows(window, 0, "name", &before).await?;
    drop(held);

    // One value over a selection; then a table without any plain text.
    let held = window.offer_clipboard("UTF8_STRING", "English")?;
    window.click_css(&cell(0, "languages")).await?;
    window.press("Shift+Down").await?;
    window.press("Shift+Down").await?;
    window.press("Control+v").await?;
    for rank in 0..3 {
        shows(window, rank, "languages", "Engels").await?;
    }
    drop(held);
    undo(window).await?;
    let held = window.offer_clipboard(
        "text/html",
        "<table><tr><td>Delta<td>Master</tr><tr><td>Epsilon &amp; co<td>Master</tr></table>",
    )?;
    window.click_css(&cell(0, "name")).await?;
    window.press("Control+v").await?;
    shows(window, 1, "name", "Epsilon & co").await?;
    drop(held);
    undo(window).await?;
    shows(window, 0, "name", &before).await?;

    // Past the last row: asked, then new ones are made, all as one step.
    let held = window.offer_clipboard("UTF8_STRING", "Eta\nTheta\nIota\n")?;
    window.press("Control+End").await?;
    shows(window, 119, "name", &text(window, 119, "name").await?).await?;
    window.click_css(&cell(119, "name")).await?;
    window.press("Control+v").await?;
    window.find("paste-beyond").await?;
    window.screenshot("cells-4-past-the-end").await?;
    window.check_accessibility().await?;
    window.click("paste-add").await?;
    window.pending(3).await?;
    window
        .text_where("status-rows", |shown| shown.contains("122"))
        .await?;
    drop(held);
    undo(window).await
}

/// Takes the handle of the selection in the mouse, as a person does, and draws
/// it below the list until a row with at least this number is reached.
async fn draw(window: &Window, to: usize) -> Result {
    let place = "const box = document.querySelector('.og-handle').getBoundingClientRect(); \
        const list = document.querySelector('.og').getBoundingClientRect(); \
        return [box.x + box.width / 2, box.y + box.height / 2, list.bottom + 14].map(Math.round)";
    let place = window.run(place, vec![]).await?;
    let at = |index: usize| place[index].as_i64().map(|at| at.to_string());
    let (Some(x), Some(y), Some(below)) = (at(0), at(1), at(2)) else {
        return Err(format!("no handle: {place}"));
    };
    window.mouse(&["mousemove", &x, &y, "mousedown", "1"])?;
    // Step by step: a pointer that jumps is none.
    window.mouse(&[
        "mousemove_relative",
        "--",
        "0",
        "6",
        "mousemove",
        &x,
        &below,
    ])?;
    let last = "return Math.max(...[...document.querySelectorAll('.og-filling')] \
        .map(cell => Number(cell.closest('.og-row').dataset.rank)))";
    window
        .until("the rows to be drawn over", async || {
            let found = window.run(last, vec![]).await?;
            if found.as_u64().is_some_and(|rank| rank as usize >= to) {
                Ok(Some(()))
            } else {
                Err(found.to_string())
            }
        })
        .await
}

/// Row 9 with many cells: by a key, and by the handle in the mouse, which goes
/// on below the list; Escape changes nothing, and each is one step.
#[tokio::test]
async fn five_hundred_cells_are_filled() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let folder = Folder::new("cells")?;
    let service = Service::start_sized(folder.path(), Some(6_000))?;
    let account = account("KUL", "administrator")?;
    let desk = Desk::at(service, folder, &account).await?;
    let window = &desk.window;
    window.resize(1280, 860).await?;
    let first = "https://eerste.example";
    let value = "const [from, to, done] = arguments; \
        const invoke = window.__TAURI_INTERNALS__.invoke; \
        const query = { type: 'offer', where: [], search: '', sort: [], reviewQueue: false }; \
        invoke('view_open', { args: query }) \
            .then(async ({ view }) => { \
                const rows = []; \
                for (let at = from; at < to; at += 250) { \
                    const part = { view, from: at, count: Math.min(250, to - at) }; \
                    rows.push(...(await invoke('view_window', { args: part })).rows); \
                } \
                done(rows.map(row => row.fields.website ?? '')); \
            })";
    let values = async |from: usize, to: usize| -> Result<Vec<String>> {
        let found = window
            .run_async(value, vec![from.into(), to.into()])
            .await?;
        serde_json::from_value(found).map_err(|error| error.to_string())
    };
    let before = values(0, 501).await?;
    assert_eq!(before.len(), 501, "an organisation with many offers");

    // By keys: row 500 is gone to, and the range goes back up to the first.
    window.click_css(&cell(0, "website")).await?;
    window.type_text(first).await?;
    window.press("Enter").await?;
    shows(window, 0, "website", first).await?;
    window.pending(1).await?;
    window.press("Control+g").await?;
    window.find("goto-row").await?;
    window.type_text("500").await?;
    window.press("Enter").await?;
    on(window, 499, "website").await?;
    window.press("Control+Shift+Up").await?;
    on(window, 0, "website").await?;
    window.press("Control+d").await?;
    window.pending(500).await?;
    let filled = values(0, 501).await?;
    assert!(filled[..500].iter().all(|website| website == first));
    assert_eq!(filled[500], before[500]);
    window.screenshot("cells-6-five-hundred").await?;
    window.press("Control+z").await?;
    window.pending(1).await?;
    assert_eq!(values(1, 501).await?, before[1..]);

    // In the mouse: given up, then let go.
    window.press("Control+Home").await?;
    window.click_css(&cell(0, "website")).await?;
    draw(window, 60).await?;
    window.screenshot("cells-7-drawing").await?;
    window.press("Escape").await?;
    window.mouse(&["mouseup", "1"])?;
    window
        .until("nothing drawn over", async || {
            let drawn = window.attributes(".og-filling", "data-col").await?;
            Ok(drawn.is_empty().then_some(()))
        })
        .await?;
    window.pending(1).await?;
    assert_eq!(values(1, 501).await?, before[1..]);
    window.press("Control+Home").await?;
    window.click_css(&cell(0, "website")).await?;
    draw(window, 499).await?;
    window.mouse(&["mouseup", "1"])?;
    let count = window
        .until("the rows to be filled", async || {
            let told = window.text("status-pending").await?;
            let digits: String = told.chars().filter(char::is_ascii_digit).collect();
            Ok(digits.parse().ok().filter(|count: &usize| *count >= 500))
        })
        .await?;
    let filled = values(0, count + 1).await?;
    assert!(filled[..count].iter().all(|website| website == first));
    assert_ne!(filled.get(count).map(String::as_str), Some(first));
    window.press("Control+z").await?;
    window.pending(1).await?;
    assert_eq!(values(1, 501).await?, before[1..]);
    Ok(())
}

/// Waits until a cell is the one that keys act on.
async fn on(window: &Window, rank: usize, column: &str) -> Result {
    let active = format!(
        "{}[data-rank=\"{rank}\"] [data-col=\"{column}\"].og-active",
        css("grid-row")
    );
    window.find_css(&active).await.map(|_| ())
}

/// The day of today by a key, in one cell and in many; Tab and Enter go where
/// the settings say.
#[tokio::test]
async fn today_by_a_key_and_tab_and_enter_by_choice() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    let now = "const day = new Date(); const two = n => String(n).padStart(2, '0'); \
        return `${two(day.getDate())}/${two(day.getMonth() + 1)}/${day.getFullYear()}`";
    let written = window.run(now, vec![]).await?;
    let written = written.as_str().ok_or("no day")?.to_owned();

    window.click_css(&cell(0, "name")).await?;
    window.press("End").await?;
    on(window, 0, "confirmedOn").await?;
    let before = text(window, 0, "confirmedOn").await?;
    window.press("Control+;").await?;
    window.pending(1).await?;
    let today = window
        .text_where_css(&cell(0, "confirmedOn"), |now| {
            !now.is_empty() && now != before
        })
        .await?;
    for _ in 0..2 {
        window.press("Shift+Down").await?;
    }
    window.press("Control+;").await?;
    window.pending(3).await?;
    shows(window, 2, "confirmedOn", &today).await?;
    // It is written as people write a day, and read so.
    window.press("Left").await?;
    on(window, 2, "validFrom").await?;
    window.type_text(&written).await?;
    window.press("Enter").await?;
    shows(window, 2, "validFrom", &today).await?;
    on(window, 3, "validFrom").await?;
    window.screenshot("cells-5-today").await?;
    // In the details the key does the same.
    window.resize(1440, 860).await?;
    window.press("Control+Enter").await?;
    let day = css("field-confirmedOn");
    let empty = window
        .find_css(&day)
        .await?
        .prop("value")
        .await
        .map_err(|error| error.to_string())?
        .unwrap_or_default();
    assert_ne!(empty, written);
    window.click("field-confirmedOn").await?;
    window.press("Control+;").await?;
    window
        .until("today in the details", async || {
            let value = "return document.querySelector(arguments[0]).value";
            Ok(
                (window.run(value, vec![day.clone().into()]).await? == written.as_str())
                    .then_some(()),
            )
        })
        .await?;
    shows(window, 3, "confirmedOn", &today).await?;
    window.press("Escape").await?;
    // Where no day is, nothing happens, and it is said.
    window.press("Home").await?;
    window.press("Control+;").await?;
    window
        .text_where("toast", |said| said.contains("datum"))
        .await?;

    // As it comes, Tab leads out of the list.
    window.press("End").await?;
    window.press("Tab").await?;
    window
        .until("the focus outside the list", async || {
            let inside = "return !!document.activeElement?.closest('[role=\"grid\"]')";
            Ok((window.run(inside, vec![]).await? == false).then_some(()))
        })
        .await?;
    window.click("nav-settings").await?;
    window.choose("settings-tab", "moves").await?;
    window.choose("settings-enter", "right").await?;
    window.screenshot("settings-lists").await?;
    window.check_accessibility().await?;
    window.click("nav-offers").await?;
    window.click_css(&cell(0, "website")).await?;
    window.type_text("https://rechts.example").await?;
    window.press("Enter").await?;
    on(window, 0, "validFrom").await?;
    window.press("Tab").await?;
    on(window, 0, "confirmedOn").await?;
    window.press("Tab").await?;
    on(window, 1, "state").await?;
    window.press("Shift+Tab").await?;
    on(window, 0, "confirmedOn").await
}

//! Problems and the history of steps in the real window: found, mended, taken
//! back, older steps too.

use edutracker_tests::{
    Result,
    machine::{Desk, can_drive},
    window::{Window, css},
};

/// The selector of a cell by rank and column.
fn cell(rank: usize, column: &str) -> String {
    format!(
        "{}[data-rank=\"{rank}\"] [data-col=\"{column}\"]",
        css("grid-row")
    )
}

/// Pastes a text into the cells from the active one to so many rows below.
async fn paste_over(window: &Window, rank: usize, column: &str, rows: usize, text: &str) -> Result {
    let held = window.offer_clipboard("UTF8_STRING", text)?;
    window.click_css(&cell(rank, column)).await?;
    for _ in 1..rows {
        window.press("Shift+Down").await?;
    }
    window.press("Control+v").await?;
    window
        .text_where_css(&cell(rank + rows - 1, column), |shown| shown == text)
        .await?;
    drop(held);
    Ok(())
}

/// Chooses an entry of the menu of the view, by keys.
async fn choose_view(window: &Window, entry: &str) -> Result {
    window.click("grid-view-menu").await?;
    let entry = format!("{}[data-value=\"{entry}\"]", css("menu-item"));
    window.click_css(&entry).await
}

/// The selector of a rule at a field.
fn group(value: &str) -> String {
    format!("{}[data-value=\"{value}\"]", css("problem-group"))
}

/// Row 14: one is mended by keys in the panel: the count drops by one, the list
/// shows the next of the kind, and the keys stay with its button.
#[tokio::test]
async fn after_one_problem_the_next_is_offered() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    paste_over(window, 5, "name", 2, "Master Elektromechanica").await?;
    choose_view(window, "problems").await?;
    // Two of the demo data have it too.
    window
        .attribute_where(&group("name level-in-name"), "data-count", |n| n == "4")
        .await?;
    let cells = css("problem-cell");
    window.click_css(&group("name level-in-name")).await?;
    window
        .until("the cells of the rule", async || {
            let ids = window.attributes(&cells, "data-id").await?;
            Ok((ids.len() == 4).then_some(()))
        })
        .await?;
    let next = window.attributes(&cells, "data-id").await?;
    let button = |id: &str| format!("{}[data-id=\"{id}\"]", css("problem-fix"));
    window
        .run(
            "document.querySelector(arguments[0]).focus()",
            vec![button(&next[0]).into()],
        )
        .await?;
    window.press("Enter").await?;
    window
        .attribute_where(&group("name level-in-name"), "data-count", |n| n == "3")
        .await?;
    window
        .find_css(&format!("{}:focus", button(&next[1])))
        .await?;
    window
        .attribute_where("[data-id]:has(> .og-active)", "data-id", |id| id == next[1])
        .await?;
    // All others at once: their button goes, and the keys stay in the panel.
    let all = format!(
        "{}[data-value=\"name level-in-name\"]",
        css("problem-fix-all")
    );
    window.click_css(&all).await?;
    window
        .text_where("fix-all-apply", |text| text.contains('3'))
        .await?;
    window.click("fix-all-apply").await?;
    window.gone("fix-all").await?;
    window
        .until("the rule to go", async || {
            let left = window
                .attributes(&group("name level-in-name"), "text")
                .await?;
            Ok(left.is_empty().then_some(()))
        })
        .await?;
    window
        .find_css(&format!("{} button:focus", css("problems")))
        .await
        .map(|_| ())
}

/// Rows 12, 13 and 14.
#[tokio::test]
async fn problems_and_steps() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    let names = [
        window.text_where_css(&cell(5, "name"), |_| true).await?,
        window.text_where_css(&cell(6, "name"), |_| true).await?,
    ];
    let level = window
        .text_where_css(&cell(1, "studyLevel"), |_| true)
        .await?;
    paste_over(window, 0, "studyLevel", 3, "WRONG").await?;
    assert_eq!(
        window
            .text_where_css(&cell(5, "studyLevel"), |_| true)
            .await?,
        "Master"
    );
    paste_over(window, 5, "name", 2, "Master Elektromechanica").await?;

    // By rule, with counts; from the panel to the cell.
    choose_view(window, "problems").await?;
    window
        .attribute_where(&group("studyLevel unknown-code"), "data-count", |n| {
            n == "3"
        })
        .await?;
    // Two of the demo data have it too.
    window
        .attribute_where(&group("name level-in-name"), "data-count", |n| n == "4")
        .await?;
    window.screenshot("steps-1-problems").await?;
    window.check_accessibility().await?;
    window.click_css(&group("studyLevel unknown-code")).await?;
    let cells = css("problem-cell");
    window
        .until("the cells of the rule", async || {
            let ids = window.attributes(&cells, "data-id").await?;
            Ok((ids.len() == 3).then_some(()))
        })
        .await?;
    window
        .click_css(&format!("li:nth-child(2) > {cells}"))
        .await?;
    window
        .find_css(&format!("{}.og-active", cell(1, "studyLevel")))
        .await?;

    // To the next one by a key, which says why.
    window.press("F8").await?;
    window
        .find_css(&format!("{}.og-active", cell(2, "studyLevel")))
        .await?;
    window
        .text_where("toast", |text| text.contains("WRONG"))
        .await?;
    window.press("Shift+F8").await?;
    window
        .find_css(&format!("{}.og-active", cell(1, "studyLevel")))
        .await?;

    // All of a kind are mended with a look first; the count goes.
    let all = format!(
        "{}[data-value=\"name level-in-name\"]",
        css("problem-fix-all")
    );
    window.click_css(&all).await?;
    window
        .text_where("fix-all-apply", |text| text.contains('4'))
        .await?;
    window.screenshot("steps-2-mend-all").await?;
    window.check_accessibility().await?;
    window.click("fix-all-apply").await?;
    window.gone("fix-all").await?;
    window
        .text_where_css(&cell(6, "name"), |text| text == "Elektromechanica")
        .await?;
    window
        .until("the rule to go", async || {
            let left = window
                .attributes(&group("name level-in-name"), "text")
                .await?;
            Ok(left.is_empty().then_some(()))
        })
        .await?;

    // The steps: one in the way of another, and an older one taken back alone.
    choose_view(window, "steps").await?;
    let steps = css("step");
    window
        .until("three steps", async || {
            let ids = window.attributes(&steps, "data-id").await?;
            Ok((ids.len() == 3).then_some(()))
        })
        .await?;
    let back = css("step-back");
    window
        .click_css(&format!("li:nth-child(2) > {back}"))
        .await?;
    window.find("step-in-the-way").await?;
    window.screenshot("steps-3-in-the-way").await?;
    window.check_accessibility().await?;
    window
        .click_css(&format!("li:nth-child(3) > {back}"))
        .await?;
    window
        .text_where_css(&cell(1, "studyLevel"), |text| text == level)
        .await?;
    window.pending(4).await?;
    window
        .text_where_css(&cell(5, "name"), |text| text == "Elektromechanica")
        .await?;

    // Nothing was sent, and nothing says that it was.
    let sent = window
        .attributes(&format!("{steps} .tag.ok"), "text")
        .await?;
    assert!(sent.is_empty(), "{sent:?}");

    // What was done to one cell, and a value of then.
    window.click_css(&cell(5, "name")).await?;
    window.press("Control+Alt+h").await?;
    window.find("cell-history").await?;
    let changes = css("cell-change");
    window
        .until("two changes", async || {
            let ids = window.attributes(&changes, "data-id").await?;
            Ok((ids.len() == 2).then_some(()))
        })
        .await?;
    window.screenshot("steps-4-cell").await?;
    window.check_accessibility().await?;
    window
        .click_css(&format!("li:last-of-type > {}", css("cell-restore")))
        .await?;
    window.gone("cell-history").await?;
    window
        .text_where_css(&cell(5, "name"), |text| text == names[0])
        .await?;
    window.pending(3).await?;

    let mut problems = Vec::new();
    for (language, theme, width) in [("en", "dark", 1600), ("fr", "light", 820)] {
        window.resize(width, 860).await?;
        window.click("nav-settings").await?;
        window.choose("settings-language", language).await?;
        window.choose("settings-theme", theme).await?;
        window.click("nav-offers").await?;
        window.find("grid-row").await?;
        for panel in ["problems", "steps"] {
            choose_view(window, panel).await?;
            window.find(panel).await?;
            window
                .until("no question open", async || {
                    let text = window.text(panel).await?;
                    Ok((!text.contains('…')).then_some(()))
                })
                .await?;
            // What was written back by hand was not sent either.
            let sent = window
                .attributes(&format!("{steps} .tag.ok"), "text")
                .await?;
            assert!(sent.is_empty(), "{sent:?}");
            let name = format!("steps-{panel}-{language}-{theme}-{width}");
            window.screenshot(&name).await?;
            problems.extend(window.check_accessibility().await.err());
            // Where there is little room it lies over the list.
            window.press("Escape").await?;
            window.gone(panel).await?;
        }
    }
    assert!(problems.is_empty(), "{problems:#?}");
    Ok(())
}

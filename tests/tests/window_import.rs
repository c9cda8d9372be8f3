//! Importing a spreadsheet in the real window: what is found can be corrected,
//! what would happen is shown, nothing is written before it is confirmed, and
//! one undo takes it all back.

use edutracker_tests::{
    Result,
    machine::{Desk, can_drive},
    root,
    window::{Window, css},
};
use std::path::PathBuf;

fn sheet(name: &str) -> PathBuf {
    root().join("crates/exchange/tests/messy").join(name)
}

/// Presses Tab until what has the test id has the focus.
async fn tab_to(window: &Window, test_id: &str) -> Result {
    for _ in 0..120 {
        let focused = window
            .run(
                "return document.activeElement?.dataset.testid ?? ''",
                vec![],
            )
            .await?;
        if focused == test_id {
            return Ok(());
        }
        window.press("Tab").await?;
    }
    Err(format!("Tab never comes to {test_id}"))
}

/// Opens the wizard by its key and gives it a file.
async fn open(window: &Window, file: &str) -> Result {
    window.press("Control+o").await?;
    window.find("import-wizard").await?;
    window.give_file("import-file", &sheet(file)).await?;
    window.find("import-found").await?;
    settled(window).await
}

/// Waits until the answer to the last correction is there.
async fn settled(window: &Window) -> Result {
    let content = css("import-content");
    window
        .attribute_where(&content, "aria-busy", |busy| busy == "false")
        .await
        .map(|_| ())
}

/// Goes on to a step by Tab and Enter.
async fn next(window: &Window, step: &str) -> Result {
    tab_to(window, "import-next").await?;
    window.press("Enter").await?;
    let content = css("import-content");
    window
        .attribute_where(&content, "data-step", |shown| shown == step)
        .await
        .map(|_| ())
}

/// How many rows stand under a tab of the review.
async fn rows(window: &Window, fate: &str) -> Result<usize> {
    let tab = format!("{}[data-value=\"{fate}\"]", css("import-tab"));
    let found = window.attributes(&tab, "data-count").await?;
    let count = found.first().and_then(|count| count.parse().ok());
    count.ok_or_else(|| format!("no number on the tab {fate}: {found:?}"))
}

async fn offers(window: &Window) -> Result<usize> {
    let text = window.text("status-rows").await?;
    let digits: String = text
        .chars()
        .skip_while(|sign| !sign.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    digits
        .parse()
        .map_err(|_| format!("no number of rows in {text:?}"))
}

/// ET: a file of a real kind, by keys alone, from choosing it to taking it back.
#[tokio::test]
async fn a_spreadsheet_becomes_pending_edits_and_goes_again() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("HOGENT", "administrator").await?;
    let window = &desk.window;
    let before = offers(window).await?;
    open(window, "d1_hogeschool_windows1252.csv").await?;
    for (id, value) in [
        ("import-encoding", "windows-1252"),
        ("import-delimiter", ";"),
        ("import-header-rows", "1"),
        ("import-kind", "institution_offers"),
    ] {
        let shown = window.find(id).await?.prop("value").await;
        assert_eq!(shown.map_err(|e| e.to_string())?.as_deref(), Some(value));
    }
    window.screenshot("import-1-file").await?;
    window.check_accessibility().await?;

    next(window, "columns").await?;
    let columns = window
        .attributes(&css("import-target"), "data-value")
        .await?;
    assert_eq!(columns.len(), 13, "{columns:?}");
    assert!(columns.iter().any(|target| target == "study_level"));
    window.screenshot("import-2-columns").await?;
    window.check_accessibility().await?;

    next(window, "values").await?;
    let unclear = window
        .attributes(&css("import-value"), "data-value")
        .await?;
    assert!(unclear.iter().any(|text| text == "Bachelor"), "{unclear:?}");
    window.screenshot("import-3-values").await?;
    window.check_accessibility().await?;

    next(window, "review").await?;
    let added = rows(window, "added").await?;
    let changed = rows(window, "changed").await?;
    assert_eq!(added + changed, 26, "{added} added, {changed} changed");
    assert_eq!(rows(window, "duplicate").await?, 1);
    assert_eq!(rows(window, "needs_decision").await?, 2);
    assert_eq!(rows(window, "rejected").await?, 3);
    for (language, theme, width, height) in [
        ("nl", "light", 1280, 800),
        ("fr", "dark", 1280, 800),
        ("en", "light", 1600, 900),
        ("nl", "light", 820, 800),
    ] {
        window.press("Escape").await?;
        window.gone("import-wizard").await?;
        window.click("nav-settings").await?;
        window.choose("settings-language", language).await?;
        window.choose("settings-theme", theme).await?;
        window.resize(width, height).await?;
        window.click("nav-offers").await?;
        open(window, "d1_hogeschool_windows1252.csv").await?;
        let name = |step: &str| format!("import-{step}-{language}-{theme}-{width}");
        window.screenshot(&name("file")).await?;
        for step in ["columns", "values", "review"] {
            next(window, step).await?;
            window.screenshot(&name(step)).await?;
            window.check_accessibility().await?;
        }
        window
            .click_css(&format!("{}[data-value=\"rejected\"]", css("import-tab")))
            .await?;
        window.screenshot(&name("rejected")).await?;
        window.check_accessibility().await?;
    }

    // The rows that stay behind, with the reasons.
    window.click("import-rejected").await?;
    let told = window.text("import-written").await?;
    assert!(told.contains(".xlsx"), "{told}");

    // Nothing was written; the button says how many will be.
    window.pending(0).await?;
    let count = (added + changed).to_string();
    window
        .text_where("import-confirm", |text| text.contains(&count))
        .await?;
    tab_to(window, "import-confirm").await?;
    window.press("Enter").await?;
    window.gone("import-wizard").await?;
    window.find("toast").await?;
    window
        .until("the new rows in the list", async || {
            Ok((offers(window).await? == before + added).then_some(()))
        })
        .await?;
    window.screenshot("import-5-done").await?;
    window.press("Control+z").await?;
    window.pending(0).await?;
    window
        .until("the list as it was", async || {
            Ok((offers(window).await? == before).then_some(()))
        })
        .await?;
    Ok(())
}

//! Where the keys are, what a wrong cell says, what undo says it did, and the
//! way from what was sent back to before it, in the real window.

use edutracker_tests::{
    Result,
    journey::{cell, colleague, fetch, write},
    machine::{Desk, can_drive},
    window::{Window, css},
};

/// Waits until what a selector finds has the focus.
async fn focused(window: &Window, selector: &str) -> Result {
    window
        .find_css(&format!("{selector}:focus"))
        .await
        .map(|_| ())
}

/// The width of the frame of the active cell, in pixels.
async fn frame(window: &Window) -> Result<String> {
    let found = window
        .run(
            "return getComputedStyle(document.querySelector('.og-active')).boxShadow",
            vec![],
        )
        .await?;
    Ok(found.as_str().unwrap_or_default().to_owned())
}

/// The entry of the menu “Bewerken” with this id, as people read it.
async fn entry(window: &Window, id: &str) -> Result<String> {
    window.click("grid-edit-menu").await?;
    let line = format!("{}[data-value=\"{id}\"]", css("menu-item"));
    let text = window.text_where_css(&line, |_| true).await?;
    window.press("Escape").await?;
    Ok(text)
}

#[tokio::test]
async fn where_the_keys_are_and_what_a_wrong_cell_says() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    write(window, 1, "website", "geen adres").await?;
    window.press("Up").await?;
    let why = window
        .text_where("cell-why", |text| !text.is_empty())
        .await?;
    let described = window
        .run(
            "const by = document.activeElement.getAttribute('aria-describedby'); return document.getElementById(by)?.textContent.trim()",
            vec![],
        )
        .await?;
    assert_eq!(described, why.as_str());
    assert!(frame(window).await?.contains("2px"));
    window.check_accessibility().await?;
    window.screenshot("way-back-1-why").await?;

    // Elsewhere the frame is faint and the words are gone.
    window.click("search").await?;
    assert!(frame(window).await?.contains("1px"));
    let shown =
        "return getComputedStyle(document.querySelector('[data-testid=\"cell-why\"]')).visibility";
    assert_eq!(window.run(shown, vec![]).await?, "hidden");
    // F6 comes back to the cell, whatever button was used last.
    window.click("inspector-toggle").await?;
    window.click("inspector-toggle").await?;
    window.click("search").await?;
    for _ in 0..5 {
        let inside = window
            .run(
                "return document.activeElement.closest('main') !== null",
                vec![],
            )
            .await?;
        if inside == true {
            break;
        }
        window.press("F6").await?;
    }
    focused(window, &format!("{} .og-input", cell(1, "website"))).await?;

    // What is selected is counted.
    window.click_css(&cell(2, "name")).await?;
    window.press("Shift+Down").await?;
    window.press("Shift+Down").await?;
    window
        .attribute_where(&css("status-selected"), "data-cells", |n| n == "3")
        .await?;
    window.screenshot("way-back-2-selected").await?;
    window.press("Down").await?;
    window.gone("status-selected").await?;

    // As others see it.
    window.click("nav-settings").await?;
    window.choose("settings-language", "fr").await?;
    window.choose("settings-theme", "dark").await?;
    window.resize(820, 800).await?;
    window.click("nav-offers").await?;
    window.click_css(&cell(0, "name")).await?;
    window.click("grid-edit-menu").await?;
    window.find("menu-item").await?;
    window.screenshot("way-back-8-menu-fr-dark-820").await?;
    window.check_accessibility().await
}

#[tokio::test]
async fn undo_says_what_it_did_and_the_last_push_is_one_key_away() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    write(window, 0, "name", "Eerste").await?;
    write(window, 1, "name", "Tweede").await?;
    let said = entry(window, "undo").await?;
    assert!(
        said.contains("bewerking") && said.contains("Ctrl+Z"),
        "{said}"
    );
    let redo = entry(window, "redo").await?;
    assert!(redo.starts_with("Opnieuw uitvoeren"), "{redo}");

    // By keys to what is sent: they are on the list, however it is grouped.
    window.press("Control+s").await?;
    focused(window, &css("change-tick")).await?;
    let by_step = format!("{} [data-value=\"step\"]", css("changes-grouping"));
    window.click_css(&by_step).await?;
    window.find("change-group").await?;
    window.click("nav-offers").await?;
    window.click_css(&cell(2, "name")).await?;
    window.press("Control+s").await?;
    focused(window, &css("change-group-tick")).await?;
    window.click("changes-push").await?;
    window.pending(0).await?;

    // Taken back after it was sent: that waits to be sent, under the step's name.
    window.press("Control+z").await?;
    window
        .text_where("toast", |text| text.contains("al verzonden"))
        .await?;
    window.pending(1).await?;
    let group = format!("{} button[data-opens]", css("change-group"));
    window
        .text_where_css(&group, |text| text.contains("Ongedaan gemaakt"))
        .await?;
    window.screenshot("way-back-3-undone").await?;
    window.press("Control+y").await?;
    window.pending(0).await?;

    // What came of the push is no news after that; the push is still one key away.
    window.gone("outcome").await?;
    window.screenshot("way-back-4-sent").await?;
    window.check_accessibility().await?;
    window.click("changes-sent").await?;
    window.click("revert-ask").await?;
    window.find("revert-preview").await?;
    window.click("revert-confirm").await?;
    window
        .text_where("revert-outcome", |text| text.contains("2 fiches"))
        .await?;
    // What is taken back is not offered to be taken back again.
    window.gone("revert-ask").await?;
    window.screenshot("way-back-5-taken-back").await?;
    window.check_accessibility().await?;

    // Neither undo nor redo brings it back.
    for keys in ["Control+z", "Control+y"] {
        window.press(keys).await?;
        window
            .text_where("toast", |text| text.starts_with("Er is niets"))
            .await?;
        window.pending(0).await?;
    }
    window.click("nav-offers").await?;
    window.find("grid-row").await?;
    let said = entry(window, "undo").await?;
    assert!(said.starts_with("Ongedaan maken"), "{said}");
    Ok(())
}

/// Archived offers are counted before anything is done, and stay as they are
/// unless somebody ticks them.
#[tokio::test]
async fn archived_offers_are_left_out_unless_they_are_ticked() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    // Those in the list say so where their name stands.
    let row = format!("{}[data-rank=\"0\"]", css("grid-row"));
    window.find_css(&row).await?;
    let ids = window.attributes(&row, "data-id").await?;
    let other = colleague(&desk, "KUL", "administrator")?;
    other.run(&["set", "offer", &ids[0], "archived=true"])?;
    other.run(&["push"])?;
    fetch(window).await?;
    window.click("nav-offers").await?;
    let marked = format!("{}[data-id=\"{}\"] .og-away-mark", css("grid-row"), ids[0]);
    window.find_css(&marked).await?;
    window.screenshot("way-back-5-marked").await?;
    window.check_accessibility().await?;
    window.click_css(&cell(0, "name")).await?;
    window.press("Control+Shift+e").await?;
    window.choose("bulk-scope", "all").await?;
    window.pick("field-bulk-doing", &["duplicate"]).await?;
    let number = async |test_id: &str| -> Result<u64> {
        let found = format!(
            "{}[data-busy=\"false\"] {}",
            css("bulk-preview"),
            css(test_id)
        );
        let found = window
            .attribute_where(&found, "data-value", |n| n != "0")
            .await?;
        found.parse().map_err(|_| found)
    };
    let (without, archived) = (
        number("bulk-changed").await?,
        number("bulk-archived").await?,
    );
    window.screenshot("way-back-6-archived").await?;
    window.click("bulk-archived-too").await?;
    let all = (without + archived).to_string();
    window
        .attribute_where(&css("bulk-changed"), "data-value", |n| n == all)
        .await?;
    window.check_accessibility().await?;
    window.screenshot("way-back-7-archived-too").await
}

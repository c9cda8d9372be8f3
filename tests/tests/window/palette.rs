//! What one does in the real window, found by its words; to a row by its
//! number; and the bar of a list on one line, whatever its width.

use edutracker_tests::{
    Result,
    machine::{Desk, can_drive},
    window::{Window, css},
};

/// Where the focus is: the rank and the column of the active cell.
async fn focused(window: &Window) -> Result<String> {
    let script = "const cell = document.activeElement?.closest('.og-cell'); \
        return cell ? `${cell.closest('.og-row').dataset.rank} ${cell.dataset.col}` : ''";
    let told = window.run(script, vec![]).await?;
    told.as_str()
        .map(str::to_owned)
        .ok_or("no place".to_owned())
}

async fn focus_at(window: &Window, place: &str) -> Result {
    window
        .until(place, async || {
            let now = focused(window).await?;
            if now == place { Ok(Some(())) } else { Err(now) }
        })
        .await
}

/// Row 1: a command by its words, with its keys; back to the very cell.
#[tokio::test]
async fn commands_are_found_by_words() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    window.resize(1280, 860).await?;
    window
        .click_css(".og-row[data-rank=\"3\"] .og-cell[data-col=\"website\"]")
        .await?;
    window.press("Control+k").await?;
    window.find("palette").await?;
    window.screenshot("palette-1-all-nl").await?;
    window.check_accessibility().await?;
    window.type_text("expo").await?;
    let first = format!("{}:first-child", css("option"));
    window
        .attribute_where(&first, "data-value", |value| value == "export")
        .await?;
    let shown = window.text_where_css(&first, |_| true).await?;
    assert!(shown.contains("Ctrl+Shift+X"), "{shown}");
    window.screenshot("palette-2-expo").await?;
    window.press("Escape").await?;
    window.gone("palette").await?;
    focus_at(window, "3 website").await?;

    // Every entry of the menus of the list that can be used now is there.
    let mut entries = Vec::new();
    for menu in ["grid-edit-menu", "grid-view-menu"] {
        window.click(menu).await?;
        window.find("menu-item").await?;
        let possible = format!("{}:not(:disabled)", css("menu-item"));
        entries.extend(window.attributes(&possible, "data-value").await?);
        window.press("Escape").await?;
        window.gone("menu-item").await?;
    }
    assert!(entries.len() >= 7, "{entries:?}");
    window.press("Control+k").await?;
    window.find("palette").await?;
    let offered = window.attributes(&css("option"), "data-value").await?;
    for entry in entries {
        assert!(offered.contains(&entry), "{entry} not in {offered:?}");
    }
    window.press("Enter").await?;
    window.gone("palette").await?;
    // The first is a new offer: its form stands open.
    window.find("form-save").await?;
    window.press("Escape").await?;
    window.gone("form-save").await?;

    // A screen, and what is sought from anywhere.
    window.press("Control+k").await?;
    window.type_text("contactp").await?;
    window.press("Enter").await?;
    window
        .find_css(&format!("{}[aria-current=\"page\"]", css("nav-contacts")))
        .await?;
    window.press("Control+k").await?;
    window.type_text("biology").await?;
    window
        .attribute_where(&first, "data-value", |value| value == "seek")
        .await?;
    window.press("Enter").await?;
    window
        .attribute_where(&css("grid"), "data-search", |shown| shown == "biology")
        .await?;
    window.screenshot("palette-3-sought").await
}

/// Ctrl+G: to a row by its number.
#[tokio::test]
async fn rows_are_reached_by_number() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    window.resize(1280, 860).await?;
    window
        .click_css(".og-row[data-rank=\"0\"] .og-cell[data-col=\"name\"]")
        .await?;
    window.press("Control+g").await?;
    window.find("goto").await?;
    window.type_text("999").await?;
    window.press("Enter").await?;
    window
        .attribute_where(&css("goto-row"), "aria-invalid", |value| value == "true")
        .await?;
    window.screenshot("goto-refused-nl").await?;
    window.check_accessibility().await?;
    window.press("Control+a").await?;
    window.type_text("97").await?;
    window.press("Enter").await?;
    window.gone("goto").await?;
    focus_at(window, "96 name").await?;
    window.press("Down").await?;
    focus_at(window, "97 name").await
}

/// The bar of a list takes one line; what has no room is in the menu at its end.
#[tokio::test]
async fn the_bar_takes_one_line() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    let tops = "const bar = document.querySelector(arguments[0]); \
        const shown = [...bar.querySelectorAll('button')].map(b => b.getBoundingClientRect()); \
        const edge = bar.getBoundingClientRect(); \
        return shown.every(b => Math.abs(b.top - shown[0].top) < 4 && b.right <= edge.right && b.left >= edge.left)";
    for language in ["nl", "fr", "en"] {
        window.click("nav-settings").await?;
        window.choose("settings-language", language).await?;
        window.click("nav-offers").await?;
        window.find("grid-row").await?;
        for (width, height) in [(1440, 900), (1280, 860), (820, 700)] {
            window.resize(width, height).await?;
            window.ready().await?;
            for bar in ["toolbar", "filters"] {
                window
                    .until(&format!("{bar} on one line at {width}"), async || {
                        let fits = window.run(tops, vec![css(bar).into()]).await?;
                        Ok((fits == true).then_some(()))
                    })
                    .await?;
            }
            window
                .screenshot(&format!("bar-{width}-{language}"))
                .await?;
        }
        // At the smallest nothing is lost.
        window.click("grid-more-menu").await?;
        window
            .find_css(&format!("{}[data-value=\"duplicate\"]", css("menu-item")))
            .await?;
        window.check_accessibility().await?;
        window.press("Escape").await?;
        window.gone("menu-item").await?;
    }
    Ok(())
}

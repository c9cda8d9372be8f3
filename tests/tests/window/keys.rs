//! Keys in the real window: found, changed, kept; parts of the window reached
//! by keys; and how large it draws.

use edutracker_tests::{
    Result,
    machine::{Desk, can_drive},
    window::{Window, css},
};

async fn number(window: &Window, script: &str) -> Result<f64> {
    let value = window.run(script, vec![]).await?;
    value.as_f64().ok_or_else(|| format!("{script}: {value}"))
}

/// Row 21: the sheet tells what works here, finds a command by its words, and
/// keys can be chosen, but none that another command has.
#[tokio::test]
async fn keys_are_found_and_changed() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    window.resize(1280, 860).await?;
    window
        .click_css(".og-row[data-rank=\"0\"] .og-cell[data-at=\"2\"]")
        .await?;
    window.press("F1").await?;
    window.find("key-sheet").await?;
    let here = window.attributes(&css("keys-here"), "data-value").await?;
    assert_eq!(here, ["anywhere", "grid", "editing"]);
    window.screenshot("keys-sheet-nl").await?;
    window.check_accessibility().await?;
    window.type_text("doorvoeren").await?;
    window
        .until("one command", async || {
            let found = window.attributes(&css("key-row"), "data-value").await?;
            Ok(found.contains(&"grid.fill-down".to_owned()).then_some(()))
        })
        .await?;
    assert!(
        window
            .attributes(&css("key-row"), "data-value")
            .await?
            .len()
            < 5
    );
    window.press("Escape").await?;
    window.gone("key-sheet").await?;

    window.click("nav-settings").await?;
    window.press("?").await?;
    window.find("key-sheet").await?;
    let here = window.attributes(&css("keys-here"), "data-value").await?;
    assert_eq!(here, ["anywhere"]);
    window.press("Escape").await?;
    window.gone("key-sheet").await?;
    let bulk = |test_id: &str| format!("{}[data-value=\"anywhere.bulk\"]", css(test_id));
    window.click_css(&bulk("key-change")).await?;
    window.find("key-catch").await?;
    window.press("Control+d").await?;
    let told = window
        .text_where("key-refused", |text| !text.is_empty())
        .await?;
    assert!(told.contains("doorvoeren"), "{told}");
    window.screenshot("keys-refused-nl").await?;
    window.check_accessibility().await?;
    window.press("Alt+b").await?;
    window.text_where("key-refused", str::is_empty).await?;
    window.click("dialog-confirm").await?;
    window.gone("key-choice").await?;
    let shown = window.attributes(&bulk("key-row"), "text").await?;
    assert!(shown[0].contains("Alt B"), "{shown:?}");

    window.click("nav-offers").await?;
    window.find("grid-row").await?;
    window
        .click_css(".og-row[data-rank=\"0\"] .og-cell[data-at=\"2\"]")
        .await?;
    window.press("Alt+b").await?;
    window.find("bulk").await?;
    window.press("Escape").await?;
    window.gone("bulk").await?;
    window.press("Control+Shift+e").await?;
    assert!(!window.shows("bulk").await?);
    window.click("nav-settings").await?;
    window.click("key-reset-all").await?;
    let back = window
        .attribute_where(&bulk("key-row"), "text", |text| text.contains("Shift"))
        .await?;
    assert!(!back.contains("Alt"), "{back}");
    Ok(())
}

/// Row 22: the parts of the window one after the other, each where one was.
#[tokio::test]
async fn parts_are_reached_by_keys() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    window.resize(1280, 860).await?;
    window
        .click_css(".og-row[data-rank=\"3\"] .og-cell[data-at=\"2\"]")
        .await?;
    let place = "const a = document.activeElement; const r = a?.closest('[data-region]'); \
        return [...document.querySelectorAll('[data-region]')].indexOf(r) + ' ' + (a?.closest('.og-row')?.dataset.rank ?? '')";
    let at = async || {
        let told = window.run(place, vec![]).await?;
        told.as_str()
            .map(str::to_owned)
            .ok_or("no place".to_owned())
    };
    let start = at().await?;
    assert!(start.ends_with(" 3"), "{start}");
    let mut seen = vec![start.clone()];
    for _ in 0..10 {
        window.press("F6").await?;
        let now = at().await?;
        if now == start {
            break;
        }
        assert!(!seen.contains(&now), "{now} twice in {seen:?}");
        seen.push(now);
    }
    assert!(seen.len() >= 4, "{seen:?}");
    assert_eq!(at().await?, start);
    window.press("Shift+F6").await?;
    assert_eq!(Some(at().await?), seen.last().cloned());
    window.press("F6").await?;
    // One key leaves the grid.
    window.press("Tab").await?;
    let inside = window
        .run(
            "return document.activeElement.closest('.og') !== null",
            vec![],
        )
        .await?;
    assert_eq!(inside, false);
    Ok(())
}

/// Row 26: larger and smaller by keys, kept, and at 200 % nothing is out of reach.
#[tokio::test]
async fn the_window_zooms() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let mut desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window.clone();
    window.resize(1280, 720).await?;
    let width = async || number(window, "return innerWidth").await;
    let usual = width().await?;
    for _ in 0..10 {
        window.press("Control+=").await?;
    }
    window
        .until("twice as large", async || {
            Ok(((width().await? - usual / 2.0).abs() < 8.0).then_some(()))
        })
        .await?;
    window.ready().await?;
    window.screenshot("zoom-200-grid").await?;
    window.check_accessibility().await?;
    // The document itself needs no scrolling to the side; the grid does.
    let beyond = number(
        window,
        "return document.documentElement.scrollWidth - innerWidth",
    )
    .await?;
    assert!(beyond <= 0.0, "{beyond}");
    window.press("Control+5").await?;
    window.press("Control+1").await?;
    // The driver takes what is drawn larger for hidden.
    let there = async |selector: &str| {
        window
            .until(selector, async || {
                let found = window.attributes(selector, "class").await?;
                Ok((!found.is_empty()).then_some(()))
            })
            .await
    };
    there(&css("grid-row")).await?;
    window.press("Control+i").await?;
    there(&css("inspector")).await?;
    window.screenshot("zoom-200-inspector").await?;
    window.press("Control+i").await?;
    window.press("Control+-").await?;
    window.press("Control+0").await?;
    window
        .until("the usual size", async || {
            Ok(((width().await? - usual).abs() < 2.0).then_some(()))
        })
        .await?;

    // Kept when the window closes.
    for _ in 0..3 {
        window.press("Control+-").await?;
    }
    let drawn = async |window: &Window, percent: f64| {
        window
            .until(&format!("{percent} %"), async || {
                let now = number(window, "return 100 * outerWidth / innerWidth").await?;
                if (now - percent).abs() < 2.0 {
                    Ok(Some(()))
                } else {
                    Err(format!("it is {now}"))
                }
            })
            .await
    };
    drawn(window, 70.0).await?;
    desk.strike().await?;
    drawn(&desk.window, 70.0).await
}

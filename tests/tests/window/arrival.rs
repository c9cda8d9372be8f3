//! The keys are where the eye is: in the screen that was opened, and in the place
//! where a list was left.

use edutracker_tests::{
    Result,
    journey::cell,
    machine::{Desk, can_drive},
    window::{Window, css},
};

const CELL: &str = ".og-active";

/// Waits until what a selector finds has the focus.
async fn focused(window: &Window, selector: &str) -> Result {
    window
        .find_css(&format!("{selector}:focus-within"))
        .await
        .map(|_| ())
}

/// Presses Enter on an entry of the side bar, as one who came there by F6.
async fn enter(window: &Window, entry: &str) -> Result {
    let go = "document.querySelector(arguments[0]).focus()";
    window.run(go, vec![css(entry).into()]).await?;
    window.press("Enter").await
}

/// Row 22: whatever opened a screen, the next key is for it.
#[tokio::test]
async fn the_screen_that_was_opened_has_the_keys() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    window.resize(1280, 860).await?;
    // By the mouse in the side bar, as the desk was opened.
    focused(window, CELL).await?;
    // By keys, from a list and from the side bar.
    window.press("Control+s").await?;
    focused(window, &css("changes-empty")).await?;
    window.press("Control+1").await?;
    focused(window, CELL).await?;
    window.press("Down").await?;
    focused(window, ".og-row[data-rank=\"1\"] .og-input").await?;
    enter(window, "nav-contacts").await?;
    window
        .find_css(&format!("main {}", css("grid-row")))
        .await?;
    focused(window, CELL).await?;
    enter(window, "nav-offers").await?;
    focused(window, ".og-row[data-rank=\"1\"] .og-input").await?;

    // A dialog gives the keys back, also when nothing had them.
    window.run("document.activeElement.blur()", vec![]).await?;
    window.press("F1").await?;
    window.find("key-sheet").await?;
    window.press("Escape").await?;
    window.gone("key-sheet").await?;
    focused(window, CELL).await?;

    // Nothing that is typed while nothing has the keys is lost.
    window.run("document.activeElement.blur()", vec![]).await?;
    window.press("Down").await?;
    focused(window, ".og-row[data-rank=\"2\"] .og-input").await?;
    window.click_css(&cell(2, "name")).await?;
    window.run("document.activeElement.blur()", vec![]).await?;
    window.type_text("Anders").await?;
    window.press("Enter").await?;
    window
        .text_where_css(&cell(2, "name"), |name| name == "Anders")
        .await?;

    // From what cannot be sent to the field that is wrong: Enter as the link.
    window.click_css(&cell(0, "name")).await?;
    window.press("Delete").await?;
    window.pending(2).await?;
    window.press("Control+s").await?;
    focused(window, &css("change-tick")).await?;
    let wrong = format!(
        "{}[data-state=\"invalid\"] {}",
        css("change"),
        css("change-tick")
    );
    if window
        .attributes(&format!("{wrong}:focus"), "data-row")
        .await?
        .is_empty()
    {
        window.press("Down").await?;
    }
    focused(window, &wrong).await?;
    window.press("Enter").await?;
    focused(window, &format!("{} .og-input", cell(0, "name"))).await?;
    let told = window.text_where("toast", |_| true).await?;
    assert!(told.contains("verplicht"), "{told}");
    window.screenshot("arrival-1-fix").await?;
    window.type_text("Een naam").await?;
    window.press("Enter").await?;
    window
        .text_where_css(&cell(0, "name"), |name| name == "Een naam")
        .await?;
    // What was put right is not told any more.
    let still = "return [...document.querySelectorAll(arguments[0])].some((toast) => toast.textContent.includes('verplicht'))";
    let since = std::time::Instant::now();
    window
        .until("the message to go", async || {
            let shown = window.run(still, vec![css("toast").into()]).await?;
            Ok((shown == false).then_some(()))
        })
        .await?;
    // By itself it would have stood six seconds from when it was said.
    assert!(since.elapsed().as_secs() < 3, "{:?}", since.elapsed());

    // What was sent last, and to take it back.
    window.press("Control+s").await?;
    window.click("changes-push").await?;
    window.pending(0).await?;
    window.press("Control+1").await?;
    focused(window, CELL).await?;
    window.press("Control+s").await?;
    focused(window, &css("changes-sent")).await?;
    window.press("Enter").await?;
    focused(window, &css("revert-ask")).await?;
    window.screenshot("arrival-2-sent").await
}

/// Row 22: a visit to another list does not lose the place.
#[tokio::test]
async fn a_list_is_found_where_it_was_left() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    window.resize(1280, 860).await?;
    window.click_css(&cell(4, "languages")).await?;
    for keys in ["Control+7", "Control+1"] {
        window.press("PageDown").await?;
        window.press(keys).await?;
        focused(window, CELL).await?;
    }
    let place = "const cell = document.activeElement.closest('.og-cell'); \
        return [Number(cell.closest('.og-row').dataset.rank), cell.dataset.col]";
    let first = window.run(place, vec![]).await?;
    assert!(first[0].as_u64() > Some(10), "{first}");
    assert_eq!(first[1], "languages");
    window.press("Control+End").await?;
    window
        .until("the end of the list", async || {
            Ok((window.run(place, vec![]).await?[0].as_u64() > Some(100)).then_some(()))
        })
        .await?;
    let last = window.run(place, vec![]).await?;
    window.press("Control+7").await?;
    window
        .find_css(&format!("main {}", css("grid-row")))
        .await?;
    focused(window, CELL).await?;
    window.press("Control+1").await?;
    window
        .until("the same cell", async || {
            let cell = window
                .attributes(&format!("{CELL}:focus-within"), "data-col")
                .await?;
            if cell.is_empty() {
                return Ok(None);
            }
            Ok((window.run(place, vec![]).await? == last).then_some(()))
        })
        .await
}

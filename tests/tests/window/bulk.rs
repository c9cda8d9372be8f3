//! Many records at once in the real window: looked at first, done as one step,
//! taken back by one key.

use edutracker_tests::{
    Result,
    machine::{Desk, can_drive},
    window::{Window, css},
};
use std::env;

/// Languages, themes and widths of the pictures; all of them with EDUTRACKER_FULL.
fn looks() -> Vec<(&'static str, &'static str, u32)> {
    if env::var_os("EDUTRACKER_FULL").is_some() {
        let languages = ["nl", "fr", "en"];
        let mut all: Vec<_> = languages
            .iter()
            .flat_map(|language| ["light", "dark"].map(|theme| (*language, theme, 1280)))
            .collect();
        all.extend([
            ("nl", "light", 820),
            ("fr", "dark", 820),
            ("en", "light", 1600),
        ]);
        return all;
    }
    vec![("en", "dark", 1600), ("fr", "light", 820)]
}

/// Shows the list of offers in a language, a theme and a width.
async fn list_as(window: &Window, (language, theme, width): (&str, &str, u32)) -> Result {
    window.resize(width, 860).await?;
    window.click("nav-settings").await?;
    window.choose("settings-language", language).await?;
    window.choose("settings-theme", theme).await?;
    window.click("nav-offers").await?;
    window.find("grid-row").await.map(|_| ())
}

/// The selector of a cell by rank and column.
fn cell(rank: usize, column: &str) -> String {
    format!(
        "{}[data-rank=\"{rank}\"] [data-col=\"{column}\"]",
        css("grid-row")
    )
}

/// The texts of a column on screen, by rank.
async fn column(window: &Window, name: &str, ranks: std::ops::Range<usize>) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for rank in ranks {
        texts.push(window.text_where_css(&cell(rank, name), |_| true).await?);
    }
    Ok(texts)
}

/// Selects so many rows from the first, by keys.
async fn select_rows(window: &Window, rows: usize) -> Result {
    window.click_css(&cell(0, "name")).await?;
    for _ in 1..rows {
        window.press("Shift+Down").await?;
    }
    Ok(())
}

/// Waits until a number beside a preview fits.
async fn number(window: &Window, test_id: &str, fits: impl Fn(usize) -> bool) -> Result<usize> {
    let preview = format!(
        "{}[data-busy=\"false\"] {}",
        css("bulk-preview"),
        css(test_id)
    );
    let text = window
        .attribute_where(&preview, "data-value", |text| text.parse().is_ok_and(&fits))
        .await?;
    text.parse().map_err(|_| format!("{text} is no number"))
}

/// The button of a dialog carries its number.
async fn button_says(window: &Window, test_id: &str, count: usize) -> Result {
    window
        .text_where(test_id, |text| {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            digits == count.to_string()
        })
        .await
        .map(|_| ())
}

/// Rows 10: a field of the selected rows, then of all that the list finds, each
/// seen first and taken back by one key; a contact by another.
#[tokio::test]
async fn bulk_edit() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    let before = column(window, "languages", 0..5).await?;
    select_rows(window, 4).await?;
    window.press("Control+Shift+e").await?;
    window.find("bulk").await?;
    window.pick("field-bulk-field", &["languages"]).await?;
    window.pick("field-bulk-value", &["fr"]).await?;
    let changed = number(window, "bulk-changed", |count| count > 0).await?;
    assert!(changed <= 4, "{changed}");
    button_says(window, "bulk-apply", changed).await?;
    window.screenshot("bulk-1-add-language").await?;
    window.check_accessibility().await?;
    window.click("bulk-apply").await?;
    window.gone("bulk").await?;
    window
        .text_where_css(&cell(3, "languages"), |text| text.contains("Frans"))
        .await?;
    window.pending(changed).await?;
    window
        .text_where("toast", |text| text.contains("Ctrl+Z"))
        .await?;
    assert_eq!(column(window, "languages", 4..5).await?, before[4..5]);
    window.screenshot("bulk-2-done").await?;
    window.press("Control+z").await?;
    window.pending(0).await?;
    for (rank, was) in before.iter().enumerate().take(4) {
        window
            .text_where_css(&cell(rank, "languages"), |text| text == was)
            .await?;
    }

    // Everything the list finds; what would be invalid stands on top, with why.
    window.press("Control+Shift+e").await?;
    window.choose("bulk-scope", "all").await?;
    window.pick("field-bulk-field", &["provinces"]).await?;
    window.choose("bulk-mode", "clear").await?;
    let invalid = number(window, "bulk-invalid", |count| count > 4).await?;
    let changed = number(window, "bulk-changed", |count| count >= invalid).await?;
    button_says(window, "bulk-apply", changed).await?;
    window.find("bulk-problems").await?;
    window
        .attribute_where(&css("bulk-sample"), "class", |text| {
            text.contains("invalid")
        })
        .await?;
    window.screenshot("bulk-3-would-be-invalid").await?;
    window.check_accessibility().await?;
    window.press("Escape").await?;
    window.gone("bulk").await?;
    window.pending(0).await?;

    // One contact by another, in all offers.
    window.click_css(&cell(0, "name")).await?;
    let contact = window
        .text_where_css(&cell(0, "contact"), |text| !text.is_empty())
        .await?;
    window.press("Control+Shift+e").await?;
    window.choose("bulk-scope", "all").await?;
    window.pick("field-bulk-doing", &["contact"]).await?;
    window
        .text_where("field-bulk-from", |text| text.starts_with(&contact))
        .await?;
    window.click("field-bulk-to").await?;
    window.press("Down").await?;
    window.press("Down").await?;
    window.press("Enter").await?;
    window.gone("option-filter").await?;
    let changed = number(window, "bulk-changed", |count| count > 0).await?;
    window.screenshot("bulk-4-contact").await?;
    window.click("bulk-apply").await?;
    window.gone("bulk").await?;
    window
        .text_where_css(&cell(0, "contact"), |text| {
            text != contact && !text.is_empty()
        })
        .await?;
    window.pending(changed).await?;
    window.click("toast-undo").await?;
    window.pending(0).await?;

    let mut problems = Vec::new();
    for look in looks() {
        list_as(window, look).await?;
        select_rows(window, 3).await?;
        window.press("Control+Shift+e").await?;
        window.pick("field-bulk-field", &["provinces"]).await?;
        window.pick("field-bulk-value", &["BE-VLI"]).await?;
        number(window, "bulk-changed", |_| true).await?;
        let (language, theme, width) = look;
        window
            .screenshot(&format!("bulk-{language}-{theme}-{width}"))
            .await?;
        problems.extend(window.check_accessibility().await.err());
        window.press("Escape").await?;
    }
    assert!(problems.is_empty(), "{problems:#?}");
    Ok(())
}

/// Opens the dialog for the first rows and chooses what to do, by keys.
async fn begin(window: &Window, doing: &str) -> Result {
    select_rows(window, ROWS).await?;
    window.press("Control+Shift+e").await?;
    window.find("bulk").await?;
    if doing != "field" {
        window.pick_by_keys("field-bulk-doing", &[doing]).await?;
    }
    Ok(())
}

/// Applies what is in the dialog, by keys, once it tells how many records change.
async fn apply(window: &Window, count: usize) -> Result {
    number(window, "bulk-changed", |changed| changed == count).await?;
    button_says(window, "bulk-apply", count).await?;
    window.press_on(&css("bulk-apply"), "Enter").await?;
    window.gone("bulk").await
}

/// Waits until a column of the rows reads so.
async fn reads(window: &Window, name: &str, fits: impl Fn(usize, &str) -> bool) -> Result {
    for rank in 0..ROWS {
        window
            .text_where_css(&cell(rank, name), |text| fits(rank, text))
            .await?;
    }
    Ok(())
}

/// The rows that everything else is done with.
const ROWS: usize = 3;

/// Row 10: whatever else can be done with many records, each by keys, each as it
/// was foretold, and all of it taken back by one key a step.
#[tokio::test]
async fn everything_else_is_done_by_keys() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    let names = column(window, "name", 0..ROWS).await?;
    let languages = column(window, "languages", 0..ROWS).await?;
    let mut steps = 0;

    // A field gets one value, then its value goes.
    for (field, value, shown) in [
        ("website", "https://een.example", "https://een.example"),
        ("validFrom", "01/09/2026", "2026"),
    ] {
        begin(window, "field").await?;
        window.pick_by_keys("field-bulk-field", &[field]).await?;
        window.tab_to(&css("field-bulk-value")).await?;
        window.type_text(value).await?;
        apply(window, ROWS).await?;
        reads(window, field, |_, text| text.contains(shown)).await?;
        steps += 1;
    }
    begin(window, "field").await?;
    window
        .pick_by_keys("field-bulk-field", &["website"])
        .await?;
    window.choose_by_keys("bulk-mode", "clear").await?;
    apply(window, ROWS).await?;
    reads(window, "website", |_, text| text.is_empty()).await?;
    steps += 1;

    // One of several values goes, where it is.
    begin(window, "field").await?;
    window
        .pick_by_keys("field-bulk-field", &["languages"])
        .await?;
    window.choose_by_keys("bulk-mode", "remove").await?;
    window.pick_by_keys("field-bulk-value", &["nl"]).await?;
    let dutch = languages.iter().filter(|text| text.contains("Nederlands"));
    let dutch = dutch.count();
    assert!(dutch > 0, "{languages:?}");
    apply(window, dutch).await?;
    reads(window, "languages", |_, text| !text.contains("Nederlands")).await?;
    steps += 1;

    begin(window, "rollOver").await?;
    window.tab_to(&css("field-bulk-years")).await?;
    window.press("Control+a").await?;
    window.type_text("2").await?;
    apply(window, ROWS).await?;
    reads(window, "validFrom", |_, text| text.contains("2028")).await?;
    steps += 1;

    begin(window, "text").await?;
    window.pick_by_keys("field-bulk-fields", &["name"]).await?;
    window
        .pick_by_keys("field-bulk-change", &["suffix"])
        .await?;
    window.tab_to(&css("field-bulk-text")).await?;
    window.type_text(" (dag)").await?;
    apply(window, ROWS).await?;
    reads(window, "name", |rank, text| {
        text == format!("{} (dag)", names[rank])
    })
    .await?;
    window.screenshot("bulk-5-text").await?;
    steps += 1;

    let day = window
        .run(
            "return new Intl.DateTimeFormat('nl-BE', { dateStyle: 'medium' }).format(new Date())",
            vec![],
        )
        .await?;
    begin(window, "confirm").await?;
    apply(window, ROWS).await?;
    reads(window, "confirmedOn", |_, text| Some(text) == day.as_str()).await?;
    steps += 1;

    // Out of sight and back again, then away.
    let shown = column(window, "status", 0..ROWS).await?;
    let public = shown.iter().filter(|text| *text == "Gepubliceerd").count();
    for (doing, count) in [("unpublish", public), ("publish", ROWS)] {
        if count == 0 {
            continue;
        }
        begin(window, doing).await?;
        apply(window, count).await?;
        let out = doing == "unpublish";
        reads(window, "status", |_, text| (text == "Gepubliceerd") != out).await?;
        steps += 1;
    }
    begin(window, "archive").await?;
    apply(window, ROWS).await?;
    reads(window, "status", |_, text| text == "Gearchiveerd").await?;
    steps += 1;
    window.screenshot("bulk-6-archived").await?;

    for _ in 0..steps {
        window.press("Control+z").await?;
    }
    window.pending(0).await?;
    assert_eq!(column(window, "name", 0..ROWS).await?, names);
    assert_eq!(column(window, "status", 0..ROWS).await?, shown);
    Ok(())
}

/// The ticks of the hits that are listed.
const TICKS: &str = "[data-testid=\"replace-hit\"] [data-testid=\"replace-tick\"]";

/// Waits until a search has found something that fits.
async fn found(window: &Window, fits: impl Fn(usize) -> bool) -> Result<usize> {
    let text = window
        .attribute_where(&css("replace-hits"), "data-value", |text| {
            text.parse().is_ok_and(&fits)
        })
        .await?;
    text.parse().map_err(|_| format!("{text} is no number"))
}

/// Row 11: hits are seen one by one and can be left out; a bad expression names
/// its place; what was replaced is one step.
#[tokio::test]
async fn find_and_replace() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    window.click_css(&cell(0, "name")).await?;
    window.press("Control+h").await?;
    window.find("replace").await?;
    window.type_text("Engineering").await?;
    let all = found(window, |count| count > 2).await?;
    window.click("replace-with").await?;
    window.type_text("Techniek").await?;
    button_says(window, "replace-apply", all).await?;
    window.screenshot("replace-1-plain").await?;
    window.check_accessibility().await?;

    // In what is selected, in what the list finds, and everywhere.
    window.press("Escape").await?;
    window.gone("replace").await?;
    let whole = window.text("status-rows").await?;
    window.press("/").await?;
    window.type_text("niveau:ma").await?;
    window.press("Enter").await?;
    window.find("filter-studyLevel").await?;
    select_rows(window, 4).await?;
    window.press("Control+h").await?;
    window.find("replace").await?;
    window.type_text("Engineering").await?;
    let names = column(window, "name", 0..4).await?;
    let scope = |value: &str| format!("{} [data-value=\"{value}\"]", css("bulk-scope"));
    window
        .find_css(&format!("{}[aria-pressed=\"true\"]", scope("selected")))
        .await?;
    window.choose_by_keys("bulk-scope", "everything").await?;
    found(window, |count| count == all).await?;
    // What is said of archived ones stands above the hits, not upon them.
    let above = "const [said, hit] = [...arguments].map(id => document.querySelector(id).getBoundingClientRect()); \
        return said.bottom <= hit.top";
    let both = vec![css("bulk-archived").into(), css("replace-hit").into()];
    assert_eq!(window.run(above, both).await?, true);
    window.screenshot("replace-4-scope").await?;
    window.check_accessibility().await?;
    window.choose_by_keys("bulk-scope", "all").await?;
    let listed = found(window, |count| count != all).await?;
    window.choose_by_keys("bulk-scope", "selected").await?;
    let here = names.iter().map(|name| name.matches("Engineering").count());
    let here = here.sum::<usize>();
    assert!(here < listed && listed < all, "{here} {listed} {all}");
    found(window, |count| count == here).await?;
    window.press("Escape").await?;
    window.gone("replace").await?;
    window.press_on(&css("filter-clear"), "Enter").await?;
    // The dialog means the list that is on screen: the whole one has to be there.
    window
        .text_where("status-rows", |shown| shown == whole)
        .await?;
    window.click_css(&cell(0, "name")).await?;
    window.press("Control+h").await?;
    window.find("replace").await?;
    window.fill("replace-find", "Engineering").await?;
    window.choose("bulk-scope", "all").await?;
    window.fill("replace-with", "Techniek").await?;
    found(window, |count| count == all).await?;

    // Capitals count when they are asked to.
    window.click("replace-option-case").await?;
    window.fill("replace-find", "engineering").await?;
    found(window, |count| count < all).await?;
    window.click("replace-option-case").await?;

    // A bad expression, then a good one with a group.
    window.click("replace-option-regex").await?;
    window.fill("replace-find", "Engi(neering").await?;
    window
        .text_where("bulk-error", |text| text.contains('5'))
        .await?;
    window.screenshot("replace-2-bad-expression").await?;
    window.check_accessibility().await?;
    window.fill("replace-find", "\\bEngineer(ing)\\b").await?;
    let hits = found(window, |count| count > 2).await?;
    window.fill("replace-with", "Techniek$1").await?;
    window
        .text_where_css(&format!("{} ins", css("replace-hit")), |text| {
            text == "Technieking"
        })
        .await?;
    let ids = window.attributes(&css("replace-hit"), "data-id").await?;
    assert_eq!(ids.len(), hits);
    window.click_css(TICKS).await?;
    button_says(window, "replace-apply", hits - 1).await?;
    window.screenshot("replace-3-one-left").await?;
    window.click("replace-apply").await?;
    window.gone("replace").await?;
    window
        .text_where("toast", |text| text.contains("Ctrl+Z"))
        .await?;
    window.find("status-pending").await?;
    window.press("Control+z").await?;
    window.pending(0).await?;

    let mut problems = Vec::new();
    for look in looks() {
        list_as(window, look).await?;
        window.click_css(&cell(0, "name")).await?;
        window.press("Control+h").await?;
        window.type_text("techn").await?;
        found(window, |count| count > 0).await?;
        let (language, theme, width) = look;
        window
            .screenshot(&format!("replace-{language}-{theme}-{width}"))
            .await?;
        problems.extend(window.check_accessibility().await.err());
        window.press("Escape").await?;
    }
    assert!(problems.is_empty(), "{problems:#?}");
    Ok(())
}

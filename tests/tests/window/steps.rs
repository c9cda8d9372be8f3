//! Problems and the history of steps in the real window: found, mended, taken
//! back, older steps too.

use edutracker_tests::{
    Result,
    journey::{cell, colleague, fetch},
    machine::{Desk, can_drive},
    programs::account,
    window::{Window, css},
};
use serde_json::Value;

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

/// Waits until what is broken has so many cells of a rule.
async fn broken(window: &Window, rule: &str, count: &str) -> Result {
    window
        .attribute_where(&group(rule), "data-count", |found| found == count)
        .await
        .map(|_| ())
}

/// Waits until a rule is broken nowhere.
async fn mended(window: &Window, rule: &str) -> Result {
    window
        .until("the rule to go", async || {
            let left = window.attributes(&group(rule), "text").await?;
            Ok(left.is_empty().then_some(()))
        })
        .await
}

/// What is too long is cut by one button, at a word, and never before what goes
/// was seen.
async fn what_is_cut_is_seen_first(window: &Window) -> Result {
    let long = "Techniek en samenleving, ".repeat(9).trim().to_owned();
    paste_over(window, 8, "name", 2, &long).await?;
    choose_view(window, "problems").await?;
    broken(window, "name too-long", "2").await?;
    window.press_on(&group("name too-long"), "Enter").await?;
    window.press_on(&css("problem-fix"), "Enter").await?;
    window
        .text_where("fix-all-apply", |text| text.contains('1'))
        .await?;
    let sample = css("bulk-sample");
    // Of what stays only what stands beside it is shown.
    let goes = window.attributes(&format!("{sample} del"), "text").await?;
    assert_eq!(goes, ["samenleving, Techniek en samenleving,"]);
    let comes = window.attributes(&format!("{sample} ins"), "text").await?;
    assert_eq!(comes, ["samenleving…"]);
    window.screenshot("steps-5-shorten").await?;
    window.check_accessibility().await?;
    window.press("Escape").await?;
    window.gone("fix-all").await?;
    assert_eq!(
        window.text_where_css(&cell(8, "name"), |_| true).await?,
        long
    );
    broken(window, "name too-long", "2").await?;
    window.press_on(&css("problem-fix"), "Enter").await?;
    window.press_on(&css("fix-all-apply"), "Enter").await?;
    window.gone("fix-all").await?;
    broken(window, "name too-long", "1").await?;
    let all = format!("{}[data-value=\"name too-long\"]", css("problem-fix-all"));
    window.press_on(&all, "Enter").await?;
    window.press_on(&css("fix-all-apply"), "Enter").await?;
    window.gone("fix-all").await?;
    mended(window, "name too-long").await?;
    for rank in [8, 9] {
        window
            .text_where_css(&cell(rank, "name"), |text| {
                text.chars().count() == 199 && text.ends_with("Techniek en samenleving…")
            })
            .await?;
    }
    // Each is a step.
    window.press("Escape").await?;
    for rank in [9, 8] {
        window.press("Control+z").await?;
        window
            .text_where_css(&cell(rank, "name"), |text| text == long)
            .await?;
        window.pending(2).await?;
    }
    what_is_cut_in_the_details_is_seen_first(window, &long).await?;
    window.press("Control+z").await?;
    window.pending(0).await
}

/// The same beside the field, in the details of a record.
async fn what_is_cut_in_the_details_is_seen_first(window: &Window, long: &str) -> Result {
    window.click_css(&cell(8, "name")).await?;
    window.press("Control+Enter").await?;
    window.press_on(&css("fix-name"), "Enter").await?;
    window
        .text_where("fix-all-apply", |text| text.contains('1'))
        .await?;
    let focused = "return document.activeElement?.dataset.testid ?? ''";
    assert_eq!(window.run(focused, Vec::new()).await?, "fix-all-apply");
    window.screenshot("steps-6-shorten-details").await?;
    window.check_accessibility().await?;
    window.press("Enter").await?;
    window.gone("fix-all").await?;
    window
        .text_where_css(&cell(8, "name"), |text| text.ends_with('…'))
        .await?;
    window.gone("fix-name").await?;
    window
        .text_where("counter-name", |text| text.starts_with("199 "))
        .await?;
    assert_eq!(window.run(focused, Vec::new()).await?, "field-name");
    window.screenshot("steps-7-shortened").await?;
    window.press("Escape").await?;
    window.press("Control+z").await?;
    window
        .text_where_css(&cell(8, "name"), |text| text == long)
        .await?;
    window.pending(2).await
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
    what_is_cut_is_seen_first(window).await?;
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
        .attribute_where("[data-id]:has(.og-active)", "data-id", |id| id == next[1])
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
    mended(window, "name level-in-name").await?;
    window
        .find_css(&format!("{} button:focus", css("problems")))
        .await
        .map(|_| ())
}

/// Dutch dates of all minutes since a moment of the page's clock.
async fn minutes_since(window: &Window, begun: &Value) -> Result<Vec<String>> {
    let script = "const dates = new Intl.DateTimeFormat('nl-BE', { dateStyle: 'medium', timeStyle: 'short' }); \
        const all = []; \
        for (let at = arguments[0]; at < Date.now() + 60000; at += 60000) all.push(dates.format(new Date(at))); \
        return all;";
    let found = window.run(script, vec![begun.clone()]).await?;
    serde_json::from_value(found).map_err(|error| error.to_string())
}

/// Waits until the cell's history names so many changes of this computer and of
/// the service; their texts.
async fn history_of(
    window: &Window,
    cell: &str,
    (here, served): (usize, usize),
) -> Result<(Vec<String>, Vec<String>)> {
    window.click_css(cell).await?;
    window.press("Control+Alt+h").await?;
    window.find("cell-history").await?;
    window
        .until("the changes of the cell", async || {
            let changes = window.attributes(&css("cell-change"), "text").await?;
            let of_others = window
                .attributes(&css("cell-served-change"), "text")
                .await?;
            if (changes.len(), of_others.len()) == (here, served) {
                return Ok(Some((changes, of_others)));
            }
            Err(format!("{changes:?} {of_others:?}"))
        })
        .await
}

/// Row 13: what a colleague sent stands in the history of the cell too, and can
/// be put back; of a set a step here can be taken back by itself.
async fn what_others_did_is_there(desk: &Desk, pending: usize) -> Result {
    let window = &desk.window;
    let row = format!("{}[data-rank=\"8\"]", css("grid-row"));
    let ids = window.attributes(&row, "data-id").await?;
    // What was edited moved in the list.
    let languages = format!("[data-id=\"{}\"] [data-col=\"languages\"]", ids[0]);
    let was = window.text_where_css(&languages, |_| true).await?;
    let begun = window.run("return Date.now()", vec![]).await?;
    let other = colleague(desk, "KUL", "institution_user")?;
    other.run(&["set", "offer", &ids[0], "languages=fr"])?;
    other.run(&["push"])?;
    fetch(window).await?;
    window.click("nav-offers").await?;
    window
        .text_where_css(&languages, |text| text == "Frans")
        .await?;
    let (_, served) = history_of(window, &languages, (0, 1)).await?;
    let email = account("KUL", "institution_user")?.email;
    assert!(
        served[0].contains("+ Frans")
            && served[0].contains(&format!("{email} · een andere computer · ")),
        "{served:?}"
    );
    let dates = minutes_since(window, &begun).await?;
    assert!(
        dates.iter().any(|date| served[0].contains(date)),
        "{served:?} {dates:?}"
    );
    window.screenshot("steps-6-served").await?;
    window.check_accessibility().await?;
    let back = format!("{} {}", css("cell-served-change"), css("cell-restore"));
    window.press_on(&back, "Enter").await?;
    window.gone("cell-history").await?;
    window
        .text_where_css(&languages, |text| text == was)
        .await?;
    window.pending(pending + 1).await?;
    let (here, _) = history_of(window, &languages, (1, 1)).await?;
    assert!(here[0].contains("− Frans"), "{here:?}");
    let back = format!("{} {}", css("cell-change"), css("cell-restore"));
    window.press_on(&back, "Enter").await?;
    window.gone("cell-history").await?;
    window
        .text_where_css(&languages, |text| text == "Frans")
        .await?;
    window.pending(pending).await
}

/// Rows 12, 13 and 14.
#[tokio::test]
async fn problems_and_steps() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let mut desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window.clone();
    let begun = window.run("return Date.now()", vec![]).await?;
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
    mended(window, "name level-in-name").await?;

    // The steps: one in the way of another, and an older one taken back alone.
    choose_view(window, "steps").await?;
    let steps = css("step");
    window
        .until("three steps", async || {
            let ids = window.attributes(&steps, "data-id").await?;
            Ok((ids.len() == 3).then_some(()))
        })
        .await?;
    // Each says when it was, who did it, and how many records it changed.
    let told = window.attributes(&steps, "text").await?;
    let dates = minutes_since(window, &begun).await?;
    let mine = account("KUL", "administrator")?.email;
    for (step, title, count) in [(0, "Verbetering", 4), (1, "Plakken", 2), (2, "Plakken", 3)] {
        let text = &told[step];
        assert!(
            text.starts_with(&format!("{title} {count} fiches")),
            "{text}"
        );
        let by = dates
            .iter()
            .any(|date| text.contains(&format!("u · {date}")));
        assert!(by, "{text} {dates:?}");
    }
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

    // What was done to one cell, by whom, when, and a value of then.
    let ids = format!("{}[data-rank=\"5\"]", css("grid-row"));
    let ids = window.attributes(&ids, "data-id").await?;
    let edited = format!("[data-id=\"{}\"] [data-col=\"name\"]", ids[0]);
    let (here, _) = history_of(window, &edited, (2, 0)).await?;
    let dates = minutes_since(window, &begun).await?;
    for (change, what) in [(0, "Verbetering"), (1, "Plakken · Naam")] {
        let text = &here[change];
        let by = dates
            .iter()
            .any(|date| text.contains(what) && text.contains(&format!("{mine} · {date}")));
        assert!(by, "{text} {dates:?}");
    }
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
    what_others_did_is_there(&desk, 3).await?;

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

    // Without the service what was done here is there all the same.
    desk.service.kill();
    history_of(window, &edited, (3, 0)).await?;
    window
        .text_where("cell-served", |text| text.contains("injoignable"))
        .await?;
    window.screenshot("steps-7-away").await
}

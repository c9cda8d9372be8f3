//! Many offers on the reviewers' desk of the real window: notes from templates,
//! offers found by what asks for a look, decided on at once, and counted.

use edutracker_tests::{
    Result,
    journey::colleague,
    machine::can_drive,
    reviewing::{current, next_after, reviewer},
    window::{Window, css},
};

/// Waits until a field holds a fitting text; answers it.
async fn written(window: &Window, test_id: &str, fits: impl Fn(&str) -> bool) -> Result<String> {
    let script = format!(
        "return document.querySelector('{}')?.value ?? ''",
        css(test_id)
    );
    window
        .until(&format!("the right text in {test_id}"), async || {
            let text = window.run(&script, Vec::new()).await?;
            let text = text.as_str().unwrap_or_default();
            if fits(text) {
                Ok(Some(text.to_owned()))
            } else {
                Err(format!("it holds {text:?}"))
            }
        })
        .await
}

async fn reason(window: &Window, code: &str) -> Result {
    let radio = format!("{}[data-value=\"{code}\"]", css("review-reason"));
    window.click_css(&radio).await?;
    window
        .find_css(&format!("{radio}:checked"))
        .await
        .map(|_| ())
}

/// How many are still to be reviewed, once that fits.
async fn left(window: &Window, fits: impl Fn(usize) -> bool) -> Result<usize> {
    let number = |text: &str| text.parse::<usize>().ok();
    let count = window
        .attribute_where(&css("review-left"), "data-count", |text| {
            number(text).is_some_and(&fits)
        })
        .await?;
    number(&count).ok_or(count)
}

/// Languages, themes and widths that are looked at.
const LOOKS: [(&str, &str, u32); 3] = [
    ("nl", "light", 1280),
    ("fr", "dark", 820),
    ("en", "light", 1280),
];

async fn dressed(window: &Window, (language, theme, width): (&str, &str, u32)) -> Result {
    window.click("nav-settings").await?;
    window.choose("settings-language", language).await?;
    window.choose("settings-theme", theme).await?;
    window.resize(width, 860).await?;
    window.click("nav-review").await?;
    window.find("review-evidence").await.map(|_| ())
}

#[tokio::test]
async fn a_note_from_a_template() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = reviewer("KUL").await?;
    let window = &desk.window;
    let item = format!("{}[aria-current=\"true\"] .name", css("review-item"));
    let name = window
        .text_where_css(&item, |text| !text.is_empty())
        .await?;
    window.press("r").await?;
    window.find("review-dialog").await?;
    window.press("1").await?;
    let shipped = written(window, "review-note-nl", |text| text.contains("{name}")).await?;
    window.click("review-notice").await?;
    window
        .text_where("review-notice", |text| {
            text.matches(&name).count() > 2 && !text.contains('{')
        })
        .await?;
    // What was written stays when another reason is chosen; the rest follows it.
    let own = "“{name}” van {institution} hoort hier niet.";
    window.fill("review-note-nl", own).await?;
    let french = written(window, "review-note-fr", |text| !text.is_empty()).await?;
    reason(window, "LIFELONG").await?;
    written(window, "review-note-fr", |text| {
        text.contains("{name}") && text != french
    })
    .await?;
    written(window, "review-note-nl", |text| text == own).await?;
    window.click("review-template-keep").await?;
    window.find("review-template-reset").await?;
    assert!(!window.shows("review-template-keep").await?);
    window.press("Escape").await?;
    window.gone("review-dialog").await?;
    // Kept, it is there for the next offer, and for its reason only.
    window.press("j").await?;
    window.press("r").await?;
    window
        .find_css(&format!("{}:focus", css("review-reason")))
        .await?;
    window.press("2").await?;
    written(window, "review-note-nl", |text| text == own).await?;
    reason(window, "NON_TECH").await?;
    written(window, "review-note-nl", |text| text == shipped).await?;
    reason(window, "LIFELONG").await?;
    window.click("review-template-reset").await?;
    written(window, "review-note-nl", |text| {
        text.contains("{name}") && text != own
    })
    .await?;
    window.gone("review-template-reset").await?;
    window.press("Escape").await?;
    window.gone("review-dialog").await?;
    for look in LOOKS {
        let (language, theme, width) = look;
        dressed(window, look).await?;
        for verdict in ["r", "q"] {
            window.press(verdict).await?;
            window.find("review-dialog").await?;
            window.press("1").await?;
            window
                .fill("review-note-nl", "Eigen woorden over “{name}”.")
                .await?;
            window.find("review-template-keep").await?;
            window.check_accessibility().await?;
            window
                .screenshot(&format!("many-note-{verdict}-{language}-{theme}-{width}"))
                .await?;
            window.press("Escape").await?;
            window.gone("review-dialog").await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn decided_on_at_once_and_counted() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = reviewer("KUL").await?;
    let window = &desk.window;
    let before = left(window, |count| count > 50).await?;
    // All of them: seen first, then confirmed by typing; one step back.
    window.press("Shift+X").await?;
    let ticked = before.to_string();
    window
        .text_where("review-ticked", |text| text.starts_with(&ticked))
        .await?;
    for (key, dialog) in [("a", "review-many"), ("d", "review-many")] {
        window.press(key).await?;
        window.find(dialog).await?;
        let shown = window
            .attributes(&format!("{} li", css("review-chosen")), "data-id")
            .await?;
        assert_eq!(shown.len(), before, "{key}");
        window.check_accessibility().await?;
        window.screenshot(&format!("many-1-{key}")).await?;
        window.press("Escape").await?;
        window.gone(dialog).await?;
        window.pending(0).await?;
    }
    window.press("a").await?;
    window.click("review-submit").await?;
    window.find("confirm-word").await?;
    window.pending(0).await?;
    window.screenshot("many-2-confirm").await?;
    window.fill("confirm-word", "bevestig").await?;
    window.click("dialog-confirm").await?;
    window.pending(before).await?;
    window.find("review-empty").await?;
    left(window, |count| count == 0).await?;
    window.press("Control+z").await?;
    window.pending(0).await?;
    left(window, |count| count == before).await?;
    // A few: no word is asked for.
    for expected in 1..=2 {
        window.press("x").await?;
        window
            .text_where("review-ticked", |text| {
                text.starts_with(&expected.to_string())
            })
            .await?;
        window.press("j").await?;
    }
    window.press("d").await?;
    window.find("review-many").await?;
    window.press("Enter").await?;
    window.gone("review-many").await?;
    window.pending(2).await?;
    left(window, |count| count == before - 2).await?;
    // One by one, by key.
    let id = current(window).await?;
    window.press("a").await?;
    next_after(window, &id).await?;
    left(window, |count| count == before - 3).await?;

    for look in LOOKS {
        let (language, theme, width) = look;
        dressed(window, look).await?;
        window.press("Shift+X").await?;
        window.find("review-ticked").await?;
        window.check_accessibility().await?;
        window
            .screenshot(&format!("many-3-ticked-{language}-{theme}-{width}"))
            .await?;
        for key in ["a", "r"] {
            window.press(key).await?;
            window.find("review-submit").await?;
            if key == "r" {
                window.press("1").await?;
                // Most of these are technological: the list says so, and is open.
                window.find("review-doubtful").await?;
                window
                    .find_css(&format!("details[open]{}", css("review-many")))
                    .await?;
                window.click("review-notice").await?;
                window.click("review-notice-next").await?;
            }
            window.check_accessibility().await?;
            window
                .screenshot(&format!("many-4-{key}-{language}-{theme}-{width}"))
                .await?;
            window.press("Escape").await?;
            window.gone("review-submit").await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn what_others_decide_far_down_is_counted_too() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = reviewer("KUL").await?;
    let window = &desk.window;
    window.click("review-facets").await?;
    window.click("facets-clear").await?;
    let all = left(window, |count| count > 200).await?;
    let other = colleague(&desk, "AGORIA", "reviewer2")?;
    other.run(&["pull"])?;
    // Its last rows are not read yet: nobody has scrolled there.
    let queue = other.run(&["review", "queue"])?;
    assert_eq!(queue.len(), all);
    let last: Vec<&str> = queue[all - 3..]
        .iter()
        .filter_map(|row| row["id"].as_str())
        .collect();
    other.run(&[&["review", "keep"], last.as_slice()].concat())?;
    other.run(&["push"])?;
    left(window, |count| count == all - 3).await?;

    // The facets of the desk: what they count is what they find.
    for field in ["criterion", "changed"] {
        let first = format!("{}[data-field=\"{field}\"]", css("facet-value"));
        window.find_css(&first).await?;
    }
    let value = format!("{}[data-value=\"technological\"]", css("facet-value"));
    let count = window
        .attribute_where(&value, "data-count", |count| !count.is_empty())
        .await?;
    let count: usize = count.parse().map_err(|_| count)?;
    window.click_css(&value).await?;
    left(window, |left| left == count).await?;
    let listed = other.run(&["review", "queue", "--where", "criterion=technological"])?;
    assert_eq!(listed.len(), count);
    for look in LOOKS {
        let (language, theme, width) = look;
        dressed(window, look).await?;
        window.click("review-facets").await?;
        window.find("facets").await?;
        window.check_accessibility().await?;
        window
            .screenshot(&format!("many-5-facets-{language}-{theme}-{width}"))
            .await?;
        window.click("facets-close").await?;
    }
    Ok(())
}

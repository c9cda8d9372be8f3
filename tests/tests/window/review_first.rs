//! What somebody who is new to the reviewers' desk does by keys: reads a notice
//! before it goes, reads on about an offer, narrows the queue to nothing, asks
//! for an answer on a day that is past, restores what was removed.

use edutracker_tests::{
    Result,
    journey::colleague,
    machine::can_drive,
    reviewing::{current, give_reason, next_after, queue, reviewer},
    window::{Window, css},
};
use serde_json::{Value, json};

/// What a script says of the page.
async fn told(window: &Window, script: &str) -> Result<Value> {
    window.run(script, Vec::new()).await
}

/// Languages, themes and widths that are looked at.
const LOOKS: [(&str, &str, u32); 4] = [
    ("fr", "light", 820),
    ("en", "dark", 1280),
    ("nl", "dark", 820),
    ("nl", "light", 1400),
];

async fn dressed(window: &Window, (language, theme, width): (&str, &str, u32)) -> Result {
    window.click("nav-settings").await?;
    window.choose("settings-language", language).await?;
    window.choose("settings-theme", theme).await?;
    window.resize(width, 860).await?;
    window.click("nav-review").await?;
    window.find("review-evidence").await.map(|_| ())
}

/// Puts the keyboard on what folds the preview of the notice.
async fn on_the_preview(window: &Window) -> Result {
    let script = format!(
        "document.querySelector('{} summary').focus()",
        css("review-notice")
    );
    window.run(&script, Vec::new()).await.map(|_| ())
}

#[tokio::test]
async fn a_notice_is_read_before_it_goes() -> Result {
    if !can_drive() {
        return Ok(());
    }
    // Its organisation works in French, the reviewer in Dutch.
    let desk = reviewer("HEPL").await?;
    let window = &desk.window;
    let item = format!("{}[aria-current=\"true\"] .name", css("review-item"));
    let name = window
        .text_where_css(&item, |text| !text.is_empty())
        .await?;
    for (key, title) in [("q", "Vraag over"), ("r", "verwijderen")] {
        window.press(key).await?;
        window
            .text_where_css(&format!("{} h2", css("review-dialog")), |text| {
                text.contains(title) && text.contains(&name)
            })
            .await?;
        window.press("1").await?;
        // Enter opens the preview, and decides nothing.
        on_the_preview(window).await?;
        window.press("Enter").await?;
        window
            .find_css(&format!("details[open]{}", css("review-notice")))
            .await?;
        let notice = format!("{} .notice", css("review-notice"));
        window
            .text_where_css(&notice, |text| {
                text.contains("Agoria") && text.contains("EduTracker") && text.contains("« ")
            })
            .await?;
        let french = format!("{notice}[lang=\"fr\"]");
        window.find_css(&french).await?;
        let seen = format!(
            "const shown = document.querySelector('{notice}').getBoundingClientRect();
             const room = document.querySelector('{} .body').getBoundingClientRect();
             return shown.top >= room.top - 1 && shown.top < room.bottom - 60",
            css("review-dialog")
        );
        window
            .until("the notice in view", async || {
                Ok((told(window, &seen).await? == json!(true)).then_some(()))
            })
            .await?;
        window.pending(0).await?;
        window.check_accessibility().await?;
        window.screenshot(&format!("first-1-{key}-notice")).await?;
        window.press("Escape").await?;
        window.gone("review-dialog").await?;
    }
    // A day that is past is no day to answer by, and it says so where it can be read.
    window.press("q").await?;
    window.press("1").await?;
    window.fill("review-due", "01/02/2020").await?;
    window
        .text_where("review-due-why", |text| text.contains("nog komt"))
        .await?;
    window
        .find_css(&format!("{}:disabled", css("review-submit")))
        .await?;
    window.fill("review-due", "31/02/2031").await?;
    window
        .text_where("review-due-why", |text| text.contains("31/02/2031"))
        .await?;
    window.press("Control+a").await?;
    window.press("Backspace").await?;
    window
        .text_where("review-due-why", |text| text.contains("14 dagen"))
        .await?;
    window.press("Escape").await?;
    window.gone("review-dialog").await?;
    // A template that cannot be kept says why in the dialog, not behind it.
    let lock = "const done = arguments[arguments.length - 1];
        const kept = { kind: 'template', name: 'remove/NON_TECH', body: { nl: 'Vast.' }, locked: true };
        window.__TAURI_INTERNALS__.invoke('save', { args: kept }).then(() => done(true), (error) => done(String(error)))";
    let kept = window.run_async(lock, Vec::new()).await?;
    assert_eq!(kept, json!(true));
    window.press("r").await?;
    window.press("1").await?;
    window.fill("review-note-nl", "Eigen woorden.").await?;
    window.click("review-template-keep").await?;
    window
        .find_css(&format!(
            "{} {}",
            css("review-dialog"),
            css("review-template-error")
        ))
        .await?;
    assert!(!window.shows("toast").await?);
    window.check_accessibility().await?;
    window.screenshot("first-2-template").await?;
    window.press("Escape").await?;
    window.gone("review-dialog").await?;
    for look in LOOKS {
        let (language, theme, width) = look;
        dressed(window, look).await?;
        for key in ["r", "q"] {
            window.press(key).await?;
            window.find("review-dialog").await?;
            window.press("1").await?;
            window
                .fill("review-note-fr", "Quelques mots de plus.")
                .await?;
            if key == "q" {
                window.fill("review-due", "01/02/2020").await?;
            } else {
                on_the_preview(window).await?;
                window.press("Enter").await?;
            }
            window.check_accessibility().await?;
            window
                .screenshot(&format!("first-2-{key}-{language}-{theme}-{width}"))
                .await?;
            window.press("Escape").await?;
            window.gone("review-dialog").await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn read_on_and_go_on_by_keys() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = reviewer("KUL").await?;
    let window = &desk.window;
    let scrolled = format!(
        "return document.querySelector('{} [data-scrolls]').scrollTop",
        css("review-pane")
    );
    let place = async |below: bool| {
        window
            .until("the text where it is to be", async || {
                let top = told(window, &scrolled).await?.as_f64().unwrap_or_default();
                Ok(((top > 0.0) == below).then_some(()))
            })
            .await
    };
    window.find("review-evidence").await?;
    place(false).await?;
    window.press("PageDown").await?;
    place(true).await?;
    window.press("PageUp").await?;
    place(false).await?;
    window.press("PageDown").await?;
    place(true).await?;
    // The next one begins at its top.
    let first = current(window).await?;
    window.press("Down").await?;
    let second = next_after(window, &first).await?;
    place(false).await?;
    window.press("Up").await?;
    assert_eq!(next_after(window, &second).await?, first);
    // No button moves with the first decision, and no message covers one.
    let bar = format!(
        "return document.querySelector('{}').getBoundingClientRect().top",
        css("review-keep")
    );
    let before = told(window, &bar).await?;
    window.press("Control+z").await?;
    window.find("toast").await?;
    let free = format!(
        "return document.querySelector('{}').getBoundingClientRect().bottom
         <= document.querySelector('{}').getBoundingClientRect().top",
        css("toast"),
        css("review-keep")
    );
    assert_eq!(told(window, &free).await?, json!(true));
    window.screenshot("first-3-message").await?;
    window.press("a").await?;
    next_after(window, &first).await?;
    window.find("review-undo").await?;
    assert_eq!(told(window, &bar).await?, before);
    // Removed, and restored by its key.
    window.press("r").await?;
    give_reason(window).await?;
    window.pending(2).await?;
    window.press("3").await?;
    let restore = format!("{} .key", css("review-restore"));
    window.text_where_css(&restore, |text| text == "T").await?;
    window.screenshot("first-4-removed").await?;
    window.press("t").await?;
    window.pending(1).await
}

#[tokio::test]
async fn a_narrowed_queue_that_is_empty() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = reviewer("KUL").await?;
    let window = &desk.window;
    let here = queue(window, |count| count > 3).await?;
    window.press("Shift+X").await?;
    window.find("review-ticked").await?;
    window.press("d").await?;
    window.click("review-submit").await?;
    window.fill("confirm-word", "bevestig").await?;
    window.click("dialog-confirm").await?;
    window.pending(here).await?;
    window.find("review-empty").await?;
    let waiting = window
        .attribute_where(&css("review-waiting"), "data-count", |count| count != "0")
        .await?;
    let waiting: usize = waiting.parse().map_err(|_| waiting)?;
    window
        .find_css(&format!("{}:focus", css("review-clear")))
        .await?;
    for (language, theme, width) in LOOKS {
        window.click("nav-settings").await?;
        window.choose("settings-language", language).await?;
        window.choose("settings-theme", theme).await?;
        window.resize(width, 860).await?;
        // The filter is there again with the screen.
        window.click("nav-review").await?;
        window.find("review-empty").await?;
        window.check_accessibility().await?;
        window
            .screenshot(&format!("first-5-{language}-{theme}-{width}"))
            .await?;
    }
    window.click("review-clear").await?;
    queue(window, |count| count == waiting).await?;
    window.find("review-evidence").await.map(|_| ())
}

#[tokio::test]
async fn what_comes_back_opens_an_empty_queue() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = reviewer("HEPL").await?;
    let window = &desk.window;
    let here = queue(window, |count| count > 3).await?;
    let mut ids = Vec::new();
    for rank in 0..2 {
        let row = format!("{}[data-rank=\"{rank}\"]", css("review-item"));
        ids.extend(window.attributes(&row, "data-id").await?);
    }
    window.press("Shift+X").await?;
    window.find("review-ticked").await?;
    window.press("d").await?;
    window.click("review-submit").await?;
    window.find("review-empty").await?;
    window.pending(here).await?;
    window.click("push-button").await?;
    window.click("changes-push").await?;
    window
        .find_css(&format!("{}[data-dry=\"false\"]", css("outcome")))
        .await?;
    window.click("nav-review").await?;
    window.find("review-empty").await?;

    // A question of a colleague whose day has come, and an offer that its owner
    // changed: each stands in the queue by itself.
    let other = colleague(&desk, "AGORIA", "reviewer2")?;
    other.run(&["pull"])?;
    let today = told(window, "return new Date().toLocaleDateString('sv-SE')").await?;
    let today = today.as_str().unwrap_or_default();
    let question = [
        "review",
        "ask",
        &ids[0],
        "--reason",
        "BORDERLINE",
        "--due",
        today,
    ];
    other.run(&question)?;
    other.run(&["push"])?;
    let item = |id: &str| format!("{}[data-id=\"{id}\"]", css("review-item"));
    window.find_css(&item(&ids[0])).await?;
    assert_eq!(current(window).await?, ids[0]);
    let owner = colleague(&desk, "HEPL", "administrator")?;
    owner.run(&["pull"])?;
    owner.run(&["set", "offer", &ids[1], "durationMonths=7"])?;
    owner.run(&["push"])?;
    window
        .attribute_where(&css("review-left"), "data-count", |count| count == "2")
        .await?;
    window.press("d").await?;
    assert_eq!(next_after(window, &ids[0]).await?, ids[1]);
    // What changed since it was put off, and what was decided elsewhere, as the
    // program has it.
    other.run(&["pull"])?;
    let known = other.run(&["review", "show", &ids[1]])?.remove(0);
    assert_eq!(known["since"][0]["field"], "durationMonths");
    assert_eq!(known["since"][0]["after"], 7);
    let since = window
        .text_where("review-since", |text| !text.is_empty())
        .await?;
    let before = known["since"][0]["before"].as_u64().unwrap_or_default();
    for part in [before.to_string(), "7".to_owned()] {
        assert!(since.contains(&part), "{part}: {since}");
    }
    let terms = window
        .attributes(&format!("{} dt", css("review-since")), "text")
        .await?;
    assert_eq!(terms.len(), 1, "one field: {terms:?}");
    for (shown, list) in [("review-earlier", "earlier"), ("review-similar", "similar")] {
        let expected: Vec<&str> = known[list]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|one| one["name"].as_str())
            .collect();
        assert!(!expected.is_empty(), "{list}: {known}");
        let names = format!("{} .user-text", css(shown));
        let names = window.attributes(&names, "text").await?;
        assert_eq!(names, expected, "{shown}");
    }
    window.check_accessibility().await?;
    window.screenshot("first-6-since").await?;
    window.press("d").await?;
    window.find("review-empty").await.map(|_| ())
}

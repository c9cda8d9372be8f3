//! Importing a spreadsheet in the real window: what is found can be corrected,
//! what would happen is shown, nothing is written before it is confirmed, and
//! one undo takes it all back.

use edutracker_tests::{
    Result,
    importing::{give, next, rows, settled},
    machine::{Desk, can_drive},
    root,
    window::{Window, css},
};
use std::{fs, path::PathBuf, time::Instant};

fn sheet(name: &str) -> PathBuf {
    root().join("crates/exchange/tests/messy").join(name)
}

/// Opens the wizard by its key and gives it a file of those that people have.
async fn open(window: &Window, file: &str) -> Result {
    give(window, &sheet(file)).await
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
    // How it was read is there for who looks for it.
    window
        .click_css(&format!("{} summary", css("import-advanced")))
        .await?;
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
        ("en", "dark", 1600, 900),
        ("fr", "light", 820, 800),
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
    window.tab_to(&css("import-rejected")).await?;
    window.press("Enter").await?;
    let told = window.text("import-written").await?;
    assert!(told.contains(".xlsx"), "{told}");

    // Nothing was written; the button says how many will be.
    window.pending(0).await?;
    let count = (added + changed).to_string();
    window
        .text_where("import-confirm", |text| text.contains(&count))
        .await?;
    window.tab_to(&css("import-confirm")).await?;
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

/// Goes to the review, step by step.
async fn review(window: &Window) -> Result {
    for step in ["columns", "values", "review"] {
        next(window, step).await?;
    }
    Ok(())
}

async fn show(window: &Window, fate: &str) -> Result {
    let tab = format!("{}[data-value=\"{fate}\"]", css("import-tab"));
    window.click_css(&tab).await?;
    let panel = format!("{}[data-value=\"{fate}\"]", css("import-panel"));
    window.find_css(&panel).await.map(|_| ())
}

/// What stands in a row of the review.
fn of_row(row: u32, test_id: &str) -> String {
    format!("{}[data-row=\"{row}\"] {}", css("import-row"), css(test_id))
}

/// Chooses the next value of a list by its key, and waits for what follows.
async fn take_next(window: &Window, selector: &str) -> Result {
    window.find_css(selector).await?;
    let focus = "document.querySelector(arguments[0]).focus()";
    window.run(focus, vec![selector.into()]).await?;
    window.press("Down").await?;
    let value = "return document.querySelector(arguments[0])?.value ?? ''";
    window
        .until("a value", async || {
            let value = window.run(value, vec![selector.into()]).await?;
            Ok((value != "").then_some(()))
        })
        .await?;
    settled(window).await
}

async fn until_rows(window: &Window, fate: &str, count: usize) -> Result {
    window
        .until(&format!("{count} rows under {fate}"), async || {
            Ok((rows(window, fate).await? == count).then_some(()))
        })
        .await
}

/// ET: what nothing settles is settled in the review, row by row, and the
/// number of what will be imported follows.
#[tokio::test]
async fn rows_are_decided_about_filled_in_and_left_out() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("HOGENT", "administrator").await?;
    let window = &desk.window;
    open(window, "d1_hogeschool_windows1252.csv").await?;
    review(window).await?;
    let confirms = async |count: usize| {
        let count = count.to_string();
        window
            .text_where("import-confirm", |text| text.contains(&count))
            .await
    };
    confirms(26).await?;
    show(window, "needs_decision").await?;
    for (row, left) in [(7, 1), (8, 0)] {
        take_next(window, &of_row(row, "import-fix")).await?;
        until_rows(window, "needs_decision", left).await?;
    }
    confirms(28).await?;
    window.screenshot("import-decided").await?;
    window.check_accessibility().await?;

    show(window, "duplicate").await?;
    take_next(window, &of_row(9, "import-decide")).await?;
    window.screenshot("import-merged").await?;
    window.check_accessibility().await?;

    show(window, "rejected").await?;
    for (row, left) in [(11, 2), (12, 1), (13, 0)] {
        take_next(window, &of_row(row, "import-fix")).await?;
        until_rows(window, "rejected", left).await?;
    }
    confirms(31).await?;
    window.screenshot("import-filled").await?;
    window.check_accessibility().await?;

    show(window, "added").await?;
    let leave = format!("{} {}", css("import-panel"), css("import-leave"));
    window.click_css(&leave).await?;
    until_rows(window, "left", 1).await?;
    confirms(30).await?;
    window.screenshot("import-left").await?;

    // Escape asks before what was chosen is lost; a second one goes on.
    window.press("Escape").await?;
    window.find("import-throw-away").await?;
    window.screenshot("import-leaving").await?;
    window.check_accessibility().await?;
    window.press("Escape").await?;
    window.gone("import-throw-away").await?;
    confirms(30).await?;
    window.pending(0).await?;
    window.tab_to(&css("import-confirm")).await?;
    window.press("Enter").await?;
    window.gone("import-wizard").await?;
    window.find("toast").await?;
    window.press("Control+z").await?;
    window.pending(0).await?;

    // What was thrown away is gone.
    open(window, "d1_hogeschool_windows1252.csv").await?;
    window.click("import-empty-clears").await?;
    settled(window).await?;
    window.press("Escape").await?;
    window.click("import-throw-away").await?;
    window.gone("import-wizard").await
}

/// ET: ten thousand rows are read with progress, can be stopped, and each
/// says what becomes of it.
#[tokio::test]
async fn a_large_file_can_be_stopped_and_read_again() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("HOGENT", "administrator").await?;
    let window = &desk.window;
    window.press("Control+o").await?;
    window.find("import-wizard").await?;
    let many = sheet("d4_tienduizend_rijen.csv");
    // Several times as long, so that it is still read when the button is found.
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let longer = folder.path().join("longer.csv");
    let text = fs::read_to_string(&many).map_err(|error| error.to_string())?;
    let (head, rows_of_it) = text.split_once('\n').ok_or("no rows")?;
    let whole = format!("{head}\n{}", rows_of_it.repeat(4));
    fs::write(&longer, whole).map_err(|error| error.to_string())?;
    window.give_file("import-file", &longer).await?;
    window.click("import-stop").await?;
    let told = window.text("import-error").await?;
    assert!(!told.is_empty());
    settled(window).await?;
    let begun = Instant::now();
    window.give_file("import-file", &many).await?;
    window.find("import-found").await?;
    settled(window).await?;
    eprintln!("10 000 rows read after {:?}", begun.elapsed());
    review(window).await?;
    let all = ["added", "changed", "unchanged", "duplicate"];
    let more = ["needs_decision", "rejected"];
    let mut total = 0;
    for fate in all.into_iter().chain(more) {
        total += rows(window, fate).await?;
    }
    assert_eq!(total, 10_000);
    // Rows of others are refused, each with the reason.
    show(window, "rejected").await?;
    let reasons = window
        .attributes(&css("import-reason"), "data-value")
        .await?;
    assert!(
        reasons.iter().any(|reason| reason == "not-own"),
        "{reasons:?}"
    );
    window.screenshot("import-large").await
}

/// ET: what changed on both sides is chosen field by field; campuses come in as well.
#[tokio::test]
async fn both_sides_are_shown_and_campuses_come_in() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("HOGENT", "administrator").await?;
    let window = &desk.window;
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).map_err(|error| error.to_string())?;
        Ok::<_, String>(path)
    };
    let ids = window.attributes("[data-id]", "data-id").await?;
    let id = ids.first().ok_or("no offer on the screen")?;
    let stale = write(
        "stale.csv",
        &format!(
            "id;rev;Opleiding;Niveau;Vormen;Provincie;Taal;E-mail;Extra info\n\
             {id};1.1;Heel andere naam;PBA;Hackathon;Oost-Vlaanderen;NL;bedrijven@hogent.example;Nieuwe tekst.\n\
             0192f3c0-0000-7000-8000-00000000beef;1.1;Niet van hier;PBA;Stage;Oost-Vlaanderen;NL;bedrijven@hogent.example;\n"
        ),
    )?;
    give(window, &stale).await?;
    review(window).await?;
    assert_eq!(rows(window, "needs_decision").await?, 2);
    show(window, "needs_decision").await?;
    window.screenshot("import-clashes-open").await?;
    window.check_accessibility().await?;
    let name = format!(
        "{}[data-field=\"name\"][data-value=\"file\"]",
        css("import-side")
    );
    window.find_css(&name).await?;
    let focus = "document.querySelector(arguments[0]).focus()";
    window.run(focus, vec![name.clone().into()]).await?;
    window.press("Space").await?;
    settled(window).await?;
    assert_eq!(
        rows(window, "needs_decision").await?,
        2,
        "one field is not all"
    );
    let rest = format!("{}[data-value=\"here\"]", css("import-side-all"));
    window.click_css(&rest).await?;
    until_rows(window, "needs_decision", 1).await?;
    until_rows(window, "unchanged", 1).await?;
    window.run(focus, vec![name.into()]).await?;
    window.press("Space").await?;
    until_rows(window, "changed", 1).await?;
    window.screenshot("import-clashes").await?;
    window.check_accessibility().await?;
    window.press("Escape").await?;
    window.click("import-throw-away").await?;
    window.gone("import-wizard").await?;

    let campuses = write(
        "campussen.csv",
        "Organisatie;Campus;Postcode;Gemeente\n\
         HOGENT;Campus Nieuwerwets;9000;Gent\n\
         KUL;Campus Elders;3000;Leuven\n",
    )?;
    give(window, &campuses).await?;
    review(window).await?;
    assert_eq!(
        (
            rows(window, "added").await?,
            rows(window, "rejected").await?
        ),
        (1, 1)
    );
    window.screenshot("import-campuses").await?;
    window.check_accessibility().await?;
    window.tab_to(&css("import-confirm")).await?;
    window.press("Enter").await?;
    window.gone("import-wizard").await?;
    window.pending(1).await?;
    window.screenshot("import-campuses-done").await?;
    window.press("Control+z").await?;
    window.pending(0).await
}

//! Syncing in the real window: conflicts answered by keys, a push taken back,
//! edits set aside and put back, and what is said while the service is away.

use edutracker_tests::{
    Result,
    journey::{asked, colleague, count, fetch, field, look, standing, write},
    machine::{Desk, can_drive},
    programs::{account, program},
    window::{Window, css},
};
use std::{path::Path, process::Command};

/// Waits until the button of a side has the focus.
async fn chosen(window: &Window, side: &str) -> Result {
    let button = format!("{} [data-side=\"{side}\"]:focus", css("conflict-pane"));
    window.find_css(&button).await.map(|_| ())
}

#[tokio::test]
async fn conflicts_are_answered_by_keys_one_by_one_and_all_at_once() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    let mut ids = Vec::new();
    for rank in 0..5 {
        ids.push(write(window, rank, "name", &format!("Mijn naam {rank}")).await?);
    }
    write(window, 4, "website", "https://mijn.example").await?;
    let theirs = colleague(&desk, "KUL", "institution_user")?;
    for (rank, id) in ids.iter().enumerate() {
        theirs.run(&[
            "set",
            "offer",
            id,
            &format!("name=De naam van de ander {rank}"),
        ])?;
    }
    theirs.run(&["set", "offer", &ids[4], "website=https://ander.example"])?;
    theirs.run(&["push"])?;

    // The questions come up by themselves.
    window.click("nav-conflicts").await?;
    count(window, "conflict-item", 5).await?;
    look(window, "conflicts", "nav-conflicts", None).await?;
    let order = window.attributes(&css("conflict-item"), "data-id").await?;
    asked(window, &order[0]).await?;
    window.press("j").await?;
    asked(window, &order[1]).await?;
    window.press("k").await?;
    asked(window, &order[0]).await?;
    window.press("Control+Enter").await?;
    asked(window, &order[1]).await?;
    window.press("k").await?;
    asked(window, &order[0]).await?;

    // A side is chosen, and nothing is answered before Enter.
    window.press("Right").await?;
    chosen(window, "theirs").await?;
    window.press("Left").await?;
    chosen(window, "mine").await?;
    count(window, "conflict-item", 5).await?;
    window.screenshot("sync-conflict-chosen").await?;

    // Mine, taken back, theirs: each time the next one comes up.
    window.press("Enter").await?;
    count(window, "conflict-item", 4).await?;
    asked(window, &order[1]).await?;
    window.press("Control+z").await?;
    count(window, "conflict-item", 5).await?;
    asked(window, &order[0]).await?;
    window.press("Right").await?;
    chosen(window, "theirs").await?;
    window.press("Enter").await?;
    count(window, "conflict-item", 4).await?;
    asked(window, &order[1]).await?;

    // A version of one's own.
    window.press("e").await?;
    window.find("own-text").await?;
    window.press("Control+a").await?;
    window.type_text("Onze naam").await?;
    window.screenshot("sync-conflict-own").await?;
    window.press("Enter").await?;
    count(window, "conflict-item", 3).await?;

    // The whole record is mine, and taken back.
    window.press("a").await?;
    count(window, "conflict-item", 2).await?;
    window.press("Control+z").await?;
    count(window, "conflict-item", 3).await?;

    // Mine for all where only the name differs.
    let bulk = css("conflict-bulk");
    window
        .attribute_where(&bulk, "data-count", |count| count == "2")
        .await?;
    window.click("conflict-bulk-mine").await?;
    count(window, "conflict-item", 1).await?;
    window.press("t").await?;
    window.find("conflicts-empty").await?;
    window.screenshot("sync-conflicts-empty").await?;

    window.click("push-button").await?;
    window.click("changes-push").await?;
    window
        .find_css(&format!("{}[data-dry=\"false\"]", css("outcome")))
        .await?;
    theirs.run(&["pull"])?;
    let name = |id: &str| field(&theirs, id, "name");
    let rank = |id: &str| ids.iter().position(|other| other == id).unwrap_or_default();
    assert_eq!(
        name(&order[0])?,
        format!("De naam van de ander {}", rank(&order[0]))
    );
    assert_eq!(name(&order[1])?, "Onze naam");
    let kept = ids
        .iter()
        .filter(|id| {
            name(id).is_ok_and(|name| name.as_str().is_some_and(|n| n.starts_with("Mijn")))
        })
        .count();
    assert_eq!(kept, 2);
    assert_eq!(field(&theirs, &ids[4], "website")?, "https://ander.example");
    Ok(())
}

#[tokio::test]
async fn a_push_is_looked_at_and_taken_back() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    let mut ids = Vec::new();
    for rank in 0..3 {
        ids.push(
            write(
                window,
                rank,
                "website",
                &format!("https://nieuw{rank}.example"),
            )
            .await?,
        );
    }
    window.click("push-button").await?;
    window.fill("changes-comment", "Drie websites").await?;
    window.click("changes-ask").await?;
    window
        .find_css(&format!(
            "{}[data-value=\"applied\"]",
            css("change-verdict")
        ))
        .await?;
    look(window, "changes", "nav-changes", None).await?;
    window.click("changes-push").await?;
    window.pending(0).await?;
    let theirs = colleague(&desk, "KUL", "institution_user")?;
    theirs.run(&["set", "offer", &ids[0], "website=https://ander.example"])?;
    theirs.run(&["push"])?;

    // The record tells who changed it when; the way leads from there to the push.
    fetch(window).await?;
    window.click("nav-offers").await?;
    let row = format!("{}[data-id=\"{}\"]", css("grid-row"), ids[0]);
    window
        .click_css(&format!("{row} [data-col=\"website\"]"))
        .await?;
    let inspector = format!("{}[data-id=\"{}\"]", css("inspector"), ids[0]);
    if !window.shows("inspector").await? {
        window.press("Control+Enter").await?;
    }
    window.find_css(&inspector).await?;
    window.click("tab-history").await?;
    let told = window
        .text_where("history", |text| text.contains("institution_user@"))
        .await?;
    let (first, second) = told
        .split_once("administrator@")
        .ok_or("the own change is missing")?;
    assert!(first.contains("https://ander.example"), "{told}");
    assert!(second.contains("https://nieuw0.example"), "{told}");
    window.check_accessibility().await?;
    window.screenshot("record-history-nl").await?;
    window.click("history-push").await?;
    window
        .text_where("push", |text| text.contains("Drie websites"))
        .await?;
    count(window, "push-item", 3).await?;
    window.click("revert-ask").await?;
    let verdict = |id: &str, value: &str| {
        let item = css("push-item");
        let verdict = css("revert-verdict");
        format!("{item}[data-id=\"{id}\"] {verdict}[data-value=\"{value}\"]")
    };
    window.find_css(&verdict(&ids[0], "conflict")).await?;
    window.find_css(&verdict(&ids[1], "applied")).await?;
    window.screenshot("sync-revert-preview").await?;
    window.check_accessibility().await?;
    window.click("revert-confirm").await?;
    window.find("revert-outcome").await?;
    count(window, "push", 2).await?;
    look(window, "sent", "nav-sync", Some("sync-sent-tab")).await?;

    theirs.run(&["pull"])?;
    assert_eq!(field(&theirs, &ids[0], "website")?, "https://ander.example");
    for id in &ids[1..] {
        let website = field(&theirs, id, "website")?;
        assert!(
            !website.as_str().is_some_and(|site| site.contains("nieuw")),
            "{website}"
        );
    }
    Ok(())
}

/// Gives or takes an account's right to work for another organisation.
fn membership(desk: &Desk, how: &str, organisation: &str) -> Result {
    let email = account("KUL", "administrator")?.email;
    let mut command = Command::new(program("edutracker-service")?);
    command
        .args(["membership", how, "--account", &email])
        .args(["--organisation", organisation, "--database"])
        .arg(format!("sqlite:{}", desk.service.database().display()));
    xtask::process::output(&mut command).map(|_| ())
}

#[tokio::test]
async fn what_a_lost_right_leaves_behind_is_kept_exported_and_put_back() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    membership(&desk, "add", "HOGENT")?;
    let other = colleague(&desk, "HOGENT", "administrator")?;
    let offers = other.run(&["list", "offer", "--where", "status=published"])?;
    let (id, name) = (offers[0]["id"].clone(), offers[0]["name"].clone());
    let (id, name) = (
        id.as_str().unwrap_or_default().to_owned(),
        name.as_str().unwrap_or_default().to_owned(),
    );
    fetch(window).await?;
    window.click("nav-offers").await?;
    window.fill("search", &name).await?;
    // Rows move until the list is the one that was asked for.
    window
        .attribute_where(&css("grid"), "data-search", |shown| shown == name)
        .await?;
    let row = format!("{}[data-id=\"{id}\"]", css("grid-row"));
    let rank = window
        .attribute_where(&row, "data-rank", |rank| !rank.is_empty())
        .await?;
    let rank = rank.parse().map_err(|_| "no rank")?;
    write(window, rank, "website", "https://bewaard.example").await?;
    window.pending(1).await?;

    membership(&desk, "remove", "HOGENT")?;
    fetch(window).await?;
    window.click("sync-apart-tab").await?;
    let item = format!("{}[data-id=\"{id}\"]", css("apart-item"));
    window
        .text_where_css(&item, |text| text.contains("https://bewaard.example"))
        .await?;
    look(window, "apart", "nav-sync", Some("sync-apart-tab")).await?;
    window.click("apart-csv").await?;
    let said = window.text("apart-written").await?;
    let path = said
        .split_whitespace()
        .find(|word| word.contains(".csv"))
        .ok_or("no path")?
        .trim_end_matches('.');
    let file =
        std::fs::read_to_string(Path::new(path)).map_err(|error| format!("{path}: {error}"))?;
    assert!(file.contains("https://bewaard.example"), "{file}");

    membership(&desk, "add", "HOGENT")?;
    fetch(window).await?;
    window.click("sync-apart-tab").await?;
    window
        .find_css(&format!("{item}[data-returned=\"true\"]"))
        .await?;
    window.click("apart-back-all").await?;
    window.find("apart-empty").await?;
    window.pending(1).await?;
    window.click("push-button").await?;
    window.click("changes-push").await?;
    window.pending(0).await?;
    other.run(&["pull"])?;
    assert_eq!(field(&other, &id, "website")?, "https://bewaard.example");
    Ok(())
}

#[tokio::test]
async fn the_sync_centre_says_what_happens_next_without_the_service_and_with_it() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let mut desk = Desk::of("KUL", "administrator").await?;
    desk.window.click("nav-sync").await?;
    standing(&desk.window, "inOrder").await?;
    desk.window
        .attribute_where(&css("sync-standing"), "data-listening", |on| on == "true")
        .await?;
    look(&desk.window, "online", "nav-sync", None).await?;
    desk.window.click("sync-check").await?;
    desk.window
        .text_where("sync-verified", |text| text.contains(':'))
        .await?;

    desk.window.find("toast").await?;
    desk.window.gone("toast").await?;

    // The service goes; the stream of hints tells, and nobody is disturbed.
    desk.service.stop()?;
    standing(&desk.window, "offline").await?;
    desk.window.find("sync-next").await?;
    assert!(!desk.window.shows("toast").await?, "no message about it");
    desk.window.click("nav-offers").await?;
    write(&desk.window, 0, "name", "Zonder dienst gewijzigd").await?;
    desk.window.click("nav-sync").await?;
    desk.window
        .text_where("sync-standing", |text| text.contains('1'))
        .await?;
    look(&desk.window, "offline", "nav-sync", None).await?;
    desk.window.click("sync-sent-tab").await?;
    desk.window.find("pushes-away").await?;
    desk.window.screenshot("sync-sent-offline").await?;
    desk.window.click("sync-now-tab").await?;

    // It comes back, and the window finds it by itself.
    desk.service.start_again()?;
    standing(&desk.window, "inOrder").await?;
    desk.window.pending(1).await?;
    desk.window.screenshot("sync-back").await
}

//! What a person sees when something is in the way, in the real window: a right
//! that was lost, an answer that does not come, a full disk, a machine that slept.

use edutracker_tests::{
    Result,
    api::Api,
    disk::Disk,
    journey::{cell, colleague, count, field, look, write},
    machine::{Desk, Machine, can_drive},
    programs::{Service, Still, account, program},
    proxy::{Proxy, Toxic},
    window::{Window, css},
};
use serde_json::json;
use std::{
    fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};
use xtask::process::Folder;

/// Gives the person at the desk another role.
fn become_another(desk: &Desk, role: &str) -> Result {
    let email = account("KUL", "administrator")?.email;
    let mut command = Command::new(program("edutracker-service")?);
    command
        .args(["account", "role", "--account", &email, "--role", role])
        .arg("--database")
        .arg(format!("sqlite:{}", desk.service.database().display()));
    xtask::process::output(&mut command).map(|_| ())
}

/// Waits until a text holds each of some words.
async fn says(window: &Window, selector: &str, words: &[&str]) -> Result<String> {
    window
        .text_where_css(selector, |text| {
            words.iter().all(|word| text.contains(word))
        })
        .await
}

#[tokio::test]
async fn a_refusal_names_the_right_that_is_missing_and_the_field() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    let row = format!("{}[data-rank=\"0\"]", css("grid-row"));
    let id = window.attributes(&row, "data-id").await?.remove(0);
    window.click_css(&cell(0, "name")).await?;
    window.tool("record-archive", "archive").await?;
    window.pending(1).await?;
    window.click("nav-organisation").await?;
    window.click("field-about.nl").await?;
    window.press("Control+a").await?;
    window.type_text("Over ons, voor het laatst.").await?;
    window
        .click_css("[data-testid=\"organisation\"] h1")
        .await?;
    window.pending(2).await?;

    become_another(&desk, "programme_responsible")?;
    window.click("push-button").await?;
    window.click("changes-push").await?;
    count(window, "outcome-item", 2).await?;
    let item = format!("{}[data-id=\"{id}\"]", css("outcome-item"));
    says(window, &item, &["meer archiveren"]).await?;
    window.screenshot("trouble-refused-outcome").await?;
    window.check_accessibility().await?;
    look(window, "refused", "nav-changes", None).await?;
    let line = format!("{}[data-id=\"{id}\"] .line", css("change"));
    says(window, &line, &["meer archiveren", "bij het veld"]).await?;

    // Beside the record, in each language, with what was written.
    look(window, "refused-profile", "nav-organisation", None).await?;
    let notice = css("refusal-notice");
    let named = [
        "U mag de organisatie",
        "bij het veld",
        "blijft hier bewaard",
    ];
    says(window, &notice, &named).await?;

    // With the right, the same edits go.
    become_another(&desk, "administrator")?;
    window.click("nav-changes").await?;
    for left in [2, 1] {
        count(window, "change-again", left).await?;
        window.click("change-again").await?;
    }
    window.gone("change-again").await?;
    window.click("changes-push").await?;
    window.pending(0).await?;
    let theirs = colleague(&desk, "KUL", "institution_user")?;
    assert_eq!(field(&theirs, &id, "archived")?, true);
    Ok(())
}

/// Plays a journey behind a line that can be spoilt. The line runs by itself,
/// so that it begins before the window and ends after it.
fn behind_a_line(play: impl AsyncFnOnce(&Desk, &Proxy) -> Result) -> Result {
    if !can_drive() {
        return Ok(());
    }
    let folder = Folder::new("trouble")?;
    let service = Service::start(folder.path())?;
    let proxy = Proxy::before(service.address())?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let machine = Machine::start(proxy.address()).await?;
        let person = account("KUL", "administrator")?;
        let desk = program("edutracker-desk")?;
        let desk = Desk::on(machine, &desk, service, folder, &person).await?;
        play(&desk, &proxy).await
    })
}

#[test]
fn a_change_without_an_answer_is_seen_to_wait() -> Result {
    behind_a_line(async |desk, proxy| {
        let window = &desk.window;
        let id = write(window, 0, "name", "Aan het wachten").await?;
        write(window, 1, "name", "Aan het werk").await?;
        window.click("push-button").await?;
        let other = format!("{}:not([data-id=\"{id}\"])", css("change"));
        window
            .click_css(&format!("{other} {}", css("change-tick")))
            .await?;
        window
            .attribute_where(&css("changes-push"), "data-count", |going| going == "1")
            .await?;
        // The service takes it in; its answer gets lost, and nobody waits for it.
        proxy.set("/v1/pushes", Toxic::Deaf);
        drop(proxy.paths());
        window.click("changes-push").await?;
        window.find("changes-stop").await?;
        window
            .until("the push on its way", async || {
                let pushed = |path: &String| path.starts_with("/v1/pushes");
                Ok(proxy.paths().iter().any(pushed).then_some(()))
            })
            .await?;
        window.press("Escape").await?;
        window
            .text_where("changes-stop", |text| text == "Niet wachten")
            .await?;
        window.press("Escape").await?;
        window
            .attribute_where(&css("changes-waiting"), "data-count", |count| count == "1")
            .await?;

        // In the list by a sign and a word, not by a colour alone.
        window.click("nav-offers").await?;
        let state =
            |id: &str| format!("{}[data-id=\"{id}\"] [data-col=\"state\"]", css("grid-row"));
        says(window, &state(&id), &["→"]).await?;
        window
            .attribute_where(&state(&id), "aria-label", |label| {
                label == "Wacht op antwoord"
            })
            .await?;
        look(window, "waiting-list", "nav-offers", None).await?;
        // Beside the record in a sentence.
        let target = format!("{}[data-id=\"{id}\"] [data-col=\"name\"]", css("grid-row"));
        window.click_css(&target).await?;
        if !window.shows("inspector").await? {
            window.press("Control+Enter").await?;
        }
        let inspector = format!("{}[data-id=\"{id}\"]", css("inspector"));
        says(
            window,
            &inspector,
            &["Wacht op antwoord", "verzonden en wacht"],
        )
        .await?;
        window.screenshot("trouble-waiting-record").await?;
        window.check_accessibility().await?;
        // In the sync centre by its number.
        window.click("nav-sync").await?;
        let waits = format!("{}[data-value=\"waiting\"]", css("sync-wait"));
        says(window, &waits, &["1", "wacht op antwoord"]).await?;
        let ready = format!("{}[data-value=\"ready\"]", css("sync-wait"));
        says(window, &ready, &["1", "klaar"]).await?;
        look(window, "waiting-centre", "nav-sync", None).await?;

        // Meanwhile work goes on, on the same record too.
        window.click("nav-offers").await?;
        let site = "https://intussen.example";
        assert_eq!(write(window, 0, "website", site).await?, id);
        says(window, &state(&id), &["→"]).await?;

        // The line is well again: it goes by itself, and nothing happens twice.
        assert!(proxy.heal() > 0);
        window.press("Control+r").await?;
        let gone = window
            .until("the sign to go", async || {
                let now = window.attributes(&state(&id), "text").await?;
                let left = now.first().is_some_and(|text| text.contains('→'));
                Ok((!left).then_some(()))
            })
            .await;
        gone?;
        window.pending(2).await?;
        window.click("push-button").await?;
        window.click("changes-push").await?;
        // What was unticked stays here.
        window.pending(1).await?;
        let theirs = colleague(desk, "KUL", "institution_user")?;
        assert_eq!(field(&theirs, &id, "name")?, "Aan het wachten");
        assert_eq!(field(&theirs, &id, "website")?, site);
        let (address, person) = (
            desk.service.address().to_owned(),
            account("KUL", "institution_user")?,
        );
        let times = std::thread::spawn(move || {
            Api::sign_in(&address, &person)?.times(&id, "name", &json!("Aan het wachten"))
        });
        assert_eq!(times.join().map_err(|_| "asking fails")??, 1);
        Ok(())
    })
}

/// For how long the window's program stands still: more than it takes to notice.
const ASLEEP: Duration = Duration::from_secs(12);
/// How soon the window must have read what is new: it looks by itself every
/// five minutes while the service tells what is new.
const SOON: Duration = Duration::from_secs(20);

#[test]
fn a_window_that_slept_reads_what_is_new_at_once() -> Result {
    behind_a_line(async |desk, proxy| {
        let window = &desk.window;
        let theirs = colleague(desk, "KUL", "institution_user")?;
        let row = format!("{}[data-rank=\"0\"]", css("grid-row"));
        let id = window.attributes(&row, "data-id").await?.remove(0);
        window.click("nav-sync").await?;
        window
            .attribute_where(&css("sync-standing"), "data-listening", |on| on == "true")
            .await?;
        window.click("nav-offers").await?;
        window.find("grid-row").await?;

        // The lid closes: the network forgets the connections, and says so to nobody.
        let still = Still::stand(desk.machine().window_process()?)?;
        proxy.forget();
        theirs.run(&["set", "offer", &id, "name=Aan het slapen"])?;
        theirs.run(&["push"])?;
        // Not a wait for something: this long it sleeps.
        tokio::time::sleep(ASLEEP).await;
        let _ = proxy.paths();
        drop(still);
        let woken = Instant::now();
        let name = format!("{}[data-id=\"{id}\"] [data-col=\"name\"]", css("grid-row"));
        says(window, &name, &["Aan het slapen"]).await?;
        let took = woken.elapsed();
        assert!(took < SOON, "{took:?}");
        assert!(
            proxy
                .paths()
                .iter()
                .any(|path| path.starts_with("/v1/changes"))
        );
        assert!(!window.shows("toast").await?, "nobody is disturbed");
        window.screenshot("trouble-awake").await?;
        // And it listens again.
        window.click("nav-sync").await?;
        window
            .attribute_where(&css("sync-standing"), "data-listening", |on| on == "true")
            .await
            .map(|_| ())
    })
}

/// A text of many bytes and few characters.
fn wide() -> String {
    "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}".repeat(90)
}

/// Gives all offers of the list a long description; more than fits on the disk.
async fn describe_all(window: &Window) -> Result {
    window.click_css(&cell(0, "name")).await?;
    window.press("Control+Shift+e").await?;
    window.find("bulk").await?;
    window.choose("bulk-scope", "all").await?;
    window.pick("field-bulk-field", &["description"]).await?;
    window.click("field-bulk-value").await?;
    let script = "const area = document.activeElement; area.value = arguments[0]; \
        area.dispatchEvent(new Event('input', { bubbles: true })); \
        area.dispatchEvent(new Event('change', { bubbles: true }));";
    window.run(script, vec![wide().into()]).await?;
    let preview = format!(
        "{}[data-busy=\"false\"] {}",
        css("bulk-preview"),
        css("bulk-changed")
    );
    window
        .attribute_where(&preview, "data-value", |text| {
            text.parse::<usize>().is_ok_and(|count| count > 100)
        })
        .await?;
    window.click("bulk-apply").await
}

/// Exports the list, and reads the file.
async fn export(window: &Window) -> Result<String> {
    window.press("Control+Shift+X").await?;
    window.find("export-dialog").await?;
    window.choose("export-format", "csv").await?;
    window.click("export-write").await?;
    window.gone("export-dialog").await?;
    let told = window
        .text_where("toast", |text| text.contains(".csv"))
        .await?;
    window.click("toast-close").await?;
    let from = told.find('/').ok_or("no path in the message")?;
    let end = told.find(".csv").ok_or("no ending")? + 4;
    fs::read_to_string(Path::new(&told[from..end])).map_err(|error| error.to_string())
}

#[tokio::test]
async fn a_full_disk_refuses_in_words_and_goes_on_when_there_is_room() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let place = Folder::new("small")?;
    let Some(disk) = Disk::mount(&place.path().join("disk"), 40)? else {
        return Ok(());
    };
    let folder = Folder::new("desk")?;
    let service = Service::start_sized(folder.path(), Some(1_500))?;
    let machine = Machine::start_with_data(service.address(), disk.path().join("desk")).await?;
    // Files go where people look for them, on another disk.
    fs::create_dir(machine.folder().join("home/Downloads")).map_err(|error| error.to_string())?;
    let person = account("KUL", "administrator")?;
    let desk = Desk::on(
        machine,
        &program("edutracker-desk")?,
        service,
        folder,
        &person,
    )
    .await?;
    let window = &desk.window;
    let id = write(window, 0, "name", "Aan het begin").await?;
    window.pending(1).await?;
    disk.fill(0)?;
    describe_all(window).await?;
    // In the dialog, where it was asked for: what lies under it nobody sees.
    says(
        window,
        &css("dialog-error"),
        &["Schrijven naar de schijf lukt niet", "Maak plaats vrij"],
    )
    .await?;
    window.screenshot("trouble-disk-full").await?;
    window.check_accessibility().await?;
    // What was asked for stands there still; nothing of it was done.
    window.find("bulk").await?;
    window.press("Escape").await?;
    window.gone("bulk").await?;
    window.click("toast-close").await?;
    window.pending(1).await?;

    // Lists, records and files go on.
    window.fill("search", "Aan het beg").await?;
    let found = format!("{}[data-id=\"{id}\"]", css("grid-row"));
    window.find_css(&found).await?;
    window.click("nav-changes").await?;
    window
        .find_css(&format!("{}[data-id=\"{id}\"]", css("change")))
        .await?;
    window.click("nav-offers").await?;
    window.fill("search", "").await?;
    window
        .text_where("status-rows", |text| text.starts_with("166"))
        .await?;
    let file = export(window).await?;
    assert!(file.contains("Aan het begin"), "{} bytes", file.len());
    assert!(!window.shows("toast").await?, "reading disturbs nobody");
    look(window, "disk-full", "nav-offers", None).await?;

    // There is room again.
    disk.empty()?;
    window.click("nav-offers").await?;
    describe_all(window).await?;
    window.gone("bulk").await?;
    window
        .until("the edits of all", async || {
            let text = window.text("status-pending").await?;
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            Ok(digits
                .parse()
                .is_ok_and(|count: usize| count > 100)
                .then_some(()))
        })
        .await?;
    window.press("Control+z").await?;
    window.pending(1).await?;
    window.click("push-button").await?;
    window.click("changes-push").await?;
    window.pending(0).await?;
    let theirs = colleague(&desk, "KUL", "institution_user")?;
    assert_eq!(field(&theirs, &id, "name")?, "Aan het begin");
    Ok(())
}

//! What is saved when much is lost, in the real window: a service that came back
//! with old data, a version that may send no more, a passphrase that is forgotten.

use edutracker_tests::{
    Result,
    journey::{asked, colleague, count, fetch, field, look, standing, write},
    machine::{Desk, Machine, can_drive},
    programs::{Account, PASSPHRASE, Service, Terminal, account},
    sound,
    window::{Window, css},
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};
use xtask::process::Folder;

/// Offers by id, with their names.
fn offers(terminal: &Terminal) -> Result<BTreeMap<String, String>> {
    let rows = terminal.run(&["list", "offer", "--where", "organisation=KUL"])?;
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    Ok(rows
        .iter()
        .map(|row| (text(row, "id"), text(row, "name")))
        .collect())
}

/// Finds an offer by its name, and gives it another website.
async fn edit(window: &Window, id: &str, name: &str, website: &str) -> Result {
    window.click("nav-offers").await?;
    window.fill("search", name).await?;
    // Rows move until the list is the one that was asked for.
    window
        .attribute_where(&css("grid"), "data-search", |shown| shown == name)
        .await?;
    let row = format!("{}[data-id=\"{id}\"]", css("grid-row"));
    let rank = window
        .attribute_where(&row, "data-rank", |rank| !rank.is_empty())
        .await?;
    let rank = rank.parse().map_err(|_| "no rank")?;
    assert_eq!(write(window, rank, "website", website).await?, id);
    Ok(())
}

async fn push(window: &Window, comment: &str) -> Result {
    window.click("push-button").await?;
    window.fill("changes-comment", comment).await?;
    window.click("changes-push").await
}

#[tokio::test]
async fn what_a_restored_service_lost_is_offered_again() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let folder = Folder::new("recovery")?;
    // The service as it was long ago: most of the offers are not there yet.
    let mut old = Service::start_sized(&folder.path().join("old"), Some(100))?;
    let before = Terminal::new(folder.path().join("before"));
    before.sign_in(old.address(), &account("KUL", "institution_user")?)?;
    let before: BTreeSet<String> = offers(&before)?.into_keys().collect();
    old.stop()?;
    let me = account("KUL", "administrator")?;
    let service = Service::start(&folder.path().join("service"))?;
    let mut desk = Desk::at(service, folder, &me).await?;
    let window = &desk.window;
    let theirs = colleague(&desk, "KUL", "institution_user")?;
    let now = offers(&theirs)?;
    let (stays, goes): (Vec<_>, Vec<_>) = now.iter().partition(|(id, _)| before.contains(*id));
    assert!(
        stays.len() > 3 && goes.len() > 3 * stays.len(),
        "a lot goes"
    );

    edit(window, stays[0].0, stays[0].1, "https://verloren.example").await?;
    push(window, "Zending die verloren gaat").await?;
    window.pending(0).await?;
    for (id, name) in &goes[..2] {
        edit(window, id, name, "https://weg.example").await?;
    }
    window.pending(2).await?;
    desk.service.become_like(&old)?;
    window.click("nav-sync").await?;
    standing(window, "sessionEnded").await?;
    window.click("sync-sign-in").await?;
    window.fill("sign-in-password", &me.password).await?;
    window.click("sign-in-submit").await?;

    // It says what was lost, and where the copy lies that was made before.
    fetch(window).await?;
    window
        .text_where("lost-push", |text| {
            text.contains("Zending die verloren gaat")
        })
        .await?;
    window
        .text_where("sync-backup", |text| text.contains("backups/sweep-"))
        .await?;
    look(window, "lost", "nav-sync", None).await?;
    look(window, "lost-sent", "nav-sync", Some("sync-sent-tab")).await?;

    // Edits of what is gone: one lives on, one is let go, by keys.
    window.click("nav-conflicts").await?;
    count(window, "conflict-item", 2).await?;
    window.find("conflict-gone").await?;
    look(window, "gone", "nav-conflicts", None).await?;
    let order = window.attributes(&css("conflict-item"), "data-id").await?;
    asked(window, &order[0]).await?;
    window.press("Left").await?;
    window.press("Enter").await?;
    count(window, "conflict-item", 1).await?;
    window.screenshot("sync-gone-kept").await?;
    window.press("t").await?;
    window.find("conflicts-empty").await?;
    window.pending(1).await?;
    // What was let go comes back as an edit, and goes again.
    window.press("Control+z").await?;
    window.pending(2).await?;
    window.press("Control+y").await?;
    window.pending(1).await?;

    window.click("nav-sync").await?;
    window.click("lost-again").await?;
    window.gone("lost-push").await?;
    window.pending(2).await?;
    push(window, "Opnieuw").await?;
    // One of them is new to this service: that is asked about.
    window
        .find_css(&format!("{}:focus", css("changes-asks")))
        .await?;
    window.press("Enter").await?;
    window.pending(0).await?;
    let theirs = Terminal::new(desk.folder().join("after"));
    theirs.sign_in(desk.service.address(), &account("KUL", "institution_user")?)?;
    assert_eq!(
        field(&theirs, stays[0].0, "website")?,
        "https://verloren.example"
    );
    let made = theirs.run(&["list", "offer", "--where", "website=https://weg.example"])?;
    assert_eq!(made.len(), 1, "one was kept");
    assert!(!now.contains_key(made[0]["id"].as_str().unwrap_or_default()));

    too_old(&mut desk, &stays[1]).await
}

/// The service takes nothing of this version any more: said in one sentence,
/// where sending is; the work stays, and goes out when it may again.
async fn too_old(desk: &mut Desk, offer: &(&String, &String)) -> Result {
    desk.service
        .start_again_with("--min-client-push", "99.0.0")?;
    let window = &desk.window;
    edit(window, offer.0, offer.1, "https://later.example").await?;
    window.gone("toast").await?;
    window.click("push-button").await?;
    window.click("changes-push").await?;
    window
        .text_where("changes-too-old", |text| text.contains("99.0.0"))
        .await?;
    assert!(!window.shows("toast").await?, "no message besides");
    assert!(!window.shows("dialog").await?, "nothing in the way");
    window
        .find_css(&format!("{}:disabled", css("changes-push")))
        .await?;
    look(window, "too-old-changes", "nav-changes", None).await?;
    window.click("nav-sync").await?;
    standing(window, "tooOld").await?;
    window.click("pull").await?;
    standing(window, "tooOld").await?;
    window.pending(1).await?;
    look(window, "too-old", "nav-sync", None).await?;

    desk.service
        .start_again_with("--min-client-push", "0.1.0")?;
    fetch(&desk.window).await?;
    push(&desk.window, "Later").await?;
    let theirs = Terminal::new(desk.folder().join("later"));
    theirs.sign_in(desk.service.address(), &account("KUL", "institution_user")?)?;
    assert_eq!(field(&theirs, offer.0, "website")?, "https://later.example");
    Ok(())
}

const FORGOTTEN: &str = "een zin die ik vergeet";
const NEW: &str = "een zin die ik onthoud";

/// Signs in for the first time, with a passphrase where there is no keyring;
/// answers the recovery code.
async fn first(window: &Window, account: &Account, passphrase: Option<&str>) -> Result<String> {
    window.fill("sign-in-email", &account.email).await?;
    window.fill("sign-in-password", &account.password).await?;
    if let Some(passphrase) = passphrase {
        // What was typed unseen is typed twice.
        window.fill("sign-in-passphrase", passphrase).await?;
        window.press("Enter").await?;
        let asked = window.text("passphrase-differs").await?;
        assert!(
            asked.contains("nog eens") || asked.contains("once more"),
            "{asked}"
        );
        window.fill("passphrase-again", "iets anders").await?;
        window.press("Enter").await?;
        window.find("passphrase-differs").await?;
        window.check_accessibility().await?;
        window.fill("passphrase-again", passphrase).await?;
        window.gone("passphrase-differs").await?;
    }
    window.click("sign-in-submit").await?;
    let code = window.text("recovery-code").await?;
    window.click("recovery-kept").await?;
    window.click("nav-offers").await?;
    window.find("grid-row").await?;
    Ok(code)
}

/// The recovery code as somebody may type it.
fn sloppy(code: &str) -> String {
    code.to_lowercase().replace('-', " ")
}

/// Pictures of a screen before the window is open, and its accessibility.
async fn look_outside(window: &Window, name: &str) -> Result {
    for (language, width, height) in [("en", 1600, 900), ("fr", 820, 800), ("nl", 1280, 800)] {
        window.choose("language-switch", language).await?;
        window.resize(width, height).await?;
        window
            .screenshot(&format!("unlock-{name}-{language}-{width}"))
            .await?;
        window
            .check_accessibility()
            .await
            .map_err(|problem| format!("{name} {language}: {problem}"))?;
    }
    Ok(())
}

#[tokio::test]
async fn a_forgotten_passphrase_costs_no_edit() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let folder = Folder::new("unlock")?;
    let service = Service::start(folder.path())?;
    let account = account("KUL", "administrator")?;
    let machine = Machine::start_without_keyring(service.address()).await?;
    let window = machine.open().await?;
    let code = first(&window, &account, Some(FORGOTTEN)).await?;
    for rank in 0..3 {
        write(&window, rank, "name", &format!("Niet verzonden {rank}")).await?;
    }
    window.pending(3).await?;
    window.end().await?;

    // Forgotten: the code opens it, with a new passphrase, all by keys.
    let window = machine.open().await?;
    window
        .text_where("unlock-unsent", |text| text.contains('3'))
        .await?;
    window.type_text("misschien deze zin").await?;
    window.press("Enter").await?;
    window.find("unlock-error").await?;
    look_outside(&window, "passphrase").await?;
    window.click("unlock-forgot").await?;
    window.type_text(&sloppy(&code)).await?;
    window.press("Tab").await?;
    window.type_text("kort").await?;
    window.fill("passphrase-again", "kort").await?;
    window.press("Enter").await?;
    window.find("unlock-error").await?;
    look_outside(&window, "code").await?;
    // Who sees what was typed does not type it twice.
    window.fill("unlock-new", NEW).await?;
    window.click("passphrase-show").await?;
    window.gone("passphrase-again").await?;
    window.click("unlock-submit").await?;
    window.find("shell").await?;
    window.pending(3).await?;
    window.click("nav-settings").await?;
    window.choose("settings-theme", "dark").await?;
    window.end().await?;

    let window = machine.open().await?;
    window.type_text(NEW).await?;
    window.press("Enter").await?;
    window.find("shell").await?;
    window.pending(3).await?;
    window.end().await?;

    // The code is lost too: a new beginning, and the old copy is kept.
    let window = machine.open().await?;
    window.click("unlock-forgot").await?;
    window.click("unlock-lost").await?;
    window
        .text_where("unlock-unsent", |text| text.contains('3'))
        .await?;
    look_outside(&window, "afresh").await?;
    window.click("unlock-back").await?;
    window.click("unlock-lost").await?;
    window.click("unlock-aside").await?;
    let kept = machine.data().join("set-aside-1");
    let said = window.text("set-aside").await?;
    assert!(said.contains(&kept.display().to_string()), "{said}");
    look_outside(&window, "set-aside").await?;
    let other = first(&window, &account, Some(NEW)).await?;
    assert_ne!(other, code);
    window.pending(0).await?;
    window.end().await?;
    // The code turns up: every edit is still in the old copy.
    let found = Terminal::new(kept).with("EDUTRACKER_PASSPHRASE", &code);
    let changes = found.run(&["changes"])?;
    let edited = changes.iter().filter(|change| change["field"] == "name");
    assert_eq!(edited.count(), 3, "{changes:?}");
    Ok(())
}

#[tokio::test]
async fn a_machine_that_lost_its_keyring_takes_the_code_and_then_a_passphrase() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let folder = Folder::new("keyring")?;
    let service = Service::start(folder.path())?;
    let account = account("KUL", "administrator")?;
    let machine = Machine::start(service.address()).await?;
    let window = machine.open().await?;
    let code = first(&window, &account, None).await?;
    let id = write(&window, 0, "name", "Niet verzonden").await?;
    window.pending(1).await?;
    window.end().await?;

    let bare = Machine::start_without_keyring(service.address()).await?;
    sound::copy(&machine.data(), &bare.data())?;
    drop(machine);
    let window = bare.open().await?;
    window.find("unlock-keyring").await?;
    look_outside(&window, "keyring").await?;
    window.fill("unlock-secret", &sloppy(&code)).await?;
    window.fill("unlock-new", NEW).await?;
    window.fill("passphrase-again", NEW).await?;
    window.press("Enter").await?;
    window.find("shell").await?;
    window.pending(1).await?;
    window.end().await?;

    let window = bare.open().await?;
    window.type_text(NEW).await?;
    window.press("Enter").await?;
    window.find("shell").await?;
    window.click("nav-offers").await?;
    window.fill("search", "Niet verzonden").await?;
    let row = format!("{}[data-id=\"{id}\"] [data-col=\"name\"]", css("grid-row"));
    window
        .text_where_css(&row, |name| name == "Niet verzonden")
        .await?;
    window.pending(1).await
}

/// Bends every second page of a database, but none of the first, where the small
/// tables are: who is signed in, what was edited.
fn bend(database: &Path) -> Result {
    const PAGE: usize = 4096;
    let mut bytes = fs::read(database).map_err(|error| error.to_string())?;
    let pages = bytes.len() / PAGE;
    assert!(pages > 80, "{pages} pages");
    for page in (60..pages).step_by(2) {
        for byte in &mut bytes[page * PAGE + 100..page * PAGE + 164] {
            *byte ^= 0x5a;
        }
    }
    fs::write(database, bytes).map_err(|error| error.to_string())
}

#[tokio::test]
async fn a_damaged_copy_gives_back_what_it_can_and_is_deleted_by_a_typed_word() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let folder = Folder::new("damaged")?;
    let service = Service::start(folder.path())?;
    let account = account("KUL", "administrator")?;
    let machine = Machine::start_without_keyring(service.address()).await?;
    let window = machine.open().await?;
    first(&window, &account, Some(PASSPHRASE)).await?;
    write(&window, 0, "name", "Niet verzonden").await?;
    window.pending(1).await?;
    window.end().await?;
    machine.closed().await?;
    // A program that ends well leaves everything in the one file.
    Terminal::new(machine.data()).run(&["changes"])?;
    bend(&machine.data().join("profile/cache.db"))?;

    // Met when it is opened or when the first list is read: the same screen.
    let window = machine.open().await?;
    window.fill("unlock-secret", PASSPHRASE).await?;
    window.press("Enter").await?;
    window.find("damaged").await?;
    look_outside(&window, "damaged").await?;
    if !window.shows("unlock-secret").await? {
        // Opened already: only now it is known that a secret is needed.
        window.click("salvage").await?;
    }
    window.fill("unlock-secret", PASSPHRASE).await?;
    window.press("Enter").await?;
    let told = window.text("salvaged").await?;
    assert!(told.contains("damaged-1"), "{told}");
    window.screenshot("recovery-salvaged-nl").await?;
    window.click("dialog-confirm").await?;
    window.find("shell").await?;
    fetch(&window).await?;
    window.click("nav-offers").await?;
    write(&window, 0, "name", "Weer niet verzonden").await?;
    window.pending(1).await?;

    // What only this computer has is deleted by a typed word.
    window.click("account-menu").await?;
    window.click("sign-out").await?;
    window.click("sign-out-discard").await?;
    let confirm = format!("{}[disabled]", css("dialog-confirm"));
    window.find_css(&confirm).await?;
    window.screenshot("recovery-discard-nl").await?;
    window.fill("confirm-word", "bevestig").await?;
    window.click("dialog-confirm").await?;
    window.find("sign-in-email").await?;
    let left: Vec<_> = fs::read_dir(machine.data().join("profile"))
        .map_err(|error| error.to_string())?
        .filter_map(|entry| Some(entry.ok()?.file_name()))
        .filter(|name| name != "lock")
        .collect();
    assert!(left.is_empty(), "{left:?}");
    window.end().await
}

/// A second window on the same data, of another session that knows nothing of the
/// first: it says so and touches nothing, and works once the first was killed.
#[tokio::test]
async fn a_second_window_says_that_the_copy_is_open() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let folder = Folder::new("twice")?;
    let service = Service::start(folder.path())?;
    let account = account("KUL", "administrator")?;
    let one = Machine::start_without_keyring(service.address()).await?;
    let window = one.open().await?;
    first(&window, &account, Some(PASSPHRASE)).await?;
    write(&window, 0, "name", "In het eerste venster").await?;
    window.pending(1).await?;

    let other = one.start_beside(service.address()).await?;
    let second = other.open().await?;
    second.find("start-failed").await?;
    look_outside(&second, "second").await?;
    assert!(!second.shows("shell").await?);
    write(&window, 1, "name", "Nog steeds in het eerste").await?;
    window.pending(2).await?;
    let told = second.text("start-failed").await?;
    second.press("Enter").await?;
    assert_eq!(second.text("start-failed").await?, told);

    window.end().await?;
    one.closed().await?;
    second.click("start-again").await?;
    second.fill("unlock-secret", PASSPHRASE).await?;
    second.press("Enter").await?;
    second.find("shell").await?;
    second.pending(2).await?;
    second.end().await
}

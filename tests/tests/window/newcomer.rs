//! Somebody's first hour in the real window, by keys alone: signed in, a
//! spreadsheet of two hundred offers imported, the contact of all of them
//! changed, what will be sent looked at, sent, and taken back.

use edutracker_tests::{
    Result,
    machine::{Machine, can_drive},
    programs::{Service, Terminal, account},
    window::{Window, css},
};
use std::{fmt::Write as _, fs};
use xtask::process::Folder;

const OFFERS: usize = 200;
/// The contact in the spreadsheet; nobody knows it yet.
const OLD: &str = "vorige.stagedienst@kul.example";

/// A spreadsheet as an institution keeps it: a title, its own headings, its own
/// words, one cell for the contact.
fn spreadsheet() -> String {
    let mut out = "Aanbod voor bedrijven;;;;;;\r\n;;;;;;\r\n\
        Opleiding;Niveau;Wat kan er?;Taal;Prov.;Contactgegevens;Domein\r\n"
        .to_owned();
    for at in 1..=OFFERS {
        let _ = write!(
            out,
            "Techniek nr. {at};master;stage, masterproef;NL/EN;Vl.-Brabant;Stagedienst ({OLD});Elektromechanica\r\n"
        );
    }
    out
}

/// Presses Tab until what a selector finds has the focus.
async fn tab_to(window: &Window, selector: &str) -> Result {
    let here = "return document.activeElement?.matches(arguments[0]) ?? false";
    for _ in 0..150 {
        if window.run(here, vec![selector.into()]).await? == true {
            return Ok(());
        }
        window.press("Tab").await?;
    }
    Err(format!("Tab never comes to {selector}"))
}

async fn press_on(window: &Window, selector: &str, key: &str) -> Result {
    window.find_css(selector).await?;
    tab_to(window, selector).await?;
    window.press(key).await
}

/// What is wanted, by its words: the palette knows all of it.
async fn command(window: &Window, words: &str, value: &str) -> Result {
    window.press("Control+k").await?;
    window.find("palette").await?;
    window.type_text(words).await?;
    let first = format!("{}:first-child", css("option"));
    window
        .attribute_where(&first, "data-value", |found| found == value)
        .await?;
    window.press("Enter").await?;
    window.gone("palette").await
}

/// Chooses the first value of a list that has these words; none: the first of all.
async fn pick(window: &Window, test_id: &str, words: &str) -> Result {
    press_on(window, &css(test_id), "Enter").await?;
    window.find("option-filter").await?;
    if words.is_empty() {
        window.press("Down").await?;
    } else {
        window.type_text(words).await?;
    }
    window.find("option").await?;
    window.press("Enter").await?;
    window.gone("option-filter").await
}

/// Goes on to a step of the import.
async fn next(window: &Window, step: &str) -> Result {
    let content = css("import-content");
    window
        .attribute_where(&content, "aria-busy", |busy| busy == "false")
        .await?;
    press_on(window, &css("import-next"), "Enter").await?;
    window
        .attribute_where(&content, "data-step", |shown| shown == step)
        .await
        .map(|_| ())
}

/// Waits until the service answered about so many records, and all are taken.
async fn answered(window: &Window, dry: bool, count: usize) -> Result {
    let taken = format!(
        "{}[data-dry=\"{dry}\"] [data-value=\"applied\"]",
        css("outcome")
    );
    let count = count.to_string();
    window
        .text_where_css(&taken, |text| text.starts_with(&count))
        .await
        .map(|_| ())
}

/// How many offers with the old contact, and how many of the spreadsheet, a
/// colleague finds at the service.
fn at_the_service(terminal: &Terminal, old: bool) -> Result<usize> {
    terminal.run(&["pull"])?;
    let all = terminal.run(&["list", "offer", "--all"])?;
    let contacts = terminal.run(&["list", "contact", "--all"])?;
    let contact = contacts.iter().find(|contact| contact["email"] == OLD);
    let ours = all.iter().filter(|offer| {
        offer["name"]
            .as_str()
            .is_some_and(|name| name.starts_with("Techniek nr."))
            && offer["archived"] != true
    });
    Ok(ours
        .filter(|offer| !old || contact.is_some_and(|contact| offer["contact"] == contact["id"]))
        .count())
}

#[tokio::test]
async fn a_first_hour_by_keys_alone() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let folder = Folder::new("newcomer")?;
    let service = Service::start(folder.path())?;
    let machine = Machine::start(service.address()).await?;
    let window = &machine.open().await?;
    let person = account("KUL", "administrator")?;
    window
        .find_css(&format!("{}:focus", css("sign-in-email")))
        .await?;
    window.type_text(&person.email).await?;
    window.press("Tab").await?;
    window.type_text(&person.password).await?;
    window.press("Enter").await?;
    window
        .find_css(&format!("{}:focus", css("recovery-kept")))
        .await?;
    window.press("Enter").await?;
    window.gone("recovery-kept").await?;
    window.ready().await?;
    window.screenshot("newcomer-1-first").await?;

    // The file itself is chosen in a dialog of the system.
    command(window, "import", "import").await?;
    window.find("import-wizard").await?;
    let sheet = folder.path().join("aanbod.csv");
    fs::write(&sheet, spreadsheet()).map_err(|error| error.to_string())?;
    window.give_file("import-file", &sheet).await?;
    window.find("import-found").await?;
    for step in ["columns", "values", "review"] {
        next(window, step).await?;
        window
            .screenshot(&format!("newcomer-2-import-{step}"))
            .await?;
    }
    let added = format!("{}[data-value=\"added\"]", css("import-tab"));
    window
        .attribute_where(&added, "data-count", |count| count == OFFERS.to_string())
        .await?;
    window.pending(0).await?;
    press_on(window, &css("import-confirm"), "Enter").await?;
    window.gone("import-wizard").await?;
    // With the contact that they have.
    window.pending(OFFERS + 1).await?;
    window.screenshot("newcomer-3-imported").await?;

    // The contact of all of them, seen first; taken back and done again.
    command(window, "bulk", "bulk").await?;
    window.find("bulk").await?;
    let all = format!("{} [data-value=\"all\"]", css("bulk-scope"));
    press_on(window, &all, " ").await?;
    pick(window, "field-bulk-doing", "contact").await?;
    pick(window, "field-bulk-from", OLD).await?;
    pick(window, "field-bulk-to", "").await?;
    let preview = format!(
        "{}[data-busy=\"false\"] {}",
        css("bulk-preview"),
        css("bulk-changed")
    );
    window
        .attribute_where(&preview, "data-value", |count| count == OFFERS.to_string())
        .await?;
    window.screenshot("newcomer-4-contact").await?;
    press_on(window, &css("bulk-apply"), "Enter").await?;
    window.gone("bulk").await?;
    let steps = css("step");
    command(window, "history", "steps").await?;
    window
        .until("two steps", async || {
            let ids = window.attributes(&steps, "data-id").await?;
            Ok((ids.len() == 2).then_some(()))
        })
        .await?;
    window.screenshot("newcomer-5-steps").await?;
    window.press("Escape").await?;

    // What will be sent, what the service would say, then for good.
    command(window, "send", "changes").await?;
    let going = css("changes-push");
    window
        .attribute_where(&going, "data-count", |count| {
            count == (OFFERS + 1).to_string()
        })
        .await?;
    press_on(window, &css("changes-ask"), "Enter").await?;
    answered(window, true, OFFERS + 1).await?;
    window.screenshot("newcomer-6-would").await?;
    window.check_accessibility().await?;
    // So much that is new is asked about once, where Space says nothing.
    press_on(window, &going, " ").await?;
    let asks = css("changes-asks");
    window
        .text_where_css(&format!("{asks}:focus"), |text| {
            text.contains("201 of them new")
        })
        .await?;
    window.press(" ").await?;
    window.pending(OFFERS + 1).await?;
    window.find_css(&format!("{asks}:focus")).await?;
    window.screenshot("newcomer-6-asks").await?;
    window.check_accessibility().await?;
    window.press("Escape").await?;
    window.find_css(&format!("{going}:focus")).await?;
    window.press("Enter").await?;
    window.find_css(&format!("{asks}:focus")).await?;
    window.press("Enter").await?;
    answered(window, false, OFFERS + 1).await?;
    window.pending(0).await?;
    window.screenshot("newcomer-7-sent").await?;
    let terminal = Terminal::new(folder.path().join("colleague"));
    terminal.sign_in(service.address(), &account("KUL", "institution_user")?)?;
    assert_eq!(at_the_service(&terminal, false)?, OFFERS);
    assert_eq!(at_the_service(&terminal, true)?, 0);

    // And taken back.
    press_on(window, &css("revert-ask"), "Enter").await?;
    window
        .text_where("revert-preview", |text| text.contains("would be archived"))
        .await?;
    window.screenshot("newcomer-8-take-back").await?;
    press_on(window, &css("revert-confirm"), "Enter").await?;
    // What was new is archived; so much at once asks for a word.
    window
        .find_css(&format!("{}:focus", css("confirm-word")))
        .await?;
    window.screenshot("newcomer-9-many").await?;
    window.type_text("confirm").await?;
    window.press("Enter").await?;
    window.find("revert-outcome").await?;
    window.screenshot("newcomer-10-taken-back").await?;
    assert_eq!(at_the_service(&terminal, false)?, 0);
    window.pending(0).await?;

    // The same file again: those in the archive are taken out, no second ones are made.
    command(window, "import", "import").await?;
    window.give_file("import-file", &sheet).await?;
    window.find("import-found").await?;
    for step in ["columns", "values", "review"] {
        next(window, step).await?;
    }
    let back = format!("{}[data-value=\"changed\"]", css("import-tab"));
    window
        .attribute_where(&back, "data-count", |count| count == OFFERS.to_string())
        .await?;
    window.click_css(&back).await?;
    window.screenshot("newcomer-11-again").await?;
    window.check_accessibility().await
}

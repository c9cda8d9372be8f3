//! The real window on a real machine, as small as one can be: what people do in
//! it from end to end, and how every screen looks and reads.

use edutracker_protocol::command::RowState;
use edutracker_tests::{
    Result,
    machine::{Machine, can_drive},
    programs::{Account, Service, Terminal, account},
    window::{Window, css},
};
use serde_json::Value;
use std::env;
use xtask::process::Folder;

/// Languages and themes of the pictures; all of them with EDUTRACKER_FULL.
fn looks() -> Vec<(&'static str, &'static str)> {
    if env::var_os("EDUTRACKER_FULL").is_some() {
        let languages = ["nl", "fr", "en"];
        return languages
            .iter()
            .flat_map(|language| ["light", "dark"].map(|theme| (*language, theme)))
            .collect();
    }
    vec![("nl", "light"), ("fr", "dark")]
}

async fn sign_in(window: &Window, account: &Account) -> Result {
    window.fill("sign-in-email", &account.email).await?;
    window.fill("sign-in-password", &account.password).await?;
    window.click("sign-in-submit").await
}

/// Signs in for the first time: the recovery code is shown once.
async fn sign_in_first(window: &Window, account: &Account) -> Result {
    sign_in(window, account).await?;
    let code = window.text("recovery-code").await?;
    let signs = code.chars().filter(char::is_ascii_alphanumeric).count();
    assert_eq!(signs, 26, "{code}");
    window.click("recovery-kept").await?;
    // The first fetch follows by itself.
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

/// An edited offer: its id and its new name.
struct Edited {
    id: String,
    name: String,
}

/// Changes the name in a row of the grid, by keys.
async fn edit_name(window: &Window, rank: usize) -> Result<Edited> {
    let name_cell = cell(rank, "name");
    let before = window
        .text_where_css(&name_cell, |text| !text.is_empty())
        .await?;
    let row = window
        .find_css(&format!("{}[data-rank=\"{rank}\"]", css("grid-row")))
        .await?;
    let id = row
        .attr("data-id")
        .await
        .map_err(|error| error.to_string())?;
    let id = id.ok_or("a row without id")?;
    let suffix = format!(" {}", rank + 1);
    window.click_css(&name_cell).await?;
    window.press("F2").await?;
    window.press("End").await?;
    window.type_text(&suffix).await?;
    window.press("Enter").await?;
    let name = before + &suffix;
    window
        .text_where_css(&name_cell, |text| text == name)
        .await?;
    Ok(Edited { id, name })
}

/// Waits until the status bar tells this many unsent edits; for none it tells no number.
async fn pending(window: &Window, count: usize) -> Result {
    let fits = |text: &str| {
        let number: String = text.chars().filter(char::is_ascii_digit).collect();
        number.parse().unwrap_or(0) == count
    };
    window.text_where("status-pending", fits).await.map(|_| ())
}

/// The main job: edits are made with and without the service, survive the end
/// of the program, and reach a second client.
#[tokio::test]
async fn journey_edits_survive_and_reach_a_second_client() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let folder = Folder::new("journey")?;
    let mut service = Service::start(&folder.path().join("service"))?;
    let account = account("KUL", "administrator")?;
    let machine = Machine::start(service.address()).await?;

    let window = machine.open().await?;
    window.screenshot("journey-1-sign-in").await?;
    sign_in_first(&window, &account).await?;
    let mut edited = Vec::new();
    for rank in 0..3 {
        edited.push(edit_name(&window, rank).await?);
    }
    pending(&window, 3).await?;
    window.screenshot("journey-2-edited").await?;

    service.stop()?;
    for rank in 3..5 {
        edited.push(edit_name(&window, rank).await?);
    }
    pending(&window, 5).await?;
    window.screenshot("journey-3-without-service").await?;
    window.end().await?;

    let window = machine.open().await?;
    window.find("shell").await?;
    pending(&window, 5).await?;
    window.screenshot("journey-4-started-again").await?;
    service.start_again()?;
    if window.shows("reconnect").await? {
        window.click("reconnect").await?;
        window.fill("sign-in-password", &account.password).await?;
        window.click("sign-in-submit").await?;
    }
    window.click("push-button").await?;
    window.click("changes-ask").await?;
    window
        .find_css(&format!("{}[data-dry=\"true\"]", css("outcome")))
        .await?;
    window.screenshot("journey-5-asked").await?;
    window.click("changes-push").await?;
    window
        .find_css(&format!("{}[data-dry=\"false\"]", css("outcome")))
        .await?;
    pending(&window, 0).await?;
    window.screenshot("journey-6-sent").await?;

    let terminal = Terminal::new(folder.path().join("terminal"));
    terminal.sign_in(service.address(), &account)?;
    let rows = terminal.run(&["list", "offer", "--where", "organisation=KUL"])?;
    for Edited { id, name } in &edited {
        let row = rows
            .iter()
            .find(|row| row["id"] == id.as_str())
            .ok_or_else(|| format!("no offer {id}"))?;
        assert_eq!(row["name"], Value::from(name.as_str()));
        assert_eq!(row["state"], RowState::Clean.as_str());
    }
    assert_eq!(edited.len(), 5);
    window.end().await?;
    service.stop()
}

/// Every screen of a role, in several languages and themes: a picture of each,
/// and no violation of the rules of accessibility.
async fn look_at_everything(organisation: &str, role: &str) -> Result {
    if !can_drive() {
        return Ok(());
    }
    let folder = Folder::new("screens")?;
    let service = Service::start(folder.path())?;
    let machine = Machine::start(service.address()).await?;
    let window = machine.open().await?;
    let mut problems = Vec::new();
    let mut look = async |name: String| -> Result {
        window.screenshot(&name).await?;
        if let Err(problem) = window.check_accessibility().await {
            problems.push(format!("{name}: {problem}"));
        }
        Ok(())
    };
    look(format!("{organisation}-sign-in")).await?;
    sign_in_first(&window, &account(organisation, role)?).await?;
    let screens = window.test_ids("nav-").await?;
    assert!(screens.len() >= 3, "{screens:?}");
    for (language, theme) in looks() {
        window.click("nav-settings").await?;
        window.choose("settings-language", language).await?;
        window.choose("settings-theme", theme).await?;
        for screen in &screens {
            window.click(screen).await?;
            let screen = screen.trim_start_matches("nav-");
            look(format!("{organisation}-{screen}-{language}-{theme}")).await?;
            if window.shows("record-new").await? {
                window.click("record-new").await?;
                look(format!("{organisation}-{screen}-new-{language}-{theme}")).await?;
                window.press("Escape").await?;
            }
        }
        window.click("key-sheet-open").await?;
        look(format!("{organisation}-keys-{language}-{theme}")).await?;
        window.press("Escape").await?;
    }
    assert!(problems.is_empty(), "{problems:#?}");
    window.end().await
}

#[tokio::test]
async fn screens_of_an_institution() -> Result {
    look_at_everything("KUL", "administrator").await
}

#[tokio::test]
async fn screens_of_a_company() -> Result {
    look_at_everything("DEMO-COMPANY", "administrator").await
}

#[tokio::test]
async fn screens_of_a_reviewer() -> Result {
    look_at_everything("AGORIA", "reviewer").await
}

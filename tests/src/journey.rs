//! What window journeys do again and again: look at a screen in several ways,
//! write into the grid, fetch, and ask what came of it.

use crate::{
    Result,
    machine::Desk,
    programs::{Terminal, account},
    window::{Window, css},
};
use serde_json::Value;

/// Pictures of what is on the screen: languages, themes and widths by turns, and
/// no violation of the rules of accessibility in any.
///
/// # Errors
/// When there is one, or the screen does not come.
pub async fn look(window: &Window, name: &str, screen: &str, tab: Option<&str>) -> Result {
    let looks = [
        ("en", "dark", 1600, 900),
        ("nl", "dark", 1280, 800),
        ("fr", "light", 820, 800),
        ("en", "dark", 820, 800),
    ];
    for (language, theme, width, height) in looks {
        window.click("nav-settings").await?;
        window.choose("settings-language", language).await?;
        window.choose("settings-theme", theme).await?;
        window.resize(width, height).await?;
        open(window, screen, tab).await?;
        window
            .screenshot(&format!("sync-{name}-{language}-{theme}-{width}"))
            .await?;
        window
            .check_accessibility()
            .await
            .map_err(|problem| format!("{name} {language} {theme} {width}: {problem}"))?;
    }
    window.click("nav-settings").await?;
    window.choose("settings-language", "nl").await?;
    window.choose("settings-theme", "light").await?;
    window.resize(1280, 800).await?;
    open(window, screen, tab).await
}

async fn open(window: &Window, screen: &str, tab: Option<&str>) -> Result {
    window.click(screen).await?;
    match tab {
        Some(tab) => window.click(tab).await,
        None => Ok(()),
    }
}

/// The selector of a cell by rank and column.
#[must_use]
pub fn cell(rank: usize, column: &str) -> String {
    let row = css("grid-row");
    format!("{row}[data-rank=\"{rank}\"] [data-col=\"{column}\"]")
}

/// Replaces a text in the grid, by keys. Answers the offer's id.
///
/// # Errors
/// When the grid does not show it.
pub async fn write(window: &Window, rank: usize, column: &str, text: &str) -> Result<String> {
    let target = cell(rank, column);
    window.click_css(&target).await?;
    window.press("F2").await?;
    window.press("Control+a").await?;
    window.type_text(text).await?;
    window.press("Enter").await?;
    window.text_where_css(&target, |now| now == text).await?;
    let row = format!("{}[data-rank=\"{rank}\"]", css("grid-row"));
    let ids = window.attributes(&row, "data-id").await?;
    ids.into_iter().next().ok_or("a row without id".to_owned())
}

/// A colleague in a terminal.
///
/// # Errors
/// When the service refuses.
pub fn colleague(desk: &Desk, organisation: &str, role: &str) -> Result<Terminal> {
    let terminal = Terminal::new(desk.folder().join(format!("colleague-{organisation}")));
    terminal.sign_in(desk.service.address(), &account(organisation, role)?)?;
    Ok(terminal)
}

/// Waits until so many things with a test id are on the page.
///
/// # Errors
/// When there never are.
pub async fn count(window: &Window, test_id: &str, wanted: usize) -> Result {
    window
        .until(&format!("{wanted} of {test_id}"), async || {
            let found = window.attributes(&css(test_id), "data-id").await?;
            if found.len() == wanted {
                Ok(Some(()))
            } else {
                Err(format!("there are {}", found.len()))
            }
        })
        .await
}

/// Waits until a record is the one on the conflict screen.
///
/// # Errors
/// When it never is.
pub async fn asked(window: &Window, id: &str) -> Result {
    window
        .attribute_where(&css("conflict-pane"), "data-id", |now| now == id)
        .await
        .map(|_| ())
}

/// A field of an offer, as a terminal has it.
///
/// # Errors
/// When it has no such offer.
pub fn field(terminal: &Terminal, id: &str, name: &str) -> Result<Value> {
    Ok(terminal.run(&["show", "offer", id])?[0][name].clone())
}

/// Fetches what changed, and waits until it is there.
///
/// # Errors
/// When it does not come.
pub async fn fetch(window: &Window) -> Result {
    window.click("nav-sync").await?;
    window.click("sync-now-tab").await?;
    window.click("pull").await?;
    standing(window, "inOrder").await?;
    window
        .find_css(&format!("{}:not(:disabled)", css("pull")))
        .await
        .map(|_| ())
}

/// Waits until the sync centre says how it stands with the service.
///
/// # Errors
/// When it never says so.
pub async fn standing(window: &Window, wanted: &str) -> Result {
    window
        .attribute_where(&css("sync-standing"), "data-value", |now| now == wanted)
        .await
        .map(|_| ())
}

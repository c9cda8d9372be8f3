//! The import wizard of the window, as its journeys use it: by keys.

use crate::{
    Result,
    window::{Window, css},
};
use std::path::Path;

/// Opens the wizard by its key and gives it a file.
///
/// # Errors
/// When the file is not read.
pub async fn give(window: &Window, path: &Path) -> Result {
    window.press("Control+o").await?;
    window.find("import-wizard").await?;
    window.give_file("import-file", path).await?;
    window.find("import-found").await?;
    settled(window).await
}

/// Waits until the answer to the last correction is there.
///
/// # Errors
/// When it never comes.
pub async fn settled(window: &Window) -> Result {
    let content = css("import-content");
    window
        .attribute_where(&content, "aria-busy", |busy| busy == "false")
        .await
        .map(|_| ())
}

/// Goes on to a step by Tab and Enter.
///
/// # Errors
/// When that step does not come.
pub async fn next(window: &Window, step: &str) -> Result {
    window.press_on(&css("import-next"), "Enter").await?;
    let content = css("import-content");
    window
        .attribute_where(&content, "data-step", |shown| shown == step)
        .await
        .map(|_| ())
}

/// How many rows stand under a tab of the review.
///
/// # Errors
/// When the tab has no number.
pub async fn rows(window: &Window, fate: &str) -> Result<usize> {
    let tab = format!("{}[data-value=\"{fate}\"]", css("import-tab"));
    let found = window.attributes(&tab, "data-count").await?;
    let count = found.first().and_then(|count| count.parse().ok());
    count.ok_or_else(|| format!("no number on the tab {fate}: {found:?}"))
}

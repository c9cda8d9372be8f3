//! Ten thousand offers in the real window of somebody who sees all of them:
//! opened, filtered, searched, jumped and scrolled through. Rows are asserted; how
//! long each takes is printed, for the benchmark of the grid has its limits.

use edutracker_tests::{
    Result,
    journey::cell,
    machine::{Desk, can_drive},
    programs::{Service, account},
    window::{Window, css},
};
use std::time::Instant;
use xtask::process::Folder;

const OFFERS: usize = 10_000;

/// The first number in what the status bar tells of rows.
async fn rows_where(window: &Window, fits: impl Fn(usize) -> bool) -> Result<usize> {
    window
        .until("the number of rows", async || {
            let text = window.text("status-rows").await?;
            let digits = |c: &char| c.is_ascii_digit() || *c == '.';
            let number: String = text.chars().take_while(digits).collect();
            match number.replace('.', "").parse() {
                Ok(count) if fits(count) => Ok(Some(count)),
                _ => Err(format!("it tells {text:?}")),
            }
        })
        .await
}

/// Waits until no row on screen lacks its name, and the row of a rank is among them.
async fn drawn(window: &Window, rank: usize) -> Result {
    let script = "return [...document.querySelectorAll(arguments[0])].map(row => \
        [Number(row.dataset.rank), row.querySelector('[data-col=\"name\"]')?.textContent.trim() ?? ''])";
    window
        .until(&format!("row {rank}"), async || {
            let rows = window.run(script, vec![css("grid-row").into()]).await?;
            let rows: Vec<(usize, String)> =
                serde_json::from_value(rows).map_err(|error| error.to_string())?;
            let there = rows.iter().any(|(at, _)| *at == rank);
            if there && rows.iter().all(|(_, name)| !name.is_empty()) {
                return Ok(Some(()));
            }
            Err(format!("{rows:?}"))
        })
        .await
}

fn told(what: &str, begun: Instant) {
    eprintln!(
        "{OFFERS} offers, {what}: {} ms",
        begun.elapsed().as_millis()
    );
}

/// AT-ET-36: opening and filtering a list of ten thousand offers.
#[tokio::test]
async fn ten_thousand_offers_are_at_hand() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let folder = Folder::new("large")?;
    let service = Service::start_sized(folder.path(), Some(OFFERS))?;
    let desk = Desk::at(service, folder, &account("AGORIA", "reviewer")?).await?;
    let window = &desk.window;
    let all = rows_where(window, |count| count >= OFFERS).await?;

    window.click("nav-sync").await?;
    window.gone("grid-row").await?;
    let begun = Instant::now();
    window.press("Control+1").await?;
    drawn(window, 0).await?;
    told("opened", begun);

    // A filter by its word, then a search; each shows what it finds and no other.
    let begun = Instant::now();
    window.press("/").await?;
    window.type_text("niveau:ma").await?;
    window.press("Enter").await?;
    let masters = rows_where(window, |count| count < all).await?;
    drawn(window, 0).await?;
    told("filtered", begun);
    let levels = format!("{} [data-col=\"studyLevel\"]", css("grid-row"));
    let levels = window.attributes(&levels, "text").await?;
    assert!(
        levels.len() > 5 && levels.iter().all(|level| level == "Master"),
        "{levels:?}"
    );
    let begun = Instant::now();
    window.press("/").await?;
    window.find_css(&format!("{}:focus", css("search"))).await?;
    window.type_text("engineering").await?;
    let found = rows_where(window, |count| count < masters).await?;
    drawn(window, 0).await?;
    told("searched", begun);
    assert!(found > 0);
    let names = format!("{} [data-col=\"name\"]", css("grid-row"));
    let names = window.attributes(&names, "text").await?;
    let first = names.first().ok_or("no row")?;
    assert!(first.to_lowercase().contains("engineering"), "{names:?}");
    window.screenshot("large-1-found").await?;
    window.fill("search", "").await?;
    window.press("Backspace").await?;
    window.press_on(&css("filter-clear"), "Enter").await?;
    assert_eq!(rows_where(window, |count| count > masters).await?, all);

    // To a row far away, to the last one, and anywhere by the bar.
    window.click_css(&cell(0, "name")).await?;
    let begun = Instant::now();
    window.press("Control+g").await?;
    window.find("goto-row").await?;
    window.type_text("9000").await?;
    window.press("Enter").await?;
    window.gone("goto").await?;
    drawn(window, 8_999).await?;
    told("jumped", begun);
    let begun = Instant::now();
    window.press("Control+End").await?;
    drawn(window, all - 1).await?;
    told("to the end", begun);
    for part in [0.25, 0.75, 0.5, 0.0] {
        let script = "const grid = document.querySelector('.og-row').closest('[role=grid]'); \
            grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * arguments[0]; \
            const height = document.querySelector('.og-row').getBoundingClientRect().height; \
            return Math.ceil(grid.scrollTop / height) + 3";
        let begun = Instant::now();
        let rank = window.run(script, vec![part.into()]).await?;
        let rank = rank.as_u64().and_then(|rank| usize::try_from(rank).ok());
        drawn(window, rank.ok_or("no place")?).await?;
        told(&format!("scrolled to {part}"), begun);
    }
    window.screenshot("large-2-scrolled").await
}

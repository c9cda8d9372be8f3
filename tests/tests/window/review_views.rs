//! What the reviewers' desk shows when it opens, under which names a reviewer
//! keeps other queues, and that it is found as it was left.

use edutracker_tests::{
    Result,
    journey::colleague,
    machine::{Desk, can_drive},
    window::{Window, css},
};
use serde_json::Value;

/// Languages, themes and widths that are looked at.
const LOOKS: [(&str, &str, u32); 3] = [
    ("fr", "dark", 820),
    ("nl", "light", 1280),
    ("fr", "light", 1600),
];

async fn left(window: &Window, wanted: usize) -> Result {
    window
        .attribute_where(&css("review-left"), "data-count", |count| {
            count == wanted.to_string()
        })
        .await
        .map(drop)
}

/// Waits until a filter has these values.
async fn filtered(window: &Window, field: &str, wanted: &str) -> Result {
    let chip = css(&format!("filter-{field}"));
    window
        .attribute_where(&chip, "data-value", |value| value == wanted)
        .await
        .map(drop)
}

async fn choose(window: &Window, entry: &str) -> Result {
    window.click("view-menu").await?;
    let entry = format!("{}[data-value=\"{entry}\"]", css("menu-item"));
    window.click_css(&entry).await
}

#[tokio::test]
async fn programmes_first_and_every_queue_under_a_name() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let mut desk = Desk::of("AGORIA", "reviewer").await?;
    let window = &desk.window.clone();
    let other = colleague(&desk, "AGORIA", "reviewer2")?;
    other.run(&["pull"])?;
    let every = other.run(&["review", "queue", "--all"])?;
    let of = |wanted: &dyn Fn(&Value) -> bool| every.iter().filter(|row| wanted(row)).count();
    let programmes = of(&|row| row["subject"] == "programme");
    let offers = of(&|row| row["subject"] == "companyOffer");
    let company = every
        .iter()
        .find(|row| row["subject"] == "companyOffer")
        .and_then(|row| row["organisation"].as_str())
        .ok_or("no company has offers")?;
    let theirs = of(&|row| row["subject"] == "companyOffer" && row["organisation"] == company);
    assert!(theirs > 0 && theirs <= offers);

    // Programmes; what else waits is counted beside them, and one click away.
    window.click("nav-review").await?;
    window.find("review-evidence").await?;
    filtered(window, "subject", "programme").await?;
    left(window, programmes).await?;
    let others = (every.len() - programmes).to_string();
    window
        .attribute_where(&css("review-others"), "data-count", |count| count == others)
        .await?;
    assert!(!window.shows("view-changed").await?);
    window.check_accessibility().await?;
    window.screenshot("desk-1-programmes").await?;
    window.click("review-others").await?;
    left(window, every.len()).await?;
    filtered(window, "subject", "").await?;
    window.gone("review-others").await?;
    window.click("filter-clear").await?;
    left(window, programmes).await?;

    // Another queue, under a name.
    window.pick("filter-subject", &["companyOffer"]).await?;
    window.pick("filter-organisation", &[company]).await?;
    left(window, theirs).await?;
    choose(window, "save-as").await?;
    window.type_text("Van één bedrijf").await?;
    window.press("Enter").await?;
    window.gone("view-save-as").await?;
    window.gone("view-changed").await?;
    choose(window, "everything").await?;
    left(window, programmes).await?;
    choose(window, "view Van één bedrijf").await?;
    left(window, theirs).await?;
    // The lists have views of their own.
    window.click("nav-offers").await?;
    window.click("view-menu").await?;
    window.find("menu-item").await?;
    let entry = format!("{}[data-value=\"view Van één bedrijf\"]", css("menu-item"));
    assert!(window.attributes(&entry, "data-value").await?.is_empty());
    window.press("Escape").await?;
    // It is as it was left, also after a visit elsewhere and after the next start.
    window.click("nav-review").await?;
    left(window, theirs).await?;
    filtered(window, "organisation", company).await?;
    for (language, theme, width) in LOOKS {
        window.click("nav-settings").await?;
        window.choose("settings-language", language).await?;
        window.choose("settings-theme", theme).await?;
        window.resize(width, 860).await?;
        window.click("nav-review").await?;
        left(window, theirs).await?;
        window.find("review-evidence").await?;
        window.check_accessibility().await?;
        window
            .screenshot(&format!("desk-2-view-{language}-{theme}-{width}"))
            .await?;
    }
    let _manager = desk.manager().await?;
    desk.close().await?;
    let window = &desk.window.clone();
    window.click("nav-review").await?;
    left(window, theirs).await?;
    filtered(window, "subject", "companyOffer").await?;
    window
        .text_where("view-menu", |text| text.contains("Van één bedrijf"))
        .await?;
    window.screenshot("desk-3-next-start").await?;

    // Where no programme is left, what else waits is a key away.
    window.click("filter-clear").await?;
    left(window, programmes).await?;
    let decide = ["review", "defer", "--yes"];
    let ids: Vec<&str> = every
        .iter()
        .filter(|row| row["subject"] == "programme")
        .filter_map(|row| row["id"].as_str())
        .collect();
    other.run(&[decide.as_slice(), ids.as_slice()].concat())?;
    other.run(&["push", "--yes"])?;
    window.find("review-empty").await?;
    window.check_accessibility().await?;
    window.screenshot("desk-4-done").await?;
    window.click("review-show-others").await?;
    left(window, every.len() - programmes).await?;
    window.find("review-evidence").await.map(drop)
}

//! The filters of the real window: what there is, counted, and narrowed by value.

use edutracker_tests::{
    Result,
    machine::{Desk, can_drive},
    window::{Window, css},
};

/// The selector of a value in the panel.
fn value(field: &str, value: &str) -> String {
    format!(
        "{}[data-field=\"{field}\"][data-value=\"{value}\"]",
        css("facet-value")
    )
}

/// The values of a field in the panel with their counts, once there are any.
async fn counts(window: &Window, field: &str) -> Result<Vec<(String, usize)>> {
    let all = format!("{}[data-field=\"{field}\"]", css("facet-value"));
    window
        .until(&format!("values of {field}"), async || {
            let values = window.attributes(&all, "data-value").await?;
            let counts = window.attributes(&all, "data-count").await?;
            let pairs: Option<Vec<_>> = values
                .into_iter()
                .zip(counts)
                .map(|(value, count)| Some((value, count.parse().ok()?)))
                .collect();
            Ok(pairs.filter(|pairs| !pairs.is_empty()))
        })
        .await
}

/// How many rows the status bar tells.
async fn shown(window: &Window) -> Result<usize> {
    let text = window.text("status-rows").await?;
    let first: String = text
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    first.parse().map_err(|_| format!("no number: {text}"))
}

/// Waits until the status bar tells so many rows.
async fn rows(window: &Window, count: usize) -> Result {
    window
        .until(&format!("{count} rows"), async || {
            Ok((shown(window).await? == count).then_some(()))
        })
        .await
}

/// Waits until the panel has counted anew for a list of so many rows: each row
/// has one status. Values come and go with it, and a click before that may meet
/// the one that stood there.
async fn panel(window: &Window, rows: usize) -> Result {
    window
        .until(&format!("a panel of {rows} rows"), async || {
            let counted = counts(window, "status").await?;
            let sum: usize = counted.iter().map(|(_, count)| count).sum();
            Ok((sum == rows).then_some(()))
        })
        .await
}

/// Waits until a value of the panel has another count.
async fn recounted(window: &Window, field: &str, one: &str, before: usize) -> Result<usize> {
    let text = window
        .attribute_where(&value(field, one), "data-count", |text| {
            text.parse() != Ok(before)
        })
        .await?;
    text.parse().map_err(|_| format!("{text} is no number"))
}

/// Row 5: terms typed into the search field become filters that can be taken
/// off; a wrong name is told with the nearest right one, which a key puts there.
#[tokio::test]
async fn typed_filters() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    window.resize(1280, 860).await?;
    let all = shown(window).await?;
    window.press("/").await?;
    window.type_text("niveua:ma bio").await?;
    let told = window.text("search-fault").await?;
    assert!(told.contains("niveua") && told.contains("niveau"), "{told}");
    window.screenshot("filters-typed-fault").await?;
    window.check_accessibility().await?;
    window.press("Tab").await?;
    window.press("Enter").await?;
    window.gone("search-fault").await?;
    let chip = css("filter-studyLevel");
    window
        .attribute_where(&chip, "data-value", |value| value == "MA")
        .await?;
    let words = "return document.querySelector(arguments[0]).value";
    let typed = async || window.run(words, vec![css("search").into()]).await;
    assert_eq!(typed().await?, "bio");
    let some = window
        .until("fewer rows", async || {
            let now = shown(window).await?;
            Ok((now < all).then_some(now))
        })
        .await?;
    window.press("End").await?;
    window.type_text(" duur>11").await?;
    window.press("Enter").await?;
    window
        .attribute_where(&css("filter-durationMonths"), "data-value", |v| v == ">11")
        .await?;
    window
        .until("as many rows or fewer", async || {
            Ok((shown(window).await? <= some).then_some(()))
        })
        .await?;
    window.screenshot("filters-typed").await?;
    window.check_accessibility().await?;
    window
        .click_css(&format!(
            "{}[data-value=\"durationMonths\"]",
            css("filter-off")
        ))
        .await?;
    rows(window, some).await
}

/// Row 3: the list has what the panel counts, other counts follow, several
/// values are any of them, and each filter is seen as a chip.
#[tokio::test]
async fn filters() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    window.resize(1280, 860).await?;
    assert!(!window.shows("facets").await?);
    window.press("Control+Shift+f").await?;
    window.find("facets").await?;
    let levels = counts(window, "studyLevel").await?;
    let provinces = counts(window, "provinces").await?;
    let (first, one) = levels.first().cloned().ok_or("no level")?;
    let (second, other) = levels.get(1).cloned().ok_or("one level")?;
    let (place, before) = provinces.first().cloned().ok_or("no province")?;

    window.click_css(&value("studyLevel", &first)).await?;
    rows(window, one).await?;
    let after = recounted(window, "provinces", &place, before).await?;
    assert!(after < before, "{after} of {before}");
    // The field's own counts leave its own filter aside.
    assert_eq!(counts(window, "studyLevel").await?, levels);
    window
        .find_css(&format!("{}.on", css("filter-studyLevel")))
        .await?;
    window.click_css(&value("studyLevel", &second)).await?;
    rows(window, one + other).await?;
    panel(window, one + other).await?;
    window.click_css(&value("provinces", &place)).await?;
    let both = recounted(window, "provinces", &place, 0).await?;
    rows(window, both).await?;
    window.screenshot("facets-1-two-fields").await?;
    window.check_accessibility().await?;

    // All are cleared by keys, and the keys stay in the panel.
    window.press("Home").await?;
    window
        .find_css(&format!("{}:focus", css("facets-clear")))
        .await?;
    window.press("Enter").await?;
    rows(window, 120).await?;
    panel(window, 120).await?;
    window
        .find_css(&format!("{} button:focus", css("facets")))
        .await?;
    let domains = format!("{}[data-value=\"studyDomains\"]", css("facet"));
    window.click_css(&domains).await?;
    let domains = counts(window, "studyDomains").await?;
    let (empty, none) = domains.last().cloned().ok_or("no domain")?;
    assert_eq!(empty, "", "{domains:?}");
    window.click_css(&value("studyDomains", "")).await?;
    rows(window, none).await?;
    window.find("filter-studyDomains").await?;
    window.screenshot("facets-2-empty").await?;
    // By keys: from value to value, and away.
    window.press("Up").await?;
    window.press("Space").await?;
    rows(window, none + domains[domains.len() - 2].1).await?;
    window.click("filter-off").await?;
    rows(window, 120).await?;
    window.press("Control+Shift+f").await?;
    window.gone("facets").await?;

    let mut problems = Vec::new();
    for (language, theme, width) in [
        ("fr", "dark", 1280),
        ("en", "light", 820),
        ("nl", "dark", 1600),
    ] {
        window.resize(width, 860).await?;
        window.click("nav-settings").await?;
        window.choose("settings-language", language).await?;
        window.choose("settings-theme", theme).await?;
        window.click("nav-offers").await?;
        window.find("grid-row").await?;
        if !window.shows("facets").await? {
            window.press("Control+Shift+f").await?;
        }
        let levels = counts(window, "studyLevel").await?;
        window.click_css(&value("studyLevel", &levels[0].0)).await?;
        rows(window, levels[0].1).await?;
        window
            .screenshot(&format!("facets-{language}-{theme}-{width}"))
            .await?;
        problems.extend(window.check_accessibility().await.err());
        window.click("facets-clear").await?;
        rows(window, 120).await?;
    }
    assert!(problems.is_empty(), "{problems:#?}");
    Ok(())
}

//! The columns and the saved views of the real window, by keys.

use edutracker_tests::{
    Result,
    machine::{Desk, can_drive},
    window::{Window, css},
};

/// The selector of a cell of the first row.
fn cell(column: &str) -> String {
    format!(
        "{}[data-rank=\"0\"] [data-col=\"{column}\"]",
        css("grid-row")
    )
}

/// Waits until the columns, from the left, fit.
async fn columns(window: &Window, fits: impl Fn(&[String]) -> bool) -> Result<Vec<String>> {
    window
        .until("the right columns", async || {
            let keys = window.attributes(&css("grid-header"), "data-col").await?;
            if fits(&keys) {
                Ok(Some(keys))
            } else {
                Err(format!("they are {keys:?}"))
            }
        })
        .await
}

/// Goes to the header of a column, by keys.
async fn to_header(window: &Window, column: &str) -> Result {
    window.click_css(&cell(column)).await?;
    window.press("Control+Shift+h").await?;
    focus_on(window, column).await
}

/// Waits until a header has the focus.
async fn focus_on(window: &Window, column: &str) -> Result {
    let header = format!("{}[data-col=\"{column}\"]:focus", css("grid-header"));
    window.find_css(&header).await.map(|_| ())
}

/// Waits until the list is sorted so by a column.
async fn sorted(window: &Window, column: &str, order: &str) -> Result {
    let header = format!("{}[data-col=\"{column}\"]", css("grid-header"));
    window
        .attribute_where(&header, "aria-sort", |now| now == order)
        .await
        .map(|_| ())
}

/// Chooses an entry of the menu of views.
async fn choose(window: &Window, menu: &str, entry: &str) -> Result {
    window.click(menu).await?;
    let entry = format!("{}[data-value=\"{entry}\"]", css("menu-item"));
    window.click_css(&entry).await
}

/// The entries of the menu of views.
async fn entries(window: &Window) -> Result<Vec<String>> {
    window.press_on(&css("view-menu"), "Enter").await?;
    window.find("menu-item").await?;
    let entries = window.attributes(&css("menu-item"), "data-value").await?;
    window.press("Escape").await?;
    Ok(entries)
}

/// Row 2: what is changed in a view of one's own is saved under its name, and
/// there after a restart: its name, its filter, its columns.
async fn a_named_view_comes_back(desk: &mut Desk, name: &str) -> Result {
    let window = desk.window.clone();
    choose(&window, "view-menu", &format!("view {name}")).await?;
    for column in ["languages", "provinces"] {
        to_header(&window, column).await?;
        window.press("h").await?;
        columns(&window, |keys| !keys.contains(&column.to_owned())).await?;
    }
    window.press("/").await?;
    window.type_text("niveau:ma").await?;
    window.press("Enter").await?;
    let chip = css("filter-studyLevel");
    window
        .attribute_where(&chip, "data-value", |value| value == "MA")
        .await?;
    window.find("view-changed").await?;
    assert!(entries(&window).await?.contains(&"save".to_owned()));
    choose(&window, "view-menu", "save").await?;
    window.gone("view-changed").await?;
    let kept = columns(&window, |_| true).await?;
    let place = "const done = arguments[arguments.length - 1]; \
        window.__TAURI_INTERNALS__.invoke('saved', { args: { kind: 'place' } }) \
            .then(list => done(list.items.find(item => item.name === 'offer')?.body.body.chosen.studyLevel ?? ''), () => done(''))";
    window
        .until("the place", async || {
            let level = window.run_async(place, vec![]).await?;
            Ok((level == serde_json::json!(["MA"])).then_some(()))
        })
        .await?;
    desk.strike().await?;
    let window = &desk.window;
    window.resize(1280, 860).await?;
    window.find("grid-row").await?;
    window
        .text_where("view-menu", |text| text.contains(name))
        .await?;
    window
        .attribute_where(&chip, "data-value", |value| value == "MA")
        .await?;
    columns(window, |keys| keys == kept).await?;
    assert!(!window.shows("view-changed").await?);
    window.screenshot("views-4-after-a-restart").await
}

/// Row 2, and the columns by keys.
#[tokio::test]
async fn columns_and_views() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let mut desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window.clone();
    let before = columns(window, |keys| keys.len() > 8).await?;
    assert_eq!(before[3], "studyLevel");
    assert!(!window.shows("view-changed").await?);

    // Moved, made wider, hidden; the focus goes along.
    to_header(window, "studyLevel").await?;
    window.press("Alt+Right").await?;
    columns(window, |keys| keys[4] == "studyLevel").await?;
    focus_on(window, "studyLevel").await?;
    let header = format!("{}[data-col=\"studyLevel\"]", css("grid-header"));
    let width = format!("return document.querySelector('{header}').offsetWidth");
    let narrow = window.run(&width, vec![]).await?;
    window.press("Alt+Shift+Right").await?;
    window
        .until("a wider column", async || {
            let now = window.run(&width, vec![]).await?;
            Ok((now.as_u64() > narrow.as_u64()).then_some(()))
        })
        .await?;
    window.press("Left").await?;
    focus_on(window, &before[4]).await?;
    window.press("h").await?;
    columns(window, |keys| !keys.contains(&before[4])).await?;
    focus_on(window, "studyLevel").await?;

    // Sorted by two columns.
    window.press("Enter").await?;
    sorted(window, "studyLevel", "ascending").await?;
    window.press("Right").await?;
    focus_on(window, &before[5]).await?;
    window.press("Left").await?;
    window.press("Left").await?;
    focus_on(window, "name").await?;
    window.press("Shift+Enter").await?;
    sorted(window, "name", "ascending").await?;
    sorted(window, "studyLevel", "ascending").await?;
    window.press("Shift+F10").await?;
    window.find("menu-item").await?;
    window.screenshot("views-1-column-menu").await?;
    window.check_accessibility().await?;
    // An entry of the menu does what the key does, and Escape nothing.
    window.press("Escape").await?;
    focus_on(window, "name").await?;
    window.press("Shift+F10").await?;
    let unpin = format!("{}[data-value=\"column-pin\"]", css("menu-item"));
    window.click_css(&unpin).await?;
    columns(window, |keys| keys[2] == "name").await?;
    focus_on(window, "name").await?;
    window
        .until("a column that scrolls", async || {
            let classes = window
                .attributes(
                    &format!("{}[data-col=\"name\"]", css("grid-header")),
                    "class",
                )
                .await?;
            Ok((!classes[0].contains("og-pinned")).then_some(()))
        })
        .await?;

    // What changed is seen, kept under a name, changed again and brought back.
    window.find("view-changed").await?;
    let offered = entries(window).await?;
    assert!(
        offered.contains(&"save-as".to_owned()) && !offered.contains(&"save".to_owned()),
        "what is built in stays as it is: {offered:?}"
    );
    choose(window, "view-menu", "save-as").await?;
    window.type_text("Mijn niveaus").await?;
    window.press("Enter").await?;
    window.gone("view-save-as").await?;
    window.gone("view-changed").await?;
    window
        .text_where("view-menu", |text| text.contains("Mijn niveaus"))
        .await?;
    let kept = columns(window, |_| true).await?;
    choose(window, "grid-view-menu", "columns").await?;
    let tick = format!("{}[data-value=\"website\"]", css("column-tick"));
    window.click_css(&tick).await?;
    window.screenshot("views-2-columns").await?;
    window.check_accessibility().await?;
    window.press("Escape").await?;
    columns(window, |keys| !keys.contains(&"website".to_owned())).await?;
    window.find("view-changed").await?;
    window.click("nav-sites").await?;
    window.find("grid-row").await?;
    window.click("nav-offers").await?;
    window.find("view-changed").await?;
    choose(window, "view-menu", "reset").await?;
    columns(window, |keys| keys == kept).await?;
    window.gone("view-changed").await?;
    choose(window, "view-menu", "everything").await?;
    columns(window, |keys| keys == before).await?;
    sorted(window, "studyLevel", "none").await?;

    a_named_view_comes_back(&mut desk, "Mijn niveaus").await?;
    let window = &desk.window;
    choose(window, "view-menu", "everything").await?;
    columns(window, |keys| keys == before).await?;

    // From a column to its values.
    to_header(window, "languages").await?;
    window.press("f").await?;
    window
        .find_css(&format!("{}[data-value=\"languages\"]:focus", css("facet")))
        .await?;
    window.screenshot("views-3-facet").await?;
    let mut problems = Vec::new();
    for (language, theme, width) in [("fr", "dark", 1280), ("en", "light", 820)] {
        window.resize(width, 860).await?;
        window.click("nav-settings").await?;
        window.choose("settings-language", language).await?;
        window.choose("settings-theme", theme).await?;
        window.click("nav-offers").await?;
        window.find("grid-row").await?;
        window.click("view-menu").await?;
        window.find("menu-item").await?;
        let name = format!("views-{language}-{theme}-{width}");
        window.screenshot(&name).await?;
        problems.extend(window.check_accessibility().await.err());
        window.press("Escape").await?;
    }
    assert!(problems.is_empty(), "{problems:#?}");
    Ok(())
}

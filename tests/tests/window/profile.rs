//! What an organisation keeps of itself, in the real window: its texts and its
//! card, its campuses, and its contacts with the offers that use them.

use edutracker_tests::{
    Result,
    journey::{cell, colleague, fetch},
    machine::{Desk, can_drive},
    window::{Window, css},
};

/// Languages, themes and widths of the pictures.
const LOOKS: [(&str, &str, u32); 5] = [
    ("nl", "light", 1280),
    ("fr", "dark", 820),
    ("en", "light", 820),
    ("en", "dark", 1600),
    ("nl", "dark", 1150),
];

/// Pictures of a screen in several looks, each without a violation; what
/// `open` does comes first.
async fn looked_at(
    window: &Window,
    name: &str,
    screen: &str,
    open: impl AsyncFn() -> Result,
    close: impl AsyncFn() -> Result,
) -> Result {
    let mut problems = Vec::new();
    for (language, theme, width) in LOOKS {
        window.click("nav-settings").await?;
        window.choose("settings-language", language).await?;
        window.choose("settings-theme", theme).await?;
        window.resize(width, 860).await?;
        window.click(screen).await?;
        open().await?;
        let picture = format!("profile-{name}-{language}-{theme}-{width}");
        window.screenshot(&picture).await?;
        let found = window.check_accessibility().await;
        problems.extend(found.err().map(|problem| format!("{picture}: {problem}")));
        close().await?;
    }
    window.click("nav-settings").await?;
    window.choose("settings-language", "nl").await?;
    window.choose("settings-theme", "light").await?;
    window.resize(1280, 860).await?;
    window.click(screen).await?;
    if problems.is_empty() {
        Ok(())
    } else {
        Err(format!("{problems:#?}"))
    }
}

async fn nothing() -> Result {
    Ok(())
}

/// Waits until a part of the profile stands so.
async fn stands(window: &Window, name: &str, standing: &str) -> Result {
    let item = format!("{}[data-value=\"{name}\"]", css("completeness-item"));
    window
        .attribute_where(&item, "data-standing", |now| now == standing)
        .await
        .map(|_| ())
}

/// The rank of the first row with an attribute of a cell that fits.
async fn rank_where(
    window: &Window,
    column: &str,
    fits: impl Fn(&str) -> bool,
) -> Result<(usize, String)> {
    for rank in 0..12 {
        let texts = window.attributes(&cell(rank, column), "text").await?;
        if let Some(text) = texts.into_iter().next().filter(|text| fits(text)) {
            return Ok((rank, text));
        }
    }
    Err(format!("no row has such a {column}"))
}

async fn row_id(window: &Window, rank: usize) -> Result<String> {
    let row = format!("{}[data-rank=\"{rank}\"]", css("grid-row"));
    let ids = window.attributes(&row, "data-id").await?;
    ids.into_iter().next().ok_or("no such row".to_owned())
}

/// The profile: gaps lead to their fields, the card follows while one types,
/// and each text is an edit that one key takes back.
#[tokio::test]
async fn texts_and_card() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    window.click("nav-organisation").await?;
    window.find("completeness").await?;
    stands(window, "about.fr", "missing").await?;
    let gap = format!("{}[data-value=\"about.fr\"]", css("completeness-item"));
    window.click_css(&gap).await?;
    window
        .find_css(&format!("{}:focus", css("field-about.fr")))
        .await?;
    let lang = window.attributes(&css("field-about.fr"), "lang").await?;
    assert_eq!(lang, ["fr"]);
    window.type_text("Une université à Louvain.").await?;
    // The card before anything is saved, in the language that a partner reads.
    window.click("about-fr").await?;
    window
        .text_where("organisation-card", |text| {
            text.contains("Une université à Louvain.")
        })
        .await?;
    window.gone("about-mark").await?;
    stands(window, "about.fr", "there").await?;
    window
        .text_where("counter-about.fr", |text| text.contains("25"))
        .await?;
    window.pending(1).await?;
    window.screenshot("profile-1-french").await?;
    window.check_accessibility().await?;

    // Too long: said with its rule, kept, and a gap again.
    window.click("field-about.en").await?;
    let long = "x".repeat(2_001);
    let script = "const area = document.activeElement; \
        area.value = arguments[0]; area.dispatchEvent(new Event('input', { bubbles: true }));";
    window.run(script, vec![long.into()]).await?;
    window.find("finding-about.en").await?;
    stands(window, "about.en", "wrong").await?;
    window.screenshot("profile-2-too-long").await?;
    window.check_accessibility().await?;
    // Leaving by a key keeps what was written.
    window.press("Control+1").await?;
    window.find("grid-row").await?;
    window.click("nav-organisation").await?;
    stands(window, "about.en", "wrong").await?;
    window
        .click_css("[data-testid=\"organisation\"] h1")
        .await?;
    window.press("Control+z").await?;
    stands(window, "about.en", "there").await?;
    window.press("Control+z").await?;
    stands(window, "about.fr", "missing").await?;
    window.pending(0).await?;
    looked_at(window, "texts", "nav-organisation", nothing, nothing).await
}

/// A text that a colleague changed as well is a question, on the page of the
/// profile too, and is answered there.
#[tokio::test]
async fn a_text_that_others_changed_too() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    let colleague = colleague(&desk, "KUL", "institution_user")?;
    colleague.run(&["pull"])?;
    window.click("nav-organisation").await?;
    window.find("completeness").await?;
    window.fill("field-about.nl", "Van mij.").await?;
    window
        .click_css("[data-testid=\"organisation\"] h1")
        .await?;
    window.pending(1).await?;
    colleague.run(&["set", "organisation", "KUL", "about.nl=Van een collega."])?;
    colleague.run(&["push"])?;
    fetch(window).await?;
    window.click("nav-organisation").await?;
    stands(window, "about.nl", "conflict").await?;
    window
        .text_where("conflict", |text| text.contains("Van een collega."))
        .await?;
    window.screenshot("profile-8-conflict").await?;
    window.check_accessibility().await?;
    window.click("take-theirs").await?;
    window.gone("conflict").await?;
    stands(window, "about.nl", "there").await?;
    window.click("about-nl").await?;
    window
        .text_where("organisation-card", |text| {
            text.contains("Van een collega.")
        })
        .await
        .map(|_| ())
}

/// A campus: its province follows from the postal code while it is typed, what
/// uses it is said, and retiring one that is used names what that means.
#[tokio::test]
async fn campuses() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    window.click("nav-sites").await?;
    window.find("grid-row").await?;
    let (used, count) =
        rank_where(window, "usedBy", |text| !text.is_empty() && text != "0").await?;
    window.click_css(&cell(used, "name")).await?;
    let site = row_id(window, used).await?;
    let inspector = format!(
        "{}[data-id=\"{site}\"][data-current=\"true\"]",
        css("inspector")
    );
    window.find_css(&inspector).await?;
    let province = css("field-province");
    let before = window
        .attribute_where(&province, "data-value", |text| text.starts_with("BE-"))
        .await?;
    // Read only, with the reason.
    window
        .attribute_where(&province, "readonly", |_| true)
        .await?;
    let code = if before == "BE-VWV" { "2000" } else { "8000" };
    let after = if before == "BE-VWV" {
        "BE-VAN"
    } else {
        "BE-VWV"
    };
    window.fill("field-postalCode", code).await?;
    window
        .attribute_where(&province, "data-value", |now| now == after)
        .await?;
    window.pending(0).await?;
    window.press("Enter").await?;
    window.pending(1).await?;
    window.find("province-moved").await?;
    window
        .text_where("follows", |text| text.contains(code))
        .await?;
    window.screenshot("profile-3-province").await?;
    window.check_accessibility().await?;
    window.click_css(&cell(used, "name")).await?;
    window.press("Control+z").await?;
    window.pending(0).await?;
    window
        .attribute_where(&province, "data-value", |now| now == before)
        .await?;

    // To the offers that use it, by the keyboard, and nothing but those.
    window.click_css(&cell(used, "usedBy")).await?;
    window.press("Enter").await?;
    window.find("filter-sites").await?;
    window
        .text_where("status-rows", |text| text.starts_with(&count))
        .await?;
    window.click("nav-sites").await?;
    window.find("grid-row").await?;
    window.click_css(&cell(used, "name")).await?;
    window.tool("record-retire", "retire").await?;
    window
        .text_where("retire-dialog", |text| text.contains(&count))
        .await?;
    window.screenshot("profile-4-retire-campus").await?;
    window.check_accessibility().await?;
    window.click("retire-anyway").await?;
    window.gone("retire-dialog").await?;
    window.pending(1).await?;
    window.click("toast-undo").await?;
    window.pending(0).await?;
    looked_at(window, "campuses", "nav-sites", nothing, nothing).await
}

/// AT-ET-32: a contact, the offers that use it, another one in its place in all
/// of them, and one key that takes that back.
#[tokio::test]
async fn contacts() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    window.click("nav-contacts").await?;
    window.find("grid-row").await?;
    let (used, count) =
        rank_where(window, "usedBy", |text| !text.is_empty() && text != "0").await?;
    let id = row_id(window, used).await?;
    window.click_css(&cell(used, "name")).await?;
    window
        .text_where("uses-show", |text| text.contains(&count))
        .await?;
    window.click("uses-show").await?;
    window
        .attribute_where(&css("filter-contact"), "data-value", |value| value == id)
        .await?;
    window
        .text_where("status-rows", |text| text.starts_with(&count))
        .await?;
    window.screenshot("profile-5-its-offers").await?;

    // Retiring one that is used offers another in its place.
    window.click("nav-contacts").await?;
    window.find("grid-row").await?;
    window.click_css(&cell(used, "name")).await?;
    window.tool("record-retire", "retire").await?;
    window
        .text_where("retire-dialog", |text| text.contains(&count))
        .await?;
    window.screenshot("profile-6-retire-contact").await?;
    window.check_accessibility().await?;
    window.press("Enter").await?;
    window.find("replace-contact").await?;
    window.click("field-replace-by").await?;
    window.press("Down").await?;
    window.press("Enter").await?;
    window.gone("option-filter").await?;
    let preview = format!(
        "{}[data-busy=\"false\"] {}",
        css("bulk-preview"),
        css("bulk-changed")
    );
    // Archived ones are left out until somebody says otherwise: here all go.
    window
        .attribute_where(&preview, "data-value", |changed| changed != "0")
        .await?;
    if window.shows("bulk-archived-too").await? {
        window.click("bulk-archived-too").await?;
    }
    window
        .attribute_where(&preview, "data-value", |changed| changed == count)
        .await?;
    window.screenshot("profile-7-replace").await?;
    window.check_accessibility().await?;
    window.click("replace-contact-apply").await?;
    window.gone("replace-contact").await?;
    let offers: usize = count.parse().map_err(|_| count.clone())?;
    window.pending(offers + 1).await?;
    window
        .text_where_css(&cell(used, "usedBy"), |text| text == "0")
        .await?;
    window.click_css(&cell(used, "name")).await?;
    window.press("Control+z").await?;
    window.pending(0).await?;
    window
        .text_where_css(&cell(used, "usedBy"), |text| text == count)
        .await?;

    // Only replaced, from the button.
    window.tool("contact-replace", "replace-contact").await?;
    window.find("replace-contact").await?;
    window.press("Escape").await?;
    window.gone("replace-contact").await?;
    looked_at(
        window,
        "contacts",
        "nav-contacts",
        async || {
            window.find("grid-row").await?;
            window.click_css(&cell(used, "name")).await?;
            window.tool("contact-replace", "replace-contact").await?;
            window.find("replace-contact").await.map(|_| ())
        },
        async || {
            window.press("Escape").await?;
            window.gone("replace-contact").await
        },
    )
    .await
}

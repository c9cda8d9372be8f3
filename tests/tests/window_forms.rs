//! The forms of the real window: what is refused, what is mended by one click,
//! and what each role may make.

use edutracker_tests::{
    Result,
    machine::{Desk, can_drive},
    window::{Window, css},
};

/// What a programme must have.
const MANDATORY: &[&str] = &[
    "name",
    "studyLevel",
    "collaborationForms",
    "languages",
    "provinces",
    "contact",
];

/// Opens the form of a new record. The inspector goes first: it shows fields of
/// the same names.
async fn new_form(window: &Window) -> Result {
    if window.shows("inspector").await? {
        window.click("inspector-close").await?;
        window.gone("inspector").await?;
    }
    window.click("record-new").await?;
    window.find("form").await.map(|_| ())
}

/// Saves a form that is not complete: the fields that the summary names, in order.
async fn refused_fields(window: &Window) -> Result<Vec<String>> {
    window.click("form-save").await?;
    window.find("error-summary").await?;
    let links = format!("{} [data-field-link]", css("error-summary"));
    window.attributes(&links, "data-field-link").await
}

/// Waits until a row of the list has this name; answers its id.
async fn row_named(window: &Window, name: &str) -> Result<String> {
    let ids = rows_named(window, name, 1).await?;
    Ok(ids.into_iter().next().unwrap_or_default())
}

/// The ids of the rows on screen with this name, once there are so many.
async fn rows_named(window: &Window, name: &str, count: usize) -> Result<Vec<String>> {
    window
        .until(&format!("{count} rows {name:?}"), async || {
            let row = css("grid-row");
            let names = format!("{row} [data-col=\"name\"]");
            let names = window.attributes(&names, "text").await?;
            let ids = window.attributes(&row, "data-id").await?;
            let found: Vec<String> = ids
                .into_iter()
                .zip(names)
                .filter_map(|(id, shown)| (shown == name).then_some(id))
                .collect();
            Ok((found.len() == count).then_some(found))
        })
        .await
}

/// Fills what every offer of an institution must have besides its name and level.
async fn fill_the_rest(window: &Window) -> Result {
    window.pick("field-collaborationForms", &["CASE"]).await?;
    window.pick("field-languages", &["nl"]).await?;
    window.pick("field-provinces", &["BE-VBR"]).await?;
    window.pick_first("field-contact").await
}

/// Saves a form, and waits until it is gone.
async fn save(window: &Window) -> Result {
    window.click("form-save").await?;
    window.gone("form").await
}

/// AT-ET-11, 12 and 13: the summary names the mandatory fields, a level in the
/// name is mended by a click, the card shows the level, and the offer is kept.
#[tokio::test]
async fn new_programme() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    new_form(window).await?;
    assert_eq!(refused_fields(window).await?, MANDATORY);
    window.screenshot("forms-1-refused").await?;
    window.check_accessibility().await?;

    window
        .fill("field-name", "Prof. Bach. Elektromechanica")
        .await?;
    window.find("finding-name").await?;
    window.screenshot("forms-2-level-in-name").await?;
    window.click("fix-name").await?;
    window.gone("fix-name").await?;
    let name = window.find("field-name").await?;
    let name = name
        .prop("value")
        .await
        .map_err(|error| error.to_string())?;
    assert_eq!(name.as_deref(), Some("Elektromechanica"));

    window.pick("field-studyLevel", &["PBA"]).await?;
    window
        .text_where("card-heading", |text| {
            text == "Professionele bachelor Elektromechanica"
        })
        .await?;
    fill_the_rest(window).await?;
    save(window).await?;
    row_named(window, "Elektromechanica").await?;
    window.pending(1).await?;
    window.screenshot("forms-3-saved").await
}

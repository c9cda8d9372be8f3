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
            // Ids and names at one moment: between two questions rows may move.
            let script = "return [...document.querySelectorAll(arguments[0])].map(row => \
                [row.dataset.id, row.querySelector('[data-col=\"name\"]')?.textContent.trim()])";
            let rows = window.run(script, vec![css("grid-row").into()]).await?;
            let rows: Vec<(String, String)> =
                serde_json::from_value(rows).map_err(|error| error.to_string())?;
            let found: Vec<String> = rows
                .into_iter()
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

    for (typed, name) in [
        ("Bachelier en informatique", "Informatique"),
        ("Master in de chemie", "Chemie"),
        ("Prof. Bach. Elektromechanica", "Elektromechanica"),
    ] {
        window.fill("field-name", typed).await?;
        let told = format!(
            "Het studieniveau staat in de naam; het komt er op de website vanzelf voor. Gebruik: {name}"
        );
        window
            .text_where("finding-name", |text| text.contains(&told))
            .await?;
        window
            .screenshot(&format!("forms-2-level-in-name-{}", &name[..2]))
            .await?;
        window.press_on(&css("fix-name"), "Enter").await?;
        window.gone("fix-name").await?;
        let field = window.find("field-name").await?;
        let mended = field.prop("value").await;
        let mended = mended.map_err(|error| error.to_string())?;
        assert_eq!(mended.as_deref(), Some(name));
    }

    // What is not formal education has no level before its name.
    window.pick_by_keys("field-studyLevel", &["NFE"]).await?;
    for language in ["fr", "en", "nl"] {
        window.click(&format!("card-{language}")).await?;
        window
            .attribute_where(&css("card"), "lang", |lang| lang == language)
            .await?;
        assert_eq!(window.text("card-heading").await?, "Elektromechanica");
    }
    window.pick_by_keys("field-studyLevel", &["PBA"]).await?;
    for (language, heading) in [
        ("fr", "Bachelier professionnalisant Elektromechanica"),
        ("en", "Professional bachelor Elektromechanica"),
        ("nl", "Professionele bachelor Elektromechanica"),
    ] {
        window.click(&format!("card-{language}")).await?;
        window
            .text_where("card-heading", |text| text == heading)
            .await?;
    }
    fill_the_rest(window).await?;
    save(window).await?;
    let made = row_named(window, "Elektromechanica").await?;
    window.pending(1).await?;
    window.screenshot("forms-3-saved").await?;

    // Whoever reads French or English has the card in it from the start.
    let row = format!(
        "{}[data-id=\"{made}\"] [data-col=\"name\"]",
        css("grid-row")
    );
    for (language, heading) in [
        ("fr", "Bachelier professionnalisant Elektromechanica"),
        ("en", "Professional bachelor Elektromechanica"),
    ] {
        window.click("nav-settings").await?;
        window.choose("settings-language", language).await?;
        window.click("nav-offers").await?;
        window.click_css(&row).await?;
        if !window.shows("inspector").await? {
            window.press("Control+i").await?;
        }
        window
            .text_where("card-heading", |text| text == heading)
            .await?;
    }
    Ok(())
}

/// AT-ET-11, one at a time: a programme that misses one thing is refused for
/// that alone, by a sentence of its own; with it, and without website,
/// specialisation and campus, it is saved.
#[tokio::test]
async fn each_mandatory_field_alone() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    let fill = async |field: &str| match field {
        "name" => window.fill("field-name", "Zeepsop").await,
        "studyLevel" => window.pick("field-studyLevel", &["PBA"]).await,
        "collaborationForms" => window.pick("field-collaborationForms", &["CASE"]).await,
        "languages" => window.pick("field-languages", &["nl"]).await,
        "provinces" => window.pick("field-provinces", &["BE-VBR"]).await,
        _ => window.pick_first("field-contact").await,
    };
    let mut sentences = std::collections::BTreeSet::new();
    for (at, missing) in MANDATORY.iter().enumerate() {
        new_form(window).await?;
        for field in MANDATORY.iter().filter(|field| *field != missing) {
            fill(field).await?;
        }
        assert_eq!(refused_fields(window).await?, [*missing]);
        let told = format!("{} li", css("error-summary"));
        sentences.extend(window.attributes(&told, "text").await?);
        window.pending(at).await?;
        fill(missing).await?;
        if *missing == "name" {
            let shown = window.attributes(&css("field-website"), "value").await?;
            assert!(shown.iter().all(String::is_empty), "{shown:?}");
        }
        save(window).await?;
        window.pending(at + 1).await?;
        // The details show what was made.
        window.find("inspector").await?;
    }
    assert_eq!(sentences.len(), MANDATORY.len(), "{sentences:?}");
    let made = "const done = arguments[0]; const invoke = window.__TAURI_INTERNALS__.invoke; \
        const where = [{ field: 'name', value: 'Zeepsop' }]; \
        const query = { type: 'offer', where, search: '', sort: [], reviewQueue: false }; \
        invoke('view_open', { args: query }) \
            .then(({ view }) => invoke('view_window', { args: { view, from: 0, count: 9 } })) \
            .then(({ rows }) => done(rows.map(({ fields, findings }) => [ \
                fields.website ?? '', Object.keys(fields.sites ?? {}).length, \
                Object.keys(fields.specialisations ?? {}).length, \
                findings.filter(({ severity }) => severity === 'error').length, \
            ])), problem => done(problem))";
    let made = window.run_async(made, vec![]).await?;
    let bare = serde_json::json!(["", 0, 0, 0]);
    assert_eq!(made, serde_json::json!(vec![bare; MANDATORY.len()]));
    Ok(())
}

/// AT-ET-15: an event has any number of domains and no level, and its card no prefix.
#[tokio::test]
async fn new_event() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    new_form(window).await?;
    window.click("subject-event").await?;
    window.gone("field-studyLevel").await?;
    window.fill("field-name", "Dag van de techniek").await?;
    window
        .pick("field-studyDomains", &["ENG-EM", "ICT-DATA", "ENG-AUT"])
        .await?;
    fill_the_rest(window).await?;
    let plain = |text: &str| text == "Dag van de techniek";
    window.text_where("card-heading", plain).await?;
    save(window).await?;
    row_named(window, "Dag van de techniek").await?;
    window.text_where("card-heading", plain).await?;
    window.pending(1).await
}

/// The names of the campuses that an offer's form has to choose from.
async fn campuses(window: &Window) -> Result<Vec<String>> {
    window.click("field-sites").await?;
    let option = css("option");
    window.find_css(&option).await?;
    let names = format!("{option} .text");
    let names = window.attributes(&names, "text").await?;
    window.press("Escape").await?;
    window.gone("option-filter").await?;
    Ok(names)
}

/// AT-ET-10: a campus has a province, and is there for offers in that province only.
#[tokio::test]
async fn new_campus() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    window.click("nav-sites").await?;
    window.find("grid-row").await?;
    new_form(window).await?;
    window.fill("field-name", "Campus Aarlen").await?;
    assert_eq!(refused_fields(window).await?, ["province"]);
    window.find("finding-province").await?;
    window.screenshot("forms-4-campus-refused").await?;
    window.pick("field-province", &["BE-WLX"]).await?;
    save(window).await?;
    row_named(window, "Campus Aarlen").await?;

    window.click("nav-offers").await?;
    window.find("grid-row").await?;
    new_form(window).await?;
    window.pick("field-provinces", &["BE-VBR"]).await?;
    let elsewhere = campuses(window).await?;
    assert!(!elsewhere.contains(&"Campus Aarlen".to_owned()));
    assert!(!elsewhere.is_empty());
    window
        .pick("field-provinces", &["BE-VBR", "BE-WLX"])
        .await?;
    assert_eq!(campuses(window).await?, ["Campus Aarlen"]);
    Ok(())
}

/// AT-ET-14: a campus goes with its province, which is said and can be undone.
#[tokio::test]
async fn province_taken_off() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    let some = |text: &str| !text.is_empty() && !text.contains(' ');
    let [provinces, sites] = [css("field-provinces"), css("field-sites")];
    let province = window
        .attribute_where(&provinces, "data-value", some)
        .await?;
    let site = window.attribute_where(&sites, "data-value", some).await?;
    let name = window
        .text_where_css("[data-field=\"sites\"] .chip .word", |text| {
            !text.is_empty()
        })
        .await?;
    window.pick("field-provinces", &[&province]).await?;
    window
        .text_where("toast", |text| text.contains(&name))
        .await?;
    for field in [&provinces, &sites] {
        window
            .attribute_where(field, "data-value", str::is_empty)
            .await?;
    }
    window.screenshot("forms-5-campus-taken-off").await?;
    window.click("toast-undo").await?;
    window
        .attribute_where(&provinces, "data-value", |text| text == province)
        .await?;
    window
        .attribute_where(&sites, "data-value", |text| text == site)
        .await?;
    window.pending(0).await
}

/// AT-ET-07: a programme responsible edits, makes nothing new, and reads the accounts.
#[tokio::test]
async fn programme_responsible() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "programme_responsible").await?;
    let window = &desk.window;
    for test_id in ["record-new", "record-duplicate"] {
        assert!(!window.shows(test_id).await?, "{test_id}");
    }
    let first = format!("{}[data-rank=\"0\"] [data-col=\"name\"]", css("grid-row"));
    let before = window
        .text_where_css(&first, |text| !text.is_empty())
        .await?;
    window.click_css(&first).await?;
    window.press("F2").await?;
    window.press("End").await?;
    window.type_text(" (dag)").await?;
    window.press("Enter").await?;
    window
        .text_where_css(&first, |text| text == format!("{before} (dag)"))
        .await?;
    window.pending(1).await?;

    window.click("nav-accounts").await?;
    window.find("grid-row").await?;
    assert!(!window.shows("record-new").await?);
    let cells = window
        .attributes(&css("grid-cell"), "aria-readonly")
        .await?;
    assert!(cells.len() >= 5, "{cells:?}");
    assert!(cells.iter().all(|readonly| readonly == "true"), "{cells:?}");
    window.click_css(&first).await?;
    window.press("F2").await?;
    for test_id in ["cell-input", "cell-editor"] {
        assert!(!window.shows(test_id).await?, "{test_id}");
    }
    window.screenshot("forms-6-accounts").await
}

/// AT-ET-17: an offer of a company has one form; another form is another offer.
#[tokio::test]
async fn company_offer() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("DEMO-COMPANY", "administrator").await?;
    let window = &desk.window;
    new_form(window).await?;
    window.fill("field-name", "Robotcel").await?;
    let forms = css("field-collaborationForms");
    for form in ["INTERNSHIP", "WPL"] {
        window.pick("field-collaborationForms", &[form]).await?;
        window
            .attribute_where(&forms, "data-value", |text| text == form)
            .await?;
    }
    window.pick("field-languages", &["nl"]).await?;
    window.pick("field-provinces", &["BE-VOV"]).await?;
    window.pick_first("field-contact").await?;
    save(window).await?;
    let first = row_named(window, "Robotcel").await?;
    window.pending(1).await?;

    window
        .find_css(&format!("{}[data-id=\"{first}\"]", css("inspector")))
        .await?;
    window.click("copy-as-form").await?;
    window.find("option").await?;
    let taken = format!("{}[data-value=\"WPL\"]", css("option"));
    assert!(window.attributes(&taken, "text").await?.is_empty());
    window
        .click_css(&format!("{}[data-value=\"DUAL\"]", css("option")))
        .await?;
    let both = rows_named(window, "Robotcel", 2).await?;
    assert!(both.contains(&first), "{both:?}");
    window.pending(2).await?;
    let copy = both.iter().find(|id| **id != first).ok_or("no copy")?;
    window
        .find_css(&format!(
            "{}[data-id=\"{copy}\"][data-current=\"true\"]",
            css("inspector")
        ))
        .await?;
    window
        .attribute_where(&forms, "data-value", |text| text == "DUAL")
        .await?;
    window.screenshot("forms-7-copied").await
}

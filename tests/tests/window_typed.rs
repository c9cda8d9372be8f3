//! What is typed, in the real window: a text that was not saved when the
//! program ended, and signs that two keys make together.

use edutracker_tests::{
    Result,
    machine::{Desk, can_drive},
    window::{Window, css},
};
use serde_json::Value;

/// The selector of a cell by rank and column.
fn cell(rank: usize, column: &str) -> String {
    format!(
        "{}[data-rank=\"{rank}\"] [data-col=\"{column}\"]",
        css("grid-row")
    )
}

/// Waits until exactly these typed texts are kept beside the cache, in the
/// order they were typed.
async fn kept(window: &Window, texts: &[&str]) -> Result {
    let asked = "const done = arguments[arguments.length - 1]; \
        window.__TAURI_INTERNALS__.invoke('saved', { args: { kind: 'typed' } }) \
            .then(list => done(list.items.map(item => item.body).sort((a, b) => a.at - b.at) \
                .map(body => body.patch.name ?? Object.values(body.patch)[0])), () => done([]))";
    window
        .until("what is kept of the typing", async || {
            let found = window.run_async(asked, vec![]).await?;
            let same = found == Value::from(texts.to_vec());
            if same {
                Ok(Some(()))
            } else {
                Err(found.to_string())
            }
        })
        .await
}

/// Row 33: the program is killed while somebody types, in a cell and in the
/// details. The texts are offered again; nothing is applied by itself.
#[tokio::test]
async fn a_killed_window_offers_what_was_typed() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let mut desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    window.resize(1280, 860).await?;
    let name = window.text_where_css(&cell(1, "name"), |_| true).await?;
    let website = window.text_where_css(&cell(0, "website"), |_| true).await?;

    // Given up or saved, a text is not kept.
    window.click_css(&cell(1, "name")).await?;
    window.type_text("Given up").await?;
    kept(window, &["Given up"]).await?;
    window.press("Escape").await?;
    kept(window, &[]).await?;
    window.type_text("Saved").await?;
    kept(window, &["Saved"]).await?;
    window.press("Enter").await?;
    window.pending(1).await?;
    kept(window, &[]).await?;
    window.press("Control+z").await?;
    window.pending(0).await?;

    window.click_css(&cell(1, "name")).await?;
    window.type_text("Bachelor van de nacht").await?;
    kept(window, &["Bachelor van de nacht"]).await?;
    desk.strike().await?;
    let window = &desk.window;
    window.find("typed-again").await?;
    let offered = window.text("typed-text").await?;
    assert_eq!(offered, "Bachelor van de nacht");
    window.pending(0).await?;
    window.screenshot("typed-1-offered-nl").await?;
    window.check_accessibility().await?;
    // Later is later: it is offered at the next start too.
    window.press("Escape").await?;
    window.gone("typed-again").await?;
    window
        .text_where_css(&cell(1, "name"), |shown| shown == name)
        .await?;

    // A second text, in the details.
    window.click_css(&cell(0, "website")).await?;
    // The list went on in the row where it was left; the details follow.
    let first = format!("{}[data-rank=\"0\"]", css("grid-row"));
    let id = window.attributes(&first, "data-id").await?;
    window
        .attribute_where(&css("inspector"), "data-id", |shown| {
            Some(shown) == id.first().map(String::as_str)
        })
        .await?;
    window
        .fill("field-website", "https://nacht.example")
        .await?;
    kept(window, &["Bachelor van de nacht", "https://nacht.example"]).await?;
    desk.strike().await?;
    let window = &desk.window;
    window.find("typed-again").await?;
    let offered = window.attributes(&css("typed-text"), "text").await?;
    assert_eq!(
        offered,
        ["Bachelor van de nacht", "https://nacht.example"],
        "typed last stands last"
    );
    window.screenshot("typed-2-two").await?;
    window.resize(820, 700).await?;
    window.screenshot("typed-3-narrow").await?;
    window.resize(1280, 860).await?;

    let item = |text: &str| format!("{}:has([data-value=\"{text}\"])", css("typed-item"));
    window
        .click_css(&format!("{} {}", item("website"), css("typed-forget")))
        .await?;
    window
        .click_css(&format!("{} {}", item("name"), css("typed-take")))
        .await?;
    window.gone("typed-again").await?;
    window.pending(1).await?;
    kept(window, &[]).await?;
    window
        .text_where_css(&format!("{}[data-col=\"name\"]", css("grid-cell")), |_| {
            true
        })
        .await?;
    let names = window
        .attributes(&format!("{}[data-col=\"name\"]", css("grid-cell")), "text")
        .await?;
    assert!(
        names.contains(&"Bachelor van de nacht".to_owned()),
        "{names:?}"
    );
    window
        .text_where_css(&cell(0, "website"), |shown| shown == website)
        .await?;
    window.screenshot("typed-4-filled-in").await?;
    window.press("Control+z").await?;
    window.pending(0).await
}

/// A contact and a campus that were being made are gone on with in their forms.
#[tokio::test]
async fn a_new_contact_or_campus_is_gone_on_with() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let mut desk = Desk::of("KUL", "administrator").await?;
    for (screen, name, counted) in [
        ("nav-contacts", "An Peeters", "contact"),
        ("nav-sites", "Campus Nacht", "site"),
    ] {
        let window = &desk.window;
        window.click(screen).await?;
        window.click("record-new").await?;
        // The details beside the list have a field of that name too.
        let field = format!("{} {}", css("form"), css("field-name"));
        window.find_css(&format!("{field}:focus")).await?;
        window.type_text(name).await?;
        kept(window, &[name]).await?;
        desk.strike().await?;
        let window = &desk.window;
        window.find("typed-again").await?;
        window.screenshot(&format!("typed-6-{counted}")).await?;
        window.click("typed-take").await?;
        window.gone("typed-again").await?;
        let value = "return document.querySelector(arguments[0])?.value ?? ''";
        window
            .until("what was typed, in its field", async || {
                let value = window.run(value, vec![field.clone().into()]).await?;
                Ok((value == name).then_some(()))
            })
            .await?;
        // It is this run's now: another end of the program offers it once more.
        kept(window, &[name]).await?;
        window.click("form-cancel").await?;
        window.gone("form").await?;
        kept(window, &[]).await?;
        window.pending(0).await?;
    }
    Ok(())
}

/// A Belgian keyboard: `^` and `e` make one sign, also where they open the
/// editor of a cell, and in the details.
#[tokio::test]
async fn two_keys_make_one_sign() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    window.resize(1280, 860).await?;
    window.keyboard("be")?;

    // Begun on the cell.
    window.click_css(&cell(0, "name")).await?;
    window.strike_keys(&["dead_circumflex", "e", "t", "e"])?;
    let input = css("cell-input");
    let typed = async |expected: &str| {
        window
            .until(&format!("{expected} in the cell"), async || {
                let script = "return document.querySelector(arguments[0])?.value ?? ''";
                let value = window.run(script, vec![input.clone().into()]).await?;
                if value == expected {
                    Ok(Some(()))
                } else {
                    Err(value.to_string())
                }
            })
            .await
    };
    typed("ête").await?;
    // Within the open editor, and two others.
    window.strike_keys(&["space", "dead_diaeresis", "o", "dead_circumflex", "i"])?;
    typed("ête öî").await?;
    window.screenshot("typed-5-dead-keys").await?;
    window.strike_keys(&["Return"])?;
    window
        .text_where_css(&cell(0, "name"), |shown| shown == "ête öî")
        .await?;

    // A dead key alone commits nothing, and Escape gives it up.
    let below = window.text_where_css(&cell(1, "name"), |_| true).await?;
    window.strike_keys(&["dead_circumflex", "Escape", "Escape"])?;
    window
        .text_where_css(&cell(1, "name"), |shown| shown == below)
        .await?;
    window.pending(1).await?;
    Ok(())
}

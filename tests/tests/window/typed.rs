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

/// A field of an offer, as the program has it.
async fn stored(window: &Window, id: &str, field: &str) -> Result<Value> {
    let asked = "const [id, field, done] = arguments; \
        window.__TAURI_INTERNALS__.invoke('record_get', { args: { type: 'offer', id } }) \
            .then(view => done(view.row.fields[field] ?? null), () => done(null))";
    window.run_async(asked, vec![id.into(), field.into()]).await
}

/// Waits until a text is the value of a field, and the only change there is.
async fn saved(window: &Window, id: &str, field: &str, text: &str) -> Result {
    window
        .until(&format!("{text} saved"), async || {
            let now = stored(window, id, field).await?;
            if now == text {
                Ok(Some(()))
            } else {
                Err(now.to_string())
            }
        })
        .await?;
    window.pending(1).await
}

/// Where a way out of an editor leads.
enum Way {
    /// Keys.
    Keys(&'static str),
    /// A click on something.
    Click(&'static str),
}

/// Whatever way somebody leaves an editor, in a cell or in the details, what
/// was typed is saved: in its own record, and in no other.
#[tokio::test]
async fn every_way_out_saves() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let mut desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    window.resize(1440, 900).await?;
    let ways = [
        Way::Keys("Control+2"),
        Way::Keys("Control+,"),
        Way::Keys("Control+s"),
        Way::Keys("Control+k"),
        Way::Keys("F1"),
        Way::Keys("F6"),
        Way::Keys("F8"),
        Way::Keys("Control+i"),
        Way::Keys("Control+Shift+f"),
        Way::Keys("Control+Shift+e"),
        Way::Keys("Control+o"),
        Way::Click("nav-contacts"),
        Way::Click("search"),
        Way::Click("push-button"),
        Way::Click("inspector-close"),
        Way::Click("tab-history"),
    ];
    for in_cell in [true, false] {
        for (at, way) in ways.iter().enumerate() {
            let rank = at % 8;
            window.click_css(&cell(rank, "website")).await?;
            let row = format!("{}[data-rank=\"{rank}\"]", css("grid-row"));
            let ids = window.attributes(&row, "data-id").await?;
            let id = ids.first().ok_or("a row without id")?.clone();
            if !window.shows("inspector").await? {
                window.press("Control+i").await?;
            }
            window
                .attribute_where(&css("inspector"), "data-id", |shown| shown == id)
                .await?;
            window.click("tab-details").await?;
            let text = format!("https://{in_cell}-{at}.example");
            if in_cell {
                window.click_css(&cell(rank, "website")).await?;
            } else {
                window.click("field-website").await?;
                window.press("Control+a").await?;
            }
            window.type_text(&text).await?;
            match way {
                Way::Keys(keys) => window.press(keys).await?,
                Way::Click(target) => window.click(target).await?,
            }
            // No way out after all: the text still stands in its editor.
            let open = "return document.activeElement?.value === arguments[0]";
            if window.run(open, vec![text.clone().into()]).await? == true {
                window.press("Enter").await?;
            }
            saved(window, &id, "website", &text)
                .await
                .map_err(|problem| format!("{in_cell} {at}: {problem}"))?;
            // What opened closes; the list again, as it was.
            window
                .until("no dialog", async || {
                    let open = "return document.querySelector('dialog[open]') !== null";
                    if window.run(open, vec![]).await? == false {
                        return Ok(Some(()));
                    }
                    window.press("Escape").await?;
                    Ok(None)
                })
                .await?;
            window.click("nav-offers").await?;
            window.find("grid-row").await?;
            window.press("Control+z").await?;
            window.pending(0).await?;
            kept(window, &[]).await?;
        }
    }

    // Values that are ticked in a list are no less.
    window.click_css(&cell(3, "name")).await?;
    let home = "document.querySelector('.og').scrollLeft = 0";
    window.run(home, vec![]).await?;
    let provinces = window
        .text_where_css(&cell(0, "provinces"), |_| true)
        .await?;
    window.click_css(&cell(0, "provinces")).await?;
    window.press("F2").await?;
    window.click("option").await?;
    window.click_css(&cell(3, "name")).await?;
    window.pending(1).await?;
    window
        .text_where_css(&cell(0, "provinces"), |shown| shown != provinces)
        .await?;
    window.press("Control+z").await?;
    window.pending(0).await?;

    // The window is closed while somebody types, in a cell and in the details.
    let _manager = desk.manager().await?;
    window.click_css(&cell(1, "name")).await?;
    let row = format!("{}[data-rank=\"1\"]", css("grid-row"));
    let ids = window.attributes(&row, "data-id").await?;
    let id = ids.first().ok_or("a row without id")?.clone();
    let end = "document.querySelector('.og').scrollLeft = 9999";
    window.run(end, vec![]).await?;
    window.click_css(&cell(1, "website")).await?;
    window.type_text("https://closed.example").await?;
    desk.close().await?;
    let window = &desk.window;
    window.find("grid-row").await?;
    saved(window, &id, "website", "https://closed.example").await?;
    kept(window, &[]).await?;
    window.click_css(&cell(1, "name")).await?;
    window
        .attribute_where(&css("inspector"), "data-id", |shown| shown == id)
        .await?;
    window.click("field-website").await?;
    window.press("Control+a").await?;
    window.type_text("https://again.example").await?;
    desk.close().await?;
    let window = &desk.window;
    window.find("grid-row").await?;
    saved(window, &id, "website", "https://again.example").await?;
    kept(window, &[]).await
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

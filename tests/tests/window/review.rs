//! The review desk of the real window: three programmes are removed, by keys and
//! all at once, and their institution learns why.

use edutracker_tests::{
    Result,
    journey::colleague,
    machine::{Desk, can_drive},
    programs::{Terminal, account},
    reviewing::{REASON, current, give_reason, next_after, open_queue, queue, reviewer},
    window::css,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[tokio::test]
async fn removed_with_a_reason() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = reviewer("KUL").await?;
    let window = &desk.window;
    let before = queue(window, |count| count > 3).await?;

    let mut removed = vec![current(window).await?];
    window.press("r").await?;
    window.find("review-dialog").await?;
    window.screenshot("review-1-reason").await?;
    window.check_accessibility().await?;
    give_reason(window).await?;
    // Two more at once.
    for _ in 0..2 {
        let id = next_after(window, removed.last().ok_or("none")?).await?;
        window.press("x").await?;
        let ticked = format!("{}[data-id=\"{id}\"]:checked", css("review-tick"));
        window.find_css(&ticked).await?;
        window.press("j").await?;
        removed.push(id);
    }
    window
        .text_where("review-ticked", |text| text.starts_with('2'))
        .await?;
    window.click("review-remove").await?;
    window.find("review-many").await?;
    give_reason(window).await?;
    window.pending(3).await?;
    window.screenshot("review-2-removed").await?;

    window.click("push-button").await?;
    window.click("changes-push").await?;
    window
        .find_css(&format!("{}[data-dry=\"false\"]", css("outcome")))
        .await?;
    window.pending(0).await?;
    open_queue(window, "KUL").await?;
    queue(window, |count| count == before - 3).await?;
    window.screenshot("review-3-queue").await?;

    let terminal = Terminal::new(desk.folder().join("terminal"));
    terminal.sign_in(desk.service.address(), &account("KUL", "administrator")?)?;
    terminal.run(&["pull"])?;
    for id in &removed {
        let shown = terminal.run(&["show", "offer", id])?;
        let text = format!("{shown:?}");
        let row = shown.first().ok_or("no offer")?;
        assert_eq!(row["status"], "removed", "{text}");
        assert_eq!(row["removed"]["reason"], REASON, "{text}");
        assert_eq!(row["published"], false, "{text}");
    }
    Ok(())
}

#[tokio::test]
async fn kept_and_taken_back() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = reviewer("KUL").await?;
    let window = &desk.window;
    let id = current(window).await?;
    window.press("a").await?;
    next_after(window, &id).await?;
    window.find("review-undo").await?;
    window.pending(1).await?;
    window.press("Control+z").await?;
    window.pending(0).await?;
    window.gone("review-undo").await?;
    let pane = format!("{}[data-current=\"true\"]", css("review-pane"));
    window
        .attribute_where(&pane, "data-id", |shown| shown == id)
        .await?;
    let item = format!(
        "{}[data-id=\"{id}\"][aria-current=\"true\"]",
        css("review-item")
    );
    window.find_css(&item).await.map(|_| ())
}

/// Languages, themes and widths that are looked at, and whether with the filters.
const LOOKS: [(&str, &str, u32, bool); 3] = [
    ("fr", "dark", 820, false),
    ("en", "light", 1600, true),
    ("nl", "dark", 1100, true),
];

/// Decisions in a row.
const CLEARED: usize = 50;
/// Keys for a plain decision, at most.
const KEYS: usize = 2;
/// Keys for a removal whose reason is not the one that the evidence points to.
const REMOVAL_KEYS: usize = 3;

#[tokio::test]
async fn fifty_programmes_by_keys_alone() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("AGORIA", "reviewer").await?;
    let window = &desk.window;
    window.click("nav-review").await?;
    let first = format!("{}[data-rank=\"0\"]", css("review-item"));
    window
        .until("the first offer", async || {
            let shown = current(window).await?;
            let first = window.attributes(&first, "data-id").await?;
            Ok((first == [shown]).then_some(()))
        })
        .await?;
    // A removal is confirmed where its notice can be read; its reason is ticked where
    // the evidence points to one, and else a key of its own.
    let mut keys: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut decided = std::collections::BTreeSet::new();
    let mut id = current(window).await?;
    let reason = format!("{}[data-value=\"{REASON}\"]:checked", css("review-reason"));
    for turn in 0..CLEARED {
        assert!(decided.insert(id.clone()), "nothing comes twice");
        let pane = format!("{}[data-current=\"true\"]", css("review-pane"));
        let (doing, presses): (&str, &[&str]) = match turn % 5 {
            // Every other one for the reason that is ticked already.
            2 if turn % 10 == 2 => {
                window.find_css(&pane).await?;
                ("remove as suggested", &["r", "Enter"])
            }
            2 => ("remove", &["r", "1", "Enter"]),
            4 => ("defer", &["d"]),
            _ => ("keep", &["a"]),
        };
        for key in presses {
            match *key {
                "1" => window.find("review-dialog").await.map(drop)?,
                "Enter" => {
                    window.find_css(&reason).await?;
                    if turn == 2 {
                        window.screenshot("review-5-suggested").await?;
                    }
                }
                _ => {}
            }
            window.press(key).await?;
        }
        keys.entry(doing).or_default().push(presses.len());
        id = next_after(window, &id).await?;
    }
    let count = |doing: &str| keys[doing].len();
    assert_eq!(
        ["keep", "defer", "remove as suggested", "remove"].map(count),
        [30, 10, 5, 5],
        "{keys:?}"
    );
    for (doing, presses) in &keys {
        let most = if *doing == "remove" {
            REMOVAL_KEYS
        } else {
            KEYS
        };
        assert!(presses.iter().all(|keys| *keys <= most), "{doing}");
    }
    let pressed: usize = keys.values().flatten().sum();
    assert!(pressed <= CLEARED * KEYS, "{pressed} keys");
    window.pending(CLEARED).await?;
    window.find("review-evidence").await?;
    window.check_accessibility().await?;
    window.screenshot("review-4-fifty").await?;
    for (language, theme, width, filters) in LOOKS {
        window.click("nav-settings").await?;
        window.choose("settings-language", language).await?;
        window.choose("settings-theme", theme).await?;
        window.resize(width, 860).await?;
        window.click("nav-review").await?;
        window.find("review-evidence").await?;
        if filters {
            window.click("review-facets").await?;
            window.find("facets").await?;
        }
        window.check_accessibility().await?;
        window
            .screenshot(&format!("review-5-{language}-{theme}-{width}"))
            .await?;
        window
            .find_css(&format!("{}[data-current=\"true\"]", css("review-pane")))
            .await?;
        window.press("r").await?;
        window.find_css(&reason).await?;
        window.check_accessibility().await?;
        window
            .screenshot(&format!("review-5-remove-{language}-{theme}-{width}"))
            .await?;
        window.press("Escape").await?;
        window.gone("review-dialog").await?;
    }
    window.click("push-button").await?;
    window.click("changes-push").await?;
    window
        .find_css(&format!("{}[data-dry=\"false\"]", css("outcome")))
        .await?;
    window.pending(0).await?;
    window.click("nav-journal").await?;
    window
        .text_where("status-rows", |text| text.starts_with("50 "))
        .await?;
    window.check_accessibility().await?;
    window.screenshot("review-6-journal").await
}

#[tokio::test]
async fn a_question_is_answered() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window;
    let terminal = Terminal::new(desk.folder().join("terminal"));
    terminal.sign_in(desk.service.address(), &account("AGORIA", "reviewer")?)?;
    terminal.run(&["pull"])?;
    let queue = terminal.run(&["review", "queue", "--where", "organisation=KUL"])?;
    let [asked, removed] = [0, 1].map(|at| queue[at]["id"].as_str().unwrap_or_default().to_owned());
    terminal.run(&[
        "review",
        "ask",
        &asked,
        "--reason",
        "BORDERLINE",
        "--due",
        "2030-01-01",
        "--note-nl",
        "Welke technologie komt aan bod?",
    ])?;
    terminal.run(&["review", "remove", &removed, "--reason", REASON])?;
    terminal.run(&["push"])?;

    window.press("Control+r").await?;
    window.click("nav-messages").await?;
    window
        .text_where("status-rows", |text| text.starts_with("2 "))
        .await?;
    for (wanted, picture, said) in [
        ("Gevraagd", "messages-1-answer", "3 "),
        ("Verwijderd", "messages-2-object", "4 "),
    ] {
        let rows = window
            .attributes(&css("grid-row"), "data-rank")
            .await?
            .len();
        let mut found = false;
        for rank in 0..rows {
            let cell = format!(
                "{}[data-rank=\"{rank}\"] [data-col=\"verdict\"]",
                css("grid-row")
            );
            let says = window
                .text_where_css(&cell, |text| !text.is_empty())
                .await?;
            if says == wanted {
                window.click_css(&cell).await?;
                found = true;
                break;
            }
        }
        assert!(found, "{wanted}");
        // The row answers by Enter, as by its tool.
        if wanted == "Gevraagd" {
            window.press("Enter").await?;
        } else {
            window.tool("message-reply", "reply").await?;
        }
        window.find("reply-dialog").await?;
        window.check_accessibility().await?;
        window
            .fill("reply-words", "Wij leiden technici op.")
            .await?;
        window.screenshot(picture).await?;
        window.click("reply-submit").await?;
        window.gone("reply-dialog").await?;
        // What was said stands in the list at once.
        window
            .text_where("status-rows", |text| text.starts_with(said))
            .await?;
    }
    window.pending(2).await?;
    window.screenshot("messages-3-list").await?;
    window.click("push-button").await?;
    window.click("changes-push").await?;
    window
        .find_css(&format!("{}[data-dry=\"false\"]", css("outcome")))
        .await?;
    window.pending(0).await?;
    terminal.run(&["pull"])?;
    let back = terminal.run(&["review", "queue", "--where", "organisation=KUL"])?;
    for id in [&asked, &removed] {
        assert!(
            back.iter().any(|row| row["id"] == id.as_str()),
            "{id} is in the queue again"
        );
    }
    Ok(())
}

/// A colleague of the reviewer who is online elsewhere, without a window.
struct Looker {
    client: reqwest::Client,
    address: String,
    token: String,
}

impl Looker {
    async fn sign_in(address: &str) -> Result<Self> {
        let who = account("AGORIA", "reviewer2")?;
        let credentials = json!({ "email": who.email, "password": who.password });
        let client = reqwest::Client::builder().no_proxy().build();
        let mut looker = Self {
            client: client.map_err(|error| error.to_string())?,
            address: address.to_owned(),
            token: String::new(),
        };
        let post = looker.client.post(format!("{address}/v1/sessions"));
        let session = looker.answer(post.json(&credentials)).await?;
        looker.token = session["accessToken"].as_str().unwrap_or_default().into();
        Ok(looker)
    }

    async fn answer(&self, request: reqwest::RequestBuilder) -> Result<Value> {
        let answer = request.bearer_auth(&self.token).send().await;
        let answer = answer.and_then(reqwest::Response::error_for_status);
        let answer = answer.map_err(|error| error.to_string())?;
        answer.json().await.map_err(|error| error.to_string())
    }

    /// Looks at an offer, or at none; answers what the others look at.
    async fn look(&self, offer: Value) -> Result<Value> {
        let put = self.client.put(format!("{}/v1/claims", self.address));
        let told = self.answer(put.json(&json!({ "offer": offer }))).await?;
        Ok(told["items"].clone())
    }
}

#[tokio::test]
async fn two_reviewers_meet() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let desk = reviewer("KUL").await?;
    let window = &desk.window;
    let mut ids = Vec::new();
    for rank in 0..5 {
        let row = format!("{}[data-rank=\"{rank}\"]", css("review-item"));
        ids.extend(window.attributes(&row, "data-id").await?);
    }
    assert_eq!(ids.len(), 5);
    let terminal = colleague(&desk, "AGORIA", "reviewer2")?;
    terminal.run(&["pull"])?;

    // What is open here is seen there, and the other way round; the next
    // decision leads past it, and going back leads to it.
    let looker = Looker::sign_in(desk.service.address()).await?;
    window
        .until("a word about what is open", async || {
            let seen = looker.look(json!(ids[1])).await?;
            Ok((seen[0]["offer"] == ids[0].as_str()).then_some(()))
        })
        .await?;
    let claimed = format!("{}[data-id=\"{}\"]", css("review-claimed"), ids[1]);
    window.find_css(&claimed).await?;
    window.press("a").await?;
    assert_eq!(next_after(window, &ids[0]).await?, ids[2]);
    window.press("k").await?;
    assert_eq!(next_after(window, &ids[2]).await?, ids[1]);
    window.find("review-claim-notice").await?;
    window.check_accessibility().await?;
    window.screenshot("review-7-claimed").await?;
    looker.look(Value::Null).await?;
    window.gone("review-claim-notice").await?;

    // What a colleague decides comes into the open queue by itself.
    terminal.run(&["review", "keep", &ids[3]])?;
    let third = ["review", "remove", &ids[4], "--reason", REASON];
    terminal.run(&third)?;
    terminal.run(&["push"])?;
    for id in &ids[3..] {
        let decided = format!("{}[data-id=\"{id}\"]", css("review-elsewhere"));
        window.find_css(&decided).await?;
    }
    window.pending(1).await?;
    // Who decides on it too is asked, and nothing happens unasked.
    let item = |id: &str| format!("{}[data-id=\"{id}\"]", css("review-item"));
    window.click_css(&item(&ids[3])).await?;
    window.find("review-elsewhere-notice").await?;
    window.press("r").await?;
    give_reason(window).await?;
    window.find("review-met").await?;
    window.check_accessibility().await?;
    window.screenshot("review-8-met").await?;
    window.press("Escape").await?;
    window.gone("review-met").await?;
    window.pending(1).await?;
    window.press("d").await?;
    window.click("review-met-despite").await?;
    window.pending(2).await?;
    // Of many, those that a colleague decided can be left out.
    for id in [&ids[2], &ids[4]] {
        let tick = format!("{}[data-id=\"{id}\"]", css("review-tick"));
        window.click_css(&tick).await?;
    }
    window.click("review-remove").await?;
    give_reason(window).await?;
    window.click("review-met-others").await?;
    window.pending(3).await?;
    window.screenshot("review-9-others").await?;

    window.click("push-button").await?;
    window.click("changes-push").await?;
    window
        .find_css(&format!("{}[data-dry=\"false\"]", css("outcome")))
        .await?;
    window.pending(0).await?;
    terminal.run(&["pull"])?;
    let status = |id: &str| -> Result<Value> {
        let shown = terminal.run(&["show", "offer", id])?;
        Ok(shown[0]["status"].clone())
    };
    assert_eq!(status(&ids[2])?, "removed");
    assert_eq!(status(&ids[3])?, "published");

    // A removal that waits is asked again when a colleague keeps the offer.
    window.click("nav-review").await?;
    let next = window.attributes(&css("review-item"), "data-id").await?;
    let id = next.first().ok_or("nothing is left")?.clone();
    window.click_css(&item(&id)).await?;
    window.press("r").await?;
    give_reason(window).await?;
    window.pending(1).await?;
    terminal.run(&["review", "keep", &id])?;
    terminal.run(&["push"])?;
    window.click("nav-conflicts").await?;
    let asked = format!("{}[data-field=\"removed\"]", css("conflict-question"));
    window
        .text_where_css(&format!("{asked} .theirs"), |text| {
            text.contains("Gehouden") && text.contains("reviewer2")
        })
        .await?;
    window.screenshot("review-10-asked-again").await?;
    window.click("take-theirs").await?;
    window.pending(0).await?;
    terminal.run(&["pull"])?;
    assert_eq!(status(&id)?, "published");

    // So is a keep of an offer that its owner changes, with what changed.
    let owner = colleague(&desk, "KUL", "administrator")?;
    owner.run(&["pull"])?;
    window.click("nav-review").await?;
    let kept = current(window).await?;
    window.click_css(&item(&kept)).await?;
    window.press("a").await?;
    window.pending(1).await?;
    owner.run(&["set", "offer", &kept, "name=Een heel andere opleiding"])?;
    owner.run(&["push"])?;
    window.click("nav-conflicts").await?;
    let asked = format!("{}[data-field=\"seenRev\"]", css("conflict-question"));
    window
        .text_where_css(&format!("{asked} .theirs"), |text| {
            text.contains("Een heel andere opleiding")
        })
        .await?;
    window.screenshot("review-11-changed").await?;
    window.click("take-mine").await?;
    window.click("push-button").await?;
    window.click("changes-push").await?;
    window.pending(0).await?;
    Ok(())
}

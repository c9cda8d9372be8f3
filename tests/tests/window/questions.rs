//! A question of Agoria on the offer that it is about: read and answered there
//! without the service, sent later, and seen by the reviewer.

use edutracker_tests::{
    Result,
    journey::colleague,
    machine::{Desk, can_drive},
    programs::Terminal,
    window::{Window, css},
};

const WORDS: &str = "Wij leiden technici op.";

/// Waits for the number beside an entry of the menu; '' for none.
async fn number(window: &Window, entry: &str, wanted: &str) -> Result {
    let script = format!(
        "return document.querySelector('{} .count')?.textContent.trim() ?? ''",
        css(entry)
    );
    window
        .until(&format!("{wanted:?} beside {entry}"), async || {
            let shown = window.run(&script, Vec::new()).await?;
            if shown == wanted {
                Ok(Some(()))
            } else {
                Err(format!("it says {shown}"))
            }
        })
        .await
}

/// Languages, themes and widths that are looked at.
const LOOKS: [(&str, &str, u32); 3] = [
    ("fr", "dark", 820),
    ("nl", "light", 1400),
    ("nl", "dark", 1100),
];

#[tokio::test]
async fn a_question_is_answered_on_its_offer_without_the_service() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let mut desk = Desk::of("KUL", "administrator").await?;
    let window = &desk.window.clone();
    let reviewer = colleague(&desk, "AGORIA", "reviewer")?;
    reviewer.run(&["pull"])?;
    let queue = reviewer.run(&["review", "queue", "--where", "organisation=KUL"])?;
    let id = queue[0]["id"].as_str().unwrap_or_default().to_owned();
    let ask = ["review", "ask", &id, "--reason", "BORDERLINE"];
    let rest = [
        "--due",
        "2030-01-31",
        "--note-nl",
        "Welke technologie komt aan bod?",
    ];
    reviewer.run(&[ask.as_slice(), rest.as_slice()].concat())?;
    reviewer.run(&["push"])?;
    let before = reviewer.run(&["review", "queue", "--where", "organisation=KUL"])?;
    assert!(before.iter().all(|row| row["id"] != id.as_str()));

    // The number in the menu, the message, the offer.
    window.press("Control+r").await?;
    number(window, "nav-messages", "1").await?;
    window.click("nav-messages").await?;
    let answer = format!("{}[data-rank=\"0\"] [data-col=\"answer\"]", css("grid-row"));
    window
        .text_where_css(&answer, |text| text == "Nog niet beantwoord")
        .await?;
    window.screenshot("question-1-message").await?;
    // It is found by the words of the question, and of the offer.
    let name = queue[0]["name"].as_str().unwrap_or_default();
    let name = name.rsplit(' ').next().unwrap_or_default();
    let searches = [("zeldzaam", "0 "), ("technologie komt", "1 ")];
    for (words, found) in [searches, [searches[0], (name, "1 ")]].concat() {
        window.press("/").await?;
        window.press("Control+a").await?;
        window.type_text(words).await?;
        let told = |text: &str| text.starts_with(found);
        window.text_where("status-rows", told).await?;
    }
    window.press("Escape").await?;
    window.find("grid-row").await?;
    window.tool("message-open", "open-offer").await?;
    window.find("question-notice").await?;
    window
        .text_where("question-notice", |text| {
            text.contains("Welke technologie") && text.contains("2030")
        })
        .await?;
    for (language, theme, width) in LOOKS {
        window.click("nav-settings").await?;
        window.choose("settings-language", language).await?;
        window.choose("settings-theme", theme).await?;
        window.resize(width, 900).await?;
        window.click("nav-messages").await?;
        window.find("grid-row").await?;
        window
            .screenshot(&format!("question-2-list-{language}-{theme}-{width}"))
            .await?;
        window.check_accessibility().await?;
        window
            .click_css(&format!("{}[data-rank=\"0\"]", css("grid-row")))
            .await?;
        window.tool("message-open", "open-offer").await?;
        // The details are there, also where there is no room for them beside the list.
        let details = format!("{}[data-id=\"{id}\"]", css("inspector"));
        window.find_css(&details).await?;
        window.find("question-notice").await?;
        window.check_accessibility().await?;
        window
            .screenshot(&format!("question-3-offer-{language}-{theme}-{width}"))
            .await?;
    }

    // Answered and corrected while the service is away.
    desk.service.stop()?;
    window.click("question-reply").await?;
    window.find("reply-dialog").await?;
    window.fill("reply-words", WORDS).await?;
    window.check_accessibility().await?;
    window.screenshot("question-4-answer").await?;
    window.click("reply-submit").await?;
    window.gone("reply-dialog").await?;
    window
        .text_where("question-answer", |text| {
            text.starts_with("Hier beantwoord")
        })
        .await?;
    number(window, "nav-messages", "").await?;
    window.pending(1).await?;
    window.fill("field-name", "Techniek en technologie").await?;
    window.press("Control+Enter").await?;
    window.pending(2).await?;
    window.screenshot("question-5-offline").await?;

    desk.service.start_again()?;
    window.click("push-button").await?;
    window.click("changes-push").await?;
    window
        .find_css(&format!("{}[data-dry=\"false\"]", css("outcome")))
        .await?;
    window.pending(0).await?;
    // In the list it stands who answered, and when.
    window.click("nav-messages").await?;
    let answers = format!("{} [data-col=\"answer\"]", css("grid-row"));
    window
        .until("who answered", async || {
            let texts = window.attributes(&answers, "text").await?;
            Ok(texts.iter().any(|text| text.contains('@')).then_some(()))
        })
        .await?;
    window.screenshot("question-6-answered").await?;
    // The reviewer has both.
    reviewer.run(&["pull"])?;
    let queue = reviewer.run(&["review", "queue", "--where", "organisation=KUL"])?;
    let offer = queue.iter().find(|row| row["id"] == id.as_str());
    let offer = offer.ok_or("the offer waits again")?;
    assert_eq!(offer["name"], "Techniek en technologie");
    let said = reviewer.run(&["list", "review", "--where", "verdict=answer"])?;
    assert_eq!(said.len(), 1);
    assert!(said[0]["note"].to_string().contains(WORDS), "{said:?}");
    the_last_programme_goes(&desk, &reviewer).await
}

/// Agoria removes all that the institution has published: with it goes the search
/// among the offers of companies, and the reason names the removal (A16).
async fn the_last_programme_goes(desk: &Desk, reviewer: &Terminal) -> Result {
    let window = &desk.window;
    let gate = css("search-gate");
    window.click("nav-organisation").await?;
    let shut = |wanted: &'static str| {
        window.attribute_where(&gate, "data-value", move |shut| shut == wanted)
    };
    // The operator of this service has not opened it, and nothing else is missing.
    shut("not-opened").await?;
    window.screenshot("gate-1-not-opened").await?;
    let published = [
        "list",
        "offer",
        "--where",
        "organisation=KUL",
        "--where",
        "status=published",
        "--all",
    ];
    let published = reviewer.run(&published)?;
    let ids: Vec<&str> = published
        .iter()
        .filter(|offer| offer["subject"] == "programme")
        .filter_map(|offer| offer["id"].as_str())
        .collect();
    assert!(ids.len() > 1);
    let remove = [
        &["review", "remove"],
        ids.as_slice(),
        &["--reason", "NON_TECH", "--yes"],
    ];
    reviewer.run(&remove.concat())?;
    reviewer.run(&["push", "--yes"])?;
    window.press("Control+r").await?;
    shut("not-opened removed").await?;
    for (language, theme, width) in LOOKS {
        window.click("nav-settings").await?;
        window.choose("settings-language", language).await?;
        window.choose("settings-theme", theme).await?;
        window.resize(width, 900).await?;
        window.click("nav-organisation").await?;
        window.find("search-gate").await?;
        window
            .screenshot(&format!("gate-2-profile-{language}-{theme}-{width}"))
            .await?;
        window.check_accessibility().await?;
        window.click("nav-messages").await?;
        window
            .text_where("status-rows", |text| text.starts_with("102"))
            .await?;
        window.find("search-gate").await?;
        window
            .screenshot(&format!("gate-3-messages-{language}-{theme}-{width}"))
            .await?;
        window.check_accessibility().await?;
    }
    window.click("search-gate-offer").await?;
    window.find("removal-notice").await?;
    let opened = window
        .attribute_where(&css("inspector"), "data-id", |id| !id.is_empty())
        .await?;
    assert!(ids.contains(&opened.as_str()), "{opened}");
    Ok(())
}

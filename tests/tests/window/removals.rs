//! Removals in the real window, from the queue to the letter box: twelve are
//! marked and three removed, told in the language of whoever reads it, and taken
//! back; one is removed in silence; and what its owner wrote meanwhile is kept.

use edutracker_tests::{
    Result,
    api::Api,
    journey::{cell, field, write},
    machine::{Desk, can_drive},
    post::Post,
    programs::{Service, Terminal, account},
    reviewing::{REASON, asking, give_reason, notices, push},
    window::{Window, css},
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use xtask::process::Folder;

/// A Dutch institution and a French one, whose people have accounts.
const INSTITUTIONS: [&str; 2] = ["KUL", "HEPL"];

/// A reviewer's desk over a service that mails at once.
async fn reviewer(post: &Post) -> Result<Desk> {
    let folder = Folder::new("desk")?;
    let options = ["--notice-seconds", "0", "--mail-retry-seconds", "1"];
    let mut options: Vec<String> = options.map(str::to_owned).into();
    options.extend(["--smtp", post.address(), "--mail-from"].map(str::to_owned));
    options.push("edutracker@agoria.example".to_owned());
    let service = Service::start_with(folder.path(), options)?;
    Desk::at(service, folder, &account("AGORIA", "reviewer")?).await
}

fn item(id: &str) -> String {
    format!("{}[data-id=\"{id}\"]", css("review-item"))
}

/// The id of the offer that is open, complete.
async fn current(window: &Window, fits: impl Fn(&str) -> bool) -> Result<String> {
    let pane = format!("{}[data-current=\"true\"]", css("review-pane"));
    window
        .attribute_where(&pane, "data-id", |id| !id.is_empty() && fits(id))
        .await
}

/// Goes to the next offer, or back, by a key; answers its id.
async fn step(window: &Window, key: &str) -> Result<String> {
    let before = current(window, |_| true).await?;
    window.press(key).await?;
    current(window, |id| id != before).await
}

/// Ticks what is open, or takes its tick away, by a key.
async fn tick(window: &Window, id: &str, on: bool) -> Result {
    window.press("x").await?;
    let state = if on { ":checked" } else { ":not(:checked)" };
    let box_ = format!("{}[data-id=\"{id}\"]{state}", css("review-tick"));
    window
        .until(&box_, async || {
            let found = window.attributes(&box_, "data-id").await?;
            Ok((found.len() == 1).then_some(()))
        })
        .await
}

/// Narrows the queue to several institutions, by the filters beside it.
async fn by_facets(window: &Window, organisations: &[&str]) -> Result {
    window.click("review-facets").await?;
    let fold = format!("{}[data-value=\"organisation\"]", css("facet"));
    let more = format!("{}[data-value=\"organisation\"]", css("facet-more"));
    window
        .until("all organisations", async || {
            let open = window.attributes(&fold, "aria-expanded").await?;
            if open != ["true"] {
                window.click_css(&fold).await?;
            }
            let shown = window.attributes(&more, "data-value").await?;
            Ok((!shown.is_empty()).then_some(()))
        })
        .await?;
    window.click_css(&more).await?;
    // Organisations are known to the panel by their ids.
    let value = format!("{}[data-field=\"organisation\"]", css("facet-value"));
    let named = format!("label:has(> {value}) .text");
    for organisation in organisations {
        let id = window
            .until("the organisation among the filters", async || {
                let names = window.attributes(&named, "text").await?;
                let ids = window.attributes(&value, "data-value").await?;
                let mut pairs = names.iter().zip(ids);
                Ok(pairs
                    .find(|(name, _)| name == organisation)
                    .map(|(_, id)| id))
            })
            .await?;
        window
            .click_css(&format!("{value}[data-value=\"{id}\"]"))
            .await?;
    }
    window.click("review-facets").await
}

/// Opens the list and leaves it on the queue of some institutions.
async fn open_queue(window: &Window, organisations: &[&str]) -> Result {
    window.click("nav-review").await?;
    window.find("review-item").await?;
    if let [one] = organisations {
        window.pick("filter-organisation", &[one]).await?;
    } else {
        by_facets(window, organisations).await?;
    }
    let first = format!("{}[data-rank=\"0\"]", css("review-item"));
    window
        .until("the first offer", async || {
            let meta = window.attributes(&format!("{first} .meta"), "text").await?;
            let theirs = |text: &String| organisations.iter().any(|org| text.starts_with(org));
            let id = window.attributes(&first, "data-id").await?;
            let open = current(window, |_| true).await?;
            Ok((meta.iter().all(theirs) && id == [open]).then_some(()))
        })
        .await
}

/// Goes to a control by the key that leads from one to the next.
async fn tab_to(window: &Window, test_id: &str) -> Result {
    let script = "return document.activeElement?.dataset.testid ?? ''";
    for _ in 0..30 {
        if window.run(script, vec![]).await? == test_id {
            return Ok(());
        }
        window.press("Tab").await?;
    }
    Err(format!("no way by keys to {test_id}"))
}

/// The offers that a company finds.
fn found(service: &Service) -> Result<BTreeSet<String>> {
    asking(service, ("DEMO-COMPANY", "standard_user"), found_by)
}

fn found_by(api: &Api) -> Result<BTreeSet<String>> {
    let mut ids = BTreeSet::new();
    for organisation in INSTITUTIONS {
        let path = format!("/v1/public/offers?organisation={organisation}&limit=1000");
        let page = api.get(&path)?;
        assert!(page["next"].is_null(), "one page holds them");
        let items = page["items"].as_array().into_iter().flatten();
        ids.extend(items.filter_map(|card| card["id"].as_str().map(str::to_owned)));
    }
    Ok(ids)
}

/// The first number in a text.
fn number(text: &str) -> usize {
    let digits = text.chars().skip_while(|c| !c.is_ascii_digit());
    let digits: String = digits.take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_default()
}

/// Opens the journal and waits until it has so many rows.
async fn open_journal(window: &Window, rows: usize) -> Result {
    window.click("nav-journal").await?;
    let rows = format!("{rows} ");
    let counted = window.text_where("status-rows", |text| text.starts_with(&rows));
    counted.await?;
    // It begins at its left, where a decision says when it was.
    let first = format!("{}.og-active", cell(0, "at"));
    window.find_css(&first).await.map(drop)
}

/// A column of the journal's first rows.
async fn column(window: &Window, name: &str, rows: usize) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for rank in 0..rows {
        let cell = cell(rank, name);
        found.push(
            window
                .text_where_css(&cell, |text| !text.is_empty())
                .await?,
        );
    }
    Ok(found)
}

#[tokio::test]
async fn twelve_are_marked_three_removed_told_and_taken_back() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let post = Post::start()?;
    let desk = reviewer(&post).await?;
    let window = &desk.window;
    // A colleague has kept one: it is no longer among the new.
    let theirs = Terminal::new(desk.folder().join("colleague"));
    theirs.sign_in(desk.service.address(), &account("AGORIA", "reviewer2")?)?;
    theirs.run(&["pull"])?;
    let listed = theirs.run(&["review", "queue", "--where", "organisation=HEPL"])?;
    let kept = listed[0]["id"].as_str().unwrap_or_default().to_owned();
    theirs.run(&["review", "keep", &kept])?;
    theirs.run(&["push"])?;
    open_queue(window, &INSTITUTIONS).await?;
    // "All" has it, "new or changed since the last review" has it not.
    let shown = async |key: &str, tab: &str, rows: usize| -> Result {
        window.press(key).await?;
        let pressed = format!("{}[aria-pressed=\"true\"]", css(tab));
        window.find_css(&pressed).await?;
        let rows = format!("{rows} ");
        let counted = window.text_where("status-rows", |text| text.starts_with(&rows));
        counted.await.map(drop)
    };
    let waiting = number(&window.text("status-rows").await?);
    let (mut every, mut new) = (0, 0);
    for organisation in INSTITUTIONS {
        let theirs_only = format!("organisation={organisation}");
        let programmes = ["--where", &theirs_only, "--where", "subject=programme"];
        every += theirs
            .run(&[&["list", "offer"], programmes.as_slice()].concat())?
            .len();
        let queue = theirs.run(&["review", "queue", "--where", &theirs_only])?;
        assert!(queue.iter().all(|offer| offer["id"] != kept.as_str()));
        new += queue.len();
    }
    assert_eq!(new, waiting);
    shown("2", "review-all-tab", every).await?;
    shown("1", "review-queue-tab", waiting).await?;
    assert!(waiting < every, "{waiting} of {every}");

    // Six of either institution are marked, by keys, from the top.
    let mut marked: Vec<(String, String)> = Vec::new();
    let mut id = current(window, |_| true).await?;
    for _ in 0..400 {
        let meta = format!("{} .meta", item(&id));
        let whose = window
            .text_where_css(&meta, |text| !text.is_empty())
            .await?;
        let organisation = INSTITUTIONS.iter().find(|org| whose.starts_with(**org));
        let organisation = (*organisation.ok_or(whose)?).to_owned();
        if marked.iter().filter(|one| one.1 == organisation).count() < 6 {
            tick(window, &id, true).await?;
            marked.push((id.clone(), organisation));
        }
        if marked.len() == 12 {
            break;
        }
        id = step(window, "j").await?;
    }
    assert_eq!(marked.len(), 12, "{marked:?}");
    window
        .text_where("review-ticked", |text| text.contains("12"))
        .await?;
    window.screenshot("removals-1-marked").await?;
    // Two French ones and a Dutch one are not technological; the others lose their mark.
    let mut left = BTreeMap::from([("HEPL".to_owned(), 2), ("KUL".to_owned(), 1)]);
    let mut removed = BTreeMap::new();
    for (id, organisation) in marked.iter().rev() {
        while current(window, |_| true).await? != *id {
            step(window, "k").await?;
        }
        match left.get_mut(organisation).filter(|left| **left > 0) {
            Some(left) => {
                *left -= 1;
                removed.insert(id.clone(), organisation.clone());
            }
            None => tick(window, id, false).await?,
        }
    }
    assert_eq!(removed.len(), 3);
    let before = found(&desk.service)?;
    assert!(removed.keys().all(|id| before.contains(id)));
    window.press("r").await?;
    give_reason(window).await?;
    window.pending(3).await?;

    // Taken back before anybody heard of it, and removed once more.
    window.press("Control+z").await?;
    window.pending(0).await?;
    window.gone("review-undo").await?;
    let mut again = BTreeSet::new();
    let mut id = current(window, |_| true).await?;
    while again.len() < removed.len() {
        if removed.contains_key(&id) {
            tick(window, &id, true).await?;
            again.insert(id.clone());
        }
        if again.len() < removed.len() {
            id = step(window, "j").await?;
        }
    }
    window.press("r").await?;
    window.find("review-dialog").await?;
    window.check_accessibility().await?;
    window.screenshot("removals-2-reason").await?;
    give_reason(window).await?;
    window.pending(3).await?;
    assert_eq!(found(&desk.service)?, before, "nothing is sent yet");
    push(window).await?;

    // Gone for companies, and nothing else is.
    let after = found(&desk.service)?;
    let gone: BTreeSet<_> = before.difference(&after).cloned().collect();
    assert_eq!(gone, removed.keys().cloned().collect());
    assert!(after.is_subset(&before));

    // Each owner is told, in the language of whoever reads it.
    let mut expected = BTreeSet::new();
    for id in removed.keys() {
        let told = notices(&desk.service, id, "remove")?;
        assert!(told.len() >= 2, "administrator and contact: {told:?}");
        for notice in told {
            let name = field(&theirs, id, "name")?;
            let to = notice["recipient"].as_str().unwrap_or_default();
            let name = name.as_str().unwrap_or_default();
            expected.insert((to.to_owned(), name.to_owned()));
        }
    }
    let mails = post.wait(expected.len())?;
    let mut told = BTreeSet::new();
    for mail in &mails {
        let body = mail.body();
        let dutch = body.contains("uit EduTracker gehaald") && body.contains("Reden: ");
        let french = body.contains("d’EduTracker. Les entreprises") && body.contains("Motif : ");
        let (hepl, kul) = (
            body.contains("Haute École de la Province de Liège"),
            body.contains("KU Leuven"),
        );
        assert_eq!((french, dutch), (hepl, kul), "{}: {body}", mail.to);
        assert!(dutch != french, "{body}");
        let name = expected
            .iter()
            .find(|(to, name)| *to == mail.to && body.contains(name.as_str()))
            .ok_or_else(|| format!("{} did not expect {body}", mail.to))?;
        assert!(told.insert(name.clone()), "{name:?} is told twice");
    }
    assert_eq!(told, expected);

    // Three entries, and the one of the colleague.
    open_journal(window, 4).await?;
    let mut verdicts = column(window, "verdict", 4).await?;
    verdicts.sort_unstable();
    let expected = ["Gehouden", "Verwijderd", "Verwijderd", "Verwijderd"];
    assert_eq!(verdicts, expected);
    // Nobody was told of what was kept.
    let mut told = Vec::new();
    for rank in 0..4 {
        let both = [cell(rank, "verdict"), cell(rank, "notify")];
        let [verdict, notify] = both.map(|cell| async move {
            let text = window.text_where_css(&cell, |_| true).await?;
            Ok::<_, String>(text)
        });
        told.push((verdict.await?, notify.await?));
    }
    told.sort();
    let line = |verdict: &str, word: &str| (verdict.to_owned(), word.to_owned());
    assert_eq!(told[0], line("Gehouden", ""));
    assert_eq!(told[1..], vec![line("Verwijderd", "Ja"); 3]);
    window.check_accessibility().await?;
    window.screenshot("removals-3-journal").await?;
    report(window).await?;

    // Taken back after it went: all three are there again, and their owners hear of it.
    window.click("nav-sync").await?;
    window.click("sync-sent-tab").await?;
    window.click("revert-ask").await?;
    window.find("revert-preview").await?;
    window.screenshot("removals-4-back").await?;
    window.click("revert-confirm").await?;
    window.find("revert-outcome").await?;
    theirs.run(&["pull"])?;
    for id in removed.keys() {
        assert!(field(&theirs, id, "removed")?.is_null(), "{id}");
        let back = notices(&desk.service, id, "restore")?;
        assert!(!back.is_empty(), "{id} is told to be back");
    }
    Ok(())
}

/// Writes the figures of a period to a PDF, once its days are days.
async fn report(window: &Window) -> Result {
    window.tool("report-open", "report").await?;
    window.find("report-dialog").await?;
    window.fill("report-to", "31/02/2026").await?;
    let wrong = format!("{}[aria-invalid=\"true\"]", css("report-to"));
    window.find_css(&wrong).await?;
    window
        .find_css(&format!("{}:disabled", css("report-save")))
        .await?;
    window
        .text_where("report-dialog", |text| text.contains("31/02/2026"))
        .await?;
    window.check_accessibility().await?;
    window.screenshot("removals-3-report").await?;
    // Without a last day: until now.
    window.fill("report-to", "").await?;
    window.press("Backspace").await?;
    window.press("Enter").await?;
    window.gone("report-dialog").await?;
    let said = window
        .text_where("toast", |text| text.contains(".pdf"))
        .await?;
    let from = said.find('/').ok_or_else(|| said.clone())?;
    let end = said.find(".pdf").ok_or_else(|| said.clone())?;
    let path = &said[from..end + ".pdf".len()];
    let bytes = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    assert!(bytes.starts_with(b"%PDF-"), "{path}");
    Ok(())
}

#[tokio::test]
async fn a_removal_in_silence_is_mailed_to_nobody_and_the_journal_says_so() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let post = Post::start()?;
    let mut desk = reviewer(&post).await?;
    let window = &desk.window.clone();
    open_queue(window, &["HEPL"]).await?;
    let silent = current(window, |_| true).await?;
    window.press("r").await?;
    window.find("review-dialog").await?;
    tab_to(window, "review-notify").await?;
    window.press("Space").await?;
    let off = format!("{}:not(:checked)", css("review-notify"));
    window.find_css(&off).await?;
    give_reason(window).await?;
    let told = current(window, |id| id != silent).await?;
    window.press("r").await?;
    give_reason(window).await?;
    window.pending(2).await?;
    push(window).await?;

    // The one that is told of went after the other, and alone.
    let notices_of = |id: &str| notices(&desk.service, id, "remove");
    assert_eq!(notices_of(&silent)?, Vec::<Value>::new());
    let expected = notices_of(&told)?;
    assert!(!expected.is_empty(), "the other is told");
    let terminal = Terminal::new(desk.folder().join("terminal"));
    terminal.sign_in(desk.service.address(), &account("HEPL", "administrator")?)?;
    terminal.run(&["pull"])?;
    let name = field(&terminal, &told, "name")?;
    let name = name.as_str().unwrap_or_default();
    for mail in post.wait(expected.len())? {
        assert!(mail.body().contains(name), "{}", mail.body());
    }
    for id in [&silent, &told] {
        assert_eq!(field(&terminal, id, "status")?, "removed");
    }
    assert_eq!(post.mails().len(), expected.len());

    open_journal(window, 2).await?;
    let mut said = BTreeMap::new();
    let offers = column(window, "offer", 2).await?;
    for (offer, notify) in offers.into_iter().zip(column(window, "notify", 2).await?) {
        said.insert(offer, notify);
    }
    let silent_name = field(&terminal, &silent, "name")?;
    let silent_name = silent_name.as_str().unwrap_or_default();
    let word = |name: &str| {
        let mut found = said.iter().filter(|(offer, _)| offer.contains(name));
        found.next().map(|(_, word)| word.as_str())
    };
    assert_eq!((word(silent_name), word(name)), (Some("Nee"), Some("Ja")));
    window.screenshot("removals-5-silent").await?;

    // By a word of its name, and what became of its mails; of the other nobody is told.
    search(window, name).await?;
    let sent = format!("Verzonden: {}", expected.len());
    let same = |text: &str| text == sent;
    window.text_where("mail-counts", same).await?;
    let listed = window.attributes(&css("mail"), "text").await?;
    for notice in &expected {
        let to = notice["recipient"].as_str().unwrap_or_default();
        let mut lines = listed.iter().filter(|line| line.contains(to));
        assert!(
            lines.next().is_some() && lines.next().is_none(),
            "{to}: {listed:?}"
        );
    }
    search(window, silent_name).await?;
    window
        .text_where("mail-state", |text| {
            text.contains("Niemand wordt verwittigd")
        })
        .await?;
    for (language, theme, width) in LOOKS {
        window.click("nav-settings").await?;
        window.choose("settings-language", language).await?;
        window.choose("settings-theme", theme).await?;
        window.resize(width, 860).await?;
        window.click("nav-journal").await?;
        search(window, name).await?;
        if width <= 1100 {
            window.press("Control+i").await?;
        }
        window.find("mail-counts").await?;
        window.check_accessibility().await?;
        window
            .screenshot(&format!("removals-6-{language}-{theme}-{width}"))
            .await?;
    }
    // Without the service nobody knows, and nothing else is said.
    desk.service.stop()?;
    window.click("mail-again").await?;
    window
        .text_where("mail-state", |text| text.contains("enkel de dienst"))
        .await?;
    assert!(!window.shows("mail-counts").await?);
    window.check_accessibility().await?;
    window.screenshot("removals-6-offline").await?;
    desk.service.start_again()?;
    window.click("mail-again").await?;
    window.text_where("mail-counts", same).await.map(drop)
}

/// Languages, themes and widths that are looked at; the last stays.
const LOOKS: [(&str, &str, u32); 2] = [("fr", "dark", 820), ("nl", "light", 1280)];

/// Looks for a decision in the journal, by words of its offer's name; waits until
/// it is the only one there.
async fn search(window: &Window, name: &str) -> Result {
    window.press("/").await?;
    window.press("Control+a").await?;
    window.type_text(name).await?;
    let offers = format!("{} [data-col=\"offer\"]", css("grid-row"));
    window
        .text_where_css(&offers, |text| text.contains(name))
        .await?;
    window
        .until("one decision", async || {
            let found = window.attributes(&offers, "text").await?;
            Ok((found.len() == 1 && found[0].contains(name)).then_some(()))
        })
        .await
}

#[tokio::test]
async fn what_was_written_offline_on_an_offer_that_agoria_removed_is_kept_and_copied() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let mut desk = Desk::of("KUL", "administrator").await?;
    desk.service.stop()?;
    let window = &desk.window.clone();
    let name = "Naam die ik offline schreef";
    let website = "https://offline.example/opleiding";
    let id = write(window, 0, "name", name).await?;
    write(window, 0, "website", website).await?;
    window.pending(1).await?;
    desk.service.start_again()?;
    let terminal = Terminal::new(desk.folder().join("reviewer"));
    terminal.sign_in(desk.service.address(), &account("AGORIA", "reviewer")?)?;
    terminal.run(&["pull"])?;
    let before = field(&terminal, &id, "name")?;
    terminal.run(&["review", "remove", &id, "--reason", REASON])?;
    terminal.run(&["push"])?;

    // The window may have heard of it by itself already.
    window.click("nav-sync").await?;
    window.click("sync-now-tab").await?;
    window.click("pull").await?;
    window.click("nav-offers").await?;
    window.press("/").await?;
    window.type_text(name).await?;
    let shown = format!("{}[data-rank=\"0\"][data-id=\"{id}\"]", css("grid-row"));
    window.find_css(&shown).await?;
    let state = cell(0, "state");
    window
        .attribute_where(&state, "aria-label", |label| label == "Geweigerd")
        .await?;
    window.click_css(&cell(0, "name")).await?;
    window
        .text_where("refusal-notice", |text| {
            text.contains(
                "Agoria heeft het voorstel intussen verwijderd. Uw tekst blijft hier bewaard",
            )
        })
        .await?;
    window
        .text_where("removal-notice", |text| text.contains("verwijderd"))
        .await?;
    window.check_accessibility().await?;
    window.screenshot("removals-7-kept").await?;
    window.click("refusal-copy").await?;
    let expected = format!("Naam: {name}\nWebsite: {website}");
    window
        .until("the copied text", async || {
            Ok((window.clipboard("UTF8_STRING")?.trim_end() == expected).then_some(()))
        })
        .await?;
    // Kept across a start as well, and Agoria's word stands at the service.
    desk.strike().await?;
    desk.window.click("nav-changes").await?;
    desk.window
        .text_where("changes", |text| {
            text.contains(name) && text.contains(website)
        })
        .await?;
    terminal.run(&["pull"])?;
    assert_eq!(field(&terminal, &id, "name")?, before);
    assert_eq!(field(&terminal, &id, "status")?, "removed");
    Ok(())
}

//! The push preview in the real window: what goes is ticked by keys, the service
//! is asked, some of it is sent, what needs a person is one key away, and the
//! push is taken back where it was made.

use edutracker_tests::{
    Result,
    journey::{cell, field, look, write},
    machine::{Machine, can_drive},
    programs::{Service, Terminal, account},
    proxy::{Proxy, Toxic},
    window::{Window, css},
};
use serde_json::Value;
use std::fs;
use xtask::process::Folder;

/// A window whose line to the service can be disturbed, with six offers edited:
/// five new websites and one that is none.
struct Edited<'a> {
    window: Window,
    _machine: Machine,
    proxy: &'a Proxy,
    service: &'a Service,
    folder: &'a Folder,
    ids: Vec<String>,
}

fn site(rank: usize) -> String {
    format!("https://nieuw{rank}.example")
}

/// Plays a journey. The line runs by itself, so that it begins before the window
/// and ends after it.
fn journey(play: impl AsyncFnOnce(&Edited) -> Result) -> Result {
    if !can_drive() {
        return Ok(());
    }
    let folder = Folder::new("push")?;
    let service = Service::start(folder.path())?;
    let proxy = Proxy::before(service.address())?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let desk = edited(&folder, &service, &proxy).await?;
        play(&desk).await
    })
}

async fn edited<'a>(
    folder: &'a Folder,
    service: &'a Service,
    proxy: &'a Proxy,
) -> Result<Edited<'a>> {
    let machine = Machine::start(proxy.address()).await?;
    let window = machine.open().await?;
    let person = account("KUL", "administrator")?;
    window.fill("sign-in-email", &person.email).await?;
    window.fill("sign-in-password", &person.password).await?;
    window.click("sign-in-submit").await?;
    window.click("recovery-kept").await?;
    window.click("nav-settings").await?;
    window.choose("settings-language", "nl").await?;
    window.click("nav-offers").await?;
    window.find("grid-row").await?;
    let mut ids = Vec::new();
    for rank in 0..5 {
        ids.push(write(&window, rank, "website", &site(rank)).await?);
    }
    ids.push(write(&window, 5, "website", "geen adres").await?);
    Ok(Edited {
        window,
        _machine: machine,
        proxy,
        service,
        folder,
        ids,
    })
}

impl Edited<'_> {
    fn terminal(&self, organisation: &str, role: &str) -> Result<Terminal> {
        let terminal = Terminal::new(self.folder.path().join(format!("{organisation}-{role}")));
        terminal.sign_in(self.service.address(), &account(organisation, role)?)?;
        Ok(terminal)
    }
}

fn row(id: &str) -> String {
    format!("{}[data-id=\"{id}\"]", css("change"))
}

fn tick(id: &str) -> String {
    format!("{} {}", row(id), css("change-tick"))
}

/// Waits until so many records shall go.
async fn going(window: &Window, count: usize) -> Result {
    let wanted = count.to_string();
    window
        .attribute_where(&css("changes-push"), "data-count", |now| now == wanted)
        .await
        .map(|_| ())
}

/// Waits until the box of a row has the focus.
async fn focused(window: &Window, selector: &str) -> Result {
    window
        .find_css(&format!("{selector}:focus"))
        .await
        .map(|_| ())
}

/// Presses a key until something has the focus.
async fn tab_to(window: &Window, test_id: &str, key: &str) -> Result {
    let mut way = Vec::new();
    for _ in 0..16 {
        window.press(key).await?;
        let script = "return document.activeElement?.dataset.testid ?? ''";
        let now = window.run(script, vec![]).await?;
        if now == test_id {
            return Ok(());
        }
        way.push(now.to_string());
    }
    Err(format!("no way to {test_id} by {key}: {}", way.join(" ")))
}

/// Moves to the box of a record by keys, from wherever the keys are in the list.
async fn move_to(window: &Window, id: &str) -> Result {
    window.press("Home").await?;
    focused(window, &css("changes-all")).await?;
    let order = window.attributes(&css("change"), "data-id").await?;
    for other in order {
        window.press("Down").await?;
        focused(window, &tick(&other)).await?;
        if other == id {
            return Ok(());
        }
    }
    Err(format!("{id} is not in the list"))
}

async fn outcome(window: &Window, dry: bool, status: &str, text: &str) -> Result {
    let outcome = format!("{}[data-dry=\"{dry}\"]", css("outcome"));
    let counted = format!("{outcome} [data-value=\"{status}\"]");
    window
        .text_where_css(&counted, |now| now.starts_with(text))
        .await
        .map(|_| ())
}

#[test]
fn two_of_five_are_sent_and_taken_back_by_keys() -> Result {
    journey(async |desk| {
        let (window, ids) = (&desk.window, &desk.ids);
        window.press("Control+Shift+p").await?;
        window.ready().await?;
        going(window, 5).await?;
        // What a rule stops stands first, and Space does nothing to it.
        focused(window, &tick(&ids[5])).await?;
        window.screenshot("push-all").await?;
        window.press(" ").await?;
        window
            .find_css(&format!("{}[aria-disabled=\"true\"]", tick(&ids[5])))
            .await?;

        // On the way of Tab: all of it, then what is said, then what sends.
        let stops = ["changes-all", "changes-comment", "changes-push"];
        for (stop, key) in stops.iter().zip(["Shift+Tab", "Tab", "Tab"]) {
            tab_to(window, stop, key).await?;
        }
        let below = "const [said, send] = arguments; \
            const edge = (id) => document.querySelector(id).getBoundingClientRect(); \
            return edge(said).left < edge(send).left && edge(said).top <= edge(send).top";
        let args = vec![css("changes-comment").into(), css("changes-push").into()];
        assert_eq!(window.run(below, args).await?, true);

        // None, then two of them.
        tab_to(window, "change-tick", "Shift+Tab").await?;
        window.press("Home").await?;
        focused(window, &css("changes-all")).await?;
        window.press(" ").await?;
        going(window, 0).await?;
        for (at, id) in ids[..2].iter().enumerate() {
            move_to(window, id).await?;
            window.press(" ").await?;
            going(window, at + 1).await?;
        }
        // The words that go and the words that come.
        let theirs = desk.terminal("KUL", "institution_user")?;
        for (rank, id) in ids[..2].iter().enumerate() {
            let old = field(&theirs, id, "website")?;
            let goes = window
                .attributes(&format!("{} del", row(id)), "text")
                .await?;
            let comes = window
                .attributes(&format!("{} ins", row(id)), "text")
                .await?;
            assert_eq!(comes, [site(rank)]);
            assert_eq!(goes, old.as_str().into_iter().collect::<Vec<_>>(), "{old}");
        }
        let half = format!("{}[data-value=\"some\"]", css("changes-all"));
        window.find_css(&half).await?;
        window.fill("changes-comment", "Twee websites").await?;
        window.click("changes-ask").await?;
        outcome(window, true, "applied", "2").await?;
        let verdicts = |stale: bool| {
            format!(
                "{}[data-value=\"applied\"][data-stale=\"{stale}\"]",
                css("change-verdict")
            )
        };
        window.find_css(&verdicts(false)).await?;
        let shown = window
            .attributes(&css("change-verdict"), "data-value")
            .await?;
        assert_eq!(shown.len(), 2, "of what was ticked and nothing else");
        window.screenshot("push-asked").await?;
        look(window, "push", "nav-changes", None).await?;

        // One more: what the service said is from before.
        window.click_css(&tick(&ids[2])).await?;
        going(window, 3).await?;
        window.find_css(&verdicts(true)).await?;
        window.find("changes-stale").await?;
        window.screenshot("push-stale").await?;
        window.press(" ").await?;
        going(window, 2).await?;

        window.click("changes-push").await?;
        outcome(window, false, "applied", "2").await?;
        window.pending(4).await?;
        // What was left out is not ticked again.
        going(window, 0).await?;
        let website = |id: &str| -> Result<String> {
            theirs.run(&["pull"])?;
            let now = field(&theirs, id, "website")?;
            Ok(now.as_str().unwrap_or_default().to_owned())
        };
        for (rank, id) in ids.iter().enumerate() {
            assert_eq!(website(id)? == site(rank), rank < 2, "{rank}");
        }

        // Taken back right there, after it was told what.
        let named = ids[..2]
            .iter()
            .map(|id| {
                Ok(field(&theirs, id, "name")?
                    .as_str()
                    .unwrap_or_default()
                    .to_owned())
            })
            .collect::<Result<Vec<String>>>()?;
        window.click("revert-ask").await?;
        window.find("revert-preview").await?;
        let told = window.text("revert-which").await?;
        for name in &named {
            assert!(told.contains(name), "{name} not in {told}");
        }
        window.screenshot("push-undo-preview").await?;
        window.check_accessibility().await?;
        window.click("revert-confirm").await?;
        window.find("revert-outcome").await?;
        // The panel says what is true now.
        window
            .text_where_css(&format!("{} h2", css("outcome")), |shown| {
                shown.contains("ongedaan")
            })
            .await?;
        window.screenshot("push-undone").await?;
        for (rank, id) in ids[..2].iter().enumerate() {
            assert_ne!(website(id)?, site(rank));
        }
        window.pending(4).await
    })
}

#[test]
fn what_needs_a_person_is_one_key_away() -> Result {
    journey(async |desk| {
        let (window, ids) = (&desk.window, &desk.ids);
        // What others do is not heard of here before it is pushed.
        let away = Toxic::answer("503 Service Unavailable", "retry-after: 1\r\n", b"");
        desk.proxy.set("/v1/changes", away);
        let theirs = desk.terminal("KUL", "institution_user")?;
        let public = field(&theirs, &ids[4], "published")? == true;
        theirs.run(&["set", "offer", &ids[1], "website=https://ander.example"])?;
        theirs.run(&["push"])?;
        let reviewer = desk.terminal("AGORIA", "reviewer")?;
        reviewer.run(&["review", "remove", &ids[2], "--reason", "NON_TECH"])?;
        reviewer.run(&["push"])?;

        // What follows elsewhere is told before it is sent; it takes a line more.
        window.resize(1280, 900).await?;
        window.click_css(&cell(4, "published")).await?;
        window.press("Space").await?;
        window.press("Control+Shift+p").await?;
        window.ready().await?;
        going(window, 5).await?;
        window.click("changes-ask").await?;
        outcome(window, true, "applied", "3").await?;
        outcome(window, true, "conflict", "1").await?;
        let verdict = |id: &str, value: &str| {
            format!(
                "{} {}[data-value=\"{value}\"]",
                row(id),
                css("change-verdict")
            )
        };
        window.find_css(&verdict(&ids[1], "conflict")).await?;
        let (follows, words) = match public {
            true => ("offers-hidden", "1 voorstel verdwijnt van de website"),
            false => ("offers-shown", "1 voorstel wordt zichtbaar op de website"),
        };
        let effect = format!("{} [data-value=\"{follows}\"]", css("effects"));
        window.text_where_css(&effect, |text| text == words).await?;
        window.screenshot("push-verdicts").await?;
        window.click("changes-push").await?;
        outcome(window, false, "applied", "3").await?;
        outcome(window, false, "conflict", "1").await?;
        let item = |id: &str| format!("{}[data-id=\"{id}\"]", css("outcome-item"));
        window
            .text_where_css(&item(&ids[2]), |text| {
                text.contains("Agoria heeft dit voorstel verwijderd. Uw tekst staat nog hier.")
            })
            .await?;
        window.pending(3).await?;
        window.screenshot("push-left").await?;
        window.check_accessibility().await?;
        let _ = desk.proxy.heal();

        let solve = format!("{} {}", item(&ids[1]), css("outcome-solve"));
        window.click_css(&solve).await?;
        let pane = css("conflict-pane");
        window
            .attribute_where(&pane, "data-id", |now| now == ids[1])
            .await?;

        // The cell that a rule stops.
        window.press("Control+Shift+p").await?;
        window.ready().await?;
        let fix = format!("{} {}", row(&ids[5]), css("change-fix"));
        window.click_css(&fix).await?;
        window
            .until("the focus on the cell", async || {
                let script = "const cell = document.activeElement?.closest('[data-col]'); \
                return `${cell?.closest('[data-id]')?.dataset.id} ${cell?.dataset.col}`";
                let now = window.run(script, vec![]).await?;
                if now == format!("{} website", ids[5]) {
                    Ok(Some(()))
                } else {
                    Err(now.to_string())
                }
            })
            .await?;
        window.screenshot("push-fix").await
    })
}

#[test]
fn changes_are_grouped_by_field_and_step_and_discarded() -> Result {
    journey(async |desk| {
        let (window, ids) = (&desk.window, &desk.ids);
        window.press("Control+Shift+p").await?;
        window.ready().await?;
        going(window, 5).await?;
        let grouping = |by: &str| format!("{} [data-value=\"{by}\"]", css("changes-grouping"));
        window.click_css(&grouping("field")).await?;
        let of_field = format!(
            "{}[data-value=\"field offer website\"]",
            css("change-group")
        );
        window
            .attribute_where(&of_field, "data-total", |total| total == "6")
            .await?;
        let box_of = |group: &str| format!("{group} {}", css("change-group-tick"));
        window.click_css(&box_of(&of_field)).await?;
        going(window, 0).await?;
        // → opens the group, ↓ goes to its rows.
        focused(window, &box_of(&of_field)).await?;
        window.press("Right").await?;
        window.find("change").await?;
        window.press("Down").await?;
        focused(window, &tick(&ids[5])).await?;
        window.press("Down").await?;
        window.press(" ").await?;
        going(window, 1).await?;
        window
            .attribute_where(&of_field, "data-going", |going| going == "1")
            .await?;
        window.screenshot("push-by-field").await?;
        // Where there is little room the buttons stay beside the remark.
        window.resize(820, 700).await?;
        let line = "const bar = document.querySelector('.foot'); \
            const middles = [...bar.querySelectorAll('input, button')].map(e => { \
                const b = e.getBoundingClientRect(); return b.right <= innerWidth ? b.top + b.height / 2 : -1; }); \
            return middles.length === 3 && middles.every(m => Math.abs(m - middles[0]) < 6)";
        assert_eq!(window.run(line, vec![]).await?, true);
        // What stands above the list takes two lines, none of them for one button.
        let bars =
            "return [...document.querySelectorAll('.before .bar')].map(bar => bar.offsetHeight)";
        let bars = window.run(bars, vec![]).await?;
        let heights: Vec<u64> = bars
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|h| h.as_u64())
            .collect();
        assert!(
            heights.len() == 2 && heights.iter().all(|height| *height < 44),
            "{heights:?}"
        );
        window.screenshot("push-820").await?;
        window.resize(1280, 800).await?;
        window.check_accessibility().await?;
        window.press("Left").await?;
        focused(window, &box_of(&of_field)).await?;

        window.click_css(&grouping("step")).await?;
        window
            .until("a group for each edit", async || {
                let groups = window
                    .attributes(&css("change-group"), "data-total")
                    .await?;
                Ok((groups == ["1"; 6]).then_some(()))
            })
            .await?;
        window.screenshot("push-by-step").await?;
        window.check_accessibility().await?;

        window.click("changes-discard").await?;
        window.find("dialog").await?;
        window.screenshot("push-discard").await?;
        window.click("dialog-confirm").await?;
        window.pending(5).await?;
        // What was not given up was not ticked, and is not now.
        going(window, 0).await?;
        window.press("Control+z").await?;
        window.pending(6).await
    })
}

/// Where the toast says that a file is.
async fn file(window: &Window) -> Result<String> {
    let said = window
        .text_where("toast", |text| text.contains("edutracker-changes-"))
        .await?;
    let path = said.split(' ').find(|word| word.starts_with('/'));
    let path = path.ok_or_else(|| format!("no file in {said}"))?;
    let end = path
        .rfind(".json")
        .ok_or_else(|| format!("another file: {path}"))?;
    Ok(format!("{}.json", &path[..end]))
}

#[test]
fn what_would_go_is_a_file_and_a_push_is_stopped_by_escape() -> Result {
    journey(async |desk| {
        let (window, ids) = (&desk.window, &desk.ids);
        window.press("Control+Shift+p").await?;
        window.ready().await?;
        going(window, 5).await?;
        window.click_css(&tick(&ids[0])).await?;
        going(window, 4).await?;
        window.click("changes-save").await?;
        window.find("changes-file").await?;
        window.screenshot("push-file").await?;
        window.check_accessibility().await?;
        window.choose("export-format", "json").await?;
        window.click("export-write").await?;
        window.gone("changes-file").await?;
        let path = file(window).await?;
        let text = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        let lines: Vec<Value> = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        // What is ticked and nothing else, and nothing was sent for it.
        assert_eq!(lines.len(), 4, "{text}");
        for line in &lines {
            let id = line["id"].as_str().unwrap_or_default();
            let rank = ids
                .iter()
                .position(|other| other == id)
                .ok_or("another record")?;
            assert_eq!(line["field"], "website");
            assert_eq!(line["after"], site(rank));
        }
        window.pending(6).await?;

        // The service keeps silent: first nothing more is sent, then nobody waits.
        desk.proxy.set("/v1/pushes", Toxic::Blackhole);
        window.click("changes-push").await?;
        window.find("changes-stop").await?;
        window.press("Escape").await?;
        window
            .text_where("changes-stop", |text| text == "Niet wachten")
            .await?;
        window.screenshot("push-stopping").await?;
        window.press("Escape").await?;
        window
            .text_where("outcome", |text| text.starts_with("Gestopt"))
            .await?;
        // What was on its way has no answer, and is told so.
        window
            .attribute_where(&css("changes-waiting"), "data-count", |count| count == "4")
            .await?;
        window.screenshot("push-stopped").await?;
        window.check_accessibility().await?;
        window.pending(6).await?;
        assert!(desk.proxy.heal() > 0);
        window.press("Control+r").await?;
        window.pending(2).await?;
        window.gone("changes-waiting").await
    })
}

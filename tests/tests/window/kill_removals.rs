//! A hundred removals decided at once in the window while there is no service,
//! and the program of the window killed while it sends them: in the end each is
//! removed once, and each recipient was told once.

use edutracker_tests::{
    Result,
    api::Api,
    journey::colleague,
    machine::{Desk, can_drive},
    post::Post,
    programs::{Account, Service, Terminal, account},
    reviewing::{REASON, queue},
    telling::{Telling, notices, recipients, text, told},
    window::Window,
};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};
use xtask::process::Folder;

/// Removals, at least.
const MANY: usize = 100;
/// Edits that the service takes in one part of a push.
const PART: &str = "20";

/// The organisations whose offers wait, those with the most first, until there
/// are enough; and these offers.
fn enough(queue: &[Value]) -> (Vec<String>, Vec<Value>) {
    let mut counts = BTreeMap::<String, usize>::new();
    for offer in queue {
        *counts.entry(text(offer, "organisation")).or_default() += 1;
    }
    let mut by_size: Vec<(String, usize)> = counts.into_iter().collect();
    by_size.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut sum = 0;
    let chosen: Vec<String> = by_size
        .into_iter()
        .take_while(|(_, count)| {
            let few = sum < MANY;
            sum += count;
            few
        })
        .map(|(organisation, _)| organisation)
        .collect();
    let offers = queue.iter().filter(|offer| {
        chosen
            .iter()
            .any(|code| offer["organisation"] == code.as_str())
    });
    let offers = offers.cloned().collect();
    (chosen, offers)
}

/// Sends everything, however many there are.
async fn push(window: &Window) -> Result {
    window.click("push-button").await?;
    window.click("changes-push").await?;
    window.fill("confirm-word", "bevestig").await?;
    window.click("dialog-confirm").await
}

/// How many offers the service has as removed.
fn removed(terminal: &Terminal) -> Result<usize> {
    terminal.run(&["pull"])?;
    let removed = terminal.run(&["list", "offer", "--where", "status=removed"])?;
    Ok(removed.len())
}

/// The notices of the outbox, asked on a thread of its own.
fn outbox(address: &str, reviewer: &Account) -> Result<Vec<Value>> {
    std::thread::scope(|scope| {
        let asked = scope.spawn(|| notices(&Api::sign_in(address, reviewer)?));
        asked.join().map_err(|_| "the question died".to_owned())?
    })
}

#[tokio::test]
async fn killed_while_it_sends_a_hundred_removals_each_goes_once() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let folder = Folder::new("desk")?;
    let post = Post::start()?;
    // One part a second: the death falls between the first and the last.
    let options = [
        ["--smtp", post.address()],
        ["--mail-from", "EduTracker <edutracker@agoria.example>"],
        ["--notice-seconds", "0"],
        ["--push-items", PART],
        ["--push-rate", "1"],
        ["--rate-burst", "2"],
    ];
    let options = options.concat().into_iter().map(str::to_owned).collect();
    let service = Service::start_with(folder.path(), options)?;
    let reviewer = account("AGORIA", "reviewer")?;
    let mut desk = Desk::at(service, folder, &reviewer).await?;
    let other = colleague(&desk, "AGORIA", "reviewer2")?;
    other.run(&["pull"])?;
    let before = removed(&other)?;
    let (organisations, offers) = enough(&other.run(&["review", "queue"])?);
    let many = offers.len();
    let expected = recipients(&other, &offers)?;

    let window = &desk.window.clone();
    window.click("nav-review").await?;
    window.find("review-item").await?;
    let codes: Vec<&str> = organisations.iter().map(String::as_str).collect();
    window.pick("filter-organisation", &codes).await?;
    queue(window, |count| count == many).await?;
    desk.service.stop()?;
    window.press("Shift+X").await?;
    window
        .text_where("review-ticked", |text| text.starts_with(&many.to_string()))
        .await?;
    window.press("r").await?;
    window.find("review-dialog").await?;
    window.press("1").await?;
    window.click("review-submit").await?;
    window.fill("confirm-word", "bevestig").await?;
    window.screenshot("kill-removals-1-confirm").await?;
    window.click("dialog-confirm").await?;
    window.pending(many).await?;

    desk.service.start_again()?;
    push(window).await?;
    let end = Instant::now() + Duration::from_secs(60);
    while removed(&other)? == before {
        assert!(Instant::now() < end, "nothing was sent");
    }
    desk.strike().await?;
    let arrived = removed(&other)? - before;
    assert!(
        (1..many).contains(&arrived),
        "{arrived} of {many} had arrived"
    );
    // The next start knows what is left, and sends it by itself.
    let window = &desk.window.clone();
    window
        .until("the rest at the service", async || {
            let now = removed(&other)? - before;
            if now == many {
                Ok(Some(()))
            } else {
                Err(format!("{now} of {many}"))
            }
        })
        .await?;
    window.pending(0).await?;
    window.click("nav-journal").await?;
    window
        .text_where("status-rows", |text| text.starts_with(&many.to_string()))
        .await?;
    window.screenshot("kill-removals-2-journal").await?;
    for offer in &offers {
        let shown = other.run(&["show", "offer", &text(offer, "id")])?;
        assert_eq!(shown[0]["removed"]["reason"], REASON);
    }
    let mut decided = BTreeMap::<String, usize>::new();
    for review in other.run(&["list", "review", "--where", "verdict=remove"])? {
        *decided.entry(text(&review, "offer")).or_default() += 1;
    }
    let once = offers.iter().map(|offer| (text(offer, "id"), 1));
    assert_eq!(decided, once.collect());
    post.wait(expected.len())?;
    let notices = outbox(desk.service.address(), &reviewer)?;
    assert_eq!(
        notices.len(),
        expected.len(),
        "a notice for each, and no more"
    );
    let told = told(&post.mails(), &notices)?;
    eprintln!(
        "{many} removals, {arrived} of them before the death, {} mails",
        told.len()
    );
    assert_eq!(told.len(), expected.len(), "nobody twice");
    assert_eq!(told.into_iter().collect::<Telling>(), expected);
    Ok(())
}

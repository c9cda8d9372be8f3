//! The service's mail over a real connection to a mail server that refuses,
//! hangs up and keeps silent: each notice goes once, or is said to be uncertain.
#![allow(clippy::unwrap_used, reason = "a test may fail wherever it likes")]

use edutracker_tests::{
    api::Api,
    post::{Deed, Post, Step},
    programs::{Service, Terminal, account, program},
};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    process::Command,
    thread,
    time::{Duration, Instant},
};

/// The programmes that are published, as a reviewer sees them.
fn published(api: &Api) -> Vec<Value> {
    let mut found = Vec::new();
    let mut after = String::new();
    loop {
        let page = api
            .get(&format!(
                "/v1/offer?limit=1000&filter=%7B%22published%22%3Atrue%7D{after}"
            ))
            .unwrap();
        found.extend(page["items"].as_array().unwrap().clone());
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    found.retain(|offer| offer["data"]["subject"] == "programme");
    found
}

fn removal(offer: &Value) -> Value {
    let note = json!({ "nl": "Geen techniek.", "fr": "Pas de technique." });
    let patch = json!({ "removed": { "reason": "NON_TECH", "note": note } });
    json!({ "mid": new_id(), "op": "update", "type": "offer", "id": offer["id"], "baseRev": offer["rev"], "patch": patch })
}

fn new_id() -> String {
    edutracker_domain::RecordId::new().to_string()
}

fn push(api: &Api, items: Vec<Value>) -> Value {
    let confirm = json!({ "updates": items.len(), "deletes": items.len() });
    let part = json!({ "push": new_id(), "device": "test", "confirm": confirm, "items": items });
    api.post("/v1/pushes", &part).unwrap()
}

fn options(post: Option<&Post>, delay: u32) -> Vec<String> {
    let mut options: Vec<String> = vec!["--notice-seconds".into(), delay.to_string()];
    options.extend(["--mail-retry-seconds".to_owned(), "1".to_owned()]);
    if let Some(post) = post {
        let from = "EduTracker <edutracker@agoria.example>";
        options.extend(["--smtp", post.address(), "--mail-from", from].map(str::to_owned));
    }
    options
}

fn reviewer(service: &Service) -> Api {
    Api::sign_in(service.address(), &account("AGORIA", "reviewer").unwrap()).unwrap()
}

fn notices(api: &Api) -> Vec<Value> {
    let mut found = Vec::new();
    let mut before = String::new();
    loop {
        let page = api.get(&format!("/v1/notices?limit=200{before}")).unwrap();
        found.extend(page["items"].as_array().unwrap().clone());
        match page["next"].as_str() {
            Some(next) => before = format!("&before={next}"),
            None => return found,
        }
    }
}

/// How many notices are in each state.
fn states(api: &Api) -> BTreeMap<String, usize> {
    let mut states = BTreeMap::new();
    for notice in notices(api) {
        let state = notice["state"].as_str().unwrap().to_owned();
        *states.entry(state).or_default() += 1;
    }
    states
}

/// Waits until the notices have come to these states.
fn settled(api: &Api, expected: &[(&str, usize)]) {
    let expected: BTreeMap<String, usize> = expected
        .iter()
        .map(|(state, count)| ((*state).to_owned(), *count))
        .collect();
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        let found = states(api);
        if found == expected {
            return;
        }
        assert!(Instant::now() < end, "{found:?} instead of {expected:?}");
        thread::sleep(Duration::from_millis(100));
    }
}

fn started(post: Option<&Post>, folder: &Path, delay: u32) -> (Service, Api) {
    let service = Service::start_with(folder, options(post, delay)).unwrap();
    let api = reviewer(&service);
    (service, api)
}

#[test]
fn a_removal_is_told_in_the_language_of_who_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let post = Post::start().unwrap();
    let (service, api) = started(Some(&post), folder.path(), 0);
    let offers = published(&api);
    let french = account("HEPL", "administrator").unwrap();
    let owner = Api::sign_in(service.address(), &french).unwrap();
    let own = published(&owner).remove(0);
    let offer = offers
        .iter()
        .find(|offer| offer["id"] == own["id"])
        .unwrap();
    assert_eq!(push(&api, vec![removal(offer)])["summary"]["applied"], 1);
    settled(&api, &[("sent", 2)]);
    let mails = post.wait(2).unwrap();
    let mail = mails.iter().find(|mail| mail.to == french.email).unwrap();
    assert_eq!(
        mail.header("From"),
        "EduTracker <edutracker@agoria.example>"
    );
    assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
    assert_eq!(mail.header("Content-Language"), "fr");
    assert!(!mail.header("Date").is_empty() && !mail.header("Subject").is_empty());
    let notices = notices(&api);
    let row = notices
        .iter()
        .find(|notice| notice["recipient"] == french.email.as_str());
    let id = row.unwrap()["id"].as_str().unwrap();
    assert_eq!(mail.header("Message-ID"), format!("<{id}@agoria.example>"));
    let body = mail.body();
    for part in [
        own["data"]["name"].as_str().unwrap(),
        "Motif : Formation non technologique",
        "Explication d’Agoria :\r\nPas de technique.",
        &format!("{}/objections/", service.address()),
    ] {
        assert!(body.contains(part), "{part} is not in {body}");
    }
    // In a terminal too: one line for each address.
    let desk = Terminal::new(folder.path().join("desk"));
    desk.sign_in(service.address(), &account("AGORIA", "reviewer").unwrap())
        .unwrap();
    desk.run(&["pull"]).unwrap();
    let removals = desk.run(&["list", "review", "--where", "verdict=remove"]);
    let removal = removals.unwrap().remove(0);
    let told = desk.run(&["review", "notices", removal["id"].as_str().unwrap()]);
    let told = told.unwrap();
    let sent: BTreeSet<&str> = told
        .iter()
        .filter(|notice| notice["state"] == "sent")
        .filter_map(|notice| notice["recipient"].as_str())
        .collect();
    assert_eq!((told.len(), sent.len()), (2, 2), "{told:?}");
    assert!(sent.contains(french.email.as_str()));
}

#[test]
fn what_the_server_cannot_take_now_is_tried_again_and_what_it_may_have_taken_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let post = Post::start().unwrap();
    post.next([
        Deed::Answer(Step::Recipient, 451),
        Deed::Answer(Step::Recipient, 550),
        Deed::HangUp(Step::Data),
        Deed::HangUp(Step::Text),
        Deed::Answer(Step::Text, 452),
        Deed::Answer(Step::Text, 554),
    ]);
    let (_service, api) = started(Some(&post), folder.path(), 0);
    let items: Vec<Value> = published(&api).iter().take(4).map(removal).collect();
    let asked = push(&api, items);
    assert_eq!(asked["summary"]["applied"], 4);
    let count = notices(&api).len();
    assert!(count >= 8, "{count}");
    settled(
        &api,
        &[("sent", count - 3), ("failed", 2), ("uncertain", 1)],
    );
    let mails = post.mails();
    // One came whole although its row says that nobody knows.
    assert_eq!(mails.len(), count - 2);
    let ids: BTreeSet<String> = mails.iter().map(|mail| mail.header("Message-ID")).collect();
    assert_eq!(ids.len(), mails.len(), "none came twice");
    assert_eq!(post.begun(), count + 3, "three were tried again");
    let mut codes: Vec<String> = notices(&api)
        .iter()
        .filter_map(|notice| notice["code"].as_str().map(str::to_owned))
        .collect();
    codes.sort();
    assert_eq!(codes, ["550", "554", "connection"]);
}

#[test]
fn a_service_that_dies_while_it_sends_does_not_send_again() {
    let folder = tempfile::tempdir().unwrap();
    let post = Post::start().unwrap();
    post.next([Deed::Take, Deed::Hold]);
    let (mut service, api) = started(Some(&post), folder.path(), 0);
    let offer = published(&api).remove(0);
    push(&api, vec![removal(&offer)]);
    let count = notices(&api).len();
    // The second mail is with the server, and its answer is not with us.
    post.wait(2).unwrap();
    let open = states(&api);
    assert_eq!(open["sending"], 1, "{open:?}");
    service.kill();
    service.start_again().unwrap();
    let api = reviewer(&service);
    settled(&api, &[("sent", count - 1), ("uncertain", 1)]);
    let mails = post.mails();
    assert_eq!(mails.len(), count);
    let ids: BTreeSet<String> = mails.iter().map(|mail| mail.header("Message-ID")).collect();
    assert_eq!(ids.len(), count, "none came twice");
    // Nor does a service that is asked to stop in time leave a doubt.
    push(&api, vec![removal(&published(&api)[0])]);
    let count = notices(&api).len();
    service.stop().unwrap();
    service.start_again().unwrap();
    settled(
        &reviewer(&service),
        &[("sent", count - 1), ("uncertain", 1)],
    );
}

#[test]
fn a_hundred_removals_are_told_once_to_each() {
    let folder = tempfile::tempdir().unwrap();
    let post = Post::start().unwrap();
    // The server is busy now and then.
    let busy = |n: usize| match n % 7 {
        3 => Deed::Answer(Step::Recipient, 451),
        5 => Deed::HangUp(Step::Recipient),
        _ => Deed::Take,
    };
    post.next((0..200).map(busy));
    let (_service, api) = started(Some(&post), folder.path(), 0);
    let offers = published(&api);
    let items: Vec<Value> = offers.iter().take(100).map(removal).collect();
    assert_eq!(push(&api, items)["summary"]["applied"], 100);
    let count = notices(&api).len();
    assert!(count >= 200, "two for each at least: {count}");
    settled(&api, &[("sent", count)]);
    let mails = post.mails();
    assert_eq!(mails.len(), count);
    let rows: BTreeSet<(String, String)> = notices(&api)
        .iter()
        .map(|notice| {
            let text = |name: &str| notice[name].as_str().unwrap().to_owned();
            (text("offer"), text("recipient"))
        })
        .collect();
    assert_eq!(rows.len(), count, "one mail for each address and offer");
    let ids: BTreeSet<String> = mails.iter().map(|mail| mail.header("Message-ID")).collect();
    assert_eq!(ids.len(), count);
}

#[test]
fn a_push_that_is_sent_again_and_a_service_that_dies_again_and_again_tell_nobody_twice() {
    let folder = tempfile::tempdir().unwrap();
    let post = Post::start().unwrap();
    let (mut service, api) = started(Some(&post), folder.path(), 0);
    let items: Vec<Value> = published(&api).iter().take(30).map(removal).collect();
    let confirm = json!({ "updates": 30, "deletes": 30 });
    let part = json!({ "push": new_id(), "device": "test", "confirm": confirm, "items": items });
    assert_eq!(
        api.post("/v1/pushes", &part).unwrap()["summary"]["applied"],
        30
    );
    let count = notices(&api).len();
    for mails in [5, 15, 25, 40] {
        post.wait(mails).unwrap();
        service.kill();
        service.start_again().unwrap();
        let again = reviewer(&service).post("/v1/pushes", &part).unwrap();
        assert_eq!(again["replayed"], true);
    }
    let api = reviewer(&service);
    post.wait(count - 4).unwrap();
    let end = Instant::now() + Duration::from_secs(60);
    while states(&api)
        .keys()
        .any(|state| state == "waiting" || state == "sending")
    {
        assert!(Instant::now() < end, "{:?}", states(&api));
        thread::sleep(Duration::from_millis(100));
    }
    let states = states(&api);
    let sent = states["sent"];
    let uncertain = states.get("uncertain").copied().unwrap_or_default();
    assert_eq!(sent + uncertain, count, "{states:?}");
    assert!(uncertain <= 4, "one for each death at most: {states:?}");
    let mails = post.mails();
    let ids: BTreeSet<String> = mails.iter().map(|mail| mail.header("Message-ID")).collect();
    assert_eq!(ids.len(), mails.len(), "none came twice");
    assert!((sent..=count).contains(&mails.len()));
}

#[test]
fn who_was_told_of_a_removal_is_told_of_the_way_back_and_a_backup_tells_nobody_again() {
    let folder = tempfile::tempdir().unwrap();
    let post = Post::start().unwrap();
    let (mut service, api) = started(Some(&post), folder.path(), 0);
    let offer = published(&api).remove(0);
    push(&api, vec![removal(&offer)]);
    let count = notices(&api).len();
    settled(&api, &[("sent", count)]);
    let path = format!("/v1/offer/{}", offer["id"].as_str().unwrap());
    let mut back = removal(&api.get(&path).unwrap());
    back["patch"] = json!({ "removed": null });
    push(&api, vec![back]);
    settled(&api, &[("sent", 2 * count)]);
    let mails = post.mails();
    let to = |from: usize| -> BTreeSet<String> {
        let mails = mails.iter().skip(from).take(count);
        mails.map(|mail| mail.to.clone()).collect()
    };
    assert_eq!(to(0), to(count));
    assert!(mails[count].body().contains("EduTracker"));
    // What waits in a backup may have gone since.
    service
        .start_again_with("--notice-seconds", "3600")
        .unwrap();
    let api = reviewer(&service);
    push(&api, vec![removal(&api.get(&path).unwrap())]);
    assert_eq!(states(&api)["waiting"], count);
    service.restore().unwrap();
    let api = reviewer(&service);
    settled(&api, &[("sent", 2 * count), ("uncertain", count)]);
    assert_eq!(post.mails().len(), 2 * count);
}

#[test]
fn without_a_server_notices_wait_and_what_is_taken_back_never_goes() {
    let folder = tempfile::tempdir().unwrap();
    let post = Post::start().unwrap();
    let (mut service, api) = started(None, folder.path(), 0);
    let offers = published(&api);
    push(&api, vec![removal(&offers[0]), removal(&offers[1])]);
    let count = notices(&api).len();
    assert_eq!(states(&api), [("waiting".to_owned(), count)].into());
    let id = offers[1]["id"].as_str().unwrap();
    let removed = api.get(&format!("/v1/offer/{id}")).unwrap();
    let mut back = removal(&removed);
    back["patch"] = json!({ "removed": null });
    push(&api, vec![back]);
    let cancelled = states(&api)["cancelled"];
    service.stop().unwrap();
    service
        .start_again_with("--smtp", post.address())
        .unwrap_err();
    service
        .start_again_with("--mail-from", "edutracker@agoria.example")
        .unwrap();
    let api = reviewer(&service);
    settled(
        &api,
        &[("sent", count - cancelled), ("cancelled", cancelled)],
    );
    assert_eq!(post.mails().len(), count - cancelled);
}

#[test]
fn a_password_on_the_command_line_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("x.db").display());
    let serve = |smtp: &str| {
        let mut command = Command::new(program("edutracker-service").unwrap());
        command.args(["serve", "--listen", "127.0.0.1:0", "--database", &database]);
        command.args(["--mail-from", "a@agoria.example", "--smtp", smtp]);
        command.output().unwrap()
    };
    for (smtp, word) in [
        (
            "smtps://ann:secret@mail.example",
            "EDUTRACKER_SERVICE_SMTP_PASSWORD",
        ),
        ("mail.example", "smtp://"),
    ] {
        let ended = serve(smtp);
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(!ended.status.success() && said.contains(word), "{said}");
        assert!(!said.contains("secret"), "{said}");
    }
    assert!(!folder.path().join("x.db").exists(), "nothing was opened");
}

/// A decision is taken back while the mail about it is with the mail server.
/// What the server takes goes, and the way back is told; what it does not take
/// is never offered again, and there is nothing to take back for its reader.
#[test]
fn what_is_taken_back_while_it_is_handed_over_does_not_go_later() {
    let folder = tempfile::tempdir().unwrap();
    let post = Post::start().unwrap();
    let (_service, api) = started(Some(&post), folder.path(), 0);
    let offers = published(&api);
    let offer = &offers[0];
    let id = offer["id"].as_str().unwrap();
    let back = || {
        let now = api.get(&format!("/v1/offer/{id}")).unwrap();
        let patch = json!({ "removed": null });
        let item = json!({ "mid": new_id(), "op": "update", "type": "offer", "id": id, "baseRev": now["rev"], "patch": patch });
        assert_eq!(push(&api, vec![item])["summary"]["applied"], 1);
    };
    let awaited = |count: usize| {
        let end = Instant::now() + Duration::from_secs(60);
        while post.awaited() < count {
            assert!(Instant::now() < end, "no mail was handed over");
            thread::sleep(Duration::from_millis(20));
        }
    };
    // One mail is handed over, the others of the removal wait behind it.
    post.next([Deed::Await]);
    assert_eq!(push(&api, vec![removal(offer)])["summary"]["applied"], 1);
    awaited(1);
    let readers = notices(&api).len();
    back();
    post.answer(451);
    settled(&api, &[("cancelled", readers + 1)]);
    assert_eq!(post.mails(), []);
    // The server has it: both of it and of the way back there is word.
    post.next([Deed::Await]);
    let now = api.get(&format!("/v1/offer/{id}")).unwrap();
    assert_eq!(push(&api, vec![removal(&now)])["summary"]["applied"], 1);
    awaited(2);
    back();
    post.answer(250);
    settled(&api, &[("cancelled", 2 * readers), ("sent", 2)]);
    let mails = post.wait(2).unwrap();
    assert_eq!(mails[0].to, mails[1].to);
    assert_ne!(mails[0].header("Subject"), mails[1].header("Subject"));
    // Taken back and decided again in the same words: it stays due.
    let id = offers[1]["id"].as_str().unwrap();
    post.next([Deed::Await]);
    let before = notices(&api).len();
    assert_eq!(
        push(&api, vec![removal(&offers[1])])["summary"]["applied"],
        1
    );
    awaited(3);
    let others = notices(&api).len() - before;
    for step in [
        json!({ "removed": null }),
        removal(&offers[1])["patch"].clone(),
    ] {
        let now = api.get(&format!("/v1/offer/{id}")).unwrap();
        let item = json!({ "mid": new_id(), "op": "update", "type": "offer", "id": id, "baseRev": now["rev"], "patch": step });
        assert_eq!(push(&api, vec![item])["summary"]["applied"], 1);
    }
    post.answer(451);
    settled(
        &api,
        &[("cancelled", 2 * readers + others), ("sent", 2 + others)],
    );
    let mails = post.wait(2 + others).unwrap();
    let told: BTreeSet<&str> = mails[2..].iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(told.len(), others, "each was told once");
}

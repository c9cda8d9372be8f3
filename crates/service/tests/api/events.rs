//! Hints that there is something new.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::support;

use axum::body::{Body, BodyDataStream};
use edutracker_domain::{RecordType, record};
use edutracker_service::{Database, Options, Service, rights::AccountState, router};
use futures_util::StreamExt;
use http::{Request, header};
use serde_json::{Value, json};
use std::time::Duration;
use support::{World, item, published};
use tokio::time::Instant;
use tower::ServiceExt;

const KUL: &str = "administrator@kul.example";
const HOGENT: &str = "administrator@hogent.example";

/// What comes over one connection.
struct Events {
    body: BodyDataStream,
    text: String,
}

impl Events {
    async fn open(world: &World, token: &str, heard: Option<u64>) -> Self {
        let mut request = Request::get("/v1/events")
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::ACCEPT_ENCODING, "zstd, gzip");
        if let Some(heard) = heard {
            request = request.header("last-event-id", heard);
        }
        let request = request.body(Body::empty()).unwrap();
        let response = router(world.service.clone())
            .oneshot(request)
            .await
            .unwrap();
        assert_eq!(response.status().as_u16(), 200);
        assert_eq!(
            response.headers()[header::CONTENT_TYPE],
            "text/event-stream"
        );
        assert!(!response.headers().contains_key(header::CONTENT_ENCODING));
        let mut events = Self {
            body: response.into_body().into_data_stream(),
            text: String::new(),
        };
        assert_eq!(events.next().await.unwrap(), "retry: 5000");
        events
    }

    /// The next event or comment; `None` at the end.
    async fn next(&mut self) -> Option<String> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let event = event.to_owned();
                self.text = rest.to_owned();
                return Some(event);
            }
            let bytes = self.body.next().await?.unwrap();
            self.text.push_str(std::str::from_utf8(&bytes).unwrap());
        }
    }

    /// The next hint, past pings: its number and its data.
    async fn head(&mut self) -> (u64, Value) {
        loop {
            let event = self.next().await.unwrap();
            if event == ":" {
                continue;
            }
            let lines: Vec<&str> = event.lines().collect();
            assert_eq!((lines[0], lines.len()), ("event: head", 3), "{event}");
            let id = lines[1].strip_prefix("id: ").unwrap().parse().unwrap();
            let data: Value =
                serde_json::from_str(lines[2].strip_prefix("data: ").unwrap()).unwrap();
            assert_eq!(data["seq"], id);
            assert_eq!(data.as_object().unwrap().len(), 2, "never the news itself");
            return (id, data["orgs"].clone());
        }
    }
}

async fn change(world: &World, token: &str, n: usize) -> u64 {
    let offer = published(&world.snapshot(token).await).remove(n);
    let website = format!("https://{}.example", support::new_id());
    let items = vec![item("update", &offer, json!({ "website": website }))];
    let result = world.push(token, items).await;
    assert_eq!(result["summary"]["applied"], 1);
    result["seq"].as_u64().unwrap()
}

fn org(world: &World, code: &str) -> Value {
    json!([world.service.organisation_of(code).unwrap().to_string()])
}

#[tokio::test(start_paused = true)]
async fn a_commit_is_told_to_those_who_see_it() {
    let world = World::new();
    let (kul, hogent) = (world.token(KUL).await, world.token(HOGENT).await);
    let reviewer = world.token("reviewer@agoria.example").await;
    let mut at_kul = Events::open(&world, &kul, None).await;
    let mut at_hogent = Events::open(&world, &hogent, None).await;
    let mut at_agoria = Events::open(&world, &reviewer, None).await;
    let first = change(&world, &kul, 0).await;
    assert_eq!(at_kul.head().await, (first, org(&world, "KUL")));
    assert_eq!(at_agoria.head().await, (first, org(&world, "KUL")));
    let second = change(&world, &hogent, 0).await;
    // Nothing came about the change it does not see.
    assert_eq!(at_hogent.head().await, (second, org(&world, "HOGENT")));
    assert_eq!(at_agoria.head().await, (second, org(&world, "HOGENT")));
    let account = world.service.account_of(KUL).unwrap();
    let granted = world.service.organisation_of("HOGENT").unwrap();
    assert!(world.service.grant(account, granted).unwrap());
    assert_eq!(at_kul.head().await, (second + 1, org(&world, "HOGENT")));
}

#[tokio::test(start_paused = true)]
async fn a_client_gets_one_hint_a_second() {
    let world = World::new();
    let token = world.token(KUL).await;
    let mut events = Events::open(&world, &token, None).await;
    let mut last = change(&world, &token, 0).await;
    let (mut told, _) = events.head().await;
    let (start, mut hints) = (Instant::now(), 0);
    for n in 1..9 {
        last = change(&world, &token, n).await;
    }
    while told < last {
        (told, _) = events.head().await;
        hints += 1;
    }
    assert!(start.elapsed() >= Duration::from_secs(1) * hints);
    assert!(hints < 8, "{hints}");
}

#[tokio::test(start_paused = true)]
async fn a_silent_connection_pings_and_ends_within_the_hour() {
    let world = World::new();
    let token = world.token(KUL).await;
    let mut events = Events::open(&world, &token, None).await;
    let start = Instant::now();
    assert_eq!(events.next().await.unwrap(), ":");
    assert_eq!(start.elapsed().as_secs(), 25);
    let mut pings = 1;
    while let Some(event) = events.next().await {
        assert_eq!(event, ":");
        pings += 1;
    }
    let minutes = start.elapsed().as_secs() / 60;
    assert!((49..=60).contains(&minutes), "{minutes}");
    assert!(pings >= 119, "{pings}");
}

#[tokio::test(start_paused = true)]
async fn who_comes_back_is_told_what_was_missed() {
    let world = World::new();
    let (kul, hogent) = (world.token(KUL).await, world.token(HOGENT).await);
    let first = change(&world, &kul, 0).await;
    let second = change(&world, &kul, 1).await;
    let mut missed = Events::open(&world, &kul, Some(first)).await;
    assert_eq!(missed.head().await, (second, org(&world, "KUL")));
    let mut current = Events::open(&world, &kul, Some(second)).await;
    assert_eq!(current.next().await.unwrap(), ":", "nothing was missed");
    let mut other = Events::open(&world, &hogent, Some(first)).await;
    assert_eq!(
        other.next().await.unwrap(),
        ":",
        "nothing it sees was missed"
    );
    // A number that was never given: the service was restored.
    let mut ahead = Events::open(&world, &kul, Some(1_000_000)).await;
    assert_eq!(ahead.head().await.0, second);
}

#[tokio::test(start_paused = true)]
async fn the_oldest_of_six_connections_makes_room() {
    let world = World::new();
    let (kul, hogent) = (world.token(KUL).await, world.token(HOGENT).await);
    let mut other = Events::open(&world, &hogent, None).await;
    let mut open = Vec::new();
    for _ in 0..6 {
        open.push(Events::open(&world, &kul, None).await);
    }
    let mut oldest = open.remove(0);
    assert_eq!(oldest.next().await.unwrap(), "event: bye\ndata: {}");
    assert_eq!(oldest.next().await, None);
    // A connection that was dropped leaves its place to another.
    drop(open.pop());
    let seq = change(&world, &kul, 0).await;
    for events in &mut open {
        assert_eq!(events.head().await.0, seq);
    }
    open.push(Events::open(&world, &kul, Some(0)).await);
    for events in &mut open[..4] {
        assert_eq!(events.next().await.unwrap(), ":");
    }
    assert_eq!(other.next().await.unwrap(), ":");
}

#[tokio::test(start_paused = true)]
async fn who_may_not_listen_any_longer_is_shown_out() {
    let world = World::new();
    let (kul, hogent) = (world.token(KUL).await, world.token(HOGENT).await);
    let reviewer = world.token("reviewer@agoria.example").await;
    let mut events = Events::open(&world, &kul, None).await;
    let account = world.service.account_of(KUL).unwrap();
    let state = AccountState::Disabled;
    assert!(world.service.set_account_state(account, state).unwrap());
    assert_eq!(events.next().await.unwrap(), "event: bye\ndata: {}");
    assert_eq!(events.next().await, None);
    assert_eq!(
        world.get("/v1/events", &kul).await.problem(),
        "account-disabled"
    );
    assert_eq!(world.get("/v1/events", "").await.problem(), "not-signed-in");
    let mut events = Events::open(&world, &hogent, None).await;
    let writer = world.service.storage().writer().unwrap();
    let org = writer.organisation("HOGENT").unwrap().unwrap();
    let found = writer.record(RecordType::Organisation, org).unwrap();
    let mut organisation = found.unwrap();
    organisation.seq = writer.next_seq().unwrap();
    record::put(&mut organisation.data, "status", "suspended".into());
    writer.put_record(&organisation).unwrap();
    writer.commit().unwrap();
    assert_eq!(events.next().await.unwrap(), "event: bye\ndata: {}");
    let mut events = Events::open(&world, &reviewer, None).await;
    world.service.listeners().close();
    assert_eq!(
        events.next().await.unwrap(),
        "event: bye\ndata: {}",
        "the service stops"
    );
}

#[tokio::test(start_paused = true)]
async fn what_another_program_commits_is_seen_at_the_next_look() {
    let folder = tempfile::tempdir().unwrap();
    let open = |path| {
        let options = Options {
            database: Database::File(path),
            ..Options::test()
        };
        Service::open(options).unwrap()
    };
    let path = folder.path().join("service.db");
    let world = World {
        service: open(path.clone()),
        ..World::new()
    };
    let token = world.token(KUL).await;
    let mut events = Events::open(&world, &token, None).await;
    let other = open(path);
    let account = other.account_of(KUL).unwrap();
    let granted = other.organisation_of("HOGENT").unwrap();
    assert!(other.grant(account, granted).unwrap());
    world.service.storage().look().unwrap();
    assert_eq!(events.head().await.1, org(&world, "HOGENT"));
}

//! What keeps a push from being taken at all: keys, digests, turns, versions, limits.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::support;

use axum::body::Body;
use base64::{Engine, engine::general_purpose::STANDARD};
use edutracker_service::{Options, Service, router};
use http::Request;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{future::poll_fn, task::Poll};
use support::{Reply, World, item, new_id, published};
use tower::ServiceExt;

const ADMIN: &str = "administrator@kul.example";

async fn start() -> (World, String, Vec<Value>) {
    let world = World::new();
    let token = world.token(ADMIN).await;
    let offers = published(&world.snapshot(&token).await);
    (world, token, offers)
}

fn website(offer: &Value, text: &str) -> Value {
    item("update", offer, json!({ "website": text }))
}

fn part(items: Vec<Value>) -> Value {
    json!({ "push": new_id(), "items": items })
}

fn request(path: &str, token: &str, body: &Value, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::post(path)
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::from(body.to_string())).unwrap()
}

async fn send(world: &World, token: &str, body: &Value, headers: &[(&str, &str)]) -> Reply {
    world
        .send(request("/v1/pushes", token, body, headers))
        .await
}

#[tokio::test]
async fn a_key_stands_for_one_body() {
    let (world, token, offers) = start().await;
    let key = [("idempotency-key", "\"one-p0\"")];
    let first = part(vec![website(&offers[0], "https://a.example")]);
    let dry = world
        .send(request("/v1/pushes?dryRun=true", &token, &first, &key))
        .await;
    assert_eq!(dry.status, 200);
    let applied = send(&world, &token, &first, &key).await.json();
    assert_eq!(applied["summary"]["applied"], 1);
    let again = send(&world, &token, &first, &key).await.json();
    assert_eq!(again["replayed"], true);
    let other = part(vec![website(&offers[1], "https://b.example")]);
    let reused = send(&world, &token, &other, &key).await;
    assert_eq!(
        (reused.status.as_u16(), reused.problem().as_str()),
        (422, "key-reused")
    );
    let untouched = world
        .record("offer", offers[1]["id"].as_str().unwrap(), &token)
        .await;
    assert_eq!(untouched["rev"], offers[1]["rev"]);
    // A key is the account's own; what is refused uses none up.
    let stranger = world.token("administrator@hogent.example").await;
    let theirs = published(&world.snapshot(&stranger).await);
    let foreign = part(vec![website(&theirs[0], "https://c.example")]);
    assert_eq!(send(&world, &stranger, &foreign, &key).await.status, 200);
    for bad in ["", "\"\"", "a\tb", &"x".repeat(256)] {
        let answer = send(&world, &token, &first, &[("idempotency-key", bad)]).await;
        assert_eq!(answer.problem(), "malformed", "{bad:?}");
    }
}

#[tokio::test]
async fn a_body_that_is_not_the_one_of_its_digest_is_refused() {
    let (world, token, offers) = start().await;
    let body = part(vec![website(&offers[0], "https://a.example")]);
    let digest = STANDARD.encode(Sha256::digest(body.to_string()));
    let wrong = STANDARD.encode(Sha256::digest("other"));
    for (value, expected) in [
        (format!("sha-256=:{wrong}:"), 400),
        (format!("md5=:AA==:, sha-256=:{wrong}:"), 400),
        ("sha-256=what".to_owned(), 400),
        ("md5=:AA==:".to_owned(), 200),
        (format!("sha-256=:{digest}:"), 200),
    ] {
        let answer = send(&world, &token, &body, &[("content-digest", &value)]).await;
        assert_eq!(answer.status.as_u16(), expected, "{value}");
        if expected == 400 {
            assert_eq!(answer.problem(), "digest-mismatch");
        }
    }
}

#[tokio::test]
async fn an_account_pushes_once_at_a_time() {
    let (world, token, offers) = start().await;
    let account: edutracker_domain::RecordId = {
        let meta = world.get("/v1/meta", &token).await.json();
        meta["account"]["id"].as_str().unwrap().parse().unwrap()
    };
    let body = part(vec![website(&offers[0], "https://a.example")]);
    let turn = world.service.turns().take(account).unwrap();
    let busy = send(&world, &token, &body, &[]).await;
    assert_eq!(
        (busy.status.as_u16(), busy.problem().as_str()),
        (409, "push-running")
    );
    assert_eq!(busy.headers["retry-after"], "1");
    // Others do not wait for it, and neither does a question.
    let other = world.token("administrator2@kul.example").await;
    let edit = part(vec![website(&offers[1], "https://a.example")]);
    assert_eq!(send(&world, &other, &edit, &[]).await.status, 200);
    let dry = request("/v1/pushes?dryRun=true", &token, &body, &[]);
    assert_eq!(world.send(dry).await.status, 200);
    drop(turn);
    assert_eq!(send(&world, &token, &body, &[]).await.status, 200);
    // What cannot be read, and what is refused, gives the turn back.
    assert_eq!(send(&world, &token, &json!({}), &[]).await.status, 400);
    assert!(world.service.turns().take(account).is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_goes_away_leaves_no_turn_behind() {
    let (world, token, offers) = start().await;
    let account = world.get("/v1/meta", &token).await.json()["account"]["id"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let body = part(
        offers
            .iter()
            .map(|offer| website(offer, "https://a.example"))
            .collect(),
    );
    // The request is dropped at each of its first steps.
    for polls in 0..6 {
        let mut pending = Box::pin(router(world.service.clone()).oneshot(request(
            "/v1/pushes",
            &token,
            &body,
            &[],
        )));
        for _ in 0..polls {
            if poll_fn(|cx| Poll::Ready(pending.as_mut().poll(cx).is_ready())).await {
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(pending);
        // The work may still go on; its turn ends with it.
        while world.service.turns().take(account).is_none() {
            tokio::task::yield_now().await;
        }
    }
    let settled = send(&world, &token, &body, &[]).await.json();
    let taken = settled["summary"]["applied"].as_u64().unwrap();
    assert_eq!(usize::try_from(taken).unwrap(), offers.len());
}

#[tokio::test]
async fn an_old_client_reads_but_does_not_write() {
    let mut options = Options::test();
    options.settings.min_client_push = "1.4.2".to_owned();
    let world = World {
        service: Service::open(options).unwrap(),
        ..World::new()
    };
    let token = world.token(ADMIN).await;
    let offers = published(&world.snapshot(&token).await);
    let meta = world.get("/v1/meta", "").await.json();
    assert_eq!(meta["minClient"]["push"], "1.4.2");
    let body = part(vec![website(&offers[0], "https://a.example")]);
    let with =
        async |client: &str| send(&world, &token, &body, &[("edutracker-client", client)]).await;
    for old in [
        "desktop/1.4.1; schema=7; device=d",
        "desktop/0.9",
        "desktop/1.4.2-beta",
    ] {
        let answer = with(old).await;
        assert_eq!(
            (answer.status.as_u16(), answer.problem().as_str()),
            (403, "client-too-old"),
            "{old}"
        );
        assert_eq!(answer.json()["minimum"], "1.4.2");
    }
    let reading = Request::get("/v1/changes")
        .header("authorization", format!("Bearer {token}"))
        .header("edutracker-client", "desktop/0.1.0");
    let reading = world.send(reading.body(Body::empty()).unwrap()).await;
    assert_eq!(reading.status, 200);
    for new in ["desktop/1.4.2; schema=7", "desktop/1.10.0", "catalogue/0.1"] {
        assert_eq!(with(new).await.status, 200, "{new}");
    }
}

#[tokio::test]
async fn a_push_has_so_many_parts() {
    let (world, token, offers) = start().await;
    let mut body = part(vec![website(&offers[0], "https://a.example")]);
    body["part"] = json!(200);
    let refused = send(&world, &token, &body, &[]).await;
    assert_eq!(
        (refused.status.as_u16(), refused.problem().as_str()),
        (409, "too-many-parts")
    );
    body["part"] = json!(199);
    assert_eq!(send(&world, &token, &body, &[]).await.status, 200);
}

//! The change feed: snapshot, log, what cannot go on, and who sees what.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::support;

use http::{Request, header};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use support::{World, item, published};

fn types(lines: &[Value]) -> BTreeMap<String, usize> {
    let mut count = BTreeMap::new();
    for line in lines {
        *count
            .entry(
                line["type"]
                    .as_str()
                    .unwrap_or(line["t"].as_str().unwrap())
                    .to_owned(),
            )
            .or_default() += 1;
    }
    count
}

#[tokio::test]
async fn a_snapshot_then_only_what_changed() {
    let world = World::new();
    let token = world.token("administrator@kul.example").await;
    let lines = world.snapshot(&token).await;
    assert_eq!(types(&lines)["offer"], 120);
    assert_eq!(types(&lines)["account"], 4);
    let own = lines
        .iter()
        .find(|line| line["type"] == "organisation")
        .unwrap()["id"]
        .clone();
    assert!(
        lines
            .iter()
            .filter(|line| line["t"] == "u")
            .all(|line| line["org"] == own)
    );
    let end = lines.last().unwrap();
    assert_eq!((&end["t"], &end["caughtUp"]), (&json!("end"), &json!(true)));
    let path = format!("/v1/changes?cursor={}", end["cursor"].as_str().unwrap());
    assert_eq!(world.get(&path, &token).await.lines().len(), 1);
    let offers = published(&lines);
    let items = offers[..3]
        .iter()
        .map(|o| item("update", o, json!({ "website": "https://x.example" })))
        .collect();
    assert_eq!(world.push(&token, items).await["summary"]["applied"], 3);
    let changed = world.get(&path, &token).await.lines();
    assert_eq!(changed.len(), 4);
    assert_eq!(changed[0]["data"]["website"], "https://x.example");
    assert_eq!(changed[0]["by"], "administrator@kul.example");
    // Pages may break inside a transaction.
    let mut cursor = end["cursor"].clone();
    let mut seen = 0;
    for n in 0.. {
        let path = format!("/v1/changes?limit=1&cursor={}", cursor.as_str().unwrap());
        let page = world.get(&path, &token).await.lines();
        seen += page.len() - 1;
        let end = page.last().unwrap();
        cursor = end["cursor"].clone();
        if end["caughtUp"] == true {
            assert_eq!(n, 3);
            break;
        }
    }
    assert_eq!(seen, 3);
}

#[tokio::test]
async fn third_parties_get_pages_of_json() {
    let world = World::new();
    let token = world.token("administrator@hepl.example").await;
    let lines = world.snapshot(&token).await;
    let (mut items, mut cursor) = (Vec::new(), String::new());
    loop {
        let request = Request::get(format!("/v1/changes?limit=7&cursor={cursor}"))
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::ACCEPT, "application/json");
        let page = world
            .send(request.body(axum::body::Body::empty()).unwrap())
            .await
            .json();
        items.extend(page["items"].as_array().unwrap().clone());
        cursor = page["cursor"].as_str().unwrap().to_owned();
        if page["caughtUp"] == true {
            break;
        }
    }
    let expected: Vec<Value> = lines.into_iter().filter(|line| line["t"] == "u").collect();
    assert_eq!(items, expected);
}

#[tokio::test]
async fn what_cannot_go_on_says_so() {
    let world = World::new();
    let email = "administrator@kul.example";
    let token = world.token(email).await;
    let end = world.snapshot(&token).await.pop().unwrap();
    let path = format!("/v1/changes?cursor={}", end["cursor"].as_str().unwrap());
    let gone = |reply: support::Reply| {
        assert_eq!(
            (reply.status.as_u16(), reply.json()["recover"].clone()),
            (410, json!("resnapshot"))
        );
        reply.problem()
    };
    assert_eq!(
        gone(world.get("/v1/changes?cursor=nonsense", &token).await),
        "cursor-invalid"
    );
    let other = world.token("administrator@hogent.example").await;
    assert_eq!(gone(world.get(&path, &other).await), "cursor-invalid");
    assert_eq!(
        gone(world.get(&format!("{path}&types=offer"), &token).await),
        "cursor-invalid"
    );
    let stale = |cursor: &Value| {
        json!({ "push": support::new_id(), "baseCursor": cursor, "items": [
        { "mid": support::new_id(), "op": "update", "type": "offer", "id": support::new_id(), "patch": {} }] })
    };
    let writer = world.service.storage().writer().unwrap();
    let mut head = writer.head().unwrap();
    head.epoch ^= 1;
    writer.set_head(head).unwrap();
    writer.commit().unwrap();
    assert_eq!(gone(world.get(&path, &token).await), "epoch-changed");
    assert_eq!(
        world
            .push_part(&token, stale(&end["cursor"]))
            .await
            .problem(),
        "stale-client"
    );
    let end = world.snapshot(&token).await.pop().unwrap();
    let path = format!("/v1/changes?cursor={}", end["cursor"].as_str().unwrap());
    world.clock.advance(91 * 24 * 3_600);
    let token = world.token(email).await;
    assert_eq!(gone(world.get(&path, &token).await), "cursor-expired");
    assert_eq!(
        world
            .push_part(&token, stale(&end["cursor"]))
            .await
            .problem(),
        "stale-client"
    );
    assert_eq!(
        world.get("/v1/changes?limit=0", &token).await.problem(),
        "malformed"
    );
}

#[tokio::test]
async fn reviewers_see_all_partitions_but_no_accounts_of_others() {
    let world = World::new();
    let reviewer = types(
        &world
            .snapshot(&world.token("reviewer@agoria.example").await)
            .await,
    );
    assert_eq!((reviewer["organisation"], reviewer["account"]), (90, 3));
    assert!(reviewer["c"] >= 1 && reviewer["offer"] > 500);
    let desk = types(
        &world
            .snapshot(&world.token("account_desk@agoria.example").await)
            .await,
    );
    assert_eq!(desk["organisation"], 90);
    assert!(!desk.contains_key("review") && !desk.contains_key("contact"));
    let hogent = world.token("administrator@hogent.example").await;
    let lines = world.snapshot(&hogent).await;
    assert_eq!(types(&lines)["offer"], 100);
    let kul = world
        .snapshot(&world.token("administrator@kul.example").await)
        .await;
    let foreign = published(&kul).remove(0);
    let path = format!("/v1/offer/{}", foreign["id"].as_str().unwrap());
    assert_eq!(world.get(&path, &hogent).await.problem(), "not-found");
    assert_eq!(
        world
            .get(&format!("{path}/history"), &hogent)
            .await
            .problem(),
        "not-found"
    );
}

#[tokio::test]
async fn meta_and_records_have_tags() {
    let world = World::new();
    let token = world.token("administrator@kul.example").await;
    let offer = published(&world.snapshot(&token).await).remove(0);
    for path in [
        "/v1/meta".to_owned(),
        format!("/v1/offer/{}", offer["id"].as_str().unwrap()),
    ] {
        let first = world.get(&path, &token).await;
        let request = Request::get(&path)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::IF_NONE_MATCH, first.headers[header::ETAG].clone());
        let again = world
            .send(request.body(axum::body::Body::empty()).unwrap())
            .await;
        assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
    }
    let meta = world.get("/v1/meta", "").await.json();
    assert!(meta["account"].is_null() && meta["epoch"].as_str().unwrap().len() == 8);
}

//! Items that are taken together or not at all.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::support;

use serde_json::{Value, json};
use support::{World, item, new_id, published};

const ADMIN: &str = "administrator@kul.example";

fn grouped(mut item: Value, group: &str) -> Value {
    item["atomic"] = json!(group);
    item
}

fn statuses(result: &Value) -> Vec<&str> {
    let results = result["results"].as_array().unwrap();
    results
        .iter()
        .map(|result| result["status"].as_str().unwrap())
        .collect()
}

fn contact(offer: &Value) -> Value {
    let organisation = offer["data"]["organisation"].clone();
    json!({ "mid": new_id(), "op": "create", "type": "contact", "id": new_id(),
        "patch": { "organisation": organisation, "name": "New", "email": "new@kul.example" } })
}

fn website(offer: &Value, text: &str) -> Value {
    item("update", offer, json!({ "website": text }))
}

async fn start() -> (World, String, Vec<Value>) {
    let world = World::new();
    let token = world.token(ADMIN).await;
    let offers = published(&world.snapshot(&token).await);
    (world, token, offers)
}

#[tokio::test]
async fn a_group_is_taken_whole_or_not_at_all() {
    let (world, token, offers) = start().await;
    let bad = website(&offers[1], "no address");
    let items = vec![
        grouped(website(&offers[0], "https://a.example"), "bad"),
        website(&offers[2], "https://b.example"),
        grouped(bad.clone(), "bad"),
        grouped(website(&offers[3], "https://c.example"), "good"),
        grouped(website(&offers[4], "https://d.example"), "bad"),
        grouped(website(&offers[5], "https://e.example"), "good"),
    ];
    let part = json!({ "push": new_id(), "items": items });
    let result = world.push_part(&token, part.clone()).await.json();
    assert_eq!(
        statuses(&result),
        [
            "blocked", "applied", "invalid", "applied", "blocked", "applied"
        ]
    );
    for blocked in [0, 4] {
        let problem = &result["results"][blocked]["problem"];
        assert_eq!(problem["code"], "group-failed");
        assert_eq!(problem["detail"]["mid"], bad["mid"]);
    }
    assert_eq!(
        result["results"][2]["problem"]["errors"][0]["pointer"],
        "/website"
    );
    for (n, changed) in [false, false, true, true, false, true]
        .into_iter()
        .enumerate()
    {
        let id = offers[n]["id"].as_str().unwrap();
        let now = world.record("offer", id, &token).await;
        assert_eq!(now["rev"] != offers[n]["rev"], changed, "{n}");
        let entries = world
            .get(&format!("/v1/offer/{id}/history"), &token)
            .await
            .json();
        let written = entries["entries"]
            .as_array()
            .unwrap()
            .iter()
            .any(|entry| entry["push"] == part["push"]);
        assert_eq!(written, changed, "{n}");
    }
    let again = world.push_part(&token, part).await.json();
    assert_eq!(again["replayed"], true);
    assert_eq!(again["results"], result["results"]);
}

#[tokio::test]
async fn what_builds_on_a_failed_group_waits_and_what_does_not_is_taken() {
    let (world, token, offers) = start().await;
    let (one, two) = (contact(&offers[0]), contact(&offers[0]));
    let items = vec![
        grouped(one.clone(), "bad"),
        grouped(two.clone(), "good"),
        // Not of the group, but it refers to what the group was to make.
        item("update", &offers[0], json!({ "contact": one["id"] })),
        grouped(
            item("update", &offers[1], json!({ "contact": two["id"] })),
            "good",
        ),
        // A group that fails because the other one did.
        grouped(website(&offers[3], "https://c.example"), "next"),
        grouped(
            item("update", &offers[4], json!({ "contact": one["id"] })),
            "next",
        ),
        grouped(website(&offers[2], "nothing"), "bad"),
    ];
    let dry = world
        .call(
            "POST",
            "/v1/pushes?dryRun=true",
            &token,
            Some(json!({ "push": new_id(), "items": items })),
        )
        .await
        .json();
    let result = world.push(&token, items.clone()).await;
    assert_eq!(
        statuses(&result),
        [
            "blocked", "applied", "blocked", "applied", "blocked", "blocked", "invalid"
        ]
    );
    assert_eq!(statuses(&dry), statuses(&result));
    let why = |n: usize| {
        let problem = &result["results"][n]["problem"];
        (problem["code"].clone(), problem["detail"]["mid"].clone())
    };
    assert_eq!(why(0), (json!("group-failed"), items[6]["mid"].clone()));
    assert_eq!(why(2), (json!("blocked"), items[0]["mid"].clone()));
    assert_eq!(why(5), (json!("blocked"), items[0]["mid"].clone()));
    assert_eq!(why(4), (json!("group-failed"), items[5]["mid"].clone()));
    let path = |contact: &Value| format!("/v1/contact/{}", contact["id"].as_str().unwrap());
    assert_eq!(world.get(&path(&one), &token).await.status, 404);
    assert_eq!(world.get(&path(&two), &token).await.status, 200);
}

#[tokio::test]
async fn an_item_of_the_group_that_failed_before_fails_it_again() {
    let (world, token, offers) = start().await;
    let bad = grouped(website(&offers[0], "nothing"), "g");
    let first = world.push(&token, vec![bad.clone()]).await;
    assert_eq!(statuses(&first), ["invalid"]);
    let good = grouped(website(&offers[1], "https://a.example"), "g");
    let second = world.push(&token, vec![good, bad]).await;
    assert_eq!(statuses(&second), ["blocked", "invalid"]);
}

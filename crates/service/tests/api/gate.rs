//! The gate before the offers of companies (ET-20, ET-107, A16).
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::support;

use serde_json::{Value, json};
use support::{World, item, published};

const OFFERS: &str = "/v1/public/offers?limit=1000";

/// Sets the published programmes of the institution that asks.
async fn change_all(world: &World, owner: &str, patch: Value) {
    let items = published(&world.snapshot(owner).await)
        .iter()
        .filter(|offer| offer["data"]["subject"] == "programme")
        .map(|offer| item("update", offer, patch.clone()))
        .collect::<Vec<_>>();
    for items in items.chunks(50) {
        let answer = world.push(owner, items.to_vec()).await;
        assert_eq!(answer["summary"]["applied"], items.len(), "{answer}");
    }
}

#[tokio::test]
async fn the_operator_opens_it() {
    let world = World::new();
    let owner = world.token("administrator@kul.example").await;
    let shut = world.get(OFFERS, &owner).await;
    assert_eq!(shut.problem(), "not-available");
    assert_eq!(shut.json()["shut"], json!(["not-opened"]));
    let features = |meta: Value| {
        meta["features"]
            .as_array()
            .unwrap()
            .contains(&json!("institutionSearch"))
    };
    assert!(!features(world.get("/v1/meta", &owner).await.json()));
    let world = World::with(|settings| settings.institution_search = true);
    assert!(features(world.get("/v1/meta", "").await.json()));
    let owner = world.token("administrator@kul.example").await;
    let page = world.get(OFFERS, &owner).await.json();
    let cards = page["items"].as_array().unwrap();
    assert!(!cards.is_empty(), "the demo data has offers of companies");
    assert!(
        cards
            .iter()
            .all(|card| card["offer"]["subject"] == "companyOffer"),
        "{cards:?}"
    );
}

#[tokio::test]
async fn the_last_published_programme_shuts_it_at_once() {
    let world = World::with(|settings| settings.institution_search = true);
    let owner = world.token("administrator@kul.example").await;
    let reviewer = world.token("reviewer@agoria.example").await;
    change_all(&world, &owner, json!({ "published": false })).await;
    let shut = world.get(OFFERS, &owner).await;
    assert_eq!(
        (shut.problem().as_str(), shut.status.as_u16()),
        ("forbidden", 403)
    );
    assert_eq!(shut.json()["shut"], json!(["no-programme"]));
    assert!(shut.json().get("offer").is_none());
    // One comes back, and Agoria removes it.
    let lines = world.snapshot(&owner).await;
    let offer = lines
        .iter()
        .find(|line| {
            line["type"] == "offer"
                && line["data"]["subject"] == "programme"
                && line["data"]["archived"] != true
        })
        .unwrap();
    let id = offer["id"].as_str().unwrap();
    let publish = |seen: &Value| item("update", seen, json!({ "published": true }));
    let answer = world.push(&owner, vec![publish(offer)]).await;
    assert_eq!(answer["summary"]["applied"], 1, "{answer}");
    assert_eq!(world.get(OFFERS, &owner).await.status, 200);
    let seen = world.record("offer", id, &reviewer).await;
    let removed = json!({ "removed": { "reason": "NON_TECH", "note": { "en": "Not technical" } } });
    world
        .push(&reviewer, vec![item("update", &seen, removed)])
        .await;
    let shut = world.get(OFFERS, &owner).await;
    assert_eq!(
        (shut.problem().as_str(), shut.status.as_u16()),
        ("forbidden", 403)
    );
    assert_eq!(shut.json()["shut"], json!(["removed"]));
    assert_eq!(shut.json()["offer"], id);
    // A restored programme is unpublished: the gate stays shut until its owner publishes it.
    let seen = world.record("offer", id, &reviewer).await;
    world
        .push(
            &reviewer,
            vec![item("update", &seen, json!({ "removed": null }))],
        )
        .await;
    assert_eq!(
        world.get(OFFERS, &owner).await.json()["shut"],
        json!(["no-programme"])
    );
    let seen = world.record("offer", id, &owner).await;
    world.push(&owner, vec![publish(&seen)]).await;
    assert_eq!(world.get(OFFERS, &owner).await.status, 200);
}

//! Looking back at pushes: who sees which, page by page, with what they changed.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::support;

use serde_json::{Value, json};
use support::{World, item, new_id, published};

const ADMIN: &str = "administrator@kul.example";
const COLLEAGUE: &str = "administrator2@kul.example";

fn ids(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().unwrap();
    items
        .iter()
        .map(|push| push["push"].as_str().unwrap())
        .collect()
}

async fn start() -> (World, String, String, Vec<Value>) {
    let world = World::new();
    let (token, colleague) = (world.token(ADMIN).await, world.token(COLLEAGUE).await);
    let offers = published(&world.snapshot(&token).await);
    (world, token, colleague, offers)
}

fn website(offer: &Value, text: &str) -> Value {
    item("update", offer, json!({ "website": text }))
}

#[tokio::test]
async fn pushes_are_listed_newest_first_and_page_by_page() {
    let (world, token, colleague, offers) = start().await;
    let mut sent = Vec::new();
    for (n, offer) in offers.iter().take(5).enumerate() {
        let who = if n == 2 { &colleague } else { &token };
        let part = json!({ "push": new_id(), "device": "laptop", "comment": format!("No. {n}"),
            "source": { "kind": "desk" }, "items": [website(offer, "https://new.example"), website(&offers[n + 10], "none")] });
        assert_eq!(world.push_part(who, part.clone()).await.status, 200);
        sent.push(part["push"].as_str().unwrap().to_owned());
    }
    sent.reverse();
    let get = async |path: &str, token: &str| world.get(path, token).await.json();
    let all = get("/v1/pushes", &token).await;
    assert_eq!(ids(&all), sent);
    assert_eq!(all.get("next"), None);
    let mine = get("/v1/pushes?mine=1", &token).await;
    assert_eq!(ids(&mine), [&sent[0], &sent[1], &sent[3], &sent[4]]);
    assert_eq!(ids(&get("/v1/pushes?mine=1", &colleague).await), [&sent[2]]);
    let mut paged = Vec::new();
    let mut path = "/v1/pushes?limit=2".to_owned();
    loop {
        let page = get(&path, &token).await;
        paged.extend(ids(&page).into_iter().map(str::to_owned));
        let Some(next) = page["next"].as_str() else {
            break;
        };
        path = format!("/v1/pushes?limit=2&before={next}");
    }
    assert_eq!(paged, sent);
    let first = &all["items"][4];
    assert_eq!(
        (
            &first["by"],
            &first["device"],
            &first["comment"],
            &first["source"]
        ),
        (
            &json!(ADMIN),
            &json!("laptop"),
            &json!("No. 0"),
            &json!("desk")
        )
    );
    assert_eq!(first["revertible"], true);
    assert_eq!(first["summary"]["applied"], 1);
    assert_eq!(first["summary"]["invalid"], 1);
    let unknown = format!("/v1/pushes?before={}", new_id());
    assert_eq!(world.get(&unknown, &token).await.problem(), "not-found");
    for bad in ["mine=perhaps", "before=x", "limit=x"] {
        let answer = world.get(&format!("/v1/pushes?{bad}"), &token).await;
        assert_eq!(answer.problem(), "malformed", "{bad}");
    }
}

#[tokio::test]
async fn others_see_what_was_changed_but_not_what_was_answered() {
    let (world, token, colleague, offers) = start().await;
    let before = offers[0]["data"]["website"].clone();
    let push = new_id();
    // A conflict shows a record in its answer.
    let first = website(&offers[1], "https://theirs.example");
    world.push(&colleague, vec![first]).await;
    let items = [
        website(&offers[0], "https://a.example"),
        website(&offers[1], "https://mine.example"),
    ];
    let result = world
        .push_part(&token, json!({ "push": push, "items": items }))
        .await
        .json();
    assert_eq!(result["results"][1]["status"], "conflict");
    let path = format!("/v1/pushes/{push}");
    let own = world.get(&path, &token).await.json();
    assert_eq!(own["parts"][0]["results"], result["results"]);
    assert_eq!(own["parts"][0]["seq"], result["seq"]);
    let seen = world.get(&path, &colleague).await.json();
    assert_eq!(seen["items"], own["items"]);
    assert_eq!(seen["summary"], result["summary"]);
    assert_eq!(seen["items"][0]["mid"], items[0]["mid"]);
    assert_eq!(
        seen["items"][0]["changes"],
        json!([{ "field": "website", "before": before, "after": "https://a.example" }])
    );
    assert_eq!(
        (&seen["items"][1]["status"], &seen["items"][1]["changes"]),
        (&json!("conflict"), &json!([]))
    );
    let answered = &seen["parts"][0]["results"][1];
    assert_eq!(answered["status"], "conflict");
    assert_eq!(
        (answered.get("record"), answered.get("conflicts")),
        (None, None)
    );
    for stranger in ["administrator@hogent.example", "reviewer@agoria.example"] {
        let stranger = world.token(stranger).await;
        assert_eq!(world.get(&path, &stranger).await.problem(), "not-found");
        assert!(ids(&world.get("/v1/pushes", &stranger).await.json()).is_empty());
    }
}

#[tokio::test]
async fn the_numbers_of_all_parts_are_kept_and_answers_given_again_do_not_count() {
    let (world, token, _, offers) = start().await;
    let push = new_id();
    let part = |n: usize| json!({ "push": push, "part": n, "last": n == 1, "items": [website(&offers[n], "https://a.example"), website(&offers[n + 5], "none")] });
    let parts = [part(0), part(1)];
    for part in [&parts[0], &parts[0], &parts[1], &parts[0]] {
        assert_eq!(world.push_part(&token, part.clone()).await.status, 200);
    }
    let status = world
        .get(&format!("/v1/pushes/{push}"), &token)
        .await
        .json();
    assert_eq!(status["summary"]["applied"], 2);
    assert_eq!(status["summary"]["invalid"], 2);
    assert_eq!(status["parts"].as_array().unwrap().len(), 2);
    let days = i64::from(world.service.settings().undo_days);
    world.clock.advance((days + 1) * 24 * 3_600);
    let token = world.token(ADMIN).await;
    let late = world.get("/v1/pushes", &token).await.json();
    assert_eq!(late["items"][0]["revertible"], false);
}

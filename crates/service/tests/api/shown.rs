//! What was on a reviewer's screen is kept with the decision, told to reviewers
//! and to nobody else, whichever way they ask.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::support;

use serde_json::{Value, json};
use support::{World, item, new_id, published};

const OWNER: &str = "administrator@kul.example";
const REVIEWER: &str = "reviewer@agoria.example";

/// What no answer to an owner may have.
const SECRET: [&str; 3] = ["shown", "kookkunst", "model-7"];

fn shown() -> Value {
    json!({ "probability": 0.93, "model": "model-7", "for": "kookkunst; dans",
        "criteria": { "minimum_length": true } })
}

async fn pushed(world: &World, token: &str, edit: Value) -> Value {
    let done = world.push(token, vec![edit]).await;
    done["results"][0].clone()
}

/// A question and a removal with what was shown, and an offer that is kept.
async fn decided(world: &World, offers: &[Value]) -> String {
    let reviewer = world.token(REVIEWER).await;
    for (offer, verdict) in [(&offers[0], "ask"), (&offers[1], "keep")] {
        let seen = world
            .record("offer", offer["id"].as_str().unwrap(), &reviewer)
            .await;
        let review = json!({
            "organisation": seen["data"]["organisation"], "offer": seen["id"], "verdict": verdict,
            "seenRev": seen["rev"], "shown": shown(),
        });
        let edit = json!({ "mid": new_id(), "op": "create", "type": "review", "id": new_id(), "patch": review });
        let result = pushed(world, &reviewer, edit).await;
        assert_eq!(result["status"], "applied", "{result}");
        assert_eq!(result["record"]["shown"], shown(), "its author keeps it");
    }
    let seen = world
        .record("offer", offers[2]["id"].as_str().unwrap(), &reviewer)
        .await;
    let removal = json!({ "removed": { "reason": "NON_TECH", "note": {}, "shown": shown() } });
    let result = pushed(world, &reviewer, item("update", &seen, removal)).await;
    assert_eq!(result["status"], "applied", "{result}");
    assert!(result["record"]["removed"].get("shown").is_none());
    reviewer
}

#[tokio::test]
async fn reviewers_read_it_everywhere_and_owners_nowhere() {
    let world = World::new();
    let owner = world.token(OWNER).await;
    let offers = published(&world.snapshot(&owner).await);
    let reviewer = decided(&world, &offers).await;
    let reviews = world.get("/v1/review?limit=1000", &reviewer).await.json();
    let reviews = reviews["items"].as_array().unwrap().clone();
    assert_eq!(reviews.len(), 3);
    for review in &reviews {
        assert_eq!(review["data"]["shown"], shown(), "{review}");
    }
    let ids: Vec<&str> = reviews
        .iter()
        .map(|review| review["id"].as_str().unwrap())
        .collect();
    let batch = json!({ "ids": ids });
    let asked = |token: &str| {
        let token = token.to_owned();
        let batch = batch.clone();
        let world = &world;
        async move {
            world
                .call("POST", "/v1/records:batchGet", &token, Some(batch))
                .await
                .text
        }
    };
    assert_eq!(asked(&reviewer).await.matches("model-7").count(), 3);
    let feed = format!("{:?}", world.snapshot(&reviewer).await);
    assert_eq!(feed.matches("model-7").count(), 3);
    // The owner, by every way there is.
    let mut told = vec![
        ("batchGet", asked(&owner).await),
        ("feed", format!("{:?}", world.snapshot(&owner).await)),
    ];
    let mut paths = vec![
        "/v1/review?limit=1000".to_owned(),
        "/v1/review?q=kookkunst".to_owned(),
        "/v1/offer?limit=1000".to_owned(),
        "/v1/pushes?limit=100".to_owned(),
    ];
    for id in &ids {
        paths.push(format!("/v1/review/{id}"));
        paths.push(format!("/v1/review/{id}/history"));
    }
    for offer in &offers[..3] {
        let id = offer["id"].as_str().unwrap();
        paths.push(format!("/v1/offer/{id}"));
        paths.push(format!("/v1/offer/{id}/history"));
    }
    let mut seen = 0;
    for path in &paths {
        let reply = world.get(path, &owner).await;
        seen += usize::from(reply.status == 200);
        told.push((path, reply.text));
    }
    assert!(seen >= 10, "the owner sees most of it: {seen}");
    for (path, text) in told {
        for secret in SECRET {
            assert!(!text.contains(secret), "{secret} at {path}: {text}");
        }
    }
    // Nor can it be guessed by asking for it.
    let path = "/v1/review?filter=%7B%22shown.model%22%3A%22model-7%22%7D";
    let guessed = world.get(path, &owner).await;
    assert!(
        guessed.status != 200 || guessed.json()["items"] == json!([]),
        "{}",
        guessed.text
    );
}

#[tokio::test]
async fn what_cannot_have_been_shown_is_refused() {
    let world = World::new();
    let owner = world.token(OWNER).await;
    let offers = published(&world.snapshot(&owner).await);
    let reviewer = world.token(REVIEWER).await;
    let id = offers[0]["id"].as_str().unwrap();
    for wrong in [
        json!({ "probability": 2 }),
        json!({ "model": "x".repeat(5_000) }),
        json!({ "criteria": { "nonsense": true } }),
    ] {
        let seen = world.record("offer", id, &reviewer).await;
        let removal = json!({ "removed": { "reason": "NON_TECH", "note": {}, "shown": wrong } });
        let result = pushed(&world, &reviewer, item("update", &seen, removal)).await;
        assert_eq!(result["status"], "invalid", "{wrong}: {result}");
    }
    // An owner has no desk.
    let seen = world.record("offer", id, &owner).await;
    let objection = json!({
        "organisation": seen["data"]["organisation"], "offer": seen["id"], "verdict": "objection",
        "seenRev": seen["rev"], "note": { "nl": "Toch wel." }, "shown": shown(),
    });
    let edit = json!({ "mid": new_id(), "op": "create", "type": "review", "id": new_id(), "patch": objection });
    assert_eq!(pushed(&world, &owner, edit).await["status"], "forbidden");
}

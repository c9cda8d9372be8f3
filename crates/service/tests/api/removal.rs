//! Agoria's removals and reviews.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::support;

use serde_json::{Value, json};
use support::{World, item, new_id, published};

fn removal() -> Value {
    json!({ "removed": { "reason": "NON_TECH", "note": { "nl": "Geen techniek", "fr": "Pas technique", "en": "Not technical" } } })
}

async fn public(world: &World, token: &str, id: &Value) -> bool {
    let page = world
        .get("/v1/public/offers?organisation=KUL&limit=1000", token)
        .await
        .json();
    page["items"]
        .as_array()
        .unwrap()
        .iter()
        .any(|card| card["id"] == *id)
}

#[tokio::test]
async fn a_removal_is_strict_and_leaves_the_public_view_at_once() {
    let world = World::new();
    let owner = world.token("administrator@kul.example").await;
    let reviewer = world.token("reviewer@agoria.example").await;
    let company = world.token("standard_user@demo-company.example").await;
    let lines = world.snapshot(&owner).await;
    let cursor = lines.last().unwrap()["cursor"].as_str().unwrap().to_owned();
    let offer = published(&lines).remove(0);
    let id = offer["id"].as_str().unwrap();
    let edit = vec![item(
        "update",
        &offer,
        json!({ "website": "https://new.example" }),
    )];
    assert_eq!(world.push(&owner, edit).await["summary"]["applied"], 1);
    let stale = world
        .push(&reviewer, vec![item("update", &offer, removal())])
        .await;
    assert_eq!(stale["results"][0]["status"], "conflict");
    assert_eq!(stale["results"][0]["conflicts"][0]["path"], "/website");
    assert!(public(&world, &company, &offer["id"]).await);
    let seen = world.record("offer", id, &reviewer).await;
    let wrong = item(
        "update",
        &seen,
        json!({ "removed": { "reason": "DUPLICATE", "note": {} } }),
    );
    assert_eq!(
        world.push(&reviewer, vec![wrong]).await["results"][0]["status"],
        "invalid"
    );
    let other_field = item(
        "update",
        &seen,
        json!({ "removed": removal()["removed"], "name": "X" }),
    );
    assert_eq!(
        world.push(&reviewer, vec![other_field]).await["results"][0]["status"],
        "forbidden"
    );
    let taken = world
        .push(&reviewer, vec![item("update", &seen, removal())])
        .await;
    assert_eq!(taken["results"][0]["status"], "applied", "{taken}");
    assert!(!public(&world, &company, &offer["id"]).await);
    let removed = world.record("offer", id, &owner).await;
    assert_eq!(removed["data"]["removed"]["by"], "reviewer@agoria.example");
    assert_eq!(removed["data"]["published"], false);
    let changes = world
        .get(&format!("/v1/changes?cursor={cursor}"), &owner)
        .await
        .lines();
    let review = changes
        .iter()
        .find(|line| line["type"] == "review")
        .unwrap();
    assert_eq!(
        (&review["data"]["verdict"], &review["rev"]),
        (&json!("remove"), &removed["rev"])
    );
    assert_eq!(review["data"]["seenRev"], seen["rev"]);
    let refused = world
        .push(
            &owner,
            vec![item(
                "update",
                &offer,
                json!({ "website": "https://x.example" }),
            )],
        )
        .await;
    let problem = &refused["results"][0]["problem"];
    assert_eq!(
        (&refused["results"][0]["status"], &problem["code"]),
        (&json!("forbidden"), &json!("removed"))
    );
    assert_eq!(problem["detail"]["reason"], "NON_TECH");
    let again = world
        .push(&reviewer, vec![item("update", &removed, removal())])
        .await;
    assert_eq!(again["results"][0]["status"], "noop");
    let back = world
        .push(
            &reviewer,
            vec![item("update", &removed, json!({ "removed": null }))],
        )
        .await;
    assert_eq!(back["results"][0]["status"], "applied");
    let restored = world.record("offer", id, &owner).await;
    assert!(restored["data"].get("removed").is_none() && restored["data"]["published"] == false);
    assert!(!public(&world, &company, &offer["id"]).await);
    let publish = item("update", &restored, json!({ "published": true }));
    assert_eq!(
        world.push(&owner, vec![publish]).await["results"][0]["status"],
        "applied"
    );
    assert!(public(&world, &company, &offer["id"]).await);
}

#[tokio::test]
async fn reviews_reach_the_owner_when_they_concern_them() {
    let world = World::new();
    let owner = world.token("administrator@kul.example").await;
    let reviewer = world.token("reviewer@agoria.example").await;
    let lines = world.snapshot(&owner).await;
    let offer = published(&lines).remove(0);
    let review = |verdict: &str, reasons: Value| {
        json!({ "mid": new_id(), "op": "create", "type": "review", "id": new_id(), "patch": {
            "organisation": offer["org"], "offer": offer["id"], "verdict": verdict, "reasons": reasons, "seenRev": offer["rev"] } })
    };
    let items = vec![
        review("keep", json!({})),
        review("ask", json!({ "BORDERLINE": true })),
        review("remove", json!({ "NON_TECH": true })),
    ];
    let result = world.push(&reviewer, items).await;
    let statuses: Vec<&str> = result["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["status"].as_str().unwrap())
        .collect();
    assert_eq!(statuses, ["applied", "applied", "invalid"]);
    assert_eq!(
        result["results"][2]["problem"]["code"],
        "verdict-by-removal"
    );
    let mut wrong = review("keep", json!({}));
    wrong["patch"]["organisation"] = world
        .snapshot(&reviewer)
        .await
        .iter()
        .find(|l| l["data"]["code"] == "HEPL")
        .unwrap()["id"]
        .clone();
    assert_eq!(
        world.push(&reviewer, vec![wrong]).await["results"][0]["status"],
        "invalid"
    );
    assert_eq!(
        world.push(&owner, vec![review("keep", json!({}))]).await["results"][0]["status"],
        "forbidden"
    );
    let verdicts = |lines: Vec<Value>| -> Vec<String> {
        lines
            .iter()
            .filter(|l| l["type"] == "review")
            .map(|l| l["data"]["verdict"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(verdicts(world.snapshot(&owner).await), ["ask"]);
    let mut all = verdicts(world.snapshot(&reviewer).await);
    all.sort();
    assert_eq!(all, ["ask", "keep"]);
    let keep = result["results"][0]["record"]["by"].as_str().unwrap();
    assert_eq!(
        world.record("account", keep, &reviewer).await["data"]["role"],
        "reviewer"
    );
}

#[tokio::test]
async fn the_public_view_is_for_the_other_side() {
    let world = World::new();
    let company = world.token("administrator@demo-company.example").await;
    let cards = world
        .get("/v1/public/offers?limit=1000", &company)
        .await
        .json();
    let cards = cards["items"].as_array().unwrap().clone();
    assert!(
        cards.len() > 300
            && cards
                .iter()
                .all(|card| card["offer"]["subject"] == "programme")
    );
    assert!(
        cards[0]["heading"]["fr"].as_str().unwrap().len() > 3
            && !cards[0]["contact"]["email"].is_null()
    );
    let institution = world.token("administrator@kul.example").await;
    assert_eq!(
        world.get("/v1/public/offers", &institution).await.problem(),
        "not-available"
    );
    assert_eq!(
        world
            .get("/v1/public/offers?organisation=NONE", &company)
            .await
            .problem(),
        "not-found"
    );
}

#[tokio::test]
async fn a_removal_names_the_last_word_as_a_revision() {
    let world = World::new();
    let owner = world.token("administrator@kul.example").await;
    let reviewer = world.token("reviewer@agoria.example").await;
    let offer = published(&world.snapshot(&owner).await).remove(0);
    let remove = json!({
        "mid": new_id(), "op": "update", "type": "offer", "id": offer["id"], "baseRev": offer["rev"],
        "patch": { "removed": { "reason": "NON_TECH", "afterRev": "yesterday" } },
    });
    let answer = world.push(&reviewer, vec![remove]).await["results"][0].clone();
    assert_eq!(answer["status"], "invalid", "{answer}");
    let error = &answer["problem"]["errors"][0];
    assert_eq!(
        (&error["pointer"], &error["code"]),
        (&json!("/removed"), &json!("wrong-type"))
    );
}

#[tokio::test]
async fn a_verdict_stands_on_the_last_word_that_its_author_knew() {
    let world = World::new();
    let owner = world.token("administrator@kul.example").await;
    let reviewer = world.token("reviewer@agoria.example").await;
    let offer = published(&world.snapshot(&owner).await).remove(0);
    let (epoch, _) = offer["rev"].as_str().unwrap().split_once('.').unwrap();
    let none = format!("{epoch}.0");
    let review = |verdict: &str, more: Value| {
        let mut patch = json!({ "organisation": offer["org"], "offer": offer["id"], "verdict": verdict, "seenRev": offer["rev"] });
        for (name, value) in more.as_object().unwrap() {
            patch[name] = value.clone();
        }
        json!({ "mid": new_id(), "op": "create", "type": "review", "id": new_id(), "patch": patch })
    };
    let one =
        async |token: &str, item: Value| world.push(token, vec![item]).await["results"][0].clone();
    // One's own words are known.
    let first = one(&reviewer, review("defer", json!({ "afterRev": none }))).await;
    let asked = review("ask", json!({ "afterRev": none }));
    let ask = one(&reviewer, asked.clone()).await;
    assert_eq!(
        (&first["status"], &ask["status"]),
        (&json!("applied"), &json!("applied"))
    );
    assert_eq!(ask["record"]["afterRev"], none);
    let said = json!({ "answers": asked["id"], "note": { "nl": "Het gaat over robots" } });
    let answer = one(&owner, review("answer", said)).await;
    assert_eq!(answer["status"], "applied", "{answer}");
    // What was said since comes back, and nothing is written.
    for after in [&json!(none), &ask["rev"], &json!("1.999999")] {
        let keep = one(&reviewer, review("keep", json!({ "afterRev": after }))).await;
        assert_eq!(keep["status"], "conflict", "{keep}");
        assert_eq!(keep["problem"]["code"], "said-since");
        let conflict = &keep["conflicts"][0];
        assert_eq!(
            (
                &conflict["path"],
                &conflict["mine"],
                &conflict["theirs"],
                &conflict["by"]
            ),
            (
                &json!("/verdict"),
                &json!("keep"),
                &json!("answer"),
                &json!("administrator@kul.example")
            )
        );
        let reviews = keep["problem"]["detail"]["reviews"].as_array().unwrap();
        assert_eq!(reviews.len(), 1);
        assert_eq!(reviews[0]["rev"], answer["rev"]);
        assert_eq!(reviews[0]["data"]["note"]["nl"], "Het gaat over robots");
    }
    let keep = review("keep", json!({ "afterRev": ask["rev"] }));
    let path = format!("/v1/review/{}", keep["id"].as_str().unwrap());
    let request = http::Request::builder()
        .method("PUT")
        .uri(&path)
        .header("authorization", format!("Bearer {reviewer}"))
        .header("content-type", "application/json")
        .header("if-none-match", "*")
        .body(keep["patch"].to_string().into())
        .unwrap();
    assert_eq!(world.send(request).await.problem(), "precondition-failed");
    assert_eq!(world.get(&path, &reviewer).await.problem(), "not-found");
    // Who knew the answer decides, and so does a client that says nothing of it.
    let keep = one(
        &reviewer,
        review("keep", json!({ "afterRev": answer["rev"] })),
    )
    .await;
    assert_eq!(keep["status"], "applied", "{keep}");
    assert_eq!(
        one(&reviewer, review("keep", json!({}))).await["status"],
        "applied"
    );
}

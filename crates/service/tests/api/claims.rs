//! Which offers reviewers look at now.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::support;

use axum::body::Body;
use edutracker_service::router;
use futures_util::StreamExt;
use http::Request;
use serde_json::{Value, json};
use std::time::Duration;
use support::{Reply, World, new_id, published};
use tower::ServiceExt;

const PATH: &str = "/v1/claims";
const ANN: &str = "reviewer@agoria.example";
const BEN: &str = "reviewer2@agoria.example";

async fn look(world: &World, token: &str, offer: Value) -> Reply {
    let body = json!({ "offer": offer });
    world.call("PUT", PATH, token, Some(body)).await
}

/// What the others look at, as one of them is told.
async fn others(world: &World, token: &str) -> Vec<(String, String)> {
    let list = world.get(PATH, token).await;
    assert_eq!(list.status, 200, "{}", list.text);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    list.json()["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (text(&item["offer"]), text(&item["name"])))
        .collect()
}

#[tokio::test]
async fn reviewers_see_what_the_others_look_at() {
    let world = World::new();
    let (ann, ben) = (world.token(ANN).await, world.token(BEN).await);
    let offers = published(&world.snapshot(&ann).await);
    let [first, second] = [0, 1].map(|at| offers[at]["id"].as_str().unwrap().to_owned());
    assert!(others(&world, &ben).await.is_empty());

    let told = look(&world, &ann, json!(first)).await;
    assert_eq!(
        told.json(),
        json!({ "items": [] }),
        "not what it does itself"
    );
    let by_ann = |offer: &str| vec![(offer.to_owned(), "reviewer (AGORIA)".to_owned())];
    assert_eq!(others(&world, &ben).await, by_ann(&first));
    // A session looks at one offer; another session of the same person is another.
    look(&world, &ann, json!(second)).await;
    assert_eq!(others(&world, &ben).await, by_ann(&second));
    let elsewhere = world.token(ANN).await;
    assert_eq!(others(&world, &elsewhere).await, by_ann(&second));
    // Both may look at the same, and each is told.
    let told = look(&world, &ben, json!(second)).await.json();
    assert_eq!(told["items"][0]["expiresIn"], 60);
    assert_eq!(others(&world, &ann).await[0].1, "reviewer 2 (AGORIA)");
    look(&world, &ben, Value::Null).await;
    assert!(others(&world, &ann).await.is_empty());

    // What is not said again is forgotten.
    world.clock.advance(40);
    look(&world, &ann, json!(second)).await;
    world.clock.advance(59);
    assert_eq!(others(&world, &ben).await, by_ann(&second));
    world.clock.advance(1);
    assert!(others(&world, &ben).await.is_empty());
}

#[tokio::test]
async fn nobody_else_sees_or_says_anything() {
    let world = World::new();
    let ann = world.token(ANN).await;
    let offer = published(&world.snapshot(&ann).await).remove(0)["id"].clone();
    look(&world, &ann, offer.clone()).await;
    for account in edutracker_service::demo::accounts() {
        if account.role == "reviewer" {
            continue;
        }
        let token = world.token(&account.email).await;
        for reply in [
            world.get(PATH, &token).await,
            look(&world, &token, offer.clone()).await,
        ] {
            assert_eq!(reply.problem(), "forbidden", "{}", account.email);
            assert!(!reply.text.contains("AGORIA"));
        }
    }
    assert_eq!(world.get(PATH, "").await.problem(), "not-signed-in");
    for (offer, problem) in [
        (json!(new_id()), "not-found"),
        (json!("nonsense"), "malformed"),
        (json!(7), "malformed"),
    ] {
        assert_eq!(look(&world, &ann, offer).await.problem(), problem);
    }
}

/// The events of a stream as they come in the next seconds, without pings.
async fn events(world: &World, token: &str, meanwhile: impl AsyncFnOnce()) -> Vec<String> {
    let request = Request::get("/v1/events")
        .header("authorization", format!("Bearer {token}"))
        .body(Body::empty())
        .unwrap();
    let response = router(world.service.clone())
        .oneshot(request)
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    let mut body = response.into_body().into_data_stream();
    meanwhile().await;
    let mut text = String::new();
    while let Ok(Some(bytes)) = tokio::time::timeout(Duration::from_secs(5), body.next()).await {
        text.push_str(std::str::from_utf8(&bytes.unwrap()).unwrap());
    }
    text.lines()
        .filter_map(|line| line.strip_prefix("event: "))
        .map(str::to_owned)
        .collect()
}

#[tokio::test(start_paused = true)]
async fn it_is_hinted_at_to_reviewers_only() {
    let world = World::new();
    let (ann, ben) = (world.token(ANN).await, world.token(BEN).await);
    let institution = world.token("administrator@kul.example").await;
    let offer = published(&world.snapshot(&ann).await).remove(0)["id"].clone();
    let heard = events(&world, &ben, async || {
        look(&world, &ann, offer.clone()).await;
    });
    assert_eq!(heard.await, ["claims"]);
    // Saying the same again is no news.
    let heard = events(&world, &ben, async || {
        look(&world, &ann, offer.clone()).await;
    });
    assert!(heard.await.is_empty());
    let heard = events(&world, &institution, async || {
        look(&world, &ann, Value::Null).await;
    });
    assert!(heard.await.is_empty());
}

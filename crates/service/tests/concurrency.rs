//! Pushes at the same time: each is decided on what is there when it is written.

#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use edutracker_service::{Database, Options, Service};
use serde_json::json;
use std::collections::BTreeSet;
use support::{World, item, published};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_two_pushes_win_the_same_field_and_none_is_missed() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::File(folder.path().join("service.db"));
    let service = Service::open(Options {
        database,
        ..Options::test()
    })
    .unwrap();
    let world = World {
        service,
        ..World::new()
    };
    let token = world.token("administrator@kul.example").await;
    let lines = world.snapshot(&token).await;
    let cursor = lines.last().unwrap()["cursor"].as_str().unwrap().to_owned();
    let offers = published(&lines);
    let pushes = (0..12).map(|n| {
        let (world, token, offers) = (&world, &token, &offers);
        async move {
            // All want the first offer's website; each has an offer of its own.
            let website = json!({ "website": format!("https://{n}.example") });
            let items = vec![
                item("update", &offers[0], website.clone()),
                item("update", &offers[n + 1], website),
            ];
            world.push(token, items).await
        }
    });
    let results = futures_util::future::join_all(pushes).await;
    let won = results
        .iter()
        .filter(|result| result["results"][0]["status"] == "applied")
        .count();
    let asked = results
        .iter()
        .filter(|result| result["results"][0]["status"] == "conflict")
        .count();
    assert_eq!((won, asked), (1, 11));
    assert!(
        results
            .iter()
            .all(|result| result["results"][1]["status"] == "applied")
    );
    let numbers: BTreeSet<u64> = results
        .iter()
        .map(|result| result["seq"].as_u64().unwrap())
        .collect();
    assert_eq!(numbers, (2..14).collect());
    let changed = world
        .get(&format!("/v1/changes?cursor={cursor}"), &token)
        .await
        .lines();
    assert_eq!(changed.iter().filter(|line| line["t"] == "u").count(), 13);
}

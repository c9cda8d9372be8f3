//! Pushes at the same time: each is decided on what is there when it is written.

#![allow(clippy::unwrap_used, reason = "tests")]

use crate::support;

use edutracker_service::{Database, Options, Service, account::Account, push};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use support::{World, item, new_id, published};

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
    let account = {
        let reader = world.service.storage().reader().unwrap();
        let login = reader.login("administrator@kul.example").unwrap().unwrap();
        Account::load(&*reader, login.account).unwrap().unwrap()
    };
    // Side by side below HTTP, where each account waits for its own pushes.
    let pushes = (0..12).map(|n| {
        let (service, account) = (world.service.clone(), account.clone());
        // All want the first offer's website; each has an offer of its own.
        let website = json!({ "website": format!("https://{n}.example") });
        let items = vec![
            item("update", &offers[0], website.clone()),
            item("update", &offers[n + 1], website),
        ];
        let bytes = json!({ "push": new_id(), "items": items }).to_string();
        tokio::task::spawn_blocking(move || {
            let part = push::read(bytes.as_bytes(), &service.settings().wire).unwrap();
            serde_json::to_value(service.push(&account, &part, false).unwrap()).unwrap()
        })
    });
    let results: Vec<Value> = futures_util::future::join_all(pushes)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
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

//! Check sums, partitions asked for alone, and records asked for by id.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::support;

use axum::body::Body;
use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::wire::Tally;
use http::{Request, header};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use support::{World, item, mirror::Mirror, published};

const KUL: &str = "administrator@kul.example";
const REVIEWER: &str = "reviewer@agoria.example";

async fn streamed(world: &World, token: &str, cursor: &str, device: &str) -> Vec<Value> {
    let request = Request::get(format!("/v1/changes?cursor={cursor}"))
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(
            "edutracker-client",
            format!("desktop/1.0.0; schema=1; device={device}"),
        );
    let reply = world.send(request.body(Body::empty()).unwrap()).await;
    reply.lines()
}

#[tokio::test]
async fn the_end_says_what_the_account_sees_by_count_and_sum() {
    let world = World::new();
    for email in [KUL, REVIEWER, "account_desk@agoria.example"] {
        let token = world.token(email).await;
        for types in ["", "&types=offer", "&types=review,contact"] {
            let mut mirror = Mirror::default();
            mirror.pull(&world, &token, types).await;
            assert!(mirror.caught_up);
            let before = mirror.rows.len();
            if types.is_empty() && email == KUL {
                let lines = world.snapshot(&token).await;
                let items = published(&lines)[..9]
                    .iter()
                    .map(|offer| item("update", offer, json!({ "website": "https://y.example" })))
                    .collect();
                assert_eq!(world.push(&token, items).await["summary"]["applied"], 9);
            }
            mirror.pull(&world, &token, types).await;
            assert!(mirror.caught_up && mirror.rows.len() == before);
        }
    }
}

#[tokio::test]
async fn a_deletion_leaves_the_sum() {
    let world = World::new();
    let token = world.token(KUL).await;
    let mut mirror = Mirror::default();
    mirror.pull(&world, &token, "").await;
    let offer = |key: &&(RecordType, RecordId)| key.0 == RecordType::Offer;
    let (kind, id) = *mirror.rows.keys().find(offer).unwrap();
    let writer = world.service.storage().writer().unwrap();
    let mut record = writer.record(kind, id).unwrap().unwrap();
    (record.deleted, record.seq) = (true, writer.next_seq().unwrap());
    writer.put_record(&record).unwrap();
    writer.commit().unwrap();
    let before = mirror.rows.len();
    mirror.pull(&world, &token, "").await;
    assert_eq!(mirror.rows.len(), before - 1);
}

#[tokio::test]
async fn every_partition_has_its_sum() {
    let world = World::new();
    for email in [KUL, REVIEWER] {
        let token = world.token(email).await;
        let mut mirror = Mirror::default();
        mirror.pull(&world, &token, "").await;
        let mut expected: BTreeMap<String, Tally> = BTreeMap::new();
        for ((kind, id), (org, seq)) in &mirror.rows {
            let tally = expected.entry(org.to_string()).or_default();
            tally.add(*kind, *id, *seq);
        }
        let answer = world.get("/v1/changes/check", &token).await.json();
        let found = answer["partitions"].as_array().unwrap();
        assert_eq!(found.len(), expected.len());
        for partition in found {
            let tally = expected[partition["org"].as_str().unwrap()];
            assert_eq!(partition["count"], tally.count);
            assert_eq!(partition["check"], tally.text());
        }
        let head = world.service.storage().reader().unwrap().head().unwrap();
        assert_eq!(answer["seq"], head.seq);
        let meta = world.get("/v1/meta", "").await.json();
        assert_eq!(answer["epoch"], meta["epoch"]);
    }
    let token = world.token(KUL).await;
    let offers = world
        .get("/v1/changes/check?types=offer", &token)
        .await
        .json();
    assert_eq!(offers["partitions"][0]["count"], 120);
    assert_eq!(
        world
            .get("/v1/changes/check?types=house", &token)
            .await
            .problem(),
        "malformed"
    );
}

#[tokio::test]
async fn a_partition_can_be_fetched_alone() {
    let world = World::new();
    let reviewer = world.token(REVIEWER).await;
    let kul = world.service.organisation_of("KUL").unwrap();
    let hogent = world.service.organisation_of("HOGENT").unwrap();
    let lines = world
        .get(&format!("/v1/changes?orgs={kul},{hogent}"), &reviewer)
        .await
        .lines();
    let mut orgs: BTreeMap<&str, usize> = BTreeMap::new();
    for line in lines.iter().filter(|line| line["t"] == "u") {
        *orgs.entry(line["org"].as_str().unwrap()).or_default() += 1;
    }
    let checks = world.get("/v1/changes/check", &reviewer).await.json();
    for (org, count) in &orgs {
        let all = checks["partitions"].as_array().unwrap();
        let check = all.iter().find(|check| check["org"] == *org).unwrap();
        assert_eq!(check["count"], *count);
    }
    assert_eq!(orgs.len(), 2);
    let end = lines.last().unwrap();
    assert_eq!((&end["t"], &end["caughtUp"]), (&json!("end"), &json!(true)));
    assert!(end["check"].is_null(), "the log was not looked at");
    let cursor = end["cursor"].as_str().unwrap();
    let go_on = world
        .get(&format!("/v1/changes?cursor={cursor}"), &reviewer)
        .await;
    assert_eq!(go_on.problem(), "cursor-invalid");
    // What the account does not see is empty.
    let token = world.token(KUL).await;
    let lines = world
        .get(&format!("/v1/changes?orgs={hogent}"), &token)
        .await
        .lines();
    assert_eq!((lines.len(), &lines[0]["count"]), (1, &json!(0)));
    let many = vec![kul.to_string(); 1_001].join(",");
    for query in [
        "orgs=x".to_owned(),
        format!("orgs={kul}&cursor=abc"),
        format!("orgs={many}"),
    ] {
        let refused = world.get(&format!("/v1/changes?{query}"), &token).await;
        assert_eq!(refused.problem(), "malformed", "{query}");
    }
}

#[tokio::test]
async fn a_device_is_not_sent_what_it_did_itself() {
    let world = World::new();
    let token = world.token(KUL).await;
    let lines = world.snapshot(&token).await;
    let cursor = lines.last().unwrap()["cursor"].as_str().unwrap().to_owned();
    let offer = published(&lines).remove(0);
    let items = vec![item(
        "update",
        &offer,
        json!({ "website": "https://z.example" }),
    )];
    let pushed = world.push(&token, items).await;
    // `World::push` says that its device is `device`.
    let own = streamed(&world, &token, &cursor, "device").await;
    assert_eq!(
        own[0],
        json!({ "t": "k", "type": "offer", "id": offer["id"], "rev": pushed["results"][0]["rev"] })
    );
    for device in ["another", ""] {
        let others = streamed(&world, &token, &cursor, device).await;
        assert_eq!((&others[0]["t"], others.len()), (&json!("u"), 2));
    }
    let snapshot = streamed(&world, &token, "", "device").await;
    assert!(
        snapshot.iter().all(|line| line["t"] != "k"),
        "a snapshot is whole"
    );
}

#[tokio::test]
async fn records_can_be_asked_for_by_id() {
    let world = World::new();
    let token = world.token(KUL).await;
    let lines = world.snapshot(&token).await;
    let offers = published(&lines);
    let (seen, gone) = (&offers[0], &offers[1]);
    let hogent = world.token("administrator@hogent.example").await;
    let foreign = published(&world.snapshot(&hogent).await).remove(0);
    let writer = world.service.storage().writer().unwrap();
    let id: RecordId = gone["id"].as_str().unwrap().parse().unwrap();
    let mut record = writer.record(RecordType::Offer, id).unwrap().unwrap();
    (record.deleted, record.seq) = (true, writer.next_seq().unwrap());
    writer.put_record(&record).unwrap();
    writer.commit().unwrap();
    let path = "/v1/records:batchGet";
    let ids = json!({ "ids": [seen["id"], gone["id"], foreign["id"], support::new_id()] });
    let page = world.call("POST", path, &token, Some(ids)).await.json();
    let items = page["items"].as_array().unwrap();
    assert_eq!(items.len(), 3);
    assert_eq!(&items[0], seen);
    assert_eq!(
        (&items[1]["t"], &items[1]["reason"]),
        (&json!("d"), &json!("deleted"))
    );
    assert_eq!(
        (&items[2]["reason"], &items[2]["by"], &items[2]["data"]),
        (&json!("out-of-scope"), &json!(""), &Value::Null)
    );
    assert_eq!(page["cursor"], "");
    let nothing = world
        .call("POST", path, &token, Some(json!({ "ids": [] })))
        .await
        .json();
    assert_eq!(nothing["items"], json!([]));
    let many: Vec<String> = (0..501).map(|_| support::new_id()).collect();
    let refused = world
        .call("POST", path, &token, Some(json!({ "ids": many })))
        .await;
    assert_eq!(
        (refused.status.as_u16(), refused.problem().as_str()),
        (400, "malformed")
    );
    assert_eq!(refused.json()["limit"], 500);
    assert_eq!(
        world
            .call("POST", path, "", Some(json!({ "ids": [] })))
            .await
            .problem(),
        "not-signed-in"
    );
}

#[tokio::test]
async fn a_checkpoint_comes_every_thousand_lines() {
    let world = World::new();
    let lines = world.snapshot(&world.token(REVIEWER).await).await;
    let (mut since, mut longest, mut checkpoints) = (0, 0, 0);
    for line in &lines {
        if line["t"] == "c" || line["t"] == "end" {
            (since, checkpoints) = (0, checkpoints + 1);
        } else {
            since += 1;
            longest = longest.max(since);
        }
    }
    assert!(lines.len() > 1_000 && longest <= 1_000 && checkpoints > 1);
}

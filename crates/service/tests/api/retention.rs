//! What the service forgets, and that nobody comes to harm by it.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::support;

use clap::Parser;
use edutracker_domain::{RecordId, RecordType};
use edutracker_service::{
    OpenError, Options, Service, Settings,
    cli::{Cli, run},
    clock::moment,
    housekeeping::Swept,
    settings::SettingsError,
    storage::{StoredMutation, StoredRecord},
};
use http::{Request, header};
use serde_json::{Value, json};
use support::{World, item, mirror::Mirror, published};

const KUL: &str = "administrator@kul.example";
const DAY: i64 = 24 * 3_600;

fn sweep(world: &World) -> Swept {
    world.service.housekeeping().unwrap()
}

#[tokio::test]
async fn an_edit_sent_again_after_its_answer_was_forgotten_is_refused_as_stale() {
    let world = World::new();
    let token = world.token(KUL).await;
    let lines = world.snapshot(&token).await;
    let offer = published(&lines).remove(0);
    let part = json!({
        "push": support::new_id(), "device": "device", "baseCursor": lines.last().unwrap()["cursor"],
        "items": [item("update", &offer, json!({ "website": "https://old.example" }))],
    });
    let first = world.push_part(&token, part.clone()).await.json();
    assert_eq!(first["summary"]["applied"], 1);
    world.clock.advance(119 * DAY);
    assert_eq!(sweep(&world).mutations, 0);
    let token = world.token(KUL).await;
    let again = world.push_part(&token, part.clone()).await.json();
    assert_eq!(
        (&again["replayed"], &again["seq"]),
        (&json!(true), &first["seq"])
    );
    world.clock.advance(2 * DAY);
    assert_eq!(sweep(&world).mutations, 1);
    let token = world.token(KUL).await;
    let again = world.push_part(&token, part).await;
    assert_eq!(again.problem(), "stale-client");
    // History stays.
    let path = format!("/v1/offer/{}/history", offer["id"].as_str().unwrap());
    let history = world.get(&path, &token).await.json();
    assert_eq!(history["entries"][0]["after"], "https://old.example");
}

#[tokio::test]
async fn many_answers_are_forgotten_in_batches() {
    let world = World::new();
    let writer = world.service.storage().writer().unwrap();
    let now = moment(support::NOW);
    let old = moment(support::NOW - 121 * DAY * 1_000);
    for n in 0..2_600 {
        writer
            .put_mutation(&StoredMutation {
                mid: RecordId::new(),
                record: None,
                push: RecordId::new(),
                part: 0,
                account: RecordId::new(),
                hash: Vec::new(),
                result: String::new(),
                seq: 1,
                at: if n < 2_500 { old.clone() } else { now.clone() },
            })
            .unwrap();
    }
    writer.commit().unwrap();
    assert_eq!(sweep(&world).mutations, 2_500);
    assert_eq!(sweep(&world), Swept::default());
}

/// Deletes offers in one transaction that is said to be long ago.
fn delete(world: &World, offers: &[Value]) -> u64 {
    let writer = world.service.storage().writer().unwrap();
    let seq = writer.next_seq().unwrap();
    for offer in offers {
        let id = offer["id"].as_str().unwrap().parse().unwrap();
        let record = writer.record(RecordType::Offer, id).unwrap().unwrap();
        let tombstone = StoredRecord {
            deleted: true,
            public: false,
            seq,
            at: moment(support::NOW - 121 * DAY * 1_000),
            ..record
        };
        writer.put_record(&tombstone).unwrap();
    }
    writer.commit().unwrap();
    seq
}

#[tokio::test]
async fn who_has_not_seen_a_forgotten_deletion_fetches_anew() {
    let world = World::new();
    let token = world.token(KUL).await;
    let mut mirror = Mirror::default();
    mirror.pull(&world, &token, "").await;
    let (before, mut within, mut after) = (mirror.clone(), mirror.clone(), mirror);
    let offers = published(&world.snapshot(&token).await);
    let seq = delete(&world, &offers[..2]);
    // One of the two deletions has arrived, which is not the whole transaction.
    within.page(&world, &token, 1).await;
    assert!(!within.caught_up && within.rows.len() + 1 == before.rows.len());
    after.pull(&world, &token, "").await;
    let gone = |cursor: &str| {
        let path = format!("/v1/changes?cursor={cursor}");
        let token = &token;
        let world = &world;
        async move { world.get(&path, token).await }
    };
    assert_eq!(gone(&before.cursor).await.status.as_u16(), 200);
    assert_eq!(sweep(&world).floor, Some(seq));
    for stale in [&before, &within] {
        let reply = gone(&stale.cursor).await;
        assert_eq!(reply.status.as_u16(), 410);
        assert_eq!(reply.problem(), "cursor-expired");
        assert_eq!(reply.json()["recover"], "resnapshot");
    }
    after.pull(&world, &token, "").await;
    assert!(after.caught_up);
    let mut fresh = Mirror::default();
    fresh.pull(&world, &token, "").await;
    assert_eq!(after.rows, fresh.rows);
    assert_eq!(sweep(&world), Swept::default());
}

#[tokio::test]
async fn sessions_that_nobody_can_carry_on_are_forgotten() {
    let world = World::new();
    let token = world.token(KUL).await;
    world.clock.advance(29 * DAY);
    assert_eq!(sweep(&world).sessions, 0);
    world.clock.advance(2 * DAY);
    assert_eq!(sweep(&world).sessions, 1);
    assert_eq!(
        world.get("/v1/changes", &token).await.problem(),
        "not-signed-in"
    );
}

#[tokio::test]
async fn meta_says_for_how_long() {
    let world = World::with(|settings| {
        (settings.cursor_days, settings.mutation_days) = (7, 9);
        (settings.undo_days, settings.tombstone_days) = (5, 8);
    });
    let request = Request::get("/v1/meta").header(header::ACCEPT, "application/json");
    let meta = world
        .send(request.body(axum::body::Body::empty()).unwrap())
        .await
        .json();
    assert_eq!(
        meta["retention"],
        json!({ "cursorDays": 7, "mutationDays": 9, "tombstoneDays": 8, "undoDays": 5 })
    );
    assert_eq!(meta["limits"]["batchGet"], 500);
}

#[test]
fn numbers_that_would_lose_work_are_refused() {
    let refused = |change: fn(&mut Settings)| {
        let mut options = Options::test();
        change(&mut options.settings);
        match Service::open(options) {
            Err(OpenError::Settings(error)) => error,
            _ => panic!("the service opened"),
        }
    };
    assert_eq!(
        refused(|settings| settings.mutation_days = 90),
        SettingsError::Mutations
    );
    assert_eq!(
        refused(|settings| settings.tombstone_days = 89),
        SettingsError::Tombstones
    );
    // The program does not start either.
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("service.db").display());
    let line = ["edutracker-service", "serve", "--database", &database];
    let numbers = ["--listen", "127.0.0.1:0", "--mutation-days", "80"];
    let cli = Cli::try_parse_from([&line[..], &numbers[..]].concat()).unwrap();
    let error = run(cli).unwrap_err();
    assert_eq!(error.to_string(), SettingsError::Mutations.to_string());
}

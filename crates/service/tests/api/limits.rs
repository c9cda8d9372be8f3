//! How often an account may ask, and what a busy service says.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::support;

use edutracker_protocol::ProblemType;
use edutracker_service::{Settings, refusal::Refusal, storage::StorageError};
use http::header;
use serde_json::json;
use support::World;

const KUL: &str = "administrator@kul.example";

fn limited() -> World {
    World::with(|settings| settings.rates = Settings::default().rates)
}

#[tokio::test]
async fn an_account_that_asks_too_often_has_to_wait() {
    let world = limited();
    let token = world.token(KUL).await;
    let other = world.token("administrator@hogent.example").await;
    for _ in 0..20 {
        let reply = world.get("/v1/changes/check", &token).await;
        assert_eq!(reply.status.as_u16(), 200);
    }
    let refused = world.get("/v1/changes", &token).await;
    assert_eq!(refused.status.as_u16(), 429);
    assert_eq!(refused.problem(), "rate-limited");
    assert_eq!(refused.headers[header::RETRY_AFTER], "1");
    assert_eq!(
        world.get("/v1/changes/check", &other).await.status.as_u16(),
        200
    );
    // What needs no account asks nobody.
    assert_eq!(world.get("/v1/meta", "").await.status.as_u16(), 200);
    world.clock.advance(1);
    for n in 0..11 {
        let reply = world.get("/v1/changes/check", &token).await;
        let expected = if n < 10 { 200 } else { 429 };
        assert_eq!(reply.status.as_u16(), expected, "ten a second: {n}");
    }
}

#[tokio::test]
async fn pushes_have_a_rate_of_their_own() {
    let world = limited();
    let token = world.token(KUL).await;
    let push = || world.push_part(&token, json!({ "push": support::new_id(), "items": [] }));
    for _ in 0..20 {
        assert_eq!(push().await.status.as_u16(), 200);
    }
    assert_eq!(push().await.problem(), "rate-limited");
    let ids = json!({ "ids": [] });
    let asked = world
        .call("POST", "/v1/records:batchGet", &token, Some(ids))
        .await;
    assert_eq!(asked.status.as_u16(), 200, "asking for records is reading");
    world.clock.advance(1);
    for n in 0..5 {
        let expected = if n < 4 { 200 } else { 429 };
        assert_eq!(push().await.status.as_u16(), expected, "four a second: {n}");
    }
}

#[tokio::test]
async fn clients_are_asked_for_patience_where_the_operator_wants_it() {
    let world = World::new();
    let usual = world.get("/v1/meta", "").await;
    assert!(!usual.headers.contains_key("edutracker-backoff"));
    let world = World::with(|settings| settings.backoff_seconds = 30);
    let asked = world.get("/v1/meta", "").await;
    assert_eq!(asked.headers["edutracker-backoff"], "30");
    let refused = world.get("/v1/changes", "").await;
    assert!(!refused.headers.contains_key("edutracker-backoff"));
}

#[test]
fn a_busy_database_is_no_broken_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("busy.db");
    let open = || rusqlite::Connection::open(&path).unwrap();
    let (one, two) = (open(), open());
    two.busy_timeout(std::time::Duration::ZERO).unwrap();
    one.execute_batch("CREATE TABLE t (x); BEGIN IMMEDIATE")
        .unwrap();
    let busy = StorageError::from(two.execute_batch("BEGIN IMMEDIATE").unwrap_err());
    assert!(matches!(busy, StorageError::Busy));
    let broken = StorageError::from(two.execute_batch("nonsense").unwrap_err());
    for (error, wait) in [(busy, 1), (broken, 5)] {
        let refusal = Refusal::from(error);
        assert_eq!(refusal.problem.kind, ProblemType::Unavailable);
        assert_eq!(refusal.retry_after, Some(wait));
    }
}

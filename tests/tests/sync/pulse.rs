//! What the client does by itself: it reads, notices that the service is away
//! and back, and sends nothing that a person did not send.

use edutracker_app::{self as app, pulse::Pulse};
use edutracker_protocol::command::{Nothing, SignOut, Standing, SyncState};
use edutracker_tests::world::{Client, World};
use serde_json::json;
use std::time::Duration;

async fn state(client: &Client) -> SyncState {
    app::sync_state(&client.app, Nothing {})
        .await
        .expect("the state")
}

#[tokio::test]
async fn a_beat_reads_and_sends_nothing() {
    let world = World::demo();
    let (a, b, ids) = world.two().await;
    let mut pulse = Pulse::default();
    a.edit(ids[0], json!({"website": "https://mine.example"}))
        .await;
    b.edit(ids[1], json!({"website": "https://theirs.example"}))
        .await;
    b.push().await;
    pulse.beat(&a.app).await;
    assert_eq!(a.offer(ids[1]).await["website"], "https://theirs.example");
    let now = state(&a).await;
    assert_eq!(
        (now.standing, now.ready, now.waiting),
        (Standing::InOrder, 1, 0)
    );
    assert!(now.verified_at.is_some() && now.next_in.is_some());
    b.pull().await;
    assert_ne!(b.offer(ids[0]).await["website"], "https://mine.example");
}

#[tokio::test]
async fn without_the_service_it_waits_longer_each_time_and_finds_it_again() {
    let world = World::demo();
    let (a, _, ids) = world.two().await;
    let mut pulse = Pulse::default();
    pulse.beat(&a.app).await;
    a.set_up(false);
    let mut pauses = Vec::new();
    for _ in 0..4 {
        pauses.push(pulse.beat(&a.app).await);
    }
    assert!(pauses.is_sorted(), "{pauses:?}");
    assert!(pauses[0] < Duration::from_secs(3) && pauses[3] > Duration::from_secs(10));
    a.edit(ids[0], json!({"website": "https://mine.example"}))
        .await;
    let away = state(&a).await;
    assert_eq!((away.standing, away.ready), (Standing::Offline, 1));
    assert!(!away.listening && away.next_in.is_some_and(|seconds| seconds > 5));
    a.set_up(true);
    assert!(pulse.beat(&a.app).await > Duration::from_secs(40));
    assert_eq!(state(&a).await.standing, Standing::InOrder);
    assert_eq!(a.pending().await, 1, "a person sends, not the pulse");
}

#[tokio::test]
async fn it_is_told_at_once_when_somebody_else_changed_something() {
    let world = World::demo();
    let (a, b, ids) = world.two().await;
    let mut pulse = Pulse::default();
    let wait = pulse.beat(&a.app).await;
    assert!(state(&a).await.listening);
    let told = async {
        pulse.rest(&a.app, wait).await;
        pulse.beat(&a.app).await;
    };
    let others = async {
        b.edit(ids[0], json!({"website": "https://theirs.example"}))
            .await;
        b.push().await;
    };
    tokio::join!(told, others);
    assert_eq!(a.offer(ids[0]).await["website"], "https://theirs.example");
}

#[tokio::test]
async fn after_a_sign_out_there_is_nothing_to_read() {
    let world = World::demo();
    let (a, _, _) = world.two().await;
    let mut pulse = Pulse::default();
    pulse.beat(&a.app).await;
    app::sign_out(&a.app, SignOut { discard: false })
        .await
        .expect("signs out");
    assert!(pulse.beat(&a.app).await < Duration::from_secs(5));
}

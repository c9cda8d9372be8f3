//! A push that is stopped: what was answered stays, what was not on its way is
//! pending again, and what had no answer is asked for again.
#![allow(clippy::expect_used, reason = "a test may fail wherever it likes")]

use edutracker_app as app;
use edutracker_domain::RecordId;
use edutracker_protocol::{
    command::{Nothing, Page, Push, PushReply, RowState, Stopped},
    wire::WireLimits,
};
use edutracker_service::{Options, Settings};
use edutracker_tests::world::{Client, Fault, World};
use serde_json::json;

/// A service that takes two edits at a time.
fn small() -> World {
    let options = Options::test();
    World::open(Options {
        settings: Settings {
            wire: WireLimits {
                push_items: 2,
                ..options.settings.wire.clone()
            },
            ..options.settings.clone()
        },
        ..options
    })
}

/// A client with seven edits, that knows how much the service takes at once.
async fn edited(world: &World) -> (Client, Vec<RecordId>) {
    let (a, _, ids) = world.two().await;
    for (at, id) in ids[..7].iter().enumerate() {
        a.edit(*id, json!({"name": format!("Naam {at}")})).await;
    }
    (a, ids[..7].to_vec())
}

async fn stop(client: &Client) {
    app::push_stop(&client.app, Nothing {})
        .await
        .expect("stops");
}

fn stopped(left: u64, unanswered: u64) -> Option<Stopped> {
    Some(Stopped { left, unanswered })
}

/// How many records are in a state.
async fn count(client: &Client, state: RowState) -> usize {
    let page = Page {
        from: 0,
        count: 100,
    };
    let pending = app::pending(&client.app, page).await.expect("pending");
    let of_it = pending
        .records
        .iter()
        .filter(|record| record.state == state);
    of_it.count()
}

/// Pushes with the faults, while somebody else does something.
async fn push(client: &Client, faults: Vec<Fault>, meanwhile: impl Future) -> PushReply {
    client.fail(faults);
    tokio::join!(client.push(), meanwhile).0
}

#[tokio::test]
async fn what_is_on_its_way_is_answered_and_the_rest_is_pending() {
    let world = small();
    let (a, _) = edited(&world).await;
    // The second part waits at the service's door.
    let faults = vec![Fault::None, Fault::Hold];
    let reply = push(&a, faults, async {
        a.gate.arrived().await;
        stop(&a).await;
        a.gate.open();
    })
    .await;
    assert_eq!(reply.summary.applied, 4);
    assert_eq!(reply.stopped, stopped(3, 0));
    assert_eq!(count(&a, RowState::Changed).await, 3);
    assert_eq!(count(&a, RowState::Waiting).await, 0);

    // The rest goes with the next push, and nothing goes twice.
    let reply = a.push().await;
    assert_eq!((reply.summary.applied, reply.summary.noop), (3, 0));
    assert_eq!(reply.stopped, None);
    assert_eq!(a.pending().await, 0);
}

#[tokio::test]
async fn asked_twice_nobody_waits_and_the_answer_comes_later() {
    let world = small();
    let (a, _) = edited(&world).await;
    let reply = push(&a, vec![Fault::Hold], async {
        a.gate.arrived().await;
        stop(&a).await;
        stop(&a).await;
    })
    .await;
    assert_eq!(reply.summary.applied, 0);
    assert_eq!(reply.stopped, stopped(5, 2));
    assert_eq!(count(&a, RowState::Changed).await, 5);
    assert_eq!(count(&a, RowState::Waiting).await, 2);
    // What was on its way goes out again by itself.
    a.pull().await;
    assert_eq!(count(&a, RowState::Waiting).await, 0);
    assert_eq!(a.pending().await, 5);
    a.push().await;
    assert_eq!(a.pending().await, 0);
}

#[tokio::test]
async fn a_question_that_is_stopped_has_no_answer_and_changes_nothing() {
    let world = small();
    let (a, _) = edited(&world).await;
    let faults = [Fault::None, Fault::Hold];
    a.fail(faults);
    let question = Push {
        dry_run: true,
        ..Push::default()
    };
    let (reply, ()) = tokio::join!(app::push(&a.app, question), async {
        a.gate.arrived().await;
        stop(&a).await;
    });
    let reply = reply.expect("answers");
    assert_eq!(reply.stopped, stopped(0, 0));
    assert_eq!((reply.summary.applied, reply.results.len()), (0, 0));
    assert_eq!(count(&a, RowState::Changed).await, 7);
}

#[tokio::test]
async fn a_wish_to_stop_is_about_the_push_that_runs() {
    let world = small();
    let (a, _) = edited(&world).await;
    stop(&a).await;
    let reply = a.push().await;
    assert_eq!((reply.summary.applied, reply.stopped), (7, None));
    // All was answered already when it was asked.
    stop(&a).await;
    assert_eq!(a.pending().await, 0);
}

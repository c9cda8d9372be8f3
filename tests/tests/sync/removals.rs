//! A removal that is on its way while its offer changes: what is asked about it,
//! and what is not.

use edutracker_app as app;
use edutracker_domain::RecordType;
use edutracker_protocol::command::{ConflictPage, ReviewDecision, RowState};
use edutracker_tests::{
    deciding::{answer, questions, removal, verdict},
    world::{Fault, Poison, World},
};
use serde_json::json;

/// A removal is sent and not answered, its reason is changed, and the owner
/// changes the offer: asked with what changed, though two layers wait.
#[tokio::test]
async fn a_removal_that_was_sent_and_changed_is_asked_with_what_changed() {
    let world = World::demo();
    let owner = world.client("KUL", "administrator").await;
    let ids = owner.published();
    let reviewer = world.client("AGORIA", "reviewer").await;
    let id = ids[0];
    app::review(&reviewer.app, removal(id))
        .await
        .expect("removes");
    *reviewer.poison.lock().expect("poison") = Poison {
        text: Some(id.to_string()),
        answer: (503, "unavailable"),
        met: 0,
    };
    assert!(reviewer.try_push().await.is_err());
    let other = ReviewDecision {
        reasons: vec!["SECONDARY".into()],
        ..removal(id)
    };
    app::review(&reviewer.app, other).await.expect("removes");
    owner.edit(id, json!({"name": "Iets heel anders"})).await;
    owner.push().await;
    reviewer.pull().await;
    let asked = async || {
        let page = ConflictPage {
            count: 10,
            ..ConflictPage::default()
        };
        let found = app::conflicts(&reviewer.app, page).await.expect("reads");
        assert_eq!(found.total, 1);
        found.records[0].conflicts.clone()
    };
    let first = asked().await;
    assert_eq!(first.len(), 1);
    assert_eq!(first[0].field, "removed");
    assert_eq!(first[0].mine["reason"], "SECONDARY");
    let changed: Vec<_> = first[0].changes.iter().map(|c| c.field.as_str()).collect();
    assert_eq!(changed, ["name"]);
    // More changes: told from what was seen when it was decided.
    owner
        .edit(id, json!({"website": "https://nu.example"}))
        .await;
    owner.push().await;
    reviewer.pull().await;
    let changes = asked().await[0].changes.clone();
    let changed: Vec<_> = changes.iter().map(|c| c.field.as_str()).collect();
    assert_eq!(changed, ["name", "website"]);
    *reviewer.poison.lock().expect("poison") = Poison::default();
    reviewer.pull().await;
    assert_eq!(asked().await[0].mine["reason"], "SECONDARY");
    answer(&reviewer, "mine").await;
    assert_eq!(reviewer.push().await.summary.applied, 1);
    owner.pull().await;
    let removed = owner.get(RecordType::Offer, id).await.row;
    assert_eq!(removed.fields["removed"]["reason"], "SECONDARY");
}

/// What the service stamps on a removal is no news of it: neither an own reason
/// that changed while the first was on its way, nor a restoration that somebody
/// else has made, is a question.
#[tokio::test]
async fn nobody_is_asked_about_his_own_removal() {
    let world = World::demo();
    let ann = world.client("AGORIA", "reviewer").await;
    let ben = world.client("AGORIA", "reviewer2").await;
    let id = ann.queue()[0];
    app::review(&ann.app, removal(id)).await.expect("removes");
    ann.fail([Fault::DropAnswer]);
    assert!(ann.try_push().await.is_err());
    let other = ReviewDecision {
        reasons: vec!["SECONDARY".into()],
        ..removal(id)
    };
    app::review(&ann.app, other).await.expect("removes");
    ann.pull().await;
    assert_eq!(questions(&ann).await, []);
    assert_eq!(ann.pending().await, 1);
    assert_eq!(ann.push().await.summary.applied, 1);
    ben.pull().await;
    let removed = ben.get(RecordType::Offer, id).await.row;
    assert_eq!(removed.fields["removed"]["reason"], "SECONDARY");
    // Both restore it.
    for reviewer in [&ann, &ben] {
        reviewer.pull().await;
        app::review(&reviewer.app, verdict("restore", [id]))
            .await
            .expect("restores");
    }
    assert_eq!(ann.push().await.summary.applied, 1);
    ben.pull().await;
    assert_eq!(questions(&ben).await, []);
    assert_eq!(ben.pending().await, 0);
}

/// An answer that is given while the removal is on its way is given to all that
/// was shown: the words of a colleague, and the changes of the owner.
#[tokio::test]
async fn what_is_answered_on_the_way_is_not_asked_again() {
    let world = World::demo();
    let owner = world.client("KUL", "administrator").await;
    let ids = owner.published();
    let ann = world.client("AGORIA", "reviewer").await;
    let ben = world.client("AGORIA", "reviewer2").await;
    let id = ids[0];
    app::review(&ann.app, removal(id)).await.expect("removes");
    *ann.poison.lock().expect("poison") = Poison {
        text: Some(id.to_string()),
        answer: (503, "unavailable"),
        met: 0,
    };
    assert!(ann.try_push().await.is_err());
    owner.edit(id, json!({"name": "Iets heel anders"})).await;
    owner.push().await;
    ben.pull().await;
    app::review(&ben.app, verdict("keep", [id]))
        .await
        .expect("keeps");
    assert_eq!(ben.push().await.summary.applied, 1);
    ann.pull().await;
    assert_eq!(questions(&ann).await.len(), 1);
    answer(&ann, "mine").await;
    assert_eq!(questions(&ann).await, []);
    *ann.poison.lock().expect("poison") = Poison::default();
    ann.pull().await;
    assert_eq!(questions(&ann).await, []);
    assert_eq!(ann.push().await.summary.applied, 1);
    let removed = ann.get(RecordType::Offer, id).await.row;
    assert_eq!(removed.state, RowState::Removed);
}

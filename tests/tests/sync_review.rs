//! Reviewers and owners: removal, its reason, restoring, the queue.

use edutracker_app as app;
use edutracker_domain::{RecordId, RecordType, record};
use edutracker_protocol::{
    ErrorCode,
    command::{Nothing, ReviewDecision, RowState},
};
use edutracker_tests::world::{Client, World};
use serde_json::json;

async fn owner(world: &World) -> (Client, Vec<RecordId>) {
    let owner = world.client("KUL", "administrator").await;
    let ids = owner.published();
    (owner, ids)
}

#[tokio::test]
async fn a_removed_programme_leaves_the_public_view_and_its_owner_sees_why() {
    let world = World::demo();
    let (owner, ids) = owner(&world).await;
    let reviewer = world.client("AGORIA", "reviewer").await;
    let queue = reviewer.queue();
    assert!(queue.contains(&ids[0]));
    let decision = |verdict: &str, reasons: &[&str]| ReviewDecision {
        ids: ids[..3].to_vec(),
        verdict: verdict.to_owned(),
        reasons: reasons.iter().map(|r| (*r).to_owned()).collect(),
        note: [("nl".to_owned(), "Valt buiten technologie".to_owned())].into(),
        due: None,
        seen: Default::default(),
        notify: true,
        confirm: false,
    };
    let error = app::review(&reviewer.app, decision("remove", &[]))
        .await
        .expect_err("no reason");
    assert_eq!(error.code, ErrorCode::ReasonNeeded);
    app::review(&reviewer.app, decision("remove", &["NON_TECH"]))
        .await
        .expect("removes");
    assert_eq!(reviewer.push().await.summary.applied, 3);
    let public = world.public("KUL").await;
    assert!(ids[..3].iter().all(|id| !public.contains(&id.to_string())));
    assert!(public.contains(&ids[3].to_string()));
    // The owner had edited one meanwhile: refused with the reason, the words are kept.
    owner
        .edit(ids[0], json!({"description": "Onze eigen woorden"}))
        .await;
    let pushed = owner.push().await;
    assert_eq!(pushed.summary.forbidden, 1);
    assert_eq!(pushed.results[0].code.as_deref(), Some("removed"));
    owner.pull().await;
    let view = owner.get(RecordType::Offer, ids[0]).await;
    assert_eq!(view.row.state, RowState::Refused);
    assert_eq!(view.row.fields["removed"]["reason"], "NON_TECH");
    assert_eq!(
        view.row.fields["removed"]["note"]["nl"],
        "Valt buiten technologie"
    );
    assert_eq!(
        record::text(&view.row.fields, "description"),
        "Onze eigen woorden"
    );
    assert_eq!(view.reviews.len(), 1, "the verdict is on record");
    assert_eq!(
        owner.get(RecordType::Offer, ids[1]).await.row.state,
        RowState::Removed
    );
    // Restored, it comes back unpublished.
    app::review(
        &reviewer.app,
        ReviewDecision {
            ids: vec![ids[1]],
            reasons: Vec::new(),
            ..decision("restore", &[])
        },
    )
    .await
    .expect("restores");
    reviewer.push().await;
    owner.pull().await;
    let view = owner.get(RecordType::Offer, ids[1]).await;
    assert_eq!(view.row.state, RowState::Clean);
    assert!(!record::flag(&view.row.fields, "published"));
}

#[tokio::test]
async fn a_removal_is_bound_to_the_revision_that_was_looked_at() {
    let world = World::demo();
    let (owner, ids) = owner(&world).await;
    let reviewer = world.client("AGORIA", "reviewer").await;
    owner
        .edit(ids[0], json!({"description": "Nu wel technologisch"}))
        .await;
    owner.push().await;
    let decision = ReviewDecision {
        ids: vec![ids[0]],
        verdict: "remove".into(),
        reasons: vec!["NON_TECH".into()],
        note: Default::default(),
        due: None,
        seen: Default::default(),
        notify: true,
        confirm: false,
    };
    app::review(&reviewer.app, decision).await.expect("decides");
    let pushed = reviewer.push().await;
    assert_eq!((pushed.summary.conflict, pushed.summary.applied), (1, 0));
    assert!(world.public("KUL").await.contains(&ids[0].to_string()));
}

#[tokio::test]
async fn a_kept_offer_leaves_the_queue_until_it_changes() {
    let world = World::demo();
    let (owner, ids) = owner(&world).await;
    let reviewer = world.client("AGORIA", "reviewer").await;
    let keep = ReviewDecision {
        ids: vec![ids[0]],
        verdict: "keep".into(),
        reasons: Vec::new(),
        note: Default::default(),
        due: None,
        seen: Default::default(),
        notify: true,
        confirm: false,
    };
    app::review(&reviewer.app, keep.clone())
        .await
        .expect("keeps");
    assert!(!reviewer.queue().contains(&ids[0]));
    app::undo(&reviewer.app, Nothing {}).await.expect("undoes");
    assert!(reviewer.queue().contains(&ids[0]));
    app::review(&reviewer.app, keep).await.expect("keeps");
    assert_eq!(reviewer.push().await.summary.applied, 1);
    reviewer.pull().await;
    assert!(!reviewer.queue().contains(&ids[0]));
    owner.edit(ids[0], json!({"name": "Een nieuwe naam"})).await;
    owner.push().await;
    reviewer.pull().await;
    assert!(reviewer.queue().contains(&ids[0]));
}

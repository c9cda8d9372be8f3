//! Reviewers and owners: removal, its reason, restoring, the queue, and
//! decisions that were made before something was said.

use edutracker_app::{self as app, views};
use edutracker_domain::{RecordId, RecordType, record};
use edutracker_protocol::{
    ErrorCode,
    command::{
        Claiming, ConflictPage, Nothing, PendingRecord, ReviewDecision, ReviewReply, Row, RowState,
        ViewOpen, ViewWindow,
    },
};
use edutracker_tests::{
    deciding::{answer, questions, removal, verdict},
    world::{Client, World},
};
use serde_json::{Value, json};

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
        known: Default::default(),
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
    let decision = removal(ids[0]);
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
    let keep = verdict("keep", [ids[0]]);
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

/// The owner of an offer answers the question about it.
async fn answers(owner: &Client, id: RecordId) {
    owner.pull().await;
    let reply = ReviewReply {
        review: owner.get(RecordType::Offer, id).await.reviews[0].id,
        words: "Het gaat over robots".into(),
    };
    app::review_reply(&owner.app, reply).await.expect("answers");
    assert_eq!(owner.push().await.summary.applied, 1);
}

/// The questions of a client: type, field, mine, theirs.
#[tokio::test]
async fn a_verdict_that_is_sent_late_does_not_hide_what_its_author_never_saw() {
    let world = World::demo();
    let (owner, ids) = owner(&world).await;
    let reviewer = world.client("AGORIA", "reviewer").await;
    let late = world.client("AGORIA", "reviewer").await;
    let id = ids[0];
    app::review(&reviewer.app, verdict("ask", [id]))
        .await
        .expect("asks");
    assert_eq!(reviewer.push().await.summary.applied, 1);
    late.pull().await;
    // Decided offline, while the owner speaks.
    app::review(&late.app, verdict("keep", [id]))
        .await
        .expect("keeps");
    assert!(!late.queue().contains(&id));
    answers(&owner, id).await;
    let pushed = late.push().await;
    assert_eq!((pushed.summary.conflict, pushed.summary.applied), (1, 0));
    let asked = (
        RecordType::Review,
        "verdict".to_owned(),
        json!("keep"),
        json!("answer"),
    );
    assert_eq!(questions(&late).await, std::slice::from_ref(&asked));
    assert!(late.queue().contains(&id), "the answer waits for a look");
    reviewer.pull().await;
    assert!(reviewer.queue().contains(&id), "of everybody");
    assert_eq!(late.push().await.summary.applied, 0, "asked first");
    // It stands; taken back, it is asked again.
    answer(&late, "mine").await;
    assert!(!late.queue().contains(&id));
    app::undo(&late.app, Nothing {}).await.expect("undoes");
    assert_eq!(questions(&late).await, std::slice::from_ref(&asked));
    app::redo(&late.app, Nothing {})
        .await
        .expect("does it again");
    assert_eq!(questions(&late).await, []);
    assert_eq!(late.push().await.summary.applied, 1);
    late.pull().await;
    reviewer.pull().await;
    assert!(!reviewer.queue().contains(&id) && !late.queue().contains(&id));
    assert_eq!(late.pending().await, 0);
}

/// What was said meanwhile comes with the refusal of a verdict, as whole as the
/// feed brings it, and takes nothing away from what is here.
#[tokio::test]
async fn what_was_said_meanwhile_comes_whole() {
    let world = World::demo();
    let ann = world.client("AGORIA", "reviewer").await;
    let ben = world.client("AGORIA", "reviewer2").await;
    let id = ann.queue()[0];
    app::review(&ann.app, verdict("keep", [id]))
        .await
        .expect("keeps");
    assert_eq!(ann.push().await.summary.applied, 1);
    let said = ann.get(RecordType::Offer, id).await.reviews[0].id;
    app::review(&ben.app, verdict("ask", [id]))
        .await
        .expect("asks");
    assert_eq!(ben.push().await.summary.conflict, 1);
    let of = async |client: &Client| client.get(RecordType::Review, said).await.row.fields;
    let told = of(&ben).await;
    assert!(told["shown"].is_object(), "{told:?}");
    assert_eq!(told, of(&ann).await);
    ben.pull().await;
    assert_eq!(told, of(&ben).await);
}

#[tokio::test]
async fn a_verdict_that_waits_is_asked_again_when_something_is_said() {
    let world = World::demo();
    let (owner, ids) = owner(&world).await;
    let reviewer = world.client("AGORIA", "reviewer").await;
    app::review(&reviewer.app, verdict("ask", [ids[0]]))
        .await
        .expect("asks");
    reviewer.push().await;
    reviewer.pull().await;
    app::review(&reviewer.app, verdict("defer", [ids[0]]))
        .await
        .expect("puts off");
    app::review(&reviewer.app, verdict("keep", [ids[1]]))
        .await
        .expect("keeps");
    reviewer.pull().await;
    assert_eq!(questions(&reviewer).await, [], "its own words are known");
    answers(&owner, ids[0]).await;
    reviewer.pull().await;
    let asked = questions(&reviewer).await;
    assert_eq!(asked.len(), 1);
    assert_eq!(
        (&asked[0].2, &asked[0].3),
        (&json!("defer"), &json!("answer"))
    );
    assert!(reviewer.queue().contains(&ids[0]) && !reviewer.queue().contains(&ids[1]));
    // It does not stand: given up, and nothing else with it.
    answer(&reviewer, "theirs").await;
    assert_eq!(questions(&reviewer).await, []);
    assert_eq!(reviewer.pending().await, 1);
    assert!(reviewer.queue().contains(&ids[0]));
    app::undo(&reviewer.app, Nothing {}).await.expect("undoes");
    assert_eq!(questions(&reviewer).await, asked, "and is a question again");
    answer(&reviewer, "theirs").await;
    assert_eq!(reviewer.push().await.summary.applied, 1);
    reviewer.pull().await;
    assert!(reviewer.queue().contains(&ids[0]));
}

/// The row of an offer in a reviewer's queue, if it is there.
/// A removal that one reviewer makes while another keeps the offer, heard of by a
/// pull before it is sent, or when it is sent.
async fn a_removal_after_a_keep(pulls: bool) {
    let world = World::demo();
    let ann = world.client("AGORIA", "reviewer").await;
    let ben = world.client("AGORIA", "reviewer2").await;
    let id = ann.queue()[0];
    app::review(&ben.app, removal(id)).await.expect("removes");
    app::review(&ann.app, verdict("keep", [id]))
        .await
        .expect("keeps");
    assert_eq!(ann.push().await.summary.applied, 1);
    if pulls {
        ben.pull().await;
    } else {
        let pushed = ben.push().await.summary;
        assert_eq!((pushed.conflict, pushed.applied), (1, 0));
    }
    let of = |record: &PendingRecord| record.conflicts.clone();
    let page = ConflictPage {
        count: 10,
        ..ConflictPage::default()
    };
    let open = async |client: &Client| -> Vec<_> {
        let found = app::conflicts(&client.app, page.clone()).await;
        found.expect("reads").records.iter().flat_map(of).collect()
    };
    let asked = open(&ben).await;
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert_eq!(asked[0].field, "removed");
    assert_eq!(asked[0].word.as_deref(), Some("keep"));
    assert_eq!(asked[0].mine["reason"], "NON_TECH");
    assert_eq!(asked[0].theirs, Value::Null);
    assert_eq!(ben.push().await.summary.applied, 0, "asked first");
    // Taken back it is asked again, by whatever way.
    answer(&ben, "mine").await;
    assert_eq!(open(&ben).await, []);
    app::undo(&ben.app, Nothing {}).await.expect("undoes");
    assert_eq!(open(&ben).await, asked);
    app::redo(&ben.app, Nothing {}).await.expect("redoes");
    assert_eq!(open(&ben).await, []);
    // More is said: what stood after the keep stands no longer.
    app::review(&ann.app, verdict("defer", [id]))
        .await
        .expect("puts off");
    assert_eq!(ann.push().await.summary.applied, 1);
    assert_eq!(ben.push().await.summary.conflict, 1);
    assert_eq!(open(&ben).await[0].word.as_deref(), Some("defer"));
    answer(&ben, "mine").await;
    assert_eq!(ben.push().await.summary.applied, 1);
    ann.pull().await;
    let seen = ann.get(RecordType::Offer, id).await;
    assert_eq!(seen.row.state, RowState::Removed);
    assert!(seen.row.fields["removed"].get("afterRev").is_none());
    let verdicts: Vec<_> = seen
        .reviews
        .iter()
        .map(|review| review.fields["verdict"].clone())
        .collect();
    assert_eq!(verdicts, [json!("remove"), json!("defer"), json!("keep")]);
}

#[tokio::test]
async fn a_removal_that_is_sent_late_does_not_override_a_keep() {
    a_removal_after_a_keep(false).await;
}

#[tokio::test]
async fn a_removal_that_waits_is_asked_again_when_a_colleague_keeps() {
    a_removal_after_a_keep(true).await;
}

/// A keep of an offer that its owner changes meanwhile.
async fn a_keep_of_what_changed(pulls: bool) {
    let world = World::demo();
    let (owner, ids) = owner(&world).await;
    let reviewer = world.client("AGORIA", "reviewer").await;
    let id = ids[0];
    let before = reviewer.get(RecordType::Offer, id).await.row.fields["name"].clone();
    app::review(&reviewer.app, verdict("keep", [id]))
        .await
        .expect("keeps");
    owner.edit(id, json!({"name": "Iets heel anders"})).await;
    owner.push().await;
    if pulls {
        reviewer.pull().await;
    } else {
        let pushed = reviewer.push().await.summary;
        assert_eq!((pushed.conflict, pushed.applied), (1, 0));
    }
    let page = ConflictPage {
        count: 10,
        ..ConflictPage::default()
    };
    let found = app::conflicts(&reviewer.app, page.clone())
        .await
        .expect("reads");
    assert_eq!(found.total, 1);
    let asked = &found.records[0].conflicts[0];
    assert_eq!((asked.field.as_str(), &asked.word), ("seenRev", &None));
    let changes: Vec<_> = asked
        .changes
        .iter()
        .map(|change| (change.field.as_str(), &change.before, &change.after))
        .collect();
    assert_eq!(changes, [("name", &before, &json!("Iets heel anders"))]);
    assert!(reviewer.queue().contains(&id), "it waits for a look");
    assert_eq!(reviewer.push().await.summary.applied, 0, "asked first");
    answer(&reviewer, "mine").await;
    // Taken back it is asked again, with what changed.
    app::undo(&reviewer.app, Nothing {}).await.expect("undoes");
    let again = app::conflicts(&reviewer.app, page).await.expect("reads");
    assert_eq!(again.records[0].conflicts, found.records[0].conflicts);
    app::redo(&reviewer.app, Nothing {}).await.expect("redoes");
    assert_eq!(questions(&reviewer).await, []);
    assert_eq!(reviewer.push().await.summary.applied, 1);
    reviewer.pull().await;
    assert!(!reviewer.queue().contains(&id), "kept as it is now");
    assert_eq!(reviewer.pending().await, 0);
}

#[tokio::test]
async fn a_verdict_that_is_sent_late_does_not_stand_for_an_offer_that_changed() {
    a_keep_of_what_changed(false).await;
}

#[tokio::test]
async fn a_verdict_that_waits_is_asked_again_when_its_offer_changes() {
    a_keep_of_what_changed(true).await;
}

async fn row(client: &Client, view: u32, id: RecordId) -> Option<Row> {
    let args = ViewWindow {
        view,
        from: 0,
        count: 500,
    };
    let window = app::view_window(&client.app, args).await.expect("a window");
    window.rows.into_iter().find(|row| row.id == id)
}

#[tokio::test]
async fn what_a_colleague_decided_is_seen_and_never_decided_again_unknowingly() {
    let world = World::demo();
    let ann = world.client("AGORIA", "reviewer").await;
    let ben = world.client("AGORIA", "reviewer2").await;
    let id = ann.queue()[0];
    let open = views::filter(RecordType::Offer, Vec::new());
    let open = ViewOpen {
        review_queue: true,
        ..open
    };
    let view = app::view_open(&ben.app, open).await.expect("a view").view;
    let shown = row(&ben, view, id).await.and_then(|row| row.review);
    let before = shown.expect("where it stands");
    assert!(before.waits && before.decision.is_none());

    let keep = |known: &str| ReviewDecision {
        ids: vec![id],
        verdict: "keep".to_owned(),
        reasons: Vec::new(),
        note: Default::default(),
        due: None,
        seen: Default::default(),
        known: [(id, known.to_owned())].into(),
        notify: true,
        confirm: false,
    };
    app::review(&ann.app, keep("")).await.expect("keeps");
    ann.push().await;
    ben.pull().await;
    // The open queue tells it in its place.
    let after = row(&ben, view, id).await.and_then(|row| row.review);
    let after = after.expect("where it stands");
    let decision = after.decision.expect("a decision");
    assert!(!after.waits && !decision.own);
    assert_eq!(decision.verdict, "keep");
    assert_eq!(decision.by, "reviewer@agoria.example");
    // Who had not seen it decides nothing; who has may.
    let error = app::review(&ben.app, keep("")).await.expect_err("not seen");
    assert_eq!(error.code, ErrorCode::DecidedMeanwhile);
    assert_eq!(error.args["by"], "reviewer@agoria.example");
    assert_eq!(ben.pending().await, 0);
    app::review(&ben.app, keep(&decision.review.to_string()))
        .await
        .expect("seen");
    assert_eq!(ben.pending().await, 1);
}

#[tokio::test]
async fn colleagues_see_what_is_looked_at_while_they_are_online() {
    let world = World::demo();
    let ann = world.client("AGORIA", "reviewer").await;
    let ben = world.client("AGORIA", "reviewer2").await;
    let owner = world.client("KUL", "administrator").await;
    let id = ann.queue()[0];
    let look = |offer| Claiming { offer };
    let told = app::claim(&ann.app, look(Some(id))).await.expect("told");
    assert!(told.items.is_empty(), "only what others look at");
    let told = app::claim(&ben.app, look(None)).await.expect("told");
    assert_eq!(told.items.len(), 1);
    assert_eq!(
        (told.items[0].offer, told.items[0].name.as_str()),
        (id, "reviewer (AGORIA)")
    );
    // It stays known until it expires, and nobody else may ask.
    let known = app::claims(&ben.app, Nothing {}).await.expect("known");
    assert_eq!(known, told);
    let error = app::claims(&owner.app, Nothing {}).await.expect_err("no");
    assert_eq!(error.code, ErrorCode::NotAllowed);
    // Offline there is nothing to see, and nothing to be told about.
    ben.set_up(false);
    let told = app::claim(&ben.app, look(Some(id))).await.expect("quiet");
    assert!(told.items.is_empty());
}

//! Undo and redo of what was sent, and of what was taken back at the service.
#![allow(clippy::expect_used, reason = "a test may fail wherever it likes")]

use edutracker_app as app;
use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::command::{
    Bulk, ChangeGroupsAsked, Create, EditReply, Grouping, Nothing, Operation, Page, PendingSet,
    RevertPush, Scope, TextChange,
};
use edutracker_tests::world::{Client, World};
use serde_json::json;

async fn undo(client: &Client) -> EditReply {
    app::undo(&client.app, Nothing {}).await.expect("undoes")
}

async fn redo(client: &Client) -> EditReply {
    app::redo(&client.app, Nothing {}).await.expect("redoes")
}

/// Appends to the names of offers, as one step.
async fn suffix(client: &Client, ids: &[RecordId], text: &str) -> Option<u64> {
    let bulk = Bulk {
        scope: Scope::Ids {
            kind: RecordType::Offer,
            ids: ids.to_vec(),
        },
        operation: Operation::Text {
            fields: vec!["name".to_owned()],
            change: TextChange::Suffix,
            text: text.to_owned(),
        },
        leave_archived: false,
        confirm: false,
    };
    app::bulk(&client.app, bulk).await.expect("edits").step
}

/// Takes a push back, all of it or the edits of one record.
async fn revert(client: &Client, push: &str, only: Option<RecordId>) {
    let asked = edutracker_protocol::command::PushAsked {
        push: push.to_owned(),
    };
    let detail = app::push_detail(&client.app, asked).await.expect("detail");
    let items = only.map(|id| {
        let of = detail.items.iter().filter(|item| item.id == id.to_string());
        of.map(|item| item.mid.clone()).collect()
    });
    let back = RevertPush {
        push: push.to_owned(),
        items,
        dry_run: false,
        comment: None,
        confirm: true,
    };
    app::revert(&client.app, back).await.expect("taken back");
}

/// What a push says is read by people: no id stands in it that has no name.
#[tokio::test]
async fn what_was_sent_names_the_organisation() {
    let world = World::demo();
    let (a, _, _) = world.two().await;
    let contact = Create {
        kind: RecordType::Contact,
        fields: json!({ "name": "Els Peeters", "email": "els@kul.example" })
            .as_object()
            .cloned()
            .expect("an object"),
    };
    app::create(&a.app, contact).await.expect("creates");
    let push = a.push().await.push;
    let asked = edutracker_protocol::command::PushAsked { push };
    let detail = app::push_detail(&a.app, asked).await.expect("detail");
    let item = detail.items.first().expect("the contact");
    let of = |field: &str| item.changes.iter().find(|change| change.field == field);
    let organisation = of("organisation").and_then(|change| change.after.as_str());
    let name = item.names.get(organisation.expect("its organisation"));
    assert!(
        name.is_some_and(|name| !name.is_empty()),
        "{:?}",
        item.names
    );
}

async fn standings(client: &Client) -> Vec<(String, String, u64)> {
    let journal = app::journal(&client.app, Page { from: 0, count: 50 })
        .await
        .expect("journal");
    let steps = journal.steps.into_iter();
    steps
        .map(|step| (step.action, step.standing, step.detail.changed))
        .collect()
}

#[tokio::test]
async fn a_sent_step_that_is_taken_back_waits_to_be_sent_under_its_own_name() {
    let world = World::demo();
    let (a, _, ids) = world.two().await;
    suffix(&a, &ids[..3], " (oud)").await;
    a.push().await;
    let step = suffix(&a, &ids[..3], " (2027)").await;
    let name = a.offer(ids[0]).await["name"].clone();
    a.push().await;

    let undone = undo(&a).await;
    assert_eq!((undone.changed, undone.waits, undone.kept), (3, 3, 0));
    assert!(matches!(
        undone.detail.operation,
        Some(Operation::Text { .. })
    ));
    let asked = ChangeGroupsAsked {
        grouping: Grouping::Step,
        ticks: Vec::new(),
        from: 0,
        count: 10,
    };
    let groups = app::change_groups(&a.app, asked.clone())
        .await
        .expect("groups")
        .groups;
    assert_eq!(groups.len(), 1, "not the older step that touched the names");
    assert_eq!(groups[0].set, PendingSet::Step { step });
    let entry = groups[0].step.as_ref().expect("its step");
    assert_eq!(entry.standing, "undone");

    // Done again, nothing is left to send.
    let again = redo(&a).await;
    assert_eq!((again.changed, again.waits), (3, 0));
    assert_eq!(
        (a.pending().await, &a.offer(ids[0]).await["name"]),
        (0, &name)
    );
    // What was not sent yet leaves nothing behind.
    a.edit(ids[4], json!({"name": "Nog niet verzonden"})).await;
    let undone = undo(&a).await;
    assert_eq!((undone.changed, undone.waits), (1, 0));
}

#[tokio::test]
async fn undo_and_redo_pass_over_what_the_service_took_back() {
    let world = World::demo();
    let (a, _, ids) = world.two().await;
    a.edit(ids[5], json!({"website": "https://ervoor.example"}))
        .await;
    let before = a.offer(ids[0]).await["name"].clone();
    suffix(&a, &ids[..3], " (2027)").await;
    a.edit(ids[0], json!({"website": "https://erbij.example"}))
        .await;
    let push = a.push().await.push;
    revert(&a, &push, None).await;
    assert_eq!(a.offer(ids[0]).await["name"], before);

    // All three steps were in the push.
    let told = standings(&a).await;
    assert!(told.iter().all(|step| step.1 == "reverted"), "{told:?}");
    assert_eq!(redo(&a).await.changed, 0);
    assert_eq!(undo(&a).await.changed, 0);
    assert_eq!(a.pending().await, 0);

    // A step that was taken back here before the push was taken back there is
    // not done again either.
    suffix(&a, &ids[..3], " (2028)").await;
    let push = a.push().await.push;
    undo(&a).await;
    assert_eq!(a.pending().await, 3);
    revert(&a, &push, None).await;
    assert_eq!(a.pending().await, 0, "it is so already");
    assert_eq!(redo(&a).await.changed, 0);

    // What was done before stays the next to be taken back.
    a.edit(ids[6], json!({"name": "Vroeger"})).await;
    suffix(&a, &ids[..3], " (2029)").await;
    let push = a.push().await.push;
    revert(&a, &push, Some(ids[0])).await;
    assert_eq!(
        standings(&a).await[..3],
        [
            ("text".to_owned(), "reverted".to_owned(), 1),
            ("text".to_owned(), "done".to_owned(), 2),
            ("edit".to_owned(), "done".to_owned(), 1),
        ]
    );
    let undone = undo(&a).await;
    assert_eq!((undone.changed, undone.waits), (2, 2));
    assert_eq!(redo(&a).await.changed, 2);
    assert_eq!(a.offer(ids[0]).await["name"], before, "not brought back");
    assert_eq!(a.pending().await, 0);
}

#[tokio::test]
async fn a_push_taken_back_elsewhere_is_passed_over_as_well() {
    let world = World::demo();
    let (a, _, ids) = world.two().await;
    let b = world.client("KUL", "administrator").await;
    a.edit(ids[6], json!({"name": "Vroeger"})).await;
    suffix(&a, &ids[..3], " (2027)").await;
    let push = a.push().await.push;
    b.pull().await;
    revert(&b, &push, None).await;
    a.pull().await;
    let undone = undo(&a).await;
    assert_eq!(undone.changed, 0, "nothing is left of either");
    assert_eq!((redo(&a).await.changed, a.pending().await), (0, 0));
}

#[tokio::test]
async fn new_records_that_the_service_has_stay_and_it_is_said() {
    let world = World::demo();
    let (a, _, ids) = world.two().await;
    a.edit(ids[0], json!({"name": "Vroeger"})).await;
    let mut fields = a.offer(ids[1]).await;
    fields.retain(|name, _| !["id", "published", "confirmedOn"].contains(&name.as_str()));
    fields.insert("name".to_owned(), json!("Nieuw voorstel"));
    let create = Create {
        kind: RecordType::Offer,
        fields,
    };
    app::create(&a.app, create).await.expect("makes");
    let push = a.push().await;
    assert_eq!(push.summary.applied, 2);
    let undone = undo(&a).await;
    assert_eq!((undone.changed, undone.kept), (0, 1));
    assert_eq!(standings(&a).await[0].1, "kept");
    let undone = undo(&a).await;
    assert_eq!((undone.changed, undone.waits), (1, 1), "the one before");
    revert(&a, &push.push, None).await;
    let told = standings(&a).await;
    assert!(told.iter().all(|step| step.1 == "reverted"), "{told:?}");
    assert_eq!((redo(&a).await.changed, a.pending().await), (0, 0));
}

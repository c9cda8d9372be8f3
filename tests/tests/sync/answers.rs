//! Answers to conflicts: one by one and many at once, and what taking them
//! back does.
#![allow(clippy::unwrap_used, reason = "a test may fail wherever it likes")]

use edutracker_app as app;
use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::command::{
    ConflictGroup, ConflictPage, Conflicts, EditReply, Nothing, Resolve, ResolveAll, RowState,
};
use edutracker_tests::world::{Client, World};
use serde_json::{Value, json};

/// Two clients that changed the same fields of three offers: the website of all,
/// and the name of the last as well.
async fn clash(world: &World) -> (Client, Client, Vec<RecordId>) {
    let (a, b, mut ids) = world.two().await;
    ids.truncate(3);
    for (at, id) in ids.iter().enumerate() {
        b.edit(*id, json!({"website": "https://theirs.example"}))
            .await;
        a.edit(*id, json!({"website": "https://mine.example"}))
            .await;
        if at == 2 {
            b.edit(*id, json!({"name": "Theirs"})).await;
            a.edit(*id, json!({"name": "Mine"})).await;
        }
    }
    b.push().await;
    a.pull().await;
    (a, b, ids)
}

async fn open(client: &Client, group: Option<ConflictGroup>) -> Conflicts {
    let asked = ConflictPage {
        from: 0,
        count: 100,
        group,
    };
    app::conflicts(&client.app, asked).await.expect("conflicts")
}

async fn resolve(client: &Client, id: RecordId, take: &str, value: Value) -> EditReply {
    let answer = Resolve {
        kind: RecordType::Offer,
        id,
        field: "website".to_owned(),
        take: take.to_owned(),
        value,
    };
    app::resolve(&client.app, answer).await.expect("resolves")
}

#[tokio::test]
async fn conflicts_come_by_combination_of_fields() {
    let world = World::demo();
    let (a, _, ids) = clash(&world).await;
    let all = open(&a, None).await;
    assert_eq!((all.total, all.shown, all.records.len()), (3, 3, 3));
    let combinations: Vec<_> = all
        .groups
        .iter()
        .map(|g| (g.fields.join(" "), g.count))
        .collect();
    assert_eq!(
        combinations,
        [("website".to_owned(), 2), ("name website".to_owned(), 1)]
    );
    let both = open(&a, all.groups.get(1).cloned()).await;
    assert_eq!((both.total, both.shown, both.records.len()), (3, 1, 1));
    assert_eq!(both.records[0].id, ids[2]);
    assert_eq!(both.records[0].conflicts.len(), 2);
}

#[tokio::test]
async fn many_are_answered_in_one_step_and_asked_again_when_it_is_taken_back() {
    let world = World::demo();
    let (a, b, ids) = clash(&world).await;
    for take in ["mine", "theirs"] {
        let only_website = ResolveAll {
            kind: Some(RecordType::Offer),
            fields: Some(vec!["website".to_owned()]),
            only: true,
            take: take.to_owned(),
            ..ResolveAll::default()
        };
        let reply = app::resolve_all(&a.app, only_website).await.unwrap();
        assert_eq!(reply.changed, 2, "{take}");
        assert!(reply.step.is_some(), "{take} is a step");
        let left = open(&a, None).await;
        assert_eq!((left.total, left.records[0].id), (1, ids[2]), "{take}");
        let website = a.offer(ids[0]).await["website"].clone();
        assert_eq!(website, format!("https://{take}.example"));

        let undone = app::undo(&a.app, Nothing {}).await.unwrap();
        assert_eq!(undone.changed, 2, "{take}");
        let again = open(&a, None).await;
        assert_eq!(again.total, 3, "{take}");
        let view = a.get(RecordType::Offer, ids[0]).await;
        assert_eq!(view.row.state, RowState::Conflict, "{take}");
        assert_eq!(view.conflicts[0].mine, "https://mine.example");
        assert_eq!(view.conflicts[0].theirs, "https://theirs.example");
        assert!(!view.conflicts[0].by.is_empty());
        // What is asked is not sent.
        assert_eq!(a.push().await.summary.applied, 0, "{take}");

        let redone = app::redo(&a.app, Nothing {}).await.unwrap();
        assert_eq!(redone.changed, 2, "{take}");
        assert_eq!(open(&a, None).await.total, 1, "{take}");
        let website = a.offer(ids[0]).await["website"].clone();
        assert_eq!(website, format!("https://{take}.example"));
        app::undo(&a.app, Nothing {}).await.unwrap();
    }
    let everything = ResolveAll {
        take: "mine".to_owned(),
        ..ResolveAll::default()
    };
    let reply = app::resolve_all(&a.app, everything).await.unwrap();
    assert_eq!((reply.changed, open(&a, None).await.total), (3, 0));
    assert_eq!(a.push().await.summary.applied, 3);
    b.pull().await;
    assert_eq!(b.offer(ids[2]).await["name"], "Mine");
    assert_eq!(b.offer(ids[0]).await["website"], "https://mine.example");
}

#[tokio::test]
async fn an_answer_that_was_sent_is_not_asked_again() {
    let world = World::demo();
    let (a, b, ids) = clash(&world).await;
    resolve(&a, ids[0], "mine", Value::Null).await;
    assert_eq!(a.push().await.summary.applied, 1);
    app::undo(&a.app, Nothing {}).await.unwrap();
    let view = a.get(RecordType::Offer, ids[0]).await;
    assert_eq!(view.row.state, RowState::Clean);

    resolve(&a, ids[1], "value", "https://third.example".into()).await;
    assert_eq!(a.push().await.summary.applied, 1);
    b.pull().await;
    assert_eq!(b.offer(ids[1]).await["website"], "https://third.example");
}

#[tokio::test]
async fn an_answer_is_one_of_three() {
    let world = World::demo();
    let (a, _, _) = clash(&world).await;
    for args in [
        ResolveAll {
            take: "both".to_owned(),
            ..ResolveAll::default()
        },
        ResolveAll {
            take: "mine".to_owned(),
            only: true,
            ..ResolveAll::default()
        },
    ] {
        assert!(app::resolve_all(&a.app, args).await.is_err());
    }
    assert_eq!(open(&a, None).await.total, 3);
}

//! Facets say what a filter would find; the history says what was done.

use edutracker_app as app;
use edutracker_domain::{RecordType, record as fields};
use edutracker_protocol::{
    ErrorCode,
    command::{
        Bulk, CellAsked, Condition, FacetsAsked, Nothing, Operation, Page, Save, SavedAsked,
        SavedRef, Scope, Sort, StepAsked, ViewOpen,
    },
};
use edutracker_tests::world::{Client, World};
use serde_json::json;

fn filter(kind: RecordType, conditions: &[Condition]) -> ViewOpen {
    app::views::filter(kind, conditions.to_vec())
}

fn found(client: &Client, kind: RecordType, conditions: &[Condition]) -> u64 {
    app::views::select(&client.app, &filter(kind, conditions))
        .expect("selects")
        .len() as u64
}

async fn agrees(client: &Client, kind: RecordType, names: &[&str], conditions: &[Condition]) {
    let asked = FacetsAsked {
        filter: filter(kind, conditions),
        fields: names.iter().map(|name| (*name).to_owned()).collect(),
        most: None,
    };
    let facets = app::facets(&client.app, asked).await.expect("counts");
    assert_eq!(facets.total, found(client, kind, conditions));
    for facet in &facets.facets {
        let others: Vec<Condition> = conditions
            .iter()
            .filter(|condition| condition.field != facet.field)
            .cloned()
            .collect();
        let reachable = found(client, kind, &others);
        let sum: u64 = facet.values.iter().map(|value| value.count).sum();
        assert!(sum >= reachable, "{} leaves records out", facet.field);
        for value in &facet.values {
            let mut own = others.clone();
            own.push(Condition::new(&facet.field, &value.value));
            assert_eq!(
                value.count,
                found(client, kind, &own),
                "{}={} under {others:?}",
                facet.field,
                value.value
            );
        }
    }
}

const OFFER: &[&str] = &[
    "state",
    "status",
    "subject",
    "studyLevel",
    "studyLevels",
    "studyDomains",
    "collaborationForms",
    "languages",
    "provinces",
    "organisation",
    "contact",
    "sites",
    "published",
    "archived",
    "website",
    "specialisations",
    "durationMonths",
];

#[tokio::test]
async fn each_count_is_what_the_filter_finds() {
    let world = World::demo();
    let client = world.client("KUL", "administrator").await;
    let ids = client.published();
    client
        .edit(
            ids[0],
            json!({"languages": {"nl": null, "fr": null, "en": null}, "studyLevel": null}),
        )
        .await;
    client
        .edit(
            ids[1],
            json!({"languages": {"Klingon": true}, "studyLevel": "WRONG", "contact": "nobody"}),
        )
        .await;
    client
        .edit(
            ids[2],
            json!({"sites": {"nowhere": true}, "archived": true}),
        )
        .await;
    let some = Condition {
        or: vec!["fr".to_owned(), String::new()],
        ..Condition::new("languages", "en")
    };
    let level = Condition {
        or: vec!["PBA".to_owned(), "?".to_owned(), String::new()],
        ..Condition::new("studyLevel", "MA")
    };
    let published = Condition::new("status", "published");
    agrees(&client, RecordType::Offer, OFFER, &[]).await;
    agrees(
        &client,
        RecordType::Offer,
        OFFER,
        std::slice::from_ref(&some),
    )
    .await;
    agrees(
        &client,
        RecordType::Offer,
        OFFER,
        &[some.clone(), level.clone(), published],
    )
    .await;
    agrees(
        &client,
        RecordType::Offer,
        &["languages", "studyLevel"],
        &[some, level],
    )
    .await;
    agrees(
        &client,
        RecordType::Site,
        &["province", "retired", "municipality"],
        &[],
    )
    .await;
    agrees(
        &client,
        RecordType::Organisation,
        &["kind", "languages", "status"],
        &[],
    )
    .await;
    // After a restart of everything that was undone, the counts are those of before.
    while app::undo(&client.app, Nothing {})
        .await
        .expect("undoes")
        .step
        .is_some()
    {}
    agrees(&client, RecordType::Offer, OFFER, &[]).await;
    let asked = FacetsAsked {
        filter: filter(RecordType::Offer, &[]),
        fields: vec!["nope".to_owned()],
        most: None,
    };
    let error = app::facets(&client.app, asked)
        .await
        .expect_err("no such field");
    assert_eq!(error.code, ErrorCode::UnknownField);
}

#[tokio::test]
async fn an_older_step_is_taken_back_unless_a_later_one_changed_the_same() {
    let world = World::demo();
    let client = world.client("KUL", "administrator").await;
    let ids = client.published();
    let names = [
        client.offer(ids[0]).await["name"].clone(),
        client.offer(ids[1]).await["name"].clone(),
    ];
    let first = client
        .edit(ids[0], json!({"name": "One"}))
        .await
        .step
        .expect("a step");
    let other = client
        .edit(ids[0], json!({"website": "https://two.example"}))
        .await
        .step
        .expect("a step");
    let bulk = Bulk {
        scope: Scope::Ids {
            kind: RecordType::Offer,
            ids: ids[..2].to_vec(),
        },
        operation: Operation::Text {
            fields: vec!["name".to_owned()],
            change: edutracker_protocol::command::TextChange::Upper,
            text: String::new(),
        },
        leave_archived: false,
        confirm: false,
    };
    let upper = app::bulk(&client.app, bulk)
        .await
        .expect("does it")
        .step
        .expect("a step");
    let blocked = app::undo_step(&client.app, StepAsked { step: first })
        .await
        .expect("answers");
    assert_eq!(blocked.done.changed, 0);
    assert_eq!(
        blocked
            .in_the_way
            .iter()
            .map(|step| step.step)
            .collect::<Vec<_>>(),
        [upper]
    );
    assert_eq!(client.offer(ids[0]).await["name"], "ONE");
    let done = app::undo_step(&client.app, StepAsked { step: other })
        .await
        .expect("answers");
    assert_eq!((done.done.changed, done.in_the_way.len()), (1, 0));
    assert_ne!(client.offer(ids[0]).await["website"], "https://two.example");
    // It is a step itself: taken back, the older one holds again.
    app::undo(&client.app, Nothing {}).await.expect("undoes");
    assert_eq!(client.offer(ids[0]).await["website"], "https://two.example");
    // Now the last that holds is the bulk edit; with it gone the first is free.
    app::undo_step(&client.app, StepAsked { step: upper })
        .await
        .expect("answers");
    let done = app::undo_step(&client.app, StepAsked { step: first })
        .await
        .expect("answers");
    assert_eq!(done.done.changed, 1);
    assert_eq!(client.offer(ids[0]).await["name"], names[0]);
    assert_eq!(client.offer(ids[1]).await["name"], names[1]);
    let journal = app::journal(&client.app, Page { from: 0, count: 50 })
        .await
        .expect("lists");
    assert_eq!(journal.total, 5);
    let told: Vec<(&str, &str, u64)> = journal
        .steps
        .iter()
        .map(|step| {
            (
                step.action.as_str(),
                step.standing.as_str(),
                step.detail.changed,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("undo-step", "done", 1),
            ("undo-step", "closed", 1),
            ("text", "closed", 2),
            ("edit", "done", 1),
            ("edit", "done", 1)
        ]
    );
    assert!(journal.steps[2].detail.operation.is_some());
    assert_eq!(journal.steps[0].detail.undoes, Some(first));
    let cell = CellAsked {
        kind: RecordType::Offer,
        id: ids[0],
        field: "name".to_owned(),
    };
    let history = app::cell_history(&client.app, cell).await.expect("lists");
    let values: Vec<_> = history
        .entries
        .iter()
        .map(|entry| entry.after.clone())
        .collect();
    assert_eq!(values, [names[0].clone(), json!("ONE"), json!("One")]);
    // Sent, a step says so: taking it back makes a new change.
    client.push().await;
    let journal = app::journal(&client.app, Page { from: 0, count: 50 })
        .await
        .expect("lists");
    let edit = journal
        .steps
        .iter()
        .find(|step| step.step == other)
        .expect("is there");
    assert!(edit.sent);
    let done = app::undo_step(&client.app, StepAsked { step: other })
        .await
        .expect("answers");
    assert_eq!(done.done.changed, 1);
    assert_eq!(client.pending().await, 1);
    let site = fields::text(&client.offer(ids[0]).await, "website").to_owned();
    assert_ne!(site, "https://two.example");
}

/// What is written back by hand was never sent; what was sent, and then written
/// back and sent again, was.
#[tokio::test]
async fn a_step_says_that_it_was_sent_only_when_it_was() {
    let world = World::demo();
    let client = world.client("KUL", "administrator").await;
    let ids = client.published();
    let sent = async || -> Vec<bool> {
        let page = Page { from: 0, count: 50 };
        let journal = app::journal(&client.app, page).await.expect("lists");
        journal.steps.iter().rev().map(|step| step.sent).collect()
    };
    let name = client.offer(ids[0]).await["name"].clone();
    for text in [json!("Eerst"), json!("Dan"), name] {
        client.edit(ids[0], json!({"name": text})).await;
    }
    assert_eq!(client.pending().await, 0);
    assert_eq!(sent().await, [false, false, false]);

    let name = client.offer(ids[1]).await["name"].clone();
    for text in [json!("Anders"), name] {
        client.edit(ids[1], json!({"name": text})).await;
        client.push().await;
    }
    assert_eq!(sent().await[..3], [false, false, false]);
    assert!(sent().await[4], "the last of what was sent");
}

#[tokio::test]
async fn views_are_kept_by_name_and_locked_ones_stay() {
    let world = World::demo();
    let client = world.client("KUL", "administrator").await;
    let save = |name: &str, body: serde_json::Value, locked| Save {
        kind: "view".to_owned(),
        name: name.to_owned(),
        body,
        locked,
    };
    let list = app::save(&client.app, save("B", json!({"columns": ["name"]}), false))
        .await
        .expect("saves");
    assert_eq!(list.items.len(), 1);
    app::save(&client.app, save("A", json!({"x": 1}), true))
        .await
        .expect("saves");
    let error = app::save(&client.app, save("A", json!({"x": 2}), false))
        .await
        .expect_err("locked");
    assert_eq!(
        (error.code, error.args["name"].as_str()),
        (ErrorCode::SavedLocked, "A")
    );
    let a = SavedRef {
        kind: "view".to_owned(),
        name: "A".to_owned(),
    };
    let error = app::forget(&client.app, a.clone())
        .await
        .expect_err("locked");
    assert_eq!(error.code, ErrorCode::SavedLocked);
    app::save(&client.app, save("A", json!({"x": 1}), false))
        .await
        .expect("unlocks");
    app::forget(&client.app, a).await.expect("forgets");
    let asked = |kind: &str| SavedAsked {
        kind: kind.to_owned(),
    };
    let list = app::saved(&client.app, asked("view")).await.expect("lists");
    assert_eq!(list.items[0].body, json!({"columns": ["name"]}));
    assert!(
        app::saved(&client.app, asked("recipe"))
            .await
            .expect("lists")
            .items
            .is_empty()
    );
    assert!(app::saved(&client.app, asked("other")).await.is_err());
}

/// A list by a field that stands only in the record's text comes as its values
/// do: nothing first, then whatever the capitals; upside down the other way.
#[tokio::test]
async fn a_list_by_a_text_comes_in_the_order_of_its_values() {
    let world = World::demo();
    let (a, _, ids) = world.two().await;
    let websites = [
        json!("https://b.example/\"x\""),
        json!("HTTPS://A.example"),
        json!(null),
        json!("https://c.example/é"),
    ];
    for (id, website) in ids.iter().zip(&websites) {
        a.edit(*id, json!({"website": website})).await;
    }
    for descending in [false, true] {
        let by = Sort {
            field: "website".to_owned(),
            descending,
        };
        let view = ViewOpen {
            sort: vec![by],
            ..app::views::filter(RecordType::Offer, Vec::new())
        };
        let all = app::views::select(&a.app, &view).expect("selects");
        let mut values = Vec::new();
        for id in &all {
            let offer = a.offer(*id).await;
            let text = offer.get("website").and_then(|value| value.as_str());
            values.push(text.map(str::to_ascii_lowercase));
        }
        if descending {
            values.reverse();
        }
        assert!(values.is_sorted(), "{values:?}");
        assert!(values.len() > 20 && values.iter().any(Option::is_none));
    }
}

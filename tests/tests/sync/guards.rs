//! Ways in which an edit could be lost or somebody's work overwritten, each
//! tried: they must end in a question, or in both edits kept.

use edutracker_app as app;
use edutracker_domain::{RecordId, RecordType, record};
use edutracker_protocol::command::{
    Discard, Edit, Nothing, Push, RecordEdit, RecordRef, Resolve, ReviewDecision, RowState,
};
use edutracker_store::incoming::Intake;
use edutracker_tests::world::{Client, Fault, World};
use serde_json::{Value, json};

/// Both clients see an offer with exactly these specialisations.
async fn agree(a: &Client, b: &Client, id: RecordId, wanted: &[&str]) {
    let mut patch = serde_json::Map::new();
    for member in record::members(&a.offer(id).await, "specialisations") {
        patch.insert(member.to_owned(), Value::Null);
    }
    patch.extend(
        wanted
            .iter()
            .map(|member| ((*member).to_owned(), json!(true))),
    );
    a.edit(id, json!({"specialisations": patch})).await;
    a.push().await;
    b.pull().await;
    a.pull().await;
}

async fn specialisations(client: &Client, id: RecordId) -> Vec<String> {
    let offer = client.offer(id).await;
    record::members(&offer, "specialisations")
        .iter()
        .map(|s| (*s).to_owned())
        .collect()
}

fn removal(id: RecordId, reason: &str) -> ReviewDecision {
    ReviewDecision {
        seen: Default::default(),
        known: Default::default(),
        notify: true,
        ids: vec![id],
        verdict: "remove".into(),
        reasons: vec![reason.into()],
        note: Default::default(),
        due: None,
        confirm: false,
    }
}

#[tokio::test]
async fn taking_the_last_member_away_leaves_what_others_added() {
    let world = World::demo();
    let (a, b, ids) = world.two().await;
    agree(&a, &b, ids[0], &["x"]).await;
    a.edit(ids[0], json!({"specialisations": {"x": null}}))
        .await;
    b.edit(ids[0], json!({"specialisations": {"y": true}}))
        .await;
    b.push().await;
    assert_eq!(a.push().await.summary.merged, 1);
    b.pull().await;
    assert_eq!(specialisations(&b, ids[0]).await, ["y"]);
}

#[tokio::test]
async fn undoing_the_first_member_leaves_what_others_added() {
    let world = World::demo();
    let (a, b, ids) = world.two().await;
    agree(&a, &b, ids[0], &[]).await;
    a.edit(ids[0], json!({"specialisations": {"x": true}}))
        .await;
    a.push().await;
    b.pull().await;
    b.edit(ids[0], json!({"specialisations": {"y": true}}))
        .await;
    b.push().await;
    a.pull().await;
    app::undo(&a.app, Nothing {}).await.expect("undoes");
    assert_eq!(specialisations(&a, ids[0]).await, ["y"]);
}

#[tokio::test]
async fn an_edit_made_while_waiting_meets_what_others_changed_as_a_question() {
    let world = World::demo();
    let (a, b, ids) = world.two().await;
    a.edit(ids[0], json!({"name": "Nieuw"})).await;
    a.fail([Fault::DropRequest]);
    a.try_push().await.expect_err("lost");
    a.edit(ids[0], json!({"website": "https://a.example"}))
        .await;
    b.edit(ids[0], json!({"website": "https://b.example"}))
        .await;
    b.push().await;
    a.push().await;
    let view = a.get(RecordType::Offer, ids[0]).await;
    assert_eq!(view.conflicts.len(), 1);
    assert_eq!(view.conflicts[0].theirs, json!("https://b.example"));
    // Who changed it, not who wrote the record before.
    let theirs = app::session(&b.app, Nothing {}).await.expect("a session");
    let author = theirs.account.map(|account| account.email);
    assert_eq!(Some(&view.conflicts[0].by), author.as_ref());
    b.pull().await;
    let seen = b.offer(ids[0]).await;
    assert_eq!(
        (record::text(&seen, "name"), record::text(&seen, "website")),
        ("Nieuw", "https://b.example")
    );
}

#[tokio::test]
async fn a_removal_is_asked_again_when_the_offer_has_changed() {
    let world = World::demo();
    let (owner, _, ids) = world.two().await;
    let reviewer = world.client("AGORIA", "reviewer").await;
    // Seen by a pull, and seen in the answer to a push.
    for (id, pulls) in [(ids[0], true), (ids[1], false)] {
        app::review(&reviewer.app, removal(id, "NON_TECH"))
            .await
            .expect("decides");
        owner
            .edit(id, json!({"description": "Nu wel technologisch"}))
            .await;
        owner.push().await;
        if pulls {
            reviewer.pull().await;
        } else {
            assert_eq!(reviewer.push().await.summary.conflict, 1);
        }
        let view = reviewer.get(RecordType::Offer, id).await;
        assert_eq!(
            (view.row.state, view.conflicts.len()),
            (RowState::Conflict, 1)
        );
        assert_eq!(reviewer.push().await.summary.applied, 0);
        assert!(world.public("KUL").await.contains(&id.to_string()));
    }
    // Having seen it, the reviewer may insist, or let it be.
    let answer = |id, take: &str| Resolve {
        kind: RecordType::Offer,
        id,
        field: "removed".into(),
        take: take.into(),
        value: Value::Null,
    };
    app::resolve(&reviewer.app, answer(ids[0], "mine"))
        .await
        .expect("insists");
    app::resolve(&reviewer.app, answer(ids[1], "theirs"))
        .await
        .expect("lets it be");
    assert_eq!(reviewer.push().await.summary.applied, 1);
    assert_eq!(reviewer.pending().await, 0);
    let public = world.public("KUL").await;
    assert!(!public.contains(&ids[0].to_string()) && public.contains(&ids[1].to_string()));
}

#[tokio::test]
async fn the_reason_of_a_removal_can_be_changed() {
    let world = World::demo();
    let (owner, _, ids) = world.two().await;
    let reviewer = world.client("AGORIA", "reviewer").await;
    for reason in ["NON_TECH", "LIFELONG"] {
        app::review(&reviewer.app, removal(ids[0], reason))
            .await
            .expect("decides");
        assert_eq!(reviewer.push().await.summary.applied, 1, "{reason}");
        reviewer.pull().await;
    }
    owner.pull().await;
    assert_eq!(owner.offer(ids[0]).await["removed"]["reason"], "LIFELONG");
}

#[tokio::test]
async fn undo_leaves_a_text_that_somebody_else_rewrote() {
    let world = World::demo();
    let (a, b, _) = world.two().await;
    let organisation = a.ids(RecordType::Organisation, &[])[0];
    let edit = |text: &str| {
        let patch = serde_json::from_value(json!({"about": {"nl": text}})).expect("an object");
        Edit {
            edits: vec![RecordEdit {
                kind: RecordType::Organisation,
                id: organisation,
                patch,
            }],
        }
    };
    app::edit(&a.app, edit("van a")).await.expect("edits");
    a.push().await;
    b.pull().await;
    app::edit(&b.app, edit("van b")).await.expect("edits");
    b.push().await;
    a.pull().await;
    app::undo(&a.app, Nothing {}).await.expect("undoes");
    a.push().await;
    b.pull().await;
    let seen = b
        .get(RecordType::Organisation, organisation)
        .await
        .row
        .fields;
    assert_eq!(seen["about"]["nl"], "van b");
}

#[tokio::test]
async fn asking_sends_nothing_not_even_what_waits() {
    let world = World::demo();
    let (a, b, ids) = world.two().await;
    a.edit(ids[0], json!({"name": "Nieuw"})).await;
    a.fail([Fault::DropRequest]);
    a.try_push().await.expect_err("lost");
    a.edit(ids[1], json!({"name": "Ook nieuw"})).await;
    let asked = app::push(
        &a.app,
        Push {
            dry_run: true,
            ..Push::default()
        },
    )
    .await
    .expect("asks");
    assert_eq!(asked.summary.applied, 1);
    b.pull().await;
    for id in &ids[..2] {
        assert_ne!(
            record::text(&b.offer(*id).await, "name"),
            record::text(&a.offer(*id).await, "name")
        );
    }
}

#[tokio::test]
async fn a_record_deleted_at_the_service_goes_with_the_last_edit_on_it() {
    let world = World::demo();
    let (a, _, ids) = world.two().await;
    let deleted = |id| {
        app::status::with_cache(&a.app, |cache| {
            cache.write(|tx| {
                let mut intake = Intake::new(tx, "2026-11-22")?;
                let gone = intake.tombstone(RecordType::Offer, id, 1_000_000, "somebody")?;
                intake.finish()?;
                Ok::<_, edutracker_store::Error>(gone)
            })
        })
        .expect("a tombstone")
    };
    let record = |id| RecordRef {
        kind: RecordType::Offer,
        id,
    };
    a.edit(ids[0], json!({"name": "Nieuw"})).await;
    deleted(ids[0]);
    assert_eq!(
        a.get(RecordType::Offer, ids[0]).await.row.state,
        RowState::Conflict
    );
    app::undo(&a.app, Nothing {}).await.expect("undoes");
    assert!(app::record_get(&a.app, record(ids[0])).await.is_err());
    // Given up on purpose, the words can be had back.
    a.edit(ids[1], json!({"name": "Mijn woorden"})).await;
    deleted(ids[1]);
    let given_up = app::discard(
        &a.app,
        Discard {
            records: vec![record(ids[1])],
            field: None,
        },
    )
    .await
    .expect("gives up");
    assert!(given_up.step.is_some());
    assert!(app::record_get(&a.app, record(ids[1])).await.is_err());
    app::undo(&a.app, Nothing {}).await.expect("undoes");
    assert_eq!(record::text(&a.offer(ids[1]).await, "name"), "Mijn woorden");
}

#[tokio::test]
async fn undoing_the_edit_in_conflict_ends_the_question() {
    let world = World::demo();
    let (a, b, ids) = world.two().await;
    a.edit(ids[0], json!({"name": "Van A"})).await;
    b.edit(ids[0], json!({"name": "Van B"})).await;
    b.push().await;
    a.pull().await;
    assert_eq!(
        a.get(RecordType::Offer, ids[0]).await.row.state,
        RowState::Conflict
    );
    app::undo(&a.app, Nothing {}).await.expect("undoes");
    let view = a.get(RecordType::Offer, ids[0]).await;
    assert_eq!((view.row.state, view.conflicts.len()), (RowState::Clean, 0));
    assert_eq!(record::text(&view.row.fields, "name"), "Van B");
    assert_eq!(a.pending().await, 0);
}

/// Somebody retires the contact that an edit here is about to refer to.
#[tokio::test]
async fn a_contact_retired_under_a_pending_edit_is_told_and_the_edit_kept() {
    let world = World::demo();
    let (a, b, ids) = world.two().await;
    let offer = ids[0];
    let before = a.offer(offer).await["contact"].clone();
    let others: Vec<RecordId> = a
        .ids(RecordType::Contact, &[])
        .into_iter()
        .filter(|id| json!(id.to_string()) != before)
        .collect();
    let [gone, stays, ..] = others.as_slice() else {
        panic!("three contacts");
    };
    a.edit(offer, json!({"contact": gone.to_string()})).await;
    let retired = RecordEdit {
        kind: RecordType::Contact,
        id: *gone,
        patch: json!({"retired": true})
            .as_object()
            .expect("a patch")
            .clone(),
    };
    let edits = Edit {
        edits: vec![retired],
    };
    app::edit(&b.app, edits).await.expect("retires");
    b.push().await;
    let advice = async |client: &Client| -> usize {
        let view = client.get(RecordType::Offer, offer).await;
        assert_eq!(view.row.fields["contact"], json!(gone.to_string()), "kept");
        let told = view
            .row
            .findings
            .iter()
            .map(|finding| finding.code.as_str());
        told.filter(|code| *code == "retired-reference").count()
    };
    assert_eq!(advice(&a).await, 0, "it is not known here yet");
    a.pull().await;
    assert_eq!(advice(&a).await, 1, "it is told while the edit is pending");
    let state = a.get(RecordType::Offer, offer).await.row.state;
    assert_eq!(state, RowState::Changed, "and it is advice");
    assert_eq!(a.push().await.summary.applied, 1);
    b.pull().await;
    assert_eq!((advice(&a).await, advice(&b).await), (1, 1));
    a.edit(offer, json!({"contact": stays.to_string()})).await;
    assert_eq!(a.push().await.summary.applied, 1);
    b.pull().await;
    assert_eq!(b.offer(offer).await["contact"], json!(stays.to_string()));
}

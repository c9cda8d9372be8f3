//! Parts of the pending edits: in groups, ticked, asked about, and sent.
#![allow(clippy::expect_used, reason = "a test may fail wherever it likes")]

use edutracker_app as app;
use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::{
    command::{
        Bulk, ChangeGroups, ChangeGroupsAsked, ChangePage, ChangePageAsked, Create, DiscardTicked,
        Grouping, Nothing, Operation, PendingSet, Push, PushReply, RowState, Scope, Tick,
    },
    wire::{ItemStatus, WireLimits},
};
use edutracker_store::pack::{Envelope, Outgoing, Packing};
use edutracker_tests::world::{Client, World};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

fn record(id: RecordId) -> PendingSet {
    PendingSet::Record {
        kind: RecordType::Offer,
        id,
    }
}

fn tick(set: PendingSet, on: bool) -> Tick {
    Tick { set, on }
}

/// Nothing but these sets.
fn only(sets: impl IntoIterator<Item = PendingSet>) -> Vec<Tick> {
    let none = tick(PendingSet::All {}, false);
    std::iter::once(none)
        .chain(sets.into_iter().map(|set| tick(set, true)))
        .collect()
}

async fn groups(client: &Client, grouping: Grouping, ticks: &[Tick]) -> ChangeGroups {
    let asked = ChangeGroupsAsked {
        grouping,
        ticks: ticks.to_vec(),
        from: 0,
        count: 100,
    };
    app::change_groups(&client.app, asked)
        .await
        .expect("groups")
}

async fn page(client: &Client, set: PendingSet, ticks: &[Tick]) -> ChangePage {
    let asked = ChangePageAsked {
        set,
        ticks: ticks.to_vec(),
        from: 0,
        count: 200,
    };
    app::change_page(&client.app, asked).await.expect("a page")
}

async fn push(client: &Client, ticks: &[Tick], dry_run: bool) -> PushReply {
    let push = Push {
        dry_run,
        ticks: Some(ticks.to_vec()),
        ..Push::default()
    };
    app::push(&client.app, push).await.expect("answers")
}

/// The records on the page by what becomes of them.
async fn going(client: &Client, ticks: &[Tick]) -> BTreeSet<RecordId> {
    let page = page(client, PendingSet::All {}, ticks).await;
    let goes = page.records.iter().filter(|edit| edit.ticked || edit.along);
    goes.map(|edit| edit.record.id).collect()
}

#[tokio::test]
async fn what_is_ticked_goes_and_the_rest_stays_as_it_is() {
    let world = World::demo();
    let (a, b, ids) = world.two().await;
    for (at, id) in ids[..5].iter().enumerate() {
        a.edit(*id, json!({"name": format!("Nieuwe naam {at}")}))
            .await;
    }
    a.edit(ids[4], json!({"name": ""})).await;
    let ticks = only([record(ids[0]), record(ids[1]), record(ids[4])]);
    let counts = groups(&a, Grouping::Record, &ticks).await.records;
    // What a rule holds back cannot be ticked.
    assert_eq!((counts.total, counts.ready, counts.going), (5, 4, 2));

    let sent = push(&a, &ticks, false).await;
    assert_eq!((sent.summary.applied, sent.summary.invalid), (2, 0));
    assert_eq!(a.pending().await, 3);
    b.pull().await;
    let name = async |client: &Client, id| client.offer(id).await["name"].clone();
    for (at, id) in ids[..5].iter().enumerate() {
        let mine = json!(format!("Nieuwe naam {at}"));
        assert_eq!(name(&b, *id).await == mine, at < 2, "{at}");
    }
    let state = async |id| a.get(RecordType::Offer, id).await.row.state;
    assert_eq!(state(ids[2]).await, RowState::Changed);
    assert_eq!(state(ids[4]).await, RowState::Invalid);
    assert_eq!(a.push().await.summary.applied, 2);
}

#[tokio::test]
async fn a_new_contact_goes_with_the_offer_that_names_it() {
    let world = World::demo();
    let (a, b, ids) = world.two().await;
    let mut contacts = Vec::new();
    for name in ["Eerste nieuwe", "Tweede nieuwe"] {
        let email = format!("{}@kul.example", &name[..6].to_lowercase());
        let fields = json!({"name": name, "email": email.replace(' ', "x")});
        let create = Create {
            kind: RecordType::Contact,
            fields: serde_json::from_value(fields).expect("an object"),
        };
        contacts.push(app::create(&a.app, create).await.expect("creates").ids[0]);
    }
    a.edit(ids[0], json!({"contact": contacts[0]})).await;
    a.edit(ids[1], json!({"name": "Zonder nieuwe contactpersoon"}))
        .await;

    let ticks = only([record(ids[0])]);
    let told = groups(&a, Grouping::Record, &ticks).await;
    assert_eq!((told.records.total, told.records.going), (4, 2));
    let along: Vec<RecordId> = told.along.iter().map(|named| named.id).collect();
    assert_eq!((along, told.along_count), (vec![contacts[0]], 1));
    let sent = push(&a, &ticks, false).await;
    assert_eq!(sent.summary.applied, 2);
    assert!(sent.results.is_empty(), "{:?}", sent.results);
    b.pull().await;
    assert_eq!(b.offer(ids[0]).await["contact"], json!(contacts[0]));
    assert_eq!(b.ids(RecordType::Contact, &[("name", "Tweede nieuwe")]), []);
    assert_eq!(a.pending().await, 2);
    // Without an offer that names it, nothing brings the other one along.
    let told = groups(&a, Grouping::Record, &only([record(ids[1])])).await;
    assert_eq!((told.records.going, told.along_count), (1, 0));
}

#[tokio::test]
async fn edits_are_grouped_by_step_and_by_field() {
    let world = World::demo();
    let (a, _, ids) = world.two().await;
    let bulk = Bulk {
        scope: Scope::Ids {
            kind: RecordType::Offer,
            ids: ids[..4].to_vec(),
        },
        operation: Operation::Text {
            fields: vec!["name".to_owned()],
            change: edutracker_protocol::command::TextChange::Suffix,
            text: " (2027)".to_owned(),
        },
        leave_archived: false,
        confirm: false,
    };
    let step = app::bulk(&a.app, bulk).await.expect("edits").step;
    let website = json!({"website": "https://nieuw.example"});
    a.edit(ids[3], website.clone()).await;
    a.edit(ids[4], website).await;

    let by_step = groups(&a, Grouping::Step, &[]).await;
    let counts: Vec<u64> = by_step.groups.iter().map(|g| g.records.total).collect();
    assert_eq!(counts, [1, 1, 4], "the newest first, with all they edited");
    let bulk = &by_step.groups[2];
    assert_eq!(bulk.set, PendingSet::Step { step });
    let operation = bulk.step.as_ref().and_then(|s| s.detail.operation.clone());
    assert!(matches!(operation, Some(Operation::Text { .. })));
    // What was taken back is no step any more.
    app::undo(&a.app, Nothing {}).await.expect("undoes");
    app::undo(&a.app, Nothing {}).await.expect("undoes");
    let by_step = groups(&a, Grouping::Step, &[]).await;
    assert_eq!(by_step.groups.len(), 1);
    assert_eq!(by_step.groups[0].records.total, 4);
    app::redo(&a.app, Nothing {}).await.expect("redoes");
    app::redo(&a.app, Nothing {}).await.expect("redoes");

    let field = |field: &str| PendingSet::Field {
        kind: RecordType::Offer,
        field: field.to_owned(),
    };
    let ticks = [tick(field("name"), false), tick(record(ids[0]), true)];
    let by_field = groups(&a, Grouping::Field, &ticks).await;
    let told: Vec<_> = by_field
        .groups
        .iter()
        .map(|g| (g.set.clone(), g.records.total, g.records.going))
        .collect();
    let expected = [(field("name"), 4, 1), (field("website"), 2, 1)];
    assert_eq!(told, expected);
    let of_field = page(&a, field("website"), &ticks).await;
    assert_eq!(of_field.total, 2);
    let sent = push(&a, &ticks, false).await;
    assert_eq!(sent.summary.applied, 2);
    assert_eq!(a.pending().await, 3);
    let gone = DiscardTicked {
        ticks: only([record(ids[1])]),
    };
    let gone = app::discard_ticked(&a.app, gone).await.expect("discards");
    assert_eq!((gone.changed, a.pending().await), (1, 2));
}

#[tokio::test]
async fn a_step_that_was_left_out_stays_out_when_its_records_are_edited_again() {
    let world = World::demo();
    let (a, _, ids) = world.two().await;
    a.edit(ids[0], json!({"description": "Eerst verstuurd."}))
        .await;
    a.push().await;
    let name = json!({"name": "Andere naam"});
    let first = a.edit(ids[0], name).await.step;
    let left = [tick(PendingSet::Step { step: first }, false)];
    assert_eq!(going(&a, &left).await, BTreeSet::new());
    let website = json!({"website": "https://nieuw.example"});
    let second = a.edit(ids[0], website.clone()).await.step;
    a.edit(ids[1], website).await;
    assert_eq!(going(&a, &left).await, BTreeSet::from([ids[1]]));
    // It goes whole, in whichever of its steps it is ticked again.
    let again = [
        left[0].clone(),
        tick(PendingSet::Step { step: second }, true),
    ];
    assert_eq!(going(&a, &again).await, BTreeSet::from([ids[0], ids[1]]));
    // A step that was sent is none of them, though it is about the same record.
    let told: Vec<(Option<u64>, u64, u64)> = groups(&a, Grouping::Step, &left)
        .await
        .groups
        .iter()
        .map(|group| {
            let step = group.step.as_ref().map(|step| step.step);
            (step, group.records.total, group.records.going)
        })
        .collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert_eq!(told[1..], [(second, 1, 0), (first, 1, 0)]);
    // The same field again: what is pending comes from both.
    a.edit(ids[0], json!({"name": "Nog een naam"})).await;
    assert_eq!(going(&a, &left).await, BTreeSet::from([ids[1]]));
    app::undo(&a.app, Nothing {}).await.expect("undoes");
    assert_eq!(going(&a, &left).await, BTreeSet::from([ids[1]]));
}

#[tokio::test]
async fn verdicts_are_of_what_was_ticked_and_grow_old() {
    let world = World::demo();
    let (a, b, ids) = world.two().await;
    b.edit(ids[0], json!({"name": "Van B"})).await;
    b.push().await;
    for id in &ids[..3] {
        a.edit(*id, json!({"name": "Van A"})).await;
    }
    let ticks = [tick(record(ids[2]), false)];
    let asked = push(&a, &ticks, true).await;
    assert_eq!((asked.summary.applied, asked.summary.conflict), (1, 1));
    assert_eq!(asked.results.len(), 1, "only what would not be taken");
    let verdicts = async |ticks: &[Tick]| {
        let page = page(&a, PendingSet::All {}, ticks).await;
        page.records
            .into_iter()
            .map(|edit| (edit.record.id, (edit.verdict.map(|v| v.status), edit.stale)))
            .collect::<BTreeMap<_, _>>()
    };
    let fresh = verdicts(&ticks).await;
    assert_eq!(fresh[&ids[0]], (Some(ItemStatus::Conflict), false));
    assert_eq!(fresh[&ids[1]], (Some(ItemStatus::Applied), false));
    assert_eq!(fresh[&ids[2]], (None, false));
    assert!(verdicts(&[]).await[&ids[1]].1, "ticked since");
    a.edit(ids[1], json!({"name": "Weer van A"})).await;
    assert!(verdicts(&ticks).await[&ids[1]].1, "edited since");
    let told = groups(&a, Grouping::Record, &ticks).await.verdicts;
    assert!(told.expect("asked").stale);

    // A push cut off half-way: what was sent waits, the rest is as it was.
    a.fail([edutracker_tests::world::Fault::DropAnswer]);
    let sent = Push {
        ticks: Some(ticks.to_vec()),
        ..Push::default()
    };
    app::push(&a.app, sent).await.expect_err("no answer");
    let told = groups(&a, Grouping::Record, &ticks).await;
    assert_eq!(
        (told.records.total, told.waiting, told.records.ready),
        (3, 2, 1)
    );
    assert!(told.verdicts.expect("asked").stale);
    let sent = push(&a, &ticks, false).await;
    assert_eq!((sent.summary.applied, sent.summary.conflict), (1, 1));
    assert_eq!(a.pending().await, 2);
}

#[tokio::test]
async fn verdicts_are_old_exactly_when_what_is_pending_is_another() {
    let world = World::demo();
    let (a, b, ids) = world.two().await;
    for id in &ids[..2] {
        a.edit(*id, json!({"name": "Van A"})).await;
    }
    push(&a, &[], true).await;
    let stale = async || {
        let told = groups(&a, Grouping::Record, &[]).await.verdicts;
        told.expect("asked").stale
    };
    assert!(!stale().await);
    app::undo(&a.app, Nothing {}).await.expect("undoes");
    assert!(stale().await);
    // The same edits again: the verdicts are about them.
    app::redo(&a.app, Nothing {}).await.expect("redoes");
    assert!(!stale().await);
    // No step was made here, and another edit is pending all the same.
    b.edit(ids[1], json!({"name": "Van B"})).await;
    b.push().await;
    a.pull().await;
    assert!(stale().await);
}

/// Packing that stops between the parts packs what it packs in one go, and does
/// not look again at what it packed: what went away since is never missed.
#[tokio::test]
async fn packing_goes_on_where_it_was_paused() {
    let world = World::demo();
    let (a, _, ids) = world.two().await;
    for id in &ids[..7] {
        a.edit(*id, json!({"name": "Andere naam"})).await;
    }
    a.edit(ids[7], json!({"name": ""})).await;
    let limits = WireLimits {
        push_items: 3,
        ..WireLimits::default()
    };
    let envelope = Envelope {
        limits,
        ..Envelope::default()
    };
    let today = "2026-11-22";
    let ids_of = |items: Vec<Outgoing>| -> Vec<RecordId> {
        items.into_iter().map(|item| item.stored.id).collect()
    };
    let whole = app::status::with_cache(&a.app, |cache| {
        cache.read(|c| {
            let mut packing = Packing::new(c, &envelope, None, today)?;
            let mut parts = Vec::new();
            while let Some(items) = packing.next_part()? {
                parts.push(ids_of(items));
            }
            Ok::<_, edutracker_store::Error>((parts, packing.finish()?.held.len()))
        })
    })
    .expect("packs");
    assert_eq!((whole.0.len(), whole.1), (3, 1));
    let (mut rest, mut parts) = (None, Vec::new());
    loop {
        let (items, left) = app::status::with_cache(&a.app, |cache| {
            cache.read(|c| {
                let mut packing = match rest.take() {
                    Some(rest) => Packing::resume(c, &envelope, rest, today)?,
                    None => Packing::new(c, &envelope, None, today)?,
                };
                Ok::<_, edutracker_store::Error>((packing.next_part()?, packing.pause()))
            })
        })
        .expect("packs");
        let Some(items) = items else {
            assert_eq!(left.held().len(), whole.1);
            break;
        };
        parts.push(ids_of(items));
        rest = Some(left);
        if parts.len() == 1 {
            // Edits of what was packed already are not looked at again.
            let ticks = only([record(parts[0][0])]);
            let gone = app::discard_ticked(&a.app, DiscardTicked { ticks }).await;
            assert_eq!(gone.expect("discards").changed, 1);
        }
    }
    assert_eq!(parts, whole.0);
}

/// Whatever is ticked in whatever order: what goes is what the last tick about
/// each record says, and a push takes exactly that.
#[test]
fn the_last_tick_about_a_record_counts() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let world = World::demo();
    let (a, ids) = runtime.block_on(async {
        let (a, _, ids) = world.two().await;
        for (at, id) in ids[..6].iter().enumerate() {
            let patch = match at % 3 {
                0 => json!({"name": format!("Naam {at}")}),
                1 => json!({"website": format!("https://nieuw{at}.example")}),
                _ => json!({"name": format!("Naam {at}"), "website": "https://nieuw.example"}),
            };
            a.edit(*id, patch).await;
        }
        (a, ids)
    });
    let mut edited: BTreeSet<RecordId> = ids[..6].iter().copied().collect();
    let field = |name: &str| PendingSet::Field {
        kind: RecordType::Offer,
        field: name.to_owned(),
    };
    let steps = runtime.block_on(groups(&a, Grouping::Step, &[])).groups;
    let of = |at: usize| match at {
        0 => PendingSet::All {},
        1 => field("name"),
        2 => field("website"),
        3..9 => record(ids[at - 3]),
        _ => steps[at - 9].set.clone(),
    };
    // Steps stand from the newest, one for each record.
    let holds = |at: usize, record: usize| match at {
        0 => true,
        1 => record % 3 != 1,
        2 => !record.is_multiple_of(3),
        3..9 => at - 3 == record,
        _ => 14 - at == record,
    };
    let mut runner = TestRunner::new(Config::with_cases(200));
    let strategy = proptest::collection::vec((0_usize..15, any::<bool>()), 0..8);
    runner
        .run(&strategy, |choices| {
            let ticks: Vec<Tick> = choices.iter().map(|(at, on)| tick(of(*at), *on)).collect();
            let wanted: BTreeSet<RecordId> = (0..6)
                .filter(|record| {
                    let last = choices.iter().rev().find(|(at, _)| holds(*at, *record));
                    last.is_none_or(|(_, on)| *on)
                })
                .map(|record| ids[record])
                .collect();
            prop_assert_eq!(runtime.block_on(going(&a, &ticks)), wanted);
            Ok(())
        })
        .expect("holds");
    for ticks in [
        vec![tick(field("name"), false), tick(record(ids[0]), true)],
        vec![tick(steps[0].set.clone(), false)],
        vec![],
    ] {
        let wanted = runtime.block_on(going(&a, &ticks));
        let sent = runtime.block_on(push(&a, &ticks, false));
        assert_eq!(sent.summary.applied, wanted.len() as u64);
        edited.retain(|id| !wanted.contains(id));
        assert_eq!(runtime.block_on(going(&a, &[])), edited);
    }
    assert!(edited.is_empty());
}

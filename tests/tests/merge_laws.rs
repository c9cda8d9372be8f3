//! The laws of the three-way merge (I12), and that client, service and SQLite
//! merge alike.
#![allow(clippy::unwrap_used, reason = "a test may fail wherever it likes")]

use edutracker_domain::{
    Record, RecordType, field,
    merge::{self, Merged, Patch},
    record,
};
use edutracker_protocol::wire::ItemStatus;
use edutracker_tests::{
    generated::{self, cases},
    world::{Client, World},
};
use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const REGRESSIONS: &str = "proptest-regressions/merge_laws.txt";

/// `a` and `b` were both made of `base`: what `a` becomes on top of `b`.
fn three_way(kind: RecordType, base: &Record, a: &Record, b: &Record) -> Merged {
    merge::merge(kind, Some(base), &merge::diff(base, a), b, |group| {
        merge::group_differs(kind, group, base, b)
    })
}

fn groups(kind: RecordType, merged: &Merged) -> BTreeSet<&'static str> {
    merged
        .conflicts
        .iter()
        .map(|conflict| field::field(kind, conflict.field).unwrap().group)
        .collect()
}

/// Three records of one type: a base, and two that came of it by a few edits each.
fn three() -> impl Strategy<Value = (RecordType, Record, Record, Record)> {
    generated::kind().prop_flat_map(|kind| {
        let patch = || generated::patch(kind);
        (generated::record(kind), patch(), patch()).prop_map(move |(base, a, b)| {
            let (a, b) = (
                merge::patched(kind, &base, &a),
                merge::patched(kind, &base, &b),
            );
            (kind, base, a, b)
        })
    })
}

proptest! {
    #![proptest_config(cases(256, REGRESSIONS))]

    #[test]
    fn a_side_that_changed_nothing_has_no_say((kind, base, a, _) in three()) {
        let merged = three_way(kind, &base, &a, &base);
        prop_assert_eq!((&merged.record, merged.conflicts.len()), (&a, 0), "b is the base");
        let merged = three_way(kind, &base, &base, &a);
        prop_assert_eq!((&merged.record, merged.conflicts.len()), (&a, 0), "a is the base");
    }

    #[test]
    fn the_same_change_twice_is_one_change((kind, base, a, _) in three()) {
        let merged = three_way(kind, &base, &a, &a);
        prop_assert_eq!((&merged.record, merged.conflicts.len()), (&a, 0));
    }

    /// The names of the two sides make no difference. One thing may: of a group with
    /// several fields, whose whole change is part of the other's is not asked.
    #[test]
    fn the_sides_may_change_places((kind, base, a, b) in three()) {
        let (ab, ba) = (three_way(kind, &base, &a, &b), three_way(kind, &base, &b, &a));
        for field in field::fields(kind) {
            let both = merge::group_differs(kind, field.group, &base, &a)
                && merge::group_differs(kind, field.group, &base, &b);
            let (in_ab, in_ba) = (
                groups(kind, &ab).contains(field.group),
                groups(kind, &ba).contains(field.group),
            );
            prop_assert!(!(in_ab || in_ba) || both, "{}: asked, but only one changed it", field.name);
            if in_ab == in_ba {
                let (x, y) = (
                    merge::value(&ab.record, field.name),
                    merge::value(&ba.record, field.name),
                );
                if in_ab {
                    prop_assert_eq!(x, merge::value(&b, field.name), "theirs stands until an answer");
                    prop_assert_eq!(y, merge::value(&a, field.name), "theirs stands until an answer");
                } else {
                    prop_assert_eq!(x, y, "{}", field.name);
                }
            } else {
                let (quiet, other) = if in_ab { (&b, &a) } else { (&a, &b) };
                let before = merge::value(&base, field.name);
                let changed = merge::value(quiet, field.name);
                prop_assert!(
                    changed == before || changed == merge::value(other, field.name),
                    "{}: a change would be lost without a question", field.name
                );
            }
        }
    }

    /// Nothing of either side disappears: a field is as one side wants it, and
    /// a field that both changed differently is asked about.
    #[test]
    fn nothing_is_overwritten_unasked((kind, base, a, b) in three()) {
        let merged = three_way(kind, &base, &a, &b);
        let asked = groups(kind, &merged);
        for field in field::fields(kind).iter().filter(|field| !field.shape.is_set()) {
            let of = |record: &Record| merge::value(record, field.name);
            if of(&a) != of(&base) && of(&b) != of(&base) && of(&a) != of(&b) {
                prop_assert!(asked.contains(field.group), "{} was overwritten", field.name);
            }
            if !asked.contains(field.group) {
                let wanted = if of(&a) == of(&base) { of(&b) } else { of(&a) };
                prop_assert_eq!(of(&merged.record), wanted, "{}", field.name);
            }
        }
    }

    /// A member is in the merged set if it was there and nobody took it away, or
    /// if somebody added it. Sets never ask.
    #[test]
    fn sets_merge_member_by_member((kind, base, a, b) in three()) {
        let merged = three_way(kind, &base, &a, &b);
        for field in field::fields(kind).iter().filter(|field| field.shape.is_set()) {
            prop_assert!(!groups(kind, &merged).contains(field.group));
            let of = |record| record::members(record, field.name).into_iter().collect::<BTreeSet<&str>>();
            let (base, a, b) = (of(&base), of(&a), of(&b));
            let wanted: BTreeSet<&str> = base
                .intersection(&a)
                .filter(|member| b.contains(*member))
                .chain(a.difference(&base))
                .chain(b.difference(&base))
                .copied()
                .collect();
            prop_assert_eq!(of(&merged.record), wanted, "{}", field.name);
        }
    }

    /// Merging again on top of what was merged changes nothing.
    #[test]
    fn merging_again_changes_nothing((kind, base, a, b) in three()) {
        let once = three_way(kind, &base, &a, &b);
        if once.conflicts.is_empty() {
            let again = merge::patched(kind, &once.record, &merge::diff(&b, &once.record));
            prop_assert_eq!(&again, &once.record);
            let twice = three_way(kind, &b, &once.record, &once.record);
            prop_assert_eq!((&twice.record, twice.conflicts.len()), (&once.record, 0));
        }
    }

    #[test]
    fn a_difference_applied_is_the_target((kind, from, to, _) in three()) {
        let patch = merge::diff(&from, &to);
        prop_assert_eq!(patch.is_empty(), from == to);
        prop_assert_eq!(merge::patched(kind, &from, &patch), to);
    }

    #[test]
    fn unrelated_records_have_a_difference_too(
        (kind, from, to) in generated::kind()
            .prop_flat_map(|kind| (Just(kind), generated::record(kind), generated::record(kind)))
    ) {
        prop_assert_eq!(merge::patched(kind, &from, &merge::diff(&from, &to)), to);
    }

    /// SQLite's own merge patch and ours are one, up to the canonical form.
    #[test]
    fn sqlite_patches_alike(
        (kind, record, patch) in generated::kind()
            .prop_flat_map(|kind| (Just(kind), generated::record(kind), generated::patch(kind)))
    ) {
        prop_assert_eq!(sqlite_patched(kind, &record, &patch), merge::patched(kind, &record, &patch));
    }
}

fn sqlite_patched(kind: RecordType, record: &Record, patch: &Patch) -> Record {
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    let texts = [
        serde_json::to_string(record).unwrap(),
        serde_json::to_string(patch).unwrap(),
    ];
    let patched: String = connection
        .query_row("SELECT json_patch(?1, ?2)", texts, |row| row.get(0))
        .unwrap();
    record::canonical(kind, &serde_json::from_str(&patched).unwrap())
}

/// Edits of an offer that its rules allow.
fn allowed() -> impl Strategy<Value = Patch> {
    let one = |name: &'static str, values: Vec<Value>| {
        proptest::option::weighted(0.5, proptest::sample::select(values))
            .prop_map(move |value| (name, value))
    };
    (
        one(
            "name",
            vec![json!("Rekenen"), json!("Tekenen"), json!("Schrijven")],
        ),
        one(
            "website",
            vec![
                json!("https://a.example"),
                json!("https://b.example"),
                Value::Null,
            ],
        ),
        one(
            "description",
            vec![json!("Kort"), json!("Lang\nen breed"), Value::Null],
        ),
        one("durationMonths", vec![json!(6), json!(12), Value::Null]),
        one(
            "specialisations",
            vec![
                json!({"nacht": true}),
                json!({"dag": true, "nacht": null}),
                json!({"dag": null}),
                json!({"avond": true, "dag": true}),
            ],
        ),
        one(
            "languages",
            vec![
                json!({"en": true}),
                json!({"fr": true}),
                json!({"en": true, "fr": null}),
            ],
        ),
    )
        .prop_map(|(a, b, c, d, e, f)| {
            let said = [a, b, c, d, e, f];
            said.into_iter()
                .filter_map(|(name, value)| Some((name.to_owned(), value?)))
                .collect()
        })
}

/// Two people edit the same offer. What the second one's client makes of it
/// when it pulls, what the service makes of it when it pushes the same edit
/// without having pulled, and what SQLite makes of it are one.
#[test]
fn client_service_and_sqlite_merge_alike() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let world = World::demo();
    let (first, second, third, offers) = runtime.block_on(async {
        let (first, second, offers) = world.two().await;
        let third = world.client("KUL", "administrator").await;
        (first, second, third, offers)
    });
    let at = std::cell::Cell::new(0);
    let seen = std::cell::RefCell::new(BTreeSet::new());
    // One of each outcome, whatever chance brings.
    let fixed = [
        (json!({}), json!({"website": "https://alone.example"})),
        (
            json!({"name": "Meten"}),
            json!({"website": "https://both.example"}),
        ),
        (json!({"name": "Wegen"}), json!({"name": "Tellen"})),
    ];
    for (theirs, mine) in fixed {
        at.set(at.get() + 1);
        let id = offers[at.get() % offers.len()];
        let patch = |value: Value| value.as_object().cloned().unwrap_or_default();
        let (theirs, mine) = (patch(theirs), patch(mine));
        let status = runtime
            .block_on(both_ways(&first, &second, &third, id, (&theirs, &mine)))
            .unwrap();
        seen.borrow_mut().extend(status);
    }
    // The world goes on from case to case: a seed or a smaller case would meet another one.
    let config = ProptestConfig {
        failure_persistence: None,
        max_shrink_iters: 0,
        ..cases(40, REGRESSIONS)
    };
    TestRunner::new(config)
        .run(&(allowed(), allowed()), |(theirs, mine)| {
            at.set(at.get() + 1);
            let id = offers[at.get() % offers.len()];
            let status =
                runtime.block_on(both_ways(&first, &second, &third, id, (&theirs, &mine)))?;
            seen.borrow_mut().extend(status);
            Ok(())
        })
        .unwrap();
    for needed in ["applied", "merged", "conflict"] {
        assert!(
            seen.borrow().contains(needed),
            "no case was {needed}: {seen:?}"
        );
    }
}

async fn both_ways(
    first: &Client,
    second: &Client,
    third: &Client,
    id: edutracker_domain::RecordId,
    (theirs, mine): (&Patch, &Patch),
) -> Result<Option<&'static str>, TestCaseError> {
    for client in [first, second, third] {
        client.pull().await;
    }
    let base = first.offer(id).await;
    // Two clients hold the same edit; one of them will pull, the other push.
    for client in [second, third] {
        client.edit(id, json!(mine)).await;
    }
    first.edit(id, json!(theirs)).await;
    let pushed = first.push().await;
    prop_assert!(
        pushed.summary.conflict + pushed.summary.invalid == 0,
        "{:?}",
        pushed.summary
    );
    let published = first.offer(id).await;

    second.pull().await;
    let view = second.get(RecordType::Offer, id).await;
    let client_asks: BTreeSet<String> = view
        .conflicts
        .iter()
        .map(|conflict| conflict.field.clone())
        .collect();
    let client_has = view.row.fields.clone();

    let wanted = three_way(
        RecordType::Offer,
        &base,
        &merge::patched(RecordType::Offer, &base, mine),
        &published,
    );
    let law_asks: BTreeSet<String> = wanted
        .conflicts
        .iter()
        .map(|conflict| conflict.field.to_owned())
        .collect();
    prop_assert_eq!(&client_asks, &law_asks, "the client asks by the law");

    let answer = third.push().await;
    let status = answer.results.first().map(|item| item.status);
    if wanted.conflicts.is_empty() {
        prop_assert!(
            answer.results.is_empty(),
            "the service took it: {:?}",
            status
        );
        third.pull().await;
        prop_assert_eq!(
            &third.offer(id).await,
            &wanted.record,
            "the service merges by the law"
        );
        prop_assert_eq!(&client_has, &wanted.record, "the client merges by the law");
        let patch = merge::diff(&base, &merge::patched(RecordType::Offer, &base, mine));
        prop_assert_eq!(
            &sqlite_patched(RecordType::Offer, &published, &patch),
            &wanted.record
        );
    } else {
        prop_assert_eq!(status, Some(ItemStatus::Conflict));
        let asks: BTreeSet<String> = answer.results[0]
            .conflicts
            .iter()
            .map(|conflict| conflict.field.clone())
            .collect();
        prop_assert_eq!(&asks, &law_asks, "the service asks by the law");
    }
    // The next case begins with nothing unsent anywhere.
    for client in [second, third] {
        settle(client, id).await;
    }
    let summary = answer.summary;
    Ok(if summary.conflict > 0 {
        Some("conflict")
    } else if summary.merged > 0 {
        Some("merged")
    } else if summary.applied > 0 {
        Some("applied")
    } else {
        None
    })
}

/// Takes back what a client has not sent.
async fn settle(client: &Client, id: edutracker_domain::RecordId) {
    use edutracker_app as app;
    use edutracker_protocol::command::Resolve;
    client.pull().await;
    let view = client.get(RecordType::Offer, id).await;
    for conflict in &view.conflicts {
        let args = Resolve {
            kind: RecordType::Offer,
            id,
            field: conflict.field.clone(),
            take: "theirs".to_owned(),
            value: Value::Null,
        };
        app::resolve(&client.app, args).await.unwrap();
    }
    client.push().await;
    assert_eq!(client.pending().await, 0);
}

/// Two sides may each leave something and together nothing. That is no merge:
/// the edit waits for its person, here and at the service.
#[tokio::test]
async fn a_set_that_two_sides_empty_together_is_not_sent() {
    let world = World::demo();
    let (first, second, offers) = world.two().await;
    let id = offers[0];
    first
        .edit(
            id,
            json!({"languages": {"en": true, "fr": true, "nl": null, "de": null}}),
        )
        .await;
    assert_eq!(first.push().await.summary.applied, 1);
    second.pull().await;
    first.edit(id, json!({"languages": {"fr": null}})).await;
    assert_eq!(first.push().await.summary.applied, 1);
    second.edit(id, json!({"languages": {"en": null}})).await;
    let pushed = second.push().await;
    assert_eq!(pushed.summary.invalid, 1, "{:?}", pushed.summary);
    assert_eq!(pushed.results[0].findings[0].field(), "languages");
    second.pull().await;
    assert_eq!(second.pending().await, 1, "the edit is kept");
}

/// All sets of up to three members.
fn sets() -> Vec<Value> {
    let members = ["a", "b", "c"];
    let some = |bits: usize| {
        let chosen = members.iter().enumerate();
        let chosen = chosen.filter(|(at, _)| bits >> at & 1 == 1);
        let chosen: Record = chosen
            .map(|(_, m)| ((*m).to_owned(), json!(true)))
            .collect();
        if chosen.is_empty() {
            Value::Null
        } else {
            Value::Object(chosen)
        }
    };
    (0..8).map(some).collect()
}

/// Whatever two sides make of a set, nobody is asked about it: an edit says which
/// members came and went, also where all of them did.
#[test]
fn an_edit_of_a_set_never_raises_a_question() {
    let mut tried = 0;
    for &kind in RecordType::ALL {
        for field in field::fields(kind).iter().filter(|f| f.shape.is_set()) {
            let with = |members: &Value| {
                let mut record = Record::new();
                record::put(&mut record, field.name, members.clone());
                record::canonical(kind, &record)
            };
            for (base, mine) in sets()
                .iter()
                .flat_map(|b| sets().into_iter().map(move |m| (b.clone(), m)))
            {
                let patch = merge::diff(&with(&base), &with(&mine));
                assert_ne!(patch.get(field.name), Some(&Value::Null), "{}", field.name);
                for theirs in sets() {
                    for base in [None, Some(&with(&base))] {
                        let merged = merge::merge(kind, base, &patch, &with(&theirs), |_| true);
                        assert!(merged.conflicts.is_empty(), "{}: {patch:?}", field.name);
                        tried += 1;
                    }
                }
            }
        }
    }
    assert!(tried > 5_000, "{tried}");
}

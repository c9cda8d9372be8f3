//! Any operation on any rows: the look tells what is done, undo takes it back
//! to the last field, and redo does the same again.

use edutracker_app as app;
use edutracker_domain::{Record, RecordId, RecordType};
use edutracker_protocol::command::{
    Bulk, BulkAsked, Nothing, Operation, RankRange, Scope, ViewOpen,
};
use edutracker_tests::{
    generated::cases,
    world::{Client, World},
};
use proptest::{prelude::*, sample::select, test_runner::TestRunner};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const REGRESSIONS: &str = "proptest-regressions/bulk_laws.txt";

const TEXTS: &[&str] = &["name", "description", "website", "specialisations"];
const SETS: &[&str] = &["languages", "provinces", "studyDomains", "specialisations"];
const CELLS: &[&str] = &[
    "",
    "nl",
    "Frans; EN",
    "Antwerpen",
    "MA",
    "master",
    "20/09/2027",
    "9",
    "ja",
    "WRONG",
    "a\tb\n\"c\"",
    "https://x.example",
    "Bachelor in é",
];
const COLUMNS: &[&str] = &[
    "name",
    "studyLevel",
    "languages",
    "provinces",
    "contact",
    "sites",
    "website",
    "description",
    "durationMonths",
    "validFrom",
    "published",
    "specialisations",
    "archived",
    "organisation",
];

fn some(of: &'static [&'static str]) -> BoxedStrategy<Vec<&'static str>> {
    proptest::sample::subsequence(of, 1..=3).boxed()
}

fn operation() -> BoxedStrategy<Value> {
    let cells = proptest::collection::vec(proptest::collection::vec(select(CELLS), 0..4), 1..5);
    prop_oneof![
        (select(SETS), select(CELLS), any::<bool>()).prop_map(|(set, member, adds)| {
            let change = json!({ set: [member] });
            if adds {
                json!({"op": "change", "add": change})
            } else {
                json!({"op": "change", "remove": change})
            }
        }),
        some(COLUMNS).prop_map(|fields| json!({"op": "change", "clear": fields})),
        (select(&["published", "archived"][..]), any::<bool>())
            .prop_map(|(flag, on)| json!({"op": "change", "set": {flag: on}})),
        (some(TEXTS), select(&["a", "e ", "[aeiou]+", "^", "\\w+$", "(.)(.)"][..]), select(&["", "$2$1", "é"][..]))
            .prop_map(|(fields, find, with)| json!({"op": "replace", "fields": fields, "find": find, "with": with, "regex": true})),
        (some(TEXTS), select(&["trim", "upper", "lower", "capital", "prefix", "withoutSuffix"][..]))
            .prop_map(|(fields, change)| json!({"op": "text", "fields": fields, "change": change, "text": "x"})),
        (select(&["name", "website", "description"][..]), select(&["name", "description"][..]), any::<bool>())
            .prop_map(|(from, to, joins)| json!({"op": "move", "from": from, "to": to, "join": joins.then_some(" ")})),
        some(COLUMNS).prop_map(|fields| json!({"op": "fill", "fields": fields})),
        (some(COLUMNS), cells, any::<bool>())
            .prop_map(|(fields, cells, create)| json!({"op": "paste", "fields": fields, "cells": cells, "create": create})),
        Just(json!({"op": "duplicate"})),
        Just(json!({"op": "confirm"})),
        (-2_i16..3).prop_map(|years| json!({"op": "rollOver", "years": years})),
        select(&["required", "level-in-name", "too-long", "unknown-code", "site-outside-provinces"][..])
            .prop_map(|rule| json!({"op": "fix", "rule": rule})),
    ]
    .boxed()
}

/// The rows of the client's offers: fields, states and findings.
fn shown(client: &Client, all: &ViewOpen) -> BTreeMap<RecordId, (Record, String)> {
    let mut rows = BTreeMap::new();
    app::views::each_row(&client.app, all, |row| {
        let told = format!("{:?} {:?} {:?}", row.state, row.changed, row.findings);
        rows.insert(row.id, (row.fields, told));
        Ok(())
    })
    .expect("rows");
    rows
}

#[test]
fn any_operation_does_what_was_told_and_is_taken_back() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let world = World::demo();
    let client = runtime.block_on(world.client("KUL", "administrator"));
    let all = app::views::filter(RecordType::Offer, Vec::new());
    let steps = (operation(), 0_u64..100, 1_u64..25);
    // Two in a row: the second finds what the first has left.
    let given = proptest::collection::vec(steps, 1..3);
    TestRunner::new(cases(40, REGRESSIONS))
        .run(&given, |given| {
            let begin = shown(&client, &all);
            let mut done = 0;
            for (operation, from, count) in given {
                let operation: Operation = serde_json::from_value(operation).expect("an operation");
                let open = app::view_open(&client.app, all.clone());
                let view = runtime.block_on(open).expect("opens").view;
                let scope = Scope::Ranks {
                    view,
                    ranges: vec![RankRange { from, count }],
                };
                let asked = BulkAsked {
                    scope: scope.clone(),
                    operation: operation.clone(),
                    leave_archived: false,
                    from: 0,
                };
                let before = shown(&client, &all);
                let told = runtime
                    .block_on(app::bulk_preview(&client.app, asked))
                    .expect("looks");
                prop_assert_eq!(&shown(&client, &all), &before);
                let bulk = Bulk {
                    scope,
                    operation,
                    leave_archived: false,
                    confirm: true,
                };
                let reply = runtime
                    .block_on(app::bulk(&client.app, bulk))
                    .expect("does it");
                prop_assert_eq!(
                    (
                        told.changed,
                        told.unchanged,
                        told.invalid,
                        told.not_allowed,
                        told.unread
                    ),
                    (
                        reply.changed,
                        reply.unchanged,
                        reply.invalid,
                        reply.not_allowed,
                        reply.unread
                    )
                );
                let after = shown(&client, &all);
                let differ = after
                    .iter()
                    .filter(|(id, row)| before.get(id) != Some(row))
                    .count();
                prop_assert_eq!(differ as u64, reply.changed);
                if reply.step.is_some() {
                    done += 1;
                    runtime
                        .block_on(app::undo(&client.app, Nothing {}))
                        .expect("undoes");
                    prop_assert_eq!(&shown(&client, &all), &before);
                    runtime
                        .block_on(app::redo(&client.app, Nothing {}))
                        .expect("redoes");
                    prop_assert_eq!(&shown(&client, &all), &after);
                }
            }
            for _ in 0..done {
                runtime
                    .block_on(app::undo(&client.app, Nothing {}))
                    .expect("undoes");
            }
            prop_assert_eq!(&shown(&client, &all), &begin);
            Ok(())
        })
        .unwrap();
}

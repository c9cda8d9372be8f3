//! Bulk edits: what is looked at is what is done, and one step takes it back.

use edutracker_app as app;
use edutracker_domain::{FindingCode, Record, RecordId, RecordType, Severity, record as fields};
use edutracker_protocol::{
    ErrorCode,
    command::{
        Bulk, BulkAsked, BulkPreview, Condition, EditReply, Nothing, Operation, RankRange, Scope,
        ViewOpen,
    },
};
use edutracker_tests::world::{Client, World};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn all(conditions: Vec<Condition>) -> ViewOpen {
    app::views::filter(RecordType::Offer, conditions)
}

fn every() -> Scope {
    Scope::Filter {
        filter: all(Vec::new()),
    }
}

fn operation(value: Value) -> Operation {
    serde_json::from_value(value).expect("an operation")
}

async fn preview(client: &Client, scope: &Scope, operation: &Operation) -> BulkPreview {
    let asked = BulkAsked {
        scope: scope.clone(),
        operation: operation.clone(),
        leave_archived: false,
        from: 0,
    };
    app::bulk_preview(&client.app, asked).await.expect("looks")
}

async fn bulk(client: &Client, scope: &Scope, operation: &Operation) -> EditReply {
    let bulk = Bulk {
        scope: scope.clone(),
        operation: operation.clone(),
        leave_archived: false,
        confirm: true,
    };
    app::bulk(&client.app, bulk).await.expect("does it")
}

/// Everything the client shows of its offers: fields, states, findings.
fn shown(client: &Client) -> BTreeMap<RecordId, String> {
    let mut rows = BTreeMap::new();
    app::views::each_row(&client.app, &all(Vec::new()), |row| {
        rows.insert(row.id, serde_json::to_string(&row).expect("JSON"));
        Ok(())
    })
    .expect("rows");
    rows
}

/// Bare of what undo cannot take back: the record of which step touched it.
fn offers(client: &Client) -> BTreeMap<RecordId, Record> {
    let mut rows = BTreeMap::new();
    app::views::each_row(&client.app, &all(Vec::new()), |row| {
        rows.insert(row.id, row.fields);
        Ok(())
    })
    .expect("rows");
    rows
}

#[tokio::test]
async fn what_is_looked_at_is_what_is_done_and_one_step_takes_it_back() {
    let world = World::demo();
    let client = world.client("KUL", "administrator").await;
    let contacts = client.ids(RecordType::Contact, &[]);
    let events = client.ids(RecordType::Offer, &[("subject", "event")]);
    for id in events.iter().take(1) {
        client.edit(*id, json!({"validFrom": "2028-02-29"})).await;
    }
    let dated = client.published()[0];
    client.edit(dated, json!({"validFrom": "2027-09-20"})).await;
    let wrong = client.published()[1];
    client
        .edit(
            wrong,
            json!({"name": "Master in de tests", "website": "ex.example"}),
        )
        .await;
    let before = shown(&client);
    let operations = [
        json!({"op": "change", "set": {"website": "https://all.example"}}),
        json!({"op": "change", "clear": ["contact"]}),
        json!({"op": "change", "add": {"languages": ["fr"]}, "remove": {"languages": ["nl"]}}),
        json!({"op": "change", "set": {"provinces": {"BE-VAN": true}}}),
        json!({"op": "change", "set": {"published": false}}),
        json!({"op": "change", "set": {"archived": true}}),
        json!({"op": "replaceContact", "from": null, "to": contacts[0]}),
        json!({"op": "duplicate"}),
        json!({"op": "rollOver", "years": 1}),
        json!({"op": "confirm"}),
        json!({"op": "text", "fields": ["name", "specialisations"], "change": "upper"}),
        json!({"op": "text", "fields": ["description"], "change": "prefix", "text": "§ "}),
        json!({"op": "move", "from": "website", "to": "description", "join": "\n"}),
        json!({"op": "replace", "fields": ["name", "description"], "find": "(\\w)e", "with": "$1E", "regex": true, "case": true}),
        json!({"op": "fill", "fields": ["studyDomains", "website"]}),
        json!({"op": "paste", "fields": ["studyLevel", "languages"], "cells": [["master", "Frans; NL"], ["WRONG", "Klingon"]], "create": true}),
        json!({"op": "fix", "rule": "level-in-name"}),
        json!({"op": "fix", "rule": "level-conflict"}),
        json!({"op": "fix", "rule": "invalid-website"}),
    ];
    let mut changed = 0;
    for value in operations {
        let operation = operation(value.clone());
        let told = preview(&client, &every(), &operation).await;
        assert_eq!(shown(&client), before, "looking writes nothing: {value}");
        let done = bulk(&client, &every(), &operation).await;
        assert_eq!(
            (
                told.changed,
                told.unchanged,
                told.invalid,
                told.not_allowed,
                told.unread
            ),
            (
                done.changed,
                done.unchanged,
                done.invalid,
                done.not_allowed,
                done.unread
            ),
            "{value}"
        );
        assert_eq!(
            told.records,
            told.changed - told.created.min(told.changed)
                + told.unchanged
                + told.not_allowed
                + copies(&operation, &told),
            "{value}"
        );
        changed += u64::from(done.changed > 0);
        let after = offers(&client);
        for sample in told.samples.iter().filter(|sample| !sample.created) {
            let record = &after[&sample.id.expect("an id")];
            for change in &sample.changes {
                let value = edutracker_domain::merge::value(record, &change.field);
                assert_eq!(value, change.after, "{}", change.field);
            }
        }
        app::undo(&client.app, Nothing {}).await.expect("undoes");
        assert_eq!(shown(&client), before, "taken back: {value}");
        app::redo(&client.app, Nothing {}).await.expect("redoes");
        assert_eq!(offers(&client), after, "done again: {value}");
        app::undo(&client.app, Nothing {}).await.expect("undoes");
        assert_eq!(shown(&client), before, "taken back again: {value}");
    }
    assert!(changed >= 17, "only {changed} operations changed anything");
}

/// Records that a copy is made of are neither changed nor unchanged themselves.
fn copies(operation: &Operation, told: &BulkPreview) -> u64 {
    match operation {
        Operation::Duplicate {} | Operation::RollOver { .. } => told.created,
        _ => 0,
    }
}

#[tokio::test]
async fn ranks_name_the_rows_of_a_view_in_their_order() {
    let world = World::demo();
    let client = world.client("KUL", "administrator").await;
    let view = app::view_open(&client.app, all(Vec::new()))
        .await
        .expect("opens");
    let scope = Scope::Ranks {
        view: view.view,
        ranges: vec![
            RankRange { from: 0, count: 2 },
            RankRange { from: 4, count: 1 },
        ],
    };
    let cells = json!([["a"], ["b"], ["c"]]);
    let paste = operation(json!({"op": "paste", "fields": ["name"], "cells": cells}));
    let done = bulk(&client, &scope, &paste).await;
    assert_eq!(done.changed, 3);
    let ids = app::views::select(&client.app, &all(vec![Condition::new("state", "changed")]))
        .expect("selects");
    let mut names = Vec::new();
    for id in ids {
        names.push(fields::text(&client.offer(id).await, "name").to_owned());
    }
    assert_eq!(names, ["a", "b", "c"]);
    let gone = Scope::Ranks {
        view: 9_999,
        ranges: vec![RankRange { from: 0, count: 1 }],
    };
    let bulk = Bulk {
        scope: gone,
        operation: paste,
        leave_archived: false,
        confirm: false,
    };
    let error = app::bulk(&client.app, bulk).await.expect_err("closed");
    assert_eq!(error.code, ErrorCode::ViewClosed);
}

#[tokio::test]
async fn pasted_texts_are_read_or_kept_as_they_are() {
    let world = World::demo();
    let client = world.client("KUL", "administrator").await;
    let id = client.published()[0];
    let contact = client.ids(RecordType::Contact, &[])[0];
    let contact_fields = client.get(RecordType::Contact, contact).await.row.fields;
    let scope = Scope::Ids {
        kind: RecordType::Offer,
        ids: vec![id],
    };
    let row = [
        ("studyLevel", "Master"),
        ("provinces", "antwerpen;Flandre orientale"),
        ("languages", "Nederlands, French; Klingon"),
        ("contact", fields::text(&contact_fields, "email")),
        ("durationMonths", "lang"),
        ("validFrom", "20/09/2027"),
        ("published", "misschien"),
        ("description", "tab\there, \"quote\"\nline"),
        ("website", ""),
    ];
    let names: Vec<&str> = row.iter().map(|(name, _)| *name).collect();
    let texts: Vec<&str> = row.iter().map(|(_, text)| *text).collect();
    let paste = operation(json!({"op": "paste", "fields": names, "cells": [texts]}));
    let told = preview(&client, &scope, &paste).await;
    assert_eq!((told.changed, told.invalid, told.unread), (1, 1, 3));
    let sample = &told.samples[0];
    let unread: Vec<&String> = sample.unread.keys().collect();
    assert_eq!(unread, ["durationMonths", "languages", "published"]);
    let was = client.offer(id).await;
    let done = bulk(&client, &scope, &paste).await;
    assert_eq!((done.changed, done.invalid, done.unread), (1, 1, 3));
    let now = client.offer(id).await;
    assert_eq!(now["studyLevel"], "MA");
    assert_eq!(fields::members(&now, "provinces"), ["BE-VAN", "BE-VOV"]);
    assert_eq!(fields::members(&now, "languages"), ["Klingon", "fr", "nl"]);
    assert_eq!(now["contact"], json!(contact.to_string()));
    assert_eq!(now["durationMonths"], "lang");
    assert_eq!(now["validFrom"], "2027-09-20");
    assert_eq!(now["published"], was["published"]);
    assert_eq!(now["description"], "tab\there, \"quote\"\nline");
    assert!(now.get("website").is_none());
    // What is in no list is found, and its count is that of the filter.
    let odd = client.ids(RecordType::Offer, &[("languages", "?")]);
    assert_eq!(odd, [id]);
    // More rows than records: told, and made when asked for.
    let more =
        json!({"op": "paste", "fields": ["name"], "cells": [["x"], ["y"], ["z"]], "create": true});
    let told = preview(&client, &scope, &operation(more.clone())).await;
    assert_eq!((told.beyond, told.created, told.changed), (2, 2, 3));
    let done = bulk(&client, &scope, &operation(more)).await;
    assert_eq!((done.changed, done.invalid), (3, 3));
}

#[tokio::test]
async fn hits_can_be_left_and_a_bad_pattern_names_its_place() {
    let world = World::demo();
    let client = world.client("KUL", "administrator").await;
    let id = client.published()[0];
    client.edit(id, json!({"description": "een een een"})).await;
    let scope = Scope::Ids {
        kind: RecordType::Offer,
        ids: vec![id],
    };
    let mut replace = json!({"op": "replace", "fields": ["description"], "find": "EEN", "with": "twee", "word": true,
        "except": [{"id": id, "field": "description", "at": 1}]});
    let told = preview(&client, &scope, &operation(replace.clone())).await;
    assert_eq!((told.hits, told.changed), (3, 1));
    assert_eq!(told.samples[0].hits["description"], 3);
    bulk(&client, &scope, &operation(replace.clone())).await;
    assert_eq!(client.offer(id).await["description"], "twee een twee");
    replace["regex"] = json!(true);
    replace["find"] = json!("ok(");
    let asked = BulkAsked {
        scope: scope.clone(),
        operation: operation(replace.clone()),
        leave_archived: false,
        from: 0,
    };
    let error = app::bulk_preview(&client.app, asked)
        .await
        .expect_err("bad");
    assert_eq!(
        (error.code, error.args["position"].as_str()),
        (ErrorCode::InvalidPattern, "3")
    );
    replace["fields"] = json!(["languages"]);
    replace["find"] = json!("x");
    let asked = BulkAsked {
        scope,
        operation: operation(replace),
        leave_archived: false,
        from: 0,
    };
    let error = app::bulk_preview(&client.app, asked)
        .await
        .expect_err("no text");
    assert_eq!(error.code, ErrorCode::InvalidValue);
}

#[tokio::test]
async fn archiving_many_is_asked_about_and_nothing_is_done_before() {
    let world = World::demo();
    let client = world.client("KUL", "administrator").await;
    let before = shown(&client);
    let archive = operation(json!({"op": "change", "set": {"archived": true}}));
    let told = preview(&client, &every(), &archive).await;
    let needed = told.needs_confirm.clone().expect("asks");
    let asked = Bulk {
        scope: every(),
        operation: archive.clone(),
        leave_archived: false,
        confirm: false,
    };
    let reply = app::bulk(&client.app, asked).await.expect("asks");
    assert_eq!(reply.needs_confirm, Some(needed));
    assert_eq!((reply.changed, reply.step), (0, None));
    assert_eq!(shown(&client), before);
    let done = bulk(&client, &every(), &archive).await;
    assert_eq!(
        (done.changed, done.action.as_str()),
        (told.changed, "archive")
    );
    // What is archived is not shown to others either.
    assert!(client.published().is_empty());
}

#[tokio::test]
async fn what_may_not_be_changed_is_counted_and_left() {
    let world = World::demo();
    let client = world.client("KUL", "administrator").await;
    let reviewer = world.client("AGORIA", "reviewer").await;
    let ids = client.published();
    let decision = edutracker_protocol::command::ReviewDecision {
        ids: ids[..2].to_vec(),
        verdict: "remove".to_owned(),
        reasons: vec!["NON_TECH".to_owned()],
        note: BTreeMap::new(),
        due: None,
        seen: Default::default(),
        known: Default::default(),
        notify: true,
        confirm: true,
    };
    app::review(&reviewer.app, decision).await.expect("removes");
    reviewer.push().await;
    client.pull().await;
    let scope = Scope::Ids {
        kind: RecordType::Offer,
        ids: ids[..5].to_vec(),
    };
    let set = operation(json!({"op": "change", "set": {"website": "https://x.example"}}));
    let told = preview(&client, &scope, &set).await;
    assert_eq!((told.changed, told.not_allowed), (3, 2));
    assert_eq!(told.reasons, BTreeMap::from([("removed".to_owned(), 2)]));
    let done = bulk(&client, &scope, &set).await;
    assert_eq!((done.changed, done.not_allowed), (3, 2));
    // A reviewer has no right to edit: all are left, each for this reason.
    let told = preview(&reviewer, &scope, &set).await;
    assert_eq!((told.changed, told.not_allowed), (0, 5));
    let locked = operation(json!({"op": "change", "set": {"subject": "event"}}));
    let told = preview(&client, &scope, &locked).await;
    assert_eq!(told.reasons.get("locked-field"), Some(&3));
}

#[tokio::test]
async fn a_rule_is_fixed_everywhere_at_once() {
    let world = World::demo();
    let client = world.client("KUL", "administrator").await;
    let ids = client.published();
    for (n, id) in ids[..4].iter().enumerate() {
        let name = format!("Prof. Bach. Proef {n}");
        client
            .edit(*id, json!({"name": name, "studyLevel": "PBA"}))
            .await;
    }
    client
        .edit(ids[4], json!({"description": "x".repeat(1_100)}))
        .await;
    let view = app::view_open(&client.app, all(Vec::new()))
        .await
        .expect("opens");
    let asked = edutracker_protocol::command::ProblemsAsked {
        view: view.view,
        from: 0,
        count: 20_000,
        rule: Some(FindingCode::LevelInName),
        field: None,
        cells: false,
    };
    let found = app::problems(&client.app, asked.clone())
        .await
        .expect("looks");
    assert_eq!((found.total, found.next), (view.count, None));
    let group = |code| {
        found
            .groups
            .iter()
            .find(|group| group.code == code)
            .expect("a group")
    };
    let level = group(FindingCode::LevelInName);
    assert!(level.fix && level.count >= 4 && found.cells.len() as u64 == level.count);
    assert!(!group(FindingCode::TooLong).fix);
    let fix = operation(json!({"op": "fix", "rule": "level-in-name"}));
    let done = bulk(&client, &every(), &fix).await;
    assert_eq!(done.changed, level.count);
    let after = app::problems(&client.app, asked).await.expect("looks");
    assert!(
        after
            .groups
            .iter()
            .all(|group| group.code != FindingCode::LevelInName)
    );
    assert_eq!(client.offer(ids[0]).await["name"], "Proef 0");
    // F8: what keeps from being sent in turn, then all advice, and round; what is
    // archived asks for nothing.
    let (first, last) = (found.cells[0].id, found.cells[found.cells.len() - 1].id);
    assert_ne!(first, last);
    client.edit(first, json!({"archived": true})).await;
    client.edit(last, json!({"name": null})).await;
    let mut seen = Vec::new();
    let (mut rank, mut field, mut severity) = (0, None, None);
    loop {
        let next = edutracker_protocol::command::ProblemNext {
            view: view.view,
            rank,
            field: field.clone(),
            severity,
            back: false,
        };
        let cell = app::problem_next(&client.app, next)
            .await
            .expect("looks")
            .cell;
        let cell = cell.expect("there are some");
        assert_ne!(cell.id, first, "it is archived");
        let place = (
            cell.severity == Severity::Advice,
            cell.rank,
            cell.field.clone(),
        );
        if seen.contains(&place) {
            assert_eq!(seen[0], place, "round");
            break;
        }
        seen.push(place);
        (rank, field, severity) = (cell.rank, Some(cell.field), Some(cell.severity));
    }
    assert!(seen.is_sorted_by_key(|(advice, rank, _)| (*advice, *rank)));
    let of = |advice| seen.iter().filter(|one| one.0 == advice).count();
    assert!(of(false) > 0 && of(true) > 0, "{seen:?}");
    let cells: u64 = after.groups.iter().map(|group| group.count).sum();
    assert!(seen.len() as u64 <= cells + 1);
}

#[tokio::test]
async fn a_text_is_cut_where_a_sentence_ends_and_only_when_it_is_asked() {
    let world = World::demo();
    let client = world.client("KUL", "administrator").await;
    let ids = client.published();
    let sentence = "Een zin van zestig tekens, die met een punt aan zijn eind staat. ";
    let long = sentence.repeat(17).trim_end().to_owned();
    let endless = "x".repeat(1_100);
    client.edit(ids[0], json!({"description": long})).await;
    client.edit(ids[1], json!({"description": endless})).await;
    let before = offers(&client);
    let view = app::view_open(&client.app, all(Vec::new()))
        .await
        .expect("opens");
    let asked = edutracker_protocol::command::ProblemsAsked {
        view: view.view,
        from: 0,
        count: 20_000,
        rule: Some(FindingCode::TooLong),
        field: None,
        cells: false,
    };
    let found = app::problems(&client.app, asked).await.expect("looks");
    let offered: BTreeMap<RecordId, bool> =
        found.cells.iter().map(|cell| (cell.id, cell.fix)).collect();
    assert_eq!(
        offered,
        BTreeMap::from([(ids[0], true), (ids[1], false)]),
        "what ends nowhere is for a person"
    );
    let cut = sentence.repeat(15).trim_end().to_owned();
    assert!(cut.len() <= 1_000 && cut.len() + sentence.len() > 1_000);
    let fix = operation(json!({"op": "fix", "rule": "too-long", "field": "description"}));
    let told = preview(&client, &every(), &fix).await;
    assert_eq!(told.changed, 1);
    let change = &told.samples[0].changes[0];
    assert_eq!(
        (&change.field[..], &change.before, &change.after),
        ("description", &json!(long), &json!(cut))
    );
    assert_eq!(offers(&client), before, "looking writes nothing");
    let done = bulk(&client, &every(), &fix).await;
    assert_eq!((done.changed, done.invalid), (1, 0));
    assert_eq!(client.offer(ids[0]).await["description"], cut);
    assert_eq!(client.offer(ids[1]).await["description"], endless);
    // Whatever else is mended, no text is cut by it.
    app::undo(&client.app, Nothing {}).await.expect("undoes");
    assert_eq!(offers(&client), before);
    let other = operation(json!({"op": "fix", "rule": "level-in-name"}));
    bulk(&client, &every(), &other).await;
    assert_eq!(client.offer(ids[0]).await["description"], long);
}

#[tokio::test]
async fn archived_offers_are_counted_and_can_be_left_as_they_are() {
    let world = World::demo();
    let client = world.client("KUL", "administrator").await;
    let ids: Vec<RecordId> = client.ids(RecordType::Offer, &[("status", "published")])[..5].into();
    for id in &ids[..2] {
        client.edit(*id, json!({"archived": true})).await;
    }
    let scope = Scope::Ids {
        kind: RecordType::Offer,
        ids: ids.clone(),
    };
    let website = "https://nieuw.example";
    let change = operation(json!({"op": "change", "set": {"website": website}}));
    let looked = async |operation: &Operation, leave_archived| {
        let asked = BulkAsked {
            scope: scope.clone(),
            operation: operation.clone(),
            leave_archived,
            from: 0,
        };
        let told = app::bulk_preview(&client.app, asked).await.expect("looks");
        (told.changed, told.archived, told.samples.len())
    };
    let done = async |operation: &Operation, leave_archived| {
        let bulk = Bulk {
            scope: scope.clone(),
            operation: operation.clone(),
            leave_archived,
            confirm: true,
        };
        let told = app::bulk(&client.app, bulk).await.expect("does it");
        (told.changed, told.archived)
    };
    assert_eq!(looked(&change, false).await, (5, 2, 5));
    assert_eq!(looked(&change, true).await, (3, 2, 3));
    assert_eq!(done(&change, true).await, (3, 2));
    for (at, id) in ids.iter().enumerate() {
        let changed = client.offer(*id).await["website"] == website;
        assert_eq!(changed, at >= 2, "{at}");
    }
    // What would not change them is not about them, and neither is taking them out.
    assert_eq!(done(&change, false).await, (2, 2));
    assert_eq!(looked(&change, true).await, (0, 0, 0));
    let copy = operation(json!({"op": "duplicate"}));
    assert_eq!(looked(&copy, true).await, (3, 2, 3));
    let out = operation(json!({"op": "change", "set": {"archived": false}}));
    assert_eq!(done(&out, true).await, (2, 0));
}

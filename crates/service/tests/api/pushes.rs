//! Pushes: every status, replay, dry run, thresholds, what cannot be read.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::support;

use serde_json::{Value, json};
use support::{World, item, new_id, published};

const ADMIN: &str = "administrator@kul.example";

struct Case {
    world: World,
    token: String,
    lines: Vec<Value>,
    offers: Vec<Value>,
}

async fn case() -> Case {
    let world = World::new();
    let token = world.token(ADMIN).await;
    let lines = world.snapshot(&token).await;
    let offers = published(&lines);
    Case {
        world,
        token,
        lines,
        offers,
    }
}

fn status(result: &Value) -> &str {
    result["results"][0]["status"].as_str().unwrap()
}

fn code(result: &Value) -> &str {
    result["results"][0]["problem"]["code"].as_str().unwrap()
}

#[tokio::test]
async fn the_same_bytes_take_effect_once() {
    let Case {
        world,
        token,
        offers,
        ..
    } = case().await;
    let edit = item(
        "update",
        &offers[0],
        json!({ "website": "https://new.example" }),
    );
    let part = json!({ "push": new_id(), "items": [edit] });
    let first = world.push_part(&token, part.clone()).await.json();
    assert_eq!((status(&first), first.get("replayed")), ("applied", None));
    let mut again = world.push_part(&token, part.clone()).await.json();
    assert_eq!(again["replayed"], true);
    again.as_object_mut().unwrap().remove("replayed");
    assert_eq!(again, first);
    let mut other = part;
    other["items"][0]["patch"]["website"] = json!("https://other.example");
    let reused = world.push_part(&token, other).await.json();
    assert_eq!((status(&reused), code(&reused)), ("invalid", "mid-reused"));
    let id = first["push"].as_str().unwrap();
    let stored = world.get(&format!("/v1/pushes/{id}"), &token).await.json();
    assert_eq!(stored["parts"][0]["results"][0], first["results"][0]);
    let stranger = world.token("administrator@hogent.example").await;
    assert_eq!(
        world
            .get(&format!("/v1/pushes/{id}"), &stranger)
            .await
            .problem(),
        "not-found"
    );
}

#[tokio::test]
async fn a_dry_run_tells_what_else_would_happen() {
    let Case {
        world,
        token,
        offers,
        ..
    } = case().await;
    let edits = vec![
        item("update", &offers[0], json!({ "archived": true })),
        item("update", &offers[1], json!({ "published": false })),
        item(
            "update",
            &offers[2],
            json!({ "website": "https://new.example" }),
        ),
        item(
            "update",
            &offers[3],
            json!({ "published": false, "website": "none" }),
        ),
    ];
    let dry = async |token: &str, items: &[Value]| {
        let part = json!({ "push": new_id(), "items": items });
        let reply = world
            .call("POST", "/v1/pushes?dryRun=true", token, Some(part))
            .await
            .json();
        reply["effects"].clone()
    };
    let hidden = json!([
        { "code": "offers-hidden", "count": 2 }, { "code": "records-archived", "count": 1 },
    ]);
    assert_eq!(dry(&token, &edits).await, hidden);
    let done = world.push(&token, edits).await;
    assert_eq!(done["summary"]["applied"], 3);
    assert_eq!(done.get("effects"), None);
    let again = world
        .record("offer", offers[1]["id"].as_str().unwrap(), &token)
        .await;
    let show = [item("update", &again, json!({ "published": true }))];
    assert_eq!(
        dry(&token, &show).await,
        json!([{ "code": "offers-shown", "count": 1 }])
    );
    let reviewer = world.token("reviewer@agoria.example").await;
    let removal = json!({ "removed": { "reason": "NON_TECH", "note": { "nl": "Nee", "fr": "Non", "en": "No" } } });
    let mut remove = item("update", &offers[4], removal);
    remove["merge"] = json!("strict");
    let effects = dry(&reviewer, &[remove.clone()]).await;
    assert_eq!(
        effects,
        json!([
            { "code": "offers-hidden", "count": 1 }, { "code": "offers-removed", "count": 1 },
            { "code": "notices", "count": 3 },
        ])
    );
    assert_eq!(
        world.push(&reviewer, vec![remove]).await["summary"]["applied"],
        1
    );
    let removed = world
        .record("offer", offers[4]["id"].as_str().unwrap(), &reviewer)
        .await;
    let restore = [item("update", &removed, json!({ "removed": null }))];
    assert_eq!(
        dry(&reviewer, &restore).await,
        json!([
            { "code": "offers-restored", "count": 1 }, { "code": "notices-withdrawn", "count": 3 },
        ])
    );
}

#[tokio::test]
async fn a_dry_run_writes_nothing() {
    let Case {
        world,
        token,
        offers,
        ..
    } = case().await;
    let edit = item(
        "update",
        &offers[0],
        json!({ "website": "https://new.example" }),
    );
    let part = json!({ "push": new_id(), "items": [edit] });
    let dry = world
        .call("POST", "/v1/pushes?dryRun=true", &token, Some(part.clone()))
        .await
        .json();
    assert_eq!(
        (status(&dry), &dry["dryRun"], &dry["seq"]),
        ("applied", &json!(true), &json!(1))
    );
    let path = format!("/v1/offer/{}", offers[0]["id"].as_str().unwrap());
    assert_eq!(
        world.get(&path, &token).await.json()["rev"],
        offers[0]["rev"]
    );
    let wet = world.push_part(&token, part).await.json();
    assert_eq!(
        (status(&wet), wet.get("replayed"), &wet["seq"]),
        ("applied", None, &json!(2))
    );
}

#[tokio::test]
async fn edits_of_others_are_merged_or_asked_about() {
    let Case {
        world,
        token,
        offers,
        ..
    } = case().await;
    let other = world.token("administrator2@kul.example").await;
    let offer = &offers[0];
    let theirs = json!({ "website": "https://theirs.example", "languages": { "fr": true } });
    assert_eq!(
        status(
            &world
                .push(&other, vec![item("update", offer, theirs)])
                .await
        ),
        "applied"
    );
    let merged = world
        .push(
            &token,
            vec![item(
                "update",
                offer,
                json!({ "name": "Anders", "languages": { "en": true } }),
            )],
        )
        .await;
    assert_eq!(status(&merged), "merged");
    let record = &merged["results"][0]["record"];
    assert_eq!(
        (&record["website"], &record["languages"]["fr"]),
        (&json!("https://theirs.example"), &json!(true))
    );
    let clash = world
        .push(
            &token,
            vec![item(
                "update",
                offer,
                json!({ "website": "https://mine.example" }),
            )],
        )
        .await;
    assert_eq!(status(&clash), "conflict");
    let conflict = &clash["results"][0]["conflicts"][0];
    assert_eq!(
        (&conflict["path"], &conflict["base"]),
        (&json!("/website"), &offer["data"]["website"])
    );
    assert_eq!(
        (&conflict["theirs"], &conflict["by"]),
        (
            &json!("https://theirs.example"),
            &json!("administrator2@kul.example")
        )
    );
    let agree = world
        .push(
            &token,
            vec![item(
                "update",
                offer,
                json!({ "website": "https://theirs.example" }),
            )],
        )
        .await;
    assert_eq!(status(&agree), "noop");
    let mut strict = item("update", offer, json!({ "durationMonths": 7 }));
    strict["merge"] = json!("strict");
    let strict = world.push(&token, vec![strict]).await;
    assert_eq!(status(&strict), "conflict");
    let mut based_on_nothing = item("update", offer, json!({ "durationMonths": 7 }));
    based_on_nothing["baseRev"] = Value::Null;
    assert_eq!(
        status(&world.push(&token, vec![based_on_nothing]).await),
        "conflict"
    );
}

/// AT-ET-16: characters as people see them, counted as the client counts them.
#[tokio::test]
async fn a_text_over_its_limit_is_refused_with_its_count() {
    let Case {
        world,
        token,
        offers,
        ..
    } = case().await;
    let half = "é👩‍🔬x".repeat(183);
    let edit = |text: String| vec![item("update", &offers[0], json!({ "description": text }))];
    let refused = world.push(&token, edit(format!("{half}\r\nz{half}"))).await;
    assert_eq!(
        (status(&refused), code(&refused)),
        ("invalid", "validation")
    );
    let errors = &refused["results"][0]["problem"]["errors"];
    assert_eq!(
        *errors,
        json!([{
            "pointer": "/description", "code": "too-long", "severity": "error",
            "args": { "limit": "1000", "count": "1100" },
        }])
    );
    // A thousand of them are taken, and the line ends where it ended.
    let fits = format!("{}\r\nz{}", "é👩‍🔬x".repeat(166), "é👩‍🔬x".repeat(166));
    let taken = world.push(&token, edit(format!("{fits}é👩‍🔬"))).await;
    assert_eq!(status(&taken), "applied");
    let id = offers[0]["id"].as_str().unwrap();
    let path = format!("/v1/offer/{id}");
    let now = world.get(&path, &token).await.json();
    assert_eq!(now["data"]["description"], format!("{fits}é👩‍🔬"), "{now}");
}

#[tokio::test]
async fn rules_and_rights_are_the_services() {
    let Case {
        world,
        token,
        lines,
        offers,
    } = case().await;
    let offer = &offers[0];
    let edit = |patch: Value| vec![item("update", offer, patch)];
    let invalid = world.push(&token, edit(json!({ "name": null }))).await;
    assert_eq!(
        (status(&invalid), code(&invalid)),
        ("invalid", "validation")
    );
    assert_eq!(
        invalid["results"][0]["problem"]["errors"][0]["pointer"],
        "/name"
    );
    let fixed = world
        .push(&token, edit(json!({ "organisation": new_id() })))
        .await;
    assert_eq!((status(&fixed), code(&fixed)), ("invalid", "fixed-field"));
    let unknown = world
        .push(&token, edit(json!({ "reviewedBy": "me" })))
        .await;
    assert_eq!(
        unknown["results"][0]["problem"]["errors"][0]["code"],
        "unknown-field"
    );
    let removed = world
        .push(
            &token,
            edit(json!({ "removed": { "reason": "NON_TECH", "note": {} } })),
        )
        .await;
    assert_eq!(
        (status(&removed), code(&removed)),
        ("forbidden", "forbidden")
    );
    assert_eq!(
        status(
            &world
                .push(&token, vec![item("delete", offer, json!({}))])
                .await
        ),
        "forbidden"
    );
    let account = lines.iter().find(|line| line["type"] == "account").unwrap();
    let role = world
        .push(
            &token,
            vec![item("update", account, json!({ "role": "reviewer" }))],
        )
        .await;
    assert_eq!((status(&role), code(&role)), ("forbidden", "not-available"));
    let organisation = lines
        .iter()
        .find(|line| line["type"] == "organisation")
        .unwrap();
    let locked = world
        .push(
            &token,
            vec![item("update", organisation, json!({ "legalName": "X" }))],
        )
        .await;
    assert_eq!(status(&locked), "forbidden");
    let about = world
        .push(
            &token,
            vec![item(
                "update",
                organisation,
                json!({ "about": { "nl": "Nieuw" } }),
            )],
        )
        .await;
    assert_eq!(status(&about), "applied");
    let stranger = world.token("administrator@hogent.example").await;
    let foreign = world.push(&stranger, edit(json!({ "name": "Mine" }))).await;
    assert_eq!(status(&foreign), "forbidden");
    assert!(foreign["results"][0].get("record").is_none());
    let nowhere = json!({ "type": "offer", "id": new_id(), "rev": offer["rev"] });
    assert_eq!(
        status(
            &world
                .push(
                    &token,
                    vec![item("update", &nowhere, json!({ "name": "X" }))]
                )
                .await
        ),
        "gone"
    );
}

#[tokio::test]
async fn creations_are_idempotent_and_depend_on_each_other() {
    let Case {
        world,
        token,
        offers,
        ..
    } = case().await;
    let organisation = offers[0]["data"]["organisation"].clone();
    let (contact_id, offer_id) = (new_id(), new_id());
    let contact = |email: &str| {
        json!({ "mid": new_id(), "op": "create", "type": "contact", "id": contact_id,
        "patch": { "organisation": organisation, "name": "Stagedienst", "email": email } })
    };
    let mut data = offers[0]["data"].clone();
    data["contact"] = json!(contact_id);
    let offer = |data: &Value| json!({ "mid": new_id(), "op": "create", "type": "offer", "id": offer_id, "patch": data });
    let blocked = world
        .push(&token, vec![contact("nonsense"), offer(&data)])
        .await;
    assert_eq!(blocked["results"][0]["status"], "invalid");
    assert_eq!(blocked["results"][1]["status"], "blocked");
    assert_eq!(
        blocked["results"][1]["problem"]["detail"]["mid"],
        blocked["results"][0]["mid"]
    );
    let made = world
        .push(&token, vec![contact("stages@kul.example"), offer(&data)])
        .await;
    assert_eq!(made["summary"]["applied"], 2, "{made}");
    assert_eq!(
        status(&world.push(&token, vec![offer(&data)]).await),
        "noop"
    );
    data["name"] = json!("Iets anders");
    let twice = world.push(&token, vec![offer(&data)]).await;
    assert_eq!(
        (status(&twice), &twice["results"][0]["rev"]),
        ("duplicate", &made["results"][1]["rev"])
    );
    let foreign = world.token("administrator@hogent.example").await;
    data["name"] = json!("Voor een ander");
    let other =
        json!({ "mid": new_id(), "op": "create", "type": "offer", "id": new_id(), "patch": data });
    assert_eq!(
        status(&world.push(&foreign, vec![other]).await),
        "forbidden"
    );
    let history = world
        .get(&format!("/v1/offer/{offer_id}/history"), &token)
        .await
        .json();
    assert!(
        history["entries"]
            .as_array()
            .unwrap()
            .iter()
            .any(|entry| entry["field"] == "contact")
    );
}

#[tokio::test]
async fn many_removals_need_their_numbers() {
    let Case {
        world,
        token,
        offers,
        ..
    } = case().await;
    let archive = |range: std::ops::Range<usize>| -> Vec<Value> {
        offers[range]
            .iter()
            .map(|o| item("update", o, json!({ "archived": true, "published": false })))
            .collect()
    };
    let push = new_id();
    let part = |n: u32, items: Vec<Value>, deletes: u64| json!({ "push": push, "part": n, "items": items, "confirm": { "updates": 0, "deletes": deletes } });
    let refused = async |part: Value| {
        let refused = world.push_part(&token, part).await;
        assert_eq!(
            (refused.status.as_u16(), refused.problem().as_str()),
            (409, "confirm-mismatch")
        );
        let problem = refused.json();
        (problem["removals"].clone(), problem["updates"].clone())
    };
    // Above 5 % of what the account could remove.
    assert_eq!(
        refused(part(0, archive(0..50), 0)).await,
        (json!(50), json!(0))
    );
    // The numbers are of the whole push, in each of its parts.
    let whole = |result: Value| result["summary"]["applied"].clone();
    let taken = async |part: Value| whole(world.push_part(&token, part).await.json());
    assert_eq!(taken(part(0, archive(0..50), 55)).await, 50);
    assert_eq!(taken(part(1, archive(50..55), 55)).await, 5);
    assert_eq!(
        refused(part(2, archive(55..56), 55)).await,
        (json!(56), json!(0))
    );
    assert_eq!(taken(part(2, archive(55..60), 60)).await, 5);
    // A few need none; but what was said holds.
    let few = json!({ "push": new_id(), "items": archive(60..65) });
    assert_eq!(taken(few).await, 5);
    let said = json!({ "push": new_id(), "items": archive(65..67), "confirm": { "updates": 1 } });
    assert_eq!(refused(said).await, (json!(2), json!(0)));
}

#[tokio::test]
async fn what_cannot_be_read_is_a_problem() {
    let Case {
        world,
        token,
        offers,
        ..
    } = case().await;
    let edit = item("update", &offers[0], json!({ "name": "X" }));
    let problem = async |part: Value| world.push_part(&token, part).await.problem();
    let with = |name: &str, value: Value| {
        let mut edit = edit.clone();
        edit[name] = value;
        json!({ "push": new_id(), "items": [edit] })
    };
    assert_eq!(problem(json!({})).await, "malformed");
    assert_eq!(problem(json!([1])).await, "malformed");
    assert_eq!(problem(with("mid", json!("x"))).await, "malformed");
    assert_eq!(problem(with("op", json!("restore"))).await, "not-available");
    assert_eq!(problem(with("type", json!("badge"))).await, "not-available");
    assert_eq!(
        problem(with("patch", json!({ "description": "x".repeat(70_000) }))).await,
        "too-large"
    );
    let twice = json!({ "push": new_id(), "items": [edit, item("update", &offers[0], json!({}))] });
    assert_eq!(problem(twice).await, "duplicate-record");
    let many: Vec<Value> = (0..1_001)
        .map(|_| item("update", &json!({"type":"offer","id":new_id()}), json!({})))
        .collect();
    assert_eq!(
        problem(json!({ "push": new_id(), "items": many })).await,
        "too-large"
    );
    let raw = |kind: &str, body: String| {
        let request = http::Request::post("/v1/pushes")
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", kind);
        request.body(axum::body::Body::from(body)).unwrap()
    };
    assert_eq!(
        world.send(raw("text/plain", "{}".into())).await.problem(),
        "unsupported-media-type"
    );
    assert_eq!(
        world
            .send(raw("application/json", "{".into()))
            .await
            .problem(),
        "malformed"
    );
    assert_eq!(
        world
            .send(raw("application/json", "[".repeat(100_000)))
            .await
            .problem(),
        "malformed"
    );
    assert_eq!(
        world
            .send(raw("application/json", " ".repeat(5 << 20)))
            .await
            .problem(),
        "too-large"
    );
    assert_eq!(
        world
            .send(raw("application/json", r#"{"push":1e400}"#.into()))
            .await
            .problem(),
        "malformed"
    );
}

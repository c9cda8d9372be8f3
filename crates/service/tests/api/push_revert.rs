//! Pushes that take pushes back.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::support;

use serde_json::{Value, json};
use support::{Reply, World, item, new_id, published};

const ADMIN: &str = "administrator@kul.example";
const COLLEAGUE: &str = "administrator2@kul.example";

struct Case {
    world: World,
    token: String,
    offers: Vec<Value>,
}

async fn case() -> Case {
    let world = World::new();
    let token = world.token(ADMIN).await;
    let offers = published(&world.snapshot(&token).await);
    Case {
        world,
        token,
        offers,
    }
}

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

fn statuses(result: &Value) -> Vec<&str> {
    let results = result["results"].as_array().unwrap();
    results
        .iter()
        .map(|result| result["status"].as_str().unwrap())
        .collect()
}

impl Case {
    /// Sends the parts of a push; answers its id.
    async fn sent(&self, parts: Vec<Vec<Value>>) -> String {
        let push = new_id();
        for (n, items) in parts.into_iter().enumerate() {
            let confirm = json!({ "updates": 10_000, "deletes": 10_000 });
            let part = json!({ "push": push, "part": n, "items": items, "confirm": confirm });
            let result = self.world.push_part(&self.token, part).await;
            assert_eq!(result.status, 200, "{}", result.text);
            let done = ["applied", "merged", "noop"];
            assert!(
                statuses(&result.json()).iter().all(|s| done.contains(s)),
                "{}",
                result.text
            );
        }
        push
    }

    async fn asked(&self, push: &str, query: &str, token: &str, body: Value) -> Reply {
        let path = format!("/v1/pushes/{push}/revert{query}");
        self.world.call("POST", &path, token, Some(body)).await
    }

    async fn reverted(&self, push: &str, body: Value) -> Value {
        let reply = self.asked(push, "", &self.token, body).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        reply.json()
    }

    async fn now(&self, kind: &str, id: &str) -> Value {
        self.world.record(kind, id, &self.token).await
    }

    async fn data(&self, offer: usize) -> Value {
        self.now("offer", id(&self.offers[offer])).await["data"].clone()
    }
}

#[tokio::test]
async fn a_push_is_taken_back_field_by_field_and_member_by_member() {
    let case = case().await;
    let offers = &case.offers;
    let languages = offers[1]["data"]["languages"].as_object().unwrap();
    let gone = languages.keys().next().unwrap().clone();
    let new = ["de", "en", "fr", "nl"]
        .into_iter()
        .find(|code| *code != "de" && !languages.contains_key(*code));
    let mut change = json!({ gone.clone(): null });
    if let Some(new) = new {
        change[new] = json!(true);
    }
    let edits = vec![
        item(
            "update",
            &offers[0],
            json!({ "website": "https://new.example", "durationMonths": 7 }),
        ),
        item(
            "update",
            &offers[1],
            json!({ "languages": change, "name": "Another name" }),
        ),
        item("update", &offers[2], json!({ "archived": true })),
        item(
            "update",
            &offers[3],
            json!({ "name": offers[3]["data"]["name"] }),
        ),
    ];
    let mids: Vec<Value> = edits.iter().map(|edit| edit["mid"].clone()).collect();
    let push = case.sent(vec![edits]).await;
    let changed = case.data(1).await;
    let revert = new_id();
    let body = json!({ "push": revert, "device": "laptop", "comment": "A mistake" });
    let dry = case
        .asked(&push, "?dryRun=true", &case.token, body.clone())
        .await
        .json();
    assert_eq!(statuses(&dry), ["applied", "applied", "applied", "noop"]);
    assert_eq!(
        dry["effects"],
        json!([{ "code": "offers-shown", "count": 1 }])
    );
    assert_eq!(case.data(1).await, changed);
    let result = case.reverted(&push, body.clone()).await;
    assert_eq!(result["results"], dry["results"]);
    assert_eq!(result["push"], json!(revert));
    let answered: Vec<Value> = result["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["mid"].clone())
        .collect();
    assert_eq!(answered, mids);
    for (n, offer) in offers.iter().enumerate().take(4) {
        assert_eq!(case.data(n).await, offer["data"], "{n}");
    }
    // Sent again it is answered again, and nothing is done twice.
    let again = case.reverted(&push, body).await;
    assert_eq!(
        (&again["replayed"], &again["results"]),
        (&json!(true), &result["results"])
    );
    let list = case.world.get("/v1/pushes", &case.token).await.json();
    let [first, second] = [0, 1].map(|n| list["items"][n].clone());
    assert_eq!(
        (&first["push"], &first["reverts"], &first["source"]),
        (&json!(revert), &json!(push), &json!("revert"))
    );
    assert_eq!(second["revertedBy"], json!(revert));
    assert_eq!(first["comment"], "A mistake");
    // And a revert is a push like any other.
    let back = case.reverted(&revert, json!({})).await;
    assert_eq!(back["summary"]["applied"], 3);
    assert_eq!(case.data(1).await, changed);
}

/// A part of the push arrives after it was taken back: the same request, heard
/// once more, does not take that back too. Another request does.
#[tokio::test]
async fn a_request_that_comes_again_means_what_it_meant() {
    let case = case().await;
    let offers = &case.offers;
    let edit = |n: usize| {
        let patch = json!({ "website": format!("https://new{n}.example") });
        item("update", &offers[n], patch)
    };
    let push = case.sent(vec![vec![edit(0)]]).await;
    let body = json!({ "push": new_id() });
    let first = case.reverted(&push, body.clone()).await;
    assert_eq!(statuses(&first), ["applied"]);
    let late = json!({ "push": push, "part": 1, "items": [edit(1)] });
    let late = case.world.push_part(&case.token, late).await;
    assert_eq!(statuses(&late.json()), ["applied"]);
    let again = case.reverted(&push, body).await;
    assert_eq!(again["results"], first["results"]);
    assert_eq!(case.data(1).await["website"], "https://new1.example");
    let anew = case.reverted(&push, json!({})).await;
    assert_eq!(anew["summary"]["applied"], 1);
    assert_eq!(case.data(1).await, offers[1]["data"]);
}

#[tokio::test]
async fn what_somebody_changed_since_is_asked_about_and_never_overwritten() {
    let case = case().await;
    let offers = &case.offers;
    let website = |offer: &Value| {
        item(
            "update",
            offer,
            json!({ "website": "https://mine.example" }),
        )
    };
    let push = case
        .sent(vec![offers[..4].iter().map(website).collect()])
        .await;
    let colleague = case.world.token(COLLEAGUE).await;
    let theirs = async |n: usize, patch: Value| {
        let now = case.now("offer", id(&offers[n])).await;
        let result = case
            .world
            .push(&colleague, vec![item("update", &now, patch)])
            .await;
        assert_eq!(statuses(&result), ["applied"]);
    };
    theirs(1, json!({ "website": "https://theirs.example" })).await;
    theirs(2, json!({ "durationMonths": 9 })).await;
    theirs(3, json!({ "website": offers[3]["data"]["website"] })).await;
    let result = case.reverted(&push, json!({})).await;
    assert_eq!(statuses(&result), ["applied", "conflict", "merged", "noop"]);
    let question = &result["results"][1]["conflicts"][0];
    assert_eq!(
        (
            &question["path"],
            &question["mine"],
            &question["theirs"],
            &question["by"]
        ),
        (
            &json!("/website"),
            &offers[1]["data"]["website"],
            &json!("https://theirs.example"),
            &json!(COLLEAGUE)
        )
    );
    assert_eq!(case.data(0).await, offers[0]["data"]);
    assert_eq!(case.data(1).await["website"], "https://theirs.example");
    let merged = case.data(2).await;
    assert_eq!(
        (&merged["website"], &merged["durationMonths"]),
        (&offers[2]["data"]["website"], &json!(9))
    );
}

#[tokio::test]
async fn parts_that_touch_one_record_are_one_way_back() {
    let case = case().await;
    let offer = &case.offers[0];
    let first = item(
        "update",
        offer,
        json!({ "name": "B", "website": "https://b.example" }),
    );
    let push = case.sent(vec![vec![first]]).await;
    // Somebody else changes a field that the push then leaves alone, and one that it takes up again.
    let colleague = case.world.token(COLLEAGUE).await;
    let now = case.now("offer", id(offer)).await;
    let between = item(
        "update",
        &now,
        json!({ "website": "https://x.example", "name": "X" }),
    );
    case.world.push(&colleague, vec![between]).await;
    let now = case.now("offer", id(offer)).await;
    let second = item("update", &now, json!({ "name": "C", "durationMonths": 3 }));
    let part = json!({ "push": push, "part": 1, "items": [second] });
    assert_eq!(
        case.world.push_part(&case.token, part).await.json()["summary"]["applied"],
        1
    );
    let refused = case.reverted(&push, json!({})).await;
    assert_eq!(statuses(&refused), ["conflict", "conflict"]);
    assert_eq!(refused["results"][0]["conflicts"][0]["path"], "/website");
    assert_eq!(case.data(0).await["name"], "C");
    // The later edit alone can be taken back: to what the colleague had made of it.
    let status = case
        .world
        .get(&format!("/v1/pushes/{push}"), &case.token)
        .await
        .json();
    let later = status["items"][1]["mid"].clone();
    let done = case.reverted(&push, json!({ "items": [later] })).await;
    assert_eq!(statuses(&done), ["applied"]);
    let data = case.data(0).await;
    assert_eq!(
        (&data["name"], &data["website"]),
        (&json!("X"), &json!("https://x.example"))
    );
    assert_eq!(data["durationMonths"], offer["data"]["durationMonths"]);
}

#[tokio::test]
async fn what_a_push_made_is_taken_out_of_use() {
    let case = case().await;
    let offer = &case.offers[0];
    let organisation = &offer["data"]["organisation"];
    let make = |kind: &str, patch: Value| json!({ "mid": new_id(), "op": "create", "type": kind, "id": new_id(), "patch": patch });
    let contact = make(
        "contact",
        json!({ "organisation": organisation, "name": "New", "email": "new@kul.example" }),
    );
    let mut draft = offer["data"].clone();
    (draft["name"], draft["contact"]) = (json!("A new one"), contact["id"].clone());
    let made = [contact.clone(), make("offer", draft)];
    let edit = item("update", offer, json!({ "contact": contact["id"] }));
    let push = new_id();
    let mut items = made.to_vec();
    items.push(edit);
    let sent = case
        .world
        .push_part(&case.token, json!({ "push": push, "items": items }))
        .await
        .json();
    assert_eq!(statuses(&sent), ["applied", "applied", "applied"], "{sent}");
    // Somebody works on one of them.
    let colleague = case.world.token(COLLEAGUE).await;
    let now = case.now("contact", id(&made[0])).await;
    let touched = item("update", &now, json!({ "function": "Coach" }));
    assert_eq!(
        statuses(&case.world.push(&colleague, vec![touched]).await),
        ["applied"]
    );
    let result = case.reverted(&push, json!({})).await;
    assert_eq!(
        statuses(&result),
        ["conflict", "applied", "applied"],
        "{result}"
    );
    assert_eq!(
        case.now("contact", id(&made[0])).await["data"]["retired"],
        false
    );
    let archived = case.now("offer", id(&made[1])).await["data"].clone();
    assert_eq!(
        (&archived["archived"], &archived["published"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(case.data(0).await, offer["data"]);
}

#[tokio::test]
async fn a_removal_is_taken_back_by_a_restoration_and_a_review_stays() {
    let case = case().await;
    let reviewer = case.world.token("reviewer@agoria.example").await;
    let removal = json!({ "removed": { "reason": "NON_TECH", "note": { "nl": "Nee", "fr": "Non", "en": "No" } } });
    let mut remove = item("update", &case.offers[0], removal);
    remove["merge"] = json!("strict");
    let organisation = &case.offers[0]["data"]["organisation"];
    let review = json!({ "mid": new_id(), "op": "create", "type": "review", "id": new_id(),
        "patch": { "organisation": organisation, "offer": case.offers[1]["id"], "verdict": "keep", "seenRev": case.offers[1]["rev"] } });
    let push = new_id();
    let sent = case
        .world
        .push_part(
            &reviewer,
            json!({ "push": push, "items": [remove, review] }),
        )
        .await
        .json();
    assert_eq!(statuses(&sent), ["applied", "applied"], "{sent}");
    // It is the reviewer's push alone.
    assert_eq!(
        case.asked(&push, "", &case.token, json!({}))
            .await
            .problem(),
        "not-found"
    );
    let result = case.asked(&push, "", &reviewer, json!({})).await.json();
    assert_eq!(statuses(&result), ["applied", "forbidden"], "{result}");
    let data = case.data(0).await;
    assert_eq!(
        (data.get("removed"), &data["published"]),
        (None, &json!(false))
    );
}

#[tokio::test]
async fn rights_are_judged_item_by_item_and_old_pushes_stay() {
    let case = case().await;
    let edit = item(
        "update",
        &case.offers[0],
        json!({ "website": "https://new.example" }),
    );
    let push = case.sent(vec![vec![edit.clone()]]).await;
    // A colleague may take it back as well; a stranger does not know of it.
    let stranger = case.world.token("administrator@hogent.example").await;
    assert_eq!(
        case.asked(&push, "", &stranger, json!({})).await.problem(),
        "not-found"
    );
    for (body, pointer) in [
        (json!({ "push": push }), "/push"),
        (json!({ "items": 7 }), ""),
        (json!([null, null]), ""),
        (json!({ "confirm": [1, 2] }), "/confirm"),
    ] {
        let refused = case.asked(&push, "", &case.token, body).await;
        assert_eq!(refused.problem(), "malformed");
        assert_eq!(refused.json()["pointer"], pointer);
    }
    let unknown = json!({ "items": [edit["mid"], new_id()] });
    let unknown = case.asked(&push, "", &case.token, unknown).await;
    assert_eq!(unknown.problem(), "not-found");
    assert_eq!(unknown.json()["pointer"], "/items/1");
    let colleague = case.world.token(COLLEAGUE).await;
    let done = case.asked(&push, "", &colleague, json!({})).await.json();
    assert_eq!(statuses(&done), ["applied"]);
    let days = i64::from(case.world.service.settings().undo_days);
    case.world.clock.advance((days + 1) * 24 * 3_600);
    let token = case.world.token(ADMIN).await;
    let late = case.asked(&push, "", &token, json!({})).await;
    assert_eq!(late.problem(), "not-found");
    assert_eq!(late.json()["reason"], "undo-expired");
}

#[tokio::test]
async fn a_large_one_needs_its_numbers_before_anything_is_written() {
    let case = case().await;
    let organisation = &case.offers[0]["data"]["organisation"];
    let make = |_| {
        json!({ "mid": new_id(), "op": "create", "type": "contact", "id": new_id(),
        "patch": { "organisation": organisation, "name": "New", "email": "new@kul.example" } })
    };
    let parts: Vec<Vec<Value>> = vec![(0..1_000).map(make).collect(), (0..30).map(make).collect()];
    let one = parts[0][0].clone();
    let push = case.sent(parts).await;
    let body = |deletes: u64| json!({ "push": new_id(), "confirm": { "deletes": deletes } });
    for refused in [json!({}), body(1_029)] {
        let refused = case.asked(&push, "", &case.token, refused).await;
        assert_eq!(refused.problem(), "confirm-mismatch");
        assert_eq!(
            (&refused.json()["removals"], &refused.json()["updates"]),
            (&json!(1_030), &json!(0))
        );
        assert_eq!(
            case.now("contact", id(&one)).await["data"]["retired"],
            false
        );
    }
    let done = body(1_030);
    let result = case.reverted(&push, done.clone()).await;
    assert_eq!(result["summary"]["applied"], 1_030);
    assert_eq!(result["results"].as_array().unwrap().len(), 1_030);
    assert_eq!(case.now("contact", id(&one)).await["data"]["retired"], true);
    assert_eq!(case.reverted(&push, done).await["replayed"], true);
}

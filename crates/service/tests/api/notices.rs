//! Which mails decisions on offers cause. What becomes of them on the way is
//! tested with a mail server.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::support;

use serde_json::{Value, json};
use support::{World, item, new_id, published};

struct Desk {
    world: World,
    reviewer: String,
    offers: Vec<Value>,
}

fn removal(extra: Value) -> Value {
    let mut removed = json!({ "reason": "NON_TECH", "note": { "nl": "Geen techniek" } });
    removed
        .as_object_mut()
        .unwrap()
        .extend(extra.as_object().unwrap().clone());
    json!({ "removed": removed })
}

impl Desk {
    async fn new() -> Self {
        let world = World::new();
        let owner = world.token("administrator@kul.example").await;
        let offers = published(&world.snapshot(&owner).await);
        let reviewer = world.token("reviewer@agoria.example").await;
        Self {
            world,
            reviewer,
            offers,
        }
    }

    async fn seen(&self, offer: usize) -> Value {
        let id = self.offers[offer]["id"].as_str().unwrap();
        self.world.record("offer", id, &self.reviewer).await
    }

    async fn change(&self, offer: usize, patch: Value) -> Value {
        let edit = item("update", &self.seen(offer).await, patch);
        let done = self.world.push(&self.reviewer, vec![edit]).await;
        assert_eq!(done["results"][0]["status"], "applied", "{done}");
        done
    }

    async fn review(&self, offer: usize, verdict: &str, more: Value) -> Value {
        let seen = self.seen(offer).await;
        let mut patch = json!({
            "organisation": seen["data"]["organisation"], "offer": seen["id"], "verdict": verdict, "seenRev": seen["rev"],
        });
        patch
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let edit = json!({ "mid": new_id(), "op": "create", "type": "review", "id": new_id(), "patch": patch });
        let done = self.world.push(&self.reviewer, vec![edit]).await;
        assert_eq!(done["results"][0]["status"], "applied", "{done}");
        done
    }

    /// The notices about an offer, oldest first.
    async fn notices(&self, offer: usize) -> Vec<Value> {
        let id = self.offers[offer]["id"].as_str().unwrap();
        let path = format!("/v1/notices?offer={id}");
        let reply = self.world.get(&path, &self.reviewer).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        let mut items = reply.json()["items"].as_array().unwrap().clone();
        items.reverse();
        items
    }

    /// Verdict and state of each of them.
    async fn states(&self, offer: usize) -> Vec<(String, String)> {
        let text = |notice: &Value, name: &str| notice[name].as_str().unwrap().to_owned();
        let notices = self.notices(offer).await;
        notices
            .iter()
            .map(|notice| (text(notice, "verdict"), text(notice, "state")))
            .collect()
    }
}

fn all(verdict: &str, state: &str, count: usize) -> Vec<(String, String)> {
    vec![(verdict.to_owned(), state.to_owned()); count]
}

#[tokio::test]
async fn a_removal_is_told_to_administrators_and_contact_once_each() {
    let desk = Desk::new().await;
    let edit = item("update", &desk.seen(0).await, removal(json!({})));
    let part = json!({ "push": new_id(), "device": "d", "items": [edit] });
    let asked = desk
        .world
        .call("POST", "/v1/pushes?dryRun=true", &desk.reviewer, Some(part))
        .await
        .json();
    let effects = asked["effects"].as_array().unwrap();
    assert!(
        effects.contains(&json!({ "code": "notices", "count": 3 })),
        "{effects:?}"
    );
    assert!(
        desk.notices(0).await.is_empty(),
        "a question writes nothing"
    );
    desk.change(0, removal(json!({}))).await;
    let notices = desk.notices(0).await;
    let to: Vec<&str> = notices
        .iter()
        .map(|notice| notice["recipient"].as_str().unwrap())
        .collect();
    let contact = desk.offers[0]["data"]["contact"].as_str().unwrap();
    let contact = desk.world.record("contact", contact, &desk.reviewer).await;
    let mut expected = [
        "administrator2@kul.example",
        "administrator@kul.example",
        contact["data"]["email"].as_str().unwrap(),
    ];
    expected.sort_unstable();
    assert_eq!(to.len(), 3);
    assert!(
        expected.iter().all(|address| to.contains(address)),
        "{to:?}"
    );
    for notice in &notices {
        assert_eq!(notice["state"], "waiting");
        assert_eq!(notice["created"], "2026-11-22T00:00:00.000Z");
        assert_eq!(notice["due"], "2026-11-22T00:02:00.000Z");
    }
    let owner = desk.world.token("administrator@kul.example").await;
    let refused = desk.world.get("/v1/notices", &owner).await;
    assert_eq!(
        (refused.status.as_u16(), refused.problem().as_str()),
        (403, "forbidden")
    );
    for (query, status) in [("review=x", 400), ("limit=0", 200), ("before=x", 400)] {
        let path = format!("/v1/notices?{query}");
        assert_eq!(desk.world.get(&path, &desk.reviewer).await.status, status);
    }
    let page = desk
        .world
        .get("/v1/notices?limit=2", &desk.reviewer)
        .await
        .json();
    let next = page["next"].as_str().unwrap();
    let path = format!("/v1/notices?limit=2&before={next}");
    let rest = desk.world.get(&path, &desk.reviewer).await.json();
    assert_eq!(rest["items"].as_array().unwrap().len(), 1);
    assert!(rest.get("next").is_none());
}

#[tokio::test]
async fn what_is_taken_back_in_time_nobody_hears_of() {
    let desk = Desk::new().await;
    desk.change(0, removal(json!({}))).await;
    desk.change(0, json!({ "removed": null })).await;
    assert_eq!(desk.states(0).await, all("remove", "cancelled", 3));
    // Taking the push back is a restoration like any other.
    let done = desk.change(1, removal(json!({}))).await;
    let push = done["push"].as_str().unwrap();
    let path = format!("/v1/pushes/{push}/revert");
    let body = json!({ "push": new_id(), "device": "d" });
    let asked = desk
        .world
        .call(
            "POST",
            &format!("{path}?dryRun=true"),
            &desk.reviewer,
            Some(body.clone()),
        )
        .await
        .json();
    let effects = asked["effects"].as_array().unwrap();
    assert!(
        effects.contains(&json!({ "code": "notices-withdrawn", "count": 3 })),
        "{asked}"
    );
    let back = desk
        .world
        .call("POST", &path, &desk.reviewer, Some(body))
        .await;
    assert_eq!(back.json()["summary"]["applied"], 1, "{}", back.text);
    assert_eq!(desk.states(1).await, all("remove", "cancelled", 3));
    // Nobody heard of the removal, so nobody has to hear of the way back; a new one is told.
    desk.change(1, removal(json!({}))).await;
    let mut expected = all("remove", "cancelled", 3);
    expected.extend(all("remove", "waiting", 3));
    assert_eq!(desk.states(1).await, expected);
}

#[tokio::test]
async fn a_removal_may_be_silent_and_its_review_says_so() {
    let desk = Desk::new().await;
    desk.change(0, removal(json!({ "notify": false }))).await;
    assert!(desk.notices(0).await.is_empty());
    let removed = desk.seen(0).await;
    assert_eq!(removed["data"]["removed"]["notify"], false);
    let lines = desk.world.snapshot(&desk.reviewer).await;
    let review = |offer: &Value| {
        let found = lines
            .iter()
            .find(|line| line["type"] == "review" && line["data"]["offer"] == offer["id"]);
        found.unwrap().clone()
    };
    assert_eq!(review(&removed)["data"]["notify"], false);
    // A yes goes without saying, and is the same as none.
    desk.change(1, removal(json!({ "notify": true }))).await;
    let told = desk.seen(1).await;
    assert!(told["data"]["removed"].get("notify").is_none());
    assert_eq!(desk.notices(1).await.len(), 3);
    let again = item("update", &told, removal(json!({ "notify": true })));
    let again = desk.world.push(&desk.reviewer, vec![again]).await;
    assert_eq!(again["results"][0]["status"], "noop");
    let wrong = item(
        "update",
        &desk.seen(2).await,
        removal(json!({ "notify": "no" })),
    );
    let wrong = desk.world.push(&desk.reviewer, vec![wrong]).await;
    assert_eq!(wrong["results"][0]["status"], "invalid");
}

#[tokio::test]
async fn questions_are_told_unless_they_settle_themselves() {
    let desk = Desk::new().await;
    let question = json!({ "due": "2026-12-15", "note": { "nl": "Hoeveel techniek?" } });
    desk.review(0, "ask", question.clone()).await;
    assert_eq!(desk.states(0).await, all("ask", "waiting", 3));
    desk.review(0, "defer", json!({})).await;
    assert_eq!(desk.states(0).await, all("ask", "waiting", 3));
    desk.review(0, "keep", json!({})).await;
    assert_eq!(desk.states(0).await, all("ask", "cancelled", 3));
    let mut silent = question;
    silent["notify"] = json!(false);
    desk.review(1, "ask", silent).await;
    assert!(desk.notices(1).await.is_empty());
}

#[tokio::test]
async fn owners_answer_questions_about_their_own_offers_and_nobody_else_does() {
    let desk = Desk::new().await;
    let note = json!({ "nl": "Elektronica en programmeren." });
    desk.review(0, "ask", json!({ "note": { "nl": "Hoeveel techniek?" } }))
        .await;
    desk.review(0, "keep", json!({})).await;
    let owner = desk.world.token("programme_responsible@kul.example").await;
    let lines = desk.world.snapshot(&owner).await;
    let reviews: Vec<&Value> = lines.iter().filter(|l| l["type"] == "review").collect();
    assert_eq!(reviews.len(), 1, "a keep is Agoria's own: {reviews:?}");
    let (question, offer) = (reviews[0], desk.seen(0).await);
    let answer = |verdict: &str, more: Value| {
        let mut patch = json!({
            "organisation": offer["data"]["organisation"], "offer": offer["id"], "verdict": verdict,
            "seenRev": offer["rev"], "note": note,
        });
        patch
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        json!({ "mid": new_id(), "op": "create", "type": "review", "id": new_id(), "patch": patch })
    };
    let to = json!({ "answers": question["id"] });
    let told = |done: &Value| {
        let result = &done["results"][0];
        result["status"].as_str().unwrap().to_owned()
    };
    let push = async |token: &str, edit: Value| told(&desk.world.push(token, vec![edit]).await);
    let good = answer("answer", to.clone());
    assert_eq!(push(&owner, good.clone()).await, "applied");
    let review = good["id"].as_str().unwrap();
    let seen = desk.world.record("review", review, &desk.reviewer).await;
    assert_eq!(seen["data"]["verdict"], "answer");
    let by = seen["data"]["by"].as_str().unwrap();
    let by = desk.world.record("account", by, &owner).await;
    assert_eq!(by["data"]["email"], "programme_responsible@kul.example");
    assert_eq!(
        push(&owner, answer("objection", json!({}))).await,
        "applied"
    );
    for (edit, expected) in [
        (answer("answer", json!({})), "invalid"),
        (answer("answer", json!({ "answers": review })), "invalid"),
        (
            answer("answer", json!({ "answers": question["id"], "note": {} })),
            "invalid",
        ),
        (
            answer(
                "answer",
                json!({ "answers": question["id"], "offer": desk.offers[1]["id"] }),
            ),
            "invalid",
        ),
        (answer("objection", to.clone()), "invalid"),
        (answer("keep", json!({})), "forbidden"),
        (answer("remove", json!({})), "forbidden"),
        (
            answer(
                "answer",
                json!({ "answers": question["id"], "from": "a@b.be" }),
            ),
            "applied",
        ),
    ] {
        assert_eq!(push(&owner, edit.clone()).await, expected, "{edit}");
    }
    let other = desk.world.token("administrator@hogent.example").await;
    for token in [&other, &desk.reviewer] {
        assert_eq!(push(token, answer("answer", to.clone())).await, "forbidden");
        assert_eq!(
            push(token, answer("objection", json!({}))).await,
            "forbidden"
        );
    }
}

//! Writing one record at a time, and listing records.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::support;

use axum::body::Body;
use http::Request;
use serde_json::{Value, json};
use support::{Reply, World, new_id, published};

const ADMIN: &str = "administrator@kul.example";
const PATCH: &str = "application/merge-patch+json";

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

fn path(record: &Value) -> String {
    let text = |name: &str| record[name].as_str().unwrap();
    format!("/v1/{}/{}", text("type"), text("id"))
}

fn tag(record: &Value) -> String {
    format!("\"{}\"", record["rev"].as_str().unwrap())
}

impl Case {
    async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Value) -> Reply {
        let kind = if method == "PATCH" {
            PATCH
        } else {
            "application/json"
        };
        self.send_as(&self.token, method, path, kind, headers, body)
            .await
    }

    async fn send_as(
        &self,
        token: &str,
        method: &str,
        path: &str,
        kind: &str,
        headers: &[(&str, &str)],
        body: Value,
    ) -> Reply {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", kind);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_string())).unwrap();
        self.world.send(request).await
    }

    async fn patch(&self, record: &Value, patch: Value) -> Reply {
        let tag = tag(record);
        self.send("PATCH", &path(record), &[("if-match", &tag)], patch)
            .await
    }
}

fn problem(reply: &Reply) -> (u16, String) {
    (reply.status.as_u16(), reply.problem())
}

fn expected(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

#[tokio::test]
async fn a_patch_is_bound_to_the_revision_that_was_read() {
    let case = case().await;
    let offer = &case.offers[0];
    let reply = case
        .patch(
            offer,
            json!({ "website": "https://new.example", "durationMonths": null }),
        )
        .await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let now = reply.json();
    assert_eq!(reply.headers["etag"].to_str().unwrap(), tag(&now));
    assert_eq!(now["data"]["website"], "https://new.example");
    assert_eq!(now, case.world.get(&path(offer), &case.token).await.json());
    // Changed since.
    let stale = case.patch(offer, json!({ "name": "Another" })).await;
    assert_eq!(problem(&stale), expected(412, "precondition-failed"));
    assert_eq!(stale.json()["rev"], now["rev"]);
    let changed = stale.json()["changed"].clone();
    assert!(
        changed.as_array().unwrap().contains(&json!("website")),
        "{changed}"
    );
    assert!(
        !changed.as_array().unwrap().contains(&json!("name")),
        "{changed}"
    );
    // It is a push like any other.
    let list = case
        .world
        .get("/v1/pushes?mine=1", &case.token)
        .await
        .json();
    let written = &list["items"][1];
    assert_eq!(written["source"], "api");
    let back = format!("/v1/pushes/{}/revert", written["push"].as_str().unwrap());
    let back = case
        .world
        .call("POST", &back, &case.token, Some(json!({})))
        .await;
    assert_eq!(back.json()["summary"]["applied"], 1);
    assert_eq!(
        case.world.get(&path(offer), &case.token).await.json()["data"],
        offer["data"]
    );
}

#[tokio::test]
async fn preconditions_and_media_types_are_needed() {
    let case = case().await;
    let offer = &case.offers[0];
    let (path, tag) = (path(offer), tag(offer));
    let patch = json!({ "website": "https://new.example" });
    for method in ["PUT", "PATCH", "DELETE"] {
        for headers in [&[][..], &[("if-match", "*")]] {
            let reply = case.send(method, &path, headers, patch.clone()).await;
            assert_eq!(
                problem(&reply),
                expected(428, "precondition-required"),
                "{method}"
            );
        }
    }
    for tag in ["\"00000000.1\"", "\"x\"", &format!("W/{tag}")] {
        let reply = case
            .send("PATCH", &path, &[("if-match", tag)], patch.clone())
            .await;
        assert_eq!(
            problem(&reply),
            expected(412, "precondition-failed"),
            "{tag}"
        );
    }
    let json_patch = case
        .send_as(
            &case.token,
            "PATCH",
            &path,
            "application/json",
            &[("if-match", &tag)],
            patch.clone(),
        )
        .await;
    assert_eq!(
        problem(&json_patch),
        expected(415, "unsupported-media-type")
    );
    for bad in [json!([1]), json!("x")] {
        let reply = case.send("PATCH", &path, &[("if-match", &tag)], bad).await;
        assert_eq!(problem(&reply), expected(400, "malformed"));
    }
    let long = json!({ "description": "x".repeat(70_000) });
    let reply = case.send("PATCH", &path, &[("if-match", &tag)], long).await;
    assert_eq!(problem(&reply), expected(413, "too-large"));
    // One of several tags is enough.
    let tags = format!("\"00000000.1\", {tag}");
    let reply = case
        .send("PATCH", &path, &[("if-match", &tags)], patch)
        .await;
    assert_eq!(reply.status, 200, "{}", reply.text);
}

#[tokio::test]
async fn a_record_is_made_once_and_replaced_as_a_whole() {
    let case = case().await;
    let offer = &case.offers[0];
    let path = format!("/v1/contact/{}", new_id());
    let organisation = &offer["data"]["organisation"];
    let body = json!({ "organisation": organisation, "name": "New", "email": "new@kul.example", "phone": "016 00 00 00" });
    let none = [("if-none-match", "*")];
    let made = case.send("PUT", &path, &none, body.clone()).await;
    assert_eq!(made.status, 201, "{}", made.text);
    assert_eq!(made.headers["location"], path.as_str());
    let made = made.json();
    // The same again changes nothing; something else is another record.
    assert_eq!(
        case.send("PUT", &path, &none, body.clone()).await.status,
        201
    );
    let other =
        json!({ "organisation": organisation, "name": "Other", "email": "new@kul.example" });
    let taken = case.send("PUT", &path, &none, other.clone()).await;
    assert_eq!(problem(&taken), expected(412, "precondition-failed"));
    assert_eq!(taken.json()["rev"], made["rev"]);
    let tag = tag(&made);
    let replaced = case.send("PUT", &path, &[("if-match", &tag)], other).await;
    assert_eq!(replaced.status, 200, "{}", replaced.text);
    let data = replaced.json()["data"].clone();
    assert_eq!((&data["name"], data.get("phone")), (&json!("Other"), None));
    assert_eq!(data["retired"], false);
    // What it belongs to is fixed.
    let moved = json!({ "organisation": new_id(), "name": "Other", "email": "new@kul.example" });
    let tag = self::tag(&replaced.json());
    let moved = case.send("PUT", &path, &[("if-match", &tag)], moved).await;
    assert_eq!(problem(&moved), expected(422, "invalid"));
    assert_eq!(moved.json()["code"], "fixed-field");
}

#[tokio::test]
async fn every_outcome_is_a_problem_of_its_own() {
    let case = case().await;
    let offer = &case.offers[0];
    let invalid = case.patch(offer, json!({ "website": "nothing" })).await;
    assert_eq!(problem(&invalid), expected(422, "invalid"));
    assert_eq!(invalid.json()["errors"][0]["pointer"], "/website");
    let tag = tag(offer);
    let erased = case
        .send("DELETE", &path(offer), &[("if-match", &tag)], json!({}))
        .await;
    assert_eq!(problem(&erased), expected(403, "forbidden"));
    assert_eq!(erased.json()["instead"], "archived");
    let locked = case
        .patch(offer, json!({ "removed": { "reason": "NON_TECH" } }))
        .await;
    assert_eq!(problem(&locked), expected(403, "forbidden"));
    let unknown = json!({ "type": "offer", "id": new_id(), "rev": offer["rev"] });
    assert_eq!(
        problem(&case.patch(&unknown, json!({})).await),
        expected(404, "not-found")
    );
    let stranger = case.world.token("administrator@hogent.example").await;
    let hidden = case
        .send_as(
            &stranger,
            "PATCH",
            &path(offer),
            PATCH,
            &[("if-match", &tag)],
            json!({}),
        )
        .await;
    assert_eq!(problem(&hidden), expected(404, "not-found"));
    let nothing = case
        .send("PATCH", "/v1/badge/1", &[("if-match", &tag)], json!({}))
        .await;
    assert_eq!(problem(&nothing), expected(404, "not-found"));
    let account = case.world.get("/v1/account", &case.token).await.json()["items"][0].clone();
    let account = case.patch(&account, json!({ "name": "Me" })).await;
    assert_eq!(problem(&account), expected(501, "not-available"));
}

#[tokio::test]
async fn a_key_makes_a_write_repeatable() {
    let case = case().await;
    let offer = &case.offers[0];
    let (path, tag) = (path(offer), tag(offer));
    let headers = [("if-match", tag.as_str()), ("idempotency-key", "\"k\"")];
    let mut whole = offer["data"].clone();
    whole["website"] = json!("https://new.example");
    let first = case.send("PUT", &path, &headers, whole.clone()).await;
    assert_eq!(first.status, 200, "{}", first.text);
    let again = case.send("PUT", &path, &headers, whole.clone()).await;
    assert_eq!((again.status.as_u16(), again.json()), (200, first.json()));
    whole["website"] = json!("https://other.example");
    let reused = case.send("PUT", &path, &headers, whole).await;
    assert_eq!(problem(&reused), expected(422, "key-reused"));
}

#[tokio::test]
async fn records_are_listed_by_words_and_by_fields() {
    let case = case().await;
    let all = async |query: &str| {
        let (mut found, mut after) = (Vec::new(), String::new());
        loop {
            let page = format!("/v1/offer?limit=7&after={after}{query}");
            let page = case.world.get(&page, &case.token).await.json();
            found.extend(page["items"].as_array().unwrap().iter().cloned());
            match page["next"].as_str() {
                Some(next) => after = next.to_owned(),
                None => return found,
            }
        }
    };
    let everything = all("").await;
    assert!(everything.len() > case.offers.len());
    let filter = |text: &str| {
        let text: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
        format!("&filter={text}")
    };
    let shown = all(&filter(r#"{"published":true}"#)).await;
    assert_eq!(shown.len(), case.offers.len());
    let dutch = all(&filter(r#"{"published":true,"languages":"nl"}"#)).await;
    let counted = case
        .offers
        .iter()
        .filter(|offer| offer["data"]["languages"]["nl"] == true)
        .count();
    assert_eq!(dutch.len(), counted);
    let word = case.offers[0]["data"]["name"]
        .as_str()
        .unwrap()
        .split(' ')
        .next()
        .unwrap()
        .to_uppercase();
    let named = all(&format!("&q={word}")).await;
    assert!(
        named
            .iter()
            .any(|offer| offer["id"] == case.offers[0]["id"])
    );
    assert!(named.len() < everything.len());
    assert!(all("&q=nobodywroteththis").await.is_empty());
    for bad in ["[]", "{", r#"{"colour":1}"#, r#"{"name":["x"]}"#] {
        let reply = case
            .world
            .get(&format!("/v1/offer?a=1{}", filter(bad)), &case.token)
            .await;
        assert_eq!(problem(&reply), expected(400, "malformed"), "{bad}");
    }
}

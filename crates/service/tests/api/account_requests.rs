//! Requests for an account, and what the account desk makes of them.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::support;

use edutracker_domain::{
    RecordId,
    rights::{self, Action},
};
use edutracker_service::rights::AccountState;
use serde_json::{Value, json};
use support::{Reply, World, new_id};

const PATH: &str = "/v1/account-requests";

fn request(more: Value) -> Value {
    let mut request = json!({ "organisation": "Hogeschool Voorbeeld", "name": "Ann Peeters", "email": "Ann@Voorbeeld.example" });
    request
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    request
}

async fn send(world: &World, more: Value) -> Reply {
    world.call("POST", PATH, "", Some(request(more))).await
}

#[tokio::test]
async fn an_organisation_and_its_administrator_are_all_that_is_needed() {
    let world = World::new();
    let taken = send(&world, json!({})).await;
    assert_eq!(taken.status, 201, "{}", taken.text);
    assert_eq!(taken.json()["receipt"].as_str().unwrap().len(), 9);
    for (field, value, code) in [
        ("organisation", " ", "required"),
        ("name", "", "required"),
        ("email", "", "required"),
        ("email", "nobody", "invalid-email"),
        ("name", "a\u{7}b", "control-characters"),
        ("country", "Belgium", "unknown-code"),
        ("country", "ZZ", "unknown-code"),
        ("language", "de", "unknown-code"),
        ("kind", "circus", "unknown-code"),
        ("kind", "agoria", "kind-may-not"),
        ("message", &"x".repeat(2_001), "too-long"),
    ] {
        let refused = send(&world, json!({ field: value })).await;
        assert_eq!(
            (refused.status.as_u16(), refused.problem().as_str()),
            (422, "invalid")
        );
        let error = &refused.json()["errors"][0];
        assert_eq!(
            (
                error["pointer"].as_str().unwrap(),
                error["code"].as_str().unwrap()
            ),
            (format!("/{field}").as_str(), code)
        );
    }
    // Nobody who asks too often is heard.
    let mut last = taken;
    for _ in 0..20 {
        last = send(&world, json!({})).await;
    }
    assert_eq!(last.problem(), "rate-limited");
    assert!(last.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn whether_an_organisation_is_known_says_nothing_of_its_people() {
    let world = World::new();
    for (name, expected) in [
        ("Katholieke Universiteit Leuven", None),
        ("KUL", Some("yes")),
        ("kul", Some("yes")),
        ("Hogeschool Gent", None),
        ("Bestaat Helemaal Niet", Some("no")),
        ("", Some("no")),
    ] {
        let path = format!("{PATH}/check");
        let reply = world
            .call("POST", &path, "", Some(json!({ "name": name })))
            .await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        let answer = reply.json();
        assert_eq!(answer.as_object().unwrap().len(), 1, "{answer}");
        if let Some(expected) = expected {
            assert_eq!(answer["exists"], expected, "{name}");
        }
    }
    // The real name with a slip of the pen.
    let reviewer = world.token("reviewer@agoria.example").await;
    let filter = "%7B%22code%22%3A%22HOGENT%22%7D";
    let found = world
        .get(&format!("/v1/organisation?filter={filter}"), &reviewer)
        .await;
    let name = found.json()["items"][0]["data"]["legalName"]
        .as_str()
        .unwrap()
        .to_owned();
    let slip: String = name
        .chars()
        .enumerate()
        .filter(|(at, _)| *at != 3)
        .map(|(_, c)| c)
        .collect();
    for (name, expected) in [(name.to_uppercase(), "yes"), (slip, "probably")] {
        let path = format!("{PATH}/check");
        let reply = world
            .call("POST", &path, "", Some(json!({ "name": name })))
            .await;
        assert_eq!(reply.json()["exists"], expected, "{name}");
    }
}

#[tokio::test]
async fn who_is_left_decides_whether_an_organisation_has_an_account() {
    let world = World::new();
    let token = world.token("administrator@kul.example").await;
    let accounts = world.get("/v1/account", &token).await.json();
    let accounts: Vec<RecordId> = accounts["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|account| account["id"].as_str().unwrap().parse().unwrap())
        .collect();
    assert!(accounts.len() > 1);
    let exists = async || {
        let asked = Some(json!({ "name": "KUL" }));
        let reply = world
            .call("POST", &format!("{PATH}/check"), "", asked)
            .await;
        reply.json()["exists"].as_str().unwrap().to_owned()
    };
    // As long as there is one who can let colleagues in, and no longer: the
    // answer would send people to nobody.
    for account in &accounts {
        assert_eq!(exists().await, "yes");
        let disabled = AccountState::Disabled;
        assert!(world.service.set_account_state(*account, disabled).unwrap());
    }
    assert_eq!(exists().await, "no");
    let active = AccountState::Active;
    assert!(
        world
            .service
            .set_account_state(accounts[0], active)
            .unwrap()
    );
    assert_eq!(exists().await, "yes");
}

#[tokio::test]
async fn the_account_desk_decides_and_nobody_else() {
    let world = World::new();
    send(&world, json!({ "kind": "university_college" })).await;
    let desk = world.token("account_desk@agoria.example").await;
    let list = world.get(PATH, &desk).await.json();
    let id = list["items"][0]["id"].as_str().unwrap().to_owned();
    for account in edutracker_service::demo::accounts() {
        let side = account.side.parse().unwrap();
        if rights::allows(side, &account.role, Action::AccountRequestDecide) {
            continue;
        }
        let token = world.token(&account.email).await;
        let calls = [
            ("GET", PATH.to_owned(), None),
            (
                "POST",
                format!("{PATH}/{id}/accept"),
                Some(json!({ "code": "VB" })),
            ),
            (
                "POST",
                format!("{PATH}/{id}/refuse"),
                Some(json!({ "reason": "x" })),
            ),
        ];
        for (method, path, body) in calls {
            let reply = world.call(method, &path, &token, body).await;
            assert_eq!(reply.problem(), "forbidden", "{} {path}", account.email);
        }
    }
    let decide = async |verb: &str, id: &str, body: Value| {
        let path = format!("{PATH}/{id}/{verb}");
        world.call("POST", &path, &desk, Some(body)).await
    };
    assert_eq!(
        decide("accept", &new_id(), json!({ "code": "VB" }))
            .await
            .problem(),
        "not-found"
    );
    for (body, pointer) in [
        (json!({ "code": "V B" }), "/code"),
        (json!({ "code": "VB", "kind": "" }), "/kind"),
        (json!({ "code": "VB", "kind": "secondary_school" }), "/kind"),
    ] {
        let refused = decide("accept", &id, body).await;
        assert_eq!(refused.json()["errors"][0]["pointer"], pointer);
    }
    let taken = decide("accept", &id, json!({ "code": "KUL" })).await;
    assert_eq!(
        taken.json()["reason"],
        "has-administrator",
        "{}",
        taken.text
    );
    let accepted = decide("accept", &id, json!({ "code": "VOORBEELD" })).await;
    assert_eq!(accepted.status, 200, "{}", accepted.text);
    let accepted = accepted.json();
    assert_eq!(
        (&accepted["state"], &accepted["decidedBy"]),
        (&json!("accepted"), &json!("account_desk@agoria.example"))
    );
    let filter = "%7B%22code%22%3A%22VOORBEELD%22%7D";
    let found = world
        .get(&format!("/v1/organisation?filter={filter}"), &desk)
        .await
        .json();
    let organisation = &found["items"][0]["data"];
    assert_eq!(organisation["legalName"], "Hogeschool Voorbeeld");
    assert_eq!(organisation["kind"], "university_college");
    // Another invitation while there is no password; no other decision.
    assert_eq!(
        decide("accept", &id, json!({ "code": "VOORBEELD" }))
            .await
            .status,
        200
    );
    let late = decide("refuse", &id, json!({ "reason": "x" })).await;
    assert_eq!(late.json()["reason"], "decided");
    // Who was invited cannot sign in yet, whatever the password.
    for password in ["", "demo-kul-administrator"] {
        let reply = world.sign_in("ann@voorbeeld.example", password).await;
        assert_eq!(reply.problem(), "invalid-credentials");
    }
    send(
        &world,
        json!({ "organisation": "Ander", "kind": "university" }),
    )
    .await;
    let list = world
        .get(&format!("{PATH}?state=open&limit=1"), &desk)
        .await
        .json();
    let other = list["items"][0]["id"].as_str().unwrap();
    let taken = decide("accept", other, json!({ "code": "ANDER" })).await;
    assert_eq!(taken.json()["reason"], "email-taken");
    let nothing = decide("refuse", other, json!({ "reason": " " })).await;
    assert_eq!(nothing.json()["errors"][0]["code"], "required");
    let refused = decide("refuse", other, json!({ "reason": "Geen opleidingen." }))
        .await
        .json();
    assert_eq!(
        (&refused["state"], &refused["reason"]),
        (&json!("refused"), &json!("Geen opleidingen."))
    );
    let open = world.get(&format!("{PATH}?state=open"), &desk).await.json();
    assert_eq!(open["items"], json!([]));
    let page = world.get(&format!("{PATH}?limit=1"), &desk).await.json();
    let path = format!("{PATH}?limit=5&before={}", page["next"].as_str().unwrap());
    assert_eq!(
        world.get(&path, &desk).await.json()["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        world.get(&format!("{PATH}?state=x"), &desk).await.problem(),
        "malformed"
    );
}

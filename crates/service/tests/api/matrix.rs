//! The permission matrix, cell by cell, over HTTP: what is expected comes from
//! the matrix itself.

use crate::support;

use edutracker_domain::rights::{self, Action, Grant, Side};
use serde_json::{Value, json};
use support::{World, item, new_id};

/// A push that takes an action, and what refuses it.
async fn push(world: &World, token: &str, action: Action, own: &[Value]) -> Option<Value> {
    let find = |kind: &str| own.iter().find(|line| line["type"] == kind).cloned();
    let offer = own
        .iter()
        .find(|line| line["type"] == "offer" && line["data"]["archived"] != true)?;
    let items = match action {
        Action::OfferCreate => {
            vec![
                json!({ "mid": new_id(), "op": "create", "type": "offer", "id": new_id(), "patch": offer["data"] }),
            ]
        }
        Action::OfferEdit => vec![item(
            "update",
            offer,
            json!({ "website": "https://matrix.example" }),
        )],
        Action::OfferArchive => vec![item(
            "update",
            offer,
            json!({ "archived": true, "published": false }),
        )],
        Action::OrganisationEdit => vec![item(
            "update",
            &find("organisation")?,
            json!({ "website": "https://matrix.example" }),
        )],
        Action::OfferRemove => {
            vec![item(
                "update",
                offer,
                json!({ "removed": { "reason": "NON_TECH", "note": { "nl": "x" } } }),
            )]
        }
        _ => return None,
    };
    let result = world.push(token, items).await;
    Some(result["results"][0].clone())
}

#[tokio::test]
async fn pushes_obey_the_matrix() {
    for account in edutracker_service::demo::accounts() {
        let side: Side = account.side.parse().unwrap();
        for action in [
            Action::OfferCreate,
            Action::OfferEdit,
            Action::OfferArchive,
            Action::OrganisationEdit,
            Action::OfferRemove,
        ] {
            let world = World::new();
            let token = world.token(&account.email).await;
            let lines = world.snapshot(&token).await;
            let result = push(&world, &token, action, &lines).await.unwrap();
            let expected = if rights::allows(side, &account.role, action) {
                "applied"
            } else {
                "forbidden"
            };
            assert_eq!(
                result["status"], expected,
                "{} {action}: {result}",
                account.email
            );
        }
    }
}

#[tokio::test]
async fn what_is_not_built_says_so_after_the_rights() {
    let world = World::new();
    let calls = [
        ("GET", "/v1/search".to_owned(), Action::SearchOtherSide),
        ("POST", "/v1/interests".to_owned(), Action::InterestSend),
        ("POST", "/v1/accounts".to_owned(), Action::AccountsManage),
    ];
    for account in edutracker_service::demo::accounts() {
        let side: Side = account.side.parse().unwrap();
        let token = world.token(&account.email).await;
        for (method, path, action) in &calls {
            let reply = world.call(method, path, &token, None).await;
            let expected = match rights::grant(side, &account.role, *action) {
                Grant::Deny => "forbidden",
                _ => "not-available",
            };
            assert_eq!(reply.problem(), expected, "{} {path}", account.email);
            assert_eq!(reply.json()["action"], action.as_str());
        }
        let accounts = world.get("/v1/account", &token).await;
        let may = rights::grant(side, &account.role, Action::AccountsView) != Grant::Deny;
        assert_eq!(accounts.status == 200, may);
        let offers = world.get("/v1/offer", &token).await;
        let may = rights::grant(side, &account.role, Action::OfferViewOwn) != Grant::Deny;
        assert_eq!(offers.status == 200, may);
    }
    assert_eq!(world.get("/v1/search", "").await.problem(), "not-signed-in");
    let token = world.token("administrator@kul.example").await;
    let wrong = world.call("POST", "/v1/meta", &token, None).await;
    assert_eq!(wrong.problem(), "method-not-allowed");
    assert_eq!(wrong.headers["allow"], "GET,HEAD");
    for path in ["/v1/nonsense", "/v1/offer/x", "/v1/nonsense/x", "/v2", "/"] {
        assert_eq!(
            world.get(path, &token).await.problem(),
            "not-found",
            "{path}"
        );
    }
}

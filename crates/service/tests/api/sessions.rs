//! Sign-in, refresh, reuse, throttling.

use crate::support;

use edutracker_domain::RecordType;
use serde_json::json;
use support::World;

const EMAIL: &str = "administrator@kul.example";
const PASSWORD: &str = "demo-kul-administrator";

async fn refresh(world: &World, token: &serde_json::Value) -> support::Reply {
    world
        .call(
            "POST",
            "/v1/sessions/refresh",
            "",
            Some(json!({ "refreshToken": token })),
        )
        .await
}

#[tokio::test]
async fn a_session_lives_as_the_contract_says() {
    let world = World::new();
    let first = world.sign_in(EMAIL, PASSWORD).await.json();
    assert_eq!(first["expiresIn"], 900);
    assert_eq!(first["account"]["organisationCode"], "KUL");
    let access = first["accessToken"].as_str().unwrap();
    let list = world.get("/v1/sessions", access).await.json();
    assert_eq!(
        (list.as_array().unwrap().len(), &list[0]["current"]),
        (1, &json!(true))
    );
    world.clock.advance(901);
    assert_eq!(
        world.get("/v1/sessions", access).await.problem(),
        "not-signed-in"
    );
    let second = refresh(&world, &first["refreshToken"]).await.json();
    world.clock.advance(59);
    let again = refresh(&world, &first["refreshToken"]).await.json();
    assert_eq!(again["refreshToken"], second["refreshToken"]);
    assert_eq!(again["accessToken"], second["accessToken"]);
    let third = refresh(&world, &second["refreshToken"]).await.json();
    world.clock.advance(2);
    let reuse = refresh(&world, &first["refreshToken"]).await;
    assert_eq!(
        (reuse.status.as_u16(), reuse.problem().as_str()),
        (401, "session-revoked")
    );
    assert_eq!(
        refresh(&world, &third["refreshToken"]).await.problem(),
        "session-revoked"
    );
    assert_eq!(
        world
            .get("/v1/sessions", third["accessToken"].as_str().unwrap())
            .await
            .problem(),
        "session-revoked"
    );
}

#[tokio::test]
async fn wrong_passwords_and_unknown_accounts_look_alike_and_are_throttled() {
    let world = World::new();
    let wrong = world.sign_in(EMAIL, "wrong").await;
    let unknown = world.sign_in("nobody@kul.example", "wrong").await;
    assert_eq!((wrong.status, &wrong.text), (unknown.status, &unknown.text));
    assert_eq!(wrong.problem(), "invalid-credentials");
    for _ in 0..4 {
        assert_eq!(world.sign_in(EMAIL, "wrong").await.status, 401);
    }
    let shut = world.sign_in(EMAIL, PASSWORD).await;
    assert_eq!(
        (shut.status.as_u16(), shut.problem().as_str()),
        (429, "rate-limited")
    );
    let wait: i64 = shut.headers["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=901).contains(&wait), "{wait}");
    assert_eq!(
        world
            .sign_in("administrator@hogent.example", "demo-hogent-administrator")
            .await
            .status,
        200
    );
    world.clock.advance(wait);
    assert_eq!(world.sign_in(EMAIL, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn sessions_end_and_passwords_change() {
    let world = World::new();
    let (one, two) = (world.token(EMAIL).await, world.token(EMAIL).await);
    let other = world.token("administrator@hogent.example").await;
    let list = world.get("/v1/sessions", &one).await.json();
    let id = list[1]["id"].as_str().unwrap();
    assert_eq!(
        world
            .call("DELETE", &format!("/v1/sessions/{id}"), &other, None)
            .await
            .status,
        404
    );
    let change = |new: &str| json!({ "current": PASSWORD, "new": new });
    assert_eq!(
        world
            .call("POST", "/v1/password", &one, Some(change("short")))
            .await
            .problem(),
        "malformed"
    );
    assert_eq!(
        world
            .call(
                "POST",
                "/v1/password",
                &one,
                Some(change("long enough now"))
            )
            .await
            .status,
        204
    );
    assert_eq!(world.get("/v1/sessions", &two).await.status, 401);
    assert_eq!(world.sign_in(EMAIL, PASSWORD).await.status, 401);
    assert_eq!(world.sign_in(EMAIL, "long enough now").await.status, 200);
    assert_eq!(
        world
            .call("DELETE", "/v1/sessions/current", &one, None)
            .await
            .status,
        204
    );
    assert_eq!(world.get("/v1/sessions", &one).await.status, 401);
    assert_eq!(
        world.get("/v1/sessions", "").await.problem(),
        "not-signed-in"
    );
}

#[tokio::test]
async fn published_passwords_work_with_demo_only() {
    use edutracker_service::{Database, Options, Service, Settings, demo::Size};
    let folder = tempfile::tempdir().unwrap();
    let database = Database::File(folder.path().join("service.db"));
    let plain = || Options {
        settings: Settings::cheap(),
        ..Options::new(database.clone())
    };
    drop(
        Service::open(Options {
            demo: Some(Size(Some(10))),
            ..plain()
        })
        .unwrap(),
    );
    let without = World {
        service: Service::open(plain()).unwrap(),
        ..World::new()
    };
    assert_eq!(without.sign_in(EMAIL, PASSWORD).await.status, 401);
    let with = World {
        service: Service::open(Options {
            demo: Some(Size(None)),
            ..plain()
        })
        .unwrap(),
        ..World::new()
    };
    assert_eq!(with.sign_in(EMAIL, PASSWORD).await.status, 200);
}

#[test]
fn an_account_can_be_made_in_an_empty_database() {
    use edutracker_service::{Database, Options, Service, Settings, accounts};
    let service = Service::open(Options {
        settings: Settings::cheap(),
        ..Options::new(Database::Memory)
    })
    .unwrap();
    let new = |role: &str, organisation: &str| accounts::NewAccount {
        email: format!("{role}@agoria.example"),
        password: "twelve letters".into(),
        role: role.into(),
        organisation: organisation.into(),
        name: String::new(),
        language: "nl".into(),
        new_organisation: None,
    };
    assert!(accounts::create(&service, new("reviewer", "KUL")).is_err());
    assert!(accounts::create(&service, new("administrator", "AGORIA")).is_err());
    accounts::create(&service, new("reviewer", "AGORIA")).unwrap();
    assert!(accounts::create(&service, new("reviewer", "AGORIA")).is_err());
    accounts::create(&service, new("account_desk", "AGORIA")).unwrap();
}

#[tokio::test]
async fn nobody_works_for_an_organisation_that_was_suspended() {
    let world = World::new();
    let first = world.sign_in(EMAIL, PASSWORD).await.json();
    let access = first["accessToken"].as_str().unwrap();
    {
        let writer = world.service.storage().writer().unwrap();
        let id = writer.organisation("KUL").unwrap().unwrap();
        let mut organisation = writer
            .record(RecordType::Organisation, id)
            .unwrap()
            .unwrap();
        organisation
            .data
            .insert("status".to_owned(), json!("suspended"));
        writer.put_record(&organisation).unwrap();
        writer.commit().unwrap();
    }
    assert_eq!(
        world.get("/v1/changes", access).await.problem(),
        "account-disabled"
    );
    assert_eq!(
        world.sign_in(EMAIL, PASSWORD).await.problem(),
        "account-disabled"
    );
}

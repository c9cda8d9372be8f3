//! Rights that change while clients follow the feed.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::support;

use clap::Parser;
use edutracker_domain::{RecordId, RecordType, record};
use edutracker_service::{
    Database, Options, Service,
    account::Account,
    cli::{Cli, run},
    feed::walk::{Walk, Wish},
    rights::{AccountState, RightsError},
    storage::StoredRecord,
};
use http::{Request, header};
use serde_json::{Value, json};
use support::{World, item, mirror::Mirror, published};

const KUL: &str = "administrator@kul.example";
const HOGENT: &str = "administrator@hogent.example";

struct Parties {
    world: World,
    kul: String,
    hogent: String,
    account: RecordId,
    org: RecordId,
    /// Another one that it may come to work for.
    third: RecordId,
}

/// KUL's administrator, and HOGENT that it may come to work for.
async fn parties() -> Parties {
    let world = World::new();
    Parties {
        kul: world.token(KUL).await,
        hogent: world.token(HOGENT).await,
        account: world.service.account_of(KUL).unwrap(),
        org: world.service.organisation_of("HOGENT").unwrap(),
        third: world.service.organisation_of("UGENT").unwrap(),
        world,
    }
}

impl Parties {
    fn grant(&self) {
        assert!(self.world.service.grant(self.account, self.org).unwrap());
    }

    fn revoke(&self) {
        assert!(self.world.service.revoke(self.account, self.org).unwrap());
    }

    /// HOGENT changes one of its offers.
    async fn change(&self, n: usize, website: &str) {
        self.change_by(&self.hogent, n, website).await;
    }

    async fn change_by(&self, token: &str, n: usize, website: &str) {
        let lines = self
            .world
            .get("/v1/changes?types=offer", token)
            .await
            .lines();
        let offer = published(&lines).remove(n);
        let items = vec![item("update", &offer, json!({ "website": website }))];
        let result = self.world.push(token, items).await;
        assert_eq!(result["summary"]["applied"], 1, "{result}");
    }
}

#[tokio::test]
async fn a_membership_brings_its_partition_and_its_end_takes_it_away() {
    let parties = parties().await;
    let (world, kul) = (&parties.world, &parties.kul);
    let mut mirror = Mirror::default();
    mirror.pull(world, kul, "").await;
    let own = mirror.rows.len();
    let poll = |cursor: String, tag: String| {
        let request = Request::get(format!("/v1/changes?cursor={cursor}"))
            .header(header::AUTHORIZATION, format!("Bearer {kul}"))
            .header(header::IF_NONE_MATCH, tag);
        world.send(request.body(axum::body::Body::empty()).unwrap())
    };
    let path = format!("/v1/changes?cursor={}", mirror.cursor);
    let tag = world.get(&path, kul).await.headers[header::ETAG]
        .to_str()
        .unwrap()
        .to_owned();
    let again = poll(mirror.cursor.clone(), tag.clone()).await;
    assert_eq!(again.status.as_u16(), 304);
    parties.grant();
    let again = poll(mirror.cursor.clone(), tag).await;
    assert_eq!(again.status.as_u16(), 200, "a grant moves the head");
    mirror.pull(world, kul, "").await;
    assert!(mirror.caught_up);
    let org = parties.org.to_string();
    assert_eq!(mirror.scopes.len(), 1);
    assert_eq!(mirror.scopes[0]["add"], json!([org]));
    assert_eq!(mirror.scopes[0]["drop"], json!([]));
    let hogent = mirror.rows.values().filter(|row| row.0 == parties.org);
    assert!(hogent.count() > 100);
    let meta = world.get("/v1/meta", kul).await.json();
    assert_eq!(meta["account"]["memberships"], json!([org]));
    // What is seen may be worked on, and reached in every other way.
    let offer = published(&world.snapshot(&parties.hogent).await).remove(0);
    let path = format!("/v1/offer/{}", offer["id"].as_str().unwrap());
    assert_eq!(world.get(&path, kul).await.status.as_u16(), 200);
    let items = vec![item(
        "update",
        &offer,
        json!({ "website": "https://a.example" }),
    )];
    assert_eq!(world.push(kul, items).await["summary"]["applied"], 1);
    parties.change(1, "https://b.example").await;
    mirror.pull(world, kul, "").await;
    assert_eq!(mirror.scopes.len(), 1, "a change of rights is told once");
    parties.revoke();
    mirror.pull(world, kul, "").await;
    assert_eq!(mirror.scopes[1]["drop"], json!([org]));
    assert_eq!(mirror.rows.len(), own);
    let offer = published(&world.snapshot(&parties.hogent).await).remove(0);
    let items = vec![item(
        "update",
        &offer,
        json!({ "website": "https://c.example" }),
    )];
    assert_eq!(world.push(kul, items).await["summary"]["forbidden"], 1);
    assert_eq!(world.get(&path, kul).await.problem(), "not-found");
    parties.change(2, "https://d.example").await;
    mirror.pull(world, kul, "").await;
    assert_eq!(mirror.rows.len(), own);
}

#[tokio::test]
async fn the_partition_goes_on_where_an_answer_ended() {
    let parties = parties().await;
    let (world, kul) = (&parties.world, &parties.kul);
    let mut mirror = Mirror::default();
    mirror.pull(world, kul, "").await;
    parties.grant();
    let mut pages = 0;
    loop {
        mirror.page(world, kul, 20).await;
        pages += 1;
        if mirror.caught_up {
            break;
        }
        // Another client changes what has been sent, and what has not.
        if pages % 3 == 0 {
            parties
                .change(pages % 60, &format!("https://{pages}.example"))
                .await;
        }
    }
    assert!(pages > 5);
    assert_eq!(mirror.scopes.len(), 1);
    mirror.pull(world, kul, "").await;
    let mut fresh = Mirror::default();
    fresh.pull(world, kul, "").await;
    assert_eq!(mirror.rows, fresh.rows);
}

/// Grants, revocations, changes and short pages in an order that a number decides.
async fn mixed(seed: u64, start_midway: bool) {
    let parties = parties().await;
    let (world, kul) = (&parties.world, &parties.kul);
    let mut mirror = Mirror::default();
    if !start_midway {
        mirror.pull(world, kul, "").await;
    }
    let mut state = seed;
    let mut member = [false; 2];
    for step in 0..50 {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let n = (state >> 33) % 12;
        match n {
            0..3 => {
                // Both at times, one at times, between two pages or several.
                let which = n as usize % 2;
                let org = [parties.org, parties.third][which];
                let service = &world.service;
                member[which] = !member[which];
                let change = if member[which] {
                    service.grant(parties.account, org)
                } else {
                    service.revoke(parties.account, org)
                };
                assert!(change.unwrap());
            }
            3 => {
                let website = format!("https://{seed}-{step}.example");
                parties.change(step, &website).await;
            }
            4 => {
                let website = format!("https://{seed}-{step}.example");
                parties.change_by(kul, step, &website).await;
            }
            n => {
                let limit = [1, 7, 30, 90][n as usize % 4];
                mirror.page(world, kul, limit).await;
            }
        }
    }
    mirror.caught_up = false;
    while !mirror.caught_up {
        // The end line holds the mirror against the service.
        mirror.pull(world, kul, "").await;
    }
    let mut fresh = Mirror::default();
    fresh.pull(world, kul, "").await;
    assert_eq!(mirror.rows, fresh.rows, "seed {seed}");
}

#[tokio::test]
async fn whatever_the_order_the_mirror_is_right_in_the_end() {
    for seed in 0..12 {
        mixed(seed, seed % 2 == 0).await;
    }
}

/// Memberships count from the page on that follows, not from the next request.
#[tokio::test]
async fn rights_that_end_within_an_answer_end_at_once() {
    let parties = parties().await;
    let service = &parties.world.service;
    let writer = service.storage().writer().unwrap();
    let seq = writer.next_seq().unwrap();
    for _ in 0..1_500 {
        let template = writer
            .record(RecordType::Organisation, parties.org)
            .unwrap();
        let site = StoredRecord {
            kind: RecordType::Site,
            id: RecordId::new(),
            seq,
            ..template.unwrap()
        };
        writer.put_record(&site).unwrap();
    }
    writer.commit().unwrap();
    parties.grant();
    let wish = Wish {
        kinds: vec![RecordType::Site],
        limit: 5_000,
        ..Wish::default()
    };
    let reader = service.storage().reader().unwrap();
    let account = Account::load(&*reader, parties.account).unwrap().unwrap();
    drop(reader);
    let mut walk = Walk::new(service, account, wish).unwrap();
    let org = parties.org.to_string();
    let mut page = || {
        let mut lines = Vec::new();
        assert!(walk.page(&mut lines).unwrap());
        String::from_utf8(lines).unwrap().matches(&org).count()
    };
    assert!(page() > 500);
    parties.revoke();
    assert_eq!(page(), 0, "nothing of it in the rest of the snapshot");
    assert_eq!(page(), 1, "the log begins with what was dropped");
}

#[tokio::test]
async fn a_disabled_account_is_told_so_and_its_sessions_end() {
    let parties = parties().await;
    let (world, kul) = (&parties.world, &parties.kul);
    let service = &world.service;
    assert!(
        service
            .set_account_state(parties.account, AccountState::Disabled)
            .unwrap()
    );
    assert!(
        !service
            .set_account_state(parties.account, AccountState::Disabled)
            .unwrap()
    );
    for path in [
        "/v1/changes",
        "/v1/meta",
        "/v1/sessions",
        "/v1/changes/check",
    ] {
        let reply = world.get(path, kul).await;
        assert_eq!(reply.status.as_u16(), 403);
        assert_eq!(reply.problem(), "account-disabled", "{path}");
    }
    let push = world
        .push_part(kul, json!({ "push": support::new_id(), "items": [] }))
        .await;
    assert_eq!(push.problem(), "account-disabled");
    assert!(
        service
            .set_account_state(parties.account, AccountState::Active)
            .unwrap()
    );
    assert_eq!(
        world.get("/v1/changes", kul).await.problem(),
        "session-revoked"
    );
    let token = world.token(KUL).await;
    assert_eq!(
        world.get("/v1/changes/check", &token).await.status.as_u16(),
        200
    );
    // Its colleagues see what happened, and when.
    let path = format!("/v1/account/{}/history", parties.account);
    let history = world.get(&path, &token).await.json();
    let states: Vec<&Value> = history["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["after"])
        .collect();
    assert_eq!(states, ["active", "deactivated"]);
}

#[tokio::test]
async fn another_role_ends_the_cursor() {
    let parties = parties().await;
    let (world, kul) = (&parties.world, &parties.kul);
    let mut mirror = Mirror::default();
    mirror.pull(world, kul, "").await;
    let service = &world.service;
    assert!(matches!(
        service.set_role(parties.account, "reviewer"),
        Err(RightsError::UnknownRole)
    ));
    assert!(
        service
            .set_role(parties.account, "institution_user")
            .unwrap()
    );
    let path = format!("/v1/changes?cursor={}", mirror.cursor);
    assert_eq!(world.get(&path, kul).await.problem(), "cursor-invalid");
    let mut mirror = Mirror::default();
    mirror.pull(world, kul, "").await;
    assert!(mirror.caught_up);
}

#[tokio::test]
async fn rights_stay_within_a_side() {
    let parties = parties().await;
    let service = &parties.world.service;
    let org = |code| service.organisation_of(code).unwrap();
    let reviewer = service.account_of("reviewer@agoria.example").unwrap();
    assert!(matches!(
        service.grant(reviewer, parties.org),
        Err(RightsError::SeesAll)
    ));
    for (organisation, expected) in [("DEMO-COMPANY", "side"), ("AGORIA", "side"), ("KUL", "own")] {
        let refused = service
            .grant(parties.account, org(organisation))
            .unwrap_err();
        assert!(refused.to_string().contains(expected), "{refused}");
    }
    assert!(matches!(
        service.grant(RecordId::from_bytes([1; 16]), parties.org),
        Err(RightsError::UnknownAccount)
    ));
    assert!(matches!(
        service.grant(parties.account, RecordId::from_bytes([1; 16])),
        Err(RightsError::UnknownOrganisation)
    ));
    assert!(!service.revoke(parties.account, parties.org).unwrap());
    parties.grant();
    assert!(!service.grant(parties.account, parties.org).unwrap());
}

#[tokio::test]
async fn for_a_suspended_organisation_its_members_do_not_work_either() {
    let parties = parties().await;
    let world = &parties.world;
    parties.grant();
    let offer = published(&world.snapshot(&parties.hogent).await).remove(0);
    let writer = world.service.storage().writer().unwrap();
    let found = writer.record(RecordType::Organisation, parties.org);
    let mut organisation = found.unwrap().unwrap();
    organisation.seq = writer.next_seq().unwrap();
    record::put(&mut organisation.data, "status", "suspended".into());
    writer.put_record(&organisation).unwrap();
    writer.commit().unwrap();
    let items = vec![item(
        "update",
        &offer,
        json!({ "website": "https://e.example" }),
    )];
    let result = world.push(&parties.kul, items).await;
    assert_eq!(result["summary"]["forbidden"], 1);
    let mut mirror = Mirror::default();
    mirror.pull(world, &parties.kul, "").await;
    assert!(
        mirror.rows.values().any(|row| row.0 == parties.org),
        "it is still seen"
    );
}

#[tokio::test]
async fn the_operator_changes_rights_while_the_service_runs() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("service.db");
    let options = Options {
        database: Database::File(path.clone()),
        ..Options::test()
    };
    let world = World {
        service: Service::open(options).unwrap(),
        ..World::new()
    };
    let token = world.token(KUL).await;
    let mut mirror = Mirror::default();
    mirror.pull(&world, &token, "").await;
    let database = format!("sqlite:{}", path.display());
    let command = |words: &[&str]| {
        let line = [&["edutracker-service"], words, &["--database", &database]].concat();
        run(Cli::try_parse_from(line).unwrap())
    };
    let member = |verb| {
        command(&[
            "membership",
            verb,
            "--account",
            KUL,
            "--organisation",
            "HOGENT",
        ])
    };
    member("add").unwrap();
    mirror.pull(&world, &token, "").await;
    assert_eq!(mirror.scopes.len(), 1);
    member("remove").unwrap();
    mirror.pull(&world, &token, "").await;
    assert_eq!(mirror.scopes.len(), 2);
    command(&["account", "disable", "--account", KUL]).unwrap();
    let refused = world.get("/v1/changes", &token).await;
    assert_eq!(refused.problem(), "account-disabled");
    command(&["account", "enable", "--account", KUL]).unwrap();
    world.token(KUL).await;
    assert!(command(&["account", "enable", "--account", "x@y.example"]).is_err());
}

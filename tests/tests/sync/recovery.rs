//! What goes wrong outside: a service restored from a backup, rights that come
//! and go, a cache that has drifted. No edit is lost over it.

use edutracker_app::{self as app, status::with_cache};
use edutracker_domain::{RecordId, RecordType, record};
use edutracker_protocol::{
    ErrorCode,
    command::{Doctor, Nothing, SignIn, Standing, Unlock},
};
use edutracker_service::{Options, storage::sqlite};
use edutracker_store::{
    Error,
    edit::{Editor, Outcome},
    incoming::Intake,
    meta, pending, quarantine, sent, tally,
};
use edutracker_tests::world::{Client, Fault, PASSPHRASE, Poison, World, demo_account};
use serde_json::json;
use std::path::{Path, PathBuf};

const TODAY: &str = "2026-11-22";

fn on_disk(file: &Path) -> World {
    let mut options = Options::test();
    options.database = edutracker_service::Database::File(file.to_owned());
    World::open(options)
}

/// One step in a client's cache.
fn step(
    client: &Client,
    make: impl FnOnce(&mut Editor<'_, '_>) -> Result<(), Error>,
) -> Result<Outcome, edutracker_protocol::ClientError> {
    with_cache(&client.app, |cache| {
        cache.write(|tx| {
            let mut editor = Editor::new(tx, "again", TODAY)?;
            make(&mut editor)?;
            editor.finish()
        })
    })
}

fn lost(client: &Client) -> Vec<sent::LostPush> {
    with_cache(&client.app, |cache| cache.read(sent::lost)).expect("reads")
}

fn value(client: &Client, name: &str) -> Option<String> {
    with_cache(&client.app, |cache| cache.read(|c| meta::get(c, name))).expect("reads")
}

async fn name_of(client: &Client, id: RecordId) -> String {
    record::text(&client.offer(id).await, "name").to_owned()
}

fn sign_in() -> SignIn {
    let account = demo_account("KUL", "administrator");
    SignIn {
        service: "http://127.0.0.1:1".to_owned(),
        email: account.email,
        password: account.password,
        passphrase: Some(PASSPHRASE.to_owned()),
    }
}

/// A service on disk, a copy of it, and a desk.
struct Places {
    _folder: tempfile::TempDir,
    file: PathBuf,
    copy: PathBuf,
    desk: PathBuf,
}

fn places() -> Places {
    let folder = tempfile::tempdir().expect("a folder");
    Places {
        file: folder.path().join("service.db"),
        copy: folder.path().join("copy.db"),
        desk: folder.path().join("desk"),
        _folder: folder,
    }
}

/// The desk of before, at a service that was restored.
async fn opened_again(world: &World, desk: &Path) -> Client {
    let client = world.desk_at(desk);
    let unlock = Unlock {
        secret: PASSPHRASE.to_owned(),
        passphrase: None,
    };
    app::unlock(&client.app, unlock).await.expect("unlocks");
    app::sign_in(&client.app, sign_in())
        .await
        .expect("signs in");
    client.pull().await;
    client
}

#[tokio::test]
async fn what_a_restored_service_lost_is_offered_again() {
    let Places {
        file, copy, desk, ..
    } = &places();
    let (ids, made);
    {
        let world = on_disk(file);
        let a = world.desk_at(desk);
        app::sign_in(&a.app, sign_in()).await.expect("signs in");
        a.pull().await;
        ids = a.published();
        a.edit(ids[0], json!({"website": "https://kept.example"}))
            .await;
        assert_eq!(a.push().await.summary.applied, 1);
        sqlite::backup(file, copy).expect("a copy");
        a.edit(ids[0], json!({"name": "Verloren naam"})).await;
        a.edit(ids[1], json!({"name": "Mijn naam"})).await;
        let copied = app::duplicate(
            &a.app,
            edutracker_protocol::command::Duplicate {
                id: ids[2],
                patch: edutracker_domain::Record::new(),
            },
        )
        .await
        .expect("a copy");
        made = copied.ids[0];
        assert_eq!(a.push().await.summary.applied, 3);
        a.edit(ids[3], json!({"name": "Nog niet verzonden"})).await;
    }
    sqlite::restore(file, copy).expect("restored");
    let world = on_disk(file);
    let other = world.client("KUL", "institution_user").await;
    other.edit(ids[1], json!({"name": "Hun naam"})).await;
    assert_eq!(other.push().await.summary.applied, 1);

    let a = opened_again(&world, desk).await;
    assert_ne!(name_of(&a, ids[0]).await, "Verloren naam");
    assert!(!a.ids(RecordType::Offer, &[]).contains(&made));
    assert_eq!(a.pending().await, 1, "what was never sent is still there");
    let pushes = lost(&a);
    assert_eq!(pushes.len(), 1, "the first push is in the backup");
    assert_eq!(pushes[0].edits, 3);

    step(&a, |editor| editor.send_again(pushes[0].push)).expect("again");
    assert!(lost(&a).is_empty());
    assert_eq!(name_of(&a, ids[0]).await, "Verloren naam");
    assert!(a.ids(RecordType::Offer, &[]).contains(&made));
    // What somebody else wrote since the restore is a question.
    let asked = a.get(RecordType::Offer, ids[1]).await;
    assert_eq!(asked.conflicts.len(), 1);
    assert_eq!(asked.conflicts[0].theirs, "Hun naam");
    assert_eq!(asked.conflicts[0].mine, "Mijn naam");
    assert_eq!(a.push().await.summary.applied, 3);
    other.pull().await;
    assert_eq!(name_of(&other, ids[0]).await, "Verloren naam");
    assert_eq!(name_of(&other, ids[3]).await, "Nog niet verzonden");
    assert_eq!(name_of(&other, ids[1]).await, "Hun naam");
    // A second look finds nothing more.
    a.pull().await;
    assert!(lost(&a).is_empty());
    assert_eq!(value(&a, meta::RECOVER), None);
}

/// The answer to a push was never heard. The service refuses the client after
/// that, so it learns otherwise that the push was taken; then the service is
/// restored from a backup before all this.
#[tokio::test]
async fn what_was_taken_unheard_is_offered_again_too() {
    let Places {
        file, copy, desk, ..
    } = &places();
    let ids;
    {
        let world = on_disk(file);
        let a = world.desk_at(desk);
        app::sign_in(&a.app, sign_in()).await.expect("signs in");
        a.pull().await;
        ids = a.published();
        a.edit(ids[1], json!({"website": "https://kept.example"}))
            .await;
        assert_eq!(a.push().await.summary.applied, 1);
        sqlite::backup(file, copy).expect("a copy");
        a.edit(ids[0], json!({"name": "Ongehoord"})).await;
        a.fail([Fault::DropAnswer]);
        assert!(a.try_push().await.is_err());
        *a.poison.lock().expect("poison") = Poison {
            text: Some(ids[0].to_string()),
            answer: (403, "forbidden"),
            met: 0,
        };
        let _ = a.try_push().await;
        *a.poison.lock().expect("poison") = Poison::default();
        a.pull().await;
        assert_eq!(a.pending().await, 0, "it is known to be taken");
        assert!(lost(&a).is_empty());
    }
    sqlite::restore(file, copy).expect("restored");
    let world = on_disk(file);
    let a = opened_again(&world, desk).await;
    assert_ne!(name_of(&a, ids[0]).await, "Ongehoord");
    let pushes = lost(&a);
    assert_eq!(pushes.iter().map(|push| push.edits).sum::<u64>(), 1);
    step(&a, |editor| editor.send_again(pushes[0].push)).expect("again");
    assert_eq!(a.push().await.summary.applied, 1);
    assert!(lost(&a).is_empty());
    let other = world.client("KUL", "institution_user").await;
    assert_eq!(name_of(&other, ids[0]).await, "Ongehoord");
}

#[tokio::test]
async fn edits_under_a_lost_right_are_kept_and_put_back() {
    let world = World::demo();
    let a = world.client("KUL", "administrator").await;
    let reviewer = world.client("AGORIA", "reviewer").await;
    let hogent = world.service.organisation_of("HOGENT").expect("there");
    let account = world
        .service
        .account_of(&demo_account("KUL", "administrator").email)
        .expect("there");
    let own = a.ids(RecordType::Offer, &[]).len();
    assert!(world.service.grant(account, hogent).expect("granted"));
    a.pull().await;
    let theirs = a.ids(RecordType::Offer, &[("organisation", "HOGENT")]);
    let all = reviewer.ids(RecordType::Offer, &[("organisation", "HOGENT")]);
    assert_eq!(theirs.len(), all.len());
    assert!(value(&a, meta::VERIFIED).is_some() && value(&a, meta::DIVERGED).is_none());

    a.edit(theirs[0], json!({"name": "Mijn woorden"})).await;
    assert!(world.service.revoke(account, hogent).expect("revoked"));
    a.pull().await;
    assert_eq!(a.ids(RecordType::Offer, &[]).len(), own);
    assert_eq!(a.pending().await, 0);
    let status = app::status(&a.app, Nothing {}).await.expect("status");
    assert_eq!(status.quarantined, 1);
    // Nobody else's cache is made over it, and signing out says so.
    let session = app::session(&a.app, Nothing {}).await.expect("session");
    assert_eq!(session.unsent, 1);
    let other = demo_account("HOGENT", "administrator");
    let refused = app::sign_in(
        &a.app,
        SignIn {
            service: "http://127.0.0.1:1".to_owned(),
            email: other.email,
            password: other.password,
            passphrase: Some(PASSPHRASE.to_owned()),
        },
    )
    .await
    .expect_err("words of another person are kept here");
    assert_eq!(refused.code, ErrorCode::OtherAccount);
    let kept = with_cache(&a.app, |cache| cache.read(quarantine::list)).expect("reads");
    assert_eq!((kept[0].id, kept[0].code.as_str()), (theirs[0], "HOGENT"));
    assert_eq!(kept[0].effective["name"], "Mijn woorden");
    assert_ne!(kept[0].base["name"], "Mijn woorden");
    // Out of sight it cannot be put back.
    assert!(step(&a, |editor| editor.reattach(&kept[0])).is_err());
    assert_eq!(
        with_cache(&a.app, |cache| cache.read(quarantine::count)).expect("reads"),
        1
    );

    assert!(world.service.grant(account, hogent).expect("granted"));
    a.pull().await;
    step(&a, |editor| editor.reattach(&kept[0])).expect("put back");
    assert_eq!(a.pending().await, 1);
    assert_eq!(a.push().await.summary.applied, 1);
    reviewer.pull().await;
    assert_eq!(name_of(&reviewer, theirs[0]).await, "Mijn woorden");
    assert!(value(&a, meta::DIVERGED).is_none());
}

#[tokio::test]
async fn a_cache_that_has_drifted_is_found_and_mended() {
    let world = World::demo();
    let (a, b, ids) = world.two().await;
    a.edit(ids[4], json!({"name": "Blijft hangende"})).await;
    let (before, shown) = with_cache(&a.app, |cache| {
        cache.read(|c| Ok((tally::total(c)?, pending::records(c)?)))
    })
    .expect("reads");
    // Deletions that never were, as a fault in either program could make them.
    with_cache(&a.app, |cache| {
        cache.write(|tx| {
            let mut intake = Intake::new(tx, TODAY)?;
            for id in &ids[..2] {
                intake.tombstone(RecordType::Offer, *id, 1_000_000, "nobody")?;
            }
            intake.finish()
        })
    })
    .expect("tampers");
    assert!(!a.ids(RecordType::Offer, &[]).contains(&ids[0]));
    b.edit(ids[5], json!({"name": "Iets nieuws"})).await;
    b.push().await;
    a.pull().await;
    assert!(value(&a, meta::DIVERGED).is_none());
    assert_eq!(value(&a, meta::VERIFIED), value(&a, meta::AS_OF));
    let (after, still) = with_cache(&a.app, |cache| {
        cache.read(|c| Ok((tally::total(c)?, pending::records(c)?)))
    })
    .expect("reads");
    assert_eq!(after.count, before.count);
    assert_ne!(after.sum, before.sum, "b's edit came in");
    assert_eq!(still, shown);
    assert_eq!(name_of(&a, ids[5]).await, "Iets nieuws");
    assert_eq!(name_of(&a, ids[4]).await, "Blijft hangende");
    assert_eq!(a.pending().await, 1);
    for id in &ids[..3] {
        assert!(a.ids(RecordType::Offer, &[]).contains(id));
    }
}

/// A locked cache tells how much only it has by what was noted last: right after
/// a death between an edit and its note one step is missing there, until the
/// cache is opened.
#[tokio::test]
async fn what_a_killed_client_did_not_note_is_counted_when_it_is_opened() {
    let world = World::demo();
    let folder = tempfile::tempdir().expect("a folder");
    let noted = async |opened: bool| {
        let client = world.desk_at(folder.path());
        let session = app::session(&client.app, Nothing {}).await.expect("tells");
        assert_eq!(session.phase.as_str(), "locked");
        if opened {
            let secret = Unlock {
                secret: PASSPHRASE.into(),
                passphrase: None,
            };
            let session = app::unlock(&client.app, secret).await.expect("opens");
            assert_eq!(session.unsent, 2);
        }
        session.unsent
    };
    {
        let client = world.desk_at(folder.path());
        let account = demo_account("KUL", "administrator");
        let args = SignIn {
            service: "http://127.0.0.1:1".to_owned(),
            email: account.email,
            password: account.password,
            passphrase: Some(PASSPHRASE.to_owned()),
        };
        app::sign_in(&client.app, args).await.expect("signs in");
        client.pull().await;
        let ids = client.published();
        client.edit(ids[0], json!({"name": "Genoteerd"})).await;
        // The commit is the last thing that it does.
        step(&client, |editor| {
            let patch = serde_json::from_value(json!({"name": "Niet genoteerd"}))?;
            editor.update(RecordType::Offer, ids[1], &patch)
        })
        .expect("edits");
    }
    assert_eq!(noted(true).await, 1);
    assert_eq!(noted(false).await, 2);
}

async fn doctor(client: &Client) -> Doctor {
    app::doctor(&client.app, Nothing {})
        .await
        .expect("a report")
}

#[tokio::test]
async fn the_doctor_tells_what_has_drifted_and_that_it_was_mended() {
    let world = World::demo();
    let (a, _, ids) = world.two().await;
    assert_eq!(doctor(&a).await.findings, Vec::<String>::new());
    with_cache(&a.app, |cache| {
        cache.write(|tx| {
            let mut intake = Intake::new(tx, TODAY)?;
            intake.tombstone(RecordType::Offer, ids[0], 1_000_000, "nobody")?;
            intake.finish()
        })
    })
    .expect("tampers");
    // The feed is read, and what differs cannot be asked for.
    a.fail([Fault::None, Fault::DropRequest]);
    assert!(app::pull(&a.app, Nothing {}).await.is_err());
    let found = doctor(&a).await;
    assert_eq!(found.findings, ["diverged"]);
    assert!(found.cache.whole && found.service.reachable);
    a.pull().await;
    assert_eq!(doctor(&a).await.findings, Vec::<String>::new());
}

#[tokio::test]
async fn the_doctor_works_without_the_service_and_with_a_locked_cache() {
    let world = World::demo();
    let folder = tempfile::tempdir().expect("a folder");
    let account = demo_account("KUL", "administrator");
    {
        let a = world.desk_at(folder.path());
        let args = SignIn {
            service: "http://127.0.0.1:1".to_owned(),
            email: account.email.clone(),
            password: account.password.clone(),
            passphrase: Some(PASSPHRASE.to_owned()),
        };
        app::sign_in(&a.app, args).await.expect("signs in");
        a.pull().await;
        let id = a.published()[0];
        a.edit(id, json!({"name": "Blijft"})).await;
        a.set_up(false);
        assert!(app::pull(&a.app, Nothing {}).await.is_err());
        let away = doctor(&a).await;
        assert_eq!(away.findings, ["unreachable"]);
        assert_eq!(
            (away.standing, away.pending["ready"]),
            (Standing::Offline, 1)
        );
        assert!(away.cache.whole && away.cache.records > 10);
    }
    let b = world.desk_at(folder.path());
    let locked = doctor(&b).await;
    assert_eq!(locked.findings, ["locked"], "it has asked nobody else");
    assert_eq!(locked.keys.phase, "locked");
    assert_eq!((locked.cache.records, locked.pending.len()), (0, 0));
    let unlock = Unlock {
        secret: PASSPHRASE.to_owned(),
        passphrase: None,
    };
    app::unlock(&b.app, unlock).await.expect("unlocks");
    let open = doctor(&b).await;
    assert_eq!(open.findings, Vec::<String>::new());
    assert_eq!(open.pending["ready"], 1);
}

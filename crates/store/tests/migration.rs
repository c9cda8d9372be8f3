//! Caches of earlier versions: opened by this one, with everything in them.

use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::{command::Condition, wire::Tally};
use edutracker_store::{
    Cache, Error,
    filter::Query,
    incoming::{Incoming, Intake},
    keys::DataKey,
    migration, outbox, pending, record, tally, undo, uses, view,
};
use rusqlite::{Connection, params};
use std::{path::Path, time::Duration};

/// A cache as the first version left it: two offers, one with a frozen edit.
fn first(path: &Path, key: &DataKey) -> [RecordId; 2] {
    let ids = [RecordId::new(), RecordId::new()];
    earlier(path, key, 1, include_str!("../src/schema/1.sql"), |c| {
        fill(c, &ids)
    });
    ids
}

/// A cache of an earlier schema.
fn earlier(
    path: &Path,
    key: &DataKey,
    schema: i64,
    tables: &str,
    fill: impl FnOnce(&Connection) -> rusqlite::Result<()>,
) {
    let cache = Cache::create(path, key).expect("works");
    cache
        .write(|tx| {
            let present: Vec<String> = tx
                .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search_%' AND name NOT LIKE 'sqlite_%'")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for table in present {
                tx.execute_batch(&format!("DROP TABLE {table}"))?;
            }
            tx.execute_batch(tables)?;
            tx.pragma_update(None, "user_version", schema)?;
            tx.execute_batch(
                "INSERT INTO org(o, id, code) VALUES (1, x'00000000000000000000000000000001', 'KUL');
                 INSERT INTO meta(k, v) VALUES ('cursor', 'c'), ('epoch', '000000a1'), ('caught_up', '1');",
            )?;
            fill(tx)?;
            Ok::<_, Error>(())
        })
        .expect("works");
    cache.close().expect("works");
}

fn fill(connection: &Connection, ids: &[RecordId]) -> rusqlite::Result<()> {
    for (n, id) in ids.iter().enumerate() {
        let n = n as i64 + 1;
        connection
            .execute(
                "INSERT INTO record(n, type, id, o, seq, mirror) VALUES (?1, ?2, ?3, 1, ?4, '{\"name\":\"Old\"}')",
                params![n, record::type_number(RecordType::Offer), id.as_bytes(), 10 + n],
            )
?;
        connection
            .execute(
                "INSERT INTO listing(n, type, o, name, level, subject, status, state, seq) VALUES (?1, ?2, 1, 'old', 0, 0, 0, 0, 1)",
                params![n, record::type_number(RecordType::Offer)],
            )
?;
    }
    connection
        .execute_batch(
            r#"INSERT INTO overlay(n, op, effective, state) VALUES (1, 'update', '{"name":"New"}', 'ready');
               INSERT INTO part(push, part, body) VALUES ('p', 0, '{"push":"p","items":[]}');
               INSERT INTO outbox(mid, push, part, n, frozen) VALUES (x'01', 'p', 0, 1, '{"name":"New"}');"#,
        )
}

#[test]
fn a_cache_of_the_first_version_keeps_its_edits_and_what_waits() {
    let folder = tempfile::tempdir().expect("works");
    let path = folder.path().join("cache.db");
    let key = DataKey::random().expect("works");
    let ids = first(&path, &key);
    let cache = Cache::open(&path, &key).expect("works");
    cache
        .read(|c| {
            let stored = record::get(c, RecordType::Offer, ids[0])?;
            assert_eq!(stored.effective()["name"], "New");
            assert!(stored.waiting);
            // The same bytes go out again.
            let frozen = outbox::next_part(c)?.expect("works");
            assert_eq!(frozen.body, r#"{"push":"p","items":[]}"#);
            assert_eq!(pending::count(c)?, 1);
            let mut expected = Tally::default();
            expected.add(RecordType::Offer, ids[0], 11);
            expected.add(RecordType::Offer, ids[1], 12);
            assert_eq!(tally::total(c)?, expected);
            Ok::<_, Error>(())
        })
        .expect("works");
    // The copy from before opens with the same key, and is as unreadable without.
    let copies = migration::list(&migration::folder(&path)).expect("works");
    assert_eq!(copies.len(), 1);
    let bytes = std::fs::read(&copies[0]).expect("works");
    assert!(!bytes.starts_with(b"SQLite format 3"));
    assert!(Cache::open(&copies[0], &key).is_ok());
    // Opened again, nothing is left to do.
    drop(cache);
    assert!(Cache::open(&path, &key).is_ok());
    let kept = || migration::list(&migration::folder(&path)).expect("works");
    assert_eq!(kept(), copies);
    // After a month nobody asks for the copy any more; one from before a mass
    // removal is not touched by age.
    let other = migration::folder(&path).join("sweep-1.db");
    std::fs::copy(&copies[0], &other).expect("works");
    let written = |path: &Path| path.metadata().and_then(|about| about.modified());
    for copy in kept() {
        let file = std::fs::File::options().write(true).open(&copy);
        let month = Duration::from_secs(31 * 24 * 3600);
        let long_ago = written(&path).expect("works") - month;
        file.and_then(|file| file.set_modified(long_ago))
            .expect("works");
    }
    assert!(Cache::open(&path, &key).is_ok());
    assert_eq!(kept(), [other]);
}

#[test]
fn a_cache_of_the_second_version_can_be_filtered_and_keeps_its_steps() {
    let folder = tempfile::tempdir().expect("works");
    let path = folder.path().join("cache.db");
    let key = DataKey::random().expect("works");
    let id = RecordId::new();
    earlier(&path, &key, 2, include_str!("../src/schema/2.sql"), |c| {
        let kind = record::type_number(RecordType::Offer);
        let (seen, edited) = (
            r#"{"name":"A","studyLevel":"MA","languages":{"nl":true}}"#,
            r#"{"name":"A","studyLevel":"PBA","languages":{"fr":true}}"#,
        );
        c.execute(
            "INSERT INTO record(n, type, id, o, seq, mirror) VALUES (1, ?1, ?2, 1, 11, ?3)",
            params![kind, id.as_bytes(), seen],
        )?;
        c.execute(
            "INSERT INTO listing(n, type, o, name, level, subject, status, state, seq) VALUES (1, ?1, 1, 'a', 0, 0, 0, 1, 1)",
            [kind],
        )?;
        c.execute(
            "INSERT INTO overlay(n, op, effective, state, step) VALUES (1, 'update', ?1, 'ready', 1)",
            [edited],
        )?;
        c.execute_batch(r#"INSERT INTO step(action, standing) VALUES ('edit', 1);"#)?;
        c.execute(
            r#"INSERT INTO step_item(step, ord, type, id, forward, backward)
               VALUES (1, 0, ?1, ?2, '{"languages":{"fr":true,"nl":null},"studyLevel":"PBA"}', '{"languages":{"fr":null,"nl":true},"studyLevel":"MA"}')"#,
            params![kind, id.as_bytes()],
        )?;
        Ok(())
    });
    let cache = Cache::open(&path, &key).expect("works");
    let found = |field: &str, value: &str| {
        cache
            .read(|c| {
                let mut query = Query::of(RecordType::Offer);
                let condition = Condition::new(field, value);
                query
                    .narrow(c, RecordType::Offer, &condition)?
                    .expect("known");
                Ok::<_, Error>(view::all(c, &query)?.len())
            })
            .expect("works")
    };
    assert_eq!((found("languages", "fr"), found("languages", "nl")), (1, 0));
    assert_eq!(
        (found("studyLevel", "PBA"), found("studyLevel", "MA")),
        (1, 0)
    );
    cache
        .write(|tx| undo::undo(tx, "2026-11-22"))
        .expect("works");
    assert_eq!((found("languages", "fr"), found("languages", "nl")), (0, 1));
}

#[test]
fn a_cache_of_the_third_version_counts_the_uses_of_a_contact() {
    let folder = tempfile::tempdir().expect("works");
    let path = folder.path().join("cache.db");
    let key = DataKey::random().expect("works");
    let [contact, other] = [RecordId::new(), RecordId::new()];
    earlier(&path, &key, 3, include_str!("../src/schema/3.sql"), |c| {
        c.execute(
            "INSERT INTO reference(r, id) VALUES (7, ?1)",
            [contact.as_bytes()],
        )?;
        for n in 1..=3 {
            c.execute(
                "INSERT INTO listing(n, type, o, name, level, subject, status, state, seq, contact) VALUES (?1, ?2, 1, 'a', 0, 0, 0, 0, 1, ?3)",
                params![n, record::type_number(RecordType::Offer), if n == 3 { 0 } else { 7 }],
            )?;
        }
        Ok(())
    });
    let cache = Cache::open(&path, &key).expect("works");
    let used = cache
        .read(|c| uses::of(c, RecordType::Contact, &[other, contact]))
        .expect("works");
    assert_eq!(used, Some(vec![0, 2]));
}

#[test]
fn a_cache_of_the_fourth_version_knows_which_offers_wait_for_a_reviewer() {
    let folder = tempfile::tempdir().expect("works");
    let path = folder.path().join("cache.db");
    let key = DataKey::random().expect("works");
    earlier(&path, &key, 4, include_str!("../src/schema/4.sql"), |c| {
        // Published and never seen, seen since, changed since it was seen, seen but a draft.
        for (n, status, seq, seen) in [
            (1, 2, 5, None),
            (2, 2, 5, Some(5)),
            (3, 2, 5, Some(4)),
            (4, 4, 5, None),
        ] {
            let id = RecordId::new();
            let kind = record::type_number(RecordType::Offer);
            c.execute(
                "INSERT INTO record(n, type, id, o, seq, mirror) VALUES (?1, ?2, ?3, 1, ?4, '{}')",
                params![n, kind, id.as_bytes(), seq],
            )?;
            c.execute(
                "INSERT INTO listing(n, type, o, name, level, subject, status, state, seq) VALUES (?1, ?2, 1, 'a', 0, 0, ?3, 0, ?4)",
                params![n, kind, status, seq],
            )?;
            if let Some(seen) = seen {
                c.execute(
                    "INSERT INTO verdict(offer, seq, at) VALUES (?1, ?2, '')",
                    params![id.as_bytes(), seen],
                )?;
            }
        }
        Ok(())
    });
    let cache = Cache::open(&path, &key).expect("works");
    let waiting: Vec<i64> = cache
        .read(|c| {
            let mut statement = c.prepare("SELECT n FROM listing WHERE waits ORDER BY n")?;
            let rows = statement.query_map([], |row| row.get(0))?;
            Ok::<_, Error>(rows.collect::<rusqlite::Result<_>>()?)
        })
        .expect("works");
    assert_eq!(waiting, [1, 3]);
}

#[test]
fn the_reviews_of_an_earlier_version_are_found_by_their_words() {
    let folder = tempfile::tempdir().expect("works");
    let path = folder.path().join("cache.db");
    let key = DataKey::random().expect("works");
    let [org, offer, review] = [RecordId::new(), RecordId::new(), RecordId::new()];
    let said = format!(
        r#"{{"organisation":"{org}","offer":"{offer}","verdict":"remove","reasons":{{"NON_TECH":true}},
            "note":{{"fr":"Sans contenu numérique"}},"from":"els.peeters@agoria.example","at":"2026-11-20T08:00:00.000Z"}}"#
    );
    let records = [
        // The review comes before what it is about.
        (RecordType::Review, review, said.as_str()),
        (RecordType::Offer, offer, r#"{"name":"Kunstgeschiedenis"}"#),
        (
            RecordType::Organisation,
            org,
            r#"{"code":"HEPL","legalName":"Haute École"}"#,
        ),
    ];
    let cache = Cache::create(&path, &key).expect("works");
    cache
        .write(|tx| {
            let mut intake = Intake::new(tx, "2026-11-22")?;
            for (kind, id, data) in records {
                intake.upsert(&Incoming {
                    kind,
                    id,
                    org,
                    seq: 1,
                    by: "",
                    at: "",
                    data,
                })?;
            }
            intake.finish()
        })
        .expect("works");
    let found = |cache: &Cache, words: &str| {
        let found = cache.read(|c| {
            let mut query = Query::of(RecordType::Review);
            query.search(words);
            Ok::<_, Error>(view::all(c, &query)?.len())
        });
        found.expect("works")
    };
    let own = [
        "numerique",
        "els.peeters@agoria.example",
        "niet-technologische",
        "NON_TECH",
        "2026-11-20",
    ];
    let others = ["kunstgesch", "hepl", "haute numerique kunst"];
    let (none, mixed) = (
        ["geneeskunde", "haute geneeskunde"],
        own.iter().chain(&others),
    );
    for words in mixed.clone() {
        assert_eq!(found(&cache, words), 1, "{words}");
    }
    for words in none {
        assert_eq!(found(&cache, words), 0, "{words}");
    }
    // As the version before left it: only the time.
    cache
        .write(|tx| {
            tx.execute_batch(
                "DELETE FROM meta WHERE k = 'review_words';
                 DELETE FROM search WHERE rowid = (SELECT n FROM record WHERE type = 5);
                 INSERT INTO search(rowid, text) SELECT n, '2026-11-20T08:00:00.000Z' FROM record WHERE type = 5;",
            )?;
            Ok::<_, Error>(())
        })
        .expect("works");
    assert_eq!(found(&cache, "numerique"), 0);
    cache.close().expect("works");
    let cache = Cache::open(&path, &key).expect("works");
    for words in mixed {
        assert_eq!(found(&cache, words), 1, "{words}, opened again");
    }
}

#[test]
fn a_new_cache_has_the_schema_that_migration_leads_to() {
    let folder = tempfile::tempdir().expect("works");
    let key = DataKey::random().expect("works");
    let old = folder.path().join("old.db");
    first(&old, &key);
    let shape = |cache: &Cache| {
        cache
            .read(|c| {
                // Names and columns; how they are written down may differ.
                let mut statement = c.prepare(
                    "SELECT m.name, p.name FROM sqlite_schema m LEFT JOIN pragma_table_info(m.name) p
                     WHERE m.name NOT LIKE 'sqlite_%' ORDER BY m.name, p.name",
                )?;
                let rows = statement.query_map([], |row| {
                    Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?))
                })?;
                Ok::<_, Error>(rows.collect::<rusqlite::Result<Vec<_>>>()?)
            })
            .expect("works")
    };
    let migrated = Cache::open(&old, &key).expect("works");
    let fresh = Cache::create(&folder.path().join("new.db"), &key).expect("works");
    assert_eq!(shape(&migrated), shape(&fresh));
}

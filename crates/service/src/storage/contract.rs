//! What every implementation of [`Storage`] must do alike. Give [`run`] an
//! empty database; it panics where a promise is broken.

use super::{
    FeedReads, GrantOp, Head, LogKey, PushesOf, RawRecord, Result, Scope, Storage, StorageError,
    StoredChange, StoredGrant, StoredLogin, StoredMutation, StoredPush, StoredRecord,
    StoredSession, StoredToken, TokenKind,
};
use edutracker_domain::{Record, RecordId, RecordType};
use edutracker_protocol::wire::Tally;
use std::collections::BTreeMap;

/// Checks an implementation.
pub fn run(storage: &dyn Storage) -> Result<()> {
    head_and_rollback(storage)?;
    records(storage)?;
    feed(storage)?;
    several_partitions(storage)?;
    check_sums(storage)?;
    rights(storage)?;
    retention(storage)?;
    pushes(storage)?;
    sessions(storage)
}

fn id(number: u8) -> RecordId {
    RecordId::from_bytes([number; 16])
}

fn record(kind: RecordType, number: u8, org: u8, seq: u64) -> StoredRecord {
    let mut data = Record::new();
    data.insert("name".into(), format!("é \"{number}\"\n").into());
    data.insert("code".into(), format!("ORG{number}").into());
    StoredRecord {
        kind,
        id: id(number),
        org: id(org),
        seq,
        created: seq,
        deleted: false,
        internal: false,
        public: kind == RecordType::Offer,
        groups: BTreeMap::from([("name".into(), seq)]),
        data,
        by: "ann@kul.example".into(),
        at: "2026-11-22T00:00:00Z".into(),
        device: "device".into(),
    }
}

fn head_and_rollback(storage: &dyn Storage) -> Result<()> {
    let writer = storage.writer()?;
    writer.set_head(Head {
        seq: 0,
        epoch: u32::MAX,
        floor: 0,
    })?;
    writer.set_setting("a", &[1, 2])?;
    writer.set_setting("a", &[3])?;
    writer.commit()?;
    let writer = storage.writer()?;
    assert_eq!(writer.next_seq()?, 1);
    assert_eq!(writer.next_seq()?, 2);
    writer.put_record(&record(RecordType::Site, 200, 1, 2))?;
    assert!(
        writer
            .as_reader()
            .record(RecordType::Site, id(200))?
            .is_some(),
        "a writer sees its own writes"
    );
    drop(writer);
    let reader = storage.reader()?;
    assert_eq!(
        reader.head()?,
        Head {
            seq: 0,
            epoch: u32::MAX,
            floor: 0
        },
        "a dropped writer leaves nothing"
    );
    assert_eq!(reader.record(RecordType::Site, id(200))?, None);
    assert_eq!(reader.setting("a")?, Some(vec![3]));
    assert_eq!(reader.setting("b")?, None);
    Ok(())
}

fn records(storage: &dyn Storage) -> Result<()> {
    let writer = storage.writer()?;
    let seq = writer.next_seq()?;
    let mut site = record(RecordType::Site, 5, 1, seq);
    writer.put_record(&record(RecordType::Organisation, 1, 1, seq))?;
    writer.put_record(&record(RecordType::Organisation, 2, 2, seq))?;
    writer.put_record(&site)?;
    // Ids are unique per type only.
    writer.put_record(&record(RecordType::Offer, 5, 1, seq))?;
    writer.put_record(&record(RecordType::Offer, 6, 2, seq))?;
    let mut hidden = record(RecordType::Review, 7, 1, seq);
    hidden.internal = true;
    writer.put_record(&hidden)?;
    writer.commit()?;
    let reader = storage.reader()?;
    assert_eq!(
        reader.record(RecordType::Site, id(5))?.as_ref(),
        Some(&site)
    );
    assert_eq!(reader.organisation("ORG2")?, Some(id(2)));
    assert_eq!(reader.organisation("ORG5")?, None);
    let ids = |org, after, limit| -> Result<Vec<RecordId>> {
        Ok(reader
            .public_offers(org, after, limit)?
            .into_iter()
            .map(|offer| offer.id)
            .collect())
    };
    assert_eq!(ids(None, None, 10)?, [id(5), id(6)]);
    assert_eq!(ids(None, Some(id(5)), 10)?, [id(6)]);
    assert_eq!(ids(Some(id(1)), None, 10)?, [id(5)]);
    assert_eq!(ids(None, None, 1)?, [id(5)]);
    drop(reader);
    let writer = storage.writer()?;
    site.seq = writer.next_seq()?;
    site.groups.insert("location".into(), site.seq);
    writer.put_record(&site)?;
    for (n, field) in ["name", "municipality"].into_iter().enumerate() {
        writer.put_change(&StoredChange {
            seq: site.seq,
            kind: RecordType::Site,
            id: site.id,
            field: field.into(),
            before: serde_json::Value::Null,
            after: serde_json::json!({ "n": n }),
            by: site.by.clone(),
            at: site.at.clone(),
            push: "push".into(),
            device: site.device.clone(),
        })?;
    }
    writer.commit()?;
    let reader = storage.reader()?;
    assert_eq!(reader.record(RecordType::Site, id(5))?, Some(site));
    let history = reader.history(RecordType::Site, id(5))?;
    assert_eq!(
        history
            .iter()
            .map(|change| change.field.as_str())
            .collect::<Vec<_>>(),
        ["municipality", "name"]
    );
    assert!(reader.history(RecordType::Offer, id(5))?.is_empty());
    Ok(())
}

type Seen = Vec<(RecordType, RecordId, u64, bool)>;

fn feed(storage: &dyn Storage) -> Result<()> {
    let own = Scope {
        orgs: Some(vec![id(1)]),
        kinds: RecordType::ALL.to_vec(),
        own: id(1),
        own_kinds: Vec::new(),
        internal: false,
    };
    let all = Scope {
        orgs: None,
        kinds: vec![RecordType::Offer, RecordType::Review],
        own: id(2),
        own_kinds: vec![RecordType::Organisation],
        internal: true,
    };
    let reader = storage.reader()?;
    assert_eq!(
        (reader.tally(&own)?.count, reader.tally(&all)?.count),
        (3, 4)
    );
    let snapshot = |scope: &Scope, page: usize| -> Result<Seen> {
        let mut seen: Seen = Vec::new();
        loop {
            let after = seen.last().map(|last| (last.0, last.1));
            let sent = reader.snapshot(scope, after, page, &mut |row: RawRecord<'_>| {
                assert!(
                    serde_json::from_str::<Record>(row.data).is_ok(),
                    "the stored text is the record"
                );
                seen.push((row.kind, row.id, row.seq, row.deleted));
            })?;
            if sent < page {
                return Ok(seen);
            }
        }
    };
    let expected = vec![
        (RecordType::Offer, id(5), 1, false),
        (RecordType::Organisation, id(1), 1, false),
        (RecordType::Site, id(5), 2, false),
    ];
    for page in [1, 2, 10] {
        assert_eq!(snapshot(&own, page)?, expected, "pages of {page}");
    }
    assert_eq!(snapshot(&all, 2)?.len(), 4);
    drop(reader);
    let writer = storage.writer()?;
    let mut gone = record(RecordType::Offer, 5, 1, writer.next_seq()?);
    (gone.deleted, gone.public) = (true, false);
    writer.put_record(&gone)?;
    writer.commit()?;
    let reader = storage.reader()?;
    for page in [1, 10] {
        let mut seen: Seen = Vec::new();
        loop {
            let after = seen.last().map_or(
                LogKey {
                    seq: 0,
                    within: None,
                },
                |last| LogKey {
                    seq: last.2,
                    within: Some((last.0, last.1)),
                },
            );
            let sent = reader.log(&own, after, page, &mut |row| {
                seen.push((row.kind, row.id, row.seq, row.deleted))
            })?;
            if sent < page {
                break;
            }
        }
        let expected = [
            (RecordType::Organisation, id(1), 1, false),
            (RecordType::Site, id(5), 2, false),
            (RecordType::Offer, id(5), 3, true),
        ];
        assert_eq!(seen, expected, "pages of {page}");
    }
    let mut seen = 0;
    reader.log(
        &own,
        LogKey {
            seq: 2,
            within: None,
        },
        10,
        &mut |_| seen += 1,
    )?;
    assert_eq!(seen, 1, "a key at the end of a transaction goes past it");
    assert_eq!(reader.tally(&own)?.count, 2, "tombstones are not counted");
    Ok(())
}

/// The tallies of a scope as counted from its records: what [`FeedReads::tallies`]
/// must know without counting.
pub fn counted<R: FeedReads + ?Sized>(
    reader: &R,
    scope: &Scope,
) -> Result<BTreeMap<RecordId, Tally>> {
    let mut found: BTreeMap<RecordId, Tally> = BTreeMap::new();
    reader.snapshot(scope, None, usize::MAX, &mut |row| {
        let tally = found.entry(row.org).or_default();
        tally.add(row.kind, row.id, row.seq);
    })?;
    Ok(found)
}

fn everything(orgs: Option<Vec<RecordId>>) -> Scope {
    Scope {
        orgs,
        kinds: RecordType::ALL.to_vec(),
        own: id(1),
        own_kinds: Vec::new(),
        internal: true,
    }
}

fn several_partitions(storage: &dyn Storage) -> Result<()> {
    let writer = storage.writer()?;
    let seq = writer.next_seq()?;
    for n in 0..9 {
        writer.put_record(&record(RecordType::Contact, 30 + n, 1 + n % 3, seq))?;
    }
    writer.commit()?;
    let reader = storage.reader()?;
    let whole = everything(None);
    // Merged one by one, and more than are merged.
    let many: Vec<RecordId> = (2..200).map(id).collect();
    for orgs in [vec![id(2), id(3)], vec![id(3)], many, Vec::new()] {
        let scope = everything(Some(orgs.clone()));
        let (mut expected, mut seen): (Seen, Seen) = (Vec::new(), Vec::new());
        reader.snapshot(&whole, None, usize::MAX, &mut |row| {
            if orgs.contains(&row.org) {
                expected.push((row.kind, row.id, row.seq, row.deleted));
            }
        })?;
        loop {
            let after = seen.last().map(|last| (last.0, last.1));
            let sent = reader.snapshot(&scope, after, 2, &mut |row| {
                seen.push((row.kind, row.id, row.seq, row.deleted));
            })?;
            if sent < 2 {
                break;
            }
        }
        assert_eq!(seen, expected, "snapshot of {} partitions", orgs.len());
        let mut expected: Seen = Vec::new();
        let start = LogKey {
            seq: 0,
            within: None,
        };
        reader.log(&whole, start, usize::MAX, &mut |row| {
            if orgs.contains(&row.org) {
                expected.push((row.kind, row.id, row.seq, row.deleted));
            }
        })?;
        let mut seen: Seen = Vec::new();
        let mut after = start;
        while reader.log(&scope, after, 2, &mut |row| {
            seen.push((row.kind, row.id, row.seq, row.deleted));
        })? == 2
        {
            if let Some(last) = seen.last() {
                after = LogKey {
                    seq: last.2,
                    within: Some((last.0, last.1)),
                };
            }
        }
        assert_eq!(seen, expected, "log of {} partitions", orgs.len());
    }
    let changed = |orgs, after| reader.changed_orgs(&everything(orgs), after);
    assert_eq!(changed(None, seq - 1)?, [id(1), id(2), id(3)]);
    assert_eq!(changed(Some(vec![id(2), id(50)]), seq - 1)?, [id(2)]);
    assert_eq!(changed(None, seq)?, []);
    let mut seen: Seen = Vec::new();
    reader.found(&[id(38), id(5), id(99), id(5)], &mut |row| {
        seen.push((row.kind, row.id, row.seq, row.deleted));
    })?;
    assert_eq!(
        seen,
        [
            (RecordType::Contact, id(38), seq, false),
            (RecordType::Offer, id(5), 3, true),
            (RecordType::Site, id(5), 2, false),
            (RecordType::Offer, id(5), 3, true),
            (RecordType::Site, id(5), 2, false),
        ],
        "every type, in the order asked"
    );
    Ok(())
}

fn check_sums(storage: &dyn Storage) -> Result<()> {
    let open = Scope {
        internal: false,
        ..everything(Some(vec![id(1), id(2)]))
    };
    let agree = |reader: &dyn FeedReads, what: &str| -> Result<()> {
        for scope in [&everything(None), &open] {
            assert_eq!(reader.tallies(scope)?, counted(reader, scope)?, "{what}");
        }
        Ok(())
    };
    agree(&*storage.reader()?, "as it is")?;
    let writer = storage.writer()?;
    let seq = writer.next_seq()?;
    let mut moving = record(RecordType::Contact, 60, 1, seq);
    writer.put_record(&moving)?;
    agree(&*writer, "within a transaction")?;
    moving.internal = true;
    writer.put_record(&moving)?;
    writer.commit()?;
    agree(&*storage.reader()?, "written twice in a transaction")?;
    for change in [
        |record: &mut StoredRecord| record.internal = false,
        |record: &mut StoredRecord| record.org = id(2),
        |record: &mut StoredRecord| record.deleted = true,
        |record: &mut StoredRecord| record.deleted = false,
    ] {
        let writer = storage.writer()?;
        moving.seq = writer.next_seq()?;
        change(&mut moving);
        writer.put_record(&moving)?;
        writer.commit()?;
        agree(&*storage.reader()?, "after a change")?;
    }
    let writer = storage.writer()?;
    moving.seq = writer.next_seq()?;
    writer.put_record(&moving)?;
    drop(writer);
    agree(&*storage.reader()?, "after a change that was taken back")
}

fn rights(storage: &dyn Storage) -> Result<()> {
    let mut log = Vec::new();
    for (org, op) in [
        (2, GrantOp::Add),
        (3, GrantOp::Add),
        (2, GrantOp::Drop),
        (2, GrantOp::Add),
        (3, GrantOp::Drop),
    ] {
        let writer = storage.writer()?;
        let grant = StoredGrant {
            seq: writer.next_seq()?,
            account: id(9),
            org: id(org),
            op,
        };
        writer.put_grant(&grant)?;
        writer.commit()?;
        log.push(grant);
    }
    let reader = storage.reader()?;
    assert_eq!(reader.memberships(id(9))?, [id(2)]);
    assert_eq!(reader.memberships(id(8))?, []);
    assert_eq!(reader.grants(id(9), 0)?, log);
    assert_eq!(reader.grants(id(9), log[2].seq)?, log[3..]);
    assert_eq!(reader.grants(id(8), 0)?, []);
    Ok(())
}

fn retention(storage: &dyn Storage) -> Result<()> {
    let writer = storage.writer()?;
    let (first, second) = (writer.next_seq()?, writer.next_seq()?);
    for (number, seq, at) in [
        (70, first, "2020-01-01T00:00:00Z"),
        (71, second, "2020-01-02T00:00:00Z"),
        (72, second, "2025-01-01T00:00:00Z"),
    ] {
        writer.put_record(&StoredRecord {
            deleted: true,
            at: at.into(),
            ..record(RecordType::Site, number, 1, seq)
        })?;
    }
    assert_eq!(
        writer.forget_tombstones("2024-01-01T00:00:00Z", 1)?,
        Some(first),
        "the oldest first"
    );
    assert_eq!(
        writer.forget_tombstones("2024-01-01T00:00:00Z", 9)?,
        Some(second)
    );
    assert_eq!(writer.forget_tombstones("2024-01-01T00:00:00Z", 9)?, None);
    assert!(writer.record(RecordType::Site, id(71))?.is_none());
    assert!(writer.record(RecordType::Site, id(72))?.is_some());
    let mutation = |number: u8, at: &str| StoredMutation {
        mid: id(number),
        push: id(number),
        part: 0,
        account: id(9),
        record: None,
        hash: vec![1],
        result: "{}".into(),
        seq: first,
        at: at.into(),
    };
    for (number, at) in [(80, "2020-01-01"), (81, "2020-01-02"), (82, "2025-01-01")] {
        writer.put_mutation(&mutation(number, at))?;
    }
    assert_eq!(writer.forget_mutations("2024", 1)?, 1);
    assert_eq!(writer.mutation(id(80))?, None, "the oldest first");
    assert_eq!(writer.forget_mutations("2024", 9)?, 1);
    assert_eq!(writer.forget_mutations("2024", 9)?, 0);
    assert!(writer.mutation(id(82))?.is_some());
    let session = |number: u8, used: i64| StoredSession {
        id: id(number),
        account: id(7),
        device: String::new(),
        created: 0,
        used,
        revoked: false,
    };
    writer.put_session(&session(21, 10))?;
    writer.put_session(&session(22, 20))?;
    assert_eq!(writer.forget_sessions(20)?, 1);
    assert_eq!(writer.sessions_of(id(7))?, [session(22, 20)]);
    Ok(())
}

fn pushes(storage: &dyn Storage) -> Result<()> {
    let mutation = |number: u8, part: u32| StoredMutation {
        mid: id(number),
        push: id(90),
        part,
        account: id(9),
        record: Some((RecordType::Site, id(5))),
        hash: vec![1, 2],
        result: "{}".into(),
        seq: 3,
        at: "2026-11-22T00:00:00Z".into(),
    };
    let mut push = StoredPush {
        push: id(90),
        account: id(9),
        device: "device".into(),
        comment: String::new(),
        source: String::new(),
        created: "2026-11-22T00:00:00Z".into(),
        updates: 1,
        removals: 2,
        seq: 3,
        org: id(1),
        by: "ann@kul.example".into(),
        summary: edutracker_protocol::wire::Summary::default(),
        reverts: None,
        reverted_by: None,
    };
    let writer = storage.writer()?;
    writer.put_push(&push)?;
    push.updates = 4;
    push.summary.applied = 7;
    push.reverted_by = Some(id(95));
    writer.put_push(&push)?;
    writer.put_push(&StoredPush {
        push: id(80),
        account: id(8),
        seq: 4,
        reverts: Some(id(90)),
        ..push.clone()
    })?;
    writer.put_key(id(9), "k", &[1], "2026-11-22T00:00:00Z")?;
    writer.put_mutation(&mutation(92, 1))?;
    writer.put_mutation(&mutation(91, 0))?;
    assert!(
        writer.put_mutation(&mutation(91, 0)).is_err(),
        "a mid never takes effect twice"
    );
    writer.commit()?;
    let reader = storage.reader()?;
    assert_eq!(reader.push(id(90))?, Some(push));
    assert_eq!(reader.key_digest(id(9), "k")?, Some(vec![1]));
    assert_eq!(reader.key_digest(id(8), "k")?, None);
    let listed = |of: &PushesOf, before, limit| -> Result<Vec<RecordId>> {
        let found = reader.pushes(of, before, limit)?;
        Ok(found.into_iter().map(|push| push.push).collect())
    };
    let both = PushesOf::Orgs(vec![id(1), id(2)]);
    assert_eq!(listed(&both, None, 9)?, [id(80), id(90)]);
    assert_eq!(listed(&both, None, 1)?, [id(80)]);
    assert_eq!(listed(&both, Some((4, id(80))), 9)?, [id(90)]);
    assert_eq!(listed(&PushesOf::Account(id(9)), None, 9)?, [id(90)]);
    assert_eq!(listed(&PushesOf::Orgs(vec![id(2)]), None, 9)?, []);
    let since =
        |seq| Ok::<_, StorageError>(reader.changes_since(RecordType::Site, id(5), seq)?.len());
    assert_eq!((since(2)?, since(3)?), (2, 0));
    assert_eq!(reader.mutation(id(91))?, Some(mutation(91, 0)));
    assert_eq!(reader.mutation(id(93))?, None);
    assert_eq!(
        reader.mutations_of(id(90))?,
        [mutation(91, 0), mutation(92, 1)]
    );
    Ok(())
}

fn sessions(storage: &dyn Storage) -> Result<()> {
    let mut login = StoredLogin {
        account: id(9),
        email: "a@b.example".into(),
        password: "x".into(),
        demo: true,
    };
    let mut session = StoredSession {
        id: id(20),
        account: id(9),
        device: "d".into(),
        created: 1,
        used: 1,
        revoked: false,
    };
    let mut token = StoredToken {
        hash: vec![7],
        session: id(20),
        kind: TokenKind::Refresh,
        expires: 50,
        used: None,
    };
    let writer = storage.writer()?;
    writer.put_login(&login)?;
    login.password = "y".into();
    writer.put_login(&login)?;
    writer.put_session(&session)?;
    writer.put_token(&token)?;
    token.used = Some(5);
    writer.put_token(&token)?;
    for at in [10, 30, 20] {
        writer.add_failure("key", at)?;
    }
    writer.commit()?;
    let reader = storage.reader()?;
    assert_eq!(reader.login("a@b.example")?.as_ref(), Some(&login));
    assert_eq!(reader.login_of(id(9))?, Some(login));
    assert_eq!(reader.login("c@b.example")?, None);
    assert_eq!(reader.sessions_of(id(9))?, [session.clone()]);
    assert_eq!(reader.token(&[7])?, Some(token));
    assert_eq!(reader.failures("key", 10)?, [20, 30]);
    drop(reader);
    let writer = storage.writer()?;
    session.revoked = true;
    writer.put_session(&session)?;
    writer.forget_before(60)?;
    writer.add_failure("key", 70)?;
    writer.clear_failures("key")?;
    writer.commit()?;
    let reader = storage.reader()?;
    assert_eq!(reader.sessions_of(id(9))?, []);
    assert_eq!(reader.session(id(20))?, Some(session));
    assert_eq!(reader.token(&[7])?, None);
    assert_eq!(reader.failures("key", 0)?, [0_i64; 0]);
    Ok(())
}

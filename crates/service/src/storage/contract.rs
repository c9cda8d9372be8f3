//! What every implementation of [`Storage`] must do alike. Give [`run`] an
//! empty database; it panics where a promise is broken.

mod feed;
mod mail;
mod requests;
mod upkeep;

pub use feed::counted;

use super::{
    Head, PushesOf, Reader, Result, Storage, StorageError, StoredChange, StoredLogin,
    StoredMutation, StoredPush, StoredRecord, StoredSession, StoredToken, TokenKind,
};
use edutracker_domain::{Record, RecordId, RecordType};
use std::collections::BTreeMap;

/// Checks an implementation.
pub fn run(storage: &dyn Storage) -> Result<()> {
    head_and_rollback(storage)?;
    records(storage)?;
    feed::run(storage)?;
    upkeep::rights(storage)?;
    upkeep::retention(storage)?;
    pushes(storage)?;
    mail::run(storage)?;
    requests::run(storage)?;
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
        inside: Record::new(),
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

fn reviews(reader: &dyn Reader, since: u64) -> Result<Vec<RecordId>> {
    let found = reader.reviews_since(id(5), since)?;
    Ok(found.into_iter().map(|review| review.id).collect())
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
    let seq = writer.next_seq()?;
    for (number, about, deleted) in [
        (21, 5, false),
        (22, 6, false),
        (23, 5, true),
        (24, 5, false),
    ] {
        let mut review = record(RecordType::Review, number, 1, seq + u64::from(number));
        review
            .data
            .insert("offer".into(), id(about).to_string().into());
        review.deleted = deleted;
        writer.put_record(&review)?;
    }
    assert_eq!(reviews(writer.as_reader(), 0)?, [id(21), id(24)]);
    assert_eq!(reviews(writer.as_reader(), seq + 21)?, [id(24)]);
    drop(writer);
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

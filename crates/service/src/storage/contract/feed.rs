//! The feed's ways through the records, and its check sums.

use super::{id, record};
use crate::storage::{FeedReads, LogKey, RawRecord, Result, Scope, Storage, StoredRecord};
use edutracker_domain::{Record, RecordId, RecordType};
use edutracker_protocol::wire::Tally;
use std::collections::BTreeMap;

/// Checks an implementation.
pub fn run(storage: &dyn Storage) -> Result<()> {
    feed(storage)?;
    several_partitions(storage)?;
    check_sums(storage)
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

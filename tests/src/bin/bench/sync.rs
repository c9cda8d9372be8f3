//! What a sync costs: the first pull and its memory, a pull after some changes
//! in a small and a large cache, a bulk edit, a push and its memory.

use crate::{Figure, away, desk, floor, increment, median, memory, timed};
use edutracker_app::{self as app, App, status::with_cache};
use edutracker_domain::{Record, RecordId, RecordType};
use edutracker_protocol::command::{Edit, Nothing, Push, RecordEdit};
use edutracker_store::{Cache, Error as CacheError, keys::DataKey};
use edutracker_tests::programs::Service;
use rusqlite::{Connection, params};
use serde_json::json;
use std::{path::Path, time::Instant};

/// Offers edited and pushed.
const EDITED: usize = 10_000;

/// The parts of this bench at a number of offers.
pub(crate) fn parts(size: usize) -> &'static [&'static str] {
    if size >= 1_000_000 {
        &["pull", "increment", "push", "memory", "away"]
    } else {
        &["pull", "increment", "push"]
    }
}

/// The figures of one part at a number of offers.
pub(crate) async fn part(name: &str, size: usize) -> Vec<Figure> {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    match name {
        "pull" => pulls(size, folder).await,
        "increment" => increment::figures(size, folder).await,
        "push" => pushes(EDITED, size, folder).await,
        "memory" => flat(folder).await,
        "away" => away::figures(folder),
        _ => panic!("parts: {:?}", parts(usize::MAX)),
    }
}

async fn pulls(size: usize, folder: &Path) -> Vec<Figure> {
    let service = Service::start_sized(&folder.join("service"), Some(size)).expect("starts");
    let reviewer = desk(folder.join("desk"), service.address(), "AGORIA", "reviewer").await;
    memory::forget_peak();
    let idle = memory::held();
    let start = Instant::now();
    let pulled = app::pull(&reviewer, Nothing {}).await.expect("pulls");
    let took = start.elapsed().as_secs_f64();
    let above = memory::peak() - idle;
    drop(service);
    let (full, single) = floor::pull_floors(&reviewer, folder);
    vec![
        Figure::new(
            format!("first pull, {} records", pulled.received),
            took,
            "s",
            Some(full),
        ),
        Figure::new(
            "  beside a single table without indexes",
            took,
            "s",
            Some(single),
        ),
        Figure::new(
            "  memory above idle at its peak (floor: 150 MiB)",
            above,
            "MiB",
            Some(150.0),
        ),
    ]
}

pub(crate) fn offers(desk: &App, count: usize) -> Vec<RecordId> {
    let every = app::views::filter(RecordType::Offer, Vec::new());
    let mut ids = app::views::select(desk, &every).expect("selects");
    ids.truncate(count);
    assert_eq!(ids.len(), count, "the demo data is too small");
    ids
}

pub(crate) async fn edit(desk: &App, ids: &[RecordId], mark: &str) {
    let edits = ids
        .iter()
        .enumerate()
        .map(|(n, id)| {
            let mut patch = Record::new();
            patch.insert(
                "website".to_owned(),
                json!(format!("https://{mark}-{n}.example.be/programma")),
            );
            RecordEdit {
                kind: RecordType::Offer,
                id: *id,
                patch,
            }
        })
        .collect();
    let edited = app::edit(desk, Edit { edits }).await.expect("edits");
    assert_eq!(edited.changed, ids.len() as u64);
}

pub(crate) async fn push(desk: &App) {
    let request = Push {
        confirm: true,
        ..Push::default()
    };
    let pushed = app::push(desk, request).await.expect("pushes");
    assert!(pushed.results.is_empty(), "everything is taken");
}

/// What each round of a bulk edit and its push writes; their medians count, as
/// those of their floors do.
const ROUNDS: [&str; 3] = ["nieuw", "ander", "later"];

/// A bulk edit of many offers, and the push of them, among as many as the
/// service has, or ten times those where that is more: an institution has a tenth.
async fn pushes(count: usize, size: usize, folder: &Path) -> Vec<Figure> {
    let among = size.max(count * 10 + 1_000);
    let service = Service::start_sized(&folder.join("service"), Some(among)).expect("starts");
    let owner = desk(
        folder.join("desk"),
        service.address(),
        "KUL",
        "administrator",
    )
    .await;
    app::pull(&owner, Nothing {}).await.expect("pulls");
    let ids = offers(&owner, count);
    // A first round, so that both programs are warm.
    edit(&owner, &ids[..1_000], "warm").await;
    push(&owner).await;
    let copy = folder.join("service-copy.db");
    edutracker_service::storage::sqlite::backup(service.database(), &copy).expect("a copy");
    let (mut edits, mut pushes, mut bodies) = (Vec::new(), Vec::new(), 0);
    for words in ROUNDS {
        let start = Instant::now();
        edit(&owner, &ids, words).await;
        edits.push(start.elapsed().as_secs_f64());
        bodies = frozen_size(&owner, &ids);
        let start = Instant::now();
        push(&owner).await;
        pushes.push(start.elapsed().as_secs_f64());
    }
    let (edited, pushed) = (median(edits), median(pushes));
    drop(service);
    let (floor_edit, floor_ack) = cache_floors(&owner, &ids, folder);
    let floor_service = service_floor(&copy, &ids);
    let floor_wire = transfer(bodies, ids.len().div_ceil(1_000));
    vec![
        Figure::new(
            format!("bulk edit of {count} offers"),
            edited,
            "s",
            Some(floor_edit),
        ),
        Figure::new(
            format!("push of {count} edited offers"),
            pushed,
            "s",
            Some(floor_service + floor_ack + floor_wire),
        ),
        Figure::new(
            "  of its floor: the service's writes",
            floor_service,
            "s",
            None,
        ),
        Figure::new("  of its floor: the cache's writes", floor_ack, "s", None),
        Figure::new("  of its floor: the bytes", floor_wire, "s", None),
    ]
}

/// Bytes of the patches to send.
fn frozen_size(desk: &App, ids: &[RecordId]) -> usize {
    with_cache(desk, |cache| {
        cache.read(|c| {
            let mut bytes = 0;
            for id in ids {
                let stored = edutracker_store::record::get(c, RecordType::Offer, *id)?;
                // The item around the patch takes about 200 bytes.
                bytes += serde_json::to_string(&stored.patch())?.len() + 200;
            }
            Ok::<_, CacheError>(bytes)
        })
    })
    .expect("reads")
}

/// Seconds to carry as many bytes over loopback in as many requests, each
/// answered with a line.
fn transfer(bytes: usize, requests: usize) -> f64 {
    use std::io::{Read as _, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("listens");
    let address = listener.local_addr().expect("an address");
    let each = bytes / requests;
    let reader = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a client");
        let mut buffer = vec![0; each];
        for _ in 0..requests {
            stream.read_exact(&mut buffer).expect("reads");
            stream.write_all(b"ok\n").expect("answers");
        }
    });
    let mut stream = std::net::TcpStream::connect(address).expect("connects");
    let body = vec![b'x'; each];
    let (took, ()) = timed(|| {
        let mut answer = [0; 3];
        for _ in 0..requests {
            stream.write_all(&body).expect("writes");
            stream.read_exact(&mut answer).expect("an answer");
        }
    });
    reader.join().expect("the reader");
    took
}

/// What bare SQL takes to reach the final state of the bulk edit, and that of
/// the acknowledged push, in a cache of the same tables: with the texts in
/// memory, the edit in one transaction, the answers in one per thousand.
fn cache_floors(desk: &App, ids: &[RecordId], folder: &Path) -> (f64, f64) {
    let key = DataKey::random().expect("a key");
    let cache = Cache::create(&folder.join("floor.db"), &key).expect("a cache");
    let rows = floor::rows_in_memory(desk);
    floor::fill(&cache, &rows);
    let wanted: std::collections::BTreeSet<&[u8]> =
        ids.iter().map(|id| id.as_bytes().as_slice()).collect();
    let edited: Vec<(i64, &floor::Plain)> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| wanted.contains(row.id.as_slice()))
        .map(|(at, row)| (at as i64 + 1, row))
        .collect();
    assert_eq!(edited.len(), ids.len());
    let patch = r#"{"website":"https://nieuw-1234.example.be/programma"}"#;
    let (mut edits, mut acks) = (Vec::new(), Vec::new());
    for round in ROUNDS {
        edits.push(floor::edit(&cache, &edited, patch));
        acks.push(acknowledged(&cache, &edited, patch, round));
    }
    (median(edits), median(acks))
}

/// What bare SQL takes to freeze edits as a push, and to take its answers in.
fn acknowledged(cache: &Cache, edited: &[(i64, &floor::Plain)], patch: &str, push: &str) -> f64 {
    let (took, ()) = timed(|| {
        // Frozen in one transaction, acknowledged in one per part.
        let frozen = cache.write(|tx| {
            for (n, row) in edited {
                tx.prepare_cached("INSERT INTO outbox(mid, push, part, n) VALUES (?1, ?3, 0, ?2)")?
                    .execute(params![row.id, n, push])?;
                tx.prepare_cached("UPDATE listing SET state = 2 WHERE n = ?1")?
                    .execute([n])?;
            }
            let body = patch.repeat(edited.len() * 4);
            tx.execute(
                "INSERT INTO part(push, part, last, body, before) VALUES (?2, 0, 1, ?1, ?1)",
                params![body, push],
            )?;
            Ok::<_, CacheError>(())
        });
        frozen.expect("freezes");
        for chunk in edited.chunks(1_000) {
            let written = cache.write(|tx| {
                for (n, row) in chunk {
                    tx.prepare_cached("UPDATE record SET mirror = ?2, seq = seq + 1 WHERE n = ?1")?
                        .execute(params![n, row.mirror])?;
                    tx.prepare_cached("DELETE FROM overlay WHERE n = ?1")?
                        .execute([n])?;
                    tx.prepare_cached("DELETE FROM outbox WHERE mid = ?1")?
                        .execute([&row.id])?;
                    tx.prepare_cached("UPDATE listing SET state = 0, waits = waits WHERE n = ?1")?
                        .execute([n])?;
                }
                Ok::<_, CacheError>(())
            });
            written.expect("writes");
        }
    });
    took
}

/// What bare SQL takes for the same rows of records, history and mutations in
/// the service's database, in one transaction per thousand.
fn service_floor(database: &Path, ids: &[RecordId]) -> f64 {
    let mut connection = Connection::open(database).expect("opens");
    connection
        .execute_batch(
            "PRAGMA journal_mode = wal; PRAGMA synchronous = full; PRAGMA cache_size = -32000;",
        )
        .expect("pragmas");
    let data: Vec<String> = ids
        .iter()
        .map(|id| {
            connection
                .query_row(
                    "SELECT data FROM record WHERE type = 'offer' AND id = ?1",
                    [id.as_bytes()],
                    |row| row.get(0),
                )
                .expect("a record")
        })
        .collect();
    let result = r#"{"mid":"01234567-89ab-7def-8123-456789abcdef","status":"applied","rev":"0123abcd.12345"}"#;
    let round = |connection: &mut Connection| {
        for (ids, data) in ids.chunks(1_000).zip(data.chunks(1_000)) {
            let tx = connection.transaction().expect("begins");
            tx.execute("UPDATE head SET seq = seq + 1", [])
                .expect("counts");
            for (id, data) in ids.iter().zip(data) {
                tx.prepare_cached("UPDATE record SET seq = seq + 100000, group_seq = '{\"website\":123456}', changed_by = 'a@kul.example', changed_at = '2026-11-22T00:00:00Z', device = 'd', data = ?2 WHERE type = 'offer' AND id = ?1")
                    .and_then(|mut statement| statement.execute(params![id.as_bytes(), data]))
                    .expect("a record");
                tx.prepare_cached("INSERT INTO history(seq, type, id, field, before, after, changed_by, changed_at, push, device) VALUES (1, 'offer', ?1, 'website', ?2, ?2, 'a@kul.example', '2026-11-22T00:00:00Z', '01234567-89ab-7def-8123-456789abcdef', 'd')")
                    .and_then(|mut statement| statement.execute(params![id.as_bytes(), "\"https://nieuw-1234.example.be/programma\""]))
                    .expect("a change");
                let mid = RecordId::new();
                tx.prepare_cached("INSERT INTO mutation(mid, push, part, account, hash, result, seq, at) VALUES (?1, ?1, 0, ?1, ?2, ?3, 1, '2026-11-22T00:00:00Z')")
                    .and_then(|mut statement| statement.execute(params![mid.as_bytes(), [7_u8; 32], result]))
                    .expect("a mutation");
            }
            tx.commit().expect("commits");
        }
    };
    median(ROUNDS.map(|_| timed(|| round(&mut connection)).0).to_vec())
}

/// Peaks of memory of client and service, pushing ten times as much.
async fn flat(folder: &Path) -> Vec<Figure> {
    let mut peaks = Vec::new();
    let mut service =
        Service::start_sized(&folder.join("service"), Some(1_000_000)).expect("starts");
    let owner = desk(
        folder.join("desk"),
        service.address(),
        "KUL",
        "administrator",
    )
    .await;
    app::pull(&owner, Nothing {}).await.expect("pulls");
    let process = service.process().expect("runs");
    for count in [EDITED, EDITED * 10] {
        let ids = offers(&owner, count);
        for chunk in ids.chunks(EDITED) {
            edit(&owner, chunk, &format!("geheugen-{count}")).await;
        }
        memory::forget_peak();
        memory::forget_peak_of(process);
        push(&owner).await;
        peaks.push((memory::peak(), memory::peak_of(process)));
    }
    vec![
        Figure::new(
            "client's memory pushing 100 000 (floor: 10 000)",
            peaks[1].0,
            "MiB",
            Some(peaks[0].0),
        ),
        Figure::new(
            "service's memory pushing 100 000 (floor: 10 000)",
            peaks[1].1,
            "MiB",
            Some(peaks[0].1),
        ),
    ]
}

//! What a pull of few changes costs in a small and a large cache, beside bare
//! SQL that writes the same rows into the same cache.

use crate::{
    Figure, desk, floor, median,
    sync::{edit, offers, push},
    timed,
};
use edutracker_app::{self as app, App, status::with_cache};
use edutracker_domain::{RecordId, RecordType};
use edutracker_protocol::command::Nothing;
use edutracker_store::{Error as CacheError, cache::Durability, record};
use edutracker_tests::programs::Service;
use rusqlite::params;
use std::path::Path;

/// Records changed at once.
const CHANGED: usize = 500;
/// As many, and a tenth and ten times of them: what a pull costs follows them.
const FEWER: usize = 50;
const MORE: usize = 5_000;
/// The size beside which others are measured.
const SMALL: usize = 10_000;
/// How often each is measured; the median counts.
const ROUNDS: usize = 11;

/// Milliseconds in one cache.
struct Measured {
    /// A pull of the changes.
    pull: f64,
    /// Of a tenth of them.
    fewer: f64,
    /// Of ten times as many, where the organisation that edits has them.
    more: Option<f64>,
    /// The same rows by bare SQL.
    bare: f64,
    /// All of the upkeep after the first pull, and its longest piece.
    upkeep: (f64, f64),
}

/// The figures at a number of offers, each beside the same among few.
pub(crate) async fn figures(size: usize, folder: &Path) -> Vec<Figure> {
    let few = if size > SMALL {
        Some(measured(SMALL, &folder.join("small")).await)
    } else {
        None
    };
    let large = measured(size, &folder.join("large")).await;
    let beside = few
        .as_ref()
        .map_or_else(String::new, |_| format!(" (floor: among {SMALL})"));
    let figure = |name: &str, took: f64, few: Option<f64>| {
        Figure::new(format!("{name}{beside}"), took, "ms", few)
    };
    let mut figures = vec![
        figure(
            &format!("pull after {CHANGED} changes"),
            large.pull,
            few.as_ref().map(|few| few.pull),
        ),
        Figure::new(
            format!("  after {FEWER} (floor: after {CHANGED})"),
            large.fewer,
            "ms",
            Some(large.pull),
        ),
    ];
    figures.extend(large.more.map(|more| {
        Figure::new(
            format!("  after {MORE} (floor: ten times that after {CHANGED})"),
            more,
            "ms",
            Some(large.pull * 10.0),
        )
    }));
    figures.extend([
        figure(
            "  the same rows by bare SQL",
            large.bare,
            few.as_ref().map(|few| few.bare),
        ),
        Figure::new(
            "  the pull beside bare SQL",
            large.pull,
            "ms",
            Some(large.bare),
        ),
        Figure::new("upkeep after the first pull", large.upkeep.0, "ms", None),
        Figure::new("  its longest piece", large.upkeep.1, "ms", None),
    ]);
    figures
}

async fn measured(size: usize, folder: &Path) -> Measured {
    let service = Service::start_sized(&folder.join("service"), Some(size)).expect("starts");
    let address = service.address();
    let reviewer = desk(folder.join("reviewer"), address, "AGORIA", "reviewer").await;
    let owner = desk(folder.join("owner"), address, "KUL", "administrator").await;
    app::pull(&reviewer, Nothing {}).await.expect("pulls");
    app::pull(&owner, Nothing {}).await.expect("pulls");
    let upkeep = tend(&reviewer);
    let ids = offers(&owner, CHANGED);
    let pull = after(&owner, &reviewer, &ids).await;
    let fewer = after(&owner, &reviewer, &ids[..FEWER]).await;
    let more = if size >= MORE * 20 {
        Some(after(&owner, &reviewer, &offers(&owner, MORE)).await)
    } else {
        None
    };
    drop(service);
    Measured {
        pull,
        fewer,
        more,
        bare: bare(&reviewer, &ids),
        upkeep,
    }
}

/// Milliseconds of the reviewer's pull after the owner changed these offers and pushed them.
async fn after(owner: &App, reviewer: &App, ids: &[RecordId]) -> f64 {
    let mut pulls = Vec::new();
    for round in 0..ROUNDS {
        edit(owner, ids, &format!("ronde-{}-{round}", ids.len())).await;
        push(owner).await;
        let start = std::time::Instant::now();
        let pulled = app::pull(reviewer, Nothing {}).await.expect("pulls");
        pulls.push(start.elapsed().as_secs_f64() * 1e3);
        assert_eq!(pulled.received, ids.len() as u64);
        // As the window does while nothing else is to be done.
        tend(reviewer);
    }
    median(pulls)
}

/// Tends the cache until there is nothing left; milliseconds in all, and of the
/// longest piece.
fn tend(desk: &App) -> (f64, f64) {
    with_cache(desk, |cache| {
        let (mut all, mut longest) = (0.0, 0.0_f64);
        loop {
            let (took, more) = timed(|| cache.tend());
            all += took * 1e3;
            longest = longest.max(took * 1e3);
            if !more? {
                return Ok::<_, CacheError>((all, longest));
            }
        }
    })
    .expect("tends")
}

/// The rows that a pull of the changes writes, by bare SQL from memory in one
/// transaction: the record's text and its words.
fn bare(desk: &App, ids: &[RecordId]) -> f64 {
    let mut rows: Vec<(i64, String, String)> = with_cache(desk, |cache| {
        cache.read(|c| {
            ids.iter()
                .map(|id| {
                    let stored = record::get(c, RecordType::Offer, *id)?;
                    let text = serde_json::to_string(&stored.mirror)?;
                    let words = floor::words_of(stored.effective());
                    Ok::<_, CacheError>((stored.n, text, words))
                })
                .collect::<Result<_, _>>()
        })
    })
    .expect("reads");
    // The index takes rows out of their order at the price of a part each.
    rows.sort();
    let took = (0..ROUNDS).map(|round| {
        let (took, written) = timed(|| {
            with_cache(desk, |cache| {
                cache.write_with(Durability::Fetched, |tx| {
                    for (n, text, words) in &rows {
                        tx.prepare_cached(
                            "UPDATE record SET seq = seq + 1, mirror = ?2 WHERE n = ?1",
                        )?
                        .execute(params![n, text])?;
                        tx.prepare_cached("DELETE FROM search WHERE rowid = ?1")?
                            .execute([n])?;
                        tx.prepare_cached("INSERT INTO search(rowid, text) VALUES (?1, ?2)")?
                            .execute(params![n, format!("{words} r{round}")])?;
                    }
                    Ok::<_, CacheError>(())
                })
            })
        });
        written.expect("writes");
        tend(desk);
        took * 1e3
    });
    median(took.collect())
}

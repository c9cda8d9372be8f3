//! What the grid asks for: first rows, jumps, sorts, facets, search, and edits
//! of many rows. A reviewer sees all offers and edits none; a tenth of them
//! belong to the institution whose administrator edits.

use crate::{
    Figure, PASSPHRASE, cache,
    cache::view,
    desk, floor, imports, median,
    memory::{forget_peak, held, peak},
    office, page, queue, started, timed,
};
use edutracker_app::{self as app, App, status::with_cache};
use edutracker_domain::RecordType;
use edutracker_protocol::command::{
    Bulk, BulkAsked, Condition, FacetsAsked, Nothing, Operation, ProblemsAsked, RankRange, Scope,
    TextChange, Unlock, View, ViewOpen, ViewWindow,
};
use edutracker_store::{Cache, Error as CacheError, keys::DataKey};
use edutracker_tests::programs::Service;
use std::{path::Path, time::Instant};

/// Rows and columns of a paste.
const ROWS: u64 = 10_000;

/// The parts, each in a process of its own: memory and caches of one would
/// stand in the figures of another.
pub(crate) const PARTS: &[&str] = &["views", "edits", "office", "window"];

/// The figures of one part at a number of offers.
pub(crate) async fn part(name: &str, size: usize) -> Vec<Figure> {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    if name == "window" {
        return page::run(size).await;
    }
    let service =
        Service::start_sized(&folder.join("service"), Some(size)).expect("the service starts");
    match name {
        "views" => views(service.address(), folder).await,
        "edits" => edits(&owner(service.address(), folder).await, folder).await,
        "office" => {
            let owner = owner(service.address(), folder).await;
            let all = open(&owner, view("name", "")).await;
            office::beside(&owner, &all, folder).await
        }
        _ => panic!("parts: {PARTS:?}"),
    }
}

async fn views(service: &str, folder: &Path) -> Vec<Figure> {
    let home = folder.join("reviewer");
    let reviewer = desk(home.clone(), service, "AGORIA", "reviewer").await;
    app::pull(&reviewer, Nothing {}).await.expect("pulls");
    drop(reviewer);
    let mut figures = first_rows(&home).await;
    let reviewer = unlocked(&home).await;
    figures.extend(jumps(&reviewer).await);
    figures.extend(sorts(&reviewer).await);
    figures.extend(facets(&reviewer).await);
    figures.extend(cache::search(&reviewer).await);
    figures.extend(queue::figures(&reviewer).await);
    figures
}

/// The administrator of the institution that a tenth of the offers belong to.
async fn owner(service: &str, folder: &Path) -> App {
    let owner = desk(folder.join("owner"), service, "KUL", "administrator").await;
    app::pull(&owner, Nothing {}).await.expect("pulls");
    owner
}

async fn unlocked(home: &Path) -> App {
    let desk = started(home.to_owned());
    let secret = PASSPHRASE.to_owned();
    app::unlock(
        &desk,
        Unlock {
            secret,
            passphrase: None,
        },
    )
    .await
    .expect("unlocks");
    desk
}

async fn open(desk: &App, args: ViewOpen) -> View {
    app::view_open(desk, args).await.expect("opens")
}

async fn window(desk: &App, view: u32, from: u64, count: u64) {
    let args = ViewWindow { view, from, count };
    let rows = app::view_window(desk, args).await.expect("a window").rows;
    assert!(!rows.is_empty());
}

/// The same rows by bare SQL, in milliseconds.
pub(crate) fn bare(desk: &App, sql: &str) -> f64 {
    let (took, rows) = timed(|| {
        with_cache(desk, |cache| {
            cache.read(|c| {
                let mut statement = c.prepare(sql)?;
                let mut rows = statement.query([])?;
                let mut count = 0_u64;
                while rows.next()?.is_some() {
                    count += 1;
                }
                Ok::<_, CacheError>(count)
            })
        })
        .expect("reads")
    });
    assert!(rows > 0);
    took * 1e3
}

/// From the cache opened (the key is derived from a passphrase on purpose
/// slowly, that is not counted) to the first rows on screen.
async fn first_rows(home: &Path) -> Vec<Figure> {
    let desk = unlocked(home).await;
    let start = Instant::now();
    let first = open(&desk, view("name", "")).await;
    window(&desk, first.view, 0, 50).await;
    let took = start.elapsed().as_secs_f64() * 1e3;
    drop(desk);
    let desk = unlocked(home).await;
    let floor = bare(
        &desk,
        "SELECT r.mirror FROM (SELECT n FROM listing WHERE type = 4 ORDER BY name LIMIT 50) l JOIN record r ON r.n = l.n",
    );
    vec![Figure::new(
        format!("first rows of {} after start", first.count),
        took,
        "ms",
        Some(floor),
    )]
}

async fn jumps(desk: &App) -> Vec<Figure> {
    let all = open(desk, view("name", "")).await;
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    for place in 0..40_u64 {
        // Far apart, each seen for the first time.
        let from = all.count.saturating_sub(60) * (place * 17 % 40) / 39;
        let start = Instant::now();
        window(desk, all.view, from, 60).await;
        ours.push(start.elapsed().as_secs_f64() * 1e3);
        let numbers =
            with_cache(desk, |cache| cache.views().window(all.view, from, 60)).expect("numbers");
        let listed: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        let sql = format!(
            "SELECT mirror FROM record WHERE n IN ({})",
            listed.join(",")
        );
        floors.push(bare(desk, &sql));
    }
    let worst = |values: &[f64]| values.iter().copied().fold(0.0, f64::max);
    vec![
        Figure::new(
            "jump anywhere, 60 rows, slowest (floor: warm)",
            worst(&ours),
            "ms",
            Some(worst(&floors)),
        ),
        Figure::new(
            "  the same, median",
            median(ours),
            "ms",
            Some(median(floors)),
        ),
    ]
}

async fn sorts(desk: &App) -> Vec<Figure> {
    let mut figures = Vec::new();
    for (field, sql) in [
        (
            "website",
            "SELECT l.n FROM listing l JOIN record r ON r.n = l.n LEFT JOIN overlay v ON v.n = l.n WHERE l.type = 4 ORDER BY json_extract(coalesce(v.effective, r.mirror), '$.website') COLLATE NOCASE, l.name, l.n",
        ),
        (
            "studyDomains",
            "SELECT n FROM listing WHERE type = 4 ORDER BY -domains, name, n",
        ),
        (
            "contact",
            "SELECT l.n FROM listing l LEFT JOIN reference f ON f.r = l.contact LEFT JOIN record e ON e.type = 2 AND e.id = f.id LEFT JOIN listing k ON k.n = e.n WHERE l.type = 4 ORDER BY k.name, l.name, l.n",
        ),
    ] {
        let (mut ours, mut floors) = (Vec::new(), Vec::new());
        for _ in 0..3 {
            let start = Instant::now();
            open(desk, view(field, "")).await;
            ours.push(start.elapsed().as_secs_f64() * 1e3);
            floors.push(bare(desk, sql));
        }
        figures.push(Figure::new(
            format!("sort by {field}"),
            median(ours),
            "ms",
            Some(median(floors)),
        ));
    }
    figures
}

async fn facets(desk: &App) -> Vec<Figure> {
    let four = ["status", "studyLevel", "provinces", "languages"];
    let floor: f64 = ["status", "level", "provinces", "languages"]
        .iter()
        .map(|column| {
            bare(
                desk,
                &format!("SELECT {column}, count(*) FROM listing WHERE type = 4 GROUP BY {column}"),
            )
        })
        .sum();
    let more = [
        "state",
        "subject",
        "studyDomains",
        "collaborationForms",
        "organisation",
        "contact",
        "sites",
        "published",
    ];
    let chosen = vec![Condition {
        or: vec!["MA".to_owned()],
        ..Condition::new("studyLevel", "PBA")
    }];
    let mut figures = Vec::new();
    for (name, fields, conditions, search, floor) in [
        ("4 facets", four.to_vec(), Vec::new(), "", Some(floor)),
        (
            "4 facets under a condition",
            four.to_vec(),
            chosen.clone(),
            "",
            Some(floor),
        ),
        (
            "4 facets under a search",
            four.to_vec(),
            Vec::new(),
            "inf",
            None,
        ),
        (
            "12 facets under a condition",
            [&four[..], &more[..]].concat(),
            chosen,
            "",
            None,
        ),
    ] {
        let mut ours = Vec::new();
        for _ in 0..3 {
            let asked = FacetsAsked {
                filter: ViewOpen {
                    conditions: conditions.clone(),
                    ..view("", search)
                },
                fields: fields.iter().map(|field| (*field).to_owned()).collect(),
                most: None,
            };
            let start = Instant::now();
            let counted = app::facets(desk, asked).await.expect("counts");
            ours.push(start.elapsed().as_secs_f64() * 1e3);
            assert_eq!(counted.facets.len(), fields.len());
        }
        figures.push(Figure::new(name, median(ours), "ms", floor));
    }
    figures
}

async fn seconds<T>(work: impl Future<Output = T>) -> (f64, T) {
    let start = Instant::now();
    let value = work.await;
    (start.elapsed().as_secs_f64(), value)
}

async fn edits(desk: &App, folder: &Path) -> Vec<Figure> {
    let all = open(desk, view("name", "")).await;
    let scope = |count| Scope::Ranks {
        view: all.view,
        ranges: vec![RankRange { from: 0, count }],
    };
    let rows = floor::rows_in_memory(desk);
    let key = DataKey::random().expect("a key");
    let bare = Cache::create(&folder.join("edits.db"), &key).expect("a cache");
    floor::fill(&bare, &rows);
    let offers: Vec<(i64, &floor::Plain)> =
        (1..).zip(&rows).filter(|(_, row)| row.kind == 4).collect();
    assert_eq!(offers.len() as u64, all.count);
    let patch = r#"{"website":"https://nieuw-1234.example.be/programma"}"#;

    let mut figures = Vec::new();
    let pasted = ROWS.min(all.count);
    let cells: Vec<Vec<String>> = (0..pasted)
        .map(|n| {
            [
                "Opleiding",
                "Antwerpen; Namur",
                "Frans",
                "https://x.example/",
                "9",
            ]
            .iter()
            .map(|text| match *text {
                "Opleiding" | "https://x.example/" => format!("{text} {n}").replace("/ ", "/"),
                text => text.to_owned(),
            })
            .collect()
        })
        .collect();
    let fields = [
        "name",
        "provinces",
        "languages",
        "website",
        "durationMonths",
    ];
    let paste = Operation::Paste {
        fields: fields.iter().map(|field| (*field).to_owned()).collect(),
        cells,
        create: false,
    };
    let (took, done) = bulk(desk, scope(pasted), paste).await;
    assert_eq!((done, pasted), (pasted, done));
    let some = &offers[..usize::try_from(pasted).expect("few")];
    let least = floor::edit(&bare, some, patch);
    figures.push(Figure::new(
        format!("paste of {pasted} rows of 5 cells"),
        took,
        "s",
        Some(least),
    ));
    let (took, _) = seconds(app::undo(desk, Nothing {})).await;
    figures.push(Figure::new(
        "  and undo",
        took,
        "s",
        Some(floor::undo(&bare, some)),
    ));
    figures.extend(imports::beside(desk, scope(pasted), (&bare, &offers), folder).await);
    bare.write(|tx| {
        Ok::<_, CacheError>(tx.execute_batch("DELETE FROM step; DELETE FROM step_item")?)
    })
    .expect("forgets");

    let change = Operation::Text {
        fields: vec!["website".to_owned(), "description".to_owned()],
        change: TextChange::Suffix,
        text: "#2".to_owned(),
    };
    let asked = |operation: &Operation| BulkAsked {
        scope: scope(all.count),
        operation: operation.clone(),
        leave_archived: false,
        from: 0,
    };
    forget_peak();
    let idle = held();
    let (took, told) = seconds(app::bulk_preview(desk, asked(&change))).await;
    let told = told.expect("looks");
    figures.push(Figure::new(
        format!("look at a bulk edit of {} rows", told.changed),
        took,
        "s",
        None,
    ));
    let (took, done) = bulk(desk, scope(all.count), change).await;
    assert_eq!(done, told.changed);
    let least = floor::edit(&bare, &offers, patch);
    figures.push(Figure::new(
        format!("bulk edit of {done} rows"),
        took,
        "s",
        Some(least),
    ));
    let (took, _) = seconds(app::undo(desk, Nothing {})).await;
    figures.push(Figure::new(
        "  and undo",
        took,
        "s",
        Some(floor::undo(&bare, &offers)),
    ));
    figures.push(Figure::new(
        "  memory above idle at the peak of both",
        peak() - idle,
        "MiB",
        None,
    ));

    let replace = Operation::Replace {
        fields: ["name", "description", "website"]
            .map(str::to_owned)
            .to_vec(),
        find: r"\b(\w+)ing\b".to_owned(),
        with: "${1}en".to_owned(),
        regex: true,
        case: false,
        word: false,
        except: Vec::new(),
    };
    let (took, told) = seconds(app::bulk_preview(desk, asked(&replace))).await;
    let hits = told.expect("looks").hits;
    figures.push(Figure::new(
        format!("find {hits} hits in 3 columns"),
        took,
        "s",
        None,
    ));
    let (took, _) = seconds(problems(desk, &all)).await;
    figures.push(Figure::new("all problems of the view", took, "s", None));
    figures
}

async fn bulk(desk: &App, scope: Scope, operation: Operation) -> (f64, u64) {
    let args = Bulk {
        scope,
        operation,
        leave_archived: false,
        confirm: true,
    };
    let (took, reply) = seconds(app::bulk(desk, args)).await;
    (took, reply.expect("does it").changed)
}

async fn problems(desk: &App, all: &View) {
    let mut from = Some(0);
    while let Some(rank) = from {
        let asked = ProblemsAsked {
            view: all.view,
            from: rank,
            count: 20_000,
            rule: None,
            field: None,
            cells: false,
        };
        from = app::problems(desk, asked).await.expect("looks").next;
    }
}

const _: () = assert!(matches!(RecordType::ALL[4], RecordType::Offer));
const _: () = assert!(matches!(RecordType::ALL[2], RecordType::Contact));

//! Ten thousand rows: what they cost is printed, and that they cost no memory is held.
//! A process of its own, so that nothing else weighs in.
#![allow(clippy::unwrap_used, reason = "a test may fail wherever it likes")]

#[path = "../export/shared.rs"]
#[allow(dead_code, reason = "other tests need more of it")]
mod shared;

use edutracker_domain::{Language, RecordType};
use edutracker_exchange::export::{Format, begin};
use serde_json::json;
use shared::{offer, own, wish};
use std::{fs, io, time::Instant};

/// Memory of this process that is its own, in kB.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}

#[test]
fn ten_thousand_rows() {
    const ROWS: usize = 10_000;
    let folder = tempfile::tempdir().unwrap();
    let one = offer("Elektromechanica");
    for format in [Format::Csv, Format::Json, Format::Xlsx] {
        let path = folder.path().join(format!("many.{format}"));
        let mut wish = wish(format, RecordType::Offer, Language::Nl);
        wish.scratch = folder.path().to_path_buf();
        let before = resident();
        let started = Instant::now();
        let out = io::BufWriter::new(fs::File::create(&path).unwrap());
        let mut sink = begin(&wish, out).unwrap();
        let mut most = before;
        for n in 0..ROWS {
            let mut one = one.clone();
            one.set("name", json!(format!("Elektromechanica {n}")));
            sink.put(&one.item()).unwrap();
            if n % 1_000 == 0 {
                most = most.max(resident());
            }
        }
        sink.finish().unwrap();
        let took = started.elapsed().as_secs_f64();
        most = most.max(resident());
        let size = fs::metadata(&path).unwrap().len();
        eprintln!(
            "{format}: {ROWS} rows in {took:.2} s, {} kB, {} MB more in memory",
            size / 1_000,
            (most - before) / 1_000,
        );
        // Ten thousand rows of text held would be 30 MB at least.
        assert!(most - before < 25_000, "{format} holds its rows");
        if format != Format::Json {
            let (own, _) = own(&fs::read(&path).unwrap());
            assert_eq!(own.rows.len(), ROWS);
            assert!(own.rows.iter().all(|row| row.edited.is_empty()));
        }
    }
}

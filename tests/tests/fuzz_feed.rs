//! The feed as somebody else may send it: read without a panic, in bounded
//! memory, and into the cache only where all of a stretch is understood.
#![allow(clippy::unwrap_used, reason = "a test may fail wherever it likes")]

use edutracker_domain::{RecordId, RecordType, Rev};
use edutracker_store::{Cache, Error, keys::DataKey, meta};
use edutracker_sync::feed::{Reader, Reading, Received};
use edutracker_tests::{
    generated::{self, cases},
    hostile,
    sound::everything,
};
use proptest::prelude::*;
use serde_json::json;

const REGRESSIONS: &str = "proptest-regressions/fuzz_feed.txt";
const TODAY: &str = "2026-11-22";

fn cache() -> (tempfile::TempDir, Cache) {
    let folder = tempfile::tempdir().unwrap();
    let cache =
        Cache::create(&folder.path().join("cache.db"), &DataKey::random().unwrap()).unwrap();
    (folder, cache)
}

fn id(n: u8) -> RecordId {
    RecordId::from_bytes([n; 16])
}

/// A line about a record of a type that only a later version knows.
fn foreign(t: &'static str) -> BoxedStrategy<String> {
    (0_u8..6, 1_u64..30)
        .prop_map(move |(n, seq)| {
            json!({"t": t, "type": "voucher", "id": id(n), "org": id(100), "rev": Rev::new(1, seq).to_string(),
                   "by": "a@b.example", "at": "2026-11-22T00:00:00Z", "data": {"worth": {"eur": 5}}})
            .to_string()
        })
        .boxed()
}

/// Lines that a service may send.
fn line() -> BoxedStrategy<String> {
    let rev = (1_u32..3, 1_u64..30).prop_map(|(epoch, seq)| Rev::new(epoch, seq).to_string());
    let upsert = (
        rev.clone(),
        0_u8..6,
        0_u8..3,
        generated::record(RecordType::Offer),
    )
        .prop_map(|(rev, n, org, data)| {
            json!({"t": "u", "type": "offer", "id": id(n), "org": id(100 + org), "rev": rev,
                   "by": "a@b.example", "at": "2026-11-22T00:00:00Z", "data": data})
            .to_string()
        });
    let tombstone = (rev, 0_u8..6).prop_map(|(rev, n)| {
        json!({"t": "d", "type": "offer", "id": id(n), "org": id(100), "rev": rev, "by": "x"})
            .to_string()
    });
    let checkpoint = (1_u32..100).prop_map(|n| {
        json!({"t": "c", "cursor": format!("c{n}"), "done": n, "of": 100}).to_string()
    });
    let end = any::<bool>().prop_map(|caught_up| {
        json!({"t": "end", "cursor": "e", "caughtUp": caught_up, "asOf": "2026-11-22T00:00:00Z"})
            .to_string()
    });
    prop_oneof![
        8 => upsert,
        2 => tombstone,
        3 => checkpoint,
        1 => end,
        1 => Just(String::new()),
        1 => Just(json!({"t": "later", "what": [1, 2]}).to_string()),
        1 => foreign("u"),
        1 => prop_oneof![foreign("d"), foreign("k")],
    ]
    .boxed()
}

/// A line with one value replaced by something hostile, or nothing but that.
fn broken() -> BoxedStrategy<String> {
    let inside = (line(), any::<usize>(), hostile::text()).prop_filter_map(
        "an empty line holds nothing to break",
        |(line, at, text)| {
            let line = serde_json::from_str(&line).ok()?;
            Some(hostile::mutated(&line, at, &text))
        },
    );
    prop_oneof![3 => inside, 1 => hostile::text()].boxed()
}

/// What became of a feed: what came in, whether it was understood to its end,
/// and the cache then.
fn read(cache: &Cache, chunks: &[&[u8]]) -> (Received, bool, String) {
    let mut reader = Reader::new(cache, TODAY, Reading::Feed);
    let mut understood = true;
    for chunk in chunks {
        if reader
            .feed(chunk)
            .expect("the cache takes what is understood")
            .is_err()
        {
            understood = false;
            break;
        }
    }
    let all = cache.read(everything).unwrap();
    (reader.received(), understood, all)
}

proptest! {
    #![proptest_config(cases(32, REGRESSIONS))]

    /// How the bytes are cut on their way makes no difference.
    #[test]
    fn chunks_make_no_difference(
        lines in proptest::collection::vec(prop_oneof![12 => line(), 1 => broken()], 1..30),
        mut cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..20),
        single in any::<bool>(),
    ) {
        let bytes = lines.iter().flat_map(|line| [line.as_bytes(), b"\n"]).collect::<Vec<_>>().concat();
        let ((_a, whole), (_b, cut)) = (cache(), cache());
        let expected = read(&whole, &[&bytes]);
        let mut at: Vec<usize> = cuts.drain(..).map(|cut| cut.index(bytes.len())).collect();
        at.extend([0, bytes.len()]);
        at.sort_unstable();
        let chunks: Vec<&[u8]> = if single && bytes.len() < 20_000 {
            bytes.chunks(1).collect()
        } else {
            at.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect()
        };
        prop_assert_eq!(read(&cut, &chunks), expected);
    }

    /// A stretch with a broken line in it leaves the cache as it was.
    #[test]
    fn what_is_not_understood_is_not_taken_in(
        before in proptest::collection::vec(line(), 0..6),
        good in proptest::collection::vec(line(), 0..6),
        bad in broken(),
    ) {
        let (_folder, cache) = cache();
        let good: Vec<String> = good.into_iter().filter(|line| !line.contains("\"cursor\"")).collect();
        let start = [before.join("\n"), json!({"t": "c", "cursor": "before"}).to_string()].join("\n") + "\n";
        let (_, understood, expected) = read(&cache, &[start.as_bytes()]);
        prop_assert!(understood);
        let stretch = [good.join("\n"), bad, json!({"t": "c", "cursor": "after"}).to_string()].join("\n") + "\n";
        let (_, understood, all) = read(&cache, &[stretch.as_bytes()]);
        if !understood {
            prop_assert_eq!(all, expected);
        }
    }

    #[test]
    fn any_bytes_are_read(chunks in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..200), 0..8)) {
        let (_folder, cache) = cache();
        let chunks: Vec<&[u8]> = chunks.iter().map(Vec::as_slice).collect();
        let (received, _, _) = read(&cache, &chunks);
        prop_assert_eq!(received.changed, 0);
    }
}

/// Every hostile text in the place of every value of every kind of line.
#[test]
fn no_hostile_text_breaks_a_line() {
    let (_folder, cache) = cache();
    let line = json!({"t": "u", "type": "offer", "id": id(1), "org": id(100), "rev": Rev::new(1, 1).to_string(),
                      "by": "a", "at": "b", "data": {"name": "N", "languages": {"nl": true}}});
    let end = json!({"t": "end", "cursor": "e", "caughtUp": false, "asOf": "x"});
    for text in hostile::texts() {
        for at in 0..12 {
            let feed = format!(
                "{}\n{}\n",
                hostile::mutated(&line, at, &text),
                hostile::mutated(&end, at, &text)
            );
            read(&cache, &[feed.as_bytes()]);
        }
    }
}

/// A later service has records of a type that this version does not know. What it
/// does know is read, and its sums, which count the others, are no alarm.
#[test]
fn records_of_an_unknown_type_are_passed_over() {
    let (_folder, cache) = cache();
    let record = |kind: &str, n: u8, seq: u64| {
        json!({"t": "u", "type": kind, "id": id(n), "org": id(100), "rev": Rev::new(1, seq).to_string(),
               "by": "a", "at": "b", "data": {"name": "N"}})
    };
    let feed = [
        record("offer", 1, 1),
        record("voucher", 2, 2),
        json!({"t": "d", "type": "voucher", "id": id(3), "rev": Rev::new(1, 3).to_string(), "by": "x"}),
        json!({"t": "c", "cursor": "c1"}),
        record("offer", 4, 4),
        json!({"t": "end", "cursor": "e", "caughtUp": true, "asOf": "2026-11-22T00:00:00Z", "total": 3,
               "check": "0123456789abcdef"}),
    ];
    let text: String = feed.iter().map(|line| format!("{line}\n")).collect();
    let (received, understood, _) = read(&cache, &[text.as_bytes()]);
    assert!(understood && received.caught_up);
    assert_eq!((received.changed, received.removed), (2, 0));
    let noted = cache.read(|c| meta::get(c, meta::DIVERGED)).unwrap();
    assert_eq!(noted, None, "nothing to compare is no difference");
    let known = cache.read(edutracker_sync::feed::foreign_types).unwrap();
    assert_eq!(known.into_iter().collect::<Vec<_>>(), ["voucher"]);
}

/// Neither a line nor a stretch without an end is gathered for ever.
#[test]
fn a_feed_without_an_end_is_given_up_in_bounded_memory() {
    let (_folder, cache) = cache();
    let million = vec![b'x'; 1 << 20];
    let short = "{\"t\":\"later\"}\n".repeat(80_000);
    for chunk in [million.as_slice(), short.as_bytes()] {
        let mut reader = Reader::new(&cache, TODAY, Reading::Feed);
        let taken = (0..256)
            .take_while(|_| reader.feed(chunk).unwrap().is_ok())
            .count();
        assert!(taken < 128, "{taken} MiB were gathered");
    }
}

/// The cache tells a failure of its own as such: it is no fault of the feed.
#[test]
fn a_cache_that_cannot_write_is_no_malformed_feed() {
    let (_folder, cache) = cache();
    cache
        .read(|c| c.execute_batch("DROP TABLE record").map_err(Error::from))
        .unwrap();
    let line = json!({"t": "u", "type": "offer", "id": id(1), "org": id(100), "rev": Rev::new(1, 1).to_string(),
                      "by": "a", "at": "b", "data": {}});
    let feed = format!("{line}\n{}\n", json!({"t": "c", "cursor": "x"}));
    let mut reader = Reader::new(&cache, TODAY, Reading::Feed);
    assert!(matches!(
        reader.feed(feed.as_bytes()),
        Err(Error::Sqlite(_))
    ));
}

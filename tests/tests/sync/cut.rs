//! A feed that is cut: the client goes on behind the last checkpoint that it has.

use async_trait::async_trait;
use bytes::Bytes;
use edutracker_app::{self as app, status::with_cache};
use edutracker_domain::RecordType;
use edutracker_protocol::{
    ErrorCode,
    command::{Nothing, SignIn},
};
use edutracker_service::Options;
use edutracker_store::meta;
use edutracker_sync::{NetError, Request, Response, Transport};
use edutracker_tests::world::{Client, Fault, PASSPHRASE, World, demo_account};
use futures_util::StreamExt as _;
use serde_json::Value;
use std::sync::{Arc, Mutex};

async fn signs_in(client: &Client) {
    let account = demo_account("AGORIA", "reviewer");
    let args = SignIn {
        service: "http://127.0.0.1:1".into(),
        email: account.email,
        password: account.password,
        passphrase: Some(PASSPHRASE.into()),
    };
    app::sign_in(&client.app, args).await.expect("signs in");
}

#[tokio::test]
async fn a_feed_that_is_cut_anywhere_comes_to_the_same() {
    let world = World::demo();
    let reference = world.client("AGORIA", "reviewer").await;
    let whole = reference.ids(RecordType::Offer, &[]).len();
    let broken = world.desk();
    signs_in(&broken).await;
    let mut cuts = 0;
    for after in (0..).map(|n| n * 60_000) {
        broken.fail([Fault::Cut(after)]);
        match app::pull(&broken.app, Nothing {}).await {
            Ok(pulled) => {
                assert!(pulled.caught_up);
                break;
            }
            Err(error) => assert_eq!(error.code, ErrorCode::Unreachable),
        }
        cuts += 1;
    }
    assert!(cuts > 2);
    assert_eq!(broken.ids(RecordType::Offer, &[]).len(), whole);
    for id in reference
        .ids(RecordType::Offer, &[])
        .into_iter()
        .step_by(37)
    {
        assert_eq!(broken.offer(id).await, reference.offer(id).await);
    }
}

/// An answer of the feed, and what of it came through.
#[derive(Debug, Clone)]
struct Told {
    /// The cursor that the request carried.
    from: Option<String>,
    /// The cursor of the last checkpoint that came through.
    until: Option<String>,
    /// Records in the whole answer.
    records: usize,
    /// Records before that checkpoint.
    kept: usize,
}

/// A service whose feed ends a little behind the second checkpoint of each answer.
struct Cutter {
    service: Arc<dyn Transport>,
    told: Arc<Mutex<Vec<Told>>>,
}

/// Where the cut falls behind the checkpoint: inside the next line.
const BEHIND: usize = 40;

#[async_trait]
impl Transport for Cutter {
    async fn send(&self, request: Request) -> Result<Response, NetError> {
        let path = request.path.clone();
        let answer = self.service.send(request).await?;
        if !path.starts_with("/v1/changes") {
            return Ok(answer);
        }
        let (status, headers) = (answer.status, answer.headers.clone());
        let mut bytes = answer.bytes().await?;
        let mut told = Told {
            from: path.split_once("cursor=").map(|(_, from)| from.to_owned()),
            until: None,
            records: 0,
            kept: 0,
        };
        let (mut at, mut checkpoints, mut cut) = (0, 0, None);
        for text in bytes.split_inclusive(|byte| *byte == b'\n') {
            at += text.len();
            let line: Value = serde_json::from_slice(text).map_err(|_| NetError::Cut)?;
            told.records += usize::from(line["t"] == "u");
            if line["t"] == "c" && checkpoints < 2 {
                checkpoints += 1;
                told.until = line["cursor"].as_str().map(str::to_owned);
                told.kept = told.records;
            }
            if checkpoints == 2 {
                cut.get_or_insert(at + BEHIND);
            }
        }
        if let Some(cut) = cut {
            bytes.truncate(cut);
        }
        self.told.lock().expect("told").push(told);
        let mut chunks = vec![Ok(Bytes::from(bytes))];
        chunks.extend(cut.map(|_| Err(NetError::Cut)));
        Ok(Response {
            status,
            headers,
            body: futures_util::stream::iter(chunks).boxed(),
        })
    }
}

/// Records between two checkpoints.
const PAGE: usize = 50;

/// Each answer is cut at the same place. Who began anew each time would never come
/// to the end.
#[tokio::test]
async fn a_cut_feed_is_taken_up_where_it_was() {
    let mut options = Options::test();
    options.settings.wire.changes_limit = PAGE;
    let world = World::open(options);
    let reference = world.client("AGORIA", "reviewer").await;
    let told = Arc::<Mutex<Vec<Told>>>::default();
    let kept = Arc::clone(&told);
    world.change_wires(move |service| {
        Arc::new(Cutter {
            service,
            told: Arc::clone(&kept),
        })
    });
    let client = world.desk();
    signs_in(&client).await;
    let cursor = || {
        with_cache(&client.app, |cache| {
            cache.read(|c| meta::get(c, meta::CURSOR))
        })
        .expect("reads")
    };
    let mut before: Option<Told> = None;
    for pulls in 1.. {
        let pulled = app::pull(&client.app, Nothing {}).await;
        let asked = std::mem::take(&mut *told.lock().expect("told"));
        let [now] = asked.as_slice() else {
            // What changed since the snapshot began comes in an answer of its own.
            panic!("one request for the feed, not {asked:?}");
        };
        if let Some(before) = &before {
            assert_eq!(now.from, before.until, "asked on from where it stood");
            assert_eq!(now.records, before.records - before.kept, "and not again");
        }
        match pulled {
            Ok(pulled) => {
                assert!(pulled.caught_up && pulls > 5, "{pulls} pulls");
                break;
            }
            Err(error) => assert_eq!(error.code, ErrorCode::Unreachable),
        }
        assert!(now.kept >= PAGE, "no page came through: {now:?}");
        assert!(now.until.is_some() && cursor() == now.until, "and are kept");
        before = Some(now.clone());
    }
    let ids = reference.ids(RecordType::Offer, &[]);
    assert_eq!(client.ids(RecordType::Offer, &[]), ids);
    for id in ids.into_iter().step_by(37) {
        assert_eq!(client.offer(id).await, reference.offer(id).await);
    }
}

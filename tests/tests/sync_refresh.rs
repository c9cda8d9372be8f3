//! Several requests find the access token expired at the same moment: the refresh
//! token is used once. Used twice, it would end the session.

use async_trait::async_trait;
use bytes::Bytes;
use edutracker_store::{Cache, keys::DataKey};
use edutracker_sync::{NetError, Request, Response, Session, Transport, session::sign_in};
use edutracker_tests::world::{World, demo_account};
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::sync::Barrier;

/// A service to which one access token has expired. The requests with it are
/// answered together, so that all know it before the first refreshes.
struct Expired {
    service: Arc<dyn Transport>,
    token: String,
    together: Barrier,
    refused: AtomicUsize,
    refreshes: AtomicUsize,
}

const REQUESTS: usize = 3;

#[async_trait]
impl Transport for Expired {
    async fn send(&self, request: Request) -> Result<Response, NetError> {
        if request.path == "/v1/sessions/refresh" {
            self.refreshes.fetch_add(1, Ordering::SeqCst);
        }
        let bearer = format!("Bearer {}", self.token);
        if request.headers.iter().any(|(_, value)| *value == bearer) {
            self.refused.fetch_add(1, Ordering::SeqCst);
            self.together.wait().await;
            return Ok(Response {
                status: 401,
                headers: BTreeMap::new(),
                body: Box::pin(futures_util::stream::iter([Ok(Bytes::new())])),
            });
        }
        self.service.send(request).await
    }
}

#[tokio::test]
async fn requests_on_an_expired_token_share_one_refresh() {
    let world = World::demo();
    let wires = Arc::<Mutex<Vec<Arc<dyn Transport>>>>::default();
    let caught = Arc::clone(&wires);
    world.change_wires(move |wire| {
        caught.lock().expect("wires").push(Arc::clone(&wire));
        wire
    });
    drop(world.desk());
    let service = wires.lock().expect("wires").pop().expect("a wire");
    let account = demo_account("KUL", "administrator");
    let tokens = sign_in(&*service, &account.email, &account.password, "device")
        .await
        .expect("signs in");
    let wire = Arc::new(Expired {
        service,
        token: tokens.access_token.clone(),
        together: Barrier::new(REQUESTS),
        refused: AtomicUsize::new(0),
        refreshes: AtomicUsize::new(0),
    });
    let folder = tempfile::tempdir().expect("a folder");
    let key = DataKey::random().expect("random numbers");
    let cache = Cache::create(&folder.path().join("cache.db"), &key).expect("a cache");
    let session = Session::new(Arc::clone(&wire) as _, Arc::new(cache));
    session.adopt(&tokens).await.expect("adopts");
    let ask = || session.send(Request::get("/v1/meta"));
    let answers = tokio::join!(ask(), ask(), ask());
    for answer in [answers.0, answers.1, answers.2] {
        assert_eq!(answer.expect("an answer").status, 200);
    }
    assert_eq!(wire.refused.load(Ordering::SeqCst), REQUESTS);
    assert_eq!(wire.refreshes.load(Ordering::SeqCst), 1);
    // The session goes on: its next refresh is taken as well.
    assert_eq!(ask().await.expect("an answer").status, 200);
}

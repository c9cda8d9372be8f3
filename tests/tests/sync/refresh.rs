//! Several requests find the access token expired at the same moment: the refresh
//! token is used once. Used twice, it would end the session; and where it was ended
//! so, no edit is lost.

use async_trait::async_trait;
use bytes::Bytes;
use edutracker_store::{Cache, keys::DataKey};
use edutracker_sync::{NetError, Request, Response, Session, Transport, session::sign_in};
use edutracker_tests::{
    Result,
    api::Api,
    programs::{Service, Terminal, account},
    sound::{copy, sound},
    world::{World, demo_account},
};
use serde_json::json;
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
    async fn send(&self, request: Request) -> std::result::Result<Response, NetError> {
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

/// A copy of a client's data, put back on another machine say, renews the session
/// with a token that was used long ago: the service ends the session for both.
/// Whoever works on has his edits, signs in again, and each arrives once.
#[test]
fn a_session_that_an_old_token_ended_costs_no_edit() -> Result {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut service = Service::start_sized(&folder.path().join("service"), Some(60))?;
    let account = account("KUL", "administrator")?;
    let mine = Terminal::new(folder.path().join("mine"));
    mine.sign_in(service.address(), &account)?;
    let ids = mine.ids_of_offers()?;
    copy(mine.folder(), &folder.path().join("copy"))?;
    let twin = Terminal::new(folder.path().join("copy"));
    let edit = |id: &str, text: &str| {
        let text = format!("description={text}");
        mine.run(&["set", "offer", id, &text]).map(drop)
    };
    edit(&ids[0], "Voor het einde")?;
    // The token of the copy is used up from here on.
    mine.run(&["pull"])?;
    a_minute_goes_by(&mut service)?;
    assert_eq!(twin.ends(&["pull"])?.0, 5, "used long ago");
    for command in ["pull", "push"] {
        assert_eq!(mine.ends(&[command])?.0, 5, "{command}");
        let status = &mine.run(&["status"])?[0];
        assert_eq!(status["pending"], 1, "{command}: {status}");
    }
    edit(&ids[1], "Na het einde")?;
    assert_eq!(mine.ends(&["push"])?.0, 5);
    assert_eq!(sound(mine.folder())?.edited, 2, "no edit is lost");
    let said = mine.signing_in(service.address(), &account)?.output();
    assert!(said.is_ok_and(|said| said.status.success()), "signs in");
    assert_eq!(sound(mine.folder())?.edited, 2, "nor by signing in again");
    mine.run(&["push"])?;
    assert_eq!(sound(mine.folder())?.edited, 0);
    let api = Api::sign_in(service.address(), &account)?;
    for (id, text) in [(&ids[0], "Voor het einde"), (&ids[1], "Na het einde")] {
        assert_eq!(api.times(id, "description", &json!(text))?, 1, "{text}");
    }
    Ok(())
}

/// More than the time in which a token may be used again.
fn a_minute_goes_by(service: &mut Service) -> Result {
    service.stop()?;
    let told = |error: rusqlite::Error| error.to_string();
    let database = rusqlite::Connection::open(service.database()).map_err(told)?;
    let used = "UPDATE token SET used = used - 61000 WHERE used IS NOT NULL";
    let count = database.execute(used, []).map_err(told)?;
    assert!(count > 0, "no token was used");
    drop(database);
    service.start_again()
}

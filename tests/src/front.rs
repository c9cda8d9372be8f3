//! Something in front of the service that may answer in its place: over a real
//! socket, to a real client.

use async_trait::async_trait;
use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Request, State},
    response::{IntoResponse as _, Response},
};
use edutracker_app::{App, Host, SystemHost, host::Passphrases};
use edutracker_domain::Language;
use edutracker_store::keys::keyring::{Keyring, NoKeyring};
use edutracker_sync::{HttpTransport, NetError, Response as Answer, Transport};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};
use tower::ServiceExt as _;

/// An answer made up.
#[derive(Debug, Clone)]
pub struct Canned {
    /// Only to paths that begin so.
    pub path: &'static str,
    /// The status.
    pub status: u16,
    /// The content type.
    pub content_type: String,
    /// Whether it says that it is the service's.
    pub ours: bool,
    /// The body.
    pub body: Bytes,
}

#[derive(Clone)]
struct Behind {
    router: Router,
    canned: Arc<Mutex<Option<Canned>>>,
}

/// The front, listening.
pub struct Front {
    /// Where.
    pub address: String,
    canned: Arc<Mutex<Option<Canned>>>,
    serving: tokio::task::JoinHandle<()>,
}

impl Front {
    /// Stands before a router.
    ///
    /// # Panics
    /// When there is no port.
    pub async fn before(router: Router) -> Self {
        let canned = Arc::<Mutex<Option<Canned>>>::default();
        let behind = Behind {
            router,
            canned: Arc::clone(&canned),
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let front = Router::new().fallback(answer).with_state(behind);
        let serving = tokio::spawn(async move {
            axum::serve(listener, front).await.expect("serves");
        });
        Self {
            address,
            canned,
            serving,
        }
    }

    /// What it answers from now on, while pushes go nowhere else; `None`: the
    /// service answers everything.
    ///
    /// # Panics
    /// When another thread panicked meanwhile.
    pub fn answers(&self, canned: Option<Canned>) {
        *self.canned.lock().expect("canned") = canned;
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn answer(State(behind): State<Behind>, request: Request) -> Response {
    let canned = behind.canned.lock().expect("canned").clone();
    let path = request.uri().path();
    // Nothing is pushed behind the back of what answers: a pull sends waiting parts as well.
    let elsewhere = canned.as_ref().is_some_and(|c| !path.starts_with(c.path));
    if elsewhere && path == "/v1/pushes" {
        return http::StatusCode::BAD_GATEWAY.into_response();
    }
    match canned.filter(|canned| path.starts_with(canned.path)) {
        None => behind
            .router
            .oneshot(request)
            .await
            .unwrap_or_else(|never| match never {}),
        Some(canned) => {
            let mut answer = http::Response::builder()
                .status(canned.status)
                .header("content-type", canned.content_type);
            if canned.ours {
                answer = answer.header("edutracker-service", "1");
            }
            answer
                .body(Body::from(canned.body))
                .unwrap_or_else(|_| http::StatusCode::IM_A_TEAPOT.into_response())
        }
    }
}

/// A machine on which no time passes between two attempts.
struct Hurried(SystemHost);

impl Host for Hurried {
    fn data_dir(&self) -> PathBuf {
        self.0.data_dir()
    }

    fn keyring(&self) -> &dyn Keyring {
        self.0.keyring()
    }

    fn transport(&self, service: &str, device: &str) -> Result<Arc<dyn Transport>, NetError> {
        Ok(Arc::new(AtOnce(HttpTransport::new(service, device)?)))
    }

    fn suggested_service(&self) -> String {
        self.0.suggested_service()
    }

    fn today(&self) -> String {
        self.0.today()
    }

    fn language(&self) -> Language {
        self.0.language()
    }

    fn changed(&self, version: u64) {
        self.0.changed(version);
    }
}

struct AtOnce(HttpTransport);

#[async_trait]
impl Transport for AtOnce {
    async fn send(&self, request: edutracker_sync::Request) -> Result<Answer, NetError> {
        self.0.send(request).await
    }

    async fn pause(&self, _: Duration) {}
}

/// A client whose data are in `folder`, over the network, that never waits
/// between two attempts.
///
/// # Panics
/// When the folder cannot be held.
#[must_use]
pub fn client(folder: &Path, service: &str) -> App {
    let host = SystemHost {
        data_dir: folder.to_owned(),
        keyring: Box::new(NoKeyring),
        service: service.to_owned(),
        passphrases: Passphrases::OfScripts,
        language: Language::En,
        on_change: Box::new(|_| {}),
        on_zoom: Box::new(|_| {}),
    };
    App::start(Arc::new(Hurried(host))).expect("the client starts")
}

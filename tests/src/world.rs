//! Clients and the real service in one process, with faults between them.

use async_trait::async_trait;
use axum::{Router, body::Body};
use bytes::Bytes;
use edutracker_app::{self as app, App, Host, host::Passphrases};
use edutracker_domain::{Language, Record, RecordId, RecordType, merge::Patch};
use edutracker_protocol::{
    ClientError,
    command::{
        Condition, Edit, EditReply, Nothing, Push, PushReply, RecordEdit, RecordRef, RecordView,
        SignIn, ViewOpen,
    },
};
use edutracker_service::{Options, Service, demo::DemoAccount, router};
use edutracker_store::keys::keyring::{Keyring, NoKeyring};
use edutracker_sync::{NetError, Request, Response, Transport};
use futures_util::StreamExt as _;
use http_body_util::BodyExt as _;
use std::{
    collections::{BTreeMap, VecDeque},
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::sync::Notify;
use tower::ServiceExt as _;

/// What happens to a request on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// The service never gets it.
    DropRequest,
    /// The service acts, the answer is lost.
    DropAnswer,
    /// The service gets it twice; the second answer arrives.
    Twice,
    /// The answer ends after so many bytes.
    Cut(usize),
    /// It waits at the client's gate.
    Hold,
}

/// Where a request waits until somebody lets it pass.
#[derive(Debug, Default)]
pub struct Gate {
    came: Notify,
    open: Notify,
}

impl Gate {
    /// Waits until a request is there.
    pub async fn arrived(&self) {
        self.came.notified().await;
    }

    /// Lets the request pass.
    pub fn open(&self) {
        self.open.notify_one();
    }

    async fn pass(&self) {
        self.came.notify_one();
        self.open.notified().await;
    }
}

/// Faults to come, one per request; none when empty.
pub type Faults = Arc<Mutex<VecDeque<Fault>>>;

/// What the service cannot take: a push whose body holds a text.
#[derive(Debug, Clone, Default)]
pub struct Poison {
    /// The text; `None`: it takes everything.
    pub text: Option<String>,
    /// The status and the type of the problem that it answers with.
    pub answer: (u16, &'static str),
    /// How often it was met.
    pub met: u32,
}

/// A way into the router, with faults.
pub struct Wire {
    router: Router,
    faults: Faults,
    gate: Arc<Gate>,
    poison: Arc<Mutex<Poison>>,
    /// Whether the service is there at all.
    up: Arc<Mutex<bool>>,
}

impl Wire {
    /// The answer to a push that the service cannot take.
    fn refusal(&self, request: &Request) -> Option<Response> {
        let mut poison = self.poison.lock().expect("poison");
        let text = poison.text.as_deref()?;
        let body = String::from_utf8_lossy(&request.body);
        if request.path != "/v1/pushes" || !body.contains(text) {
            return None;
        }
        poison.met += 1;
        let (status, kind) = poison.answer;
        let problem = serde_json::json!({
            "type": format!("https://edutracker.example/problems/{kind}"), "status": status, "title": kind,
        });
        let bytes = Bytes::from(problem.to_string());
        Some(Response {
            status,
            headers: BTreeMap::from([("retry-after".to_owned(), "1".to_owned())]),
            body: futures_util::stream::iter([Ok(bytes)]).boxed(),
        })
    }

    async fn deliver(&self, request: &Request) -> Result<Response, NetError> {
        let mut builder = http::Request::builder()
            .method(request.method.clone())
            .uri(&request.path);
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        let request = builder
            .body(Body::from(request.body.clone()))
            .map_err(|_| NetError::Unreachable)?;
        let answer = self
            .router
            .clone()
            .oneshot(request)
            .await
            .map_err(|_| NetError::Unreachable)?;
        let (parts, body) = answer.into_parts();
        let headers = parts
            .headers
            .iter()
            .filter_map(|(name, value)| {
                Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
            })
            .collect::<BTreeMap<_, _>>();
        let body = body
            .into_data_stream()
            .map(|chunk| chunk.map_err(|_| NetError::Cut))
            .boxed();
        Ok(Response {
            status: parts.status.as_u16(),
            headers,
            body,
        })
    }
}

#[async_trait]
impl Transport for Wire {
    async fn pause(&self, time: Duration) {
        let poisoned = self.poison.lock().expect("poison").text.is_some();
        if !poisoned {
            tokio::time::sleep(time).await;
        }
    }

    async fn send(&self, request: Request) -> Result<Response, NetError> {
        if !*self.up.lock().expect("up") {
            return Err(NetError::Unreachable);
        }
        if let Some(answer) = self.refusal(&request) {
            return Ok(answer);
        }
        let fault = self
            .faults
            .lock()
            .expect("faults")
            .pop_front()
            .unwrap_or(Fault::None);
        match fault {
            Fault::None => self.deliver(&request).await,
            Fault::DropRequest => Err(NetError::Unreachable),
            Fault::DropAnswer => {
                self.deliver(&request).await?.bytes().await?;
                Err(NetError::Unreachable)
            }
            Fault::Twice => {
                self.deliver(&request).await?.bytes().await?;
                self.deliver(&request).await
            }
            Fault::Hold => {
                self.gate.pass().await;
                self.deliver(&request).await
            }
            Fault::Cut(after) => {
                let answer = self.deliver(&request).await?;
                let (status, headers) = (answer.status, answer.headers.clone());
                let mut bytes = answer.bytes().await?;
                let whole = bytes.len() <= after;
                bytes.truncate(after);
                let mut chunks = vec![Ok(Bytes::from(bytes))];
                if !whole {
                    chunks.push(Err(NetError::Cut));
                }
                Ok(Response {
                    status,
                    headers,
                    body: futures_util::stream::iter(chunks).boxed(),
                })
            }
        }
    }
}

/// Puts something between clients and the service.
type Between = Box<dyn Fn(Arc<dyn Transport>) -> Arc<dyn Transport> + Send + Sync>;

struct Desk {
    folder: PathBuf,
    wire: Arc<dyn Transport>,
    keyring: NoKeyring,
}

impl Host for Desk {
    fn data_dir(&self) -> PathBuf {
        self.folder.clone()
    }

    fn keyring(&self) -> &dyn Keyring {
        &self.keyring
    }

    fn transport(&self, _: &str, _: &str) -> Result<Arc<dyn Transport>, NetError> {
        Ok(Arc::clone(&self.wire))
    }

    fn passphrases(&self) -> Passphrases {
        Passphrases::OfScripts
    }

    fn suggested_service(&self) -> String {
        "http://127.0.0.1:1".to_owned()
    }

    fn today(&self) -> String {
        "2026-11-22".to_owned()
    }

    fn language(&self) -> Language {
        Language::En
    }

    fn changed(&self, _: u64) {}
}

/// The demo account of a role in an organisation, or of a mailbox.
///
/// # Panics
/// When there is none.
#[must_use]
pub fn demo_account(organisation: &str, role: &str) -> DemoAccount {
    edutracker_service::demo::accounts()
        .into_iter()
        .find(|account| {
            account.organisation == organisation
                && (account.role == role || account.email.starts_with(&format!("{role}@")))
        })
        .expect("a demo account")
}

/// The service, and a folder for the clients' data.
pub struct World {
    /// The service.
    pub service: Service,
    router: Router,
    folder: tempfile::TempDir,
    desks: Mutex<u32>,
    between: Mutex<Option<Between>>,
}

/// A client with the switches of its connection.
pub struct Client {
    /// The client.
    pub app: App,
    /// Faults to come.
    pub faults: Faults,
    /// Where requests wait that are held.
    pub gate: Arc<Gate>,
    /// What the service cannot take.
    pub poison: Arc<Mutex<Poison>>,
    up: Arc<Mutex<bool>>,
}

/// The passphrase of every client's cache.
pub const PASSPHRASE: &str = "correct horse battery";

impl World {
    /// The demo data in memory.
    #[must_use]
    pub fn demo() -> Self {
        Self::open(Options::test())
    }

    /// A service of one's own making.
    #[must_use]
    pub fn open(options: Options) -> Self {
        let service = Service::open(options).expect("the service opens");
        Self {
            router: router(service.clone()),
            service,
            folder: tempfile::tempdir().expect("a folder"),
            desks: Mutex::new(0),
            between: Mutex::default(),
        }
    }

    /// Puts something between the service and the clients that come from now on.
    pub fn change_wires(
        &self,
        between: impl Fn(Arc<dyn Transport>) -> Arc<dyn Transport> + Send + Sync + 'static,
    ) {
        *self.between.lock().expect("between") = Some(Box::new(between));
    }

    /// The router, for plain requests.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// A client of a demo account, signed in, with everything pulled.
    pub async fn client(&self, organisation: &str, role: &str) -> Client {
        let client = self.desk();
        let account = demo_account(organisation, role);
        let args = SignIn {
            service: "http://127.0.0.1:1".to_owned(),
            email: account.email,
            password: account.password,
            passphrase: Some(PASSPHRASE.to_owned()),
        };
        app::sign_in(&client.app, args).await.expect("signs in");
        client.pull().await;
        client
    }

    /// A client that nobody has signed in to.
    pub fn desk(&self) -> Client {
        let mut desks = self.desks.lock().expect("desks");
        *desks += 1;
        self.desk_at(&self.folder.path().join(format!("desk-{desks}")))
    }

    /// A client over an existing folder.
    pub fn desk_at(&self, folder: &std::path::Path) -> Client {
        let faults = Faults::default();
        let gate = Arc::<Gate>::default();
        let up = Arc::new(Mutex::new(true));
        let poison = Arc::<Mutex<Poison>>::default();
        let wire = Arc::new(Wire {
            router: self.router(),
            faults: Arc::clone(&faults),
            gate: Arc::clone(&gate),
            poison: Arc::clone(&poison),
            up: Arc::clone(&up),
        });
        let wire: Arc<dyn Transport> = wire;
        let wire = match &*self.between.lock().expect("between") {
            None => wire,
            Some(between) => between(wire),
        };
        let desk = Desk {
            folder: folder.to_owned(),
            wire,
            keyring: NoKeyring,
        };
        Client {
            app: App::start(Arc::new(desk)).expect("starts"),
            faults,
            gate,
            poison,
            up,
        }
    }

    /// The offers that the other side sees, by heading.
    pub async fn public(&self, organisation: &str) -> Vec<String> {
        let token = self.token("DEMO-COMPANY", "administrator").await;
        let request = http::Request::get(format!(
            "/v1/public/offers?organisation={organisation}&limit=500"
        ))
        .header("authorization", format!("Bearer {token}"))
        .body(Body::empty())
        .expect("a request");
        let value = self.answer(request).await;
        let items = value["items"].as_array().expect("items");
        items
            .iter()
            .map(|item| item["id"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// The service's answer to a plain request.
    async fn answer(&self, request: http::Request<Body>) -> serde_json::Value {
        let answer = self.router().oneshot(request).await.expect("an answer");
        let body = answer.into_body().collect().await.expect("a body");
        serde_json::from_slice(&body.to_bytes()).expect("JSON")
    }

    /// Two clients of one organisation, and its published programmes.
    pub async fn two(&self) -> (Client, Client, Vec<RecordId>) {
        let a = self.client("KUL", "administrator").await;
        let b = self.client("KUL", "institution_user").await;
        let ids = a.published();
        (a, b, ids)
    }

    /// An access token of a demo account.
    pub async fn token(&self, organisation: &str, role: &str) -> String {
        let account = demo_account(organisation, role);
        let body = serde_json::json!({"email": account.email, "password": account.password, "device": "test"});
        let request = http::Request::post("/v1/sessions")
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()))
            .expect("a request");
        let value = self.answer(request).await;
        value["accessToken"].as_str().expect("a token").to_owned()
    }
}

impl Client {
    /// The service is there, or not.
    pub fn set_up(&self, up: bool) {
        *self.up.lock().expect("up") = up;
    }

    /// What happens to the next requests.
    pub fn fail(&self, faults: impl IntoIterator<Item = Fault>) {
        self.faults.lock().expect("faults").extend(faults);
    }

    /// Pulls; must work.
    pub async fn pull(&self) {
        let pulled = app::pull(&self.app, Nothing {}).await.expect("pulls");
        assert!(pulled.caught_up);
    }

    /// Pushes everything that can go, confirmed.
    ///
    /// # Errors
    /// What the client says.
    pub async fn try_push(&self) -> Result<PushReply, ClientError> {
        app::push(
            &self.app,
            Push {
                confirm: true,
                ..Push::default()
            },
        )
        .await
    }

    /// Pushes; must work.
    pub async fn push(&self) -> PushReply {
        self.try_push().await.expect("pushes")
    }

    /// Edits an offer.
    ///
    /// # Errors
    /// What the client says.
    pub async fn try_edit(
        &self,
        id: RecordId,
        patch: serde_json::Value,
    ) -> Result<EditReply, ClientError> {
        let patch: Patch = serde_json::from_value(patch).expect("an object");
        app::edit(
            &self.app,
            Edit {
                edits: vec![RecordEdit {
                    kind: RecordType::Offer,
                    id,
                    patch,
                }],
            },
        )
        .await
    }

    /// Edits an offer; must work.
    pub async fn edit(&self, id: RecordId, patch: serde_json::Value) -> EditReply {
        self.try_edit(id, patch).await.expect("edits")
    }

    /// A record with everything about it.
    pub async fn get(&self, kind: RecordType, id: RecordId) -> RecordView {
        app::record_get(&self.app, RecordRef { kind, id })
            .await
            .expect("is there")
    }

    /// An offer's fields as this client sees them.
    pub async fn offer(&self, id: RecordId) -> Record {
        self.get(RecordType::Offer, id).await.row.fields
    }

    /// The ids of records, in the order of their names.
    pub fn ids(&self, kind: RecordType, conditions: &[(&str, &str)]) -> Vec<RecordId> {
        let conditions = conditions
            .iter()
            .map(|(field, value)| Condition::new(field, value))
            .collect();
        app::views::select(&self.app, &app::views::filter(kind, conditions)).expect("selects")
    }

    /// The published programmes, in the order of their names.
    pub fn published(&self) -> Vec<RecordId> {
        self.ids(
            RecordType::Offer,
            &[("subject", "programme"), ("status", "published")],
        )
    }

    /// Offers that wait for a reviewer.
    pub fn queue(&self) -> Vec<RecordId> {
        let view = ViewOpen {
            review_queue: true,
            ..app::views::filter(RecordType::Offer, Vec::new())
        };
        app::views::select(&self.app, &view).expect("selects")
    }

    /// Records with unsent edits.
    pub async fn pending(&self) -> u64 {
        app::status(&self.app, Nothing {})
            .await
            .expect("status")
            .pending
    }
}

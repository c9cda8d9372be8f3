//! The way between clients and service: everything that can happen to a request.

use super::{client::Life, script::Fault, server::Server};
use async_trait::async_trait;
use axum::body::Body;
use bytes::Bytes;
use edutracker_domain::RecordId;
use edutracker_protocol::wire::{PushPart, PushResult};
use edutracker_sync::{NetError, Request, Response, Transport};
use futures_util::StreamExt as _;
use http_body_util::BodyExt as _;
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tower::ServiceExt as _;

/// Bytes of an answer that arrive at a time.
const CHUNK: usize = 1_500;

/// What all clients and the judge share.
pub struct Hub {
    server: Mutex<Server>,
    /// Requests on a detour, with the step at which they arrive.
    late: Mutex<Vec<(u32, Request)>>,
    /// The step that is played.
    now: Mutex<u32>,
    /// Every push request that was sent, in order.
    sent: Mutex<Vec<Request>>,
    /// The first answer to each edit, of this incarnation of the service.
    answers: Mutex<BTreeMap<RecordId, String>>,
    /// The record on which the service fails, for now.
    poison: Mutex<Option<RecordId>>,
    /// What no answer may be: found while requests were on their way.
    wrong: Mutex<Vec<String>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An answer, read whole.
struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Bytes,
}

impl Hub {
    /// Around a service.
    #[must_use]
    pub fn new(server: Server) -> Arc<Self> {
        Arc::new(Self {
            server: Mutex::new(server),
            late: Mutex::default(),
            now: Mutex::new(0),
            sent: Mutex::default(),
            answers: Mutex::default(),
            poison: Mutex::default(),
            wrong: Mutex::default(),
        })
    }

    /// The service fails on pushes of this record from now on, or on none.
    pub fn fail_on(&self, record: Option<RecordId>) {
        *lock(&self.poison) = record;
    }

    /// Whether the service cannot take a request.
    fn fails_on(&self, request: &Request) -> bool {
        let poison = *lock(&self.poison);
        let in_body = |id: RecordId| {
            let (id, body) = (id.to_string(), &request.body);
            body.windows(id.len()).any(|part| part == id.as_bytes())
        };
        is_push(request) && poison.is_some_and(in_body)
    }

    /// The service.
    pub fn server(&self) -> MutexGuard<'_, Server> {
        lock(&self.server)
    }

    /// A service put back to a copy answers anew.
    pub fn forget_answers(&self) {
        lock(&self.answers).clear();
    }

    /// What was wrong with answers since the last time.
    pub fn wrong(&self) -> Option<String> {
        lock(&self.wrong).pop()
    }

    /// Begins a step: what was on a detour until now arrives.
    pub async fn begin(&self, step: u32) {
        *lock(&self.now) = step;
        let due: Vec<(u32, Request)> = {
            let mut late = lock(&self.late);
            let (due, rest) = late.drain(..).partition(|(at, _)| *at <= step);
            *late = rest;
            due
        };
        for (_, request) in due {
            self.deliver(&request).await;
        }
    }

    /// The parts that were sent and never cut otherwise, each once.
    pub fn parts(&self) -> Vec<PushPart> {
        let sent = lock(&self.sent);
        let bodies: BTreeSet<&Bytes> = sent.iter().map(|request| &request.body).collect();
        let parts: Vec<PushPart> = bodies
            .into_iter()
            .filter_map(|body| serde_json::from_slice(body).ok())
            .collect();
        let mut times = BTreeMap::<RecordId, u32>::new();
        for item in parts.iter().flat_map(|part| &part.items) {
            *times.entry(item.mid).or_default() += 1;
        }
        parts
            .into_iter()
            .filter(|part| part.items.iter().all(|item| times[&item.mid] == 1))
            .collect()
    }

    /// Nothing is on its way any more.
    pub fn calm(&self) {
        lock(&self.late).clear();
    }

    /// An earlier push request arrives once more.
    pub async fn replay(&self, which: usize) {
        let request = {
            let sent = lock(&self.sent);
            if sent.is_empty() {
                return;
            }
            sent[which % sent.len()].clone()
        };
        self.deliver(&request).await;
    }

    async fn deliver(&self, request: &Request) -> Answer {
        let answer = self.hand_in(request).await;
        if is_push(request) && answer.status == 200 {
            self.compare(&answer.body);
        }
        answer
    }

    async fn hand_in(&self, request: &Request) -> Answer {
        let router = self.server().router();
        let mut builder = http::Request::builder()
            .method(request.method.clone())
            .uri(&request.path);
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        let asked = builder
            .body(Body::from(request.body.clone()))
            .expect("a request");
        let answer = router.oneshot(asked).await.expect("an answer");
        let (parts, body) = answer.into_parts();
        let headers = parts
            .headers
            .iter()
            .filter_map(|(name, value)| {
                Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
            })
            .collect();
        Answer {
            status: parts.status.as_u16(),
            headers,
            body: body.collect().await.expect("a body").to_bytes(),
        }
    }

    /// I2: an edit is answered once; whoever asks again gets the same.
    fn compare(&self, body: &[u8]) {
        let Ok(result) = serde_json::from_slice::<PushResult>(body) else {
            return;
        };
        let mut answers = lock(&self.answers);
        for item in result.results {
            let text = serde_json::to_string(&item).unwrap_or_default();
            let first = answers.entry(item.mid).or_insert_with(|| text.clone());
            if *first != text {
                lock(&self.wrong).push(format!(
                    "I2 an edit was answered twice, first {first}, then {text}"
                ));
            }
        }
    }

    /// What would be on the service's disk now.
    fn die(&self, after: Option<std::path::PathBuf>) {
        let mut server = self.server();
        let image = after.unwrap_or_else(|| server.image());
        server.start_on(image);
    }
}

fn is_push(request: &Request) -> bool {
    request.method == http::Method::POST && request.path == "/v1/pushes"
}

/// A client's way.
pub struct Wire {
    hub: Arc<Hub>,
    life: Arc<Life>,
    agent: String,
    faults: Mutex<VecDeque<Fault>>,
}

impl Wire {
    /// The way of a client that lives as long as `life`.
    #[must_use]
    pub fn new(hub: &Arc<Hub>, life: &Arc<Life>, device: &str) -> Arc<Self> {
        Arc::new(Self {
            hub: Arc::clone(hub),
            life: Arc::clone(life),
            agent: format!("desktop/0.1.0; schema=1; device={device}"),
            faults: Mutex::default(),
        })
    }

    /// What happens to the next requests; what was still to come does not.
    pub fn expect(&self, faults: &[Fault]) {
        *lock(&self.faults) = faults.iter().copied().collect();
    }
}

#[async_trait]
impl Transport for Wire {
    async fn send(&self, request: Request) -> Result<Response, NetError> {
        if self.life.is_over() {
            // The dead send nothing; nobody waits for this.
            return std::future::pending().await;
        }
        let request = request.with("edutracker-client", self.agent.clone());
        if is_push(&request) {
            lock(&self.hub.sent).push(request.clone());
        }
        if request.path.starts_with("/v1/changes/check") {
            // Nothing here damages a cache: nothing may have to be mended.
            let said = "I4 the check sums of cache and service differed";
            lock(&self.hub.wrong).push(said.to_owned());
        }
        if self.hub.fails_on(&request) {
            return Ok(whole(busy(503)));
        }
        let fault = lock(&self.faults).pop_front().unwrap_or(Fault::None);
        let hub = &self.hub;
        let later = |steps: u8| {
            let at = *lock(&hub.now) + u32::from(steps);
            lock(&hub.late).push((at, request.clone()));
        };
        match fault {
            Fault::None => Ok(whole(hub.deliver(&request).await)),
            Fault::Drop => Err(NetError::Unreachable),
            Fault::DropAnswer => {
                hub.deliver(&request).await;
                Err(NetError::Unreachable)
            }
            Fault::Twice => {
                hub.deliver(&request).await;
                Ok(whole(hub.deliver(&request).await))
            }
            Fault::Late(steps) => {
                later(steps);
                Err(NetError::Unreachable)
            }
            Fault::Again(steps) => {
                later(steps);
                Ok(whole(hub.deliver(&request).await))
            }
            Fault::Cut(thousandths) => {
                let answer = hub.deliver(&request).await;
                let at = answer.body.len() * usize::from(thousandths) / 1_000;
                let body = answer.body.slice(..at);
                Ok(response(Answer { body, ..answer }, true))
            }
            Fault::Busy(status) => Ok(whole(busy(status))),
            Fault::DiesBefore => {
                let image = hub.server().image();
                // What it does now, nobody will ever know.
                hub.hand_in(&request).await;
                hub.die(Some(image));
                Err(NetError::Cut)
            }
            Fault::DiesInside(thousandths) => {
                let before = hub.server().image();
                hub.hand_in(&request).await;
                let torn = hub.server().torn(&before, thousandths);
                hub.die(Some(torn));
                Err(NetError::Cut)
            }
            Fault::DiesAfter => {
                hub.deliver(&request).await;
                hub.die(None);
                Err(NetError::Cut)
            }
        }
    }
}

fn busy(status: u16) -> Answer {
    let kind = match status {
        429 => "rate-limited",
        409 => "push-running",
        _ => "unavailable",
    };
    let problem = serde_json::json!({
        "type": format!("https://edutracker.example/problems/{kind}"),
        "title": kind, "status": status,
    });
    Answer {
        status,
        headers: BTreeMap::from([
            ("retry-after".to_owned(), "3".to_owned()),
            ("edutracker-service".to_owned(), "1".to_owned()),
            (
                "content-type".to_owned(),
                "application/problem+json".to_owned(),
            ),
        ]),
        body: problem.to_string().into(),
    }
}

fn whole(answer: Answer) -> Response {
    response(answer, false)
}

fn response(answer: Answer, cut: bool) -> Response {
    let mut chunks: Vec<Result<Bytes, NetError>> = answer
        .body
        .chunks(CHUNK)
        .map(|chunk| Ok(Bytes::copy_from_slice(chunk)))
        .collect();
    if cut {
        chunks.push(Err(NetError::Cut));
    }
    Response {
        status: answer.status,
        headers: answer.headers,
        body: futures_util::stream::iter(chunks).boxed(),
    }
}

//! A service that is newer than this client: what the client does not know it
//! passes over or shows as it stands, and loses nothing by it.

use async_trait::async_trait;
use bytes::Bytes;
use edutracker_app::{self as app, status::with_cache};
use edutracker_domain::RecordType;
use edutracker_protocol::{
    Problem, ProblemType,
    command::{Nothing, RowState},
    wire::{ItemStatus, PushResult},
};
use edutracker_store::{Cache, keys::DataKey, meta, record};
use edutracker_sync::{Engine, NetError, Request, Response, Session, Transport, session::sign_in};
use edutracker_tests::world::{World, demo_account};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

#[test]
fn an_unknown_outcome_is_a_refusal_with_its_name() {
    let answer = json!({
        "push": "01900000-0000-7000-8000-000000000001", "part": 0, "seq": 7, "dryRun": false,
        "summary": {"applied": 1, "postponed": 1},
        "results": [
            {"mid": "01900000-0000-7000-8000-000000000002", "status": "applied", "rev": "00000001.7"},
            {"mid": "01900000-0000-7000-8000-000000000003", "status": "postponed"},
            {"mid": "01900000-0000-7000-8000-000000000004", "status": "invalid",
             "problem": {"code": "voucher-missing", "errors": [
                {"pointer": "/voucher", "code": "voucher-missing", "severity": "error"},
                {"pointer": "/name", "code": "required", "severity": "error"}]}},
        ],
    });
    let answer: PushResult = serde_json::from_value(answer).expect("is read");
    let [done, later, invalid] = answer.results.as_slice() else {
        panic!("three results");
    };
    assert_eq!(done.status, ItemStatus::Applied);
    assert_eq!(later.status, ItemStatus::Forbidden);
    let code = |problem: &Option<edutracker_protocol::wire::ItemProblem>| {
        problem.as_ref().map(|p| (p.code.clone(), p.errors.len()))
    };
    assert_eq!(code(&later.problem), Some(("postponed".to_owned(), 0)));
    assert_eq!(
        code(&invalid.problem),
        Some(("voucher-missing".to_owned(), 1)),
        "what is known of it is told"
    );
}

#[test]
fn an_unknown_problem_is_one_of_its_status() {
    let problem = |status: u16| -> Problem {
        let text = json!({"type": "https://edutracker.example/problems/of-tomorrow", "status": status,
                          "title": "of-tomorrow", "limit": 3, "errors": [{"code": "of-tomorrow"}]});
        serde_json::from_value(text).expect("is read")
    };
    for (status, kind) in [
        (403, ProblemType::Forbidden),
        (404, ProblemType::NotFound),
        (413, ProblemType::TooLarge),
        (422, ProblemType::NotAvailable),
        (429, ProblemType::RateLimited),
        (503, ProblemType::Unavailable),
    ] {
        assert_eq!(problem(status).kind, kind, "{status}");
    }
    assert_eq!(problem(422).title, "of-tomorrow");
    let foreign = json!({"type": "about:blank", "status": 503, "title": "x"});
    assert!(serde_json::from_value::<Problem>(foreign).is_err());
}

/// The service of the world, speaking as a later one would.
struct Later(Arc<dyn Transport>);

#[async_trait]
impl Transport for Later {
    async fn send(&self, request: Request) -> Result<Response, NetError> {
        let path = request.path.clone();
        let answer = self.0.send(request).await?;
        let (status, headers) = (answer.status, answer.headers.clone());
        let mut text = String::from_utf8(answer.bytes().await?).map_err(|_| NetError::Cut)?;
        if path == "/v1/pushes" {
            text = text.replace(r#""status":"applied""#, r#""status":"postponed""#);
        } else if path.starts_with("/v1/changes") {
            let line = json!({"t": "u", "type": "voucher", "id": "01900000-0000-7000-8000-000000000009",
                "org": "01900000-0000-7000-8000-000000000008", "rev": "00000001.1", "by": "x", "at": "y",
                "data": {"worth": 5}});
            text = format!("{line}\n{text}");
        }
        let body = futures_util::stream::iter([Ok(Bytes::from(text))]);
        Ok(Response {
            status,
            headers,
            body: Box::pin(body),
        })
    }
}

/// Against such a service the client reads, sends and keeps what was not taken.
#[tokio::test]
async fn a_client_of_today_works_with_a_service_of_tomorrow() {
    let world = World::demo();
    world.change_wires(|wire| Arc::new(Later(wire)));
    let a = world.client("KUL", "administrator").await;
    let id = a.published()[0];
    let status = app::status(&a.app, Nothing {}).await.expect("status");
    assert!(status.caught_up && status.records["offer"] > 5);
    a.edit(id, json!({"website": "https://mine.example"})).await;
    let pushed = a.push().await;
    assert_eq!(pushed.results[0].code.as_deref(), Some("postponed"));
    let view = a.get(RecordType::Offer, id).await;
    assert_eq!(view.row.state, RowState::Refused);
    assert_eq!(view.refusal.expect("a reason")["code"], json!("postponed"));
    assert_eq!(
        view.row.fields["website"],
        Value::from("https://mine.example"),
        "the edit is kept"
    );
}

/// What was passed over is read by the version that knows it.
#[tokio::test]
async fn a_version_that_knows_the_type_reads_all_anew() {
    let world = World::demo();
    let wires = Arc::<Mutex<Vec<Arc<dyn Transport>>>>::default();
    let caught = Arc::clone(&wires);
    world.change_wires(move |wire| {
        caught.lock().expect("wires").push(Arc::clone(&wire));
        wire
    });
    drop(world.desk());
    let wire = wires.lock().expect("wires").pop().expect("a wire");
    let folder = tempfile::tempdir().expect("a folder");
    let key = DataKey::random().expect("random numbers");
    let cache = Cache::create(&folder.path().join("cache.db"), &key).expect("a cache");
    let cache = Arc::new(cache);
    let account = demo_account("KUL", "administrator");
    let session = Session::new(Arc::new(Later(Arc::clone(&wire))), Arc::clone(&cache));
    let tokens = sign_in(&*wire, &account.email, &account.password, "device").await;
    session
        .adopt(&tokens.expect("signs in"))
        .await
        .expect("adopts");
    let today = Box::new(|| "2026-11-22".to_owned());
    let engine = Engine::new(Arc::clone(&cache), session, today);
    let kept = |name| cache.read(|c| meta::get(c, name)).expect("reads");
    let read = engine.pull().await.expect("pulls").changed;
    assert!(read > 10);
    assert_eq!(kept(meta::FOREIGN).as_deref(), Some("voucher"));
    assert_eq!(kept(meta::DIVERGED), None, "no alarm");
    assert_eq!(kept(meta::VERIFIED), None, "and no promise");
    assert_eq!(engine.pull().await.expect("pulls").changed, 0);
    let before = kept(meta::GENERATION);
    cache
        .write(|tx| meta::set(tx, meta::FOREIGN, "offer voucher"))
        .expect("writes");
    engine.pull().await.expect("pulls");
    assert_ne!(kept(meta::GENERATION), before, "a new snapshot");
}

/// The service of the world, whose offers have a field that this client does not
/// know. What the client sends of it is noted down.
struct Richer {
    service: Arc<dyn Transport>,
    mentor: Arc<Mutex<&'static str>>,
    sent: Arc<Mutex<Vec<String>>>,
}

#[async_trait]
impl Transport for Richer {
    async fn send(&self, request: Request) -> Result<Response, NetError> {
        let path = request.path.clone();
        if path == "/v1/pushes" {
            let body = String::from_utf8_lossy(&request.body).into_owned();
            self.sent.lock().expect("sent").push(body);
        }
        let answer = self.service.send(request).await?;
        let (status, headers) = (answer.status, answer.headers.clone());
        let mut text = String::from_utf8(answer.bytes().await?).map_err(|_| NetError::Cut)?;
        let mentor = json!({"name": *self.mentor.lock().expect("mentor")});
        let value = |text: &str| serde_json::from_str::<Value>(text).map_err(|_| NetError::Cut);
        if path == "/v1/pushes" {
            let mut answer = value(&text)?;
            let results = answer["results"].as_array_mut().into_iter().flatten();
            for record in results.filter_map(|result| result.get_mut("record")) {
                record["mentor"] = mentor.clone();
            }
            text = answer.to_string();
        } else if path.starts_with("/v1/changes") {
            let mut lines = Vec::new();
            for line in text.lines() {
                let mut told = value(line)?;
                if told["t"] == "u" && told["type"] == "offer" {
                    told["data"]["mentor"] = mentor.clone();
                    lines.push(told.to_string());
                } else {
                    lines.push(line.to_owned());
                }
            }
            text = lines.join("\n") + "\n";
        }
        let body = futures_util::stream::iter([Ok(Bytes::from(text))]);
        Ok(Response {
            status,
            headers,
            body: Box::pin(body),
        })
    }
}

/// What the service says in a field that this client does not know stays in the
/// cache as it said it: below edits, after a push, and after what others changed.
#[tokio::test]
async fn an_unknown_field_stays_as_the_service_says_it() {
    let world = World::demo();
    let b = world.client("KUL", "institution_user").await;
    let (mentor, sent) = (
        Arc::new(Mutex::new("Ada")),
        Arc::<Mutex<Vec<String>>>::default(),
    );
    let (now, noted) = (Arc::clone(&mentor), Arc::clone(&sent));
    world.change_wires(move |service| {
        Arc::new(Richer {
            service,
            mentor: Arc::clone(&now),
            sent: Arc::clone(&noted),
        })
    });
    let a = world.client("KUL", "administrator").await;
    let id = a.published()[0];
    let holds = |name: &str, what: &str| {
        let stored = with_cache(&a.app, |cache| {
            cache.read(|c| record::find(c, RecordType::Offer, id))
        });
        let stored = stored.expect("reads").expect("is there");
        let mirror = stored.mirror.as_ref().expect("the service's");
        assert_eq!(mirror["mentor"], json!({"name": name}), "{what}: received");
        let shown = &stored.effective()["mentor"];
        assert_eq!(*shown, json!({"name": name}), "{what}: with edits");
    };
    holds("Ada", "pulled");
    a.edit(id, json!({"website": "https://a.example"})).await;
    holds("Ada", "edited");
    let edited = a.get(RecordType::Offer, id).await;
    assert_eq!(
        edited.row.state,
        RowState::Changed,
        "{:?}",
        edited.row.findings
    );
    assert_eq!(a.push().await.summary.applied, 1);
    holds("Ada", "pushed");
    a.pull().await;
    holds("Ada", "its own change came back");
    // Others change the record, and the service the field, below an edit.
    a.edit(id, json!({"durationMonths": 7})).await;
    b.edit(id, json!({"name": "Naam van B"})).await;
    b.push().await;
    *mentor.lock().expect("mentor") = "Grace";
    a.pull().await;
    assert_eq!(a.get(RecordType::Offer, id).await.conflicts.len(), 0);
    holds("Grace", "carried over");
    // And the same by the answer to a push that is merged.
    b.edit(id, json!({"name": "Een andere naam"})).await;
    b.push().await;
    *mentor.lock().expect("mentor") = "Emmy";
    assert_eq!(a.push().await.summary.merged, 1);
    holds("Emmy", "merged");
    a.edit(id, json!({"durationMonths": 8})).await;
    a.push().await;
    a.pull().await;
    holds("Emmy", "pushed again");
    let sent = sent.lock().expect("sent");
    assert_eq!(sent.len(), 3);
    let said = sent.iter().any(|body| body.contains("mentor"));
    assert!(!said, "it is not the client's to send");
}

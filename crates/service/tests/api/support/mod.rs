//! The real router over demo data in memory.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by tests, each of which uses a part"
)]

pub mod mirror;

use axum::body::Body;
use edutracker_domain::RecordId;
use edutracker_service::{ManualClock, Options, Service, Settings, router};
use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::sync::Arc;
use tower::ServiceExt;

/// 2026-11-22.
pub const NOW: i64 = 1_795_305_600_000;

pub struct World {
    pub service: Service,
    pub clock: Arc<ManualClock>,
}

pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text)
            .unwrap_or_else(|e| panic!("{e}: {} {}", self.status, self.text))
    }

    pub fn lines(&self) -> Vec<Value> {
        self.text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The code of a problem.
    pub fn problem(&self) -> String {
        assert_eq!(
            self.headers[header::CONTENT_TYPE],
            "application/problem+json",
            "{}",
            self.text
        );
        self.json()["title"].as_str().unwrap().to_owned()
    }
}

pub fn new_id() -> String {
    RecordId::new().to_string()
}

pub fn item(op: &str, record: &Value, patch: Value) -> Value {
    json!({ "mid": new_id(), "op": op, "type": record["type"], "id": record["id"], "baseRev": record["rev"], "patch": patch })
}

impl World {
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    /// With other settings.
    pub fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let clock = Arc::new(ManualClock::new(NOW));
        let mut options = Options {
            clock: clock.clone(),
            ..Options::test()
        };
        change(&mut options.settings);
        Self {
            service: Service::open(options).unwrap(),
            clock,
        }
    }

    pub async fn send(&self, request: Request<Body>) -> Reply {
        let response = router(self.service.clone()).oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        assert_eq!(parts.headers["edutracker-service"], "1");
        let bytes = body.collect().await.unwrap().to_bytes();
        Reply {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    pub async fn call(&self, method: &str, path: &str, token: &str, body: Option<Value>) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let body = match body {
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        self.send(request.body(body).unwrap()).await
    }

    pub async fn get(&self, path: &str, token: &str) -> Reply {
        self.call("GET", path, token, None).await
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Reply {
        let body = json!({ "email": email, "password": password, "device": "test" });
        self.call("POST", "/v1/sessions", "", Some(body)).await
    }

    /// The access token of a demo account.
    pub async fn token(&self, email: &str) -> String {
        let account = edutracker_service::demo::accounts()
            .into_iter()
            .find(|a| a.email == email)
            .unwrap();
        let reply = self.sign_in(email, &account.password).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        reply.json()["accessToken"].as_str().unwrap().to_owned()
    }

    /// All lines of a snapshot.
    pub async fn snapshot(&self, token: &str) -> Vec<Value> {
        self.get("/v1/changes", token).await.lines()
    }

    pub async fn record(&self, kind: &str, id: &str, token: &str) -> Value {
        self.get(&format!("/v1/{kind}/{id}"), token).await.json()
    }

    pub async fn push(&self, token: &str, items: Vec<Value>) -> Value {
        self.push_part(
            token,
            json!({ "push": new_id(), "device": "device", "items": items }),
        )
        .await
        .json()
    }

    pub async fn push_part(&self, token: &str, part: Value) -> Reply {
        self.call("POST", "/v1/pushes", token, Some(part)).await
    }
}

/// Published offers of a snapshot.
pub fn published(lines: &[Value]) -> Vec<Value> {
    lines
        .iter()
        .filter(|l| l["type"] == "offer" && l["data"]["published"] == true)
        .cloned()
        .collect()
}

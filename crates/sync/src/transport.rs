//! How a request reaches a service.

use bytes::Bytes;
use edutracker_protocol::{Problem, ProblemType};
use edutracker_store::Error as CacheError;
use futures_util::{Stream, StreamExt as _};
use serde::de::DeserializeOwned;
use std::{collections::BTreeMap, pin::Pin, time::Duration};

/// A request to the service.
#[derive(Debug, Clone)]
pub struct Request {
    /// `GET`, `POST`, `DELETE`.
    pub method: http::Method,
    /// The path with its query, from `/v1`.
    pub path: String,
    /// Headers.
    pub headers: Vec<(&'static str, String)>,
    /// The body; empty for none.
    pub body: Bytes,
}

impl Request {
    /// A request without a body.
    #[must_use]
    pub fn new(method: http::Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            headers: Vec::new(),
            body: Bytes::new(),
        }
    }

    /// A `GET`.
    #[must_use]
    pub fn get(path: impl Into<String>) -> Self {
        Self::new(http::Method::GET, path)
    }

    /// A `POST` of a JSON text.
    #[must_use]
    pub fn post(path: impl Into<String>, json: impl Into<Bytes>) -> Self {
        let mut request = Self::new(http::Method::POST, path);
        request
            .headers
            .push(("content-type", "application/json".to_owned()));
        request.body = json.into();
        request
    }

    /// The same with one more header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// A body as it arrives.
pub type Body = Pin<Box<dyn Stream<Item = Result<Bytes, NetError>> + Send>>;

/// An answer of the service.
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Headers by lower-case name.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: Body,
}

/// The longest answer that is read whole.
const WHOLE: usize = 64 * 1024 * 1024;

impl Response {
    /// The whole body.
    ///
    /// # Errors
    /// What the network says, or an answer beyond all bounds.
    pub async fn bytes(mut self) -> Result<Vec<u8>, NetError> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.body.next().await {
            bytes.extend_from_slice(&chunk?);
            if bytes.len() > WHOLE {
                return Err(NetError::Cut);
            }
        }
        Ok(bytes)
    }

    /// The body as a value, or the problem that it is.
    ///
    /// # Errors
    /// A problem of the service, or what the network says.
    pub async fn json<T: DeserializeOwned>(self) -> Result<T, SyncError> {
        let ok = (200..300).contains(&self.status);
        if !ok {
            return Err(self.problem().await);
        }
        serde_json::from_slice(&self.bytes().await?)
            .map_err(|_| SyncError::Net(NetError::NotTheService))
    }

    /// Looks whether the service asks for patience: the same answer, and if so
    /// the time it names, where it names one.
    ///
    /// # Errors
    /// What the network says.
    pub async fn patience(self) -> Result<(Self, Option<Option<Duration>>), NetError> {
        let (status, headers) = (self.status, self.headers.clone());
        let bytes = self.bytes().await?;
        let busy = serde_json::from_slice::<Problem>(&bytes).is_ok_and(|problem| {
            matches!(
                problem.kind,
                ProblemType::PushRunning | ProblemType::RateLimited | ProblemType::Unavailable
            )
        });
        let named = headers
            .get("retry-after")
            .and_then(|seconds| seconds.trim().parse().ok())
            .map(Duration::from_secs);
        let body = futures_util::stream::iter([Ok(Bytes::from(bytes))]).boxed();
        let answer = Self {
            status,
            headers,
            body,
        };
        Ok((answer, busy.then_some(named)))
    }

    /// The problem that an answer is.
    pub async fn problem(self) -> SyncError {
        let retry = self.headers.get("retry-after").cloned();
        match self.bytes().await {
            Err(error) => SyncError::Net(error),
            Ok(bytes) => match serde_json::from_slice::<Problem>(&bytes) {
                Ok(problem) => SyncError::Problem(Box::new(match retry {
                    Some(seconds) => problem.with("seconds", seconds),
                    None => problem,
                })),
                Err(_) => SyncError::Net(NetError::NotTheService),
            },
        }
    }
}

/// The service was not reached, or did not answer whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NetError {
    /// No connection, or it broke.
    #[error("the service cannot be reached")]
    Unreachable,
    /// Something else answered: a captive portal, a proxy.
    #[error("the answer is not the service's")]
    NotTheService,
    /// The answer ended too early.
    #[error("the answer was cut")]
    Cut,
    /// The service's certificate does not hold today: it has run out, or a clock
    /// is wrong.
    #[error("the certificate does not hold today")]
    CertificateDates,
    /// Plain http to another machine.
    #[error("plain http is for this machine only")]
    Insecure,
}

/// What a step of syncing can end in.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The network.
    #[error(transparent)]
    Net(#[from] NetError),
    /// The service says no.
    #[error("{}", .0.kind)]
    Problem(Box<Problem>),
    /// The cache.
    #[error(transparent)]
    Cache(#[from] CacheError),
    /// Nobody is signed in.
    #[error("not signed in")]
    NotSignedIn,
}

impl SyncError {
    /// The type of the service's problem, if it is one.
    #[must_use]
    pub fn problem(&self) -> Option<ProblemType> {
        match self {
            SyncError::Problem(problem) => Some(problem.kind),
            _ => None,
        }
    }
}

/// Carries requests to one service.
#[async_trait::async_trait]
pub trait Transport: Send + Sync {
    /// Sends a request. An answer with an error status is an answer.
    ///
    /// # Errors
    /// When there is no whole answer of the service.
    async fn send(&self, request: Request) -> Result<Response, NetError>;

    /// Lets time pass between two attempts.
    async fn pause(&self, time: Duration) {
        tokio::time::sleep(time).await;
    }
}

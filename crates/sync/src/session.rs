//! Tokens: a short access token in memory, a refresh token in the encrypted cache.

use crate::transport::{NetError, Request, Response, SyncError, Transport};
use edutracker_protocol::{
    ProblemType,
    wire::{AccountInfo, RefreshRequest, SessionTokens, SignInRequest},
};
use edutracker_store::{Cache, meta};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::Mutex;

/// How long a request waits in all for a service that is busy, before the
/// person is told.
const PATIENCE: Duration = Duration::from_secs(20);

/// However long the service asks to be left alone: after this long it is asked
/// whether that holds still.
const LONGEST: Duration = Duration::from_secs(600);

/// A signed-in account at a service.
pub struct Session {
    transport: Arc<dyn Transport>,
    cache: Arc<Cache>,
    /// Milliseconds that the service asks to be left alone between requests.
    backoff: AtomicU64,
    /// Held while refreshing, so that a refresh token is used by one request only.
    access: Mutex<Option<String>>,
}

/// Asks for tokens with e-mail and password.
///
/// # Errors
/// [`ProblemType::InvalidCredentials`], or what the network says.
pub async fn sign_in(
    transport: &dyn Transport,
    email: &str,
    password: &str,
    device: &str,
) -> Result<SessionTokens, SyncError> {
    let request = SignInRequest {
        email: email.to_owned(),
        password: password.to_owned(),
        device: device.to_owned(),
    };
    let body = serde_json::to_vec(&request).map_err(edutracker_store::Error::from)?;
    transport
        .send(Request::post("/v1/sessions", body))
        .await?
        .json()
        .await
}

impl Session {
    /// A session whose refresh token is in the cache.
    #[must_use]
    pub fn new(transport: Arc<dyn Transport>, cache: Arc<Cache>) -> Self {
        Self {
            transport,
            cache,
            backoff: AtomicU64::new(0),
            access: Mutex::new(None),
        }
    }

    /// Takes tokens over.
    ///
    /// # Errors
    /// What the cache says.
    pub async fn adopt(&self, tokens: &SessionTokens) -> Result<(), SyncError> {
        self.keep(tokens)?;
        *self.access.lock().await = Some(tokens.access_token.clone());
        Ok(())
    }

    fn keep(&self, tokens: &SessionTokens) -> Result<(), SyncError> {
        let account =
            serde_json::to_string(&tokens.account).map_err(edutracker_store::Error::from)?;
        self.cache.write(|tx| {
            meta::set(tx, meta::REFRESH_TOKEN, &tokens.refresh_token)?;
            meta::set(tx, meta::ACCOUNT, &account)
        })?;
        Ok(())
    }

    /// The account of the last sign-in; `None` after a sign-out.
    ///
    /// # Errors
    /// What the cache says.
    pub fn account(&self) -> Result<Option<AccountInfo>, SyncError> {
        let text = self.cache.read(|c| meta::get(c, meta::ACCOUNT))?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// How long the service last asked to be left alone between requests that
    /// nobody waits for (`EduTracker-Backoff`); never longer than ten minutes.
    #[must_use]
    pub fn backoff(&self) -> Duration {
        Duration::from_millis(self.backoff.load(Ordering::Relaxed)).min(LONGEST)
    }

    /// Remembers what an answer asks for. A refusal says nothing about it.
    fn note_backoff(&self, answer: &Response) {
        if answer.status < 400 {
            let seconds = answer.headers.get("edutracker-backoff");
            let seconds: u64 = seconds.and_then(|s| s.trim().parse().ok()).unwrap_or(0);
            self.backoff
                .store(seconds.saturating_mul(1_000), Ordering::Relaxed);
        }
    }

    /// Whether the service answers anything at all.
    pub async fn is_reachable(&self) -> bool {
        self.introduce().await.is_ok()
    }

    /// What the service says of itself to anybody.
    ///
    /// # Errors
    /// What the network says.
    pub async fn introduce(&self) -> Result<Response, NetError> {
        self.transport.send(Request::get("/v1/meta")).await
    }

    /// Sends a request as the account; waits a while where the service asks for
    /// it, and refreshes the access token when needed.
    ///
    /// # Errors
    /// [`SyncError::NotSignedIn`] when the session ended, or what the network says.
    pub async fn send(&self, request: Request) -> Result<Response, SyncError> {
        let mut waited = Duration::ZERO;
        let mut pause = Duration::from_secs(1);
        loop {
            let answer = self.send_now(&request).await?;
            if !matches!(answer.status, 409 | 429 | 503) {
                return Ok(answer);
            }
            let (answer, asked) = answer.patience().await?;
            let Some(asked) = asked else {
                return Ok(answer);
            };
            // Never sooner than asked; and the pauses double, so that a service
            // that asks for little each time is not asked twenty times.
            let wait = asked.map_or(pause, |asked| asked.max(pause));
            if waited.saturating_add(wait) > PATIENCE {
                return Ok(answer);
            }
            self.transport.pause(wait).await;
            waited += wait;
            pause *= 2;
        }
    }

    /// Sends a request as the account, and does not wait for a service that is
    /// busy.
    ///
    /// # Errors
    /// As [`Session::send`].
    pub async fn send_now(&self, request: &Request) -> Result<Response, SyncError> {
        let token = self.token(None).await?;
        let answer = self.transport.send(bearer(request, &token)).await?;
        self.note_backoff(&answer);
        if answer.status != 401 {
            return Ok(answer);
        }
        let token = self.token(Some(&token)).await?;
        Ok(self.transport.send(bearer(request, &token)).await?)
    }

    /// An access token, other than `stale`.
    async fn token(&self, stale: Option<&str>) -> Result<String, SyncError> {
        let mut access = self.access.lock().await;
        if let Some(token) = access
            .as_ref()
            .filter(|token| Some(token.as_str()) != stale)
        {
            return Ok(token.clone());
        }
        let refresh_token = self
            .cache
            .read(|c| meta::get(c, meta::REFRESH_TOKEN))?
            .ok_or(SyncError::NotSignedIn)?;
        let body = serde_json::to_vec(&RefreshRequest { refresh_token })
            .map_err(edutracker_store::Error::from)?;
        let answer = self
            .transport
            .send(Request::post("/v1/sessions/refresh", body))
            .await?;
        match answer.json::<SessionTokens>().await {
            Ok(tokens) => {
                self.keep(&tokens)?;
                *access = Some(tokens.access_token.clone());
                Ok(tokens.access_token)
            }
            Err(error) => {
                // The session is over; the edits are not.
                if matches!(error.problem(), Some(ProblemType::SessionRevoked)) {
                    self.cache
                        .write(|tx| meta::clear(tx, meta::REFRESH_TOKEN))?;
                    *access = None;
                }
                Err(error)
            }
        }
    }

    /// Ends the session here, and at the service where it can be reached.
    ///
    /// # Errors
    /// What the cache says.
    pub async fn end(&self) -> Result<(), SyncError> {
        let told = self
            .send(Request::new(http::Method::DELETE, "/v1/sessions/current"))
            .await;
        // Unreachable is fine: the token is forgotten here and expires there.
        drop(told);
        self.cache
            .write(|tx| meta::clear(tx, meta::REFRESH_TOKEN))?;
        *self.access.lock().await = None;
        Ok(())
    }
}

fn bearer(request: &Request, token: &str) -> Request {
    request
        .clone()
        .with("authorization", format!("Bearer {token}"))
}

//! Requests over the network, by reqwest.

use crate::transport::{NetError, Request, Response, Transport};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use futures_util::StreamExt as _;
use sha2::{Digest as _, Sha256};
use std::time::{Duration, Instant};

/// A service at an address.
pub struct HttpTransport {
    client: reqwest::Client,
    base: String,
    agent: String,
    patience: Duration,
    /// Whether bodies are compressed on the way.
    compresses: bool,
}

/// How long the service may keep silent.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// The fewest bytes that an answer brings in that time, as long as it goes on:
/// a trickle that never ends is as good as silence.
const TRICKLE: usize = 1024;
/// Bodies up to this many bytes go as they are.
const SMALL: usize = 4_096;
/// zstd's own default: more costs time for little.
const LEVEL: i32 = 3;

/// The header by which the service says that it is one.
const SERVICE_HEADER: &str = "edutracker-service";

impl HttpTransport {
    /// A service at `address`: https, or plain http on this machine.
    ///
    /// # Errors
    /// [`NetError::Insecure`] for plain http elsewhere, [`NetError::Unreachable`]
    /// for what is no address.
    pub fn new(address: &str, device: &str) -> Result<Self, NetError> {
        Self::open(address, device, PATIENCE, None)
    }

    /// The same with another time that the service may keep silent.
    ///
    /// # Errors
    /// As [`HttpTransport::new`].
    pub fn with_patience(
        address: &str,
        device: &str,
        patience: Duration,
    ) -> Result<Self, NetError> {
        Self::open(address, device, patience, None)
    }

    /// The same with compressed bodies, also on this machine, where they only
    /// cost time.
    ///
    /// # Errors
    /// As [`HttpTransport::new`].
    pub fn compressed(address: &str, device: &str) -> Result<Self, NetError> {
        Self::open(address, device, PATIENCE, Some(true))
    }

    fn open(
        address: &str,
        device: &str,
        patience: Duration,
        compresses: Option<bool>,
    ) -> Result<Self, NetError> {
        let url: reqwest::Url = address.trim().parse().map_err(|_| NetError::Unreachable)?;
        let here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
        match url.scheme() {
            "https" => {}
            "http" if here => {}
            "http" => return Err(NetError::Insecure),
            _ => return Err(NetError::Unreachable),
        }
        let mut builder = reqwest::Client::builder();
        if here {
            // What is meant for this machine must not leave it by a proxy.
            builder = builder.no_proxy();
        }
        let compresses = compresses.unwrap_or(!here);
        let client = builder
            .gzip(compresses)
            .zstd(compresses)
            // A redirect would carry the token to another origin.
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(patience.min(Duration::from_secs(10)))
            .read_timeout(patience)
            // A resumed laptop must not wait for connections that died.
            .pool_idle_timeout(Duration::from_secs(30))
            .http2_keep_alive_interval(Duration::from_secs(20))
            .http2_keep_alive_timeout(Duration::from_secs(10))
            .build()
            .map_err(|_| NetError::Unreachable)?;
        Ok(Self {
            client,
            compresses,
            base: address.trim().trim_end_matches('/').to_owned(),
            agent: format!(
                "desktop/{}; schema=1; device={device}",
                env!("CARGO_PKG_VERSION")
            ),
            patience,
        })
    }
}

/// Sees to it that an answer goes on.
struct Pace {
    patience: Duration,
    since: Instant,
    bytes: usize,
}

impl Pace {
    fn new(patience: Duration) -> Self {
        Self {
            patience,
            since: Instant::now(),
            bytes: 0,
        }
    }

    fn passes(&mut self, chunk: Bytes) -> Result<Bytes, NetError> {
        self.bytes += chunk.len();
        if self.since.elapsed() >= self.patience {
            if self.bytes < TRICKLE {
                return Err(NetError::Cut);
            }
            *self = Self::new(self.patience);
        }
        Ok(chunk)
    }
}

fn broken(error: reqwest::Error) -> NetError {
    if error.is_body() || error.is_decode() {
        NetError::Cut
    } else {
        NetError::Unreachable
    }
}

/// The body, compressed.
fn packed(body: &[u8]) -> Result<Bytes, NetError> {
    zstd::bulk::compress(body, LEVEL)
        .map(Bytes::from)
        .map_err(|_| NetError::Unreachable)
}

/// `Content-Digest` (RFC 9530) of a body as it travels.
fn digest(body: &[u8]) -> String {
    format!("sha-256=:{}:", STANDARD.encode(Sha256::digest(body)))
}

#[async_trait::async_trait]
impl Transport for HttpTransport {
    async fn send(&self, request: Request) -> Result<Response, NetError> {
        let mut builder = self
            .client
            .request(request.method, format!("{}{}", self.base, request.path))
            .header("edutracker-client", &self.agent);
        for (name, value) in request.headers {
            builder = builder.header(name, value);
        }
        let mut body = request.body;
        if self.compresses && body.len() > SMALL {
            body = packed(&body)?;
            builder = builder.header("content-encoding", "zstd");
        }
        if !body.is_empty() {
            builder = builder.header("content-digest", digest(&body));
        }
        let answer = builder.body(body).send().await.map_err(broken)?;
        if !answer.headers().contains_key(SERVICE_HEADER) {
            return Err(NetError::NotTheService);
        }
        let mut pace = Pace::new(self.patience);
        Ok(Response {
            status: answer.status().as_u16(),
            headers: answer
                .headers()
                .iter()
                .filter_map(|(name, value)| {
                    Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
                })
                .collect(),
            body: answer
                .bytes_stream()
                .map(move |chunk| pace.passes(chunk.map_err(broken)?))
                .boxed(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_only() {
        assert!(HttpTransport::new("http://127.0.0.1:8080", "d").is_ok());
        assert!(HttpTransport::new("https://edutracker.example", "d").is_ok());
        assert_eq!(
            HttpTransport::new("http://edutracker.example", "d").err(),
            Some(NetError::Insecure)
        );
        assert_eq!(
            HttpTransport::new("ftp://edutracker.example", "d").err(),
            Some(NetError::Unreachable)
        );
    }
}

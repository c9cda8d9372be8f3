//! Requests over the network, by reqwest.

use crate::{
    clock,
    transport::{NetError, Request, Response, Transport},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use futures_util::StreamExt as _;
use sha2::{Digest as _, Sha256};
use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Milliseconds that pass also while the machine sleeps.
pub type Clock = Box<dyn Fn() -> i64 + Send + Sync>;

/// Connections to a service, and when they were last asked for.
struct Pool {
    client: reqwest::Client,
    used: i64,
}

/// A service at an address.
pub struct HttpTransport {
    pool: Mutex<Pool>,
    clock: Clock,
    here: bool,
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

/// Connections that nobody has used for so long are not used again. The time is
/// counted by a clock that goes on while the machine sleeps: the other side may
/// have given them up without a word that arrived, and a request on one of them
/// would wait for all of [`PATIENCE`].
const IDLE: Duration = Duration::from_secs(20);

/// The header by which the service says that it is one.
const SERVICE_HEADER: &str = "edutracker-service";

impl HttpTransport {
    /// A service at `address`: https, or plain http on this machine.
    ///
    /// # Errors
    /// [`NetError::Insecure`] for plain http elsewhere, [`NetError::Unreachable`]
    /// for what is no address.
    pub fn new(address: &str, device: &str) -> Result<Self, NetError> {
        Self::open(address, device, PATIENCE, None, wall())
    }

    /// The same with another clock.
    ///
    /// # Errors
    /// As [`HttpTransport::new`].
    pub fn with_clock(address: &str, device: &str, clock: Clock) -> Result<Self, NetError> {
        Self::open(address, device, PATIENCE, None, clock)
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
        Self::open(address, device, patience, None, wall())
    }

    /// The same with compressed bodies, also on this machine, where they only
    /// cost time.
    ///
    /// # Errors
    /// As [`HttpTransport::new`].
    pub fn compressed(address: &str, device: &str) -> Result<Self, NetError> {
        Self::open(address, device, PATIENCE, Some(true), wall())
    }

    fn open(
        address: &str,
        device: &str,
        patience: Duration,
        compresses: Option<bool>,
        clock: Clock,
    ) -> Result<Self, NetError> {
        let url: reqwest::Url = address.trim().parse().map_err(|_| NetError::Unreachable)?;
        let here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
        match url.scheme() {
            "https" => {}
            "http" if here => {}
            "http" => return Err(NetError::Insecure),
            _ => return Err(NetError::Unreachable),
        }
        let compresses = compresses.unwrap_or(!here);
        let client = client(here, compresses, patience)?;
        let used = clock();
        Ok(Self {
            pool: Mutex::new(Pool { client, used }),
            clock,
            here,
            compresses,
            base: address.trim().trim_end_matches('/').to_owned(),
            agent: format!(
                "desktop/{}; schema=1; device={device}",
                env!("CARGO_PKG_VERSION")
            ),
            patience,
        })
    }

    /// The client for the next request: a new one, without connections, where
    /// those there are were left alone for too long, or the clock was moved.
    fn client(&self) -> Result<reqwest::Client, NetError> {
        let now = (self.clock)();
        let mut pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        if u128::from(now.abs_diff(pool.used)) > IDLE.as_millis() {
            pool.client = client(self.here, self.compresses, self.patience)?;
        }
        pool.used = now;
        Ok(pool.client.clone())
    }
}

fn client(here: bool, compresses: bool, patience: Duration) -> Result<reqwest::Client, NetError> {
    let mut builder = reqwest::Client::builder();
    if here {
        // What is meant for this machine must not leave it by a proxy.
        builder = builder.no_proxy();
    }
    builder
        .gzip(compresses)
        .zstd(compresses)
        // A redirect would carry the token to another origin.
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(patience.min(Duration::from_secs(10)))
        .read_timeout(patience)
        .pool_idle_timeout(IDLE)
        .http2_keep_alive_interval(Duration::from_secs(20))
        .http2_keep_alive_timeout(Duration::from_secs(10))
        .build()
        .map_err(|_| NetError::Unreachable)
}

/// The time of day. It decides nothing but whether to connect anew.
fn wall() -> Clock {
    Box::new(|| clock::now().as_millisecond())
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
    let mut told = String::new();
    let mut cause: Option<&dyn std::error::Error> = Some(&error);
    while let Some(deeper) = cause {
        told.push_str(&deeper.to_string());
        told.push('\n');
        cause = deeper.source();
    }
    if is_about_dates(&told) {
        NetError::CertificateDates
    } else if error.is_body() || error.is_decode() {
        NetError::Cut
    } else {
        NetError::Unreachable
    }
}

/// Whether a refusal of TLS is about the days for which a certificate holds, in the
/// words of OpenSSL, of Windows (0x800B0101) and of macOS. No library tells it in
/// another way through the layers between.
fn is_about_dates(told: &str) -> bool {
    let told = told.to_lowercase();
    [
        "certificate has expired",
        "certificate is not yet valid",
        "certificate expired",
        "validity period",
        "0x800b0101",
        "-2146762495",
    ]
    .iter()
    .any(|words| told.contains(words))
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
            .client()?
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
    fn a_certificate_whose_days_are_over_is_told() {
        let openssl = "error sending request\nclient error (Connect)\nerror:0A000086:SSL routines:\
                       tls_post_process_server_certificate:certificate verify failed:../ssl/statem/\
                       statem_clnt.c:1889: (certificate has expired)";
        assert!(is_about_dates(openssl));
        assert!(is_about_dates("(certificate is not yet valid)"));
        assert!(is_about_dates(
            "A required certificate is not within its validity period when verifying. (os error -2146762495)"
        ));
        assert!(!is_about_dates(
            "certificate verify failed: (self-signed certificate)"
        ));
    }

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

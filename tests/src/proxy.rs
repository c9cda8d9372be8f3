//! A network that misbehaves, between real programs: a TCP proxy that looks at
//! the path of each request and then does what it was told.
//!
//! Each request gets a connection of its own on both sides, so that a blow
//! meets that request and no other.

use crate::Result;
use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::{Notify, watch},
};

/// What happens to a request or its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Toxic {
    /// Both ways take this much longer.
    Latency(Duration),
    /// The answer comes at one byte each this often.
    Trickle(Duration),
    /// The service gets so many bytes of the request; then both sides are reset.
    ResetRequest(usize),
    /// The client gets so many bytes of the answer; then it is reset.
    ResetAnswer(usize),
    /// Nothing is answered, ever; the service does not get it.
    Blackhole,
    /// The service acts; the client hears nothing, ever.
    Deaf,
    /// The answer is closed before its first byte; the service acts.
    HalfClose,
    /// The answer is closed in order after so many bytes.
    Truncate(usize),
    /// The service gets the request twice; the second answer arrives.
    Twice,
    /// Somebody else answers, with exactly these bytes; the service gets nothing.
    Answer(Vec<u8>),
}

impl Toxic {
    /// An answer of somebody else: its first line, headers and body.
    #[must_use]
    pub fn answer(status: &str, headers: &str, body: &[u8]) -> Self {
        let mut bytes = format!(
            "HTTP/1.1 {status}\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n",
            body.len()
        )
        .into_bytes();
        bytes.extend_from_slice(body);
        Self::Answer(bytes)
    }
}

#[derive(Default)]
struct State {
    /// For which beginning of a path, and what.
    toxic: Mutex<Option<(String, Toxic)>>,
    hits: AtomicUsize,
    paths: Mutex<Vec<String>>,
    /// Told to all who listen: the connections of before are dead.
    forgotten: watch::Sender<()>,
    end: Notify,
}

impl State {
    fn toxic(&self, path: &str) -> Option<Toxic> {
        let toxic = self.toxic.lock().unwrap_or_else(PoisonError::into_inner);
        let (beginning, toxic) = toxic.as_ref()?;
        path.starts_with(beginning.as_str()).then(|| {
            self.hits.fetch_add(1, Ordering::SeqCst);
            toxic.clone()
        })
    }
}

/// The proxy, until it is dropped.
pub struct Proxy {
    address: String,
    state: Arc<State>,
}

impl Proxy {
    /// Stands before the service at `service`.
    ///
    /// # Errors
    /// When there is no port.
    pub fn before(service: &str) -> Result<Self> {
        let told = |error: std::io::Error| error.to_string();
        let target: SocketAddr = service
            .trim_start_matches("http://")
            .parse()
            .map_err(|error| format!("{service}: {error}"))?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(told)?;
        let listener = runtime
            .block_on(TcpListener::bind("127.0.0.1:0"))
            .map_err(told)?;
        let address = format!("http://{}", listener.local_addr().map_err(told)?);
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        thread::spawn(move || runtime.block_on(serve(listener, target, shared)));
        Ok(Self { address, state })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Does this to requests whose path begins so, from now on.
    pub fn set(&self, path: &str, toxic: Toxic) {
        self.state.hits.store(0, Ordering::SeqCst);
        *self.lock() = Some((path.to_owned(), toxic));
    }

    /// The paths of the requests since this was last asked.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        std::mem::take(
            &mut *self
                .state
                .paths
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }

    /// Does nothing from now on; tells how many requests were met.
    #[must_use]
    pub fn heal(&self) -> usize {
        *self.lock() = None;
        self.state.hits.swap(0, Ordering::SeqCst)
    }

    /// Forgets the connections that are open, as a network does while a machine
    /// sleeps: nobody hears from the other side again, nor that it is gone.
    pub fn forget(&self) {
        self.state.forgotten.send_replace(());
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<(String, Toxic)>> {
        self.state
            .toxic
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.state.end.notify_one();
    }
}

async fn serve(listener: TcpListener, target: SocketAddr, state: Arc<State>) {
    loop {
        tokio::select! {
            () = state.end.notified() => return,
            accepted = listener.accept() => {
                if let Ok((client, _)) = accepted {
                    let state = Arc::clone(&state);
                    // A connection that breaks is what this is for.
                    tokio::spawn(async move { drop(meet(client, target, &state).await) });
                }
            }
        }
    }
}

/// A request: its path and its bytes, with the connection closed after it.
async fn request(client: &mut TcpStream) -> std::io::Result<Option<(String, Vec<u8>)>> {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at;
        }
        if client.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    };
    let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
    let path = text.split(' ').nth(1).unwrap_or_default().to_owned();
    let length = text
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, length)| length.trim().parse().ok())
        .unwrap_or(0_usize);
    while bytes.len() < head + 4 + length {
        if client.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    }
    let mut whole = bytes[..head].to_vec();
    whole.extend_from_slice(b"\r\nconnection: close");
    whole.extend_from_slice(&bytes[head..]);
    Ok(Some((path, whole)))
}

/// Sends a request on and reads the whole answer.
async fn ask(target: SocketAddr, request: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut service = TcpStream::connect(target).await?;
    service.write_all(request).await?;
    let mut answer = Vec::new();
    service.read_to_end(&mut answer).await?;
    Ok(answer)
}

async fn meet(mut client: TcpStream, target: SocketAddr, state: &State) -> std::io::Result<()> {
    let Some((path, request)) = request(&mut client).await? else {
        return Ok(());
    };
    state
        .paths
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(path.clone());
    let Some(toxic) = state.toxic(&path) else {
        return pass_on(client, target, &request, state.forgotten.subscribe()).await;
    };
    match toxic {
        Toxic::Latency(time) => {
            tokio::time::sleep(time).await;
            let answer = ask(target, &request).await?;
            tokio::time::sleep(time).await;
            client.write_all(&answer).await
        }
        Toxic::Trickle(time) => {
            let answer = ask(target, &request).await?;
            // The head at once: the trickle is in the body.
            let head = answer
                .windows(4)
                .position(|four| four == b"\r\n\r\n")
                .unwrap_or(0)
                + 4;
            client.write_all(&answer[..head]).await?;
            for byte in &answer[head..] {
                client.write_all(&[*byte]).await?;
                tokio::time::sleep(time).await;
            }
            Ok(())
        }
        Toxic::ResetRequest(bytes) => {
            let mut service = TcpStream::connect(target).await?;
            let some = &request[..bytes.min(request.len().saturating_sub(1))];
            service.write_all(some).await?;
            service.set_zero_linger()?;
            client.set_zero_linger()
        }
        Toxic::ResetAnswer(bytes) => {
            let answer = ask(target, &request).await?;
            client.write_all(&answer[..bytes.min(answer.len())]).await?;
            client.set_zero_linger()
        }
        Toxic::Blackhole => wait_for_the_end(client).await,
        Toxic::Deaf => {
            ask(target, &request).await?;
            wait_for_the_end(client).await
        }
        Toxic::HalfClose => {
            ask(target, &request).await?;
            client.shutdown().await?;
            wait_for_the_end(client).await
        }
        Toxic::Truncate(bytes) => {
            let answer = ask(target, &request).await?;
            client
                .write_all(&answer[..bytes.min(answer.len().saturating_sub(1))])
                .await
        }
        Toxic::Twice => {
            ask(target, &request).await?;
            let answer = ask(target, &request).await?;
            client.write_all(&answer).await
        }
        Toxic::Answer(bytes) => client.write_all(&bytes).await,
    }
}

/// Sends a request on, and its answer back as it comes: some have no end.
async fn pass_on(
    mut client: TcpStream,
    target: SocketAddr,
    request: &[u8],
    mut forgotten: watch::Receiver<()>,
) -> std::io::Result<()> {
    let mut service = TcpStream::connect(target).await?;
    service.write_all(request).await?;
    let mut some = vec![0; 16_384];
    loop {
        tokio::select! {
            _ = forgotten.changed() => return wait_for_the_end(client).await,
            read = service.read(&mut some) => match read? {
                0 => return Ok(()),
                length => client.write_all(&some[..length]).await?,
            },
        }
    }
}

/// Reads and says nothing until the client gives up.
async fn wait_for_the_end(mut client: TcpStream) -> std::io::Result<()> {
    let mut nothing = [0; 256];
    while client.read(&mut nothing).await? > 0 {}
    Ok(())
}

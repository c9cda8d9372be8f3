//! A mail server on this machine that takes mails, refuses them, hangs up on
//! them or keeps its answer back, as it is told.

use crate::Result;
use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::{
    ServerConfig, ServerConnection, StreamOwned,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};
use std::{
    collections::VecDeque,
    io::{self, BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

/// A step of handing over a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The recipient is named.
    Recipient,
    /// The text is announced.
    Data,
    /// The text has come whole.
    Text,
}

/// What becomes of one mail; what nothing is said of is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// It is taken.
    Take,
    /// A step is answered with this code.
    Answer(Step, u16),
    /// The server hangs up at a step.
    HangUp(Step),
    /// The text is kept, and the answer to it kept back until the client is gone.
    Hold,
    /// The answer to the text is kept back until [`Post::answer`] says it.
    Await,
}

/// A mail whose text came whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The address it was sent to.
    pub to: String,
    /// Headers and body, as they came.
    pub text: String,
}

impl Mail {
    /// A header's value, on one line.
    #[must_use]
    pub fn header(&self, name: &str) -> String {
        let head = self.text.split("\r\n\r\n").next().unwrap_or_default();
        let unfolded = head.replace("\r\n ", " ");
        let line = unfolded
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{name}: ")));
        line.unwrap_or_default().to_owned()
    }

    /// The body, with its transfer encoding undone.
    #[must_use]
    pub fn body(&self) -> String {
        let body = self
            .text
            .split_once("\r\n\r\n")
            .map_or("", |(_, body)| body);
        match self.header("Content-Transfer-Encoding").as_str() {
            "quoted-printable" => unquoted(body),
            "base64" => panic!("no text of ours needs base64"),
            _ => body.to_owned(),
        }
    }

    /// The first link in it that begins so.
    #[must_use]
    pub fn link(&self, beginning: &str) -> String {
        let body = self.body();
        let at = body.find(beginning).unwrap_or(body.len());
        let link = body[at..].split_whitespace().next();
        link.unwrap_or_default().to_owned()
    }
}

fn unquoted(body: &str) -> String {
    let joined = body.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'=' {
            let code: String = rest.by_ref().take(2).map(char::from).collect();
            bytes.extend(u8::from_str_radix(&code, 16).ok());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[derive(Default)]
struct Inside {
    mails: Vec<Mail>,
    deeds: VecDeque<Deed>,
    /// How many mails were begun.
    begun: usize,
    /// The answers to texts that wait for one.
    answers: VecDeque<u16>,
    /// How many texts have waited for one.
    awaited: usize,
    /// How often somebody signed in, and by which mechanism.
    entered: Vec<String>,
    /// What was said before the connection was safe.
    clear: Vec<String>,
    wrong: Vec<String>,
}

/// How TLS comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safety {
    /// From the first byte.
    AtOnce,
    /// When it is asked for.
    StartTls,
}

/// What the server asks of those who bring mail.
#[derive(Debug, Clone, Default)]
pub struct Guard {
    tls: Option<(Safety, Arc<ServerConfig>)>,
    /// User and password.
    login: Option<(String, String)>,
    /// The mechanisms it offers for that.
    mechanisms: &'static str,
}

impl Guard {
    /// TLS as `localhost`, with a certificate that nobody else has signed. It is
    /// written to `certificate`, for who shall trust it.
    ///
    /// # Errors
    /// When it cannot be made or written.
    pub fn tls(safety: Safety, certificate: &Path) -> Result<Self> {
        let told = |error: &dyn std::fmt::Display| error.to_string();
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(["localhost".to_owned()]).map_err(|error| told(&error))?;
        std::fs::write(certificate, cert.pem()).map_err(|error| told(&error))?;
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .and_then(|builder| {
                builder
                    .with_no_client_auth()
                    .with_single_cert(vec![cert.der().clone()], key)
            })
            .map_err(|error| told(&error))?;
        Ok(Self {
            tls: Some((safety, Arc::new(config))),
            ..Self::default()
        })
    }

    /// The same, for those who know a password.
    #[must_use]
    pub fn with_login(mut self, user: &str, password: &str, mechanisms: &'static str) -> Self {
        self.login = Some((user.to_owned(), password.to_owned()));
        self.mechanisms = mechanisms;
        self
    }
}

/// A connection, safe or not.
enum Wire {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ServerConnection, TcpStream>>),
}

impl Wire {
    fn made_safe(self, config: &Arc<ServerConfig>) -> io::Result<Self> {
        match self {
            Wire::Plain(stream) => {
                let server = ServerConnection::new(Arc::clone(config)).map_err(io::Error::other)?;
                Ok(Wire::Tls(Box::new(StreamOwned::new(server, stream))))
            }
            safe @ Wire::Tls(_) => Ok(safe),
        }
    }
}

impl Read for Wire {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Wire::Plain(stream) => stream.read(into),
            Wire::Tls(stream) => stream.read(into),
        }
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Wire::Plain(stream) => stream.write(bytes),
            Wire::Tls(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Wire::Plain(stream) => stream.flush(),
            Wire::Tls(stream) => stream.flush(),
        }
    }
}

#[derive(Default)]
struct Shared {
    inside: Mutex<Inside>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for what a text is to be answered.
    fn awaited(&self) -> u16 {
        self.change(|inside| inside.awaited += 1);
        let mut inside = self.lock();
        loop {
            if let Some(code) = inside.answers.pop_front() {
                return code;
            }
            inside = self
                .changed
                .wait(inside)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn change(&self, work: impl FnOnce(&mut Inside)) {
        work(&mut self.lock());
        self.changed.notify_all();
    }
}

/// The mail server.
pub struct Post {
    address: String,
    shared: Arc<Shared>,
}

impl Post {
    /// Starts it on a free port.
    ///
    /// # Errors
    /// When there is none.
    pub fn start() -> Result<Self> {
        Self::start_guarded(Guard::default())
    }

    /// Starts one that asks for something first.
    ///
    /// # Errors
    /// When there is no free port.
    pub fn start_guarded(guard: Guard) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
        let address = listener.local_addr().map_err(|error| error.to_string())?;
        let shared = Arc::<Shared>::default();
        let inside = Arc::clone(&shared);
        let port = address.port();
        let address = match (&guard.tls, &guard.login) {
            (None, _) => format!("smtp://{address}"),
            (Some((safety, _)), login) => {
                let user = login.as_ref().map_or("", |(user, _)| user.as_str());
                let at = if user.is_empty() { "" } else { "@" };
                match safety {
                    Safety::AtOnce => format!("smtps://{user}{at}localhost:{port}"),
                    Safety::StartTls => format!("smtp://{user}{at}localhost:{port}?tls=required"),
                }
            }
        };
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (shared, guard) = (Arc::clone(&inside), guard.clone());
                thread::spawn(move || {
                    // A connection that breaks is the client's affair.
                    let _ = serve(stream, &guard, &shared);
                });
            }
        });
        Ok(Self { address, shared })
    }

    /// The same server, under an address that says something else of it.
    #[must_use]
    pub fn renamed(mut self, address: &str) -> Self {
        address.clone_into(&mut self.address);
        self
    }

    /// By which mechanism each connection signed in.
    #[must_use]
    pub fn entered(&self) -> Vec<String> {
        self.shared.lock().entered.clone()
    }

    /// The lines that came while the connection was not safe.
    #[must_use]
    pub fn clear(&self) -> Vec<String> {
        self.shared.lock().clear.clone()
    }

    /// Where it is.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What becomes of the next mails, one after the other.
    pub fn next(&self, deeds: impl IntoIterator<Item = Deed>) {
        self.shared.change(|inside| inside.deeds.extend(deeds));
    }

    /// The mails whose text came whole, so far.
    #[must_use]
    pub fn mails(&self) -> Vec<Mail> {
        self.shared.lock().mails.clone()
    }

    /// How many mails were begun.
    #[must_use]
    pub fn begun(&self) -> usize {
        self.shared.lock().begun
    }

    /// Answers a text that waits for it, or the next that will.
    pub fn answer(&self, code: u16) {
        self.shared.change(|inside| inside.answers.push_back(code));
    }

    /// How many texts have waited for their answer.
    #[must_use]
    pub fn awaited(&self) -> usize {
        self.shared.lock().awaited
    }

    /// Waits until so many mails have come.
    ///
    /// # Errors
    /// When they do not come within a minute.
    pub fn wait(&self, count: usize) -> Result<Vec<Mail>> {
        let end = Instant::now() + Duration::from_secs(60);
        let mut inside = self.shared.lock();
        while inside.mails.len() < count {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let (mails, wrong) = (inside.mails.len(), &inside.wrong);
                return Err(format!("{mails} mails instead of {count}; {wrong:?}"));
            }
            inside = self
                .shared
                .changed
                .wait_timeout(inside, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        Ok(inside.mails.clone())
    }
}

/// User and password, where both were given.
type Given = Option<(String, String)>;

/// The two parts of a login, as a mechanism sends them.
fn login(line: &str, lines: &mut BufReader<Wire>) -> io::Result<Option<(String, Given)>> {
    let decoded = |text: &str| {
        let bytes = BASE64.decode(text.trim()).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let mut words = line.split_whitespace().skip(1);
    let mechanism = words.next().unwrap_or_default().to_ascii_uppercase();
    let given = match mechanism.as_str() {
        "PLAIN" => {
            let all = decoded(words.next().unwrap_or_default());
            let mut parts = all.split('\0').skip(1).map(str::to_owned);
            parts.next().zip(parts.next())
        }
        "LOGIN" => {
            let mut parts = Vec::new();
            for question in ["334 VXNlcm5hbWU6\r\n", "334 UGFzc3dvcmQ6\r\n"] {
                lines.get_mut().write_all(question.as_bytes())?;
                let mut answer = String::new();
                if lines.read_line(&mut answer)? == 0 {
                    return Ok(None);
                }
                parts.push(decoded(&answer));
            }
            parts
                .pop()
                .zip(parts.pop())
                .map(|(password, user)| (user, password))
        }
        _ => None,
    };
    Ok(Some((mechanism, given)))
}

fn serve(stream: TcpStream, guard: &Guard, shared: &Shared) -> io::Result<()> {
    let mut wire = Wire::Plain(stream);
    if let Some((Safety::AtOnce, config)) = &guard.tls {
        wire = wire.made_safe(config)?;
    }
    let mut lines = BufReader::new(wire);
    let say = |lines: &mut BufReader<Wire>, text: &str| -> io::Result<()> {
        let wire = lines.get_mut();
        wire.write_all(format!("{text}\r\n").as_bytes())?;
        wire.flush()
    };
    say(&mut lines, "220 post.example")?;
    let (mut to, mut deed) = (String::new(), Deed::Take);
    let mut inside = guard.login.is_none();
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let safe = matches!(lines.get_ref(), Wire::Tls(_));
        if !safe {
            shared.change(|inside| inside.clear.push(line.trim_end().to_owned()));
        }
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let step = match verb.as_str() {
            "EHLO" => {
                let mut offered = vec!["post.example".to_owned()];
                match &guard.tls {
                    Some((Safety::StartTls, _)) if !safe => offered.push("STARTTLS".to_owned()),
                    _ if guard.login.is_some() => {
                        offered.push(format!("AUTH {}", guard.mechanisms))
                    }
                    _ => {}
                }
                for line in offered {
                    say(&mut lines, &format!("250-{line}"))?;
                }
                say(&mut lines, "250 8BITMIME")?;
                continue;
            }
            "STAR" => {
                let Some((Safety::StartTls, config)) = &guard.tls else {
                    say(&mut lines, "502 no")?;
                    continue;
                };
                say(&mut lines, "220 go on")?;
                lines = BufReader::new(lines.into_inner().made_safe(config)?);
                continue;
            }
            "AUTH" => {
                let Some((mechanism, given)) = login(&line, &mut lines)? else {
                    return Ok(());
                };
                inside = given.is_some() && given == guard.login;
                if inside {
                    shared.change(|inside| inside.entered.push(mechanism));
                    say(&mut lines, "235 welcome")?;
                } else {
                    say(&mut lines, "535 5.7.8 who are you?")?;
                }
                continue;
            }
            "MAIL" if !inside => {
                say(&mut lines, "530 5.7.0 sign in first")?;
                continue;
            }
            "MAIL" => {
                shared.change(|inside| {
                    inside.begun += 1;
                    deed = inside.deeds.pop_front().unwrap_or(Deed::Take);
                });
                say(&mut lines, "250 ok")?;
                continue;
            }
            "RSET" | "NOOP" => {
                say(&mut lines, "250 ok")?;
                continue;
            }
            "QUIT" => return say(&mut lines, "221 bye"),
            "RCPT" => {
                let address = line.split(['<', '>']).nth(1).unwrap_or_default();
                to = address.to_owned();
                Step::Recipient
            }
            "DATA" => Step::Data,
            _ => {
                shared.change(|inside| inside.wrong.push(line.clone()));
                say(&mut lines, "500 what?")?;
                continue;
            }
        };
        if deed == Deed::HangUp(step) {
            return Ok(());
        }
        if let Deed::Answer(at, code) = deed
            && at == step
        {
            say(&mut lines, &format!("{code} no"))?;
            continue;
        }
        if step == Step::Recipient {
            say(&mut lines, "250 ok")?;
            continue;
        }
        say(&mut lines, "354 go on")?;
        let mut text = String::new();
        loop {
            let mut line = String::new();
            if lines.read_line(&mut line)? == 0 {
                return Ok(());
            }
            if line == ".\r\n" {
                break;
            }
            text.push_str(line.strip_prefix('.').unwrap_or(&line));
        }
        if let Deed::Answer(Step::Text, code) = deed {
            say(&mut lines, &format!("{code} no"))?;
            continue;
        }
        if deed == Deed::Await {
            let code = shared.awaited();
            if code != 250 {
                say(&mut lines, &format!("{code} no"))?;
                continue;
            }
        }
        let mail = Mail {
            to: to.clone(),
            text,
        };
        shared.change(|inside| inside.mails.push(mail));
        match deed {
            Deed::HangUp(_) => return Ok(()),
            Deed::Hold => {
                // Ends when the client does.
                let mut line = String::new();
                lines.read_line(&mut line)?;
                return Ok(());
            }
            _ => say(&mut lines, "250 taken")?,
        }
    }
}

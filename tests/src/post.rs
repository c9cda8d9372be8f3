//! A mail server on this machine that takes mails, refuses them, hangs up on
//! them or keeps its answer back, as it is told.

use crate::Result;
use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
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
    wrong: Vec<String>,
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
        let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
        let address = listener.local_addr().map_err(|error| error.to_string())?;
        let shared = Arc::<Shared>::default();
        let inside = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&inside);
                thread::spawn(move || {
                    // A connection that breaks is the client's affair.
                    let _ = serve(&stream, &shared);
                });
            }
        });
        Ok(Self {
            address: format!("smtp://{address}"),
            shared,
        })
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

fn serve(stream: &TcpStream, shared: &Shared) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream);
    let say = |text: &str| -> std::io::Result<()> {
        let mut out: &TcpStream = stream;
        out.write_all(format!("{text}\r\n").as_bytes())
    };
    say("220 post.example")?;
    let (mut to, mut deed) = (String::new(), Deed::Take);
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let step = match verb.as_str() {
            "EHLO" => {
                say("250-post.example\r\n250 8BITMIME")?;
                continue;
            }
            "MAIL" => {
                shared.change(|inside| {
                    inside.begun += 1;
                    deed = inside.deeds.pop_front().unwrap_or(Deed::Take);
                });
                say("250 ok")?;
                continue;
            }
            "RSET" | "NOOP" => {
                say("250 ok")?;
                continue;
            }
            "QUIT" => return say("221 bye"),
            "RCPT" => {
                let address = line.split(['<', '>']).nth(1).unwrap_or_default();
                to = address.to_owned();
                Step::Recipient
            }
            "DATA" => Step::Data,
            _ => {
                shared.change(|inside| inside.wrong.push(line.clone()));
                say("500 what?")?;
                continue;
            }
        };
        if deed == Deed::HangUp(step) {
            return Ok(());
        }
        if let Deed::Answer(at, code) = deed
            && at == step
        {
            say(&format!("{code} no"))?;
            continue;
        }
        if step == Step::Recipient {
            say("250 ok")?;
            continue;
        }
        say("354 go on")?;
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
            say(&format!("{code} no"))?;
            continue;
        }
        if deed == Deed::Await {
            let code = shared.awaited();
            if code != 250 {
                say(&format!("{code} no"))?;
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
            _ => say("250 taken")?,
        }
    }
}

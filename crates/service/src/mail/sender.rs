//! Empties the outbox: a batch at a time, one mail after the other.

use super::{
    letter::Letter,
    outbox::Fate,
    smtp::{self, Connection, Server, ServerError},
};
use crate::{refusal::Answer, service::Service};
use edutracker_domain::{Language, RecordId};
use edutracker_i18n::Texts;
use lettre::{
    Message,
    address::Envelope,
    message::{
        Mailbox,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;

/// Mails of one connection.
const BATCH: usize = 20;
/// Between two looks into the outbox.
const LOOK: Duration = Duration::from_secs(1);
/// How often the fate of a mail is tried to be written down.
const SETTLING: u32 = 30;
/// The pause after the database could not be read.
const BUSY: Duration = Duration::from_secs(5);
/// The longest pause while no server answers.
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

/// Sends what is due.
#[derive(Clone)]
pub struct Sender {
    service: Service,
    server: Server,
    from: Mailbox,
    texts: Arc<[Texts]>,
}

/// What one round did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Round {
    /// Notices that were looked at.
    pub due: usize,
    /// Mails that the server took.
    pub sent: usize,
    /// Whether no server could be reached: nothing was tried.
    pub unreachable: bool,
}

impl Sender {
    /// A sender of a service. `from` is what recipients see.
    pub fn new(service: Service, server: Server, from: &str) -> Result<Self, ServerError> {
        Ok(Self {
            service,
            server,
            from: from.parse().map_err(|_| ServerError::From)?,
            texts: Language::ALL.iter().map(|l| Texts::new(*l)).collect(),
        })
    }

    /// Sends until it is told to stop; the mail in hand is finished.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        // What was left must not be overlooked: nothing is sent before it is known.
        loop {
            let left = self
                .service
                .blocking(|service| Ok(service.doubt_notices()?));
            match left.await {
                Ok(0) => break,
                Ok(count) => {
                    crate::log::event("mail", &format!("{count} notices are uncertain"));
                    break;
                }
                Err(_) => crate::log::event("mail", &"the outbox cannot be read"),
            }
            tokio::select! {
                () = tokio::time::sleep(BUSY) => {}
                _ = stop.wait_for(|stopped| *stopped) => return,
            }
        }
        // Who set it up wants to know now, not when the first mail is due.
        let tried = tokio::select! {
            tried = self.server.connect() => Some(tried),
            _ = stop.wait_for(|stopped| *stopped) => None,
        };
        match tried {
            Some(Ok(connection)) => {
                crate::log::event("mail", &"the mail server lets us in");
                connection.close().await;
            }
            Some(Err(trouble)) => crate::log::event("mail", &trouble),
            None => return,
        }
        let mut failed = 0_u32;
        loop {
            let pause = match self.round(&stop).await {
                Ok(round) if round.unreachable => {
                    failed = failed.saturating_add(1);
                    LOOK.saturating_mul(1 << failed.min(9)).min(LONGEST_PAUSE)
                }
                Ok(round) => {
                    failed = 0;
                    if round.due == BATCH {
                        Duration::ZERO
                    } else {
                        LOOK
                    }
                }
                // The refusal was logged.
                Err(_) => BUSY,
            };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                _ = stop.wait_for(|stopped| *stopped) => return,
            }
            if *stop.borrow() {
                return;
            }
        }
    }

    /// Sends a batch of what is due.
    pub async fn round(&self, stop: &watch::Receiver<bool>) -> Answer<Round> {
        let due = self
            .service
            .blocking(|service| {
                let now = service.clock().millis();
                Ok(service.storage().reader()?.due_notices(now, BATCH)?)
            })
            .await?;
        let mut round = Round {
            due: due.len(),
            ..Round::default()
        };
        if due.is_empty() {
            return Ok(round);
        }
        let mut connection: Option<Connection> = None;
        let waiting: Vec<RecordId> = due.iter().map(|notice| notice.id).collect();
        for notice in due {
            if *stop.borrow() {
                break;
            }
            // A row is taken only when somebody is there to take it from us.
            let mut open = match connection.take().filter(|open| !open.broken) {
                Some(open) => open,
                None => match self.server.connect().await {
                    Ok(open) => open,
                    Err(trouble) => {
                        crate::log::event("mail", &trouble);
                        round.unreachable = true;
                        let code = trouble.code();
                        self.service
                            .blocking(move |service| service.note_trouble(&waiting, code))
                            .await?;
                        break;
                    }
                },
            };
            let taken = self
                .service
                .blocking(move |service| service.take_notice(notice.id))
                .await?;
            if let Some(letter) = taken {
                let fate = self.hand_over(&mut open, &letter).await;
                round.sent += usize::from(fate == Fate::Sent);
                if fate != Fate::Sent {
                    crate::log::event("mail", &format!("{}: {fate:?}", letter.notice.id));
                }
                self.settle(letter.notice.id, fate).await?;
            }
            connection = Some(open);
        }
        if let Some(connection) = connection {
            connection.close().await;
        }
        Ok(round)
    }

    /// Writes down what became of a mail. A database that is busy for a while
    /// must not make it uncertain.
    async fn settle(&self, id: RecordId, fate: Fate) -> Answer<()> {
        let mut tries = 0;
        loop {
            let fate = fate.clone();
            let written = self
                .service
                .blocking(move |service| service.settle_notice(id, &fate))
                .await;
            tries += 1;
            if written.is_ok() || tries == SETTLING {
                return written;
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    async fn hand_over(&self, connection: &mut Connection, letter: &Letter) -> Fate {
        match self.mail(letter) {
            Some((envelope, bytes)) => connection.send(&envelope, &bytes).await,
            None => Fate::Refused("address".to_owned()),
        }
    }

    /// The mail of a letter; `None` where it cannot be addressed.
    fn mail(&self, letter: &Letter) -> Option<(Envelope, Vec<u8>)> {
        let address = letter.notice.recipient.as_str();
        if !smtp::is_address(address) {
            return None;
        }
        let texts = self
            .texts
            .iter()
            .find(|texts| texts.language() == letter.language())?;
        let (subject, body) = letter.write(texts, self.service.public_url());
        let id = format!("<{}@{}>", letter.notice.id, self.from.email.domain());
        let no_replies = HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        );
        let language = HeaderValue::new(
            HeaderName::new_from_ascii_str("Content-Language"),
            letter.notice.language.clone(),
        );
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, address.parse().ok()?))
            .subject(subject)
            .message_id(Some(id))
            .raw_header(no_replies)
            .raw_header(language)
            .header(ContentType::TEXT_PLAIN)
            .body(body)
            .ok()?;
        Some((message.envelope().clone(), message.formatted()))
    }
}

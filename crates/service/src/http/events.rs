//! Hints over server-sent events: a connection that stays, on which the service
//! says that there is something new. A client that polls misses nothing.

use super::{request::Who, typed};
use crate::{
    events::{Listening, News},
    refusal::Answer,
    service::Service,
};
use axum::{body::Body, extract::State};
use bytes::Bytes;
use edutracker_domain::{RecordId, rights::Action};
use edutracker_protocol::{Problem, wire::HeadHint};
use http::HeaderMap;
use std::{io, time::Duration};
use tokio::{
    sync::{mpsc, watch},
    time::{Instant, interval_at, sleep_until},
};
use tokio_stream::wrappers::ReceiverStream;

/// Tells that the connection lives, also to what stands between.
const PING: Duration = Duration::from_secs(25);
/// Between two hints to one client.
const PAUSE: Duration = Duration::from_secs(1);
/// A connection is closed after this time at the latest; a random part of
/// [`JITTER`] earlier, so that clients do not all come back at once.
const LONGEST: Duration = Duration::from_secs(3_600);
const JITTER: Duration = Duration::from_secs(600);
/// After how long a client should come back.
const RETRY: &str = "retry: 5000\n\n";
/// Somebody looks at another offer: what is at `GET /v1/claims` changed.
const CLAIMS: &str = "event: claims\ndata: {}\n\n";
const BYE: &str = "event: bye\ndata: {}\n\n";

/// Hints that there is something new: `event: head` with a `HeadHint`; to
/// reviewers also `event: claims`, where others look at another offer.
#[utoipa::path(get, path = "/v1/events", tag = "feed",
    params(("Last-Event-ID" = Option<String>, Header, description = "The last hint that arrived.")),
    responses((status = 200, content((HeadHint = "text/event-stream"))), (status = 401, body = Problem),
    (status = 403, body = Problem), (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn events(State(service): State<Service>, Who(who): Who, headers: HeaderMap) -> Answer {
    let heard = headers
        .get("last-event-id")
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.trim().parse::<u64>().ok());
    let account = who.account.info.id;
    let (sender, receiver) = mpsc::channel(4);
    let reviews = who.account.may(Action::OfferRemove);
    let claims = reviews.then(|| service.claims().watch());
    let mut connection = Connection {
        listening: service.listeners().join(account),
        account,
        session: who.session,
        heard: 0,
        patience: Duration::from_secs(service.settings().stream_seconds),
        sender,
        service,
    };
    // What is committed from now on changes this.
    let head = connection.service.storage().watch();
    connection.heard = match heard {
        Some(heard) => heard,
        None => *head.borrow(),
    };
    tokio::spawn(connection.run(head, claims, heard.is_some()));
    Ok(typed(
        "text/event-stream",
        Body::from_stream(ReceiverStream::new(receiver)),
    ))
}

struct Connection {
    service: Service,
    listening: Listening,
    account: RecordId,
    session: RecordId,
    /// The transaction up to which the client was told.
    heard: u64,
    patience: Duration,
    sender: mpsc::Sender<io::Result<Bytes>>,
}

impl Connection {
    async fn run(
        mut self,
        mut head: watch::Receiver<u64>,
        mut claims: Option<watch::Receiver<u64>>,
        mut waiting: bool,
    ) {
        let start = Instant::now();
        let end = start + LONGEST - jitter();
        let mut ping = interval_at(start + PING, PING);
        let mut next = start;
        let (mut claimed, mut next_claims) = (false, start);
        let mut open = self.send(RETRY.to_owned()).await;
        while open {
            open = tokio::select! {
                () = self.listening.told_to_leave() => self.leave().await,
                () = sleep_until(end) => false,
                () = self.sender.closed() => false,
                moved = head.changed(), if !waiting => {
                    waiting = true;
                    moved.is_ok()
                }
                () = sleep_until(next), if waiting => {
                    waiting = false;
                    head.mark_unchanged();
                    next = Instant::now() + PAUSE;
                    self.tell().await
                }
                () = moved(&mut claims), if !claimed => {
                    claimed = true;
                    true
                }
                () = sleep_until(next_claims), if claimed => {
                    claimed = false;
                    next_claims = Instant::now() + PAUSE;
                    self.send(CLAIMS.to_owned()).await
                }
                _ = ping.tick() => self.send(":\n\n".to_owned()).await,
            };
        }
    }

    /// Tells what is new; answers whether the connection stays.
    async fn tell(&mut self) -> bool {
        let (account, session, heard) = (self.account, self.session, self.heard);
        let news = self
            .service
            .blocking(move |service| service.news(account, session, heard))
            .await;
        match news {
            Ok(News::Head(hint)) => {
                self.heard = hint.seq;
                let data = serde_json::to_string(&hint).unwrap_or_default();
                self.send(format!("event: head\nid: {}\ndata: {data}\n\n", hint.seq))
                    .await
            }
            Ok(News::Nothing(seq)) => {
                self.heard = seq;
                true
            }
            Ok(News::Leave) => self.leave().await,
            // The database is busy: the client comes back.
            Err(_) => false,
        }
    }

    async fn leave(&self) -> bool {
        self.send(BYE.to_owned()).await;
        false
    }

    /// Whether the client has taken it in time.
    async fn send(&self, text: String) -> bool {
        let sent = self.sender.send_timeout(Ok(text.into()), self.patience);
        sent.await.is_ok()
    }
}

/// Waits until somebody looks at another offer; for ever where that is not told.
async fn moved(claims: &mut Option<watch::Receiver<u64>>) {
    let moved = match claims {
        Some(claims) => claims.changed().await.is_ok(),
        None => false,
    };
    if !moved {
        std::future::pending::<()>().await;
    }
}

fn jitter() -> Duration {
    let mut byte = [0];
    // Without randomness they come back together, which is no harm done.
    let _ = getrandom::fill(&mut byte);
    JITTER * u32::from(byte[0]) / 255
}

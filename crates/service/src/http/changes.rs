//! The change feed over HTTP: a stream of lines, or a page for third parties.

use super::{
    holds,
    request::{Asked, Who},
    typed, writing,
};
use crate::{
    account::Account,
    feed::{
        cursor::{Cursor, Position, type_bits},
        line,
        walk::{Walk, Wish},
    },
    refusal::{Answer, Refusal},
    service::Service,
    storage::{Head, LogKey},
};
use axum::{body::Body, extract::State, response::Response};
use bytes::Bytes;
use edutracker_domain::{RecordId, RecordType, Rev};
use edutracker_protocol::{
    Problem, ProblemType,
    wire::{ChangeLine, ChangePage},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Deserialize;
use std::{io, time::Duration};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

/// `GET /v1/changes?…`.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Query {
    /// Where to go on; absent for a snapshot.
    cursor: Option<String>,
    /// Lines of an increment at most.
    limit: Option<usize>,
    /// Record types, separated by commas; all when absent.
    types: Option<String>,
    /// Organisations, separated by commas: what they hold now, and no log after
    /// it. Not with a cursor, and the answer has none to go on with.
    orgs: Option<String>,
}

/// Organisations in `orgs` at most.
const MOST_ORGS: usize = 1_000;

/// A cursor the feed cannot go on from.
fn gone(kind: ProblemType) -> Refusal {
    Refusal::new(kind).with("recover", "resnapshot")
}

pub(super) fn kinds(text: Option<&str>) -> Answer<Vec<RecordType>> {
    match text {
        None | Some("") => Ok(RecordType::ALL.to_vec()),
        Some(text) => text
            .split(',')
            .map(|kind| {
                kind.trim()
                    .parse()
                    .map_err(|_| Refusal::malformed("?types"))
            })
            .collect(),
    }
}

fn orgs(query: &Query, paged: bool) -> Answer<Option<Vec<RecordId>>> {
    let Some(text) = query.orgs.as_deref().filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let malformed = || Refusal::malformed("?orgs");
    // A page needs a cursor to go on with; a partition is sent in one stream.
    if paged
        || query
            .cursor
            .as_deref()
            .is_some_and(|cursor| !cursor.is_empty())
    {
        return Err(malformed());
    }
    let parsed = text.split(',').map(|id| id.trim().parse());
    let orgs: Vec<RecordId> = parsed.collect::<Result<_, _>>().map_err(|_| malformed())?;
    if orgs.len() > MOST_ORGS {
        return Err(malformed().with("limit", MOST_ORGS));
    }
    Ok(Some(orgs))
}

/// The device that the client says it is.
fn device(headers: &HeaderMap) -> String {
    let client = headers
        .get("edutracker-client")
        .and_then(|value| value.to_str().ok());
    writing::device(client.unwrap_or_default())
}

struct Start {
    head: Head,
    /// None where the client has everything.
    walk: Option<Walk>,
}

fn begin(
    service: &Service,
    account: Account,
    query: &Query,
    headers: &HeaderMap,
    paged: bool,
) -> Answer<Start> {
    let kinds = kinds(query.types.as_deref())?;
    let orgs = orgs(query, paged)?;
    let most = service.settings().wire.changes_limit;
    let limit = query.limit.unwrap_or(most);
    if limit == 0 || limit > most {
        return Err(Refusal::malformed("?limit").with("limit", most));
    }
    let head = service.storage().reader()?.head()?;
    let cursor: Option<Cursor> = match query.cursor.as_deref() {
        None | Some("") => None,
        Some(text) => Some(service.check_cursor(text, &account, head).map_err(gone)?),
    };
    if cursor.is_some_and(|cursor| cursor.types != type_bits(&kinds)) {
        return Err(gone(ProblemType::CursorInvalid));
    }
    let at_head = Position::Log(LogKey {
        seq: head.seq,
        within: None,
    });
    if cursor.is_some_and(|cursor| cursor.position == at_head) && holds(headers, &etag(head)) {
        return Ok(Start { head, walk: None });
    }
    let wish = Wish {
        kinds,
        orgs,
        cursor,
        limit,
        bounded_snapshot: paged,
        device: device(headers),
    };
    let walk = Some(Walk::new(service, account, wish)?);
    Ok(Start { head, walk })
}

fn etag(head: Head) -> String {
    format!("\"{}\"", Rev::new(head.epoch, head.seq))
}

/// What the account may see: all of it at first, then what changed since the cursor.
#[utoipa::path(get, path = "/v1/changes", tag = "feed",
    params(Query,
        ("If-None-Match" = Option<String>, Header, description = "The ETag of the last answer: 304 when nothing has changed since."),
        ("EduTracker-Client" = Option<String>, Header, description = "`desktop/1.0.0; schema=1; device=…`: the device is not sent its own changes.")),
    responses(
    (status = 200, content((ChangeLine = "application/x-ndjson"), (ChangePage = "application/json"))),
    (status = 304), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
    (status = 410, body = Problem), (status = 429, body = Problem), (status = 503, body = Problem)))]
pub async fn changes(
    State(service): State<Service>,
    Who(who): Who,
    Asked(query): Asked<Query>,
    headers: HeaderMap,
) -> Answer {
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let paged = accept.contains("application/json");
    let account = who.account;
    let start = service
        .blocking(move |service| begin(service, account, &query, &headers, paged))
        .await?;
    let patience = Duration::from_secs(service.settings().stream_seconds);
    let mut response = match start.walk {
        None => {
            let mut response = Response::default();
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response
        }
        Some(walk) if paged => service.blocking(move |_| page(walk)).await?,
        Some(walk) => stream(walk, patience),
    };
    if let Ok(tag) = HeaderValue::from_str(&etag(start.head)) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

/// The lines as one JSON object: they are joined, not parsed.
fn page(mut walk: Walk) -> Answer {
    let mut lines = Vec::new();
    while walk.page(&mut lines)? {}
    let body = line::joined(lines, &walk.cursor(), walk.caught_up());
    Ok(typed("application/json", body.into()))
}

/// A stream that a blocking thread fills, as fast as the client reads.
fn stream(mut walk: Walk, patience: Duration) -> Response {
    let (sender, receiver) = mpsc::channel::<io::Result<Bytes>>(2);
    let runtime = tokio::runtime::Handle::current();
    tokio::task::spawn_blocking(move || {
        loop {
            let mut lines = Vec::with_capacity(1 << 20);
            let more = match walk.page(&mut lines) {
                Ok(more) => more,
                Err(_) => {
                    // Without its end line the client knows that the stream was cut.
                    let cut = io::Error::other("storage");
                    let _ = runtime.block_on(sender.send_timeout(Err(cut), patience));
                    return;
                }
            };
            if more {
                walk.checkpoint(&mut lines);
            } else {
                walk.end(&mut lines);
            }
            let sent = runtime.block_on(sender.send_timeout(Ok(lines.into()), patience));
            if sent.is_err() || !more {
                return;
            }
        }
    });
    typed(
        "application/x-ndjson",
        Body::from_stream(ReceiverStream::new(receiver)),
    )
}

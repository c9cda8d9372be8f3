//! Pushes over HTTP.

use super::{
    json,
    request::{self, Asked, JsonBytes, Segments, Who, id},
    writing::Writer,
};
use crate::{
    account::Account,
    push,
    refusal::{Answer, Refusal},
    service::Service,
};
use axum::extract::State;
use edutracker_protocol::{
    Problem,
    wire::{PushList, PushPart, PushResult, PushStatus, Revert},
};
use serde::Deserialize;

const PAGE: usize = 50;
const LONGEST_PAGE: usize = 200;

/// `POST /v1/pushes?…`.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase")]
pub struct Query {
    /// Whether to answer as if, and write nothing.
    #[serde(default)]
    dry_run: bool,
}

/// Takes a part of a push.
#[utoipa::path(post, path = "/v1/pushes", tag = "pushes", params(Query), request_body = PushPart, responses(
    (status = 200, body = PushResult), (status = 400, body = Problem), (status = 401, body = Problem),
    (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem),
    (status = 501, body = Problem), (status = 503, body = Problem)))]
pub async fn push(
    State(service): State<Service>,
    writer: Writer,
    Asked(query): Asked<Query>,
    bytes: JsonBytes,
) -> Answer {
    let key = writer.key_for(&bytes);
    let device = writer.device.clone();
    let work = move |service: &Service, account: &Account| {
        let mut part = push::read(&bytes.0, &service.settings().wire)?;
        part.key = key;
        if part.body.device.is_empty() {
            part.body.device = device;
        }
        service.push(account, &part, query.dry_run)
    };
    Ok(json(&writer.write(&service, query.dry_run, work).await?))
}

/// `GET /v1/pushes?…`.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// `1` for the account's own pushes only.
    #[serde(default)]
    mine: Option<String>,
    /// The `next` of the page before.
    before: Option<String>,
    /// Pushes of a page, 200 at most.
    limit: Option<usize>,
}

/// Pushes, newest first: the account's own; where it may edit offers, those of
/// all accounts of its organisations.
#[utoipa::path(get, path = "/v1/pushes", tag = "pushes", params(ListQuery), responses(
    (status = 200, body = PushList), (status = 400, body = Problem), (status = 401, body = Problem)))]
pub async fn list(
    State(service): State<Service>,
    Who(who): Who,
    Asked(query): Asked<ListQuery>,
) -> Answer {
    let mine = match query.mine.as_deref() {
        None | Some("0" | "false") => false,
        Some("1" | "true") => true,
        Some(_) => return Err(Refusal::malformed("?mine")),
    };
    let before = match query.before.as_deref() {
        None | Some("") => None,
        Some(text) => Some(text.parse().map_err(|_| Refusal::malformed("?before"))?),
    };
    let limit = request::limit(query.limit, PAGE, LONGEST_PAGE)?;
    let list = service
        .blocking(move |service| service.pushes(&who.account, mine, before, limit))
        .await?;
    Ok(json(&list))
}

/// What became of a push: for a client that lost the answers, and for a person who looks back.
#[utoipa::path(get, path = "/v1/pushes/{push}", tag = "pushes", params(("push" = String, Path)), responses(
    (status = 200, body = PushStatus), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn status(
    State(service): State<Service>,
    Who(who): Who,
    Segments(push): Segments<String>,
) -> Answer {
    let push = id(&push)?;
    let status = service
        .blocking(move |service| service.pushed(&who.account, push))
        .await?;
    Ok(json(&status))
}

/// Takes a push back, or some of its edits, as a new push. What somebody
/// changed since is a conflict. Each result carries the mid of the edit that it
/// takes back. A push that is too old answers 404 with the reason `undo-expired`.
#[utoipa::path(post, path = "/v1/pushes/{push}/revert", tag = "pushes", params(("push" = String, Path), Query), request_body = Revert, responses(
    (status = 200, body = PushResult), (status = 400, body = Problem), (status = 401, body = Problem),
    (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
    (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub async fn revert(
    State(service): State<Service>,
    writer: Writer,
    Segments(push): Segments<String>,
    Asked(query): Asked<Query>,
    bytes: JsonBytes,
) -> Answer {
    let of = id(&push)?;
    let key = writer.key_for(&bytes);
    let mut body = request::object(&bytes.0)?;
    push::header(&mut body)?;
    let mut asked: Revert = serde_json::from_value(body).map_err(|_| Refusal::malformed(""))?;
    if asked.device.is_empty() {
        asked.device.clone_from(&writer.device);
    }
    let work = move |service: &Service, account: &Account| {
        service.revert(account, of, &asked, key, query.dry_run)
    };
    Ok(json(&writer.write(&service, query.dry_run, work).await?))
}

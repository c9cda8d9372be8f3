//! Pushes over HTTP.

use super::{
    json,
    request::{Asked, JsonBytes, Segments, Who, id},
    writing::{Writer, in_turn},
};
use crate::{
    account::Account,
    push,
    refusal::{Answer, Refusal},
    service::Service,
    storage::StorageError,
};
use axum::extract::State;
use edutracker_protocol::{
    Problem, ProblemType,
    wire::{ItemResult, PushPart, PushResult},
};
use serde::{Deserialize, Serialize};

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
    // A question changes nothing, so that it waits for nobody.
    let result = if query.dry_run {
        service
            .blocking(move |service| work(service, &writer.account))
            .await?
    } else {
        in_turn(&service, writer, work).await?
    };
    Ok(json(&result))
}

/// `GET /v1/pushes/{push}`.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PushStatus {
    /// The push's id.
    push: String,
    /// When its first part came, RFC 3339.
    created: String,
    /// From which device.
    device: String,
    /// What the person said about it.
    comment: String,
    /// The parts that came.
    parts: Vec<PartStatus>,
}

/// A part that came.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PartStatus {
    /// Its number.
    part: u32,
    /// Its transaction.
    seq: u64,
    /// What became of its items.
    results: Vec<ItemResult>,
}

/// What became of a push: for a client that lost the answers.
#[utoipa::path(get, path = "/v1/pushes/{push}", tag = "pushes", params(("push" = String, Path)), responses(
    (status = 200, body = PushStatus), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn status(
    State(service): State<Service>,
    Who(who): Who,
    Segments(push): Segments<String>,
) -> Answer {
    let push = id(&push)?;
    let status = service
        .blocking(move |service| {
            let reader = service.storage().reader()?;
            let found = reader
                .push(push)?
                .filter(|found| found.account == who.account.info.id)
                .ok_or_else(|| Refusal::new(ProblemType::NotFound))?;
            let mut parts: Vec<PartStatus> = Vec::new();
            for mutation in reader.mutations_of(push)? {
                let result = serde_json::from_str(&mutation.result)
                    .map_err(|_| StorageError::Corrupt("result"))?;
                match parts.last_mut().filter(|last| last.part == mutation.part) {
                    Some(last) => last.results.push(result),
                    None => parts.push(PartStatus {
                        part: mutation.part,
                        seq: mutation.seq,
                        results: vec![result],
                    }),
                }
            }
            let (created, device, comment) = (found.created, found.device, found.comment);
            Ok(PushStatus {
                push: push.to_string(),
                created,
                device,
                comment,
                parts,
            })
        })
        .await?;
    Ok(json(&status))
}

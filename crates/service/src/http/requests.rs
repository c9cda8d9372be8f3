//! Requests for an account over HTTP: sent by anybody, decided by the account desk.

use super::{
    json,
    request::{self, Address, Asked, JsonBody, Segments, Who, id},
};
use crate::{
    refusal::{Answer, Refusal},
    service::Service,
};
use axum::{extract::State, response::Response};
use edutracker_protocol::{
    Problem,
    wire::{
        Acceptance, AccountRequest, AccountRequestInfo, AccountRequestList, NameCheck, NameChecked,
        Receipt, Rejection,
    },
};
use http::StatusCode;
use serde::Deserialize;

const PAGE: usize = 50;
const LONGEST_PAGE: usize = 200;
/// The longest name that is looked for, in characters.
const LONGEST_NAME: usize = 200;

/// Asks for an account. A kind of organisation that the rules exclude is
/// refused at once, with the reason's code and the day since when.
#[utoipa::path(post, path = "/v1/account-requests", tag = "account requests", security(()), request_body = AccountRequest,
    responses((status = 201, body = Receipt), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub async fn send(
    State(service): State<Service>,
    Address(address): Address,
    JsonBody(sent): JsonBody<AccountRequest>,
) -> Answer {
    let receipt = service
        .blocking(move |service| {
            service.note_form(&address)?;
            service.take_request(&sent)
        })
        .await?;
    let mut response: Response = json(&Receipt { receipt });
    *response.status_mut() = StatusCode::CREATED;
    Ok(response)
}

/// Whether an organisation of a name has an account, however it is spelled.
#[utoipa::path(post, path = "/v1/account-requests/check", tag = "account requests", security(()), request_body = NameCheck,
    responses((status = 200, body = NameChecked), (status = 429, body = Problem)))]
pub async fn check(
    State(service): State<Service>,
    Address(address): Address,
    JsonBody(asked): JsonBody<NameCheck>,
) -> Answer {
    if asked.name.chars().count() > LONGEST_NAME {
        return Err(Refusal::malformed("/name").with("limit", LONGEST_NAME));
    }
    let exists = service
        .blocking(move |service| {
            service.note_form(&address)?;
            service.exists(&asked.name)
        })
        .await?;
    Ok(json(&NameChecked {
        exists: exists.to_string(),
    }))
}

/// `GET /v1/account-requests?…`.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// `open`, `accepted` or `refused`; all where it is absent.
    state: Option<String>,
    /// The `next` of the page before.
    before: Option<String>,
    /// Requests of a page, 200 at most.
    limit: Option<usize>,
}

/// The requests, newest first. For the account desk.
#[utoipa::path(get, path = "/v1/account-requests", tag = "account requests", params(ListQuery), responses(
    (status = 200, body = AccountRequestList), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub async fn list(
    State(service): State<Service>,
    Who(who): Who,
    Asked(query): Asked<ListQuery>,
) -> Answer {
    let state = match query.state.as_deref() {
        None => None,
        Some(text) => Some(text.parse().map_err(|_| Refusal::malformed("?state"))?),
    };
    let before = match query.before.as_deref() {
        None | Some("") => None,
        Some(text) => Some(text.parse().map_err(|_| Refusal::malformed("?before"))?),
    };
    let limit = request::limit(query.limit, PAGE, LONGEST_PAGE)?;
    let list = service
        .blocking(move |service| service.requests(&who.account, state, before, limit))
        .await?;
    Ok(json(&list))
}

/// Invites the organisation's first administrator; makes the organisation where
/// there is none with the code. Again, while the account has no password yet,
/// it sends another invitation.
#[utoipa::path(post, path = "/v1/account-requests/{id}/accept", tag = "account requests", params(("id" = String, Path)),
    request_body = Acceptance, responses((status = 200, body = AccountRequestInfo), (status = 422, body = Problem)))]
pub async fn accept(
    State(service): State<Service>,
    Who(who): Who,
    Segments(asked): Segments<String>,
    JsonBody(given): JsonBody<Acceptance>,
) -> Answer {
    let asked = id(&asked)?;
    let info = service
        .blocking(move |service| service.accept_request(&who.account, asked, &given))
        .await?;
    Ok(json(&info))
}

/// Refuses a request; the reason is sent.
#[utoipa::path(post, path = "/v1/account-requests/{id}/refuse", tag = "account requests", params(("id" = String, Path)),
    request_body = Rejection, responses((status = 200, body = AccountRequestInfo), (status = 422, body = Problem)))]
pub async fn refuse(
    State(service): State<Service>,
    Who(who): Who,
    Segments(asked): Segments<String>,
    JsonBody(given): JsonBody<Rejection>,
) -> Answer {
    let asked = id(&asked)?;
    let info = service
        .blocking(move |service| service.refuse_request(&who.account, asked, &given))
        .await?;
    Ok(json(&info))
}

//! Sign-in over HTTP.

use super::{
    json,
    request::{Address, JsonBody, Segments, Who},
};
use crate::{refusal::Answer, service::Service};
use axum::{extract::State, response::Response};
use edutracker_protocol::{
    Problem,
    wire::{
        ForgottenRequest, PasswordRequest, RefreshRequest, SessionInfo, SessionTokens,
        SignInRequest,
    },
};
use http::StatusCode;

fn done() -> Response {
    let mut response = Response::default();
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

/// Signs in with a password.
#[utoipa::path(post, path = "/v1/sessions", tag = "sessions", security(()), request_body = SignInRequest,
    responses((status = 200, body = SessionTokens), (status = 401, body = Problem), (status = 429, body = Problem)))]
pub async fn sign_in(
    State(service): State<Service>,
    Address(address): Address,
    JsonBody(request): JsonBody<SignInRequest>,
) -> Answer {
    let tokens = service
        .hashing(move |service| service.sign_in(&request, &address))
        .await?;
    Ok(json(&tokens))
}

/// Exchanges a refresh token for the next pair.
#[utoipa::path(post, path = "/v1/sessions/refresh", tag = "sessions", security(()), request_body = RefreshRequest,
    responses((status = 200, body = SessionTokens), (status = 401, body = Problem)))]
pub async fn refresh(
    State(service): State<Service>,
    JsonBody(request): JsonBody<RefreshRequest>,
) -> Answer {
    let tokens = service
        .blocking(move |service| service.refresh(&request.refresh_token))
        .await?;
    Ok(json(&tokens))
}

/// The sessions of the account that asks.
#[utoipa::path(get, path = "/v1/sessions", tag = "sessions",
    responses((status = 200, body = Vec<SessionInfo>), (status = 401, body = Problem)))]
pub async fn list(State(service): State<Service>, Who(who): Who) -> Answer {
    let sessions = service
        .blocking(move |service| service.sessions(&who))
        .await?;
    Ok(json(&sessions))
}

/// Ends a session: `current`, or one of the account's other ones.
#[utoipa::path(delete, path = "/v1/sessions/{id}", tag = "sessions", params(("id" = String, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn end(
    State(service): State<Service>,
    Who(who): Who,
    Segments(id): Segments<String>,
) -> Answer {
    let id = if id == "current" {
        who.session
    } else {
        super::request::id(&id)?
    };
    service
        .blocking(move |service| service.end_session(&who, id))
        .await?;
    Ok(done())
}

/// Changes the password and ends the other sessions.
#[utoipa::path(post, path = "/v1/password", tag = "sessions", request_body = PasswordRequest,
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 429, body = Problem)))]
pub async fn password(
    State(service): State<Service>,
    Who(who): Who,
    Address(address): Address,
    JsonBody(request): JsonBody<PasswordRequest>,
) -> Answer {
    service
        .hashing(move |service| {
            service.change_password(&who, &request.current, &request.new, &address)
        })
        .await?;
    Ok(done())
}

/// Sends the link to a new password to an address that has an account. The
/// answer is the same, and takes as long, where it has none.
#[utoipa::path(post, path = "/v1/password/forgotten", tag = "sessions", security(()), request_body = ForgottenRequest,
    responses((status = 202), (status = 400, body = Problem), (status = 429, body = Problem)))]
pub async fn forgotten(
    State(service): State<Service>,
    Address(address): Address,
    JsonBody(request): JsonBody<ForgottenRequest>,
) -> Answer {
    let email = request.email.clone();
    service
        .blocking(move |service| service.note_forgotten(&email, &address))
        .await?;
    // The answer does not wait for it: nobody can tell from the time.
    tokio::spawn(async move {
        // A refusal was logged.
        let _ = service
            .blocking(move |service| service.forgot_password(&request.email))
            .await;
    });
    let mut response = Response::default();
    *response.status_mut() = StatusCode::ACCEPTED;
    Ok(response)
}

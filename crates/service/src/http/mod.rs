//! The HTTP interface, `/v1/…`.

mod absent;
mod changes;
mod claims;
mod compare;
mod decode;
mod events;
mod filter;
mod finish;
mod forwarded;
mod gate;
mod meta;
mod notices;
mod openapi;
mod pages;
mod public;
mod pushes;
mod records;
mod request;
mod requests;
mod sessions;
mod single;
mod writing;

pub(crate) use decode::CODINGS;
pub use openapi::document;
pub(crate) use writing::version;

use crate::{refusal::Refusal, service::Service};
use axum::{
    Router,
    response::Response,
    routing::{MethodRouter, delete, get, post},
};
use edutracker_protocol::ProblemType;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Serialize;
use tower_http::compression::CompressionLayer;

/// Every path with what answers it: the router is made of this list, and a
/// test holds the OpenAPI document against it.
fn routes() -> Vec<(&'static str, MethodRouter<Service>)> {
    vec![
        ("/v1/meta", get(meta::meta)),
        ("/v1/openapi.json", get(openapi::openapi)),
        ("/v1/sessions", get(sessions::list).post(sessions::sign_in)),
        ("/v1/sessions/refresh", post(sessions::refresh)),
        ("/v1/sessions/{id}", delete(sessions::end)),
        ("/v1/password", post(sessions::password)),
        ("/v1/password/forgotten", post(sessions::forgotten)),
        ("/v1/changes", get(changes::changes)),
        ("/v1/changes/check", get(compare::check)),
        ("/v1/pushes", post(pushes::push).get(pushes::list)),
        ("/v1/pushes/{push}", get(pushes::status)),
        ("/v1/pushes/{push}/revert", post(pushes::revert)),
        ("/v1/records:batchGet", post(compare::batch_get)),
        ("/v1/events", get(events::events)),
        ("/v1/notices", get(notices::list)),
        ("/v1/claims", get(claims::list).put(claims::look)),
        ("/v1/search", get(absent::search)),
        ("/v1/interests", post(absent::interests)),
        (
            "/v1/account-requests",
            get(requests::list).post(requests::send),
        ),
        ("/v1/account-requests/check", post(requests::check)),
        ("/v1/account-requests/{id}/accept", post(requests::accept)),
        ("/v1/account-requests/{id}/refuse", post(requests::refuse)),
        ("/v1/accounts", post(absent::accounts)),
        ("/v1/public/offers", get(public::offers)),
        ("/v1/{type}", get(records::list)),
        (
            "/v1/{type}/{id}",
            get(records::get)
                .put(single::replace)
                .patch(single::patch)
                .delete(single::erase),
        ),
        ("/v1/{type}/{id}/history", get(records::history)),
    ]
}

/// The paths of the interface.
#[must_use]
pub fn paths() -> Vec<&'static str> {
    routes().into_iter().map(|(path, _)| path).collect()
}

/// The service as a router; tests call it in process.
pub fn router(service: Service) -> Router {
    let mut router = Router::new();
    for (path, methods) in routes().into_iter().chain(pages::routes()) {
        router = router.route(path, methods);
    }
    router
        .fallback(unknown)
        .method_not_allowed_fallback(method)
        // Streams go through it in pieces; what is waited for is flushed.
        .layer(CompressionLayer::new())
        .layer(axum::middleware::from_fn_with_state(
            service.clone(),
            finish::finish,
        ))
        .with_state(service)
}

async fn unknown() -> Refusal {
    ProblemType::NotFound.into()
}

async fn method() -> Refusal {
    ProblemType::MethodNotAllowed.into()
}

/// A JSON answer.
fn json<T: Serialize>(body: &T) -> Response {
    let bytes = serde_json::to_vec(body).unwrap_or_default();
    typed("application/json", bytes.into())
}

fn typed(kind: &'static str, body: axum::body::Body) -> Response {
    let mut response = Response::new(body);
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// The answer with its ETag, or 304 when the client has it.
fn tagged(request: &HeaderMap, tag: &str, make: impl FnOnce() -> Response) -> Response {
    let tag = format!("\"{tag}\"");
    let mut response = if holds(request, &tag) {
        let mut response = Response::default();
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        make()
    };
    if let Ok(value) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, value);
    }
    response
}

/// Whether `If-None-Match` names a tag.
fn holds(request: &HeaderMap, tag: &str) -> bool {
    request
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|given| given.trim().trim_start_matches("W/") == tag)
}

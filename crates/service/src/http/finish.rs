//! What every answer carries, and how long it may take.

use crate::{refusal::Refusal, service::Service};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use edutracker_protocol::ProblemType;
use http::{HeaderName, HeaderValue, header};
use std::time::Duration;

/// Tells clients that it is the service that answers, and no portal before it.
const SERVICE: HeaderName = HeaderName::from_static("edutracker-service");

/// Seconds to leave before the next request, although this one succeeded.
const BACKOFF: HeaderName = HeaderName::from_static("edutracker-backoff");

/// Bounds the time to the answer, and sets its headers.
pub async fn finish(State(service): State<Service>, request: Request, next: Next) -> Response {
    let limit = Duration::from_secs(service.settings().request_seconds);
    let mut response = match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Refusal::new(ProblemType::Unavailable)
            .after(5)
            .into_response(),
    };
    let backoff = service.settings().backoff_seconds;
    let succeeded = response.status().is_success();
    let headers = response.headers_mut();
    if backoff > 0 && succeeded {
        headers.insert(BACKOFF, HeaderValue::from(backoff));
    }
    headers.insert(SERVICE, HeaderValue::from_static("1"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    // Pages for people bring their own.
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(
            "default-src 'none'; frame-ancestors 'none'",
        ));
    response
}

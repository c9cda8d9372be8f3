//! The pages that people without the program use: plain HTML, no script, in
//! their language. They are no part of the interface under `/v1`.

mod form;
mod html;
mod objection;
mod password;
mod request;

use crate::{
    refusal::{Answer, Refusal},
    service::Service,
};
use axum::{
    http::HeaderMap,
    response::Response,
    routing::{MethodRouter, get},
};
use edutracker_domain::Language;
use edutracker_i18n::{Key, Texts};
use edutracker_protocol::ProblemType;
use html::{Html, page};
use http::{StatusCode, header};

/// Every page with what answers it.
pub fn routes() -> Vec<(&'static str, MethodRouter<Service>)> {
    vec![
        (
            "/objections/{token}",
            get(objection::show).post(objection::send),
        ),
        (
            "/password/{token}",
            get(password::show).post(password::send),
        ),
        ("/account-request", get(request::show).post(request::send)),
    ]
}

/// The language that a browser asks for first, of those there are.
fn asked(headers: &HeaderMap) -> Language {
    let wanted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    wanted
        .split(',')
        .filter_map(|part| part.split([';', '-']).next()?.trim().parse().ok())
        .next()
        .unwrap_or(Language::Nl)
}

/// A page that says one thing.
fn said(texts: &Texts, status: StatusCode, title: Key, text: &str) -> Response {
    let body = Html::new().paragraph(text);
    page(texts, status, &texts.text(title, &[]), body)
}

/// The page of a link that does not work, or no longer.
fn gone(texts: &Texts) -> Response {
    let text = texts.text(Key::PageGone, &[]);
    said(texts, StatusCode::NOT_FOUND, Key::PageGoneTitle, &text)
}

/// A page instead of a problem.
fn answered(texts: &Texts, answer: Answer) -> Response {
    answer.unwrap_or_else(|refusal| refused(texts, &refusal))
}

fn refused(texts: &Texts, refusal: &Refusal) -> Response {
    let status = refusal.problem.status;
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    let text = match refusal.problem.kind {
        ProblemType::RateLimited => {
            let minutes = refusal.retry_after.unwrap_or(60).max(0) / 60 + 1;
            texts.text(Key::PageWait, &[("minutes", minutes.into())])
        }
        _ => texts.text(Key::PageFailed, &[]),
    };
    let mut response = said(texts, status, Key::PageFailedTitle, &text);
    if let Some(seconds) = refusal.retry_after {
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

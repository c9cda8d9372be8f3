//! The page behind the link in the notice of a removal (A10).

use super::{
    answered, asked,
    form::Sent,
    gone,
    html::{Field, Html, page},
    said,
};
use crate::{
    http::request::{Address, Segments},
    mail::{Objected, Objection},
    refusal::Answer,
    service::Service,
};
use axum::{extract::State, http::HeaderMap, response::Response};
use edutracker_domain::Language;
use edutracker_i18n::{Key, Texts};
use http::StatusCode;
use serde::Deserialize;

/// What the form sends.
#[derive(Deserialize)]
pub struct Form {
    text: String,
}

/// The link's case, if it works, and the texts of its page.
async fn find(
    service: &Service,
    token: String,
    asked: Language,
) -> Answer<(Texts, Option<Objection>)> {
    let found = service
        .blocking(move |service| service.objection(&token))
        .await?;
    let language = found.as_ref().map_or(asked, |found| found.language);
    Ok((Texts::new(language), found))
}

/// The form.
pub async fn show(
    State(service): State<Service>,
    Segments(token): Segments<String>,
    headers: HeaderMap,
) -> Response {
    let fallback = Texts::new(asked(&headers));
    let answer = find(&service, token, fallback.language()).await;
    let answer = answer.map(|(texts, found)| match found {
        None => gone(&texts),
        Some(found) if found.made => already(&texts),
        Some(found) => form(&texts, StatusCode::OK, &found, "", None),
    });
    answered(&fallback, answer)
}

/// Takes the objection.
pub async fn send(
    State(service): State<Service>,
    Segments(token): Segments<String>,
    Address(address): Address,
    headers: HeaderMap,
    Sent(sent): Sent<Form>,
) -> Response {
    let fallback = Texts::new(asked(&headers));
    let answer = take(&service, token, address, sent, fallback.language()).await;
    answered(&fallback, answer)
}

async fn take(
    service: &Service,
    token: String,
    address: String,
    sent: Answer<Form>,
    asked: Language,
) -> Answer {
    service
        .blocking(move |service| service.note_form(&address))
        .await?;
    let (texts, found) = find(service, token.clone(), asked).await?;
    let Some(found) = found else {
        return Ok(gone(&texts));
    };
    let text = sent?.text;
    let kept = text.clone();
    let done = service
        .blocking(move |service| service.object(&token, &text))
        .await?;
    Ok(match done {
        Objected::Received => said(
            &texts,
            StatusCode::OK,
            Key::PageObjectionTitle,
            &texts.text(Key::PageObjectionReceived, &[]),
        ),
        Objected::Already => already(&texts),
        Objected::Gone => gone(&texts),
        Objected::Unfit { limit } => {
            let wrong = texts.text(Key::PageTextWrong, &[("limit", limit.into())]);
            form(
                &texts,
                StatusCode::UNPROCESSABLE_ENTITY,
                &found,
                &kept,
                Some(&wrong),
            )
        }
    })
}

fn already(texts: &Texts) -> Response {
    let text = texts.text(Key::PageObjectionAlready, &[]);
    said(texts, StatusCode::OK, Key::PageObjectionTitle, &text)
}

fn form(
    texts: &Texts,
    status: StatusCode,
    found: &Objection,
    text: &str,
    wrong: Option<&str>,
) -> Response {
    let say = |key| texts.text(key, &[]);
    let name = found.offer.as_str();
    let intro = texts.text(Key::PageObjectionIntro, &[("name", name.into())]);
    let body =
        Html::new()
            .paragraph(&intro)
            .wrong(wrong)
            .form(&say(Key::PageObjectionSend), |form| {
                form.field(&Field {
                    name: "text",
                    label: &say(Key::PageObjectionText),
                    kind: "area",
                    complete: "off",
                    value: text,
                    required: true,
                })
            });
    page(texts, status, &say(Key::PageObjectionTitle), body)
}

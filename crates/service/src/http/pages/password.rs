//! The page behind the link to a new password.

use super::{
    answered, asked,
    form::Sent,
    gone,
    html::{Field, Html, page},
    said,
};
use crate::{
    http::request::{Address, Segments},
    mail::Renewal,
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
    new: String,
    again: String,
}

/// Whose password it is, if the link works, and the texts of its page.
async fn find(
    service: &Service,
    token: String,
    asked: Language,
) -> Answer<(Texts, Option<Renewal>)> {
    let found = service
        .blocking(move |service| service.renewal(&token))
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
        Some(found) => form(&service, &texts, StatusCode::OK, &found, None),
    });
    answered(&fallback, answer)
}

/// Sets the password.
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
    let sent = sent?;
    let limit = service.settings().password_length;
    let wrong = if sent.new.chars().count() < limit {
        Some(texts.text(Key::PagePasswordShort, &[("limit", limit.into())]))
    } else if sent.new != sent.again {
        Some(texts.text(Key::PagePasswordDiffer, &[]))
    } else {
        None
    };
    if wrong.is_some() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(form(service, &texts, status, &found, wrong.as_deref()));
    }
    let set = service
        .hashing(move |service| service.renew_password(&token, &sent.new))
        .await?;
    if !set {
        return Ok(gone(&texts));
    }
    let text = texts.text(Key::PagePasswordDone, &[]);
    Ok(said(&texts, StatusCode::OK, Key::PagePasswordTitle, &text))
}

fn form(
    service: &Service,
    texts: &Texts,
    status: StatusCode,
    found: &Renewal,
    wrong: Option<&str>,
) -> Response {
    let say = |key| texts.text(key, &[]);
    let limit = service.settings().password_length;
    let rule = texts.text(Key::PagePasswordRule, &[("limit", limit.into())]);
    let intro = texts.text(
        Key::PagePasswordIntro,
        &[("email", found.email.as_str().into())],
    );
    let field = |name, key| Field {
        name,
        label: key,
        kind: "password",
        complete: "new-password",
        value: "",
        required: true,
    };
    let (new, again) = (say(Key::PagePasswordNew), say(Key::PagePasswordAgain));
    let body =
        Html::new()
            .paragraph(&intro)
            .wrong(wrong)
            .form(&say(Key::PagePasswordSend), |form| {
                form.field(&field("new", &new))
                    .hint(&rule)
                    .field(&field("again", &again))
            });
    page(texts, status, &say(Key::PagePasswordTitle), body)
}

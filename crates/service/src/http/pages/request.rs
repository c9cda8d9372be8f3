//! The page on which an organisation asks for an account (ET-21, ET-28).

use super::{
    answered, asked,
    form::Sent,
    html::{Field, Html, page},
    said,
};
use crate::{
    clock::written_day,
    http::request::{Address, Asked},
    refusal::Answer,
    requests::{Exists, HOME, countries},
    service::Service,
};
use axum::{extract::State, http::HeaderMap, response::Response};
use edutracker_domain::{Finding, FindingCode, Language, codes::CodeList};
use edutracker_i18n::{Key, Texts};
use edutracker_protocol::wire::AccountRequest;
use http::StatusCode;
use serde::Deserialize;

/// `?lang=fr`.
#[derive(Deserialize)]
pub struct Query {
    lang: Option<String>,
}

/// What the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Form {
    organisation: String,
    name: String,
    email: String,
    kind: String,
    country: String,
    message: String,
    /// Whether it is sent although the organisation seems to be known.
    anyway: String,
}

fn texts(query: Answer<Asked<Query>>, headers: &HeaderMap) -> Texts {
    let wanted = query.ok().and_then(|Asked(query)| query.lang?.parse().ok());
    Texts::new(wanted.unwrap_or_else(|| asked(headers)))
}

/// The empty form.
pub async fn show(query: Answer<Asked<Query>>, headers: HeaderMap) -> Response {
    let texts = texts(query, &headers);
    form(&texts, StatusCode::OK, &Form::default(), &[])
}

/// Takes the request.
pub async fn send(
    State(service): State<Service>,
    Address(address): Address,
    query: Answer<Asked<Query>>,
    headers: HeaderMap,
    Sent(sent): Sent<Form>,
) -> Response {
    let texts = texts(query, &headers);
    let answer = take(&service, address, &texts, sent).await;
    answered(&texts, answer)
}

async fn take(service: &Service, address: String, texts: &Texts, sent: Answer<Form>) -> Answer {
    let sent = sent?;
    let request = AccountRequest {
        organisation: sent.organisation.clone(),
        name: sent.name.clone(),
        email: sent.email.clone(),
        kind: sent.kind.clone(),
        country: sent.country.clone(),
        language: texts.language().to_string(),
        message: sent.message.clone(),
    };
    let asked = request.clone();
    let (findings, exists) = service
        .blocking(move |service| {
            service.note_form(&address)?;
            let findings = service.request_findings(&asked);
            // Only what may be a name is compared with all others.
            let exists = match findings.is_empty() {
                true => service.exists(&asked.organisation)?,
                false => Exists::No,
            };
            Ok((findings, exists))
        })
        .await?;
    let wrong: Vec<String> = findings
        .iter()
        .map(|found| sentence(texts, found))
        .collect();
    if !wrong.is_empty() {
        return Ok(form(texts, StatusCode::UNPROCESSABLE_ENTITY, &sent, &wrong));
    }
    if exists != Exists::No && sent.anyway.is_empty() {
        let key = match exists {
            Exists::Yes => Key::PageRequestKnown,
            _ => Key::PageRequestProbably,
        };
        let known = Form {
            anyway: "yes".to_owned(),
            ..sent
        };
        return Ok(form(texts, StatusCode::OK, &known, &[texts.text(key, &[])]));
    }
    let receipt = service
        .blocking(move |service| service.take_request(&request))
        .await?;
    let text = texts.text(Key::PageRequestDone, &[("receipt", receipt.into())]);
    Ok(said(
        texts,
        StatusCode::CREATED,
        Key::PageRequestTitle,
        &text,
    ))
}

/// What is wrong with a field, with the field's name before it.
fn sentence(texts: &Texts, found: &Finding) -> String {
    let reason = found.args.get("reason");
    if let (FindingCode::KindMayNot, Some(reason)) = (found.code, reason) {
        let label = CodeList::ReviewReasons.find(reason);
        let label = label.map_or(reason.as_str(), |label| label.labels.get(texts.language()));
        let day = |name| found.args.get(name).map(|day| written_day(day));
        let date = day("date").unwrap_or_default();
        let args = [("reason", label.into()), ("date", date.into())];
        let rule = texts.text(Key::PageRequestExcluded, &args);
        let Some(until) = day("until") else {
            return rule;
        };
        let end = texts.text(Key::PageRequestExcludedUntil, &[("date", until.into())]);
        return format!("{rule} {end}");
    }
    let field = found.pointer.trim_start_matches('/');
    let label = texts.find(&format!("page-request-{field}"), &[]);
    let args = [
        ("field", label.unwrap_or_default().into()),
        ("what", texts.finding(found).into()),
    ];
    texts.text(Key::PageRequestWrong, &args)
}

fn form(texts: &Texts, status: StatusCode, sent: &Form, wrong: &[String]) -> Response {
    let say = |key| texts.text(key, &[]);
    let language = texts.language();
    let kinds = CodeList::OrganisationKinds.items().iter();
    let kinds = kinds.filter(|kind| kind.side.as_deref() != Some("operator"));
    let kinds: Vec<(&str, &str)> = std::iter::once(("", ""))
        .chain(kinds.map(|kind| (kind.code.as_str(), kind.labels.get(language))))
        .collect();
    let lived = sent.country.trim();
    let lived = if lived.is_empty() { HOME } else { lived };
    let others: Vec<(&str, &str)> = Language::ALL
        .iter()
        .filter(|other| **other != language)
        .filter_map(|other| {
            let known = CodeList::Languages.find(other.as_str())?;
            Some((other.as_str(), known.labels.get(*other)))
        })
        .collect();
    let labels = [
        say(Key::PageRequestOrganisation),
        say(Key::PageRequestName),
        say(Key::PageRequestEmail),
        say(Key::PageRequestCountry),
        say(Key::PageRequestMessage),
    ];
    let [organisation, name, email, country, message] = &labels;
    let kind_label = say(Key::PageRequestKind);
    let field = |name, label, kind, complete, value, required| Field {
        name,
        label,
        kind,
        complete,
        value,
        required,
    };
    let body = wrong
        .iter()
        .fold(
            Html::new()
                .languages(&others)
                .paragraph(&say(Key::PageRequestIntro)),
            |body, wrong| body.wrong(Some(wrong)),
        )
        .form(&say(Key::PageRequestSend), |form| {
            form.field(&field(
                "organisation",
                organisation,
                "text",
                "organization",
                &sent.organisation,
                true,
            ))
            .field(&field("name", name, "text", "name", &sent.name, true))
            .field(&field("email", email, "email", "email", &sent.email, true))
            .choice(
                &field("kind", &kind_label, "", "off", &sent.kind, false),
                &kinds,
            )
            .choice(
                &field("country", country, "", "country", lived, true),
                &countries(language),
            )
            .field(&field(
                "message",
                message,
                "area",
                "off",
                &sent.message,
                false,
            ))
            .hidden("anyway", &sent.anyway)
        });
    page(texts, status, &say(Key::PageRequestTitle), body)
}

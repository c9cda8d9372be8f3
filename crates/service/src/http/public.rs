//! The public view: published offers as the other side sees them.

use super::{
    gate, json,
    request::{self, Asked, Who},
};
use crate::{
    refusal::{Answer, Refusal},
    service::Service,
    storage::{Reader, StorageError, StoredRecord},
};
use axum::extract::State;
use edutracker_domain::{
    Language, Record, RecordId, RecordType, Rev, card, record,
    rights::{Action, Grant, Side},
    validate,
};
use edutracker_protocol::{Problem, ProblemType};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const PAGE: usize = 100;
const LONGEST_PAGE: usize = 1_000;

/// `GET /v1/public/offers?…`.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Query {
    /// The `next` of the page before.
    after: Option<String>,
    /// Cards of a page, 1000 at most.
    limit: Option<usize>,
    /// The code of one organisation.
    organisation: Option<String>,
}

/// An offer as a card.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Card {
    /// The offer's id.
    id: String,
    /// Its revision.
    rev: String,
    /// The heading, per language.
    heading: BTreeMap<String, String>,
    /// Who offers it.
    organisation: CardOrganisation,
    /// Whom to contact.
    contact: Option<CardContact>,
    /// The offer's fields that the card shows.
    #[schema(value_type = Object)]
    offer: Record,
}

/// Who offers.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct CardOrganisation {
    id: String,
    code: String,
    name: String,
}

/// Whom to contact.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CardContact {
    name: String,
    email: String,
    phone: String,
}

/// A page of cards.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct CardPage {
    /// The cards.
    items: Vec<Card>,
    /// Goes into `after` for the next page; null at the end.
    next: Option<String>,
}

/// What a card does not show: states of the record, not of the offer.
const HIDDEN: [&str; 6] = [
    "organisation",
    "contact",
    "published",
    "archived",
    "removed",
    "validFrom",
];

fn text(record: &Record, name: &str) -> String {
    record::text(record, name).to_owned()
}

fn card(reader: &dyn Reader, epoch: u32, offer: StoredRecord) -> Result<Card, StorageError> {
    let organisation = reader
        .record(RecordType::Organisation, offer.org)?
        .map(|found| found.data)
        .unwrap_or_default();
    let contact = match record::text(&offer.data, "contact").parse::<RecordId>() {
        Ok(id) => reader
            .record(RecordType::Contact, id)?
            .filter(|found| !found.deleted),
        Err(_) => None,
    };
    let heading = Language::ALL
        .iter()
        .map(|&language| (language.to_string(), card::heading(&offer.data, language)));
    let heading = heading.collect();
    let mut fields = offer.data;
    fields.retain(|name, _| !HIDDEN.contains(&name.as_str()));
    Ok(Card {
        id: offer.id.to_string(),
        rev: Rev::new(epoch, offer.seq).to_string(),
        heading,
        organisation: CardOrganisation {
            id: offer.org.to_string(),
            code: text(&organisation, "code"),
            name: text(&organisation, "legalName"),
        },
        contact: contact.map(|contact| CardContact {
            name: text(&contact.data, "name"),
            email: text(&contact.data, "email"),
            phone: text(&contact.data, "phone"),
        }),
        offer: fields,
    })
}

/// Whether a side is shown an offer: the other side's, and reviewers all.
fn shown(viewer: Side, offer: &StoredRecord) -> bool {
    match viewer {
        Side::Company | Side::Institution => record::subject(&offer.data)
            .is_none_or(|subject| validate::subject_side(subject) != viewer),
        _ => true,
    }
}

/// Published offers that are neither removed nor archived.
#[utoipa::path(get, path = "/v1/public/offers", tag = "public", params(Query), responses(
    (status = 200, body = CardPage), (status = 401, body = Problem), (status = 403, body = Problem), (status = 501, body = Problem)))]
pub async fn offers(
    State(service): State<Service>,
    Who(who): Who,
    Asked(query): Asked<Query>,
) -> Answer {
    let action = Action::SearchOtherSide;
    let gated = match who.account.grant(action) {
        Grant::Allow | Grant::View => false,
        Grant::Gate => true,
        _ => return Err(Refusal::forbidden(action)),
    };
    let limit = request::limit(query.limit, PAGE, LONGEST_PAGE)?;
    let after = match query.after.as_deref() {
        None | Some("") => None,
        Some(text) => Some(
            text.parse::<RecordId>()
                .map_err(|_| Refusal::malformed("?after"))?,
        ),
    };
    let page = service
        .blocking(move |service| {
            let reader = service.storage().reader()?;
            if gated {
                gate::pass(service, &*reader, who.account.info.organisation, action)?;
            }
            let epoch = reader.head()?.epoch;
            let org = match query.organisation.as_deref() {
                None | Some("") => None,
                Some(code) => Some(
                    reader
                        .organisation(code)?
                        .ok_or_else(|| Refusal::new(ProblemType::NotFound))?,
                ),
            };
            let offers = reader.public_offers(org, after, limit)?;
            let next = offers
                .last()
                .filter(|_| offers.len() == limit)
                .map(|last| last.id.to_string());
            let items = offers
                .into_iter()
                .filter(|offer| shown(who.account.side, offer))
                .map(|offer| card(&*reader, epoch, offer))
                .collect::<Result<_, _>>()?;
            Ok(CardPage { items, next })
        })
        .await?;
    Ok(json(&page))
}

//! What importing would change, against records that exist.
#![allow(clippy::unwrap_used, reason = "a test may fail wherever it likes")]

mod decisions;
mod rows;
mod sites;

use edutracker_domain::{Record, RecordId, record};
use edutracker_exchange::import::{
    Choices,
    context::{Context, Existing, Organisation, Site},
    examine,
    file::FileLimits,
    plan::{Action, Against, Contact, Plan, Planned, Reason, Rights, plan},
};
use serde_json::{Value, json};

fn id(n: u64) -> RecordId {
    format!("0192f3c0-0000-7000-8000-{n:012}").parse().unwrap()
}

const OWNER: u64 = 1;
const CONTACT: u64 = 2;
const SITE: u64 = 3;
const OFFER: u64 = 10;

fn context() -> Context {
    Context {
        own: Some("SCHOOL".to_owned()),
        organisations: vec![Organisation {
            code: "SCHOOL".to_owned(),
            id: Some(id(OWNER)),
            name: "Hogeschool Voorbeeld".to_owned(),
            kind: "university_college".to_owned(),
            website: String::new(),
            sites: vec![Site {
                code: "SCHOOL-NOORD".to_owned(),
                id: Some(id(SITE)),
                name: "Campus Noord".to_owned(),
                municipality: "Gent".to_owned(),
                postal_code: "9000".to_owned(),
                province: "BE-VOV".to_owned(),
            }],
        }],
        ..Context::default()
    }
}

fn offer(n: u64, name: &str, rev: &str) -> Existing {
    let fields = json!({
        "organisation": id(OWNER).to_string(), "subject": "programme", "name": name, "studyLevel": "PBA",
        "collaborationForms": {"INTERNSHIP": true, "CASE": true}, "languages": {"nl": true}, "provinces": {"BE-VOV": true},
        "sites": {id(SITE).to_string(): true}, "contact": id(CONTACT).to_string(), "description": "Zoals het was.", "published": true,
    });
    Existing {
        id: id(n),
        rev: Some(rev.to_owned()),
        fields: fields.as_object().unwrap().clone(),
    }
}

fn planned(text: &str, offers: &[Existing], base: Option<&Record>, empty_clears: bool) -> Plan {
    let choices = Choices {
        empty_clears,
        ..Choices::default()
    };
    decided(text, offers, base, &choices)
}

fn decided(text: &str, records: &[Existing], base: Option<&Record>, choices: &Choices) -> Plan {
    let context = context();
    let report = examine(
        text.as_bytes(),
        choices,
        &context,
        &FileLimits::default(),
        &mut |_| Ok(()),
    )
    .unwrap();
    let contacts = [Contact {
        id: id(CONTACT),
        organisation: "SCHOOL".to_owned(),
        email: "stages@school.example".to_owned(),
        name: "Stages".to_owned(),
        phone: String::new(),
    }];
    let profile =
        json!({"code": "SCHOOL", "website": "https://school.example", "languages": {"nl": true}});
    let profiles = [(id(OWNER), profile.as_object().unwrap().clone())];
    plan(
        &report,
        &Against {
            context: &context,
            records,
            profiles: &profiles.into(),
            contacts: &contacts,
            base: &|_, _| base.cloned(),
            empty_clears: choices.empty_clears,
            decisions: &choices.told.decisions,
            rights: Rights {
                own: &|organisation| organisation == id(OWNER),
                add: true,
                change: true,
                restore: true,
            },
        },
    )
}

const HEADER: &str = "Opleiding;Niveau;Vormen;Provincie;Taal;E-mail;Extra info;Gepubliceerd\n";

fn one(plan: &Plan) -> &Planned {
    assert_eq!(plan.rows.len(), 1, "{plan:?}");
    &plan.rows[0]
}

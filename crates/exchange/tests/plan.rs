//! What importing offers would change, against offers that exist.
#![allow(clippy::unwrap_used, reason = "a test may fail wherever it likes")]

use edutracker_domain::{Record, RecordId, record};
use edutracker_exchange::import::{
    Choices,
    context::{Context, Existing, Organisation, Site},
    examine,
    file::FileLimits,
    plan::{Action, Against, Contact, Plan, Planned, plan},
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
    let context = context();
    let report = examine(
        text.as_bytes(),
        &Choices::default(),
        &context,
        &FileLimits::default(),
        &mut |_| Ok(()),
    )
    .unwrap();
    let contacts = [Contact {
        id: id(CONTACT),
        organisation: "SCHOOL".to_owned(),
        email: "stages@school.example".to_owned(),
    }];
    plan(
        &report,
        &Against {
            context: &context,
            offers,
            contacts: &contacts,
            base: &|_, _| base.cloned(),
            empty_clears,
        },
    )
}

const HEADER: &str = "Opleiding;Niveau;Vormen;Provincie;Taal;E-mail;Extra info;Gepubliceerd\n";

fn one(plan: &Plan) -> &Planned {
    assert_eq!(plan.rows.len(), 1, "{plan:?}");
    &plan.rows[0]
}

#[test]
fn rows_are_added_changed_or_so_already_and_what_is_not_named_is_only_listed() {
    let offers = [
        offer(OFFER, "Bouw", "1.5"),
        offer(OFFER + 1, "Chemie", "1.6"),
        offer(OFFER + 2, "Hout", "1.7"),
    ];
    let text = format!(
        "{HEADER}Bouw;PBA;Stage / Bedrijfscase;Oost-Vl.;NL;stages@school.example;;\n\
         CHEMIE;Prof. Bach.;Stage;Oost-Vlaanderen;NL;stages@school.example;Nieuw.;nee\n\
         Textiel;PBA;Stage;Oost-Vlaanderen;NL;nieuw@school.example;;\n\
         Textiel;PBA;Hackathon;Oost-Vlaanderen;NL;nieuw@school.example;;\n\
         Mode;Bachelor;Stage;Oost-Vlaanderen;NL;stages@school.example;;\n\
         Leder;PBA;;Oost-Vlaanderen;NL;stages@school.example;;\n"
    );
    let plan = planned(&text, &offers, None, false);
    let actions: Vec<&str> = plan.rows.iter().map(|row| row.action.as_str()).collect();
    assert_eq!(
        actions,
        [
            "unchanged",
            "changed",
            "added",
            "duplicate",
            "needs_decision",
            "rejected"
        ]
    );
    assert_eq!(plan.missing, [id(OFFER + 2)]);
    let changed = &plan.rows[1];
    assert_eq!(changed.id, Some(id(OFFER + 1)));
    assert_eq!(
        Value::Object(changed.patch.clone()),
        json!({"name": "CHEMIE", "collaborationForms": {"CASE": null}, "description": "Nieuw.", "published": false})
    );
    let fields: Vec<&str> = changed.changes.iter().map(|change| change.field).collect();
    assert_eq!(
        fields,
        ["name", "collaborationForms", "description", "published"]
    );
    let added = &plan.rows[2];
    assert_eq!(
        (added.id, record::text(&added.patch, "subject")),
        (None, "programme")
    );
    assert_eq!(
        added.patch["published"], false,
        "a default, for new offers only"
    );
    assert_eq!(
        added.contact.as_ref().unwrap().email,
        "nieuw@school.example"
    );
}

#[test]
fn empty_cells_clear_only_when_that_is_asked_for() {
    let offers = [offer(OFFER, "Bouw", "1.5")];
    let text = format!(
        "{HEADER}Bouw;PBA;Stage, Bedrijfscase;Oost-Vlaanderen;NL;stages@school.example;;\n"
    );
    assert_eq!(
        one(&planned(&text, &offers, None, false)).action,
        Action::Unchanged
    );
    let cleared = planned(&text, &offers, None, true);
    let patch = Value::Object(one(&cleared).patch.clone());
    assert_eq!(
        patch,
        json!({"description": null}),
        "no column for campuses: they stay"
    );
}

#[test]
fn an_old_export_undoes_nothing() {
    let base = offer(OFFER, "Bouw", "1.5").fields;
    let mut now = offer(OFFER, "Bouwkunde", "1.9");
    now.fields.insert("published".to_owned(), false.into());
    let header = format!("id;rev;{HEADER}");
    let row = |rest: &str| format!("{header}{};1.5;{rest}\n", id(OFFER));
    let same = row(
        "Bouw;PBA;Stage / Bedrijfscase;Oost-Vlaanderen;NL;stages@school.example;Zoals het was.;ja",
    );
    let plan = planned(&same, &[now.clone()], Some(&base), false);
    assert_eq!(one(&plan).action, Action::Unchanged, "{plan:?}");

    let edited = row(
        "Bouw;PBA;Stage / Bedrijfscase / Hackathon;Oost-Vlaanderen;NL;stages@school.example;Anders.;ja",
    );
    let plan = planned(&edited, &[now.clone()], Some(&base), false);
    assert_eq!(one(&plan).action, Action::Changed);
    assert_eq!(
        Value::Object(one(&plan).patch.clone()),
        json!({"collaborationForms": {"HACK": true}, "description": "Anders."})
    );

    let clash = row(
        "Bouwtechniek;PBA;Stage / Bedrijfscase;Oost-Vlaanderen;NL;stages@school.example;Zoals het was.;ja",
    );
    let plan = planned(&clash, &[now.clone()], Some(&base), false);
    assert_eq!(one(&plan).action, Action::NeedsDecision);
    assert_eq!(one(&plan).conflicts[0].field, "name");

    let plan = planned(&edited, &[now], None, false);
    assert_eq!(
        one(&plan).action,
        Action::NeedsDecision,
        "the revision is gone"
    );
}

#[test]
fn what_is_not_sure_is_asked() {
    let twins = [offer(OFFER, "Bouw", "1.5"), offer(OFFER + 1, "bouw", "1.6")];
    let text = format!("{HEADER}Bouw;PBA;Stage;Oost-Vlaanderen;NL;stages@school.example;;\n");
    let plan = planned(&text, &twins, None, false);
    assert_eq!(
        (one(&plan).action, one(&plan).candidates.len()),
        (Action::NeedsDecision, 2)
    );
    assert!(plan.missing.is_empty());

    let stranger = format!(
        "id;{HEADER}{};Bouw;PBA;Stage;Oost-Vlaanderen;NL;stages@school.example;;\n",
        id(99)
    );
    assert_eq!(
        one(&planned(&stranger, &[], None, false)).action,
        Action::NeedsDecision
    );
}

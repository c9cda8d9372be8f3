//! Rows that nobody has to decide about.

use super::*;
use edutracker_exchange::import::decision::{Decision, Taken};

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
    assert_eq!(one(&plan).clashes[0].field, "name");

    let plan = planned(&edited, &[now], None, false);
    assert_eq!(
        one(&plan).action,
        Action::NeedsDecision,
        "the revision is gone"
    );
}

#[test]
fn an_offer_in_the_archive_comes_back_instead_of_a_second_one() {
    let archived = |number: u64, rev: &str| {
        let mut existing = offer(number, "Bouw", rev);
        existing.fields.insert("archived".to_owned(), true.into());
        existing.fields.insert("published".to_owned(), false.into());
        existing
    };
    let cells = "Bouw;PBA;Stage, Bedrijfscase;Oost-Vlaanderen;NL;stages@school.example;;";
    let text = format!("{HEADER}{cells}\n");
    let older = archived(OFFER, "1.5");
    let newer = archived(OFFER + 1, "1.6");
    let here = [older.clone(), newer.clone()];
    let plan = planned(&text, &here, None, false);
    let row = one(&plan);
    assert_eq!((row.action, row.id), (Action::Changed, Some(newer.id)));
    let back = row.changes.iter().map(|change| change.field);
    assert_eq!(back.collect::<Vec<_>>(), ["archived"]);
    assert_eq!(row.remarks[0].code.to_string(), "W_ARCHIVED");
    // A second row about it is asked about; what is not named is no loss.
    let twice = format!("{HEADER}{cells}\n{}\n", cells.replace("Stage, ", ""));
    assert!(planned(&twice, &here, None, false).missing.is_empty());

    // The one in use is meant, where there is one.
    let used = offer(OFFER + 2, "Bouw", "1.7");
    let plan = planned(&text, &[older.clone(), used.clone(), newer], None, false);
    assert_eq!(one(&plan).action, Action::Unchanged);
    assert_eq!(one(&plan).id, Some(used.id));

    // Somebody may want a second one all the same.
    let mut choices = Choices::default();
    let new = Decision {
        row: Some(Taken::New),
        ..Decision::default()
    };
    choices.told.decisions.insert(2, new);
    let plan = decided(&text, std::slice::from_ref(&older), None, &choices);
    assert_eq!(one(&plan).action, Action::Added);
    // A file that was exported from here takes nothing out of the archive.
    let text = format!("id;rev;{HEADER}{};1.5;{cells}\n", older.id);
    let plan = planned(&text, &[older], None, false);
    assert_eq!(one(&plan).action, Action::Unchanged);
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

#[test]
fn a_column_says_that_an_offer_is_an_event() {
    let head = "Gaat over;Opleiding;Niveau;Vormen;Provincie;Taal;E-mail\n";
    let rest = "Oost-Vlaanderen;NL;stages@school.example";
    let text = format!(
        "{head}Evenement of activiteit;Bachelordag;;Jobbeurs;{rest}\n\
         Opleiding;Bouw;PBA;Stage;{rest}\n\
         ;Hout;PBA;Stage;{rest}\n\
         event;Techniekdag;PBA;Jobbeurs;{rest}\n\
         iets;Glas;PBA;Stage;{rest}\n\
         ;Zonder niveau;;Jobbeurs;{rest}\n"
    );
    let mut bouw = offer(OFFER, "Bouw", "1.5");
    let plan = planned(&text, std::slice::from_ref(&bouw), None, false);
    let actions: Vec<&str> = plan.rows.iter().map(|row| row.action.as_str()).collect();
    assert_eq!(
        actions,
        [
            "added",
            "changed",
            "added",
            "needs_decision",
            "rejected",
            "rejected"
        ],
        "{plan:?}"
    );
    let event = &plan.rows[0].patch;
    assert_eq!(
        (record::text(event, "subject"), record::text(event, "name")),
        ("event", "Bachelordag")
    );
    assert!(!event.contains_key("studyLevel"));
    assert_eq!(record::text(&plan.rows[2].patch, "subject"), "programme");
    // What a record is about never changes.
    let named = format!("id;{head}{};event;Bouw;;Jobbeurs;{rest}\n", id(OFFER));
    bouw.rev = None;
    let plan = planned(&named, &[bouw], None, false);
    assert_eq!(
        (one(&plan).action, one(&plan).reason),
        (Action::NeedsDecision, Some(Reason::Fixed))
    );
    // Without such a column nothing is guessed.
    let text = format!("{HEADER}Jobbeurs voor allen;;Jobbeurs;{rest};;\n");
    assert_eq!(
        one(&planned(&text, &[], None, false)).action,
        Action::Rejected
    );
}

#[test]
fn a_recipe_says_which_column_marks_events() {
    let text = "Opleiding;Niveau;Open dag?;Vormen;Provincie;Taal;E-mail\n\
        Techniekdag;;x;Jobbeurs;Oost-Vlaanderen;NL;stages@school.example\n\
        Bouw;PBA;;Stage;Oost-Vlaanderen;NL;stages@school.example\n";
    let choices: edutracker_protocol::command::ImportChoices =
        serde_json::from_value(json!({"columns": {"Open dag?": "subject=event"}})).unwrap();
    let plan = decided(text, &[], None, &Choices::try_from(&choices).unwrap());
    let subjects: Vec<&str> = plan
        .rows
        .iter()
        .map(|row| record::text(&row.patch, "subject"))
        .collect();
    assert_eq!(subjects, ["event", "programme"]);
}

#[test]
fn a_contact_is_found_by_its_address_in_capitals_as_well() {
    let text = format!("{HEADER}Glas;PBA;Stage;Oost-Vlaanderen;NL;Stages@School.Example;;\n");
    let plan = planned(&text, &[], None, false);
    assert_eq!(one(&plan).contact, None);
    assert_eq!(
        record::text(&one(&plan).patch, "contact"),
        id(CONTACT).to_string()
    );
}

#[test]
fn a_cell_that_cannot_be_read_changes_nothing_and_is_told() {
    let mut known = offer(OFFER, "Bouw", "1.5");
    known.fields.insert("durationMonths".to_owned(), 3.into());
    let text = "Opleiding;Niveau;Vormen;Provincie;Taal;E-mail;Gepubliceerd;Duur\n\
        Bouw;PBA;Stage / Bedrijfscase;Oost-Vlaanderen;NL;stages@school.example;misschien;lang\n";
    let report = examine(
        text.as_bytes(),
        &Choices::default(),
        &context(),
        &FileLimits::default(),
        &mut |_| Ok(()),
    )
    .unwrap();
    let codes: Vec<&str> = report.rows[0]
        .warnings
        .iter()
        .map(|remark| remark.code.as_str())
        .collect();
    assert!(codes.contains(&"W_DEFAULT"), "{codes:?}");
    assert!(codes.contains(&"W_DURATION_UNREAD"), "{codes:?}");
    let plan = planned(text, &[known], None, false);
    assert_eq!(one(&plan).action, Action::Unchanged, "{plan:?}");
}

#[test]
fn what_a_file_says_of_a_contact_that_is_known_otherwise_is_told() {
    let head = "Opleiding;Niveau;Vormen;Provincie;Taal;Contactpersoon;E-mail;Telefoon\n";
    let text = format!(
        "{head}Hout;PBA;Stage;Oost-Vlaanderen;NL;Stages;stages@school.example;09 000 00 00\n\
         Glas;PBA;Stage;Oost-Vlaanderen;NL;Nieuw;nieuw@school.example;09 111 11 11\n\
         Leem;PBA;Stage;Oost-Vlaanderen;NL;Anders;nieuw@school.example;091111111\n"
    );
    let plan = planned(&text, &[], None, false);
    let told: Vec<Vec<(&str, &str)>> = plan
        .rows
        .iter()
        .map(|row| {
            let remarks = row.remarks.iter();
            remarks.map(|one| (one.field, one.value.as_str())).collect()
        })
        .collect();
    assert_eq!(
        told,
        [
            vec![("contact_phone", "09 000 00 00")],
            vec![],
            vec![("contact_name", "Anders")]
        ]
    );
}

#[test]
fn a_province_that_goes_takes_its_campuses_along() {
    let offers = [offer(OFFER, "Bouw", "1.5")];
    let text = format!(
        "id;{HEADER}{};Bouw;PBA;Stage / Bedrijfscase;West-Vlaanderen;NL;stages@school.example;;\n",
        id(OFFER)
    );
    let plan = planned(&text, &offers, None, false);
    let fields: Vec<&str> = one(&plan)
        .changes
        .iter()
        .map(|change| change.field)
        .collect();
    assert_eq!(fields, ["provinces", "sites"]);
    assert_eq!(
        Value::Object(one(&plan).patch.clone()),
        json!({"provinces": {"BE-VOV": null, "BE-VWV": true}, "sites": {id(SITE).to_string(): null}})
    );
}

/// The codes of the remarks about the first row of a file of this kind.
fn remarks(text: &str, kind: &str, context: &Context) -> Vec<String> {
    let choices = json!({"kind": kind});
    let choices: edutracker_protocol::command::ImportChoices =
        serde_json::from_value(choices).unwrap();
    let choices = Choices::try_from(&choices).unwrap();
    let limits = FileLimits::default();
    let report = examine(text.as_bytes(), &choices, context, &limits, &mut |_| Ok(())).unwrap();
    let warnings = report.rows[0].warnings.iter();
    warnings.map(|remark| remark.code.to_string()).collect()
}

#[test]
fn a_place_that_no_record_can_take_is_told() {
    let entity = "Titel;Samenwerkingsvorm;Studieniveaus;Provincies;Talen;E-mail;Entiteit\n\
        Stage;Stage;PBA;Antwerpen;NL;stages@company.example;Fabriek Noord\n";
    let mut company = context();
    company.organisations[0].sites.clear();
    let told = remarks(entity, "company_offers", &company);
    assert!(told.contains(&"W_UNKNOWN_CAMPUS".to_owned()), "{told:?}");
    // Of a company that is not here, the file's own words stand in the report.
    company.organisations[0].id = None;
    let told = remarks(entity, "company_offers", &company);
    assert!(!told.contains(&"W_UNKNOWN_CAMPUS".to_owned()), "{told:?}");
}

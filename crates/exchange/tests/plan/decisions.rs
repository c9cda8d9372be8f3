//! What a person decides about single rows and texts, and what follows.

use super::*;
use edutracker_protocol::command::{ImportChoices, ImportDecision};

/// Choices in the form in which they travel.
fn choices(value: Value) -> Choices {
    let choices: ImportChoices = serde_json::from_value(value).unwrap();
    Choices::try_from(&choices).unwrap()
}

fn about(row: u32, decision: Value) -> Choices {
    let decision: ImportDecision = serde_json::from_value(decision).unwrap();
    let decision = serde_json::to_value(decision).unwrap();
    choices(json!({"decisions": {row.to_string(): decision}}))
}

#[test]
fn of_several_offers_one_is_meant_or_none() {
    let twins = [offer(OFFER, "Bouw", "1.5"), offer(OFFER + 1, "bouw", "1.6")];
    let text = format!("{HEADER}Bouw;PBA;Stage;Oost-Vlaanderen;NL;stages@school.example;;\n");
    let open = decided(&text, &twins, None, &Choices::default());
    assert_eq!(one(&open).reason, Some(Reason::Several));
    let second = about(2, json!({"row": id(OFFER + 1).to_string()}));
    let plan = decided(&text, &twins, None, &second);
    assert_eq!(
        (one(&plan).action, one(&plan).id),
        (Action::Changed, Some(id(OFFER + 1)))
    );
    assert_eq!(plan.missing, [id(OFFER)]);
    let new = decided(&text, &twins, None, &about(2, json!({"row": "new"})));
    assert_eq!((one(&new).action, one(&new).id), (Action::Added, None));
    let left = decided(&text, &twins, None, &about(2, json!({"row": "leave"})));
    assert_eq!(one(&left).action, Action::Left);
    // One that is not here, or another organisation's, is none.
    let foreign = about(2, json!({"row": id(99).to_string()}));
    let plan = decided(&text, &twins, None, &foreign);
    assert_eq!(one(&plan).reason, Some(Reason::UnknownRecord));
    assert_eq!(one(&plan).candidates.len(), 2);
}

#[test]
fn an_offer_that_is_not_here_can_be_a_new_one() {
    let text = format!(
        "id;{HEADER}{};Bouw;PBA;Stage;Oost-Vlaanderen;NL;stages@school.example;;\n",
        id(99)
    );
    let open = decided(&text, &[], None, &Choices::default());
    assert_eq!(one(&open).reason, Some(Reason::UnknownRecord));
    let new = decided(&text, &[], None, &about(2, json!({"row": "new"})));
    assert_eq!(one(&new).action, Action::Added);
}

#[test]
fn each_field_that_changed_on_both_sides_is_mine_or_theirs() {
    let base = offer(OFFER, "Bouw", "1.5").fields;
    let mut now = offer(OFFER, "Bouwkunde", "1.9");
    now.fields.insert("description".to_owned(), "Hier.".into());
    let text = format!(
        "id;rev;{HEADER}{};1.5;Bouwtechniek;PBA;Stage / Bedrijfscase;Oost-Vlaanderen;NL;stages@school.example;Bestand.;nee\n",
        id(OFFER)
    );
    for base in [Some(&base), None] {
        let open = decided(&text, &[now.clone()], base, &Choices::default());
        let open = one(&open);
        assert_eq!(open.action, Action::NeedsDecision);
        let fields: Vec<&str> = open.clashes.iter().map(|clash| clash.field).collect();
        assert!(fields.starts_with(&["name", "description"]), "{fields:?}");
        let half = about(2, json!({"fields": {"name": "file"}}));
        let plan = decided(&text, &[now.clone()], base, &half);
        assert_eq!(one(&plan).action, Action::NeedsDecision);
        let all = about(
            2,
            json!({"fields": {"name": "file", "description": "here", "published": "file"}}),
        );
        let plan = decided(&text, &[now.clone()], base, &all);
        assert_eq!(one(&plan).action, Action::Changed);
        assert_eq!(
            Value::Object(one(&plan).patch.clone()),
            json!({"name": "Bouwtechniek", "published": false})
        );
    }
    let here = about(
        2,
        json!({"fields": {"name": "here", "description": "here", "published": "here"}}),
    );
    let plan = decided(&text, &[now], None, &here);
    assert_eq!(one(&plan).action, Action::Unchanged);
}

#[test]
fn a_row_that_repeats_another_is_merged_or_imported_beside_it() {
    let text = format!(
        "{HEADER}Textiel;PBA;Stage;Oost-Vlaanderen;NL;stages@school.example;;\n\
         Textiel;PBA;Hackathon;Oost-Vlaanderen;NL, EN;stages@school.example;Erbij.;\n"
    );
    let plan = decided(&text, &[], None, &Choices::default());
    assert_eq!(plan.rows[1].action, Action::Duplicate);
    let plan = decided(&text, &[], None, &about(3, json!({"row": "merge"})));
    assert_eq!(plan.rows[1].merged, Some(2));
    let patch = &plan.rows[0].patch;
    assert_eq!(
        record::members(patch, "collaborationForms"),
        ["HACK", "INTERNSHIP"]
    );
    assert_eq!(record::members(patch, "languages"), ["en", "nl"]);
    assert_eq!(record::text(patch, "description"), "Erbij.");
    let plan = decided(&text, &[], None, &about(3, json!({"row": "new"})));
    assert_eq!(plan.rows[1].action, Action::Added);
    assert_eq!(
        record::members(&plan.rows[1].patch, "collaborationForms"),
        ["HACK"]
    );
}

#[test]
fn what_a_cell_should_have_said_is_said_for_one_row() {
    let long = "x".repeat(5_000);
    let text = format!(
        "{HEADER}Mode;Bachelor;Stage;Oost-Vlaanderen;NL;stages@school.example;;\n\
         Master Leder;PBA;Stage;Oost-Vlaanderen;NL;stages@school.example;;\n\
         Hout;PBA;Stage;Oost-Vlaanderen;NL;;;\n\
         Glas;PBA;Stage;Oost-Vlaanderen;NL;stages@school.example;{long};\n\
         Steen;PBA;;Oost-Vlaanderen;NL;stages@school.example;;\n"
    );
    let plan = decided(&text, &[], None, &Choices::default());
    let actions: Vec<&str> = plan.rows.iter().map(|row| row.action.as_str()).collect();
    assert_eq!(
        actions,
        [
            "needs_decision",
            "needs_decision",
            "rejected",
            "needs_decision",
            "rejected"
        ]
    );
    let told = choices(json!({"decisions": {
        "2": {"values": {"study_level": "ABA"}},
        "3": {"values": {"study_level": "PBA"}},
        "4": {"values": {"contact_email": "stages@school.example"}},
        "5": {"values": {"description": "Kort."}},
        "6": {"values": {"collaboration_forms": "CASE"}},
    }}));
    let plan = decided(&text, &[], None, &told);
    let text = |row: usize, name: &str| record::text(&plan.rows[row].patch, name).to_owned();
    assert!(
        plan.rows.iter().all(|row| row.action == Action::Added),
        "{plan:?}"
    );
    assert_eq!(text(0, "studyLevel"), "ABA");
    assert_eq!(
        (text(1, "name"), text(1, "studyLevel")),
        ("Leder".to_owned(), "PBA".to_owned())
    );
    assert_eq!(text(2, "contact"), id(CONTACT).to_string());
    assert_eq!(text(3, "description"), "Kort.");
    assert_eq!(
        record::members(&plan.rows[4].patch, "collaborationForms"),
        ["CASE"]
    );
}

#[test]
fn a_text_gets_its_meaning_once_for_the_whole_file() {
    let text = "Opleiding;Niveau;Vormen;Provincie;Taal;Campus;E-mail\n\
        Bouw;PBA;Stage;Oost-Vlaanderen;NL;Oude gebouw;\n\
        Hout;PBA;Stage;Oost-Vlaanderen;NL;Oude gebouw / Verweg;\n";
    let told = choices(json!({"values": {
        "campuses": {"OUDE GEBOUW": "SCHOOL-NOORD", "Verweg": ""},
        "contact_email": {"": "stages@school.example"},
    }}));
    let plan = decided(text, &[], None, &told);
    for row in &plan.rows {
        assert_eq!(row.action, Action::Added, "{plan:?}");
        assert_eq!(record::members(&row.patch, "sites"), [id(SITE).to_string()]);
        assert_eq!(record::text(&row.patch, "contact"), id(CONTACT).to_string());
    }
}

#[test]
fn a_decision_that_says_nothing_known_is_refused() {
    for wrong in [
        json!({"row": "perhaps"}),
        json!({"fields": {"name": "both"}}),
        json!({"values": {"colour": "red"}}),
    ] {
        let wrong = json!({"decisions": {"2": wrong}});
        let choices: ImportChoices = serde_json::from_value(wrong).unwrap();
        assert!(Choices::try_from(&choices).is_err());
    }
}

#[test]
fn two_rows_that_are_said_to_be_one_offer_see_each_other() {
    let twins = [offer(OFFER, "Bouw", "1.5"), offer(OFFER + 1, "bouw", "1.6")];
    let text = format!(
        "{HEADER}Bouw;PBA;Stage;Oost-Vlaanderen;NL;stages@school.example;Een.;\n\
         Hout;PBA;Stage;Oost-Vlaanderen;NL;nieuw@school.example;Twee.;\n"
    );
    let chosen = id(OFFER).to_string();
    let both = json!({"decisions": {"2": {"row": chosen}, "3": {"row": chosen}}});
    let plan = decided(&text, &twins, None, &choices(both));
    assert_eq!(plan.rows[0].action, Action::Changed);
    let second = &plan.rows[1];
    assert_eq!(
        (second.action, second.reason),
        (Action::NeedsDecision, Some(Reason::OtherRow))
    );
    let fields: Vec<&str> = second.clashes.iter().map(|clash| clash.field).collect();
    assert_eq!(fields, ["name", "description", "contact"]);
    assert_eq!(second.clashes[1].here, json!("Een."));
    let settled = json!({"decisions": {
        "2": {"row": chosen},
        "3": {"row": chosen, "fields": {"name": "file", "description": "here", "contact": "here"}},
    }});
    let plan = decided(&text, &twins, None, &choices(settled));
    let second = &plan.rows[1];
    assert_eq!(
        (second.action, second.contact.as_ref()),
        (Action::Changed, None)
    );
    assert_eq!(Value::Object(second.patch.clone()), json!({"name": "Hout"}));
}

#[test]
fn a_row_by_its_id_and_one_by_its_name_do_not_both_take_an_offer() {
    let text = format!(
        "id;{HEADER}{};Hout;PBA;Stage;Oost-Vlaanderen;NL;stages@school.example;;\n\
         ;Bouw;PBA;Stage;Oost-Vlaanderen;NL;stages@school.example;Anders.;\n",
        id(OFFER)
    );
    let plan = decided(
        &text,
        &[offer(OFFER, "Bouw", "1.5")],
        None,
        &Choices::default(),
    );
    assert_eq!(plan.rows[0].action, Action::Changed);
    assert_eq!(plan.rows[1].reason, Some(Reason::Taken));
}

#[test]
fn a_row_that_is_added_to_one_that_stays_behind_is_asked_about() {
    let text = format!(
        "{HEADER}Textiel;PBA;Stage;Oost-Vlaanderen;NL;stages@school.example;;\n\
         Textiel;PBA;Hackathon;Oost-Vlaanderen;NL;stages@school.example;;\n"
    );
    let told = json!({"decisions": {"2": {"row": "leave"}, "3": {"row": "merge"}}});
    let plan = decided(&text, &[], None, &choices(told));
    assert_eq!(plan.rows[0].action, Action::Left);
    assert_eq!(
        (plan.rows[1].action, plan.rows[1].reason),
        (Action::NeedsDecision, Some(Reason::NotJoined))
    );
    let told = json!({"decisions": {"2": {"row": "leave"}, "3": {"row": "new"}}});
    let plan = decided(&text, &[], None, &choices(told));
    assert_eq!(plan.rows[1].action, Action::Added);
    // The earlier row waits for a choice of its own.
    let twins = [
        offer(OFFER, "Textiel", "1.5"),
        offer(OFFER + 1, "textiel", "1.6"),
    ];
    let plan = decided(&text, &twins, None, &about(3, json!({"row": "merge"})));
    assert_eq!(plan.rows[0].reason, Some(Reason::Several));
    assert_eq!(plan.rows[1].reason, Some(Reason::NotJoined));
}

#[test]
fn what_a_row_that_is_added_says_otherwise_is_asked_about() {
    let text = format!(
        "{HEADER}Textiel;PBA;Stage;Oost-Vlaanderen;NL;stages@school.example;Een.;\n\
         TEXTIEL;PBA;Hackathon;Oost-Vlaanderen;NL;nieuw@school.example;Twee.;\n"
    );
    let plan = decided(&text, &[], None, &about(3, json!({"row": "merge"})));
    let second = &plan.rows[1];
    assert_eq!(
        (second.action, second.reason, second.merged),
        (Action::NeedsDecision, Some(Reason::OtherRow), None)
    );
    let asked: Vec<(&str, &Value, &Value)> = second
        .clashes
        .iter()
        .map(|clash| (clash.field, &clash.here, &clash.file))
        .collect();
    let contact = json!(id(CONTACT).to_string());
    assert_eq!(
        asked,
        [
            ("contact", &contact, &json!("nieuw@school.example")),
            ("description", &json!("Een."), &json!("Twee.")),
        ]
    );
    let forms = |plan: &Plan| plan.rows[0].patch["collaborationForms"].clone();
    assert_eq!(forms(&plan), json!({"INTERNSHIP": true}));
    let fields = json!({"description": "file", "contact": "file"});
    let told = about(3, json!({"row": "merge", "fields": fields}));
    let plan = decided(&text, &[], None, &told);
    assert_eq!(plan.rows[1].merged, Some(2));
    let patch = &plan.rows[0].patch;
    assert_eq!(forms(&plan), json!({"HACK": true, "INTERNSHIP": true}));
    assert_eq!(record::text(patch, "description"), "Twee.");
    assert!(!patch.contains_key("contact"), "{patch:?}");
    let contact = plan.rows[0].contact.as_ref().unwrap();
    assert_eq!(contact.email, "nieuw@school.example");
}

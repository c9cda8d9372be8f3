//! Files about organisations and their campuses.

use super::*;

fn site(n: u64, name: &str) -> Existing {
    let fields = json!({
        "organisation": id(OWNER).to_string(), "name": name, "municipality": "Gent",
        "postalCode": "9000", "province": "BE-VOV",
    });
    Existing {
        id: id(n),
        rev: Some("1.5".to_owned()),
        fields: fields.as_object().unwrap().clone(),
    }
}

const PLACES: &str = "Organisatie;Website;Campus;Straat;Postcode;Gemeente;Actief\n";
const OURS: &str = "Hogeschool Voorbeeld";

fn places(rows: &str, decisions: Value) -> Plan {
    let choices: edutracker_protocol::command::ImportChoices = serde_json::from_value(json!({
        "kind": "organisations_campuses", "decisions": decisions,
    }))
    .unwrap();
    let choices = Choices::try_from(&choices).unwrap();
    let existing = [site(SITE, "Campus Noord"), site(SITE + 1, "Zuid")];
    decided(&format!("{PLACES}{rows}"), &existing, None, &choices)
}

#[test]
fn campuses_are_added_changed_and_closed() {
    let plan = places(
        &format!(
            "{OURS};;campus noord;;9000;Gent;ja\n\
             {OURS};;Zuid;;9050;Ledeberg;nee\n\
             {OURS};;West;;8500;Kortrijk;ja\n\
             Andere School;;Oost;;2000;Antwerpen;ja\n"
        ),
        json!({}),
    );
    let actions: Vec<&str> = plan.rows.iter().map(|row| row.action.as_str()).collect();
    assert_eq!(
        actions,
        ["changed", "changed", "added", "rejected"],
        "{plan:?}"
    );
    assert_eq!(
        Value::Object(plan.rows[0].patch.clone()),
        json!({"name": "campus noord"})
    );
    assert_eq!(
        Value::Object(plan.rows[1].patch.clone()),
        json!({"municipality": "Ledeberg", "postalCode": "9050", "retired": true})
    );
    let added = &plan.rows[2].patch;
    assert_eq!(record::text(added, "province"), "BE-VWV");
    assert_eq!(record::text(added, "organisation"), id(OWNER).to_string());
    assert_eq!(plan.rows[3].reason, Some(Reason::UnknownOrganisation));
}

#[test]
fn a_name_that_is_nearly_one_is_asked_about() {
    let row = format!("{OURS};;Noord;;9000;Gent;ja\n");
    let plan = places(&row, json!({}));
    assert_eq!(one(&plan).reason, Some(Reason::Similar));
    assert_eq!(one(&plan).candidates[0].id, id(SITE));
    let plan = places(&row, json!({"2": {"row": id(SITE).to_string()}}));
    assert_eq!(
        (one(&plan).action, one(&plan).id),
        (Action::Changed, Some(id(SITE)))
    );
    let plan = places(&row, json!({"2": {"row": "new"}}));
    assert_eq!(one(&plan).action, Action::Added);
}

#[test]
fn the_organisation_changes_once_and_rows_that_differ_are_asked_about() {
    let rows = format!(
        "{OURS};https://new.example;Campus Noord;;9000;Gent;ja\n\
         {OURS};https://new.example;Zuid;;9000;Gent;ja\n\
         {OURS};https://other.example;West;;8500;Kortrijk;ja\n"
    );
    let plan = places(&rows, json!({}));
    let profile = plan.rows[0].profile.as_ref().unwrap();
    assert_eq!(
        Value::Object(profile.1.clone()),
        json!({"website": "https://new.example"})
    );
    assert_eq!(plan.rows[0].action, Action::Changed);
    assert_eq!(plan.rows[1].action, Action::Unchanged);
    assert_eq!(plan.rows[2].reason, Some(Reason::OtherRow));
    assert_eq!(plan.rows[2].action, Action::NeedsDecision);
    let plan = places(&rows, json!({"4": {"fields": {"website": "here"}}}));
    assert_eq!(
        (plan.rows[2].action, plan.rows[2].profile.as_ref()),
        (Action::Added, None)
    );
    let plan = places(&rows, json!({"4": {"fields": {"website": "file"}}}));
    assert!(plan.rows[2].profile.is_some());
}

#[test]
fn two_rows_that_are_said_to_be_one_campus_see_each_other() {
    let rows = format!(
        "{OURS};;Noord;;9000;Gent;ja\n\
         {OURS};;Campus Noord (nieuw);;9050;Gent;ja\n\
         {OURS};;Campus Noord;;9000;Gent;ja\n"
    );
    let north = id(SITE).to_string();
    let both = json!({"2": {"row": north}, "3": {"row": north}});
    let plan = places(&rows, both);
    assert_eq!(plan.rows[0].action, Action::Changed);
    let second = &plan.rows[1];
    assert_eq!(
        (second.action, second.reason),
        (Action::NeedsDecision, Some(Reason::OtherRow))
    );
    let asked: Vec<(&str, &Value)> = second
        .clashes
        .iter()
        .map(|clash| (clash.field, &clash.here))
        .collect();
    assert_eq!(
        asked,
        [("name", &json!("Noord")), ("postalCode", &json!("9000"))]
    );
    // What matches by itself is asked about as well.
    assert_eq!(plan.rows[2].reason, Some(Reason::Taken));
    assert_eq!(plan.rows[2].candidates[0].id, id(SITE));
    let settled = json!({
        "2": {"row": north},
        "3": {"row": north, "fields": {"name": "here", "postalCode": "file"}},
        "4": {"row": "leave"},
    });
    let plan = places(&rows, settled);
    assert_eq!(plan.rows[1].action, Action::Changed);
    assert_eq!(
        Value::Object(plan.rows[1].patch.clone()),
        json!({"postalCode": "9050"})
    );
    // One that says the same changes nothing more.
    let same = format!("{OURS};;Noord;;9000;Gent;ja\n{OURS};;noord;;9000;Gent;ja\n");
    let plan = places(&same, json!({"2": {"row": north}, "3": {"row": north}}));
    assert_eq!(plan.rows[1].reason, Some(Reason::OtherRow), "{plan:?}");
}

#[test]
fn rows_that_add_the_same_campus_at_two_postal_codes_are_asked_about() {
    let rows = format!(
        "{OURS};;West;;8500;Kortrijk;ja\n\
         {OURS};;West;;8000;Brugge;ja\n\
         {OURS};;west;;8500;Kortrijk;ja\n"
    );
    let plan = places(&rows, json!({}));
    let found: Vec<(Action, Option<Reason>)> = plan
        .rows
        .iter()
        .map(|row| (row.action, row.reason))
        .collect();
    let expected = [
        (Action::Added, None),
        (Action::NeedsDecision, Some(Reason::SameName)),
        (Action::Duplicate, None),
    ];
    assert_eq!(found, expected);
    // It is another one all the same; or the first one is left out.
    let plan = places(&rows, json!({"3": {"row": "new"}}));
    assert_eq!(plan.rows[1].action, Action::Added);
    let plan = places(&rows, json!({"2": {"row": "leave"}}));
    assert_eq!(plan.rows[1].action, Action::Added);
}

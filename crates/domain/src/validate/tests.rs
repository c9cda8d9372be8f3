//! Each rule, by the smallest record that breaks it.
use super::*;
use serde_json::json;

const ORG: &str = "01890000-0000-7000-8000-000000000001";
const COMPANY: &str = "01890000-0000-7000-8000-000000000002";
const GENT: &str = "01890000-0000-7000-8000-000000000003";
const CONTACT: &str = "01890000-0000-7000-8000-000000000004";

const ABROAD: &str = "01890000-0000-7000-8000-000000000005";

struct World;
impl Lookup for World {
    fn facts(&self, kind: RecordType, id: RecordId) -> Option<Facts> {
        let org = |id: &str| id.parse().ok();
        match (kind, id.to_string().as_str()) {
            (RecordType::Organisation, ORG) => Some(Facts {
                name: "university".into(),
                ..Facts::default()
            }),
            (RecordType::Organisation, COMPANY) => Some(Facts {
                name: "company_member".into(),
                ..Facts::default()
            }),
            (RecordType::Organisation, ABROAD) => Some(Facts {
                name: "international".into(),
                ..Facts::default()
            }),
            (RecordType::Site, GENT) => Some(Facts {
                organisation: org(ORG),
                province: "BE-VOV".into(),
                name: "Gent".into(),
                retired: false,
            }),
            (RecordType::Contact, CONTACT) => Some(Facts {
                organisation: org(ORG),
                ..Facts::default()
            }),
            _ => None,
        }
    }
    fn today(&self) -> String {
        "2026-11-22".into()
    }
}

fn offer(change: Value) -> Vec<Finding> {
    let Value::Object(mut record) = json!({
        "organisation": ORG, "subject": "programme", "name": "Elektromechanica", "studyLevel": "PBA",
        "collaborationForms": {"INTERNSHIP": true}, "languages": {"nl": true}, "provinces": {"BE-VOV": true},
        "contact": CONTACT, "studyDomains": {"ICT-SOFT": true}
    }) else {
        unreachable!()
    };
    if let Value::Object(change) = change {
        crate::merge::apply(&mut record, &change);
    }
    validate(RecordType::Offer, &record, &World, &Limits::default())
}

fn errors(change: Value) -> Vec<(String, FindingCode)> {
    offer(change)
        .into_iter()
        .filter(|f| f.severity == Severity::Error)
        .map(|f| (f.pointer, f.code))
        .collect()
}

#[test]
fn each_refusal_names_exactly_the_missing_field() {
    assert_eq!(offer(json!({})), []);
    for field in [
        "collaborationForms",
        "studyLevel",
        "languages",
        "provinces",
        "contact",
        "name",
    ] {
        assert_eq!(
            errors(json!({field: null})),
            [(format!("/{field}"), FindingCode::Required)],
            "{field}"
        );
    }
    assert_eq!(
        errors(json!({"website": null, "specialisations": null, "sites": null})),
        []
    );
}

#[test]
fn an_event_needs_no_level_and_a_company_one_form() {
    let change = json!({"subject": "event", "studyLevel": null, "studyDomains": {"ICT-DATA": true, "ICT-NET": true}});
    assert_eq!(errors(change), []);
    let change = json!({"organisation": COMPANY, "subject": "companyOffer", "studyLevel": null, "contact": null,
        "collaborationForms": {"INTERNSHIP": true, "VISIT": true}});
    assert_eq!(
        errors(change),
        [
            ("/collaborationForms".into(), FindingCode::OnlyOne),
            ("/contact".into(), FindingCode::Required)
        ]
    );
}

#[test]
fn a_campus_lies_in_a_chosen_province() {
    assert_eq!(errors(json!({"sites": {GENT: true}})), []);
    assert_eq!(
        errors(json!({"sites": {GENT: true}, "provinces": {"BE-VOV": null, "BE-VAN": true}})),
        [("/sites".into(), FindingCode::SiteOutsideProvinces)]
    );
}

#[test]
fn the_description_is_counted_as_people_count() {
    let long = "é😀\r\n".repeat(366) + "é😀";
    let found = offer(json!({"description": long}));
    assert_eq!(found[0].code, FindingCode::TooLong);
    assert_eq!(found[0].args["count"], "1100");
    assert_eq!(errors(json!({"description": "é\r\n".repeat(500)})), []);
}

#[test]
fn a_level_in_the_name_is_pointed_out_with_the_cure() {
    let found = offer(json!({"name": "Prof. Bach. Elektromechanica"}));
    assert_eq!(
        (found[0].code, found[0].severity),
        (FindingCode::LevelInName, Severity::Advice)
    );
    assert_eq!(found[0].args["suggestion"], "Elektromechanica");
    assert_eq!(
        offer(json!({"name": "Master Elektromechanica"}))[0].code,
        FindingCode::LevelConflict
    );
    assert_eq!(
        errors(json!({"name": "Professionele bachelor"}))[0].1,
        FindingCode::OnlyLevelInName
    );
}

#[test]
fn wrong_kinds_of_values_are_named() {
    assert_eq!(
        errors(json!({"name": 3})),
        [("/name".into(), FindingCode::WrongType)]
    );
    assert_eq!(
        errors(json!({"languages": {"de": true}})),
        [("/languages".into(), FindingCode::UnknownCode)]
    );
    assert_eq!(
        errors(json!({"owner": "me"})),
        [("/owner".into(), FindingCode::UnknownField)]
    );
    assert_eq!(
        errors(json!({"website": "javascript:alert(1)"})),
        [("/website".into(), FindingCode::InvalidWebsite)]
    );
    assert_eq!(
        errors(json!({"contact": ORG})),
        [("/contact".into(), FindingCode::UnknownReference)]
    );
    assert_eq!(
        errors(json!({"collaborationForms": {"COURSE": true}})),
        [("/collaborationForms".into(), FindingCode::NotForSide)]
    );
    assert_eq!(
        errors(json!({"published": true, "archived": true})),
        [("/published".into(), FindingCode::PublishedWhileArchived)]
    );
}

#[test]
fn a_site_lies_where_its_postal_code_says() {
    let site = |owner: &str, code: &str, province: &str| {
        let Value::Object(record) = json!({
            "organisation": owner, "name": "Gent", "postalCode": code, "province": province
        }) else {
            unreachable!()
        };
        let found = validate(RecordType::Site, &record, &World, &Limits::default());
        found.into_iter().map(|f| f.code).collect::<Vec<_>>()
    };
    assert_eq!(site(ORG, "9000", "BE-VOV"), []);
    assert_eq!(
        site(ORG, "9000", "BE-VAN"),
        [FindingCode::ProvinceElsewhere]
    );
    // Without a province there is nothing to send (AT-ET-10).
    assert_eq!(site(ORG, "9000", ""), [FindingCode::Required]);
    // Abroad, four digits say nothing about a province here.
    assert_eq!(site(ABROAD, "9000", "ZZ-OUT"), []);
    assert_eq!(site(ORG, "", "BE-VAN"), []);
}

//! The public page on which an organisation asks for an account: what it takes,
//! what it refuses, and what it does not tell.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::support;

use axum::body::Body;
use edutracker_domain::{Language, record};
use edutracker_service::accounts::{self, NewAccount};
use http::Request;
use serde_json::{Value, json};
use support::{Reply, World, new_id};

const PATH: &str = "/v1/account-requests";

fn request(more: Value) -> Value {
    let mut request = json!({ "organisation": "Hogeschool Nieuw", "name": "Ann Peeters", "email": "ann@nieuw.example" });
    request
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    request
}

async fn page(world: &World, query: &str, fields: &[(&str, &str)]) -> Reply {
    let encoded = |text: &str| -> String {
        let byte = |byte: u8| format!("%{byte:02X}");
        text.bytes().map(byte).collect()
    };
    let body: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    let request = Request::post(format!("/account-request{query}"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body.join("&")))
        .unwrap();
    world.send(request).await
}

#[tokio::test]
async fn the_page_works_without_a_script_in_three_languages() {
    let world = World::new();
    for language in Language::ALL {
        let shown = world
            .get(&format!("/account-request?lang={language}"), "")
            .await;
        assert_eq!(shown.status, 200);
        assert!(shown.text.contains(&format!("<html lang=\"{language}\">")));
        assert!(!shown.text.contains("<script"));
        let policy = shown.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("form-action 'self'"));
    }
}

#[tokio::test]
async fn the_country_is_chosen_by_its_name() {
    let world = World::new();
    for (language, first, second, germany) in [
        ("nl", "België", "Afghanistan", "Duitsland"),
        ("fr", "Belgique", "Afghanistan", "Allemagne"),
        ("en", "Belgium", "Afghanistan", "Germany"),
    ] {
        let query = format!("?lang={language}");
        let shown = world.get(&format!("/account-request{query}"), "").await;
        let start = format!(
            " name=\"country\" autocomplete=\"country\" required>\
             <option value=\"BE\" selected>{first}</option><option value=\"AF\">{second}</option>"
        );
        assert!(shown.text.contains(&start), "{}", shown.text);
        assert!(
            shown
                .text
                .contains(&format!("<option value=\"DE\">{germany}</option>"))
        );
        // What was chosen stands there again, beside what is missing.
        let fields = [("organisation", "Technische Schule"), ("country", "DE")];
        let again = page(&world, &query, &fields).await;
        assert_eq!(again.status, 422);
        let kept = format!("<option value=\"DE\" selected>{germany}</option>");
        assert!(again.text.contains(&kept) && again.text.contains("value=\"BE\">"));
    }
    let fields = [
        ("organisation", "Technische Schule"),
        ("name", "Eva"),
        ("email", "eva@schule.example"),
        ("kind", "international"),
        ("country", "DE"),
    ];
    let done = page(&world, "?lang=en", &fields).await;
    assert_eq!(done.status, 201, "{}", done.text);
    assert_eq!(open_requests(&world).await[0]["country"], "DE");
}

/// An organisation with an administrator that nobody shall hear of.
fn with_account(world: &World, code: &str, name: &str) {
    let account = NewAccount {
        email: format!("griet.verborgen@{}.example", code.to_lowercase()),
        password: "een lang wachtwoord".to_owned(),
        role: "administrator".to_owned(),
        organisation: code.to_owned(),
        name: "Griet Verborgen".to_owned(),
        language: "nl".to_owned(),
        new_organisation: Some(("university_college".to_owned(), name.to_owned())),
    };
    accounts::create(&world.service, account).unwrap();
}

async fn open_requests(world: &World) -> Value {
    let desk = world.token("account_desk@agoria.example").await;
    let list = world.get(&format!("{PATH}?state=open"), &desk).await;
    list.json()["items"].clone()
}

#[tokio::test]
async fn a_name_alone_is_not_enough_and_with_its_administrator_there_is_a_receipt() {
    let world = World::new();
    for (language, name, email) in [
        (
            "nl",
            "Naam van de beheerder: ",
            "E-mailadres van de beheerder: ",
        ),
        (
            "fr",
            "Nom de l’administrateur : ",
            "Adresse e-mail de l’administrateur : ",
        ),
        (
            "en",
            "Name of the administrator: ",
            "E-mail address of the administrator: ",
        ),
    ] {
        let only = [("organisation", "Hogeschool \"Nieuw\"")];
        let only = page(&world, &format!("?lang={language}"), &only).await;
        assert_eq!(only.status, 422);
        let wrong = only.text.matches("role=\"alert\"").count();
        assert_eq!(wrong, 2, "{}", only.text);
        assert!(only.text.contains(name) && only.text.contains(email));
        assert!(only.text.contains("value=\"Hogeschool &quot;Nieuw&quot;\""));
    }
    assert_eq!(open_requests(&world).await, json!([]));
    let both = [
        ("organisation", "Hogeschool Nieuw"),
        ("name", "Ann Peeters"),
        ("email", "ann@nieuw.example"),
    ];
    let done = page(&world, "?lang=nl", &both).await;
    assert_eq!(done.status, 201, "{}", done.text);
    let open = open_requests(&world).await;
    assert_eq!(open[0]["organisation"], "Hogeschool Nieuw");
    assert!(done.text.contains(open[0]["receipt"].as_str().unwrap()));
}

/// What is told of a name, by the program's way of asking.
async fn checked(world: &World, name: &str) -> Reply {
    let path = format!("{PATH}/check");
    let asked = Some(json!({ "name": name }));
    let reply = world.call("POST", &path, "", asked).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply
}

/// Headers but for the number of the request.
fn headers(reply: &Reply) -> Vec<(String, Vec<u8>)> {
    let own = |name: &str| name.contains("request-id") || name == "content-length";
    let headers = reply.headers.iter();
    headers
        .filter(|(name, _)| !own(name.as_str()))
        .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()))
        .collect()
}

#[tokio::test]
async fn of_an_organisation_that_is_known_nothing_is_told_but_that() {
    let world = World::new();
    with_account(&world, "VOORBEELD", "Hogeschool Voorbeeld");
    with_account(&world, "ANDERE", "Andere School van het Hoger Onderwijs");
    // The answer is one of three texts, the same for whichever organisation.
    for (name, expected) in [
        ("Hogeschool Vorbeeld", "probably"),
        ("voorbeeld hogeschool", "probably"),
        ("Andere School van het Hoger Onderwij", "probably"),
        ("hogeschool voorbeeld", "yes"),
        ("ANDERE", "yes"),
        ("Bestaat Helemaal Niet", "no"),
        ("Griet Verborgen", "no"),
        ("griet.verborgen@voorbeeld.example", "no"),
        ("", "no"),
    ] {
        let reply = checked(&world, name).await;
        assert_eq!(reply.text, json!({ "exists": expected }).to_string());
        let unknown = checked(&world, "Bestaat Helemaal Niet").await;
        assert_eq!(headers(&reply), headers(&unknown), "{name}");
    }
}

#[tokio::test]
async fn the_page_says_probably_and_names_nobody() {
    for (language, probably, known) in [
        (
            "nl",
            "Uw organisatie heeft waarschijnlijk al een account. Vraag het aan uw beheerder.",
            "Uw organisatie heeft al een account. Vraag uw beheerder om u toe te voegen.",
        ),
        (
            "fr",
            "Votre organisation a probablement déjà un compte. Demandez-le à votre administrateur.",
            "Votre organisation a déjà un compte. Demandez à votre administrateur de vous ajouter.",
        ),
        (
            "en",
            "Your organisation probably has an account already. Ask your administrator.",
            "Your organisation has an account already. Ask your administrator to add you.",
        ),
    ] {
        let world = World::new();
        with_account(&world, "VRBLD", "Hogeschool Voorbeeld");
        let mut fields = [
            ("organisation", "Hogeschool Vorbeeld"),
            ("name", "Jan"),
            ("email", "jan@voorbeeld.example"),
            ("anyway", ""),
        ];
        let query = format!("?lang={language}");
        for (name, sentence) in [
            ("Hogeschool Vorbeeld", probably),
            ("Hogeschool Voorbeeld", known),
        ] {
            fields[0].1 = name;
            let asked = page(&world, &query, &fields).await;
            assert_eq!(asked.status, 200);
            assert!(asked.text.contains(sentence), "{}", asked.text);
            let lower = asked.text.to_lowercase();
            for secret in ["griet", "verborgen", "vrbld"] {
                assert!(!lower.contains(secret), "{secret}: {}", asked.text);
            }
        }
        assert_eq!(open_requests(&world).await, json!([]));
        fields[3].1 = "yes";
        let done = page(&world, &query, &fields).await;
        assert_eq!(done.status, 201, "{}", done.text);
        let open = open_requests(&world).await;
        assert!(done.text.contains(open[0]["receipt"].as_str().unwrap()));
        assert_eq!(
            (&open[0]["language"], &open[0]["similar"]),
            (&json!(language), &json!(["VRBLD"]))
        );
    }
}

#[tokio::test]
async fn a_request_tells_nothing_of_who_has_an_account() {
    let world = World::new();
    with_account(&world, "VRBLD", "Hogeschool Voorbeeld");
    let mut shapes = Vec::new();
    for (organisation, email) in [
        ("Hogeschool Voorbeeld", "griet.verborgen@vrbld.example"),
        ("Hogeschool Nieuw", "griet.verborgen@vrbld.example"),
        ("Hogeschool Voorbeeld", "niemand@nieuw.example"),
        ("Hogeschool Nieuw", "niemand@nieuw.example"),
    ] {
        let asked = request(json!({ "organisation": organisation, "email": email }));
        let taken = world.call("POST", PATH, "", Some(asked)).await;
        assert_eq!(taken.status, 201, "{}", taken.text);
        let answer = taken.json();
        let names: Vec<String> = answer.as_object().unwrap().keys().cloned().collect();
        shapes.push((names, taken.text.len(), headers(&taken)));
    }
    shapes.dedup();
    assert_eq!(shapes.len(), 1, "{shapes:?}");
}

const SCHOOL: [(&str, &str); 4] = [
    ("organisation", "Atheneum"),
    ("name", "Jan"),
    ("email", "jan@atheneum.example"),
    ("kind", "secondary_school"),
];

#[tokio::test]
async fn a_secondary_school_is_refused_at_once_with_the_rule() {
    let world = World::new();
    let asked = request(json!({ "kind": "secondary_school" }));
    let refused = world.call("POST", PATH, "", Some(asked)).await;
    assert_eq!(refused.status, 422);
    let expected =
        json!({ "value": "secondary_school", "reason": "SECONDARY", "date": "2026-11-21" });
    assert_eq!(refused.json()["errors"][0]["args"], expected);
    for (language, sentence) in [
        (
            "nl",
            "Deze aanvraag kan niet: Secundair onderwijs. Dat geldt sinds 21/11/2026.</p>",
        ),
        (
            "fr",
            "Cette demande n’est pas possible : Enseignement secondaire. C’est la règle depuis le 21/11/2026.</p>",
        ),
        (
            "en",
            "This request is not possible: Secondary education. That has been the rule since 21/11/2026.</p>",
        ),
    ] {
        let shown = page(&world, &format!("?lang={language}"), &SCHOOL).await;
        assert_eq!(shown.status, 422);
        assert!(shown.text.contains(sentence), "{}", shown.text);
    }
    let desk = world.token("account_desk@agoria.example").await;
    let list = world.get(PATH, &desk).await.json();
    assert_eq!(list["items"], json!([]), "nothing of it is kept");
    // From abroad, and a kind that may, is for the desk to look at (AT-ET-04).
    let asked = request(json!({ "kind": "international", "country": "de" }));
    let foreign = world.call("POST", PATH, "", Some(asked)).await;
    assert_eq!(foreign.status, 201);
}

/// The demo world, where the rule about secondary schools has other dates.
fn dated(dates: &str) -> World {
    let rule = format!("secondary_school={dates}");
    World::with(|settings| settings.texts.exclusions.date(&rule).unwrap())
}

#[tokio::test]
async fn a_secondary_school_comes_in_from_the_day_that_the_operator_names() {
    // The day before, the end of the rule is told as well.
    let world = dated("2026-11-21..2026-11-23");
    for (language, sentence) in [
        (
            "nl",
            "Dat geldt sinds 21/11/2026. Vanaf 23/11/2026 kan het wel.",
        ),
        ("fr", "La demande sera possible à partir du 23/11/2026."),
        ("en", "It will be possible from 23/11/2026."),
    ] {
        let shown = page(&world, &format!("?lang={language}"), &SCHOOL).await;
        assert_eq!(shown.status, 422);
        assert!(shown.text.contains(sentence), "{}", shown.text);
    }
    world.clock.advance(24 * 3_600);
    let through = page(&world, "?lang=nl", &SCHOOL).await;
    assert_eq!(through.status, 201, "{}", through.text);
    let desk = world.token("account_desk@agoria.example").await;
    let list = world.get(PATH, &desk).await.json();
    let request = &list["items"][0];
    assert_eq!(request["kind"], "secondary_school");
    assert!(request.get("excluded").is_none(), "{request}");
    let accept = format!("{PATH}/{}/accept", request["id"].as_str().unwrap());
    let body = Some(json!({ "code": "ATHENEUM" }));
    let accepted = world.call("POST", &accept, &desk, body).await;
    assert_eq!(accepted.status, 200, "{}", accepted.text);
    // A rule that has yet to begin keeps nobody out either.
    let later = page(&dated("2027-01-01"), "?lang=nl", &SCHOOL).await;
    assert_eq!(later.status, 201, "{}", later.text);
}

#[tokio::test]
async fn a_school_that_came_in_publishes_as_long_as_the_rule_lets_it() {
    for (dates, expected) in [
        ("2026-11-21", "invalid"),
        ("2026-11-21..2026-11-22", "applied"),
    ] {
        let world = dated(dates);
        let account = NewAccount {
            email: "jan@atheneum.example".to_owned(),
            password: "een lang wachtwoord".to_owned(),
            role: "administrator".to_owned(),
            organisation: "ATHENEUM".to_owned(),
            name: "Jan".to_owned(),
            language: "nl".to_owned(),
            new_organisation: Some(("secondary_school".to_owned(), "Atheneum".to_owned())),
        };
        accounts::create(&world.service, account).unwrap();
        let session = world
            .sign_in("jan@atheneum.example", "een lang wachtwoord")
            .await;
        let session = session.json();
        let token = session["accessToken"].as_str().unwrap();
        let own = world.snapshot(token).await;
        let school = own
            .iter()
            .find(|line| line["type"] == "organisation")
            .unwrap();
        let contact = new_id();
        let create = |kind: &str, id: &str, patch: Value| json!({ "mid": new_id(), "op": "create", "type": kind, "id": id, "patch": patch });
        let items = vec![
            create(
                "contact",
                &contact,
                json!({ "organisation": school["id"], "name": "Jan", "email": "jan@atheneum.example" }),
            ),
            create(
                "offer",
                &new_id(),
                json!({ "organisation": school["id"], "subject": "programme", "name": "Elektriciteit",
                    "studyLevel": "NFE", "collaborationForms": record::set_of(["INTERNSHIP"]), "languages": record::set_of(["nl"]),
                    "provinces": record::set_of(["BE-VAN"]), "contact": contact, "published": true }),
            ),
        ];
        let done = world.push(token, items).await;
        assert_eq!(done["results"][1]["status"], expected, "{done}");
        if expected == "invalid" {
            let why = done["results"][1].to_string();
            assert!(why.contains("kind-may-not"), "{why}");
        }
    }
}

//! The links in the service's mails, followed as people do: in a browser
//! without scripts.
#![allow(clippy::unwrap_used, reason = "a test may fail wherever it likes")]

use edutracker_tests::{
    api::{Api, Browser},
    post::{Mail, Post},
    programs::{Account, Service, Terminal, account},
};
use serde_json::{Value, json};

fn new_id() -> String {
    edutracker_domain::RecordId::new().to_string()
}

struct Place {
    folder: tempfile::TempDir,
    post: Post,
    service: Service,
    browser: Browser,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let post = Post::start().unwrap();
        let options = [
            "--notice-seconds",
            "0",
            "--mail-retry-seconds",
            "1",
            "--smtp",
        ];
        let mut options: Vec<String> = options.map(str::to_owned).into();
        options.push(post.address().to_owned());
        options.extend(["--mail-from", "edutracker@agoria.example"].map(str::to_owned));
        Self {
            service: Service::start_with(folder.path(), options).unwrap(),
            folder,
            post,
            browser: Browser::start().unwrap(),
        }
    }

    fn api(&self, account: &Account) -> Api {
        Api::sign_in(self.service.address(), account).unwrap()
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.service.address())
    }

    /// Removes the first published offer of an organisation; answers it as it was.
    fn removed(&self, owner: &Api, reviewer: &Api) -> Value {
        let page = owner
            .get("/v1/offer?limit=1&filter=%7B%22published%22%3Atrue%7D")
            .unwrap();
        let offer = page["items"][0].clone();
        let patch = json!({ "removed": { "reason": "NON_TECH", "note": {} } });
        let edit = json!({ "mid": new_id(), "op": "update", "type": "offer", "id": offer["id"], "baseRev": offer["rev"], "patch": patch });
        let part = json!({ "push": new_id(), "device": "test", "items": [edit] });
        let done = reviewer.post("/v1/pushes", &part).unwrap();
        assert_eq!(done["summary"]["applied"], 1, "{done}");
        offer
    }

    /// A terminal of an account, with everything pulled.
    fn terminal(&self, account: &Account) -> Terminal {
        let folder = self.folder.path().join(&account.email);
        let terminal = Terminal::new(folder);
        terminal.sign_in(self.service.address(), account).unwrap();
        terminal
    }

    /// The mail to an address among the first so many.
    fn mail(&self, count: usize, to: &str) -> Mail {
        let mails = self.post.wait(count).unwrap();
        mails.into_iter().rfind(|mail| mail.to == to).unwrap()
    }
}

#[test]
fn an_objection_comes_to_the_reviewers_once() {
    let place = Place::new();
    let reviewer = place.api(&account("AGORIA", "reviewer").unwrap());
    let owner = account("HOGENT", "administrator").unwrap();
    let own = place.api(&owner);
    let offer = place.removed(&own, &reviewer);
    let mail = place.mail(2, &owner.email);
    let link = mail.link(&place.url("/objections/"));
    let shown = place.browser.show(&link).unwrap();
    assert_eq!(shown.status, 200);
    assert!(shown.text.contains("<html lang=\"nl\">"), "{}", shown.text);
    assert!(!shown.text.contains("<script"));
    for rule in [
        "default-src 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "style-src 'sha256-",
    ] {
        assert!(shown.policy.contains(rule), "{}", shown.policy);
    }
    // Nothing, and more than fits, stay in the form.
    let long = "é".repeat(2_001);
    for text in ["  ", long.as_str()] {
        let again = place.browser.submit(&link, &[("text", text)]).unwrap();
        assert_eq!(again.status, 422);
        assert!(again.text.contains(text.trim()) && again.text.contains("role=\"alert\""));
    }
    let said = "Elektronica & <programmeren>\r\nElke week.";
    let sent = place.browser.submit(&link, &[("text", said)]).unwrap();
    assert_eq!(sent.status, 200, "{}", sent.text);
    assert!(sent.text.contains("hebben uw uitleg ontvangen"));
    for again in [
        place.browser.show(&link).unwrap(),
        place
            .browser
            .submit(&link, &[("text", "nog eens")])
            .unwrap(),
    ] {
        assert!(again.text.contains("werd al ontvangen"), "{}", again.text);
    }
    // Both sides see it: it is part of what was said about the offer.
    for api in [&reviewer, &own] {
        let page = api
            .get("/v1/review?filter=%7B%22verdict%22%3A%22objection%22%7D")
            .unwrap();
        let items = page["items"].as_array().unwrap();
        assert_eq!(items.len(), 1, "{items:?}");
        let (item, data) = (&items[0], &items[0]["data"]);
        assert_eq!(data["offer"], offer["id"]);
        assert_eq!(
            data["note"]["nl"],
            "Elektronica & <programmeren>\nElke week."
        );
        assert_eq!(data["from"], owner.email.as_str());
        assert_eq!(item["by"], owner.email.as_str());
    }
    let wrong = place
        .browser
        .show(&place.url("/objections/nothing"))
        .unwrap();
    assert_eq!(wrong.status, 404);
    assert!(wrong.text.contains("This link does not work"));
    // The other mail's link is its own.
    let mails = place.post.mails();
    let other = mails.iter().find(|mail| mail.to != owner.email).unwrap();
    let other = place
        .browser
        .show(&other.link(&place.url("/objections/")))
        .unwrap();
    assert!(other.text.contains("<form"));
}

#[test]
fn an_objection_of_somebody_without_an_account_brings_the_offer_into_the_queue() {
    let place = Place::new();
    let who = account("AGORIA", "reviewer").unwrap();
    let owner = account("HOGENT", "administrator").unwrap();
    let offer = place.removed(&place.api(&owner), &place.api(&who));
    let terminal = place.terminal(&who);
    let queue = || {
        let listed = ["review", "queue", "--where", "organisation=HOGENT"];
        let listed = terminal.run(&listed).unwrap();
        listed.iter().any(|row| row["id"] == offer["id"])
    };
    assert!(!queue(), "what is removed waits for nobody");
    let accounts = edutracker_service::demo::accounts();
    let mails = place.post.wait(2).unwrap();
    let contact = mails
        .iter()
        .find(|mail| accounts.iter().all(|account| account.email != mail.to))
        .expect("the contact of the offer has no account");
    let link = contact.link(&place.url("/objections/"));
    let text = [("text", "Wij leiden technici op.")];
    assert_eq!(place.browser.submit(&link, &text).unwrap().status, 200);
    assert!(!queue(), "nobody has asked yet");
    terminal.run(&["pull"]).unwrap();
    assert!(queue(), "it waits for a look");
    let listed = ["list", "review", "--where", "verdict=objection"];
    let listed = terminal.run(&listed).unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(
        (&listed[0]["offer"], &listed[0]["from"]),
        (&offer["id"], &json!(contact.to))
    );
}

#[test]
fn a_forgotten_password_is_set_once_and_ends_all_sessions() {
    let place = Place::new();
    let person = account("KUL", "institution_user").unwrap();
    let session = place.api(&person);
    let forgotten = place.url("/v1/password/forgotten");
    let ask = |email: &str| {
        place
            .browser
            .send(&forgotten, &json!({ "email": email }), None)
            .unwrap()
    };
    let nobody = ask("nobody@kul.example");
    let somebody = ask(&format!(" {} ", person.email.to_uppercase()));
    for answer in [&nobody, &somebody] {
        assert_eq!((answer.status, answer.text.as_str()), (202, ""));
    }
    let mail = place.mail(1, &person.email);
    let link = mail.link(&place.url("/password/"));
    let form = |new: &str, again: &str| {
        place
            .browser
            .submit(&link, &[("new", new), ("again", again)])
            .unwrap()
    };
    let shown = place.browser.show(&link).unwrap();
    assert_eq!(shown.status, 200);
    assert!(shown.text.contains(&person.email) && shown.text.contains("type=\"password\""));
    let new = "a wholly new password";
    for (one, two) in [("short", "short"), (new, "another password")] {
        assert_eq!(form(one, two).status, 422);
    }
    assert!(session.get("/v1/sessions").is_ok());
    let done = form(new, new);
    assert_eq!(done.status, 200, "{}", done.text);
    assert!(
        session.get("/v1/sessions").is_err(),
        "all sessions have ended"
    );
    assert!(Api::sign_in(place.service.address(), &person).is_err());
    let renewed = Account {
        password: new.to_owned(),
        ..person.clone()
    };
    assert!(Api::sign_in(place.service.address(), &renewed).is_ok());
    assert_eq!(form(new, new).status, 404, "it works once");
    assert_eq!(place.browser.show(&link).unwrap().status, 404);
    // Who asks too often is told so, whether there is an account or not.
    for email in ["nobody@kul.example", person.email.as_str()] {
        let last = (0..4).fold(ask(email).status, |_, _| ask(email).status);
        assert_eq!(last, 429, "{email}");
    }
}

#[test]
fn a_link_to_a_new_password_does_not_last() {
    let place = Place::new();
    let person = account("KUL", "administrator").unwrap();
    let body = json!({ "email": person.email });
    let forgotten = place.url("/v1/password/forgotten");
    place.browser.send(&forgotten, &body, None).unwrap();
    let link = place.mail(1, &person.email).link(&place.url("/password/"));
    assert_eq!(place.browser.show(&link).unwrap().status, 200);
    // Half an hour later, as the database tells time.
    let database = rusqlite::Connection::open(place.service.database()).unwrap();
    database
        .busy_timeout(std::time::Duration::from_secs(10))
        .unwrap();
    let (created, expires): (i64, i64) = database
        .query_row(
            "SELECT n.changed, l.expires FROM link l JOIN notice n ON n.id = l.notice",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    assert!((expires - created - 30 * 60 * 1_000).abs() < 60_000);
    let text: Vec<u8> = database
        .query_row("SELECT hash FROM link", [], |row| row.get(0))
        .unwrap();
    assert_eq!(text.len(), 32, "the token itself is nowhere");
    database
        .execute("UPDATE link SET expires = expires - 1800001", [])
        .unwrap();
    assert_eq!(place.browser.show(&link).unwrap().status, 404);
    let form = [
        ("new", "a wholly new password"),
        ("again", "a wholly new password"),
    ];
    assert_eq!(place.browser.submit(&link, &form).unwrap().status, 404);
    assert!(Api::sign_in(place.service.address(), &person).is_ok());
}

#[test]
fn an_organisation_asks_is_invited_and_signs_in() {
    let place = Place::new();
    let desk = place.api(&account("AGORIA", "account_desk").unwrap());
    let form = place.url("/account-request?lang=fr");
    let asked = [
        ("organisation", "Haute École de l’Exemple"),
        ("name", "Anne Dubois"),
        ("email", "Anne@exemple.example"),
        ("kind", "university_college"),
    ];
    let half = place.browser.submit(&form, &asked[..1]).unwrap();
    assert_eq!(half.status, 422);
    assert!(
        half.text.contains("Nom de l’administrateur"),
        "{}",
        half.text
    );
    let sent = place.browser.submit(&form, &asked).unwrap();
    assert_eq!(sent.status, 201, "{}", sent.text);
    let list = desk.get("/v1/account-requests?state=open").unwrap();
    let item = &list["items"][0];
    assert!(sent.text.contains(item["receipt"].as_str().unwrap()));
    let accept = format!(
        "/v1/account-requests/{}/accept",
        item["id"].as_str().unwrap()
    );
    desk.post(&accept, &json!({ "code": "HEEX" })).unwrap();
    let mail = place.mail(1, "anne@exemple.example");
    assert_eq!(mail.header("Content-Language"), "fr");
    assert!(
        mail.body().contains("Haute École de l’Exemple"),
        "{}",
        mail.body()
    );
    let first = mail.link(&place.url("/password/"));
    // A second invitation makes the first one's link worthless.
    desk.post(&accept, &json!({ "code": "HEEX" })).unwrap();
    let mail = place.mail(2, "anne@exemple.example");
    let link = mail.link(&place.url("/password/"));
    assert_ne!(first, link);
    assert_eq!(place.browser.show(&first).unwrap().status, 404);
    let new = "un mot de passe tout neuf";
    let chosen = [("new", new), ("again", new)];
    let done = place.browser.submit(&link, &chosen).unwrap();
    assert_eq!(done.status, 200, "{}", done.text);
    assert_eq!(
        place.browser.submit(&link, &chosen).unwrap().status,
        404,
        "it works once"
    );
    let anne = Account {
        email: "anne@exemple.example".to_owned(),
        password: new.to_owned(),
    };
    let own = place.api(&anne).get("/v1/organisation").unwrap();
    assert_eq!(own["items"][0]["data"]["code"], "HEEX");
    // A request that is refused is told why.
    let other = json!({ "organisation": "Circus", "name": "Jan", "email": "jan@circus.example", "language": "nl" });
    let path = place.url("/v1/account-requests");
    assert_eq!(place.browser.send(&path, &other, None).unwrap().status, 201);
    let list = desk.get("/v1/account-requests?state=open").unwrap();
    let id = list["items"][0]["id"].as_str().unwrap();
    let refuse = format!("/v1/account-requests/{id}/refuse");
    desk.post(&refuse, &json!({ "reason": "Geen opleidingen." }))
        .unwrap();
    let mail = place.mail(3, "jan@circus.example");
    assert!(
        mail.body().contains("Reden: Geen opleidingen."),
        "{}",
        mail.body()
    );
}

#[test]
fn a_school_from_abroad_is_invited_and_publishes_outside_belgium() {
    let place = Place::new();
    let request = json!({ "organisation": "Technische Schule Aachen", "name": "Eva Klein",
        "email": "eva@schule.example", "kind": "international", "country": "DE", "language": "en" });
    let path = place.url("/v1/account-requests");
    let sent = place.browser.send(&path, &request, None).unwrap();
    assert_eq!(sent.status, 201, "{}", sent.text);
    let desk = place.api(&account("AGORIA", "account_desk").unwrap());
    let list = desk.get("/v1/account-requests?state=open").unwrap();
    let item = &list["items"][0];
    assert_eq!(item["country"], "DE");
    let id = item["id"].as_str().unwrap();
    let accept = format!("/v1/account-requests/{id}/accept");
    desk.post(&accept, &json!({ "code": "TSAC" })).unwrap();
    let mail = place.mail(1, "eva@schule.example");
    let link = mail.link(&place.url("/password/"));
    let password = "ein ganz neues Passwort";
    let chosen = [("new", password), ("again", password)];
    let done = place.browser.submit(&link, &chosen).unwrap();
    assert_eq!(done.status, 200, "{}", done.text);

    // What it offers is outside Belgium, and companies find it there.
    let terminal = place.terminal(&Account {
        email: "eva@schule.example".to_owned(),
        password: password.to_owned(),
    });
    let made = |kind: &str, fields: &[&str]| -> String {
        terminal.run(&[&["create", kind], fields].concat()).unwrap();
        let listed = terminal.run(&["list", kind]).unwrap();
        assert_eq!(listed.len(), 1, "{listed:?}");
        listed[0]["id"].as_str().unwrap().to_owned()
    };
    let contact = made("contact", &["name=Eva Klein", "email=eva@schule.example"]);
    let campus = ["name=Campus", "municipality=Aachen", "postalCode=52062"];
    let campus = made("site", &[&campus[..], &["province=ZZ-OUT"]].concat());
    let (contact, sites) = (format!("contact={contact}"), format!("sites={campus}"));
    let offer = made(
        "offer",
        &[
            "subject=programme",
            "name=Mechatronik",
            "studyLevel=PBA",
            "collaborationForms=INTERNSHIP",
            "languages=en",
            "provinces=ZZ-OUT",
            "published=true",
            &contact,
            &sites,
        ],
    );
    terminal.run(&["push"]).unwrap();
    let shown = terminal.run(&["show", "offer", &offer]).unwrap().remove(0);
    assert_eq!(shown["status"], "published", "{shown}");
    let company = place.api(&account("DEMO-COMPANY", "standard_user").unwrap());
    let found = company.get("/v1/public/offers?organisation=TSAC").unwrap();
    let found = found["items"].as_array().unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["id"], offer);
    assert!(found[0].to_string().contains("ZZ-OUT"), "{}", found[0]);
}

#[test]
fn behind_a_trusted_proxy_each_client_has_its_own_number_of_forms() {
    let folder = tempfile::tempdir().unwrap();
    let asked = |trusted: bool, from: &[(&'static str, &str)], service: &Service| {
        let browser = Browser::start_behind(from).unwrap();
        let url = format!("{}/v1/account-requests/check", service.address());
        let page = browser.send(&url, &json!({ "name": "KU Leuven" }), None);
        let status = page.unwrap().status;
        assert!(
            status == 200 || status == 429,
            "{trusted} {from:?}: {status}"
        );
        status == 200
    };
    for trusted in [true, false] {
        let mut options = vec!["--forms", "3", "--demo-size", "60"];
        if trusted {
            options.extend(["--trusted-proxy", "127.0.0.1"]);
        }
        let options = options.into_iter().map(str::to_owned).collect();
        let service =
            Service::start_with(&folder.path().join(trusted.to_string()), options).unwrap();
        let times = |from: &[(&'static str, &str)]| {
            (0..4).filter(|_| asked(trusted, from, &service)).count()
        };
        assert_eq!(times(&[("x-forwarded-for", "203.0.113.7")]), 3);
        // Somebody else, and somebody who says to be somebody else.
        let left = if trusted { 3 } else { 0 };
        assert_eq!(times(&[("forwarded", "for=203.0.113.8")]), left);
        assert_eq!(times(&[("x-forwarded-for", "203.0.113.9, 203.0.113.7")]), 0);
    }
}

#[test]
fn the_operator_changes_the_date_and_the_same_request_goes_through() {
    let folder = tempfile::tempdir().unwrap();
    let rule = |dates: &str| format!("secondary_school={dates}");
    let options = ["--demo-size", "60", "--excluded"].map(str::to_owned);
    let mut options: Vec<String> = options.into();
    options.push(rule("2001-09-01"));
    let mut service = Service::start_with(folder.path(), options).unwrap();
    let request = json!({ "organisation": "Atheneum", "name": "An", "email": "an@atheneum.example",
        "kind": "secondary_school" });
    let ask = |service: &Service| {
        let url = format!("{}/v1/account-requests", service.address());
        Browser::start()
            .unwrap()
            .send(&url, &request, None)
            .unwrap()
    };
    let refused = ask(&service);
    assert_eq!(refused.status, 422);
    for part in [r#""reason":"SECONDARY""#, r#""date":"2001-09-01""#] {
        assert!(refused.text.contains(part), "{}", refused.text);
    }
    let ended = rule("2001-09-01..2002-09-01");
    service.start_again_with("--excluded", &ended).unwrap();
    let taken = ask(&service);
    assert_eq!(taken.status, 201, "{}", taken.text);
    let desk = Api::sign_in(
        service.address(),
        &account("AGORIA", "account_desk").unwrap(),
    );
    let open = desk
        .unwrap()
        .get("/v1/account-requests?state=open")
        .unwrap();
    assert_eq!(open["items"].as_array().unwrap().len(), 1);
    assert_eq!(open["items"][0]["organisation"], "Atheneum");
    for (given, why) in [
        (
            "university=2027-01-01",
            "no rule keeps organisations of the kind",
        ),
        (
            "secondary_school=2027-02-30",
            "is no day; a day is given as 2027-09-01",
        ),
        (
            "secondary_school=2027-01-01..2026-01-01",
            "the rule would end on 2026-01-01",
        ),
    ] {
        let refused = service.start_again_with("--excluded", given).unwrap_err();
        assert!(refused.contains(why), "{refused}");
    }
}

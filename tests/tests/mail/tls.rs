//! Mail to a server that wants TLS and a login: it goes where the certificate and
//! the password are right, and where they are not nothing goes, neither the
//! password nor a mail is said in the clear, and why is told.
#![cfg(target_os = "linux")]

use edutracker_tests::{
    Result,
    api::Api,
    post::{Guard, Post, Safety},
    programs::{Service, account},
};
use serde_json::{Value, json};
use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

const USER: &str = "edutracker";
const PASSWORD: &str = "a password for tests only";

/// A service that shall send by `post`, and one removal that is to be told.
fn told(folder: &Path, post: &Post, password: &str, trusted: &Path) -> Result<(Service, Api)> {
    let options = [
        ("--smtp", post.address()),
        ("--mail-from", "edutracker@agoria.example"),
        ("--notice-seconds", "0"),
        ("--demo-size", "60"),
    ];
    let options = options
        .into_iter()
        .flat_map(|(name, value)| [name.to_owned(), value.to_owned()])
        .collect();
    let variables = [
        ("EDUTRACKER_SERVICE_SMTP_PASSWORD", password.to_owned()),
        // Where OpenSSL looks for certificates that it trusts.
        ("SSL_CERT_FILE", trusted.display().to_string()),
    ];
    let variables = variables
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    let service = Service::start_in(folder, options, variables)?;
    let api = Api::sign_in(service.address(), &account("AGORIA", "reviewer")?)?;
    let filter = "%7B%22published%22%3Atrue%2C%22subject%22%3A%22programme%22%7D";
    let page = api.get(&format!("/v1/offer?limit=1&filter={filter}"))?;
    let offer = page["items"][0].clone();
    let new_id = || edutracker_domain::RecordId::new().to_string();
    let patch = json!({ "removed": { "reason": "NON_TECH", "note": {} } });
    let item = json!({ "mid": new_id(), "op": "update", "type": "offer", "id": offer["id"],
        "baseRev": offer["rev"], "patch": patch });
    let part = json!({ "push": new_id(), "device": "test", "items": [item] });
    let done = api.post("/v1/pushes", &part)?;
    assert_eq!(done["summary"]["applied"], 1, "{done}");
    Ok((service, api))
}

/// Waits until every notice is in a state with a code.
fn settled(api: &Api, state: &str, code: &str) -> Result<usize> {
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        let page = api.get("/v1/notices")?;
        let notices = page["items"].as_array().cloned().unwrap_or_default();
        let fits = |notice: &Value| {
            notice["state"] == state && notice["code"].as_str().unwrap_or_default() == code
        };
        if !notices.is_empty() && notices.iter().all(fits) {
            return Ok(notices.len());
        }
        assert!(Instant::now() < end, "{notices:?}");
        thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn with_tls_and_a_login_mail_goes_and_nothing_is_said_in_the_clear() -> Result {
    for (safety, mechanisms, used) in [
        (Safety::AtOnce, "PLAIN LOGIN", "PLAIN"),
        (Safety::StartTls, "LOGIN", "LOGIN"),
    ] {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let certificate = folder.path().join("ca.pem");
        let guard = Guard::tls(safety, &certificate)?.with_login(USER, PASSWORD, mechanisms);
        let post = Post::start_guarded(guard)?;
        let (service, api) = told(folder.path(), &post, PASSWORD, &certificate)?;
        let count = settled(&api, "sent", "")?;
        assert_eq!(post.mails().len(), count, "{safety:?}");
        let entered = post.entered();
        assert!(!entered.is_empty() && entered.iter().all(|how| how == used));
        for line in post.clear() {
            assert!(line.starts_with("EHLO") || line == "STARTTLS", "{line}");
        }
        let log = service.log()?;
        assert!(log.contains("the mail server lets us in"), "{log}");
        assert!(!log.contains(PASSWORD), "{log}");
    }
    Ok(())
}

#[test]
fn a_wrong_password_and_an_unknown_certificate_are_told_and_nothing_goes() -> Result {
    for safety in [Safety::AtOnce, Safety::StartTls] {
        for (password, trusts, code, word) in [
            ("wrong", true, "sign-in", "refuses the sign-in"),
            (
                PASSWORD,
                false,
                "certificate",
                "certificate of the mail server is not trusted",
            ),
        ] {
            let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
            let certificate = folder.path().join("ca.pem");
            let guard = Guard::tls(safety, &certificate)?.with_login(USER, PASSWORD, "PLAIN");
            let post = Post::start_guarded(guard)?;
            let other = folder.path().join("other.pem");
            Guard::tls(safety, &other)?;
            let trusted = if trusts { &certificate } else { &other };
            let (service, api) = told(folder.path(), &post, password, trusted)?;
            settled(&api, "waiting", code)?;
            assert!(
                post.mails().is_empty() && post.begun() == 0,
                "{safety:?} {code}"
            );
            assert!(post.entered().is_empty());
            for line in post.clear() {
                assert!(line.starts_with("EHLO") || line == "STARTTLS", "{line}");
            }
            let log = service.log()?;
            assert!(log.contains(word), "{word} is not in {log}");
            assert!(!log.contains(PASSWORD), "{log}");
        }
    }
    Ok(())
}

#[test]
fn where_tls_is_asked_for_and_not_offered_nothing_is_said() -> Result {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let plain = Post::start()?;
    let certificate = folder.path().join("ca.pem");
    Guard::tls(Safety::StartTls, &certificate)?;
    let asked = format!("{}?tls=required", plain.address());
    let post = plain.renamed(&asked);
    let (service, api) = told(folder.path(), &post, "", &certificate)?;
    settled(&api, "waiting", "tls")?;
    assert!(post.mails().is_empty() && post.begun() == 0);
    assert!(service.log()?.contains("offers no STARTTLS"));
    Ok(())
}

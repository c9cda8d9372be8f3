//! Requests for an account: from the public page in a browser to the account
//! desk in the real window, and by mail to whoever asked.

use edutracker_tests::{
    Result,
    api::{Browser, Page},
    machine::{Desk, Machine, can_drive},
    post::{Mail, Post},
    programs::{Service, account},
    window::{Window, css},
};
use serde_json::{Value, json};
use xtask::process::Folder;

/// A service that sends its mails to `post` at once.
fn service(folder: &Folder, post: &Post) -> Result<Service> {
    let options = ["--notice-seconds", "0", "--mail-retry-seconds", "1"];
    let mut options: Vec<String> = options.map(str::to_owned).into();
    options.extend(["--smtp".to_owned(), post.address().to_owned()]);
    options.extend(["--mail-from", "edutracker@agoria.example"].map(str::to_owned));
    Service::start_with(folder.path(), options)
}

/// What a browser without a window does, which has a runtime of its own.
fn apart<T: Send>(what: impl FnOnce(&Browser) -> Result<T> + Send) -> Result<T> {
    std::thread::scope(|scope| {
        let done = scope.spawn(|| what(&Browser::start()?)).join();
        done.map_err(|_| "the browser fails".to_owned())?
    })
}

fn ask(service: &Service, request: &Value) -> Result<Page> {
    let url = format!("{}/v1/account-requests", service.address());
    apart(|browser| browser.send(&url, request, None))
}

fn mail(post: &Post, count: usize, to: &str) -> Result<Mail> {
    let mails = post.wait(count)?;
    let found = mails.into_iter().rfind(|mail| mail.to == to);
    found.ok_or_else(|| format!("no mail to {to}"))
}

async fn item(window: &Window, name: &str) -> Result {
    let list = format!("{} .name", css("request-item"));
    window
        .until(name, async || {
            let script = "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent.trim())";
            let shown = window.run(script, vec![list.as_str().into()]).await?;
            let at = shown.as_array().and_then(|all| all.iter().position(|one| one == name));
            let Some(at) = at else { return Ok(None) };
            window
                .click_css(&format!("{}[data-rank=\"{at}\"]", css("request-item")))
                .await
                .map(Some)
        })
        .await
}

#[tokio::test]
async fn requests_are_decided_at_the_desk() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let folder = Folder::new("desk")?;
    let post = Post::start()?;
    let service = service(&folder, &post)?;
    // One that is new, one that is known by another spelling, one from abroad.
    for (organisation, email, kind, country) in [
        (
            "Hogeschool Voorbeeld",
            "ann@voorbeeld.example",
            "university_college",
            "BE",
        ),
        ("hogent", "jan@hogent.example", "university_college", "BE"),
        (
            "Technische Schule",
            "eva@schule.example",
            "international",
            "DE",
        ),
    ] {
        let request = json!({ "organisation": organisation, "name": "Ann Peeters", "email": email,
            "kind": kind, "country": country, "language": "fr", "message": "Nous formons des techniciens." });
        let taken = ask(&service, &request)?;
        assert_eq!(taken.status, 201, "{}", taken.text);
    }
    let school = json!({ "organisation": "Atheneum", "name": "An", "email": "an@atheneum.example", "kind": "secondary_school" });
    assert_eq!(ask(&service, &school)?.status, 422);

    let mut desk = Desk::at(service, folder, &account("AGORIA", "account_desk")?).await?;
    let window = &desk.window.clone();
    window.click("nav-requests").await?;
    item(window, "Technische Schule").await?;
    item(window, "hogent").await?;
    window.find("request-similar").await?;
    window.check_accessibility().await?;
    window.screenshot("requests-1-similar").await?;
    // The organisation that is there has its administrator: said in the dialog,
    // which stays, and the request is refused with a reason.
    window.press("a").await?;
    window.find("request-dialog").await?;
    let known = format!("{}[data-value=\"HOGENT\"]:checked", css("request-known"));
    window.find_css(&known).await?;
    window.check_accessibility().await?;
    window.screenshot("requests-2-accept").await?;
    window.press("Enter").await?;
    window
        .text_where("request-trouble", |text| {
            text.contains("al een administrator")
        })
        .await?;
    window.press("Escape").await?;
    window.gone("request-dialog").await?;
    window.press("r").await?;
    window
        .fill("request-reason", "HOGENT a déjà un administrateur.")
        .await?;
    window.press("Control+Enter").await?;
    window.gone("request-dialog").await?;
    let told = mail(&post, 1, "jan@hogent.example")?;
    assert!(told.body().contains("HOGENT a déjà un administrateur."));

    // The new one is invited, in the language that it asked in; the link works once.
    item(window, "Hogeschool Voorbeeld").await?;
    window.press("a").await?;
    window.fill("request-code", "HOVO").await?;
    window.press("Enter").await?;
    window.gone("request-dialog").await?;
    let invitation = mail(&post, 2, "ann@voorbeeld.example")?;
    assert_eq!(invitation.header("Content-Language"), "fr");
    let link = invitation.link(&format!("{}/password/", desk.service.address()));
    let chosen = [
        ("new", "een gloednieuw wachtwoord"),
        ("again", "een gloednieuw wachtwoord"),
    ];
    let first = apart(|browser| browser.submit(&link, &chosen))?;
    let again = apart(|browser| browser.submit(&link, &chosen))?;
    assert_eq!((first.status, again.status), (200, 404));
    for (tab, name) in [("accepted", "Hogeschool Voorbeeld"), ("refused", "hogent")] {
        window
            .click_css(&format!("{}[data-value=\"{tab}\"]", css("requests-tab")))
            .await?;
        item(window, name).await?;
        window.find("request-decided").await?;
        window.screenshot(&format!("requests-3-{tab}")).await?;
    }
    for (language, theme, width) in [("fr", "dark", 820), ("en", "light", 1600)] {
        window.click("nav-settings").await?;
        window.choose("settings-language", language).await?;
        window.choose("settings-theme", theme).await?;
        window.resize(width, 800).await?;
        window.click("nav-requests").await?;
        item(window, "Technische Schule").await?;
        window.check_accessibility().await?;
        window
            .screenshot(&format!("requests-4-{language}-{theme}-{width}"))
            .await?;
    }
    // Without the service nothing is shown, and that is said.
    desk.service.stop()?;
    window.click("requests-refresh").await?;
    window.find("requests-trouble").await?;
    window.check_accessibility().await?;
    window.screenshot("requests-5-offline").await
}

#[tokio::test]
async fn the_public_pages_in_a_browser() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let folder = Folder::new("pages")?;
    let post = Post::start()?;
    let service = service(&folder, &post)?;
    let machine = Machine::start(service.address()).await?;
    let window = machine.open_browser().await?;
    let page = |path: &str| format!("{}{path}", service.address());
    for language in ["nl", "fr", "en"] {
        for width in [1280, 620] {
            window.resize(width, 900).await?;
            window
                .goto(&page(&format!("/account-request?lang={language}")))
                .await?;
            window.find_css("form").await?;
            window.check_accessibility().await?;
            window
                .screenshot(&format!("page-request-{language}-{width}"))
                .await?;
        }
    }
    // By keys alone: every field has its label, and what is missing is said
    // beside the form with what was filled in still there.
    window.resize(1280, 900).await?;
    window.goto(&page("/account-request?lang=nl")).await?;
    window
        .find_css("#organisation")
        .await?
        .click()
        .await
        .map_err(|error| error.to_string())?;
    window.type_text("Hogeschool Voorbeeld").await?;
    window.press("Enter").await?;
    window.screenshot("page-request-required").await?;
    // The browser leads to the first field that is missing.
    window.find_css("#name:focus").await?;
    window.type_text("Ann Peeters").await?;
    window.press("Tab").await?;
    window.find_css("#email:focus").await?;
    window.type_text("ann@voorbeeld.example").await?;
    window.press("Enter").await?;
    let sent = window
        .text_where_css("main", |text| text.contains("Uw aanvraag is ontvangen"))
        .await?;
    let receipt = sent
        .split("Het nummer is ")
        .nth(1)
        .and_then(|rest| rest.split('.').next())
        .ok_or_else(|| format!("no number in {sent:?}"))?
        .to_owned();
    assert!(receipt.len() > 3, "{sent}");
    window.screenshot("page-request-sent").await?;
    window.check_accessibility().await?;
    window.goto(&page("/objections/nonsense")).await?;
    window.screenshot("page-objection-gone").await?;
    window.check_accessibility().await?;
    window.end().await?;
    drop(machine);

    // The same request, with its number, at the account desk.
    let desk = Desk::at(service, folder, &account("AGORIA", "account_desk")?).await?;
    let window = &desk.window;
    window.click("nav-requests").await?;
    item(window, "Hogeschool Voorbeeld").await?;
    window
        .text_where("request-pane", |text| {
            text.contains(&receipt) && text.contains("ann@voorbeeld.example")
        })
        .await?;
    window.screenshot("requests-6-from-the-page").await
}

/// Widths that are looked at.
const WIDTHS: [u32; 2] = [1280, 820];

#[tokio::test]
async fn a_forgotten_password_is_asked_for_where_one_signs_in() -> Result {
    if !can_drive() {
        return Ok(());
    }
    let folder = Folder::new("forgotten")?;
    let post = Post::start()?;
    let service = service(&folder, &post)?;
    let machine = Machine::start(service.address()).await?;
    let window = machine.open().await?;
    let known = account("KUL", "administrator")?;
    let asked = async |email: &str| -> Result<String> {
        window.click("forgotten-open").await?;
        window.fill("sign-in-email", email).await?;
        window.click("forgotten-submit").await?;
        let said = window
            .text_where("forgotten-asked", |text| !text.is_empty())
            .await?;
        window.check_accessibility().await?;
        window.click("forgotten-back").await?;
        window.find("sign-in-password").await?;
        Ok(said)
    };
    window.find("sign-in-password").await?;
    for width in WIDTHS {
        window.resize(width, 860).await?;
        window.screenshot(&format!("forgotten-1-{width}")).await?;
        window.click("forgotten-open").await?;
        window.find("forgotten-submit").await?;
        window.check_accessibility().await?;
        window.screenshot(&format!("forgotten-2-{width}")).await?;
        window.click("forgotten-back").await?;
    }
    // Nobody learns from the answer whether there is an account.
    let nobody = asked("nobody@nowhere.example").await?;
    let somebody = asked(&known.email).await?;
    assert_eq!(nobody, somebody);
    let told = mail(&post, 1, &known.email)?;
    let link = told.link(&format!("{}/password/", service.address()));
    let new = "een gloednieuw wachtwoord";
    let set = apart(|browser| browser.submit(&link, &[("new", new), ("again", new)]))?;
    assert_eq!(set.status, 200, "{}", set.text);
    window.fill("sign-in-email", &known.email).await?;
    window.fill("sign-in-password", new).await?;
    window.click("sign-in-submit").await?;
    window.find("recovery-code").await?;
    assert_eq!(post.wait(1)?.len(), 1, "nobody else is written to");
    Ok(())
}

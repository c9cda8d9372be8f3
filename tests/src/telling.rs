//! Who must be told of a removal by mail, and who was.

use crate::{
    Result,
    api::Api,
    post::Mail,
    programs::{Terminal, demo_accounts},
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Whom removals are told to: the id of the offer, the address.
pub type Telling = BTreeSet<(String, String)>;

/// A text of a row; empty where there is none.
#[must_use]
pub fn text(row: &Value, field: &str) -> String {
    row[field].as_str().unwrap_or_default().to_owned()
}

/// Which offer a notice is about, and who is told.
#[must_use]
pub fn about(notice: &Value) -> (String, String) {
    (text(notice, "offer"), text(notice, "recipient"))
}

/// By the rule, not by the outbox: the administrators of each offer's
/// organisation and its contact, one mail for each address (ET-8).
///
/// # Errors
/// When the terminal cannot list the contacts.
pub fn recipients(terminal: &Terminal, offers: &[Value]) -> Result<Telling> {
    let contacts = terminal.run(&["list", "contact"])?;
    let mailbox: BTreeMap<String, String> = contacts
        .iter()
        .map(|contact| (text(contact, "id"), text(contact, "email").to_lowercase()))
        .collect();
    let accounts = demo_accounts()?;
    let mut told = Telling::new();
    for offer in offers {
        let administrators = accounts.iter().filter(|account| {
            text(account, "role") == "administrator"
                && account["organisation"] == offer["organisation"]
        });
        told.extend(administrators.map(|account| (text(offer, "id"), text(account, "email"))));
        let contact = mailbox.get(&text(offer, "contact"));
        told.extend(contact.map(|address| (text(offer, "id"), address.clone())));
    }
    Ok(told)
}

/// All notices of the service's outbox.
///
/// # Errors
/// When the service does not answer.
pub fn notices(api: &Api) -> Result<Vec<Value>> {
    let (mut found, mut before) = (Vec::new(), String::new());
    loop {
        let page = api.get(&format!("/v1/notices?limit=200{before}"))?;
        found.extend(page["items"].as_array().cloned().unwrap_or_default());
        match page["next"].as_str() {
            Some(next) => before = format!("&before={next}"),
            None => return Ok(found),
        }
    }
}

/// Which offer and recipient each mail that came whole is about.
///
/// # Errors
/// For a mail of no notice.
pub fn told(mails: &[Mail], notices: &[Value]) -> Result<Vec<(String, String)>> {
    let about: BTreeMap<String, String> = notices
        .iter()
        .map(|notice| {
            (
                format!("<{}@agoria.example>", text(notice, "id")),
                text(notice, "offer"),
            )
        })
        .collect();
    let offer = |mail: &Mail| about.get(&mail.header("Message-ID")).cloned();
    mails
        .iter()
        .map(|mail| Ok((offer(mail).ok_or("a mail of no notice")?, mail.to.clone())))
        .collect()
}

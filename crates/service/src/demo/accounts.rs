//! Accounts of demo data. Their passwords are published, so they work only
//! while the service runs with `--demo`.

use super::{Organisation, organisations::object, seed};
use crate::{
    auth::password,
    service::OpenError,
    settings::Settings,
    storage::{StoredLogin, Writer},
};
use edutracker_domain::{Record, RecordId, RecordType, capability};
use serde::Serialize;
use serde_json::json;

/// A demo account, as `demo-accounts --json` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DemoAccount {
    /// The address to sign in with.
    pub email: String,
    /// The password.
    pub password: String,
    /// The role's code.
    pub role: String,
    /// The organisation's code.
    pub organisation: String,
    /// Its side.
    pub side: String,
}

const INSTITUTION: [&str; 3] = ["administrator", "institution_user", "programme_responsible"];

/// Organisation, its kind, the mailbox, the role.
fn table() -> Vec<(&'static str, &'static str, String, &'static str)> {
    let mut table = Vec::new();
    for (code, kind) in [
        ("KUL", "university"),
        ("HOGENT", "university_college"),
        ("HEPL", "university_college"),
        ("TECHNIF", "nonformal_semipublic"),
    ] {
        for role in INSTITUTION {
            table.push((code, kind, role.to_owned(), role));
        }
    }
    table.push((
        "KUL",
        "university",
        "administrator2".to_owned(),
        "administrator",
    ));
    for role in ["administrator", "standard_user"] {
        table.push((
            super::companies::CODE,
            "company_member",
            role.to_owned(),
            role,
        ));
    }
    for role in ["reviewer", "account_desk"] {
        table.push(("AGORIA", "agoria", role.to_owned(), role));
    }
    table.push(("AGORIA", "agoria", "reviewer2".to_owned(), "reviewer"));
    table
}

/// All demo accounts.
#[must_use]
pub fn accounts() -> Vec<DemoAccount> {
    table()
        .into_iter()
        .map(|(code, kind, mailbox, role)| {
            let domain = super::organisations::slug(code);
            DemoAccount {
                email: format!("{mailbox}@{domain}.example"),
                password: format!("demo-{domain}-{}", mailbox.replace('_', "-")),
                role: role.to_owned(),
                organisation: code.to_owned(),
                side: capability::side(kind).to_string(),
            }
        })
        .collect()
}

fn id(account: &DemoAccount, n: usize) -> RecordId {
    seed::id(&format!("account {}", account.email), n as u64)
}

fn name(account: &DemoAccount) -> String {
    let role = account.role.replace('_', " ");
    let second = if account.email.contains("2@") {
        " 2"
    } else {
        ""
    };
    format!("{role}{second} ({})", account.organisation)
}

/// Hands over the accounts' records.
pub fn fill(
    organisations: &[Organisation],
    put: &mut dyn FnMut(RecordType, RecordId, RecordId, Record),
) {
    for (n, account) in accounts().iter().enumerate() {
        let Some(organisation) = organisations
            .iter()
            .find(|found| found.code == account.organisation)
        else {
            continue;
        };
        let data = json!({
            "organisation": organisation.id.to_string(), "email": account.email, "name": name(account),
            "role": account.role, "language": organisation.language(), "state": "active",
        });
        put(
            RecordType::Account,
            id(account, n),
            organisation.id,
            object(data),
        );
    }
}

/// Writes how they sign in.
pub fn logins(
    writer: &dyn Writer,
    organisations: &[Organisation],
    settings: &Settings,
) -> Result<(), OpenError> {
    for (n, account) in accounts().into_iter().enumerate() {
        if !organisations
            .iter()
            .any(|found| found.code == account.organisation)
        {
            continue;
        }
        let hash =
            password::hash(&account.password, settings.hash_cost).map_err(|_| OpenError::Random)?;
        writer.put_login(&StoredLogin {
            account: id(&account, n),
            email: account.email,
            password: hash,
            demo: true,
        })?;
    }
    Ok(())
}

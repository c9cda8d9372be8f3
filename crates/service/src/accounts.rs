//! Making accounts from the command line: the first of an empty database
//! cannot come over HTTP.

use crate::{
    auth::password,
    service::Service,
    storage::{StorageError, StoredLogin, StoredRecord},
};
use edutracker_domain::{
    Record, RecordId, RecordType, capability, codes::CodeList, record, rights, text,
};
use serde_json::Value;
use std::collections::BTreeMap;

/// The operator's organisation: code, kind, name.
const OPERATOR: (&str, &str, &str) = ("AGORIA", "agoria", "Agoria");

/// An account to be made.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// The address to sign in with.
    pub email: String,
    /// Its password.
    pub password: String,
    /// The role's code.
    pub role: String,
    /// The organisation's code.
    pub organisation: String,
    /// The person's name.
    pub name: String,
    /// The person's language.
    pub language: String,
    /// Kind and legal name of an organisation to be made.
    pub new_organisation: Option<(String, String)>,
}

/// Why an account cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// No organisation has this code.
    #[error(
        "no organisation has this code; give --organisation-kind and --organisation-name to make it"
    )]
    UnknownOrganisation,
    /// No such kind of organisation.
    #[error("no such kind of organisation")]
    UnknownKind,
    /// The organisation's side has no such role.
    #[error("this organisation has no such role")]
    UnknownRole,
    /// Not an e-mail address.
    #[error("not an e-mail address")]
    InvalidEmail,
    /// The address is in use.
    #[error("the address has an account already")]
    Taken,
    /// The password is too short.
    #[error("the password is too short: {0} characters or more")]
    ShortPassword(usize),
    /// The language is not one of the product.
    #[error("no such language")]
    UnknownLanguage,
    /// The password cannot be hashed.
    #[error(transparent)]
    Hash(#[from] password::HashError),
}

fn fields(pairs: &[(&str, &str)]) -> Record {
    let mut data = Record::new();
    for (name, value) in pairs {
        record::put(&mut data, name, Value::String((*value).to_owned()));
    }
    data
}

/// Makes an account, and its organisation where that is asked for. Answers its id.
pub fn create(service: &Service, new: NewAccount) -> Result<RecordId, CreateError> {
    let email = new.email.trim().to_lowercase();
    let shortest = service.settings().password_length;
    if !text::is_email(&email) {
        return Err(CreateError::InvalidEmail);
    }
    if new.password.chars().count() < shortest {
        return Err(CreateError::ShortPassword(shortest));
    }
    if !CodeList::Languages.may_choose(&new.language) {
        return Err(CreateError::UnknownLanguage);
    }
    let hash = password::hash(&new.password, service.settings().hash_cost)?;
    let writer = service.storage().writer()?;
    if writer.login(&email)?.is_some() {
        return Err(CreateError::Taken);
    }
    let seq = writer.next_seq()?;
    let at = service.clock().moment();
    let stored = |kind, id, org, data: Record| StoredRecord {
        kind,
        id,
        org,
        seq,
        created: seq,
        deleted: false,
        internal: false,
        public: false,
        groups: BTreeMap::new(),
        data: record::canonical(kind, &data),
        inside: Record::new(),
        by: String::new(),
        at: at.clone(),
        device: String::new(),
    };
    let (organisation, kind) = match writer.organisation(&new.organisation)? {
        Some(id) => {
            let found = writer.record(RecordType::Organisation, id)?;
            let kind = found.map(|found| record::text(&found.data, "kind").to_owned());
            (id, kind.unwrap_or_default())
        }
        None => {
            let operator = (new.organisation == OPERATOR.0)
                .then(|| (OPERATOR.1.to_owned(), OPERATOR.2.to_owned()));
            let (kind, name) = operator
                .or(new.new_organisation)
                .ok_or(CreateError::UnknownOrganisation)?;
            if CodeList::OrganisationKinds.find(&kind).is_none() {
                return Err(CreateError::UnknownKind);
            }
            let id = RecordId::new();
            let data = fields(&[
                ("code", &new.organisation),
                ("legalName", &name),
                ("kind", &kind),
                ("country", "BE"),
                ("status", "active"),
            ]);
            writer.put_record(&stored(RecordType::Organisation, id, id, data))?;
            (id, kind)
        }
    };
    if rights::role(capability::side(&kind), &new.role).is_none() {
        return Err(CreateError::UnknownRole);
    }
    let id = RecordId::new();
    let data = fields(&[
        ("organisation", &organisation.to_string()),
        ("email", &email),
        ("name", &new.name),
        ("role", &new.role),
        ("language", &new.language),
        ("state", "active"),
    ]);
    writer.put_record(&stored(RecordType::Account, id, organisation, data))?;
    writer.put_login(&StoredLogin {
        account: id,
        email,
        password: hash,
        demo: false,
    })?;
    writer.commit()?;
    Ok(id)
}

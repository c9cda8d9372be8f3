//! Whether an organisation of a name is there already, however it is spelled (ET-29).

use crate::{
    refusal::Answer,
    service::Service,
    storage::{self, Reader, Scope},
};
use edutracker_domain::{Record, RecordId, RecordType, record, spelling, text_enum};

/// Organisations, or accounts of one, that are looked at.
const MOST: usize = 100_000;
/// How alike two names of one organisation are at least.
const ALIKE: f64 = 0.85;

text_enum! {
    /// Whether an organisation of a name has an account.
    Exists, "exists" {
        /// One with this name has.
        Yes = "yes",
        /// One with nearly this name has.
        Probably = "probably",
        /// None has.
        No = "no",
    }
}

/// An organisation whose name is the asked one, or nearly.
pub(super) struct Known {
    id: RecordId,
    /// Its code.
    pub code: String,
    /// Whether the name is the same but for case, accents and spaces.
    same: bool,
}

/// Letters and digits in small, one space between words.
fn plain(name: &str) -> String {
    let words = spelling::folded(name).replace(|letter: char| !letter.is_alphanumeric(), " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same words in any order.
fn sorted(name: &str) -> Vec<&str> {
    let mut words: Vec<&str> = name.split(' ').collect();
    words.sort_unstable();
    words
}

fn alike(a: &str, b: &str) -> bool {
    sorted(a) == sorted(b) || strsim::normalized_damerau_levenshtein(a, b) >= ALIKE
}

/// The organisations with a name, or nearly.
pub(super) fn known(reader: &dyn Reader, name: &str) -> storage::Result<Vec<Known>> {
    let asked = plain(name);
    let mut found = Vec::new();
    if asked.is_empty() {
        return Ok(found);
    }
    let scope = Scope {
        orgs: None,
        kinds: vec![RecordType::Organisation],
        own: RecordId::from_bytes([0; 16]),
        own_kinds: Vec::new(),
        internal: false,
    };
    reader.snapshot(&scope, None, MOST, &mut |row| {
        let data: Record = serde_json::from_str(row.data).unwrap_or_default();
        let code = record::text(&data, "code");
        let legal = plain(record::text(&data, "legalName"));
        let same = legal == asked || plain(code) == asked;
        if same || alike(&legal, &asked) {
            found.push(Known {
                id: row.id,
                code: code.to_owned(),
                same,
            });
        }
    })?;
    Ok(found)
}

/// Whether anybody can be asked who has an account of an organisation, or an
/// invitation to one: those that were deactivated can let nobody in.
fn has_account(reader: &dyn Reader, org: RecordId) -> storage::Result<bool> {
    let scope = Scope {
        orgs: Some(vec![org]),
        kinds: vec![RecordType::Account],
        own: org,
        own_kinds: Vec::new(),
        internal: false,
    };
    let mut found = false;
    reader.snapshot(&scope, None, MOST, &mut |row| {
        let data: Record = serde_json::from_str(row.data).unwrap_or_default();
        found |= record::text(&data, "state") != "deactivated";
    })?;
    Ok(found)
}

impl Service {
    /// Whether an organisation of a name has an account; nothing else is told.
    pub fn exists(&self, name: &str) -> Answer<Exists> {
        let reader = self.storage().reader()?;
        let mut exists = Exists::No;
        for organisation in known(&*reader, name)? {
            if has_account(&*reader, organisation.id)? {
                if organisation.same {
                    return Ok(Exists::Yes);
                }
                exists = Exists::Probably;
            }
        }
        Ok(exists)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_however_they_are_spelled() {
        let alike = |a: &str, b: &str| alike(&plain(a), &plain(b));
        for (a, b) in [
            ("Hogeschool Voorbeeld", "Hogeschool Vorbeeld"),
            ("Hogeschool Voorbeeld", "voorbeeld, hogeschool"),
            ("Université de l’Exemple", "Universite de l'Exemple"),
            ("Haute École d'Exemple", "Haute Ecole Exemple"),
        ] {
            assert!(alike(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("Hogeschool Gent", "Hogeschool West-Vlaanderen"),
            ("Universiteit Gent", "Universiteit Antwerpen"),
            ("KUL", "KHL"),
            ("Voorbeeld", "Hogeschool Voorbeeld"),
        ] {
            assert!(!alike(a, b), "{a} {b}");
        }
    }
}

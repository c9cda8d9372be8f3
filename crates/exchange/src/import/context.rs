//! What is known about organisations, their sites and their offers, as plain data.

use super::{vocabulary::vocabulary, words};
use edutracker_domain::{Limits, Record, RecordId};
use std::collections::BTreeSet;

/// A campus or entity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    /// How reports name it: the code of the reference list, or its id.
    pub code: String,
    /// Its id, where it is a record.
    pub id: Option<RecordId>,
    /// Its name.
    pub name: String,
    /// Its municipality.
    pub municipality: String,
    /// Its postal code.
    pub postal_code: String,
    /// Its province's code.
    pub province: String,
}

/// An organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Its code.
    pub code: String,
    /// Its id, where it is a record.
    pub id: Option<RecordId>,
    /// Its name.
    pub name: String,
    /// Its kind's code.
    pub kind: String,
    /// Its web address.
    pub website: String,
    /// Its campuses or entities that are not retired.
    pub sites: Vec<Site>,
}

/// An offer that exists.
#[derive(Debug, Clone, PartialEq)]
pub struct Existing {
    /// Its id.
    pub id: RecordId,
    /// Its revision at the service, where it has one.
    pub rev: Option<String>,
    /// Its fields as they are here, pending edits among them.
    pub fields: Record,
}

/// All that a file is judged against.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The organisation of rows that name none.
    pub own: Option<String>,
    /// All organisations known.
    pub organisations: Vec<Organisation>,
    /// The limits of texts.
    pub limits: Limits,
}

/// How an organisation was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<'a> {
    /// The organisation.
    pub organisation: &'a Organisation,
    /// By its code or full name.
    pub exact: bool,
}

impl Context {
    /// The organisation with this code.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&Organisation> {
        self.organisations
            .iter()
            .find(|organisation| organisation.code == code)
    }

    /// The organisation of rows that name none.
    #[must_use]
    pub fn own(&self) -> Option<&Organisation> {
        self.by_code(self.own.as_deref()?)
    }

    /// The organisation that a text names: by code or name, or else the one
    /// whose short name, address or telling words fit and no other's do.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Found<'_>> {
        let key = words::key(text);
        if key.is_empty() {
            return None;
        }
        let exact = self.organisations.iter().find(|organisation| {
            words::key(&organisation.code) == key || words::key(&organisation.name) == key
        });
        if let Some(organisation) = exact {
            return Some(Found {
                organisation,
                exact: true,
            });
        }
        // `HEPL (Haute École de la Province de Liège)`: both name the same one, or only one names any.
        let bracketed = text.trim().strip_suffix(')');
        if let Some((before, inside)) = bracketed.and_then(|text| text.split_once('(')) {
            let (before, inside) = (self.find(before), self.find(inside));
            let agree = match (before, inside) {
                (Some(a), Some(b)) => a.organisation.code == b.organisation.code,
                _ => true,
            };
            if let Some(found) = before.or(inside).filter(|_| agree) {
                return Some(Found {
                    exact: false,
                    ..found
                });
            }
        }
        let one = |fits: &dyn Fn(&Organisation) -> bool| {
            let mut found = self
                .organisations
                .iter()
                .filter(|organisation| fits(organisation));
            let first = found.next()?;
            found.next().is_none().then_some(Found {
                organisation: first,
                exact: false,
            })
        };
        let telling = telling(text);
        one(&|organisation| short_names(organisation).contains(&key))
            .or_else(|| one(&|organisation| words::alike(&words::key(&organisation.name), &key)))
            .or_else(|| {
                let named = self::telling;
                one(&|organisation| !telling.is_empty() && named(&organisation.name) == telling)
            })
            .or_else(|| {
                let named = self::telling;
                one(&|organisation| {
                    telling.len() > 1 && telling.is_subset(&named(&organisation.name))
                })
            })
    }
}

/// The words of a name that tell one organisation from another.
fn telling(text: &str) -> BTreeSet<String> {
    words::fold(text)
        .split(' ')
        .filter(|word| !word.is_empty() && !vocabulary().organisation_words.contains(*word))
        .map(str::to_owned)
        .collect()
}

/// What an organisation is called for short: its name without or in the
/// brackets, each side of a slash or dash, the host of its address.
fn short_names(organisation: &Organisation) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let name = organisation.name.as_str();
    if let Some((before, after)) = name.split_once('(') {
        names.insert(words::key(before));
        names.insert(words::key(after.trim_end_matches(')')));
    }
    for dash in [" / ", " - "] {
        names.extend(name.split(dash).map(words::key));
    }
    let host = organisation
        .website
        .trim_start_matches("https://")
        .trim_start_matches("http://")
        .trim_start_matches("www.");
    if let Some((label, _)) = host.split_once('.') {
        names.insert(words::key(label));
    }
    names.insert(words::key(host));
    names.retain(|name| name.len() > 1);
    names
}

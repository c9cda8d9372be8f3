//! Which campus or entity a text names.

use super::Judge;
use crate::import::{
    codes,
    context::Site,
    field::{Field, Kind},
    report::RemarkCode,
    vocabulary::vocabulary,
    words,
};
use std::collections::BTreeSet;

/// A site that was found.
#[derive(Debug, Clone, Copy)]
struct Found<'a> {
    site: &'a Site,
    exact: bool,
}

/// The words that tell one site from another.
fn telling(text: &str) -> BTreeSet<String> {
    words::fold(text)
        .split(' ')
        .filter(|word| !word.is_empty() && !vocabulary().campus_words.contains(*word))
        .map(str::to_owned)
        .collect()
}

/// The sites that a text may name though it is not called so.
pub(in crate::import) fn near<'a>(sites: &'a [Site], text: &str) -> Option<&'a Site> {
    find(sites, text, &[]).map(|found| found.site)
}

/// The site that a text names; of several that fit loosely, the one in the provinces.
fn find<'a>(sites: &'a [Site], text: &str, provinces: &[String]) -> Option<Found<'a>> {
    let key = words::key(text);
    let whole = sites
        .iter()
        .find(|site| words::key(&site.name) == key || words::key(&site.code) == key);
    if let Some(site) = whole {
        return Some(Found { site, exact: true });
    }
    let own = telling(text);
    if own.is_empty() {
        return None;
    }
    let one = |fits: &dyn Fn(&Site) -> bool| {
        let found: Vec<&Site> = sites.iter().filter(|site| fits(site)).collect();
        let within: Vec<&Site> = found
            .iter()
            .copied()
            .filter(|site| provinces.contains(&site.province))
            .collect();
        match (found.as_slice(), within.as_slice()) {
            ([site], _) | (_, [site]) => Some(Found { site, exact: false }),
            _ => None,
        }
    };
    let single = !text.contains(['/', ';', ',', '+', '\n', '|']);
    one(&|site| telling(&site.name) == own)
        .or_else(|| one(&|site| own.is_subset(&telling(&site.name))))
        .or_else(|| {
            one(&|site| own.is_subset(&telling(&format!("{} {}", site.name, site.municipality))))
        })
        .or_else(|| {
            single
                .then(|| {
                    one(&|site| {
                        let name = telling(&site.name);
                        !name.is_empty() && name.is_subset(&own)
                    })
                })
                .flatten()
        })
        .or_else(|| one(&|site| words::alike(&words::key(&site.name), &key)))
        .or_else(|| {
            one(&|site| {
                let name = telling(&site.name);
                own.iter()
                    .all(|word| name.iter().any(|other| words::alike(word, other)))
            })
        })
}

impl Judge<'_> {
    /// The sites of a row: those of the profile, in the provinces where that is asked for.
    pub(super) fn sites(&mut self, provinces: &[String]) -> Vec<String> {
        let field = Field::Sites;
        let texts = self.texts(field);
        let sites: &[Site] = self
            .organisation
            .map_or(&[], |organisation| &organisation.sites);
        let company = self.kind() == Kind::CompanyOffers;
        let mut out: Vec<String> = Vec::new();
        for text in texts {
            let chosen = &self.understanding.values;
            let parts = codes::parts(&text, false, &|part| {
                let code = chosen.get(&(field, words::key(part)));
                if code.is_some_and(String::is_empty) {
                    return Some(None);
                }
                let told = code.and_then(|code| sites.iter().find(|site| site.code == *code));
                told.map(|site| Found { site, exact: true })
                    .or_else(|| find(sites, part, provinces))
                    .map(Some)
            });
            if parts.len() > 1 {
                self.warn(RemarkCode::MultiSplit, field, text.trim());
            }
            for part in parts {
                // A text that a person left away.
                if let Some(None) = part.meaning {
                    continue;
                }
                let Some(Found { site, exact }) = part.meaning.flatten() else {
                    if company && sites.is_empty() {
                        // Nothing is known of the company's entities: its own words stand,
                        // but a record has room for entities of the profile only.
                        if self.organisation.is_some_and(|own| own.id.is_some()) {
                            self.warn(RemarkCode::UnknownCampus, field, &part.text);
                        }
                        out.push(part.text);
                    } else {
                        self.warn(RemarkCode::UnknownCampus, field, &part.text);
                    }
                    continue;
                };
                // An institution's campus lies in a chosen province (ET-81); an expert may travel.
                if !company && !provinces.is_empty() && !provinces.contains(&site.province) {
                    self.warn(RemarkCode::CampusProvince, field, &part.text);
                    continue;
                }
                if !exact {
                    self.warn(RemarkCode::CampusMatch, field, &part.text);
                }
                let name = if company { &site.name } else { &site.code };
                if !out.contains(name) {
                    out.push(name.clone());
                }
            }
        }
        out
    }
}

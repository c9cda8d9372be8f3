//! Countries that an organisation may be in, with their names as the Unicode
//! CLDR has them: those of ISO 3166-1 where people live, and Kosovo.

use edutracker_domain::{Language, spelling};
use std::sync::LazyLock;

/// Where most organisations are.
pub const HOME: &str = "BE";

struct Country {
    code: String,
    nl: String,
    fr: String,
    en: String,
}

impl Country {
    fn name(&self, language: Language) -> &str {
        match language {
            Language::Nl => &self.nl,
            Language::Fr => &self.fr,
            Language::En => &self.en,
        }
    }
}

static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    let rows = csv::Reader::from_reader(include_bytes!("../../data/countries.csv").as_slice())
        .into_deserialize()
        .collect::<Result<Vec<_>, _>>()
        .unwrap_or_else(|error| panic!("countries.csv is not a table: {error}"));
    let made = |(code, nl, fr, en)| Country { code, nl, fr, en };
    rows.into_iter().map(made).collect()
});

/// Whether there is a country with this code, two letters.
pub fn is_country(code: &str) -> bool {
    COUNTRIES.iter().any(|country| country.code == code)
}

/// Codes and names in a language: Belgium, then the others by their names.
pub fn countries(language: Language) -> Vec<(&'static str, &'static str)> {
    let mut all: Vec<(&str, &str)> = COUNTRIES
        .iter()
        .map(|country| (country.code.as_str(), country.name(language)))
        .collect();
    all.sort_by_cached_key(|(code, name)| (*code != HOME, spelling::folded(name)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn belgium_comes_first_and_accents_do_not_count() {
        for (language, first, last) in [
            (Language::Nl, ["België", "Afghanistan"], "Zwitserland"),
            (Language::Fr, ["Belgique", "Afghanistan"], "Zimbabwe"),
            (Language::En, ["Belgium", "Afghanistan"], "Zimbabwe"),
        ] {
            let names: Vec<&str> = countries(language).iter().map(|one| one.1).collect();
            assert_eq!(names.len(), 243);
            assert_eq!((&names[..2], names.last()), (first.as_slice(), Some(&last)));
            assert!(names.iter().all(|name| !name.is_empty()));
        }
        let french = countries(Language::Fr);
        let at = |code| french.iter().position(|one| one.0 == code);
        // Égypte, Équateur, Espagne
        assert!(at("EG") < at("EC") && at("EC") < at("ES"));
        assert!(is_country("DE") && !is_country("ZZ") && !is_country("de"));
    }
}

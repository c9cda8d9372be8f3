//! Values as people write them: labels in any language, other spellings, `ja`
//! and `oui`, dates of this country. What is not certain is not guessed.

use crate::codes::{Code, CodeList};
use std::{collections::BTreeMap, sync::LazyLock};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A text for comparison: small letters without accents, one space between
/// words, no full stops, no spaces at the ends.
#[must_use]
pub fn folded(text: &str) -> String {
    let plain: String = text
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| *c != '.')
        .map(|c| match c {
            '’' | '‘' => '\'',
            '–' | '—' | '‑' => '-',
            c => c,
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All spellings of a list; `None` where two values share one.
static SPELLINGS: LazyLock<BTreeMap<CodeList, BTreeMap<String, Option<usize>>>> =
    LazyLock::new(|| {
        CodeList::ALL
            .into_iter()
            .map(|list| (list, spellings(list)))
            .collect()
    });

fn spellings(list: CodeList) -> BTreeMap<String, Option<usize>> {
    let mut known: BTreeMap<String, Option<usize>> = BTreeMap::new();
    for (at, item) in list.items().iter().enumerate() {
        let labels = [&item.labels.nl, &item.labels.fr, &item.labels.en];
        for text in labels.into_iter().chain(&item.aliases) {
            let text = folded(text);
            if !text.is_empty() {
                known
                    .entry(text)
                    .and_modify(|other| {
                        if *other != Some(at) {
                            *other = None;
                        }
                    })
                    .or_insert(Some(at));
            }
        }
    }
    // A code is what it is, whatever else is called so.
    for (at, item) in list.items().iter().enumerate() {
        known.insert(folded(&item.code), Some(at));
    }
    known
}

/// The value of a list that a text names: by its code, its label in any
/// language, or another spelling. None when nothing or more than one is meant.
#[must_use]
pub fn code(list: CodeList, text: &str) -> Option<&'static Code> {
    let at = (*SPELLINGS.get(&list)?.get(&folded(text))?)?;
    list.items().get(at)
}

/// Yes or no, in the languages of the product.
#[must_use]
pub fn flag(text: &str) -> Option<bool> {
    match folded(text).as_str() {
        "true" | "1" | "x" | "v" | "✓" | "✔" | "ja" | "j" | "oui" | "o" | "yes" | "y" | "vrai"
        | "waar" => Some(true),
        "" | "false" | "0" | "-" | "nee" | "neen" | "n" | "non" | "no" | "faux" | "onwaar" => {
            Some(false)
        }
        _ => None,
    }
}

/// A date of the calendar as `YYYY-MM-DD`: so already, or day, month and year
/// with `/`, `-` or `.` between.
#[must_use]
pub fn date(text: &str) -> Option<String> {
    let text = text.trim();
    // A spreadsheet's date may have a time of nothing behind it.
    let text = text
        .strip_suffix(" 00:00:00")
        .or_else(|| text.strip_suffix("T00:00:00"))
        .unwrap_or(text);
    let parts: Vec<&str> = text.split(['/', '-', '.']).map(str::trim).collect();
    let [a, b, c] = parts.as_slice() else {
        return None;
    };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if !(digits(a) && digits(b) && digits(c)) {
        return None;
    }
    let (year, month, day) = match (a.len(), c.len()) {
        (4, 1 | 2) => (*a, *b, *c),
        (1 | 2, 4) => (*c, *b, *a),
        _ => return None,
    };
    let date = format!("{year}-{month:0>2}-{day:0>2}");
    crate::text::is_date(&date).then_some(date)
}

/// A number of months: `9`, or with the word for months behind it.
#[must_use]
pub fn months(text: &str) -> Option<u64> {
    let text = folded(text);
    let number = ["maanden", "maand", "mois", "months", "month", "m"]
        .iter()
        .find_map(|word| text.strip_suffix(word))
        .unwrap_or(&text);
    number.trim().parse().ok()
}

/// The same date some years later; the 29th of February becomes the 28th where
/// there is none. None for what is no date.
#[must_use]
pub fn years_later(date: &str, years: i16) -> Option<String> {
    if !crate::text::is_date(date) {
        return None;
    }
    let year: i32 = date.get(..4)?.parse().ok()?;
    let later = format!("{:04}{}", year + i32::from(years), date.get(4..)?);
    if crate::text::is_date(&later) {
        return Some(later);
    }
    let eve = later.replace("-02-29", "-02-28");
    crate::text::is_date(&eve).then_some(eve)
}

/// The parts of a cell that holds several values: `;` or a line end between.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '\n', '\r'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_codes_and_other_spellings_are_one() {
        let found = |list, text| code(list, text).map(|code| code.code.as_str());
        for text in ["BE-VOV", "oost-vlaanderen", " Flandre  Orientale", "O.-Vl."] {
            assert_eq!(found(CodeList::Provinces, text), Some("BE-VOV"), "{text}");
        }
        assert_eq!(found(CodeList::Languages, "néerlandais"), Some("nl"));
        assert_eq!(found(CodeList::Provinces, "Brabant"), None);
        assert_eq!(found(CodeList::Provinces, ""), None);
        for list in CodeList::ALL {
            for item in list.items() {
                assert_eq!(found(list, &item.code), Some(item.code.as_str()));
            }
        }
    }

    #[test]
    fn flags_dates_and_months() {
        assert_eq!(
            (flag("Oui"), flag("x"), flag("")),
            (Some(true), Some(true), Some(false))
        );
        assert_eq!(flag("misschien"), None);
        assert_eq!(date("1/9/2027").as_deref(), Some("2027-09-01"));
        assert_eq!(date("2027-09-01 00:00:00").as_deref(), Some("2027-09-01"));
        assert_eq!(
            (date("1/9/27"), date("31/2/2027"), date("soon")),
            (None, None, None)
        );
        assert_eq!(
            (months("9 maanden"), months("12"), months("lang")),
            (Some(9), Some(12), None)
        );
    }

    #[test]
    fn a_leap_day_is_moved_to_the_day_before() {
        assert_eq!(years_later("2028-02-29", 1).as_deref(), Some("2029-02-28"));
        assert_eq!(years_later("2028-02-29", 4).as_deref(), Some("2032-02-29"));
        assert_eq!(years_later("2027-09-20", 1).as_deref(), Some("2028-09-20"));
        assert_eq!(years_later("soon", 1), None);
    }
}

//! Reading single values that are no codes: marks, days, postal codes, addresses, durations.

use super::{file::Cell, vocabulary::vocabulary, words};
use edutracker_domain::{postal, text};

/// Whether a text stands for nothing: dashes, `n.v.t.`, a question mark.
#[must_use]
pub fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    !text.chars().any(char::is_alphanumeric) && mark(text).is_none()
        || vocabulary().nothing.contains(&words::key(text))
}

/// Yes or no, as people mark it; `None` when it is neither.
#[must_use]
pub fn mark(text: &str) -> Option<bool> {
    let key = words::key(text);
    let v = vocabulary();
    let one = |key: &str| {
        if v.no.contains(key) {
            Some(false)
        } else if v.yes.contains(key) {
            Some(true)
        } else {
            None
        }
    };
    one(&key).or_else(|| one(&words::key(text.split_whitespace().next()?)))
}

/// A day as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Day {
    /// A day of the calendar in the form `YYYY-MM-DD`.
    Plain(String),
    /// From the number that spreadsheets count days with.
    Serial(String),
    /// Written in another way.
    Other(String),
}

/// The first and last serial that is taken for a day: 1990 to 2099.
const SERIALS: std::ops::RangeInclusive<i64> = 32_874..=73_050;

fn valid(year: i64, month: i64, day: i64) -> Option<String> {
    let text = format!("{year:04}-{month:02}-{day:02}");
    text::is_date(&text).then_some(text)
}

/// The day of a serial of the 1900 calendar.
fn from_serial(serial: i64) -> Option<String> {
    // Days since 1970 to a civil date, by eras of 400 years that begin in March.
    let days = serial - 25_569 + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    valid(year, month, day)
}

/// The serial of a day of the 1900 calendar, `YYYY-MM-DD`.
fn serial_of(day: &str) -> Option<i64> {
    let part = |range: std::ops::Range<usize>| day.get(range)?.parse::<i64>().ok();
    let (year, month, day) = (part(0..4)?, part(5..7)?, part(8..10)?);
    // The other way round: years that begin in March, in eras of 400.
    let year = year - i64::from(month <= 2);
    let shifted = (month + 9) % 12;
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * shifted + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468 + 25_569)
}

/// The day in a cell.
#[must_use]
pub fn day(cell: &Cell) -> Option<Day> {
    match cell {
        // A year that is formatted as a day is one of 1905.
        Cell::Day(text) => (text::is_date(text) && serial_of(text) >= Some(*SERIALS.start()))
            .then(|| Day::Plain(text.to_string())),
        Cell::Number(number) => serial(*number),
        Cell::Text(text) => day_text(text),
        _ => None,
    }
}

fn serial(number: f64) -> Option<Day> {
    let whole = number.floor() as i64;
    SERIALS
        .contains(&whole)
        .then(|| from_serial(whole))
        .flatten()
        .map(Day::Serial)
}

fn day_text(text: &str) -> Option<Day> {
    let text = text.trim();
    if text::is_date(text) {
        return Some(Day::Plain(text.to_owned()));
    }
    if let Ok(number) = text.replace(',', ".").parse::<f64>()
        && let Some(day) = serial(number)
    {
        return Some(day);
    }
    // `20250312`
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let part = |range: std::ops::Range<usize>| text[range].parse::<i64>().ok();
        return valid(part(0..4)?, part(4..6)?, part(6..8)?).map(Day::Other);
    }
    let folded = words::fold(text);
    let parts: Vec<&str> = folded.split(' ').filter(|part| !part.is_empty()).collect();
    // `1er`, `2nd`, `3de`: letters may follow a number.
    let number = |part: &str| {
        let digits = part.trim_end_matches(|c: char| c.is_ascii_lowercase());
        (part.len() - digits.len() <= 3).then(|| digits.parse::<i64>().ok())?
    };
    let year = |part: &str| {
        let year = part.parse::<i64>().ok()?;
        match part.len() {
            4 => Some(year),
            2 => Some(2_000 + year),
            _ => None,
        }
    };
    // A day of the week may stand in front.
    let parts = match parts.as_slice() {
        [first, rest @ ..]
            if rest.len() >= 3
                && !first.starts_with(|c: char| c.is_ascii_digit())
                && !vocabulary().months.contains_key(*first) =>
        {
            rest
        }
        all => all,
    };
    let [a, b, c, rest @ ..] = parts else {
        return None;
    };
    // A time of day may follow.
    if !rest
        .iter()
        .all(|part| part.starts_with(|c: char| c.is_ascii_digit()))
    {
        return None;
    }
    let found = if a.len() == 4 && a.starts_with(|c: char| c.is_ascii_digit()) {
        valid(year(a)?, number(b)?, number(c)?)
    } else if let Some(month) = vocabulary().months.get(*b) {
        valid(year(c)?, i64::from(*month), number(a)?)
    } else if let Some(month) = vocabulary().months.get(*a) {
        valid(year(c)?, i64::from(*month), number(b)?)
    } else {
        // Day before month, as in Belgium; the other way only where that cannot be.
        valid(year(c)?, number(b)?, number(a)?).or_else(|| valid(year(c)?, number(a)?, number(b)?))
    };
    // `2025-03-12T00:00` begins with a plain day.
    found.map(Day::Other)
}

/// A postal code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostalCode {
    /// As it should be written.
    pub code: String,
    /// Whether something was repaired.
    pub repaired: bool,
    /// The province it lies in; none abroad.
    pub province: Option<&'static str>,
}

/// A text without the mark of the country before a postal code.
fn inland(text: &str) -> &str {
    let mut rest = text.trim();
    for prefix in ["BE-", "BE ", "B-", "B ", "be-", "b-"] {
        rest = rest.strip_prefix(prefix).unwrap_or(rest);
    }
    rest
}

/// Postal code and place of a text that holds both: `9000 Gent`, `B-4000 Liège`.
#[must_use]
pub fn postal_place(text: &str) -> Option<(&str, &str)> {
    let (code, place) = inland(text).split_once([' ', ',', '\u{a0}'])?;
    let place = place.trim_matches([' ', ',', '-', '\u{a0}']);
    let is_place = place.chars().count() > 2
        && place
            .chars()
            .all(|c| c.is_alphabetic() || " -'’()".contains(c));
    (code.len() == 4 && postal::province_of(code).is_some() && is_place).then_some((code, place))
}

/// The postal code in a text; `None` when there is none.
#[must_use]
pub fn postal_code(text: &str) -> Option<PostalCode> {
    let text = text.trim();
    if text.is_empty() || is_nothing(text) {
        return None;
    }
    let found = |code: &str| {
        Some(PostalCode {
            code: code.to_owned(),
            repaired: code != text,
            province: postal::province_of(code),
        })
    };
    // A number that is formatted as a day.
    if text::is_date(text)
        && let Some(serial) = serial_of(text).map(|serial| serial.to_string())
        && postal::province_of(&serial).is_some()
    {
        return found(&serial);
    }
    // A number that went through a spreadsheet: `2060.0`, `2060,00`, `07301`, `2 060`.
    let rest = inland(text);
    let whole = match rest.split_once(['.', ',']) {
        Some((whole, zeros))
            if !zeros.is_empty() && zeros.len() < 3 && zeros.bytes().all(|b| b == b'0') =>
        {
            whole
        }
        _ => rest,
    };
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let only_digits = whole
        .chars()
        .all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | '\'' | '\u{a0}'));
    if only_digits {
        let plain = digits.trim_start_matches('0');
        if plain.len() == 4 && postal::province_of(plain).is_some() {
            return found(plain);
        }
    }
    // `9000 Gent`
    if let Some((code, _)) = postal_place(text) {
        return found(code);
    }
    found(text)
}

/// An e-mail address in a text: alone, in angle brackets, behind `mailto:`, or the first of several.
#[must_use]
pub fn email(text: &str) -> Option<String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '<' | '>' | '(' | ')' | '|'))
        .map(|part| part.trim_start_matches("mailto:").trim_end_matches('.'))
        .find(|part| text::is_email(part))
        .map(str::to_owned)
}

/// A web address as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Web {
    /// The address.
    pub address: String,
    /// The scheme was missing.
    pub scheme_added: bool,
    /// Something else was repaired.
    pub normalised: bool,
}

/// The web address in a text; `None` when it is none.
#[must_use]
pub fn web(text: &str) -> Option<Web> {
    let trimmed = text.trim();
    let plain = trimmed
        .trim_matches(['<', '>', '"'])
        .trim_end_matches([',', ';']);
    let lower = plain.to_ascii_lowercase();
    let mut web = Web {
        address: plain.to_owned(),
        scheme_added: false,
        normalised: plain != trimmed,
    };
    for (wrong, right) in [
        ("http//", "http://"),
        ("https//", "https://"),
        ("http:/", "http://"),
        ("https:/", "https://"),
        ("htpp://", "http://"),
        ("htpps://", "https://"),
        ("htttp://", "http://"),
        ("htttps://", "https://"),
        ("//", "https://"),
    ] {
        if lower.starts_with(wrong) && !lower.starts_with(right) {
            web.address = format!("{right}{}", &plain[wrong.len()..]);
            web.normalised = true;
            break;
        }
    }
    if !web.address.contains("://") {
        web.address = format!("https://{}", web.address);
        web.scheme_added = true;
    }
    if let Some((scheme, rest)) = web.address.split_once("://") {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let lower = format!(
            "{}://{}",
            scheme.to_ascii_lowercase(),
            host.to_ascii_lowercase()
        );
        let address = format!("{lower}{}", &rest[host.len()..]);
        web.normalised |= address != web.address;
        web.address = address;
    }
    let host = web
        .address
        .split("://")
        .nth(1)?
        .split(['/', '?', '#', ':'])
        .next()?;
    let ending = host.rsplit('.').next()?;
    let named = ending.len() >= 2 && ending.chars().all(char::is_alphabetic);
    (named && text::is_web_address(&web.address)).then_some(web)
}

/// Whether a text could be a telephone number.
#[must_use]
pub fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let known = text
        .chars()
        .all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-/.()".contains(c));
    known && (8..=15).contains(&digits) && (text.starts_with(['0', '+', '(']) || digits >= 9)
}

/// A duration in whole months.
#[must_use]
pub fn months(cell: &Cell) -> Option<u64> {
    if let Cell::Number(number) = cell {
        return (0.0..=240.0)
            .contains(number)
            .then(|| number.round() as u64);
    }
    let shown = cell.shown();
    let text = shown.trim();
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')))
        .unwrap_or(text.len());
    let number: f64 = text[..end].replace(',', ".").parse().ok()?;
    let unit = words::fold(&text[end..]);
    let unit = unit.split(' ').next().unwrap_or_default();
    let months = match vocabulary().durations.get(unit).map(String::as_str) {
        Some("day") => number * 12.0 / 365.25,
        Some("week") => number * 12.0 / 52.0,
        Some("year") => number * 12.0,
        Some(_) => number,
        // `36 (3 jaar)`
        None if unit.is_empty() || unit.starts_with(|c: char| c.is_ascii_digit()) => number,
        // `120 ECTS`, `24 à 36`: some other thing, or no one number.
        None => return None,
    };
    (0.0..=240.0)
        .contains(&months)
        .then(|| months.round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Cell {
        Cell::text(text)
    }

    #[test]
    fn days() {
        assert_eq!(
            day(&Cell::Number(45_551.0)),
            Some(Day::Serial("2024-09-16".into()))
        );
        assert_eq!(
            day(&text("12/03/2025")),
            Some(Day::Other("2025-03-12".into()))
        );
        assert_eq!(day(&text("1.9.24")), Some(Day::Other("2024-09-01".into())));
        assert_eq!(
            day(&text("15 août 2025")),
            Some(Day::Other("2025-08-15".into()))
        );
        assert_eq!(
            day(&text("12/25/2025")),
            Some(Day::Other("2025-12-25".into()))
        );
        assert_eq!(
            day(&text("2025-03-12")),
            Some(Day::Plain("2025-03-12".into()))
        );
        assert_eq!(
            day(&text("2025-03-12 00:00:00")),
            Some(Day::Other("2025-03-12".into()))
        );
        assert_eq!(
            day(&text("July 1st, 2026")),
            Some(Day::Other("2026-07-01".into()))
        );
        assert_eq!(
            day(&text("20250312")),
            Some(Day::Other("2025-03-12".into()))
        );
        assert_eq!(day(&text("31/02/2025")), None);
        // The day of a cell; a year that is formatted as one.
        let cell = |text: &str| Cell::Day(text.into());
        assert_eq!(
            day(&cell("2025-03-12")),
            Some(Day::Plain("2025-03-12".into()))
        );
        assert_eq!(day(&cell("1905-07-19")), None);
        for serial in [1_000, 9_000, 32_874, 45_728, 73_050] {
            assert_eq!(
                from_serial(serial).and_then(|day| serial_of(&day)),
                Some(serial)
            );
        }
        assert_eq!(day(&text("binnenkort")), None);
    }

    #[test]
    fn postal_codes() {
        let code = |text: &str| {
            postal_code(text).map(|found| (found.code, found.repaired, found.province))
        };
        assert_eq!(code("2060.0"), Some(("2060".into(), true, Some("BE-VAN"))));
        assert_eq!(code("07301"), Some(("7301".into(), true, Some("BE-WHT"))));
        assert_eq!(code("B-9000"), Some(("9000".into(), true, Some("BE-VOV"))));
        assert_eq!(code("9000"), Some(("9000".into(), false, Some("BE-VOV"))));
        assert_eq!(code("5612 AP"), Some(("5612 AP".into(), false, None)));
        assert_eq!(
            code("9000 Gent"),
            Some(("9000".into(), true, Some("BE-VOV")))
        );
        assert_eq!(
            postal_place("B-4000 Saint-Nicolas (Liège)"),
            Some(("4000", "Saint-Nicolas (Liège)"))
        );
        assert_eq!(
            code("1924-08-21"),
            Some(("9000".into(), true, Some("BE-VOV")))
        );
        assert_eq!(code("-"), None);
    }

    #[test]
    fn addresses_marks_and_durations() {
        assert_eq!(
            email("Stages <stages@a.example>").as_deref(),
            Some("stages@a.example")
        );
        assert_eq!(email("stages@a"), None);
        assert_eq!(
            web("www.a.example/x").unwrap().address,
            "https://www.a.example/x"
        );
        assert_eq!(
            web("HTTP://A.example/X").unwrap().address,
            "http://a.example/X"
        );
        assert_eq!(web("geen"), None);
        assert!(is_phone("+32 9 000 00 01") && is_phone("09/000.00.01") && !is_phone("2024"));
        assert_eq!(mark("✓"), Some(true));
        assert_eq!(mark("Non"), Some(false));
        assert_eq!(mark("misschien"), None);
        assert_eq!(months(&text("13 weken")), Some(3));
        assert_eq!(months(&text("1 jaar")), Some(12));
        assert_eq!(months(&Cell::Number(6.0)), Some(6));
        assert!(is_nothing("–") && is_nothing("n.v.t.") && !is_nothing("✓"));
    }
}

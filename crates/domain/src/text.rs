//! Counting and checking texts, alike in client and service.

use unicode_segmentation::UnicodeSegmentation;

/// How many characters a person perceives: `é`, a flag emoji and a CRLF count one each (ET-83).
#[must_use]
pub fn count(text: &str) -> usize {
    if text.is_ascii() && !text.contains('\r') {
        return text.len();
    }
    text.graphemes(true).count()
}

/// A text that is too long, cut where its last whole sentence ends that fits, else
/// its last whole word, which three dots follow. At least three quarters of the room
/// stay filled; a text that ends nowhere in the last quarter is not cut.
#[must_use]
pub fn shortened(text: &str, limit: usize) -> Option<String> {
    let place = |characters: usize| text.grapheme_indices(true).nth(characters);
    let (end, _) = place(limit)?;
    let (least, _) = place(limit - limit / 4)?;
    let sentence = text
        .split_sentence_bound_indices()
        .map(|(start, sentence)| start + sentence.trim_end().len())
        .take_while(|at| *at <= end)
        .last();
    if let Some(at) = sentence.filter(|at| *at >= least) {
        return text.get(..at).map(str::to_owned);
    }
    // One character less: the three dots are one.
    let (end, _) = place(limit.checked_sub(1)?)?;
    let (at, _) = text
        .char_indices()
        .rfind(|(at, c)| c.is_whitespace() && *at <= end)?;
    let kept = text
        .get(..at)?
        .trim_end_matches(|c: char| c.is_whitespace() || ",;:-–—(/".contains(c));
    (kept.len() >= least).then(|| format!("{kept}…"))
}

/// Whether the text holds a control character other than tab and line ends.
#[must_use]
pub fn has_control(text: &str) -> bool {
    text.chars()
        .any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

/// Whether the text could be an e-mail address: one `@`, a local part, and a
/// dotted domain of letters, digits and hyphens.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let local_ok = !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local
            .chars()
            .all(|c| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c));
    let labels: Vec<&str> = domain.split('.').collect();
    local_ok
        && labels.len() >= 2
        && domain.len() <= 253
        && labels.iter().all(|l| {
            !l.is_empty()
                && l.len() <= 63
                && !l.starts_with('-')
                && !l.ends_with('-')
                && l.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
        && labels.last().is_some_and(|l| l.chars().count() >= 2)
}

/// Whether the text is an `http` or `https` address with a host and without
/// credentials; every other scheme is refused (`javascript:`, `file:`, …).
#[must_use]
pub fn is_web_address(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let Some(rest) = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"))
    else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, port)| {
        if port.chars().all(|c| c.is_ascii_digit()) {
            name
        } else {
            ""
        }
    });
    !host.contains('@')
        && !name.is_empty()
        && name.contains('.')
        && name
            .split('.')
            .all(|l| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-'))
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// Whether the text is a date of the calendar, `YYYY-MM-DD`.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return false;
    }
    let number = |range: std::ops::Range<usize>| {
        text.get(range)
            .filter(|part| part.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|part| part.parse::<u32>().ok())
    };
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(5..7), number(8..10)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    year >= 1900 && (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_those_a_person_sees() {
        assert_eq!(count("a\r\nb"), 3);
        assert_eq!(count("e\u{301}té"), 3);
        assert_eq!(count("👩‍🔬🇧🇪"), 2);
    }

    #[test]
    fn a_long_text_ends_with_a_sentence_or_a_word() {
        assert_eq!(shortened("Dat past.", 9), None);
        assert_eq!(shortened("", 0), None);
        let two = "Eerste zin, nr. 1. Tweede zin die niet past.";
        assert_eq!(shortened(two, 20).as_deref(), Some("Eerste zin, nr. 1."));
        // Too little would stay of it: a word is enough.
        assert_eq!(
            shortened(two, 32).as_deref(),
            Some("Eerste zin, nr. 1. Tweede zin…")
        );
        assert_eq!(shortened("Master in de toegepaste", 18).as_deref(), None);
        assert_eq!(
            shortened("Elektriciteit, mechanica, enz", 26).as_deref(),
            Some("Elektriciteit, mechanica…")
        );
        assert_eq!(shortened(&"x".repeat(1_100), 1_000), None);
        // What a person sees as one character is never cut in two.
        let lines = "Één regel 👩‍🔬🇧🇪\r\nnog een regel";
        assert_eq!(shortened(lines, 13).as_deref(), Some("Één regel 👩‍🔬🇧🇪"));
        for limit in 0..50 {
            let cut = shortened(two, limit).unwrap_or_default();
            assert!(count(&cut) <= limit, "{limit}: {cut}");
            assert!(two.starts_with(cut.trim_end_matches('…')), "{limit}: {cut}");
        }
    }

    #[test]
    fn addresses() {
        for good in [
            "stages@kul.example",
            "a.b+c@sub.example.org",
            "jürgen@example.be",
        ] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "stage@",
            "@example.org",
            "a b@example.org",
            "a@b",
            "a@@b.be",
            "a@b.c",
            "a@-b.be",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
        for good in [
            "https://kuleuven.be",
            "http://a.b:8080/x?y#z",
            "HTTPS://Ex-ample.org/é",
        ] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "kuleuven.be",
            "https://",
            "https://u:p@host.be",
            "ftp://a.be",
            "https://a b.be",
        ] {
            assert!(!is_web_address(bad), "{bad}");
        }
    }

    #[test]
    fn dates_are_those_of_the_calendar() {
        assert!(is_date("2028-02-29"));
        assert!(!is_date("2027-02-29"));
        assert!(!is_date("2027-2-9"));
        assert!(!is_date("20é7-02-0"));
    }
}

//! Telephone numbers that a spreadsheet kept as numbers: the 0 or the + that
//! they begin with is gone, and of long ones perhaps digits.

/// What can be said of a telephone number in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// As somebody wrote it.
    Written,
    /// Without its beginning: the number with it.
    Beheaded(String),
    /// A number that is no telephone number of a known length; digits may be gone.
    Doubtful,
}

/// Country codes of Belgium and around it, with the lengths that numbers have behind them.
const COUNTRIES: &[(&str, std::ops::RangeInclusive<usize>)] = &[
    ("32", 8..=9),
    ("31", 9..=9),
    ("33", 9..=9),
    ("352", 8..=9),
    ("44", 10..=10),
    ("49", 10..=11),
];

/// Digits of a whole number that is written with a 0 in front, without that 0.
const INLAND: std::ops::RangeInclusive<usize> = 8..=9;
/// An extension has so many digits at most.
const EXTENSION: usize = 6;

/// Looks at the text of a cell that is to hold a telephone number.
#[must_use]
pub fn kept(text: &str) -> Kept {
    let whole = match text.split_once(['.', ',']) {
        // `91234567.0`
        Some((whole, rest)) if rest.len() < 3 && rest.bytes().all(|byte| byte == b'0') => whole,
        // `3,24712E+10`
        Some((whole, rest)) if is_number(whole) && is_rounded(rest) => return Kept::Doubtful,
        _ => text,
    };
    if !is_number(whole) || whole.starts_with('0') {
        return Kept::Written;
    }
    if INLAND.contains(&whole.len()) {
        return Kept::Beheaded(format!("0{whole}"));
    }
    let abroad = COUNTRIES.iter().any(|(country, lengths)| {
        whole
            .strip_prefix(country)
            .is_some_and(|rest| lengths.contains(&rest.len()))
    });
    if abroad {
        Kept::Beheaded(format!("+{whole}"))
    } else if whole.len() > EXTENSION {
        Kept::Doubtful
    } else {
        // An extension.
        Kept::Written
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is what follows the point of a number that was rounded: `24712E+10`.
fn is_rounded(text: &str) -> bool {
    text.split_once(['E', 'e']).is_some_and(|(digits, power)| {
        is_number(digits) && is_number(power.trim_start_matches('+'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_numbers_lost_is_put_back() {
        let back = |text: &str| match kept(text) {
            Kept::Beheaded(number) => number,
            other => format!("{other:?}"),
        };
        for (text, number) in [
            ("91234567", "091234567"),
            ("471234567", "0471234567"),
            ("91234567.0", "091234567"),
            ("91234567,00", "091234567"),
            ("32471234567", "+32471234567"),
            ("3291234567", "+3291234567"),
            ("31201234567", "+31201234567"),
            ("352621234567", "+352621234567"),
            ("8412345678", "Doubtful"),
            // A digit short, with or without the 0.
            ("9123456", "Doubtful"),
            ("3,24712E+10", "Doubtful"),
            ("3.24712e10", "Doubtful"),
            // As they are: written by somebody, or an extension.
            ("091234567", "Written"),
            ("0032471234567", "Written"),
            ("+32 471 23 45 67", "Written"),
            ("09/123.45.67", "Written"),
            ("09.12", "Written"),
            ("3456", "Written"),
            ("", "Written"),
        ] {
            assert_eq!(back(text), number, "{text}");
        }
    }
}

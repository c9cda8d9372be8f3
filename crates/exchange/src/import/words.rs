//! Comparing words as people write them: without regard to case, accents,
//! hyphens, full stops and spaces.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// The text in lower case, without accents; every sign that is no letter or
/// digit is one space. `Prof. Bach.` is `prof bach`.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let mut push = |c: char| {
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            match c {
                'œ' => out.push_str("oe"),
                'æ' => out.push_str("ae"),
                'ß' => out.push_str("ss"),
                c => out.push(c),
            }
        } else {
            gap = true;
        }
    };
    if text.is_ascii() {
        text.bytes()
            .for_each(|byte| push(byte.to_ascii_lowercase() as char));
    } else {
        for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
            c.to_lowercase().for_each(&mut push);
        }
    }
    out
}

/// The text folded, without any space: `Oost-Vl.` and `oost vl` are both `oostvl`.
/// Signs that stand alone (✓) are kept as they are.
#[must_use]
pub fn key(text: &str) -> String {
    let folded = fold(text);
    if folded.is_empty() {
        return text.split_whitespace().collect();
    }
    folded.replace(' ', "")
}

/// Whether a text seems to hold several things: signs stand between them that
/// no comparison of words would see.
#[must_use]
pub fn is_several(text: &str) -> bool {
    text.contains(['\n', '\u{b}', '\u{2028}', ';', '|', '•', '/', '+', ','])
        || [" - ", " – ", " & "].iter().any(|sign| text.contains(sign))
}

/// The words of a text, folded.
#[must_use]
pub fn split(text: &str) -> Vec<String> {
    fold(text)
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether words are those of a phrase, each cut short or whole.
#[must_use]
pub fn abbreviates(words: &[String], phrase: &[String]) -> bool {
    words.len() == phrase.len()
        && words
            .iter()
            .zip(phrase)
            .all(|(word, whole)| whole.starts_with(word.as_str()))
}

/// Whether two folded words are the same but for slips of the keyboard: one in
/// a word of six letters or more, two in one of ten or more. The first letter
/// is always right, which keeps this quick.
#[must_use]
pub fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    if a.len().abs_diff(b.len()) > 4
        || a.len().min(b.len()) < 6
        || a.as_bytes()[0] != b.as_bytes()[0]
    {
        return false;
    }
    let (a_count, b_count) = (a.chars().count(), b.chars().count());
    let allowed = match a_count.min(b_count) {
        0..=5 => return false,
        6..=9 => 1,
        _ => 2,
    };
    a_count.abs_diff(b_count) <= allowed && strsim::osa_distance(a, b) <= allowed
}

/// A text whose UTF-8 was once read as Windows-1252 (`LiÃ¨ge`), as it was meant.
#[must_use]
pub fn repaired(text: &str) -> Option<String> {
    // Each accent of ours begins with one of these when it is misread.
    if !text.contains(['Ã', 'Â', 'â', 'Å', 'Ë']) {
        return None;
    }
    let (bytes, _, unmappable) = encoding_rs::WINDOWS_1252.encode(text);
    if unmappable {
        return None;
    }
    let repaired = std::str::from_utf8(&bytes).ok()?;
    (repaired != text).then(|| repaired.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding() {
        assert_eq!(
            fold("  Prof. Bach.\u{a0}Élektro–mech "),
            "prof bach elektro mech"
        );
        assert_eq!(key("O.-Vl."), "ovl");
        assert_eq!(key("✓"), "✓");
        assert_eq!(fold("Cœur de Straße"), "coeur de strasse");
    }

    #[test]
    fn slips_of_the_keyboard() {
        assert!(alike("werkplekleren", "werkpleklern"));
        assert!(alike("samenwerkingsvromen", "samenwerkingsvormen"));
        assert!(!alike("namen", "namur"));
        assert!(!alike("limburg", "luxemburg"));
    }

    #[test]
    fn misread_text() {
        assert_eq!(repaired("LiÃ¨ge").as_deref(), Some("Liège"));
        assert_eq!(repaired("dâ€™Ã©tÃ©").as_deref(), Some("d’été"));
        assert_eq!(repaired("Château"), None);
        assert_eq!(repaired("Liège"), None);
    }
}

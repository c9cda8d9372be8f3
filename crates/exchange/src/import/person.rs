//! Who a cell names besides an e-mail address: `Stages, stages@…, 09 000 00 00`.

use super::{values::is_phone, vocabulary::vocabulary, words};

/// What a cell says about somebody to contact, besides the e-mail address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// The name.
    pub name: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// It stands there in several parts: `Stages, stages@…, 09 000 00 00`.
    pub listed: bool,
}

/// Who stands around an e-mail address in one cell.
#[must_use]
pub fn person(text: &str, email: &str) -> Person {
    let mut out = Person::default();
    let pieces: Vec<&str> = text
        .split(['\n', '\u{b}', ',', ';', '|'])
        .flat_map(|piece| piece.split(" / "))
        .flat_map(|piece| piece.split(" - "))
        .flat_map(|piece| piece.split(" – "))
        .collect();
    for piece in pieces {
        let address = piece.contains(email);
        let piece = piece.replace("mailto:", "").replace(email, " ");
        let piece = piece.replace(['<', '>'], " ");
        let words: Vec<&str> = piece.split_whitespace().collect();
        // A number may stand behind its label or a name: `Stages tel. 09 000 00 00`.
        let at = (0..words.len()).find(|at| spells_phone(&words[*at..]));
        let (before, number) = words.split_at(at.unwrap_or(words.len()));
        if !number.is_empty() && out.phone.is_none() {
            out.phone = Some(number.join(" "));
        }
        let told: Vec<&str> = before
            .iter()
            .copied()
            .filter(|word| !vocabulary().contact_labels.contains(&words::key(word)))
            .collect();
        let name = told.join(" ");
        let name = name.trim_matches(|c: char| " ():-/".contains(c));
        if out.name.is_none() && name.chars().any(char::is_alphabetic) && !name.contains('@') {
            out.name = Some(name.to_owned());
        }
        out.listed |= !address && (out.name.is_some() || out.phone.is_some());
    }
    out
}

/// Whether words together are a telephone number.
fn spells_phone(words: &[&str]) -> bool {
    is_phone(&words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_stands_around_an_address() {
        let found = |name: &str, phone: &str, listed| Person {
            name: (!name.is_empty()).then(|| name.to_owned()),
            phone: (!phone.is_empty()).then(|| phone.to_owned()),
            listed,
        };
        for (text, person_there) in [
            ("a@b.example", found("", "", false)),
            ("Stages <a@b.example>", found("Stages", "", false)),
            ("Stages (a@b.example)", found("Stages", "", false)),
            (
                "Stages, a@b.example, tel. 09 000 00 00",
                found("Stages", "09 000 00 00", true),
            ),
            (
                "a@b.example / +32 9 000 00 01",
                found("", "+32 9 000 00 01", true),
            ),
            ("a@b.example; c@d.example", found("", "", false)),
        ] {
            assert_eq!(person(text, "a@b.example"), person_there, "{text}");
        }
    }
}

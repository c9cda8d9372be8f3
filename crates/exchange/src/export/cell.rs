//! A value as a cell of a table.

use crate::import::values;
use edutracker_domain::{
    Language, Record, RecordType, Shape,
    codes::CodeList,
    field::{self, Field},
    record as fields,
    review::Verdict,
};
use edutracker_i18n::{Key, Texts};
use edutracker_protocol::command::RowState;
use serde_json::Value;
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

/// What stands between the members of a set.
pub const BETWEEN: &str = "; ";

/// A cell that is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A whole number.
    Number(u64),
    /// A day, `YYYY-MM-DD`.
    Day(String),
}

impl Cell {
    /// A text in the form that every kind of file keeps, or nothing.
    #[must_use]
    pub fn text(text: &str) -> Self {
        if text.is_empty() {
            Cell::Empty
        } else {
            Cell::Text(plain(text).into_owned())
        }
    }

    /// The cell as text.
    #[must_use]
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Text(text) | Cell::Day(text) => Cow::Borrowed(text),
            Cell::Number(number) => Cow::Owned(number.to_string()),
        }
    }
}

/// A text in the form that every kind of file keeps: one kind of line end, and
/// none of the signs that XML cannot hold.
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    let odd =
        |c: char| c.is_control() && c != '\n' && c != '\t' || matches!(c, '\u{fffe}' | '\u{ffff}');
    if !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(text.chars().filter(|c| !odd(*c)).collect())
}

/// A text of a cell in the form in which cells of a field are compared:
/// however a spreadsheet shows a day, a number or a mark.
#[must_use]
pub fn comparable(field: &Field, text: &str) -> String {
    let cell = crate::import::file::Cell::text(text);
    let known = match field.shape {
        Shape::Date => match values::day(&cell) {
            Some(values::Day::Plain(day) | values::Day::Serial(day) | values::Day::Other(day)) => {
                Some(day)
            }
            None => None,
        },
        Shape::Flag => values::mark(text).map(|flag| flag.to_string()),
        Shape::Months => values::months(&cell).map(|months| months.to_string()),
        _ => None,
    };
    known.unwrap_or_else(|| plain(text).into_owned())
}

/// The label of a code; the code where it is in no list.
#[must_use]
pub fn label(list: CodeList, code: &str, language: Language) -> &str {
    list.find(code)
        .map_or(code, |item| item.labels.get(language))
}

/// The words of a field that has no list of its own: `<prefix>-<word>`.
#[must_use]
pub fn word_prefix(field: &Field) -> &'static str {
    match field.name {
        "subject" => "subject",
        "status" => "organisation-status",
        "state" => "accounts-state",
        "verdict" => "review-verdict",
        _ => "role",
    }
}

/// Whether a field's value is a code, a word or an id, so that what people
/// read is not what is stored.
#[must_use]
pub const fn has_code(field: &Field) -> bool {
    matches!(
        field.shape,
        Shape::Code(_)
            | Shape::CodeSet(_)
            | Shape::Word(_)
            | Shape::Reference(_)
            | Shape::ReferenceSet(_)
    )
}

/// Free texts in one cell. Where one of them holds what would separate them,
/// each has a line of its own.
fn texts_cell(members: &[&str]) -> String {
    let odd = members
        .iter()
        .any(|text| text.contains([';', '|', '•', '/', ',']));
    let joined = if members.iter().any(|text| text.contains(';')) {
        members.join("\n")
    } else {
        members.join(BETWEEN)
    };
    match members {
        // A separator at its end says that it is one text.
        [one] if odd && one.contains(';') => format!("{joined}\n"),
        [_] if odd => format!("{joined};"),
        _ => joined,
    }
}

/// The words of one language that are needed for each record, looked up once.
#[derive(Debug)]
pub struct Words {
    language: Language,
    yes: String,
    no: String,
    /// By the key of their text.
    known: BTreeMap<String, String>,
}

impl Words {
    /// The words for records of a type.
    #[must_use]
    pub fn of(kind: RecordType, texts: &Texts) -> Self {
        let states = RowState::ALL.iter().map(|state| ("state", state.as_str()));
        let of_fields = field::fields(kind)
            .iter()
            .filter_map(|field| match field.shape {
                Shape::Word(words) => Some(words.iter().map(|word| (word_prefix(field), *word))),
                _ => None,
            })
            .flatten();
        let nothing = BTreeMap::new();
        Self {
            language: texts.language(),
            yes: texts.text(Key::ValueYes, &[]),
            no: texts.text(Key::ValueNo, &[]),
            known: states
                .chain(of_fields)
                .map(|(prefix, word)| {
                    let text = texts.coded(prefix, word, &nothing);
                    (format!("{prefix}-{word}"), text)
                })
                .collect(),
        }
    }

    /// The language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Yes and no.
    #[must_use]
    pub fn marks(&self) -> [&str; 2] {
        [&self.yes, &self.no]
    }

    /// What people call a word; the word itself where it is not known.
    #[must_use]
    pub fn word<'a>(&'a self, prefix: &str, word: &'a str) -> &'a str {
        self.known
            .get(&format!("{prefix}-{word}"))
            .map_or(word, String::as_str)
    }
}

/// A value as people read it. `names`: of the records that it refers to, by id.
#[must_use]
pub fn read(
    field: &Field,
    record: &Record,
    names: &BTreeMap<String, String>,
    words: &Words,
) -> Cell {
    let language = words.language();
    let text = fields::text(record, field.name);
    let members = || fields::members(record, field.name);
    let name = |id: &str| names.get(id).cloned().unwrap_or_else(|| id.to_owned());
    match field.shape {
        Shape::Flag => {
            let [yes, no] = words.marks();
            let set = fields::flag(record, field.name);
            Cell::text(if set { yes } else { no })
        }
        // Of some verdicts there is no notice at all.
        Shape::Consent
            if !fields::text(record, "verdict")
                .parse()
                .is_ok_and(Verdict::is_told) =>
        {
            Cell::Empty
        }
        Shape::Consent => {
            let [yes, no] = words.marks();
            let refused = fields::get(record, field.name) == Some(&Value::Bool(false));
            Cell::text(if refused { no } else { yes })
        }
        // In percent, and never certain, as on the screen.
        Shape::Share => match fields::get(record, field.name).and_then(Value::as_f64) {
            Some(share) => Cell::Number((share * 100.0).round().clamp(1.0, 99.0) as u64),
            None => Cell::Empty,
        },
        Shape::Code(list) => Cell::text(label(list, text, language)),
        Shape::Word(_) if !text.is_empty() => Cell::text(words.word(word_prefix(field), text)),
        Shape::Reference(_) if !text.is_empty() => Cell::text(&name(text)),
        Shape::CodeSet(list) => {
            // In the order of the list, as people are used to see them.
            let members = members();
            let mut words: Vec<&str> = list
                .items()
                .iter()
                .filter(|item| members.contains(&item.code.as_str()))
                .map(|item| item.labels.get(language))
                .collect();
            words.extend(members.iter().filter(|code| list.find(code).is_none()));
            Cell::text(&words.join(BETWEEN))
        }
        Shape::ReferenceSet(_) => {
            let names: BTreeSet<String> = members().into_iter().map(name).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            Cell::text(&names.join(BETWEEN))
        }
        Shape::Removal => {
            let reason = fields::get(record, field.name)
                .and_then(|removal| removal["reason"].as_str())
                .unwrap_or_default();
            Cell::text(label(CodeList::ReviewReasons, reason, language))
        }
        Shape::Texts(_) => {
            let of =
                |language: Language| fields::text(record, &format!("{}.{language}", field.name));
            let found = std::iter::once(language)
                .chain(Language::ALL.iter().copied())
                .map(of)
                .find(|text| !text.is_empty());
            Cell::text(found.unwrap_or_default())
        }
        _ => stored(field, record),
    }
}

/// A value as it is stored, which is the same in all languages: codes, words,
/// ids, and what has no other form.
#[must_use]
pub fn stored(field: &Field, record: &Record) -> Cell {
    let text = fields::text(record, field.name);
    match field.shape {
        Shape::Date if edutracker_domain::text::is_date(text) => Cell::Day(text.to_owned()),
        Shape::Months => fields::get(record, field.name)
            .and_then(Value::as_u64)
            .map_or(Cell::Empty, Cell::Number),
        Shape::Flag => Cell::Text(fields::flag(record, field.name).to_string()),
        Shape::Consent => {
            let given = fields::get(record, field.name) != Some(&Value::Bool(false));
            Cell::Text(given.to_string())
        }
        Shape::Share => fields::get(record, field.name)
            .and_then(Value::as_f64)
            .map_or(Cell::Empty, |share| Cell::Text(share.to_string())),
        Shape::TextSet(_) => Cell::text(&texts_cell(&fields::members(record, field.name))),
        _ if field.shape.is_set() => Cell::text(&fields::members(record, field.name).join(BETWEEN)),
        _ => Cell::text(text),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_told_of_only_where_there_may_be_one() {
        let notify = field::field(RecordType::Review, "notify").unwrap();
        let words = Words::of(RecordType::Review, &Texts::new(Language::Nl));
        for (verdict, silent, expected) in [
            ("remove", false, Cell::text("Ja")),
            ("remove", true, Cell::text("Nee")),
            ("ask", false, Cell::text("Ja")),
            ("restore", false, Cell::text("Ja")),
            ("keep", false, Cell::Empty),
            ("defer", false, Cell::Empty),
            ("answer", false, Cell::Empty),
        ] {
            let mut record = Record::new();
            fields::put(&mut record, "verdict", verdict.into());
            if silent {
                fields::put(&mut record, "notify", false.into());
            }
            let cell = read(notify, &record, &BTreeMap::new(), &words);
            assert_eq!(cell, expected, "{verdict} {silent}");
        }
    }
}

//! How texts change.

use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{HitText, TextChange},
};
use regex::{Captures, Regex, RegexBuilder};
use std::ops::Range;

/// A text after a change.
pub(super) fn changed(text: &str, change: TextChange, with: &str) -> String {
    match change {
        TextChange::Trim => trimmed(text),
        TextChange::Upper => text.to_uppercase(),
        TextChange::Lower => text.to_lowercase(),
        TextChange::Capital => {
            let mut chars = text.chars();
            chars
                .next()
                .map(|first| first.to_uppercase().chain(chars).collect())
                .unwrap_or_default()
        }
        TextChange::Prefix if !text.starts_with(with) => format!("{with}{text}"),
        TextChange::Suffix if !text.ends_with(with) => format!("{text}{with}"),
        TextChange::Prefix | TextChange::Suffix => text.to_owned(),
        TextChange::WithoutPrefix => text.strip_prefix(with).unwrap_or(text).to_owned(),
        TextChange::WithoutSuffix => text.strip_suffix(with).unwrap_or(text).to_owned(),
    }
}

/// Without spaces at the ends of the text and of its lines, one where there
/// were several; line ends stay what they are.
fn trimmed(text: &str) -> String {
    let lines = text.trim().split_inclusive('\n').map(|line| {
        let ending = ["\r\n", "\n"]
            .into_iter()
            .find(|ending| line.ends_with(ending))
            .unwrap_or("");
        let words: Vec<&str> = line.split_whitespace().collect();
        words.join(" ") + ending
    });
    lines.collect()
}

/// What a search looks for and puts there.
pub(super) struct Search {
    pattern: Regex,
    parts: Vec<Part>,
}

/// Characters of the text that are told on each side of a hit.
const AROUND: usize = 32;

/// One place that a search found.
pub(super) struct Found<'a> {
    /// Which one in the field, from 0.
    pub at: u32,
    place: Range<usize>,
    with: &'a str,
}

impl Found<'_> {
    /// It, and what stands around it in its text.
    pub fn around(&self, field: &str, text: &str) -> HitText {
        let (before, after) = (&text[..self.place.start], &text[self.place.end..]);
        let start = before
            .char_indices()
            .rev()
            .nth(AROUND - 1)
            .map_or(0, |(at, _)| at);
        HitText {
            field: field.to_owned(),
            at: self.at,
            before: before[start..].to_owned(),
            found: text[self.place.clone()].to_owned(),
            with: self.with.to_owned(),
            after: after.chars().take(AROUND).collect(),
        }
    }
}

/// A part of what is put there.
enum Part {
    Text(String),
    Group(usize),
    Named(String),
}

impl Search {
    /// Reads what to find and what to put there.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidPattern`] with the place; [`ErrorCode::InvalidValue`]
    /// when there is nothing to find.
    pub fn new(
        find: &str,
        with: &str,
        regex: bool,
        case: bool,
        word: bool,
    ) -> Result<Self, ClientError> {
        if find.is_empty() {
            return Err(ClientError::new(ErrorCode::InvalidValue)
                .with("field", "find")
                .with("value", ""));
        }
        let source = if regex {
            readable(find)?;
            find.to_owned()
        } else {
            regex::escape(find)
        };
        let source = if word {
            format!(r"\b{{start-half}}(?:{source})\b{{end-half}}")
        } else {
            source
        };
        let pattern = RegexBuilder::new(&source)
            .case_insensitive(!case)
            .multi_line(true)
            .build()
            // It can be read, so it is too large.
            .map_err(|_| invalid(find, 0))?;
        let parts = if regex {
            template(with)
        } else {
            vec![Part::Text(with.to_owned())]
        };
        Ok(Self { pattern, parts })
    }

    /// A text with its hits replaced but those that `keeps` names by their
    /// number, counted from `first`; and how many hits there were. `tell` hears
    /// of each.
    pub fn replaced(
        &self,
        text: &str,
        first: u32,
        keeps: impl Fn(u32) -> bool,
        mut tell: impl FnMut(Found<'_>),
    ) -> (String, u32) {
        let mut out = String::with_capacity(text.len());
        let mut with = String::new();
        let (mut end, mut hits) = (0, 0);
        for found in self.pattern.captures_iter(text) {
            let Some(whole) = found.get(0) else { continue };
            out.push_str(&text[end..whole.start()]);
            with.clear();
            self.put(&found, &mut with);
            let at = first + hits;
            out.push_str(if keeps(at) { whole.as_str() } else { &with });
            tell(Found {
                at,
                place: whole.range(),
                with: &with,
            });
            end = whole.end();
            hits += 1;
        }
        out.push_str(&text[end..]);
        (out, hits)
    }

    fn put(&self, found: &Captures<'_>, out: &mut String) {
        for part in &self.parts {
            let text = match part {
                Part::Text(text) => Some(text.as_str()),
                Part::Group(at) => found.get(*at).map(|group| group.as_str()),
                Part::Named(name) => found.name(name).map(|group| group.as_str()),
            };
            out.push_str(text.unwrap_or_default());
        }
    }
}

/// Whether a regular expression can be read; where not.
fn readable(find: &str) -> Result<(), ClientError> {
    use regex_syntax::{Error, Parser};
    let start = match Parser::new().parse(find) {
        Ok(_) => return Ok(()),
        Err(Error::Parse(error)) => error.span().start.offset,
        Err(Error::Translate(error)) => error.span().start.offset,
        Err(_) => 0,
    };
    Err(invalid(find, start))
}

fn invalid(find: &str, offset: usize) -> ClientError {
    let (before, rest) = find.split_at_checked(offset).unwrap_or((find, ""));
    ClientError::new(ErrorCode::InvalidPattern)
        .with("position", before.chars().count() + 1)
        .with("rest", rest.chars().take(20).collect::<String>())
}

/// `$1` and `$0` or `$&` are groups, `${name}` a named one, `$$` a dollar; `\n`
/// and `\t` a line end and a tab, `\\` itself.
fn template(with: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut rest = with;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let next = after.chars().next();
        let part = match (c, next) {
            ('\\', Some(escaped @ ('n' | 't' | '\\'))) => {
                text.push(match escaped {
                    'n' => '\n',
                    't' => '\t',
                    other => other,
                });
                rest = &after[1..];
                continue;
            }
            ('$', Some('$')) => {
                text.push('$');
                rest = &after[1..];
                continue;
            }
            ('$', Some('&')) => Some((Part::Group(0), &after[1..])),
            ('$', Some('{')) => after[1..].split_once('}').map(|(name, left)| {
                let part = name
                    .parse()
                    .map_or_else(|_| Part::Named(name.to_owned()), Part::Group);
                (part, left)
            }),
            ('$', Some(digit)) if digit.is_ascii_digit() => {
                let two = after.len() > 1 && after.as_bytes()[1].is_ascii_digit();
                let length = 1 + usize::from(two);
                after[..length]
                    .parse()
                    .ok()
                    .map(|at| (Part::Group(at), &after[length..]))
            }
            _ => None,
        };
        match part {
            Some((part, left)) => {
                parts.push(Part::Text(std::mem::take(&mut text)));
                parts.push(part);
                rest = left;
            }
            None => {
                text.push(c);
                rest = after;
            }
        }
    }
    parts.push(Part::Text(text));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replaced(find: &str, with: &str, regex: bool, text: &str) -> String {
        let search = Search::new(find, with, regex, false, false).unwrap();
        search.replaced(text, 0, |_| false, |_| ()).0
    }

    #[test]
    fn groups_are_put_and_plain_texts_are_plain() {
        assert_eq!(
            replaced(
                r"\bMaster of (\w+)",
                "Master in $1s",
                true,
                "master of Law; Master of Art"
            ),
            "Master in Laws; Master in Arts"
        );
        assert_eq!(replaced("a.b", "$1", false, "xa.bx aXb"), "x$1x aXb");
        assert_eq!(replaced("(?<w>é+)", r"${w}$$\n", true, "cafÉ"), "cafÉ$\n");
        assert_eq!(replaced("x", "", false, "xx"), "");
    }

    #[test]
    fn whole_words_and_capitals() {
        let word = Search::new("C++", "D", false, true, true).unwrap();
        assert_eq!(
            word.replaced("C++ en c++, C++x", 0, |_| false, |_| ()),
            ("D en c++, C++x".into(), 1)
        );
        let word = Search::new("ict", "IT", false, false, true).unwrap();
        assert_eq!(
            word.replaced("ICT, dictaat", 0, |_| false, |_| ()).0,
            "IT, dictaat"
        );
    }

    #[test]
    fn hits_can_be_left() {
        let search = Search::new("a", "b", false, true, false).unwrap();
        let mut told = Vec::new();
        let done = search.replaced(
            "aaa",
            5,
            |hit| hit == 6,
            |hit| {
                told.push(hit.around("name", "aaa"));
            },
        );
        assert_eq!(done, ("bab".into(), 3));
        let second = HitText {
            field: "name".into(),
            at: 6,
            before: "a".into(),
            found: "a".into(),
            with: "b".into(),
            after: "a".into(),
        };
        assert_eq!((told.len(), &told[1]), (3, &second));
    }

    #[test]
    fn a_bad_expression_names_its_place() {
        let error = Search::new("é(a", "", true, false, false)
            .map(|_| ())
            .unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidPattern);
        assert_eq!(
            (error.args["position"].as_str(), error.args["rest"].as_str()),
            ("2", "(a")
        );
        let error = Search::new(r"ab\p{Nope}", "", true, false, false)
            .map(|_| ())
            .unwrap_err();
        assert_eq!(error.args["position"], "3");
        assert!(Search::new("", "", false, false, false).is_err());
    }

    #[test]
    fn trimming_keeps_line_ends() {
        assert_eq!(
            changed("  a  b \r\n c\u{a0} d ", TextChange::Trim, ""),
            "a b\r\nc d"
        );
        assert_eq!(changed("élan Vital", TextChange::Capital, ""), "Élan Vital");
        assert_eq!(
            changed("ICT Bouw", TextChange::WithoutPrefix, "ICT "),
            "Bouw"
        );
        assert_eq!(changed("Bouw", TextChange::Prefix, "Bou"), "Bouw");
    }
}

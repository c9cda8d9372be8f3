//! What the one-click fixes do. A text that is too long is cut only where a
//! sentence or a word ends, and only by who saw first what goes.

use edutracker_domain::{
    Finding, FindingCode, Record, RecordType, Shape, field, record as fields, spelling, text,
};
use serde_json::Value;

/// The field and the value that mend a finding; none where a person must
/// decide.
#[must_use]
pub fn mended(
    kind: RecordType,
    record: &Record,
    finding: &Finding,
) -> Option<(&'static str, Value)> {
    let name = finding.field();
    let field = field::field(kind, &name)?;
    let given = fields::text(record, field.name);
    let argument = |name: &str| finding.args.get(name).map(String::as_str);
    let value = match finding.code {
        FindingCode::LevelInName | FindingCode::LevelConflict => {
            let suggestion = argument("suggestion").filter(|name| !name.is_empty())?;
            suggestion.into()
        }
        FindingCode::SiteOutsideProvinces => without(record, field.name, argument("value")?)?,
        FindingCode::RetiredReference if field.shape.is_set() => {
            without(record, field.name, argument("value")?)?
        }
        FindingCode::ProvinceElsewhere => argument("value")?.into(),
        FindingCode::PublishedWhileArchived => Value::Bool(false),
        FindingCode::NotApplicable => Value::Null,
        FindingCode::TooLong if matches!(field.shape, Shape::Line(_) | Shape::Lines(_)) => {
            let limit = argument("limit")?.parse().ok()?;
            text::shortened(given, limit)?.into()
        }
        FindingCode::ControlCharacters => {
            let one_line = matches!(field.shape, Shape::Line(_));
            cleaned(given, one_line)?.into()
        }
        FindingCode::InvalidWebsite => {
            let address = format!("https://{}", given.trim().trim_start_matches('/'));
            if !text::is_web_address(&address) {
                return None;
            }
            address.into()
        }
        FindingCode::InvalidEmail => {
            let address = given.trim().trim_start_matches("mailto:");
            if !text::is_email(address) {
                return None;
            }
            address.into()
        }
        FindingCode::InvalidDate => spelling::date(given)?.into(),
        FindingCode::UnknownCode => {
            let wrong = argument("value")?;
            match field.shape {
                Shape::Code(list) => spelling::code(list, wrong)?.code.as_str().into(),
                Shape::CodeSet(list) => {
                    let right = spelling::code(list, wrong)?.code.as_str();
                    let others = fields::members(record, field.name);
                    let kept = others.into_iter().filter(|member| *member != wrong);
                    fields::set_of(kept.chain([right]))
                }
                _ => return None,
            }
        }
        _ => return None,
    };
    Some((field.name, value))
}

/// A set without a member, if it has it.
fn without(record: &Record, name: &str, member: &str) -> Option<Value> {
    let members = fields::members(record, name);
    members.contains(&member).then(|| {
        let kept = members.into_iter().filter(|other| *other != member);
        fields::set_of(kept)
    })
}

/// A text without control characters; on one line, where it must be. None when
/// nothing would be left of it.
fn cleaned(text: &str, one_line: bool) -> Option<String> {
    let spaced: String = text
        .chars()
        .map(|c| {
            if one_line && c.is_whitespace() {
                ' '
            } else {
                c
            }
        })
        .filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r'))
        .collect();
    let cleaned = if one_line {
        spaced.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        spaced
    };
    (!cleaned.is_empty()).then_some(cleaned)
}

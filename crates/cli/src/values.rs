//! Assignments and conditions as people type them.

use crate::Terminal;
use edutracker_app::views;
use edutracker_domain::{
    Field, Record, RecordId, RecordType, Shape, field, merge::Patch, record as fields,
};
use edutracker_protocol::{ClientError, ErrorCode, command::Condition};
use serde_json::{Map, Value};

/// `=`, `+=` or `-=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Set,
    Add,
    Take,
}

/// An assignment, read but not yet applied to a record.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Assignment {
    pub field: &'static Field,
    pub operator: Operator,
    value: Parsed,
}

#[derive(Debug, Clone, PartialEq)]
enum Parsed {
    Scalar(Value),
    Members(Vec<String>),
}

fn invalid(field: &str, value: &str) -> ClientError {
    ClientError::new(ErrorCode::InvalidValue)
        .with("field", field)
        .with("value", value)
}

/// Whether an argument is an assignment and not an id.
pub(crate) fn is_assignment(text: &str) -> bool {
    text.contains('=')
}

impl Assignment {
    /// Reads `F=V`, `F+=V` or `F-=V`.
    pub(crate) fn parse(
        terminal: &Terminal,
        kind: RecordType,
        text: &str,
    ) -> Result<Self, ClientError> {
        let (left, value) = text.split_once('=').ok_or_else(|| invalid(text, ""))?;
        let (name, operator) = match left.as_bytes().last() {
            Some(b'+') => (&left[..left.len() - 1], Operator::Add),
            Some(b'-') => (&left[..left.len() - 1], Operator::Take),
            _ => (left, Operator::Set),
        };
        let field = field::field(kind, name).ok_or_else(|| {
            ClientError::new(ErrorCode::UnknownField)
                .with("field", name)
                .with("type", kind)
        })?;
        if operator != Operator::Set && !field.shape.is_set() {
            return Err(invalid(name, text));
        }
        let value = if field.shape.is_set() {
            Parsed::Members(members(terminal, field, value)?)
        } else {
            Parsed::Scalar(scalar(terminal, field, value)?)
        };
        Ok(Self {
            field,
            operator,
            value,
        })
    }

    /// Writes the assignment into a patch for a record.
    pub(crate) fn apply(&self, current: &Record, patch: &mut Patch) {
        match &self.value {
            Parsed::Scalar(value) => nested(patch, self.field.name, value.clone()),
            Parsed::Members(wanted) => {
                let entry = patch
                    .entry(self.field.name)
                    .or_insert_with(|| Value::Object(Map::new()));
                let Value::Object(set) = entry else { return };
                if self.operator == Operator::Set {
                    for member in fields::members(current, self.field.name) {
                        set.insert(member.to_owned(), Value::Null);
                    }
                }
                let mark = if self.operator == Operator::Take {
                    Value::Null
                } else {
                    Value::Bool(true)
                };
                for member in wanted {
                    set.insert(member.clone(), mark.clone());
                }
            }
        }
    }
}

/// Puts a value at a dotted name; unlike in a record, null stays.
fn nested(patch: &mut Patch, name: &str, value: Value) {
    match name.split_once('.') {
        None => {
            patch.insert(name.to_owned(), value);
        }
        Some((outer, inner)) => {
            let entry = patch
                .entry(outer)
                .or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(object) = entry {
                object.insert(inner.to_owned(), value);
            }
        }
    }
}

fn scalar(terminal: &Terminal, field: &Field, text: &str) -> Result<Value, ClientError> {
    if text.is_empty() {
        return Ok(match field.shape {
            Shape::Flag => Value::Bool(false),
            _ => Value::Null,
        });
    }
    match field.shape {
        Shape::Flag | Shape::Consent => match text {
            "true" | "yes" | "1" => Ok(Value::Bool(true)),
            "false" | "no" | "0" => Ok(Value::Bool(false)),
            _ => Err(invalid(field.name, text)),
        },
        Shape::Months => text
            .parse::<u64>()
            .map(Value::from)
            .map_err(|_| invalid(field.name, text)),
        Shape::Removal | Shape::Texts(_) => {
            serde_json::from_str(text).map_err(|_| invalid(field.name, text))
        }
        Shape::Reference(kind) => Ok(reference(terminal, kind, text)?.into()),
        _ => Ok(text.into()),
    }
}

fn members(terminal: &Terminal, field: &Field, text: &str) -> Result<Vec<String>, ClientError> {
    let listed: Vec<String> = if text.is_empty() {
        Vec::new()
    } else if text.starts_with('[') {
        serde_json::from_str(text).map_err(|_| invalid(field.name, text))?
    } else if matches!(field.shape, Shape::CodeSet(_)) {
        text.split(',')
            .map(|part| part.trim().to_owned())
            .filter(|part| !part.is_empty())
            .collect()
    } else {
        vec![text.to_owned()]
    };
    match field.shape {
        Shape::ReferenceSet(kind) => listed
            .iter()
            .map(|member| reference(terminal, kind, member))
            .collect(),
        _ => Ok(listed),
    }
}

/// The id that a text stands for: an id, the beginning of one, a contact's
/// e-mail, a site's exact name, an organisation's code.
fn reference(terminal: &Terminal, kind: RecordType, text: &str) -> Result<String, ClientError> {
    if let Ok(id) = text.parse::<RecordId>() {
        return Ok(id.to_string());
    }
    let name = match kind {
        RecordType::Contact if text.contains('@') => "email",
        RecordType::Site => "name",
        _ => return Ok(views::find(&terminal.app, kind, text)?.to_string()),
    };
    let condition = Condition::new(name, text);
    let found = views::select(&terminal.app, &views::filter(kind, vec![condition]))?;
    match found.as_slice() {
        [] if name == "name" => Ok(views::find(&terminal.app, kind, text)?.to_string()),
        [] => Err(ClientError::new(ErrorCode::NotFound)
            .with("type", kind)
            .with("id", text)),
        [id] => Ok(id.to_string()),
        _ => Err(ClientError::new(ErrorCode::AmbiguousId).with("id", text)),
    }
}

/// Reads `F=V` of `--where`; of a coded field `F=V|W` is one or the other.
pub(crate) fn condition(
    terminal: &Terminal,
    kind: RecordType,
    text: &str,
) -> Result<Condition, ClientError> {
    let (name, value) = text.split_once('=').ok_or_else(|| invalid(text, ""))?;
    let shape = field::field(kind, name).map(|field| field.shape);
    let target = match shape {
        Some(Shape::Reference(target) | Shape::ReferenceSet(target))
            if target != RecordType::Organisation =>
        {
            Some(target)
        }
        _ => None,
    };
    let free = matches!(
        shape,
        Some(
            Shape::Line(_)
                | Shape::Lines(_)
                | Shape::Email
                | Shape::Website
                | Shape::TextSet(_)
                | Shape::Texts(_)
        )
    );
    let mut values = if free {
        vec![value.to_owned()]
    } else {
        value.split('|').map(str::to_owned).collect()
    };
    if let Some(target) = target {
        for value in values.iter_mut().filter(|value| !value.is_empty()) {
            *value = reference(terminal, target, value)?;
        }
    }
    let first = values.remove(0);
    Ok(Condition {
        or: values,
        ..Condition::new(name, &first)
    })
}

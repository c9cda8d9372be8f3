//! What a person chose, from the form in which it travels and is kept.

use super::{
    decision::Decision,
    field::{Field, Kind},
    file::ReadOptions,
    recognise::{Target, Told},
    words,
};
use edutracker_protocol::{
    ClientError, ErrorCode,
    command::{ImportChoices, ImportDecision},
};

/// What a person says about a file instead of what would be found out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// About the file.
    pub read: ReadOptions,
    /// About the table.
    pub told: Told,
    /// Whether empty cells clear the fields of records that exist.
    pub empty_clears: bool,
}

fn bad(field: &str, value: &str) -> ClientError {
    ClientError::new(ErrorCode::InvalidValue)
        .with("field", field)
        .with("value", value)
}

fn target(text: &str) -> Option<Target> {
    if text.is_empty() {
        return Some(Target::Ignored);
    }
    match text.split_once('=') {
        Some((field, code)) => Some(Target::Mark {
            field: field.parse().ok()?,
            code: code.to_owned(),
        }),
        None => match text.parse().ok()? {
            Field::Ignored => Some(Target::Ignored),
            field => Some(Target::Field(field)),
        },
    }
}

impl TryFrom<&ImportChoices> for Choices {
    type Error = ClientError;

    fn try_from(choices: &ImportChoices) -> Result<Self, ClientError> {
        let mut out = Self::default();
        out.read.sheet.clone_from(&choices.sheet);
        out.read.encoding.clone_from(&choices.encoding);
        if let Some(text) = &choices.delimiter {
            let mut signs = text.chars();
            out.read.delimiter = match (signs.next(), signs.next()) {
                (Some(sign), None) => Some(sign),
                _ if text == "\\t" => Some('\t'),
                _ => return Err(bad("delimiter", text)),
            };
        }
        if let Some(kind) = &choices.kind {
            let kind: Kind = kind.parse().map_err(|_| bad("kind", kind))?;
            out.told.kind = Some(kind);
        }
        out.told.header_rows.clone_from(&choices.header_rows);
        for (heading, text) in &choices.columns {
            let target = target(text).ok_or_else(|| bad("columns", text))?;
            out.told.columns.insert(heading.clone(), target);
        }
        for (name, meanings) in &choices.values {
            let field: Field = name.parse().map_err(|_| bad("values", name))?;
            for (text, code) in meanings {
                let key = (field, words::key(text));
                out.told.values.insert(key, code.clone());
            }
        }
        for (row, decision) in &choices.decisions {
            out.told.decisions.insert(*row, decided(decision)?);
        }
        out.empty_clears = choices.empty_clears.unwrap_or_default();
        Ok(out)
    }
}

fn decided(decision: &ImportDecision) -> Result<Decision, ClientError> {
    let mut out = Decision::default();
    if let Some(text) = &decision.row {
        out.row = Some(text.parse().map_err(|()| bad("decisions", text))?);
    }
    for (field, side) in &decision.fields {
        let side = side.parse().map_err(|_| bad("decisions", side))?;
        out.sides.insert(field.clone(), side);
    }
    for (field, text) in &decision.values {
        let field = field.parse().map_err(|_| bad("decisions", field))?;
        out.values.insert(field, text.clone());
    }
    Ok(out)
}

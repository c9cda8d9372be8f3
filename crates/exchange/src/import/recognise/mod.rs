//! What a table is about: where its headings and rows are, what its columns
//! hold, which kind of file it is.

pub mod area;
mod columns;
pub mod evidence;
pub mod headings;
mod kind;

use super::{
    context::Context,
    decision::Decisions,
    field::{Field, Kind},
    file::{Row, Table},
};
use area::Area;
use edutracker_protocol::{ClientError, ErrorCode};
use std::{collections::BTreeMap, fmt};

/// What a column is taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// It holds a field.
    Field(Field),
    /// A mark in it adds one code to a field: a column for each form, province or language.
    Mark {
        /// The field.
        field: Field,
        /// The code.
        code: String,
    },
    /// It is left out.
    Ignored,
}

impl fmt::Display for Target {
    /// As choices and recipes write it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Field(field) => f.write_str(field.as_str()),
            Target::Mark { field, code } => write!(f, "{field}={code}"),
            Target::Ignored => Ok(()),
        }
    }
}

/// What a person says about a table instead of what would be found out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// The kind of file.
    pub kind: Option<Kind>,
    /// The numbers of the rows with headings, from 1; an empty list: there are none.
    pub header_rows: Option<Vec<u32>>,
    /// What columns are, by their heading.
    pub columns: BTreeMap<String, Target>,
    /// What texts mean, by field and folded text; empty for what is left away.
    pub values: BTreeMap<(Field, String), String>,
    /// What was decided about single rows.
    pub decisions: Decisions,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its heading as it stands there, with that of its group: `Contact / Naam`.
    pub heading: String,
    /// What it is taken for.
    pub target: Target,
}

impl Column {
    /// Whether it says something about a field.
    #[must_use]
    pub fn holds(&self, field: Field) -> bool {
        match &self.target {
            Target::Field(other) | Target::Mark { field: other, .. } => *other == field,
            Target::Ignored => false,
        }
    }
}

/// A table that is understood.
#[derive(Debug, Clone)]
pub struct Understanding {
    /// What the file is about.
    pub kind: Kind,
    /// Where what stands.
    pub area: Area,
    /// The columns, from the left.
    pub columns: Vec<Column>,
    /// What a person says that texts mean, by field and folded text.
    pub values: BTreeMap<(Field, String), String>,
    /// What a person decided about single rows.
    pub decisions: Decisions,
}

impl Understanding {
    /// The columns that hold a field, from the left.
    pub fn columns_of(&self, field: Field) -> impl Iterator<Item = usize> + '_ {
        self.columns
            .iter()
            .enumerate()
            .filter(move |(_, column)| column.target == Target::Field(field))
            .map(|(at, _)| at)
    }

    /// Whether the column of the names is headed as one of events.
    #[must_use]
    pub fn names_events(&self) -> bool {
        self.columns_of(Field::Name).any(|at| {
            let heading = self.area.headings.get(at);
            heading.is_some_and(|heading| columns::is_event(&heading.own))
        })
    }

    /// Whether any column says something about a field.
    #[must_use]
    pub fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|column| column.holds(field))
    }
}

/// Understands a table.
///
/// # Errors
/// When no column can be recognised.
pub fn understand(
    table: &Table,
    context: &Context,
    told: &Told,
) -> Result<Understanding, ClientError> {
    let rows = &table.rows;
    let headers: Option<Vec<usize>> = told.header_rows.as_ref().map(|numbers| {
        numbers
            .iter()
            .filter_map(|number| rows.iter().position(|row| row.number == *number))
            .collect()
    });
    let area = Area::find(rows, headers.as_deref());
    let data: &[Row] = rows.get(area.first..area.end).unwrap_or_default();
    let columns = columns::assign(&area, rows, context, told);
    if !columns
        .iter()
        .any(|column| column.target != Target::Ignored)
    {
        return Err(ErrorCode::ImportNotUnderstood.into());
    }
    let kind = told
        .kind
        .unwrap_or_else(|| kind::decide(&area, &columns, data, context));
    let mut understanding = Understanding {
        kind,
        area,
        columns,
        values: told.values.clone(),
        decisions: told.decisions.clone(),
    };
    columns::settle(&mut understanding);
    Ok(understanding)
}

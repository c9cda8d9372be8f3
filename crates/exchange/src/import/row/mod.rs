//! Judging the rows of a table that is understood: cleaning, reading codes,
//! telling what is wrong, finding what repeats.

mod cleaning;
mod company;
mod institution;
mod places;
mod shared;
pub(super) mod sites;

use super::{
    codes::{Meaning, Part},
    context::{Context, Found, Organisation},
    field::{Field, Kind},
    file::{Progress, Row, Table},
    recognise::Understanding,
    report::{self, Judged, Origin, Remark, RemarkCode, Report, Status},
};
use edutracker_protocol::ClientError;
use serde_json::{Map, Value, json};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// The parts of a cell, shared between rows.
type Parts = Rc<Vec<Part<Meaning>>>;

/// What was read before: most cells of a file say what another one said.
#[derive(Default)]
struct Memory<'a> {
    parts: RefCell<BTreeMap<(Field, String), Parts>>,
    organisations: RefCell<BTreeMap<String, Option<Found<'a>>>>,
}

/// One row while it is judged.
struct Judge<'a> {
    memory: &'a Memory<'a>,
    understanding: &'a Understanding,
    context: &'a Context,
    row: &'a Row,
    /// The organisation that the row belongs to, where one is known.
    organisation: Option<&'a Organisation>,
    fields: Map<String, Value>,
    warnings: Vec<Remark>,
    errors: Vec<Remark>,
}

impl Judge<'_> {
    fn kind(&self) -> Kind {
        self.understanding.kind
    }

    fn remark(&self, code: RemarkCode, field: Field, value: &str) -> Remark {
        Remark {
            code,
            field: field.report_name(self.kind()),
            value: value.to_owned(),
        }
    }

    fn warn(&mut self, code: RemarkCode, field: Field, value: &str) {
        let remark = self.remark(code, field, value);
        if !self.warnings.contains(&remark) {
            self.warnings.push(remark);
        }
    }

    fn fail(&mut self, code: RemarkCode, field: Field, value: &str) {
        let remark = self.remark(code, field, value);
        if !self.errors.contains(&remark) {
            self.errors.push(remark);
        }
    }

    fn set(&mut self, field: Field, value: Value) {
        self.fields
            .insert(field.report_name(self.kind()).to_owned(), value);
    }
}

/// The fields of a report's row, in their order, without values.
fn nothing(understanding: &Understanding) -> Map<String, Value> {
    let lists: &[Field] = match understanding.kind {
        Kind::OrganisationsCampuses => &[Field::Languages],
        Kind::CompanyOffers => &[
            Field::Languages,
            Field::Provinces,
            Field::Sites,
            Field::Level,
            Field::Domains,
        ],
        Kind::InstitutionOffers => &[
            Field::Forms,
            Field::Domains,
            Field::Languages,
            Field::Provinces,
            Field::Sites,
            Field::Specialisations,
        ],
    };
    fields(understanding)
        .into_iter()
        .map(|field| {
            let empty = if lists.contains(&field) {
                json!([])
            } else {
                Value::Null
            };
            (field.report_name(understanding.kind).to_owned(), empty)
        })
        .collect()
}

/// The fields that a report's row has.
fn fields(understanding: &Understanding) -> Vec<Field> {
    let always: &[Field] = match understanding.kind {
        Kind::InstitutionOffers => &[
            Field::Name,
            Field::Level,
            Field::Forms,
            Field::Domains,
            Field::Languages,
            Field::Provinces,
            Field::Sites,
            Field::Specialisations,
            Field::Website,
            Field::ContactName,
            Field::ContactEmail,
            Field::ContactPhone,
            Field::Description,
            Field::Published,
            Field::UpdatedOn,
        ],
        Kind::CompanyOffers => &[
            Field::Name,
            Field::Forms,
            Field::Languages,
            Field::Provinces,
            Field::Sites,
            Field::Level,
            Field::Domains,
            Field::ContactName,
            Field::ContactEmail,
            Field::ContactPhone,
            Field::Description,
            Field::ValidFrom,
            Field::Published,
        ],
        Kind::OrganisationsCampuses => &[
            Field::Organisation,
            Field::OrganisationKind,
            Field::Languages,
            Field::Website,
            Field::Sites,
            Field::Municipality,
            Field::PostalCode,
            Field::Provinces,
            Field::Published,
        ],
    };
    let mut fields = always.to_vec();
    // Only where the file has them.
    if understanding.kind != Kind::OrganisationsCampuses {
        fields.extend(
            [Field::Duration, Field::Organisation, Field::Subject]
                .into_iter()
                .filter(|field| {
                    *field != Field::Subject || understanding.kind == Kind::InstitutionOffers
                })
                .filter(|field| understanding.has(*field)),
        );
    }
    fields
}

/// What makes two rows the same: organisation, level, name and provinces (for
/// a company's offer also its form; for places the organisation, name and postal code).
fn identity(kind: Kind, row: &Judged, organisation: &str) -> String {
    let of = |name: &str| row.fields.get(name).cloned().unwrap_or_default();
    let text = |name: &str| of(name).as_str().unwrap_or_default().to_lowercase();
    let set = |name: &str| {
        let mut members: Vec<String> = of(name)
            .as_array()
            .map(|members| members.iter().map(ToString::to_string).collect())
            .unwrap_or_default();
        members.sort();
        members.join(",")
    };
    let parts = match kind {
        Kind::InstitutionOffers => vec![
            organisation.to_owned(),
            text("study_level"),
            text("name"),
            set("provinces"),
        ],
        Kind::CompanyOffers => vec![
            organisation.to_owned(),
            set("study_levels"),
            text("name"),
            set("provinces"),
            text("collaboration_form"),
        ],
        Kind::OrganisationsCampuses => {
            vec![text("org_name"), text("campus_name"), text("postal_code")]
        }
    };
    parts.join("\u{1f}")
}

/// What is read like the earlier row is not told again: other words for a
/// code, texts that were split. Several codes in one cell are: merging may add one.
fn repeat(judged: &mut Judged, first: &Judged) {
    let same = |field: &str| judged.fields.get(field) == first.fields.get(field);
    judged.warnings.retain(|remark| match remark.code {
        RemarkCode::LevelAlias
        | RemarkCode::ProvinceAlias
        | RemarkCode::FormAlias
        | RemarkCode::CampusMatch => !same(remark.field),
        RemarkCode::MultiSplit => {
            remark.field != Field::Specialisations.as_str() || !same(remark.field)
        }
        _ => true,
    });
}

/// Judges all rows.
///
/// # Errors
/// When `go_on` stops it.
pub fn judge(
    table: &Table,
    understanding: &Understanding,
    context: &Context,
    go_on: &mut Progress<'_>,
) -> Result<Report, ClientError> {
    let area = &understanding.area;
    let memory = Memory::default();
    let mut rows: Vec<Judged> = Vec::with_capacity(area.end.saturating_sub(area.first));
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for at in area.first..area.end {
        if area.ignored.binary_search(&at).is_ok() {
            continue;
        }
        let row = &table.rows[at];
        let (mut judged, organisation) = one(understanding, context, row, &memory);
        if matches!(
            judged.status,
            Status::Accepted | Status::AcceptedWithWarnings
        ) {
            let identity = identity(understanding.kind, &judged, &organisation);
            match seen.get(&identity) {
                Some(first) => {
                    judged.status = Status::Duplicate;
                    judged.duplicate_of = Some(rows[*first].source_row);
                    repeat(&mut judged, &rows[*first]);
                    let field = if understanding.kind == Kind::OrganisationsCampuses {
                        Field::Sites
                    } else {
                        Field::Name
                    };
                    let name = field.report_name(understanding.kind);
                    let value = judged
                        .fields
                        .get(name)
                        .and_then(Value::as_str)
                        .unwrap_or_default()
                        .to_owned();
                    judged.warnings.push(Remark {
                        code: RemarkCode::DuplicateRow,
                        field: name,
                        value,
                    });
                }
                None => {
                    seen.insert(identity, rows.len());
                }
            }
        }
        rows.push(judged);
        if rows.len().is_multiple_of(500) {
            go_on((at - area.first) as f64 / (area.end - area.first).max(1) as f64)?;
        }
    }
    Ok(Report {
        kind: understanding.kind,
        detected: report::detected(table, understanding),
        rows,
    })
}

fn one<'a>(
    understanding: &'a Understanding,
    context: &'a Context,
    row: &'a Row,
    memory: &'a Memory<'a>,
) -> (Judged, String) {
    let mut judge = Judge {
        memory,
        understanding,
        context,
        row,
        organisation: context.own(),
        fields: nothing(understanding),
        warnings: Vec::new(),
        errors: Vec::new(),
    };
    let blank = row.is_blank();
    if !blank {
        match understanding.kind {
            Kind::InstitutionOffers => judge.institution_offer(),
            Kind::CompanyOffers => judge.company_offer(),
            Kind::OrganisationsCampuses => judge.place(),
        }
    }
    let origin = |field: Field| {
        let column = understanding.columns_of(field).next()?;
        let text = row.cell(column).shown().trim().to_owned();
        (!text.is_empty()).then_some(text)
    };
    let mut said = BTreeSet::new();
    let mut emptied = BTreeSet::new();
    for field in fields(understanding) {
        let name = field.report_name(understanding.kind);
        let columns = understanding.columns.iter().enumerate();
        let mut of_field = columns.filter(|(_, column)| column.holds(field)).peekable();
        if let Some(text) = judge.told(field) {
            if text.trim().is_empty() {
                emptied.insert(name);
            } else {
                said.insert(name);
            }
            continue;
        }
        if of_field.peek().is_none() {
            continue;
        }
        if of_field.any(|(at, _)| !row.cell(at).is_blank()) {
            said.insert(name);
        } else {
            emptied.insert(name);
        }
    }
    let organisation = judge
        .organisation
        .map(|organisation| organisation.code.clone())
        .unwrap_or_default();
    let status = if blank {
        Status::SkippedBlank
    } else {
        Status::of(&judge.errors, &judge.warnings)
    };
    let judged = Judged {
        source_row: row.number,
        status,
        fields: judge.fields,
        warnings: judge.warnings,
        errors: judge.errors,
        duplicate_of: None,
        origin: Origin {
            said,
            emptied,
            own: None,
            id: origin(Field::Id),
            revision: origin(Field::Revision),
        },
    };
    (judged, organisation)
}

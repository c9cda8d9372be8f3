//! Which column holds which field, by heading and values together.

use super::{
    Column, Target, Told, Understanding,
    area::Area,
    evidence::{Evidence, Names},
    headings,
};
use crate::import::{
    codes::{self, Meaning},
    context::Context,
    field::{Field, Kind},
    file::Row,
    words,
};
use std::collections::BTreeSet;

/// What a heading and values together have to reach.
const ENOUGH: f64 = 0.45;
/// What the heading alone has to reach for a second column of a field.
const AGAIN: f64 = 0.75;

/// The code that a heading names, for a column of marks.
fn named(heading: &str) -> Option<(Field, String)> {
    let code = |meaning: Option<Meaning>| match meaning? {
        Meaning::Code(code, _) => Some(code),
        _ => None,
    };
    let readers: [(Field, codes::Read); 5] = [
        (Field::Forms, codes::form),
        (Field::Provinces, codes::province),
        (Field::Languages, codes::language),
        (Field::Level, codes::level),
        (Field::Domains, codes::domain),
    ];
    readers
        .iter()
        .find_map(|(field, read)| code(read(heading)).map(|code| (*field, code)))
}

/// Whether a heading is a word for events: `Event`, `Evenement`, `Événement`.
pub(super) fn is_event(heading: &str) -> bool {
    matches!(codes::subject(heading.trim().trim_end_matches(['?', ':']).trim()),
        Some(Meaning::Code(code, _)) if code == "event")
}

/// Whether a column of marks under a word for events says that a row is about
/// one. Beside columns of marks for other forms, or where nothing else holds
/// forms, it is the form.
fn flags_events(at: usize, headings: &[headings::Heading], evidence: &[Evidence]) -> bool {
    let others = || (0..headings.len()).filter(|other| *other != at);
    let is_form = |other: usize| {
        matches!(named(&headings[other].own), Some((Field::Forms, _)))
            && evidence[other].filled > 0
            && evidence[other].is_marks()
    };
    is_event(&headings[at].own)
        && evidence[at].filled > 0
        && evidence[at].is_marks()
        && !others().any(is_form)
        && others().any(|other| evidence[other].holds_forms())
}

/// Assigns columns: what is told first, then columns of marks, then the
/// surest guesses.
pub(super) fn assign(area: &Area, rows: &[Row], context: &Context, told: &Told) -> Vec<Column> {
    let mut columns: Vec<Column> = area
        .headings
        .iter()
        .map(|heading| Column {
            heading: heading.shown(),
            target: Target::Ignored,
        })
        .collect();
    let mut free: BTreeSet<usize> = (0..columns.len()).collect();
    let mut taken: BTreeSet<Field> = BTreeSet::new();
    for (at, column) in columns.iter_mut().enumerate() {
        let target = told
            .columns
            .get(&column.heading)
            .or_else(|| told.columns.get(column.heading.trim()));
        if let Some(target) = target {
            column.target = target.clone();
            free.remove(&at);
            if let Target::Field(field) = target {
                taken.insert(*field);
            }
        }
    }
    let names = Names::of(context);
    // What totals and repeated headings say counts for nothing.
    let data: Vec<&Row> = (area.first..area.end.min(rows.len()))
        .filter(|at| area.ignored.binary_search(at).is_err())
        .map(|at| &rows[at])
        .collect();
    let evidence: Vec<Evidence> = (0..columns.len())
        .map(|at| Evidence::of(&data, at, &names))
        .collect();
    let guesses: Vec<_> = area.headings.iter().map(headings::guesses).collect();
    for (at, column) in columns.iter_mut().enumerate() {
        if free.contains(&at) && flags_events(at, &area.headings, &evidence) {
            column.target = Target::Mark {
                field: Field::Subject,
                code: "event".to_owned(),
            };
            free.remove(&at);
        }
        if free.contains(&at)
            && evidence[at].is_marks()
            && guesses[at]
                .first()
                .is_none_or(|guess| guess.score < 0.95 || evidence[at].filled > 0)
            && guesses[at].first().is_none_or(|guess| {
                guess.field != Field::Published && guess.field != Field::Ignored
            })
            && let Some((field, code)) = named(&area.headings[at].own)
            && evidence[at].says(field) < 0.3
        {
            column.target = Target::Mark { field, code };
            free.remove(&at);
        }
    }
    let mut offers: Vec<(f64, usize, Field, f64)> = Vec::new();
    for &at in &free {
        for guess in &guesses[at] {
            let total = guess.score + evidence[at].says(guess.field);
            if total >= ENOUGH {
                offers.push((total, at, guess.field, guess.score));
            }
        }
    }
    // The surest first; of equals the column further left.
    offers.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, at, field, score) in offers {
        let again = taken.contains(&field)
            && !(field.takes_several_columns()
                && score >= AGAIN
                && !same_name(&columns, at, field));
        if free.contains(&at) && (!again || field == Field::Ignored) {
            free.remove(&at);
            if field != Field::Ignored {
                taken.insert(field);
                columns[at].target = Target::Field(field);
            }
        }
    }
    // Values that speak for themselves, where the heading says nothing that is needed.
    for at in free.clone() {
        let blocked = guesses[at].first().is_some_and(|guess| guess.score > 1.0);
        if let Some(field) = evidence[at].without_heading()
            && !blocked
            && taken.insert(field)
        {
            columns[at].target = Target::Field(field);
            free.remove(&at);
        }
    }
    if !taken.contains(&Field::Name)
        && !taken.contains(&Field::Organisation)
        && !taken.is_empty()
        && let Some(at) = free.iter().copied().find(|at| {
            evidence[*at].could_be_names()
                && guesses[*at]
                    .first()
                    .is_none_or(|guess| guess.score < ENOUGH)
        })
    {
        columns[at].target = Target::Field(Field::Name);
    }
    columns
}

/// Whether the field is already held by a column with another kind of heading:
/// `Provincie` and `Regio` are two things, `Provincie 1` and `Provincie 2` one.
fn same_name(columns: &[Column], at: usize, field: Field) -> bool {
    let bare = |heading: &str| {
        words::key(heading)
            .trim_matches(|c: char| c.is_ascii_digit())
            .to_owned()
    };
    let own = bare(&columns[at].heading);
    !columns.iter().any(|column| {
        column.target == Target::Field(field)
            && (bare(&column.heading) == own || words::alike(&bare(&column.heading), &own))
    })
}

/// What depends on the kind of file: in a file of organisations the name is theirs.
pub(super) fn settle(understanding: &mut Understanding) {
    let turn = |understanding: &mut Understanding, from: Field, to: Field| {
        if !understanding.has(to) {
            for column in &mut understanding.columns {
                if column.target == Target::Field(from) {
                    column.target = Target::Field(to);
                }
            }
        }
    };
    if understanding.kind == Kind::OrganisationsCampuses {
        turn(
            understanding,
            Field::Name,
            if understanding.has(Field::Organisation) {
                Field::Sites
            } else {
                Field::Organisation
            },
        );
        // Of two columns of names, the second is the campus.
        turn(understanding, Field::Name, Field::Sites);
    }
    if understanding.kind == Kind::CompanyOffers {
        turn(understanding, Field::UpdatedOn, Field::ValidFrom);
        // A company's offer has no specialisations: `Specialiteit` is the domain.
        turn(understanding, Field::Specialisations, Field::Domains);
        if !understanding.has(Field::Name) {
            turn(understanding, Field::Description, Field::Name);
        }
    }
}

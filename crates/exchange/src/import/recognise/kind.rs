//! Which kind of file it is, by what its columns hold and who brings it.

use super::{Column, Target, area::Area, headings};
use crate::import::{
    context::Context,
    field::{Field, Kind},
    file::Row,
};
use edutracker_domain::{capability, rights::Side};

pub(super) fn decide(area: &Area, columns: &[Column], data: &[Row], context: &Context) -> Kind {
    let has = |field: Field| columns.iter().any(|column| column.holds(field));
    let points = |pairs: &[(Field, i32)]| {
        pairs
            .iter()
            .filter(|(field, _)| has(*field))
            .map(|(_, n)| n)
            .sum::<i32>()
    };
    let places = points(&[
        (Field::PostalCode, 3),
        (Field::Municipality, 2),
        (Field::OrganisationKind, 4),
        (Field::Organisation, 1),
        (Field::Sites, 1),
        (Field::Forms, -6),
        (Field::Level, -4),
        (Field::Description, -1),
        (Field::ContactEmail, -1),
        (Field::Domains, -2),
    ]);
    if places >= 4 {
        return Kind::OrganisationsCampuses;
    }
    let entities = area.headings.iter().zip(columns).any(|(heading, column)| {
        column.target == Target::Field(Field::Sites)
            && headings::guesses(heading)
                .iter()
                .find(|guess| guess.field == Field::Sites)
                .is_some_and(|guess| guess.entities)
    });
    let mut company = points(&[
        (Field::ValidFrom, 3),
        (Field::Level, -2),
        (Field::Specialisations, -3),
        (Field::UpdatedOn, -1),
        (Field::Duration, -1),
    ]);
    company += if entities { 4 } else { 0 };
    // The name of a programme, or of something that is offered.
    for (heading, column) in area.headings.iter().zip(columns) {
        if column.target == Target::Field(Field::Name) {
            let shown = crate::import::words::fold(&heading.shown());
            let offered = [
                "voorstel",
                "aanbod",
                "proposition",
                "offre",
                "proposal",
                "offer",
                "angebot",
                "titel",
                "titre",
                "title",
                "onderwerp",
                "objet",
            ];
            let programme = [
                "opleiding",
                "formation",
                "programme",
                "program",
                "studiengang",
                "ausbildung",
                "course",
                "cursus",
                "richting",
                "etudes",
            ];
            company += 2 * i32::from(offered.iter().any(|word| shown.contains(word)));
            company -= 3 * i32::from(programme.iter().any(|word| shown.contains(word)));
        }
    }
    if let Some(side) = side(columns, data, context) {
        company += if side == Side::Company { 6 } else { -6 };
    }
    if company > 0 {
        Kind::CompanyOffers
    } else {
        Kind::InstitutionOffers
    }
}

/// The side of the organisations that the rows name, or of who brings the file.
fn side(columns: &[Column], data: &[Row], context: &Context) -> Option<Side> {
    let column = columns
        .iter()
        .position(|column| column.target == Target::Field(Field::Organisation));
    let named = column.and_then(|column| {
        data.iter().take(50).find_map(|row| {
            context
                .find(&row.cell(column).shown())
                .map(|found| found.organisation)
        })
    });
    let organisation = named.or_else(|| context.own())?;
    match capability::side(&organisation.kind) {
        side @ (Side::Institution | Side::Company) => Some(side),
        _ => None,
    }
}

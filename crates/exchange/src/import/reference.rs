//! The organisations and campuses that are publicly known, as a context.

use super::{
    context::{Organisation, Site},
    file::{self, FileLimits, ReadOptions, Row},
};
use edutracker_domain::reference;
use std::sync::LazyLock;

/// The rows of a table as a function from heading to text.
fn rows(text: &str) -> Vec<impl Fn(&str) -> String + use<>> {
    let table = file::read(
        text.as_bytes(),
        &ReadOptions::default(),
        &FileLimits::default(),
        &mut |_| Ok(()),
    );
    let mut rows: Vec<Row> = table.map(|table| table.rows).unwrap_or_default();
    let headings: Vec<String> = if rows.is_empty() {
        Vec::new()
    } else {
        rows.remove(0)
            .cells
            .iter()
            .map(|cell| cell.shown().into_owned())
            .collect()
    };
    rows.into_iter()
        .map(|row| {
            let headings = headings.clone();
            move |name: &str| {
                headings
                    .iter()
                    .position(|heading| heading == name)
                    .map(|at| row.cell(at).shown().into_owned())
                    .unwrap_or_default()
            }
        })
        .collect()
}

static ORGANISATIONS: LazyLock<Vec<Organisation>> = LazyLock::new(|| {
    let mut organisations: Vec<Organisation> = rows(reference::ORGANISATIONS)
        .into_iter()
        .map(|of| Organisation {
            code: of("org_code"),
            id: None,
            name: of("name"),
            kind: of("kind"),
            website: of("website"),
            sites: Vec::new(),
        })
        .collect();
    for of in rows(reference::CAMPUSES) {
        let code = of("org_code");
        if let Some(organisation) = organisations
            .iter_mut()
            .find(|organisation| organisation.code == code)
        {
            organisation.sites.push(Site {
                code: of("campus_code"),
                id: None,
                name: of("campus_name"),
                municipality: of("municipality"),
                postal_code: of("postal_code"),
                province: of("province_code"),
            });
        }
    }
    organisations
});

/// The organisations with their campuses.
#[must_use]
pub fn organisations() -> &'static [Organisation] {
    &ORGANISATIONS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_read() {
        assert_eq!(organisations().len(), 88);
        assert_eq!(
            organisations().iter().map(|o| o.sites.len()).sum::<usize>(),
            235
        );
        assert!(
            organisations()
                .iter()
                .flat_map(|o| &o.sites)
                .all(|site| !site.province.is_empty())
        );
    }
}

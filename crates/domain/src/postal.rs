//! Belgian postal codes, which say in which province a place lies.

use crate::{Lookup, Record, RecordType, record as fields};

/// The provinces, by the first code of each range.
const RANGES: &[(u32, &str)] = &[
    (1000, "BE-BRU"),
    (1300, "BE-WBR"),
    (1500, "BE-VBR"),
    (2000, "BE-VAN"),
    (3000, "BE-VBR"),
    (3500, "BE-VLI"),
    (4000, "BE-WLG"),
    (5000, "BE-WNA"),
    (6000, "BE-WHT"),
    (6600, "BE-WLX"),
    (7000, "BE-WHT"),
    (8000, "BE-VWV"),
    (9000, "BE-VOV"),
];

/// The kind of organisation whose places lie abroad, where four digits mean something else.
const ABROAD: &str = "international";

/// The province in which a Belgian postal code lies; `None` for what is none.
#[must_use]
pub fn province_of(code: &str) -> Option<&'static str> {
    let code = code.trim();
    if code.len() != 4 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: u32 = code.parse().ok()?;
    RANGES
        .iter()
        .rev()
        .find(|(first, _)| *first <= number)
        .map(|(_, province)| *province)
}

/// The province that follows from a site's postal code; `None` where somebody
/// has to choose: without a code, and abroad.
#[must_use]
pub fn province(site: &Record, lookup: &dyn Lookup) -> Option<&'static str> {
    let owner = fields::text(site, "organisation").parse().ok()?;
    let kind = lookup.facts(RecordType::Organisation, owner)?.name;
    province_for(&kind, fields::text(site, "postalCode"))
}

/// The same for an organisation of this kind (a code of the organisation kinds).
#[must_use]
pub fn province_for(kind: &str, code: &str) -> Option<&'static str> {
    province_of(code).filter(|_| kind != ABROAD)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{codes::CodeList, reference::CAMPUSES};

    #[test]
    fn every_known_campus_lies_where_its_postal_code_says() {
        let mut lines = CAMPUSES.lines();
        let headings: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
        let from_end = |name: &str| {
            let at = headings.iter().position(|heading| *heading == name);
            at.map(|at| headings.len() - at)
        };
        let (code, province) = (from_end("postal_code"), from_end("province_code"));
        let mut seen = 0;
        for line in lines {
            // Names may hold commas; what is looked at stands behind them.
            let cells: Vec<&str> = line.split(',').collect();
            let cell = |back: Option<usize>| cells[cells.len() - back.expect("a column")];
            if let Some(found) = province_of(cell(code)) {
                assert_eq!(found, cell(province), "{line}");
                seen += 1;
            }
        }
        assert!(seen > 200, "{seen}");
    }

    #[test]
    fn ranges_begin_and_end_where_they_do() {
        for (code, province) in [
            ("1000", Some("BE-BRU")),
            ("1299", Some("BE-BRU")),
            ("1300", Some("BE-WBR")),
            ("1499", Some("BE-WBR")),
            ("1500", Some("BE-VBR")),
            ("3499", Some("BE-VBR")),
            ("3500", Some("BE-VLI")),
            ("6599", Some("BE-WHT")),
            ("6600", Some("BE-WLX")),
            ("7000", Some("BE-WHT")),
            (" 9999 ", Some("BE-VOV")),
            ("0999", None),
            ("900", None),
            ("90000", None),
            ("9O00", None),
            ("5612 AP", None),
            ("", None),
        ] {
            assert_eq!(province_of(code), province, "{code}");
        }
        assert!(
            RANGES
                .iter()
                .all(|(_, province)| CodeList::Provinces.find(province).is_some())
        );
    }
}

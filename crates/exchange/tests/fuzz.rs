//! Whatever a file holds, reading and judging it ends in a report or a reason.
#![allow(clippy::unwrap_used, reason = "a test may fail wherever it likes")]

use edutracker_exchange::import::{
    Choices,
    context::Context,
    examine,
    file::FileLimits,
    reference,
    report::{Report, Status},
};
use edutracker_protocol::ClientError;
use proptest::prelude::*;
use std::{fs, path::Path};

fn read(bytes: &[u8]) -> Result<Report, ClientError> {
    let context = Context {
        own: Some("HOGENT".to_owned()),
        organisations: reference::organisations().to_vec(),
        ..Context::default()
    };
    examine(
        bytes,
        &Choices::default(),
        &context,
        &FileLimits::default(),
        &mut |_| Ok(()),
    )
}

/// What must hold of every report.
fn sound(report: &Report) {
    let mut last = 0;
    for row in &report.rows {
        assert!(row.source_row > last, "rows in their order");
        last = row.source_row;
        let accepted = matches!(row.status, Status::Accepted | Status::AcceptedWithWarnings);
        assert!(!accepted || row.errors.is_empty(), "{row:?}");
        assert!(
            row.status != Status::Accepted
                || row.warnings.iter().all(|w| w.code.status().is_none()),
            "{row:?}"
        );
        assert_eq!(
            row.status == Status::Duplicate,
            row.duplicate_of.is_some(),
            "{row:?}"
        );
        if accepted && report.kind.as_str() == "institution_offers" {
            for field in ["name", "study_level", "contact_email"] {
                assert!(
                    row.fields[field]
                        .as_str()
                        .is_some_and(|text| !text.trim().is_empty()),
                    "{field} {row:?}"
                );
            }
            for field in ["collaboration_forms", "provinces", "languages"] {
                assert!(
                    row.fields[field]
                        .as_array()
                        .is_some_and(|list| !list.is_empty()),
                    "{field} {row:?}"
                );
            }
        }
    }
}

/// Texts as cells have them, and worse.
fn cell() -> impl Strategy<Value = String> {
    let known: &[&str] = &[
        "Opleiding",
        "Niveau",
        "Provincie",
        "E-mail",
        "Taal",
        "Vormen",
        "Campus",
        "Master",
        "Bachelor",
        "PBA",
        "Stage",
        "TFE",
        "Oost-Vl.",
        "Brabant",
        "Liège / Namur",
        "NL + EN",
        "stages@a.example",
        "x",
        "ja",
        "",
        " ",
        "-",
        "=A1",
        "45551",
        "12/03/2025",
        "2060.0",
        "Schoonmeersen",
        "www.a.example",
        "+32 9 000 00 01",
        "\"",
        "\"\"",
        "a\nb",
        "Totaal:",
        "* noot",
        "LiÃ¨ge",
        "👩‍🔬",
        "\u{301}",
        "ﬁ",
        "İ",
        "ß",
    ];
    prop_oneof![
        6 => prop::sample::select(known).prop_map(str::to_owned),
        2 => "\\PC{0,12}",
        1 => any::<String>(),
    ]
}

fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    prop::collection::vec(prop::collection::vec(cell(), 0..9), 0..14)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        if let Ok(report) = read(&bytes) {
            sound(&report);
        }
    }

    #[test]
    fn any_table(rows in rows(), delimiter in prop::sample::select(vec![";", ",", "\t", "|"]), quoted in any::<bool>()) {
        let header = ["Opleiding", "Niveau", "Samenwerkingsvormen", "Provincie", "Taal", "E-mail", "Campus"].join(delimiter);
        let line = |row: &Vec<String>| {
            let cells = row.iter().map(|cell| if quoted { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() });
            cells.collect::<Vec<_>>().join(delimiter)
        };
        let text = [header].into_iter().chain(rows.iter().map(line)).collect::<Vec<_>>().join("\n");
        if let Ok(report) = read(text.as_bytes()) {
            sound(&report);
        }
    }

    #[test]
    fn any_table_without_known_headings(rows in rows()) {
        let text = rows.iter().map(|row| row.join(";")).collect::<Vec<_>>().join("\r\n");
        if let Ok(report) = read(text.as_bytes()) {
            sound(&report);
        }
    }

    #[test]
    fn workbooks_with_wrong_bytes(name in prop::sample::select(vec!["d3_universiteit_titelregels.xlsx", "e5_hogeschool.ods", "e6_bedrijf.xls"]), changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/messy").join(name);
        let mut bytes = fs::read(path).unwrap();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(report) = read(&bytes) {
            sound(&report);
        }
    }
}

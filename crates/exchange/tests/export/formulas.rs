//! No text is ever a formula, whatever it begins with, and each comes back as it was.

use super::shared::*;
use edutracker_domain::{Language, RecordType};
use edutracker_exchange::export::Format;
use edutracker_exchange::import::file::Cell;
use proptest::prelude::*;
use serde_json::json;

/// Texts as people and attackers write them.
fn text() -> impl Strategy<Value = String> {
    let begin = prop::sample::select(vec![
        "",
        "=",
        "+",
        "-",
        "@",
        "\t",
        " =",
        "'",
        "'=",
        "''-",
        "＝",
        "\u{feff}=",
        "\"",
        "\"=",
        "=cmd|'/C calc'!A0",
        "_x000D_",
        "_x0041_",
    ]);
    let body = prop::collection::vec(
        prop::sample::select(vec![
            "a",
            "é",
            "ő",
            "1",
            ";",
            ",",
            "\"",
            "'",
            "\n",
            "\t",
            " ",
            "  ",
            "😀",
            "👩‍🔬",
            "=1+1",
            "<",
            "&",
            "]]>",
            "_x000A_",
            "\u{a0}",
            "\\",
            "|",
        ]),
        0..12,
    );
    (begin, body).prop_map(|(begin, body)| format!("{begin}{}", body.concat()))
}

fn with(texts: &[String]) -> Vec<One> {
    texts
        .iter()
        .map(|text| {
            let mut one = offer("Een naam");
            one.set("name", json!(text));
            one.set("description", json!(text));
            one
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_text_survives(texts in prop::collection::vec(text(), 1..12), comma in any::<bool>()) {
        let all = with(&texts);
        for format in [Format::Csv, Format::Xlsx] {
            let mut wish = wish(format, RecordType::Offer, Language::Nl);
            wish.delimiter = if comma { ',' } else { ';' };
            let bytes = export_as(&wish, &all);
            let raw = table(&bytes);
            let formulas = raw.rows.iter().flat_map(|row| &row.cells)
                .filter(|cell| matches!(cell, Cell::Formula(_))).count();
            prop_assert_eq!(formulas, 0);
            let (own, table) = own(&bytes);
            prop_assert_eq!(own.rows.len(), all.len());
            let name = column(&table, "Naam");
            for (at, text) in texts.iter().enumerate() {
                prop_assert_eq!(&*table.rows[at + 1].cell(name).shown(), text.as_str(), "{}", format);
                prop_assert!(own.rows[at].edited.is_empty(), "{} {:?} {:?}", format, text, own.rows[at].edited);
            }
        }
    }
}

#[test]
fn the_cells_of_a_text_file_begin_with_an_apostrophe_where_they_could_be_formulas() {
    let texts = ["=1+1", "+1", "-1", "@x", "\tx", "gewoon"].map(str::to_owned);
    let bytes = export(Format::Csv, Language::Nl, &with(&texts));
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with("\u{feff}\"Organisatie\";"), "{text:.80}");
    for guarded in [
        "\"'=1+1\"",
        "\"'+1\"",
        "\"'-1\"",
        "\"'@x\"",
        "\"'\tx\"",
        "\"gewoon\"",
    ] {
        assert!(text.contains(guarded), "{guarded}");
    }
    assert!(text.contains("\"'+32 16 00 00 00\""));
    assert!(text.lines().skip(1).count() >= texts.len());
}

//! What a spreadsheet makes of a workbook of ours: the sheet as it is written.

use super::shared::*;
use calamine::{Reader, Xlsx, open_workbook_from_rs};
use edutracker_domain::{Language, codes::CodeList};
use edutracker_exchange::export::Format;
use std::io::{Cursor, Read};

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut file = archive.by_name(name).unwrap();
    file.read_to_string(&mut text).unwrap();
    text
}

/// All elements of a name, each from its opening to the end of what it holds.
fn elements<'x>(xml: &'x str, name: &str) -> Vec<&'x str> {
    let (open, close) = (format!("<{name} "), format!("</{name}>"));
    xml.match_indices(&open)
        .map(|(at, _)| {
            let rest = &xml[at..];
            let first = rest.find('>').unwrap();
            match rest[..first].ends_with('/') {
                true => &rest[..=first],
                false => &rest[..rest.find(&close).unwrap()],
            }
        })
        .collect()
}

fn one<'x>(xml: &'x str, name: &str) -> &'x str {
    let found = elements(xml, name);
    assert_eq!(found.len(), 1, "{name}: {found:?}");
    found[0]
}

fn attribute<'x>(element: &'x str, name: &str) -> Option<&'x str> {
    let at = element.find(&format!(" {name}=\""))? + name.len() + 3;
    element[at..].split('"').next()
}

/// The letters of a column in a reference.
fn letters(column: usize) -> String {
    rust_xlsxwriter::utility::column_number_to_name(u16::try_from(column).unwrap())
}

#[test]
fn the_heading_stays_can_be_filtered_and_days_are_days() {
    let bytes = export(
        Format::Xlsx,
        Language::Nl,
        &[offer("Elektromechanica"), offer("Bouwkunde")],
    );
    let table = table(&bytes);
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");

    let pane = one(&sheet, "pane");
    assert_eq!(
        ["ySplit", "xSplit", "topLeftCell", "state"].map(|name| attribute(pane, name)),
        [Some("1"), None, Some("A2"), Some("frozen")]
    );
    let last = letters(table.rows[0].cells.len() - 1);
    let all = format!("A1:{last}3");
    assert_eq!(
        attribute(one(&sheet, "autoFilter"), "ref"),
        Some(all.as_str())
    );

    // 1 September 2026 as spreadsheets count days, shown as a day.
    let place = format!("{}2", letters(column(&table, "Geldig vanaf")));
    let cells = elements(&sheet, "c");
    let cell = cells
        .iter()
        .find(|cell| attribute(cell, "r") == Some(&place))
        .unwrap();
    assert_eq!(attribute(cell, "t"), None, "{cell}");
    assert!(cell.contains("<v>46266</v>"), "{cell}");
    let style: usize = attribute(cell, "s").unwrap().parse().unwrap();
    let styles = part(&bytes, "xl/styles.xml");
    let looks = styles.split("<cellXfs ").nth(1).unwrap();
    let number = attribute(elements(looks, "xf")[style], "numFmtId").unwrap();
    let format = elements(&styles, "numFmt")
        .into_iter()
        .find(|format| attribute(format, "numFmtId") == Some(number));
    assert_eq!(
        format.and_then(|format| attribute(format, "formatCode")),
        Some("yyyy-mm-dd")
    );
    // A number of months is a number.
    let place = format!("{}2", letters(column(&table, "Duur in maanden")));
    let cell = cells
        .iter()
        .find(|cell| attribute(cell, "r") == Some(&place))
        .unwrap();
    assert!(
        attribute(cell, "t").is_none() && cell.contains("<v>6</v>"),
        "{cell}"
    );
}

#[test]
fn a_coded_value_is_chosen_from_a_list_of_its_labels() {
    for (language, heading, several) in [
        (Language::Nl, "Studieniveau", "Talen"),
        (Language::Fr, "Niveau d’études", "Langues"),
    ] {
        let bytes = export(Format::Xlsx, language, &[offer("Elektromechanica")]);
        let table = table(&bytes);
        let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
        let rules = elements(&sheet, "dataValidation");
        let rule = |heading: &str| {
            let letters = letters(column(&table, heading));
            let whole = format!("{letters}2:{letters}1048576");
            let found = rules
                .iter()
                .find(|rule| attribute(rule, "sqref") == Some(&whole));
            *found.unwrap_or_else(|| panic!("no rule on {heading}: {rules:?}"))
        };
        let level = rule(heading);
        assert_eq!(attribute(level, "type"), Some("list"));
        // Nothing else is taken; where several may stand, the list only helps.
        assert_eq!(attribute(level, "showErrorMessage"), Some("1"));
        assert_eq!(attribute(rule(several), "showErrorMessage"), None);

        let levels = CodeList::StudyLevels
            .items()
            .iter()
            .filter(|item| item.active);
        let labels: Vec<&str> = levels
            .filter(|item| item.side.as_deref() != Some("excluded"))
            .map(|item| item.labels.get(language))
            .collect();
        let source = level
            .split("<formula1>")
            .nth(1)
            .and_then(|rest| rest.split('<').next())
            .unwrap();
        let (first, last) = source
            .strip_prefix("lists!")
            .unwrap()
            .split_once(':')
            .unwrap();
        let column = first.trim_matches(|c: char| !c.is_ascii_alphabetic());
        assert_eq!(
            (first, last),
            (
                &*format!("${column}$1"),
                &*format!("${column}${}", labels.len())
            )
        );
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(&bytes)).unwrap();
        let lists = book.worksheet_range("lists").unwrap();
        let at = rust_xlsxwriter::utility::column_name_to_number(column);
        let offered: Vec<String> = lists
            .rows()
            .map(|row| row[usize::from(at)].to_string())
            .filter(|label| !label.is_empty())
            .collect();
        assert_eq!(offered, labels);
        let sheets = part(&bytes, "xl/workbook.xml");
        let hidden = elements(&sheets, "sheet")
            .into_iter()
            .find(|sheet| attribute(sheet, "name") == Some("lists"))
            .unwrap();
        assert_eq!(attribute(hidden, "state"), Some("hidden"));
    }
}

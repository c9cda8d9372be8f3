//! Out and in again: nothing changed is no change; what was edited is all that changed.

use super::shared::*;
use edutracker_domain::{Language, RecordId, RecordType};
use edutracker_domain::{codes::CodeList, field};
use edutracker_exchange::{
    export::{
        Format, begin, cell,
        column::{Columns, Part},
    },
    import::{
        codes::{self, Meaning, Read},
        context::{Context, Organisation, Site},
        decision::Decisions,
        file::{Cell, Format as FileFormat, Row as FileRow, Table},
        recognise,
        report::{Judged, Status},
        row,
        vocabulary::Nearness,
    },
    own::{self, Own},
};
use edutracker_i18n::Texts;
use edutracker_protocol::command::Row;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io;

fn context() -> Context {
    let site = |name: &str, code: &str| Site {
        code: code.to_owned(),
        name: name.to_owned(),
        province: "BE-VBR".to_owned(),
        ..Site::default()
    };
    Context {
        own: Some("KUL".to_owned()),
        organisations: vec![Organisation {
            code: "KUL".to_owned(),
            name: "KU Leuven".to_owned(),
            kind: "university".to_owned(),
            sites: vec![
                site("Campus Groep T, Leuven", "KUL-01"),
                site("Campus Arenberg / Heverlee", "KUL-02"),
            ],
            ..Organisation::default()
        }],
        ..Context::default()
    }
}

/// What an import reads in a file of ours.
fn imported(mut table: Table) -> (Own, Vec<Judged>) {
    let own = own::restore(&mut table).unwrap();
    let understanding = recognise::understand(&table, &context(), &own.told).unwrap();
    let report = row::judge(&table, &understanding, &context(), &mut |_| Ok(())).unwrap();
    (own, report.rows)
}

fn put(row: &mut FileRow, at: usize, cell: Cell) {
    row.cells.resize(row.cells.len().max(at + 1), Cell::Empty);
    row.cells[at] = cell;
}

#[test]
fn an_untouched_file_changes_nothing_in_any_language() {
    for &language in Language::ALL {
        for format in [Format::Xlsx, Format::Csv] {
            let all = [offer("Elektromechanica"), offer("Bachelor in de =bouw")];
            let bytes = export(format, language, &all);
            let (own, rows) = imported(table(&bytes));
            assert_eq!(own.kind, RecordType::Offer);
            for (one, (own, row)) in all.iter().zip(own.rows.iter().zip(&rows)) {
                assert_eq!(own.id.as_deref(), Some(&*one.row.id.to_string()));
                assert_eq!(own.revision, one.row.rev);
                assert_eq!(own.edited, BTreeSet::new(), "{language} {format}");
                assert_eq!(
                    own.changed_since(RecordType::Offer, &one.row.fields),
                    BTreeSet::new()
                );
                assert!(
                    row.errors.is_empty(),
                    "{language} {format}: {:?}",
                    row.errors
                );
                assert_eq!(row.origin.id, own.id);
            }
            let fields = &rows[0].fields;
            for (name, value) in [
                ("name", json!("Elektromechanica")),
                ("study_level", json!("PBA")),
                ("collaboration_forms", json!(["CASE", "INTERNSHIP"])),
                ("study_domains", json!(["CON-BLD", "ENG-EL"])),
                ("languages", json!(["en", "nl"])),
                ("provinces", json!(["BE-VBR"])),
                ("campuses", json!(["KUL-02", "KUL-01"])),
                ("specialisations", json!(["Bouw, hout", "Robotica"])),
                ("contact_email", json!("stages@kuleuven.example")),
                ("contact_phone", json!("+32 16 00 00 00")),
                ("website", json!("https://www.kuleuven.be/x?a=1&b=2")),
                (
                    "description",
                    json!("Eerste regel\nTweede regel: é, ő, ž, “x”."),
                ),
                ("duration_months", json!(6)),
                ("published", json!(true)),
            ] {
                assert_eq!(fields[name], value, "{language} {format} {name}");
            }
        }
    }
}

#[test]
fn only_what_was_edited_counts_by_label_or_by_code() {
    let one = offer("Elektromechanica");
    let bytes = export(Format::Xlsx, Language::Fr, std::slice::from_ref(&one));
    type Edit = (&'static str, Cell, &'static str, &'static str, Value);
    let edits: [Edit; 9] = [
        (
            "Niveau d’études",
            Cell::text("Master"),
            "studyLevel",
            "study_level",
            json!("MA"),
        ),
        (
            "code.studyLevel",
            Cell::text("MA"),
            "studyLevel",
            "study_level",
            json!("MA"),
        ),
        (
            "Langues",
            Cell::text("Français; Nl"),
            "languages",
            "languages",
            json!(["fr", "nl"]),
        ),
        (
            "code.languages",
            Cell::text("fr; nl"),
            "languages",
            "languages",
            json!(["fr", "nl"]),
        ),
        (
            "Spécialisations",
            Cell::text("Robotica"),
            "specialisations",
            "specialisations",
            json!(["Robotica"]),
        ),
        (
            "Publié",
            Cell::text("non"),
            "published",
            "published",
            json!(false),
        ),
        (
            "Durée en mois",
            Cell::Number(9.0),
            "durationMonths",
            "duration_months",
            json!(9),
        ),
        ("Site web", Cell::Empty, "website", "website", Value::Null),
        (
            "Campus ou entités",
            Cell::text("Campus Groep T, Leuven"),
            "sites",
            "campuses",
            json!(["KUL-01"]),
        ),
    ];
    for (heading, cell, field, name, value) in edits {
        let mut edited = table(&bytes);
        let at = column(&edited, heading);
        put(&mut edited.rows[1], at, cell);
        let (own, rows) = imported(edited);
        assert_eq!(own.rows[0].edited, BTreeSet::from([field]), "{heading}");
        assert_eq!(rows[0].fields[name], value, "{heading}");
    }
    // What people do who do not mind: moved columns, other ways to write the same.
    let mut shuffled = table(&bytes);
    let day = column(&shuffled, "Valable à partir du");
    put(&mut shuffled.rows[1], day, Cell::text("01/09/2026"));
    let (published, months) = (
        column(&shuffled, "Publié"),
        column(&shuffled, "Durée en mois"),
    );
    put(&mut shuffled.rows[1], published, Cell::text("OUI"));
    put(&mut shuffled.rows[1], months, Cell::text("6"));
    for row in &mut shuffled.rows {
        row.cells.reverse();
    }
    let (own, _) = imported(shuffled);
    assert_eq!(own.rows[0].edited, BTreeSet::new());
}

#[test]
fn a_record_that_no_import_would_make_may_still_be_edited() {
    // A programme without a level.
    let mut bare = offer("Jobdag");
    bare.row.fields.remove("studyLevel");
    // The same in all but their ids.
    let twin = One {
        row: Row {
            id: RecordId::new(),
            ..bare.row.clone()
        },
        ..bare.clone()
    };
    let bytes = export(Format::Xlsx, Language::Nl, &[bare, twin]);
    let mut edited = table(&bytes);
    let (website, languages) = (column(&edited, "Website"), column(&edited, "Talen"));
    put(
        &mut edited.rows[1],
        website,
        Cell::text("https://x.example"),
    );
    put(&mut edited.rows[2], languages, Cell::text("Klingon"));
    let mut again = edited.rows[1].clone();
    again.number = 4;
    edited.rows.push(again);
    let own = own::restore(&mut edited).unwrap();
    let understanding = recognise::understand(&edited, &context(), &own.told).unwrap();
    let mut report = row::judge(&edited, &understanding, &context(), &mut |_| Ok(())).unwrap();
    assert!(report.rows.iter().all(|row| !row.errors.is_empty()));
    own.settle(&mut report, &Decisions::new());
    let statuses: Vec<Status> = report.rows.iter().map(|row| row.status).collect();
    assert_eq!(
        statuses,
        [Status::Accepted, Status::Rejected, Status::Duplicate]
    );
    assert_eq!(report.rows[1].errors.len(), 1);
    assert_eq!(report.rows[2].duplicate_of, Some(2));
}

#[test]
fn a_text_file_that_was_saved_as_a_workbook_keeps_its_guards_and_loses_them_here() {
    let all = [offer("=1+1"), offer("'=zo bedoeld"), offer("gewoon")];
    let mut saved = table(&export(Format::Csv, Language::Nl, &all));
    saved.facts.format = FileFormat::Xlsx;
    let own = own::restore(&mut saved).unwrap();
    assert!(own.rows.iter().all(|row| row.edited.is_empty()));
    let name = column(&saved, "Naam");
    let names: Vec<_> = saved.rows[1..]
        .iter()
        .map(|row| row.cell(name).shown())
        .collect();
    assert_eq!(names, ["=1+1", "'=zo bedoeld", "gewoon"]);
}

#[test]
fn newer_work_elsewhere_is_seen() {
    let mut one = offer("Elektromechanica");
    let bytes = export(Format::Xlsx, Language::Nl, std::slice::from_ref(&one));
    let (own, _) = imported(table(&bytes));
    one.set("name", json!("Elektromechanica en robotica"));
    one.set("languages", json!({"fr": true}));
    one.set("published", json!(false));
    let changed = own.rows[0].changed_since(RecordType::Offer, &one.row.fields);
    assert_eq!(changed, BTreeSet::from(["languages", "name", "published"]));
}

#[test]
fn an_added_row_and_a_copied_one_are_new() {
    let bytes = export(Format::Csv, Language::En, &[offer("Elektromechanica")]);
    let mut table = table(&bytes);
    let (id, name) = (column(&table, "id"), column(&table, "Name"));
    let mut copy = table.rows[1].clone();
    copy.number = 3;
    put(&mut copy, id, Cell::Empty);
    let mut added = FileRow {
        number: 4,
        cells: Vec::new(),
    };
    put(&mut added, name, Cell::text("Mechatronica"));
    table.rows.extend([copy, added]);
    let (own, _) = imported(table);
    assert_eq!(own.rows.len(), 3);
    assert!(own.rows[1].id.is_none() && own.rows[1].edited.contains("studyLevel"));
    assert_eq!(own.rows[2].edited, BTreeSet::from(["name"]));
}

#[test]
fn a_file_of_others_is_left_as_it_is() {
    let text = "Naam;Niveau\n'=Elektro;PBA\n";
    let mut table = table(text.as_bytes());
    let before = table.rows.clone();
    assert!(own::restore(&mut table).is_none());
    assert_eq!(table.rows, before);
}

#[test]
fn labels_are_read_as_their_codes_in_all_languages() {
    let readers: [(CodeList, Read); 5] = [
        (CodeList::CollaborationForms, codes::form),
        (CodeList::Languages, codes::language),
        (CodeList::Provinces, codes::province),
        (CodeList::StudyDomains, codes::domain),
        (CodeList::StudyLevels, codes::level),
    ];
    for (list, read) in readers {
        for item in list.items() {
            for &language in Language::ALL {
                let label = cell::label(list, &item.code, language);
                assert!(!label.contains(cell::BETWEEN.trim()), "{label}");
                match read(label) {
                    Some(Meaning::Code(code, Nearness::Official)) => assert_eq!(code, item.code),
                    // What may not be chosen is not offered in lists either.
                    other => assert!(!item.active || !item.default_active, "{label}: {other:?}"),
                }
            }
        }
    }
}

#[test]
fn headings_tell_every_column_apart() {
    for kind in RecordType::ALL {
        for &language in Language::ALL {
            let columns = Columns::of(*kind, None, &Texts::new(language)).unwrap();
            let mut seen: BTreeMap<&str, (&str, Part)> = BTreeMap::new();
            for column in &columns.list {
                assert!(!column.heading.starts_with("field-"), "{}", column.heading);
                let before = seen.insert(&column.heading, (column.key, column.part));
                assert_eq!(before, None, "{kind} {language} {}", column.heading);
            }
            let fields = field::fields(*kind).iter();
            assert!(
                fields
                    .clone()
                    .all(|field| columns.list.iter().any(|c| c.key == field.name))
            );
        }
    }
}

#[test]
fn columns_are_those_asked_for_in_their_order() {
    let asked = ["state", "name", "contact", "status"].map(str::to_owned);
    let mut wish = wish(Format::Csv, RecordType::Offer, Language::En);
    wish.columns = Some(&asked);
    let bytes = export_as(&wish, &[offer("Elektromechanica")]);
    let table = table(&bytes);
    let headings: Vec<String> = table.rows[0]
        .cells
        .iter()
        .map(|c| c.shown().into_owned())
        .collect();
    assert_eq!(
        headings,
        [
            "Edits",
            "Name",
            "Contact",
            "Contact: E-mail address",
            "Contact: Phone",
            "Status",
            "id",
            "revision",
            "code.contact",
            "edutracker.offer"
        ]
    );
    let (own, _) = own(&bytes);
    assert_eq!(own.rows[0].edited, BTreeSet::new());
    let unknown = ["nome".to_owned()];
    wish.columns = Some(&unknown);
    let Err(error) = begin(&wish, Shelf::default()) else {
        panic!("an unknown column was taken")
    };
    assert_eq!(
        (error.kind(), error.to_string()),
        (io::ErrorKind::InvalidInput, "nome".to_owned())
    );
}

#[test]
fn json_is_one_array_with_a_record_on_each_line() {
    let all = [offer("=A"), offer("B\n\"C\"")];
    let text = String::from_utf8(export(Format::Json, Language::Nl, &all)).unwrap();
    let read: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(text.lines().count(), 4);
    assert_eq!(read[0]["name"], "=A");
    assert_eq!(read[1]["name"], "B\n\"C\"");
    assert_eq!(read[0]["languages"], json!(["en", "nl"]));
    assert_eq!(read[0]["rev"], "1a2b3c4d.1200");
    let empty = export(Format::Json, Language::Nl, &[]);
    assert_eq!(
        serde_json::from_slice::<Vec<Value>>(&empty).unwrap(),
        Vec::<Value>::new()
    );
}

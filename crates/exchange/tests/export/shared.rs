//! What the tests of exported files share.

use edutracker_domain::{Language, OfferStatus, Record, RecordId, RecordType};
use edutracker_exchange::{
    export::{Format, Item, Wish, begin},
    import::file::{self, FileLimits, ReadOptions, Table},
    own::{self, Own},
};
use edutracker_protocol::command::{Row, RowState};
use serde_json::{Value, json};
use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

/// A file in memory that is still there when its writer is gone.
#[derive(Clone, Default)]
pub struct Shelf(pub Arc<Mutex<Vec<u8>>>);

impl Write for Shelf {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A record with its contact.
#[derive(Debug, Clone)]
pub struct One {
    pub row: Row,
    pub contact: Record,
}

impl One {
    pub fn item(&self) -> Item<'_> {
        Item {
            row: &self.row,
            contact: Some(&self.contact),
            organisation: "KU Leuven",
        }
    }

    pub fn set(&mut self, field: &str, value: Value) {
        self.row.fields.insert(field.to_owned(), value);
    }
}

pub fn record(value: Value) -> Record {
    serde_json::from_value(value).unwrap()
}

/// An offer of an institution with all its fields.
pub fn offer(name: &str) -> One {
    let [site, other, contact, organisation] = std::array::from_fn(|_| RecordId::new().to_string());
    let names = [
        (site.clone(), "Campus Groep T, Leuven".to_owned()),
        (other.clone(), "Campus Arenberg / Heverlee".to_owned()),
        (contact.clone(), "Stagedienst ingenieurs".to_owned()),
    ];
    One {
        row: Row {
            kind: RecordType::Offer,
            id: RecordId::new(),
            organisation: "KUL".to_owned(),
            rev: Some("1a2b3c4d.1200".to_owned()),
            state: RowState::Clean,
            status: Some(OfferStatus::Published),
            fields: record(json!({
                "organisation": organisation, "subject": "programme", "name": name,
                "studyLevel": "PBA", "studyDomains": {"ENG-EL": true, "CON-BLD": true},
                "collaborationForms": {"INTERNSHIP": true, "CASE": true},
                "languages": {"nl": true, "en": true}, "provinces": {"BE-VBR": true},
                "sites": {site: true, other: true},
                "specialisations": {"Bouw, hout": true, "Robotica": true},
                "contact": contact, "website": "https://www.kuleuven.be/x?a=1&b=2",
                "description": "Eerste regel\nTweede regel: é, ő, ž, “x”.",
                "durationMonths": 6, "validFrom": "2026-09-01", "confirmedOn": "2026-10-02",
                "published": true, "archived": false,
            })),
            names: names.into(),
            changed: Vec::new(),
            conflicts: Vec::new(),
            findings: Vec::new(),
            used_by: None,
            score: None,
            review: None,
            answer: None,
        },
        contact: record(json!({
            "name": "Stagedienst ingenieurs", "email": "stages@kuleuven.example",
            "phone": "+32 16 00 00 00",
        })),
    }
}

pub fn wish(format: Format, kind: RecordType, language: Language) -> Wish<'static> {
    Wish {
        format,
        kind,
        columns: None,
        language,
        delimiter: ';',
        today: "2026-11-22",
        scratch: std::env::temp_dir(),
    }
}

pub fn export_as(wish: &Wish<'_>, all: &[One]) -> Vec<u8> {
    let shelf = Shelf::default();
    let mut sink = begin(wish, shelf.clone()).unwrap();
    for one in all {
        sink.put(&one.item()).unwrap();
    }
    sink.finish().unwrap();
    let bytes = shelf.0.lock().unwrap();
    bytes.clone()
}

pub fn export(format: Format, language: Language, all: &[One]) -> Vec<u8> {
    export_as(&wish(format, RecordType::Offer, language), all)
}

pub fn table(bytes: &[u8]) -> Table {
    let nothing = ReadOptions::default();
    file::read(bytes, &nothing, &FileLimits::default(), &mut |_| Ok(())).unwrap()
}

/// What a file of ours says about itself, and its table made ready.
pub fn own(bytes: &[u8]) -> (Own, Table) {
    let mut table = table(bytes);
    let own = own::restore(&mut table).unwrap();
    (own, table)
}

/// The column with this heading.
pub fn column(table: &Table, heading: &str) -> usize {
    let headings = table.rows[0].cells.iter();
    let found = headings
        .enumerate()
        .find(|(_, cell)| cell.shown() == heading);
    found.unwrap_or_else(|| panic!("no column {heading}")).0
}

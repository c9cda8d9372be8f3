//! The rows that an import leaves out, as a workbook: read again, it has the
//! same columns, the same rows, and the reasons in a column that nobody takes in.

use edutracker_exchange::import::{
    context::Context,
    file::{self, FileLimits, ReadOptions},
    left,
    recognise::{self, Target, Told},
    reference,
};
use edutracker_protocol::ClientError;
use std::collections::BTreeMap;

const SHEET: &str = "Opleiding;Niveau;Samenwerkingsvorm;Provincie;Taal;E-mail\n\
    Chemie;PBA;Stage;Vlaanderen;NL;stages@school.example\n\
    Textiel;PBA;Stage;Limburg;NL;stages@school.example\n\
    =1+1;Graduaat;;Limburg;NL;stages@school.example\n";

#[test]
fn left_rows_come_back_with_their_reasons() -> Result<(), ClientError> {
    let limits = FileLimits::default();
    let context = Context {
        organisations: reference::organisations().to_vec(),
        own: Some("HOGENT".to_owned()),
        ..Context::default()
    };
    let told = Told::default();
    let read = |bytes: &[u8]| file::read(bytes, &ReadOptions::default(), &limits, &mut |_| Ok(()));
    let table = read(SHEET.as_bytes())?;
    let understood = recognise::understand(&table, &context, &told)?;
    let why = |text: &str| vec![text.to_owned(), "second".to_owned()];
    let reasons = BTreeMap::from([(2, why("no province")), (4, why("no form"))]);
    let book = left::workbook(
        &table,
        &understood,
        &reasons,
        "Why this row was not imported",
    )
    .unwrap_or_default();

    let again = read(&book)?;
    let columns = recognise::understand(&again, &context, &told)?.columns;
    let same = columns.iter().zip(&understood.columns);
    assert!(same.clone().count() == understood.columns.len());
    for (found, column) in same {
        assert_eq!(found, column);
    }
    assert_eq!(
        columns.last().map(|column| &column.target),
        Some(&Target::Ignored)
    );
    let texts: Vec<Vec<String>> = again
        .rows
        .iter()
        .map(|row| {
            row.cells
                .iter()
                .map(|cell| cell.shown().into_owned())
                .collect()
        })
        .collect();
    assert_eq!(texts.len(), 3, "{texts:?}");
    let row = |at: usize| texts.get(at).cloned().unwrap_or_default();
    assert_eq!(row(1).first().map(String::as_str), Some("Chemie"));
    assert_eq!(
        row(1).last().map(String::as_str),
        Some("no province\nsecond")
    );
    // What looks like a formula is a text, and stays one.
    assert_eq!(row(2).first().map(String::as_str), Some("=1+1"));
    Ok(())
}

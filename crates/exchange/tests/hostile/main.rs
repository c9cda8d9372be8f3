//! Files that mean harm, or are something else than they say: each is refused
//! with its reason, by a process that may take little memory and time.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail wherever it likes, and half of it tells the other what it found"
)]

mod files;

use edutracker_exchange::import::{
    Choices, context::Context, examine, file::FileLimits, reference,
};
use files::{
    claiming, claiming_xls, closed_ods, compound, many, ods, packed, record, shared, shared_xls,
    sheet, xlsx,
};
use std::{
    fs::{self, File},
    io::Write as _,
    path::Path,
    process::Command,
};

/// Names the file to the process that reads it.
const FILE: &str = "EDUTRACKER_HOSTILE_FILE";
/// Address space of the reading process: 200 MiB, and the program itself with
/// its stacks and the allocator's reserve.
const MEMORY_KIB: u64 = (200 + 64) * 1024;
/// Seconds of CPU time.
const SECONDS: u64 = 30;

/// A file's name, how it is made, and the reason it is refused for.
type Case = (&'static str, fn(&Path), &'static str);

const CASES: &[Case] = &[
    (
        "empty.csv",
        |path| fs::write(path, "").unwrap(),
        "file-empty",
    ),
    (
        "blank.csv",
        |path| fs::write(path, "\n \n\t\n").unwrap(),
        "file-empty",
    ),
    (
        "page.xlsx",
        |path| {
            fs::write(
                path,
                "<!DOCTYPE html><html><table><tr><td>naam</td></tr></table>",
            )
            .unwrap()
        },
        "file-not-a-spreadsheet",
    ),
    (
        "report.csv",
        |path| fs::write(path, b"%PDF-1.7\n%\xe2\xe3").unwrap(),
        "file-not-a-spreadsheet",
    ),
    (
        "binary.csv",
        |path| fs::write(path, b"naam;vorm\n\0\0\x01\x02;x\n").unwrap(),
        "file-not-a-spreadsheet",
    ),
    (
        "broken.csv",
        |path| {
            fs::write(
                path,
                "naam;province\né;Liège\nà;Liège\n"
                    .as_bytes()
                    .iter()
                    .chain(b"\xc3;\xff\n")
                    .copied()
                    .collect::<Vec<u8>>(),
            )
            .unwrap()
        },
        "file-broken-text",
    ),
    (
        "damaged.xlsx",
        |path| fs::write(path, b"PK\x03\x04 and then nothing that belongs there").unwrap(),
        "file-damaged",
    ),
    (
        "letter.xlsx",
        |path| {
            packed(path, &[], "word/document.xml", |out| {
                out.write_all(b"<w/>").unwrap()
            })
        },
        "file-not-a-spreadsheet",
    ),
    (
        "bomb.xlsx",
        |path| xlsx(path, |out| many(out, b"<c><v>1</v></c>", 300_000_000)),
        "file-unpacks-too-large",
    ),
    (
        "one_cell.xlsx",
        |path| {
            xlsx(path, |out| {
                out.write_all(b"<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>")
                    .unwrap();
                many(out, b"A", 1_000_000_000)
            })
        },
        "file-unpacks-too-large",
    ),
    (
        "one_long_cell.xlsx",
        |path| {
            xlsx(path, |out| {
                out.write_all(b"<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>")
                    .unwrap();
                many(out, b"A", 100_000_000)
            })
        },
        "file-cell-too-long",
    ),
    (
        "one_cell.csv",
        |path| {
            let mut file = File::create(path).unwrap();
            file.write_all(b"naam;vorm\n\"").unwrap();
            many(&mut file, b"A", 20_000_000);
            file.write_all(b"\";x\n").unwrap();
        },
        "file-cell-too-long",
    ),
    (
        "large.csv",
        |path| {
            let mut file = File::create(path).unwrap();
            many(&mut file, b"naam;vorm\n", 40_000_000)
        },
        "file-too-large",
    ),
    (
        "long.csv",
        |path| {
            let mut file = File::create(path).unwrap();
            many(&mut file, b"a;b\n", 20_000_000)
        },
        "file-too-long",
    ),
    (
        "entities.xlsx",
        |path| {
            xlsx(path, |out| {
                out.write_all(b"<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row><c t=\"inlineStr\"><is><t>&y;</t></is></c></row></sheetData></worksheet>").unwrap()
            })
        },
        "file-unsafe",
    ),
    (
        "wide.csv",
        |path| fs::write(path, "naam;".repeat(16_384)).unwrap(),
        "file-too-wide",
    ),
    (
        "wide.xlsx",
        |path| {
            xlsx(path, |out| {
                out.write_all(
                    sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"XFD1\"><v>1</v></c></row>")
                        .as_bytes(),
                )
                .unwrap()
            })
        },
        "file-too-wide",
    ),
    (
        "far.xlsx",
        |path| {
            xlsx(path, |out| {
                out.write_all(
                    sheet("<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>").as_bytes(),
                )
                .unwrap()
            })
        },
        "file-too-long",
    ),
    (
        "repeated.ods",
        |path| {
            ods(
                path,
                "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"400\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>",
            )
        },
        "file-too-long",
    ),
    (
        "wide.ods",
        |path| {
            ods(
                path,
                "<table:table-row><table:table-cell table:number-columns-repeated=\"1000000\" office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>",
            )
        },
        "file-too-wide",
    ),
    (
        "protected.xlsx",
        |path| compound(path, "/EncryptedPackage", b"secret"),
        "file-protected",
    ),
    (
        "protected.ods",
        |path| closed_ods(path, "content.xml"),
        "file-protected",
    ),
    (
        "protected_whole.ods",
        |path| closed_ods(path, "encrypted-package"),
        "file-protected",
    ),
    (
        "shared_in_many_cells.xlsx",
        |path| {
            let text = format!("<si><t>{}</t></si>", "A".repeat(90_000));
            shared(path, &text, |out| {
                let row = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>";
                out.write_all(sheet(&row.repeat(50_000)).as_bytes())
                    .unwrap();
            });
        },
        "file-too-long",
    ),
    (
        "shared_in_pieces.xlsx",
        |path| {
            let piece = format!("<r><t>{}</t></r>", "A".repeat(5_000));
            let text = format!("<si>{}</si>", piece.repeat(1_000));
            shared(path, &text, |out| {
                let row = "<row><c t=\"s\"><v>0</v></c></row>";
                out.write_all(sheet(row).as_bytes()).unwrap();
            });
        },
        "file-cell-too-long",
    ),
    (
        "shared_beyond_the_last.xlsx",
        |path| {
            shared(path, "<si><t>naam</t></si>", |out| {
                let row = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>4000000000</v></c></row>";
                out.write_all(sheet(row).as_bytes()).unwrap();
            });
        },
        "file-damaged",
    ),
    ("shared_in_many_cells.xls", shared_xls, "file-too-long"),
    (
        "long_text_repeated.ods",
        |path| {
            let text = "A".repeat(90_000);
            ods(
                path,
                &format!(
                    "<table:table-row table:number-rows-repeated=\"10000\"><table:table-cell table:number-columns-repeated=\"20\" office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell></table:table-row>"
                ),
            );
        },
        "file-too-long",
    ),
    (
        "claiming.xls",
        |path| claiming_xls(path, false),
        "import-not-understood",
    ),
    (
        "claiming_inside.xls",
        |path| claiming_xls(path, true),
        "import-not-understood",
    ),
    (
        "claiming.xlsx",
        |path| {
            let claim = r#" uniqueCount="4000000000""#;
            claiming(path, claim, "<si><t>A</t></si>", |out| {
                out.write_all(sheet("").as_bytes()).unwrap();
            });
        },
        "file-too-long",
    ),
    (
        "protected.xls",
        |path| {
            compound(
                path,
                "/Workbook",
                &[record(0x0809, &[0, 6, 5, 0]), record(0x002f, &[1, 0])].concat(),
            )
        },
        "file-protected",
    ),
    (
        "far.xls",
        |path| {
            compound(
                path,
                "/Workbook",
                &[
                    record(0x0809, &[0, 6, 16, 0]),
                    record(0x0203, &[0; 14]),
                    record(0x0203, &[255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
                ]
                .concat(),
            )
        },
        "file-too-long",
    ),
    (
        "letter.xls",
        |path| compound(path, "/WordDocument", b"Dear"),
        "file-not-a-spreadsheet",
    ),
    (
        "nothing.csv",
        |path| fs::write(path, "lorem;ipsum\ndolor;sit\n").unwrap(),
        "import-not-understood",
    ),
];

#[test]
#[ignore = "the half of the test below that reads one file under its limits"]
fn reads_one() {
    let path = std::env::var(FILE).unwrap();
    let context = Context {
        organisations: reference::organisations().to_vec(),
        ..Context::default()
    };
    let bytes = fs::read(path).unwrap();
    let outcome = examine(
        &bytes,
        &Choices::default(),
        &context,
        &FileLimits::default(),
        &mut |_| Ok(()),
    );
    match outcome {
        Ok(report) => println!("read: {} rows", report.rows.len()),
        Err(error) => println!("refused: {}", error.code),
    }
}

/// What a process under its limits made of a file.
fn read_under_limits(path: &Path) -> (String, std::process::Output) {
    let limited = format!(
        "ulimit -v {MEMORY_KIB} && ulimit -t {SECONDS} && exec \"$0\" --exact reads_one --ignored --nocapture --test-threads=1"
    );
    let child = Command::new("sh")
        .args(["-c", &limited])
        .arg(std::env::current_exe().unwrap())
        .env(FILE, path)
        .env("MALLOC_ARENA_MAX", "1")
        .output()
        .unwrap();
    (String::from_utf8_lossy(&child.stdout).into_owned(), child)
}

#[test]
fn a_million_merged_cells_are_read_within_the_limits() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("merged.xlsx");
    xlsx(&path, |out| {
        let cells = ["Opleiding", "Niveau", "Provincie", "E-mail"]
            .map(|text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"))
            .concat();
        let values = ["Chemie", "Master", "Limburg", "stages@a.example"]
            .map(|text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"))
            .concat();
        let whole = sheet(&format!("<row>{cells}</row><row>{values}</row>"));
        let (before, after) = whole.split_once("</worksheet>").unwrap();
        out.write_all(before.as_bytes()).unwrap();
        out.write_all(b"<mergeCells>").unwrap();
        for _ in 0..1_000_000 {
            out.write_all(b"<mergeCell ref=\"A1:XFD1048576\"/>")
                .unwrap();
        }
        out.write_all(b"</mergeCells></worksheet>").unwrap();
        out.write_all(after.as_bytes()).unwrap();
    });
    let (said, child) = read_under_limits(&path);
    assert!(said.contains("read: 1 rows\n"), "{said} {child:?}");
}

/// What a sheet claims of its size is not believed, and no reason to refuse it.
#[test]
fn a_workbook_that_claims_too_many_rows_is_read_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("claiming.xls");
    let messy = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/messy/e6_bedrijf.xls");
    let mut bytes = fs::read(messy).unwrap();
    fs::write(&path, &bytes).unwrap();
    let (as_it_was, _) = read_under_limits(&path);
    let dimensions = [0, 2, 14, 0];
    let at: Vec<usize> = (0..bytes.len() - 18)
        .filter(|at| bytes[*at..at + 4] == dimensions)
        .collect();
    assert!(!at.is_empty());
    for at in at {
        bytes[at + 8..at + 12].copy_from_slice(&u32::MAX.to_le_bytes());
    }
    fs::write(&path, &bytes).unwrap();
    let (said, child) = read_under_limits(&path);
    let rows = |said: &str| {
        let read = said.lines().find(|line| line.contains("read: "));
        read.map(str::to_owned)
    };
    assert!(rows(&as_it_was).is_some(), "{as_it_was}");
    assert_eq!(rows(&said), rows(&as_it_was), "{said} {child:?}");
}

#[test]
fn each_is_refused_with_its_reason_within_its_limits() {
    let folder = tempfile::tempdir().unwrap();
    let mut wrong = Vec::new();
    for (name, make, reason) in CASES {
        let path = folder.path().join(name);
        make(&path);
        let (said, child) = read_under_limits(&path);
        if !said.contains(&format!("refused: {reason}\n")) {
            let error = String::from_utf8_lossy(&child.stderr).into_owned();
            let found = said
                .lines()
                .find(|line| line.contains(": "))
                .unwrap_or_default();
            wrong.push(format!(
                "{name}: wanted {reason}, {found} {:?} {error}",
                child.status
            ));
        }
        fs::remove_file(path).unwrap();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{} files refused", CASES.len());
}

#[test]
fn lists_of_values_down_to_the_last_row_are_no_cells() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.ods");
    let row = |texts: &[&str]| {
        let cell = |text: &&str| {
            format!(
                "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
            )
        };
        let cells: String = texts.iter().map(cell).collect();
        format!("<table:table-row>{cells}</table:table-row>")
    };
    let below = "<table:table-row table:number-rows-repeated=\"1048574\"><table:table-cell table:style-name=\"a\" table:content-validation-name=\"b\" table:number-columns-repeated=\"30\"/></table:table-row>";
    let headings = row(&["Opleiding", "Niveau", "Provincie", "E-mail"]);
    let offer = row(&["Chemie", "Master", "Limburg", "stages@a.example"]);
    // Another sheet follows: it does not stand below the rows of this one.
    let next = "</table:table><table:table table:name=\"B\">";
    ods(&path, &format!("{headings}{offer}{below}{next}{offer}"));
    let report = examine(
        &fs::read(path).unwrap(),
        &Choices::default(),
        &Context::default(),
        &FileLimits::default(),
        &mut |_| Ok(()),
    )
    .unwrap();
    assert_eq!(report.rows.len(), 1);
}

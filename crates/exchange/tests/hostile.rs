//! Files that mean harm, or are something else than they say: each is refused
//! with its reason, by a process that may take little memory and time.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail wherever it likes, and half of it tells the other what it found"
)]

use edutracker_exchange::import::{
    Choices, context::Context, examine, file::FileLimits, reference,
};
use std::{
    fs::{self, File},
    io::{Cursor, Write as _},
    path::Path,
    process::Command,
};
use zip::{ZipWriter, write::SimpleFileOptions};

/// Names the file to the process that reads it.
const FILE: &str = "EDUTRACKER_HOSTILE_FILE";
/// Address space of the reading process: 200 MiB, and the program itself with
/// its stacks and the allocator's reserve.
const MEMORY_KIB: u64 = (200 + 64) * 1024;
/// Seconds of CPU time.
const SECONDS: u64 = 30;

const CONTENT_TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const PACKAGE: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// A packed file with these parts; the last one is written by `more`.
fn packed(
    path: &Path,
    parts: &[(&str, &str)],
    last: &str,
    more: impl FnOnce(&mut dyn std::io::Write),
) {
    let mut zip = ZipWriter::new(File::create(path).unwrap());
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    // Quick rather than small.
    let options = SimpleFileOptions::default().compression_level(Some(1));
    zip.start_file(last, options).unwrap();
    more(&mut zip);
    zip.finish().unwrap();
}

fn xlsx(path: &Path, sheet: impl FnOnce(&mut dyn std::io::Write)) {
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", PACKAGE),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
    ];
    packed(path, &parts, "xl/worksheets/sheet1.xml", sheet);
}

fn sheet(rows: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    )
}

fn many(out: &mut dyn std::io::Write, piece: &[u8], bytes: usize) {
    let block = piece.repeat(1_000_000 / piece.len());
    for _ in 0..bytes / block.len() {
        out.write_all(&block).unwrap();
    }
}

/// A compound file with one stream.
fn compound(path: &Path, name: &str, stream: &[u8]) {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(name).unwrap().write_all(stream).unwrap();
    file.flush().unwrap();
    fs::write(path, file.into_inner().into_inner()).unwrap();
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes()[..], data].concat()
}

fn ods(path: &Path, body: &str) {
    let content = format!(
        r#"<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="A">{body}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    let parts = [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest/>"),
    ];
    packed(path, &parts, "content.xml", |out| {
        out.write_all(content.as_bytes()).unwrap()
    });
}

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

#[test]
fn each_is_refused_with_its_reason_within_its_limits() {
    let folder = tempfile::tempdir().unwrap();
    let mut wrong = Vec::new();
    for (name, make, reason) in CASES {
        let path = folder.path().join(name);
        make(&path);
        let limited = format!(
            "ulimit -v {MEMORY_KIB} && ulimit -t {SECONDS} && exec \"$0\" --exact reads_one --ignored --nocapture --test-threads=1"
        );
        let child = Command::new("sh")
            .args(["-c", &limited])
            .arg(std::env::current_exe().unwrap())
            .env(FILE, &path)
            .env("MALLOC_ARENA_MAX", "1")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&child.stdout).into_owned();
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

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
    // Without any short stream the file looks damaged to some readers.
    let mut short = file.create_stream("/Summary").unwrap();
    short.write_all(b"short").unwrap();
    drop(short);
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

/// A workbook with these shared texts and this sheet.
fn shared(path: &Path, texts: &str, sheet: impl FnOnce(&mut dyn std::io::Write)) {
    let texts = format!(
        r#"<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{texts}</sst>"#
    );
    let relations = RELATIONS.replace(
        "</Relationships>",
        r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#,
    );
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", PACKAGE),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", &relations),
        ("xl/sharedStrings.xml", &texts),
    ];
    packed(path, &parts, "xl/worksheets/sheet1.xml", sheet);
}

/// An OpenDocument file closed with a password: its list of parts says so.
fn closed_ods(path: &Path, part: &str) {
    let manifest = format!(
        r#"<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="{part}" manifest:size="9000"><manifest:encryption-data manifest:checksum="AA=="/></manifest:file-entry></manifest:manifest>"#
    );
    let parts = [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", &*manifest),
    ];
    packed(path, &parts, part, |out| {
        out.write_all(&[0xb5, 0x3c, 0x00, 0xe9].repeat(2_000))
            .unwrap()
    });
}

/// An old workbook whose many cells all are the one long shared text.
fn shared_xls(path: &Path) {
    let sheet = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0]);
    let mut globals = sheet(5);
    let name = b"A";
    let mut bound = vec![0, 0, 0, 0, 0, 0, 1, 0];
    bound.extend_from_slice(name);
    let mut texts = vec![1, 0, 0, 0, 1, 0, 0, 0];
    texts.extend_from_slice(&8_000_u16.to_le_bytes());
    texts.push(0);
    texts.extend_from_slice(&[b'A'; 8_000]);
    let texts = record(0x00fc, &texts);
    // The sheet begins behind the globals.
    let start = globals.len() + 4 + bound.len() + texts.len() + 4;
    bound[..4].copy_from_slice(&u32::try_from(start).unwrap().to_le_bytes());
    globals.extend(record(0x0085, &bound));
    globals.extend(texts);
    globals.extend(record(0x000a, &[]));
    globals.extend(sheet(16));
    for row in 0..60_000_u16 {
        for column in 0..10_u16 {
            let cell = [row, column, 0, 0, 0].map(u16::to_le_bytes).concat();
            globals.extend(record(0x00fd, &cell));
        }
    }
    globals.extend(record(0x000a, &[]));
    compound(path, "/Workbook", &globals);
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

//! How the hostile files are made.

use std::{
    fs::{self, File},
    io::{Cursor, Write as _},
    path::Path,
};
use zip::{ZipWriter, write::SimpleFileOptions};

const CONTENT_TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const PACKAGE: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// A packed file with these parts; the last one is written by `more`.
pub fn packed(
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

pub fn xlsx(path: &Path, sheet: impl FnOnce(&mut dyn std::io::Write)) {
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", PACKAGE),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
    ];
    packed(path, &parts, "xl/worksheets/sheet1.xml", sheet);
}

pub fn sheet(rows: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    )
}

pub fn many(out: &mut dyn std::io::Write, piece: &[u8], bytes: usize) {
    let block = piece.repeat(1_000_000 / piece.len());
    for _ in 0..bytes / block.len() {
        out.write_all(&block).unwrap();
    }
}

/// A compound file with one stream.
pub fn compound(path: &Path, name: &str, stream: &[u8]) {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(name).unwrap().write_all(stream).unwrap();
    // Without any short stream the file looks damaged to some readers.
    let mut short = file.create_stream("/Summary").unwrap();
    short.write_all(b"short").unwrap();
    drop(short);
    file.flush().unwrap();
    fs::write(path, file.into_inner().into_inner()).unwrap();
}

pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes()[..], data].concat()
}

pub fn ods(path: &Path, body: &str) {
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
pub fn shared(path: &Path, texts: &str, sheet: impl FnOnce(&mut dyn std::io::Write)) {
    claiming(path, "", texts, sheet);
}

/// The same, where the list of texts claims something of itself.
pub fn claiming(
    path: &Path,
    claim: &str,
    texts: &str,
    sheet: impl FnOnce(&mut dyn std::io::Write),
) {
    let texts = format!(
        r#"<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"{claim}>{texts}</sst>"#
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
pub fn closed_ods(path: &Path, part: &str) {
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
pub fn shared_xls(path: &Path) {
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

/// An old workbook with one number, whose sheet claims all rows and columns there
/// can be; `hidden`: inside a record that means nothing.
pub fn claiming_xls(path: &Path, hidden: bool) {
    let claim = [[0; 4], [255; 4], [0, 0, 255, 255], [0; 4]].concat();
    let claim = record(0x0200, &claim[..14]);
    let sheet = [
        record(0x0809, &[0, 6, 16, 0]),
        claim,
        record(0x0203, &[0; 14]),
        record(0x000a, &[]),
    ]
    .concat();
    let globals = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]);
    let start = globals.len() + 4 + 9 + 4 + if hidden { 4 } else { 0 };
    let mut bound = u32::try_from(start).unwrap().to_le_bytes().to_vec();
    bound.extend([0, 0, 1, 0, b'A']);
    let sheet = if hidden {
        record(0x0999, &sheet)
    } else {
        sheet
    };
    let stream = [globals, record(0x0085, &bound), record(0x000a, &[]), sheet].concat();
    compound(path, "/Workbook", &stream);
}

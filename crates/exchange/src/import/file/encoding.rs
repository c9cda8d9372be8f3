//! Which encoding a text file is in, found out from its bytes alone.
//!
//! Files of this trade are in Dutch, French, English and German. What sets the
//! encodings of one byte apart is which of them turns the bytes above 127 into
//! letters that stand where such letters stand in those languages.

use edutracker_protocol::{ClientError, ErrorCode};
use encoding_rs::Encoding;

/// Names that a person may choose, in the order offered.
pub const ENCODINGS: &[&str] = &[
    "utf-8",
    "utf-8-sig",
    "utf-16le",
    "utf-16be",
    "windows-1252",
    "iso-8859-15",
    "macintosh",
    "cp850",
];

/// The encodings of one byte; where two fit alike, the earlier one is taken.
const SINGLE: &[&str] = &["windows-1252", "iso-8859-15", "macintosh", "cp850"];

/// How many bytes are looked at to choose between encodings of one byte.
const SAMPLE: usize = 400_000;

/// Decodes a text, in the encoding given or the one it seems to be in.
///
/// # Errors
/// When it is damaged text, or no text at all.
pub(super) fn decode(
    bytes: &[u8],
    chosen: Option<&str>,
) -> Result<(String, &'static str), ClientError> {
    let name = match chosen {
        Some(chosen) => known(chosen)?,
        None => detect(bytes)?,
    };
    let text = decode_as(bytes, name)?;
    if text.contains('\0') {
        return Err(ClientError::new(ErrorCode::FileNotASpreadsheet).with("found", "binary"));
    }
    Ok((text, name))
}

fn known(chosen: &str) -> Result<&'static str, ClientError> {
    let lower = chosen.to_lowercase();
    let plain = match lower.as_str() {
        "utf8" => "utf-8",
        "utf8-bom" | "utf-8-bom" => "utf-8-sig",
        "utf-16" | "utf16" => "utf-16le",
        "cp1252" | "latin1" | "iso-8859-1" | "ansi" => "windows-1252",
        "latin9" => "iso-8859-15",
        "mac-roman" | "macroman" | "mac_roman" => "macintosh",
        "ibm850" | "cp858" => "cp850",
        other => other,
    };
    ENCODINGS
        .iter()
        .find(|name| **name == plain)
        .copied()
        .ok_or_else(|| {
            ClientError::new(ErrorCode::InvalidValue)
                .with("field", "encoding")
                .with("value", chosen)
        })
}

fn broken(name: &str) -> ClientError {
    ClientError::new(ErrorCode::FileBrokenText).with("encoding", name.to_uppercase())
}

fn decode_as(bytes: &[u8], name: &'static str) -> Result<String, ClientError> {
    match name {
        "utf-8" | "utf-8-sig" => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            std::str::from_utf8(bytes)
                .map(str::to_owned)
                .map_err(|_| broken(name))
        }
        "cp850" => Ok(oem_cp::decode_string_complete_table(
            bytes,
            &oem_cp::code_table::DECODING_TABLE_CP850,
        )),
        _ => {
            let encoding =
                Encoding::for_label(name.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252);
            let (text, _, damaged) = encoding.decode(bytes);
            // The few bytes without a letter in an encoding of one byte become U+FFFD: shown, not refused.
            if damaged && name.starts_with("utf-16") {
                return Err(broken(name));
            }
            Ok(text.trim_start_matches('\u{feff}').to_owned())
        }
    }
}

fn detect(bytes: &[u8]) -> Result<&'static str, ClientError> {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        return Ok("utf-8-sig");
    }
    if bytes.starts_with(b"\xff\xfe") {
        return Ok("utf-16le");
    }
    if bytes.starts_with(b"\xfe\xff") {
        return Ok("utf-16be");
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    // Western text in UTF-16 has a zero beside nearly every letter.
    let zeros = |odd: usize| {
        sample
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let pairs = sample.len() / 2;
    if pairs > 1 && zeros(1) * 10 > pairs * 6 {
        return Ok("utf-16le");
    }
    if pairs > 1 && zeros(0) * 10 > pairs * 6 {
        return Ok("utf-16be");
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok("utf-8");
    }
    if mostly_utf8(bytes) {
        return Err(broken("utf-8"));
    }
    let mut best = ("windows-1252", i64::MIN);
    for name in SINGLE {
        let score = plausible(&decode_as(sample, name)?);
        if score > best.1 {
            best = (name, score);
        }
    }
    Ok(best.0)
}

/// Whether most of what is not ASCII is valid UTF-8: then it is damaged UTF-8,
/// and reading it as anything else would turn every accent into two letters.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let mut good = 0_usize;
    let mut bad = 0_usize;
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    good > bad
}

/// Letters of Dutch, French, English and German beyond ASCII.
const LETTERS: &str = "àâäáçéèêëîïíñóôöòùûüúœæßÿ";
/// Signs that stand in such texts.
const SIGNS: &str = "’‘“”„«»–—…€°·•§²³©®™×½ºª";

/// How well a text reads: letters and signs in their places count for it,
/// anything else above ASCII against it.
fn plausible(text: &str) -> i64 {
    let mut score = 0;
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_ascii() {
            let after = chars.peek().copied().unwrap_or(' ');
            let lower = c.to_lowercase().next().unwrap_or(c);
            let beside = before.is_alphabetic() || after.is_alphabetic();
            score += if LETTERS.contains(c) && (beside || c == 'à') {
                if before.is_lowercase() || after.is_lowercase() || before.is_uppercase() {
                    3
                } else {
                    1
                }
            } else if c != lower && LETTERS.contains(lower) {
                // A capital stands at the start of a word or between capitals.
                if before.is_lowercase() || (before.is_alphabetic() && after.is_lowercase()) {
                    -3
                } else {
                    2
                }
            } else if c == '\u{a0}' {
                0
            } else if SIGNS.contains(c) {
                // A sign in the middle of a word is a letter misread, but for the apostrophe and the point.
                let within = before.is_alphabetic() && after.is_alphabetic();
                if within && !"’·".contains(c) {
                    -2
                } else {
                    1
                }
            } else if c.is_control() || c == '\u{fffd}' {
                -6
            } else {
                -3
            };
        }
        before = c;
    }
    score
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Formation;Remarque\nÉlectromécanique à Liège;« Développement » – œuvre d’été\nElektriciën;coördinatie, 5 €\nGemäß Prüfung;déjà vu, garçon\n";

    #[test]
    fn each_encoding_is_told_from_the_others() {
        for name in ENCODINGS {
            let bytes: Vec<u8> = match *name {
                "utf-8" => TEXT.into(),
                "utf-8-sig" => format!("\u{feff}{TEXT}").into(),
                "utf-16le" => TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                "utf-16be" => TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect(),
                "cp850" => {
                    oem_cp::encode_string_lossy(TEXT, &oem_cp::code_table::ENCODING_TABLE_CP850)
                }
                other => Encoding::for_label(other.as_bytes())
                    .unwrap()
                    .encode(TEXT)
                    .0
                    .into_owned(),
            };
            assert_eq!(decode(&bytes, None).unwrap().1, *name);
        }
    }

    #[test]
    fn damaged_text_is_refused_and_not_misread() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.extend_from_slice(b"\xe9\xff");
        assert_eq!(
            decode(&bytes, None).unwrap_err().code,
            ErrorCode::FileBrokenText
        );
        assert_eq!(
            decode(b"a;b\n\0\0\0;c", None).unwrap_err().code,
            ErrorCode::FileNotASpreadsheet
        );
    }
}

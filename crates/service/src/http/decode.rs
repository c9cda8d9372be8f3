//! Request bodies as they were before compression, never more than the service
//! takes: a small body can pretend to be a huge one.

use crate::refusal::{Answer, Refusal};
use axum::body::Bytes;
use edutracker_protocol::ProblemType;
use std::io::Read;

/// How a body came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// As it is.
    Identity,
    /// RFC 1952.
    Gzip,
    /// RFC 8878.
    Zstd,
}

/// The codings the service reads, for `Accept-Encoding` of a refusal.
pub const CODINGS: &str = "zstd, gzip";
/// How many times its size a body may grow to.
const RATIO: usize = 100;
/// Bytes up to which growth does not matter: a few edits that are much alike
/// are no attack.
const HARMLESS: usize = 64 * 1_024;
/// Window of zstd, as a power of two: 8 MiB (RFC 9659).
const WINDOW: u32 = 23;

impl Coding {
    /// Of `Content-Encoding`; `None` for one that the service does not read.
    #[must_use]
    pub fn of(header: Option<&str>) -> Option<Self> {
        match header
            .map(|text| text.trim().to_ascii_lowercase())
            .as_deref()
        {
            None | Some("" | "identity") => Some(Coding::Identity),
            Some("gzip" | "x-gzip") => Some(Coding::Gzip),
            Some("zstd") => Some(Coding::Zstd),
            Some(_) => None,
        }
    }
}

/// The body before compression, of `limit` bytes at most.
pub fn decoded(bytes: Bytes, coding: Coding, limit: usize) -> Answer<Bytes> {
    let unreadable = |_| Refusal::malformed("");
    let reader: Box<dyn Read> = match coding {
        Coding::Identity => return Ok(bytes),
        Coding::Gzip => Box::new(flate2::read::MultiGzDecoder::new(&*bytes)),
        Coding::Zstd => {
            let mut reader =
                zstd::stream::read::Decoder::with_buffer(&*bytes).map_err(unreadable)?;
            reader.window_log_max(WINDOW).map_err(unreadable)?;
            Box::new(reader)
        }
    };
    let most = limit.min(bytes.len().saturating_mul(RATIO).max(HARMLESS));
    let mut body = Vec::new();
    // One byte more than allowed tells that there is more.
    let allowed = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    reader
        .take(allowed)
        .read_to_end(&mut body)
        .map_err(unreadable)?;
    if body.len() > most {
        return Err(Refusal::new(ProblemType::TooLarge).with("limit", most));
    }
    Ok(body.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    const LIMIT: usize = 4 << 20;

    fn packed(body: &[u8], coding: Coding) -> Bytes {
        match coding {
            Coding::Identity => body.to_vec(),
            Coding::Gzip => {
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), Default::default());
                encoder.write_all(body).unwrap();
                encoder.finish().unwrap()
            }
            Coding::Zstd => zstd::encode_all(body, 3).unwrap(),
        }
        .into()
    }

    #[test]
    fn bodies_come_back_and_bombs_do_not_go_off() {
        let body: Vec<u8> = (0..200_000_u32).flat_map(|n| n.to_be_bytes()).collect();
        for coding in [Coding::Identity, Coding::Gzip, Coding::Zstd] {
            assert_eq!(
                decoded(packed(&body, coding), coding, LIMIT).unwrap(),
                body,
                "{coding:?}"
            );
        }
        for coding in [Coding::Gzip, Coding::Zstd] {
            // Within the ratio, but more than the limit.
            let refused = decoded(packed(&body, coding), coding, 1_000).unwrap_err();
            assert_eq!(refused.problem.members["limit"], 1_000);
            // Within the limit, but out of nothing.
            let bomb = packed(&vec![b' '; 2 << 20], coding);
            let most = (bomb.len() * RATIO).max(HARMLESS);
            assert!(most < 2 << 20, "{coding:?}: {}", bomb.len());
            let refused = decoded(bomb, coding, LIMIT).unwrap_err();
            assert_eq!(refused.problem.kind, ProblemType::TooLarge);
            assert_eq!(refused.problem.members["limit"], most);
            // Much alike, but small.
            let alike = vec![b'x'; HARMLESS];
            assert_eq!(
                decoded(packed(&alike, coding), coding, LIMIT).unwrap(),
                alike
            );
            // Cut, and no such thing at all.
            let whole = packed(&body, coding);
            for broken in [whole.slice(..whole.len() / 2), Bytes::from_static(b"{}")] {
                let refused = decoded(broken, coding, LIMIT).unwrap_err();
                assert_eq!(refused.problem.kind, ProblemType::Malformed);
            }
        }
        assert_eq!(Coding::of(Some("br")), None);
        assert_eq!(Coding::of(Some(" GZIP ")), Some(Coding::Gzip));
    }
}

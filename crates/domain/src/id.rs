//! Identifiers: records, and revisions of records.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// A record's identity: a UUIDv7 made by the client that created the record,
/// so that sending a creation twice cannot make two records.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecordId(Uuid);

impl RecordId {
    /// A new id, later in order than all earlier ones of this process.
    #[must_use]
    pub fn new() -> Self {
        Self(Uuid::now_v7())
    }

    /// The same id for the same parts, for data that must come out alike in
    /// every run. `millis` becomes the time part of the UUIDv7.
    #[must_use]
    pub fn derived(millis: u64, digest: [u8; 10]) -> Self {
        Self(uuid::Builder::from_unix_timestamp_millis(millis, &digest).into_uuid())
    }

    /// The id as 16 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// The id from 16 bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes))
    }
}

impl Default for RecordId {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not an id or a revision.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {0}")]
pub struct ParseError(pub &'static str);

impl FromStr for RecordId {
    type Err = ParseError;
    fn from_str(text: &str) -> Result<Self, ParseError> {
        Uuid::parse_str(text)
            .map(Self)
            .map_err(|_| ParseError("id"))
    }
}

/// The revision of a record: the incarnation of the service's database and
/// the number of the transaction that last changed the record. Travels as
/// the string `"<epoch>.<seq>"`, which is also the ETag.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rev {
    /// Which incarnation of the database counted; rotates on restore.
    pub epoch: u32,
    /// The service-wide transaction number.
    pub seq: u64,
}

impl Rev {
    /// The revision `seq` of `epoch`.
    #[must_use]
    pub fn new(epoch: u32, seq: u64) -> Self {
        Self { epoch, seq }
    }
}

impl fmt::Display for Rev {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}.{}", self.epoch, self.seq)
    }
}

impl fmt::Debug for Rev {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Rev {
    type Err = ParseError;
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let (epoch, seq) = text.split_once('.').ok_or(ParseError("revision"))?;
        Ok(Self {
            epoch: u32::from_str_radix(epoch, 16).map_err(|_| ParseError("revision"))?,
            seq: seq.parse().map_err(|_| ParseError("revision"))?,
        })
    }
}

impl Serialize for Rev {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rev {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn revisions_survive_the_wire() {
        let rev = Rev::new(0xa1, 207);
        assert_eq!(rev.to_string(), "000000a1.207");
        assert_eq!("000000a1.207".parse(), Ok(rev));
        assert_eq!("a1.207".parse(), Ok(rev));
        assert!("207".parse::<Rev>().is_err());
    }
}

//! The rules of EduTracker, without input or output, without a clock of its own.
//!
//! Client, service, command line and import share this crate, so that an edit
//! accepted offline is accepted by the service for the same reasons:
//!
//! * [`record`] and [`field`]: the record types and the table of their fields;
//! * [`codes`]: the closed lists (levels, domains, provinces, …) with their texts;
//! * [`validate`]: every field rule, answered as codes and pointers, never as text;
//! * [`merge`]: merge patches and the three-way merge per field group;
//! * [`day`]: the day in Belgium, by which dated rules go;
//! * [`postal`]: the province that a postal code lies in;
//! * [`reference`]: the organisations and campuses that are publicly known;
//! * [`rights`] and [`capability`]: who may do what, as data;
//! * [`gate`]: when institutions may search among the offers of companies;
//! * [`review`]: Agoria's verdicts and the criteria behind them.

pub mod capability;
pub mod card;
pub mod codes;
pub mod criteria;
pub mod day;
pub mod field;
pub mod gate;
pub mod id;
pub mod limits;
pub mod merge;
pub mod name;
pub mod postal;
pub mod record;
pub mod reference;
pub mod review;
pub mod rights;
pub mod spelling;
pub mod text;
pub mod validate;

pub use day::day;
pub use field::{Field, Shape};
pub use id::{RecordId, Rev};
pub use limits::Limits;
pub use record::{Language, OfferStatus, Record, RecordType, Subject};
pub use validate::{Finding, FindingCode, Lookup, Severity};

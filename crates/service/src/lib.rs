//! The EduTracker reference service: accounts, change feed, pushes.
//!
//! * [`Service::open`] opens a database and [`router`] serves it;
//! * [`storage`] is where the data is, behind a trait;
//! * [`push`] is the only way to write records, [`feed`] the way to read them all;
//! * [`auth`] signs people in, [`account`] says what they may see;
//! * [`demo`] fills an empty database.

pub mod account;
pub mod accounts;
pub mod auth;
pub mod claims;
pub mod cli;
pub mod clock;
pub mod demo;
pub mod events;
pub mod feed;
pub mod housekeeping;
mod http;
pub mod limits;
mod log;
pub mod mail;
mod making;
pub mod push;
pub mod refusal;
pub mod requests;
pub mod rights;
pub mod service;
pub mod settings;
pub mod storage;

pub use self::http::{document, paths, router};
pub use clock::{Clock, ManualClock, SystemClock};
pub use service::{Database, OpenError, Options, Service};
pub use settings::Settings;

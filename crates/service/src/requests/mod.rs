//! Requests for an account: taken from anybody, decided by the account desk
//! (ET-16, ET-21…ET-30).

mod country;
mod decide;
mod known;
mod list;
mod take;

pub use country::{HOME, countries, is_country};
pub use known::Exists;

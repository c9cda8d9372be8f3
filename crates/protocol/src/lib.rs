//! The shapes that cross a border.
//!
//! * [`wire`]: HTTP between client and service;
//! * [`problem`]: its errors, RFC 9457;
//! * [`command`]: what the window and the command line ask of the client, with
//!   the one list of commands;
//! * [`error`]: the client's error codes;
//! * [`typescript`]: the same shapes for the window's code.

pub mod command;
pub mod error;
pub mod problem;
pub mod typescript;
pub mod wire;

pub use error::{ClientError, ErrorCode};
pub use problem::{Problem, ProblemType};

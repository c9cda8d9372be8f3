//! Sign-in: passwords, tokens, sessions (contract §4).

pub mod password;
pub mod session;
pub mod token;

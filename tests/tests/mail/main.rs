//! The service's mail, against a mail server that is real.

mod delivery;
mod links;
mod tls;

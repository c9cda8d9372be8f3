//! The sync engine.
//!
//! * [`transport`]: how a request reaches a service: a trait, so that tests run
//!   the real service in process; [`http`]: the same over the network;
//! * [`session`]: tokens, refreshed by one request at a time;
//! * [`plan`]: what to do next, a pure function of what the cache holds;
//! * [`pushes`]: what was sent, and taking it back;
//! * [`engine`]: pull, push, acknowledge; [`feed`]: the feed's lines.
//!
//! No transaction is held while waiting for the network, and nothing but
//! back-off and display reads a clock.

pub mod engine;
pub mod feed;
pub mod http;
pub mod plan;
pub mod pushes;
pub mod session;
pub mod transport;

pub use engine::{Engine, PullOutcome, PushOutcome, PushRequest};
pub use http::HttpTransport;
pub use session::Session;
pub use transport::{NetError, Request, Response, SyncError, Transport};

//! The sync engine.
//!
//! * [`transport`]: how a request reaches a service: a trait, so that tests run
//!   the real service in process; [`http`]: the same over the network;
//! * [`session`]: tokens, refreshed by one request at a time;
//! * [`plan`]: what to do next, a pure function of what the cache holds;
//! * [`engine`]: carries it out; [`feed`]: the feed's lines; [`push`]: what
//!   goes, [`settle`]: until it has its answer; [`recovery`]: seeing that the
//!   cache is right, and what a restored service lost; [`pushes`]: what was sent,
//!   and taking it back; `stop`: ending a push early;
//! * [`events`]: hints that something is new; [`claims`]: who looks at what;
//!   [`requests`]: those for an account; [`notices`]: mails about decisions;
//!   [`clock`]: the time of day.
//!
//! No transaction is held while waiting for the network, and nothing but
//! back-off and display reads a clock.

pub mod claims;
pub mod clock;
pub mod engine;
pub mod events;
pub mod feed;
pub mod http;
pub mod notices;
pub mod plan;
pub mod push;
pub mod pushes;
pub mod recovery;
pub mod requests;
pub mod session;
pub mod settle;
mod stop;
pub mod transport;

pub use engine::{Engine, PullOutcome};
pub use http::HttpTransport;
pub use push::{PushOutcome, PushRequest};
pub use recovery::Checked;
pub use session::Session;
pub use transport::{NetError, Request, Response, SyncError, Transport};

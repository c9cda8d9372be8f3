//! Mail: an outbox that decisions write into with their own transaction, and a
//! sender that empties it (ET-8). A notice is sent once or, where nobody can
//! know, said to be uncertain; never twice.

mod decided;
mod letter;
mod links;
mod list;
mod outbox;
mod password;
mod sender;
mod smtp;

pub use decided::Told;
pub use links::{Objected, Objection};
pub use outbox::Fate;
pub use password::Renewal;
pub use sender::{Round, Sender};
pub use smtp::{Server, ServerError};

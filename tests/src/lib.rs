//! End to end tests: what they share.
//!
//! * [`api`]: plain questions to a running service;
//! * [`front`]: something that answers in the service's place;
//! * [`generated`]: records and patches made up by proptest;
//! * [`post`]: a mail server that does as it is told;
//! * [`programs`]: the real service and the real command line;
//! * [`proxy`]: a network that misbehaves;
//! * [`reviewing`]: the reviewers' desk of the window;
//! * [`disk`]: a disk that can be full;
//! * [`sound`]: whether a cache is whole;
//! * [`strike`]: blows at a chosen system call;
//! * [`telling`]: who is told of a removal;
//! * [`hostile`]: bytes and texts that nobody sends by mistake;
//! * [`keys`]: controls of the window, by keys alone;
//! * [`machine`]: a screen, a session bus, a keyring and a WebDriver, as a desk has them;
//! * [`sim`]: the same, small, deterministic, with deaths: the simulation;
//! * [`world`]: clients and the real service in one process, with faults between them;
//! * [`window`]: the window, driven as a person would.

pub mod api;
pub mod deciding;
#[cfg(target_os = "linux")]
pub mod disk;
pub mod forms;
pub mod front;
pub mod generated;
pub mod hostile;
pub mod importing;
pub mod journey;
pub mod keys;
pub mod machine;
pub mod post;
pub mod programs;
pub mod proxy;
pub mod reviewing;
pub mod sim;
pub mod sound;
#[cfg(target_os = "linux")]
pub mod spoken;
pub mod strike;
pub mod telling;
pub mod window;
pub mod world;

/// What went wrong, for the person who reads the test's output.
pub type Result<T = ()> = std::result::Result<T, String>;

/// The root of the workspace.
#[must_use]
pub fn root() -> std::path::PathBuf {
    xtask::root()
}

/// Whether this is the thorough run: every point, every case.
#[must_use]
pub fn is_thorough() -> bool {
    std::env::var_os("EDUTRACKER_FULL").is_some()
}

//! The commands of the project: `cargo xtask run | test | check | types | bench | package`.
//!
//! * [`setup`]: installs what is missing, so that a fresh clone needs Rust and Node only;
//! * [`process`]: children in groups that end with us, also used by the window tests;
//! * [`lanes`]: test binaries side by side;
//! * [`stages`]: stages with a result, a duration and test counts;
//! * [`commands`]: what each command does.
#![allow(clippy::print_stdout, reason = "a tool for the terminal")]

pub mod commands;
pub mod counts;
pub mod interface;
pub mod lanes;
pub mod lints;
pub mod mutants;
pub mod process;
pub mod run;
pub mod setup;
pub mod stages;
pub mod test;

use std::path::{Path, PathBuf};

/// What went wrong, as a sentence for the terminal.
pub type Result<T = ()> = std::result::Result<T, String>;

/// The root of the workspace.
#[must_use]
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Where Cargo puts what it builds.
#[must_use]
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |path| root().join(path))
}

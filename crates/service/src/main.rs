//! The service's program: reads its command line and hands over.

use clap::Parser;
use edutracker_service::cli::{Cli, run};
use std::process::ExitCode;

/// Records are many small texts: the system's allocator took a quarter of a push.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("edutracker-service: {error}");
            ExitCode::FAILURE
        }
    }
}

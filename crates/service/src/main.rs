//! The service's program: reads its command line and hands over.

use clap::Parser;
use edutracker_service::cli::{Cli, run};
use std::process::ExitCode;

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("edutracker-service: {error}");
            ExitCode::FAILURE
        }
    }
}

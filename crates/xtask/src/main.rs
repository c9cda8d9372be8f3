//! `cargo xtask COMMAND`.

use std::process::ExitCode;
use xtask::{commands, mutants, process, run, test};

const HELP: &str = "\
cargo xtask COMMAND

  run              builds everything, starts the service on demo data and opens the window
  test [--full]    every test; --full: on release binaries, every screen in every language and theme
  check            format, lints, types of the window, freshness of generated files
  types            writes ui/src/generated/protocol.ts and docs/cli.md
  bench NAME [--size N] [--json]
                   measures, beside the floor that the same work costs in bare SQL
  mutants [NAME]   breaks one rule of sync after the other: the simulation must notice;
                   without NAME the table in docs/proof.md is written
  interface        asks the built service all that its description allows, as each kind of
                   account; part of test --full
  train [--check]  makes the model of the classifier and prints its figures; --check: is it
                   what the data gives
  package          makes the .deb and .rpm packages
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    process::end_with_us();
    let result = match args.as_slice() {
        ["run"] => run::run(),
        ["test"] => test::test(false),
        ["test", "--full"] => test::test(true),
        ["check"] => commands::check(),
        ["types"] => commands::types(),
        ["bench", rest @ ..] => commands::bench(rest),
        ["mutants"] => mutants::mutants(""),
        ["mutants", name] => mutants::mutants(name),
        ["interface"] => commands::interface(),
        ["train"] => commands::train(&[]),
        ["train", "--check"] => commands::train(&["--check"]),
        ["package"] => commands::package(),
        [] | ["help" | "-h" | "--help"] => {
            eprint!("{HELP}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprint!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

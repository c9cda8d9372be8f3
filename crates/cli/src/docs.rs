//! `docs/cli.md`, made from the grammar itself.

use crate::arguments::Arguments;
use clap::{Command, CommandFactory as _};
use std::fmt::Write as _;

/// The text of the document.
pub(crate) fn markdown() -> String {
    let mut command = Arguments::command();
    command.build();
    let mut out = String::from(
        "# edutracker\n\nMade by `cargo xtask types` from the program; do not edit.\n\n",
    );
    describe(&mut out, &command);
    out.push_str("## Global options\n\n");
    options(&mut out, &command);
    subcommands(&mut out, &command, "edutracker");
    out.truncate(out.trim_end().len());
    out
}

fn describe(out: &mut String, command: &Command) {
    if let Some(about) = command.get_long_about().or(command.get_about()) {
        let _ = writeln!(out, "{about}\n");
    }
}

fn options(out: &mut String, command: &Command) {
    for argument in command
        .get_arguments()
        .filter(|a| !a.is_hide_set() && a.get_id() != "help" && a.get_id() != "version")
    {
        let name = match argument.get_long() {
            Some(long) => format!("--{long}"),
            None => argument.get_id().to_string().to_uppercase(),
        };
        let help = argument
            .get_help()
            .map(ToString::to_string)
            .unwrap_or_default();
        let _ = writeln!(out, "- `{name}`: {help}");
    }
    out.push('\n');
}

fn subcommands(out: &mut String, command: &Command, path: &str) {
    for child in command
        .get_subcommands()
        .filter(|c| !c.is_hide_set() && c.get_name() != "help")
    {
        let path = format!("{path} {}", child.get_name());
        let _ = writeln!(out, "## {path}\n");
        describe(out, child);
        let mut own = child.clone();
        own = own.mut_args(|argument| {
            if argument.is_global_set() {
                argument.hide(true)
            } else {
                argument
            }
        });
        options(out, &own);
        subcommands(out, child, &path);
    }
}

//! `cargo xtask test`: everything, ending in one plain line.

use crate::{
    Result,
    counts::Counts,
    interface, lanes, lints,
    process::command,
    root, setup,
    stages::{Stages, counted, plain},
    target,
};
use std::{collections::BTreeSet, fs, path::Path, process::Command};

/// The tests that drive the real window; they run alone, at the end.
const WINDOW: &str = "window";
/// How many test binaries at once: one that breaks networks mostly waits.
const LANES: usize = 3;
/// How many that drive windows at once: more would wait for each other's screens.
const WINDOW_LANES: usize = 2;
/// Tells the tests that nothing they need may be missing.
const ALL_IS_HERE: &str = "EDUTRACKER_WINDOW_TESTS";

/// The test that plays scripts against a clock; it has a stage of its own.
const SIMULATION: &str = "simulation";
/// Seconds that it plays, and with `--full`.
const PLAYED: (u32, u32) = (180, 3_600);

/// Runs every test. `full`: on release binaries where they allow it, and every
/// screen in every language and theme.
///
/// # Errors
/// When a stage fails.
pub fn test(full: bool) -> Result {
    let profile = if full { "release" } else { "debug" };
    let bin = target().join(profile);
    let mut stages = Stages::default();
    stages.stage("devices before", || {
        lints::devices_are_whole().map(|()| Counts::default())
    });
    let ready = stages.stage("set-up", || setup::test(full).map(|()| Counts::default()));
    let built_ui = ready && stages.stage("build ui", || plain(&mut setup::npm(&["run", "build"])));
    if ready {
        stages.stage("ui check", || plain(&mut setup::npm(&["run", "check"])));
        stages.stage("ui tests", || counted(&mut setup::npm(&["test"])));
    }
    // Tests and binaries in one go, so that dependencies are built once, with one set of features.
    let built = built_ui
        && stages.stage("build", || {
            plain(cargo("build", full).args(["--bins", "--tests"]))
        });
    if built {
        stages.stage("tests", || {
            lanes::run(&mut tests(full)?, LANES, |command| {
                with_programs(command, &bin, full);
            })
        });
        // It works on one core, by its own clock; the window mostly waits for the screen.
        let played = std::thread::spawn(move || counted(&mut simulation(full)));
        if full {
            stages.stage_if_it_can("interface", || interface::check(&bin));
        }
        stages.stage("packaging", || lints::packaging(&bin));
        // Release binaries refuse to be driven; the window is always a debug build's.
        let drivable = !full
            || stages.stage("build for the window", || {
                plain(cargo("build", false).args(["--bins", "--tests"]))
            });
        if drivable {
            let debug = target().join("debug");
            stages.stage("window", || {
                lanes::run(&mut windows(), WINDOW_LANES, |command| {
                    command.env(ALL_IS_HERE, "1");
                    // A page that lives for a minute is over before its scripts
                    // are worth the processor that making them faster takes.
                    command.env("JSC_useDFGJIT", "0");
                    with_programs(command, &debug, full);
                })
            });
        } else {
            stages.leave_out("window");
        }
        stages.stage("simulation", || {
            let ended = played.join();
            ended.unwrap_or_else(|_| Err("the simulation was not watched to its end".to_owned()))
        });
    } else {
        for name in ["tests", "simulation", "packaging", "window"] {
            stages.leave_out(name);
        }
    }
    stages.stage("devices after", || {
        lints::devices_are_whole().map(|()| Counts::default())
    });
    stages.close()
}

/// Cargo on the whole workspace: one selection of packages gives one set of features.
pub(crate) fn cargo(what: &str, release: bool) -> Command {
    let mut cargo = command("cargo", &[what, "--workspace"]);
    if release {
        cargo.arg("--release");
    }
    cargo.env("CARGO_TERM_COLOR", "never");
    cargo
}

/// The simulation, seed after seed until its time is over.
fn simulation(full: bool) -> Command {
    let mut cargo = cargo("test", full);
    cargo.args(["--test", SIMULATION, "--", "--nocapture"]);
    let seconds = if full { PLAYED.1 } else { PLAYED.0 };
    if std::env::var_os("EDUTRACKER_SIM_SECONDS").is_none() {
        cargo.env("EDUTRACKER_SIM_SECONDS", seconds.to_string());
    }
    cargo
}

/// Every test but those of the window and the simulation.
fn tests(release: bool) -> Result<Command> {
    let mut cargo = cargo("test", release);
    cargo.args(["--lib", "--bins"]);
    for name in integration_tests()? {
        cargo.args(["--test", &name]);
    }
    Ok(cargo)
}

/// The names of the test binaries of all packages, but the window's.
fn integration_tests() -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    let crates = fs::read_dir(root().join("crates")).map_err(|error| error.to_string())?;
    let packages = crates.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    for package in packages.chain([root().join("tests")]) {
        let Ok(files) = fs::read_dir(package.join("tests")) else {
            continue;
        };
        for path in files.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
            let is_test = path.extension().is_some_and(|extension| extension == "rs")
                || path.join("main.rs").is_file();
            if is_test
                && let Some(name) = path.file_stem().and_then(|stem| stem.to_str())
                && name != WINDOW
                && name != SIMULATION
            {
                names.insert(name.to_owned());
            }
        }
    }
    Ok(names)
}

/// All tests of the window.
fn windows() -> Command {
    let mut cargo = cargo("test", false);
    cargo.args(["--test", WINDOW]);
    cargo
}

/// The tests of the window whose name contains `name`, one after the other.
pub(crate) fn window(name: &str) -> Command {
    let mut cargo = windows();
    cargo.args([
        "--no-fail-fast",
        "--",
        "--test-threads=1",
        "--nocapture",
        name,
    ]);
    cargo.env(ALL_IS_HERE, "1");
    cargo
}

/// Tells the tests where the programs are, and how thorough to be.
pub(crate) fn with_programs<'a>(
    command: &'a mut Command,
    bin: &Path,
    full: bool,
) -> &'a mut Command {
    command.env("EDUTRACKER_BIN_DIR", bin);
    if full {
        command.env("EDUTRACKER_FULL", "1");
    }
    command
}

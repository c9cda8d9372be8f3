//! The shorter commands.

use crate::{
    Result, interface,
    process::{command, output, run},
    root, setup, test,
};
use std::fs;

/// What `edutracker docs` prints, committed for reading.
const CLI_DOCS: &str = "docs/cli.md";

/// Format, lints, types, and whether generated files are fresh.
///
/// # Errors
/// When one of them is not as it should be.
pub fn check() -> Result {
    setup::build()?;
    run(&mut command("cargo", &["fmt", "--all", "--check"]))?;
    run(&mut setup::npm(&["run", "check"]))?;
    if !root().join("ui/dist/index.html").is_file() {
        // The window's package embeds the built pages.
        run(&mut setup::npm(&["run", "build"]))?;
    }
    run(test::cargo("clippy", false).args(["--all-targets", "--", "-D", "warnings"]))?;
    run(&mut fresh_types())?;
    if fs::read_to_string(root().join(CLI_DOCS)).unwrap_or_default() != cli_docs()? {
        return Err(format!("{CLI_DOCS} is stale: run `cargo xtask types`"));
    }
    Ok(())
}

/// Writes `ui/src/generated/protocol.ts` and `docs/cli.md`.
///
/// # Errors
/// When they cannot be made.
pub fn types() -> Result {
    run(fresh_types().env("EDUTRACKER_UPDATE_TYPES", "1"))?;
    let path = root().join(CLI_DOCS);
    fs::write(&path, cli_docs()?).map_err(|error| format!("{}: {error}", path.display()))
}

/// The test that compares the committed types, or writes them.
fn fresh_types() -> std::process::Command {
    command(
        "cargo",
        &[
            "test",
            "--quiet",
            "--package",
            "edutracker-protocol",
            "--lib",
            "typescript",
        ],
    )
}

fn cli_docs() -> Result<String> {
    let args = [
        "run",
        "--quiet",
        "--package",
        "edutracker-cli",
        "--",
        "docs",
    ];
    output(&mut command("cargo", &args))
}

/// Measures; the benches stand in `tests/src/bin/bench`.
///
/// # Errors
/// When it fails.
pub fn bench(args: &[&str]) -> Result {
    setup::build()?;
    // Only the figures may stand on stdout: they are read by programs.
    let quietly = |what: &[&str]| {
        let mut build = command("cargo", &["build", "--quiet"]);
        let built = crate::process::Group::spawn(build.args(what))?.wait()?;
        if built.success() {
            Ok(())
        } else {
            Err(format!("{} was not built: {built}", what.join(" ")))
        }
    };
    quietly(&["--release", "--package", "edutracker-service"])?;
    if args.first() == Some(&"grid") {
        output(&mut setup::npm(&["run", "build"]))?;
        quietly(&["--profile", "driven", "--package", "edutracker-desk"])?;
    }
    let mut all = vec![
        "run",
        "--quiet",
        "--release",
        "--package",
        "edutracker-tests",
        "--bin",
        "bench",
        "--",
    ];
    all.extend(args);
    let mut bench = command("cargo", &all);
    let status = crate::process::Group::spawn(&mut bench)?.wait()?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("the bench failed: {status}"))
    }
}

/// Makes the model of the classifier, or says whether it is what the data gives.
///
/// # Errors
/// When the model is stale, or cannot be made.
pub fn train(args: &[&str]) -> Result {
    let mut all = vec![
        "run",
        "--quiet",
        "--release",
        "--package",
        "edutracker-classify",
        "--bin",
        "train",
        "--",
    ];
    all.extend(args);
    run(&mut command("cargo", &all))
}

/// The program that makes the packages, pinned.
const TAURI_CLI: &str = "@tauri-apps/cli@2.12.5";

/// Asks the service, as it is built for debugging, what its description allows.
///
/// # Errors
/// When an answer is not what the description says, or nothing can be asked.
pub fn interface() -> Result {
    run(&mut command(
        "cargo",
        &["build", "-p", "edutracker-service"],
    ))?;
    let counts = interface::check(&crate::target().join("debug"))?.ok_or("nothing was asked")?;
    println!("{} answers, {} wrong", counts.passed, counts.failed);
    if counts.failed == 0 {
        Ok(())
    } else {
        Err("some answers are not what the description says".to_owned())
    }
}

/// Makes the packages of this system.
///
/// # Errors
/// When the Tauri command line is missing or fails.
pub fn package() -> Result {
    setup::build()?;
    let folder = crate::target().join("tauri-cli");
    let tauri = folder.join("node_modules/.bin/tauri");
    if !tauri.exists() {
        // Apart from the pages' own packages: not every registry has its builds
        // for all systems, which `npm ci` insists on.
        let into = folder.display().to_string();
        run(&mut command(
            "npm",
            &[
                "install",
                "--no-audit",
                "--no-fund",
                "--prefix",
                &into,
                TAURI_CLI,
            ],
        ))?;
    }
    run(&mut setup::npm(&["run", "build"]))?;
    run(&mut command(
        &tauri.display().to_string(),
        // The workspace's default members have no window.
        &[
            "build",
            "--bundles",
            "deb,rpm",
            "--",
            "--package",
            "edutracker-desk",
        ],
    ))?;
    println!(
        "packages: {}",
        crate::target().join("release/bundle").display()
    );
    Ok(())
}

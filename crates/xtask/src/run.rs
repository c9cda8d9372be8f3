//! `cargo xtask run`: the service on demo data, and the window.

use crate::{
    Result,
    process::{self, Folder, Group, command, output},
    root, setup,
    stages::plain,
    target, test,
};
use serde_json::Value;
use std::{
    env,
    io::{BufRead, BufReader},
    path::Path,
    process::Stdio,
    thread,
};

/// Builds everything, starts the service and opens the window. Without a
/// display, plays the guided journey in a virtual one.
///
/// # Errors
/// When something cannot be built or started.
pub fn run() -> Result {
    let display = cfg!(not(target_os = "linux"))
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()));
    let bin = target().join("debug");
    if !display {
        println!("There is no display: the guided journey will be played in a virtual one.");
        setup::test(false)?;
        build(&["--bins", "--tests"])?;
        process::run(test::with_programs(
            &mut test::window("journey"),
            &bin,
            false,
        ))?;
        println!("screenshots: {}", root().join("artifacts").display());
        return Ok(());
    }
    setup::build()?;
    build(&["--bins"])?;
    open(&bin)
}

fn build(targets: &[&str]) -> Result {
    println!("building the window's pages and, unoptimised, the programs");
    plain(&mut setup::npm(&["run", "build"]))?;
    plain(test::cargo("build", false).args(targets)).map(|_| ())
}

/// Starts the service on a fresh database and the window on a fresh folder.
fn open(bin: &Path) -> Result {
    let folder = Folder::new("run")?;
    let service = bin.join("edutracker-service").display().to_string();
    let database = format!("sqlite:{}", folder.path().join("service.db").display());
    let args = [
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--database",
        &database,
        "--demo",
    ];
    let mut serving = Group::spawn(command(&service, &args).stdout(Stdio::piped()))?;
    let address = listening(&mut serving)?;
    println!("the service is at {address}; sign in with one of its demo accounts:");
    accounts(&output(&mut command(
        &service,
        &["demo-accounts", "--json"],
    ))?);
    let mut window = Group::spawn(
        command::<&str>(&bin.join("edutracker-desk").display().to_string(), &[])
            .env("EDUTRACKER_SERVICE", &address)
            .env("EDUTRACKER_DATA_DIR", folder.path().join("desk")),
    )?;
    let ended = window.wait()?;
    if ended.success() {
        Ok(())
    } else {
        Err(format!("the window ended: {ended}"))
    }
}

/// The address that the service prints first; what it says later is passed over.
fn listening(serving: &mut Group) -> Result<String> {
    let out = serving
        .child()
        .stdout
        .take()
        .ok_or("the service has no output")?;
    let mut lines = BufReader::new(out).lines();
    let first = lines
        .next()
        .and_then(std::result::Result::ok)
        .unwrap_or_default();
    let Some(address) = first.strip_prefix("listening on ") else {
        return Err("the service did not start; its message stands above".to_owned());
    };
    thread::spawn(move || lines.for_each(drop));
    Ok(address.trim().to_owned())
}

/// The demo accounts as a table of whatever the service tells about them.
fn accounts(json: &str) {
    let accounts: Vec<Value> = serde_json::from_str(json).unwrap_or_default();
    for account in accounts {
        let texts: Vec<String> = ["email", "password", "role", "organisation"]
            .iter()
            .filter_map(|name| account.get(name)?.as_str())
            .map(|text| format!("{text:<30}"))
            .collect();
        println!("  {}", texts.join(" ").trim_end());
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::PermissionsExt};

    fn script(folder: &Path, name: &str, text: &str) {
        let path = folder.join(name);
        fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn the_window_finds_the_service_and_nothing_is_left_behind() {
        let folder = Folder::new("test-run").unwrap();
        let at = folder.path().display();
        let service = format!(
            "case $1 in demo-accounts) echo '[{{\"email\":\"a@b.example\",\"password\":\"p\"}}]'; exit;; esac\n\
             echo $$ > {at}/pid; echo listening on http://127.0.0.1:1; sleep 600 & wait"
        );
        script(folder.path(), "edutracker-service", &service);
        script(
            folder.path(),
            "edutracker-desk",
            &format!("echo $EDUTRACKER_SERVICE $EDUTRACKER_DATA_DIR > {at}/told"),
        );
        open(folder.path()).unwrap();
        let told = fs::read_to_string(folder.path().join("told")).unwrap();
        let (address, data) = told.trim().split_once(' ').unwrap();
        assert_eq!(address, "http://127.0.0.1:1");
        assert!(
            !Path::new(data).parent().unwrap().exists(),
            "the folder is gone"
        );
        let id = fs::read_to_string(folder.path().join("pid")).unwrap();
        assert!(
            !Path::new("/proc").join(id.trim()).exists(),
            "the service is gone"
        );
    }

    #[test]
    fn a_service_that_does_not_start_is_told() {
        let folder = Folder::new("test-run").unwrap();
        script(folder.path(), "edutracker-service", "exit 1");
        assert!(open(folder.path()).unwrap_err().contains("did not start"));
    }
}

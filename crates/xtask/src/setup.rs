//! What the machine must have. On Debian and Ubuntu missing packages are
//! installed; elsewhere they are named.

use crate::{
    Result,
    process::{command, find, output, run, shown},
    root,
};
use std::{fs, path::Path, process::Command};

/// A system package, and how its presence shows where there is no dpkg.
struct Package {
    debian: &'static str,
    shows: Shows,
}

enum Shows {
    Library(&'static str),
    Program(&'static str),
}
use Shows::{Library, Program};

const fn package(debian: &'static str, shows: Shows) -> Package {
    Package { debian, shows }
}

/// What the build needs.
const BUILD: &[Package] = &[
    package("pkg-config", Program("pkg-config")),
    package("libssl-dev", Library("openssl")),
    package("libgtk-3-dev", Library("gtk+-3.0")),
    package("libwebkit2gtk-4.1-dev", Library("webkit2gtk-4.1")),
    package("librsvg2-dev", Library("librsvg-2.0")),
];

/// What the tests need beyond that.
const TEST: &[Package] = &[
    package("webkit2gtk-driver", Program("WebKitWebDriver")),
    package("xvfb", Program("Xvfb")),
    package("openbox", Program("openbox")),
    package("dbus", Program("dbus-run-session")),
    // What programs for the blind ask, and what asks as they do.
    package("at-spi2-core", Library("atspi-2")),
    package("systemd", Program("busctl")),
    package("gnome-keyring", Program("gnome-keyring-daemon")),
    package("binutils", Program("nm")),
    package("imagemagick", Program("import")),
    package("xclip", Program("xclip")),
    package("xdotool", Program("xdotool")),
    package("x11-xkb-utils", Program("setxkbmap")),
    package("procps", Program("pgrep")),
    package("strace", Program("strace")),
    package("faketime", Program("faketime")),
];

/// What the whole of the tests needs beyond that.
const FULL: &[Package] = &[package("libreoffice-calc-nogui", Program("soffice"))];

/// Node as `ui/package.json` asks for it.
const NODE: (u32, u32) = (20, 19);

/// Makes sure that everything can be built.
///
/// # Errors
/// When something is missing and cannot be installed.
pub fn build() -> Result {
    system(BUILD)?;
    node()
}

/// Makes sure that everything can be built and tested. `full`: by the whole of the tests.
///
/// # Errors
/// When something is missing and cannot be installed.
pub fn test(full: bool) -> Result {
    system(BUILD)?;
    system(TEST)?;
    if full {
        system(FULL)?;
    }
    node()
}

fn system(packages: &[Package]) -> Result {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let debian = find("apt-get").is_some() && find("dpkg-query").is_some();
    let missing: Vec<&str> = packages
        .iter()
        .filter(|package| {
            !if debian {
                is_installed(package.debian)
            } else {
                is_there(&package.shows)
            }
        })
        .map(|package| package.debian)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !debian {
        return Err(format!(
            "please install what your system calls: {}",
            missing.join(" ")
        ));
    }
    println!("installing {}", missing.join(" "));
    apt(&["update", "--quiet"])?;
    let mut args = vec!["install", "--yes", "--quiet", "--no-install-recommends"];
    args.extend(missing);
    apt(&args)
}

fn is_installed(package: &str) -> bool {
    let mut query = command(
        "dpkg-query",
        &["--show", "--showformat=${db:Status-Status}", package],
    );
    output(&mut query).is_ok_and(|status| status == "installed")
}

fn is_there(shows: &Shows) -> bool {
    match shows {
        Library(name) => output(&mut command("pkg-config", &["--exists", name])).is_ok(),
        Program(name) => find(name).is_some(),
    }
}

/// `apt-get`, through sudo unless we are root.
fn apt(args: &[&str]) -> Result {
    let is_root = output(&mut command("id", &["-u"])).is_ok_and(|id| id.trim() == "0");
    let frontend = "DEBIAN_FRONTEND=noninteractive";
    let mut line = if is_root {
        vec!["env"]
    } else {
        vec!["sudo", "env"]
    };
    line.extend([frontend, "apt-get"]);
    line.extend(args);
    let [program, args @ ..] = line.as_slice() else {
        return Ok(());
    };
    let mut apt = command(program, args);
    println!("$ {}", shown(&apt));
    // In our own process group: sudo may have to ask at the terminal.
    let status = apt
        .status()
        .map_err(|error| format!("{program}: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{}` failed: {status}", shown(&apt)))
    }
}

fn node() -> Result {
    let (major, minor) = NODE;
    let wanted = format!("Node {major}.{minor} or later is needed: https://nodejs.org");
    let version = output(&mut command("node", &["--version"])).map_err(|_| wanted.clone())?;
    let mut numbers = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .map_while(|part| part.parse::<u32>().ok());
    let found = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if found < NODE {
        return Err(format!("{wanted} (this is {})", version.trim()));
    }
    let ui = root().join("ui");
    // npm writes this file at the end of each installation.
    if is_newer(
        &ui.join("package-lock.json"),
        &ui.join("node_modules/.package-lock.json"),
    ) {
        run(npm(&["ci", "--no-audit", "--no-fund"]).current_dir(ui))?;
    }
    Ok(())
}

fn is_newer(file: &Path, than: &Path) -> bool {
    let changed = |path: &Path| fs::metadata(path).and_then(|meta| meta.modified()).ok();
    changed(file) > changed(than)
}

/// npm in `ui/`.
#[must_use]
pub fn npm(args: &[&str]) -> Command {
    let mut npm = command("npm", args);
    npm.current_dir(root().join("ui"));
    npm
}

//! What must hold of the built program and of what it may do.

use crate::{
    Result,
    counts::Counts,
    process::{command, output},
};
use std::path::Path;

/// The built window program exports no symbol of the libraries inside it:
/// WebKit, in the same process, would bind to our SQLite instead of the system's.
///
/// # Errors
/// When it exports some, or cannot be read.
pub fn exports_nothing(program: &Path) -> Result {
    let said = output(command("nm", &["-D", "--defined-only"]).arg(program))?;
    let exported: Vec<&str> = said
        .lines()
        .filter_map(|line| line.split_whitespace().nth(2))
        .filter(|name| {
            ["sqlite3_", "SSL_", "EVP_"]
                .iter()
                .any(|prefix| name.starts_with(prefix))
        })
        .collect();
    match exported.as_slice() {
        [] => Ok(()),
        [first, ..] => Err(format!(
            "{} exports {} symbols, {first} first",
            program.display(),
            exported.len()
        )),
    }
}

/// The lints as a stage.
///
/// # Errors
/// When the program cannot be read.
pub fn packaging(bin: &Path) -> Result<Counts> {
    if !cfg!(target_os = "linux") {
        println!("left out: for the linker of Linux only");
        return Ok(Counts::default());
    }
    exports_nothing(&bin.join("edutracker-desk"))?;
    println!("edutracker-desk exports no symbol of SQLite or OpenSSL");
    Ok(Counts {
        passed: 1,
        failed: 0,
    })
}

/// Tests run as root on build machines; a rename over a device destroys it.
///
/// # Errors
/// When `/dev/null` is no longer a device.
pub fn devices_are_whole() -> Result {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = std::fs::metadata("/dev/null").map_err(|error| format!("/dev/null: {error}"))?;
        if !kind.file_type().is_char_device() {
            return Err(
                "/dev/null is no longer a device: something was renamed over it".to_owned(),
            );
        }
    }
    Ok(())
}

//! A disk that can be full: a small file system in memory, where that is allowed.

use crate::Result;
use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A mounted disk, until it is dropped.
#[derive(Debug)]
pub struct Disk {
    path: PathBuf,
}

fn mount(args: &[&str], path: &Path) -> Result {
    let done = Command::new("mount")
        .args(args)
        .arg("tmpfs")
        .arg(path)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("mount: {error}"))?;
    if done.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&done.stderr).into_owned())
    }
}

impl Disk {
    /// Mounts one of so many mebibytes at `path`; `None`, with the reason
    /// printed, where that is not allowed.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn mount(path: &Path, mebibytes: u32) -> Result<Option<Self>> {
        fs::create_dir_all(path).map_err(|error| error.to_string())?;
        match mount(&["-t", "tmpfs", "-o", &format!("size={mebibytes}m")], path) {
            Ok(()) => Ok(Some(Self {
                path: path.to_owned(),
            })),
            Err(error) => {
                eprintln!(
                    "skipped: a small disk cannot be mounted here: {}",
                    error.trim()
                );
                Ok(None)
            }
        }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Another size.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn resize(&self, mebibytes: u32) -> Result {
        mount(&["-o", &format!("remount,size={mebibytes}m")], &self.path)
    }

    /// Fills it, but for so many bytes.
    ///
    /// # Errors
    /// When the file that fills it cannot be made.
    pub fn fill(&self, but: u64) -> Result {
        let told = |error: std::io::Error| error.to_string();
        let mut file = fs::File::options()
            .create(true)
            .append(true)
            .open(self.path.join("filler"))
            .map_err(told)?;
        let page = [0; 4096];
        while file.write_all(&page).is_ok() {}
        let length = file.metadata().map_err(told)?.len();
        file.set_len(length.saturating_sub(but)).map_err(told)
    }

    /// Frees what was filled.
    ///
    /// # Errors
    /// What the disk says.
    pub fn empty(&self) -> Result {
        fs::remove_file(self.path.join("filler")).map_err(|error| error.to_string())
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount")
            .arg(&self.path)
            .stdin(Stdio::null())
            .status();
    }
}

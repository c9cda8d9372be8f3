//! A client that goes on when its disk fails: `steadfast FOLDER` opens the cache
//! of the client in a folder and writes one number after the other into it. Of
//! each it tells, as a line of JSON, whether it was taken, what is read
//! afterwards, and the version of the cache. For `faults::disk`.

use edutracker_store::{keys::keyring::NoKeyring, meta, profile::Profile};
use edutracker_tests::{Result, programs::PASSPHRASE};
use serde_json::json;
use std::{io::Write as _, path::Path};

/// The numbers.
const NUMBERS: u32 = 6;

fn main() -> Result {
    let folder = std::env::args().nth(1).ok_or("which folder?")?;
    let told = |error: edutracker_store::Error| error.to_string();
    let profile = Profile::hold(&Path::new(&folder).join("profile")).map_err(told)?;
    let cache = profile.unlock(PASSPHRASE, None, &NoKeyring).map_err(told)?;
    let mut out = std::io::stdout();
    for number in 1..=NUMBERS {
        let written = cache.write(|tx| meta::set(tx, "number", &number.to_string()));
        let read = cache.read(|c| meta::get(c, "number"));
        let line = json!({
            "number": number,
            "taken": written.is_ok(),
            "read": read.is_ok(),
            "there": read.ok().flatten().and_then(|text| text.parse::<u32>().ok()),
            "version": cache.version(),
        });
        writeln!(out, "{line}").map_err(|error| error.to_string())?;
    }
    Ok(())
}

//! Whoever forgot the passphrase gives another one by the recovery code:
//! `another_passphrase FOLDER`, with the code in CODE and the passphrase in
//! PASSPHRASE. For `faults::kill_keys`.

use edutracker_store::{keys::keyring::NoKeyring, profile::Profile};
use edutracker_tests::Result;
use std::{env, io::Write as _, path::Path};

fn main() -> Result {
    let folder = env::args().nth(1).ok_or("which folder?")?;
    let given = |name: &str| env::var(name).map_err(|error| format!("{name}: {error}"));
    let (code, passphrase) = (given("CODE")?, given("PASSPHRASE")?);
    let told = |error: edutracker_store::Error| error.to_string();
    let profile = Profile::hold(&Path::new(&folder).join("profile")).map_err(told)?;
    let cache = profile
        .unlock(&code, Some(&passphrase), &NoKeyring)
        .map_err(told)?;
    writeln!(std::io::stdout(), "done").map_err(|error| error.to_string())?;
    cache.close().map_err(told)
}

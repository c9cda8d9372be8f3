//! The service against its own description: Schemathesis asks it whatever the
//! OpenAPI document allows, and much that it does not.

use crate::{
    Result,
    counts::Counts,
    process::{Folder, Group, command, find, output, run_and_read},
    root,
};
use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::Stdio,
};

/// Made with this version; its checks grow from one to the next.
const TOOL: &str = "schemathesis==4.32.5";
/// The accounts that ask, of the demo data: one of each side and each right that
/// the others lack, and nobody. Most of what exists is another answer to each of them.
const ACCOUNTS: [Option<&str>; 6] = [
    Some("administrator@kul.example"),
    Some("programme_responsible@kul.example"),
    Some("reviewer@agoria.example"),
    Some("account_desk@agoria.example"),
    Some("standard_user@demo-company.example"),
    None,
];
/// Requests per operation and phase.
const EXAMPLES: &str = "50";

/// Installs the tool in a folder of its own, starts a service with demo data
/// and lets the tool ask. Where the registry cannot be reached it says so and
/// asks nothing: `None`.
///
/// # Errors
/// When something cannot be started, or breaks before it asks.
pub fn check(bin: &Path) -> Result<Option<Counts>> {
    let folder = Folder::new("interface")?;
    let path = |name: &str| folder.path().join(name);
    let text = |name: &str| path(name).to_string_lossy().into_owned();
    let python = find("python3").ok_or("python3 is missing")?;
    output(&mut command(
        &python.to_string_lossy(),
        &["-m", "venv", &text("tool")],
    ))?;
    let pip = ["-m", "pip", "install", "--quiet", "--retries", "2", TOOL];
    let installed = run_and_read(&mut command(&text("tool/bin/python"), &pip))?;
    if let (said, Err(error)) = installed {
        // So pip tells of a registry that does not answer.
        if said.contains("Retrying (") {
            println!("LEFT OUT: the registry of Python packages cannot be reached");
            return Ok(None);
        }
        return Err(error);
    }
    let program = bin.join(format!(
        "edutracker-service{}",
        std::env::consts::EXE_SUFFIX
    ));
    let program = program.to_string_lossy();
    let accounts = output(&mut command(&program, &["demo-accounts", "--json"]))?;
    let mut counts = Counts::default();
    for account in ACCOUNTS {
        // Each meets a service of its own: the tool likes some ids more than
        // others, and a push belongs to who made it.
        let name = account.unwrap_or("nobody");
        let database = format!("sqlite:{}", text(&format!("{name}.db")));
        let (mut service, url) = serve(&program, &database)?;
        let token = match account {
            Some(account) => {
                let token = token(&url, &accounts, account);
                Some(token.ok_or_else(|| format!("{account} cannot sign in"))?)
            }
            None => None,
        };
        println!("as {name}");
        counts = counts.plus(ask(folder.path(), &url, token.as_deref())?);
        service.terminate()?;
    }
    Ok(Some(counts))
}

/// Starts a service with demo data; answers its address too.
fn serve(program: &str, database: &str) -> Result<(Group, String)> {
    let arguments = [
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--database",
        database,
        "--demo",
        "--demo-size",
        "60",
        // One account asks all day, as fast as it can.
        "--access-seconds",
        "86400",
        "--pull-rate",
        "0",
        "--push-rate",
        "0",
        "--forms",
        "1000000",
    ];
    let mut service = Group::spawn(
        command(program, &arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null()),
    )?;
    let mut line = String::new();
    let mut said = BufReader::new(service.child().stdout.take().ok_or("no output")?);
    said.read_line(&mut line)
        .map_err(|error| error.to_string())?;
    let url = line
        .trim()
        .strip_prefix("listening on ")
        .ok_or_else(|| format!("the service said {line:?}"))?;
    Ok((service, url.to_owned()))
}

/// What the tool is told, with the token of an account or without any.
fn told(rules: &str, token: Option<&str>) -> String {
    let kept = |line: &&str| token.is_some() || !line.starts_with("headers = ");
    rules
        .lines()
        .filter(kept)
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// Lets the tool ask for one account, or for nobody.
fn ask(folder: &Path, url: &str, token: Option<&str>) -> Result<Counts> {
    let io = |error: std::io::Error| error.to_string();
    let rules = root().join("crates/xtask/src/schemathesis.toml");
    let rules = fs::read_to_string(rules).map_err(io)?;
    let config = folder.join("schemathesis.toml");
    fs::write(&config, told(&rules, token)).map_err(io)?;
    let document = format!("{url}/v1/openapi.json");
    let mut tool = command(
        &folder.join("tool/bin/schemathesis").to_string_lossy(),
        &[
            "--config-file",
            &config.to_string_lossy(),
            "run",
            &document,
            "--url",
            url,
            "--max-examples",
            EXAMPLES,
            "--seed",
            "1",
            "--no-color",
            // This answer has no end.
            "--exclude-path",
            "/v1/events",
        ],
    );
    tool.current_dir(folder);
    tool.envs(token.map(|token| ("EDUTRACKER_TOKEN", token)));
    let (said, result) = run_and_read(&mut tool)?;
    let counts = counts(&said);
    match result {
        Err(error) if counts.failed == 0 => Err(error),
        Ok(()) if counts.passed == 0 => Err("nothing was asked".to_owned()),
        _ => Ok(counts),
    }
}

/// Signs an account in. One request in plain HTTP/1.1 needs no client.
fn token(url: &str, accounts: &str, email: &str) -> Option<String> {
    let accounts: Vec<Value> = serde_json::from_str(accounts).ok()?;
    let account = accounts
        .into_iter()
        .find(|account| account["email"] == email)?;
    let body = json!({ "email": email, "password": account["password"], "device": "interface" });
    let body = body.to_string();
    let host = url.strip_prefix("http://")?;
    let mut stream = TcpStream::connect(host).ok()?;
    write!(
        stream,
        "POST /v1/sessions HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (_, body) = answer.split_once("\r\n\r\n")?;
    let body: Value = serde_json::from_str(body).ok()?;
    Some(body["accessToken"].as_str()?.to_owned())
}

/// `2504 generated, 2504 passed, 18 skipped` or `1767 generated, 1 found 1 unique failure`.
fn counts(said: &str) -> Counts {
    let number = |line: &str, word: &str| -> u64 {
        let words: Vec<&str> = line
            .split([' ', ','])
            .filter(|word| !word.is_empty())
            .collect();
        let at = words.iter().position(|other| *other == word);
        at.and_then(|at| words.get(at.checked_sub(1)?))
            .and_then(|count| count.parse().ok())
            .unwrap_or_default()
    };
    let Some(line) = said.lines().find(|line| line.contains(" generated, ")) else {
        return Counts::default();
    };
    let failed = number(line, "found");
    Counts {
        passed: number(line, "generated").saturating_sub(failed),
        failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_brings_a_token() {
        let rules = include_str!("schemathesis.toml");
        let names_it = |token| told(rules, token).contains("Authorization");
        assert!(names_it(Some("token")) && !names_it(None));
    }

    #[test]
    fn the_tools_numbers_are_read() {
        let said = "Test cases:\n  2504 generated, 2504 passed, 18 skipped\n";
        assert_eq!((counts(said).passed, counts(said).failed), (2_504, 0));
        let said = "  1767 generated, 1 found 1 unique failure, 18 skipped";
        assert_eq!((counts(said).passed, counts(said).failed), (1_766, 1));
        assert_eq!(counts("").passed, 0);
    }
}

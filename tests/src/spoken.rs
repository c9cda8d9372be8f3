//! What the window tells programs for the blind, asked over the accessibility
//! bus as they ask.

use crate::Result;
use serde_json::Value;
use std::{fs, process::Command};

const ACCESSIBLE: &str = "org.a11y.atspi.Accessible";
/// `ATSPI_ROLE_TABLE`.
const TABLE: u64 = 55;
/// `ATSPI_STATE_FOCUSED`.
pub const FOCUSED: usize = 12;
/// `ATSPI_STATE_SELECTED`.
pub const SELECTED: usize = 23;
/// `ATSPI_STATE_INVALID_ENTRY`.
pub const INVALID: usize = 36;

/// Which cells head another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heads {
    /// The heading of its column.
    Column,
    /// The cell that its row is called by.
    Row,
}

fn thing_of(value: &Value) -> Thing {
    let text = |at: usize| value[at].as_str().unwrap_or_default().to_owned();
    Thing {
        program: text(0),
        path: text(1),
    }
}

/// The accessibility bus of a session.
#[derive(Debug)]
pub struct Bus(String);

/// Something on the screen, as it is told.
#[derive(Debug, Clone)]
pub struct Thing {
    program: String,
    path: String,
}

fn busctl(address: &str, args: &[&str]) -> Result<Value> {
    let mut command = Command::new("busctl");
    command
        .arg(format!("--address={address}"))
        // Numbers below nought are no options.
        .args(["--json=short", "--"])
        .args(args);
    let told = xtask::process::output(&mut command)?;
    let value: Value = serde_json::from_str(&told).map_err(|error| error.to_string())?;
    Ok(value["data"].clone())
}

impl Bus {
    /// That of the session a process is in.
    ///
    /// # Errors
    /// Why there is none.
    pub fn of(process: u32) -> Result<Self> {
        let environment =
            fs::read(format!("/proc/{process}/environ")).map_err(|error| error.to_string())?;
        let environment = String::from_utf8_lossy(&environment);
        let session = environment
            .split('\0')
            .find_map(|one| one.strip_prefix("DBUS_SESSION_BUS_ADDRESS="))
            .ok_or("no session bus")?;
        let service = "org.a11y.Bus";
        let asked = ["call", service, "/org/a11y/bus", service, "GetAddress"];
        let told = busctl(session, &asked)?;
        let address = told[0].as_str().ok_or("no address")?;
        Ok(Self(address.to_owned()))
    }

    fn call(&self, thing: &Thing, interface: &str, args: &[&str]) -> Result<Value> {
        let mut all = vec!["call", &thing.program, &thing.path, interface];
        all.extend(args);
        busctl(&self.0, &all)
    }

    fn property(&self, thing: &Thing, interface: &str, name: &str) -> Result<Value> {
        let all = ["get-property", &thing.program, &thing.path, interface, name];
        busctl(&self.0, &all)
    }

    /// What it holds, in order.
    ///
    /// # Errors
    /// When it is gone.
    pub fn children(&self, thing: &Thing) -> Result<Vec<Thing>> {
        let told = self.call(thing, ACCESSIBLE, &["GetChildren"])?;
        let children = told[0].as_array().map(Vec::as_slice).unwrap_or_default();
        if !children.is_empty() {
            return Ok(children.iter().map(thing_of).collect());
        }
        // Where the page begins in another process only this tells it.
        let count = self.property(thing, ACCESSIBLE, "ChildCount")?;
        if count.as_u64().unwrap_or(0) == 0 {
            return Ok(Vec::new());
        }
        let first = self.call(thing, ACCESSIBLE, &["GetChildAtIndex", "i", "0"])?;
        Ok(vec![thing_of(&first[0])])
    }

    /// The first table, from the top; `None` where there is none yet.
    ///
    /// # Errors
    /// When something goes away meanwhile.
    pub fn table(&self) -> Result<Option<Thing>> {
        let mut open = vec![Thing {
            program: "org.a11y.atspi.Registry".to_owned(),
            path: "/org/a11y/atspi/accessible/root".to_owned(),
        }];
        while let Some(thing) = open.pop() {
            let role = self.call(&thing, ACCESSIBLE, &["GetRole"])?;
            if role[0] == TABLE {
                return Ok(Some(thing));
            }
            open.extend(self.children(&thing)?.into_iter().rev());
        }
        Ok(None)
    }

    /// Its name.
    ///
    /// # Errors
    /// When it is gone.
    pub fn name(&self, thing: &Thing) -> Result<String> {
        let name = self.property(thing, ACCESSIBLE, "Name")?;
        Ok(name.as_str().unwrap_or_default().to_owned())
    }

    /// What describes it beside its name.
    ///
    /// # Errors
    /// When it is gone.
    pub fn description(&self, thing: &Thing) -> Result<String> {
        let told = self.property(thing, ACCESSIBLE, "Description")?;
        Ok(told.as_str().unwrap_or_default().to_owned())
    }

    /// Its text.
    ///
    /// # Errors
    /// When it has none.
    pub fn text(&self, thing: &Thing) -> Result<String> {
        let asked = ["GetText", "ii", "0", "-1"];
        let told = self.call(thing, "org.a11y.atspi.Text", &asked)?;
        Ok(told[0].as_str().unwrap_or_default().to_owned())
    }

    /// An attribute; empty for none.
    ///
    /// # Errors
    /// When it is gone.
    pub fn attribute(&self, thing: &Thing, name: &str) -> Result<String> {
        let told = self.call(thing, ACCESSIBLE, &["GetAttributes"])?;
        Ok(told[0][name].as_str().unwrap_or_default().to_owned())
    }

    /// The cells that head a cell of a table: those of its column, or its row.
    ///
    /// # Errors
    /// When it is gone.
    pub fn heads(&self, thing: &Thing, which: Heads) -> Result<Vec<Thing>> {
        let name = match which {
            Heads::Column => "GetColumnHeaderCells",
            Heads::Row => "GetRowHeaderCells",
        };
        let told = self.call(thing, "org.a11y.atspi.TableCell", &[name])?;
        Ok(told[0]
            .as_array()
            .into_iter()
            .flatten()
            .map(thing_of)
            .collect())
    }

    /// Whether it is in a state.
    ///
    /// # Errors
    /// When it is gone.
    pub fn is(&self, thing: &Thing, state: usize) -> Result<bool> {
        let told = self.call(thing, ACCESSIBLE, &["GetState"])?;
        let bits = told[0][state / 32].as_u64().unwrap_or(0);
        Ok(bits >> (state % 32) & 1 == 1)
    }
}

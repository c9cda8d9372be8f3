//! A deterministic simulation of sync: real engines on real encrypted caches,
//! the real service on a real database, everything else (time, network, power
//! cuts) from a script that one seed makes.
//!
//! * [`script`]: what is done and what goes wrong, made from a seed;
//! * [`data`]: the small data set, made once and copied for each play;
//! * [`server`], [`wire`], [`client`]: the service, the way to it, a client; all can die;
//! * [`view`]: what a cache holds, for the judge;
//! * [`oracle`]: the judge: invariants I1 to I9; `facts`: what the service holds;
//! * [`play`], [`acts`], `revert`: plays a script; [`run`]: many, one after the other;
//! * [`shrink`]: makes a failing script small; [`report`]: tells of it.

pub mod acts;
pub mod client;
pub mod data;
mod facts;
pub mod oracle;
pub mod play;
pub mod report;
mod revert;
pub mod run;
pub mod script;
pub mod server;
pub mod shrink;
pub mod view;
pub mod wire;

/// An invariant that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Its number: `I1` to `I12`, or `panic`.
    pub invariant: String,
    /// What was found.
    pub said: String,
    /// After which step; `None`: after the faults, or at the end.
    pub step: Option<u32>,
}

impl Failure {
    /// A failure of an invariant.
    pub fn of(invariant: &str, said: impl Into<String>) -> Self {
        Self {
            invariant: invariant.to_owned(),
            said: said.into(),
            step: None,
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ", self.invariant)?;
        match self.step {
            Some(step) => write!(f, "after step {step}: ")?,
            None => write!(f, "at the end: ")?,
        }
        f.write_str(&self.said)
    }
}

/// A check that held, or did not.
pub type Checked<T = ()> = Result<T, Failure>;

//! The commands that change rights.

use super::{DatabaseOption, Failure};
use crate::{
    rights::AccountState,
    service::{Database, Options, Service},
};
use clap::{Args, Subcommand};

/// Organisations that an account works for besides its own.
#[derive(Debug, Subcommand)]
pub enum Membership {
    /// Lets an account work for an organisation of its side.
    Add(Member),
    /// Takes that back.
    Remove(Member),
}

/// Who, and for whom.
#[derive(Debug, Args)]
pub struct Member {
    #[command(flatten)]
    who: Who,
    /// The organisation's code.
    #[arg(long)]
    organisation: String,
}

/// Whether an account may work, and as what.
#[derive(Debug, Subcommand)]
pub enum State {
    /// Lets the account sign in again.
    Enable(Who),
    /// Ends the account's sessions and refuses all its requests.
    Disable(Who),
    /// Gives the account another role of its side.
    Role(NewRole),
}

/// Who, and which role.
#[derive(Debug, Args)]
pub struct NewRole {
    #[command(flatten)]
    who: Who,
    /// The role's code.
    #[arg(long)]
    role: String,
}

/// An account.
#[derive(Debug, Args)]
pub struct Who {
    #[command(flatten)]
    database: DatabaseOption,
    /// The account's address.
    #[arg(long = "account")]
    email: String,
}

impl Who {
    fn open(&self) -> Result<Service, Failure> {
        let database = Database::File(self.database.database.clone());
        Ok(Service::open(Options::new(database))?)
    }
}

/// `membership …`.
pub fn membership(command: &Membership) -> Result<(), Failure> {
    let (Membership::Add(member) | Membership::Remove(member)) = command;
    let service = member.who.open()?;
    let account = service.account_of(&member.who.email)?;
    let org = service.organisation_of(&member.organisation)?;
    match command {
        Membership::Add(_) => service.grant(account, org)?,
        Membership::Remove(_) => service.revoke(account, org)?,
    };
    Ok(())
}

/// `account …`.
pub fn state(command: &State) -> Result<(), Failure> {
    let (who, state) = match command {
        State::Enable(who) => (who, AccountState::Active),
        State::Disable(who) => (who, AccountState::Disabled),
        State::Role(new) => {
            let service = new.who.open()?;
            service.set_role(service.account_of(&new.who.email)?, &new.role)?;
            return Ok(());
        }
    };
    let service = who.open()?;
    service.set_account_state(service.account_of(&who.email)?, state)?;
    Ok(())
}

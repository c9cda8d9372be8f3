//! Changing what accounts may do and see. There is no way to do this over HTTP
//! yet: the operator does it from the command line, while the service runs.

use crate::{
    account::Account,
    service::Service,
    storage::{GrantOp, StorageError, StoredChange, StoredGrant, Writer},
};
use edutracker_domain::{
    RecordId, RecordType, capability, field, merge, record,
    rights::{self, Side},
};
use serde_json::Value;

/// Why a right was not changed.
#[derive(Debug, thiserror::Error)]
pub enum RightsError {
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// No such account.
    #[error("no such account")]
    UnknownAccount,
    /// No such organisation.
    #[error("no such organisation")]
    UnknownOrganisation,
    /// An account always belongs to its own organisation.
    #[error("this is the account's own organisation")]
    OwnOrganisation,
    /// Roles of one side say nothing on the other.
    #[error("the organisation is of another side than the account's")]
    OtherSide,
    /// Accounts of the operator see all organisations.
    #[error("accounts of the operator see all organisations")]
    SeesAll,
    /// The side has no such role.
    #[error("the account's organisation has no such role")]
    UnknownRole,
}

/// Whether an account may work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountState {
    /// It may.
    Active,
    /// Every request is refused, and its sessions have ended.
    Disabled,
}

type Result<T> = std::result::Result<T, RightsError>;

impl Service {
    /// The account with an address.
    pub fn account_of(&self, email: &str) -> Result<RecordId> {
        let login = self
            .storage()
            .reader()?
            .login(&email.trim().to_lowercase())?;
        login
            .map(|login| login.account)
            .ok_or(RightsError::UnknownAccount)
    }

    /// The organisation with a code.
    pub fn organisation_of(&self, code: &str) -> Result<RecordId> {
        let found = self.storage().reader()?.organisation(code)?;
        found.ok_or(RightsError::UnknownOrganisation)
    }

    /// Lets an account work for another organisation of its side. Answers
    /// whether that is new.
    pub fn grant(&self, account: RecordId, org: RecordId) -> Result<bool> {
        self.change_membership(account, org, GrantOp::Add)
    }

    /// Takes that back. Answers whether it was so.
    pub fn revoke(&self, account: RecordId, org: RecordId) -> Result<bool> {
        self.change_membership(account, org, GrantOp::Drop)
    }

    fn change_membership(&self, id: RecordId, org: RecordId, op: GrantOp) -> Result<bool> {
        let writer = self.storage().writer()?;
        let account = Account::load(writer.as_reader(), id)?.ok_or(RightsError::UnknownAccount)?;
        let organisation = writer
            .record(RecordType::Organisation, org)?
            .filter(|found| !found.deleted)
            .ok_or(RightsError::UnknownOrganisation)?;
        if org == account.info.organisation {
            return Err(RightsError::OwnOrganisation);
        }
        if op == GrantOp::Add {
            if account.side == Side::Operator {
                return Err(RightsError::SeesAll);
            }
            if capability::side(record::text(&organisation.data, "kind")) != account.side {
                return Err(RightsError::OtherSide);
            }
        }
        let member = writer.memberships(id)?.contains(&org);
        if member == (op == GrantOp::Add) {
            return Ok(false);
        }
        // Grants take numbers as records do: a client that asks whether there is
        // anything new sees that there is.
        let seq = writer.next_seq()?;
        writer.put_grant(&StoredGrant {
            seq,
            account: id,
            org,
            op,
        })?;
        writer.commit()?;
        Ok(true)
    }

    /// Lets an account work, or ends its sessions and refuses everything.
    /// Answers whether that changes anything.
    pub fn set_account_state(&self, account: RecordId, state: AccountState) -> Result<bool> {
        let text = match state {
            AccountState::Active => "active",
            AccountState::Disabled => "deactivated",
        };
        let writer = self.storage().writer()?;
        if state == AccountState::Disabled {
            for mut session in writer.sessions_of(account)? {
                session.revoked = true;
                writer.put_session(&session)?;
            }
        }
        let changed = self.change_account(&*writer, account, "state", text)?;
        writer.commit()?;
        Ok(changed)
    }

    /// Lets an account that was invited work, now that it has a password.
    pub(crate) fn activate(&self, writer: &dyn Writer, account: RecordId) -> Result<()> {
        self.change_account(writer, account, "state", "active")
            .map(drop)
    }

    /// Gives an account another role of its side. Its cursors end: it has to
    /// fetch anew what it sees. Answers whether that changes anything.
    pub fn set_role(&self, account: RecordId, role: &str) -> Result<bool> {
        let writer = self.storage().writer()?;
        let found =
            Account::load(writer.as_reader(), account)?.ok_or(RightsError::UnknownAccount)?;
        if rights::role(found.side, role).is_none() {
            return Err(RightsError::UnknownRole);
        }
        let changed = self.change_account(&*writer, account, "role", role)?;
        writer.commit()?;
        Ok(changed)
    }

    /// Writes a field of an account's record, with its history.
    fn change_account(
        &self,
        writer: &dyn Writer,
        account: RecordId,
        name: &str,
        value: &str,
    ) -> Result<bool> {
        let mut record = writer
            .record(RecordType::Account, account)?
            .filter(|found| !found.deleted)
            .ok_or(RightsError::UnknownAccount)?;
        let before = merge::value(&record.data, name);
        let after = Value::from(value);
        if before == after {
            return Ok(false);
        }
        record::put(&mut record.data, name, after.clone());
        record.data = record::canonical(RecordType::Account, &record.data);
        record.seq = writer.next_seq()?;
        record.by = String::new();
        record.device = String::new();
        record.at = self.clock().moment();
        if let Some(field) = field::field(RecordType::Account, name) {
            record.groups.insert(field.group.to_owned(), record.seq);
        }
        writer.put_record(&record)?;
        writer.put_change(&StoredChange {
            seq: record.seq,
            kind: record.kind,
            id: record.id,
            field: name.to_owned(),
            before,
            after,
            by: String::new(),
            at: record.at,
            push: String::new(),
            device: String::new(),
        })?;
        Ok(true)
    }
}

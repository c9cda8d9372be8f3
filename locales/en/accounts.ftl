accounts-title = Accounts
accounts-empty = No accounts yet
accounts-state-invited = Invited
accounts-state-active = Active
accounts-state-deactivated = Deactivated

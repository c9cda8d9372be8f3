accounts-title = Accounts
accounts-empty = Nog geen accounts
accounts-state-invited = Uitgenodigd
accounts-state-active = Actief
accounts-state-deactivated = Uitgeschakeld

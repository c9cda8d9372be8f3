accounts-title = Comptes
accounts-empty = Pas encore de comptes
accounts-state-invited = Invité
accounts-state-active = Actif
accounts-state-deactivated = Désactivé

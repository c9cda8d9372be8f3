state-clean = Inchangé
state-changed = Modifié ici
state-waiting = En attente de réponse
state-invalid = Non valide
state-conflict = Conflit
state-refused = Refusé
state-removed = Retiré par Agoria
state-mark-changed = M

state-clean = Ongewijzigd
state-changed = Hier gewijzigd
state-waiting = Wacht op antwoord
state-invalid = Ongeldig
state-conflict = Conflict
state-refused = Geweigerd
state-removed = Verwijderd door Agoria
state-mark-changed = G

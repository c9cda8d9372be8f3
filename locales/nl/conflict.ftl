conflict-title = U en iemand anders wijzigden dit veld
conflict-who = { $by }, { $at }
conflict-base = Was
conflict-mine = Van mij
conflict-theirs = Van de ander
conflict-take-mine = Mijn versie houden
conflict-take-theirs = De andere nemen

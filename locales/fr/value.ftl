value-yes = Oui
value-no = Non
value-empty = vide
value-months = { $count } mois

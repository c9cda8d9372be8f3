retire-show =
    { $count ->
        [one] Afficher cette offre
       *[other] Afficher ces { $count } offres
    }
retire-title = Mettre « { $name } » hors service
retire-used-site =
    { $count ->
        [one] 1 offre utilise « { $name } » et le garde jusqu’à ce que quelqu’un l’enlève. Les nouvelles offres ne peuvent plus le choisir.
       *[other] { $count } offres utilisent « { $name } » et le gardent jusqu’à ce que quelqu’un l’enlève. Les nouvelles offres ne peuvent plus le choisir.
    }
retire-used-contact =
    { $count ->
        [one] « { $name } » est la personne de contact d’1 offre. Les visiteurs y voient ce nom jusqu’à ce qu’une autre personne prenne sa place.
       *[other] « { $name } » est la personne de contact de { $count } offres. Les visiteurs y voient ce nom jusqu’à ce qu’une autre personne prenne sa place.
    }
retire-replace = Remplacer par une autre…
retire-anyway = Hors service sans remplacer
retire-do = Mettre hors service

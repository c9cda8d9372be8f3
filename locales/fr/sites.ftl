sites-title = Campus
sites-title-entities = Entités
sites-new = Nouveau campus
sites-new-button = Nouveau campus
sites-new-entity = Nouvelle entité
sites-new-entity-button = Nouvelle entité
sites-new-inline = En ajouter un…
sites-empty = Pas encore de campus
sites-empty-entities = Pas encore d’entités
sites-retire = Mettre hors service
sites-bring-back = Remettre en service
sites-retired = « { $name } » est hors service.
sites-brought-back = « { $name } » est de nouveau en service.
sites-province-moved =
    { $count ->
        [one] 1 offre utilise ce lieu. Si elle n’a pas la nouvelle province, elle ne peut pas être envoyée ainsi.
       *[other] { $count } offres utilisent ce lieu. Celles sans la nouvelle province ne peuvent pas être envoyées ainsi.
    }

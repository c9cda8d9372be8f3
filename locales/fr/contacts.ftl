contacts-title = Personnes de contact
contacts-new = Nouvelle personne de contact
contacts-new-button = Nouvelle personne
contacts-new-inline = Nouvelle personne de contact…
contacts-empty = Pas encore de personnes de contact
contacts-retire = Mettre hors service
contacts-bring-back = Remettre en service
contacts-retired = « { $name } » est hors service. Les offres existantes y renvoient toujours.
contacts-brought-back = « { $name } » est de nouveau en service.
contacts-replace = Remplacer par…
contacts-replace-title = Remplacer « { $name } » par une autre personne de contact
contacts-replace-why =
    { $count ->
        [one] 1 offre a « { $name } » comme personne de contact.
       *[other] { $count } offres ont « { $name } » comme personne de contact.
    }
contacts-replace-by = Remplacer par
contacts-replace-retire = Mettre aussi « { $name } » hors service
contacts-replace-idle = Choisissez qui prend la place ; vous voyez ce qui se passera avant que rien ne change.
contacts-replace-do =
    { $count ->
        [0] Remplacer
        [one] Remplacer dans 1 offre
       *[other] Remplacer dans { $count } offres
    }
contacts-replace-do-retire =
    { $count ->
        [0] Mettre hors service
        [one] Remplacer dans 1 offre, contact hors service
       *[other] Remplacer dans { $count } offres, contact hors service
    }
contacts-replaced =
    { $count ->
        [one] « { $name } » est remplacé par « { $other } » dans 1 offre.
       *[other] « { $name } » est remplacé par « { $other } » dans { $count } offres.
    }
contacts-replaced-retired =
    { $count ->
        [one] « { $name } » est remplacé par « { $other } » dans 1 offre et mis hors service.
       *[other] « { $name } » est remplacé par « { $other } » dans { $count } offres et mis hors service.
    }

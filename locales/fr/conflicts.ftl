conflicts-title = Conflits
conflicts-left =
    { $count ->
        [one] { $count } fiche attend votre choix
       *[other] { $count } fiches attendent votre choix
    }
conflicts-which = Quels conflits
conflicts-all = Tous
conflicts-group-gone = Disparue du service
conflicts-list = Fiches en conflit
conflicts-open = Ouvrir la fiche
conflicts-here = sur cet ordinateur
conflicts-same =
    { $count ->
        [one] { $count } fiche ne diffère que par : { $fields }
       *[other] { $count } fiches ne diffèrent que par : { $fields }
    }
conflicts-all-mine = Garder ma version pour les { $count }
conflicts-all-theirs = Prendre l’autre pour les { $count }
conflicts-choose = Choisir élément par élément…
conflicts-members = Que faut-il garder ?
conflicts-member-both = des deux côtés
conflicts-member-i-added = ajouté par vous
conflicts-member-they-added = ajouté par l’autre
conflicts-member-i-took = enlevé par vous
conflicts-member-they-took = enlevé par l’autre
conflicts-others =
    { $count ->
        [one] Votre autre modification de cette fiche ne pose pas de question et reste en place.
       *[other] Vos { $count } autres modifications de cette fiche ne posent pas de question et restent en place.
    }
conflicts-one-mine = { $field } de « { $name } » : votre version reste
conflicts-one-theirs = { $field } de « { $name } » : l’autre version est prise
conflicts-one-value = { $field } de « { $name } » : votre nouvelle version est gardée
conflicts-record-mine = « { $name } » : votre version reste
conflicts-record-theirs = « { $name } » : l’autre version est prise
conflicts-many-mine = Votre version reste pour { $count } fiches
conflicts-many-theirs = L’autre version est prise pour { $count } fiches
conflicts-sent-with-push = Partira avec votre prochain envoi.
conflicts-empty = Aucun conflit
conflicts-empty-why = Quand vous et quelqu’un d’autre modifiez le même champ, vous choisissez ici la version qui reste.
conflicts-gone-by = { $by } a supprimé cette fiche du service. Vos modifications sont encore ici.
conflicts-gone-why = Cette fiche n’existe plus au service. Vos modifications sont encore ici.
conflicts-gone-anew = Garder comme nouvelle offre
conflicts-gone-let-go = Abandonner
conflicts-gone-mine = « { $name } » est gardé comme nouvelle offre
conflicts-gone-theirs = « { $name } » est abandonné
conflicts-keys = { $mine } { $theirs } choisit un côté, Entrée le garde · { $own } autre version · { $allMine } toute la fiche : ma version · { $allTheirs } toute la fiche : l’autre · { $next } suivante

replace-title = Rechercher et remplacer
replace-open = Rechercher et remplacer…
replace-find = Rechercher
replace-with = Remplacer par
replace-case = Respecter les majuscules
replace-word = Mots entiers
replace-regex = Expression régulière
replace-regex-help = $1 est le premier groupe, $0 tout ce qui a été trouvé, $$ un signe dollar.
replace-fields = Dans les champs
replace-idle = Tapez ce que vous cherchez ; vous choisissez ce qui est remplacé.
replace-none = Aucun résultat.
replace-hits =
    { $count ->
        [one] Trouvé à { $count } endroit
       *[other] Trouvé à { $count } endroits
    }
replace-left =
    { $count ->
        [one] { $count } reste tel quel
       *[other] { $count } restent tels quels
    }
replace-more-here = et encore { $count } ici
replace-do = Remplacer
replace-apply =
    { $count ->
        [one] Remplacer à { $count } endroit
       *[other] Remplacer à { $count } endroits
    }

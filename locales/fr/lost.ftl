lost-title =
    { $count ->
        [one] Le service a perdu { $count } envoi
       *[other] Le service a perdu { $count } envois
    }
lost-why = Le service a été rétabli à partir d’une copie plus ancienne. Ce que vous aviez envoyé entre-temps est conservé ici. Reprenez-le, vérifiez-le et envoyez-le.
lost-edits =
    { $count ->
        [one] { $count } modification
       *[other] { $count } modifications
    }
lost-again = Reprendre
lost-give-up = Plus nécessaire
lost-resent =
    { $count ->
        [0] Les fiches sont déjà ainsi ; il n’y a rien à envoyer.
        [one] { $count } modification est prête à être renvoyée.
       *[other] { $count } modifications sont prêtes à être renvoyées.
    }

steps-title = Historique des étapes
steps-close = Fermer les étapes
steps-about = Ce qui a été fait sur cet ordinateur, le plus récent d’abord. Chaque étape peut être annulée, sauf si une étape ultérieure a modifié les mêmes champs.
steps-none = Rien n’a encore été fait.
steps-you = vous
steps-rows =
    { $count ->
        [one] { $count } fiche
       *[other] { $count } fiches
    }
steps-invalid =
    { $count ->
        [one] { $count } est devenue non valide
       *[other] { $count } sont devenues non valides
    }
steps-standing-undone = annulée
steps-standing-closed = annulée définitivement
steps-sent = envoyée
steps-take-back = Annuler l’étape
steps-take-back-sent = Annuler par une nouvelle modification
steps-taken-back =
    Annulé : { $what }{ $count ->
        [one] { "" }
       *[other] { " " }({ $count } fiches)
    }.{ $sent ->
        [0] { "" }
       *[other] { " " }L’étape était déjà envoyée : les anciennes valeurs sont de nouvelles modifications à envoyer.
    }
steps-in-the-way =
    { $count ->
        [one] Une étape ultérieure a modifié les mêmes champs. Annulez-la d’abord :
       *[other] { $count } étapes ultérieures ont modifié les mêmes champs. Annulez-les d’abord :
    }
steps-cell-title = { $field } : ce qui a été fait
steps-cell-none = Rien n’a été fait à cette cellule sur cet ordinateur.
steps-cell-here = Sur cet ordinateur
steps-cell-service = Auprès du service
steps-cell-service-none = Le service ne connaît encore aucune modification de cette cellule.
steps-restore = Rétablir la valeur précédente
steps-restore-set = Annuler cette modification
steps-standing-reverted = annulée auprès du service
steps-standing-kept = se trouve auprès du service

step-edit = modification
step-create = création
step-duplicate = copie
step-discard = modification annulée
step-resolve = conflit résolu
step-review = évaluation
step-archive = archivage
step-retire = mise hors service
step-replace = remplacement
step-import = importation
step-undone =
    Annulé : { $what }{ $count ->
        [one] { $name ->
            [none] { "" }
           *[other] { " " }de « { $name } »
        }
       *[other] { " " }({ $count } fiches)
    }.
step-redone =
    Rétabli : { $what }{ $count ->
        [one] { $name ->
            [none] { "" }
           *[other] { " " }de « { $name } »
        }
       *[other] { " " }({ $count } fiches)
    }.
step-nothing-to-undo = Il n’y a rien à annuler.
step-nothing-to-undo-push = Il n’y a rien à annuler. L’envoi que vous avez annulé peut être rétabli dans Synchronisation, sous « Envois ».
step-nothing-to-redo = Il n’y a rien à rétablir.
step-many-edited =
    { $count } fiches modifiées{ $invalid ->
        [0] .
        [one] , dont { $invalid } non valide.
       *[other] , dont { $invalid } non valides.
    }
step-discarded =
    { $count ->
        [one] Modification annulée.
       *[other] { $count } modifications annulées.
    }
step-resolved = Conflit résolu. Votre choix partira avec le prochain envoi.
step-created = « { $name } » a été créé.
step-reattach = modification remise
step-resend = envoi repris
step-publish = publication
step-unpublish = mise hors ligne
step-fill = recopie
step-paste = collage
step-fix = correction
step-text = modification de texte
step-move = texte déplacé
step-rollover = report à une année ultérieure
step-confirm = confirmation de l’actualité
step-replace-contact = remplacement de contact
step-undo-step = annulation d’une étape antérieure
step-restore = sortie des archives
step-review-reply = Réponse à Agoria
step-of = { $step } ({ $of })
step-undone-sent =
    Annulé ici : { $what }. L’étape avait déjà été envoyée : { $count ->
        [one] { $count } fiche attend d’être envoyée avec ses valeurs précédentes.
       *[other] { $count } fiches attendent d’être envoyées avec leurs valeurs précédentes.
    }
step-undone-stuck =
    Annulé ici : { $what }. C’était déjà envoyé. { $invalid ->
        [one] 1 fiche ne peut pas être envoyée avec ses valeurs précédentes : il reste quelque chose à corriger.
       *[other] { $invalid } fiches ne peuvent pas être envoyées avec leurs valeurs précédentes : il reste quelque chose à corriger.
    }
step-undo-stay =
    { $count ->
        [one] { $count } nouvelle fiche se trouve déjà auprès du service et y reste.
       *[other] { $count } nouvelles fiches se trouvent déjà auprès du service et y restent.
    }
step-undo-kept =
    { $what } : { $count ->
        [one] la nouvelle fiche se trouve déjà auprès du service.
       *[other] { $count } nouvelles fiches se trouvent déjà auprès du service.
    } Annulez l’envoi dans Synchronisation, sous « Envois ».
step-discard-undone =
    { $count ->
        [one] Les modifications sont rétablies.
       *[other] Les modifications de { $count } fiches sont rétablies.
    }
step-undo-do =
    Annuler{ $what ->
        [none] { "" }
       *[other] { " " }: { $what }
    }
step-redo-do =
    Rétablir{ $what ->
        [none] { "" }
       *[other] { " " }: { $what }
    }
step-undo-discard = Remettre les modifications annulées

bulk-title = Modifier plusieurs fiches à la fois
bulk-open = Modifier plusieurs fiches…
bulk-scope = Quelles fiches
bulk-scope-selected =
    { $count ->
        [one] La ligne sélectionnée
       *[other] Les { $count } lignes sélectionnées
    }
bulk-scope-all = Les { $count } de la liste
bulk-scope-everything = Les { $count }, même hors de la liste
bulk-doing = Que faire
bulk-doing-field = Modifier un champ
bulk-doing-contact = Remplacer une personne de contact par une autre
bulk-doing-publish = Publier
bulk-doing-unpublish = Retirer de la publication
bulk-doing-confirm = Confirmer comme actuelles
bulk-doing-rollover = Reporter à une année ultérieure
bulk-doing-text = Nettoyer des textes
bulk-doing-move = Déplacer un texte vers un autre champ
bulk-doing-duplicate = Dupliquer
bulk-doing-archive = Archiver
bulk-doing-restore = Sortir des archives
bulk-about-contact = Seules les offres de la première personne de contact changent ; toutes les autres restent telles quelles.
bulk-about-anycontact = Toutes les offres choisies reçoivent la nouvelle personne de contact, aussi celles qui n’en ont pas.
bulk-about-publish = Les offres apparaissent dans EduTracker dès que vous envoyez la modification.
bulk-about-unpublish = Les offres disparaissent d’EduTracker dès que vous envoyez la modification.
bulk-about-confirm = Les offres reçoivent la date d’aujourd’hui comme jour où quelqu’un a confirmé qu’elles sont actuelles. Celles qui sont archivées restent telles quelles.
bulk-about-rollover = Pour les formations, « Valable à partir du » avance. Les événements ont eu lieu : une copie est faite à une date ultérieure. Ce qui n’a pas de date ou est archivé reste tel quel.
bulk-about-duplicate = Chaque offre reçoit une copie, qui n’est pas publiée.
bulk-about-archive = Les offres archivées disparaissent d’EduTracker et restent dans votre liste.
bulk-about-restore = Les offres sont de nouveau utilisées.
bulk-field = Champ
bulk-fields = Champs
bulk-mode = Comment
bulk-mode-set = Mettre
bulk-mode-clear = Vider
bulk-mode-set-set = Tout remplacer
bulk-mode-add-set = Ajouter
bulk-mode-remove-set = Enlever
bulk-mode-clear-set = Vider
bulk-value = Valeur
bulk-from = Personne de contact actuelle
bulk-from-any = N’importe laquelle
bulk-to = Nouvelle personne de contact
bulk-years = Années plus tard
bulk-how = Comment
bulk-text = Texte
bulk-text-trim = Enlever les espaces superflus
bulk-text-capital = Commencer par une majuscule
bulk-text-upper = Tout en majuscules
bulk-text-lower = Tout en minuscules
bulk-text-prefix = Placer un texte devant
bulk-text-suffix = Placer un texte derrière
bulk-text-withoutprefix = Enlever un texte au début
bulk-text-withoutsuffix = Enlever un texte à la fin
bulk-move-from = Du champ
bulk-move-to = Vers le champ
bulk-move-join = Entre les deux, s’il y a déjà un texte (vide : il est remplacé)
bulk-preview = Ce qui va se passer
bulk-idle = Indiquez ce qui doit changer ; vous voyez ce qui va se passer avant que rien ne se passe.
bulk-looking = Examen de ce qui va se passer…
bulk-change =
    { $count ->
        [one] { $count } change
       *[other] { $count } changent
    }
bulk-created =
    { $count ->
        [one] dont { $count } nouvelle
       *[other] dont { $count } nouvelles
    }
bulk-unchanged =
    { $count ->
        [one] { $count } reste telle quelle
       *[other] { $count } restent telles quelles
    }
bulk-invalid =
    { $count ->
        [one] { $count } devient non valide
       *[other] { $count } deviennent non valides
    }
bulk-not-allowed =
    { $count ->
        [one] { $count } ne peut pas être modifiée
       *[other] { $count } ne peuvent pas être modifiées
    }
bulk-reason-removed = retirée par Agoria
bulk-reason-not-allowed = pas le droit
bulk-reason-locked-field = champ verrouillé
bulk-dropped =
    { $count ->
        [one] { $count } campus disparaît avec sa province
       *[other] { $count } campus disparaissent avec leur province
    }
bulk-unread =
    { $count ->
        [one] { $count } cellule illisible
       *[other] { $count } cellules illisibles
    }
bulk-old-new = Ancien → nouveau
bulk-new = nouveau
bulk-shown = { $shown } sur { $total } affichées.
bulk-more = En afficher plus
bulk-apply =
    { $type ->
        [offer]
            { $count ->
                [one] Modifier { $count } offre
               *[other] Modifier { $count } offres
            }
       *[other]
            { $count ->
                [one] Modifier { $count } fiche
               *[other] Modifier { $count } fiches
            }
    }
bulk-confirm = Modifier beaucoup à la fois
bulk-confirm-why =
    { $count ->
        [one] { $number } fiche est archivée ou mise hors service.
       *[other] { $number } fiches sont archivées ou mises hors service.
    }
bulk-done =
    { $count ->
        [0] Rien n’a changé : tout était déjà ainsi.
        [one] 1 fiche modifiée{ $invalid ->
            [0] .
           *[other] , non valide à présent.
        }
       *[other] { $count } fiches modifiées{ $invalid ->
            [0] .
           *[other] , dont { $invalid } non valides.
        }
    }
bulk-done-not-allowed =
    { $count ->
        [one] { $count } ne peut pas être modifiée.
       *[other] { $count } ne peuvent pas être modifiées.
    }
bulk-done-unread =
    { $count ->
        [one] { $count } cellule était illisible.
       *[other] { $count } cellules étaient illisibles.
    }
bulk-done-dropped =
    { $count ->
        [one] { $count } campus a disparu avec sa province.
       *[other] { $count } campus ont disparu avec leur province.
    }
bulk-done-undo = Ctrl+Z l’annule.
bulk-archived-too = Aussi les offres archivées
bulk-archived-left =
    { $count ->
        [one] { $count } offre archivée reste telle quelle.
       *[other] { $count } offres archivées restent telles quelles.
    }
bulk-archived-among =
    { $count ->
        [one] Dont { $count } offre archivée.
       *[other] Dont { $count } offres archivées.
    }
bulk-done-archived-left =
    { $count ->
        [one] { $count } offre archivée est restée telle quelle.
       *[other] { $count } offres archivées sont restées telles quelles.
    }

changes-title = Modifications
changes-summary =
    { $records ->
        [one] { $records } fiche
       *[other] { $records } fiches
    }, { $ready ->
        [one] { $ready } prête à l’envoi
       *[other] { $ready } prêtes à l’envoi
    }
changes-ask = Essai d’envoi
changes-asking = Essai en cours…
changes-push =
    { $count ->
        [0] Envoyer
        [one] Envoyer { $count } fiche
       *[other] Envoyer { $count } fiches
    }
changes-pushing = Envoi en cours…
changes-comment = Remarque pour cet envoi
changes-comment-hint = Facultatif ; figure dans l’historique
changes-stuck =
    { $count ->
        [one] { $count } fiche ne partira pas : il reste quelque chose à régler.
       *[other] { $count } fiches ne partiront pas : il reste quelque chose à régler.
    }
changes-tick = Envoyer « { $heading } »
changes-op-create = création
changes-op-update = modification
changes-undo-create = Ne pas créer
changes-undo-record = Annuler les modifications
changes-conflict = { $field } a aussi été modifié par { $by }.
changes-decide = Choisir
changes-refused = Le service a refusé cette modification.
changes-refused-failed = Le service n’a pas pu traiter cette modification, malgré plusieurs essais. Elle est conservée ici ; vous pouvez l’envoyer à nouveau.
changes-refused-large = Cette modification est trop volumineuse pour le service. Elle est conservée ici.
changes-refused-code = Le service a refusé cette modification pour une raison que cette version ne connaît pas : { $code }. Elle est conservée ici.
changes-again = Envoyer à nouveau
changes-again-done = Elle partira avec votre prochain envoi.
changes-look = Consulter
changes-more = Afficher { $count } de plus
changes-empty = Il n’y a pas de modifications
changes-empty-why = Ce que vous modifiez apparaît ici avant l’envoi.
changes-confirm-title = Beaucoup de modifications à la fois
changes-confirm =
    { $updates ->
        [0] Rien n’a encore été envoyé. Cet envoi retire, archive ou met hors service { $removals ->
            [one] { $removals } fiche.
           *[other] { $removals } fiches.
        }
        [one] Rien n’a encore été envoyé. Cet envoi modifie { $updates } fiche{ $removals ->
            [0] .
           *[other] {" "}et en retire, archive ou met hors service { $removals }.
        }
       *[other] Rien n’a encore été envoyé. Cet envoi modifie { $updates } fiches{ $removals ->
            [0] .
           *[other] {" "}et en retire, archive ou met hors service { $removals }.
        }
    }
changes-tick-not = « { $heading } » ne peut pas partir : { $why }
changes-tick-along = « { $heading } » part aussi
changes-goes-along = Part aussi : un élément coché y renvoie.
changes-along =
    { $count ->
        [one] { $count } nouvelle fiche part aussi, car un élément coché y renvoie : { $names }.
       *[other] { $count } nouvelles fiches partent aussi, car un élément coché y renvoie : { $names }.
    }
changes-all =
    { $count ->
        [0] Rien ne peut partir
        [one] La seule qui peut partir
       *[other] Les { $count } qui peuvent partir
    }
changes-keys = ↑ ↓ ligne suivante · Espace coche · Entrée ouvre · → ← ouvre et ferme un groupe
changes-group = Grouper par
changes-group-record = Fiche
changes-group-field = Champ
changes-group-step = Étape
changes-group-count = { $going } sur { $total } partent
changes-group-stuck =
    { $count ->
        [one] { $count } ne peut pas partir
       *[other] { $count } ne peuvent pas partir
    }
changes-no-step = Autres modifications
changes-discard = Annuler ce qui est coché…
changes-discard-title =
    { $count ->
        [one] Annuler les modifications de « { $name } » ?
       *[other] Annuler les modifications de { $count } fiches ?
    }
changes-discard-text = Ces fiches redeviennent ce que le service a ; les nouvelles disparaissent. C’est une seule étape : Ctrl+Z ramène vos modifications.
changes-discard-do =
    { $count ->
        [one] Annuler les modifications
       *[other] Annuler celles de { $count } fiches
    }
changes-waiting =
    { $count ->
        [one] { $count } fiche a été envoyée et n’a pas encore de réponse. Elle repart d’elle-même, et rien n’arrive deux fois.
       *[other] { $count } fiches ont été envoyées et n’ont pas encore de réponse. Elles repartent d’elles-mêmes, et rien n’arrive deux fois.
    }
changes-stale = Vous avez modifié ou coché quelque chose depuis la réponse du service.
changes-stale-tag = dépassé
changes-ask-again = Refaire l’essai
changes-page = { $from }–{ $to } sur { $total }
changes-previous = Précédent
changes-next = Suivant
changes-fix = Corriger
changes-discard-more =
    { $count ->
        [one] et encore { $count } fiche
       *[other] et encore { $count } fiches
    }
changes-stop = Arrêter
changes-stop-now = Ne pas attendre
changes-stopping = Arrêt…
changes-save = Enregistrer dans un fichier…
changes-save-title = Enregistrer les modifications dans un fichier
changes-save-what =
    { $count ->
        [one] Le fichier contient les modifications de la fiche cochée : champ par champ, la valeur d’avant et la nouvelle. Rien n’est envoyé.
       *[other] Le fichier contient les modifications des { $count } fiches cochées : champ par champ, la valeur d’avant et la nouvelle. Rien n’est envoyé.
    }
changes-save-do = Enregistrer le fichier
changes-saved =
    Les modifications de { $count ->
        [one] 1 fiche
       *[other] { $count } fiches
    } sont dans { $path }.
changes-file-type = Type
changes-file-record = Fiche
changes-file-organisation = Organisation
changes-file-op = Nature
changes-file-field = Champ
changes-file-before = Avant
changes-file-after = Après
changes-file-id = id
changes-file-code = field
changes-undone-step = Annulé : { $step }
changes-sent-last =
    { $count ->
        [one] Dernier envoi : { $count } fiche.
       *[other] Dernier envoi : { $count } fiches.
    }
changes-sent-open = Voir ou annuler
changes-asks =
    { $count ->
        [one] Vous envoyez 1 nouvelle fiche. Est-ce bien voulu ?
       *[other] Vous envoyez { $count } fiches{ $new ->
            [0] .
            [one] , dont 1 nouvelle.
           *[other] , dont { $new } nouvelles.
        } Est-ce bien voulu ?
    } Entrée envoie, Échap revient en arrière.

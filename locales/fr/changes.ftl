changes-title = Modifications
changes-summary =
    { $records ->
        [one] { $records } fiche
       *[other] { $records } fiches
    }, { $ready ->
        [one] { $ready } prête à l’envoi
       *[other] { $ready } prêtes à l’envoi
    }
changes-ask = Faire vérifier par le service
changes-asking = Vérification…
changes-push =
    { $count ->
        [0] Envoyer
        [one] Envoyer { $count } modification
       *[other] Envoyer { $count } modifications
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
changes-undo-record = Tout annuler
changes-conflict = { $field } a aussi été modifié par { $by }.
changes-decide = Choisir
changes-refused = Le service a refusé cette modification.
changes-look = Consulter
changes-more = Afficher { $count } de plus
changes-empty = Tout est envoyé
changes-empty-why = Ce que vous modifiez apparaît ici avant l’envoi.
changes-confirm-title = Beaucoup de modifications à la fois
changes-confirm =
    Rien n’a encore été envoyé. Cet envoi modifie { $updates ->
        [one] { $updates } fiche
       *[other] { $updates } fiches
    } et en retire, archive ou met hors service { $removals }.

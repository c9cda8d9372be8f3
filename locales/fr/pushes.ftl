pushes-no-comment = Sans remarque
pushes-reverts = Annulation d’un envoi
pushes-count =
    { $count ->
        [one] { $count } fiche
       *[other] { $count } fiches
    }
pushes-left =
    { $count ->
        [one] { $count } non acceptée
       *[other] { $count } non acceptées
    }
pushes-reverted = Annulé
pushes-more = Afficher les plus anciens
pushes-empty = Rien n’a encore été envoyé
pushes-empty-why = Vous retrouverez ici ce que vous envoyez, et vous pourrez l’annuler.
pushes-offline = La liste se trouve auprès du service
pushes-offline-why = Le service est injoignable pour le moment. Votre travail est en sécurité sur cet ordinateur ; revenez quand vous serez en ligne.
pushes-failed = La liste n’est pas disponible
pushes-detail = Envoi
pushes-open-original = Voir l’envoi d’origine
pushes-was-reverted = Cet envoi a été annulé.
pushes-open-revert = Consulter
pushes-was-reverted-partly = Une partie de cet envoi a été annulée.

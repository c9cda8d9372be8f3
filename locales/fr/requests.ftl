requests-which = Quelles demandes
requests-list = Demandes
requests-tab-open = À traiter
requests-tab-accepted = Acceptées
requests-tab-refused = Refusées
requests-empty-open = Aucune demande à traiter
requests-empty-accepted = Aucune demande acceptée pour l’instant
requests-empty-refused = Aucune demande refusée pour l’instant
requests-empty-why = Les nouvelles demandes apparaissent ici d’elles-mêmes.
requests-offline = Vous êtes hors ligne
requests-offline-why = Les demandes se trouvent uniquement auprès du service. Elles apparaîtront dès que la connexion sera rétablie ; rien ne se perd.
requests-offline-still = Le service est injoignable. Rien n’a été décidé ; réessayez dans un instant.
requests-retry = Réessayer
requests-more = Afficher les plus anciennes
requests-rule-short = Règle
requests-similar-short = Existe déjà ?
requests-rule = Ce type d’organisation ne reçoit pas de compte : { $reason } (règle en vigueur depuis le { $date }).
requests-rule-why = Le service n’accepte pas cette demande tant que la règle est en vigueur.
requests-similar =
    { $count ->
        [one] Une organisation porte déjà ce nom, ou presque : { $codes }
       *[other] Des organisations portent déjà ce nom, ou presque : { $codes }
    }
requests-similar-why = S’agit-il de la même organisation ? Choisissez-la en acceptant. Si elle a déjà un administrateur, c’est lui qui invite ses collègues.
requests-kind = Type d’organisation
requests-kind-none = Non indiqué
requests-kind-choose = Choisissez un type
requests-country = Pays
requests-person = Administrateur
requests-email = Adresse e-mail
requests-language = Langue
requests-message = Message
requests-receipt = Numéro de la demande
requests-created = Reçue
requests-state-accepted = Acceptée : l’administrateur a été invité par e-mail
requests-state-refused = Refusée
requests-accept = Accepter…
requests-refuse = Refuser…
requests-again = Renvoyer l’invitation…
requests-again-why = Possible tant que l’administrateur n’a pas choisi de mot de passe. Le lien précédent ne fonctionnera plus.
requests-accept-title = Accepter « { $name } »
requests-again-title = Inviter à nouveau « { $name } »
requests-accept-why = { $name } ({ $email }) reçoit un e-mail (langue : { $language }) avec un lien pour choisir un mot de passe. Le lien fonctionne une seule fois, pendant sept jours.
requests-accept-submit = Envoyer l’invitation
requests-known =
    { $count ->
        [one] Est-ce cette organisation ?
       *[other] Est-ce l’une de ces organisations ?
    }
requests-new = Non, une nouvelle organisation
requests-code = Code de l’organisation
requests-code-why = Jusqu’à 24 lettres, chiffres, - ou _. Si le code existe déjà, l’administrateur rejoint cette organisation.
requests-code-wrong = Ce code ne convient pas : utilisez jusqu’à 24 lettres, chiffres, - ou _.
requests-refuse-title = Refuser « { $name } »
requests-refuse-why = Le motif est envoyé par e-mail à { $email }.
requests-reason = Motif (langue : { $language })
requests-refuse-submit = Refuser
requests-accepted-done = « { $name } » est acceptée. L’invitation part vers { $email }.
requests-refused-done = « { $name } » est refusée. Le motif part vers { $email }.
requests-invited-again = Une nouvelle invitation part vers { $email }.
requests-hindered-decided = Cette demande a déjà été traitée : le compte est actif, ou un collègue vous a devancé. Actualisez la liste.
requests-hindered-email-taken = Un compte existe déjà avec cette adresse e-mail. Refusez la demande en renvoyant au compte existant.
requests-hindered-has-administrator = Cette organisation a déjà un administrateur. C’est lui qui invite ses collègues ; refusez la demande en l’indiquant.

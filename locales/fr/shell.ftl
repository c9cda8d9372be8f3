shell-skip = Aller au contenu
shell-search = Rechercher ( / )
shell-search-field = La liste n’a pas de champ « { $typed } » qui se cherche ainsi.
shell-search-value = { $label } n’a pas de valeur « { $typed } ».
shell-search-use = Utiliser « { $nearest } »
shell-push = Vérifier les modifications
shell-account = Compte
shell-reconnect = Se reconnecter
shell-nav = Écrans
shell-nav-offers = Offres
shell-nav-review = Évaluer
shell-nav-changes = Modifications
shell-nav-organisation = Organisation
shell-nav-organisations = Organisations
shell-nav-sites = Campus
shell-nav-entities = Entités
shell-nav-contacts = Personnes de contact
shell-nav-accounts = Comptes
shell-nav-settings = Paramètres
shell-status = Barre d’état
shell-online = En ligne
shell-offline = Hors ligne
shell-offline-kept =
    { $count ->
        [one] Hors ligne — { $count } fiche modifiée est conservée sur cet ordinateur
       *[other] Hors ligne — { $count } fiches modifiées sont conservées sur cet ordinateur
    }
shell-as-of = À jour : { $time }
shell-never-pulled = Pas encore actualisé
shell-pull = Actualiser
shell-pulling = Actualisation en cours…
shell-pulled =
    { $received ->
        [0] Tout est à jour.
        [one] Actualisé : { $received } fiche modifiée.
       *[other] Actualisé : { $received } fiches modifiées.
    } { $conflicts ->
        [0] { "" }
        [one] { $conflicts } conflit attend votre choix.
       *[other] { $conflicts } conflits attendent votre choix.
    }
shell-pending =
    { $count ->
        [0] Aucune modification
        [one] { $count } fiche modifiée
       *[other] { $count } fiches modifiées
    }
shell-unready =
    { $count ->
        [one] { $count } pas encore prête à envoyer
       *[other] { $count } pas encore prêtes à envoyer
    }
shell-conflicts =
    { $count ->
        [one] { $count } conflit
       *[other] { $count } conflits
    }
shell-refused =
    { $count ->
        [one] { $count } refusée
       *[other] { $count } refusées
    }
shell-rows =
    { $count ->
        [one] { $count } fiche
       *[other] { $count } fiches
    }
shell-rows-of = { $shown } sur { $total } fiches
shell-nav-conflicts = Conflits
shell-nav-sync = Synchronisation
shell-apart = { $count } mis de côté
shell-nav-journal = Journal
shell-nav-messages = Messages
shell-nav-requests = Demandes de compte
shell-selected =
    Sélection : { $rows ->
        [one] { $rows } ligne
       *[other] { $rows } lignes
    }, { $cells } cellules

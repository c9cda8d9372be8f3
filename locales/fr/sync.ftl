sync-which = Ce que vous voulez voir
sync-tab-now = Situation
sync-tab-sent = Envois
sync-tab-apart = Mis de côté
sync-starting = Connexion au service en cours.
sync-inOrder =
    { $count ->
        [0] Tout est à jour et envoyé. Les nouveautés des autres arrivent d’elles-mêmes.
        [one] Tout est à jour. { $count } modification attend ici que vous l’envoyiez.
       *[other] Tout est à jour. { $count } modifications attendent ici que vous les envoyiez.
    }
sync-catchingUp = Les données sont en cours d’actualisation. Vous pouvez continuer à travailler.
sync-offline =
    { $count ->
        [0] Hors ligne. Vous pouvez continuer à travailler ; rien n’attend d’être envoyé.
        [one] Hors ligne. { $count } modification attend ici en sécurité ; vous pourrez l’envoyer dès que le service répondra.
       *[other] Hors ligne. { $count } modifications attendent ici en sécurité ; vous pourrez les envoyer dès que le service répondra.
    }
sync-notTheService = Autre chose qu’EduTracker répond, par exemple une page de connexion du réseau. Rien n’a été envoyé. Connectez-vous au réseau, puis réessayez.
sync-busy = Le service demande un peu de patience. Votre travail est en sécurité ici.
sync-sessionEnded =
    { $count ->
        [0] Votre session est terminée. Reconnectez-vous pour actualiser.
        [one] Votre session est terminée. { $count } modification attend ici en sécurité ; reconnectez-vous pour l’envoyer.
       *[other] Votre session est terminée. { $count } modifications attendent ici en sécurité ; reconnectez-vous pour les envoyer.
    }
sync-accountDisabled = Ce compte a été désactivé. Votre travail sur cet ordinateur est conservé. Demandez de l’aide à votre administrateur.
sync-tooOld = Lecture seule : cette version ({ $version }) ne peut plus envoyer. Vous pouvez encore lire, modifier et exporter ; vos modifications restent ici. Installez la version { $oldest } ou plus récente.
sync-next = Prochain essai dans { $seconds } s
sync-next-now = Nouvel essai…
sync-try = Essayer maintenant
sync-waits = Ce qui attend ici
sync-nothing = Rien n’attend.
sync-wait-ready =
    { $count ->
        [one] fiche est prête à l’envoi
       *[other] fiches sont prêtes à l’envoi
    }
sync-wait-waiting =
    { $count ->
        [one] fiche est envoyée et attend une réponse
       *[other] fiches sont envoyées et attendent une réponse
    }
sync-wait-conflicts =
    { $count ->
        [one] fiche attend votre choix
       *[other] fiches attendent votre choix
    }
sync-wait-invalid =
    { $count ->
        [one] fiche n’est pas encore en ordre
       *[other] fiches ne sont pas encore en ordre
    }
sync-wait-refused =
    { $count ->
        [one] fiche a été refusée ; votre texte est conservé
       *[other] fiches ont été refusées ; votre texte est conservé
    }
sync-wait-apart =
    { $count ->
        [one] modification est mise de côté
       *[other] modifications sont mises de côté
    }
sync-look-ready = Vérifier les modifications
sync-look-waiting = Consulter
sync-look-conflicts = Choisir
sync-look-invalid = Consulter
sync-look-refused = Consulter
sync-look-apart = Consulter
sync-copy = La copie sur cet ordinateur
sync-as-of = À jour au
sync-verified = Comparée au service
sync-not-verified = Pas encore
sync-check = Comparer maintenant
sync-checking = Comparaison…
sync-checked =
    { $count ->
        [0] La copie est identique au service.
        [one] La copie est de nouveau identique au service ; les données de { $count } organisation ont été relues.
       *[other] La copie est de nouveau identique au service ; les données de { $count } organisations ont été relues.
    }
sync-differs = La copie diffère encore du service. Rien n’est perdu ; comparez à nouveau plus tard.
sync-news = Nouveautés des autres
sync-listening = Le service l’annonce aussitôt
sync-polling = Récupérées chaque minute
sync-sent = Vos envois
sync-sent-look = Consulter ou annuler
sync-backups = Copies de réserve
sync-backups-why = Faites avant un grand changement. Elles sont chiffrées comme la copie elle-même.
sync-backup-sweep = Avant la disparition de nombreuses fiches, { $at }
sync-backup-schema = Avant une nouvelle version, { $at }
sync-megabytes = { $count } Mo

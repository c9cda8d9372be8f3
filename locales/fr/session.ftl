session-sign-in = Se connecter
session-signing-in = Connexion en cours…
session-sign-out = Se déconnecter
session-service = Adresse du service
session-service-hint = Rempli par votre organisation. Ne le modifiez qu’à la demande d’Agoria.
session-email = Adresse e-mail
session-password = Mot de passe
session-show = Afficher
session-hide = Masquer
session-passphrase = Phrase secrète
session-passphrase-hint = Cet ordinateur n’a pas de trousseau de clés. Vos données sont donc chiffrées avec une phrase secrète d’au moins { $limit } caractères. Sans elle, personne ne peut ouvrir la copie.
session-unsent =
    { $count ->
        [one] Cet ordinateur contient { $count } modification non envoyée. Elle est conservée.
       *[other] Cet ordinateur contient { $count } modifications non envoyées. Elles sont conservées.
    }
session-unlock = Ouvrir vos données
session-secret = Code de récupération ou phrase secrète
session-open = Ouvrir
session-try-keyring = Réessayer le trousseau
session-unlock-safe = Vos données sont chiffrées sur cet ordinateur. Rien n’est effacé, même après une phrase ou un code erroné.
session-locked-keyring-empty = Le trousseau de cet ordinateur ne contient plus la clé. Ouvrez la copie avec votre code de récupération.
session-locked-keyring-unavailable = Le trousseau de cet ordinateur ne répond pas. Déverrouillez-le et réessayez, ou utilisez votre code de récupération.
session-locked-other-key = La clé du trousseau appartient à une autre copie. Ouvrez celle-ci avec son code de récupération.
session-locked-passphrase = Les données de cet ordinateur sont protégées par votre phrase secrète.
session-recovery-title = Conservez votre code de récupération
session-recovery-why = Ce code ouvre la copie de cet ordinateur si le trousseau n’y parvient plus. Notez-le ou rangez-le dans un gestionnaire de mots de passe, pas sur cet ordinateur.
session-recovery-where = Vous retrouverez ce code dans les Paramètres.
session-recovery-copied = Le code est dans le presse-papiers.
session-recovery-kept = J’ai conservé le code
session-keep-copy = Garder la copie sur cet ordinateur
session-keep-copy-why = Chiffrée, avec vos modifications non envoyées. La prochaine connexion sera plus rapide.
session-delete-copy = Effacer la copie de cet ordinateur
session-delete-copy-why =
    { $count ->
        [0] Rien ne se perd : tout se trouve auprès du service.
        [one] { $count } modification non envoyée sera perdue.
       *[other] { $count } modifications non envoyées seront perdues.
    }
session-reconnect-why = Votre session auprès du service est terminée. Votre travail reste ici ; reconnectez-vous pour envoyer et actualiser.
session-work-offline = Continuer hors ligne

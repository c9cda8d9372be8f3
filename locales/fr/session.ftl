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
session-passphrase-hint = Cet ordinateur n’a pas de coffre à mots de passe. Vos données sont donc chiffrées avec une phrase secrète d’au moins { $limit } caractères. Vous recevrez un code de récupération au cas où vous l’oublieriez.
session-unsent =
    { $count ->
        [one] Cet ordinateur contient { $count } modification non envoyée. Elle est conservée.
       *[other] Cet ordinateur contient { $count } modifications non envoyées. Elles sont conservées.
    }
session-unlock = Ouvrir vos données
session-open = Ouvrir
session-try-keyring = Réessayer le coffre à mots de passe
session-unlock-safe = Vos données sont chiffrées sur cet ordinateur. Rien n’est effacé, même après une phrase ou un code erroné.
session-locked-keyring-empty = Le coffre à mots de passe de cet ordinateur ne contient plus la clé. Ouvrez la copie avec votre code de récupération.
session-locked-keyring-unavailable = Le coffre à mots de passe de cet ordinateur ne répond pas. Déverrouillez-le et réessayez, ou utilisez votre code de récupération.
session-locked-other-key = La clé du coffre à mots de passe appartient à une autre copie. Ouvrez celle-ci avec son code de récupération.
session-locked-passphrase = Les données de cet ordinateur sont protégées par votre phrase secrète.
session-recovery-title = Conservez votre code de récupération
session-recovery-why = Ce code ouvre la copie de cet ordinateur si le coffre à mots de passe n’y parvient plus ou si la phrase secrète est oubliée. Notez-le ou rangez-le dans un gestionnaire de mots de passe, pas sur cet ordinateur.
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
session-code = Code de récupération
session-code-hint = 26 lettres et chiffres de 2 à 7 ; ni zéro ni un n’y figurent. Majuscules, espaces et tirets ne comptent pas.
session-code-why = Avec votre code de récupération, vous ouvrez vos données et choisissez une nouvelle phrase secrète. Les modifications non envoyées y sont toujours.
session-new-passphrase = Nouvelle phrase secrète
session-new-passphrase-hint = Au moins { $limit } caractères. Elle remplace la phrase oubliée ; le code reste valable.
session-new-passphrase-optional = Au moins { $limit } caractères. Elle ouvrira vos données la prochaine fois. Laissez vide pour saisir le code à chaque fois.
session-forgot-passphrase = J’ai oublié ma phrase secrète
session-use-passphrase = Je me souviens de la phrase
session-lost-code = Je n’ai plus le code
session-afresh = Repartir à neuf
session-afresh-why = Sans phrase secrète, coffre à mots de passe ni code de récupération, personne ne peut ouvrir cette copie, pas même Agoria.
session-afresh-why-passphrase = Cette copie ne s’ouvre qu’avec sa phrase secrète. Sans elle, personne ne peut l’ouvrir, pas même Agoria.
session-afresh-unsent =
    { $count ->
        [0] Les modifications non envoyées, s’il y en a, ne se trouvent que dans cette copie.
        [one] { $count } modification n’a pas été envoyée ; elle ne se trouve que dans cette copie.
       *[other] { $count } modifications n’ont pas été envoyées ; elles ne se trouvent que dans cette copie.
    }
session-afresh-service = Tout ce qui a été envoyé est en sécurité auprès du service et revient quand vous vous connectez.
session-afresh-kept = Cette copie n’est pas effacée. Elle est mise de côté sur cet ordinateur et pourra encore être ouverte si vous retrouvez la phrase ou le code.
session-set-aside = Mettre la copie de côté
session-set-aside-done = Votre copie précédente est conservée dans { $folder }. Connectez-vous pour en commencer une nouvelle.
session-locked-or-passphrase = Le coffre à mots de passe de cet ordinateur n’ouvre pas la copie. Utilisez votre phrase secrète ou réessayez le coffre à mots de passe.
session-open-elsewhere = Déjà ouvert dans une autre fenêtre
session-not-started = EduTracker Desk ne peut pas démarrer
session-damaged = La copie sur cet ordinateur est endommagée
session-damaged-why = Une partie n’est plus ce qui a été écrit : le disque est peut-être défaillant, ou un programme a modifié le fichier. Tout ce qui a été envoyé est en sécurité auprès du service.
session-damaged-unsent =
    { $count ->
        [0] Les modifications non envoyées, s’il y en a, peuvent le plus souvent être récupérées.
        [one] { $count } modification n’a pas été envoyée. Elle peut le plus souvent être récupérée.
       *[other] { $count } modifications n’ont pas été envoyées. Elles peuvent le plus souvent être récupérées.
    }
session-damaged-secret = Phrase secrète ou code de récupération
session-damaged-kept = Une nouvelle copie prend sa place. Les modifications encore lisibles y sont mises de côté ; après la prochaine synchronisation, vous les remettez. Les étapes à défaire sont perdues. Les fichiers endommagés sont conservés.
session-salvage-go-on = Continuer
session-salvage = Récupérer et repartir à neuf
session-salvaged =
    { $count ->
        [0] Aucune modification n’a pu être mise de côté.
        [one] { $count } modification est mise de côté. Synchronisez, puis remettez-la.
       *[other] { $count } modifications sont mises de côté. Synchronisez, puis remettez-les.
    } { $unreadable ->
        [0] Les fichiers endommagés se trouvent dans { $folder }.
        [one] { $unreadable } modification est illisible. Les fichiers endommagés se trouvent dans { $folder }.
       *[other] { $unreadable } modifications sont illisibles. Les fichiers endommagés se trouvent dans { $folder }.
    }
session-passphrase-again = Répéter la phrase secrète
session-passphrase-differs = Ce n’est pas la même phrase secrète. Tapez-la encore une fois, ou cliquez sur Afficher pour voir ce que vous avez tapé.
session-passphrase-once-more = Tapez ici la phrase secrète une deuxième fois, ou cliquez sur Afficher pour voir ce que vous avez tapé.
session-forgotten = Mot de passe oublié ?
session-forgotten-title = Nouveau mot de passe
session-forgotten-why = Nous envoyons un lien à votre adresse e-mail. Il vous permet de choisir un nouveau mot de passe dans les 30 minutes.
session-forgotten-send = Envoyer le lien
session-forgotten-back = Retour à la connexion
session-forgotten-asked = S’il existe un compte avec cette adresse, un e-mail avec un lien est en route. Il fonctionne une fois, pendant 30 minutes.

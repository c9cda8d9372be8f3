error-not-signed-in = Vous n’êtes pas connecté. Votre travail est en sécurité sur cet ordinateur. Connectez-vous pour continuer.
error-invalid-credentials = L’adresse e-mail ou le mot de passe est incorrect. Vérifiez les deux, ou demandez à votre administrateur.
error-session-ended = Votre session est terminée. Rien n’est perdu. Reconnectez-vous.
error-account-disabled = Ce compte est désactivé. Votre travail sur cet ordinateur est conservé. Adressez-vous à votre administrateur.
error-rate-limited =
    Trop de tentatives successives. Réessayez dans { $seconds ->
        [one] { $seconds } seconde
       *[other] { $seconds } secondes
    }.
error-not-allowed = Votre rôle ne le permet pas. Rien n’a changé. Adressez-vous au besoin à votre administrateur.
error-not-available = Ce service ne le permet pas encore. Rien n’a changé.
error-unreachable = Le service est injoignable. Votre travail est en sécurité sur cet ordinateur. Vérifiez votre connexion, ou continuez hors ligne.
error-not-the-service = À cette adresse répond autre chose qu’EduTracker, par exemple une page de connexion du réseau. Rien n’a été envoyé. Vérifiez l’adresse et le réseau.
error-unavailable = Le service ne peut pas répondre pour l’instant. Votre travail est en sécurité. Réessayez dans quelques minutes.
error-refused = Le service a refusé la demande. Votre travail est en sécurité sur cet ordinateur. Réessayez, ou demandez de l’aide à Agoria.
error-client-too-old = Cette version d’EduTracker Desk est trop ancienne pour envoyer. Votre travail est en sécurité. Installez la nouvelle version.
error-insecure-address = Cette adresse n’est pas sécurisée. Rien n’a été envoyé. Utilisez une adresse qui commence par https://.
error-certificate-dates = Le certificat du service n’est pas valable à la date indiquée par cet ordinateur. Vérifiez la date et l’heure de cet ordinateur. Si elles sont exactes, le certificat a expiré : prévenez Agoria. Votre travail est en sécurité sur cet ordinateur.
error-locked = La copie sur cet ordinateur est verrouillée. Rien n’est effacé. Ouvrez-la avec votre phrase secrète ou votre code de récupération.
error-no-keyring = Cet ordinateur n’a pas de coffre à mots de passe. Rien n’est encore enregistré. Choisissez une phrase secrète pour protéger vos données.
error-wrong-passphrase = Cette phrase ou ce code n’ouvre pas la copie. Rien n’est effacé. Vérifiez chaque caractère.
error-weak-passphrase = La phrase secrète est trop courte. Prenez au moins { $limit } caractères ; quelques mots courants font l’affaire.
error-already-open = La copie est déjà ouverte dans une autre fenêtre ou un autre programme. Rien n’a changé. Fermez-la d’abord.
error-newer-cache = La copie a été créée par une version plus récente d’EduTracker Desk (schéma { $version }). Rien n’a changé. Installez cette version.
error-damaged-cache = La copie sur cet ordinateur est endommagée et a été laissée en l’état : { $path }. Les modifications non envoyées peuvent le plus souvent être récupérées : redémarrez le programme, ou lancez « edutracker salvage ».
error-not-damaged = La copie sur cet ordinateur n’est pas endommagée. Rien n’a changé.
error-disk = L’écriture sur le disque échoue. La dernière modification n’est pas enregistrée. Libérez de l’espace et réessayez.
error-not-found = Cette fiche n’existe plus. Rafraîchissez la liste.
error-ambiguous-id = Le début « { $id } » correspond à plusieurs fiches. Rien n’a changé. Donnez plus de caractères.
error-unknown-field = Le champ « { $field } » n’existe pas. Rien n’a changé.
error-invalid-value = « { $value } » ne convient pas au champ « { $field } ». Rien n’a changé. Saisissez une autre valeur.
error-locked-field = Le champ « { $field } » ne peut pas être modifié ici. Rien n’a changé.
error-waiting = Cette fiche attend la réponse du service. Rien n’a changé. Réessayez plus tard.
error-pending-edits =
    { $count ->
        [one] Il reste { $count } modification non envoyée.
       *[other] Il reste { $count } modifications non envoyées.
    } Rien n’est effacé. Envoyez-les d’abord, ou choisissez expressément de les abandonner.
error-other-account = La copie sur cet ordinateur appartient à { $account }. Rien n’a changé. Connectez-vous avec ce compte, ou faites d’abord effacer la copie.
error-confirm-needed = Ceci touche beaucoup de fiches à la fois ({ $updates } modifications, { $removals } retraits) et demande une confirmation. Rien n’a encore été fait.
error-cannot-delete = Ce que le service connaît déjà ne peut pas être supprimé. Rien n’a changé. Archivez-le ou mettez-le hors service.
error-reason-needed = Cette décision demande un motif adapté. Rien n’a changé. Choisissez-en un dans la liste.
error-view-closed = La liste a été fermée entre-temps. Rien n’est perdu. Rafraîchissez la liste.
error-file-unreadable = Le fichier { $path } ne peut pas être ouvert. Rien n’a été modifié. Vérifiez son nom et si vous pouvez le lire.
error-file-unwritable = Le fichier { $path } ne peut pas être écrit à cet endroit. Rien n’a été enregistré. Choisissez un dossier qui existe et où vous pouvez écrire.
error-file-empty = Le fichier est vide. Rien n’a été modifié.
error-file-too-large = Le fichier dépasse { $limit } Mo. Rien n’a été modifié. Divisez-le ou retirez ce qui n’appartient pas au tableau.
error-file-unpacks-too-large = Décompressé, le fichier dépasserait { $limit } Mo. Sa lecture a été arrêtée et rien n’a été modifié.
error-file-too-wide = Le tableau a plus de { $limit } colonnes. Rien n’a été modifié. Retirez les colonnes inutiles.
error-file-too-long = Le tableau a plus de { $limit } lignes ou cellules. Rien n’a été modifié. Divisez le fichier.
error-file-cell-too-long = Une cellule contient plus de { $limit } caractères. Rien n’a été modifié. Raccourcissez-la dans le fichier.
error-file-protected = Le fichier est protégé par un mot de passe. Rien n’a été modifié. Enregistrez une copie sans mot de passe et choisissez-la.
error-file-not-a-spreadsheet = Ce n’est pas un tableur mais { $found ->
        [binary] un fichier binaire
       *[other] { $found }
    }. Rien n’a été modifié. Enregistrez-le en XLSX, ODS ou CSV.
error-file-unsafe = Le fichier déclare son propre type de document, ce dont un tableur n’a pas besoin et qui pourrait faire entrer d’autres fichiers. Il n’a pas été lu. Rien n’a été modifié.
error-file-broken-text = Le texte du fichier est endommagé : ce n’est pas du { $encoding } valide. Rien n’a été modifié. Enregistrez le fichier à nouveau en UTF-8 ou choisissez un autre encodage.
error-file-damaged = Le fichier est endommagé et ne peut pas être lu comme { $format }. Rien n’a été modifié. Ouvrez-le dans votre tableur et enregistrez-le à nouveau.
error-sheet-unknown = Le fichier n’a pas de feuille « { $sheet } ». Rien n’a été modifié. Choisissez une de ses feuilles.
error-import-not-understood = Aucune colonne de ce tableau n’a été reconnue. Rien n’a été modifié. Indiquez la ligne des en-têtes ou vérifiez que c’est le bon fichier.
error-column-missing = Le tableau n’a pas de colonne « { $column } ». Rien n’a été lu. Ajoutez la colonne ou vérifiez que c’est le bon fichier.
error-organisation-unknown = Aucune organisation « { $organisation } » n’est connue ici. Rien n’a été modifié. Vérifiez le code.
error-recipe-unknown = Il n’y a pas de choix enregistrés « { $recipe } ». Rien n’a été modifié.
error-recipe-does-not-fit = Les choix enregistrés « { $recipe } » sont faits pour un fichier avec d’autres colonnes ; il manque : { $missing }. Rien n’a été modifié.
error-decision-unfit = « { $decision } » ne concerne aucune ligne de ce fichier, ou rien de ce qui y est demandé. Rien n’a été importé.
error-cancelled = Arrêté. Rien n’a été modifié.
error-internal = Une erreur s’est produite dans le programme. Ce que vous avez enregistré est en sécurité. Réessayez ; si cela persiste, transmettez ceci : { $detail }
error-invalid-pattern = Le motif n’est pas lisible au caractère { $position } (« { $rest } »). Rien n’a été modifié. Corrigez-le là.
error-saved-locked = « { $name } » est verrouillé. Rien n’a été modifié. Enregistrez sous un autre nom, ou déverrouillez.
error-removed = Agoria a retiré cette offre. Elle n’a pas été modifiée. Copiez-la, ou contestez le retrait.
error-look-again = « { $name } » a changé entre-temps. Regardez-la de nouveau ; rien n’a été décidé.
error-decided-meanwhile = { $by } a décidé entre-temps pour « { $name } ». Regardez ; votre décision n’a pas été prise.

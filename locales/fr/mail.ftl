mail-greeting = Bonjour,
mail-close =
    Cordialement,
    L’équipe EduTracker d’Agoria

    Ce message a été envoyé automatiquement.
mail-reason = Motif : { $reason }
mail-note = Explication d’Agoria :
mail-note-other = Explication d’Agoria (langue : { $language }) :
mail-remove-subject = Retiré d’EduTracker : { $name }
mail-remove-body = Agoria a retiré « { $name } » de { $organisation } d’EduTracker. Les entreprises ne la voient plus. Rien n’est effacé : vous la retrouvez avec son historique dans vos offres.
mail-remove-can =
    Vous n’êtes pas d’accord, ou un point a été corrigé ? Dites-le aux examinateurs sur cette page (valable 60 jours) :
    { $link }
mail-ask-subject = Question d’Agoria : { $name }
mail-ask-body = Agoria a une question sur « { $name } » de { $organisation } dans EduTracker.
mail-ask-due = Merci de répondre pour le { $due }.
mail-ask-can = Répondez dans EduTracker, sous les messages d’Agoria, ou adaptez l’offre.
mail-restore-subject = De retour dans EduTracker : { $name }
mail-restore-body = Agoria a remis « { $name } » de { $organisation } dans EduTracker.
mail-restore-can = L’offre n’est pas encore publiée. Cochez « publiée » dans EduTracker pour la montrer de nouveau aux entreprises.
mail-password-subject = Nouveau mot de passe pour EduTracker
mail-password-body =
    Quelqu’un a demandé un nouveau mot de passe pour votre compte. Choisissez-le sur cette page. Le lien fonctionne une seule fois, pendant 30 minutes :
    { $link }

    Si ce n’était pas vous, vous n’avez rien à faire.
mail-invitation-subject = Votre compte EduTracker
mail-invitation-body =
    Agoria a accepté la demande de { $organisation }. Vous êtes l’administrateur, avec l’adresse { $email }. Choisissez votre mot de passe sur cette page. Le lien fonctionne une seule fois, pendant 14 jours :
    { $link }

    Connectez-vous ensuite dans EduTracker.
mail-refusal-subject = Votre demande EduTracker
mail-refusal-body = Agoria ne peut pas accepter la demande de { $organisation }.

review-title = Évaluer
review-which = Quelles offres
review-tab-queue = À évaluer
review-tab-all = Toutes
review-tab-removed = Retirées
review-queue = File d’attente
review-left = encore { $count } à évaluer
review-tick = Cocher « { $name } »
review-decide = Décision
review-criteria = Critères
review-evidence = Ce qui plaide pour et contre
review-probability = Probabilité que ce ne soit pas technologique
review-not-technological = { $percent } % : non technologique
review-estimate = Estimation d’après le nom, la description, les domaines et les décisions précédentes ; vous décidez.
review-speaks-for = Plaide pour « non technologique »
review-speaks-against = Plaide contre
review-nothing-speaks = Rien trouvé
review-disagrees = le nom et le domaine se contredisent
review-decided-before =
    { $count ->
        [one] { $count } décision précédente
       *[other] { $count } décisions précédentes
    }
review-since = Modifié depuis la dernière décision
review-earlier-here = Décisions précédentes pour cette organisation
review-similar = Offres semblables ailleurs
review-no-verdict = pas encore évaluée
review-strength = 
    { $count ->
        [one] faible
        [2] nette
       *[other] forte
    }
review-look-fine = En ordre
review-look-look = À vérifier
review-look-unknown = Inconnu
review-out-of-scope = hors périmètre par défaut
review-no-domain = Aucun domaine d’études indiqué
review-no-duration = Aucune durée indiquée
review-no-level = Aucun niveau d’études indiqué
review-earlier = Décisions précédentes
review-keep = Garder
review-remove = Retirer…
review-ask = Question…
review-defer = Reporter
review-restore = Rétablir
review-remove-title =
    { $count ->
        [one] Retirer « { $name } »
       *[other] Retirer { $count } offres
    }
review-remove-submit =
    { $count ->
        [one] Retirer
       *[other] Retirer { $count } offres
    }
review-ask-title =
    { $count ->
        [one] Question sur « { $name } »
       *[other] Question sur { $count } offres
    }
review-ask-submit =
    { $count ->
        [one] Poser la question
       *[other] Poser { $count } questions
    }
review-reason = Motif
review-reason-suggested = selon les indices
review-note = Note
review-note-in = Note ({ $language })
review-verdict-keep = Gardée
review-verdict-remove = Retirée
review-verdict-ask = Question posée
review-verdict-defer = Reportée
review-verdict-restore = Rétablie
review-verdict-answer = Réponse
review-verdict-objection = Objection
review-one-keep = « { $name } » gardée
review-one-remove = « { $name } » retirée
review-one-ask = Question posée sur « { $name } »
review-one-defer = « { $name } » reportée
review-one-restore = « { $name } » rétablie
review-many-keep = { $count } offres gardées
review-many-remove = { $count } offres retirées
review-many-ask = Question posée sur { $count } offres
review-many-defer = { $count } offres reportées
review-many-restore = { $count } offres rétablies
review-sent-with-push = Prend effet à l’envoi.
review-empty = Plus rien à évaluer
review-empty-removed = Rien n’a été retiré
review-done =
    { $count ->
        [one] { $count } décision prise
       *[other] { $count } décisions prises
    }
review-confirm-title = Beaucoup d’offres à la fois
review-journal = Journal des décisions
review-journal-empty = Rien n’a encore été décidé
review-notify = Avertir l’organisation par e-mail
review-mail = Avertissement par e-mail
review-mail-unwanted = Personne n’est averti : c’est ce qui a été choisi avec la décision.
review-mail-unsent = La décision n’est pas encore envoyée. Les e-mails ne partent qu’ensuite.
review-mail-offline = Seul le service sait ce que les e-mails sont devenus, et il est injoignable pour l’instant.
review-mail-again = Regarder à nouveau
review-mail-counted = { $state } : { $count }
review-mail-nobody = Aucun e-mail n’a été écrit pour cette décision : il n’y avait ni administrateur ni contact à avertir.
review-mail-waiting = En attente
review-mail-sending = En cours d’envoi
review-mail-sent = Envoyé
review-mail-failed = Échoué
review-mail-uncertain = Incertain
review-mail-cancelled = Annulé
review-mail-why-unreachable = Le serveur de messagerie est injoignable ; un nouvel essai suivra.
review-mail-why-timeout = Le serveur de messagerie n’a pas répondu à temps.
review-mail-why-certificate = Le certificat du serveur de messagerie n’est pas reconnu.
review-mail-why-tls = Le serveur de messagerie n’offre pas de connexion sécurisée.
review-mail-why-sign-in = Le serveur de messagerie refuse la connexion du service.
review-mail-why-interrupted = Le service s’est arrêté pendant l’envoi. L’e-mail est peut-être arrivé et ne repart pas.
review-mail-why-too-late = Abandonné après plusieurs jours d’essais.
review-mail-why-gone = Ce dont parlait l’e-mail n’existe plus.
review-mail-why-withdrawn = La décision a été retirée avant le départ de l’e-mail.
review-mail-why-answer = Réponse du serveur de messagerie : { $code }
review-notice = Aperçu de l’avis
review-notice-language = Langue de l’aperçu
review-claimed = { $name } y travaille
review-claimed-notice =
    { $count ->
        [one] { $name } regarde aussi cette offre en ce moment. Vous pouvez décider malgré tout.
       *[other] { $name } regardent aussi cette offre en ce moment. Vous pouvez décider malgré tout.
    }
review-by = par { $by }
review-decided-by = { $verdict } par { $by }
review-elsewhere = Un collègue a décidé entre-temps
review-waits-no-more = N’attend plus
review-waits-no-more-why = Cette offre n’attend plus de décision : elle a été modifiée ou dépubliée entre-temps.
review-met-title =
    { $count ->
        [one] Un collègue a déjà décidé
       *[other] Des collègues ont déjà décidé pour { $count } offres
    }
review-met = Votre décision n’est pas encore prise. Si vous décidez quand même, elle suivra celle de votre collègue ; les deux restent au journal.
review-met-despite =
    { $count ->
        [one] Décider quand même
       *[other] Décider pour les { $count } offres
    }
review-met-others =
    { $count ->
        [one] Décider pour l’autre seulement
       *[other] Décider pour les { $count } autres seulement
    }
review-met-leave = Ne pas décider
review-remove-why =
    { $count ->
        [one] Dès l’envoi, l’offre disparaît des résultats de recherche. L’organisation voit le motif et votre note. Vous pourrez la rétablir.
       *[other] Dès l’envoi, les offres disparaissent des résultats de recherche. Les organisations voient le motif et votre note. Vous pourrez les rétablir.
    }
review-ask-why =
    { $count ->
        [one] L’offre reste visible. L’organisation reçoit votre question.
       *[other] Les offres restent visibles. Les organisations reçoivent votre question.
    }
review-restore-why =
    { $count ->
        [one] L’offre revient, non publiée, chez son organisation.
       *[other] Les offres reviennent, non publiées, chez leur organisation.
    }
review-keep-title =
    { $count ->
        [one] Garder l’offre
       *[other] Garder { $count } offres
    }
review-keep-why =
    { $count ->
        [one] L’offre reste et quitte la file d’attente jusqu’à ce qu’elle change.
       *[other] Les offres restent et quittent la file d’attente jusqu’à ce qu’elles changent.
    }
review-keep-submit =
    { $count ->
        [one] Garder
       *[other] Garder { $count } offres
    }
review-keep-doubtful =
    { $count ->
        [one] L’une d’elles n’est probablement pas technologique.
       *[other] { $count } d’entre elles ne sont probablement pas technologiques.
    }
review-defer-title =
    { $count ->
        [one] Reporter l’offre
       *[other] Reporter { $count } offres
    }
review-defer-why =
    { $count ->
        [one] L’offre revient dans la file d’attente dans 14 jours, ou plus tôt si elle change.
       *[other] Les offres reviennent dans la file d’attente dans 14 jours, ou plus tôt si elles changent.
    }
review-defer-submit =
    { $count ->
        [one] Reporter
       *[other] Reporter { $count } offres
    }
review-restore-title =
    { $count ->
        [one] Rétablir l’offre
       *[other] Rétablir { $count } offres
    }
review-restore-submit =
    { $count ->
        [one] Rétablir
       *[other] Rétablir { $count } offres
    }
review-chosen =
    { $count ->
        [one] L’offre
       *[other] Les { $count } offres
    }
review-ticked =
    { $count ->
        [one] { $count } offre cochée
       *[other] { $count } offres cochées
    }
review-confirm-keep =
    { $count ->
        [one] Rien n’a encore été fait. Ceci garde { $count } offre.
       *[other] Rien n’a encore été fait. Ceci garde { $count } offres.
    }
review-confirm-remove =
    { $count ->
        [one] Rien n’a encore été fait. Ceci retire { $count } offre.
       *[other] Rien n’a encore été fait. Ceci retire { $count } offres.
    }
review-confirm-ask =
    { $count ->
        [one] Rien n’a encore été fait. Ceci pose une question sur { $count } offre.
       *[other] Rien n’a encore été fait. Ceci pose une question sur { $count } offres.
    }
review-confirm-defer =
    { $count ->
        [one] Rien n’a encore été fait. Ceci reporte { $count } offre.
       *[other] Rien n’a encore été fait. Ceci reporte { $count } offres.
    }
review-confirm-restore =
    { $count ->
        [one] Rien n’a encore été fait. Ceci rétablit { $count } offre.
       *[other] Rien n’a encore été fait. Ceci rétablit { $count } offres.
    }
review-untick = Tout décocher
review-tick-all = Tout cocher ({ $count })
review-tick-first = Cocher les { $count } premières
review-note-why = Facultatif. L’organisation lit le texte dans sa langue ; { $name } et { $institution } sont complétés pour chaque offre.
review-template-use = Utiliser le modèle
review-template-keep = Garder comme modèle pour ce motif
review-template-reset = Revenir au texte d’origine
review-template-kept = Gardé sur cet ordinateur
review-template-is-reset = Le texte d’origine est rétabli
review-notice-of = { $at } sur { $count }
review-notice-next = Offre suivante
review-notice-previous = Offre précédente
review-look-domain = Domaine admis
review-remove-doubtful =
    { $count ->
        [one] L’une d’elles est probablement technologique ; elle figure en tête.
       *[other] { $count } d’entre elles sont probablement technologiques ; elles figurent en tête.
    }
review-due-past = Choisissez un jour à venir.
review-due-why = Sans date : dans les 14 jours ; ensuite l’offre revient dans la file.
review-template-why = Vos modèles restent sur cet ordinateur ; vos collègues ne les voient pas.
review-notice-reads =
    { $language ->
        [nl] { $organisation } travaille en néerlandais. Les administrateurs reçoivent le message dans leur propre langue.
        [fr] { $organisation } travaille en français. Les administrateurs reçoivent le message dans leur propre langue.
       *[en] { $organisation } travaille en anglais. Les administrateurs reçoivent le message dans leur propre langue.
    }
review-empty-narrowed = Rien à évaluer avec ces mots et ces filtres
review-empty-waiting =
    { $count ->
        [one] Sans eux, 1 offre attend encore.
       *[other] Sans eux, { $count } offres attendent encore.
    }
review-clear = Effacer les mots et les filtres
review-bar = Les décisions prennent effet à l’envoi ; d’ici là, Ctrl+Z les annule.
review-view-plain = Formations à évaluer
review-others =
    { $count ->
        [one] 1 autre offre attend
       *[other] { $count } autres offres attendent
    }
review-empty-others =
    { $count ->
        [one] 1 autre offre attend encore : un événement ou une offre d’entreprise.
       *[other] { $count } autres offres attendent encore : des événements et des offres d’entreprise.
    }
review-show-others = Afficher tout ce qui attend
review-empty-programmes = Plus aucune formation à évaluer

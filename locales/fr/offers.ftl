offers-title = Offres
offers-new = Nouvelle offre
offers-new-button = Nouvelle offre
offers-save-new = Enregistrer l’offre
offers-duplicate = Dupliquer
offers-duplicated = Copie créée. Elle n’est pas encore publiée.
offers-archive = Archiver
offers-unarchive = Désarchiver
offers-archived = « { $name } » a été archivée.
offers-unarchived = « { $name } » a été désarchivée.
offers-empty = Pas encore d’offres
offers-subject-help = Ce choix est définitif une fois l’offre enregistrée.
offers-copy-as-form = Copier sous une autre forme
offers-copy-as-form-why = Une offre d’entreprise a exactement une forme de collaboration. Choisissez la forme de la copie ; tout le reste est repris.
offers-site-dropped =
    { $count ->
        [one] { $site } a été retiré : sa province n’est plus choisie.
       *[other] { $site } et d’autres ({ $count } au total) ont été retirés : leur province n’est plus choisie.
    }
offers-no-site-in-provinces = Aucun campus dans les provinces choisies.
offers-removed = Agoria a retiré cette offre
offers-removed-what-now = Les entreprises ne la voient plus. Si vous n’êtes pas d’accord, contestez-le ici.
offers-help-name = Sans le niveau d’études : « Électromécanique », pas « Bachelier en électromécanique ». Le niveau s’ajoute automatiquement.
offers-help-name-event = Le nom de l’événement ou de l’activité.
offers-help-name-company = Un nom court qui dit ce que vous proposez.
offers-help-provinces = Où la collaboration peut avoir lieu.
offers-help-provinces-visit = Pour une visite d’entreprise : là où se trouve l’entreprise à visiter.
offers-help-provinces-guest = Pour un professionnel en classe : là où vos experts sont prêts à se déplacer.
offers-help-one-form = Exactement une forme. Pour une autre forme, créez une deuxième offre.
offers-help-sites = Uniquement les campus des provinces choisies.
offers-help-description = Précisez quand, combien de temps et l’accent principal. Écrivez clairement, sans jargon.

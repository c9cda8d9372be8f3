offers-title = Voorstellen
offers-new = Nieuw voorstel
offers-new-button = Nieuw voorstel
offers-save-new = Voorstel bewaren
offers-duplicate = Dupliceren
offers-duplicated = Kopie gemaakt. Ze is nog niet gepubliceerd.
offers-archive = Archiveren
offers-unarchive = Uit archief halen
offers-archived = “{ $name }” is gearchiveerd.
offers-unarchived = “{ $name }” is uit het archief gehaald.
offers-empty = Nog geen voorstellen
offers-subject-help = Dit ligt vast zodra het voorstel bewaard is.
offers-copy-as-form = Kopiëren als andere vorm
offers-copy-as-form-why = Een bedrijfsvoorstel heeft precies één samenwerkingsvorm. Kies de vorm van de kopie; al de rest wordt overgenomen.
offers-site-dropped =
    { $count ->
        [one] { $site } is weggehaald: de provincie staat niet meer aan.
       *[other] { $site } en andere ({ $count } in totaal) zijn weggehaald: hun provincie staat niet meer aan.
    }
offers-no-site-in-provinces = Geen campussen in de gekozen provincies.
offers-removed = Agoria heeft dit voorstel verwijderd
offers-removed-what-now = Het is nergens meer te vinden voor bedrijven. Vindt u dit niet terecht, maak dan hier bezwaar.
offers-help-name = Zonder studieniveau: “Elektromechanica”, niet “Professionele bachelor Elektromechanica”. Het niveau komt er vanzelf voor.
offers-help-name-event = De naam van het evenement of de activiteit.
offers-help-name-company = Een korte naam die zegt wat u aanbiedt.
offers-help-provinces = Waar de samenwerking kan plaatsvinden.
offers-help-provinces-visit = Bij een bedrijfsbezoek: waar uw bedrijf ligt en dus bezocht wordt.
offers-help-provinces-guest = Bij een professional voor de klas: waarheen uw experts zich willen verplaatsen.
offers-help-one-form = Precies één vorm. Voor een andere vorm maakt u een tweede voorstel.
offers-help-sites = Alleen campussen in de gekozen provincies.
offers-help-description = Zeg wanneer, hoe lang en waarop de nadruk ligt. Schrijf helder, zonder vakjargon.

shell-skip = Naar de inhoud
shell-search = Zoeken ( / )
shell-search-field = De lijst heeft geen veld “{ $typed }” dat zo kan worden gezocht.
shell-search-value = { $label } heeft geen waarde “{ $typed }”.
shell-search-use = “{ $nearest }” gebruiken
shell-push = Wijzigingen nakijken
shell-account = Account
shell-reconnect = Opnieuw aanmelden
shell-nav = Schermen
shell-nav-offers = Voorstellen
shell-nav-review = Beoordelen
shell-nav-changes = Wijzigingen
shell-nav-organisation = Organisatie
shell-nav-organisations = Organisaties
shell-nav-sites = Campussen
shell-nav-entities = Entiteiten
shell-nav-contacts = Contactpersonen
shell-nav-accounts = Accounts
shell-nav-settings = Instellingen
shell-status = Statusbalk
shell-online = Online
shell-offline = Offline
shell-offline-kept =
    { $count ->
        [one] Offline — 1 gewijzigde fiche staat veilig op deze computer
       *[other] Offline — { $count } gewijzigde fiches staan veilig op deze computer
    }
shell-as-of = Bijgewerkt { $time }
shell-never-pulled = Nog niet bijgewerkt
shell-pull = Bijwerken
shell-pulling = Bezig met bijwerken…
shell-pulled =
    { $received ->
        [0] Alles is bijgewerkt.
        [one] Bijgewerkt: 1 gewijzigde fiche.
       *[other] Bijgewerkt: { $received } gewijzigde fiches.
    } { $conflicts ->
        [0] { "" }
        [one] 1 conflict vraagt uw keuze.
       *[other] { $conflicts } conflicten vragen uw keuze.
    }
shell-pending =
    { $count ->
        [0] Geen wijzigingen
        [one] 1 fiche gewijzigd
       *[other] { $count } fiches gewijzigd
    }
shell-unready = { $count } nog niet klaar om te verzenden
shell-conflicts =
    { $count ->
        [one] 1 conflict
       *[other] { $count } conflicten
    }
shell-refused = { $count } geweigerd
shell-rows =
    { $count ->
        [one] 1 fiche
       *[other] { $count } fiches
    }
shell-rows-of = { $shown } van { $total } fiches
shell-nav-conflicts = Conflicten
shell-nav-sync = Synchronisatie
shell-apart = { $count } apart bewaard
shell-nav-journal = Journaal
shell-nav-messages = Berichten
shell-nav-requests = Accountaanvragen
shell-selected =
    Geselecteerd: { $rows ->
        [one] 1 rij
       *[other] { $rows } rijen
    }, { $cells } cellen

requests-which = Welke aanvragen
requests-list = Aanvragen
requests-tab-open = Te behandelen
requests-tab-accepted = Aanvaard
requests-tab-refused = Geweigerd
requests-empty-open = Geen aanvragen te behandelen
requests-empty-accepted = Er is nog geen aanvraag aanvaard
requests-empty-refused = Er is nog geen aanvraag geweigerd
requests-empty-why = Nieuwe aanvragen verschijnen hier vanzelf.
requests-offline = U bent offline
requests-offline-why = Aanvragen staan enkel bij de dienst. Ze verschijnen zodra er weer verbinding is; er gaat niets verloren.
requests-offline-still = De dienst is niet bereikbaar. Er is niets beslist; probeer het zo dadelijk opnieuw.
requests-retry = Opnieuw proberen
requests-more = Oudere tonen
requests-rule-short = Regel
requests-similar-short = Bestaat al?
requests-rule = Dit soort organisatie krijgt geen account: { $reason } (regel geldig sinds { $date }).
requests-rule-why = De dienst weigert deze aanvraag te aanvaarden zolang de regel geldt.
requests-similar =
    { $count ->
        [one] Er is al een organisatie met deze of bijna deze naam: { $codes }
       *[other] Er zijn al organisaties met deze of bijna deze naam: { $codes }
    }
requests-similar-why = Gaat het om dezelfde organisatie? Kies haar dan bij het aanvaarden. Heeft ze al een administrator, dan nodigt die zelf collega’s uit.
requests-kind = Soort organisatie
requests-kind-none = Niet opgegeven
requests-kind-choose = Kies een soort
requests-country = Land
requests-person = Administrator
requests-email = E-mailadres
requests-language = Taal
requests-message = Bericht
requests-receipt = Nummer van de aanvraag
requests-created = Ontvangen
requests-state-accepted = Aanvaard: de administrator is per e-mail uitgenodigd
requests-state-refused = Geweigerd
requests-accept = Aanvaarden…
requests-refuse = Weigeren…
requests-again = Uitnodiging opnieuw sturen…
requests-again-why = Kan zolang de administrator nog geen wachtwoord heeft gekozen. De vorige link werkt dan niet meer.
requests-accept-title = “{ $name }” aanvaarden
requests-again-title = “{ $name }” opnieuw uitnodigen
requests-accept-why = { $name } ({ $email }) krijgt een e-mail in het { $language } met een link om een wachtwoord te kiezen. De link werkt één keer, zeven dagen lang.
requests-accept-submit = Uitnodiging versturen
requests-known =
    { $count ->
        [one] Is het deze organisatie?
       *[other] Is het een van deze organisaties?
    }
requests-new = Nee, een nieuwe organisatie
requests-code = Code van de organisatie
requests-code-why = Tot 24 letters, cijfers, - of _. Bestaat de code al, dan hoort de administrator bij die organisatie.
requests-code-wrong = Deze code kan niet: gebruik tot 24 letters, cijfers, - of _.
requests-refuse-title = “{ $name }” weigeren
requests-refuse-why = De reden wordt gemaild naar { $email }.
requests-reason = Reden (in het { $language })
requests-refuse-submit = Weigeren
requests-accepted-done = “{ $name }” is aanvaard. De uitnodiging vertrekt naar { $email }.
requests-refused-done = “{ $name }” is geweigerd. De reden vertrekt naar { $email }.
requests-invited-again = Een nieuwe uitnodiging vertrekt naar { $email }.
requests-hindered-decided = Over deze aanvraag is al beslist: het account is actief, of een collega was u voor. Vernieuw de lijst.
requests-hindered-email-taken = Er is al een account met dit e-mailadres. Weiger de aanvraag en verwijs naar het bestaande account.
requests-hindered-has-administrator = Deze organisatie heeft al een administrator. Die nodigt zelf collega’s uit; weiger de aanvraag en zeg dat erbij.

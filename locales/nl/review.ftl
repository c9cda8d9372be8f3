review-title = Beoordelen
review-which = Welke voorstellen
review-tab-queue = Te beoordelen
review-tab-all = Alle
review-tab-removed = Verwijderd
review-queue = Wachtrij
review-left =
    { $count ->
        [one] nog 1 te beoordelen
       *[other] nog { $count } te beoordelen
    }
review-tick = “{ $name }” aanvinken
review-decide = Beslissing
review-criteria = Criteria
review-evidence = Wat ervoor en ertegen spreekt
review-probability = Kans dat dit niet technologisch is
review-not-technological = { $percent } % kans: niet technologisch
review-estimate = Schatting op basis van naam, beschrijving, domeinen en eerdere beslissingen; u beslist.
review-speaks-for = Spreekt voor “niet technologisch”
review-speaks-against = Spreekt ertegen
review-nothing-speaks = Niets gevonden
review-disagrees = naam en domein spreken elkaar tegen
review-decided-before =
    { $count ->
        [one] { $count } eerdere beslissing
       *[other] { $count } eerdere beslissingen
    }
review-since = Gewijzigd sinds de laatste beslissing
review-earlier-here = Eerder beslist bij deze organisatie
review-similar = Gelijkaardige voorstellen elders
review-no-verdict = nog niet beoordeeld
review-strength = 
    { $count ->
        [one] zwak
        [2] duidelijk
       *[other] sterk
    }
review-look-fine = In orde
review-look-look = Nakijken
review-look-unknown = Niet bekend
review-out-of-scope = standaard buiten bereik
review-no-domain = Geen studiedomein opgegeven
review-no-duration = Geen duur opgegeven
review-no-level = Geen studieniveau opgegeven
review-earlier = Eerdere beslissingen
review-keep = Houden
review-remove = Verwijderen…
review-ask = Vraag…
review-defer = Uitstellen
review-restore = Terugzetten
review-remove-title =
    { $count ->
        [one] “{ $name }” verwijderen
       *[other] { $count } voorstellen verwijderen
    }
review-remove-submit =
    { $count ->
        [one] Verwijderen
       *[other] { $count } verwijderen
    }
review-ask-title =
    { $count ->
        [one] Vraag over “{ $name }”
       *[other] Vraag over { $count } voorstellen
    }
review-ask-submit =
    { $count ->
        [one] Vraag stellen
       *[other] { $count } vragen stellen
    }
review-reason = Reden
review-reason-suggested = volgens de aanwijzingen
review-note = Toelichting
review-note-in = Toelichting ({ $language })
review-verdict-keep = Gehouden
review-verdict-remove = Verwijderd
review-verdict-ask = Gevraagd
review-verdict-defer = Uitgesteld
review-verdict-restore = Teruggezet
review-verdict-answer = Antwoord
review-verdict-objection = Bezwaar
review-one-keep = “{ $name }” gehouden
review-one-remove = “{ $name }” verwijderd
review-one-ask = Vraag gesteld over “{ $name }”
review-one-defer = “{ $name }” uitgesteld
review-one-restore = “{ $name }” teruggezet
review-many-keep = { $count } voorstellen gehouden
review-many-remove = { $count } voorstellen verwijderd
review-many-ask = Vraag gesteld over { $count } voorstellen
review-many-defer = { $count } voorstellen uitgesteld
review-many-restore = { $count } voorstellen teruggezet
review-sent-with-push = Geldt zodra u verzendt.
review-empty = Niets meer te beoordelen
review-empty-removed = Er is niets verwijderd
review-done =
    { $count ->
        [one] 1 beslissing genomen
       *[other] { $count } beslissingen genomen
    }
review-confirm-title = Veel voorstellen tegelijk
review-journal = Journaal van beslissingen
review-journal-empty = Er is nog niets beslist
review-notify = De organisatie per e-mail verwittigen
review-mail = Verwittiging per e-mail
review-mail-unwanted = Niemand wordt verwittigd: dat is bij de beslissing zo gekozen.
review-mail-unsent = De beslissing is nog niet verzonden. De mails gaan pas daarna.
review-mail-offline = Wat er van de mails geworden is, weet enkel de dienst, en die is nu niet bereikbaar.
review-mail-again = Opnieuw kijken
review-mail-counted = { $state }: { $count }
review-mail-nobody = Over deze beslissing is geen mail geschreven: er was geen beheerder of contactpersoon om te verwittigen.
review-mail-waiting = Wacht
review-mail-sending = Wordt verzonden
review-mail-sent = Verzonden
review-mail-failed = Mislukt
review-mail-uncertain = Onzeker
review-mail-cancelled = Ingetrokken
review-mail-why-unreachable = De mailserver is niet bereikbaar; er wordt opnieuw geprobeerd.
review-mail-why-timeout = De mailserver antwoordde niet op tijd.
review-mail-why-certificate = Het certificaat van de mailserver wordt niet vertrouwd.
review-mail-why-tls = De mailserver biedt geen beveiligde verbinding.
review-mail-why-sign-in = De mailserver weigert de aanmelding van de dienst.
review-mail-why-interrupted = De dienst stopte tijdens het verzenden. De mail is misschien aangekomen en gaat niet opnieuw.
review-mail-why-too-late = Na dagen proberen opgegeven.
review-mail-why-gone = Waarover de mail ging, bestaat niet meer.
review-mail-why-withdrawn = De beslissing is teruggenomen vóór de mail ging.
review-mail-why-answer = Antwoord van de mailserver: { $code }
review-notice = Voorbeeld van het bericht
review-notice-language = Taal van het voorbeeld
review-claimed = { $name } is hier bezig
review-claimed-notice =
    { $count ->
        [one] { $name } bekijkt dit voorstel nu ook. U kunt gewoon beslissen.
       *[other] { $name } bekijken dit voorstel nu ook. U kunt gewoon beslissen.
    }
review-by = door { $by }
review-decided-by = { $verdict } door { $by }
review-elsewhere = Een collega heeft intussen beslist
review-waits-no-more = Wacht niet meer
review-waits-no-more-why = Dit voorstel wacht niet meer op een beslissing: het is intussen gewijzigd of van de publicatie gehaald.
review-met-title =
    { $count ->
        [one] Een collega heeft al beslist
       *[other] Collega’s hebben al beslist over { $count } voorstellen
    }
review-met = Uw beslissing is nog niet genomen. Beslist u toch, dan komt ze na die van uw collega; beide blijven in het journaal.
review-met-despite =
    { $count ->
        [one] Toch beslissen
       *[other] Over alle { $count } beslissen
    }
review-met-others =
    { $count ->
        [one] Enkel over het andere beslissen
       *[other] Enkel over de { $count } andere beslissen
    }
review-met-leave = Niet beslissen
review-remove-why =
    { $count ->
        [one] Zodra u verzendt, verdwijnt het voorstel uit de zoekresultaten. De organisatie ziet de reden en uw toelichting. U kunt het later terugzetten.
       *[other] Zodra u verzendt, verdwijnen de voorstellen uit de zoekresultaten. De organisaties zien de reden en uw toelichting. U kunt ze later terugzetten.
    }
review-ask-why =
    { $count ->
        [one] Het voorstel blijft staan. De organisatie krijgt uw vraag.
       *[other] De voorstellen blijven staan. De organisaties krijgen uw vraag.
    }
review-restore-why =
    { $count ->
        [one] Het voorstel komt ongepubliceerd terug bij zijn organisatie.
       *[other] De voorstellen komen ongepubliceerd terug bij hun organisatie.
    }
review-keep-title =
    { $count ->
        [one] Voorstel houden
       *[other] { $count } voorstellen houden
    }
review-keep-why =
    { $count ->
        [one] Het voorstel blijft staan en verlaat de wachtrij tot het wijzigt.
       *[other] De voorstellen blijven staan en verlaten de wachtrij tot ze wijzigen.
    }
review-keep-submit =
    { $count ->
        [one] Houden
       *[other] { $count } houden
    }
review-keep-doubtful =
    { $count ->
        [one] Eén ervan is waarschijnlijk niet technologisch.
       *[other] { $count } ervan zijn waarschijnlijk niet technologisch.
    }
review-defer-title =
    { $count ->
        [one] Voorstel uitstellen
       *[other] { $count } voorstellen uitstellen
    }
review-defer-why =
    { $count ->
        [one] Het voorstel komt over 14 dagen terug in de wachtrij, of eerder als het wijzigt.
       *[other] De voorstellen komen over 14 dagen terug in de wachtrij, of eerder als ze wijzigen.
    }
review-defer-submit =
    { $count ->
        [one] Uitstellen
       *[other] { $count } uitstellen
    }
review-restore-title =
    { $count ->
        [one] Voorstel terugzetten
       *[other] { $count } voorstellen terugzetten
    }
review-restore-submit =
    { $count ->
        [one] Terugzetten
       *[other] { $count } terugzetten
    }
review-chosen =
    { $count ->
        [one] Het voorstel
       *[other] De { $count } voorstellen
    }
review-ticked =
    { $count ->
        [one] 1 voorstel aangevinkt
       *[other] { $count } voorstellen aangevinkt
    }
review-confirm-keep =
    { $count ->
        [one] Er is nog niets gebeurd. Hiermee houdt u 1 voorstel.
       *[other] Er is nog niets gebeurd. Hiermee houdt u { $count } voorstellen.
    }
review-confirm-remove =
    { $count ->
        [one] Er is nog niets gebeurd. Dit verwijdert 1 voorstel.
       *[other] Er is nog niets gebeurd. Dit verwijdert { $count } voorstellen.
    }
review-confirm-ask =
    { $count ->
        [one] Er is nog niets gebeurd. Hiermee stelt u een vraag over 1 voorstel.
       *[other] Er is nog niets gebeurd. Hiermee stelt u een vraag over { $count } voorstellen.
    }
review-confirm-defer =
    { $count ->
        [one] Er is nog niets gebeurd. Hiermee stelt u 1 voorstel uit.
       *[other] Er is nog niets gebeurd. Hiermee stelt u { $count } voorstellen uit.
    }
review-confirm-restore =
    { $count ->
        [one] Er is nog niets gebeurd. Hiermee zet u 1 voorstel terug.
       *[other] Er is nog niets gebeurd. Hiermee zet u { $count } voorstellen terug.
    }
review-untick = Alles uitvinken
review-tick-all = Alle { $count } aanvinken
review-tick-first = De eerste { $count } aanvinken
review-note-why = Niet verplicht. De organisatie leest de tekst in haar taal; { $name } en { $institution } worden per voorstel ingevuld.
review-template-use = Sjabloon gebruiken
review-template-keep = Bewaren als sjabloon voor deze reden
review-template-reset = Terug naar de oorspronkelijke tekst
review-template-kept = Bewaard op deze computer
review-template-is-reset = De oorspronkelijke tekst is terug
review-notice-of = { $at } van { $count }
review-notice-next = Volgend voorstel
review-notice-previous = Vorig voorstel
review-look-domain = Domein past
review-remove-doubtful =
    { $count ->
        [one] Eén ervan is waarschijnlijk wél technologisch en staat bovenaan.
       *[other] { $count } ervan zijn waarschijnlijk wél technologisch en staan bovenaan.
    }
review-due-past = Kies een dag die nog komt.
review-due-why = Zonder datum: binnen 14 dagen; daarna komt het voorstel terug.
review-template-why = Uw sjablonen staan enkel op deze computer; collega’s zien ze niet.
review-notice-reads =
    { $language ->
        [nl] { $organisation } werkt in het Nederlands. Beheerders krijgen het bericht in hun eigen taal.
        [fr] { $organisation } werkt in het Frans. Beheerders krijgen het bericht in hun eigen taal.
       *[en] { $organisation } werkt in het Engels. Beheerders krijgen het bericht in hun eigen taal.
    }
review-empty-narrowed = Niets te beoordelen met deze zoekwoorden en filters
review-empty-waiting =
    { $count ->
        [one] Zonder die wacht er nog 1 voorstel.
       *[other] Zonder die wachten er nog { $count } voorstellen.
    }
review-clear = Zoekwoorden en filters wissen
review-bar = Beslissingen gelden zodra u verzendt; tot dan maakt Ctrl+Z ze ongedaan.
review-view-plain = Opleidingen om te beoordelen
review-others =
    { $count ->
        [one] 1 ander voorstel wacht
       *[other] { $count } andere voorstellen wachten
    }
review-empty-others =
    { $count ->
        [one] Nog 1 ander voorstel wacht: een evenement of een bedrijfsvoorstel.
       *[other] Nog { $count } andere voorstellen wachten: evenementen en bedrijfsvoorstellen.
    }
review-show-others = Alles tonen wat wacht
review-empty-programmes = Geen opleidingen meer te beoordelen

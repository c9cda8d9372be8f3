session-sign-in = Aanmelden
session-signing-in = Bezig met aanmelden…
session-sign-out = Afmelden
session-service = Adres van de dienst
session-service-hint = Ingevuld door uw organisatie. Wijzig dit alleen op vraag van Agoria.
session-email = E-mailadres
session-password = Wachtwoord
session-show = Tonen
session-hide = Verbergen
session-passphrase = Wachtzin
session-passphrase-hint = Deze computer heeft geen wachtwoordkluis. Uw gegevens worden daarom versleuteld met een wachtzin van minstens { $limit } tekens. U krijgt een herstelcode voor als u ze vergeet.
session-unsent =
    { $count ->
        [one] Op deze computer staat 1 wijziging die nog niet verzonden is. Ze blijft bewaard.
       *[other] Op deze computer staan { $count } wijzigingen die nog niet verzonden zijn. Ze blijven bewaard.
    }
session-unlock = Uw gegevens openen
session-open = Openen
session-try-keyring = Wachtwoordkluis opnieuw proberen
session-unlock-safe = Uw gegevens staan versleuteld op deze computer. Er wordt niets gewist, ook niet na een verkeerde wachtzin of code.
session-locked-keyring-empty = De wachtwoordkluis van deze computer bevat de sleutel niet meer. Open de kopie met uw herstelcode.
session-locked-keyring-unavailable = De wachtwoordkluis van deze computer antwoordt niet. Ontgrendel hem en probeer opnieuw, of gebruik uw herstelcode.
session-locked-other-key = De sleutel in de wachtwoordkluis hoort bij een andere kopie. Open deze kopie met haar herstelcode.
session-locked-passphrase = De gegevens op deze computer zijn beveiligd met uw wachtzin.
session-recovery-title = Bewaar uw herstelcode
session-recovery-why = Met deze code opent u de kopie op deze computer als de wachtwoordkluis ze niet meer kan openen of u de wachtzin vergeten bent. Schrijf ze op of bewaar ze in een wachtwoordkluis, niet op deze computer.
session-recovery-where = U vindt de code later terug bij Instellingen.
session-recovery-copied = De code staat op het klembord.
session-recovery-kept = Ik heb de code bewaard
session-keep-copy = De kopie op deze computer houden
session-keep-copy-why = Versleuteld, met uw niet-verzonden wijzigingen. De volgende keer bent u sneller weg.
session-delete-copy = De kopie van deze computer wissen
session-delete-copy-why =
    { $count ->
        [0] Er gaat niets verloren: alles staat bij de dienst.
        [one] 1 niet-verzonden wijziging gaat verloren.
       *[other] { $count } niet-verzonden wijzigingen gaan verloren.
    }
session-reconnect-why = Uw sessie bij de dienst is afgelopen. Uw werk blijft hier staan; meld u opnieuw aan om te verzenden en bij te werken.
session-work-offline = Offline verder werken
session-code = Herstelcode
session-code-hint = 26 letters en cijfers van 2 tot 7; een nul of een één komt er niet in voor. Hoofdletters, spaties en streepjes maken niet uit.
session-code-why = Met uw herstelcode opent u uw gegevens en kiest u een nieuwe wachtzin. Niet-verzonden wijzigingen zitten er nog in.
session-new-passphrase = Nieuwe wachtzin
session-new-passphrase-hint = Minstens { $limit } tekens. Ze vervangt de vergeten wachtzin; de code blijft geldig.
session-new-passphrase-optional = Minstens { $limit } tekens. Daarmee opent u uw gegevens de volgende keer. Laat het veld leeg om telkens de code in te typen.
session-forgot-passphrase = Ik ben mijn wachtzin vergeten
session-use-passphrase = Ik ken de wachtzin weer
session-lost-code = Ik heb de code niet meer
session-afresh = Opnieuw beginnen
session-afresh-why = Zonder wachtzin, wachtwoordkluis of herstelcode kan niemand deze kopie openen, ook Agoria niet.
session-afresh-why-passphrase = Deze kopie gaat alleen open met haar wachtzin. Zonder die zin kan niemand ze openen, ook Agoria niet.
session-afresh-unsent =
    { $count ->
        [0] Wijzigingen die niet verzonden zijn, als die er zijn, staan alleen in deze kopie.
        [one] 1 wijziging is niet verzonden; ze staat alleen in deze kopie.
       *[other] { $count } wijzigingen zijn niet verzonden; ze staan alleen in deze kopie.
    }
session-afresh-service = Alles wat verzonden is, staat veilig bij de dienst en komt terug als u zich aanmeldt.
session-afresh-kept = Deze kopie wordt niet gewist. Ze wordt apart bewaard op deze computer en kan nog open als u de wachtzin of de code terugvindt.
session-set-aside = De kopie apart bewaren
session-set-aside-done = Uw vorige kopie blijft bewaard in { $folder }. Meld u aan om met een nieuwe te beginnen.
session-locked-or-passphrase = De wachtwoordkluis van deze computer opent de kopie niet. Gebruik uw wachtzin of probeer de wachtwoordkluis opnieuw.
session-open-elsewhere = Al open in een ander venster
session-not-started = EduTracker Desk kan niet starten
session-damaged = De kopie op deze computer is beschadigd
session-damaged-why = Een deel ervan is niet meer wat er geschreven werd: misschien begeeft de schijf het, of heeft een programma het bestand gewijzigd. Alles wat verzonden is, staat veilig bij de dienst.
session-damaged-unsent =
    { $count ->
        [0] Wijzigingen die niet verzonden zijn, als die er zijn, kunnen meestal gered worden.
        [one] 1 wijziging is niet verzonden. Ze kan meestal gered worden.
       *[other] { $count } wijzigingen zijn niet verzonden. Ze kunnen meestal gered worden.
    }
session-damaged-secret = Wachtzin of herstelcode
session-damaged-kept = Een nieuwe kopie komt in de plaats. De wijzigingen die nog leesbaar zijn, worden daarin apart bewaard; na de volgende synchronisatie zet u ze terug. De stappen om ongedaan te maken zijn weg. De beschadigde bestanden blijven bewaard.
session-salvage-go-on = Doorgaan
session-salvage = Redden en opnieuw beginnen
session-salvaged =
    { $count ->
        [0] Er kon geen wijziging apart bewaard worden.
        [one] 1 wijziging is apart bewaard. Synchroniseer en zet ze dan terug.
       *[other] { $count } wijzigingen zijn apart bewaard. Synchroniseer en zet ze dan terug.
    } { $unreadable ->
        [0] De beschadigde bestanden staan in { $folder }.
        [one] 1 wijziging is niet leesbaar. De beschadigde bestanden staan in { $folder }.
       *[other] { $unreadable } wijzigingen zijn niet leesbaar. De beschadigde bestanden staan in { $folder }.
    }
session-passphrase-again = Wachtzin herhalen
session-passphrase-differs = Dit is niet dezelfde wachtzin. Typ ze nog eens, of klik op Tonen om te zien wat u typte.
session-passphrase-once-more = Typ de wachtzin hier nog eens, of klik op Tonen om te zien wat u typte.
session-forgotten = Wachtwoord vergeten?
session-forgotten-title = Nieuw wachtwoord
session-forgotten-why = We sturen een link naar uw e-mailadres. Daarmee kiest u binnen 30 minuten een nieuw wachtwoord.
session-forgotten-send = Link versturen
session-forgotten-back = Terug naar aanmelden
session-forgotten-asked = Als er een account met dit adres is, is een mail met een link onderweg. Die werkt één keer, gedurende 30 minuten.

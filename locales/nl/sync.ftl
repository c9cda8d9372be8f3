sync-which = Wat u wilt zien
sync-tab-now = Stand van zaken
sync-tab-sent = Verzonden
sync-tab-apart = Apart bewaard
sync-starting = De verbinding met de dienst wordt gemaakt.
sync-inOrder =
    { $count ->
        [0] Alles is bijgewerkt en verzonden. Nieuws van anderen komt vanzelf binnen.
        [one] Alles is bijgewerkt. 1 wijziging wacht hier tot u ze verzendt.
       *[other] Alles is bijgewerkt. { $count } wijzigingen wachten hier tot u ze verzendt.
    }
sync-catchingUp = De gegevens worden bijgewerkt. U kunt intussen voortwerken.
sync-offline =
    { $count ->
        [0] Offline. U kunt gewoon voortwerken; er wacht niets om te verzenden.
        [one] Offline. 1 wijziging wacht hier veilig; u kunt ze verzenden zodra de dienst antwoordt.
       *[other] Offline. { $count } wijzigingen wachten hier veilig; u kunt ze verzenden zodra de dienst antwoordt.
    }
sync-notTheService = Iets anders dan EduTracker antwoordt, zoals een aanmeldpagina van het netwerk. Er werd niets verzonden. Meld u aan bij het netwerk en probeer opnieuw.
sync-busy = De dienst vraagt wat geduld. Uw werk staat hier veilig.
sync-sessionEnded =
    { $count ->
        [0] Uw sessie is afgelopen. Meld u opnieuw aan om bij te werken.
        [one] Uw sessie is afgelopen. 1 wijziging wacht hier veilig; meld u opnieuw aan om ze te verzenden.
       *[other] Uw sessie is afgelopen. { $count } wijzigingen wachten hier veilig; meld u opnieuw aan om ze te verzenden.
    }
sync-accountDisabled = Deze account werd gedeactiveerd. Uw werk op deze computer is bewaard. Vraag uw beheerder om hulp.
sync-tooOld = Alleen-lezen: deze versie ({ $version }) mag niet meer verzenden. Lezen, bewerken en exporteren kan nog; uw wijzigingen blijven hier. Installeer versie { $oldest } of nieuwer.
sync-next = Volgende poging over { $seconds } s
sync-next-now = Er wordt opnieuw geprobeerd…
sync-try = Nu proberen
sync-waits = Wat hier wacht
sync-nothing = Er wacht niets.
sync-wait-ready =
    { $count ->
        [one] fiche is klaar om te verzenden
       *[other] fiches zijn klaar om te verzenden
    }
sync-wait-waiting =
    { $count ->
        [one] fiche is verzonden en wacht op antwoord
       *[other] fiches zijn verzonden en wachten op antwoord
    }
sync-wait-conflicts =
    { $count ->
        [one] fiche vraagt uw keuze
       *[other] fiches vragen uw keuze
    }
sync-wait-invalid =
    { $count ->
        [one] fiche is nog niet in orde
       *[other] fiches zijn nog niet in orde
    }
sync-wait-refused =
    { $count ->
        [one] fiche werd geweigerd; uw tekst is bewaard
       *[other] fiches werden geweigerd; uw tekst is bewaard
    }
sync-wait-apart =
    { $count ->
        [one] wijziging is apart bewaard
       *[other] wijzigingen zijn apart bewaard
    }
sync-look-ready = Wijzigingen nakijken
sync-look-waiting = Bekijken
sync-look-conflicts = Kiezen
sync-look-invalid = Bekijken
sync-look-refused = Bekijken
sync-look-apart = Bekijken
sync-copy = De kopie op deze computer
sync-as-of = Bijgewerkt tot
sync-verified = Vergeleken met de dienst
sync-not-verified = Nog niet
sync-check = Nu vergelijken
sync-checking = Wordt vergeleken…
sync-checked =
    { $count ->
        [0] De kopie is dezelfde als bij de dienst.
        [one] De kopie is weer dezelfde als bij de dienst; van 1 organisatie werden de gegevens opnieuw gelezen.
       *[other] De kopie is weer dezelfde als bij de dienst; van { $count } organisaties werden de gegevens opnieuw gelezen.
    }
sync-differs = De kopie verschilt nog van de dienst. Er ging niets verloren; vergelijk straks opnieuw.
sync-news = Nieuws van anderen
sync-listening = De dienst meldt het meteen
sync-polling = Wordt elke minuut opgehaald
sync-sent = Wat u verzond
sync-sent-look = Bekijken of ongedaan maken
sync-backups = Reservekopieën
sync-backups-why = Gemaakt voor er iets groots gebeurde. Ze zijn versleuteld zoals de kopie zelf.
sync-backup-sweep = Voor er veel fiches verdwenen, { $at }
sync-backup-schema = Voor een nieuwe versie, { $at }
sync-megabytes = { $count } MB

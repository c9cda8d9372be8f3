bulk-title = Meerdere fiches tegelijk wijzigen
bulk-open = Meerdere fiches wijzigen…
bulk-scope = Welke fiches
bulk-scope-selected =
    { $count ->
        [one] De geselecteerde rij
       *[other] De { $count } geselecteerde rijen
    }
bulk-scope-all = Alle { $count } in de lijst
bulk-scope-everything = Alle { $count }, ook buiten de lijst
bulk-doing = Wat te doen
bulk-doing-field = Een veld wijzigen
bulk-doing-contact = Een contactpersoon vervangen door een andere
bulk-doing-publish = Publiceren
bulk-doing-unpublish = Offline halen
bulk-doing-confirm = Bevestigen als actueel
bulk-doing-rollover = Doorschuiven naar een later jaar
bulk-doing-text = Teksten opschonen
bulk-doing-move = Een tekst naar een ander veld verplaatsen
bulk-doing-duplicate = Dupliceren
bulk-doing-archive = Archiveren
bulk-doing-restore = Uit het archief halen
bulk-about-contact = Alleen voorstellen met de eerste contactpersoon wijzigen; alle andere blijven zoals ze zijn.
bulk-about-anycontact = Alle gekozen voorstellen krijgen de nieuwe contactpersoon, ook die zonder.
bulk-about-publish = De voorstellen staan in EduTracker zodra u de wijziging doorstuurt.
bulk-about-unpublish = De voorstellen verdwijnen uit EduTracker zodra u de wijziging doorstuurt.
bulk-about-confirm = De voorstellen krijgen vandaag als de dag waarop iemand bevestigde dat ze actueel zijn. Gearchiveerde blijven zoals ze zijn.
bulk-about-rollover = Bij opleidingen schuift “Geldig vanaf” op. Evenementen zijn voorbij: daarvan komt er een kopie met een latere datum. Wat geen datum heeft of gearchiveerd is, blijft zoals het is.
bulk-about-duplicate = Elk voorstel krijgt een kopie, die niet gepubliceerd is.
bulk-about-archive = Gearchiveerde voorstellen verdwijnen uit EduTracker en blijven in uw lijst.
bulk-about-restore = De voorstellen zijn weer in gebruik.
bulk-field = Veld
bulk-fields = Velden
bulk-mode = Hoe
bulk-mode-set = Instellen op
bulk-mode-clear = Leegmaken
bulk-mode-set-set = Alles vervangen
bulk-mode-add-set = Toevoegen
bulk-mode-remove-set = Weghalen
bulk-mode-clear-set = Leegmaken
bulk-value = Waarde
bulk-from = Contactpersoon nu
bulk-from-any = Om het even wie
bulk-to = Nieuwe contactpersoon
bulk-years = Aantal jaren later
bulk-how = Hoe
bulk-text = Tekst
bulk-text-trim = Overbodige spaties weghalen
bulk-text-capital = Met een hoofdletter beginnen
bulk-text-upper = Alles in hoofdletters
bulk-text-lower = Alles in kleine letters
bulk-text-prefix = Een tekst ervoor zetten
bulk-text-suffix = Een tekst erachter zetten
bulk-text-withoutprefix = Een tekst vooraan weghalen
bulk-text-withoutsuffix = Een tekst achteraan weghalen
bulk-move-from = Van veld
bulk-move-to = Naar veld
bulk-move-join = Ertussen, als er al tekst staat (leeg: die wordt vervangen)
bulk-preview = Wat er zal gebeuren
bulk-idle = Vul in wat er moet wijzigen; u ziet wat er zal gebeuren voor er iets gebeurt.
bulk-looking = Er wordt gekeken wat er zal gebeuren…
bulk-change =
    { $count ->
        [one] 1 wijzigt
       *[other] { $count } wijzigen
    }
bulk-created =
    { $count ->
        [one] waarvan 1 nieuw
       *[other] waarvan { $count } nieuw
    }
bulk-unchanged =
    { $count ->
        [one] 1 blijft zoals het is
       *[other] { $count } blijven zoals ze zijn
    }
bulk-invalid =
    { $count ->
        [one] 1 wordt ongeldig
       *[other] { $count } worden ongeldig
    }
bulk-not-allowed =
    { $count ->
        [one] 1 mag niet gewijzigd worden
       *[other] { $count } mogen niet gewijzigd worden
    }
bulk-reason-removed = verwijderd door Agoria
bulk-reason-not-allowed = geen recht
bulk-reason-locked-field = veld is vergrendeld
bulk-dropped =
    { $count ->
        [one] 1 campus valt weg met zijn provincie
       *[other] { $count } campussen vallen weg met hun provincie
    }
bulk-unread =
    { $count ->
        [one] 1 cel is niet te lezen
       *[other] { $count } cellen zijn niet te lezen
    }
bulk-old-new = Oud → nieuw
bulk-new = nieuw
bulk-shown = { $shown } van { $total } getoond.
bulk-more = Meer tonen
bulk-apply =
    { $type ->
        [offer]
            { $count ->
                [one] Wijzig 1 voorstel
               *[other] Wijzig { $count } voorstellen
            }
       *[other]
            { $count ->
                [one] Wijzig 1 fiche
               *[other] Wijzig { $count } fiches
            }
    }
bulk-confirm = Veel tegelijk wijzigen
bulk-confirm-why =
    { $count ->
        [one] 1 fiche wordt gearchiveerd of buiten gebruik gesteld.
       *[other] { $number } fiches worden gearchiveerd of buiten gebruik gesteld.
    }
bulk-done =
    { $count ->
        [0] Er is niets gewijzigd: alles was al zo.
        [one] 1 fiche gewijzigd{ $invalid ->
            [0] .
           *[other] , en ze is nu ongeldig.
        }
       *[other] { $count } fiches gewijzigd{ $invalid ->
            [0] .
           *[other] , waarvan { $invalid } ongeldig.
        }
    }
bulk-done-not-allowed =
    { $count ->
        [one] 1 mag niet gewijzigd worden.
       *[other] { $count } mogen niet gewijzigd worden.
    }
bulk-done-unread =
    { $count ->
        [one] 1 cel was niet te lezen.
       *[other] { $count } cellen waren niet te lezen.
    }
bulk-done-dropped =
    { $count ->
        [one] 1 campus viel weg met zijn provincie.
       *[other] { $count } campussen vielen weg met hun provincie.
    }
bulk-done-undo = Ctrl+Z maakt het ongedaan.
bulk-archived-too = Ook gearchiveerde voorstellen
bulk-archived-left =
    { $count ->
        [one] 1 gearchiveerd voorstel blijft zoals het is.
       *[other] { $count } gearchiveerde voorstellen blijven zoals ze zijn.
    }
bulk-archived-among =
    { $count ->
        [one] Daarbij is 1 gearchiveerd voorstel.
       *[other] Daarbij zijn { $count } gearchiveerde voorstellen.
    }
bulk-done-archived-left =
    { $count ->
        [one] 1 gearchiveerd voorstel bleef zoals het was.
       *[other] { $count } gearchiveerde voorstellen bleven zoals ze waren.
    }

changes-title = Wijzigingen
changes-summary =
    { $records ->
        [one] 1 fiche
       *[other] { $records } fiches
    }, { $ready } klaar om te verzenden
changes-ask = Proefzending
changes-asking = Proefzending loopt…
changes-push =
    { $count ->
        [0] Verzenden
        [one] 1 fiche verzenden
       *[other] { $count } fiches verzenden
    }
changes-pushing = Wordt verzonden…
changes-comment = Opmerking bij deze zending
changes-comment-hint = Niet verplicht; staat in de historiek
changes-stuck =
    { $count ->
        [one] 1 fiche gaat niet mee: er is nog iets op te lossen.
       *[other] { $count } fiches gaan niet mee: er is nog iets op te lossen.
    }
changes-tick = “{ $heading }” meezenden
changes-op-create = nieuw
changes-op-update = bewerkt
changes-undo-create = Niet maken
changes-undo-record = Ongedaan maken
changes-conflict = { $field } werd ook gewijzigd door { $by }.
changes-decide = Kiezen
changes-refused = De dienst heeft deze wijziging geweigerd.
changes-refused-failed = De dienst kon deze wijziging herhaaldelijk niet verwerken. Ze blijft hier bewaard; u kunt ze opnieuw verzenden.
changes-refused-large = Deze wijziging is te groot voor de dienst. Ze blijft hier bewaard.
changes-refused-code = De dienst heeft deze wijziging geweigerd om een reden die deze versie niet kent: { $code }. Ze blijft hier bewaard.
changes-again = Opnieuw verzenden
changes-again-done = Ze gaat mee met uw volgende verzending.
changes-look = Bekijken
changes-more = Nog { $count } tonen
changes-empty = Er zijn geen wijzigingen
changes-empty-why = Wat u bewerkt, verschijnt hier voor u het verzendt.
changes-confirm-title = Veel wijzigingen tegelijk
changes-confirm =
    { $updates ->
        [0] Er is nog niets verzonden. Deze zending verwijdert, archiveert of stelt { $removals ->
            [one] 1 fiche buiten gebruik.
           *[other] { $removals } fiches buiten gebruik.
        }
        [one] Er is nog niets verzonden. Deze zending wijzigt 1 fiche{ $removals ->
            [0] .
           *[other] {" "}en verwijdert, archiveert of stelt er { $removals } buiten gebruik.
        }
       *[other] Er is nog niets verzonden. Deze zending wijzigt { $updates } fiches{ $removals ->
            [0] .
           *[other] {" "}en verwijdert, archiveert of stelt er { $removals } buiten gebruik.
        }
    }
changes-tick-not = “{ $heading }” kan niet mee: { $why }
changes-tick-along = “{ $heading }” gaat vanzelf mee
changes-goes-along = Gaat mee: iets dat aangevinkt is, verwijst ernaar.
changes-along =
    { $count ->
        [one] 1 nieuwe fiche gaat mee, omdat iets dat aangevinkt is ernaar verwijst: { $names }.
       *[other] { $count } nieuwe fiches gaan mee, omdat iets dat aangevinkt is ernaar verwijst: { $names }.
    }
changes-all =
    { $count ->
        [0] Niets kan verzonden worden
        [one] De enige die verzonden kan worden
       *[other] Alle { $count } die verzonden kunnen worden
    }
changes-keys = ↑ ↓ volgende rij · spatie vinkt aan · Enter opent · → ← opent en sluit een groep
changes-group = Groeperen per
changes-group-record = Fiche
changes-group-field = Veld
changes-group-step = Stap
changes-group-count =
    { $going ->
        [one] { $going } van { $total } gaat mee
       *[other] { $going } van { $total } gaan mee
    }
changes-group-stuck =
    { $count ->
        [one] 1 kan niet mee
       *[other] { $count } kunnen niet mee
    }
changes-no-step = Andere wijzigingen
changes-discard = Aangevinkte ongedaan maken…
changes-discard-title =
    { $count ->
        [one] De wijzigingen van “{ $name }” ongedaan maken?
       *[other] De wijzigingen van { $count } fiches ongedaan maken?
    }
changes-discard-text = Wat aangevinkt is, wordt weer zoals EduTracker het heeft; wat u nieuw maakte, verdwijnt. Dit is één stap: met Ctrl+Z komen uw wijzigingen terug.
changes-discard-do =
    { $count ->
        [one] Ongedaan maken
       *[other] { $count } ongedaan maken
    }
changes-waiting =
    { $count ->
        [one] 1 fiche is verzonden en heeft nog geen antwoord. Ze vertrekt vanzelf opnieuw, en niets gebeurt twee keer.
       *[other] { $count } fiches zijn verzonden en hebben nog geen antwoord. Ze vertrekken vanzelf opnieuw, en niets gebeurt twee keer.
    }
changes-stale = U hebt iets gewijzigd of aangevinkt sinds de dienst antwoordde.
changes-stale-tag = verouderd
changes-ask-again = Proefzending opnieuw doen
changes-page = { $from }–{ $to } van { $total }
changes-previous = Vorige
changes-next = Volgende
changes-fix = Oplossen
changes-discard-more =
    { $count ->
        [one] en nog 1 fiche
       *[other] en nog { $count } fiches
    }
changes-stop = Stoppen
changes-stop-now = Niet wachten
changes-stopping = Stoppen…
changes-save = Bewaren als bestand…
changes-save-title = Wijzigingen bewaren als bestand
changes-save-what =
    { $count ->
        [one] In het bestand staan de wijzigingen van de aangevinkte fiche: veld per veld wat het was en wat het wordt. Er wordt niets verzonden.
       *[other] In het bestand staan de wijzigingen van de { $count } aangevinkte fiches: veld per veld wat het was en wat het wordt. Er wordt niets verzonden.
    }
changes-save-do = Bestand bewaren
changes-saved =
    De wijzigingen van { $count ->
        [one] 1 fiche
       *[other] { $count } fiches
    } staan in { $path }.
changes-file-type = Soort
changes-file-record = Fiche
changes-file-organisation = Organisatie
changes-file-op = Wat
changes-file-field = Veld
changes-file-before = Was
changes-file-after = Wordt
changes-file-id = id
changes-file-code = field
changes-undone-step = Ongedaan gemaakt: { $step }
changes-sent-last =
    { $count ->
        [one] Laatst verzonden: 1 fiche.
       *[other] Laatst verzonden: { $count } fiches.
    }
changes-sent-open = Bekijken of ongedaan maken
changes-asks =
    { $count ->
        [one] U verzendt 1 nieuwe fiche. Is dat de bedoeling?
       *[other] U verzendt { $count } fiches{ $new ->
            [0] .
            [one] , waarvan 1 nieuwe.
           *[other] , waarvan { $new } nieuwe.
        } Is dat de bedoeling?
    } Enter verzendt, Esc keert terug.

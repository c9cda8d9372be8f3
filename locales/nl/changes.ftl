changes-title = Wijzigingen
changes-summary =
    { $records ->
        [one] 1 fiche
       *[other] { $records } fiches
    }, { $ready } klaar om te verzenden
changes-ask = Dienst laten nakijken
changes-asking = Wordt nagekeken…
changes-push =
    { $count ->
        [0] Verzenden
        [one] 1 wijziging verzenden
       *[other] { $count } wijzigingen verzenden
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
changes-undo-record = Terugdraaien
changes-conflict = { $field } werd ook gewijzigd door { $by }.
changes-decide = Kiezen
changes-refused = De dienst heeft deze wijziging geweigerd.
changes-look = Bekijken
changes-more = Nog { $count } tonen
changes-empty = Alles is verzonden
changes-empty-why = Wat u bewerkt, verschijnt hier voor u het verzendt.
changes-confirm-title = Veel wijzigingen tegelijk
changes-confirm =
    Er is nog niets verzonden. Deze zending wijzigt { $updates ->
        [one] 1 fiche
       *[other] { $updates } fiches
    } en verwijdert, archiveert of stelt er { $removals } buiten gebruik.

apart-why =
    { $count ->
        [one] U hebt geen recht meer op deze fiche. Uw wijziging is bewaard: u kunt ze lezen, kopiëren en exporteren, en terugzetten wanneer het recht terugkomt.
       *[other] U hebt geen recht meer op deze fiches. Uw { $count } wijzigingen zijn bewaard: u kunt ze lezen, kopiëren en exporteren, en terugzetten wanneer het recht terugkomt.
    }
apart-why-damaged = Deze wijzigingen komen uit een kopie die beschadigd was. Zet ze terug: ze worden samengevoegd met wat de dienst heeft, en wat anderen intussen wijzigden wordt u gevraagd.
apart-empty = Niets apart bewaard
apart-empty-why = Valt een recht weg terwijl u nog iets te verzenden had, dan blijft uw tekst hier bewaard.
apart-returned = Recht is terug
apart-reason-scope = Geen recht meer op deze organisatie
apart-reason-damaged = Uit een beschadigde kopie
apart-put-back = Terugzetten
apart-back-all =
    { $count ->
        [one] 1 wijziging terugzetten
       *[other] { $count } wijzigingen terugzetten
    }
apart-back =
    { $count ->
        [one] 1 wijziging is teruggezet en kan verzonden worden.
       *[other] { $count } wijzigingen zijn teruggezet en kunnen verzonden worden.
    }
apart-csv = Exporteren voor een rekenblad
apart-json = Exporteren als JSON
apart-copy-all = Alles kopiëren
apart-written = Bewaard in { $path }. Dit bestand is niet versleuteld.
apart-drop = Opgeven…
apart-drop-title = Wijziging opgeven
apart-drop-why = Uw wijziging aan “{ $name }” wordt voorgoed weggehaald van deze computer.

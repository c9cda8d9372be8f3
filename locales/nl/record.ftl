record-inspector = Details
record-close = Details sluiten
record-details = Gegevens
record-checks = Controles
record-history = Historiek
record-unnamed = Zonder naam
record-not-here = niet meer beschikbaar
record-used-by =
    { $count ->
        [0] In geen enkel voorstel gebruikt
        [one] In 1 voorstel gebruikt
       *[other] In { $count } voorstellen gebruikt
    }
record-no-findings = Alles klopt.
record-date-shape = dd/mm/jjjj
record-required = verplicht
record-add = Toevoegen…
record-add-text = Toevoegen met Enter
record-choose = Kiezen…
record-take-off = { $what } weghalen
record-count = { $count } / { $limit }
record-count-over = { $count } / { $limit } — { $over } te veel
record-use = Gebruik: { $suggestion }
record-was = was “{ $value }”
record-refused = De dienst heeft deze wijziging geweigerd
record-refused-removed = Agoria heeft het voorstel intussen verwijderd. Uw tekst blijft hier bewaard; u kunt hem kopiëren en met uw bezwaar meesturen.
record-refused-why = Uw rechten zijn gewijzigd of de fiche mag niet meer bewerkt worden. Uw tekst blijft hier bewaard.
record-copy-edits = Mijn tekst kopiëren
record-drop-edits = Wijziging ongedaan maken
record-waiting = Deze wijziging is verzonden en wacht op antwoord. U kunt verder werken: wat u nu wijzigt, wordt daarna verzonden.
record-read-only = Met uw rol kunt u dit alleen bekijken.
record-not-saved =
    { $count ->
        [one] Niet bewaard: 1 veld moet nog in orde
       *[other] Niet bewaard: { $count } velden moeten nog in orde
    }
record-leave-unsaved = Dit is nog niet bewaard.
record-keep-editing = Verder bewerken
record-throw-away = Niet bewaren
record-follows-province = Volgt uit postcode { $value }.

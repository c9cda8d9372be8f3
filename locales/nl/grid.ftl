grid-state = Bewerking
grid-status = Status
grid-filters = Filters
grid-filter-on = filter staat aan
grid-clear-filters = Filters wissen
grid-refresh = Lijst vernieuwen
grid-empty-filtered =
    { $count ->
        [one] Niets voldoet aan deze filter
       *[other] Niets voldoet aan deze { $count } filters
    }
grid-never-pulled = Hier staat nog niets
grid-never-pulled-why = De gegevens van uw organisatie zijn nog niet opgehaald. Daarna werkt u ook zonder verbinding verder.
grid-too-many = Dit kan voor hoogstens { $limit } rijen tegelijk. Er is niets gewijzigd; selecteer minder rijen.
grid-copied =
    { $count ->
        [one] 1 cel gekopieerd.
       *[other] { $count } cellen gekopieerd.
    }
grid-copy-loading = Er is niets gekopieerd: een deel van de selectie is nog niet geladen. Selecteer minder rijen of probeer opnieuw.
grid-no-problem = Geen rijen met een probleem in deze lijst.
grid-no-filter = Alles
grid-menu-edit = Bewerken
grid-ranges-differ = Selecteer bereiken met dezelfde kolommen: dit werkt op één blok kolommen tegelijk. Er is niets gewijzigd.
grid-paste-skipped =
    Geplakt. { $count ->
        [one] 1 kolom kan niet gewijzigd worden en blijft zoals ze is.
       *[other] { $count } kolommen kunnen niet gewijzigd worden en blijven zoals ze zijn.
    }
grid-beyond-title = Meer rijen dan de lijst heeft
grid-beyond =
    { $count ->
        [one] 1 geplakte rij heeft geen rij in de lijst.
       *[other] { $count } geplakte rijen hebben geen rij in de lijst.
    }
grid-beyond-no-right = U mag geen nieuwe fiches maken.
grid-beyond-within = Alleen in de rijen die er zijn
grid-beyond-add =
    { $count ->
        [one] Voeg 1 nieuwe toe
       *[other] Voeg { $count } nieuwe toe
    }
grid-menu-view = Beeld
grid-sort-place = hierop gesorteerd als nummer { $place }
grid-used-by = In voorstellen
grid-line-break = Alt+Enter: nieuwe regel
grid-menu-more = Meer
grid-goto = Naar een rij
grid-goto-row = Rij, van 1 tot { $count }
grid-goto-refused = Typ een getal van 1 tot { $count }.
grid-goto-go = Ga naar de rij
grid-today-none = Geen van de geselecteerde cellen is een datum.

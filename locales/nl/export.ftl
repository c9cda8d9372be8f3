export-cards = Samenwerkingsaanbod
export-page = { $day } · pagina { $page } van { $pages }
export-title = Exporteren naar een bestand
export-open = Exporteren…
export-which = Welke
export-which-selected =
    { $count ->
        [one] De geselecteerde rij
       *[other] De { $count } geselecteerde rijen
    }
export-which-view = Deze weergave ({ $count })
export-which-all = Alles ({ $count })
export-format = Soort bestand
export-format-xlsx = Excel
export-format-csv = CSV
export-format-json = JSON
export-format-pdf = Pdf met kaartjes
export-about-xlsx = Een werkmap met keuzelijsten. U kunt ze bewerken en weer importeren: alleen wat u bewerkte, verandert.
export-about-csv = Platte tekst voor elk rekenblad. U kunt ze bewerken en weer importeren, maar Excel maakt soms iets anders van getallen en dagen: neem daarvoor liever de werkmap.
export-about-journal = De gegevens van het journaal, om te lezen en te tellen. Een journaal kan niet geïmporteerd worden.
export-about-json = Alle velden met hun codes, voor andere programma’s.
export-about-pdf = Een kaartje per voorstel, zoals bezoekers het zien, om af te drukken of door te sturen.
export-columns = Kolommen
export-columns-seen = Die op het scherm ({ $count })
export-columns-all = Alle
export-delimiter = Tussen de cellen
export-delimiter-semicolon = ; puntkomma
export-delimiter-comma = , komma
export-language = Taal van de labels
export-where = Het bestand wordt bewaard in { $folder }. Het is niet versleuteld.
export-busy = Het bestand wordt geschreven…
export-stop = Stoppen
export-write =
    { $type ->
        [offer]
            { $count ->
                [one] 1 voorstel exporteren
               *[other] { $count } voorstellen exporteren
            }
       *[other]
            { $count ->
                [one] 1 fiche exporteren
               *[other] { $count } fiches exporteren
            }
    }
export-done =
    { $count ->
        [one] 1 fiche is geschreven naar { $path }.
       *[other] { $count } fiches zijn geschreven naar { $path }.
    }
export-title-print = Afdrukken: kaartjes in een pdf

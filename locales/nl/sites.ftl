sites-title = Campussen
sites-title-entities = Entiteiten
sites-new = Nieuwe campus
sites-new-button = Nieuwe campus
sites-new-entity = Nieuwe entiteit
sites-new-entity-button = Nieuwe entiteit
sites-new-inline = Nieuwe toevoegen…
sites-empty = Nog geen campussen
sites-empty-entities = Nog geen entiteiten
sites-retire = Buiten gebruik stellen
sites-bring-back = Weer in gebruik nemen
sites-retired = “{ $name }” is buiten gebruik.
sites-brought-back = “{ $name }” is weer in gebruik.
sites-province-moved =
    { $count ->
        [one] 1 voorstel gebruikt deze plaats. Heeft het de nieuwe provincie niet, dan kan het zo niet worden verzonden.
       *[other] { $count } voorstellen gebruiken deze plaats. Die zonder de nieuwe provincie kunnen zo niet worden verzonden.
    }

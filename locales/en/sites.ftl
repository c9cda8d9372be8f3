sites-title = Campuses
sites-title-entities = Entities
sites-new = New campus
sites-new-button = New campus
sites-new-entity = New entity
sites-new-entity-button = New entity
sites-new-inline = Add a new one…
sites-empty = No campuses yet
sites-empty-entities = No entities yet
sites-retire = Retire
sites-bring-back = Bring back
sites-retired = “{ $name }” was retired.
sites-brought-back = “{ $name }” is back in use.
sites-province-moved =
    { $count ->
        [one] 1 offer uses it. If it does not have the new province, it cannot be sent with this campus or entity.
       *[other] { $count } offers use it. Those without the new province cannot be sent with this campus or entity.
    }

palette-title = Wat wilt u doen?
palette-screen = Naar { $screen }
palette-search = Zoek “{ $sought }” in de voorstellen

palette-title = What do you want to do?
palette-screen = Go to { $screen }
palette-search = Search for “{ $sought }” in the offers

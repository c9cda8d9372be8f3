palette-title = Que voulez-vous faire ?
palette-screen = Aller à { $screen }
palette-search = Chercher « { $sought } » dans les offres

export-cards = Offres de collaboration
export-page = { $day } · page { $page } sur { $pages }

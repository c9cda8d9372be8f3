export-cards = Collaboration offers
export-page = { $day } · page { $page } of { $pages }

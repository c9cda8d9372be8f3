export-cards = Samenwerkingsaanbod
export-page = { $day } · pagina { $page } van { $pages }

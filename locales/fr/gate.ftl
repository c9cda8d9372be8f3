gate-title = Recherche parmi les offres des entreprises
gate-not-opened = Pas encore ouverte : Agoria l’ouvrira plus tard aux établissements.
gate-no-programme = Sans formation publiée, elle reste fermée. Publiez-en une pour pouvoir rechercher.
gate-removed = Sans formation publiée, elle reste fermée. Agoria a retiré { $name }, la dernière que vous aviez publiée ({ $when }). Publiez-en une autre, ou introduisez une objection.

gate-title = Zoeken in het aanbod van bedrijven
gate-not-opened = Nog niet geopend: Agoria opent het later voor onderwijsinstellingen.
gate-no-programme = Zonder gepubliceerde opleiding blijft het gesloten. Publiceer er een om te kunnen zoeken.
gate-removed = Zonder gepubliceerde opleiding blijft het gesloten. Agoria verwijderde { $name }, de laatste die u gepubliceerd had ({ $when }). Publiceer een andere, of maak bezwaar.

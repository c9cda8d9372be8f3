effect-offers-shown =
    { $count ->
        [one] 1 voorstel wordt zichtbaar op de website
       *[other] { $count } voorstellen worden zichtbaar op de website
    }
effect-offers-hidden =
    { $count ->
        [one] 1 voorstel verdwijnt van de website
       *[other] { $count } voorstellen verdwijnen van de website
    }
effect-offers-removed =
    { $count ->
        [one] 1 voorstel wordt verwijderd
       *[other] { $count } voorstellen worden verwijderd
    }
effect-offers-restored =
    { $count ->
        [one] 1 voorstel komt terug
       *[other] { $count } voorstellen komen terug
    }
effect-records-archived =
    { $count ->
        [one] 1 fiche wordt gearchiveerd
       *[other] { $count } fiches worden gearchiveerd
    }
effect-notices =
    { $count ->
        [one] 1 bericht gaat uit per e-mail
       *[other] { $count } berichten gaan uit per e-mail
    }
effect-notices-withdrawn =
    { $count ->
        [one] 1 bericht dat nog niet weg was, gaat niet uit
       *[other] { $count } berichten die nog niet weg waren, gaan niet uit
    }

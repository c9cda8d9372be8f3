effect-offers-shown =
    { $count ->
        [one] 1 voorstel wordt zichtbaar op de website
       *[other] { $count } aanbiedingen worden zichtbaar op de website
    }
effect-offers-hidden =
    { $count ->
        [one] 1 voorstel verdwijnt van de website
       *[other] { $count } aanbiedingen verdwijnen van de website
    }
effect-offers-removed =
    { $count ->
        [one] 1 voorstel wordt verwijderd
       *[other] { $count } aanbiedingen worden verwijderd
    }
effect-offers-restored =
    { $count ->
        [one] 1 voorstel komt terug
       *[other] { $count } aanbiedingen komen terug
    }
effect-records-archived =
    { $count ->
        [one] 1 fiche wordt gearchiveerd
       *[other] { $count } fiches worden gearchiveerd
    }

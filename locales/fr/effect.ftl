effect-offers-shown =
    { $count ->
        [one] { $count } offre devient visible sur le site
       *[other] { $count } offres deviennent visibles sur le site
    }
effect-offers-hidden =
    { $count ->
        [one] { $count } offre disparaît du site
       *[other] { $count } offres disparaissent du site
    }
effect-offers-removed =
    { $count ->
        [one] { $count } offre est retirée
       *[other] { $count } offres sont retirées
    }
effect-offers-restored =
    { $count ->
        [one] { $count } offre revient
       *[other] { $count } offres reviennent
    }
effect-records-archived =
    { $count ->
        [one] { $count } fiche est archivée
       *[other] { $count } fiches sont archivées
    }

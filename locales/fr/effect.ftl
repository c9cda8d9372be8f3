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
effect-notices =
    { $count ->
        [one] 1 avis sera envoyé par e-mail
       *[other] { $count } avis seront envoyés par e-mail
    }
effect-notices-withdrawn =
    { $count ->
        [one] 1 avis qui n’est pas encore parti ne partira pas
       *[other] { $count } avis qui ne sont pas encore partis ne partiront pas
    }

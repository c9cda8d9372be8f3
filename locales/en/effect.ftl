effect-offers-shown =
    { $count ->
        [one] 1 offer becomes visible on the website
       *[other] { $count } offers become visible on the website
    }
effect-offers-hidden =
    { $count ->
        [one] 1 offer leaves the website
       *[other] { $count } offers leave the website
    }
effect-offers-removed =
    { $count ->
        [one] 1 offer is removed
       *[other] { $count } offers are removed
    }
effect-offers-restored =
    { $count ->
        [one] 1 offer comes back
       *[other] { $count } offers come back
    }
effect-records-archived =
    { $count ->
        [one] 1 record is archived
       *[other] { $count } records are archived
    }
effect-notices =
    { $count ->
        [one] 1 notice goes out by e-mail
       *[other] { $count } notices go out by e-mail
    }
effect-notices-withdrawn =
    { $count ->
        [one] 1 notice that has not gone yet will not go
       *[other] { $count } notices that have not gone yet will not go
    }

value-yes = Ja
value-no = Nee
value-empty = leeg
value-months =
    { $count ->
        [one] { $count } maand
       *[other] { $count } maanden
    }

value-yes = Yes
value-no = No
value-empty = empty
value-months =
    { $count ->
        [one] { $count } month
       *[other] { $count } months
    }

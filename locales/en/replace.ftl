replace-title = Find and replace
replace-open = Find and replace…
replace-find = Find
replace-with = Replace by
replace-case = Capitals count
replace-word = Whole words
replace-regex = Regular expression
replace-regex-help = $1 is the first group, $0 all that was found, $$ a dollar sign.
replace-fields = In the fields
replace-idle = Type what to find; you choose what is replaced.
replace-none = Nothing found.
replace-hits =
    { $count ->
        [one] Found in 1 place
       *[other] Found in { $count } places
    }
replace-left =
    { $count ->
        [one] 1 stays as it is
       *[other] { $count } stay as they are
    }
replace-more-here = and { $count } more here
replace-do = Replace
replace-apply =
    { $count ->
        [one] Replace 1 place
       *[other] Replace { $count } places
    }

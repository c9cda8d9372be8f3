retire-show =
    { $count ->
        [one] Show this offer
       *[other] Show these { $count } offers
    }
retire-title = Retire “{ $name }”
retire-used-site =
    { $count ->
        [one] 1 offer uses “{ $name }” and keeps it until somebody takes it off. New offers can no longer choose it.
       *[other] { $count } offers use “{ $name }” and keep it until somebody takes it off. New offers can no longer choose it.
    }
retire-used-contact =
    { $count ->
        [one] “{ $name }” is the contact of 1 offer. Visitors keep seeing this name there until another contact takes its place.
       *[other] “{ $name }” is the contact of { $count } offers. Visitors keep seeing this name there until another contact takes its place.
    }
retire-replace = Replace by another…
retire-anyway = Retire without replacing
retire-do = Retire

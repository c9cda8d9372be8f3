revert-ask = Undo this sending…
revert-too-old = The service no longer keeps the values of before.
revert-would =
    { $count ->
        [0] Nothing would be put back. Nothing has changed yet.
        [one] 1 record would be put back. Nothing has changed yet.
       *[other] { $count } records would be put back. Nothing has changed yet.
    }
revert-would-stay =
    { $count ->
        [one] 1 record stays as it is: it was changed again since.
       *[other] { $count } records stay as they are: they were changed again since.
    }
revert-why = The old values come back as a new sending, for your colleagues too.
revert-do =
    { $count ->
        [one] Put 1 record back
       *[other] Put { $count } records back
    }
revert-done = Undone.
revert-left =
    { $count ->
        [one] Undone, but for 1 record
       *[other] Undone, but for { $count } records
    }
revert-tick = Put “{ $heading }” back
revert-verdict-back = Would be put back
revert-verdict-stay = Stays: changed since

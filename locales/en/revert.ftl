revert-ask = Undo this sending…
revert-too-old = The service no longer keeps the values of before.
revert-would =
    { $count ->
        [0] Nothing would be undone. Nothing has changed yet.
        [one] 1 record would be as it was. Nothing has changed yet.
       *[other] { $count } records would be as they were. Nothing has changed yet.
    }
revert-would-stay =
    { $count ->
        [one] 1 record stays as it is: it was changed again since.
       *[other] { $count } records stay as they are: they were changed again since.
    }
revert-why = The old values come back as a new sending, for your colleagues too.
revert-do =
    { $count ->
        [one] Undo for 1 record
       *[other] Undo for { $count } records
    }
revert-done =
    { $count ->
        [one] Undone at the service: 1 record.
       *[other] Undone at the service: { $count } records.
    }
revert-left =
    { $count ->
        [one] Undone, but for 1 record
       *[other] Undone, but for { $count } records
    }
revert-tick = Undo “{ $heading }”
revert-verdict-back = Would be undone
revert-verdict-stay = Stays: changed since
revert-which = This would be undone
revert-would-archive =
    { $back ->
        [0] { $count ->
            [one] 1 record would be archived: what was new cannot disappear from the service any more. Nothing has changed yet.
           *[other] { $count } records would be archived: what was new cannot disappear from the service any more. Nothing has changed yet.
        }
        [one] 1 record would be as it was. { $count ->
            [one] 1 would be archived: what was new cannot disappear from the service any more. Nothing has changed yet.
           *[other] { $count } would be archived: what was new cannot disappear from the service any more. Nothing has changed yet.
        }
       *[other] { $back } records would be as they were. { $count ->
            [one] 1 would be archived: what was new cannot disappear from the service any more. Nothing has changed yet.
           *[other] { $count } would be archived: what was new cannot disappear from the service any more. Nothing has changed yet.
        }
    }

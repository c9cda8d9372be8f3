step-edit = edit
step-create = creation
step-duplicate = copy
step-discard = undone change
step-resolve = resolved conflict
step-review = review
step-archive = archiving
step-retire = retirement
step-replace = replacement
step-import = import
step-undone =
    Undone: { $what }{ $count ->
        [one] { $name ->
            [none] { "" }
           *[other] { " " }of “{ $name }”
        }
       *[other] { " " }({ $count } records)
    }.
step-redone =
    Done again: { $what }{ $count ->
        [one] { $name ->
            [none] { "" }
           *[other] { " " }of “{ $name }”
        }
       *[other] { " " }({ $count } records)
    }.
step-nothing-to-undo = There is nothing to undo.
step-nothing-to-undo-push = There is nothing to undo. The push that you took back can be restored in Synchronisation, under “Sent”.
step-nothing-to-redo = There is nothing to redo.
step-many-edited =
    { $count } records changed{ $invalid ->
        [0] .
        [one] , 1 of them invalid.
       *[other] , { $invalid } of them invalid.
    }
step-discarded =
    { $count ->
        [one] Change undone.
       *[other] { $count } changes undone.
    }
step-resolved = Conflict resolved. Your choice goes with what you send next.
step-created = “{ $name }” was created.
step-reattach = change put back
step-resend = sending taken up again
step-publish = publication
step-unpublish = taking offline
step-fill = filling
step-paste = pasting
step-fix = fix
step-text = text change
step-move = text moved
step-rollover = rolling over
step-confirm = confirmation as current
step-replace-contact = contact replacement
step-undo-step = older step undone
step-restore = taking out of the archive
step-review-reply = Answer to Agoria
step-of = { $step } ({ $of })
step-undone-sent =
    Undone here: { $what }. It had been sent already: { $count ->
        [one] 1 record now waits to be sent with its earlier values.
       *[other] { $count } records now wait to be sent with their earlier values.
    }
step-undone-stuck =
    Undone here: { $what }. It had been sent. { $invalid ->
        [one] 1 record cannot be sent with its earlier values: something is still to be solved.
       *[other] { $invalid } records cannot be sent with their earlier values: something is still to be solved.
    }
step-undo-stay =
    { $count ->
        [one] 1 new record is with the service already and stays.
       *[other] { $count } new records are with the service already and stay.
    }
step-undo-kept =
    { $what }: { $count ->
        [one] the new record is with the service already.
       *[other] { $count } new records are with the service already.
    } Undo the sending in Synchronisation, under “Sent”.
step-discard-undone =
    { $count ->
        [one] The changes are back.
       *[other] The changes of { $count } records are back.
    }
step-undo-do =
    Undo{ $what ->
        [none] { "" }
       *[other] : { $what }
    }
step-redo-do =
    Redo{ $what ->
        [none] { "" }
       *[other] : { $what }
    }
step-undo-discard = Put undone changes back

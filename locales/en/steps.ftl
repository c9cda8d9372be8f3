steps-title = History of steps
steps-close = Close the steps
steps-about = What was done on this computer, newest first. Any step can be undone, unless a later one changed the same fields.
steps-none = Nothing was done yet.
steps-you = you
steps-rows =
    { $count ->
        [one] 1 record
       *[other] { $count } records
    }
steps-invalid =
    { $count ->
        [one] 1 became invalid
       *[other] { $count } became invalid
    }
steps-standing-undone = undone
steps-standing-closed = undone for good
steps-sent = sent
steps-take-back = Undo
steps-take-back-sent = Undo as a new change
steps-taken-back =
    Undone: { $what }{ $count ->
        [one] { "" }
       *[other] { " " }({ $count } records)
    }.{ $sent ->
        [0] { "" }
       *[other] { " " }It was sent already: the old values are new changes to send.
    }
steps-in-the-way =
    { $count ->
        [one] A later step changed the same fields. Undo that first:
       *[other] { $count } later steps changed the same fields. Undo those first:
    }
steps-cell-title = { $field }: what was done
steps-cell-none = Nothing was done to this cell on this computer.
steps-cell-here = On this computer
steps-cell-service = At the service
steps-cell-service-none = The service knows no change of this cell yet.
steps-restore = Restore the value before
steps-restore-set = Undo this change
steps-standing-reverted = undone at the service
steps-standing-kept = with the service

changes-title = Changes
changes-summary =
    { $records ->
        [one] 1 record
       *[other] { $records } records
    }, { $ready } ready to send
changes-ask = Ask the service
changes-asking = Asking…
changes-push =
    { $count ->
        [0] Send
        [one] Send 1 change
       *[other] Send { $count } changes
    }
changes-pushing = Sending…
changes-comment = Comment with these changes
changes-comment-hint = Optional; shown in the history
changes-stuck =
    { $count ->
        [one] 1 record stays behind: something needs to be solved first.
       *[other] { $count } records stay behind: something needs to be solved first.
    }
changes-tick = Send “{ $heading }”
changes-op-create = new
changes-op-update = edited
changes-undo-create = Do not create
changes-undo-record = Discard
changes-conflict = { $field } was also changed by { $by }.
changes-decide = Decide
changes-refused = The service refused this change.
changes-look = Look
changes-more = Show { $count } more
changes-empty = Everything has been sent
changes-empty-why = What you edit shows up here before you send it.
changes-confirm-title = Many changes at once
changes-confirm =
    Nothing has been sent yet. This changes { $updates ->
        [one] 1 record
       *[other] { $updates } records
    } and removes, archives or retires { $removals }.

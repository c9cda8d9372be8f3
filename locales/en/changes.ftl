changes-title = Changes
changes-summary =
    { $records ->
        [one] 1 record
       *[other] { $records } records
    }, { $ready } ready to send
changes-ask = Trial run
changes-asking = Trial running…
changes-push =
    { $count ->
        [0] Send
        [one] Send 1 record
       *[other] Send { $count } records
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
changes-undo-record = Undo
changes-conflict = { $field } was also changed by { $by }.
changes-decide = Decide
changes-refused = The service refused this change.
changes-refused-failed = The service failed on this change several times. It is kept here; you can send it again.
changes-refused-large = This change is too large for the service. It is kept here.
changes-refused-code = The service refused this change for a reason that this version does not know: { $code }. It is kept here.
changes-again = Send again
changes-again-done = It goes with what you send next.
changes-look = Look
changes-more = Show { $count } more
changes-empty = There are no changes
changes-empty-why = What you edit shows up here before you send it.
changes-confirm-title = Many changes at once
changes-confirm =
    { $updates ->
        [0] Nothing has been sent yet. This removes, archives or retires { $removals ->
            [one] 1 record.
           *[other] { $removals } records.
        }
        [one] Nothing has been sent yet. This changes 1 record{ $removals ->
            [0] .
           *[other] {" "}and removes, archives or retires { $removals }.
        }
       *[other] Nothing has been sent yet. This changes { $updates } records{ $removals ->
            [0] .
           *[other] {" "}and removes, archives or retires { $removals }.
        }
    }
changes-tick-not = “{ $heading }” cannot be sent: { $why }
changes-tick-along = “{ $heading }” is sent along
changes-goes-along = Sent along: something that is ticked refers to it.
changes-along =
    { $count ->
        [one] 1 new record is sent along, because something that is ticked refers to it: { $names }.
       *[other] { $count } new records are sent along, because something that is ticked refers to them: { $names }.
    }
changes-all =
    { $count ->
        [0] Nothing can be sent
        [one] The one that can be sent
       *[other] All { $count } that can be sent
    }
changes-keys = ↑ ↓ next row · Space ticks · Enter opens · → ← open and close a group
changes-group = Group by
changes-group-record = Record
changes-group-field = Field
changes-group-step = Step
changes-group-count = { $going } of { $total } go
changes-group-stuck =
    { $count ->
        [one] 1 cannot go
       *[other] { $count } cannot go
    }
changes-no-step = Other changes
changes-discard = Undo what is ticked…
changes-discard-title =
    { $count ->
        [one] Undo the changes of “{ $name }”?
       *[other] Undo the changes of { $count } records?
    }
changes-discard-text = These records become what the service has again; new ones go away. This is one step: Ctrl+Z brings your changes back.
changes-discard-do =
    { $count ->
        [one] Undo the changes
       *[other] Undo those of { $count } records
    }
changes-waiting =
    { $count ->
        [one] 1 record was sent and has no answer yet. It goes out again by itself, and nothing happens twice.
       *[other] { $count } records were sent and have no answer yet. They go out again by themselves, and nothing happens twice.
    }
changes-stale = You have changed or ticked something since the service answered.
changes-stale-tag = out of date
changes-ask-again = Run the trial again
changes-page = { $from }–{ $to } of { $total }
changes-previous = Previous
changes-next = Next
changes-fix = Fix
changes-discard-more =
    { $count ->
        [one] and 1 more record
       *[other] and { $count } more records
    }
changes-stop = Stop
changes-stop-now = Do not wait
changes-stopping = Stopping…
changes-save = Save as file…
changes-save-title = Save changes as a file
changes-save-what =
    { $count ->
        [one] The file holds the changes of the 1 record that is ticked: field by field, what it was and what it becomes. Nothing is sent.
       *[other] The file holds the changes of the { $count } records that are ticked: field by field, what it was and what it becomes. Nothing is sent.
    }
changes-save-do = Save file
changes-saved =
    The changes of { $count ->
        [one] 1 record
       *[other] { $count } records
    } were saved to { $path }.
changes-file-type = Kind
changes-file-record = Record
changes-file-organisation = Organisation
changes-file-op = What
changes-file-field = Field
changes-file-before = Was
changes-file-after = Becomes
changes-file-id = id
changes-file-code = field
changes-undone-step = Undone: { $step }
changes-sent-last =
    { $count ->
        [one] Last sent: 1 record.
       *[other] Last sent: { $count } records.
    }
changes-sent-open = View or undo
changes-asks =
    { $count ->
        [one] You are about to send 1 new record. Is that what you want?
       *[other] You are about to send { $count } records{ $new ->
            [0] .
            [one] , 1 of them new.
           *[other] , { $new } of them new.
        } Is that what you want?
    } Enter sends, Esc goes back.

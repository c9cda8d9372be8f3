record-inspector = Details
record-close = Close the details
record-details = Fields
record-checks = Checks
record-history = History
record-unnamed = Unnamed
record-not-here = no longer available
record-used-by =
    { $count ->
        [0] Used in no offer
        [one] Used in 1 offer
       *[other] Used in { $count } offers
    }
record-no-findings = Everything is in order.
record-date-shape = dd/mm/yyyy
record-required = required
record-add = Add…
record-add-text = Add with Enter
record-choose = Choose…
record-take-off = Take off { $what }
record-count = { $count } / { $limit }
record-count-over = { $count } / { $limit } — { $over } too many
record-use = Use: { $suggestion }
record-was = was “{ $value }”
record-refused = The service refused this change
record-refused-removed = Agoria removed the offer meanwhile. Your text is kept here; you can copy it and send it with an objection.
record-refused-why = Your rights changed, or the record may no longer be edited. Your text is kept here.
record-copy-edits = Copy my text
record-drop-edits = Undo the change
record-waiting = This change was sent and waits for an answer. You can go on: what you change now is sent after it.
record-read-only = Your role may only look at this.
record-not-saved =
    { $count ->
        [one] Not saved: 1 field needs work
       *[other] Not saved: { $count } fields need work
    }
record-leave-unsaved = This has not been saved.
record-keep-editing = Keep editing
record-throw-away = Do not save
record-follows-province = Follows from postal code { $value }.

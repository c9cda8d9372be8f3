lost-title =
    { $count ->
        [one] The service lost 1 sending
       *[other] The service lost { $count } sendings
    }
lost-why = The service was restored from an older copy. What you had sent since is kept here. Take it up again, review it and send it.
lost-edits =
    { $count ->
        [one] 1 change
       *[other] { $count } changes
    }
lost-again = Take it up again
lost-give-up = Not needed any more
lost-resent =
    { $count ->
        [0] The records are so already; there is nothing to send.
        [one] 1 change is ready to be sent again.
       *[other] { $count } changes are ready to be sent again.
    }

review-title = Review
review-which = Which offers
review-tab-queue = To review
review-tab-all = All
review-tab-removed = Removed
review-queue = Queue
review-left = { $count } to go
review-tick = Tick “{ $name }”
review-decide = Decision
review-criteria = Criteria
review-evidence = What speaks for and against
review-probability = Probability that this is not technological
review-not-technological = { $percent } % likely not technological
review-estimate = An estimate from name, description, domains and earlier decisions; you decide.
review-speaks-for = Speaks for “not technological”
review-speaks-against = Speaks against it
review-nothing-speaks = Nothing found
review-disagrees = name and domain disagree
review-decided-before =
    { $count ->
        [one] { $count } earlier decision
       *[other] { $count } earlier decisions
    }
review-since = Changed since the last decision
review-earlier-here = Earlier decisions for this organisation
review-similar = Similar offers elsewhere
review-no-verdict = not reviewed yet
review-strength = 
    { $count ->
        [one] weak
        [2] clear
       *[other] strong
    }
review-look-fine = Fine
review-look-look = Look
review-look-unknown = Unknown
review-out-of-scope = out of scope by default
review-no-domain = No study domain given
review-no-duration = No duration given
review-no-level = No study level given
review-earlier = Earlier decisions
review-keep = Keep
review-remove = Remove…
review-ask = Ask…
review-defer = Defer
review-restore = Restore
review-remove-title =
    { $count ->
        [one] Remove “{ $name }”
       *[other] Remove { $count } offers
    }
review-remove-submit =
    { $count ->
        [one] Remove
       *[other] Remove { $count }
    }
review-ask-title =
    { $count ->
        [one] Question about “{ $name }”
       *[other] Ask about { $count } offers
    }
review-ask-submit =
    { $count ->
        [one] Ask
       *[other] Ask about { $count }
    }
review-reason = Reason
review-reason-suggested = as the evidence says
review-note = Note
review-note-in = Note ({ $language })
review-verdict-keep = Kept
review-verdict-remove = Removed
review-verdict-ask = Asked
review-verdict-defer = Deferred
review-verdict-restore = Restored
review-verdict-answer = Answer
review-verdict-objection = Objection
review-one-keep = “{ $name }” kept
review-one-remove = “{ $name }” removed
review-one-ask = Asked about “{ $name }”
review-one-defer = “{ $name }” deferred
review-one-restore = “{ $name }” restored
review-many-keep = { $count } offers kept
review-many-remove = { $count } offers removed
review-many-ask = Asked about { $count } offers
review-many-defer = { $count } offers deferred
review-many-restore = { $count } offers restored
review-sent-with-push = Takes effect when you send your changes.
review-empty = Nothing left to review
review-empty-removed = Nothing has been removed
review-done =
    { $count ->
        [one] 1 decision made
       *[other] { $count } decisions made
    }
review-confirm-title = Many offers at once
review-journal = Journal of decisions
review-journal-empty = Nothing was decided yet
review-notify = Tell the organisation by e-mail
review-mail = Notice by e-mail
review-mail-unwanted = Nobody is told: that was chosen with the decision.
review-mail-unsent = The decision has not been sent yet. The mails go after that.
review-mail-offline = Only the service knows what became of the mails, and it cannot be reached now.
review-mail-again = Look again
review-mail-counted = { $state }: { $count }
review-mail-nobody = No mail was written about this decision: there was no administrator or contact to tell.
review-mail-waiting = Waiting
review-mail-sending = Being sent
review-mail-sent = Sent
review-mail-failed = Failed
review-mail-uncertain = Uncertain
review-mail-cancelled = Withdrawn
review-mail-why-unreachable = The mail server cannot be reached; it is tried again.
review-mail-why-timeout = The mail server did not answer in time.
review-mail-why-certificate = The certificate of the mail server is not trusted.
review-mail-why-tls = The mail server offers no secure connection.
review-mail-why-sign-in = The mail server refuses the sign-in of the service.
review-mail-why-interrupted = The service stopped while it was being sent. The mail may have arrived, and does not go again.
review-mail-why-too-late = Given up after days of trying.
review-mail-why-gone = What the mail was about is no longer there.
review-mail-why-withdrawn = The decision was taken back before the mail went.
review-mail-why-answer = Answer of the mail server: { $code }
review-notice = Preview of the notice
review-notice-language = Language of the preview
review-claimed = { $name } is on this
review-claimed-notice =
    { $count ->
        [one] { $name } is looking at this offer too. You may decide all the same.
       *[other] { $name } are looking at this offer too. You may decide all the same.
    }
review-by = by { $by }
review-decided-by = { $verdict } by { $by }
review-elsewhere = A colleague has decided meanwhile
review-waits-no-more = No longer waiting
review-waits-no-more-why = This offer no longer waits for a decision: it was changed or unpublished meanwhile.
review-met-title =
    { $count ->
        [one] A colleague has already decided
       *[other] Colleagues have already decided on { $count } offers
    }
review-met = Your decision has not been made yet. If you decide all the same, it follows your colleague’s; the journal keeps both.
review-met-despite =
    { $count ->
        [one] Decide all the same
       *[other] Decide on all { $count }
    }
review-met-others =
    { $count ->
        [one] Decide on the other one only
       *[other] Decide on the other { $count } only
    }
review-met-leave = Do not decide
review-remove-why =
    { $count ->
        [one] Once you send it, the offer leaves the search. The organisation sees the reason and your note. You can restore it later.
       *[other] Once you send them, the offers leave the search. Their organisations see the reason and your note. You can restore them later.
    }
review-ask-why =
    { $count ->
        [one] The offer stays. The organisation gets your question.
       *[other] The offers stay. Their organisations get your question.
    }
review-restore-why =
    { $count ->
        [one] The offer goes back to its organisation, unpublished.
       *[other] The offers go back to their organisations, unpublished.
    }
review-keep-title =
    { $count ->
        [one] Keep the offer
       *[other] Keep { $count } offers
    }
review-keep-why =
    { $count ->
        [one] The offer stays, and leaves the queue until it changes.
       *[other] The offers stay, and leave the queue until they change.
    }
review-keep-submit =
    { $count ->
        [one] Keep
       *[other] Keep { $count }
    }
review-keep-doubtful =
    { $count ->
        [one] One of them is likely not technological.
       *[other] { $count } of them are likely not technological.
    }
review-defer-title =
    { $count ->
        [one] Defer the offer
       *[other] Defer { $count } offers
    }
review-defer-why =
    { $count ->
        [one] The offer comes back to the queue in 14 days, or sooner if it changes.
       *[other] The offers come back to the queue in 14 days, or sooner if they change.
    }
review-defer-submit =
    { $count ->
        [one] Defer
       *[other] Defer { $count }
    }
review-restore-title =
    { $count ->
        [one] Restore the offer
       *[other] Restore { $count } offers
    }
review-restore-submit =
    { $count ->
        [one] Restore
       *[other] Restore { $count }
    }
review-chosen =
    { $count ->
        [one] The offer
       *[other] The { $count } offers
    }
review-ticked =
    { $count ->
        [one] 1 offer ticked
       *[other] { $count } offers ticked
    }
review-confirm-keep =
    { $count ->
        [one] Nothing has been done yet. This keeps 1 offer.
       *[other] Nothing has been done yet. This keeps { $count } offers.
    }
review-confirm-remove =
    { $count ->
        [one] Nothing has been done yet. This removes 1 offer.
       *[other] Nothing has been done yet. This removes { $count } offers.
    }
review-confirm-ask =
    { $count ->
        [one] Nothing has been done yet. This asks about 1 offer.
       *[other] Nothing has been done yet. This asks about { $count } offers.
    }
review-confirm-defer =
    { $count ->
        [one] Nothing has been done yet. This defers 1 offer.
       *[other] Nothing has been done yet. This defers { $count } offers.
    }
review-confirm-restore =
    { $count ->
        [one] Nothing has been done yet. This restores 1 offer.
       *[other] Nothing has been done yet. This restores { $count } offers.
    }
review-untick = Untick all
review-tick-all = Tick all { $count }
review-tick-first = Tick the first { $count }
review-note-why = Optional. The organisation reads the text in its language; { $name } and { $institution } are filled in for each offer.
review-template-use = Use the template
review-template-keep = Keep as template for this reason
review-template-reset = Back to the original text
review-template-kept = Kept on this computer
review-template-is-reset = The original text is back
review-notice-of = { $at } of { $count }
review-notice-next = The next offer
review-notice-previous = The previous offer
review-look-domain = Domain fits
review-remove-doubtful =
    { $count ->
        [one] One of them is likely technological; it stands first.
       *[other] { $count } of them are likely technological; they stand first.
    }
review-due-past = Choose a day that is still to come.
review-due-why = Without a date: within 14 days; then the offer comes back.
review-template-why = Your templates are only on this computer; colleagues do not see them.
review-notice-reads =
    { $language ->
        [nl] { $organisation } works in Dutch. Administrators get the notice in their own language.
        [fr] { $organisation } works in French. Administrators get the notice in their own language.
       *[en] { $organisation } works in English. Administrators get the notice in their own language.
    }
review-empty-narrowed = Nothing to review with these words and filters
review-empty-waiting =
    { $count ->
        [one] Without them 1 offer still waits.
       *[other] Without them { $count } offers still wait.
    }
review-clear = Clear words and filters
review-bar = Decisions take effect when you send your changes; until then Ctrl+Z undoes them.
review-view-plain = Programmes to review
review-others =
    { $count ->
        [one] 1 other offer waits
       *[other] { $count } other offers wait
    }
review-empty-others =
    { $count ->
        [one] 1 other offer still waits: an event or a company offer.
       *[other] { $count } other offers still wait: events and company offers.
    }
review-show-others = Show all that waits
review-empty-programmes = No programmes left to review

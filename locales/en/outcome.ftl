outcome-good = Sent. Everything was accepted.
outcome-left =
    { $count ->
        [one] Sent, but 1 record needs your attention
       *[other] Sent, but { $count } records need your attention
    }
outcome-nothing = There was nothing to send.
outcome-dry-good = The service would accept everything. Nothing has been sent yet.
outcome-dry-left =
    { $count ->
        [one] The service would not accept 1 record. Nothing has been sent yet.
       *[other] The service would not accept { $count } records. Nothing has been sent yet.
    }
outcome-needs-you = To look at
outcome-count-applied = { $count } accepted
outcome-count-merged = { $count } merged with the work of others
outcome-count-noop = { $count } already as you want
outcome-count-conflict = { $count } in conflict
outcome-count-gone = { $count } no longer there
outcome-count-invalid = { $count } invalid
outcome-count-forbidden = { $count } refused
outcome-count-duplicate = { $count } duplicate
outcome-count-blocked = { $count } held back by another
outcome-would-count-applied = { $count } would be accepted
outcome-would-count-merged = { $count } would be merged
outcome-would-count-noop = { $count } already as you want
outcome-would-count-conflict = { $count } would be in conflict
outcome-would-count-gone = { $count } no longer there
outcome-would-count-invalid = { $count } would be invalid
outcome-would-count-forbidden = { $count } would be refused
outcome-would-count-duplicate = { $count } would be duplicate
outcome-would-count-blocked = { $count } would be held back
outcome-would-applied = Would be accepted
outcome-would-merged = Would be merged
outcome-would-noop = Already so
outcome-would-conflict = Conflict
outcome-would-gone = No longer there
outcome-would-invalid = Invalid
outcome-would-forbidden = Not allowed
outcome-would-duplicate = Duplicate
outcome-would-blocked = Held back
outcome-why-applied = Accepted.
outcome-why-merged = Merged.
outcome-why-noop = Already so.
outcome-why-conflict = Somebody else changed the same field. Choose which version stays.
outcome-why-gone = The record is no longer at the service. Your text is still here.
outcome-why-invalid = A rule stands in the way. Open it to see which.
outcome-why-forbidden = Your role may not do this. Your text is still here.
outcome-why-duplicate = This already exists at the service.
outcome-why-blocked = This depends on something that was not accepted. Solve that first.
outcome-why-removed = Agoria removed this offer. Your text is still here.
outcome-was-conflict = Conflict
outcome-was-gone = Was gone
outcome-was-invalid = Invalid
outcome-was-forbidden = Refused
outcome-was-duplicate = Duplicate
outcome-was-blocked = Held back
outcome-open-conflict = Open conflict
outcome-field-why = { $field }: { $why }
outcome-show = Show record
outcome-taken-back = Sent, and then undone
outcome-stopped =
    { $unanswered ->
        [0] { $sent ->
            [0] Stopped. Nothing was sent; everything is still here.
           *[other] { $left ->
                [0] Stopped, but everything had been sent already.
               *[other] Stopped. { $sent } sent, { $left } not sent. What was not sent is still here.
            }
        }
       *[other] { $sent ->
            [0] { $left ->
                [0] Stopped. { $unanswered } on their way without an answer.
               *[other] Stopped. { $unanswered } on their way without an answer, { $left } not sent.
            }
           *[other] { $left ->
                [0] Stopped. { $sent } sent, { $unanswered } on their way without an answer.
               *[other] Stopped. { $sent } sent, { $unanswered } on their way without an answer, { $left } not sent.
            }
        }
    }

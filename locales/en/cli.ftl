cli-password = Password: 
cli-recovery-code = Recovery code of this computer's copy: { $code }. Keep it in a safe place: it opens the copy when the system keyring cannot.
cli-kept = { $count ->
    [one] One record has edits that were not sent. They stay in the encrypted copy on this computer.
   *[other] { $count } records have edits that were not sent. They stay in the encrypted copy on this computer.
}
cli-passphrase-only = This copy has no recovery code: the passphrase is its only key.
cli-confirm-push = Nothing was done. { $updates } updates and { $removals } removals at once need your agreement: add --yes.
cli-site-dropped = { $site } was taken off, because its province is no longer chosen.
cli-differs = The copy still differs from the service. Nothing is lost; check again later.
cli-verified = The copy equals the service (checked { $at }). Organisations read anew: { $repaired }.
cli-not-allowed = { $count ->
    [one] One record was left as it is: it may not be changed.
   *[other] { $count } records were left as they are: they may not be changed.
}
cli-in-the-way = Nothing was done: later steps ({ $steps }) changed the same fields. Take these back first.
cli-would-change = { $changed ->
    [one] One record would change
   *[other] { $changed } records would change
}; already so: { $unchanged }. Nothing was changed.
cli-would-break = { $count ->
    [one] One of them would break a rule afterwards.
   *[other] { $count } of them would break a rule afterwards.
}
cli-new-contacts = { $count ->
    [one] 1 new contact
   *[other] { $count } new contacts
}
cli-own-profile = { $count ->
    [one] 1 organisation changed
   *[other] { $count } organisations changed
}
cli-fate-added = new
cli-fate-changed = changed
cli-fate-unchanged = unchanged
cli-fate-duplicate = repeated
cli-fate-needs_decision = to decide
cli-fate-rejected = rejected
cli-fate-left = left out
cli-queue-others = { $count ->
    [one] One other offer waits: an event or a company offer (--all).
   *[other] { $count } other offers wait: events and company offers (--all).
}

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

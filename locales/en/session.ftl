session-sign-in = Sign in
session-signing-in = Signing in…
session-sign-out = Sign out
session-service = Service address
session-service-hint = Filled in by your organisation. Change it only if Agoria asks you to.
session-email = E-mail address
session-password = Password
session-show = Show
session-hide = Hide
session-passphrase = Passphrase
session-passphrase-hint = This computer has no password store, so your data are encrypted with a passphrase of at least { $limit } characters. You get a recovery code in case you forget it.
session-unsent =
    { $count ->
        [one] This computer holds 1 change that has not been sent. It is kept.
       *[other] This computer holds { $count } changes that have not been sent. They are kept.
    }
session-unlock = Open your data
session-open = Open
session-try-keyring = Try the password store again
session-unlock-safe = Your data are encrypted on this computer. Nothing is deleted, not even after a wrong passphrase or code.
session-locked-keyring-empty = The password store of this computer no longer holds the key. Open the copy with your recovery code.
session-locked-keyring-unavailable = The password store of this computer does not answer. Unlock it and try again, or use your recovery code.
session-locked-other-key = The key in the password store belongs to another copy. Open this one with its recovery code.
session-locked-passphrase = The data on this computer are protected by your passphrase.
session-recovery-title = Keep your recovery code
session-recovery-why = This code opens the copy on this computer should the password store fail or the passphrase be forgotten. Write it down or keep it in a password manager, not on this computer.
session-recovery-where = You can see the code again in Settings.
session-recovery-copied = The code is on the clipboard.
session-recovery-kept = I have kept it
session-keep-copy = Keep the copy on this computer
session-keep-copy-why = Encrypted, with your unsent changes. Next time starts faster.
session-delete-copy = Delete the copy from this computer
session-delete-copy-why =
    { $count ->
        [0] Nothing is lost: the service has everything.
        [one] 1 unsent change will be lost.
       *[other] { $count } unsent changes will be lost.
    }
session-reconnect-why = Your session with the service has ended. Your work stays here; sign in again to send and update.
session-work-offline = Work offline
session-code = Recovery code
session-code-hint = 26 letters and digits from 2 to 7; there is no zero or one in it. Capitals, spaces and hyphens make no difference.
session-code-why = With your recovery code you open your data and choose a new passphrase. Changes that were not sent are still in it.
session-new-passphrase = New passphrase
session-new-passphrase-hint = At least { $limit } characters. It replaces the forgotten one; the code stays good.
session-new-passphrase-optional = At least { $limit } characters. It opens your data next time. Leave it empty to type the code each time.
session-forgot-passphrase = I have forgotten my passphrase
session-use-passphrase = I remember the passphrase
session-lost-code = I no longer have the code
session-afresh = Start afresh
session-afresh-why = Without passphrase, password store or recovery code nobody can open this copy, not even Agoria.
session-afresh-why-passphrase = This copy opens with its passphrase only. Without it nobody can open the copy, not even Agoria.
session-afresh-unsent =
    { $count ->
        [0] Changes that were not sent, if there are any, are in this copy only.
        [one] 1 change was not sent; it is in this copy only.
       *[other] { $count } changes were not sent; they are in this copy only.
    }
session-afresh-service = Everything that was sent is safe with the service and comes back when you sign in.
session-afresh-kept = This copy is not deleted. It is put aside on this computer, and can still be opened should you find the passphrase or the code.
session-set-aside = Put the copy aside
session-set-aside-done = Your earlier copy is kept in { $folder }. Sign in to start with a new one.
session-locked-or-passphrase = The password store of this computer does not open the copy. Use your passphrase, or try the password store again.
session-open-elsewhere = Already open in another window
session-not-started = EduTracker Desk cannot start
session-damaged = The copy on this computer is damaged
session-damaged-why = A part of it is not what was written: the disk may be failing, or a program has changed the file. Everything that was sent is safe with the service.
session-damaged-unsent =
    { $count ->
        [0] Changes that were not sent, if there are any, can mostly be rescued.
        [one] 1 change was not sent. It can mostly be rescued.
       *[other] { $count } changes were not sent. They can mostly be rescued.
    }
session-damaged-secret = Passphrase or recovery code
session-damaged-kept = A new copy takes its place. The changes that can still be read are set aside in it; after the next synchronisation you put them back. The steps for undoing are gone. The damaged files are kept.
session-salvage-go-on = Continue
session-salvage = Rescue and begin anew
session-salvaged =
    { $count ->
        [0] No change could be set aside.
        [one] 1 change is set aside. Synchronise, then put it back.
       *[other] { $count } changes are set aside. Synchronise, then put them back.
    } { $unreadable ->
        [0] The damaged files are in { $folder }.
        [one] 1 change cannot be read. The damaged files are in { $folder }.
       *[other] { $unreadable } changes cannot be read. The damaged files are in { $folder }.
    }
session-passphrase-again = Passphrase again
session-passphrase-differs = This is not the same passphrase. Type it again, or choose Show to see what you typed.
session-passphrase-once-more = Type the passphrase here once more, or choose Show to see what you typed.
session-forgotten = Forgotten your password?
session-forgotten-title = New password
session-forgotten-why = We send a link to your e-mail address. With it you choose a new password, within 30 minutes.
session-forgotten-send = Send the link
session-forgotten-back = Back to signing in
session-forgotten-asked = If there is an account with this address, a mail with a link is on its way. It works once, for 30 minutes.

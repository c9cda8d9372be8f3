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
session-passphrase-hint = This computer has no keyring, so your data are encrypted with a passphrase of at least { $limit } characters. Nobody can open the copy without it.
session-unsent =
    { $count ->
        [one] This computer holds 1 change that has not been sent. It is kept.
       *[other] This computer holds { $count } changes that have not been sent. They are kept.
    }
session-unlock = Open your data
session-secret = Recovery code or passphrase
session-open = Open
session-try-keyring = Try the keyring again
session-unlock-safe = Your data are encrypted on this computer. Nothing is deleted, not even after a wrong passphrase or code.
session-locked-keyring-empty = The keyring of this computer no longer holds the key. Open the copy with your recovery code.
session-locked-keyring-unavailable = The keyring of this computer does not answer. Unlock it and try again, or use your recovery code.
session-locked-other-key = The key in the keyring belongs to another copy. Open this one with its recovery code.
session-locked-passphrase = The data on this computer are protected by your passphrase.
session-recovery-title = Keep your recovery code
session-recovery-why = This code opens the copy on this computer should the keyring fail. Write it down or keep it in a password manager, not on this computer.
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

sync-which = What to see
sync-tab-now = State
sync-tab-sent = Sent
sync-tab-apart = Set aside
sync-starting = Connecting to the service.
sync-inOrder =
    { $count ->
        [0] Everything is up to date and sent. News of others comes in by itself.
        [one] Everything is up to date. 1 change waits here until you send it.
       *[other] Everything is up to date. { $count } changes wait here until you send them.
    }
sync-catchingUp = The data are being brought up to date. You can go on working.
sync-offline =
    { $count ->
        [0] Offline. You can go on working; nothing waits to be sent.
        [one] Offline. 1 change waits here safely; you can send it once the service answers.
       *[other] Offline. { $count } changes wait here safely; you can send them once the service answers.
    }
sync-notTheService = Something other than EduTracker answers, such as a sign-in page of the network. Nothing was sent. Sign in to the network, then try again.
sync-busy = The service asks for some patience. Your work is safe here.
sync-sessionEnded =
    { $count ->
        [0] Your session has ended. Sign in again to update.
        [one] Your session has ended. 1 change waits here safely; sign in again to send it.
       *[other] Your session has ended. { $count } changes wait here safely; sign in again to send them.
    }
sync-accountDisabled = This account was deactivated. Your work on this computer is kept. Ask your administrator for help.
sync-tooOld = Read only: this version ({ $version }) may not send any more. You can still read, edit and export; your changes stay here. Install version { $oldest } or newer.
sync-next = Next try in { $seconds } s
sync-next-now = Trying again…
sync-try = Try now
sync-waits = What waits here
sync-nothing = Nothing waits.
sync-wait-ready =
    { $count ->
        [one] record is ready to send
       *[other] records are ready to send
    }
sync-wait-waiting =
    { $count ->
        [one] record was sent and waits for an answer
       *[other] records were sent and wait for an answer
    }
sync-wait-conflicts =
    { $count ->
        [one] record needs your choice
       *[other] records need your choice
    }
sync-wait-invalid =
    { $count ->
        [one] record is not in order yet
       *[other] records are not in order yet
    }
sync-wait-refused =
    { $count ->
        [one] record was refused; your text is kept
       *[other] records were refused; your text is kept
    }
sync-wait-apart =
    { $count ->
        [one] change is set aside
       *[other] changes are set aside
    }
sync-look-ready = Review changes
sync-look-waiting = Look
sync-look-conflicts = Decide
sync-look-invalid = Look
sync-look-refused = Look
sync-look-apart = Look
sync-copy = The copy on this computer
sync-as-of = Up to date as of
sync-verified = Compared with the service
sync-not-verified = Not yet
sync-check = Compare now
sync-checking = Comparing…
sync-checked =
    { $count ->
        [0] The copy equals the service.
        [one] The copy equals the service again; the data of 1 organisation were read anew.
       *[other] The copy equals the service again; the data of { $count } organisations were read anew.
    }
sync-differs = The copy still differs from the service. Nothing is lost; compare again later.
sync-news = News of others
sync-listening = The service tells at once
sync-polling = Fetched every minute
sync-sent = What you sent
sync-sent-look = Look or undo
sync-backups = Spare copies
sync-backups-why = Made before something large happened. They are encrypted like the copy itself.
sync-backup-sweep = Before many records went, { $at }
sync-backup-schema = Before a new version, { $at }
sync-megabytes = { $count } MB

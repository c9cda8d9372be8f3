shell-skip = Skip to content
shell-search = Search ( / )
shell-search-field = The list has no field “{ $typed }” that can be searched like this.
shell-search-value = { $label } has no value “{ $typed }”.
shell-search-use = Use “{ $nearest }”
shell-push = Review changes
shell-account = Account
shell-reconnect = Sign in again
shell-nav = Screens
shell-nav-offers = Offers
shell-nav-review = Review
shell-nav-changes = Changes
shell-nav-organisation = Organisation
shell-nav-organisations = Organisations
shell-nav-sites = Campuses
shell-nav-entities = Entities
shell-nav-contacts = Contacts
shell-nav-accounts = Accounts
shell-nav-settings = Settings
shell-status = Status bar
shell-online = Online
shell-offline = Offline
shell-offline-kept =
    { $count ->
        [one] Offline — 1 changed record is kept on this computer
       *[other] Offline — { $count } changed records are kept on this computer
    }
shell-as-of = Updated { $time }
shell-never-pulled = Not updated yet
shell-pull = Update
shell-pulling = Updating…
shell-pulled =
    { $received ->
        [0] Everything is up to date.
        [one] Updated: 1 changed record.
       *[other] Updated: { $received } changed records.
    } { $conflicts ->
        [0] { "" }
        [one] 1 conflict needs your choice.
       *[other] { $conflicts } conflicts need your choice.
    }
shell-pending =
    { $count ->
        [0] No changes
        [one] 1 record changed
       *[other] { $count } records changed
    }
shell-unready = { $count } not ready to send
shell-conflicts =
    { $count ->
        [one] 1 conflict
       *[other] { $count } conflicts
    }
shell-refused = { $count } refused
shell-rows =
    { $count ->
        [one] 1 record
       *[other] { $count } records
    }
shell-rows-of = { $shown } of { $total } records
shell-nav-conflicts = Conflicts
shell-nav-sync = Synchronisation
shell-apart = { $count } set aside
shell-nav-journal = Journal
shell-nav-messages = Messages
shell-nav-requests = Account requests
shell-selected =
    Selected: { $rows ->
        [one] 1 row
       *[other] { $rows } rows
    }, { $cells } cells

contacts-title = Contacts
contacts-new = New contact
contacts-new-button = New contact
contacts-new-inline = New contact…
contacts-empty = No contacts yet
contacts-retire = Retire
contacts-bring-back = Bring back
contacts-retired = “{ $name }” was retired. Existing offers still refer to it.
contacts-brought-back = “{ $name }” is back in use.
contacts-replace = Replace by…
contacts-replace-title = Replace “{ $name }” by another contact
contacts-replace-why =
    { $count ->
        [one] 1 offer has “{ $name }” as its contact.
       *[other] { $count } offers have “{ $name }” as their contact.
    }
contacts-replace-by = Replace by
contacts-replace-retire = Retire “{ $name }” as well
contacts-replace-idle = Choose who takes the place; you see what will happen before anything does.
contacts-replace-do =
    { $count ->
        [0] Replace
        [one] Replace in 1 offer
       *[other] Replace in { $count } offers
    }
contacts-replace-do-retire =
    { $count ->
        [0] Retire
        [one] Replace in 1 offer, retire the contact
       *[other] Replace in { $count } offers, retire the contact
    }
contacts-replaced =
    { $count ->
        [one] “{ $name }” was replaced by “{ $other }” in 1 offer.
       *[other] “{ $name }” was replaced by “{ $other }” in { $count } offers.
    }
contacts-replaced-retired =
    { $count ->
        [one] “{ $name }” was replaced by “{ $other }” in 1 offer and retired.
       *[other] “{ $name }” was replaced by “{ $other }” in { $count } offers and retired.
    }

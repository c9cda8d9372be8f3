bulk-title = Edit many records at once
bulk-open = Edit many records…
bulk-scope = Which records
bulk-scope-selected =
    { $count ->
        [one] The selected row
       *[other] The { $count } selected rows
    }
bulk-scope-all = All { $count } that the list finds
bulk-scope-everything = All { $count }, also those not in the list
bulk-doing = What to do
bulk-doing-field = Change a field
bulk-doing-contact = Replace a contact by another
bulk-doing-publish = Publish
bulk-doing-unpublish = Take offline
bulk-doing-confirm = Confirm as current
bulk-doing-rollover = Roll over to a later year
bulk-doing-text = Tidy up texts
bulk-doing-move = Move a text to another field
bulk-doing-duplicate = Duplicate
bulk-doing-archive = Archive
bulk-doing-restore = Take out of the archive
bulk-about-contact = Only offers with the first contact change; all others stay as they are.
bulk-about-anycontact = All chosen offers get the new contact, also those without one.
bulk-about-publish = The offers are shown in EduTracker after you send the change.
bulk-about-unpublish = The offers disappear from EduTracker after you send the change.
bulk-about-confirm = The offers get today as the day on which somebody confirmed that they are current. Archived ones stay as they are.
bulk-about-rollover = Of programmes “Valid from” moves. Events have happened: a copy is made with its date moved. What has no date or is archived stays as it is.
bulk-about-duplicate = Each offer gets a copy, which is not published.
bulk-about-archive = Archived offers disappear from EduTracker and stay in your list.
bulk-about-restore = The offers are in use again.
bulk-field = Field
bulk-fields = Fields
bulk-mode = How
bulk-mode-set = Set to
bulk-mode-clear = Empty
bulk-mode-set-set = Replace all
bulk-mode-add-set = Add
bulk-mode-remove-set = Take away
bulk-mode-clear-set = Empty
bulk-value = Value
bulk-from = Contact now
bulk-from-any = Any contact
bulk-to = New contact
bulk-years = Years later
bulk-how = How
bulk-text = Text
bulk-text-trim = Remove superfluous spaces
bulk-text-capital = Begin with a capital
bulk-text-upper = All capitals
bulk-text-lower = No capitals
bulk-text-prefix = Put a text before it
bulk-text-suffix = Put a text after it
bulk-text-withoutprefix = Take a text away at the start
bulk-text-withoutsuffix = Take a text away at the end
bulk-move-from = From field
bulk-move-to = To field
bulk-move-join = Between, if there is a text already (empty: it is replaced)
bulk-preview = What will happen
bulk-idle = Fill in what has to change; you see what will happen before anything does.
bulk-looking = Looking what will happen…
bulk-change =
    { $count ->
        [one] 1 changes
       *[other] { $count } change
    }
bulk-created =
    { $count ->
        [one] of which 1 new
       *[other] of which { $count } new
    }
bulk-unchanged = { $count } stay as they are
bulk-invalid =
    { $count ->
        [one] 1 becomes invalid
       *[other] { $count } become invalid
    }
bulk-not-allowed = { $count } may not be changed
bulk-reason-removed = removed by Agoria
bulk-reason-not-allowed = no right to
bulk-reason-locked-field = field is locked
bulk-dropped =
    { $count ->
        [one] 1 campus falls away with its province
       *[other] { $count } campuses fall away with their province
    }
bulk-unread =
    { $count ->
        [one] 1 cell cannot be read
       *[other] { $count } cells cannot be read
    }
bulk-old-new = Old → new
bulk-new = new
bulk-shown = { $shown } of { $total } shown.
bulk-more = Show more
bulk-apply =
    { $type ->
        [offer]
            { $count ->
                [one] Change 1 offer
               *[other] Change { $count } offers
            }
       *[other]
            { $count ->
                [one] Change 1 record
               *[other] Change { $count } records
            }
    }
bulk-confirm = Change many at once
bulk-confirm-why =
    { $count ->
        [one] 1 record is archived or retired.
       *[other] { $number } records are archived or retired.
    }
bulk-done =
    { $count ->
        [0] Nothing changed: everything was so already.
        [one] 1 record changed{ $invalid ->
            [0] .
           *[other] , and it is invalid now.
        }
       *[other] { $count } records changed{ $invalid ->
            [0] .
           *[other] , { $invalid } of them invalid.
        }
    }
bulk-done-not-allowed = { $count } may not be changed.
bulk-done-unread =
    { $count ->
        [one] 1 cell could not be read.
       *[other] { $count } cells could not be read.
    }
bulk-done-dropped =
    { $count ->
        [one] 1 campus fell away with its province.
       *[other] { $count } campuses fell away with their province.
    }
bulk-done-undo = Ctrl+Z undoes it.
bulk-archived-too = Archived offers too
bulk-archived-left =
    { $count ->
        [one] 1 archived offer stays as it is.
       *[other] { $count } archived offers stay as they are.
    }
bulk-archived-among =
    { $count ->
        [one] 1 of them is archived.
       *[other] { $count } of them are archived.
    }
bulk-done-archived-left =
    { $count ->
        [one] 1 archived offer stayed as it was.
       *[other] { $count } archived offers stayed as they were.
    }

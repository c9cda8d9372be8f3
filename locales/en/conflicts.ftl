conflicts-title = Conflicts
conflicts-left =
    { $count ->
        [one] 1 record needs your choice
       *[other] { $count } records need your choice
    }
conflicts-which = Which conflicts
conflicts-all = All
conflicts-group-gone = Gone at the service
conflicts-list = Records in conflict
conflicts-open = Open the record
conflicts-here = on this computer
conflicts-same =
    { $count ->
        [one] 1 record differs in this only: { $fields }
       *[other] { $count } records differ in this only: { $fields }
    }
conflicts-all-mine = Keep mine for all { $count }
conflicts-all-theirs = Take theirs for all { $count }
conflicts-choose = Choose one by one…
conflicts-members = What should stay?
conflicts-member-both = on both sides
conflicts-member-i-added = added by you
conflicts-member-they-added = added by the other
conflicts-member-i-took = taken off by you
conflicts-member-they-took = taken off by the other
conflicts-others =
    { $count ->
        [one] Your other change to this record raises no question and stays.
       *[other] Your { $count } other changes to this record raise no question and stay.
    }
conflicts-one-mine = { $field } of “{ $name }”: yours stays
conflicts-one-theirs = { $field } of “{ $name }”: theirs taken
conflicts-one-value = { $field } of “{ $name }”: another version kept
conflicts-record-mine = “{ $name }”: yours stays
conflicts-record-theirs = “{ $name }”: theirs taken
conflicts-many-mine = Yours stays for { $count } records
conflicts-many-theirs = Theirs taken for { $count } records
conflicts-sent-with-push = Goes out with your next sending.
conflicts-empty = No conflicts
conflicts-empty-why = When you and somebody else change the same field, you choose here which version stays.
conflicts-gone-by = { $by } took this record away at the service. Your changes are still here.
conflicts-gone-why = This record is gone at the service. Your changes are still here.
conflicts-gone-anew = Keep as a new offer
conflicts-gone-let-go = Let it go
conflicts-gone-mine = “{ $name }” is kept as a new offer
conflicts-gone-theirs = “{ $name }” was let go
conflicts-keys = { $mine } { $theirs } choose a side, Enter takes it · { $own } own version · { $allMine } whole record: mine · { $allTheirs } whole record: theirs · { $next } next

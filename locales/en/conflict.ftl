conflict-title = You and somebody else changed this field
conflict-who = { $by }, { $at }
conflict-base = Was
conflict-mine = Mine
conflict-theirs = Theirs
conflict-take-mine = Keep mine
conflict-take-theirs = Take theirs

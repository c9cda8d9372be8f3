typed-title = { $count ->
    [one] You were still typing
   *[other] You were still typing in { $count } places
}
typed-why = The program stopped before this was saved. Nothing has been filled in yet.
typed-now = Value now: { $value }
typed-take = Fill in
typed-go-on = Go on with it
typed-forget = Throw away
typed-copy = This can no longer be filled in here. You can still copy the text.
typed-later = Decide later
typed-taken = Filled in. You can undo this.

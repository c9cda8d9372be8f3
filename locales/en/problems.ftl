problems-title = Problems
problems-close = Close the problems
problems-none = Nothing in this list is wrong.
problems-total =
    { $count ->
        [0] No cell keeps a record from being sent.
        [one] 1 cell keeps a record from being sent.
       *[other] { $count } cells keep records from being sent.
    }
problems-keys = F8 goes to the next one, Shift+F8 to the one before.
problems-fix = Mend
problems-fix-to = Mend: “{ $suggestion }”
problems-fix-all = Mend all of this kind…
problems-fix-all-title = Mend all of this kind
problems-first = The first { $count } are shown.
problems-next-error = Error: { $what }
problems-next-advice = Advice: { $what }
problems-shorten = Shorten…
problems-shorten-title = Shorten a text that is too long
problems-shorten-about = The text ends where the last sentence ends that still fits, else after the last whole word, with three dots. What goes is struck through below.

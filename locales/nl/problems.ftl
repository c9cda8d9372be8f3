problems-title = Problemen
problems-close = Problemen sluiten
problems-none = In deze lijst is niets mis.
problems-total =
    { $count ->
        [0] Geen enkele cel houdt een fiche tegen.
        [one] 1 cel houdt een fiche tegen.
       *[other] { $count } cellen houden fiches tegen.
    }
problems-keys = F8 gaat naar het volgende, Shift+F8 naar het vorige.
problems-fix = Verbeteren
problems-fix-to = Verbeteren: “{ $suggestion }”
problems-fix-all = Alle van deze soort verbeteren…
problems-fix-all-title = Alle van deze soort verbeteren
problems-first = De eerste { $count } zijn getoond.
problems-next-error = Fout: { $what }
problems-next-advice = Advies: { $what }
problems-shorten = Inkorten…
problems-shorten-title = Te lange tekst inkorten
problems-shorten-about = De tekst eindigt waar de laatste zin eindigt die nog past, anders na het laatste hele woord, met drie puntjes. Wat vervalt, staat hieronder doorstreept.

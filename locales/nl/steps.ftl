steps-title = Geschiedenis van stappen
steps-close = Stappen sluiten
steps-about = Wat er op deze computer gebeurde, het nieuwste eerst. Elke stap kan ongedaan gemaakt worden, tenzij een latere dezelfde velden wijzigde.
steps-none = Er is nog niets gebeurd.
steps-you = u
steps-rows =
    { $count ->
        [one] 1 fiche
       *[other] { $count } fiches
    }
steps-invalid =
    { $count ->
        [one] 1 werd ongeldig
       *[other] { $count } werden ongeldig
    }
steps-standing-undone = ongedaan gemaakt
steps-standing-closed = voorgoed ongedaan gemaakt
steps-sent = verstuurd
steps-take-back = Ongedaan maken
steps-take-back-sent = Ongedaan maken met een nieuwe wijziging
steps-taken-back =
    Ongedaan gemaakt: { $what }{ $count ->
        [one] { "" }
       *[other] { " " }({ $count } fiches)
    }.{ $sent ->
        [0] { "" }
       *[other] { " " }De stap was al verstuurd: de oude waarden zijn nieuwe wijzigingen om te versturen.
    }
steps-in-the-way =
    { $count ->
        [one] Een latere stap wijzigde dezelfde velden. Maak die eerst ongedaan:
       *[other] { $count } latere stappen wijzigden dezelfde velden. Maak die eerst ongedaan:
    }
steps-cell-title = { $field }: wat er gebeurde
steps-cell-none = Met deze cel is op deze computer nog niets gebeurd.
steps-cell-here = Op deze computer
steps-cell-service = Bij de dienst
steps-cell-service-none = De dienst kent nog geen wijziging van deze cel.
steps-restore = Zet de waarde van daarvoor terug
steps-restore-set = Maak deze wijziging ongedaan
steps-standing-reverted = bij de dienst ongedaan gemaakt
steps-standing-kept = staat bij de dienst

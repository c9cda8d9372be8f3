step-edit = bewerking
step-create = nieuwe fiche
step-duplicate = kopie
step-discard = ongedaan gemaakte wijziging
step-resolve = opgelost conflict
step-review = beoordeling
step-archive = archivering
step-retire = buitengebruikstelling
step-replace = vervanging
step-import = import
step-undone =
    Ongedaan gemaakt: { $what }{ $count ->
        [one] { $name ->
            [none] { "" }
           *[other] { " " }van “{ $name }”
        }
       *[other] { " " }({ $count } fiches)
    }.
step-redone =
    Opnieuw uitgevoerd: { $what }{ $count ->
        [one] { $name ->
            [none] { "" }
           *[other] { " " }van “{ $name }”
        }
       *[other] { " " }({ $count } fiches)
    }.
step-nothing-to-undo = Er is niets om ongedaan te maken.
step-nothing-to-undo-push = Er is niets om ongedaan te maken. De zending die u ongedaan maakte, zet u terug bij Synchronisatie, onder “Verzonden”.
step-nothing-to-redo = Er is niets om opnieuw uit te voeren.
step-many-edited =
    { $count } fiches gewijzigd{ $invalid ->
        [0] .
        [one] , waarvan 1 ongeldig.
       *[other] , waarvan { $invalid } ongeldig.
    }
step-discarded =
    { $count ->
        [one] Wijziging ongedaan gemaakt.
       *[other] { $count } wijzigingen ongedaan gemaakt.
    }
step-resolved = Conflict opgelost. Uw keuze gaat mee bij het volgende verzenden.
step-created = “{ $name }” is gemaakt.
step-reattach = teruggezette wijziging
step-resend = opnieuw opgenomen zending
step-publish = publicatie
step-unpublish = offline halen
step-fill = doorvoeren
step-paste = plakken
step-fix = verbetering
step-text = tekstwijziging
step-move = verplaatste tekst
step-rollover = overzetten naar een later jaar
step-confirm = bevestiging als actueel
step-replace-contact = vervanging van contact
step-undo-step = ongedaan gemaakte oudere stap
step-restore = uit het archief halen
step-review-reply = Antwoord aan Agoria
step-of = { $step } ({ $of })
step-undone-sent =
    Hier ongedaan gemaakt: { $what }. Dat was al verzonden: { $count ->
        [one] 1 fiche wacht nu om met haar vorige waarden verzonden te worden.
       *[other] { $count } fiches wachten nu om met hun vorige waarden verzonden te worden.
    }
step-undone-stuck =
    Hier ongedaan gemaakt: { $what }. Dat was al verzonden. { $invalid ->
        [one] 1 fiche kan met haar vorige waarden niet verzonden worden: er is nog iets op te lossen.
       *[other] { $invalid } fiches kunnen met hun vorige waarden niet verzonden worden: er is nog iets op te lossen.
    }
step-undo-stay =
    { $count ->
        [one] 1 nieuwe fiche staat al bij de dienst en blijft.
       *[other] { $count } nieuwe fiches staan al bij de dienst en blijven.
    }
step-undo-kept =
    { $what }: { $count ->
        [one] de nieuwe fiche staat al bij de dienst.
       *[other] { $count } nieuwe fiches staan al bij de dienst.
    } Maak de zending ongedaan bij Synchronisatie, onder “Verzonden”.
step-discard-undone =
    { $count ->
        [one] De wijzigingen zijn terug.
       *[other] De wijzigingen van { $count } fiches zijn terug.
    }
step-undo-do =
    Ongedaan maken{ $what ->
        [none] { "" }
       *[other] : { $what }
    }
step-redo-do =
    Opnieuw uitvoeren{ $what ->
        [none] { "" }
       *[other] : { $what }
    }
step-undo-discard = Ongedaan gemaakte wijzigingen terugzetten

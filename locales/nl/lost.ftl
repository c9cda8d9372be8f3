lost-title =
    { $count ->
        [one] De dienst verloor 1 zending
       *[other] De dienst verloor { $count } zendingen
    }
lost-why = De dienst werd hersteld uit een oudere kopie. Wat u intussen had verzonden, is hier bewaard. Neem het opnieuw op, kijk het na en verzend het.
lost-edits =
    { $count ->
        [one] 1 wijziging
       *[other] { $count } wijzigingen
    }
lost-again = Opnieuw opnemen
lost-give-up = Niet meer nodig
lost-resent =
    { $count ->
        [0] De fiches zijn al zo; er is niets te verzenden.
        [one] 1 wijziging staat klaar om opnieuw te verzenden.
       *[other] { $count } wijzigingen staan klaar om opnieuw te verzenden.
    }

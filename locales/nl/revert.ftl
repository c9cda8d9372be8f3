revert-ask = Ongedaan maken…
revert-too-old = De dienst bewaart de vorige waarden niet meer.
revert-would =
    { $count ->
        [0] Er zou niets worden teruggezet. Er is nog niets gewijzigd.
        [one] 1 fiche zou worden teruggezet. Er is nog niets gewijzigd.
       *[other] { $count } fiches zouden worden teruggezet. Er is nog niets gewijzigd.
    }
revert-would-stay =
    { $count ->
        [one] 1 fiche blijft zoals ze is: ze werd sindsdien opnieuw gewijzigd.
       *[other] { $count } fiches blijven zoals ze zijn: ze werden sindsdien opnieuw gewijzigd.
    }
revert-why = De oude waarden komen terug als een nieuwe zending, ook voor uw collega’s.
revert-do =
    { $count ->
        [one] 1 fiche terugzetten
       *[other] { $count } fiches terugzetten
    }
revert-done = Ongedaan gemaakt.
revert-left =
    { $count ->
        [one] Ongedaan gemaakt, behalve 1 fiche
       *[other] Ongedaan gemaakt, behalve { $count } fiches
    }
revert-tick = “{ $heading }” terugzetten
revert-verdict-back = Zou worden teruggezet
revert-verdict-stay = Blijft: sindsdien gewijzigd

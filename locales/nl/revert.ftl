revert-ask = Deze zending ongedaan maken…
revert-too-old = De dienst bewaart de vorige waarden niet meer.
revert-would =
    { $count ->
        [0] Er zou niets ongedaan gemaakt worden. Er is nog niets gewijzigd.
        [one] 1 fiche zou weer worden zoals ze was. Er is nog niets gewijzigd.
       *[other] { $count } fiches zouden weer worden zoals ze waren. Er is nog niets gewijzigd.
    }
revert-would-stay =
    { $count ->
        [one] 1 fiche blijft zoals ze is: ze werd sindsdien opnieuw gewijzigd.
       *[other] { $count } fiches blijven zoals ze zijn: ze werden sindsdien opnieuw gewijzigd.
    }
revert-why = De oude waarden komen terug als een nieuwe zending, ook voor uw collega’s.
revert-do =
    { $count ->
        [one] Voor 1 fiche ongedaan maken
       *[other] Voor { $count } fiches ongedaan maken
    }
revert-done =
    { $count ->
        [one] Ongedaan gemaakt bij de dienst: 1 fiche.
       *[other] Ongedaan gemaakt bij de dienst: { $count } fiches.
    }
revert-left =
    { $count ->
        [one] Ongedaan gemaakt, behalve 1 fiche
       *[other] Ongedaan gemaakt, behalve { $count } fiches
    }
revert-tick = “{ $heading }” ongedaan maken
revert-verdict-back = Zou ongedaan gemaakt worden
revert-verdict-stay = Blijft: sindsdien gewijzigd
revert-which = Dit zou ongedaan gemaakt worden
revert-would-archive =
    { $back ->
        [0] { $count ->
            [one] 1 fiche zou gearchiveerd worden: wat nieuw was, kan bij de dienst niet meer verdwijnen. Er is nog niets gewijzigd.
           *[other] { $count } fiches zouden gearchiveerd worden: wat nieuw was, kan bij de dienst niet meer verdwijnen. Er is nog niets gewijzigd.
        }
        [one] 1 fiche zou weer worden zoals ze was. { $count ->
            [one] 1 zou gearchiveerd worden: wat nieuw was, kan bij de dienst niet meer verdwijnen. Er is nog niets gewijzigd.
           *[other] { $count } zouden gearchiveerd worden: wat nieuw was, kan bij de dienst niet meer verdwijnen. Er is nog niets gewijzigd.
        }
       *[other] { $back } fiches zouden weer worden zoals ze waren. { $count ->
            [one] 1 zou gearchiveerd worden: wat nieuw was, kan bij de dienst niet meer verdwijnen. Er is nog niets gewijzigd.
           *[other] { $count } zouden gearchiveerd worden: wat nieuw was, kan bij de dienst niet meer verdwijnen. Er is nog niets gewijzigd.
        }
    }

contacts-title = Contactpersonen
contacts-new = Nieuwe contactpersoon
contacts-new-button = Nieuwe contactpersoon
contacts-new-inline = Nieuwe contactpersoon…
contacts-empty = Nog geen contactpersonen
contacts-retire = Buiten gebruik stellen
contacts-bring-back = Weer in gebruik nemen
contacts-retired = “{ $name }” is buiten gebruik. Bestaande voorstellen blijven ernaar verwijzen.
contacts-brought-back = “{ $name }” is weer in gebruik.
contacts-replace = Vervangen door…
contacts-replace-title = “{ $name }” vervangen door een andere contactpersoon
contacts-replace-why =
    { $count ->
        [one] 1 voorstel heeft “{ $name }” als contactpersoon.
       *[other] { $count } voorstellen hebben “{ $name }” als contactpersoon.
    }
contacts-replace-by = Vervangen door
contacts-replace-retire = “{ $name }” ook buiten gebruik stellen
contacts-replace-idle = Kies wie in de plaats komt; u ziet wat er gebeurt voor het gebeurt.
contacts-replace-do =
    { $count ->
        [0] Vervangen
        [one] In 1 voorstel vervangen
       *[other] In { $count } voorstellen vervangen
    }
contacts-replace-do-retire =
    { $count ->
        [0] Buiten gebruik stellen
        [one] In 1 voorstel vervangen, contactpersoon buiten gebruik
       *[other] In { $count } voorstellen vervangen, contactpersoon buiten gebruik
    }
contacts-replaced =
    { $count ->
        [one] “{ $name }” is in 1 voorstel vervangen door “{ $other }”.
       *[other] “{ $name }” is in { $count } voorstellen vervangen door “{ $other }”.
    }
contacts-replaced-retired =
    { $count ->
        [one] “{ $name }” is in 1 voorstel vervangen door “{ $other }” en buiten gebruik gesteld.
       *[other] “{ $name }” is in { $count } voorstellen vervangen door “{ $other }” en buiten gebruik gesteld.
    }

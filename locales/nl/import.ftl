import-button = Importeren…
import-title = Rekenblad importeren
import-title-of = { $file } importeren
import-steps = Stappen
import-step-file = Bestand
import-step-columns = Kolommen
import-step-values = Waarden
import-step-review = Nakijken
import-busy-reading = Het bestand wordt gelezen…
import-busy-writing = De wijzigingen worden klaargezet…
import-stop = Stoppen
import-nothing-yet = Er is nog niets gewijzigd.
import-next = Verder
import-confirm =
    { $count ->
        [one] 1 voorstel importeren
       *[other] { $count } voorstellen importeren
    }
import-done =
    { $count ->
        [one] 1 voorstel is geïmporteerd als wijziging, nog niet verzonden.
       *[other] { $count } fiches zijn geïmporteerd als wijziging, nog niet verzonden.
    } { $invalid ->
        [0] {""}
        [one] 1 daarvan is onvolledig.
       *[other] { $invalid } daarvan zijn onvolledig.
    }
import-file = Bestand
import-choose = Bestand kiezen…
import-choose-other = Ander bestand kiezen…
import-drop = Sleep een rekenblad hierheen, of kies het.
import-types = CSV, TSV, Excel (XLSX, XLS) of OpenDocument (ODS)
import-recipe = Recept
import-recipe-none = Geen: alles opnieuw herkennen
import-recipe-help = Een recept bewaart wat kolommen en waarden betekenen voor bestanden met dezelfde koppen.
import-found = Dit werd gevonden
import-found-rows =
    { $rows ->
        [one] 1 rij met gegevens, rij { $first } in het bestand.
       *[other] { $rows } rijen met gegevens, van rij { $first } tot en met { $last }.
    }
import-kind = Het bestand gaat over
import-kind-institution_offers = Voorstellen van een instelling
import-kind-company_offers = Voorstellen van een bedrijf
import-kind-organisations_campuses = Organisaties en campussen
import-sheet = Werkblad
import-encoding = Tekencodering
import-delimiter = Scheidingsteken
import-delimiter-semicolon = Puntkomma ( ; )
import-delimiter-comma = Komma ( , )
import-delimiter-tab = Tab
import-delimiter-bar = Verticale streep ( | )
import-header-rows = Rijen met koppen
import-header-rows-help = Rijnummers, bijvoorbeeld 1 of 3, 4. Leeg: er zijn geen koppen.
import-not-offers = Dit bestand gaat niet over voorstellen. U kunt het hier nakijken, niet importeren.
import-sum = Vingerafdruk van het bestand: { $sum }
import-column-ignored = Niet overnemen
import-columns-found = { $taken } van { $all } kolommen worden overgenomen.
import-column = Kolom in het bestand
import-samples = Voorbeelden
import-holds = Bevat
import-column-empty = Alle cellen zijn leeg
import-marks = Kruisje voor: { $field }
import-recipe-kept = Recept “{ $name }” is bewaard.
import-recipe-name = Bewaren als recept
import-recipe-keep = Recept bewaren
import-recipes-kept =
    { $count ->
        [one] Er is al 1 recept.
       *[other] Er zijn al { $count } recepten.
    }
import-values-clear = Alle waarden zijn herkend. Er is niets te kiezen.
import-values-why = Deze waarden zijn niet herkend, of kunnen meer dan één ding zijn. Zeg eenmaal wat ze betekenen; het geldt voor alle cellen.
import-value-field = Veld
import-value-text = In het bestand
import-value-means = Betekent
import-value-cells =
    { $count ->
        [one] 1 cel
       *[other] { $count } cellen
    }
import-value-open = Nog niet gekozen
import-fate-added = Nieuw
import-fate-added-why = Deze rijen worden nieuwe voorstellen.
import-fate-changed = Gewijzigd
import-fate-changed-why = Deze rijen wijzigen een voorstel dat er al is. Lege cellen laten een veld zoals het is.
import-fate-unchanged = Ongewijzigd
import-fate-unchanged-why = Deze voorstellen zijn al zo.
import-fate-duplicate = Dubbel
import-fate-duplicate-why = Deze rijen herhalen een eerdere rij en worden niet geïmporteerd.
import-fate-needs_decision = Te beslissen
import-fate-needs_decision-why = Deze rijen worden niet geïmporteerd zolang niemand kiest. Geef waarden een betekenis in stap 3, of verbeter het bestand.
import-fate-rejected = Geweigerd
import-fate-rejected-why = In deze rijen ontbreekt iets wat nodig is. Ze houden de andere niet tegen.
import-fate-none = Geen rijen.
import-save-rejected =
    { $count ->
        [one] 1 rij met uitleg bewaren als rekenblad
       *[other] { $count } rijen met uitleg bewaren als rekenblad
    }
import-written = Bewaard in { $path }. Dit bestand is niet versleuteld.
import-blank =
    { $count ->
        [one] 1 lege rij is overgeslagen.
       *[other] { $count } lege rijen zijn overgeslagen.
    }
import-missing =
    { $count ->
        [one] 1 voorstel dat u hebt staat niet in het bestand. Het blijft zoals het is.
       *[other] { $count } voorstellen die u hebt staan niet in het bestand. Ze blijven zoals ze zijn.
    }
import-row = Rij { $row }
import-duplicate-of = herhaalt rij { $row }
import-row-conflict = Sinds de export is hier ook iets anders gewijzigd: { $fields }.
import-row-candidates =
    { $count ->
        [one] Er is 1 voorstel dat bedoeld kan zijn.
       *[other] { $count } voorstellen kunnen bedoeld zijn.
    }
import-field-contact_first_name = Voornaam contactpersoon
import-field-contact_name = Naam contactpersoon
import-field-contact_email = E-mailadres contactpersoon
import-field-contact_phone = Telefoon contactpersoon
import-field-updated_on = Laatst gewijzigd op
import-field-id = Id van het voorstel
import-field-revision = Versie bij de export
import-why-left = Waarom deze rij niet geïmporteerd is

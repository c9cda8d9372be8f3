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
import-waiting =
    { $count ->
        [one] 1 rij gaat niet mee tot u beslist.
       *[other] { $count } rijen gaan niet mee tot u beslist.
    }
import-next = Verder
import-confirm =
    { $count ->
        [one] 1 rij importeren
       *[other] { $count } rijen importeren
    }
import-done =
    { $count ->
        [one] 1 fiche is geïmporteerd als wijziging, nog niet verzonden.
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
import-recipe = Bewaarde keuzes
import-recipe-none = Geen: alles opnieuw herkennen
import-recipe-help = Bewaarde keuzes onthouden wat kolommen en waarden betekenen, voor een volgend bestand met dezelfde koppen.
import-recipe-recognised = Dit bestand heeft dezelfde kolommen als “{ $name }”. Wat u toen koos, is overgenomen; u kunt het hierna nog wijzigen.
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
import-sum = Vingerafdruk van het bestand: { $sum }
import-column-ignored = Niet overnemen
import-columns-found = { $taken } van { $all } kolommen worden overgenomen.
import-column = Kolom in het bestand
import-samples = Voorbeelden
import-holds = Bevat
import-column-empty = Alle cellen zijn leeg
import-marks = Kruisje voor: { $field }
import-recipe-kept = De keuzes zijn bewaard als “{ $name }”.
import-recipe-name = Keuzes bewaren als
import-recipe-keep = Keuzes bewaren
import-recipes-kept =
    { $count ->
        [one] Er zijn al keuzes bewaard voor 1 soort bestand.
       *[other] Er zijn al keuzes bewaard voor { $count } soorten bestanden.
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
import-fate-added-why = Deze rijen worden nieuwe fiches.
import-fate-changed = Gewijzigd
import-fate-changed-why = Deze rijen wijzigen een fiche die er al is. Lege cellen laten een veld zoals het is.
import-fate-unchanged = Ongewijzigd
import-fate-unchanged-why = Deze fiches zijn al zo.
import-fate-duplicate = Dubbel
import-fate-duplicate-why = Deze rijen herhalen een eerdere rij. Ze worden niet geïmporteerd, tenzij u iets anders kiest.
import-fate-needs_decision = Te beslissen
import-fate-needs_decision-why = Kies per rij. Wat niet gekozen is, wordt niet geïmporteerd en houdt de andere rijen niet tegen.
import-fate-rejected = Geweigerd
import-fate-rejected-why = In deze rijen ontbreekt iets wat nodig is. Vul het hier in, of laat ze: ze houden de andere niet tegen.
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
import-along =
    { $contacts ->
        [0] {""}
        [one] Daarbij komt 1 nieuwe contactpersoon.
       *[other] Daarbij komen { $contacts } nieuwe contactpersonen.
    } { $organisations ->
        [0] {""}
        [one] De organisatie zelf verandert ook.
       *[other] { $organisations } organisaties veranderen ook.
    }
import-missing =
    { $count ->
        [one] 1 fiche die u hebt staat niet in het bestand. Ze blijft zoals ze is.
       *[other] { $count } fiches die u hebt staan niet in het bestand. Ze blijven zoals ze zijn.
    }
import-row = Rij { $row }
import-duplicate-of = herhaalt rij { $row }
import-field-contact_first_name = Voornaam contactpersoon
import-field-contact_name = Naam contactpersoon
import-field-contact_email = E-mailadres contactpersoon
import-field-contact_phone = Telefoon contactpersoon
import-field-updated_on = Laatst gewijzigd op
import-field-id = Id van de fiche
import-field-revision = Versie bij de export
import-why-left = Waarom deze rij niet geïmporteerd is
import-fate-changed-why-clears = Deze rijen wijzigen een fiche die er al is. Lege cellen maken een veld leeg.
import-fate-left = Weggelaten
import-fate-left-why = Deze rijen hebt u weggelaten.
import-empty-clears = Lege cellen maken een veld leeg
import-empty-clears-help = Anders laat een lege cel een veld van een bestaande fiche zoals het is. Een kolom die er niet is, verandert nooit iets.
import-value-leave = Weglaten
import-value-empty = geen tekst
import-value-new-contact = Deze contactpersoon is nog niet bekend en wordt aangemaakt, tenzij u een andere kiest.
import-value-create = Nieuw aanmaken
import-value-rows =
    { $count ->
        [one] 1 rij
       *[other] { $count } rijen
    }
import-decide-row = Rij { $row } is
import-decide-open = Nog niet gekozen
import-decide-duplicate = Dubbel: niet importeren
import-decide-merge = Aan te vullen bij rij { $row }
import-decide-new = Een nieuwe fiche
import-decide-record = Wijziging van: { $what }
import-decide-published = gepubliceerd
import-decide-unpublished = niet gepubliceerd
import-decide-side = { $field } van rij { $row }
import-decide-here = Hier
import-decide-file = Bestand
import-decide-here-all = Overal houden wat hier is
import-decide-file-all = Overal het bestand overnemen
import-decide-unusable = onbekend
import-decide-value = { $field } voor rij { $row }
import-decide-everywhere = geldt voor elke cel met “{ $text }”
import-decide-mail = Ander e-mailadres
import-decide-result = Gevolg
import-leave-out = Weglaten
import-leave-out-row = Rij { $row } weglaten
import-take-in = Toch meenemen
import-take-in-row = Rij { $row } toch meenemen
import-merged-into = vult rij { $row } aan
import-leaving = Wat u gekozen hebt, gaat verloren. Er is niets geïmporteerd.
import-reason-organisation-unknown = Deze organisatie bestaat hier niet.
import-reason-not-own = Deze rij gaat over een organisatie die niet de uwe is.
import-reason-no-right = Met uw rol mag u dit niet wijzigen.
import-reason-no-right-to-add = Met uw rol mag u dit niet toevoegen.
import-reason-record-unknown = De rij noemt een fiche die hier niet is.
import-reason-reference-unknown = De rij noemt campussen of een contactpersoon die hier niet zijn: { $fields }.
import-reason-several =
    { $count ->
        [one] Er is 1 fiche die bedoeld kan zijn.
       *[other] { $count } fiches kunnen bedoeld zijn.
    }
import-reason-similar = Er is een campus die bijna zo heet.
import-reason-taken = Een eerdere rij gaat al over deze fiche.
import-reason-same-name = Een eerdere rij voegt al een campus met deze naam toe, met een andere postcode.
import-reason-conflict = Sinds de export is hier ook iets anders gewijzigd: { $fields }.
import-reason-revision-gone = Het bestand is te oud om vanzelf samen te voegen. Dit verschilt: { $fields }.
import-reason-other-row = Een eerdere rij zegt iets anders: { $fields }.
import-reason-fixed = Dit verandert nooit in een bestaande fiche: { $fields }.
import-reason-not-joined = De rij die deze aanvult, blijft achter.
import-advanced = Hoe het bestand gelezen is
import-decide-back = Het gearchiveerde voorstel uit het archief halen
import-reason-archived = Dit voorstel staat in het archief en uw rol mag het er niet uit halen.

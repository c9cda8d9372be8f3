conflicts-title = Conflicten
conflicts-left =
    { $count ->
        [one] 1 fiche vraagt uw keuze
       *[other] { $count } fiches vragen uw keuze
    }
conflicts-which = Welke conflicten
conflicts-all = Alle
conflicts-group-gone = Niet meer bij de dienst
conflicts-list = Fiches met een conflict
conflicts-open = Fiche openen
conflicts-here = op deze computer
conflicts-same =
    { $count ->
        [one] 1 fiche verschilt alleen hierin: { $fields }
       *[other] { $count } fiches verschillen alleen hierin: { $fields }
    }
conflicts-all-mine = Mijn versie houden voor alle { $count }
conflicts-all-theirs = De andere nemen voor alle { $count }
conflicts-choose = Per onderdeel kiezen…
conflicts-members = Wat blijft staan?
conflicts-member-both = bij beide
conflicts-member-i-added = door u toegevoegd
conflicts-member-they-added = door de ander toegevoegd
conflicts-member-i-took = door u weggehaald
conflicts-member-they-took = door de ander weggehaald
conflicts-others =
    { $count ->
        [one] Uw andere wijziging aan deze fiche botst niet en blijft staan.
       *[other] Uw { $count } andere wijzigingen aan deze fiche botsen niet en blijven staan.
    }
conflicts-one-mine = { $field } van “{ $name }”: uw versie blijft
conflicts-one-theirs = { $field } van “{ $name }”: de andere versie genomen
conflicts-one-value = { $field } van “{ $name }”: eigen versie bewaard
conflicts-record-mine = “{ $name }”: uw versie blijft
conflicts-record-theirs = “{ $name }”: de andere versie genomen
conflicts-many-mine = Uw versie blijft voor { $count } fiches
conflicts-many-theirs = De andere versie genomen voor { $count } fiches
conflicts-sent-with-push = Gaat mee met uw volgende zending.
conflicts-empty = Geen conflicten
conflicts-empty-why = Wijzigen u en iemand anders hetzelfde veld, dan kiest u hier welke versie blijft.
conflicts-gone-by = { $by } haalde deze fiche weg bij de dienst. Uw wijzigingen staan nog hier.
conflicts-gone-why = Deze fiche bestaat niet meer bij de dienst. Uw wijzigingen staan nog hier.
conflicts-gone-anew = Als nieuw voorstel bewaren
conflicts-gone-let-go = Loslaten
conflicts-gone-mine = “{ $name }” blijft als nieuw voorstel
conflicts-gone-theirs = “{ $name }” is losgelaten
conflicts-keys = { $mine } { $theirs } kiest een kant, Enter neemt die · { $own } eigen versie · { $allMine } hele fiche: mijn versie · { $allTheirs } hele fiche: de andere · { $next } volgende

replace-title = Zoeken en vervangen
replace-open = Zoeken en vervangen…
replace-find = Zoek
replace-with = Vervang door
replace-case = Hoofdletters tellen
replace-word = Hele woorden
replace-regex = Reguliere expressie
replace-regex-help = $1 is de eerste groep, $0 alles wat gevonden is, $$ een dollarteken.
replace-fields = In de velden
replace-idle = Typ wat u zoekt; u kiest zelf wat er vervangen wordt.
replace-none = Niets gevonden.
replace-hits =
    { $count ->
        [one] Gevonden op 1 plaats
       *[other] Gevonden op { $count } plaatsen
    }
replace-left =
    { $count ->
        [one] 1 blijft zoals het is
       *[other] { $count } blijven zoals ze zijn
    }
replace-more-here = en hier nog { $count }
replace-do = Vervangen
replace-apply =
    { $count ->
        [one] Vervang op 1 plaats
       *[other] Vervang op { $count } plaatsen
    }

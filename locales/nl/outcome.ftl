outcome-good = Verzonden. Alles is aanvaard.
outcome-left =
    { $count ->
        [one] Verzonden, maar 1 fiche vraagt uw aandacht
       *[other] Verzonden, maar { $count } fiches vragen uw aandacht
    }
outcome-nothing = Er was niets te verzenden.
outcome-dry-good = De dienst zou alles aanvaarden. Er is nog niets verzonden.
outcome-dry-left =
    { $count ->
        [one] De dienst zou 1 fiche niet aanvaarden. Er is nog niets verzonden.
       *[other] De dienst zou { $count } fiches niet aanvaarden. Er is nog niets verzonden.
    }
outcome-needs-you = Te bekijken
outcome-count-applied = { $count } aanvaard
outcome-count-merged = { $count } samengevoegd met werk van anderen
outcome-count-noop = { $count } stond er al zo
outcome-count-conflict = { $count } in conflict
outcome-count-gone = { $count } bestaat niet meer
outcome-count-invalid = { $count } ongeldig
outcome-count-forbidden = { $count } geweigerd
outcome-count-duplicate = { $count } dubbel
outcome-count-blocked = { $count } tegengehouden door iets anders
outcome-would-count-applied =
    { $count ->
        [one] { $count } zou aanvaard worden
       *[other] { $count } zouden aanvaard worden
    }
outcome-would-count-merged =
    { $count ->
        [one] { $count } zou samengevoegd worden
       *[other] { $count } zouden samengevoegd worden
    }
outcome-would-count-noop =
    { $count ->
        [one] { $count } staat er al zo
       *[other] { $count } staan er al zo
    }
outcome-would-count-conflict =
    { $count ->
        [one] { $count } zou in conflict komen
       *[other] { $count } zouden in conflict komen
    }
outcome-would-count-gone =
    { $count ->
        [one] { $count } bestaat niet meer
       *[other] { $count } bestaan niet meer
    }
outcome-would-count-invalid =
    { $count ->
        [one] { $count } is ongeldig
       *[other] { $count } zijn ongeldig
    }
outcome-would-count-forbidden =
    { $count ->
        [one] { $count } zou geweigerd worden
       *[other] { $count } zouden geweigerd worden
    }
outcome-would-count-duplicate =
    { $count ->
        [one] { $count } zou dubbel zijn
       *[other] { $count } zouden dubbel zijn
    }
outcome-would-count-blocked =
    { $count ->
        [one] { $count } zou tegengehouden worden
       *[other] { $count } zouden tegengehouden worden
    }
outcome-would-applied = Wordt aanvaard
outcome-would-merged = Wordt samengevoegd
outcome-would-noop = Staat er al zo
outcome-would-conflict = Conflict
outcome-would-gone = Bestaat niet meer
outcome-would-invalid = Ongeldig
outcome-would-forbidden = Niet toegelaten
outcome-would-duplicate = Dubbel
outcome-would-blocked = Tegengehouden
outcome-why-applied = Aanvaard.
outcome-why-merged = Samengevoegd.
outcome-why-noop = Stond er al zo.
outcome-why-conflict = Iemand anders wijzigde hetzelfde veld. Kies welke versie blijft.
outcome-why-gone = De fiche bestaat niet meer bij de dienst. Uw tekst staat nog hier.
outcome-why-invalid = Een regel houdt dit tegen. Open het om te zien welke.
outcome-why-forbidden = Uw rol mag dit niet. Uw tekst staat nog hier.
outcome-why-duplicate = Dit bestaat al bij de dienst.
outcome-why-blocked = Dit hangt af van iets dat niet aanvaard werd. Los dat eerst op.
outcome-why-removed = Agoria heeft dit voorstel verwijderd. Uw tekst staat nog hier.
outcome-was-conflict = Conflict
outcome-was-gone = Bestond niet meer
outcome-was-invalid = Ongeldig
outcome-was-forbidden = Geweigerd
outcome-was-duplicate = Dubbel
outcome-was-blocked = Tegengehouden
outcome-open-conflict = Conflict openen
outcome-field-why = { $field }: { $why }
outcome-show = Fiche tonen
outcome-taken-back = Verzonden, en daarna ongedaan gemaakt
outcome-stopped =
    { $unanswered ->
        [0] { $sent ->
            [0] Gestopt. Er is niets verzonden; alles staat hier nog.
           *[other] { $left ->
                [0] Gestopt, maar alles was al verzonden.
               *[other] Gestopt. { $sent } verzonden, { $left } niet. Wat niet verzonden is, staat hier nog.
            }
        }
       *[other] { $sent ->
            [0] { $left ->
                [0] Gestopt. { $unanswered } onderweg zonder antwoord.
               *[other] Gestopt. { $unanswered } onderweg zonder antwoord, { $left } niet verzonden.
            }
           *[other] { $left ->
                [0] Gestopt. { $sent } verzonden, { $unanswered } onderweg zonder antwoord.
               *[other] Gestopt. { $sent } verzonden, { $unanswered } onderweg zonder antwoord, { $left } niet verzonden.
            }
        }
    }

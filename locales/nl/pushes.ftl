pushes-no-comment = Zonder opmerking
pushes-reverts = Een zending ongedaan gemaakt
pushes-count =
    { $count ->
        [one] 1 fiche
       *[other] { $count } fiches
    }
pushes-left =
    { $count ->
        [one] 1 niet aanvaard
       *[other] { $count } niet aanvaard
    }
pushes-reverted = Ongedaan gemaakt
pushes-more = Oudere tonen
pushes-empty = Nog niets verzonden
pushes-empty-why = Wat u verzendt, vindt u hier terug. U kunt het hier ook ongedaan maken.
pushes-offline = De lijst staat bij de dienst
pushes-offline-why = De dienst is nu niet bereikbaar. Uw werk staat veilig op deze computer; kijk opnieuw zodra u online bent.
pushes-failed = De lijst is er niet
pushes-detail = Zending
pushes-open-original = Naar de oorspronkelijke zending
pushes-was-reverted = Deze zending werd ongedaan gemaakt.
pushes-open-revert = Bekijken
pushes-was-reverted-partly = Een deel van deze zending werd ongedaan gemaakt.

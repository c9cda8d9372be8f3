history-offline = De historiek staat bij de dienst en die is nu niet bereikbaar. Uw werk is veilig; kijk opnieuw zodra u online bent.
history-empty = Nog geen wijzigingen bij de dienst.
history-here = deze computer
history-elsewhere = een andere computer
history-push = zending

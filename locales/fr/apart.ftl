apart-why =
    { $count ->
        [one] Vous n’avez plus de droit sur cette fiche. Votre modification est conservée : vous pouvez la lire, la copier et l’exporter, et la remettre quand le droit reviendra.
       *[other] Vous n’avez plus de droit sur ces fiches. Vos { $count } modifications sont conservées : vous pouvez les lire, les copier et les exporter, et les remettre quand le droit reviendra.
    }
apart-why-damaged = Ces modifications viennent d’une copie endommagée. Remettez-les : elles sont fusionnées avec ce que le service contient, et ce que d’autres ont changé entre-temps vous est demandé.
apart-empty = Rien n’est mis de côté
apart-empty-why = Si un droit est retiré alors que vous aviez encore des modifications à envoyer, votre texte reste conservé ici.
apart-returned = Droit rétabli
apart-reason-scope = Plus de droit sur cette organisation
apart-reason-damaged = D’une copie endommagée
apart-put-back = Remettre
apart-back-all =
    { $count ->
        [one] Remettre { $count } modification
       *[other] Remettre { $count } modifications
    }
apart-back =
    { $count ->
        [one] { $count } modification est remise et peut être envoyée.
       *[other] { $count } modifications sont remises et peuvent être envoyées.
    }
apart-csv = Exporter pour un tableur
apart-json = Exporter en JSON
apart-copy-all = Tout copier
apart-written = Enregistré dans { $path }. Ce fichier n’est pas chiffré.
apart-drop = Abandonner…
apart-drop-title = Abandonner la modification
apart-drop-why = Votre modification de « { $name } » est retirée définitivement de cet ordinateur.

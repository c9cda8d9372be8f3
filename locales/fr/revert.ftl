revert-ask = Annuler cet envoi…
revert-too-old = Le service ne conserve plus les valeurs précédentes.
revert-would =
    { $count ->
        [0] Rien ne serait annulé. Rien n’a encore changé.
        [one] { $count } fiche redeviendrait comme avant. Rien n’a encore changé.
       *[other] { $count } fiches redeviendraient comme avant. Rien n’a encore changé.
    }
revert-would-stay =
    { $count ->
        [one] { $count } fiche reste telle quelle : elle a été modifiée depuis.
       *[other] { $count } fiches restent telles quelles : elles ont été modifiées depuis.
    }
revert-why = Les anciennes valeurs reviennent par un nouvel envoi, aussi pour vos collègues.
revert-do =
    { $count ->
        [one] Annuler pour { $count } fiche
       *[other] Annuler pour { $count } fiches
    }
revert-done =
    { $count ->
        [one] Annulé auprès du service : { $count } fiche.
       *[other] Annulé auprès du service : { $count } fiches.
    }
revert-left =
    { $count ->
        [one] Annulé, sauf { $count } fiche
       *[other] Annulé, sauf { $count } fiches
    }
revert-tick = Annuler pour « { $heading } »
revert-verdict-back = Serait annulée
revert-verdict-stay = Reste : modifiée depuis
revert-which = Ceci serait annulé
revert-would-archive =
    { $back ->
        [0] { $count ->
            [one] { $count } fiche serait archivée : ce qui était nouveau ne peut plus disparaître du service. Rien n’a encore changé.
           *[other] { $count } fiches seraient archivées : ce qui était nouveau ne peut plus disparaître du service. Rien n’a encore changé.
        }
        [one] { $back } fiche redeviendrait comme avant. { $count ->
            [one] { $count } serait archivée : ce qui était nouveau ne peut plus disparaître du service. Rien n’a encore changé.
           *[other] { $count } seraient archivées : ce qui était nouveau ne peut plus disparaître du service. Rien n’a encore changé.
        }
       *[other] { $back } fiches redeviendraient comme avant. { $count ->
            [one] { $count } serait archivée : ce qui était nouveau ne peut plus disparaître du service. Rien n’a encore changé.
           *[other] { $count } seraient archivées : ce qui était nouveau ne peut plus disparaître du service. Rien n’a encore changé.
        }
    }

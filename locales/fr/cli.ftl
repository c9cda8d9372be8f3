cli-password = Mot de passe : 
cli-recovery-code = Code de récupération de la copie sur cet ordinateur : { $code }. Conservez-le en lieu sûr : il ouvre la copie lorsque le trousseau du système ne le peut pas.
cli-kept = { $count ->
    [one] Une fiche contient des modifications non envoyées. Elles restent dans la copie chiffrée sur cet ordinateur.
   *[other] { $count } fiches contiennent des modifications non envoyées. Elles restent dans la copie chiffrée sur cet ordinateur.
}
cli-passphrase-only = Cette copie n’a pas de code de récupération : la phrase secrète est sa seule clé.
cli-confirm-push = Rien n’a été fait. { $updates } modifications et { $removals } retraits à la fois demandent votre accord : ajoutez --yes.
cli-site-dropped = { $site } a été enlevé, car sa province n’est plus choisie.
cli-differs = La copie diffère encore du service. Rien n’est perdu ; vérifiez à nouveau plus tard.
cli-verified = La copie est identique au service (vérifiée { $at }). Organisations relues : { $repaired }.
cli-not-allowed = { $count ->
    [one] Une fiche est restée telle quelle : elle ne peut pas être modifiée.
   *[other] { $count } fiches sont restées telles quelles : elles ne peuvent pas être modifiées.
}
cli-in-the-way = Rien n’a été fait : des étapes ultérieures ({ $steps }) ont modifié les mêmes champs. Annulez-les d’abord.
cli-would-change = { $changed ->
    [one] { $changed } fiche serait modifiée
   *[other] { $changed } fiches seraient modifiées
} ; déjà ainsi : { $unchanged }. Rien n’a été modifié.
cli-would-break = { $count ->
    [one] L’une d’elles comporterait ensuite une erreur.
   *[other] { $count } d’entre elles comporteraient ensuite une erreur.
}
cli-new-contacts = { $count ->
    [one] 1 nouvelle personne de contact
   *[other] { $count } nouvelles personnes de contact
}
cli-own-profile = { $count ->
    [one] 1 organisation modifiée
   *[other] { $count } organisations modifiées
}
cli-fate-added = nouvelle
cli-fate-changed = modifiée
cli-fate-unchanged = inchangée
cli-fate-duplicate = en double
cli-fate-needs_decision = à décider
cli-fate-rejected = refusée
cli-fate-left = laissée de côté
cli-queue-others = { $count ->
    [one] Une autre offre attend : un événement ou une offre d’entreprise (--all).
   *[other] { $count } autres offres attendent : des événements et des offres d’entreprise (--all).
}

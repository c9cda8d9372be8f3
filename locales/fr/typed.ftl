typed-title = { $count ->
    [one] Vous étiez en train d’écrire
   *[other] Vous étiez en train d’écrire à { $count } endroits
}
typed-why = Le programme s’est arrêté avant l’enregistrement. Rien n’a encore été rempli.
typed-now = Valeur actuelle : { $value }
typed-take = Remplir
typed-go-on = Continuer
typed-forget = Jeter
typed-copy = Ce texte ne peut plus être rempli ici. Vous pouvez encore le copier.
typed-later = Décider plus tard
typed-taken = Rempli. Vous pouvez l’annuler.

conflict-title = Ce champ a été modifié par vous et par quelqu’un d’autre
conflict-who = { $by }, { $at }
conflict-base = Avant
conflict-mine = Ma version
conflict-theirs = L’autre version
conflict-take-mine = Garder ma version
conflict-take-theirs = Prendre l’autre

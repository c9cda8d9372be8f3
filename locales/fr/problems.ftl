problems-title = Problèmes
problems-close = Fermer les problèmes
problems-none = Rien ne pose problème dans cette liste.
problems-total =
    { $count ->
        [0] Aucune cellule n’empêche l’envoi d’une fiche.
        [one] { $count } cellule empêche l’envoi d’une fiche.
       *[other] { $count } cellules empêchent l’envoi de fiches.
    }
problems-keys = F8 va au suivant, Maj+F8 au précédent.
problems-fix = Corriger
problems-fix-to = Corriger : « { $suggestion } »
problems-fix-all = Corriger tous ceux de ce genre…
problems-fix-all-title = Corriger tous ceux de ce genre
problems-first = Les { $count } premiers sont affichés.
problems-next-error = Erreur : { $what }
problems-next-advice = Conseil : { $what }
problems-shorten = Raccourcir…
problems-shorten-title = Raccourcir un texte trop long
problems-shorten-about = Le texte s’arrête à la fin de la dernière phrase qui tient, sinon après le dernier mot entier, suivi de points de suspension. Ce qui disparaît est barré ci-dessous.

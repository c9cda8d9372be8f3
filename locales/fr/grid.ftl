grid-state = Modification
grid-status = Statut
grid-filters = Filtres
grid-filter-on = filtre actif
grid-clear-filters = Effacer les filtres
grid-refresh = Rafraîchir la liste
grid-empty-filtered =
    { $count ->
        [one] Rien ne correspond à ce filtre
       *[other] Rien ne correspond à ces { $count } filtres
    }
grid-never-pulled = Il n’y a encore rien ici
grid-never-pulled-why = Les données de votre organisation n’ont pas encore été récupérées. Ensuite, vous pourrez aussi travailler sans connexion.
grid-too-many = Possible pour { $limit } lignes au maximum à la fois. Rien n’a changé ; sélectionnez moins de lignes.
grid-copied =
    { $count ->
        [one] { $count } cellule copiée.
       *[other] { $count } cellules copiées.
    }
grid-copy-loading = Rien n’a été copié : une partie de la sélection n’est pas encore chargée. Sélectionnez moins de lignes ou réessayez.
grid-no-problem = Aucune ligne de cette liste ne pose problème.
grid-no-filter = Tout
grid-menu-edit = Modifier
grid-ranges-differ = Sélectionnez des plages des mêmes colonnes : ceci fonctionne sur un seul bloc de colonnes à la fois. Rien n’a été modifié.
grid-paste-skipped =
    Collé. { $count ->
        [one] { $count } colonne ne peut pas être modifiée et reste telle quelle.
       *[other] { $count } colonnes ne peuvent pas être modifiées et restent telles quelles.
    }
grid-beyond-title = Plus de lignes que la liste
grid-beyond =
    { $count ->
        [one] { $count } ligne collée n’a pas de ligne dans la liste.
       *[other] { $count } lignes collées n’ont pas de ligne dans la liste.
    }
grid-beyond-no-right = Vous ne pouvez pas créer de nouvelles fiches.
grid-beyond-within = Seulement dans les lignes existantes
grid-beyond-add =
    { $count ->
        [one] Ajouter { $count } nouvelle
       *[other] Ajouter { $count } nouvelles
    }
grid-menu-view = Affichage
grid-sort-place = trié par cette colonne en position { $place }
grid-used-by = Dans les offres
grid-line-break = Alt+Entrée : nouvelle ligne
grid-menu-more = Plus
grid-goto = Aller à une ligne
grid-goto-row = Ligne, de 1 à { $count }
grid-goto-refused = Tapez un nombre de 1 à { $count }.
grid-goto-go = Aller à la ligne
grid-today-none = Aucune des cellules sélectionnées ne contient de date.

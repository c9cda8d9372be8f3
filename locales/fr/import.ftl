import-button = Importer…
import-title = Importer un tableur
import-title-of = Importer { $file }
import-steps = Étapes
import-step-file = Fichier
import-step-columns = Colonnes
import-step-values = Valeurs
import-step-review = Vérifier
import-busy-reading = Lecture du fichier…
import-busy-writing = Préparation des modifications…
import-stop = Arrêter
import-nothing-yet = Rien n’a encore été modifié.
import-next = Continuer
import-confirm =
    { $count ->
        [one] Importer 1 offre
       *[other] Importer { $count } offres
    }
import-done =
    { $count ->
        [one] 1 offre importée comme modification, pas encore envoyée.
       *[other] { $count } fiches importées comme modifications, pas encore envoyées.
    } { $invalid ->
        [0] {""}
        [one] 1 est incomplète.
       *[other] { $invalid } sont incomplètes.
    }
import-file = Fichier
import-choose = Choisir un fichier…
import-choose-other = Choisir un autre fichier…
import-drop = Déposez un tableur ici, ou choisissez-le.
import-types = CSV, TSV, Excel (XLSX, XLS) ou OpenDocument (ODS)
import-recipe = Recette
import-recipe-none = Aucune : tout reconnaître à nouveau
import-recipe-help = Une recette retient ce que signifient colonnes et valeurs pour les fichiers aux mêmes en-têtes.
import-found = Voici ce qui a été trouvé
import-found-rows =
    { $rows ->
        [one] 1 ligne de données, la ligne { $first } du fichier.
       *[other] { $rows } lignes de données, de la ligne { $first } à la ligne { $last }.
    }
import-kind = Le fichier concerne
import-kind-institution_offers = Offres d’un établissement
import-kind-company_offers = Offres d’une entreprise
import-kind-organisations_campuses = Organisations et campus
import-sheet = Feuille
import-encoding = Encodage
import-delimiter = Séparateur
import-delimiter-semicolon = Point-virgule ( ; )
import-delimiter-comma = Virgule ( , )
import-delimiter-tab = Tabulation
import-delimiter-bar = Barre verticale ( | )
import-header-rows = Lignes d’en-tête
import-header-rows-help = Numéros de ligne, par exemple 1 ou 3, 4. Vide : pas d’en-têtes.
import-not-offers = Ce fichier ne concerne pas des offres. Vous pouvez le vérifier ici, pas l’importer.
import-sum = Empreinte du fichier : { $sum }
import-column-ignored = Ne pas reprendre
import-columns-found = { $taken } colonnes sur { $all } sont reprises.
import-column = Colonne du fichier
import-samples = Exemples
import-holds = Contient
import-column-empty = Toutes les cellules sont vides
import-marks = Croix pour : { $field }
import-recipe-kept = La recette « { $name } » est conservée.
import-recipe-name = Conserver comme recette
import-recipe-keep = Conserver la recette
import-recipes-kept =
    { $count ->
        [one] Il y a déjà 1 recette.
       *[other] Il y a déjà { $count } recettes.
    }
import-values-clear = Toutes les valeurs sont reconnues. Il n’y a rien à choisir.
import-values-why = Ces valeurs ne sont pas reconnues, ou peuvent avoir plusieurs sens. Dites une fois ce qu’elles signifient ; cela vaut pour toutes les cellules.
import-value-field = Champ
import-value-text = Dans le fichier
import-value-means = Signifie
import-value-cells =
    { $count ->
        [one] 1 cellule
       *[other] { $count } cellules
    }
import-value-open = Pas encore choisi
import-fate-added = Nouvelles
import-fate-added-why = Ces lignes deviennent de nouvelles offres.
import-fate-changed = Modifiées
import-fate-changed-why = Ces lignes modifient une offre existante. Une cellule vide laisse le champ tel quel.
import-fate-unchanged = Inchangées
import-fate-unchanged-why = Ces offres sont déjà ainsi.
import-fate-duplicate = En double
import-fate-duplicate-why = Ces lignes répètent une ligne précédente et ne sont pas importées.
import-fate-needs_decision = À décider
import-fate-needs_decision-why = Ces lignes ne sont pas importées tant que personne ne choisit. Donnez un sens aux valeurs à l’étape 3, ou corrigez le fichier.
import-fate-rejected = Refusées
import-fate-rejected-why = Il manque à ces lignes une donnée nécessaire. Elles ne bloquent pas les autres.
import-fate-none = Aucune ligne.
import-save-rejected =
    { $count ->
        [one] Enregistrer 1 ligne avec explication dans un tableur
       *[other] Enregistrer { $count } lignes avec explication dans un tableur
    }
import-written = Enregistré dans { $path }. Ce fichier n’est pas chiffré.
import-blank =
    { $count ->
        [one] 1 ligne vide a été ignorée.
       *[other] { $count } lignes vides ont été ignorées.
    }
import-missing =
    { $count ->
        [one] 1 de vos offres n’est pas dans le fichier. Elle reste telle quelle.
       *[other] { $count } de vos offres ne sont pas dans le fichier. Elles restent telles quelles.
    }
import-row = Ligne { $row }
import-duplicate-of = répète la ligne { $row }
import-row-conflict = Depuis l’exportation, d’autres ont aussi modifié : { $fields }.
import-row-candidates =
    { $count ->
        [one] 1 offre peut être visée.
       *[other] { $count } offres peuvent être visées.
    }
import-field-contact_first_name = Prénom de la personne de contact
import-field-contact_name = Nom de la personne de contact
import-field-contact_email = E-mail de la personne de contact
import-field-contact_phone = Téléphone de la personne de contact
import-field-updated_on = Dernière modification le
import-field-id = Identifiant de l’offre
import-field-revision = Version à l’exportation
import-why-left = Pourquoi cette ligne n’est pas importée

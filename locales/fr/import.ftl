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
import-waiting =
    { $count ->
        [one] 1 ligne reste de côté tant que vous n’avez pas décidé.
       *[other] { $count } lignes restent de côté tant que vous n’avez pas décidé.
    }
import-next = Continuer
import-confirm =
    { $count ->
        [one] Importer 1 ligne
       *[other] Importer { $count } lignes
    }
import-done =
    { $count ->
        [one] 1 fiche importée comme modification, pas encore envoyée.
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
import-recipe = Choix enregistrés
import-recipe-none = Aucun : tout reconnaître à nouveau
import-recipe-help = Les choix enregistrés retiennent ce que signifient colonnes et valeurs, pour un prochain fichier aux mêmes en-têtes.
import-recipe-recognised = Ce fichier a les mêmes colonnes que « { $name } ». Vos choix d’alors ont été repris ; vous pouvez encore les modifier.
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
import-sum = Empreinte du fichier : { $sum }
import-column-ignored = Ne pas reprendre
import-columns-found = { $taken } colonnes sur { $all } sont reprises.
import-column = Colonne du fichier
import-samples = Exemples
import-holds = Contient
import-column-empty = Toutes les cellules sont vides
import-marks = Croix pour : { $field }
import-recipe-kept = Les choix sont enregistrés sous « { $name } ».
import-recipe-name = Enregistrer les choix sous
import-recipe-keep = Enregistrer les choix
import-recipes-kept =
    { $count ->
        [one] Des choix sont déjà enregistrés pour { $count } sorte de fichier.
       *[other] Des choix sont déjà enregistrés pour { $count } sortes de fichiers.
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
import-fate-added-why = Ces lignes deviennent de nouvelles fiches.
import-fate-changed = Modifiées
import-fate-changed-why = Ces lignes modifient une fiche existante. Une cellule vide laisse le champ tel quel.
import-fate-unchanged = Inchangées
import-fate-unchanged-why = Ces fiches sont déjà ainsi.
import-fate-duplicate = En double
import-fate-duplicate-why = Ces lignes répètent une ligne précédente. Elles ne sont pas importées, sauf si vous choisissez autre chose.
import-fate-needs_decision = À décider
import-fate-needs_decision-why = Choisissez ligne par ligne. Ce qui n’est pas choisi n’est pas importé et ne bloque pas les autres lignes.
import-fate-rejected = Refusées
import-fate-rejected-why = Il manque à ces lignes une donnée nécessaire. Complétez-la ici, ou laissez-les : elles ne bloquent pas les autres.
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
import-along =
    { $contacts ->
        [0] {""}
        [one] 1 contact est créé en même temps.
       *[other] { $contacts } contacts sont créés en même temps.
    } { $organisations ->
        [0] {""}
        [one] L’organisation change aussi.
       *[other] { $organisations } organisations changent aussi.
    }
import-missing =
    { $count ->
        [one] 1 de vos fiches n’est pas dans le fichier. Elle reste telle quelle.
       *[other] { $count } de vos fiches ne sont pas dans le fichier. Elles restent telles quelles.
    }
import-row = Ligne { $row }
import-duplicate-of = répète la ligne { $row }
import-field-contact_first_name = Prénom de la personne de contact
import-field-contact_name = Nom de la personne de contact
import-field-contact_email = E-mail de la personne de contact
import-field-contact_phone = Téléphone de la personne de contact
import-field-updated_on = Dernière modification le
import-field-id = Identifiant de la fiche
import-field-revision = Version à l’exportation
import-why-left = Pourquoi cette ligne n’est pas importée
import-fate-changed-why-clears = Ces lignes modifient une fiche existante. Une cellule vide vide le champ.
import-fate-left = Écartées
import-fate-left-why = Vous avez écarté ces lignes.
import-empty-clears = Les cellules vides vident le champ
import-empty-clears-help = Sinon, une cellule vide laisse le champ d’une fiche existante tel quel. Une colonne absente ne change jamais rien.
import-value-leave = Écarter
import-value-empty = aucun texte
import-value-new-contact = Cette personne de contact n’est pas encore connue et sera créée, sauf si vous en choisissez une autre.
import-value-create = Créer
import-value-rows =
    { $count ->
        [one] 1 ligne
       *[other] { $count } lignes
    }
import-decide-row = La ligne { $row } est
import-decide-open = Pas encore choisi
import-decide-duplicate = En double : ne pas importer
import-decide-merge = À ajouter à la ligne { $row }
import-decide-new = Une nouvelle fiche
import-decide-record = Modification de : { $what }
import-decide-published = publiée
import-decide-unpublished = non publiée
import-decide-side = { $field } de la ligne { $row }
import-decide-here = Ici
import-decide-file = Fichier
import-decide-here-all = Garder partout ce qui est ici
import-decide-file-all = Reprendre partout le fichier
import-decide-unusable = inconnu
import-decide-value = { $field } pour la ligne { $row }
import-decide-everywhere = vaut pour chaque cellule « { $text } »
import-decide-mail = Autre adresse e-mail
import-decide-result = Résultat
import-leave-out = Écarter
import-leave-out-row = Écarter la ligne { $row }
import-take-in = Reprendre quand même
import-take-in-row = Reprendre quand même la ligne { $row }
import-merged-into = complète la ligne { $row }
import-leaving = Ce que vous avez choisi sera perdu. Rien n’a été importé.
import-reason-organisation-unknown = Cette organisation n’existe pas ici.
import-reason-not-own = Cette ligne concerne une organisation qui n’est pas la vôtre.
import-reason-no-right = Votre rôle ne vous permet pas de modifier ceci.
import-reason-no-right-to-add = Votre rôle ne vous permet pas d’ajouter ceci.
import-reason-record-unknown = La ligne désigne une fiche qui n’est pas ici.
import-reason-reference-unknown = La ligne désigne des campus ou une personne de contact qui ne sont pas ici : { $fields }.
import-reason-several =
    { $count ->
        [one] 1 fiche peut être visée.
       *[other] { $count } fiches peuvent être visées.
    }
import-reason-similar = Un campus porte presque ce nom.
import-reason-taken = Une ligne précédente concerne déjà cette fiche.
import-reason-same-name = Une ligne précédente ajoute déjà un campus de ce nom, avec un autre code postal.
import-reason-conflict = Depuis l’exportation, d’autres ont aussi modifié : { $fields }.
import-reason-revision-gone = Le fichier est trop ancien pour une fusion automatique. Diffère : { $fields }.
import-reason-other-row = Une ligne précédente dit autre chose : { $fields }.
import-reason-fixed = Ceci ne change jamais dans une fiche existante : { $fields }.
import-reason-not-joined = La ligne que celle-ci complète reste de côté.
import-advanced = Comment le fichier a été lu
import-decide-back = Sortir l’offre archivée des archives
import-reason-archived = Cette offre se trouve dans les archives et votre rôle ne permet pas de l’en sortir.

record-inspector = Détails
record-close = Fermer les détails
record-details = Données
record-checks = Contrôles
record-history = Historique
record-unnamed = Sans nom
record-not-here = n’est plus disponible
record-used-by =
    { $count ->
        [0] Dans aucune offre
        [one] Dans { $count } offre
       *[other] Dans { $count } offres
    }
record-no-findings = Tout est en ordre.
record-date-shape = jj/mm/aaaa
record-required = obligatoire
record-add = Ajouter…
record-add-text = Ajouter avec Entrée
record-choose = Choisir…
record-take-off = Retirer { $what }
record-count = { $count } / { $limit }
record-count-over = { $count } / { $limit } — { $over } de trop
record-use = Utiliser : { $suggestion }
record-was = était « { $value } »
record-refused = Le service a refusé cette modification
record-refused-removed = Agoria a retiré l’offre entre-temps. Votre texte est conservé ici ; vous pouvez le copier et le joindre à une objection.
record-refused-why = Vos droits ont changé ou la fiche ne peut plus être modifiée. Votre texte est conservé ici.
record-copy-edits = Copier mon texte
record-drop-edits = Annuler la modification
record-waiting = Cette modification est envoyée et attend une réponse. Vous pouvez continuer : ce que vous modifiez maintenant sera envoyé ensuite.
record-read-only = Votre rôle permet uniquement la consultation.
record-not-saved =
    { $count ->
        [one] Non enregistré : { $count } champ est à corriger
       *[other] Non enregistré : { $count } champs sont à corriger
    }
record-leave-unsaved = Ceci n’est pas encore enregistré.
record-keep-editing = Continuer
record-throw-away = Ne pas enregistrer
record-follows-province = Découle du code postal { $value }.

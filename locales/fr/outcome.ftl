outcome-good = Envoyé. Tout est accepté.
outcome-left =
    { $count ->
        [one] Envoyé, mais { $count } fiche demande votre attention
       *[other] Envoyé, mais { $count } fiches demandent votre attention
    }
outcome-nothing = Il n’y avait rien à envoyer.
outcome-dry-good = Le service accepterait tout. Rien n’a encore été envoyé.
outcome-dry-left =
    { $count ->
        [one] Le service n’accepterait pas { $count } fiche. Rien n’a encore été envoyé.
       *[other] Le service n’accepterait pas { $count } fiches. Rien n’a encore été envoyé.
    }
outcome-needs-you = À examiner
outcome-count-applied =
    { $count ->
        [one] { $count } acceptée
       *[other] { $count } acceptées
    }
outcome-count-merged =
    { $count ->
        [one] { $count } fusionnée avec le travail d’autrui
       *[other] { $count } fusionnées avec le travail d’autrui
    }
outcome-count-noop =
    { $count ->
        [one] { $count } déjà identique
       *[other] { $count } déjà identiques
    }
outcome-count-conflict = { $count } en conflit
outcome-count-gone =
    { $count ->
        [one] { $count } n’existe plus
       *[other] { $count } n’existent plus
    }
outcome-count-invalid =
    { $count ->
        [one] { $count } non valide
       *[other] { $count } non valides
    }
outcome-count-forbidden =
    { $count ->
        [one] { $count } refusée
       *[other] { $count } refusées
    }
outcome-count-duplicate =
    { $count ->
        [one] { $count } en double
       *[other] { $count } en double
    }
outcome-count-blocked =
    { $count ->
        [one] { $count } bloquée par une autre
       *[other] { $count } bloquées par une autre
    }
outcome-would-count-applied =
    { $count ->
        [one] { $count } serait acceptée
       *[other] { $count } seraient acceptées
    }
outcome-would-count-merged =
    { $count ->
        [one] { $count } serait fusionnée
       *[other] { $count } seraient fusionnées
    }
outcome-would-count-noop =
    { $count ->
        [one] { $count } déjà identique
       *[other] { $count } déjà identiques
    }
outcome-would-count-conflict =
    { $count ->
        [one] { $count } serait en conflit
       *[other] { $count } seraient en conflit
    }
outcome-would-count-gone =
    { $count ->
        [one] { $count } n’existe plus
       *[other] { $count } n’existent plus
    }
outcome-would-count-invalid =
    { $count ->
        [one] { $count } est non valide
       *[other] { $count } sont non valides
    }
outcome-would-count-forbidden =
    { $count ->
        [one] { $count } serait refusée
       *[other] { $count } seraient refusées
    }
outcome-would-count-duplicate =
    { $count ->
        [one] { $count } serait en double
       *[other] { $count } seraient en double
    }
outcome-would-count-blocked =
    { $count ->
        [one] { $count } serait bloquée
       *[other] { $count } seraient bloquées
    }
outcome-would-applied = Sera acceptée
outcome-would-merged = Sera fusionnée
outcome-would-noop = Déjà identique
outcome-would-conflict = Conflit
outcome-would-gone = N’existe plus
outcome-would-invalid = Non valide
outcome-would-forbidden = Non autorisée
outcome-would-duplicate = En double
outcome-would-blocked = Bloquée
outcome-why-applied = Acceptée.
outcome-why-merged = Fusionnée.
outcome-why-noop = Déjà identique.
outcome-why-conflict = Quelqu’un d’autre a modifié le même champ. Choisissez la version à garder.
outcome-why-gone = La fiche n’existe plus auprès du service. Votre texte est encore ici.
outcome-why-invalid = Une règle s’y oppose. Ouvrez la fiche pour voir laquelle.
outcome-why-forbidden = Votre rôle ne le permet pas. Votre texte est encore ici.
outcome-why-duplicate = Ceci existe déjà auprès du service.
outcome-why-blocked = Ceci dépend d’un élément non accepté. Réglez-le d’abord.
outcome-why-removed = Agoria a retiré cette offre. Votre texte est encore ici.
outcome-was-conflict = Conflit
outcome-was-gone = N’existait plus
outcome-was-invalid = Non valide
outcome-was-forbidden = Refusé
outcome-was-duplicate = Double
outcome-was-blocked = Bloqué
outcome-open-conflict = Ouvrir le conflit
outcome-field-why = { $field } : { $why }
outcome-show = Afficher la fiche
outcome-taken-back = Envoyé, puis annulé
outcome-stopped =
    { $unanswered ->
        [0] { $sent ->
            [0] Arrêté. Rien n’a été envoyé ; tout est encore ici.
           *[other] { $left ->
                [0] Arrêté, mais tout était déjà envoyé.
               *[other] Arrêté. Envoyées : { $sent } ; non envoyées : { $left }. Ce qui n’a pas été envoyé est encore ici.
            }
        }
       *[other] { $sent ->
            [0] { $left ->
                [0] Arrêté. En route, sans réponse : { $unanswered }.
               *[other] Arrêté. En route, sans réponse : { $unanswered } ; non envoyées : { $left }.
            }
           *[other] { $left ->
                [0] Arrêté. Envoyées : { $sent } ; en route, sans réponse : { $unanswered }.
               *[other] Arrêté. Envoyées : { $sent } ; en route, sans réponse : { $unanswered } ; non envoyées : { $left }.
            }
        }
    }

export-cards = Offres de collaboration
export-page = { $day } · page { $page } sur { $pages }
export-title = Exporter vers un fichier
export-open = Exporter…
export-which = Quoi
export-which-selected =
    { $count ->
        [one] La ligne sélectionnée
       *[other] Les { $count } lignes sélectionnées
    }
export-which-view = Cette vue ({ $count })
export-which-all = Tout ({ $count })
export-format = Type de fichier
export-format-xlsx = Excel
export-format-csv = CSV
export-format-json = JSON
export-format-pdf = PDF avec fiches
export-about-xlsx = Un classeur avec des listes de choix. Vous pouvez le modifier et le réimporter : seul ce que vous avez modifié change.
export-about-csv = Du texte brut pour tout tableur. Vous pouvez le modifier et le réimporter, mais Excel transforme parfois les nombres et les jours : préférez alors le classeur.
export-about-journal = Les données du journal, à lire et à compter. Un journal ne peut pas être importé.
export-about-json = Tous les champs avec leurs codes, pour d’autres programmes.
export-about-pdf = Une fiche par offre, telle que les visiteurs la voient, à imprimer ou à envoyer.
export-columns = Colonnes
export-columns-seen = Celles à l’écran ({ $count })
export-columns-all = Toutes
export-delimiter = Entre les cellules
export-delimiter-semicolon = ; point-virgule
export-delimiter-comma = , virgule
export-language = Langue des libellés
export-where = Le fichier est enregistré dans { $folder }. Il n’est pas chiffré.
export-busy = Écriture du fichier…
export-stop = Arrêter
export-write =
    { $type ->
        [offer]
            { $count ->
                [one] Exporter 1 offre
               *[other] Exporter { $count } offres
            }
       *[other]
            { $count ->
                [one] Exporter 1 fiche
               *[other] Exporter { $count } fiches
            }
    }
export-done =
    { $count ->
        [one] 1 fiche a été écrite dans { $path }.
       *[other] { $count } fiches ont été écrites dans { $path }.
    }
export-title-print = Imprimer : fiches dans un PDF

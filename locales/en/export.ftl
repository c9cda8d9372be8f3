export-cards = Collaboration offers
export-page = { $day } · page { $page } of { $pages }
export-title = Export to a file
export-open = Export…
export-which = Which
export-which-selected =
    { $count ->
        [one] The selected row
       *[other] The { $count } selected rows
    }
export-which-view = This view ({ $count })
export-which-all = Everything ({ $count })
export-format = Kind of file
export-format-xlsx = Excel
export-format-csv = CSV
export-format-json = JSON
export-format-pdf = PDF cards
export-about-xlsx = A workbook with lists to choose from. You can edit it and import it again: only what you edited changes.
export-about-csv = Plain text for any spreadsheet program. You can edit it and import it again, but Excel may turn numbers and days into something else: prefer the workbook for that.
export-about-journal = The data of the journal, to read and to count. A journal cannot be imported.
export-about-json = All fields with their codes, for other programs.
export-about-pdf = A card for each offer, as visitors see it, to print or to send.
export-columns = Columns
export-columns-seen = Those on screen ({ $count })
export-columns-all = All
export-delimiter = Between cells
export-delimiter-semicolon = ; semicolon
export-delimiter-comma = , comma
export-language = Language of labels
export-where = The file is saved in { $folder }. It is not encrypted.
export-busy = Writing the file…
export-stop = Stop
export-write =
    { $type ->
        [offer]
            { $count ->
                [one] Export 1 offer
               *[other] Export { $count } offers
            }
       *[other]
            { $count ->
                [one] Export 1 record
               *[other] Export { $count } records
            }
    }
export-done =
    { $count ->
        [one] 1 record was written to { $path }.
       *[other] { $count } records were written to { $path }.
    }
export-title-print = Print: cards in a PDF

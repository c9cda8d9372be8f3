grid-state = Edits
grid-status = Status
grid-filters = Filters
grid-filter-on = filter is on
grid-clear-filters = Clear filters
grid-refresh = Refresh list
grid-empty-filtered =
    { $count ->
        [one] Nothing matches this filter
       *[other] Nothing matches these { $count } filters
    }
grid-never-pulled = Nothing here yet
grid-never-pulled-why = The data of your organisation have not been fetched yet. After that you can also work without a connection.
grid-too-many = This works for at most { $limit } rows at a time. Nothing was changed; select fewer rows.
grid-copied =
    { $count ->
        [one] 1 cell copied.
       *[other] { $count } cells copied.
    }
grid-copy-loading = Nothing was copied: part of the selection is not loaded yet. Select fewer rows or try again.
grid-no-problem = No row of this list has a problem.
grid-no-filter = All
grid-menu-edit = Edit
grid-ranges-differ = Select ranges of the same columns: this works on one block of columns at a time. Nothing was changed.
grid-paste-skipped =
    Pasted. { $count ->
        [one] 1 column cannot be changed and stays as it is.
       *[other] { $count } columns cannot be changed and stay as they are.
    }
grid-beyond-title = More rows than the list has
grid-beyond =
    { $count ->
        [one] 1 row of what you paste has no row in the list.
       *[other] { $count } rows of what you paste have no row in the list.
    }
grid-beyond-no-right = You may not make new records.
grid-beyond-within = Only the rows that there are
grid-beyond-add =
    { $count ->
        [one] Add 1 new
       *[other] Add { $count } new
    }
grid-menu-view = View
grid-sort-place = sorted by this as number { $place }
grid-used-by = Used in offers
grid-line-break = Alt+Enter: new line
grid-menu-more = More
grid-goto = Go to a row
grid-goto-row = Row, from 1 to { $count }
grid-goto-refused = Type a number from 1 to { $count }.
grid-goto-go = Go to the row
grid-today-none = None of the selected cells holds a date.

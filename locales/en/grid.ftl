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

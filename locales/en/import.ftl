import-button = Import…
import-title = Import a spreadsheet
import-title-of = Import { $file }
import-steps = Steps
import-step-file = File
import-step-columns = Columns
import-step-values = Values
import-step-review = Review
import-busy-reading = Reading the file…
import-busy-writing = Preparing the changes…
import-stop = Stop
import-nothing-yet = Nothing has been changed yet.
import-waiting =
    { $count ->
        [one] 1 row stays out until you decide.
       *[other] { $count } rows stay out until you decide.
    }
import-next = Continue
import-confirm =
    { $count ->
        [one] Import 1 row
       *[other] Import { $count } rows
    }
import-done =
    { $count ->
        [one] 1 record was imported as a change, not sent yet.
       *[other] { $count } records were imported as changes, not sent yet.
    } { $invalid ->
        [0] {""}
        [one] 1 of them is incomplete.
       *[other] { $invalid } of them are incomplete.
    }
import-file = File
import-choose = Choose a file…
import-choose-other = Choose another file…
import-drop = Drop a spreadsheet here, or choose it.
import-types = CSV, TSV, Excel (XLSX, XLS) or OpenDocument (ODS)
import-recipe = Saved choices
import-recipe-none = None: recognise everything anew
import-recipe-help = Saved choices remember what columns and values mean, for the next file with the same headings.
import-recipe-recognised = This file has the same columns as “{ $name }”. What you chose then has been taken over; you can still change it.
import-found = This was found
import-found-rows =
    { $rows ->
        [one] 1 row of data, row { $first } of the file.
       *[other] { $rows } rows of data, from row { $first } to row { $last }.
    }
import-kind = The file is about
import-kind-institution_offers = Offers of an institution
import-kind-company_offers = Offers of a company
import-kind-organisations_campuses = Organisations and campuses
import-sheet = Sheet
import-encoding = Encoding
import-delimiter = Delimiter
import-delimiter-semicolon = Semicolon ( ; )
import-delimiter-comma = Comma ( , )
import-delimiter-tab = Tab
import-delimiter-bar = Bar ( | )
import-header-rows = Header rows
import-header-rows-help = Row numbers, for instance 1 or 3, 4. Empty: there are none.
import-sum = Fingerprint of the file: { $sum }
import-column-ignored = Leave out
import-columns-found = { $taken } of { $all } columns are taken in.
import-column = Column in the file
import-samples = Samples
import-holds = Holds
import-column-empty = All cells are empty
import-marks = Mark for: { $field }
import-recipe-kept = The choices were saved as “{ $name }”.
import-recipe-name = Save the choices as
import-recipe-keep = Save the choices
import-recipes-kept =
    { $count ->
        [one] Choices are saved already for 1 kind of file.
       *[other] Choices are saved already for { $count } kinds of files.
    }
import-values-clear = All values were recognised. There is nothing to choose.
import-values-why = These values were not recognised, or may mean more than one thing. Say once what they mean; it goes for all cells.
import-value-field = Field
import-value-text = In the file
import-value-means = Means
import-value-cells =
    { $count ->
        [one] 1 cell
       *[other] { $count } cells
    }
import-value-open = Not chosen yet
import-fate-added = New
import-fate-added-why = These rows become new records.
import-fate-changed = Changed
import-fate-changed-why = These rows change a record that exists. Empty cells leave a field as it is.
import-fate-unchanged = Unchanged
import-fate-unchanged-why = These records are so already.
import-fate-duplicate = Duplicate
import-fate-duplicate-why = These rows repeat an earlier row. They are not imported, unless you choose otherwise.
import-fate-needs_decision = To decide
import-fate-needs_decision-why = Choose for each row. What is not chosen is not imported and does not stop the other rows.
import-fate-rejected = Rejected
import-fate-rejected-why = Something needed is missing in these rows. Fill it in here, or leave them: they do not stop the others.
import-fate-none = No rows.
import-save-rejected =
    { $count ->
        [one] Save 1 row with its explanation as a spreadsheet
       *[other] Save { $count } rows with explanations as a spreadsheet
    }
import-written = Saved in { $path }. This file is not encrypted.
import-blank =
    { $count ->
        [one] 1 empty row was skipped.
       *[other] { $count } empty rows were skipped.
    }
import-along =
    { $contacts ->
        [0] {""}
        [one] 1 contact is made along.
       *[other] { $contacts } contacts are made along.
    } { $organisations ->
        [0] {""}
        [one] The organisation changes as well.
       *[other] { $organisations } organisations change as well.
    }
import-missing =
    { $count ->
        [one] 1 record that you have is not in the file. It stays as it is.
       *[other] { $count } records that you have are not in the file. They stay as they are.
    }
import-row = Row { $row }
import-duplicate-of = repeats row { $row }
import-field-contact_first_name = Contact’s first name
import-field-contact_name = Contact’s name
import-field-contact_email = Contact’s e-mail
import-field-contact_phone = Contact’s telephone
import-field-updated_on = Last changed on
import-field-id = Id of the record
import-field-revision = Version at export
import-why-left = Why this row was not imported
import-fate-changed-why-clears = These rows change a record that exists. Empty cells clear a field.
import-fate-left = Left out
import-fate-left-why = You left these rows out.
import-empty-clears = Empty cells clear a field
import-empty-clears-help = Otherwise an empty cell leaves a field of an existing record as it is. A column that is not there never changes anything.
import-value-leave = Leave out
import-value-empty = no text
import-value-new-contact = This contact is not known yet and will be created, unless you choose another one.
import-value-create = Create
import-value-rows =
    { $count ->
        [one] 1 row
       *[other] { $count } rows
    }
import-decide-row = Row { $row } is
import-decide-open = Not chosen yet
import-decide-duplicate = A duplicate: not imported
import-decide-merge = An addition to row { $row }
import-decide-new = A new record
import-decide-record = A change of: { $what }
import-decide-published = published
import-decide-unpublished = not published
import-decide-side = { $field } of row { $row }
import-decide-here = Here
import-decide-file = File
import-decide-here-all = Keep what is here everywhere
import-decide-file-all = Take the file everywhere
import-decide-unusable = unknown
import-decide-value = { $field } for row { $row }
import-decide-everywhere = goes for every cell “{ $text }”
import-decide-mail = Another e-mail address
import-decide-result = Result
import-leave-out = Leave out
import-leave-out-row = Leave out row { $row }
import-take-in = Take in after all
import-take-in-row = Take in row { $row } after all
import-merged-into = adds to row { $row }
import-leaving = What you chose will be lost. Nothing was imported.
import-reason-organisation-unknown = This organisation does not exist here.
import-reason-not-own = This row is about an organisation that is not yours.
import-reason-no-right = Your role may not change this.
import-reason-no-right-to-add = Your role may not add this.
import-reason-record-unknown = The row names a record that is not here.
import-reason-reference-unknown = The row names campuses or a contact that are not here: { $fields }.
import-reason-several =
    { $count ->
        [one] 1 record may be meant.
       *[other] { $count } records may be meant.
    }
import-reason-similar = There is a campus that is called nearly so.
import-reason-taken = An earlier row is about this record already.
import-reason-same-name = An earlier row already adds a campus of this name, with another postal code.
import-reason-conflict = Others changed this as well since the export: { $fields }.
import-reason-revision-gone = The file is too old to be merged by itself. This differs: { $fields }.
import-reason-other-row = An earlier row says something else: { $fields }.
import-reason-fixed = This never changes in a record that exists: { $fields }.
import-reason-not-joined = The row that this one is to be added to stays behind.
import-advanced = How the file was read
import-decide-back = Take the archived offer out of the archive
import-reason-archived = This offer is in the archive, and your role may not take it out.

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
import-next = Continue
import-confirm =
    { $count ->
        [one] Import 1 offer
       *[other] Import { $count } offers
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
import-recipe = Recipe
import-recipe-none = None: recognise everything anew
import-recipe-help = A recipe keeps what columns and values mean for files with the same headings.
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
import-not-offers = This file is not about offers. You can check it here, not import it.
import-sum = Fingerprint of the file: { $sum }
import-column-ignored = Leave out
import-columns-found = { $taken } of { $all } columns are taken in.
import-column = Column in the file
import-samples = Samples
import-holds = Holds
import-column-empty = All cells are empty
import-marks = Mark for: { $field }
import-recipe-kept = Recipe “{ $name }” was kept.
import-recipe-name = Keep as a recipe
import-recipe-keep = Keep recipe
import-recipes-kept =
    { $count ->
        [one] There is 1 recipe already.
       *[other] There are { $count } recipes already.
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
import-fate-added-why = These rows become new offers.
import-fate-changed = Changed
import-fate-changed-why = These rows change an offer that exists. Empty cells leave a field as it is.
import-fate-unchanged = Unchanged
import-fate-unchanged-why = These offers are so already.
import-fate-duplicate = Duplicate
import-fate-duplicate-why = These rows repeat an earlier row and are not imported.
import-fate-needs_decision = To decide
import-fate-needs_decision-why = These rows are not imported until somebody chooses. Give values a meaning in step 3, or correct the file.
import-fate-rejected = Rejected
import-fate-rejected-why = Something needed is missing in these rows. They do not stop the others.
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
import-missing =
    { $count ->
        [one] 1 offer that you have is not in the file. It stays as it is.
       *[other] { $count } offers that you have are not in the file. They stay as they are.
    }
import-row = Row { $row }
import-duplicate-of = repeats row { $row }
import-row-conflict = Others changed this as well since the export: { $fields }.
import-row-candidates =
    { $count ->
        [one] 1 offer may be meant.
       *[other] { $count } offers may be meant.
    }
import-field-contact_first_name = Contact’s first name
import-field-contact_name = Contact’s name
import-field-contact_email = Contact’s e-mail
import-field-contact_phone = Contact’s telephone
import-field-updated_on = Last changed on
import-field-id = Id of the offer
import-field-revision = Version at export
import-why-left = Why this row was not imported

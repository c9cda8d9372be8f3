error-not-signed-in = You are not signed in. Your work is safe on this computer. Sign in to go on.
error-invalid-credentials = The e-mail address or the password is wrong. Check both, or ask your administrator.
error-session-ended = Your session has ended. Nothing is lost. Sign in again.
error-account-disabled = This account was deactivated. Your work on this computer is kept. Ask your administrator for help.
error-rate-limited =
    Too many attempts in a row. Try again in { $seconds ->
        [one] 1 second
       *[other] { $seconds } seconds
    }.
error-not-allowed = Your role may not do this. Nothing was changed. Ask your administrator if you need it.
error-not-available = This service does not offer that yet. Nothing was changed.
error-unreachable = The service cannot be reached. Your work is safe on this computer. Check your connection, or go on offline.
error-not-the-service = Something other than EduTracker answers at this address, such as a sign-in page of the network. Nothing was sent. Check the address and the network.
error-unavailable = The service cannot answer now. Your work is safe. Try again in a few minutes.
error-refused = The service refused the request. Your work is safe on this computer. Try again, or ask Agoria for help.
error-client-too-old = This version of EduTracker Desk is too old to send changes. Your work is safe. Install the new version.
error-insecure-address = This address is not secure. Nothing was sent. Use an address that starts with https://.
error-certificate-dates = The service’s certificate does not hold on the date that this computer shows. Check the date and time of this computer. If they are right, the certificate has expired: tell Agoria. Your work is safe on this computer.
error-locked = The copy on this computer is locked. Nothing was deleted. Open it with your passphrase or recovery code.
error-no-keyring = This computer has no password store. Nothing was stored yet. Choose a passphrase to protect your data.
error-wrong-passphrase = This passphrase or code does not open the copy. Nothing was deleted. Check every character.
error-weak-passphrase = The passphrase is too short. Take at least { $limit } characters; a few plain words do well.
error-already-open = The copy is already open in another window or program. Nothing was changed. Close that first.
error-newer-cache = The copy was made by a newer version of EduTracker Desk (schema { $version }). Nothing was changed. Install that version.
error-damaged-cache = The copy on this computer is damaged and was left as it is: { $path }. Changes that were not sent can mostly be rescued: start the program anew, or run “edutracker salvage”.
error-not-damaged = The copy on this computer is not damaged. Nothing was changed.
error-disk = Writing to the disk fails. The last change was not saved. Free some space and try again.
error-not-found = This record is no longer there. Refresh the list.
error-ambiguous-id = The beginning “{ $id }” fits several records. Nothing was changed. Give more characters.
error-unknown-field = There is no field “{ $field }”. Nothing was changed.
error-invalid-value = “{ $value }” does not fit the field “{ $field }”. Nothing was changed. Enter another value.
error-locked-field = The field “{ $field }” cannot be changed here. Nothing was changed.
error-waiting = This record waits for the service’s answer. Nothing was changed. Try again later.
error-pending-edits =
    { $count ->
        [one] There is still 1 unsent change.
       *[other] There are still { $count } unsent changes.
    } Nothing was deleted. Send them first, or choose explicitly to drop them.
error-other-account = The copy on this computer belongs to { $account }. Nothing was changed. Sign in with that account, or have the copy deleted first.
error-confirm-needed = This touches many records at once ({ $updates } changes, { $removals } removals) and needs a confirmation. Nothing has been done yet.
error-cannot-delete = What the service already knows cannot be deleted. Nothing was changed. Archive or retire it.
error-reason-needed = This decision takes a fitting reason. Nothing was changed. Choose one from the list.
error-view-closed = The list was closed meanwhile. Nothing is lost. Refresh the list.
error-file-unreadable = The file { $path } cannot be opened. Nothing was changed. Check its name and whether you may read it.
error-file-unwritable = The file { $path } cannot be written there. Nothing was saved. Choose a folder that exists and that you may write to.
error-file-empty = The file is empty. Nothing was changed.
error-file-too-large = The file is larger than { $limit } MB. Nothing was changed. Split it, or leave out what does not belong to the table.
error-file-unpacks-too-large = Unpacked, the file would take more than { $limit } MB. It was not read any further and nothing was changed.
error-file-too-wide = The table has more than { $limit } columns. Nothing was changed. Leave out the columns that are not needed.
error-file-too-long = The table has more than { $limit } rows or cells. Nothing was changed. Split the file.
error-file-cell-too-long = A cell holds more than { $limit } characters. Nothing was changed. Shorten it in the file.
error-file-protected = The file is protected by a password. Nothing was changed. Save a copy without password and choose that.
error-file-not-a-spreadsheet = This is no spreadsheet but { $found ->
        [binary] a binary file
       *[other] { $found }
    }. Nothing was changed. Save it as XLSX, ODS or CSV.
error-file-unsafe = The file declares a document type of its own, which a spreadsheet does not need and which could pull in other files. It was not read. Nothing was changed.
error-file-broken-text = The text in the file is damaged: it is not valid { $encoding }. Nothing was changed. Save the file anew as UTF-8, or choose another encoding.
error-file-damaged = The file is damaged and cannot be read as { $format }. Nothing was changed. Open it in your spreadsheet program and save it anew.
error-sheet-unknown = The file has no sheet “{ $sheet }”. Nothing was changed. Choose one of its sheets.
error-import-not-understood = No column of this table was recognised. Nothing was changed. Point out the row with the headers, or check that this is the right file.
error-column-missing = The table has no column “{ $column }”. Nothing was read. Add the column, or check that this is the right file.
error-organisation-unknown = No organisation “{ $organisation }” is known here. Nothing was changed. Check the code.
error-recipe-unknown = There are no saved choices “{ $recipe }”. Nothing was changed.
error-recipe-does-not-fit = The saved choices “{ $recipe }” are for a file with other columns; these are missing: { $missing }. Nothing was changed.
error-decision-unfit = “{ $decision }” is about no row of this file, or about nothing that is asked there. Nothing was imported.
error-cancelled = Stopped. Nothing was changed.
error-internal = Something went wrong in the program. What you saved is safe. Try again; if it keeps failing, pass this on: { $detail }
error-invalid-pattern = The pattern cannot be read at character { $position } (“{ $rest }”). Nothing was changed. Correct it there.
error-saved-locked = “{ $name }” is locked. Nothing was changed. Save it under another name, or unlock it.
error-removed = Agoria removed this offer. It was not changed. Copy it, or object to the removal.
error-look-again = “{ $name }” has changed meanwhile. Look at it again; nothing was decided.
error-decided-meanwhile = { $by } has decided on “{ $name }” meanwhile. Look at it; your decision was not made.

apart-why =
    { $count ->
        [one] You lost the right to this record. Your change is kept: you can read, copy and export it, and put it back when the right returns.
       *[other] You lost the right to these records. Your { $count } changes are kept: you can read, copy and export them, and put them back when the right returns.
    }
apart-why-damaged = These changes come from a copy that was damaged. Put them back: they are merged with what the service has, and what others changed meanwhile is asked about.
apart-empty = Nothing is set aside
apart-empty-why = When a right is lost while you still had changes to send, your text is kept here.
apart-returned = Right returned
apart-reason-scope = No right to this organisation any more
apart-reason-damaged = From a damaged copy
apart-put-back = Put back
apart-back-all =
    { $count ->
        [one] Put 1 change back
       *[other] Put { $count } changes back
    }
apart-back =
    { $count ->
        [one] 1 change was put back and can be sent.
       *[other] { $count } changes were put back and can be sent.
    }
apart-csv = Export for a spreadsheet
apart-json = Export as JSON
apart-copy-all = Copy all
apart-written = Saved as { $path }. This file is not encrypted.
apart-drop = Give up…
apart-drop-title = Give the change up
apart-drop-why = Your change to “{ $name }” is taken off this computer for good.

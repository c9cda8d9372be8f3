history-offline = The history is kept by the service, which cannot be reached now. Your work is safe; look again once you are online.
history-empty = No changes at the service yet.
history-here = this computer
history-elsewhere = another computer
history-push = sending

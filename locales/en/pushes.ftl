pushes-no-comment = No comment
pushes-reverts = A sending was undone
pushes-count =
    { $count ->
        [one] 1 record
       *[other] { $count } records
    }
pushes-left =
    { $count ->
        [one] 1 not accepted
       *[other] { $count } not accepted
    }
pushes-reverted = Undone
pushes-more = Show older ones
pushes-empty = Nothing sent yet
pushes-empty-why = What you send can be found here, and undone.
pushes-offline = The list is kept by the service
pushes-offline-why = The service cannot be reached now. Your work is safe on this computer; look again once you are online.
pushes-failed = The list is not there
pushes-detail = Sending
pushes-open-original = To the original sending
pushes-was-reverted = This sending was undone.
pushes-open-revert = Look
pushes-was-reverted-partly = Part of this sending was undone.

mail-greeting = Hello,
mail-close =
    Kind regards
    The EduTracker team at Agoria

    This message was sent automatically.
mail-reason = Reason: { $reason }
mail-note = Agoria’s explanation:
mail-note-other = Agoria’s explanation (language: { $language }):
mail-remove-subject = Removed from EduTracker: { $name }
mail-remove-body = Agoria has taken “{ $name }” of { $organisation } off EduTracker. Companies do not see it any more. Nothing is erased: you find it with its history among your offers.
mail-remove-can =
    Do you disagree, or has something been put right? Tell the reviewers on this page (valid for 60 days):
    { $link }
mail-ask-subject = Question from Agoria: { $name }
mail-ask-body = Agoria has a question about “{ $name }” of { $organisation } in EduTracker.
mail-ask-due = Please answer by { $due }.
mail-ask-can = Answer in EduTracker, under the messages from Agoria, or correct the offer.
mail-restore-subject = Back in EduTracker: { $name }
mail-restore-body = Agoria has put “{ $name }” of { $organisation } back into EduTracker.
mail-restore-can = It is not published yet. Tick “published” in EduTracker to show it to companies again.
mail-password-subject = New password for EduTracker
mail-password-body =
    Somebody asked for a new password for your account. Choose it on this page. The link works once, for 30 minutes:
    { $link }

    If it was not you, there is nothing to do.
mail-invitation-subject = Your EduTracker account
mail-invitation-body =
    Agoria has accepted the request of { $organisation }. You are its administrator, with the address { $email }. Choose your password on this page. The link works once, for 14 days:
    { $link }

    Then sign in to EduTracker.
mail-refusal-subject = Your EduTracker request
mail-refusal-body = Agoria cannot accept the request of { $organisation }.

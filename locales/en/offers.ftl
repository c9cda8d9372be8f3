offers-title = Offers
offers-new = New offer
offers-new-button = New offer
offers-save-new = Save offer
offers-duplicate = Duplicate
offers-duplicated = Copied. The copy is not published yet.
offers-archive = Archive
offers-unarchive = Unarchive
offers-archived = “{ $name }” was archived.
offers-unarchived = “{ $name }” was unarchived.
offers-empty = No offers yet
offers-subject-help = This is fixed once the offer is saved.
offers-copy-as-form = Copy as another form
offers-copy-as-form-why = A company offer has exactly one collaboration form. Choose the form of the copy; all the rest is taken over.
offers-site-dropped =
    { $count ->
        [one] { $site } was taken off: its province is no longer chosen.
       *[other] { $site } and others ({ $count } in all) were taken off: their province is no longer chosen.
    }
offers-no-site-in-provinces = No campuses in the chosen provinces.
offers-removed = Agoria removed this offer
offers-removed-what-now = Companies no longer find it. If you disagree, object here.
offers-help-name = Without the study level: “Elektromechanica”, not “Professional bachelor Elektromechanica”. The level is put in front of it.
offers-help-name-event = The name of the event or activity.
offers-help-name-company = A short name that says what you offer.
offers-help-provinces = Where the collaboration can take place.
offers-help-provinces-visit = For a company visit: where the company is, and so where the visit takes place.
offers-help-provinces-guest = For a professional in the classroom: where your experts are willing to travel.
offers-help-one-form = Exactly one form. Make a second offer for another form.
offers-help-sites = Only campuses in the chosen provinces.
offers-help-description = Say when, how long and what the focus is. Write plainly, without jargon.

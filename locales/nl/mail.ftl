mail-greeting = Beste,
mail-close =
    Met vriendelijke groeten
    Het team van EduTracker bij Agoria

    Dit bericht werd automatisch verstuurd.
mail-reason = Reden: { $reason }
mail-note = Toelichting van Agoria:
mail-note-other = Toelichting van Agoria (taal: { $language }):
mail-remove-subject = Verwijderd uit EduTracker: { $name }
mail-remove-body = Agoria heeft “{ $name }” van { $organisation } uit EduTracker gehaald. Bedrijven zien het niet meer. Er is niets gewist: u vindt het met zijn geschiedenis terug bij uw aanbod.
mail-remove-can =
    Bent u het hier niet mee eens, of is er iets rechtgezet? Laat het de beoordelaars weten via deze pagina (60 dagen geldig):
    { $link }
mail-ask-subject = Vraag van Agoria: { $name }
mail-ask-body = Agoria heeft een vraag over “{ $name }” van { $organisation } in EduTracker.
mail-ask-due = Graag uw antwoord tegen { $due }.
mail-ask-can = U antwoordt in EduTracker, bij de berichten van Agoria, of u past het aanbod aan.
mail-restore-subject = Terug in EduTracker: { $name }
mail-restore-body = Agoria heeft “{ $name }” van { $organisation } teruggezet in EduTracker.
mail-restore-can = Het staat nog niet gepubliceerd. Vink in EduTracker “gepubliceerd” aan om het weer aan bedrijven te tonen.
mail-password-subject = Nieuw wachtwoord voor EduTracker
mail-password-body =
    Iemand vroeg een nieuw wachtwoord voor uw account. Kies het op deze pagina. De link werkt één keer en 30 minuten lang:
    { $link }

    Hebt u dit niet gevraagd, dan hoeft u niets te doen.
mail-invitation-subject = Uw account voor EduTracker
mail-invitation-body =
    Agoria heeft de aanvraag van { $organisation } aanvaard. U bent de beheerder, met het adres { $email }. Kies uw wachtwoord op deze pagina. De link werkt één keer en 14 dagen lang:
    { $link }

    Meld u daarna aan in EduTracker.
mail-refusal-subject = Uw aanvraag voor EduTracker
mail-refusal-body = Agoria kan de aanvraag van { $organisation } niet aanvaarden.

cli-password = Wachtwoord: 
cli-recovery-code = Herstelcode van de kopie op deze computer: { $code }. Bewaar ze op een veilige plaats: ze opent de kopie wanneer de sleutelbos van het systeem dat niet kan.
cli-kept = { $count ->
    [one] Eén fiche heeft wijzigingen die niet verzonden zijn. Ze blijven in de versleutelde kopie op deze computer.
   *[other] { $count } fiches hebben wijzigingen die niet verzonden zijn. Ze blijven in de versleutelde kopie op deze computer.
}
cli-passphrase-only = Deze kopie heeft geen herstelcode: de wachtzin is de enige sleutel.
cli-confirm-push = Er is niets gedaan. { $updates } wijzigingen en { $removals } verwijderingen tegelijk vragen uw akkoord: voeg --yes toe.
cli-site-dropped = { $site } is weggehaald, omdat de provincie niet meer gekozen is.
cli-differs = De kopie verschilt nog van de dienst. Er ging niets verloren; controleer straks opnieuw.
cli-verified = De kopie is dezelfde als bij de dienst (gecontroleerd { $at }). Opnieuw gelezen organisaties: { $repaired }.
cli-not-allowed = { $count ->
    [one] Eén fiche bleef zoals ze is: ze mag niet gewijzigd worden.
   *[other] { $count } fiches bleven zoals ze zijn: ze mogen niet gewijzigd worden.
}
cli-in-the-way = Er is niets gedaan: latere stappen ({ $steps }) wijzigden dezelfde velden. Draai die eerst terug.
cli-would-change = { $changed ->
    [one] Eén fiche zou wijzigen
   *[other] { $changed } fiches zouden wijzigen
}; al zo: { $unchanged }. Er is niets gewijzigd.
cli-would-break = { $count ->
    [one] Eén daarvan zou daarna een fout hebben.
   *[other] { $count } daarvan zouden daarna een fout hebben.
}
cli-new-contacts = { $count ->
    [one] 1 nieuwe contactpersoon
   *[other] { $count } nieuwe contactpersonen
}
cli-own-profile = { $count ->
    [one] 1 organisatie gewijzigd
   *[other] { $count } organisaties gewijzigd
}
cli-fate-added = nieuw
cli-fate-changed = gewijzigd
cli-fate-unchanged = ongewijzigd
cli-fate-duplicate = dubbel
cli-fate-needs_decision = te beslissen
cli-fate-rejected = geweigerd
cli-fate-left = weggelaten
cli-queue-others = { $count ->
    [one] Eén ander voorstel wacht: een evenement of een bedrijfsvoorstel (--all).
   *[other] { $count } andere voorstellen wachten: evenementen en bedrijfsvoorstellen (--all).
}

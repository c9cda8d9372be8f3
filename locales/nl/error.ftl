error-not-signed-in = U bent niet aangemeld. Uw werk is veilig op deze computer. Meld u aan om verder te gaan.
error-invalid-credentials = Het e-mailadres of het wachtwoord klopt niet. Kijk beide na, of vraag het aan uw administrator.
error-session-ended = Uw sessie is afgelopen. Er is niets verloren. Meld u opnieuw aan.
error-account-disabled = Dit account is uitgeschakeld. Uw werk op deze computer blijft bewaard. Vraag uw administrator om hulp.
error-rate-limited =
    Te veel pogingen na elkaar. Probeer opnieuw over { $seconds ->
        [one] 1 seconde
       *[other] { $seconds } seconden
    }.
error-not-allowed = Uw rol mag dit niet. Er is niets gewijzigd. Vraag het zo nodig aan uw administrator.
error-not-available = Dit kan bij deze dienst nog niet. Er is niets gewijzigd.
error-unreachable = De dienst is niet bereikbaar. Uw werk is veilig op deze computer. Kijk uw verbinding na, of werk offline verder.
error-not-the-service = Op dit adres antwoordt iets anders dan EduTracker, bijvoorbeeld een aanmeldpagina van het netwerk. Er is niets verzonden. Kijk het adres en het netwerk na.
error-unavailable = De dienst kan nu niet antwoorden. Uw werk is veilig. Probeer het over enkele minuten opnieuw.
error-refused = De dienst heeft de vraag geweigerd. Uw werk is veilig op deze computer. Probeer opnieuw, of vraag hulp aan Agoria.
error-client-too-old = Deze versie van EduTracker Desk is te oud om te verzenden. Uw werk is veilig. Installeer de nieuwe versie.
error-insecure-address = Dit adres is niet beveiligd. Er is niets verzonden. Gebruik een adres dat met https:// begint.
error-certificate-dates = Het certificaat van de dienst is niet geldig op de datum die deze computer aangeeft. Kijk datum en tijd van deze computer na. Kloppen die, dan is het certificaat verlopen: verwittig Agoria. Uw werk is veilig op deze computer.
error-locked = De kopie op deze computer is vergrendeld. Er is niets gewist. Open ze met uw wachtzin of herstelcode.
error-no-keyring = Deze computer heeft geen wachtwoordkluis. Er is nog niets opgeslagen. Kies een wachtzin om uw gegevens te beveiligen.
error-wrong-passphrase = Deze wachtzin of code opent de kopie niet. Er is niets gewist. Kijk na of alle tekens kloppen.
error-weak-passphrase = De wachtzin is te kort. Neem minstens { $limit } tekens; enkele gewone woorden na elkaar werken goed.
error-already-open = De kopie is al open in een ander venster of programma. Er is niets gewijzigd. Sluit dat eerst.
error-newer-cache = De kopie is gemaakt door een nieuwere versie van EduTracker Desk (schema { $version }). Er is niets gewijzigd. Installeer die versie.
error-damaged-cache = De kopie op deze computer is beschadigd en werd gelaten zoals ze is: { $path }. Wijzigingen die niet verzonden zijn, kunnen meestal gered worden: start het programma opnieuw, of voer “edutracker salvage” uit.
error-not-damaged = De kopie op deze computer is niet beschadigd. Er is niets gewijzigd.
error-disk = Schrijven naar de schijf lukt niet. De laatste wijziging is niet bewaard. Maak plaats vrij en probeer opnieuw.
error-not-found = Deze fiche is er niet meer. Vernieuw de lijst.
error-ambiguous-id = Het begin “{ $id }” past bij verscheidene fiches. Er is niets gewijzigd. Geef meer tekens.
error-unknown-field = Het veld “{ $field }” bestaat niet. Er is niets gewijzigd.
error-invalid-value = “{ $value }” past niet in het veld “{ $field }”. Er is niets gewijzigd. Voer een andere waarde in.
error-locked-field = Het veld “{ $field }” kan hier niet gewijzigd worden. Er is niets gewijzigd.
error-waiting = Deze fiche wacht op het antwoord van de dienst. Er is niets gewijzigd. Probeer straks opnieuw.
error-pending-edits =
    { $count ->
        [one] Er is nog 1 niet-verzonden wijziging.
       *[other] Er zijn nog { $count } niet-verzonden wijzigingen.
    } Er is niets gewist. Verzend ze eerst, of kies uitdrukkelijk om ze te laten vallen.
error-other-account = De kopie op deze computer hoort bij { $account }. Er is niets gewijzigd. Meld u met dat account aan, of laat de kopie eerst wissen.
error-confirm-needed = Dit raakt veel fiches tegelijk ({ $updates } wijzigingen, { $removals } verwijderingen) en vraagt een bevestiging. Er is nog niets gebeurd.
error-cannot-delete = Wat de dienst al kent, kan niet gewist worden. Er is niets gewijzigd. Archiveer het of stel het buiten gebruik.
error-reason-needed = Deze beslissing vraagt een passende reden. Er is niets gewijzigd. Kies er een uit de lijst.
error-view-closed = De lijst is intussen gesloten. Er is niets verloren. Vernieuw de lijst.
error-file-unreadable = Het bestand { $path } kan niet geopend worden. Er is niets gewijzigd. Controleer de naam en of u het mag lezen.
error-file-unwritable = Het bestand { $path } kan daar niet geschreven worden. Er is niets bewaard. Kies een map die bestaat en waarin u mag schrijven.
error-file-empty = Het bestand is leeg. Er is niets gewijzigd.
error-file-too-large = Het bestand is groter dan { $limit } MB. Er is niets gewijzigd. Splits het, of laat weg wat niet bij de tabel hoort.
error-file-unpacks-too-large = Uitgepakt zou het bestand meer dan { $limit } MB innemen. Het werd niet verder gelezen en er is niets gewijzigd.
error-file-too-wide = De tabel heeft meer dan { $limit } kolommen. Er is niets gewijzigd. Laat de kolommen weg die niet nodig zijn.
error-file-too-long = De tabel heeft meer dan { $limit } rijen of cellen. Er is niets gewijzigd. Splits het bestand.
error-file-cell-too-long = Een cel bevat meer dan { $limit } tekens. Er is niets gewijzigd. Kort ze in het bestand in.
error-file-protected = Het bestand is met een wachtwoord beveiligd. Er is niets gewijzigd. Bewaar een kopie zonder wachtwoord en kies die.
error-file-not-a-spreadsheet = Dit is geen rekenblad maar { $found ->
        [binary] een binair bestand
       *[other] { $found }
    }. Er is niets gewijzigd. Bewaar het als XLSX, ODS of CSV.
error-file-unsafe = Het bestand geeft een eigen documenttype op. Een rekenblad heeft dat niet nodig en het kan er andere bestanden mee binnenhalen. Het werd niet gelezen. Er is niets gewijzigd.
error-file-broken-text = De tekst in het bestand is beschadigd: ze is geen geldige { $encoding }. Er is niets gewijzigd. Bewaar het bestand opnieuw als UTF-8, of kies een andere codering.
error-file-damaged = Het bestand is beschadigd en kan niet als { $format } gelezen worden. Er is niets gewijzigd. Open het in uw rekenprogramma en bewaar het opnieuw.
error-sheet-unknown = Het bestand heeft geen blad ‘{ $sheet }’. Er is niets gewijzigd. Kies een van zijn bladen.
error-import-not-understood = Geen enkele kolom van deze tabel werd herkend. Er is niets gewijzigd. Wijs de rij met de kolomkoppen aan, of ga na of dit het juiste bestand is.
error-column-missing = De tabel heeft geen kolom “{ $column }”. Er is niets gelezen. Voeg de kolom toe, of ga na of dit het juiste bestand is.
error-organisation-unknown = Hier is geen organisatie ‘{ $organisation }’ bekend. Er is niets gewijzigd. Controleer de code.
error-recipe-unknown = Er zijn geen bewaarde keuzes ‘{ $recipe }’. Er is niets gewijzigd.
error-recipe-does-not-fit = De bewaarde keuzes ‘{ $recipe }’ zijn voor een bestand met andere kolommen; deze ontbreken: { $missing }. Er is niets gewijzigd.
error-decision-unfit = ‘{ $decision }’ gaat over geen rij van dit bestand, of over niets wat daar gevraagd wordt. Er is niets geïmporteerd.
error-cancelled = Gestopt. Er is niets gewijzigd.
error-internal = Er ging iets mis in het programma. Wat u al bewaarde, is veilig. Probeer opnieuw; blijft het misgaan, geef dan dit door: { $detail }
error-invalid-pattern = Het patroon is niet leesbaar bij teken { $position } (“{ $rest }”). Er is niets gewijzigd. Verbeter het daar.
error-saved-locked = “{ $name }” is vergrendeld. Er is niets gewijzigd. Bewaar onder een andere naam, of ontgrendel.
error-removed = Agoria heeft dit voorstel verwijderd. Het is niet gewijzigd. Kopieer het, of maak bezwaar tegen de verwijdering.
error-look-again = “{ $name }” is intussen gewijzigd. Bekijk het opnieuw; er is niets beslist.
error-decided-meanwhile = { $by } heeft intussen over “{ $name }” beslist. Bekijk het; uw beslissing is niet genomen.

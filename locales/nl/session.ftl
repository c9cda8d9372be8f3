session-sign-in = Aanmelden
session-signing-in = Bezig met aanmelden…
session-sign-out = Afmelden
session-service = Adres van de dienst
session-service-hint = Ingevuld door uw organisatie. Wijzig dit alleen op vraag van Agoria.
session-email = E-mailadres
session-password = Wachtwoord
session-show = Tonen
session-hide = Verbergen
session-passphrase = Wachtzin
session-passphrase-hint = Deze computer heeft geen sleutelbos. Uw gegevens worden daarom versleuteld met een wachtzin van minstens { $limit } tekens. Zonder die zin kan niemand de kopie openen.
session-unsent =
    { $count ->
        [one] Op deze computer staat 1 wijziging die nog niet verzonden is. Ze blijft bewaard.
       *[other] Op deze computer staan { $count } wijzigingen die nog niet verzonden zijn. Ze blijven bewaard.
    }
session-unlock = Uw gegevens openen
session-secret = Herstelcode of wachtzin
session-open = Openen
session-try-keyring = Sleutelbos opnieuw proberen
session-unlock-safe = Uw gegevens staan versleuteld op deze computer. Er wordt niets gewist, ook niet na een verkeerde wachtzin of code.
session-locked-keyring-empty = De sleutelbos van deze computer bevat de sleutel niet meer. Open de kopie met uw herstelcode.
session-locked-keyring-unavailable = De sleutelbos van deze computer antwoordt niet. Ontgrendel hem en probeer opnieuw, of gebruik uw herstelcode.
session-locked-other-key = De sleutel in de sleutelbos hoort bij een andere kopie. Open deze kopie met haar herstelcode.
session-locked-passphrase = De gegevens op deze computer zijn beveiligd met uw wachtzin.
session-recovery-title = Bewaar uw herstelcode
session-recovery-why = Met deze code opent u de kopie op deze computer als de sleutelbos ze niet meer kan openen. Schrijf ze op of bewaar ze in een wachtwoordkluis, niet op deze computer.
session-recovery-where = U vindt de code later terug bij Instellingen.
session-recovery-copied = De code staat op het klembord.
session-recovery-kept = Ik heb de code bewaard
session-keep-copy = De kopie op deze computer houden
session-keep-copy-why = Versleuteld, met uw niet-verzonden wijzigingen. De volgende keer bent u sneller weg.
session-delete-copy = De kopie van deze computer wissen
session-delete-copy-why =
    { $count ->
        [0] Er gaat niets verloren: alles staat bij de dienst.
        [one] 1 niet-verzonden wijziging gaat verloren.
       *[other] { $count } niet-verzonden wijzigingen gaan verloren.
    }
session-reconnect-why = Uw sessie bij de dienst is afgelopen. Uw werk blijft hier staan; meld u opnieuw aan om te verzenden en bij te werken.
session-work-offline = Offline verder werken

type-offer = Voorstel
type-site = Campus of entiteit
type-contact = Contactpersoon
type-organisation = Organisatie
type-account = Account
type-review = Beoordeling

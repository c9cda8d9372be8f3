type-offer = Offer
type-site = Campus or entity
type-contact = Contact
type-organisation = Organisation
type-account = Account
type-review = Review

type-offer = Offre
type-site = Campus ou entité
type-contact = Personne de contact
type-organisation = Organisation
type-account = Compte
type-review = Évaluation

subject-programme = Formation
subject-event = Événement ou activité
subject-companyOffer = Offre d’entreprise

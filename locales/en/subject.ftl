subject-programme = Programme
subject-event = Event or activity
subject-companyOffer = Company offer

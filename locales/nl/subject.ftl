subject-programme = Opleiding
subject-event = Evenement of activiteit
subject-companyOffer = Bedrijfsvoorstel

history-offline = L’historique se trouve auprès du service, qui est injoignable pour l’instant. Votre travail est en sécurité ; réessayez une fois en ligne.
history-empty = Pas encore de modification auprès du service.
history-here = cet ordinateur
history-elsewhere = un autre ordinateur
history-push = envoi

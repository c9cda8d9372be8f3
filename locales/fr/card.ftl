card-title = Aperçu sur le site web
card-language = Langue de l’aperçu
card-no-name = Pas encore de nom
card-contact = Contact : { $name }

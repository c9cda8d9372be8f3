card-title = Zo staat het op de website
card-language = Taal van het voorbeeld
card-no-name = Nog geen naam
card-contact = Contact: { $name }

card-title = As the website shows it
card-language = Language of the preview
card-no-name = No name yet
card-contact = Contact: { $name }
